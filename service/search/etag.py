"""The entity tag of an answer: answers with the same tag are equivalent."""

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

    It covers the index version (which changes with every publish), our code and templates, the
    settings and mapping, the rings of names, the face, and `parts`: other dependencies of the
    answer as JSON.
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

    All processes of one release have the same.
    """
    digest = hashlib.blake2b(orjson.dumps(more), digest_size=12)
    digest.update(files_digest())
    return digest.hexdigest()


@cache
def files_digest() -> bytes:
    """Return the digest of our own files, which are read once: it takes six milliseconds.

    A server reads them before the fork, like the shared code; a process that starts later has the
    same digest even if files have changed ("start" of `make bench`).
    """
    digest = hashlib.blake2b()
    for package in ("service", "index_mappings"):
        with resources.as_file(resources.files(package)) as root:
            for folder, inner, files in os.walk(root):
                inner.sort()
                for name in sorted(files):
                    if name.endswith(_OURS):
                        digest.update(_bytes_of(f"{folder}/{name}"))
    return digest.digest()


def _bytes_of(path: str) -> bytes:
    # a file's object takes as long as the reading, and there are six hundred files
    file = os.open(path, os.O_RDONLY)
    try:
        return os.read(file, os.fstat(file).st_size)
    finally:
        os.close(file)
