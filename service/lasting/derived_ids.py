"""The form of an id that a load derives: `<source>-<12 hex>`, where a source has none of its own.

How the twelve digits are made is the loaders' business (`loaders.drafts.identity`); to know such an
id again is everybody's.
"""

from __future__ import annotations

import hashlib
import re

from index_mappings.folding import key

_HASH_BYTES = 6  # twelve hex digits: short enough to read out, and a clash is told apart anyway
_SLUG_BYTES = 80  # of a source's name in an id: enough to recognise it, and links stay short


def slug(text: str) -> str:
    """Return a text as a readable part of an address: "Korean War, 1950" is "korean-war-1950".

    Letters of any script stay, folded. A text with no letter or digit gives a hash of itself.
    """
    cut = cut_bytes(key(text).replace(" ", "-"), _SLUG_BYTES).strip("-")
    return cut or short_digest(text)


def is_derived(id: str, source: str) -> bool:
    """Return whether an id has the form of one derived for this source."""
    head, _, tail = id.rpartition("-")
    return re.fullmatch("[0-9a-f]{12}", tail) is not None and head == slug(source)


def cut_bytes(text: str, limit: int) -> str:
    """Return the longest beginning of a text of at most `limit` bytes of UTF-8."""
    return text.encode()[:limit].decode(errors="ignore")


def short_digest(text: str) -> str:
    """Return the twelve hex digits that stand for a text in a derived id."""
    return hashlib.blake2b(text.encode(), digest_size=_HASH_BYTES).hexdigest()
