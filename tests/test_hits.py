"""A record in a list of results: what its few lines say."""

from __future__ import annotations

import pytest
from catalogue import RECORDS, day, people, record
from flask.testing import FlaskClient
from serving import client_of, filled_engine
from test_pages import Page, get, query_of

from index_mappings.mapping import RecordMapping

PLACE = {"id": "f/1", "title": "Papers of the consul"}
LONG = " ".join(["Nothing of note."] * 40 + ["The armistice held."] + ["And on."] * 40)
MORE = (
    record(
        "v/d1", "1. Memorandum of a Conversation, Taipei", type="Memorandum", date=day(1956, 7, 7),
        sender=people("Karl Rankin"), recipient=people("Secretary Dulles"), collections=["korea"],
        text=f"{LONG} {LONG} {LONG}",
        ancestors=[{"id": "korea", "title": "The Korean War"},
                   {"id": "k/3", "title": "A chapter on a truce"}],
    ),
    record("v/d2", "1950. A year of talks", type="Memorandum", number="3355"),
    record("v/d3", "<b>12</b>. No number", type="Memorandum", number="12 bis"),
    record("c/1", "February and March", level="file",
           notes=[{"label": "Seal", "text": "Wax"},
                  {"label": "Container", "text": "Box 2, Folder 7"}],
           ancestors=[PLACE, {"id": "f/2", "title": "Letters"}]),
    record("c/2", "Quarterdeck", collections=["korea"],
           ancestors=[{"id": "korea", "title": "The Korean War"},
                      {"id": "k/2", "title": "The chapter of many words" * 4}]),
    record("n/1", "Bare", notes=[{"label": "Seal", "text": "Wafered."}], collections=["harbours"]),
    record("m/1", "x " * 3000),
    *(record(f"p/{n}", f"Letter {n}", sender=people(f"{chr(65 + n % 26)}uthor {n}"))
      for n in range(230)),
)  # fmt: skip


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping, [*RECORDS, *MORE]))


def lines(client: FlaskClient, q: str, id: str, more: str = "") -> dict[str, str]:
    """Return the lines of one hit, by the class of each; the title's is ""."""
    page = get(client, f"/search?q={q}{more}")
    found = hits(page)
    return next(hit for hit in found if hit["href"].startswith(f"/records/{id}?"))


def hits(page: Page) -> list[dict[str, str]]:
    made: list[dict[str, str]] = []
    for item in page.elements:
        if item["tag"] == "li" and item.get("class") == "hit":
            made.append({})
        elif made and item["tag"] == "h2":
            made[-1].setdefault("", item["text"])
        elif made and item["tag"] == "a" and "href" not in made[-1]:
            made[-1]["href"] = item["href"]
        elif made and item["tag"] == "p" and "class" in item:
            made[-1].setdefault(item["class"], " ".join(item["text"].split()))
    return made


def test_type_date_number_and_collection_are_one_line_and_the_title_has_no_number(
    client: FlaskClient,
) -> None:
    hit = lines(client, "armistice+taipei", "v/d1")
    assert hit["brow"] == "Memorandum1956-07-07Document 1The Korean War"
    assert hit[""] == "Memorandum of a Conversation, Taipei"
    assert hit["who"] == "From: Karl Rankin To: Secretary Dulles"
    assert hit["sum"].startswith("Full text, the best passages of 3 places: …")
    assert "The armistice held" in hit["sum"] and len(hit["sum"]) < 260
    assert "way" not in hit  # a chapter of an edition is no series: the passages say more


def test_a_year_or_a_number_within_marks_is_no_number_of_a_document(client: FlaskClient) -> None:
    assert lines(client, "talks", "v/d2")[""] == "1950. A year of talks"
    assert lines(client, "talks", "v/d2")["brow"].endswith("No. 3355")
    hit = lines(client, "number+12", "v/d3")
    assert hit[""] == "<b>12</b>. No number"
    assert hit["brow"].endswith("12 bis")


def test_a_marked_number_is_taken_off_too(client: FlaskClient) -> None:
    assert lines(client, "1+taipei", "v/d1")[""] == "Memorandum of a Conversation, Taipei"


def test_the_collection_is_left_out_where_the_search_names_it(client: FlaskClient) -> None:
    assert "Korean" not in lines(client, "armistice+taipei", "v/d1", "&collection=korea")["brow"]


def test_a_component_says_what_it_is_in(client: FlaskClient) -> None:
    hit = lines(client, "february", "c/1")
    assert hit["way"] == "Papers of the consulLetters"
    assert hit["brow"] == "fileBox 2, Folder 7"


def test_the_way_down_does_not_repeat_the_collection_and_shortens_levels(
    client: FlaskClient,
) -> None:
    hit = lines(client, "quarterdeck", "c/2")
    assert "The Korean War" in hit["brow"]
    assert hit["way"].startswith("The chapter of many") and hit["way"].endswith("…")
    assert len(hit["way"]) <= 61


def test_why_a_record_was_found_is_said_where_nothing_shown_has_the_word(
    client: FlaskClient, mapping: RecordMapping
) -> None:
    label = next(field.label for field in mapping.fields if field.kind.keeps_rest)
    assert lines(client, "wafered", "n/1")["why"] == f"found in: {label}"
    assert "why" not in lines(client, "armistice+taipei", "v/d1")
    told = client.get("/api/v1/search?q=wafered").json
    assert told and told["results"][0]["matched"]["words"] == ["wafered"]


def test_a_title_without_end_is_cut(client: FlaskClient) -> None:
    assert len(lines(client, "x", "m/1")[""]) < 320


def test_results_come_before_what_narrows_them(client: FlaskClient) -> None:
    page = get(client, "/search?q=letter")
    order = [item.get("id") for item in page.elements if item.get("id") in ("results", "narrow")]
    assert order == ["results", "narrow"]
    tags = [item for item in page.elements if item["tag"] in ("a", "input", "select", "button")]
    first = next(n for n, item in enumerate(tags) if item.get("href", "").startswith("/records/"))
    assert first < 30  # presses of Tab
    assert page.link("Skip to the results") == "#results"


def test_all_values_of_a_facet_are_a_page(client: FlaskClient) -> None:
    column = get(client, "/search?q=letter")
    url = next(
        i["href"] for i in column.all("a") if "under From" in i["text"] and "All" in i["text"]
    )
    page = get(client, url)
    assert page.one("h1")["text"] == "From: 230 in the records found"
    assert sum("sender=" in item["href"] for item in page.all("a")) == 100
    assert query_of(page.link("Back to the results")) == {"q": ["letter"]}
    named = get(client, page.link("A to Z"))
    assert [item["text"] for item in named.all("a") if len(item["text"]) == 1] == [
        chr(65 + n) for n in range(26)
    ]
    last = get(client, named.link("Next page"))
    assert last.all("a", rel="next") and "101" in last.one("ol")["start"]
    letter = get(client, next(i["href"] for i in named.all("a") if i["text"] == "C"))
    assert all(i["text"].startswith("Cuthor") for i in letter.all("a") if "sender=" in i["href"])


def test_a_value_leads_to_what_its_count_says(client: FlaskClient) -> None:
    page = get(client, "/facets/sender?q=letter&filter=uthor+17")
    (row,) = (
        item for item in page.all("a") if "sender=" in item["href"] and item["text"] == "Ruthor 17"
    )
    assert get(client, row["href"]).one("h1")["text"].startswith("1 record")


@pytest.mark.parametrize(
    "asked",
    ["page=9999999", "page=x", "order=best", "begin=%00", "filter=zzqqy", "cursor=a", "year=abc"],
)
def test_a_page_of_values_takes_what_it_can(client: FlaskClient, asked: str) -> None:
    assert get(client, f"/facets/people?{asked}").one("h1")["text"].startswith("People: ")


def test_a_tree_has_its_own_order_and_no_facet_of_that_name_is_told(client: FlaskClient) -> None:
    assert not get(client, "/facets/part_of?order=value").all("ul", **{"class": "ways-on"})
    assert "did you mean" in get(client, "/facets/peple", 404).text()


def test_results_that_look_alike_say_what_tells_them_apart(mapping: RecordMapping) -> None:
    records = [
        record("a", "February", type="File", reference="MS 1/7"),
        record("b", "February", type="File", ancestors=[{"id": "s", "title": "Series <2>"}]),
        record("c", "February", type="File"),
        record("d", "March", type="File", reference="MS 1/8"),
    ]
    client = client_of(filled_engine(mapping, records))
    said = {
        item["href"].partition("?")[0][-1]: item["brow"] for item in hits(get(client, "/search"))
    }
    assert said == {"a": "FileMS 1/7", "b": "FileSeries <2>", "c": "Filec", "d": "File"}
