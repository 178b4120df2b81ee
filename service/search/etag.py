"""The mark of an answer: two answers with the same mark say the same."""

from __future__ import annotations

import hashlib
from importlib import resources

import orjson

from service.search.site import Site

_OURS = frozenset((".py", ".html", ".css", ".js", ".json", ".yaml", ".toml", ".csl"))


def etag(site: Site, version: str, *parts: object) -> str:
    """Return a weak entity tag, with the `W/` before it.

    It covers the index version (which every publish moves), our code and templates, the
    settings and mapping, the rings of names, and `parts`: whatever else the answer depends on,
    as JSON.
    """
    raw = orjson.dumps(
        [version, site.code, site.names.rings.digest, site.bridges.own.digest, parts]
    )
    return f'W/"{hashlib.blake2b(raw, digest_size=12).hexdigest()}"'


def code_digest(*more: str) -> str:
    """Return a digest of our own files (code, templates, mappings) and of `more`.

    Every process of one release has the same; it takes a few milliseconds, once.
    """
    digest = hashlib.blake2b(orjson.dumps(more), digest_size=12)
    for package in ("service", "index_mappings"):
        folder = resources.files(package)
        with resources.as_file(folder) as root:
            for path in sorted(root.rglob("*")):
                if path.suffix in (
                    ".py",
                    ".html",
                    ".css",
                    ".js",
                    ".json",
                    ".yaml",
                    ".toml",
                    ".csl",
                    ".csv",
                ):
                    digest.update(path.read_bytes())
    return digest.hexdigest()
