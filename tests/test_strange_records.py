"""Records that strain a page, in a real browser: very long, in other directions, with markup in
every field, and with three hundred names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import needs_chromium, served
from catalogue import day, people, record
from playwright.sync_api import Browser, Page
from serving import filled_engine

from index_mappings.mapping import RecordMapping

pytestmark = [needs_chromium, pytest.mark.slow]

EVIL = (
    '"><img src=x onerror="hacked=1"><script>hacked=1</script></title></script>{{7*7}}'
    "<svg/onload=hacked=1>"
)
HEBREW = "מכתב אל השגריר (טיוטה), 1955!"
ARABIC = "رسالة إلى السفير: «مسودة»؟"
CHINESE = "關於朝鮮停戰談判的往來電報" * 40
MANY = [f"Correspondent {number:03}" for number in range(300)]
RECORDS = [
    record("long", "W" * 5_000, summary="strange " + "ü" * 5_000, text="x" * 20_000, type="L" * 900,
           sender=people("A" * 900), recipient=people("B" * 900), reference="R" * 900,
           places=["P" * 900], date=day(1950, 1, 1)),
    record("words", "many words " * 450, summary="strange words", date=day(1951, 1, 1)),
    record("hebrew", HEBREW, summary=f"strange. {HEBREW}", text=f"{HEBREW}\n\n{HEBREW * 30}",
           sender=people("משה שרת"), date=day(1955, 1, 1)),
    record("arabic", ARABIC, summary=ARABIC, text="strange"),
    record("chinese", CHINESE, summary=f"strange {CHINESE}", text=CHINESE, type="電報"),
    record("many", "To all", summary="strange", people=people(*MANY), recipient=people(*MANY),
           sender=people("Chair"), subjects=[f"Subject {name}" for name in MANY]),
    record(EVIL, EVIL, summary=f"strange {EVIL}", text=f"{EVIL}\n\n{EVIL}", type=EVIL,
           sender=people(EVIL), recipient=people(EVIL), places=[EVIL], subjects=[EVIL],
           reference=EVIL, repository=EVIL, notes=[{"label": EVIL, "text": EVIL}], rights=EVIL,
           ancestors=[{"id": EVIL, "title": EVIL}], level=EVIL,
           date={"display": EVIL}, language=[EVIL], url="javascript:hacked=1"),
]  # fmt: skip
WIDTHS = (1280, 320)  # axe runs at the last
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    # colours are the same with other words, and to look behind each letter takes a minute
    "rules": {"color-contrast": {"enabled": False}},
}


@pytest.fixture(scope="module")
def address(mapping: RecordMapping) -> Iterator[str]:
    with served(filled_engine(mapping, RECORDS)) as address:
        yield address


def _pages(page: Page) -> list[str]:
    """Return the addresses of the search, of its records, and of what these lead to."""
    page.goto("/search?q=strange&size=50")
    hrefs = "links => links.map(item => item.getAttribute('href'))"
    records = page.locator("li.hit h2 a").evaluate_all(hrefs)
    assert len(records) == len(RECORDS)
    found = ["/", "/search", "/search?q=strange&size=50", "/grouped?q=strange", "/people",
             "/facets/people?q=strange", "/facets/type", "/places",
             "/marked?ids=long,words,hebrew,arabic,chinese&style=chicago", *records]  # fmt: skip
    for url in records:
        found.append(url.partition("?")[0].replace("/records/", "/cite/"))
    page.goto("/people")
    found += page.locator(".all-values a").evaluate_all(hrefs)[:3]
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_no_record_breaks_a_page(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 800})
    page = context.new_page()
    axe = Axe()
    wrong: dict[str, object] = {}
    for url in _pages(page):
        answer = page.goto(url)
        assert answer is not None and answer.status == 200, (url[:200], answer and answer.status)
        page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
        if reached := page.evaluate(f"document.documentElement.scrollWidth > {width}"):
            wrong[url[:100]] = reached
        assert page.evaluate("typeof hacked") == "undefined", url
        assert page.locator("img, main svg[onload]").count() == 0, url
        if width == WIDTHS[-1] and (found := axe.run(page, options=RULES).response["violations"]):
            wrong[url[:100]] = [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
    context.close()
    assert wrong == {}, "\n".join(f"{url}: {said}" for url, said in wrong.items())


def test_a_text_has_the_direction_of_its_script(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("/records/hebrew")
    for part in ("h1", ".words p"):
        # what ends a sentence from right to left stands at its left end
        ends = page.locator(part).last.evaluate(
            """item => {
              const text = document.createTreeWalker(item, NodeFilter.SHOW_TEXT).nextNode();
              const at = place => {
                const range = document.createRange();
                range.setStart(text, place); range.setEnd(text, place + 1);
                return range.getBoundingClientRect().left;
              };
              return [at(0), at(text.data.trimEnd().length - 1)];
            }"""
        )
        assert ends[1] < ends[0], part
    context.close()
