"""The three faces that are shipped, in a browser: each with a catalogue of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import SCREENSHOTS, needs_chromium, served
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from service.cli import cli
from service.engines.opening import open_engine
from service.settings import Settings

pytestmark = [needs_chromium, pytest.mark.slow]

SAMPLES = Path(__file__).parents[1] / "samples"
COLLECTIONS = sorted(str(path) for path in (SAMPLES / "collections").glob("*.txt"))
CATALOGUES = {
    "diplomatic-edition": ("records", ["collection-page", "--source", "samples", *COLLECTIONS]),
    "town-archive": ("records", ["ead", str(SAMPLES / "formats" / "finding-aid.xml")]),
    "museum": ("artworks", ["csv", str(SAMPLES / "museum" / "works.csv")]),
}
"""By the name of a face: the kind of catalogue, and how it is loaded."""
LOOKED_AT = ("/", "/search", "/about/about")
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 320, "height": 640}}
ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SEEN = {"type": "rule", "values": ["color-contrast", "target-size", "link-in-text-block"]}
"""What depends on colours and width; the rest is the same page."""


@pytest.fixture(scope="module", params=CATALOGUES)
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """Serve a face with its catalogue, and give its name and address."""
    name = str(request.param)
    mapping, load = CATALOGUES[name]
    home = tmp_path_factory.mktemp(name)
    environment = {"SEARCHROOM_HOME": str(home), "SEARCHROOM_MAPPING": mapping}
    loaded = CliRunner().invoke(cli, ["load", *load], env=environment, standalone_mode=False)
    assert not loaded.exception and not loaded.return_value, loaded.output
    settings = Settings.from_env(environment)
    engine = open_engine(settings)
    with served(engine, mapping=mapping, face=str(SAMPLES / "faces" / name)) as address:
        yield name, address
    engine.close()


def test_a_face_reads_well_in_both_schemes_at_every_width(
    browser: Browser, site: tuple[str, str]
) -> None:
    name, address = site
    context = browser.new_context(base_url=address, viewport=SIZES["desk"])  # type: ignore[arg-type]
    page = context.new_page()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    found: dict[str, str] = {}
    for path in (*LOOKED_AT, _a_record(page)):
        page.goto(path)
        rules: object = ALL
        for size, viewport in SIZES.items():
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                _picture(page, f"{name}-{_short(path)}-{size}-{scheme}")
                result = Axe().run(page, options={"runOnly": rules})
                if result.violations_count:
                    found[f"{path} {size} {scheme}"] = result.generate_report()
                rules = SEEN
    _logo_is_shown(page)
    context.close()
    assert found == {}, "\n".join(found.values())
    assert failed == []


def _short(path: str) -> str:
    return path.strip("/").partition("?")[0].replace("/", "-")[:30] or "front"


def _picture(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"face-{name}.png", full_page=True)


def _a_record(page: Page) -> str:
    """Return the address of a record, found as a reader finds it."""
    page.goto("/search")
    link = page.locator(".hit a").first.get_attribute("href")
    assert link
    return link


def _logo_is_shown(page: Page) -> None:
    """Assert that the logo was drawn, and takes the room that it was given."""
    logo = page.locator(".site-name img")
    width, height = logo.get_attribute("width"), logo.get_attribute("height")
    drawn = logo.evaluate("item => [item.complete, item.naturalWidth > 0, item.width, item.height]")
    assert drawn == [True, True, int(width or 0), int(height or 0)]
