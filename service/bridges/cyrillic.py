"""Russian and Ukrainian words in Latin letters, and names in Latin letters in Cyrillic.

The systems are data (`cyrillic.toml`). Their results are searched only if the index has them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

_CYRILLIC = re.compile("[\u0400-\u04ff]{3,}")
_NAME = re.compile(
    r"[a-z]{2,}(?:ov|ev|yov|off|eff|sky|skii|skiy|ski|vich|enko|chuk|ova|eva|skaya|skaia)"
)
_ENDINGS = (("skiy", "sky"), ("skii", "sky"), ("skij", "sky"), ("yy", "y"))
"""What newspapers write for the end of a surname."""
_BACK = (
    ("shch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"),
    ("iu", "ю"), ("ya", "я"), ("ia", "я"), ("yo", "е"), ("ye", "е"), ("off", "ов"), ("eff", "ев"),
    ("a", "а"), ("b", "б"), ("v", "в"), ("g", "г"), ("d", "д"), ("e", "е"), ("z", "з"), ("i", "и"),
    ("y", "ы"), ("j", "й"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"),
    ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("f", "ф"), ("h", "х"), ("c", "ц"),
)  # fmt: skip


@cache
def _systems() -> dict[str, dict[str, str]]:
    file = resources.files("service.bridges").joinpath("cyrillic.toml")
    data = tomllib.loads(file.read_text("utf-8"))
    letters = data["letters"].split()
    return {
        name: dict(zip(letters, ("" if one == "-" else one for one in row.split()), strict=True))
        for name, row in data["systems"].items()
    }


def in_latin(word: str) -> Iterator[str]:
    """Yield a Cyrillic word in each system, or nothing for another word."""
    if not _CYRILLIC.fullmatch(word):
        return
    plain = word.lower().replace("ё", "е")
    spellings: dict[str, None] = {}
    for table in _systems().values():
        text = "".join(table.get(letter, "") for letter in plain)
        spellings[text] = None
        for end, other in _ENDINGS:
            if text.endswith(end):
                spellings[text.removesuffix(end) + other] = None
    yield from (text.capitalize() for text in spellings if len(text) > 2)


def in_cyrillic(word: str) -> Iterator[str]:
    """Yield the possible Cyrillic forms of a surname with a Slavic ending; else nothing."""
    text = word.lower()
    if not _NAME.fullmatch(text):
        return
    end = next((end for end in ("sky", "skii", "skiy", "ski") if text.endswith(end)), "")
    ours_so_far, at = "", 0
    text = text.removesuffix(end)
    while at < len(text):
        theirs, ours = next(
            (pair for pair in _BACK if text.startswith(pair[0], at)), (text[at], "")
        )
        if not ours:
            return
        ours_so_far += ours
        at += len(theirs)
    yield (ours_so_far + ("ский" if end else "")).capitalize()
