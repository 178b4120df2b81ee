"""Stylesheets and pictures, named by their content so that a browser may keep them for good."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources

TYPES = {
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asset:
    """One file that pages link: its bytes, its media type, and a digest that is in its address."""

    name: str
    body: bytes
    media_type: str
    digest: str


@cache
def assets() -> dict[str, Asset]:
    """Return every asset by its name, read once per process."""
    found = {}
    for item in resources.files("service.web").joinpath("static").iterdir():
        media_type = TYPES.get(item.name.rpartition(".")[2])
        if media_type:
            body = item.read_bytes()
            digest = hashlib.sha256(body).hexdigest()[:12]
            found[item.name] = Asset(item.name, body, media_type, digest)
    return found
