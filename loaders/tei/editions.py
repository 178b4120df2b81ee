"""A TEI file that is one record: a letter, a diary, a described manuscript, an edited text.

Its header has the data of a volume's heads and datelines. A header that describes several letters
without their text is a list of letters (the Correspondence Metadata Interchange Format), each of
which is a record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from index_mappings.json_values import Json, elements, members, text
from index_mappings.record import Note, Party
from index_mappings.web_addresses import is_web_address
from loaders.drafts import terms
from loaders.drafts.draft import Draft, Held, Item, Reject, Remark, Where
from loaders.drafts.format import Options
from loaders.drafts.supplied_titles import supplied_title
from loaders.drafts.titles import Vocabulary, read_title
from loaders.drafts.titles.tidying import tidy
from loaders.drafts.xml.files import Element, XmlParts, line_of, local
from loaders.drafts.xml.publicity import known_by
from loaders.tei.body import Body
from loaders.tei.correspondence import Correspondence, read_correspondence
from loaders.tei.dating import Dating, read_dating, read_marks
from loaders.tei.header import Header, read_header
from loaders.tei.parties import Parties, read_parties
from loaders.tei.persons import XML_ID, Persons, natural_name
from loaders.tei.publicity import hold_back_text
from loaders.tei.text import line, squeeze
from loaders.tei.voices import voices_of

_TAGS = ("{*}TEI", "{*}TEI.2")
_READ = ("correspDesc", "abstract", "langUsage", "textClass", "creation")
"""Parts of `profileDesc` that fields take."""
_STATED = {
    "titleStmt": ("title", "author", "editor"),
    "publicationStmt": ("pubPlace", "publisher", "date", "availability", "idno"),
}
"""Parts of the statements of a `fileDesc` that fields or the account of the edition take."""
_KEYWORDS = "{*}profileDesc/{*}textClass/{*}keywords//{*}"
_LISTS = ("listPerson", "listPlace", "listOrg")
_NAMES = "the file lists names of persons, places or bodies and has no text: it has no records"
_SHOWN = 1_000  # characters of what is left out that a report repeats


def read_editions(path: str, options: Options, vocabulary: Vocabulary) -> Iterator[Item]:
    """Yield the records of a file without documents, or a reject if it is not TEI.

    Raises LoadError if the file cannot be opened, XmlFault if its XML is broken.
    """
    parts = XmlParts(path, _TAGS)
    number = depth = 0
    for event, element in parts:
        depth += 1 if event == "start" else -1
        if event == "start" or depth:
            continue
        where = Where(path, line_of(element), number + 1)
        for item in _Edition(element, where, options, vocabulary).read():
            number += isinstance(item, Draft | Held | Reject)
            yield item
        parts.drop(element)
    if not number:
        yield Reject(Where(path), "the file is not a volume of documents: it has no TEI element")


@dataclass(slots=True)
class _Edition:
    tei: Element
    where: Where
    options: Options
    vocabulary: Vocabulary

    def read(self) -> Iterator[Item]:
        element = self.tei.find("{*}teiHeader")
        stem = Path(self.where.file).stem
        id = "" if element is None else read_header(element, stem, _READ).id
        is_held, held = hold_back_text(self.tei, self.where, self.options)
        yield from known_by(held, id)
        if is_held:
            return
        text = self.tei.find("{*}text")
        header = Header(stem, "") if element is None else read_header(element, stem, _READ)
        described = [] if element is None else list(element.iter("{*}correspDesc"))
        # of one letter, an address of its own says that this header is not the letter's
        is_list = len(described) > 1 or any(_address(one.get("ref")) for one in described)
        if is_list and not line(text):
            yield from self._letters(described, header)
            return
        yield from self._whole(element, header, text, described[:1])
        for more in described[1:]:
            yield self._left_out(line(more))

    def _lists_names(self, text: Element | None) -> bool:
        """Return whether a file has only lists of persons, places or bodies."""
        within = [*self.tei.iterfind("{*}standOff"), *([] if text is None else [text])]
        lists = tuple(f"{{*}}{name}" for name in _LISTS)
        listed = any(next(part.iter(*lists), None) is not None for part in within)
        return listed and (text is None or not line(text, (*_LISTS, "head")))

    def _letters(self, described: list[Element], header: Header) -> Iterator[Item]:
        for number, one in enumerate(described, 1):
            where = Where(self.where.file, line_of(one), number)
            letter = read_correspondence(one, self.options.conventions)
            values = self._values(letter, Parties(), letter.dating or Dating())
            key = one.get(XML_ID) or one.get("key") or one.get("ref") or ""
            values |= {"rights": header.rights, "url": _address(one.get("ref"))}
            notes = [("List of letters", header.title), *letter.rest]
            values["notes"] = _notes(notes)
            own_id = key if "://" in key else f"{header.id}/{key}" if key else ""
            yield from self._draft(values, letter.dating or Dating(), own_id, where)

    def _whole(
        self,
        element: Element | None,
        header: Header,
        text: Element | None,
        described: list[Element],
    ) -> Iterator[Item]:
        conventions = self.options.conventions
        letter = Correspondence()
        if not described and self._lists_names(text):
            yield Reject(self.where, _NAMES)
            return
        if described:
            letter = read_correspondence(described[0], conventions)
        body = Body(voices_of(element))
        if text is not None:
            body.add(text)
        edited = body.finish()
        head = None if text is None else next(text.iter("{*}head"), None)
        title = tidy(header.title if header.has_title else line(head))
        if not title and not (edited.text or edited.notes) and not described:
            yield Reject(self.where, "the TEI element has neither a title nor a text")
            return
        reading = read_title(title, self.vocabulary, frozenset())
        parties = Parties()
        if not (letter.sender or letter.recipient):
            inside = self.tei if text is None else text
            parties = read_parties(inside, head, reading, Persons())
        authors = _each(element, "{*}fileDesc/{*}titleStmt/{*}author")
        written = (Party(natural_name(name), name, "Author") for name in authors)
        parties = replace(parties, people=(*parties.people, *written))
        dating = letter.dating or self._dating(element, text, head)
        values = self._values(letter, parties, dating)
        values |= {
            "title": title,
            **edited.fields(self.options.mapping),
            "type": reading.type,
            "number": reading.number,
            "rights": header.rights,
            "summary": self._said(element, "{*}profileDesc/{*}abstract"),
            "language": _languages(element),
            "subjects": _each(element, f"{_KEYWORDS}term", f"{_KEYWORDS}item"),
            "repository": self._said(element, ".//{*}msIdentifier/{*}repository"),
            "reference": self._said(element, ".//{*}msIdentifier/{*}idno"),
        }
        edition = [("Edition", header.description), *_statements(element)]
        values["notes"] = _notes([*edition, *letter.rest])
        derived = [name for name in ("type", "number") if values[name]]
        values["derived"] = derived + ["date"] * dating.from_title
        for left in (*header.left_over, line(self.tei, without=("teiHeader", "text"))):
            if left:
                yield self._left_out(left)
        is_named = self.tei.getparent() is None or header.id != Path(self.where.file).stem
        yield from self._draft(values, dating, header.id if is_named else "", self.where)

    def _values(self, letter: Correspondence, parties: Parties, dating: Dating) -> dict[str, Json]:
        sender = letter.sender or list(parties.sender)
        recipient = letter.recipient or list(parties.recipient)
        via = letter.via or list(parties.via)
        people = {item.name: item for item in (*sender, *recipient, *via, *parties.people)}
        groups = {"sender": sender, "recipient": recipient, "via": via, "people": people.values()}
        return {
            **{name: [item.to_json() for item in some] for name, some in groups.items()},
            "date": dating.date.to_json() if dating.date else None,
            "places": list(dict.fromkeys((*letter.places, *dating.places))),
        }

    def _draft(
        self, values: dict[str, Json], dating: Dating, own_id: str, where: Where
    ) -> Iterator[Draft | Remark]:
        if dating.problem:
            yield Remark(where, dating.problem, "date")
        if not values.get("title"):
            values["title"] = self._made_title(values)
            yield Remark(where, f"there is no title; {values['title']} was supplied", "title")
        yield Draft(values, where, own_id)

    def _made_title(self, values: dict[str, Json]) -> str:
        """Return "Letter, A to B" for a letter that is only described, else the supplied title."""
        groups = (elements(values["sender"]), elements(values["recipient"]))
        ends = ["; ".join(text(members(item)["name"]) for item in group) for group in groups]
        if not any(ends):
            return supplied_title(values, self.options.mapping)
        when = text(members(values["date"]).get("display"))
        parts = ("Letter", " to ".join(end or "unknown" for end in ends), when)
        return f"[{', '.join(filter(None, parts))}]"

    def _dating(self, header: Element | None, text: Element | None, head: Element | None) -> Dating:
        """Return the date of the text: its dateline, else its creation in the header.

        The date of the edition is never used.
        """
        conventions = self.options.conventions
        if text is not None:
            opener = next(text.iter("{*}dateline"), None)
            around = None if opener is None else opener.getparent()
            found = read_dating(text if around is None else around, head, conventions)
            if found.date is not None:
                return found
        for place in ("{*}profileDesc/{*}creation", ".//{*}history/{*}origin", ".//{*}origDate/.."):
            part = None if header is None else header.find(place)
            marks = None if part is None else read_marks(part, conventions)
            if marks is not None:
                return marks
        return Dating()

    def _said(self, header: Element | None, place: str) -> str:
        return "" if header is None else line(header.find(place))

    def _left_out(self, text: str) -> Remark:
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}... ({len(text):,} characters)"
        return Remark(self.where, f"left out, because no field takes it: {shown}")


def _each(header: Element | None, *places: str) -> list[str]:
    found = (
        line(part)
        for place in places
        for part in (() if header is None else header.iterfind(place))
    )
    return list(dict.fromkeys(filter(None, found)))


def _languages(header: Element | None) -> list[str]:
    found = [] if header is None else header.findall("{*}profileDesc/{*}langUsage/{*}language")
    names = (
        terms.language(part.get("ident") or "") or terms.language_or_text(line(part))
        for part in found
    )
    return list(dict.fromkeys(filter(None, names)))


def _statements(header: Element | None) -> list[tuple[str, str]]:
    """Return the title and publication data of a header that nothing else reads."""
    found = [] if header is None else header.findall("{*}fileDesc/{*}*")
    return [
        ("Edition", squeeze(" ".join(map(str, part.itertext()))))
        for statement in found
        for part in statement
        if local(part) not in _STATED.get(local(statement), (local(part),))
    ]


def _notes(pairs: list[tuple[str, str]]) -> list[Json]:
    return [Note(label, text).to_json() for label, text in pairs if text]


def _address(text: str | None) -> str:
    return text if text and is_web_address(text) else ""
