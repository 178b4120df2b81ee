"""Each case beside the checkout, a file that was once read wrongly, is of a kind that is tested."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

from index_mappings.mapping import RecordMapping
from loaders.commands.guessing import guess
from loaders.drafts.draft import Draft, Held, Reject
from loaders.drafts.format import Format, Options
from service.errors import LoadError

TESTS = Path(__file__).parent

SHOWN_BY = {
    "access-words.csv": "test_access_wordings",
    "aspace-unpublished.csv": "test_held_back",
    "atom-draft.csv": "test_held_back",
    "check-crash.csv": "test_check_any_catalogue",
    "cyrillic-1251.csv": "test_short_encodings",
    "dates-scripts.csv": "test_date_languages",
    "dishonest-utf8.mrc": "test_marc",
    "doc-date.csv": "test_csv_files",
    "ead-no-archdesc.xml": "test_ead",
    "frontmatter.md": "test_markdown_files",
    "frus-supplement.xml": "test_title_sentences",
    "marc-c-dates.mrc": "test_marc_dates",
    "marc-x-subfields.mrc": "test_marc",
    "noheader.csv": "test_csv_files",
    "omeka-item.json": "test_json_ld",
    "omeka-private.json": "test_json_ld",
    "page02.txt": "test_cases_of_pages",
    "page05.txt": "test_cases_of_pages",
    "page07.txt": "test_cases_of_pages",
    "page11-apostrophes.txt": "test_cases_of_pages",
    "private.csv": "test_held_back",
    "update-base.csv": "test_corrections_kept",
    "update-correction.csv": "test_corrections_kept",
    "wilson-export.csv": "test_csv_files",
}
"""Each file, and the test that has right values of small files of its kind."""

REFUSED = frozenset({"ead-no-archdesc.xml", "noheader.csv"})
HELD = frozenset({"omeka-private.json"})


def test_each_case_has_a_test_of_its_kind(shared_data: Path) -> None:
    assert {path.name for path in (shared_data / "cases").iterdir()} == SHOWN_BY.keys()
    assert [name for name in SHOWN_BY.values() if not (TESTS / f"{name}.py").is_file()] == []


def test_each_case_loads_or_is_refused_by_what_it_is(
    shared_data: Path, mapping: RecordMapping
) -> None:
    formats = entry_points(group="searchroom.formats")
    fate = {}
    for path in (shared_data / "cases").iterdir():
        try:
            format: Format = formats[guess(str(path))].load()
            items = list(format.read([str(path)], Options(mapping, path.stem)))
        except LoadError:
            fate[path.name] = "refused"
            continue
        drafts = [item for item in items if isinstance(item, Draft)]
        refused = any(isinstance(item, Reject) for item in items)
        held = any(isinstance(item, Held) and not item.is_part for item in items)
        fate[path.name] = "refused" if refused else "loaded" if drafts else f"held {held}"
        assert all(draft.values["title"] for draft in drafts)
        assert "\ufffd" not in str(drafts)
    expected = dict.fromkeys(SHOWN_BY, "loaded")
    expected |= dict.fromkeys(REFUSED, "refused") | dict.fromkeys(HELD, "held True")
    assert fate == expected
