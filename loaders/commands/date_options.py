"""Command options for what a source's dates leave open, in any format."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., object])

_OPTIONS = (
    click.option(
        "--day-first/--month-first",
        default=None,
        help="Read 3/4/50 as 3 April, or as 4 March; default: SEARCHROOM_DAY_FIRST.",
    ),
    click.option(
        "--century",
        type=click.IntRange(min=0),
        metavar="YEAR",
        help="The first of the hundred years in which '50 falls; default: SEARCHROOM_CENTURY.",
    ),
    click.option(
        "--circa-margin",
        type=click.IntRange(min=0),
        metavar="YEARS",
        help="How many years 'c. 1950' may be off; default: SEARCHROOM_CIRCA_MARGIN.",
    ),
)


def date_options(command: Command) -> Command:
    """Add the options --day-first, --century and --circa-margin to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def dates_as_extra(
    day_first: bool | None, century: int | None, circa_margin: int | None
) -> dict[str, str]:
    """Return them as options of a load, which are strings; options not given are absent."""
    numbers = {"century": century, "circa_margin": circa_margin}
    extra = {name: str(value) for name, value in numbers.items() if value is not None}
    if day_first is not None:
        extra["day_first"] = "yes" if day_first else "no"
    return extra
