"""A known name in several words is found as its words are, by one word or without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index_mappings.mapping import RecordMapping, load
from index_mappings.record import Record
from service.engines.contract import Engine
from service.engines.embedded import EmbeddedEngine, joined_names
from service.engines.embedded.analyzers import make_analyzers
from service.engines.embedded.entries import Entries
from service.engines.embedded.joined_names import JoinedNames
from service.engines.embedded.schema import make_schema
from service.engines.embedded.translate import translate
from service.query.clauses import All, Any, Clause, Lifted, Not, Phrase, Word
from service.query.request import FacetRequest, Query

MAPPING = load("records")
NAME = "United Nations"


def about(id: str, title: str, **values: object) -> Record:
    return Record.from_json({"id": id, "title": title, "type": id, **values})


HAVE_IT = [
    about("title", "A letter to the United Nations"),
    about("stem", "The UNITED nation's seat"),
    about("summary", "A letter", summary="United, Nations"),
    about("text", "A letter", text="Of the\n\nUnited\tNations."),
    about("note", "A letter", notes=[{"label": "Seen", "text": "by the United Nations"}]),
    about("editors", "A letter", editorial_notes=[{"text": "Of the United Nations."}]),
    about("twice", "United Nations", summary="A United Nations of united nations"),
    about("subjects", "A letter", subjects=["United Nations"]),
]
LACK_IT = [
    about("turned", "Nations united"),
    about("apart", "United old nations"),
    about("longer", "Reunited Nations; United Nationstates"),
    about("values", "A letter", subjects=["The States United", "Nations of old"]),
    about("fields", "A letter of the United", summary="Nations of old"),
    about("one", "United"),
]
RECORDS = [*HAVE_IT, *LACK_IT]


def publish(engine: Engine, records: Sequence[Record], *, clone: bool = False) -> None:
    build = engine.begin(clone=clone, owner="a test")
    assert list(build.add(records)) == []
    build.finish()
    build.publish()


def ids(engine: Engine, clause: Clause) -> set[str]:
    """Return what is found; by hits, which score, by counts and by a facet, which do not."""
    query = Query(clause, facets=(FacetRequest("type", 100),), size=100)
    result = engine.search(query)
    found = {hit.record.id for hit in result.hits}
    (facet,) = result.facets
    assert {bucket.value for bucket in facet.buckets} == found
    assert engine.count([query]) == (result.total,) == (len(found),)
    return found


def test_a_name_is_found_as_its_words_are(empty_engine: Engine) -> None:
    publish(empty_engine, RECORDS)
    have = {record.id for record in HAVE_IT}
    lack = {record.id for record in LACK_IT}
    name = Phrase(NAME)
    assert ids(empty_engine, name) == have
    assert ids(empty_engine, Not(name)) == lack
    assert ids(empty_engine, Phrase(NAME, "title")) == {"title", "stem", "twice"}
    assert ids(empty_engine, All((name, Word("letter")))) == have - {"stem", "twice"}
    assert ids(empty_engine, Any((name, Word("reunited")))) == {*have, "longer"}
    lifted = Lifted(Any((Word("old"), name)), Word("old"), 100.0, alone=True)
    assert ids(empty_engine, lifted) == {*have, "apart", "values", "fields"}


def test_the_embedded_engine_finds_it_by_one_word(tmp_path: Path) -> None:
    engine = EmbeddedEngine.open(tmp_path, MAPPING)
    publish(engine, RECORDS)
    schema = engine._live().schema
    by_one = str(translate(Phrase(NAME), schema, scored=False))
    assert "unit nation" in by_one
    by_words = replace(schema, joined=frozenset())
    assert by_one != str(translate(Phrase(NAME), by_words, scored=False))
    # what scores, and what is asked of one field, goes by the words
    for clause, scored in ((Phrase(NAME), True), (Phrase(NAME, "title"), False)):
        mine, theirs = (translate(clause, one, scored=scored) for one in (schema, by_words))
        assert str(mine) == str(theirs)


def test_a_copy_keeps_the_list_of_what_it_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = EmbeddedEngine.open(tmp_path, MAPPING)
    with monkeypatch.context() as patched:
        patched.setattr(joined_names, "_of_shipped", lambda _: JoinedNames({"old nation"}))
        publish(engine, LACK_IT)
    publish(engine, HAVE_IT, clone=True)  # by now another list is shipped
    assert engine._live().schema.joined == {"old nation"}
    assert ids(engine, Phrase(NAME)) == {record.id for record in HAVE_IT}
    assert ids(engine, Phrase("old nations")) == {"apart"}
    publish(engine, RECORDS)
    assert "unit nation" in engine._live().schema.joined


def test_a_build_without_a_list_is_searched_by_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = EmbeddedEngine.open(tmp_path, MAPPING)
    with monkeypatch.context() as patched:
        patched.setattr(JoinedNames, "write", lambda *_: None)
        patched.setattr(joined_names, "_of_shipped", lambda _: JoinedNames())
        publish(engine, RECORDS)
    assert not engine._live().schema.joined
    assert ids(engine, Phrase(NAME)) == {record.id for record in HAVE_IT}
    publish(engine, [about("new", "The United Nations")], clone=True)
    assert ids(engine, Phrase(NAME)) == {*(record.id for record in HAVE_IT), "new"}


def test_words_that_are_not_made_here_have_no_list() -> None:
    mapping = load("records")
    tokenizers = mapping.body["settings"]["analysis"]["tokenizer"]
    tokenizers["words"]["pattern"] = r"[a-z]+ [a-z]+|\p{L}+"
    assert not Entries(make_schema(mapping)).joined.names
    assert Entries(make_schema(load("records"))).joined.names


@given(
    st.lists(
        st.sampled_from(["unit", "nation", "old", "republ", "of", "china", "u", "n"]), max_size=12
    )
)
@example(["unit", "nation"])
@example(["u", "n", "of", "unit"])
def test_names_are_words_side_by_side(words: list[str]) -> None:
    names = ("unit nation", "u n", "republ of china", "republ of", "china u n", "old old")
    found = JoinedNames(names).within(words, " ".join(words))
    assert found == {name for name in names if f" {name} " in f" {' '.join(words)} "}


def test_every_name_is_found_in_a_text_of_all_names() -> None:
    joined = Entries(make_schema(MAPPING)).joined
    words = [word for name in sorted(joined.names) for word in name.split()]
    assert joined.within(words, " ".join(words)) == joined.names


def test_engines_of_one_mapping_share_the_list_and_others_have_their_own() -> None:
    def listed(mapping: RecordMapping) -> JoinedNames:
        path = mapping.weights[0].field
        analyzer = make_analyzers(mapping)[mapping.properties(path)["analyzer"]]
        return JoinedNames.of(analyzer, mapping.digest)

    assert listed(MAPPING) is listed(load("records"))
    assert listed(load("artworks")) is not listed(MAPPING)
