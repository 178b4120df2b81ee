"""A browser for the tests, and the pages that it looks at."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from service.app import create_app
from service.engines.contract import Engine
from service.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 180_000  # milliseconds
IN_CI = os.environ.get("CI") == "true"

SCREENSHOTS = Path(
    os.environ.get("TEST_SCREENSHOTS") or Path(__file__).parents[1] / "build" / "screenshots"
)
"""The folder in which pictures of pages are kept (docs/testing.md)."""

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None and not IN_CI,
    reason="no chromium on this machine (apt-get install chromium)",
)

PAGES = (
    "/", "/search", "/search?q=jets+pilots&type=Note&year=1950", "/search?q=zzqqy+xx&type=Cable",
    "/search?year=abc&from=1950-13&size=0", "/search?size=2&page=9", "/search?q=armistice",
    "/records/k3", "/records/n1", "/records/t1", "/records/markup", "/collections/korea", "/help",
    "/nowhere", "/facets/people?order=value&filter=a", "/people/Zhou%20Enlai",
    "/people/Zhou%20Enlai?with=Stalin", "/records/k3?q=jets", "/places", "/grouped?q=jets",
    "/cite/k3",
    "/marked?ids=k3,markup&style=apa&list=q%3Djets", "/marked", "/search?q=jets&marked=k3",
    "/searches/20260101T000000Z-6-0123456789abcdef01?q=jets", "/api/v1/export?q=jets&format=list",
)  # fmt: skip


def picture_name(url: str) -> str:
    """Return the address of a page as the name of a file: "search-q-jets"."""
    return re.sub(r"[^A-Za-z0-9]+", "-", url).strip("-")[:80] or "front"


class _Quiet(WSGIRequestHandler):
    """A server that writes no log into the tests' output."""

    def log(self, type: str, message: str, *args: object) -> None:
        pass


@contextmanager
def served(engine: Engine, **settings: Any) -> Iterator[str]:
    """Serve the site of an engine, and give its address."""
    app = create_app(Settings(**settings), engine)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def chromium(environment: Mapping[str, str] | None = None) -> Iterator[Browser]:
    """Start a browser, with variables of the environment beside those that there are."""
    assert CHROMIUM is not None, "CI must have a chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=FLAGS, env={**os.environ, **(environment or {})}
        )
        _be_patient(browser)
        yield browser
        browser.close()


def _be_patient(browser: Browser) -> None:
    """Let nothing fail because the machine is slow: half a minute is what it waits by itself."""
    new_context, new_page = browser.new_context, browser.new_page

    def patient_context(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.set_default_timeout(PATIENCE)
        return context

    def patient_page(**options: Any) -> Page:
        page = new_page(**options)
        page.set_default_timeout(PATIENCE)
        return page

    browser.new_context = patient_context  # type: ignore[method-assign]
    browser.new_page = patient_page  # type: ignore[method-assign]
