"""What is above a set of records that is taken away: whose, how many, of what search."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A title, that of the site, and what describes the set: one sentence on each line."""

    title: str = "Records"
    site: str = ""
    lines: tuple[str, ...] = ()


def heading(site: str, typed: str, total: int, day: str, address: str) -> Heading:
    """Return the heading of a search, or of marked records where nothing was `typed`.

    `day` is that on which the catalogue was loaded, `address` where the set is found again.
    """
    count = f"{total:,} record{'' if total == 1 else 's'}"
    title = f"{count} for “{typed}”" if typed else count
    return Heading(title, site, (f"{site}, as loaded on {day}", address))
