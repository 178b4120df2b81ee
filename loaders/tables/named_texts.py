"""The text of files named in a column: `-o texts=COLUMN`.

A file must be in the folder of the table or below it. A column that is left out or for the staff is
ignored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from index_mappings.folding import key
from loaders.drafts.draft import Draft, Item, Remark
from loaders.drafts.field_maps.columns import DROPPED, Column
from loaders.drafts.format import Options
from loaders.drafts.page_texts.beside import beside
from loaders.drafts.page_texts.pages import NoText, Page, joined
from loaders.drafts.page_texts.text_files import pages_of
from loaders.drafts.publicity import is_for_staff
from service.errors import LoadError

TEXTS = "texts"
"""The option that names the column."""


class NamedTexts:
    """The texts named by the rows of one table; none without the option."""

    def __init__(self, path: str, columns: Sequence[Column], options: Options) -> None:
        """Raise LoadError if the table has no such column."""
        self._folder = Path(path).parent
        self._options = options
        self._place = _place(columns, options)
        self._header = "" if self._place is None else columns[self._place].header

    def with_text(self, draft: Draft, cells: Sequence[str]) -> Iterator[Item]:
        """Yield a draft with the text of the file named in its row, and the remarks."""
        name = self._options.mapping.full_text
        place = self._place
        named = cells[place].strip() if place is not None and place < len(cells) else ""
        is_left_out = bool(named) and self._options.rules.dropping(named, self._header) is not None
        if not named or not name or is_left_out or draft.values.get(name):
            yield draft
            return
        messages: list[str] = []
        edited, is_whole = joined(self._pages(named, messages))
        if not is_whole:
            messages.append("the text was cut: it is longer than a record may be")
        yield from (Remark(draft.where, message, name) for message in messages)
        more = edited.fields(self._options.mapping) if edited.text else {}
        yield replace(draft, values={**draft.values, **more})

    def _pages(self, named: str, messages: list[str]) -> Iterator[Page]:
        path = beside(named, self._folder)
        if path is None:
            messages.append("the file with the text is not in the folder of the table")
            return
        try:
            yield from pages_of(str(path))
        except NoText as error:
            messages.append(str(error))


def _place(columns: Sequence[Column], options: Options) -> int | None:
    wanted = options.extra.get(TEXTS, "")
    if not wanted:
        return None
    found = [item for item in enumerate(columns) if key(item[1].header) == key(wanted)]
    if not found:
        listed = ", ".join(column.header for column in columns[:30])
        raise LoadError(f"-o {TEXTS}={wanted!r}: there is no such column; there are {listed}")
    place, column = found[0]
    is_private = is_for_staff(column.header) and not options.publish_held
    return None if is_private or column.target == DROPPED else place
