"""Languages come in words, whatever the format and however the source says them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from index_mappings.mapping import RecordMapping, load
from loaders.drafts import terms
from loaders.drafts.progress import silent
from loaders.drafts.terms import languages_in_words
from loaders.publishing.intake import Intake, Job
from loaders.publishing.ledger import Ledger
from loaders.publishing.rejects_file import Rejects
from loaders.publishing.report import Report

DC = '<dc xmlns="http://purl.org/dc/elements/1.1/"><title>A</title><language>{}</language></dc>'
MODS = (
    '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>A</title></titleInfo>'
    "<language><languageTerm>{}</languageTerm></language></mods>"
)
FILES = [
    ("loaders.json_files.json_lines", "JSON_LINES", '{{"title": "A", "language": "{}"}}'),
    ("loaders.json_files.json_lines", "JSON_LINES", '{{"title": "A", "language": ["{}"]}}'),
    ("loaders.json_files.json_lines", "JSON_LINES", '{{"title": "A", "Languages": "{}"}}'),
    ("loaders.json_files.json_lines", "JSON_FILE", '[{{"title": "A", "language": "{}"}}]'),
    ("loaders.tables.csv_files", "FORMAT", "title,language\nA,{}\n"),
    ("loaders.tables.csv_files", "FORMAT", "title,Language of material\nA,{}\n"),
    ("loaders.dublin_core", "FORMAT", DC),
    ("loaders.mods", "FORMAT", MODS),
]


@pytest.mark.parametrize("said", ["eng", "en", "English", "ENGLISH", "en-GB"])
@pytest.mark.parametrize("file", FILES)
def test_every_format_gives_the_same_word(
    file: tuple[str, str, str], said: str, mapping: RecordMapping, tmp_path: Path
) -> None:
    module, name, text = file
    path = tmp_path / "file"
    path.write_text(text.format(said))
    format = getattr(import_module(module), name)
    report = Report(("s",), mapping.name)
    with Ledger() as ledger:
        intake = Intake(mapping, ledger, Rejects(report, None), report)
        intake.read([Job("s", format, (str(path),))], silent)
        (entry,) = ledger.entries()
    assert entry.values["language"] == ["English"]


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("ger", "German"),
        ("deu", "German"),
        ("de", "German"),
        ("de-1996", "German"),
        ("zh-Hans", "Chinese"),
        ("pt_BR", "Portuguese"),
        ("cmn", "Mandarin Chinese"),
        ("arb", "Arabic"),
        ("nb", "Norwegian Bokmål"),
        ("norwegian bokmål", "Norwegian Bokmål"),
        ("English.", "English"),
        ("http://id.loc.gov/vocabulary/iso639-2/eng", "English"),
        ("https://id.loc.gov/vocabulary/languages/eng/", "English"),
        ("https://archive.example/letters/eng", ""),
        ("Pa-O", ""),
        ("Old Westmere dialect", ""),
        ("xqq", ""),
        ("", ""),
    ],
)
def test_codes_names_and_addresses(code: str, word: str) -> None:
    assert terms.language(code) == word


def test_every_code_of_two_letters_is_known() -> None:
    known = {code for code in _two_letters() if terms.language(code)}
    assert len(known) == 184  # of ISO 639-1, Serbo-Croatian among them


def _two_letters() -> list[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [first + second for first in letters for second in letters]


def test_a_list_in_one_text_is_several_languages_where_all_are_known() -> None:
    said = ["eng; fre", "Dutch and German", "eng", "English, mostly", "Latin"]
    assert terms.languages(said) == [
        "English", "French", "Dutch", "German", "English, mostly", "Latin"
    ]  # fmt: skip


def test_other_values_stay_as_they_are() -> None:
    assert languages_in_words({"title": "eng"}) == {"title": "eng"}
    assert languages_in_words({"language": None}) == {"language": None}
    # in a field of one value
    assert languages_in_words({"language": "eng"}) == {"language": "English"}
    assert load("artworks").field("language") is None  # such a mapping has nothing to bring
