"""Dates as real catalogues have them: what a person could read is read.

The texts are counted, not copied: a text that has no figure in it says no date.
"""

import csv
import json
import re
from collections import Counter
from xml.etree import ElementTree

from index_mappings.dates import read_date, read_marc_008, read_unitdate_normal
from index_mappings.days import civil


def elements(folder, pattern, names):
    for path in sorted(folder.glob(pattern)):
        try:
            root = ElementTree.parse(path).getroot()
        except ElementTree.ParseError:  # some of the files are broken on purpose
            continue
        for element in root.iter():
            if isinstance(element.tag, str) and element.tag.rpartition("}")[2] in names:
                yield element


def words(element):
    return " ".join("".join(element.itertext()).split())


def unread(texts, read=read_date):
    """Return the texts that have figures, and whose date is not read."""
    return [text for text in texts if re.search(r"\d", text) and not read(text).is_dated]


def test_every_date_of_a_national_archives_series_is_read(shared_data):
    texts = Counter()
    for path in (shared_data / "catalogues").glob("naa*/data/A*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                texts.update((row["start_date"], row["end_date"]))
    assert texts.total() > 30_000
    assert unread(texts) == []


def test_the_dates_of_a_museum_are_read_and_agree_with_its_own_years(shared_data):
    path = shared_data / "catalogues" / "tate-artworks.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = {record["date_text"] or "" for record in records}
    assert len(texts) > 2_700
    # A year of five figures, two long stories of castings and rebuildings.
    assert len(unread(texts)) <= 3
    own, agree = 0, 0
    for record in records:
        date = read_date(record["date_text"] or "")
        if (
            date.start is None
            or date.end is None
            or not (record["start_year"] and record["end_year"])
        ):
            continue
        first = int(record["start_year"])
        own += 1
        agree += civil(date.start)[0] <= first <= int(record["end_year"]) <= civil(date.end)[0]
    assert own > 55_000
    assert agree / own > 0.998  # the rest are slips of either, such as 1835 for "1935"


def test_the_dates_of_finding_aids_are_read(shared_data):
    found = [*elements(shared_data / "formats", "**/*.xml", {"unitdate"})]
    assert len(found) > 1_000
    # An identifier in the place of a date, a 36th of June and a span that runs backwards.
    dates = [text for text in map(words, found) if "-Date-" not in text and "Resource" not in text]
    assert len([text for text in unread(set(dates)) if not re.search(r"[0-9a-f]{8}-", text)]) <= 3
    normals = {element.get("normal", "") for element in found}
    assert len(unread(normals, read_unitdate_normal)) <= 4


def test_the_dates_of_metadata_are_read(shared_data):
    names = {"date", "created", "issued", "dateIssued", "dateCreated", "temporal", "copyrightDate"}
    texts = {words(element) for element in elements(shared_data / "formats", "**/*.xml", names)}
    texts = {text for text in texts if not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", text)}
    assert len(texts) > 150
    assert len(unread(texts)) <= 2


def test_the_dates_of_library_records_are_read(shared_data):
    fields = [
        element.text or ""
        for element in elements(shared_data / "formats", "**/*.xml", {"controlfield"})
        if element.get("tag") == "008"
    ]
    years = [text for text in fields if re.fullmatch(r"[a-z][12]\d{3}", text[6:11])]
    assert len(years) > 10
    assert [text for text in years if not read_marc_008(text).is_dated] == []


def test_the_dates_of_diplomatic_documents_agree_with_their_markup(shared_data):
    found = [
        element
        for element in elements(shared_data / "frus", "*.xml", {"date"})
        if re.search(r"\d{4}", words(element))
    ]
    assert len(found) > 2_700
    assert len(unread({words(element) for element in found})) <= 4
    marked = [element for element in found if len(element.get("when", "")) >= 10]
    agree = [
        element
        for element in marked
        if read_date(words(element)).start == read_date(element.get("when")[:10]).start
    ]
    assert len(agree) / len(marked) > 0.99
