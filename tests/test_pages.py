"""The pages as a browser without scripts sees them: every page, every form, every link."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import brotli
import pytest
from catalogue import RECORDS, day, record
from flask.testing import FlaskClient
from serving import STRANGE_IDS, client_of, filled_engine, publish

from index_mappings.mapping import RecordMapping, load
from index_mappings.record import Collection, Record
from service.engines.embedded import EmbeddedEngine
from service.errors import EngineUnavailable
from service.query.syntax import RULES
from service.search.paths import write_path
from service.web.derived import FROM_EITHER, FROM_TEXT, FROM_TITLE, read_from

VOID = frozenset({"meta", "link", "input", "br", "path", "rect", "img"})


class Page(HTMLParser):
    """A page taken apart: elements in order, each with its attributes and the text inside it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[dict[str, str]] = []
        self.stack: list[dict[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        form = next((item["form"] for item in reversed(self.stack) if "form" in item), "")
        if tag == "form":
            form = str(sum(item["tag"] == "form" for item in self.elements))
        element = {"tag": tag, "text": "", **{name: value or "" for name, value in attrs}}
        if form:
            element["form"] = form
        self.elements.append(element)
        if tag not in VOID:
            self.stack.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.stack, f"</{tag}> closes nothing"
        opened = self.stack.pop()
        assert opened["tag"] == tag, f"</{tag}> closes <{opened['tag']}>"

    def handle_data(self, data: str) -> None:
        for element in self.stack:
            element["text"] += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """Return the elements of a tag with these attributes."""
        return [
            item
            for item in self.elements
            if item["tag"] == tag and all(item.get(k) == v for k, v in wanted.items())
        ]

    def one(self, tag: str, **wanted: str) -> dict[str, str]:
        found = self.all(tag, **wanted)
        assert len(found) == 1, f"{len(found)} of <{tag} {wanted}>"
        return found[0]

    def link(self, words: str) -> str:
        """Return the address of the one link that says this."""
        found = [item["href"] for item in self.all("a") if words in " ".join(item["text"].split())]
        assert len(found) == 1, (words, found)
        return found[0]

    def text(self) -> str:
        return " ".join(self.one("html")["text"].split())

    def submitted(self, form: str, **changes: str) -> list[tuple[str, str]]:
        """Return what a browser sends for a form as it stands, with some fields filled in."""
        sent = []
        for item in self.elements:
            if item.get("form") != form or "name" not in item:
                continue
            if item["tag"] == "input":
                if item.get("type") == "checkbox" and "checked" not in item:
                    continue
                sent.append((item["name"], changes.get(item["name"], item.get("value", ""))))
            elif item["tag"] == "select":
                sent.append((item["name"], changes.get(item["name"], "")))
        return sent


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping), site_title="The <Reading> Room")


def get(client: FlaskClient, url: str, status: int = 200) -> Page:
    answer = client.get(url)
    assert answer.status_code == status, (url, answer.status_code)
    assert answer.mimetype == "text/html"
    return Page(answer.text)


def query_of(url: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(urlsplit(url).query):
        found.setdefault(name, []).append(value)
    return found


def found(page: Page) -> list[str]:
    """Return the addresses of the records of a list."""
    results = page.one("section", id="results")
    assert results is not None
    return [item["href"] for item in page.all("a") if item["href"].startswith("/records/")]


def box(page: Page, name: str, value: str) -> dict[str, str]:
    """Return the box of a facet's value."""
    return page.one("input", type="checkbox", name=name, value=value)


PAGES = (
    "/", "/search", "/search?q=jets", "/search?q=zzqqy&type=Cable", "/search?size=5&page=2",
    "/search?q=pilots&type=Note&type.not=Cable&missing=year&date=1950&date_match=within&in=title",
    "/search?year=abc&from=1950-13&size=0", "/search?page=400", "/search?q=armistice",
    "/records/k3", "/records/n1", "/records/d4", "/records/markup", "/records/d6",
    "/collections/korea", "/collections/harbours", "/help",
)  # fmt: skip


@pytest.mark.parametrize("url", PAGES)
def test_each_page_is_whole(client: FlaskClient, url: str) -> None:
    page = get(client, url)
    assert page.stack == []
    assert page.one("html")["lang"] == "en"
    assert len(page.all("h1")) == 1
    assert page.one("main")["id"] == "main"
    assert page.all("title")[0]["text"].strip()  # a bar of a drawing has one too
    ids = [item["id"] for item in page.elements if "id" in item]
    assert len(ids) == len(set(ids))
    for label in page.all("label"):
        assert label.get("for") in ids or "small" in label["class"]
    for item in page.elements:
        assert "style" not in item and not any(name.startswith("on") for name in item)
        for name in ("aria-labelledby", "aria-describedby"):
            for id in item.get(name, "").split():
                assert id in ids, (name, id)
    for tag, name in (("a", "href"), ("link", "href"), ("form", "action"), ("script", "src")):
        for item in page.all(tag):
            if item.get("type") == "application/ld+json":
                continue  # says what the page is, and loads nothing
            outside = item[name].startswith(("http:", "https:", "//"))
            assert not outside or "external" in item.get("rel", ""), item[name]


def test_headings_go_down_step_by_step(client: FlaskClient) -> None:
    for url in PAGES:
        levels = [int(i["tag"][1]) for i in get(client, url).elements if i["tag"] in HEADINGS]
        main = levels[levels.index(1) :]
        assert all(after - before <= 1 for before, after in pairwise(main)), url


HEADINGS = ("h1", "h2", "h3", "h4")


@pytest.mark.slow
def test_every_link_of_the_pages_leads_somewhere(client: FlaskClient) -> None:
    seen: set[str] = set()
    for url in PAGES:
        page = get(client, url)
        for item in [*page.all("a"), *page.all("link")]:
            target = item["href"].partition("#")[0]
            if target.startswith("/") and target not in seen:
                seen.add(target)
                with client.get(target) as answer:  # an export has a place until it is closed
                    assert answer.status_code in (200, 302), (url, target)
    assert len(seen) > 200


def test_headers_keep_a_page_to_itself(client: FlaskClient) -> None:
    for url in ("/", "/search?q=x", "/nowhere", "/api/v1/search"):
        headers = client.get(url).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_the_front_page_says_what_there_is(client: FlaskClient) -> None:
    page = get(client, "/")
    assert page.one("h1")["text"] == "The <Reading> Room"
    assert "The Korean War" in page.text()
    assert "5 records, 1950" in page.text()
    assert page.one("input", name="q")["maxlength"] == "2000"
    assert found_through(client, page.link("Document type: "))


def found_through(client: FlaskClient, url: str) -> bool:
    return bool(found(get(client, url)))


def test_a_search_shows_type_date_title_and_marked_summary(client: FlaskClient) -> None:
    page = get(client, "/search?q=soviet+jets+pilots")
    assert page.one("h1")["text"] == "1 record for soviet jets pilots"
    assert found(page) == ["/records/k3?q=soviet+jets+pilots"]
    assert [mark["text"] for mark in page.all("mark")] == ["Soviet", "jets", "pilots", "jets"]
    assert "Ciphered Telegram" in page.one("li", **{"class": "hit"})["text"]
    assert "Understood as" not in page.text()  # no more than the box says
    asked = get(client, "/search?q=what+of+the+soviet+jets,+pilots?").text()
    assert "Ignored as" in asked and "Understood as" not in asked  # said once
    said = get(client, "/search?q=%22soviet+jets%22+pilots").text()
    assert "Understood as: records with" in said


def test_a_facet_is_a_box_and_a_link_with_its_count_in_the_name(client: FlaskClient) -> None:
    page = get(client, "/search?type=Cable")
    note = box(page, "type", "Note")
    assert "checked" not in note
    named = next(item for item in page.all("a") if item.get("id") == note["aria-labelledby"])
    assert " ".join(named["text"].split()) == "Note 4 records"
    both = get(client, named["href"])
    assert query_of(named["href"]) == {"type": ["Cable", "Note"]}
    boxes = [item for item in both.all("input", type="checkbox", name="type") if "checked" in item]
    assert [item["value"] for item in boxes] == ["Cable", "Note"]
    first = both.all("input", type="checkbox", name="type")[:2]
    assert first == boxes  # what is chosen stands first
    assert query_of(both.link("Remove: Document type Cable ✕")) == {"type": ["Note"]}


def test_the_facets_form_sends_the_whole_search(client: FlaskClient) -> None:
    start = "/search?q=pilots&type=Note&type.not=Cable&date=1949..1951&sort=date&size=50"
    page = get(client, start)
    form = page.one("input", name="from")["form"]
    sent = page.submitted(form)
    assert page.one("input", name="from")["value"] == "1949"
    again = get(client, f"/search?{urlencode(sent)}")
    assert found(again) == found(page) != []
    asked = query_of(again.one("link", rel="alternate", type="application/json")["href"])
    assert asked == query_of(page.one("link", rel="alternate", type="application/json")["href"])
    narrower = get(client, f"/search?{urlencode(page.submitted(form, to='1949'))}")
    assert query_of(narrower.one("link", rel="alternate", type="application/json")["href"])[
        "date"
    ] == ["1949"]


def test_the_search_box_keeps_what_narrows(client: FlaskClient) -> None:
    page = get(client, "/search?q=pilots&type=Note&in=summary&size=50&page=1&utm_source=x")
    form = page.one("input", id="q")["form"]
    assert sorted(page.submitted(form, q="jets", **{"in": "title"})) == [
        ("in", "title"), ("q", "jets"), ("size", "50"), ("type", "Note"),
    ]  # fmt: skip


def test_no_link_carries_what_was_not_understood(client: FlaskClient) -> None:
    text = client.get("/search?q=jets&fbclid=x&utm_source=y&year=abc&size=").text
    assert "fbclid" not in text and "utm_source" not in text and "year=abc" not in text


def test_a_value_that_cannot_be_taken_stands_beside_its_field(client: FlaskClient) -> None:
    page = get(client, "/search?q=jets&year=abc&from=1950-13&size=0&sort=best&in=titel")
    assert found(page) != []
    said = page.one("div", role="status")["text"]
    for label in ("Year", "From", "Records per page", "Sort", "Look in"):
        assert label in said
    field = page.one("input", name="from")
    assert (field["value"], field["aria-invalid"]) == ("1950-13", "true")
    assert "fault-from" in field["aria-describedby"]
    assert query_of(page.link("Use title")) == {"q": ["jets"], "in": ["title"]}


def test_a_facet_value_nobody_has_stays_chosen(client: FlaskClient) -> None:
    page = get(client, "/search?type=Telegramm")
    assert found(page) == []
    assert "checked" in box(page, "type", "Telegramm")
    assert "Nothing found" in page.one("h1")["text"]
    assert page.link("See all records") == "/search"
    assert page.link("Search without Document type: Telegramm") == "/search"


def test_nothing_found_says_what_to_do(client: FlaskClient) -> None:
    page = get(client, "/search?q=harbour+zzqqy&type=Telegramm&match=all&year=1800")
    ways = {" ".join(item["text"].split()): item["href"] for item in page.all("a", rel="nofollow")}
    assert not [way for way in ways if way.startswith("Search without")]  # each leads nowhere
    page = get(client, "/search?q=harbour&type=Telegramm&year=1800")
    assert query_of(page.link("Search in all records")) == {"q": ["harbour"]}


def test_pages_turn_both_ways(client: FlaskClient) -> None:
    first = get(client, "/search?size=10")
    assert not first.all("a", rel="prev")
    seen, url = found(first), first.one("a", rel="next")["href"]
    while url:
        page = get(client, url)
        assert page.all("a", rel="prev") and page.all("link", rel="prev")
        seen += found(page)
        url = next((item["href"] for item in page.all("a", rel="next")), "")
    assert len(seen) == len(set(seen)) == len(RECORDS) + len(STRANGE_IDS) + 2
    assert page.one("ol", start=str((len(seen) - 1) // 10 * 10 + 1))


def test_a_page_past_the_end_leads_back(client: FlaskClient) -> None:
    page = get(client, "/search?size=10&page=900")
    assert found(page) == []
    assert found_through(client, page.link("Go to its last page"))


def test_each_order_and_size_is_a_link(client: FlaskClient, mapping: RecordMapping) -> None:
    page = get(client, "/search?q=harbour")
    for sort in mapping.sorts:
        url = page.link(sort.label)
        current = get(client, url).all("a", **{"aria-current": "true"})
        assert sort.label in [item["text"] for item in current]
    sizes = [item["href"] for item in page.all("a") if item["text"] == "100"]
    assert query_of(sizes[0])["size"] == ["100"]


def test_years_are_folded_into_decades_where_there_are_many(mapping: RecordMapping) -> None:
    records = [record(f"y{year}", f"Of {year}", date=day(year, 1, 1)) for year in range(1900, 1960)]
    client = client_of(filled_engine(mapping, records))
    page = get(client, "/search")
    assert [item["text"].strip() for item in page.all("summary")][2:4] == ["1900s", "1910s"]
    assert len(page.all("input", name="year")) == 60
    chosen = get(client, "/search?year=1921")
    opened = [item for item in chosen.all("details") if "open" in item and "class" not in item]
    assert ["1920s" in item["text"] for item in opened] == [True]
    span = get(client, "/search?year=1921..1923")
    assert "checked" in box(span, "year", "1921..1923")
    assert "1921–1923" in span.text()


def test_a_decade_of_very_many_opens_when_it_is_chosen(mapping: RecordMapping) -> None:
    records = [record(f"y{year}", f"Of {year}", date=day(year, 1, 1)) for year in range(1700, 1900)]
    client = client_of(filled_engine(mapping, records))
    page = get(client, "/search")
    assert not page.all("input", name="year")
    chosen = get(client, page.link("1840s"))
    assert len(found(chosen)) == 10
    assert len(chosen.all("input", type="checkbox", name="year")) == 11  # the ten, and the span
    assert "1840–1849" in chosen.text()


def test_a_record_shows_all_it_has(client: FlaskClient) -> None:
    page = get(client, "/records/n1")
    text = page.text()
    for words in ("FO 17/1289", "Physical condition", "Foxed and wormed.", "Consul Bourne"):
        assert words in text
    assert query_of(page.link("Treaty ports")) == {"subjects": ["Treaty ports"]}
    assert (
        "“File of the consul,” 1896/1898, FO 17/1289" in page.one("p", **{"class": "cite"})["text"]
    )
    json_url = page.link("This record as JSON")
    assert client.get(json_url).json["id"] == "n1"


@pytest.mark.parametrize(
    ("value", "title", "said"),
    [
        ("93", "93. Telegram from Almar", FROM_TITLE),
        ("96", "93. Telegram from Almar", FROM_TEXT),
        ("9", "93. Telegram from Almar", FROM_TEXT),
        ("January 5, 1955", "Minutes, January 5, 1955", FROM_TITLE),
        ("January 5, 1955 to March 2, 1955", "41. Editorial Note", FROM_TEXT),
        ("Telegram", "93. Telegram from Almar", FROM_TITLE),
        ("Memorandum", "Memo to Roe", FROM_EITHER),
        ("", "A title", FROM_EITHER),
    ],
)
def test_where_a_derived_value_was_read(value: str, title: str, said: str) -> None:
    assert read_from(value, title) == said


def test_a_number_of_the_text_is_not_said_to_be_the_titles(mapping: RecordMapping) -> None:
    values = {"number": "96", "type": "Telegram", "derived": ["number", "type"]}
    made = record("r", "93. Telegram from Almar", **values)
    text = get(client_of(filled_engine(mapping, [made])), "/records/r").text()
    assert text.count("read from the text") == 1
    assert text.count("read from the title") == 1


def test_a_record_marks_what_was_read_into_it(mapping: RecordMapping) -> None:
    values = {
        "type": "Cable", "derived": ["type"], "date": {"display": "ca. 1950", "from": -7305,
        "to": -6941, "edtf": "1950~", "precision": "year"},
        "sender": [{"name": "Stalin", "as_written": "Cde. Filippov [Stalin]", "role": "Chairman",
                    "derived": True}],
        "ancestors": [{"id": "f/1", "title": "The fonds"}], "text": "One.\n\nTwo.",
        "url": "javascript:alert(1)",
    }  # fmt: skip
    fonds = record("f/1", "The fonds")
    client = client_of(filled_engine(mapping, [record("r", "A cable", **values), fonds]))
    page = get(client, "/records/r")
    assert page.text().count("read from the title") == 2
    assert page.text().count("read from the title or the text") == 1  # no Stalin in the title
    assert "understood as about 1950" in page.text()
    assert "written “Cde. Filippov [Stalin]”" in page.text()
    assert "Stalin, Chairman" in page.text()
    assert linked(page, "The fonds") == {"/records/f/1"}
    assert [item["text"] for item in page.all("p") if item["text"] in ("One.", "Two.")]
    assert not [item for item in page.all("a") if item["href"].startswith("javascript")]


def linked(page: Page, words: str) -> set[str]:
    """Return the addresses of all links that say this."""
    return {item["href"] for item in page.all("a") if item["text"].strip() == words}


def test_what_is_above_a_record_is_a_link_to_its_record_else_to_what_is_in_it(
    mapping: RecordMapping,
) -> None:
    above = [
        {"id": "gone/1", "title": "A fonds kept elsewhere"},
        {"id": "s/1", "title": "The series"},
        {"id": "Box <3>", "title": "Box <3>"},
    ]
    engine = filled_engine(
        mapping, [record("r", "A cable", ancestors=above), record("s/1", "The series")]
    )
    asked: list[Sequence[str]] = []
    met = engine.met
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "met", lambda ids, clauses: (asked.append(ids), met(ids, clauses))[1])
        client = client_of(engine)
        page = get(client, "/records/r")
        answer = client.get("/api/v1/records/r").json
        assert asked == [["gone/1", "s/1", "Box <3>"]] * 2  # all of them in one question
        asked.clear()
        get(client, "/records/s/1")
        assert asked == [["Box <3>"]]  # nothing is above a series; a box is below it
    crumbs = page.one("nav", **{"aria-label": "Part of"})
    assert crumbs["text"].strip() == "A fonds kept elsewhereThe seriesBox <3>"
    assert linked(page, "The series") == {"/records/s/1"}
    assert linked(page, "A fonds kept elsewhere") == {"/search?part_of=gone%2F1"}
    assert linked(page, "Box <3>") == {"/search?part_of=Box+%3C3%3E"}
    assert answer["ancestors"] == above
    (link,) = answer["links"]["ancestors"]
    assert (link["id"], link["title"]) == ("s/1", "The series")
    assert client.get(link["links"]["self"]).json["id"] == "s/1"


@pytest.mark.parametrize("id", STRANGE_IDS)
def test_any_id_has_a_page(client: FlaskClient, id: str) -> None:
    assert "Strange" in get(client, f"/records/{write_path(id)}").one("h1")["text"]


def test_a_former_id_leads_to_the_record(client: FlaskClient) -> None:
    answer = client.get("/records/old-id")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/records/new-id")


def test_markup_is_text_everywhere(client: FlaskClient) -> None:
    script = "<script>alert(1)</script>"
    quoted = '"><img src=x onerror=alert(1)>'
    for url in (
        "/records/markup", "/search?q=jets", "/records/w6",
        f"/search?{urlencode({'q': script, 'type': script, 'type.not': quoted})}",
        f"/search?{urlencode({'q': quoted, 'year': script, 'from': quoted, 'in': quoted})}",
        f"/search?{urlencode({'date': quoted, 'sort': script, 'cursor': ''})}",
    ):  # fmt: skip
        page = get(client, url)
        ours = [item for item in page.all("script") if item.get("type") != "application/ld+json"]
        assert ours and all(item["src"].startswith("/assets/") for item in ours)
        assert not page.all("img") and not page.all("b", text="tags")
    for url in (f"/records/{script}", f"/{script}", f"/search?cursor={quoted}"):
        answer = client.get(url)
        assert answer.status_code in (400, 404)
        assert "<script>" not in answer.text and "<img" not in answer.text


def test_long_and_odd_words_are_answered(client: FlaskClient) -> None:
    for q in ("<", '"', "[", "a/b", ":", "-", "*", "OR", "((((", "毛", "x" * 3000, "a " * 1500):
        page = get(client, f"/search?{urlencode({'q': q})}")
        for item in page.all("a"):
            assert len(query_of(item["href"]).get("q", [""])[0]) <= 2000


def test_errors_are_pages_that_lead_on(client: FlaskClient) -> None:
    for url in ("/nowhere", "/records/none", "/collections/none"):
        page = get(client, url, 404)
        assert page.one("h1")["text"] == "Not found"
        assert page.one("input", id="q") and page.link("See all records") == "/search"
        assert page.one("meta", name="robots")["content"] == "noindex"
    page = get(client, "/search?q=jets&cursor=nonsense", 400)
    assert query_of(page.link("Start this list again")) == {"q": ["jets"]}


def test_a_cursor_of_an_older_index_says_so(mapping: RecordMapping) -> None:
    engine = filled_engine(mapping)
    client = client_of(engine)
    cursor = client.get("/api/v1/search?size=5&q=harbour").json["page"]["next_cursor"]
    first = get(client, f"/search?size=5&q=harbour&cursor={cursor}")
    assert found(first)
    publish(engine, list(RECORDS))
    page = get(client, f"/search?size=5&q=harbour&cursor={cursor}", 410)
    assert found_through(client, page.link("Start this list again"))


def test_an_empty_index_says_how_to_load(mapping: RecordMapping) -> None:
    client = client_of(EmbeddedEngine.open(None, mapping))
    page = get(client, "/")
    assert "searchroom load" in page.text()
    assert "searchroom load" in get(client, "/search?q=x", 503).text()
    assert get(client, "/help").one("h1")


def test_an_error_of_a_file_is_text(client: FlaskClient, mapping: RecordMapping) -> None:
    answer = client_of(EmbeddedEngine.open(None, mapping)).get("/sitemap.xml")
    assert (answer.status_code, answer.mimetype) == (503, "text/plain")
    assert answer.text == "No catalogue has been loaded yet\n"
    assert int(answer.headers["Retry-After"]) > 0 and answer.headers["Cache-Control"] == "no-store"
    answer = client.get("/assets/x/nothing.css")
    assert (answer.status_code, answer.mimetype, answer.text) == (404, "text/plain", "Not found\n")


def test_an_engine_that_is_away_is_a_page(
    mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = filled_engine(mapping)

    def away(*_: object) -> None:
        raise EngineUnavailable("no answer from https://user:secret@host:9200")

    client = client_of(engine)
    for name in ("search", "info", "get", "collections"):
        monkeypatch.setattr(engine, name, away)
    for url in ("/", "/search?q=jets", "/records/k1", "/collections/korea"):
        answer = client.get(url)
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "secret" not in answer.text and "Try again" in answer.text


def test_a_page_that_has_not_changed_is_not_sent_again(mapping: RecordMapping) -> None:
    engine = filled_engine(mapping)
    client = client_of(engine)
    for url in ("/", "/search?q=jets", "/records/k1", "/collections/korea"):
        tag = client.get(url).headers["ETag"]
        again = client.get(url, headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
    publish(engine, list(RECORDS))
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 200


def test_the_front_page_is_counted_once_for_all_readers(
    mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = filled_engine(mapping)
    client = client_of(engine)
    before = client.get("/").data
    asked = []
    search = engine.search
    monkeypatch.setattr(engine, "search", lambda query: asked.append(query) or search(query))
    assert client.get("/").data == before and not asked
    publish(engine, list(RECORDS)[:3])
    assert "3 records" in client.get("/").text and len(asked) == 1


def test_search_engines_keep_records_and_not_searches(client: FlaskClient) -> None:
    assert not get(client, "/records/k1").all("meta", name="robots")
    assert not get(client, "/search").all("meta", name="robots")
    assert get(client, "/search?page=2").one("meta", name="robots")["content"] == "noindex"
    narrowed = get(client, "/search?type=Cable")
    assert narrowed.one("meta", name="robots")["content"] == "noindex, nofollow"
    assert narrowed.one("link", rel="canonical")["href"] == "/search"
    assert "Disallow: /search?" in client.get("/robots.txt").text
    assert "/collections/korea</loc>" in client.get("/sitemap.xml").text


def test_programs_are_told_where_to_ask(client: FlaskClient) -> None:
    answer = client.get("/llms.txt")
    assert answer.mimetype == "text/plain" and answer.text.startswith("# The <Reading> Room\n")
    addresses = re.findall(r"\]\(http://localhost(/[^)]*)\)", answer.text)
    assert len(addresses) == 9
    for address in addresses:
        if address == "/mcp":
            assert client.post(address, json={"id": 1, "method": "ping"}).status_code == 200
        else:
            assert client.get(address).status_code == 200, address


def test_the_search_description_names_the_site(client: FlaskClient) -> None:
    answer = client.get("/opensearch.xml")
    assert "opensearchdescription" in answer.mimetype
    assert 'template="http://localhost/search?q={searchTerms}"' in answer.text
    assert "&lt;Reading&gt;" in answer.text


def test_the_help_has_every_rule_and_its_examples_work(client: FlaskClient) -> None:
    page = get(client, "/help")
    for rule in RULES:
        assert rule.name in page.text()
        example = load("records").examples[rule.key]
        (url,) = {item["href"] for item in page.all("a") if item["text"] == example}
        assert query_of(url)["q"] == [" ".join(example.split())]
        assert get(client, url)


def test_a_long_description_of_a_collection_is_folded(mapping: RecordMapping) -> None:
    engine = filled_engine(mapping)
    build = engine.begin(clone=True, owner="the tests")
    said = "\n".join(f"Part {number} <b>" for number in range(9))
    build.add_collections([Collection("korea", "The Korean War", said)])
    build.finish()
    build.publish()
    page = get(client_of(engine), "/collections/korea")
    (folded,) = (item["text"] for item in page.all("details", **{"class": "about"}))
    assert "Part 3" not in folded
    assert all(f"Part {number} <b>" in folded for number in range(4, 9))


def test_the_help_begins_with_six_tasks(client: FlaskClient) -> None:
    for language in ("", "?lang=de"):
        text = client.get(f"/help{language}").text
        tasks = text[text.index('<ol class="tasks">') : text.index('id="words"')]
        assert tasks.count("<li>") == 6
        assert text.index('<ol class="tasks">') < text.index("<table")
        for target in re.findall(r'href="#([^"]+)"', tasks):
            assert f'id="{target}"' in text


def test_the_site_stands_under_a_path(mapping: RecordMapping) -> None:
    client = client_of(filled_engine(mapping), public_url="https://archive.example/rooms/one")
    for url in PAGES:
        page = get(client, f"/rooms/one{url}")
        for item in [*page.all("a"), *page.all("link"), *page.all("form")]:
            target = item.get("href") or item.get("action") or ""
            ours = target.startswith(("/rooms/one/", "https://archive.example/rooms/one", "#"))
            assert ours or "external" in item.get("rel", ""), target
    cite = get(client, "/rooms/one/records/k1").one("p", **{"class": "cite"})["text"]
    assert cite.endswith("https://archive.example/rooms/one/records/k1")


def test_an_asset_may_be_kept_for_good(client: FlaskClient) -> None:
    url = get(client, "/").one("link", rel="stylesheet")["href"]
    kept = client.get(url)
    assert "immutable" in kept.headers["Cache-Control"]
    name = url.rpartition("/")[2]
    other = client.get(f"/assets/of-another-release/{name}")
    assert other.data == kept.data and other.headers["Cache-Control"] == "no-cache"
    assert client.get("/assets/x/nothing.css").status_code == 404


LIGHT = 15_000  # bytes of a page with all it needs; 40 KB is the promise, this is the aim


def test_a_page_of_results_is_light_with_all_its_assets(client: FlaskClient) -> None:
    for accepted, opened in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        headers = {"Accept-Encoding": accepted}
        page = client.get("/search?q=the+harbour+OR+note&size=20", headers=headers)
        assert page.headers["Content-Encoding"] == accepted
        assert "Accept-Encoding" in page.headers["Vary"]
        text = opened(page.data).decode()
        assets = {i["href"] for i in Page(text).all("link") if i["href"].startswith("/assets/")}
        assets |= {item["src"] for item in Page(text).all("script")}
        assert len(assets) == 3
        weight = len(page.data) + sum(len(client.get(u, headers=headers).data) for u in assets)
        assert weight < LIGHT


@pytest.mark.slow
def test_a_new_field_with_a_facet_shows_without_a_change(tmp_path: Path) -> None:
    body = json.loads(json.dumps(load("records").body))
    meta, properties = body["mappings"]["_meta"], body["mappings"]["properties"]
    meta["fields"].insert(
        4, {"name": "ink", "kind": "keyword", "label": "Ink", "purpose": "what it is written in"}
    )
    meta["facets"].append(
        {"name": "ink", "field": "ink", "kind": "terms", "path": "ink", "label": "Ink", "size": 5}
    )
    properties["ink"] = {"type": "keyword"}
    (tmp_path / "inked.json").write_text(json.dumps(body))
    inked = load(str(tmp_path / "inked.json"))
    records = [record("i1", "A letter", ink="Violet"), record("i2", "A card", ink="Black")]
    client = client_of(filled_engine(inked, records))
    page = get(client, "/search?ink=Violet")
    assert found(page) == ["/records/i1?ink=Violet"]
    assert "checked" in box(page, "ink", "Violet")
    shown = get(client, "/records/i2")
    assert query_of(shown.link("Black")) == {"ink": ["Black"]}
    answer = client.get("/api/v1/search?ink=Violet").get_json()
    assert answer["total"]["value"] == 1
    counted = {item["value"]: item["count"] for item in answer["facets"]["ink"]["values"]}
    assert counted == {"Violet": 1, "Black": 1}
    described = client.get("/api/openapi.json").get_json()
    arguments = described["paths"]["/search"]["get"]["parameters"]
    assert {"ink", "ink.not"} <= {item["name"] for item in arguments}


ARTWORKS = frozenset({"title", "summary", "date", "artist", "subjects", "source"})


def test_another_kind_of_catalogue_needs_a_mapping_alone(tmp_path: Path) -> None:
    body = json.loads(json.dumps(load("records").body).replace('"sender', '"artist'))
    meta = body["mappings"]["_meta"]
    meta["fields"] = [item for item in meta["fields"] if item["name"] in ARTWORKS]
    meta["facets"] = [f for f in meta["facets"] if f["name"] in ("year", "artist", "subjects")]
    meta["search"]["named"]["fields"] = ["title"]
    meta["sorts"] = [item for item in meta["sorts"] if item["name"] != "-changed"]
    del meta["search"]["kinds"], meta["citation"], meta["examples"]
    meta["highlights"] = [item for item in meta["highlights"] if item["field"] in ARTWORKS]
    for item in meta["fields"] + meta["facets"]:
        if item["name"] == "artist":
            item["label"] = "Artist"
    (tmp_path / "artworks.json").write_text(json.dumps(body))
    artworks = load(str(tmp_path / "artworks.json"))
    painting = Record(
        "a1",
        {
            "title": "Norham Castle",
            "summary": "A sunrise.",
            "artist": [{"name": "Turner", "as_written": "J. M. W. Turner"}],
            "subjects": ["sunrise", "castle"],
            "date": day(1845, 1, 1),
        },
    )
    client = client_of(filled_engine(artworks, [painting]))
    for url in (
        "/",
        "/search?q=sunrise",
        "/search?artist=Turner&year=1845",
        "/records/a1",
        "/help",
    ):
        page = get(client, url)
        assert "Artist" in page.text()
        assert not re.search("Document type|Recipient|recipient:|type:", page.text())
    assert query_of(get(client, "/records/a1").link("Turner")) == {"artist": ["Turner"]}
    assert "Turner" in get(client, "/search?q=sunrise").one("p", **{"class": "who"})["text"]
