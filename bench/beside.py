"""Our pages and Datasette's side by side, of the same records: `python -m bench.beside`.

    python -m bench.beside [--site ADDRESS] [--words WORDS] [FOLDER]

Takes the records of a running site, or of the samples, over the API's export, puts them into
SQLite, serves them with Datasette (`make bench` installs it), and makes one picture of each page
at each width. What they show is written down in docs/beside.md.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import json
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

from playwright.sync_api import Browser

from bench import bare_datasette
from bench.browser import View, chromium, picture
from bench.plan import Missing
from bench.sample_site import sample_site
from service.search.addresses import API

FOLDER = Path(__file__).parents[1] / "build" / "beside"
VIEWS = (View(1280, 900), View(390, 900), View(320, 900))
_TABLE = "records"
_FRAME = """<style>
body { display: inline-flex; gap: 12px; margin: 0; padding: 12px }
body { background: #777; font: 16px sans-serif }
figure { margin: 0 } figcaption { padding: 4px; color: #fff } img { display: block }
</style>"""


@dataclass(frozen=True, slots=True)
class Pair:
    """One page as both have it: its name, and the addresses of ours and of Datasette's."""

    name: str
    ours: str
    theirs: str


def read(url: str) -> bytes:
    """Return what an address answers."""
    with urllib.request.urlopen(url) as answer:
        return bytes(answer.read())


def pairs(ours: str, theirs: str, words: str) -> Iterator[Pair]:
    """Yield what is compared: the front, a search, the same narrowed, and a record."""
    asked = quote_plus(words)
    table = f"{theirs}/{_TABLE}/{_TABLE}"
    facets = "_facet=type&_facet=sender"
    found = json.loads(read(f"{ours}{API}/search?q={asked}&size=1&facets=type"))
    (first,), values = found["results"], found["facets"]["type"]["values"]
    kind = quote_plus(values[0]["value"])
    record = urlsplit(first["links"]["html"]).path
    yield Pair("front", f"{ours}/", f"{theirs}/")
    yield Pair("search", f"{ours}/search?q={asked}", f"{table}?_search={asked}&{facets}")
    yield Pair(
        "narrowed",
        f"{ours}/search?q={asked}&type={kind}",
        f"{table}?_search={asked}&type={kind}&{facets}",
    )
    yield Pair("record", f"{ours}{record}?q={asked}", f"{table}/{in_path(first['id'])}")


def in_path(id: str) -> str:
    """Return an id as Datasette has it in a path: all but letters, digits, - and _ as ~XX."""
    kept = "".join(map(chr, (*range(48, 58), *range(65, 91), *range(97, 123)))) + "-_"
    return "".join(
        sign if sign in kept else "".join(f"~{byte:02X}" for byte in sign.encode()) for sign in id
    )


def joined(browser: Browser, parts: dict[str, bytes]) -> bytes:
    """Return pictures as one PNG, beside each other under their names."""
    figures = "".join(
        f"<figure><figcaption>{name}</figcaption>"
        f'<img src="data:image/webp;base64,{base64.b64encode(file).decode()}"></figure>'
        for name, file in parts.items()
    )
    page = browser.new_page(viewport={"width": 2700, "height": 1000})
    page.set_content(f"{_FRAME}{figures}")
    made = page.locator("body").screenshot()
    page.close()
    return made


def compare(site: str, words: str, folder: Path) -> Iterator[Path]:
    """Make the pictures; raise `Missing` without Chromium or Datasette."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as kept:
        database = Path(kept) / f"{_TABLE}.db"
        lines = read(f"{site}{API}/export?format=jsonl").splitlines()
        bare_datasette.fill(database, map(json.loads, lines))
        with bare_datasette.serve_database(database) as other, chromium() as browser:
            for pair in pairs(site, f"http://127.0.0.1:{other.port}", words):
                for view in VIEWS:
                    path = folder / f"{pair.name}-{view.name}.png"
                    sides = {
                        "Searchroom": picture(browser, pair.ours, view),
                        "Datasette": picture(browser, pair.theirs, view),
                    }
                    path.write_bytes(joined(browser, sides))
                    yield path


def main() -> int:
    """Make the pictures, and name them."""
    parser = argparse.ArgumentParser(prog="python -m bench.beside", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--site", help="the address of a running site; the samples without it")
    parser.add_argument("--words", default="Diem", help="what is searched")
    chosen = parser.parse_args()
    given = contextlib.nullcontext(chosen.site) if chosen.site else sample_site()
    try:
        with given as site:
            for path in compare(site, chosen.words, chosen.folder):
                print(path)
    except Missing as missing:
        print(f"nothing was compared: {missing}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
