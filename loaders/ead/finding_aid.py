"""Reading a finding aid as a stream: the description of the whole, then its components.

The whole comes first in the catalogue, but its description may end after its components, so the
file is read twice. Only one component and its ancestors are held at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from index_mappings.record import Ancestor, Collection
from loaders.drafts.archive_rules import Rule
from loaders.drafts.draft import Held, Item, Remark, Where
from loaders.drafts.format import Options
from loaders.drafts.gathering import Gathering
from loaders.drafts.identity import date_as_written, derived_id
from loaders.drafts.publicity import Verdict
from loaders.drafts.xml.access import stated_in
from loaders.drafts.xml.files import Element, XmlFault, XmlParts, line_of, local
from loaders.drafts.xml.publicity import (
    held,
    hold_back,
    known_by,
    mark_of,
    mark_of_record,
    take_out_parts,
)
from loaders.drafts.xml.refusals import fault_reject, refusal
from loaders.drafts.xml.ruled import drop_by_rules, held_by_rule
from loaders.drafts.xml.unused_attributes import UnusedAttributes
from loaders.drafts.xml.words import attribute, line
from loaders.ead.description import describe, describe_header
from loaders.ead.labels import COMPONENTS
from loaders.ead.publicity import is_in_hidden_list, mark_of_whole
from loaders.ead.stated_ids import add_address, id_of, stated_id

_HEADERS = ("eadheader", "control")
_TAGS = tuple(
    f"{{*}}{name}"
    for name in ("ead", *_HEADERS, "frontmatter", "archdesc", "did", *sorted(COMPONENTS))
)
_SHOWN = 10_000  # characters of what a remark lists; a header has a third of it
_KEEP = "keep"
"""The value of the option `internal` that publishes even what is marked as internal."""
_APART = frozenset({*COMPONENTS, "dsc"})
_ABOVE = ("a level above it", Verdict.NOT_PUBLIC)
_TAKEN = frozenset(
    {
        "audience", "datechar", "href", "id", "label", "langcode", "level", "linktitle",
        "localtype", "normal", "otherlevel", "parent", "relator", "role", "scriptcode",
        "standarddate", "title", "type", "unit", "unitdatetype", "schemaLocation",
    }
)  # fmt: skip


@dataclass(slots=True)
class _Open:
    """An open component: the values it passes down, and the derived ids below it."""

    element: Element
    id: str = ""
    title: str = ""
    access_note: str = ""
    is_hidden: bool = False
    is_ruled: bool = False  # by a rule of the archive's own, at it or above it
    is_yielded: bool = False
    siblings: Counter[str] = field(default_factory=Counter)


class FindingAid:
    """One finding aid; `id` replaces its own, and `shown` replaces the path in reports."""

    def __init__(self, path: str, options: Options, *, id: str = "", shown: str = "") -> None:
        self._path = path
        self._shown = shown or path
        keeps = options.publish_held or options.extra.get("internal") == _KEEP
        self._options = replace(options, publish_held=keeps)
        self._id = id
        self._repository = ""
        self._number = 0
        self._open: list[_Open] = []
        self._headings: dict[str, None] = {}
        self._aside = UnusedAttributes(_TAKEN)

    def read(self) -> Iterator[Item]:
        """Yield the items of the file."""
        parts = XmlParts(self._path, _TAGS)
        try:
            header, front, top = self._whole(parts)
        except XmlFault as fault:
            yield fault_reject(self._path, fault, self._shown)
            return
        if top is None:
            lacks = "<archdesc>, the part that describes"
            yield refusal(self._path, "finding aid", self._shown, lacks=lacks)
            return
        mark, rule = mark_of_whole(header, top), self._rule_on(header, front, top)
        if mark is not None or rule is not None:
            self._number += 1
            where = Where(self._shown, line_of(top), self._number)
            ruled = rule.held(where) if rule else None
            whole = held(mark, where, self._options) if mark else ruled
            id = self._id or id_of(header, top, self._path)
            yield from known_by([whole] if whole else [], id, of=top)
            if rule or not self._options.publish_held:
                self._id = id
        if rule:
            self._open = [_Open(top, is_hidden=True, is_ruled=True, is_yielded=True)]
        elif mark is not None and not self._options.publish_held:
            self._open = [_Open(top, is_hidden=True, is_yielded=True)]
        else:
            yield from self._top(header, front, top)
        try:
            yield from self._components()
        except XmlFault as fault:
            yield fault_reject(self._path, fault, self._shown)
        yield from self._left_aside()

    def _rule_on(self, *parts: Element | None) -> Rule | None:
        """Return the archive's rule that holds back the whole finding aid, or None for none."""
        rules = self._options.rules
        found = (held_by_rule(part, rules, _APART) for part in parts if part is not None)
        return next((rule for rule in found if rule is not None), None)

    def _whole(self, parts: XmlParts) -> tuple[Element | None, Element | None, Element | None]:
        """Return header, front matter and description; of a broken file, the complete ones."""
        found: dict[str, Element] = {}
        is_identified = False
        try:
            for event, element in parts:
                name = local(element)
                if name in COMPONENTS:
                    if event == "end" and "archdesc" in found:
                        self._aside.note(element)
                        parts.drop(element)
                elif name == "did":
                    is_identified = is_identified or event == "end"
                elif event == "start" or name in _HEADERS:
                    found.setdefault("header" if name in _HEADERS else name, element)
        except XmlFault:
            if not is_identified:
                raise
            # Reading the components meets the fault again and reports it.
            last = found["archdesc"][-1]
            if local(last) not in ("did", "dsc"):
                found["archdesc"].remove(last)  # it may be cut off in its middle
        return found.get("header"), found.get("frontmatter"), found.get("archdesc")

    def _top(self, header: Element | None, front: Element | None, top: Element) -> Iterator[Item]:
        self._number += 1
        record = Gathering(self._options, Where(self._shown, line_of(top), 1))
        is_internal = header is not None and self._take_out(header, record)
        stated = stated_id(header)
        if self._id:
            record.note("Finding aid: id", line(stated))
        self._id = self._id or id_of(header, top, self._path)
        self._gather(top, record)
        title = record.title()
        described = None if is_internal else header
        proper = None if described is None else described.find(".//{*}titleproper")
        if not title and proper is not None:
            record.add("title", line(proper))
        if described is not None:
            describe_header(described, record)
        if stated is not None and not is_internal:
            add_address(stated, record)
        if front is not None and not self._take_out(front, record):
            for page in front:
                describe_header(page, record)
        self._repository = str(record.values.get("repository", ""))
        record.add("collections", self._id)
        drafts = list(record.draft(self._id))
        yield Collection(
            self._id,
            record.title(),
            str(record.values.get("summary", "")),
            source=self._options.source,
        )
        yield from drafts
        access_note = str(record.values.get("access_note", ""))
        self._open = [_Open(top, self._id, record.title(), access_note, is_yielded=True)]

    def _components(self) -> Iterator[Item]:
        parts = XmlParts(self._path, _TAGS)
        is_inside = False
        for event, element in parts:
            name = local(element)
            if name == "archdesc":
                is_inside = event == "start"
            elif name not in COMPONENTS or not is_inside:
                continue
            elif event == "start":
                if not self._open[-1].is_yielded:
                    yield from self._component(self._open[-1])
                hidden = self._open[-1].is_hidden or (
                    is_in_hidden_list(element) and not self._options.publish_held
                )
                is_ruled = self._open[-1].is_ruled
                self._open.append(_Open(element, is_hidden=hidden, is_ruled=is_ruled))
            else:
                here = self._open[-1]
                if not here.is_yielded:
                    yield from self._component(here)
                elif not here.is_hidden:  # nothing is said about what is held back
                    yield from self._after_components(element)
                self._open.pop()
                parts.drop(element)

    def _component(self, component: _Open) -> Iterator[Item]:
        self._number += 1
        component.is_yielded = True
        element = component.element
        where = Where(self._shown, line_of(element), self._number)
        rule = held_by_rule(element, self._options.rules, _APART)
        if component.is_ruled or rule is not None:
            ruled = rule.held(where) if rule else Held(where, _ABOVE[0], is_by_rule=True)
            yield from known_by([ruled], self._id_of(element), of=element)
            component.is_hidden = component.is_ruled = True
            return
        mark = _ABOVE if component.is_hidden else mark_of_record(element)
        if mark is not None:
            found = [held(mark, where, self._options)]
            yield from known_by(found, self._id_of(element), of=element)
            component.is_hidden = not self._options.publish_held
        if component.is_hidden:
            return
        record = Gathering(self._options, where)
        self._gather(element, record)
        if self._repository and not record.has("repository"):
            record.add("repository", self._repository)
        above = self._open[:-1]
        if not record.has("access_note"):  # what holds for a series holds for what is in it
            record.add(
                "access_note", next((a.access_note for a in above[::-1] if a.access_note), "")
            )
        component.access_note = str(record.values.get("access_note", ""))
        record.ancestors(tuple(Ancestor(item.id, item.title) for item in above))
        record.add("collections", self._id)
        title = record.title()
        id = self._id_of(element) or self._derived(record, title, above[-1])
        yield from record.draft(id)
        component.id, component.title = id, record.title()

    def _id_of(self, element: Element) -> str:
        """Return the component's own id, or "" if it has none."""
        own = attribute(element, "id")
        return f"{self._id}/{own}" if own else ""

    def _gather(self, element: Element, record: Gathering) -> None:
        for item in drop_by_rules(element, record.where, self._options, _APART):
            record.hold(item)
        for item in take_out_parts(element, record.where, self._options, _APART):
            record.hold(item)
        record.stated += stated_in(element, _APART)
        self._headings.update(dict.fromkeys(describe(element, record)))

    def _take_out(self, element: Element, record: Gathering) -> bool:
        """Remove and note non-public parts, and tell whether the element itself is not public."""
        is_held, found = hold_back(element, record.where, self._options, _APART)
        for item in found:
            record.hold(replace(item, is_part=True))
        return is_held

    def _derived(self, record: Gathering, title: str, above: _Open) -> str:
        """Return an id that depends on a component's contents and ancestors, not on its position.

        Its descendants need the id before all components are read, so it is made here.
        """
        values = record.values
        date = date_as_written(values, self._options.mapping.date)
        parts = (above.id, str(values.get("reference", "")))
        id = derived_id(self._options.source, date, title, *parts)
        above.siblings[id] += 1
        count = above.siblings[id]
        return id if count == 1 else derived_id(
            self._options.source, date, title, *parts, str(count)
        )  # fmt: skip

    def _after_components(self, element: Element) -> Iterator[Item]:
        """Report elements of a component after its inner components, where there should be none."""
        is_after = False
        for part in element:
            is_after = is_after or local(part) in COMPONENTS
            text = line(part) if is_after and local(part) not in COMPONENTS else ""
            is_public = self._options.publish_held or mark_of(part) is None
            if text and is_public:
                for _ in take_out_parts(part, Where(self._shown), self._options):
                    pass
                text = line(part)
                message = f"left out, because it follows the components inside: {text[:_SHOWN]}"
                yield Remark(Where(self._shown, line_of(part)), message)

    def _left_aside(self) -> Iterator[Remark]:
        if self._headings:
            listed = "; ".join(self._headings)[:_SHOWN]
            message = f"left out, because the fields have labels of their own: headings: {listed}"
            yield Remark(Where(self._shown), message)
        yield from self._aside.remarks(Where(self._shown))
