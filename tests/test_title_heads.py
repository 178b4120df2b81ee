"""The title rules against volumes whose heads are tagged by their editors.

Editors tag who sent and who received. The rules see the bare head. A head is read as it is
tagged where, on both sides, a tag and a party are the same words but for an article, an
honorific or the office around a name. Tags that contradict their own head ("Delegation" to
"General Assembly" in minutes of that delegation) count against the rules all the same.
"""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from index_mappings.folding import key
from index_mappings.record import Party
from loaders.drafts.titles import Vocabulary, read_title, type_in_source_note

TEI = "{http://www.tei-c.org/ns/1.0}"
pytestmark = pytest.mark.real_data

VOLUMES = Path(__file__).parents[2] / "shared" / "data" / "frus"


@dataclass(frozen=True)
class Head:
    text: str
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    source_note: str


def words(element: ET.Element) -> str:
    """Return the text of an element without its footnotes."""
    parts = [element.text or ""]
    for child in element:
        if child.tag != f"{TEI}note":
            parts.append(" " if child.tag == f"{TEI}lb" else words(child))
        parts.append(child.tail or "")
    return "".join(parts)


def head_of(document: ET.Element) -> Head:
    head = document.find(f"{TEI}head")
    assert head is not None
    tags: dict[str | None, list[str]] = {"from": [], "to": []}
    for element in head.iter():
        if element.tag in (f"{TEI}persName", f"{TEI}gloss"):
            tags.setdefault(element.get("type"), []).append(words(element))
    note = next((n for n in document.iter(f"{TEI}note") if n.get("type") == "source"), None)
    return Head(
        " ".join(words(head).split()),
        tuple(tags["from"]),
        tuple(tags["to"]),
        "" if note is None else " ".join("".join(note.itertext()).split()),
    )


@pytest.fixture(scope="module")
def heads() -> list[Head]:
    files = sorted(VOLUMES.glob("*.xml"))
    if not files:
        pytest.skip("the volumes are not in ../shared/data/frus")
    return [
        head_of(element)
        for file in files
        for element in ET.parse(file).iter(f"{TEI}div")
        if element.get("type") == "document"
    ]


def same(tags: tuple[str, ...], parties: tuple[Party, ...]) -> bool:
    """Return whether a tag's words stand in a party's, as it is written in the head."""
    written = [f" {key(party.as_written)} " for party in parties]
    wanted = [re.sub(r"^(?:the|certain) ", "", key(tag)) for tag in tags]
    return any(f" {tag} " in party for tag in wanted for party in written)


def test_bare_heads_are_read_as_they_are_tagged(
    heads: list[Head], capsys: pytest.CaptureFixture[str]
) -> None:
    vocabulary = Vocabulary.load()
    tagged = [
        head
        for head in heads
        if head.sender and head.recipient and "between" not in head.text.casefold()
    ]
    read = [(head, read_title(head.text, vocabulary)) for head in tagged]
    alike = sum(
        same(head.sender, found.sender) and same(head.recipient, found.recipient)
        for head, found in read
    )
    exact = sum(
        [key(tag) for tag in head.sender] == [key(party.name) for party in found.sender]
        and [key(tag) for tag in head.recipient] == [key(party.name) for party in found.recipient]
        for head, found in read
    )
    with capsys.disabled():
        print(f"\n{alike} of {len(tagged)} heads read as tagged, {exact} to the letter")
    assert len(tagged) > 2000
    assert alike / len(tagged) >= 0.98
    assert exact / len(tagged) >= 0.96


def test_conversations_give_people_and_no_sender(heads: list[Head]) -> None:
    vocabulary = Vocabulary.load()
    spoken = [read_title(h.text, vocabulary) for h in heads if " Conversation Between " in h.text]
    assert spoken
    assert not any(found.sender or found.recipient for found in spoken)
    assert sum(bool(found.people) for found in spoken) / len(spoken) > 0.9


def test_nine_in_ten_documents_have_one_of_few_types(
    heads: list[Head], capsys: pytest.CaptureFixture[str]
) -> None:
    vocabulary = Vocabulary.load()
    types = Counter(
        read_title(head.text, vocabulary).type or type_in_source_note(head.source_note, vocabulary)
        for head in heads
    )
    untyped = types.pop("", 0)
    with capsys.disabled():
        print(f"\n{len(types)} types, {untyped} of {len(heads)} documents without one")
    assert len(types) <= 60
    assert untyped / len(heads) <= 0.1
