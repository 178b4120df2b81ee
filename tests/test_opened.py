"""A record opened from a search: its words marked, its place in the list, the way back."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from catalogue import RECORDS, day, record
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from serving import client_of, filled_engine, more_records, publish
from test_pages import Page, found, get

from index_mappings.highlight import Highlight
from index_mappings.mapping import RecordMapping
from service.engines.fragments import fragments
from service.search.place_in_list import spans
from service.web.found_words import FoundWords, marked_line

LONG = record(
    "long", "Talks of the negotiators", type="Minutes", date=day(1956, 1, 1),
    text="They <b>negotiated</b>.\nThe negotiators, negotiating, had a plan.\nNothing else.",
    summary="A negotiated peace & its price.",
)  # fmt: skip


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping, [*RECORDS, *more_records(), LONG]))


def words(page: Page, tag: str, **wanted: str) -> list[str]:
    return [" ".join(item["text"].split()) for item in page.all(tag, **wanted)]


def test_every_form_that_was_found_is_marked_and_leads_to_the_next(client: FlaskClient) -> None:
    page = get(client, "/records/long?q=negotiate")
    marks = [item for item in page.all("mark") if "id" in item]
    assert [item["text"] for item in marks] == [
        "negotiated", "negotiated", "negotiators, negotiating",
    ]  # fmt: skip
    assert page.one("h1")["text"] == "Talks of the negotiators"
    assert words(page, "span", **{"class": "hop"}) == [
        f"Hit {number} of 3PreviousNextTop" for number in (1, 2, 3)
    ]
    ids = {item["id"] for item in page.elements if "id" in item}
    ways = [item["href"] for item in page.all("a") if item["href"].startswith("#")]
    assert {way.removeprefix("#") for way in ways} <= ids
    first = [item["href"] for item in page.all("a") if "First of 3 hits" in item["text"]]
    assert first == ["#hit-1"] * 2  # above the record, and in its rail
    assert "They <b>negotiated" in page.text()


def test_the_place_in_the_list_and_those_beside_it(client: FlaskClient) -> None:
    urls = found(get(client, "/search?q=harbour&size=3")) + found(
        get(client, "/search?q=harbour&size=3&page=2")
    )
    total = 6
    for place, url in enumerate(urls, 1):
        page = get(client, url)
        trail = page.one("nav", **{"class": "trail"})["text"]
        assert f"{place} of {total}" in " ".join(trail.split()), url
        links = {item["rel"]: item["href"] for item in page.all("a") if "rel" in item}
        before, after = links.get("prev nofollow"), links.get("next nofollow")
        assert before == (urls[place - 2] if place > 1 else None)
        assert after == (urls[place] if place < total else None)


def test_the_way_back_is_the_row_it_came_from(client: FlaskClient) -> None:
    address = "/search?q=harbour&type=Report&sort=title&size=1&page=2"
    (url,) = found(get(client, address))
    back = urlsplit(get(client, url).link("Back to the results"))
    assert f"{back.path}?{back.query}" == address
    listed = get(client, address)
    row = listed.one("li", id=back.fragment)
    assert row["text"].strip()


def test_the_address_that_is_kept_has_no_search_in_it(client: FlaskClient) -> None:
    page = get(client, "/records/k3?q=jets&type=Cable")
    assert page.one("link", rel="canonical")["href"] == "/records/k3"
    assert "jets" not in page.one("section", **{"aria-labelledby": "cite"})["text"]


def test_what_leads_to_all_records_carries_nothing(client: FlaskClient) -> None:
    assert all("?" not in url for url in found(get(client, "/search")))
    assert all("?" not in url for url in found(get(client, "/search?page=2")))
    assert get(client, "/records/k3?utm_source=x&page=2").all("nav", **{"class": "trail"}) == []


def test_a_record_that_is_not_in_the_list_is_still_there(client: FlaskClient) -> None:
    page = get(client, "/records/long?q=negotiate&type=Cable")
    trail = page.one("nav", **{"class": "trail"})["text"]
    assert " of 0" not in trail and "Next" not in trail
    assert page.link("Back to the results").endswith("#results")
    assert len(page.all("mark")) == 4  # the words are marked all the same


@pytest.mark.parametrize(
    "asked", ["q=jets&cursor=abc", "year=abc&q=jets", "q=%22%22%22(((", "in=x"]
)
def test_no_list_keeps_a_record_from_being_read(client: FlaskClient, asked: str) -> None:
    assert get(client, f"/records/k3?{asked}").one("h1")["text"].startswith("Ciphered Telegram")


def test_a_word_put_right_is_marked_as_it_was_found(client: FlaskClient) -> None:
    page = get(client, "/records/k3?q=pilotss")
    assert [item["text"] for item in page.all("mark")] == ["pilots"]


def test_a_former_id_keeps_the_list(client: FlaskClient) -> None:
    answer = client.get("/records/old-id?q=mended")
    assert (answer.status_code, answer.location) == (308, "/records/new-id?q=mended")


def test_what_was_withdrawn_is_beside_nothing(mapping: RecordMapping) -> None:
    engine = filled_engine(mapping)
    client = client_of(engine)
    urls = found(get(client, "/search?q=harbour&size=3"))
    publish(engine, [item for item in RECORDS if not urls[1].startswith(f"/records/{item.id}?")])
    page = get(client, urls[0])
    assert urls[1] not in [item["href"] for item in page.all("a")]
    assert urls[2] in [item["href"] for item in page.all("a")]


def test_more_hits_than_anyone_follows_are_marked_without_a_way() -> None:
    text = "word and " * 500
    at = tuple((9 * number, 9 * number + 4) for number in range(500))
    (shown,) = FoundWords({"text": text}, {"text": at}).paragraphs("text")
    assert (shown.count("<mark"), shown.count('class="hop"')) == (500, 200)
    assert "Hit 200 of 500" in shown and 'href="#hit-201"' not in shown


TEXTS = st.lists(st.sampled_from(["word", "&", "<", "a&b;", "毛", "\n", " ", "é", "</mark>", "x"]))


@given(TEXTS, st.data())
def test_marks_come_back_as_places_in_the_text(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    chosen = [
        n for n, piece in enumerate(pieces) if piece in ("word", "毛") and data.draw(st.booleans())
    ]
    wanted = tuple((starts[n], starts[n + 1]) for n in chosen)
    (html,) = fragments(text, wanted, Highlight("text"))
    assert spans(html) == wanted
    line = marked_line(text, wanted)
    assert line.replace("<mark>", "").replace("</mark>", "") == escape(text)
    shown = "".join(FoundWords({"text": text}, {"text": wanted}).paragraphs("text"))
    assert shown.count("<mark") == shown.count("</mark>")
    assert shown.count("&lt;/mark&gt;") == text.count("</mark>")
