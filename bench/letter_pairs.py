"""Renew the pairs of letters by which the encoding of a short text is recognised.

    python bench/letter_pairs.py

They are counted in the names of languages, countries, scripts, currencies, months and days that
Unicode's CLDR has in each language (as Babel carries it; licence Unicode-3.0), and written into
`loaders/drafts/letter_pairs.json`: by language, and by how rare a pair is in it.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path

from babel import Locale

from loaders.drafts.likely_encodings import NEVER, PAIRS, WORD, pairs_of

_LOCALES = """
fr de es pt it nl sv da nb fi is ca ga pl cs sk hu ro hr sl lt lv et tr ru uk bg sr mk be el he ar
fa
"""


def words(code: str) -> str:
    """Return what CLDR calls things in a language."""
    locale = Locale.parse(code)
    found = [
        *locale.languages.values(), *locale.territories.values(), *locale.scripts.values(),
        *locale.currencies.values(),
    ]  # fmt: skip
    for forms in (*locale.months.values(), *locale.days.values()):
        found += [name for names in forms.values() for name in names.values()]
    return " ".join(found)


def costs(text: str) -> dict[str, str]:
    """Return the pairs with a letter beyond ASCII by their cost: minus the logarithm to 2 of
    their share among these."""
    found = Counter(
        pair
        for word in WORD.findall(text)
        if word.isalpha()
        for pair in pairs_of(word)
        if not pair.isascii()
    )
    total = found.total()
    made: dict[str, list[str]] = {}
    for pair, count in found.items():
        cost = min(round(-math.log2(count / total)), NEVER)
        if cost < NEVER:
            made.setdefault(str(cost), []).append(pair)
    return {cost: " ".join(sorted(made[cost])) for cost in sorted(made, key=int)}


def main() -> None:
    """Write the file."""
    whole = {
        "source": "Unicode CLDR, licence Unicode-3.0, (c) Unicode, Inc.; by bench/letter_pairs.py",
        "languages": {code: costs(words(code)) for code in _LOCALES.split()},
    }
    path = Path(str(PAIRS))
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{path}: {len(whole['languages'])} languages, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
