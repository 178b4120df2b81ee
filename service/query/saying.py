"""What was understood, said in one plain line."""

from __future__ import annotations

from collections.abc import Sequence


def understood(
    bare: Sequence[str],
    other: Sequence[str],
    filters: Sequence[str],
    unmet_bare: Sequence[str],
    unmet_other: Sequence[str],
    *,
    aside: Sequence[str],
    is_any: bool,
    inside: str,
) -> str:
    """Return the line for words as typed, other scoring parts, filters, and what is excluded.

    `aside` are words that were typed and decide nothing; `inside` is the one field searched.
    """
    if is_any and len(bare) + len(other) > 1:
        parts = [f"any of: {', '.join((*bare, *other))}", *filters]
    elif len(bare) > 1:
        parts = [f"all of: {', '.join(bare)}", *other, *filters]
    else:
        parts = [*bare, *other, *filters]
    if inside and (bare or other):
        parts.append(f"looked for in {inside} only")
    start = "records with " if parts else "all records"
    if unmet_bare:
        parts.append(f"not: {', '.join(unmet_bare)}")
    parts += [f"not {label}" for label in unmet_other]
    if start == "all records":
        parts.insert(0, start)
        start = ""
    if aside:
        parts.append(f"whether or not it has: {', '.join(aside)}")
    return start + "; ".join(parts)
