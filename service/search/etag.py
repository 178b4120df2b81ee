"""The mark of an answer: two answers with the same mark say the same."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from importlib import resources

import orjson

from service.search.site import Site

_OURS = (".py", ".html", ".mo", ".css", ".js", ".json", ".yaml", ".toml", ".csl", ".csv")


def etag(site: Site, version: str, *parts: object) -> str:
    """Return a weak entity tag, with the `W/` before it.

    It covers the index version (which every publish moves), our code and templates, the
    settings and mapping, the rings of names, the face, and `parts`: whatever else the answer
    depends on, as JSON.
    """
    raw = orjson.dumps(
        [
            version,
            site.code,
            site.names.rings.digest,
            site.bridges.own.digest,
            site.faces.face.digest,
            parts,
        ]
    )
    return f'W/"{hashlib.blake2b(raw, digest_size=12).hexdigest()}"'


def code_digest(*more: str) -> str:
    """Return a digest of our own files (code, templates, mappings) and of `more`.

    Every process of one release has the same; it takes a few milliseconds, once.
    """
    digest = hashlib.blake2b(orjson.dumps(more), digest_size=12)
    digest.update(_ours())
    return digest.hexdigest()


@cache
def _ours() -> bytes:
    digest = hashlib.blake2b()
    for package in ("service", "index_mappings"):
        with resources.as_file(resources.files(package)) as root:
            for folder, inner, files in os.walk(root):
                inner.sort()
                for name in sorted(files):
                    if name.endswith(_OURS):
                        # unbuffered and without a path's object: a third of the time
                        with open(f"{folder}/{name}", "rb", buffering=0) as file:  # noqa: PTH123
                            digest.update(file.read())
    return digest.digest()
