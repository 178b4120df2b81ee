"""The pages in another language than English: chosen by the address, and carried along."""

from __future__ import annotations

import csv
import re
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from catalogue import day, record
from flask.testing import FlaskClient
from serving import client_of, filled_engine
from test_pages import Page
from test_translations import catalogue, ids, strings

from bench.messages import paths
from index_mappings.dates import read_date
from index_mappings.days import day_number
from index_mappings.mapping import RecordMapping
from index_mappings.sayings import in_language, plural, row, sentence, within
from service.app import _as_ours
from service.bridges import reasons
from service.bridges.file import SHIPPED
from service.errors import EngineUnavailable, OutOfTime, TooMany
from service.web import dates, error_page
from service.web.languages import languages

GERMAN = languages()["de"]

PAGES = (
    "/", "/search", "/search?q=jets+pilots&type=Note&year=1950", "/search?q=zzqqy+xx&type=Cable",
    "/search?year=abc&from=1950-13&size=0", "/search?size=2&page=2", "/search?size=2&page=9",
    "/search?q=the+jets&missing=type", "/search?q=armistice", "/records/k3", "/records/n1",
    "/records/t1", "/records/markup", "/records/k3?q=jets", "/collections/korea", "/help",
    "/nowhere", "/facets/people?order=value&filter=a", "/facets/type", "/people", "/places",
    "/people/Zhou%20Enlai", "/people/Zhou%20Enlai?with=Stalin", "/grouped?q=jets", "/cite/k3",
    "/marked?ids=k3,markup&style=apa&list=q%3Djets", "/marked", "/search?q=jets&marked=k3",
    "/searches/20260101T000000Z-6-0123456789abcdef01?q=jets", "/bridges", "/bridges?of=x",
    "/dumps", "/search?cursor=abc", "/records/nope", "/searches/abc",
)  # fmt: skip


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping))


def in_german(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}lang=de"


@cache  # three tests look at each
def page_of(client: FlaskClient, address: str) -> Page:
    return Page(client.get(address).get_data(as_text=True))


def is_page(address: str) -> bool:
    """Return whether an address is that of a page of ours."""
    path = urlsplit(address).path
    is_file = path.startswith(("/api/", "/assets/", "/feed.", "/dumps/")) or path == "/oai"
    return address.startswith("/") and not is_file


@cache
def english_only() -> frozenset[str]:
    """Return what is said otherwise in German: whole sentences without a place for a value."""
    return frozenset(
        text
        for message in catalogue("de")
        for text, said in zip(ids(message), strings(message), strict=True)
        if text != said and len(text) > 3 and not re.search(r"%\(|<", text)
    )


@pytest.mark.parametrize("address", PAGES)
def test_every_link_and_form_of_a_page_keeps_its_language(
    client: FlaskClient, address: str
) -> None:
    page = page_of(client, in_german(address))
    assert page.one("html")["lang"] == "de"
    links = [link for link in page.all("a") if "hreflang" not in link and is_page(link["href"])]
    assert len(links) > 5
    for link in links:
        asked = parse_qsl(urlsplit(link["href"]).query)
        assert asked.count(("lang", "de")) == 1, link["href"]
    forms = [form for form in page.all("form") if form.get("method") != "post"]
    sent = [box["form"] for box in page.all("input", type="hidden", name="lang", value="de")]
    assert len(sent) == len(forms)
    for link in page.all("a"):  # what is no page is as it was
        if link["href"].startswith("/") and not is_page(link["href"]):
            assert "lang=" not in link["href"]


@pytest.mark.parametrize("address", PAGES)
def test_nothing_of_ours_is_left_in_english(client: FlaskClient, address: str) -> None:
    page = page_of(client, in_german(address))
    shown = {
        element["text"].strip()
        for element in page.elements
        if element["tag"] not in ("script", "style", "code", "option", "mark")
    }
    shown |= {unescape(element.get("aria-label", "")) for element in page.elements}
    assert shown & english_only() <= {"Telegram", "Note", "Copy"}  # words of records


@pytest.mark.parametrize("address", PAGES)
def test_english_pages_are_as_they_were_but_for_the_switch(
    client: FlaskClient, address: str
) -> None:
    text = client.get(address).get_data(as_text=True)
    page = Page(text)
    assert page.one("html")["lang"] == "en"
    assert 'name="lang"' not in text
    switch = page.one("a", hreflang="de")
    assert switch["text"] == "Deutsch" and switch["lang"] == "de"
    others = [link["href"] for link in page.all("a") if "hreflang" not in link]
    assert not any("lang=" in href for href in others)


def test_the_switch_leads_to_the_same_page_and_back(client: FlaskClient) -> None:
    address = "/search?q=jets&type=Note&utm_source=x"
    there = page_of(client, address).one("a", hreflang="de")["href"]
    assert there == "/search?q=jets&type=Note&lang=de"
    back = page_of(client, there).one("a", hreflang="en")
    assert (back["href"], back["text"]) == ("/search?q=jets&type=Note", "English")
    deep = page_of(client, "/records/a%7E2Fb").one("a", hreflang="de")["href"]
    assert deep == "/records/a~2Fb?lang=de"


def test_the_canonical_address_has_no_language_and_the_head_names_the_others(
    client: FlaskClient,
) -> None:
    for address in ("/help", "/help?lang=de"):
        page = page_of(client, address)
        assert page.one("link", rel="canonical")["href"] == "/help"
        others = {link["hreflang"]: link["href"] for link in page.all("link", rel="alternate")
                  if "hreflang" in link}  # fmt: skip
        assert others == {"en": "/help", "de": "/help?lang=de"}


def test_a_page_of_another_language_has_a_tag_of_its_own(client: FlaskClient) -> None:
    for address in ("/", "/search?q=jets", "/records/k3", "/dumps"):
        english, german = client.get(address), client.get(in_german(address))
        assert english.headers["ETag"] != german.headers["ETag"]
        known = {"If-None-Match": german.headers["ETag"], "Accept-Language": "fr"}
        assert client.get(in_german(address), headers=known).status_code == 304
        assert client.get(address, headers=known).status_code == 200


def test_what_a_browser_prefers_changes_nothing(client: FlaskClient) -> None:
    """A link says the same to everybody, and a cache need not look at headers."""
    asked = {"Accept-Language": "de"}
    answer = client.get("/search?q=jets", headers=asked)
    assert answer.get_data() == client.get("/search?q=jets").get_data()
    assert "Accept-Language" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("unknown", ["xx", "", "DE", "en", "../de", "de&lang=xx"])
def test_a_language_that_is_none_of_ours_is_english_and_goes_no_further(
    client: FlaskClient, unknown: str
) -> None:
    page = page_of(client, f"/search?q=jets&lang={unknown}")
    wanted = "de" if unknown.startswith("de&") else "en"
    assert page.one("html")["lang"] == wanted
    if wanted == "en":
        assert not any("lang=" in link["href"] for link in page.all("a") if "hreflang" not in link)


def test_programs_are_answered_as_before(client: FlaskClient) -> None:
    refused = client.get("/api/v1/search?q=jets&lang=de")
    assert refused.status_code == 400
    assert refused.json["errors"][0]["detail"] == "the parameter is unknown"
    answer = client.get("/api/v1/search?q=the+jets").json
    assert answer["query"]["notes"] == ["Ignored as too common: the"]
    assert answer["facets"]["type"]["label"] == "Document type"
    feed = client.get("/feed.atom?q=jets&lang=de").get_data(as_text=True)
    assert "lang=" not in feed and "Datens" not in feed
    assert client.get("/api/v1/records/nope").json["title"] == "Not found"


def test_a_reader_who_is_sent_on_arrives_in_the_same_language(client: FlaskClient) -> None:
    for asked in ("/collections", "/records/old-id", "/searches/now?q=jets", "/help/",
                  "/search?type=Note&leave-out=type"):  # fmt: skip
        address = in_german(asked)
        answer = client.get(address)
        assert answer.status_code in (302, 303, 308), address
        sent_to = parse_qsl(urlsplit(answer.headers["Location"]).query)
        assert sent_to.count(("lang", "de")) == 1, address
    assert client.get("/collections").headers["Location"] == "/#collections"


def test_how_a_search_was_read_is_said_in_german(client: FlaskClient) -> None:
    page = client.get("/search?q=the+jets+-stalin&lang=de").get_data(as_text=True)
    assert "Nicht beachtet, weil zu häufig: the" in page
    assert "Verstanden als: jets; nicht: stalin" in page
    page = client.get('/search?q="the+jets"+zzqqy&lang=de').get_data(as_text=True)
    assert "die Wortfolge &#39;the jets&#39;" in page and "keiner davon hat zzqqy" in page


def test_labels_and_values_are_those_of_the_mapping(client: FlaskClient) -> None:
    page = page_of(client, "/search?type=Note&lang=de")
    assert any(head["text"] == "Dokumentart" for head in page.all("h3"))
    assert any("Dokumentart" in chip["text"] for chip in page.all("a")
               if "chip" in chip.get("class", ""))  # fmt: skip
    named = client.get("/search?q=Absender:Stalin&lang=de").get_data(as_text=True)
    assert "Ein Feld" not in named  # the label that the page shows is a name before a colon


def test_dates_are_said_by_the_language() -> None:
    def said(start: tuple[int, int, int], end: tuple[int, int, int]) -> str:
        return in_language(dates.span(day_number(*start), day_number(*end)), GERMAN)

    assert said((1955, 3, 12), (1955, 3, 12)) == "12. März 1955"
    assert said((1955, 3, 12), (1955, 3, 14)) == "12.–14. März 1955"
    assert said((1955, 3, 1), (1955, 3, 31)) == "März 1955"
    assert said((1949, 1, 1), (1951, 12, 31)) == "1949–1951"
    assert said((1949, 12, 30), (1950, 1, 2)) == "30. Dezember 1949 – 2. Januar 1950"
    assert said((-43, 3, 15), (-43, 3, 15)) == "15. März 44 v. Chr."
    assert in_language(dates.moment("2026-11-30T00:00:00Z"), GERMAN) == "30. November 2026"


@pytest.mark.parametrize(
    ("written", "edtf", "german"),
    [
        ("March 12, 1955", "1955-03-12", "12. März 1955"),
        ("12 March 1955", "1955-03-12", "12. März 1955"),
        ("circa 1950", "1950~", "um 1950"),
        ("about 1950", "1950~", "um 1950"),
        ("early 1950s", "[1950..1955]", "early 1950s"),
    ],
)
def test_a_date_is_said_in_german_where_its_source_says_no_more_than_the_days(
    written: str, edtf: str, german: str
) -> None:
    date = read_date(written)
    assert date.edtf == edtf
    assert dates.written(date) == written
    assert in_language(dates.written(date), GERMAN) == german


def test_numbers_and_forms_are_said_by_the_language() -> None:
    assert GERMAN.number(1_181_220) == "1.181.220" and GERMAN.number(7) == "7"
    many = plural("%(count)s record", "%(count)s records", 1234)
    assert (many, in_language(many, GERMAN)) == ("1,234 records", "1.234 Datensätze")
    assert in_language(plural("%(count)s record", "%(count)s records", 1), GERMAN) == "1 Datensatz"


def test_a_saying_is_its_english_text_and_says_its_parts_too() -> None:
    inner = sentence("the phrase '%(words)s'", words="a b")
    whole = sentence("records with %(parts)s", parts=row("; ", (inner, "c")))
    assert whole == "records with the phrase 'a b'; c" and isinstance(whole, str)
    assert in_language(whole, GERMAN) == "die Wortfolge 'a b'; c"
    assert within(sentence("Undated")) == "undated"
    assert in_language(within(sentence("Undated")), GERMAN) == "Undatiert"
    assert in_language("as it is", GERMAN) == "as it is"


def test_errors_are_said_in_german(mapping: RecordMapping) -> None:
    engine = filled_engine(mapping, [record("a", "One", date=day(1950, 1, 1))])
    client = client_of(engine)
    for error, status, said in (
        (EngineUnavailable("away"), 503, "Der Katalog kann im Moment nicht durchsucht werden."),
        (OutOfTime(OutOfTime.public), 503, "Das dauert länger, als eine Anfrage dauern darf"),
        (TooMany(sentence("Not found"), 5), 429, "Zu viele Anfragen von einer Adresse"),
        (RuntimeError("a defect"), 500, "Der Fehler liegt bei uns."),
    ):
        with client.application.test_request_context("/search?lang=de"):
            answer = client.application.make_response(_page(client, error))
        assert answer.status_code == status
        assert said in answer.get_data(as_text=True)


def _page(client: FlaskClient, error: Exception) -> object:
    return error_page(_as_ours(error))


def test_what_names_no_language_has_a_catalogue() -> None:
    assert set(languages()) == {"en", *paths()}
    assert [one.name for one in languages().values()][:1] == ["English"]


def test_the_usual_reasons_of_bridges_are_said_in_german() -> None:
    shipped = Path(reasons.__file__).parent / "shipped"
    written = [
        row
        for file in shipped.glob("*.csv")
        for row in csv.DictReader(file.read_text().splitlines())
    ]
    given = {row["why"] for row in written} | {SHIPPED}
    for said in reasons.REASONS:
        assert str(said) in given  # a reason that no list gives is none
        assert in_language(reasons.said_reason(str(said)), GERMAN) != said
    assert reasons.said_reason("what an archive wrote") == "what an archive wrote"
