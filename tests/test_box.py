"""The search box on another site: the sample page, served from another origin, in a browser."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import needs_chromium, served
from flask import Flask, Response
from playwright.sync_api import Browser, Page, expect
from serving import client_of, filled_engine
from werkzeug.serving import make_server

from index_mappings.mapping import RecordMapping
from service.web.assets import assets

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "embedding"
ARCHIVE = "http://127.0.0.1:8000"
LARGEST = 5 * 1024


def test_the_script_is_small_and_any_site_may_have_it(mapping: RecordMapping) -> None:
    assert len(assets()["box.js"].body) <= LARGEST
    answer = client_of(filled_engine(mapping, [])).get("/box.js")
    assert answer.data == assets()["box.js"].body and answer.mimetype == "text/javascript"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "max-age=3600" in answer.headers["Cache-Control"]
    for markup in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "import "):
        assert markup not in assets()["box.js"].body.decode()


def test_the_sample_has_the_policy_that_is_documented() -> None:
    (line,) = re.findall(
        r"^    (script-src .*)$", (ROOT / "docs" / "embedding.md").read_text(), re.M
    )
    page = (SAMPLE / "page.html").read_text()
    assert line.replace("https://archive.example", ARCHIVE) in page
    assert "unsafe" not in page


@pytest.fixture(scope="module")
def archive(mapping: RecordMapping) -> Iterator[str]:
    with served(filled_engine(mapping)) as address:
        yield address


@pytest.fixture(scope="module")
def town(archive: str) -> Iterator[str]:
    """Serve the sample page from an origin of its own."""
    app = Flask("town", static_folder=None)

    @app.get("/<name>")
    def file(name: str) -> Response:
        text = (SAMPLE / name).read_text().replace(ARCHIVE, archive)
        kind = "text/css" if name.endswith(".css") else "text/html"
        return Response(text, mimetype=kind)

    @app.get("/all.html")
    def everything() -> Response:
        text = (SAMPLE / "page.html").read_text().replace(ARCHIVE, archive)
        text = text.replace('narrow="type=Cable"', 'q="quoted"').replace('size="3"', 'size="9"')
        return Response(text, mimetype="text/html")

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser, town: str) -> Iterator[Page]:
    context = browser.new_context(base_url=town)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto("/page.html")
    yield page
    context.close()
    assert [text for text in wrong if not text.startswith("Failed to load resource")] == []


@needs_chromium
def test_a_reader_searches_from_another_site_by_keyboard(page: Page, archive: str) -> None:
    box = page.get_by_role("searchbox", name="Search the letters")
    expect(box).to_have_count(1)  # the plain form is hidden
    page.keyboard.press("Tab")
    page.keyboard.type("pilots OR filippov OR shaoqi")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Records found: 2")
    titles = page.locator("searchroom-box").get_by_role("listitem").get_by_role("link")
    expect(titles).to_have_count(2)
    assert {title.get_attribute("href") for title in titles.all()} == {
        f"{archive}/records/k1", f"{archive}/records/k4",
    }  # fmt: skip
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.shadowRoot.activeElement.textContent")
    assert focused == titles.first.inner_text()
    everything = page.get_by_role("link", name="All of them").get_attribute("href") or ""
    assert everything.startswith(f"{archive}/search?") and "type=Cable" in everything
    box.fill("zzzzqq")
    box.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Records found: 0")
    expect(page.get_by_role("link", name="All of them")).to_have_count(0)


@needs_chromium
def test_the_site_styles_it(page: Page) -> None:
    box = page.get_by_role("searchbox")
    box.fill("cable")
    box.press("Enter")
    title = page.locator("searchroom-box").get_by_role("listitem").get_by_role("link").first
    expect(title).to_have_css("font-weight", "700")
    expect(title).to_have_css("color", "rgb(122, 31, 31)")
    assert "Georgia" in title.evaluate("link => getComputedStyle(link).fontFamily")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@needs_chromium
def test_what_records_say_is_text(page: Page) -> None:
    page.goto("/all.html")
    expect(page.get_by_role("status")).to_contain_text("Records found")
    shown = page.locator("searchroom-box").get_by_role("listitem")
    expect(shown.first).to_contain_text("<b>bold</b>")
    inside = "document.querySelector('searchroom-box').shadowRoot.querySelectorAll('b, script')"
    assert page.evaluate(f"{inside}.length") == 0


@needs_chromium
def test_an_archive_that_is_away_is_said(page: Page, archive: str) -> None:
    page.route(f"{archive}/api/**", lambda route: route.fulfill(status=503))
    page.get_by_role("searchbox").fill("x")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_have_text("The search cannot be reached just now.")
    page.unroute(f"{archive}/api/**")


@needs_chromium
def test_without_scripts_the_plain_form_is_there(browser: Browser, town: str, archive: str) -> None:
    context = browser.new_context(base_url=town, java_script_enabled=False)
    page = context.new_page()
    page.goto("/page.html")
    page.get_by_role("searchbox", name="Search the letters").fill("filippov")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url(f"{archive}/search?q=filippov&type=Cable")
    context.close()
