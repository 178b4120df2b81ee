"""A reader's way through the site in German: search, narrow, read, go back, cite."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import chromium, needs_chromium, served
from playwright.sync_api import Page, expect
from serving import filled_engine

from index_mappings.mapping import RecordMapping

pytestmark = [needs_chromium, pytest.mark.browser]


@pytest.fixture(scope="module")
def page(mapping: RecordMapping) -> Iterator[Page]:
    with served(filled_engine(mapping)) as address, chromium() as browser:
        context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
        yield context.new_page()
        context.close()


def is_german(page: Page) -> None:
    """The page says that it is German, asks for German again, and breaks no rule of axe."""
    expect(page.locator("html")).to_have_attribute("lang", "de")
    assert "lang=de" in page.url
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.response["violations"] == []


def asked(address: str) -> list[tuple[str, str]]:
    """Return what an address asks, without what is empty."""
    return sorted(parse_qsl(urlsplit(address).query))


def test_a_reader_works_in_german_from_the_front_page_to_a_citation(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Deutsch").click()
    is_german(page)
    page.get_by_label("Im Katalog suchen").fill("pilots")
    page.get_by_role("button", name="Suchen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3 Datensätze für pilots")
    is_german(page)

    page.get_by_role("checkbox", name="Verschlüsseltes Telegramm 1 Datensatz").check()
    page.get_by_role("button", name="Anwenden").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 Datensatz")
    is_german(page)
    results = page.url

    page.locator("li.hit a").first.click()
    expect(page.get_by_role("link", name="Zurück zu den Ergebnissen")).to_be_visible()
    is_german(page)
    page.get_by_role("link", name="Nach Chicago, MLA oder APA").click()
    expect(page.get_by_role("heading", name="Chicago, Fußnote")).to_be_visible()
    page.get_by_role("link", name="Zurück zu den Ergebnissen").click()
    assert asked(page.url) == asked(results)

    page.get_by_role("link", name="Diese Suche zitieren").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Diese Suche findet dasselbe wie damals"
    )
    is_german(page)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This search still finds the same")


def test_a_suggestion_is_labelled_in_german_and_leads_to_a_german_page(page: Page) -> None:
    page.goto("/?lang=de")
    page.get_by_label("Im Katalog suchen").press_sequentially("sta")
    expect(page.get_by_role("group", name="Personen")).to_be_visible()
    page.get_by_role("group", name="Personen").get_by_role("option").first.click()
    page.wait_for_url("**lang=de**")
    is_german(page)
