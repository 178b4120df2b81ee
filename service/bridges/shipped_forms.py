"""The keys of the shipped forms, which are read before the bridges.

Reading and checking some 900 bridges takes twenty milliseconds, and most queries have no word with
which one of their forms begins. `bench/bridge_forms.py` writes the keys.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from importlib import resources

from service.bridges.forms import spelled
from service.bridges.table import runs_of
from service.query.bridge import Bridge, BridgeForm

FILE = "shipped_forms.txt"


def keys_of(bridges: Iterable[Bridge]) -> list[str]:
    """Return the sorted keys of all forms of bridges and their spellings."""
    forms = (form for bridge in bridges for form in bridge.forms)
    return sorted({BridgeForm(text).key for form in forms for text in spelled(form.text)})


def first_words(left_out: Collection[str]) -> frozenset[str]:
    """Return the words with which a shipped form may begin if a search ignores some words."""
    file = resources.files("service.bridges").joinpath(FILE)
    keys = file.read_text("utf-8").splitlines()
    firsts = {form.partition(" ")[0] for form in keys}
    # a form that begins with such a word is looked up without it too; few do, and to part every
    # form into words takes 2 ms of each process ("start" of `make bench`)
    cut = (form for form in keys if form.partition(" ")[0] in left_out)
    return frozenset(firsts.union(run[0] for form in cut for run in runs_of(form, left_out)))
