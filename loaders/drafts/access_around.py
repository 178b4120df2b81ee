"""What surrounds a word of access in a sentence: whose it is, and what says nothing.

"Noch gesperrt", "Status: closed" and "Archive staff only" say "gesperrt", "closed", "staff only".
"""

from __future__ import annotations

from functools import lru_cache

from loaders.drafts.access_words import AccessWords, name_words, sentence_words

_SENTENCE = 80  # characters of a folded sentence; in a longer one the staff may be whom to ask
_FEW = 3  # words of a note on access that is a value: "See the archivist"
_SPACED = 20  # characters of one: "C l o s e d"
_LONGEST = 30  # letters of a word; a longer one was made by a program


def bare(wording: str, words: AccessWords) -> str:
    """Return a folded wording without the words around it that say nothing of access.

    At the beginning what names access goes too: "accès fermé" is "ferme".
    """
    around, begin = _around(words)
    some = wording.split()
    while len(some) > 1 and some[0] in begin:
        del some[0]
    while len(some) > 1 and some[-1] in around:
        del some[-1]
    return " ".join(some)


def is_for_insiders(wording: str, words: AccessWords) -> bool:
    """Return whether those who may see something are the archive's own: "restricted to staff"."""
    articles = sentence_words("articles")
    some = [word for word in wording.split() if word not in articles]
    if len(wording) > _SENTENCE:
        return False
    whose, insiders = set(words["whose"]), set(words["insiders"])
    for place, word in enumerate(some):
        if word in insiders:
            before, after = some[max(0, place - 1) : place], some[place + 1 : place + 2]
            if after == ["only"] or not whose.isdisjoint(before):
                return True
    return False


def is_short_value(note: str) -> bool:
    """Return whether a note on access is a value of a few words, and no prose.

    A code, which has figures in it, and a name that a program made say nothing that can be read.
    """
    some = note.split()
    if not some or (len(some) > _FEW and len(note) > _SPACED):
        return False
    has_figures = note.isascii() and any(map(str.isdigit, note))
    return len(some) > 1 or not (has_figures or len(note) > _LONGEST)


@lru_cache(maxsize=8)  # the shipped words, and those of a site
def _around(words: AccessWords) -> tuple[frozenset[str], frozenset[str]]:
    around = frozenset(word for word in words["around"] if " " not in word)
    names = name_words()["access"] - name_words()["closing"] - name_words()["restricting"]
    return around, around | names | frozenset(words["use"])
