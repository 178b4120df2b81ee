"""Converting a METS object to records, one for each described division.

Pages of a non-public division are in no record's text: neither in that of the whole nor in that of
a neighbour on the same page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from index_mappings.json_values import Json, elements, text
from index_mappings.record import Ancestor
from loaders.drafts.access import settle
from loaders.drafts.draft import Draft, Held, Item, Reject, Remark, Where
from loaders.drafts.format import Options
from loaders.drafts.gathering import Gathering
from loaders.drafts.page_texts.pages import joined
from loaders.drafts.publicity import Verdict, verdict
from loaders.drafts.xml.element_readers import ElementReader, element_readers
from loaders.drafts.xml.files import Element, line_of, local
from loaders.drafts.xml.publicity import held, known_by, mark_of
from loaders.drafts.xml.ruled import rule_on
from loaders.drafts.xml.words import attribute, line
from loaders.mets.divisions import Division, logical
from loaders.mets.page_files import PageFiles
from loaders.mets.rights import add_rights, mark_in, rights_of

_READ = ("mods", "dc", "marc", "lido")
"""Formats of descriptions inside METS, the one that says most first."""
_SHOWN = 5  # files that a remark names
_ABOVE = "a level above it"


@dataclass(slots=True)
class _Described:
    """A described division: the items of its record, and its pages."""

    division: Division
    items: list[Item]
    pages: set[str]
    inner: set[str] = field(default_factory=set)

    @property
    def is_held(self) -> bool:
        return any(
            isinstance(item, Held) and not (item.is_part or item.is_published)
            for item in self.items
        )

    @property
    def draft(self) -> Draft | None:
        return next((item for item in self.items if isinstance(item, Draft)), None)


class MetsObject:
    """One object; `folder` has the files of its pages, or is None if there are none."""

    def __init__(
        self, mets: Element, where: Where, options: Options, *, id: str = "", folder: Path | None
    ) -> None:
        self._mets, self._where, self._options = mets, where, options
        self._files = PageFiles(mets, folder)
        self._rights = rights_of(mets)
        self._sections = {attribute(part, "ID"): part for part in mets.iterfind("{*}dmdSec")}
        self._id = id or attribute(mets, "OBJID") or ""
        self._found: list[_Described] = []

    def read(self) -> Iterator[Item]:
        """Yield the records of the object, or a reject if nothing in it is described."""
        top = logical(self._mets)
        if top is None or not any(part.sections for part in top.all()):
            first = tuple(self._sections)[:1]
            top = Division("", attribute(self._mets, "LABEL"), "", first, (), [], self._mets)
        header = self._mets.find("{*}metsHdr")
        mark = mark_of(self._mets) or (_mark_of_header(header) if header is not None else None)
        if mark and not self._options.publish_held:
            yield from known_by([held(mark, self._where, self._options)], self._id)
            return
        self._describe(top, (), is_hidden=False)
        if not self._found:
            yield Reject(self._where, "the METS describes nothing in MODS, Dublin Core or MARC")
            return
        hidden = {page for found in self._found if self._is_closed(found) for page in found.pages}
        for found in self._found:
            yield from self._with_text(found, hidden)
        yield from self._unread()

    def _describe(self, part: Division, above: tuple[Ancestor, ...], *, is_hidden: bool) -> None:
        """Note the record of a division and then those of the divisions in it."""
        here = above
        section = next(self._described(part), None)
        mark = mark_of(part.element) if part.element is not self._mets else None
        if section is not None or mark is not None:
            items = list(self._items(part, section, above, is_hidden=is_hidden))
            described = _Described(part, items, self._files.of(part))
            if not self._found and not described.pages:
                described.pages = self._files.everything()  # the whole, in a file without links
            self._found.append(described)
            draft = described.draft
            is_hidden = is_hidden or described.is_held
            if draft is not None:
                title = text(draft.values.get(self._options.mapping.title))
                id = draft.own_id or title
                inherited = [
                    Ancestor(text(item.get("id")), text(item.get("title")))
                    for item in elements(draft.values.get("ancestors"))
                    if isinstance(item, dict)
                ]
                here = (*inherited, Ancestor(id, title or id))
            for inner in part.inner:
                described.inner |= self._files.of(inner) if self._is_described(inner) else set()
        for inner in part.inner:
            self._describe(inner, here, is_hidden=is_hidden)

    def _is_described(self, part: Division) -> bool:
        return any(
            mark_of(item.element) is not None or any(True for _ in self._described(item))
            for item in part.all()
        )

    def _items(
        self,
        part: Division,
        section: Element | None,
        above: tuple[Ancestor, ...],
        *,
        is_hidden: bool,
    ) -> Iterator[Item]:
        own = self._own_id(part)
        names = (own,) if own else ()
        where = replace(self._where, line=line_of(part.element) or self._where.line)
        if is_hidden:
            yield Held(where, _ABOVE, names=names)
            return
        rights = [self._rights[id] for id in part.rights if id in self._rights]
        rights = rights or ([] if above else list(self._rights.values())[:1])
        found = mark_of(part.element) or (mark_of(section) if section is not None else None)
        found = found or mark_in(rights)
        rule = rule_on(part.element, self._options.rules)
        if rule is not None:
            yield rule.held(where, *names)
            return
        if found is not None:
            yield from known_by([held(found, where, self._options)], *names)
            if not self._options.publish_held:
                return
        if section is None:
            return
        gathering = Gathering(self._options, where)
        reader, element = self._reader(section)
        if reader is None or element is None:
            return
        if not _has_title(element):
            gathering.add("title", part.label or attribute(self._mets, "LABEL"))
        if above:
            gathering.ancestors(above)
        add_rights(rights, gathering)
        yield from reader.read(element, where, self._options, gathering, id=own)

    def _own_id(self, part: Division) -> str:
        """Return the id of a division's record: the object's id, then the division's."""
        if not self._found:
            return self._id
        top = self._found[0].draft
        whole = self._id or (top.own_id if top else "")
        return f"{whole}/{part.id}" if whole and part.id else part.id

    def _described(self, part: Division) -> Iterator[Element]:
        """Yield the readable sections that describe a division."""
        for id in part.sections:
            section = self._sections.get(id)
            if section is not None and self._reader(section)[0] is not None:
                yield section

    def _reader(self, section: Element) -> tuple[ElementReader | None, Element | None]:
        readers = element_readers()
        for data in section.iterfind("{*}mdWrap/{*}xmlData"):
            for name in _READ:
                for part in data:
                    if name in readers and local(part) and readers[name].takes(part):
                        return readers[name], part
            around = data.getparent()
            kind = "" if around is None else attribute(around, "MDTYPE").casefold()
            if kind == "dc" and line(data):
                return readers["dc"], data  # its elements are there without one around them
        return None, None

    def _is_closed(self, found: _Described) -> bool:
        """Return whether the text of a division is not public."""
        draft = found.draft
        if draft is None:
            return True
        values: dict[str, Json] = dict(draft.values)
        settled = settle(
            values,
            self._options.mapping,
            date.today(),
            stated=draft.stated,
            publish_held=self._options.publish_held,
            terms=self._options.access,
        )
        return bool(settled.held_by) or values.get("access") == "restricted"

    def _with_text(self, found: _Described, hidden: set[str]) -> Iterator[Item]:
        name = self._options.mapping.full_text
        for item in found.items:
            if not isinstance(item, Draft) or not name or item.values.get(name):
                yield item
                continue
            pages = found.pages - found.inner - hidden
            edited, is_whole = joined(self._files.text(pages)) if pages else (None, True)
            if not is_whole:
                yield Remark(item.where, "the text was cut: it is longer than a record may be")
            more = edited.fields(self._options.mapping) if edited and edited.text else {}
            yield replace(item, values={**item.values, **more})

    def _unread(self) -> Iterator[Remark]:
        unread = self._files.unread
        if unread:
            shown = "; ".join(unread[:_SHOWN])
            more = f" and {len(unread) - _SHOWN:,} more" if len(unread) > _SHOWN else ""
            yield Remark(self._where, f"the text of {len(unread):,} files was not read: "
                         f"{shown}{more}")  # fmt: skip


def _mark_of_header(header: Element) -> tuple[str, Verdict] | None:
    """Return the mark in the header: RECORDSTATUS, in the archive's own words."""
    status = verdict("record status", attribute(header, "RECORDSTATUS"))
    return ("RECORDSTATUS", status) if status is not None and status.holds else mark_of(header)


def _has_title(element: Element) -> bool:
    names: Sequence[str] = ("title", "titleInfo", "titleSet")
    return any(
        local(part) in names or attribute(part, "tag") == "245" for part in element if line(part)
    )
