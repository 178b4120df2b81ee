"""A format of another package whose records OAI-PMH wraps: nothing but its entry point names it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import EntryPoint, EntryPoints, entry_points
from pathlib import Path

import pytest

from index_mappings.mapping import load
from loaders.drafts.draft import Draft, Item, Where
from loaders.drafts.format import FORMATS, NamedByFile, Options
from loaders.drafts.gathering import Gathering
from loaders.drafts.xml import element_readers as registry
from loaders.drafts.xml.element_readers import NamedElements
from loaders.drafts.xml.files import Element
from loaders.drafts.xml.words import line
from loaders.oai import FORMAT as OAI


def read_card(
    element: Element, where: Where, options: Options, *, id: str, gathering: Gathering
) -> Iterator[Item]:
    gathering.add("title", f"Card: {line(element)}")
    yield from gathering.draft(id)


class Cards(NamedByFile):
    """A format that reads cards, which are no Dublin Core."""

    name = "cards"
    summary = "index cards"
    options: frozenset[str] = frozenset()
    element_reader = NamedElements("card", frozenset({"drawer"}), read_card)

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        return iter(())


FORMAT = Cards()


@pytest.fixture
def another_format(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    other = EntryPoint("cards", f"{__name__}:FORMAT", FORMATS)
    known = EntryPoints([*entry_points(group=FORMATS), other])
    monkeypatch.setattr(registry, "installed_formats", lambda: known)
    registry.element_readers.cache_clear()
    yield
    registry.element_readers.cache_clear()


def items(folder: Path) -> list[Item]:
    file = folder / "answer.xml"
    file.write_text(
        "<OAI-PMH><ListRecords><record><header><identifier>c1</identifier></header><metadata>"
        '<card drawer="7" colour="red">Ostrow, Mary</card>'
        "</metadata></record></ListRecords></OAI-PMH>"
    )
    return list(OAI.read([str(file)], Options(load("records"))))


@pytest.mark.usefixtures("another_format")
def test_a_format_of_another_package_reads_its_elements_in_an_answer(tmp_path: Path) -> None:
    found = items(tmp_path)
    drafts = [item for item in found if isinstance(item, Draft)]
    assert [(item.own_id, item.values["title"]) for item in drafts] == [
        ("c1", "Card: Ostrow, Mary")
    ]
    said = " ".join(str(getattr(item, "message", "")) for item in found)
    assert "colour" in said and "drawer" not in said  # what its records do not show is told


def test_without_it_the_element_is_not_taken_for_dublin_core(tmp_path: Path) -> None:
    assert not [item for item in items(tmp_path) if isinstance(item, Draft)]
