"""What a date of another calendar takes from the date after it: "10-20 nivôse an IX".

The first date is completed, "10 nivôse an IX - 20 nivôse an IX", because the calendars read only
whole dates. "Brumaire-Vendémiaire an IX" goes backwards, so it is left unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_DASH = r"(?P<dash> ?(?:-|/|–) ?| (?:au|to|bis|al|et|and|or|ou|a|إلى) )"
_NAMED = re.compile(r"\(\?P<\w+>")


def borrowing(months: Sequence[str], year: str) -> Callable[[str], str]:
    """Return a function that completes such spans.

    `months` are patterns in order, `year` is one that includes the word for year; all are of
    levelled text.
    """
    names = "|".join(f"(?:{_NAMED.sub('(?:', one)})" for one in months)
    whole = rf"(?P<last>\d{{1,2}})(?: of)? (?P<month>{names})(?!\w)(?P<year>[ ,]+{year})(?!\w)"
    days = re.compile(rf"(?<![\w.])(?:du |from )?(?P<first>\d{{1,2}}){_DASH}(?=(?P<rest>{whole}))")
    parts = re.compile(
        rf"(?<![\w.])(?:du |from )?(?P<first>(?:\d{{1,2}} )?(?P<one>{names})){_DASH}"
        rf"(?=(?:\d{{1,2}} )?(?P<month>{names})(?!\w)(?P<year>[ ,]+{year})(?!\w))"
    )
    order = [re.compile(f"(?:{_NAMED.sub('(?:', one)})") for one in months]

    def place(name: str) -> int:
        return next(at for at, pattern in enumerate(order) if pattern.fullmatch(name))

    def month_too(match: re.Match[str]) -> str:
        if place(match["one"]) > place(match["month"]):
            return match[0]
        return f"{match['first']}{match['year']} - "

    def written_out(levelled: str) -> str:
        levelled = days.sub(
            lambda match: f"{match['first']} {match['month']}{match['year']} - ", levelled
        )
        return parts.sub(month_too, levelled)

    return written_out
