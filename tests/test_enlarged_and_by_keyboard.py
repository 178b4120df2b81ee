"""Pages enlarged four times, and whole journeys with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import PAGES, needs_chromium, served
from catalogue import RECORDS, record
from playwright.sync_api import Browser, BrowserContext, Locator, Page
from serving import filled_engine, more_records

from index_mappings.mapping import RecordMapping

pytestmark = needs_chromium

DESK = {"width": 1280, "height": 900}
ENLARGED = {"width": 320, "height": 225}  # the same desk at 400 % (WCAG 2.2, 1.4.10)
MOST_STEPS = 120  # presses of Tab before something counts as out of reach

LONG = record(
    "long", "A long report", summary="Two dredgers wait.",
    text="\n\n".join(f"{n}. The dredgers wait for the tide." for n in range(200)),
    notes=[{"label": "Copy", "text": "Carbon."}],
)  # fmt: skip

OVERLAPS = """() => {
  const lines = [], found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, owner = node.parentElement;
    if (!node.data.trim() || owner.closest(".vh, .skip, svg, script, select, [aria-hidden=true]"))
      continue;
    if (!owner.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.width > 1 && box.height > 1) lines.push([box, node.data.trim().slice(0, 40)]);
  }
  for (let i = 0; i < lines.length; i++)
    for (let j = i + 1; j < lines.length; j++) {
      const [a, one] = lines[i], [b, other] = lines[j];
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 2 && high > Math.min(a.height, b.height) / 2) found.push(`${one} / ${other}`);
    }
  return found.slice(0, 3);
}"""
"""Pairs of lines of text of which more than half stands in the same place."""


@pytest.fixture(scope="module")
def address(mapping: RecordMapping) -> Iterator[str]:
    with served(filled_engine(mapping, [*RECORDS, *more_records(), LONG])) as address:
        yield address


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=address, viewport=DESK)  # type: ignore[arg-type]
    yield context
    context.close()


def test_nothing_overlaps_or_scrolls_sideways_at_four_hundred_per_cent(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(
        base_url=address,
        viewport=ENLARGED,  # type: ignore[arg-type]
        device_scale_factor=4,
    )
    page = context.new_page()
    wrong: dict[str, object] = {}
    for url in PAGES:
        page.goto(url)
        page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
        reached = page.evaluate("document.documentElement.scrollWidth")
        if reached > ENLARGED["width"]:
            wrong[url] = f"is {reached} wide"
        elif overlapping := page.evaluate(OVERLAPS):
            wrong[url] = overlapping
    context.close()
    assert wrong == {}


def test_the_rail_of_a_record_stays_in_view_and_leads_to_its_parts(
    context: BrowserContext,
) -> None:
    page = context.new_page()
    page.goto("/records/long?q=dredgers")
    rail = page.get_by_role("navigation", name="A long report")
    page.evaluate("scrollTo({top: document.body.scrollHeight / 2, behavior: 'instant'})")
    box = rail.bounding_box()
    assert box and box["y"] >= 0 and box["y"] + box["height"] <= DESK["height"]
    targets = rail.locator("a").evaluate_all("links => links.map(item => item.hash)")
    assert targets[:3] == ["#hit-1", "#lead", "#text-1"] and targets[-1] == "#cite"
    for target in targets:
        assert page.locator(target).count() == 1, target
    rail.get_by_role("link", name="Cite this record").press("Enter")
    page.wait_for_function(
        "() => document.getElementById('cite').getBoundingClientRect().top < innerHeight"
    )
    rail.get_by_role("button", name="Mark this record").press("Enter")
    page.wait_for_url("**/marked?ids=long*")
    page.goto("/records/long")
    page.set_viewport_size(ENLARGED)  # type: ignore[arg-type]
    assert not rail.is_visible()


def go_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus, and see that it shows it."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("item => item === document.activeElement"):
            outline = wanted.evaluate("item => getComputedStyle(item).outlineStyle")
            assert outline != "none", "nothing shows where the focus is"
            return
    raise AssertionError(f"{wanted} is not reached with Tab")


def follow(page: Page, name: str, ends: str, key: str = "Enter") -> None:
    """Go to a link with the keyboard, press it, and wait for its page."""
    go_to(page, page.get_by_role("link", name=name, exact=True).first)
    page.keyboard.press(key)
    page.wait_for_url(ends)


def test_a_person_and_an_exchange_are_found(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/")
    follow(page, "People", "**/people")
    go_to(page, page.get_by_role("searchbox", name="Only those that contain this"))
    page.keyboard.type("zhou")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people?filter=zhou*")
    follow(page, "Zhou Enlai", "**/people/Zhou%20Enlai")
    follow(page, "Stalin", "**/people/Zhou%20Enlai?with=Stalin")
    assert page.locator(".letters li").count() > 0


def test_a_place_leads_to_its_records(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/places")
    first = page.locator(".all-values a").first
    place = first.inner_text()
    go_to(page, first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?places=*")
    assert page.locator("li.hit").count() > 0
    assert page.get_by_role("link", name=f"Remove: Places {place}").count() == 1


def test_records_are_marked_cited_and_taken_out_again(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/search?q=pilots")
    boxes = page.locator("input[name=ids]")
    for place in (0, 1):
        go_to(page, boxes.nth(place))
        page.keyboard.press("Space")
    go_to(page, page.get_by_role("button", name="Show marked records"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/marked?*")
    assert page.get_by_role("heading", level=1).inner_text() == "2 records marked"
    follow(page, "APA", "**style=apa*")
    assert page.locator(".cite").count() == 2
    go_to(page, page.get_by_role("link", name="Remove").first)
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('h1').textContent === '1 record marked'")


def test_a_citation_is_reached_and_copied(context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("/cite/k3")
    copy = page.get_by_role("button", name="Copy: As this archive cites it")
    go_to(page, copy)
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.copy').textContent === 'Copied'")
    text = page.locator(".cite").first.inner_text().strip()
    assert page.evaluate("navigator.clipboard.readText()") == text


def test_the_view_by_collection_leads_into_one_and_back(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/search?q=jets")
    follow(page, "By collection", "**/grouped?q=jets")
    assert page.locator("section.band h2").count() > 0
    follow(page, "All in one list", "**/search?q=jets")
