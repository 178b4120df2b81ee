"""Likely targets of columns with uncertain headers, which `inspect` proposes.

"Letter date" contains a word for a date, "Desciption" is a misspelled header of a summary, a column
of only days is a date. Each may be something else, so none is used until the archivist accepts it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources

from index_mappings.dates import read_date
from index_mappings.mapping import RecordMapping
from loaders.drafts.access_names import about_access
from loaders.drafts.field_maps.field_map import GIVEN, Target
from loaders.drafts.field_maps.headers import header_key, synonyms
from loaders.drafts.publicity import is_for_staff, mark_named

_ALIKE = 0.86  # of difflib: one letter wrong, or two in a long word
_LONG = 5  # letters of a name that may be misspelled: of shorter ones too many are alike
_SURE = 0.9  # share of the values that are dates, or addresses
_ENOUGH = 3  # values that say something by what they are

_WORDS: dict[str, frozenset[str]] = {
    name: frozenset(words)
    for name, words in tomllib.loads(
        resources.files("loaders.drafts.field_maps").joinpath("likely.toml").read_text("utf-8")
    ).items()
}
_NEVER = frozenset(
    {"id", "access", "access_note", "opens", "ancestors", "collections", "notes", ""}
)
"""Fields that a guess must not fill: they say who may see a record, and where it belongs."""


def likely(header: str, values: Sequence[str], mapping: RecordMapping) -> tuple[Target, str] | None:
    """Return the likely target of a column and the reason, or None."""
    name = header_key(header)
    if not name or is_for_staff(header) or mark_named(header) or about_access(header) is not None:
        return None
    if not _WORDS["about_the_entry"].isdisjoint(name.split()):
        return None
    return next(
        (
            (target, why)
            for target, why in _guesses(name, values, mapping)
            if target.field not in _NEVER | GIVEN and mapping.field(target.field)
        ),
        None,
    )


def _guesses(
    name: str, values: Sequence[str], mapping: RecordMapping
) -> Iterator[tuple[Target, str]]:
    targets = synonyms().targets
    words = " ".join(synonyms().short.get(word, word) for word in name.split()).split()
    if (whole := " ".join(words)) != name and whole in targets:
        yield targets[whole][0], f"its name is short for {whole!r}"
    is_of_another = len(words) > 1 and words[-1] in _WORDS["of_a_value"]
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length, -1, -1):
            part = " ".join(words[start : start + length])
            if part in targets and part not in _WORDS["too_plain"] and not is_of_another:
                yield targets[part][0], f"its name has {part!r}"
    if known := _nearly(name):
        yield targets[known][0], f"its name is nearly {known!r}"
    some = [value.strip() for value in values if value.strip()]
    if len(some) < _ENOUGH:
        return
    if _share(some, ("http://", "https://")) >= _SURE:
        yield Target("url"), "its values are addresses"
    dated = sum(any(map(str.isdigit, text)) and read_date(text).is_dated for text in some)
    if dated >= _SURE * len(some) and not all(text.isdigit() for text in some):
        yield Target(mapping.date), "its values are dates"


def _nearly(name: str) -> str:
    """Return the header that a name misspells, or "" if it does not."""
    near = get_close_matches(name, _spelled(), 1, _ALIKE) if len(name) >= _LONG else []
    return near[0] if near else _by_letters().get("".join(sorted(name)), "")


@lru_cache(maxsize=1)
def _spelled() -> tuple[str, ...]:
    """Return the headers that are long enough to be misspelled."""
    return tuple(known for known in synonyms().targets if len(known) >= _LONG)


@lru_cache(maxsize=1)
def _by_letters() -> dict[str, str]:
    """Return the first header with the same letters, by its sorted letters, for transpositions.

    Cached, because a table may have thousands of unknown columns.
    """
    return {"".join(sorted(known)): known for known in reversed(_spelled())}


def _share(values: Sequence[str], beginnings: tuple[str, ...]) -> float:
    return sum(value.startswith(beginnings) for value in values) / len(values)
