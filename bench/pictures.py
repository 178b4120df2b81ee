"""The pictures of the README and of docs/pictures/README.md: `make pictures`.

    python -m bench.pictures [FOLDER [VIEW ...]]

Loads the sample collections aside, serves them, and takes each page at two widths, light and dark.
The pictures of the last time are replaced. A view is "1280", "390-dark"; all are taken without one.
"""

from __future__ import annotations

import json
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from bench.browser import View, chromium, picture
from bench.plan import Missing
from bench.sample_site import sample_site
from service.search.addresses import API

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
VIEWS = (
    View(1280, 800), View(1280, 800, "dark"), View(390, 780), View(390, 780, "dark"),
)  # fmt: skip
"""A laptop and a phone; 800 and 780 are what their browsers leave of the screen."""
_WORDS = "q=Diem"
_PERSON = "/people/John%20Foster%20Dulles"


_NAMES = tuple(view.name for view in VIEWS)
PAGES = ("front", "results", "record", "person")
"""The names of the pages, in the order of `docs/pictures/README.md`."""


def addresses(address: str) -> Iterator[str]:
    """Yield the address of each of the pages."""
    yield address
    yield f"{address}/search?{_WORDS}"
    with urllib.request.urlopen(f"{address}{API}/search?{_WORDS}&size=1") as answer:
        (first,) = json.load(answer)["results"]
    yield f"{address}{urlsplit(first['links']['html']).path}?{_WORDS}"
    yield f"{address}{_PERSON}"


def take(folder: Path, views: Sequence[View] = VIEWS) -> list[Path]:
    """Take the pictures into a folder, and return their paths.

    Raises `Missing` if this machine has no Chromium.
    """
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    with sample_site() as address, chromium() as browser:
        for name, url in zip(PAGES, addresses(address), strict=True):
            for view in views:
                path = folder / f"{name}-{view.name}.webp"
                path.write_bytes(picture(browser, url, view))
                taken.append(path)
    return taken


def main() -> int:
    """Take the pictures, and say how large they are."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    try:
        taken = take(folder, [view for view in VIEWS if view.name in (sys.argv[2:] or _NAMES)])
    except Missing as missing:
        print(f"no pictures were taken: this machine lacks {missing}", file=sys.stderr)
        return 2
    size = sum(path.stat().st_size for path in taken)
    print(f"{folder}: {len(taken)} pictures, {size / 1000:.0f} KB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
