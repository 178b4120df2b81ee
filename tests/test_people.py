"""The pages of people: whom they wrote to and heard from, and an exchange in one order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from catalogue import NAMES, RECORDS, day, people, record, years
from flask.testing import FlaskClient
from serving import STRANGE_IDS, client_of, filled_engine, more_records, publish
from test_pages import Page, get, query_of

from index_mappings.mapping import RecordMapping, load
from index_mappings.record import Record
from service.errors import IndexMoved
from service.exports.shown_set import ShownSet
from service.schemas.answer_parts import FacetCounted, FacetLinks, FacetValue, Toggle
from service.search import correspondence
from service.search.addresses import PAGE_SEARCH
from service.search.arguments import PLAIN, Arguments
from service.search.kept_lists import KeptLists, packed
from service.search.links import Links
from service.search.paths import write_path
from service.search.site import Site
from service.web import sitemaps
from service.web.timeline import timeline


def letter(id: str, sender: str, recipient: str, when: dict[str, object] | None) -> Record:
    return record(
        id, f"Letter {id}", type="Letter", sender=people(sender), recipient=people(recipient),
        summary=f"What {sender} wrote in {id}.", **({"date": when} if when else {}),
    )  # fmt: skip


LETTERS = (
    letter("x1", "Ann Lee", "Bo <i>Zhu</i>", day(1950, 1, 1)),
    letter("x2", "Bo <i>Zhu</i>", "Ann Lee", day(1950, 1, 20)),
    letter("x3", "Ann Lee", "Bo <i>Zhu</i>", day(1950, 6, 1)),
    letter("x4", "Bo <i>Zhu</i>", "Ann Lee", day(1953, 6, 1)),
    letter("x5", "Ann Lee", "Bo <i>Zhu</i>", None),
    letter("x6", "Ann Lee", "Carl", years(1951)),
    letter("x7", "A/B %2F", "Ann Lee", day(1949, 1, 1)),
)


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping, [*RECORDS, *more_records(), *LETTERS]))


def of_class(page: Page, tag: str, name: str) -> list[str]:
    return [" ".join(item["text"].split()) for item in page.all(tag, **{"class": name})]


def test_everyone_has_a_page_and_a_count(client: FlaskClient) -> None:
    page = get(client, "/people?order=value")
    assert page.link("Ann Lee") == "/people/Ann%20Lee"
    for item in page.all("a"):
        if item["href"].startswith("/people/"):
            assert get(client, item["href"]).one("h1")["text"].strip()
    assert query_of(page.link("Most records first")) == {}


def test_a_person_wrote_to_and_heard_from(client: FlaskClient) -> None:
    page = get(client, "/people/Ann%20Lee")
    assert "Named in 7 records" in page.text()
    sections = {
        item["aria-labelledby"]: " ".join(item["text"].split())
        for item in page.all("section") if "aria-labelledby" in item
    }  # fmt: skip
    assert sections["wrote-to"].startswith("Wrote to Bo <i>Zhu</i> 3 records")
    assert "Carl 1 record" in sections["wrote-to"]
    assert "A/B %2F 1 record" in sections["heard-from"]
    assert get(client, page.link("All 4 records")).one("h1")["text"].startswith("4 records")
    bars = {item["href"] for item in page.all("a") if item["text"].startswith("1950")}
    assert bars == {"/search?people=Ann+Lee&year=1950"}


def test_an_exchange_is_one_order_with_its_gaps(client: FlaskClient) -> None:
    page = get(client, "/people/Ann%20Lee")
    ways = {item["href"] for item in page.all("a") if item["text"].startswith("Bo")}
    page = get(client, ways.pop())
    assert not ways  # whoever wrote and was written to has one exchange
    assert page.one("h1")["text"] == "Ann Lee and Bo <i>Zhu</i>"
    titles = [item["text"] for item in page.all("h2")]
    assert titles == ["Letter x1", "Letter x2", "Letter x3", "Letter x4", "Letter x5"]
    assert of_class(page, "p", "gap") == [
        "4 months without a letter", "3 years without a letter",
    ]  # fmt: skip
    assert "5 letters." in page.text()
    assert not page.all("i")
    assert of_class(page, "p", "brow")[1] == "1950-01-20Bo <i>Zhu</i> to Ann Lee"
    opened = get(client, page.link("Letter x3"))
    assert "2 of 3" in " ".join(opened.one("nav", **{"class": "trail"})["text"].split())


def test_a_letter_of_an_exchange_is_read_in_place(mapping: RecordMapping) -> None:
    bare = record(
        "x9", "Letter x9", type="Letter", sender=people("Ann Lee"), recipient=people("Carl"),
        text="The <tide> turned.\n\nWe sail.", notes=[{"label": "Seal", "text": "Wafered."}],
    )  # fmt: skip
    page = get(client_of(filled_engine(mapping, [*LETTERS, bare])), "/people/Ann%20Lee?with=Carl")
    opened = [" ".join(item["text"].split()) for item in page.all("details")]
    assert opened == [
        "SummaryWhat Ann Lee wrote in x6.",
        "How it beginsThe <tide> turned. We sail.",
    ]


def test_an_exchange_of_none_says_so(client: FlaskClient) -> None:
    page = get(client, "/people/Carl?with=Nobody")
    assert "No record is from one of them to the other." in page.text()


def test_a_long_exchange_is_cut_and_told(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(correspondence, "_STEP", 1)
    monkeypatch.setattr(correspondence, "_OPENED", 1)
    assert len(get(client, "/people/Ann%20Lee?with=Bo%20%3Ci%3EZhu%3C~2Fi%3E").all("h2")) == 5
    monkeypatch.setattr(correspondence, "LONGEST", 2)
    assert len(get(client, "/people/Ann%20Lee?with=Bo%20%3Ci%3EZhu%3C~2Fi%3E").all("h2")) == 4


def test_names_of_one_person_have_one_page(mapping: RecordMapping, tmp_path: Path) -> None:
    rings = tmp_path / "names.csv"
    rings.write_text("ring,name,accepted,why\nAnn Lee,A/B %2F,yes,a cover name\n")
    client = client_of(filled_engine(mapping, list(LETTERS)), names=str(rings))
    page = get(client, f"/people/{write_path('A/B %2F')}")
    assert page.one("h1")["text"] == "Ann Lee" and "also as A/B %2F" in page.text()
    assert page.one("link", rel="canonical")["href"] == "/people/Ann%20Lee"


def test_nobody_has_no_page_and_a_withdrawn_one_neither(mapping: RecordMapping) -> None:
    engine = filled_engine(mapping, list(LETTERS))
    client = client_of(engine)
    assert "no record names" in get(client, "/people/Nobody", 404).text().lower()
    publish(engine, [item for item in LETTERS if item.id != "x6"])
    get(client, "/people/Carl", 404)
    assert "Carl" not in get(client, "/people").text()


def test_a_catalogue_without_letters_has_no_people() -> None:
    mapping = load("artworks")
    client = client_of(filled_engine(mapping, [record("a", "A work")]))
    assert not [item for item in get(client, "/").all("a") if item["href"] == "/people"]
    get(client, "/people", 404)


def counted(counts: dict[str, int]) -> FacetCounted:
    values = tuple(FacetValue(v, v, n, False, Toggle("")) for v, n in counts.items())
    return FacetCounted("Year", "year", values, (), 0, False, 0, FacetLinks(""))


def test_bars_stand_at_their_years_and_lead_to_them() -> None:
    links = Links("", PAGE_SEARCH)
    line = timeline("year", counted({"1950": 4, "1952": 2, "wide": 9}), PLAIN, links)
    assert line is not None
    assert [(bar.x, bar.height, bar.label, bar.count) for bar in line.bars] == [
        (0, 60, "1950", 4), (20, 30, "1952", 2),
    ]  # fmt: skip
    assert line.width == 30 and line.bars[0].url == "/search?year=1950"
    wide = timeline("year", counted({str(y): 1 for y in range(-43, 1950)}), PLAIN, links)
    assert wide is not None and len(wide.bars) <= 60
    assert wide.bars[0].label == "-50–-1" and wide.bars[0].count is None
    assert timeline("year", counted({"1950": 4}), PLAIN, links) is None
    assert timeline("year", None, PLAIN, links) is None


def addresses(client: FlaskClient, url: str) -> list[str]:
    answer = client.get(url)
    assert answer.mimetype == "application/xml"
    root = ElementTree.fromstring(answer.text)
    return [item.text or "" for item in root.iter() if item.tag.endswith("}loc")]


def test_the_sitemap_has_every_record(client: FlaskClient) -> None:
    found = addresses(client, "/sitemap.xml")
    assert len(found) == len(set(found))
    ids = [item.id for item in (*RECORDS, *LETTERS)] + list(STRANGE_IDS)
    assert {f"http://localhost/records/{write_path(id)}" for id in ids} <= set(found)
    assert "http://localhost/collections/korea" in found


def test_many_records_have_an_index_of_sitemaps(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = addresses(client, "/sitemap.xml")
    monkeypatch.setattr(sitemaps, "MOST", 7)
    client.application.extensions["searchroom"].listed.keep("another version", 0, ())
    parts = addresses(client, "/sitemap.xml")
    found = [one for part in parts for one in addresses(client, part)]
    assert found == whole and len(parts) > 3
    assert client.get(f"/sitemap-{len(parts)}.xml").status_code == 404


def test_the_records_of_a_sitemap_are_read_once_for_each_version(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bool] = []
    shown_set = sitemaps.shown_set

    def counted(site: Site, arguments: Arguments, *, whole: bool, step: int) -> ShownSet:
        read.append(whole)
        return shown_set(site, arguments, whole=whole, step=step)

    monkeypatch.setattr(sitemaps, "shown_set", counted)
    listed = client.application.extensions["searchroom"].listed
    listed.keep("another version", 0, ())
    first = addresses(client, "/sitemap.xml")
    assert addresses(client, "/sitemap.xml") == first and read == [False]
    other = client.get("/sitemap.xml", headers={"Host": "other.example"}).text
    assert "http://other.example/records/" in other and "localhost" not in other
    assert read == [False]
    listed.keep("another version", 0, ())
    assert addresses(client, "/sitemap.xml") == first and read == [False, False]


@pytest.mark.parametrize("is_left", [False, True], ids=["read on", "left"])
def test_two_who_ask_for_the_sitemap_at_once_have_what_is_made_once(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, is_left: bool
) -> None:
    monkeypatch.setattr(sitemaps, "_PIECE", 2)
    made: list[str] = []
    pack = sitemaps.packed

    def counted(piece: str) -> bytes:
        made.append(piece)
        return pack(piece)

    monkeypatch.setattr(sitemaps, "packed", counted)
    listed = client.application.extensions["searchroom"].listed
    listed.keep("another version", 0, ())
    first = client.get("/sitemap.xml", buffered=False)
    begun = first.iter_encoded()
    head = [next(begun) for _ in range(5)]
    assert 0 < len(made) < len(RECORDS) / 2
    if is_left:
        first.close()
    second = client.get("/sitemap.xml").data
    if not is_left:
        assert b"".join([*head, *begun]) == second
    total = client.application.extensions["searchroom"].engine.info().records
    assert second.count(b"<loc>http://localhost/records/") == total
    assert sum(piece.count("\n") for piece in made) == total


def test_what_breaks_off_is_no_shorter_list_and_is_made_anew() -> None:
    def broken() -> Iterator[bytes]:
        yield packed("a")
        raise IndexMoved("published again")

    lists = KeptLists()
    one, other = (lists.made("v", 0, broken) for _ in range(2))
    assert next(one) == next(other) == "a"
    for each in (one, other):
        with pytest.raises(IndexMoved):
            next(each)
    assert list(lists.made("v", 0, lambda: iter([packed("b")]))) == ["b"]


def test_the_front_page_leads_to_every_year(client: FlaskClient) -> None:
    page = get(client, "/")
    assert page.one("svg")["aria-hidden"] == "true"
    bars = [item for item in page.all("a") if item.get("tabindex") == "-1"]
    assert bars and all("year=" in item["href"] for item in bars)
    listed = {item["href"] for item in page.all("a") if item.get("tabindex") != "-1"}
    assert {item["href"] for item in bars} <= listed


def test_many_collections_are_a_line_each(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, mapping: RecordMapping
) -> None:
    monkeypatch.setattr("service.web.pages._CARDS", 1)
    page = get(client_of(filled_engine(mapping)), "/")
    assert page.all("ul", **{"class": "lines"}) and not page.all("ul", **{"class": "cards"})
    assert page.link("The Korean War") == "/collections/korea"


def _office(name: str) -> dict[str, object]:
    return {"name": name, "as_written": name, "person": False}


def _of(role: str) -> list[dict[str, object]]:
    return [{"name": "Zhou Enlai", "as_written": "Zhou", "role": role}]


def test_offices_are_no_people(mapping: RecordMapping) -> None:
    office = _office("Department of State")
    records = [letter("o1", "Ann Lee", "Bo", None), record("o2", "x", recipient=[office])]
    client = client_of(filled_engine(mapping, records))
    page = get(client, "/people")
    said = page.text()
    assert "Ann Lee" in said and "Department of State" not in said and "People: 2" in said
    assert page.link("Offices and bodies") == "/people?of=bodies"
    bodies = get(client, "/people?of=bodies")
    assert "Offices and bodies: 1" in bodies.text() and "Ann Lee" not in bodies.text()
    assert "not a person" in get(client, bodies.link("Department of State")).text()
    assert "not a person" not in get(client, "/people/Ann%20Lee").text()
    filtered = get(client, "/people?of=bodies&filter=state&order=value")
    assert "Department of State" in filtered.text()
    assert "People: 0" in get(client, "/people?filter=state").text()
    counted = client.get("/api/v1/facets/recipient").json["results"]
    assert "Department of State" in [item["value"] for item in counted]


def test_a_page_has_the_names_that_bridges_know_with_the_reason(mapping: RecordMapping) -> None:
    records = [record("m1", "a", sender=people("Mao Tse-tung"))]
    said = " ".join(get(client_of(filled_engine(mapping, records)), "/people/Mao%20Tse-tung")
                    .text().split())  # fmt: skip
    assert "also as Mao Zedong (" in said


def test_a_page_has_roles_with_years_and_says_why_names_are_one(mapping: RecordMapping) -> None:
    records = [
        record("r1", "a", sender=_of("Premier"), date=day(1949, 10, 1)),
        record("r2", "b", sender=_of("Premier"), date=day(1954, 1, 1)),
        record("r3", "c", sender=_of("<b>Head</b>")),
    ]
    engine = filled_engine(mapping, records)
    build = engine.begin(clone=True, owner="the tests")
    build.add_names(NAMES)
    build.finish()
    build.publish()
    page = get(client_of(engine), "/people/Zhou%20Enlai")
    said = " ".join(page.text().split())
    assert "Premier in records of 1949–1954, 2 records" in said
    assert "<b>Head</b> 1 record" in said
    assert "周恩来 (in the source’s list of persons)" in said
    assert "Premier of the State Council." in said
    german = get(client_of(engine), "/people/Zhou%20Enlai?lang=de").text()
    assert "周恩来 (im Personenverzeichnis der Quelle)" in " ".join(german.split())
    assert page.link("https://authority.example/zhou") == "https://authority.example/zhou"


def test_what_is_among_the_roles_is_not_told_beside_them(mapping: RecordMapping) -> None:
    (role, *_) = (entry.history for entry in NAMES)
    engine = filled_engine(mapping, [record("r1", "a", sender=_of(role), date=day(1949, 10, 1))])
    build = engine.begin(clone=True, owner="the tests")
    build.add_names(NAMES)
    build.finish()
    build.publish()
    page = get(client_of(engine), "/people/Zhou%20Enlai")
    assert page.text().count(role) == 1
    assert page.link("https://authority.example/zhou") == "https://authority.example/zhou"


def test_places_are_listed_as_people_are(mapping: RecordMapping) -> None:
    records = [record(f"p{n}", "x", places=["Bonn" if n else "<i>Ulm</i>"]) for n in range(3)]
    client = client_of(filled_engine(mapping, records))
    page = get(client, "/places")
    assert page.link("Bonn") == "/search?places=Bonn" and "<i>Ulm</i>" in page.text()
    assert get(client, "/places?filter=ulm").text().count("Bonn") == 0
    assert page.one("link", rel="canonical")["href"] == "/places"
    assert (
        "/places" in client.get("/sitemap.xml").text
        and "/people" in client.get("/sitemap.xml").text
    )
    assert "Disallow: /places?" in client.get("/robots.txt").text
    assert (
        "No record has a value."
        in get(client_of(filled_engine(mapping, [record("a", "b")])), "/places").text()
    )
