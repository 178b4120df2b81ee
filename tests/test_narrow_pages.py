"""No page scrolls sideways on a small screen, in the fonts of either of two machines."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import IN_CI, PAGES, chromium, needs_chromium, served
from catalogue import RECORDS, record
from playwright.sync_api import Browser
from serving import filled_engine, more_records

from index_mappings.mapping import RecordMapping

pytestmark = needs_chromium

WIDTHS = (320, 360, 390)  # at 320 WCAG 2.2 asks for no scrolling sideways (1.4.10)
FONTS = Path(os.environ.get("TEST_FONTS", "/usr/share/fonts"))
SETS = {"dejavu": ("truetype/dejavu",), "noto": ("truetype/noto", "opentype/noto")}
"""Folders of fonts by the name of a set. Noto's letters are wider, and its families more."""

_LONG = "Correspondence-memoranda-and-telegrams_1947-1953/Administrative_files"
AID = [
    record(
        f"aid/{_LONG}/{number}", title, level=level, reference=f"US-XX/{_LONG}/{number:09d}",
        repository="Handschriftenabteilungsverwaltungsgesellschaft, Archivzweigstelle",
        summary=f"See https://archive.example/finding-aids/{_LONG}?view={_LONG}#{_LONG}.",
        extent="0.25 linear metres (1 box)", url=f"https://archive.example/{_LONG}/{number}",
        ancestors=[{"id": f"aid/{_LONG}/{above}", "title": f"{_LONG} {above}"}
                   for above in range(number)],
        notes=[{"label": "Verwaltungsgeschichte/Biographische Angaben",
                "text": f"https://archive.example/{_LONG}/{_LONG}"}],
        subjects=["外交關係與條約談判—文件—一九四七至一九五三年", _LONG],
        access_note="Bundesarchivbenutzungsverordnungsvorbehaltlich", former_ids=[_LONG * 2],
    )
    for number, (level, title) in enumerate([
        ("fonds", "Papers of an Office"), ("series", _LONG), ("file", "朝鮮停戰談判往來電報" * 9),
        ("item", "Telegram"),
    ])
]  # fmt: skip


def _config(fonts: str, folder: Path) -> str:
    """Write a fontconfig file that knows one set of fonts alone, and return its path."""
    dirs = "".join(f"<dir>{FONTS / name}</dir>" for name in SETS[fonts])
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig>{dirs}<cachedir>{folder / 'cache'}</cachedir></fontconfig>"
    )
    return str(path)


@pytest.fixture(scope="module")
def address(mapping: RecordMapping) -> Iterator[str]:
    with served(filled_engine(mapping, [*RECORDS, *more_records(), *AID])) as address:
        yield address


@pytest.fixture(scope="module", params=SETS)
def browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    fonts = request.param
    if not IN_CI and not any((FONTS / name).is_dir() for name in SETS[fonts]):
        pytest.skip(f"no fonts of the set {fonts} on this machine (see .ci/run)")
    folder = tmp_path_factory.mktemp(fonts)
    with chromium({"FONTCONFIG_FILE": _config(fonts, folder)}) as browser:
        yield browser


def _aid_pages(mapping: RecordMapping) -> list[str]:
    steps = [f"~2F{_LONG.replace('/', '~2F')}~2F{number}" for number in range(len(AID))]
    return [*(f"/records/aid{step}" for step in steps), "/search?q=telegrams&highlight=1"]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(
    browser: Browser, address: str, width: int, mapping: RecordMapping
) -> None:
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 740})
    page = context.new_page()
    overflowing = {}
    for url in (*PAGES, *_aid_pages(mapping)):
        answer = page.goto(url)
        assert answer is not None
        assert answer.status != 404 or url == "/nowhere", url
        for details in page.locator("details:not([open]) > summary").all():
            if details.is_visible():
                details.click()
        reached = page.evaluate("document.documentElement.scrollWidth")
        if reached > width:
            overflowing[url] = reached
    context.close()
    assert overflowing == {}
