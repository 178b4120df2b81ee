"""Renew the catalogues of the pages' texts: `make messages`.

    python -m bench.messages [LANGUAGE]

Finds the messages in the code and in the templates, brings each `messages.po` up to date, and
compiles it to `messages.mo` beside it. A new message has no translation yet, and one that is gone
is dropped; nothing is guessed. A language that is named and has no catalogue gets one.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "service" / "web" / "translations"
_KEYWORDS = {
    "_": None, "gettext": None, "ngettext": (1, 2),  # of templates
    "sentence": None, "plural": (1, 2), "N_": None,  # of the code (index_mappings/sayings.py)
}  # fmt: skip
_ROOMS = {
    "index_mappings": ("**.py", "python", {}),
    "service": ("**.py", "python", {}),
    "service/web/templates": ("**.html", "jinja2", {"newstyle_gettext": "true"}),
}
_WIDTH = 100  # columns of a catalogue, as of the code


def found() -> Catalog:
    """Return the messages of the code and of the templates."""
    catalog = Catalog(project="Searchroom", charset="utf-8", fuzzy=False)
    for room, (pattern, method, options) in _ROOMS.items():
        for _, _, message, _, context in extract_from_dir(
            ROOT / room, [(pattern, method)], {pattern: options}, keywords=_KEYWORDS
        ):
            catalog.add(message, context=context)
    return catalog


def paths() -> dict[str, Path]:
    """Return the catalogues by their languages."""
    return {path.parts[-3]: path for path in sorted(FOLDER.glob("*/LC_MESSAGES/messages.po"))}


def renewed(path: Path, language: str, template: Catalog) -> Catalog:
    """Return a catalogue with the messages that there are now."""
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file, locale=language)
    else:
        known = Catalog(locale=language, project="Searchroom", charset="utf-8", fuzzy=False)
    template.creation_date = known.creation_date  # else each renewal would change the file
    known.update(template, no_fuzzy_matching=True)
    known.obsolete.clear()
    return known


def compiled(catalog: Catalog) -> bytes:
    """Return a catalogue as a program reads it."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def main() -> None:
    """Renew the catalogues, and tell of each how many messages lack a translation."""
    known = paths()
    for language in sys.argv[1:]:
        known.setdefault(language, FOLDER / language / "LC_MESSAGES" / "messages.po")
    template = found()
    for language, path in known.items():
        catalog = renewed(path, language, template)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=_WIDTH, sort_output=True)
        path.with_suffix(".mo").write_bytes(compiled(catalog))
        lacking = sum(1 for message in catalog if message.id and not all(_strings(message.string)))
        print(f"{language}: {len(catalog)} messages, {lacking} without a translation")


def _strings(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


if __name__ == "__main__":
    main()
