"""Screenshots by Chromium at a given width, in light and dark mode.

Debian's chromium is used (`apt-get install chromium`), for none comes with the packages of Python.
"""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from bench.plan import Missing

_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_QUALITY = 60
"""Of WebP, 0 to 100: at 60 letters are still sharp, and a page is a fifth of its PNG."""


@dataclass(frozen=True, slots=True)
class View:
    """A view of a page: width and height in pixels, light or dark, and dots per pixel."""

    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    scale: float = 1

    @property
    def name(self) -> str:
        """Return "1280" or "1280-dark"."""
        return f"{self.width}" if self.scheme == "light" else f"{self.width}-{self.scheme}"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser for as long as the block lasts.

    Raises `Missing` if this machine has none.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise Missing("a chromium (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        browser.close()


def picture(browser: Browser, url: str, view: View, begin: str = "") -> bytes:
    """Return the first screen of a page as WebP; with `begin`, a selector, the screen from there.

    Language and time zone are always the same, so that a page says the same on each machine.
    """
    context = browser.new_context(
        viewport={"width": view.width, "height": view.height},
        color_scheme=view.scheme,
        device_scale_factor=view.scale,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="UTC",
    )
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    if begin:
        page.locator(begin).first.evaluate("item => item.scrollIntoView({behavior: 'instant'})")
    taken = context.new_cdp_session(page).send(
        "Page.captureScreenshot", {"format": "webp", "quality": _QUALITY}
    )
    context.close()
    return base64.b64decode(taken["data"])
