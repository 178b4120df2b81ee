"""The public columns of a row, according to marks in other columns."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from index_mappings.access import ACCESS_FIELDS
from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json
from loaders.drafts.access_names import About, Stated, about_access_of, plainly, wording
from loaders.drafts.archive_rules import ArchiveRules
from loaders.drafts.draft import Held, Where
from loaders.drafts.field_maps.columns import Column
from loaders.drafts.publicity import Verdict, folded, is_for_staff, mark_named, public_part

Pair = tuple[Column, Json]


def public_columns(
    pairs: Iterable[Pair], where: Where, *, publish_held: bool
) -> tuple[list[Pair], list[Held]]:
    """Return a row without the columns that are not public, and the held parts.

    A mark that holds back the whole row is reported and removes no column: the caller handles it,
    because it needs the row's place in the hierarchy first. With `publish_held` all columns stay.
    """
    some, found = _without_staff_columns(pairs, where, publish_held=publish_held)
    hidden: set[str] = set()
    for column, value in some:
        mark = mark_named(column.header)
        verdict = mark.verdict(value) if mark is not None else None
        if mark is None or verdict is None or not verdict.holds:
            continue
        is_part = bool(mark.about) and not _is_about_the_row(mark.about, some)
        is_unclear = verdict is Verdict.UNCLEAR
        found.append(
            Held(
                where,
                column.header,
                is_part=is_part,
                is_unclear=is_unclear,
                is_published=publish_held,
            )
        )
        if is_part and not publish_held:
            hidden.add(mark.about)
    if not hidden:
        return some, found
    shown = [pair for pair in some if not _is_of_any(folded(pair[0].header), hidden)]
    return shown, found


def _without_staff_columns(
    pairs: Iterable[Pair], where: Where, *, publish_held: bool
) -> tuple[list[Pair], list[Held]]:
    """Return a row without the staff columns ("Internal notes"), and those with a value."""
    kept: list[Pair] = []
    found: list[Held] = []
    for column, value in pairs:
        is_staffs = is_for_staff(column.header)
        if is_staffs and plain_text(value):
            found.append(Held(where, column.header, is_part=True, is_published=publish_held))
        if publish_held or not is_staffs:
            kept.append((column, value))
    return kept, found


def ruled_columns(
    pairs: Iterable[Pair], where: Where, rules: ArchiveRules
) -> tuple[list[Pair], list[Held]]:
    """Return a row without the columns that rules leave out, and the held parts."""
    some = list(pairs)
    if not rules:
        return some, []
    kept: list[Pair] = []
    found: list[Held] = []
    for column, value in some:
        if rule := rules.holding(value, column.header):
            found.append(rule.held(where))
        if rule := rules.dropping(value, column.header):
            found.append(rule.left_out(where))
        else:
            kept.append((column, value))
    return kept, found


def access_columns(
    pairs: Iterable[Pair], fields: Container[str]
) -> tuple[list[Pair], list[Stated]]:
    """Return a row with its access as text, and the statements outside `fields`."""
    some: list[Pair] = []
    found: list[Stated] = []
    for column, value in pairs:
        about = about_access_of(column.header, value)
        if about is None:
            some.append((column, value))
            continue
        text = value if isinstance(value, str) else wording(column.header, value)
        if isinstance(value, bool):
            text = "yes" if value else "no"
        plain = plainly(column.header, text)
        is_field = column.target.field in ACCESS_FIELDS and column.target.field in fields
        if is_field:
            shown = text if about is About.OPENS or column.target.field == "opens" else plain
            some.append((column, shown))
            continue
        some.append((column, value))
        if plain.strip():
            found.append(Stated(column.header, plain, about, is_value=True))
    return some, found


def is_lost(column: Column, value: Json) -> bool:
    """Return whether a cell about access has a spreadsheet error, so its value is unknown."""
    return plain_text(value).startswith("#") and column.target.field in ACCESS_FIELDS


def of_the_row(held: Iterable[Held], *names: str) -> list[Held]:
    """Return why a row is held back, with the names by which others refer to it."""
    whole = (item for item in held if not item.is_part)
    return [replace(item, names=tuple(filter(None, names))) for item in whole][:1]


def public_values(
    pairs: Iterable[Pair], where: Where, *, publish_held: bool
) -> tuple[list[Pair], list[Held]]:
    """Return a row without the objects in its values that are not public, and these parts.

    The value of a column that is itself a mark is kept: it is about the row.
    """
    some: list[Pair] = []
    found: list[Held] = []
    for column, value in pairs:
        shown = value
        if isinstance(value, dict | list) and mark_named(column.header) is None:
            left, marks = public_part(value, under=column.header)
            found += [Held(where, mark, is_part=True, is_published=publish_held) for mark in marks]
            shown = value if publish_held else left
        some.append((column, shown))
    return some, found


def _is_of_any(name: str, hidden: Iterable[str]) -> bool:
    """Return whether marks apply to a column; the label of a note belongs to its text."""
    for about in hidden:
        kind, _, note = about.partition(" ")
        if kind == "n" and name in (about, *(f"{letter} {note}" for letter in "ltbe")):
            return True
        if kind != "n" and (name == about or name.startswith(f"{about} ")):
            return True
    return False


def _is_about_the_row(about: str, pairs: Sequence[Pair]) -> bool:
    """Return whether a mark applies to the record.

    It does if the id or the title has the same name, or if no column has it ("Record public").
    """
    if about.startswith("n "):  # a note of ArchivesSpace, which need not be there
        return False
    named = [
        column
        for column, _ in pairs
        if folded(column.header) == about or folded(column.header).startswith(f"{about} ")
    ]
    others = [column for column in named if mark_named(column.header) is None]
    return not others or any(
        column.is_id or column.target.field in ("id", "title") for column in others
    )
