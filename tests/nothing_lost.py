"""Whether each value of a source is in what a format made of it: in a record or in the report."""

from __future__ import annotations

import json
from collections.abc import Iterable

from lxml import html

from index_mappings.folding import clean, key
from loaders.drafts.draft import Deletion, Draft, Held, Item, Reject, Remark


def said(items: Iterable[Item]) -> str:
    """Return all that records, collections, rejects, remarks and deletions say, folded."""
    texts: list[str] = []
    for item in items:
        if isinstance(item, Draft):
            texts.append(f"{item.own_id} {_plain(item.values)}")
        elif isinstance(item, Reject):
            texts.append(f"{item.reason} {_plain(item.raw)}")
        elif isinstance(item, Remark):
            texts.append(f"{item.message} {item.quote}")
        elif isinstance(item, Held):
            continue
        elif isinstance(item, Deletion):
            texts.append(item.own_id)
        else:
            texts.append(_plain(item.to_json()))
    return f" {key(' '.join(texts))} "


def lost(values: Iterable[str], items: Iterable[Item]) -> list[str]:
    """Return the values, each a text of the source, of which some word is nowhere."""
    everything = said(items)
    words = frozenset(everything.split())
    return [
        value
        for value in values
        if (folded := key(clean(_shown(value))))
        and f" {folded} " not in everything
        and not words.issuperset(folded.split())
    ]


def _shown(value: str) -> str:
    """Return what a browser shows of a value: its words, where it is HTML."""
    if "</" not in value:
        return value
    return str(html.fragment_fromstring(value, create_parent="div").text_content())


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(map(_plain, value.values()))
    if isinstance(value, list | tuple):
        return " ".join(map(_plain, value))
    return value if isinstance(value, str) else json.dumps(value)
