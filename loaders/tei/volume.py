"""The format `tei`: each document of a volume a record, each volume a collection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from index_mappings.names import NameEntry
from index_mappings.record import Collection
from loaders.drafts.archive_rules import Rule
from loaders.drafts.draft import Held, Item, Remark, Unsaid, Where
from loaders.drafts.folders import files_of
from loaders.drafts.format import Options
from loaders.drafts.publicity import Verdict
from loaders.drafts.titles import Vocabulary
from loaders.drafts.xml.files import Element, XmlFault, XmlParts, line_of, local
from loaders.drafts.xml.publicity import held, hold_back, known_by, said_in
from loaders.drafts.xml.refusals import fault_reject
from loaders.drafts.xml.ruled import drop_by_rules, held_by_rule
from loaders.tei.divisions import is_of, kinds_in
from loaders.tei.document import Surroundings, read_document
from loaders.tei.editions import read_editions
from loaders.tei.header import Header, read_header
from loaders.tei.listed_names import names_in
from loaders.tei.persons import XML_ID, Persons
from loaders.tei.publicity import hold_back_part, mark_of_header
from loaders.tei.sections import levels_above, section_of
from loaders.tei.text import line
from loaders.tei.voices import Voices, voices_of

_TAGS = ("{*}TEI", "{*}TEI.2", "{*}teiHeader", "{*}div", "{*}pb")
_SUFFIXES = frozenset({".xml", ".tei"})
_QUOTED = 1_000  # characters of what is left out that a report repeats; more is not read there


class TeiVolumes:
    """The format `tei`; a document is held at a time."""

    name = "tei"
    summary = "TEI: volumes of edited documents or letters, and files that are one letter or text"
    options: frozenset[str] = frozenset({"types"})

    def source_name(self, paths: Sequence[str]) -> str:
        """Return the id of the (first) volume, or the name of a folder."""
        if Path(paths[0]).is_dir():
            return Path(paths[0]).resolve().name
        try:
            for event, element in XmlParts(paths[0], _TAGS):
                if event == "end" and local(element) == "teiHeader":
                    return read_header(element, Path(paths[0]).stem).id
                if event == "start" and local(element) == "div":
                    break
        except XmlFault:
            pass  # reading it will say so
        return Path(paths[0]).stem

    def apart(self, paths: Sequence[str]) -> list[Sequence[str]]:
        """Return each file separately: volumes do not depend on each other."""
        return [[path] for path in files_of(paths, _SUFFIXES)]

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield each volume as a collection and its documents as drafts.

        Records are the divs of type document, else those of type letter or entry where there are
        several; a file without is one record itself, of which no collection is made. Raises
        LoadError if a file cannot be read. Broken XML gives the documents before the fault,
        then a reject. The option `types` names a TOML file of document types beside those that
        are shipped.
        """
        vocabulary = Vocabulary.load(options.extra.get("types"))
        for path in files_of(paths, _SUFFIXES):
            try:
                if kinds := kinds_in(path):
                    yield from _Reading(path, options, vocabulary, kinds).read()
                else:
                    yield from read_editions(path, options, vocabulary)
            except XmlFault as fault:
                yield fault_reject(path, fault)


class _Reading:
    """One volume being read."""

    def __init__(
        self, path: str, options: Options, vocabulary: Vocabulary, kinds: frozenset[str]
    ) -> None:
        self._path = path
        self._kinds = kinds
        self._options = options
        self._vocabulary = vocabulary
        self._parts = XmlParts(path, _TAGS)
        self._header: Header | None = None
        self._voices: Voices = {}
        self._persons = Persons()
        self._page = ""
        self._first_page = ""  # of the document that is open
        self._depth = 0  # of divs inside a document, which are its own parts
        self._count = 0
        self._count_at: list[int] = []  # documents read when each open section began
        self._without_documents: list[str] = []
        self._held: tuple[str, Verdict] | None = None  # the mark of the whole volume
        self._rule: Rule | None = None  # of the archive's own, that the header meets
        self._is_hidden = False

    def read(self) -> Iterator[Item]:
        for event, element in self._parts:
            name = local(element)
            if name in ("TEI", "TEI.2"):
                if event == "end":
                    yield from self._rest(element)
            elif name == "pb":
                self._page = element.get("n") or self._page
            elif name == "teiHeader":
                if event == "end" and self._header is None:
                    self._held = mark_of_header(element, self._options.access)
                    self._is_hidden = self._held is not None and not self._options.publish_held
                    self._rule = held_by_rule(element, self._options.rules)
                    self._is_hidden = self._is_hidden or self._rule is not None
                    yield from drop_by_rules(element, Where(self._path), self._options)
                    self._voices = voices_of(element)
                    yield from self._open(read_header(element, Path(self._path).stem))
                    self._parts.drop(element)
            elif event == "start":
                if self._depth or is_of(element, self._kinds):
                    if not self._depth:
                        self._first_page = self._page
                    self._depth += 1
                else:
                    self._count_at.append(self._count)
            elif self._depth > 1:
                self._depth -= 1
            elif self._depth:
                self._depth = 0
                yield from self._document(element)
                self._parts.drop(element)
            else:
                yield from self._section(element)
                self._parts.drop(element)

    def _open(self, header: Header) -> Iterator[Item]:
        self._header = header
        if self._is_hidden:
            return
        yield Collection(header.id, header.title, header.description, source=self._options.source)
        if header.left_over:
            yield self._left_out(f"of the header: {'; '.join(header.left_over)}")

    def _document(self, document: Element) -> Iterator[Item]:
        if self._header is None:
            stem = Path(self._path).stem
            yield from self._open(Header(stem, stem))
            assert self._header is not None
        self._count += 1
        where = Where(self._path, line_of(document), self._count)
        own = document.get(XML_ID) or document.get("n") or ""
        id = f"{self._header.id}/{own}" if own else ""
        names = said_in(document) if len(self._persons) else ""
        if self._rule is not None:
            yield self._naming(self._rule.held(where, id), names)
        elif self._held is not None:
            mark = held(self._held, where, self._options)
            yield from (self._naming(item, names) for item in known_by([mark], id, of=document))
        is_held, found = hold_back_part(document, where, self._options)
        if self._is_hidden:
            return
        yield from (self._naming(item, names) for item in known_by(found, id, of=document))
        if is_held:
            return
        around = Surroundings(
            volume=self._header.id,
            rights=self._header.rights,
            above=levels_above(document, self._header),
            page=self._first_page_of(document),
            persons=self._persons,
            voices=self._voices,
        )
        yield from read_document(document, around, self._vocabulary, self._options, where)

    def _first_page_of(self, document: Element) -> str:
        """Return the page on which a document begins, after any page break at its start."""
        first = next(iter(document), None)
        if first is not None and local(first) == "pb" and not (document.text or "").strip():
            return ""
        return self._first_page

    def _section(self, section: Element) -> Iterator[Item]:
        """Add the listed persons of a section, and report other contents that are in no record."""
        before = self._listed(section)
        is_held, found = hold_back_part(section, Where(self._path, line_of(section)), self._options)
        if self._is_hidden or is_held:
            yield Unsaid("\n".join(_forms(before.values())))
            self._count_at.pop()
            return
        yield from (replace(item, is_part=True) for item in found)
        self._persons.add_list(section)
        entries = self._listed(section) if found else before
        yield Unsaid("\n".join(_forms(before[id] for id in before.keys() - entries.keys())))
        yield from entries.values()
        kind, title = section_of(section)
        name = title or section.get(XML_ID) or kind
        note = line(section.find("{*}head/{*}note"), without=())
        text = " ".join(filter(None, (note, line(section, without=("head", "div")))))
        if self._count == self._count_at.pop() and (kind == "Toc" or len(text) > _QUOTED):
            self._without_documents.append(name)
        elif text:
            # of whom it lists some may be in hidden records alone
            detail, quote = ("", text) if entries else (f": {text}", "")
            yield self._left_out(f"of the {kind.casefold()} {name!r}{detail}", quote)

    def _listed(self, section: Element) -> dict[str, NameEntry]:
        """Return the entries of a section by their ids."""
        persons = Persons()
        persons.add_list(section)
        header = self._header
        return {item.id: item for item in names_in(section, persons, header)} if header else {}

    def _rest(self, volume: Element) -> Iterator[Item]:
        """Report contents outside all sections, such as a title page."""
        if self._is_hidden:
            return
        hold_back(volume, Where(self._path), self._options, kept={"div"})
        text = line(volume, without=("teiHeader", "div"))
        if text:
            yield self._left_out(f"what is in no section: {text}")
        if self._without_documents:
            names = ", ".join(self._without_documents)
            yield self._left_out(f"the sections without documents: {names}")

    def _naming(self, item: Held, whole: str) -> Held:
        """Return a held part with its words on people whom the volume also lists."""
        names = item.said if item.is_part else whole
        return replace(item, said=f"{names} {self._persons.meant_in(names)}".strip())

    def _left_out(self, what: str, quote: str = "") -> Remark:
        shown = what if len(what) <= _QUOTED else f"{what[:_QUOTED]}... ({len(what):,} characters)"
        message = f"left out, because it belongs to no document: {shown}"
        return Remark(Where(self._path), message, quote=quote[:_QUOTED])


def _forms(entries: Iterable[NameEntry]) -> Iterator[str]:
    return (form.text for entry in entries for form in entry.forms)
