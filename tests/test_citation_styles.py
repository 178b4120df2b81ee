"""Citations in the styles of scholars: equal to those that were checked by hand, and text only."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from catalogue import RECORDS, day, people, record
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from serving import client_of, filled_engine, more_records

from index_mappings.mapping import RecordMapping
from service.exports.citing import Cited
from service.exports.styles.personal import name_parts
from service.exports.styles.registry import STYLES

CHECKED = json.loads((Path(__file__).parent / "citations.json").read_text(encoding="utf-8"))
TODAY = (2026, 3, 4)
PLAIN = {
    "id": "x", "kind": "document", "own_type": "", "title": "T", "authors": (), "recipients": (),
    "written": "", "first": (), "last": (), "is_about": False, "collection": "", "archive": "",
    "location": "", "number": "", "language": "", "abstract": "", "site": "The Reading Room",
    "url": "https://archive.example.org/records/x",
}  # fmt: skip


def item(**values: Any) -> Cited:
    made = {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
    made["bodies"] = frozenset(made.get("bodies", ()))
    return Cited(**{**PLAIN, **made})


def test_at_least_twenty_citations_of_each_style_are_checked() -> None:
    assert len(CHECKED) >= 20
    assert all(set(case["cited"]) == {style.name for style in STYLES} for case in CHECKED)


@pytest.mark.parametrize("case", CHECKED, ids=[case["about"] for case in CHECKED])
def test_a_citation_is_the_one_that_was_checked(case: dict[str, Any]) -> None:
    made = {style.name: str(style.cite(item(**case["record"]), TODAY)) for style in STYLES}
    assert made == case["cited"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Harold Macmillan", ("Macmillan", "Harold")),
        ("John Foster Dulles", ("Dulles", "John Foster")),
        ("Charles de Gaulle", ("de Gaulle", "Charles")),
        ("Lee Harvey Oswald", ("Oswald", "Lee Harvey")), ("Kim Philby", ("Philby", "Kim")),
        ("Li Zongren", ()), ("Chiang Kai-shek", ()), ("Ho Chi Minh", ()), ("Võ Nguyên Giáp", ()),
        ("Rhee Syngman", ()), ("Syngman Rhee", ("Rhee", "Syngman")),
        ("Kim Il Sung", ()), ("Chou En-lai", ()),
        ("Norodom Sihanouk", ()), ("U Nu", ()), ("King Saud", ()), ("Stalin", ()),
        ("Mr. Eden", ()), ("Central Committee", ()), ("周恩来", ()), ("Doe, Jane", ()),
    ],
)  # fmt: skip
def test_a_name_is_parted_only_where_its_order_is_known(name: str, parts: tuple[str, ...]) -> None:
    made = name_parts(name)
    assert (made.get("family"), made.get("given")) == (parts or (None, None))
    assert parts or made == {"literal": name}


def test_an_office_is_never_parted() -> None:
    assert name_parts("Dulles Airport", is_person=False) == {"literal": "Dulles Airport"}


SIGNS = st.text(alphabet="a<>&\"'“”‘’.,?!/i é毛\n\ue000\ue001", max_size=25)


@pytest.mark.slow
@given(SIGNS, SIGNS, SIGNS)
def test_markup_of_a_record_is_text_in_every_style(title: str, name: str, place: str) -> None:
    odd = item(
        title=title or "x", authors=[name] if name.strip() else [], own_type=place, archive=place,
        collection=title, location=place, number=place, written=place, pages=place,
    )  # fmt: skip
    for style in STYLES:
        text = str(style.cite(odd, TODAY))
        assert re.sub(r"</?i>", "", text).count("<") == 0
        assert text.count("<i>") == text.count("</i>")
        assert "\ue000" not in text


def test_threads_do_not_mix_their_citations() -> None:
    items = [item(title=f"Letter {number}", authors=[f"Jane Doe{number}"]) for number in range(40)]
    style = STYLES[-1]
    alone = [style.cite(one, TODAY) for one in items]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda one: style.cite(one, TODAY), items)) == alone


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    letter = record(
        "frus1955-57v03/d93", "93. Letter From Jane Doe to Mao Zedong", type="Letter",
        date=day(1955, 4, 26), sender=people("Jane Doe"), recipient=people("Mao Zedong"),
        notes=[{"label": "Pages", "text": "pp. 214–215"}], collections=["korea"],
    )  # fmt: skip
    return client_of(filled_engine(mapping, [*RECORDS, *more_records(), letter]))


def test_a_record_leads_to_its_citations(client: FlaskClient) -> None:
    page = client.get("/records/frus1955-57v03/d93").text
    (address,) = re.findall(r'href="(/cite/[^"]+)"', page)
    assert address == "/cite/frus1955-57v03/d93"
    text = client.get(address).text
    assert "Doe, J. (1955, April 26). Letter From Jane Doe to Mao Zedong" in text
    assert "Document No. 93; pp. 214–215" in text
    assert '<meta name="robots" content="noindex">' in text
    assert text.count('class="cite"') == len(STYLES) + 1
    assert "creativecommons.org/licenses/by-sa/3.0" in text  # as the licence of the files wants it


def test_citations_of_any_id_are_found_and_of_none_are_not(client: FlaskClient) -> None:
    for id in ("a~2Fb", "..", "100%25", "markup"):
        assert client.get(f"/cite/{id}").status_code in (200, 308), id
    assert client.get("/cite/nobody").status_code == 404
    assert client.get("/cite/old-id").headers["Location"].endswith("/cite/new-id")
    assert "<script>alert" not in client.get("/cite/markup").text
