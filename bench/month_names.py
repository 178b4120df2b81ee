"""Renew the names of months, weekdays and eras by which dates are read in many languages.

    python bench/month_names.py

They are Unicode's (CLDR, as Babel carries it; licence Unicode-3.0) and are written into
`index_mappings/dates/text/month_names.json` in the form in which a date is looked up: small
letters, no diacritics. A name that is another month elsewhere ("listopad" is October in Croatian
and November in Polish) is left out of the months and listed as ambiguous.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale

from index_mappings.dates.text.languages import NAMES, level

_LOCALES = """
en ru uk be bg mk sr sr_Latn hr bs sl pl cs sk hu ro tr fi sv da nb nn nl de de_AT fr fr_CA es
pt it ca gl eu la el ar ar_LB ar_DZ ar_MA ar_MR fa he et lv lt sq is ga cy id hy ka kk uz az
zh ja ko hi mr ne bn as gu pa or ta te kn ml ur th lo km my sw
"""
_WITHOUT_SHORT = (
    "eu et lv lt sq is ga cy id kk uz az he hi mr ne bn as gu pa or ta te kn ml ur th lo km my sw"
)
"""Languages of which only whole names are taken: their short forms are words of others."""

_OTHER_WORDS = frozenset({"kesa", "des"})
"""Months cut short that are other words: Finnish "kesä" is summer, German "des" says nothing."""


def names(values: dict[Any, str], least: int = 3) -> Iterator[tuple[Any, str]]:
    """Yield key and name, levelled, without what is shorter than three letters or has figures."""
    for number, name in values.items():
        plain = level(unicodedata.normalize("NFC", name)).strip(" .'׳")
        plain = plain.removeprefix("de ").removeprefix("d'")
        if len(plain) >= least and all(map(_is_letter, plain.replace(" ", ""))):
            yield number, plain


def _is_letter(char: str) -> bool:
    """Return whether a character is a letter, or a sign on one as scripts of India have them."""
    return unicodedata.category(char)[0] in "LM"


def months() -> dict[str, set[int]]:
    """Return each name of a month with the numbers it stands for."""
    found: dict[str, set[int]] = defaultdict(set)
    for code in _LOCALES.split():
        for forms in Locale.parse(code).months.values():
            for width in ("wide", "abbreviated"):
                if width == "abbreviated" and code in _WITHOUT_SHORT.split():
                    continue
                for number, name in names(forms[width], 2 if width == "wide" else 3):
                    found[name].add(number)
    for name in _OTHER_WORDS:
        found.pop(name, None)
    return found


def weekdays(taken: set[str]) -> list[str]:
    """Return the names of the days of the week, without those that are a month's as well."""
    found = set()
    for code in _LOCALES.split():
        for forms in Locale.parse(code).days.values():
            found |= {name for _, name in names(forms["wide"]) if " " not in name}
            if code not in _WITHOUT_SHORT.split():
                found |= {name for _, name in names(forms["abbreviated"]) if " " not in name}
    return sorted(found - taken)


def eras(which: int) -> list[str]:
    """Return how the years before our era (0) or of it (1) are marked."""
    found = set()
    for code in _LOCALES.split():
        eras_of = Locale.parse(code).eras
        short = () if code in _WITHOUT_SHORT.split() else ("abbreviated",)
        for width in ("wide", *short):
            text = level(eras_of[width][which]).strip()
            if "." in text or len(text) > 2:
                found.add(text)
    return sorted(found)


def main() -> None:
    """Write the file."""
    found = months()
    sure = {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1}
    both = set(eras(0)) & set(eras(1))
    whole = {
        "source": "Unicode CLDR, licence Unicode-3.0, (c) Unicode, Inc.; by bench/month_names.py",
        "months": [
            " ".join(sorted(name.replace(" ", "_") for name in sure if sure[name] == number))
            for number in range(1, 13)
        ],
        "ambiguous": {
            name: sorted(numbers) for name, numbers in sorted(found.items()) if len(numbers) > 1
        },
        "weekdays": " ".join(weekdays(set(found))),
        "before_era": [text for text in eras(0) if text not in both],
        "era": [text for text in eras(1) if text not in both],
    }
    path = Path(NAMES)
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{path}: {len(sure)} names of months")


if __name__ == "__main__":
    main()
