"""The lines of a report on a screen: findings by kind, corrections, marks, shortened to fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.publishing.corrections import Correction
from loaders.publishing.findings import Findings

SHOWN = 20  # kinds of rejects, kinds of notes, and corrections on a screen: a screenful
_WIDE = 200  # characters of each on a screen, two lines or three; the report's file has it whole
_END = 60  # of them from its end, which says what became of what is quoted before
_FIELDS = 5  # of a kind that are named
_MARKS_SHOWN = 5
_BACK = 100  # ids of records that came back, each named: a few screens


def named(marks: dict[str, int]) -> str:
    """Return the first marks and the number of the others."""
    names = [shortened(name) for name in list(marks)[:_MARKS_SHOWN]]
    more = f" and {len(marks) - _MARKS_SHOWN} more" if len(marks) > _MARKS_SHOWN else ""
    return ", ".join(names) + more


def described(item: Correction) -> str:
    """Return a correction as text."""
    what = " and ".join(item.changed)
    if item.id == item.was:
        return f"{item.id} keeps its id although its {what} changed"
    return f"{item.id} also answers to its former id {item.was}"


def by_kind(found: Findings, count: int, one: str, several: str) -> Iterator[str]:
    """Yield a line for each kind: its only finding, or their number and the first."""
    lines = 0
    for kind in list(found.kinds.values())[:SHOWN]:
        lines += 1
        first = shortened(kind.examples[0])
        if kind.count == 1:
            yield f"{one}: {first}"
            continue
        names = list(kind.fields)
        more = f" and {len(names) - _FIELDS} more" if len(names) > _FIELDS else ""
        about = f", in {', '.join(names[:_FIELDS])}{more}" if len(names) > 1 else ""
        yield f"{one} ({kind.count:,} alike{about}; the first): {first}"
    if lines < count:
        yield all_in_a_file(count, several)


def all_in_a_file(count: int, what: str) -> str:
    """Return the note that the screen does not show all of them, and where they are."""
    where = "--report FILE or --rejects FILE" if what == "rejected" else "--report FILE"
    return f"... {count:,} {what} in all; {where} has them"


def shortened(text: str) -> str:
    """Return a text for a screen: on one line, and without its middle if it is long."""
    text = " ".join(text.split())
    if len(text) <= _WIDE:
        return text
    return f"{text[: _WIDE - _END].rstrip()} … {text[-_END:].lstrip()}"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 record", "1,204 records"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def back_lines(count: int, ids: Sequence[str]) -> Iterator[str]:
    """Yield the ids of records that came back after their deletion, as far as a screen has room."""
    if count:
        some = ", ".join(map(shortened, ids[:_BACK]))
        more = f" and {count - _BACK:,} more" if count > _BACK else ""
        yield (
            f"deleted before, and back with this load: {counted(count, 'record')} ({some}{more}); "
            "`searchroom withdraw` keeps a record out for good"
        )
