"""The main language of a catalogue: the parts of a mapping that depend on the language.

The stemmer of a mapping's filter "stems" determines its main language. A file in `languages/` has
what belongs to the language: words that the two engines' stemmers treat differently, stop words,
question words. `searchroom mapping language de` writes a shipped mapping with them; from then on
they are part of the mapping.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from index_mappings.bodies import Body, ReadBody

STEMS, EXCEPTIONS = "stems", "stem_exceptions"
"""The filters that stem words of Latin letters, and those on which the engines differ."""
_FOLDER = resources.files("index_mappings").joinpath("languages")


@dataclass(frozen=True, slots=True)
class MainLanguage:
    """A language by its code; `stemmer` is "" if words in Latin letters stay English."""

    code: str
    name: str
    stemmer: str
    twice: bool
    """Whether the stemmer is applied twice: folded, negociações is "negociaco" after once."""
    stop_words: tuple[str, ...]
    questions: Mapping[str, tuple[str, ...]]
    exceptions: tuple[str, ...]
    """Rules `word => stem`."""


def languages() -> tuple[str, ...]:
    """Return the codes of the available languages."""
    named = (item.name for item in _FOLDER.iterdir())
    return tuple(sorted(n.removesuffix(".toml") for n in named if n.endswith(".toml")))


@lru_cache(maxsize=8)
def main_language(code: str) -> MainLanguage:
    """Return the language with a code from `languages`."""
    read = tomllib.loads(_FOLDER.joinpath(f"{code}.toml").read_text(encoding="utf-8"))
    rules = _FOLDER.joinpath(f"{code}.exceptions.txt")
    lines = rules.read_text(encoding="utf-8").splitlines() if rules.is_file() else []
    return MainLanguage(
        code,
        read["name"],
        read["stemmer"],
        read["twice"],
        tuple(sorted(set(read["stop_words"].split()))),
        {key: tuple(sorted(set(words.split()))) for key, words in read["questions"].items()},
        tuple(line for line in lines if line and not line.startswith("#")),
    )


def spoken(body: ReadBody, language: MainLanguage) -> Body:
    """Return the body of a mapping in another main language; it must have the shipped filters."""
    own: Body = copy.deepcopy(dict(body))
    filters = own["settings"]["analysis"]["filter"]
    if language.stemmer:
        filters[STEMS] = {"type": "snowball", "language": language.stemmer}
        filters[EXCEPTIONS] = {"type": "stemmer_override", "rules": list(language.exceptions)}
        steps = {STEMS: [STEMS, STEMS] if language.twice else [STEMS]}
        if not language.exceptions:
            del filters[EXCEPTIONS]
            steps[EXCEPTIONS] = []
        for spec in own["settings"]["analysis"]["analyzer"].values():
            spec["filter"] = [new for step in spec["filter"] for new in steps.get(step, [step])]
    search = own["mappings"]["_meta"]["search"]
    search["stop_words"] = list(language.stop_words)
    search["questions"] = {key: list(words) for key, words in language.questions.items()}
    return own
