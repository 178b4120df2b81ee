"""Links and paths: every one leads back to what it was made of."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from serving import STRANGE_IDS

from index_mappings.mapping import load
from service.errors import BadRequest, IndexMoved
from service.query.request import FacetFilter
from service.schemas.answer_parts import BothLinks
from service.search.addresses import API_SEARCH, PAGE_SEARCH
from service.search.arguments import PLAIN, Arguments
from service.search.cursor import Cursor, query_digest, read_cursor
from service.search.links import Links
from service.search.paths import escape, read_path, write_path
from service.search.reader import Reader

READER = Reader(load("records"))
LINKS = Links("https://archive.example/room", API_SEARCH)

ids = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60)


def followed(link: str) -> Arguments:
    """Return the arguments that a client sends who follows a link."""
    return READER.read(parse_qsl(urlsplit(link).query, keep_blank_values=True))


@given(ids)
@example("~2F")
@example("..")
def test_a_path_gives_its_id_back(id: str) -> None:
    assert read_path(unquote(write_path(id))) == id


@given(ids)
@example("a/../b")
@example(".")
def test_nothing_in_a_path_is_left_that_a_server_or_browser_would_change(id: str) -> None:
    written = write_path(id)
    decoded = unquote(written)
    steps = decoded.split("/")
    assert all(steps) or steps == [""]
    assert not any(step.startswith(".") for step in steps)
    assert "%" not in decoded
    assert "\\" not in decoded
    assert written.isascii()
    assert not set(written) & set(' ?#"<>')


@pytest.mark.parametrize("id", STRANGE_IDS)
def test_strange_ids_are_written_alike_however_often_they_are_read(id: str) -> None:
    assert escape(read_path(escape(id))) == escape(id)


def test_a_plain_id_stays_as_it_is() -> None:
    assert write_path("frus1949v09-d12_3.4") == "frus1949v09-d12_3.4"
    assert write_path("frus/d1") == "frus/d1"


def test_an_address_of_before_is_read_as_it_was() -> None:
    assert read_path("frus~2Fd1") == "frus/d1"


def test_a_path_typed_by_hand_is_read_as_it_is() -> None:
    assert read_path("frus/d1") == "frus/d1"


@given(
    st.lists(st.sampled_from(["Cable", "Letter", "A & B", "ж", "50%"]), unique=True),
    st.sampled_from(["Cable", "Minutes", "A & B", "+", "ж", "="]),
    st.booleans(),
    st.booleans(),
)
def test_the_quick_toggle_is_the_toggle(
    chosen: list[str], value: str, excluded: bool, missing: bool
) -> None:
    asked = Arguments(
        q="jets & pilots",
        filters=(
            FacetFilter("language", ("Russian",)),
            FacetFilter("type", tuple(sorted(chosen)), ("Minutes",) if excluded else (), missing),
            FacetFilter("year", ("1950",)),
        ),
        page=3,
    )
    quick = LINKS.toggler(asked, "type")
    assert quick(value) == LINKS.toggle(asked, "type", value)
    assert followed(quick(value)) == asked.toggled("type", value)


def test_the_quick_toggle_of_a_search_with_nothing_else() -> None:
    assert LINKS.toggler(PLAIN, "type")("Cable").endswith("/api/v1/search?type=Cable")
    chosen = PLAIN.toggled("type", "Cable")
    assert LINKS.toggler(chosen, "type")("Cable").endswith("/api/v1/search")


def test_pages_and_programs_have_the_same_search() -> None:
    asked = PLAIN.changed(q="jets").toggled("year", "1950")
    page = Links("/room", PAGE_SEARCH).to(asked)
    assert page == "/room/search?q=jets&year=1950"
    assert LINKS.html(asked) == f"https://archive.example{page}"
    assert LINKS.api(asked) == LINKS.html(asked).replace("/search", "/api/v1/search")


def test_a_choice_leads_to_the_first_page_and_forgets_the_cursor() -> None:
    asked = PLAIN.changed(q="jets", page=7, cursor="abc")
    assert LINKS.toggle(asked, "type", "Cable").endswith("?q=jets&type=Cable")


def test_records_and_collections_have_both_addresses() -> None:
    assert LINKS.record("a/b") == BothLinks(
        "https://archive.example/room/api/v1/records/a/b",
        "https://archive.example/room/records/a/b",
    )
    assert LINKS.collection("ж").html.endswith("/collections/%D0%B6")


def test_all_values_of_a_facet_are_asked_under_the_same_search_and_no_more() -> None:
    asked = PLAIN.changed(q="jets", size=5, facets=("type",), highlight=False, sort="title", page=2)
    assert LINKS.facets(asked)("type").endswith("/api/v1/facets/type?q=jets")


@pytest.mark.parametrize("key", [("1950.0000000001.6b31",), ("~.0.2f",), (20,), (3.25, "k/1")])
def test_a_cursor_is_read_as_it_was_written(key: tuple[str | float, ...]) -> None:
    cursor = Cursor("records-1", "digest", 20, key)
    assert read_cursor(cursor.write(), "digest", 100) == cursor


@given(st.text(max_size=60))
@example("W10")
@example("WzEsMiwzLDRd")
@example("bnVsbA")
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(BadRequest):
        read_cursor(text, "digest", 100)


@pytest.mark.parametrize(
    "key",
    [(), ("a", "b"), (None,), ({},), ("a", 1.0), ("a TO *] OR [",), ("",), (True,), (-1,),
     (10**12,), (10.0**12,), (1, 2, 3), ([1],)],
)  # fmt: skip
def test_a_forged_sort_key_is_refused(key: tuple[str, ...]) -> None:
    with pytest.raises(BadRequest):
        read_cursor(Cursor("records-1", "digest", 1, key).write(), "digest", 100)


@pytest.mark.parametrize("seen", [-1, 1.5, 10**9, "1", None, [], True])
def test_a_forged_place_is_refused(seen: int) -> None:
    with pytest.raises(BadRequest):
        read_cursor(Cursor("records-1", "digest", seen, ("a",)).write(), "digest", 100)


def test_a_cursor_of_another_query_is_refused_and_of_another_index_has_moved() -> None:
    cursor = Cursor("records-1", "digest", 1, ("a",))
    with pytest.raises(BadRequest, match="another search"):
        read_cursor(cursor.write(), "other", 100)
    with pytest.raises(IndexMoved):
        cursor.check("records-2")


def test_a_list_goes_on_with_another_size_but_not_in_another_order() -> None:
    asked = PLAIN.changed(q="jets")
    assert query_digest(asked, "date") == query_digest(asked.changed(size=50), "date")
    assert query_digest(asked, "date") == query_digest(asked.changed(cursor="x"), "date")
    assert query_digest(asked, "date") != query_digest(asked, "-date")
    assert query_digest(asked, "date") != query_digest(asked.changed(q="pilots"), "date")


@pytest.mark.parametrize(
    "chosen",
    [
        (),
        (FacetFilter("type", ("Cable",)), FacetFilter("year", ("1950",), ("1951",))),
        (FacetFilter("sender", missing=True), FacetFilter("type", ("Note",))),
    ],
)
def test_records_without_a_value_are_chosen_by_the_same_link_however_it_is_made(
    chosen: tuple[FacetFilter, ...],
) -> None:
    asked = PLAIN.changed(q="jets", filters=chosen, date=("1950",), sort="title", size=50)
    toggle = LINKS.missing_toggler(asked)
    for facet in ("type", "sender", "year"):
        assert toggle(facet) == LINKS.toggle_missing(asked, facet)
