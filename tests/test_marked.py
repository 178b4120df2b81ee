"""Records that a reader marks: kept in the address alone, from page to page."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from catalogue import RECORDS, record
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from serving import STRANGE_IDS, client_of, filled_engine, more_records

from index_mappings.mapping import RecordMapping
from service.exports.formats import FORMATS
from service.exports.styles.registry import STYLES
from service.search.paths import ids_part
from service.web.marks import MOST, ROOM, carried, listed, marked_ids


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    many = [record(f"many{number}", f"Paper {number}") for number in range(MOST + 5)]
    return client_of(filled_engine(mapping, [*RECORDS, *more_records(), *many]))


def shown(page: str) -> list[str]:
    """Return the records of a page of marked ones, by their addresses."""
    return re.findall(r'<h2><a href="/records/([^"?]+)', page)


def hidden(page: str, form: str) -> dict[str, str]:
    part = page.partition(form)[2].partition("</form>")[0]
    found = re.findall(r'name="([a-z]+)" value="([^"]*)"', part)
    return {name: unescape(value) for name, value in found}


def test_marked_records_are_shown_in_the_readers_order(client: FlaskClient) -> None:
    page = client.get("/marked?ids=k3,k1&ids=t1&ids=k3").text
    assert shown(page) == ["k3", "k1", "t1"]
    assert "3 records marked" in page and "kept in the address" in page
    assert "Set-Cookie" not in client.get("/marked?ids=k3").headers


def test_the_page_cites_in_each_style_and_takes_away_in_each_form(client: FlaskClient) -> None:
    page = client.get("/marked?ids=k3,k1").text
    assert 'class="cite"' not in page
    for name in ("archive", *(style.name for style in STYLES)):
        address = f"/marked?ids=k3,k1&amp;style={name}"
        assert f'href="{address}"' in page
        assert client.get(unescape(address)).text.count('class="cite"') == 2
    for form in FORMATS:
        address = f"/api/v1/export?ids=k3,k1&amp;format={form.name}"
        assert f'href="{address}"' in page
        assert client.get(unescape(address)).headers["Searchroom-Total"] == "2"


def test_a_mark_is_removed_by_a_link(client: FlaskClient) -> None:
    page = client.get("/marked?ids=k3,k1&style=apa&list=q%3Dharbour").text
    links = [unescape(one) for one in re.findall(r'href="([^"]+)"[^>]*>Remove', page)]
    assert [shown(client.get(link).text) for link in links] == [["k1"], ["k3"]]
    assert all("style=apa" in link and "list=q%3Dharbour" in link for link in links)


def test_marks_go_from_page_to_page(client: FlaskClient) -> None:
    page = client.get("/search?q=harbour&size=2&page=2&marked=k3,t1").text
    assert "(2 so far)" in page
    sent = hidden(page, 'id="marking"')
    assert sent == {"ids": "k3,t1", "list": "q=harbour&size=2&page=2"}
    for kind in ("next", "prev"):
        (address,) = re.findall(rf'<link rel="{kind}" href="([^"]+)"', page)
        assert unescape(address).endswith("&marked=k3,t1")
    opened = re.findall(r'<h2><a href="(/records/[^"]+)"', page)
    assert all("marked=k3,t1" in address for address in opened)
    one = client.get(unescape(opened[0])).text
    assert "marked=k3,t1" in unescape(
        re.findall(r'href="([^"]+)"[^>]*>Back to the results', one)[0]
    )
    assert page.count('name="marked" value="k3,t1"') == 2  # in the box, and with what narrows
    every = {unescape(a) for a in re.findall(r'href="(/search\?[^"]+)"', page)}
    assert every and all("marked=k3,t1" in address for address in every)
    assert not re.findall(r'"/(?:api|feed)[^"]*marked', page)


def test_what_is_marked_is_ticked(client: FlaskClient) -> None:
    ids = [item["id"] for item in client.get("/api/v1/search?q=harbour").json["results"]]  # type: ignore[index]
    page = client.get(f"/search?q=harbour&marked={ids[0]}").text
    assert page.count(" checked>") == 1
    assert "ids" not in hidden(page, 'id="marking"')  # else unticking it would do nothing
    assert client.get(f"/search?marked={ids[0]}").status_code == 200


def test_a_record_is_marked_on_its_own_page(client: FlaskClient) -> None:
    page = client.get("/records/k3?q=harbour&marked=t1").text
    part = page.partition('class="marking"')[2].partition("</form>")[0]
    sent = [(n, unescape(v)) for n, v in re.findall(r'name="(\w+)" value="([^"]*)"', part)]
    assert sent == [("ids", "t1"), ("ids", "k3"), ("list", "q=harbour")]
    again = client.get(f"/marked?{urlencode(sent)}").text
    assert shown(again) == ["t1", "k3"]
    assert 'href="/search?q=harbour&amp;marked=t1,k3"' in again


def test_what_there_is_no_room_for_is_said(client: FlaskClient) -> None:
    page = client.get("/marked?ids=" + ",".join(f"many{n}" for n in range(MOST + 5))).text
    assert len(shown(page)) == MOST and "5 are left out" in page
    gone = "1 of the marked records is no longer in the catalogue"
    assert gone in client.get("/marked?ids=k1,no").text
    assert "No records marked" in client.get("/marked").text
    assert "No records marked" in client.get("/marked?ids=%2C%2C&style=none&list=%00").text


@given(st.lists(st.text(max_size=40), max_size=MOST + 20))
def test_an_address_has_room_for_all_that_is_carried(ids: list[str]) -> None:
    ids = [id.encode(errors="ignore").decode() for id in ids]
    kept, left_out = marked_ids([listed([id]) for id in ids if id.strip() == id])
    wanted = list(dict.fromkeys(id for id in ids if id and id.strip() == id))
    assert list(kept) == wanted[: len(kept)] and left_out == len(wanted) - len(kept)
    assert len(carried([listed(kept)])) <= ROOM + 10
    (pair,) = parse_qsl(urlsplit(f"/?{ids_part(kept)}").query) or [("", "")]
    assert marked_ids([pair[1]])[0] == kept


def test_strange_ids_can_be_marked(client: FlaskClient) -> None:
    for id in STRANGE_IDS[:-1]:
        assert len(shown(client.get(f"/marked?{ids_part([id])}").text)) == 1, id
    text = client.get("/marked?ids=markup&style=mla").text
    assert "<script>alert" not in text
