"""Checks of a single source of a load: failures and unused options."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from loaders.drafts.draft import Remark, Where
from loaders.drafts.format import GivenOptions
from loaders.publishing.report import Report
from service.errors import LoadError


@contextmanager
def blamed_on(source: str, report: Report) -> Iterator[None]:
    """Note the source that cannot be read in the report if that ends the load.

    Errors of the machine or the engine are not faults of a source.
    """
    try:
        yield
    except LoadError:
        report.failing = source
        raise
    except OSError as error:
        if error.filename is not None:  # else it is a temporary file of ours
            report.failing = source
        raise


def unused_options(options: GivenOptions, source: str, format: str) -> Iterator[Remark]:
    """Yield a remark for each option of a source that its format has not used."""
    for name in options.unused():
        message = (
            f"the option {name!r} was not used: the format {format!r} has no "
            "option of that name, or these files have no use for it"
        )
        yield Remark(Where(source), message)
