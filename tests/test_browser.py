"""The pages in a real browser: keyboard, phone, colours, policy, and the rules of axe-core."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import PAGES, needs_chromium
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

pytestmark = needs_chromium

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=address, viewport=DESK)
    yield context
    context.close()


def titles(page: Page) -> list[str]:
    return page.locator("li.hit h2").all_inner_texts()


def test_a_reader_searches_and_narrows_with_the_keyboard_alone(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the main content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("pilots")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=pilots*")
    assert len(titles(page)) == 3
    wanted = page.get_by_role("checkbox", name="Ciphered Telegram 1 record")
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("box => box === document.activeElement"):
            break
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**type=Ciphered*")
    assert titles(page) == ["Ciphered Telegram, Filippov [Stalin] to Zhou Enlai"]
    chosen = page.get_by_role("checkbox", name="Ciphered Telegram 1 record", checked=True)
    assert chosen is not None and page.locator("a.chip").count() == 1
    page.get_by_role("link", name="Remove: Document type Ciphered Telegram").press("Enter")
    page.wait_for_url("**/search?q=pilots")
    assert len(titles(page)) == 3


def test_several_boxes_and_a_span_are_applied_at_once(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/search")
    page.get_by_role("checkbox", name="Cable 3 records").check()
    page.get_by_role("checkbox", name="Note 4 records").check()
    page.get_by_label("From", exact=True).fill("July 1950")
    page.get_by_label("To", exact=True).fill("1951-02")
    page.get_by_role("button", name="Go to these dates").click()
    page.wait_for_url("**type=Note*")
    assert sorted(titles(page)) == [
        "Cable No. 3355, Filippov [Stalin] to the Soviet Ambassador",
        "Note on the pilots",
        "Second note on the pilots",
    ]
    expect(page.locator("a.chip").last).to_contain_text("July 1950 – February 1951")


def test_a_link_of_a_facet_chooses_one_value(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/search?q=harbour")
    page.locator("#facet-type").get_by_role("link", name="Report").click()
    expect(page.locator("#facet-type input:checked")).to_have_count(1)
    assert titles(page) and all("report" in title for title in titles(page))


@pytest.mark.parametrize("url", [*PAGES, "/api/docs"])
def test_nothing_is_refused_and_nothing_comes_from_elsewhere(
    context: BrowserContext, address: str, url: str
) -> None:
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url)
    assert [text for text in said if "404 (NOT FOUND)" not in text] == []
    assert asked and all(one.startswith(f"{address}/") for one in asked)


def test_facets_are_folded_on_a_phone_and_open_on_a_desk(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/search")
    box = page.get_by_role("checkbox", name="Cable 3 records")
    assert box.is_visible()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert not box.is_visible()
    page.get_by_role("heading", name="Narrow the results").click()
    assert box.is_visible()


def test_everything_works_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("searchbox").fill("armistice")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Memorandum with full text").click()
    page.get_by_role("link", name="Memorandum", exact=True).click()
    assert "type=Memorandum" in page.url
    context.close()


def suggested(page: Page) -> Locator:
    return page.locator(".suggest").get_by_role("option")


def test_suggestions_are_chosen_with_the_keyboard(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/")
    box = page.get_by_role("combobox", name="Search the catalogue")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("sta")
    options = suggested(page)
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("group", name="People")).to_contain_text("Stalin")
    texts = options.all_inner_texts()
    at = next(place for place, text in enumerate(texts) if text.startswith("Stalin"))
    for _ in range(at + 1):
        box.press("ArrowDown")
    chosen = page.locator('.suggest [aria-selected="true"]')
    expect(chosen).to_have_count(1)
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert box.input_value() == "sta"
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    for _ in range(at + 1):
        box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/search?people=Stalin")


def test_suggestions_are_chosen_with_the_mouse_and_close_when_left(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/search")
    box = page.get_by_role("combobox", name="Search the catalogue")
    box.press_sequentially("harbour ledg")
    suggested(page).filter(has_text="Harbour ledgers").first.click()
    page.wait_for_url("**/records/d3")
    box.press_sequentially("pil")
    expect(suggested(page).first).to_be_visible()
    box.press("Tab")
    expect(suggested(page)).to_have_count(0)


def test_the_box_searches_as_ever_while_suggestions_are_there(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/")
    box = page.get_by_role("combobox", name="Search the catalogue")
    box.press_sequentially("pilots")
    expect(suggested(page).first).to_be_visible()
    result = Axe().run(page, options={"runOnly": ALL})
    assert result.violations_count == 0, result.generate_report()
    box.press("Enter")
    page.wait_for_url("**/search?q=pilots*")
    assert len(titles(page)) == 3


def test_the_box_searches_where_suggestions_cannot_be_had(context: BrowserContext) -> None:
    page = context.new_page()
    page.route("**/api/v1/suggest*", lambda route: route.abort())
    page.goto("/")
    box = page.get_by_role("combobox", name="Search the catalogue")
    with page.expect_event("requestfailed"):
        box.press_sequentially("pilots")
    box.press("Enter")
    page.wait_for_url("**/search?q=pilots*")


ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SEEN = {"type": "rule", "values": ["color-contrast", "target-size", "link-in-text-block"]}
"""What depends on colours and width; the rest is the same page."""


@pytest.mark.parametrize(
    ("size", "scheme", "rules"),
    [(DESK, "light", ALL), (PHONE, "dark", SEEN)],
    ids=["desk", "phone"],
)
def test_axe_finds_nothing(
    browser: Browser, address: str, size: dict[str, int], scheme: str, rules: object
) -> None:
    context = browser.new_context(base_url=address, viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found = {}
    for url in PAGES:
        page.goto(url)
        page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
        result = Axe().run(page, options={"runOnly": rules})
        if result.violations_count:
            found[url] = result.generate_report()
    context.close()
    assert found == {}, "\n".join(found.values())
