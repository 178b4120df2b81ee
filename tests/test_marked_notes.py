"""Words of a search are marked in editors' notes on a record's page too, and counted among hits."""

from __future__ import annotations

from pathlib import Path

from serving import client_of, publish

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.engines.embedded import EmbeddedEngine
from service.engines.guarded import GuardedEngine
from service.search.catalogue import Catalogue
from service.search.links import Links
from service.web.entry import entry

RECORD = Record(
    "a",
    {
        "title": "A letter",
        "text": "The mole was sold.",
        "layout": [{"at": 8, "to": 8, "kind": "anchor", "value": "1"}],
        "editorial_notes": [
            {"text": "No mole <b>.", "anchor": "1", "whose": "editor"},
            {"text": "A mole is meant.", "whose": "translator"},
            {"text": "Sold & gone.\n\nSee the mole.", "whose": "editor"},
        ],
    },
)


def test_words_in_notes_are_marked_in_the_order_of_the_page(
    mapping: RecordMapping, tmp_path: Path
) -> None:
    engine = GuardedEngine(EmbeddedEngine.open(tmp_path / "index", mapping))
    publish(engine, [RECORD])
    page = client_of(engine).get("/records/a?q=mole").text
    places = [page.index(f'<mark id="hit-{number}">mole</mark>') for number in range(1, 5)]
    words = ["was sold", "&lt;b&gt;.", "See the", "is meant"]
    assert [page.count(f'id="hit-{number}"') for number in range(1, 6)] == [1, 1, 1, 1, 0]
    assert places == sorted(places)
    assert all(word in page for word in words)
    assert "of 4" in page


def test_without_a_search_notes_are_as_they_were(mapping: RecordMapping) -> None:
    shown = entry(RECORD, mapping, Catalogue("", {}), Links())
    (text,) = (view for view in shown.texts if view.notes)
    said = {group.whose: [note.paragraphs for note in group.notes] for group in text.notes}
    assert said == {
        "editor": [("No mole &lt;b&gt;.",), ("Sold &amp; gone.", "See the mole.")],
        "translator": [("A mole is meant.",)],
    }
    assert shown.places == 0
