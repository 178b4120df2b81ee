"""An answer of an OAI-PMH server: its records, deletions, sets, errors and resumption token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from index_mappings.access import CLOSED
from index_mappings.folding import key
from index_mappings.record import Collection
from loaders.drafts.access_words import shipped_words
from loaders.drafts.draft import Deletion, Draft, Held, Item, Reject, Remark, Where
from loaders.drafts.format import Options
from loaders.drafts.gathering import Gathering
from loaders.drafts.publicity import Verdict, says_never
from loaders.drafts.xml.access import stated_in
from loaders.drafts.xml.element_readers import ElementReader, element_readers
from loaders.drafts.xml.files import Element, XmlParts, line_of, local
from loaders.drafts.xml.publicity import (
    held,
    known_by,
    mark_of,
    mark_of_record,
    take_out_parts,
)
from loaders.drafts.xml.ruled import drop_by_rules, held_by_rule
from loaders.drafts.xml.unused_attributes import UnusedAttributes
from loaders.drafts.xml.words import line, paragraphs
from service.lasting.derived_ids import slug

_OAI = "http://www.openarchives.org/OAI/2.0/"
_NAMES = ("OAI-PMH", "record", "header", "set", "error", "resumptionToken", "Identify",
          "metadataFormat")  # fmt: skip
# Some hubs leave the namespace out, and cut single records out of an answer.
_TAGS = tuple(tag for name in _NAMES for tag in (f"{{{_OAI}}}{name}", name))

_COLLECTIONS = frozenset({"modsCollection", "collection"})
"""Elements that some servers put around the one record of a format."""

_FALLBACK = "dc"
"""What no format takes is read as Dublin Core, which OAI-PMH asks of every server."""


@dataclass(slots=True)
class Answer:
    """The contents of an answer besides its records, set while it is read.

    `ids` are those of its records, including deleted ones, and of its sets; `size` is the number of
    records of the whole list according to the server.
    """

    token: str = ""
    size: str = ""
    ids: list[str] = field(default_factory=list)
    error: str = ""
    error_text: str = ""
    kinds: set[str] = field(default_factory=set)
    number: int = 0


class Answers:
    """The answers of one source, with the sets of its records and their names."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._sets: dict[str, tuple[str, str]] = {}
        self._seen: dict[str, tuple[str, str]] = {}
        self._unused = {
            name: UnusedAttributes(reader.used_attributes)
            for name, reader in element_readers().items()
            if reader.used_attributes is not None
        }

    def read(self, path: str, answer: Answer, shown: str = "") -> Iterator[Item]:
        """Yield the items of one answer, reported as `shown`, and set `answer`.

        Raises LoadError if the file cannot be read, XmlFault if it is not XML.
        """
        parts = XmlParts(path, _TAGS)
        depth = 0  # inside a record, whose metadata may have elements of these names
        for event, element in parts:
            name = local(element)
            answer.kinds.add(name)
            if name == "record":
                depth += 1 if event == "start" else -1
                if event == "end" and depth == 0:
                    answer.number += 1
                    where = Where(shown or path, line_of(element), answer.number)
                    answer.ids.append(_id(element))
                    yield from self._record(element, where)
                    parts.drop(element)
            elif event == "start" or depth:
                continue
            elif name == "header":
                where = Where(shown or path, line_of(element))
                if _is_deleted(element):
                    answer.number += 1
                    answer.ids.append(_child(element, "identifier"))
                    yield Deletion(_child(element, "identifier"), where)
                parts.drop(element)
            elif name == "set":
                spec = _child(element, "setSpec")
                answer.ids.append(spec)
                described = [part for part in element if local(part) == "setDescription"]
                text = "\n\n".join(map(paragraphs, described))
                self._sets[spec] = (_child(element, "setName") or spec, text)
                parts.drop(element)
            elif name == "resumptionToken":
                answer.token = line(element)
                answer.size = (element.get("completeListSize") or "").strip()
            elif name == "error":
                answer.error = element.get("code") or "error"
                answer.error_text = line(element)

    def collections(self) -> Iterator[Collection]:
        """Yield the sets of records whose names came after the records."""
        for spec, name in self._seen.items():
            if self._named(spec) != name:
                yield self._collection(spec)

    def _named(self, spec: str) -> tuple[str, str]:
        """Return the known name and description of a set."""
        return self._sets.get(spec, (spec, ""))

    def _collection(self, spec: str) -> Collection:
        return Collection(self._set_id(spec), *self._named(spec), source=self._options.source)

    def left_aside(self) -> Iterator[Remark]:
        """Yield remarks on the attributes without a field in all records."""
        where = Where(self._options.source)
        for unused in self._unused.values():
            yield from unused.remarks(where)

    def _new_sets(self, specs: list[str]) -> Iterator[Collection]:
        """Yield the new sets of a record, with the names known so far."""
        for spec in specs:
            if spec not in self._seen:
                self._seen[spec] = self._named(spec)
                yield self._collection(spec)

    def _set_id(self, spec: str) -> str:
        return f"{slug(self._options.source)}/{spec}"

    def _record(self, element: Element, where: Where) -> Iterator[Item]:
        header = next((part for part in element if local(part) == "header"), None)
        if header is None:
            yield Reject(where, "the record has no OAI-PMH header", raw=paragraphs(element))
            return
        id = _child(header, "identifier")
        if _is_deleted(header) or _is_deleted(element):
            yield Deletion(id, where)
            return
        if rule := held_by_rule(element, self._options.rules):
            yield rule.held(where, id)
            return
        if mark := _mark_around(element, header):
            body = element.find("{*}metadata/*")
            yield from known_by([held(mark, where, self._options)], id, of=body)
            if not self._options.publish_held:
                return
        yield from drop_by_rules(element, where, self._options)
        bodies = [part for part in element if local(part) == "metadata"]
        # Records cut out of an answer may have lost the element around their metadata.
        outer = bodies[0] if bodies else element
        inside = (part for part in outer if local(part) not in ("", "header", "about"))
        body = next(inside, None)
        if body is None:
            yield Reject(where, "the record has no metadata", "metadata", paragraphs(element))
            return
        gathering = Gathering(self._options, where)
        gathering.stated += [
            said for part in element if local(part) == "about" for said in stated_in(part)
        ]
        specs: list[str] = []
        for part in header:
            if local(part) == "setSpec" and line(part):
                specs.append(line(part))
                gathering.add("collections", self._set_id(line(part)))
        gathering.note("Datestamp", _child(header, "datestamp"))
        for part in element:
            is_public = self._options.publish_held or mark_of(part) is None
            if local(part) == "about" and is_public:
                yield from take_out_parts(part, where, self._options)
                gathering.note("About the record", "; ".join(paragraphs(part).split("\n")))
        for item in self._metadata(body, where, id, gathering):
            if isinstance(item, Held) and not item.is_part:
                # an update takes the record of that id out
                yield replace(item, names=tuple(dict.fromkeys((id, *item.names))))
            else:
                if isinstance(item, Draft):
                    yield from self._new_sets(specs)  # before the record that is in them
                yield item

    def _metadata(
        self, body: Element, where: Where, id: str, gathering: Gathering
    ) -> Iterator[Item]:
        if local(body) in _COLLECTIONS and len(body) == 1:
            body = body[0]
        name, reader = _reader_of(body)
        if name in self._unused:
            self._unused[name].note(body)
        yield from reader.read(body, where, self._options, gathering, id=id)


def _reader_of(body: Element) -> tuple[str, ElementReader]:
    """Return the format that reads an element, and its name."""
    readers = element_readers()
    found = (item for item in readers.items() if item[1].takes(body))
    return next(found, (_FALLBACK, readers[_FALLBACK]))


def what_else(answer: Answer) -> str:
    """Return the reason why an answer has no records."""
    if answer.error:
        return f"the server answered {answer.error}: {answer.error_text}".rstrip(": ")
    if "set" in answer.kinds:
        return "the answer lists sets and no records"
    if "metadataFormat" in answer.kinds:
        return "the answer lists metadata formats and no records"
    if "Identify" in answer.kinds:
        return "the answer describes the server and has no records"
    if "header" in answer.kinds:
        return "the answer lists identifiers only; harvest ListRecords"
    if "OAI-PMH" in answer.kinds:
        return "the answer is empty"
    return ""


def unfinished(answer: Answer, where: Where) -> Iterator[Remark]:
    """Yield a remark if a saved answer is not the last of its list."""
    if answer.token:
        yield Remark(where, f"the list continues under the resumption token {answer.token!r}")


def _mark_around(record: Element, header: Element) -> tuple[str, Verdict] | None:
    """Return the mark that holds a record back: on it, on its header or in its `about`."""
    if mark := mark_of(record) or mark_of_record(header):
        return mark
    for spec in header:
        if local(spec) == "setSpec" and is_no_set(line(spec)):
            return "setSpec", Verdict.NOT_PUBLIC
    for about in record:
        if local(about) == "about" and mark_of(about) is None:
            for part in (about, *about):
                if mark := mark_of_record(part):
                    return mark
    return None


def is_no_set(spec: str) -> bool:
    """Return whether a set is of records that are not for the public: "private", "fonds:closed"."""
    parts = [key(part) for part in spec.split(":")]
    closed = shipped_words()[CLOSED]
    return any(says_never(part) or (len(part) > 1 and part in closed) for part in parts if part)


def _is_deleted(header: Element) -> bool:
    return (header.get("status") or "").strip().casefold() == "deleted"


def _id(record: Element) -> str:
    header = next((part for part in record if local(part) == "header"), None)
    return "" if header is None else _child(header, "identifier")


def _child(element: Element, name: str) -> str:
    return next((line(part) for part in element if local(part) == name), "")
