"""A picture of each page at three widths, to be looked at; nothing in it moves while it loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from browsing import PAGES, SCREENSHOTS, needs_chromium, picture_name
from playwright.sync_api import Browser

from bench.pictures import PAGES as TAKEN

pytestmark = [needs_chromium, pytest.mark.slow]

ROOT = Path(__file__).parents[1]
VIEW = "390"
SIZES = {1280: 800, 390: 780, 320: 640}
"""Widths in pixels, and the heights that screens of such a width have."""
SHIFTED = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().map(entry => entry.value)))
    .observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => done([])));
})"""
"""How far the content moved while the page was loaded: each shift as a share of the screen."""


@pytest.mark.parametrize("width", SIZES)
def test_a_page_is_pictured_and_nothing_in_it_moves(
    browser: Browser, address: str, width: int
) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": SIZES[width]}
    )
    page = context.new_page()
    moved: dict[str, list[float]] = {}
    for url in (*PAGES, "/api/docs"):
        page.goto(url)
        shifts = page.evaluate(SHIFTED)
        page.screenshot(path=SCREENSHOTS / f"{picture_name(url)}-{width}.png", full_page=True)
        if shifts:
            moved[url] = shifts
    context.close()
    assert moved == {}


def _ends(browser: Browser, url: str, part: str, width: int, height: int) -> list[float]:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(url)
    ends: list[float] = page.eval_on_selector_all(
        part, "parts => parts.map(part => part.getBoundingClientRect().bottom)"
    )
    page.close()
    return ends


def test_five_hits_stand_on_a_laptops_first_screen(browser: Browser, address: str) -> None:
    ends = _ends(browser, f"{address}/search?q=harbour", ".hit", 1280, 800)
    assert len(ends) > 5 and sum(end <= 800 for end in ends) >= 5, ends[:6]


def test_two_titles_stand_on_a_phones_first_screen(browser: Browser, address: str) -> None:
    ends = _ends(browser, f"{address}/search?q=harbour", ".hit h2", 390, 844)
    assert len(ends) > 2 and sum(end <= 844 for end in ends) >= 2, ends[:3]


@pytest.mark.browser
def test_the_pictures_of_the_readme_are_taken_by_a_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.pictures", str(tmp_path), VIEW]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    taken = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(taken) == {f"{page}-{VIEW}.webp" for page in TAKEN}
    for name, file in taken.items():
        assert file[:4] == b"RIFF" and file[8:12] == b"WEBP", name
        assert len(file) > 5_000, f"{name} is blank"  # a blank page has 400 bytes
