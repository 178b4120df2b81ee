"""Headers under a common heading: "Access" over Status, Until, Reason.

"Until" and "Status" alone are not about access. So if the row above the headers has a heading that
is, its headers are read with it. Other headings ("Identification") have no effect.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.drafts.access_names import about_access
from loaders.drafts.marks import mark_named
from loaders.drafts.staff_names import is_for_staff


def under_their_headings(headers: Sequence[str], above: Sequence[str]) -> tuple[str, ...]:
    """Return headers with the heading above them if the two together are about access.

    A heading covers its own column and those to the right without one; a row with only a first cell
    is a title of the sheet.
    """
    filled = [place for place, cell in enumerate(above) if cell.strip()]
    if not filled or filled == [0]:
        return tuple(headers)
    headers_joined: list[str] = []
    heading = ""
    for place, header in enumerate(headers):
        if place < len(above) and above[place].strip():
            heading = above[place].strip()
        headers_joined.append(_joined(heading, header))
    return tuple(headers_joined)


def _joined(heading: str, header: str) -> str:
    both = f"{heading} {header}"
    if not (heading and header) or not (_is_known(heading) or is_for_staff(both)):
        return header
    # "Status" alone is of access only where it has a word for "not public"
    is_plain = (mark := mark_named(header)) is not None and mark.is_mixed
    is_said = is_for_staff(header) or (_is_known(header) and not is_plain)
    return both if not is_said and (_is_known(both) or is_for_staff(both)) else header


def _is_known(name: str) -> bool:
    return about_access(name) is not None or mark_named(name) is not None
