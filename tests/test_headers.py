"""Headers matched to fields, and what an archivist says instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from index_mappings.mapping import RecordMapping, load
from loaders.drafts.field_maps.columns import Column, assign
from loaders.drafts.field_maps.field_map import FieldMap, Target, from_options
from loaders.drafts.field_maps.headers import header_key, synonyms
from service.errors import LoadError


def targets(mapping: RecordMapping, *headers: str, **said: str) -> dict[str, str]:
    columns = assign(headers, from_options(said, mapping), mapping)
    return {column.header: str(column.target) for column in columns}


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("scopeAndContent", "scope and content"),
        ("Dublin Core:Title", "title"),
        ("dc.contributor.author[en_US]", "contributor author"),
        ("dcterms:dateCreated (W3CDTF)", "date created"),
        ("date_1_begin", "date begin"),
        ("Title (either or Date is *REQUIRED*)", "title"),
        ("Description Level *REQUIRED*", "description level"),
        ("dcterms_title_display", "title"),
        ("ÜBERSCHRIFT", "uberschrift"),
        ("(2)", "2"),
        ("", ""),
    ],
)
def test_headers_are_compared_without_their_trimmings(header: str, key: str) -> None:
    assert header_key(header) == key


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        (
            "Omeka",
            {
                "Dublin Core:Title": "title",
                "Dublin Core:Creator": "people",
                "Dublin Core:Description": "summary",
                "Dublin Core:Date": "date",
                "tags": "subjects",
                "Item Type Metadata:URL": "url",
            },
        ),
        (
            "AtoM",
            {
                "legacyId": "id",
                "parentId": "ancestors.parent",
                "qubitParentSlug": "",
                "identifier": "reference",
                "title": "title",
                "levelOfDescription": "level",
                "extentAndMedium": "extent",
                "repository": "repository",
                "scopeAndContent": "summary",
                "accessConditions": "access_note",
                "reproductionConditions": "rights",
                "language": "language",
                "subjectAccessPoints": "subjects",
                "placeAccessPoints": "places",
                "nameAccessPoints": "people",
                "eventDates": "date",
                "eventStartDates": "date.start",
                "eventEndDates": "date.end",
                "generalNote": "notes",
                "culture": "",
            },
        ),
        (
            "ArchivesSpace",
            {
                "ArchivesSpace field code (please don't edit this row)": "",
                "ref_id": "id",
                "title": "title",
                "unit_id": "reference",
                "hierarchy": "ancestors.depth",
                "level": "level",
                "begin_1": "date.start",
                "end_1": "date.end",
                "expression_1": "date",
                "expression_2": "",
                "number": "extent",
                "people_agent_header_1": "people",
                "people_agent_header_2": "people",
                "corporate_entities_agent_header_1": "people.office",
                "subject_1_term": "subjects",
                "n_scopecontent": "summary",
                "n_abstract": "",
                "type_1": "",
            },
        ),
        (
            "ArchivesSpace accessions",
            {
                "accession_title": "title",
                "accession_number_1": "reference",
                "accession_number_2": "reference",
                "accession_content_description": "summary",
                "date_1_expression": "date",
                "date_1_begin": "date.start",
            },
        ),
        (
            "National Library of Australia",
            {
                "url": "url",
                "collection_number": "reference",
                "title": "title",
                "creator": "people",
                "date_range": "date",
                "extent": "extent",
                "language_of_materials": "language",
                "abstract": "summary",
                "sponsor": "",
            },
        ),
        (
            "National Archives of Australia",
            {
                "barcode": "id",
                "series": "ancestors.parent",
                "control_symbol": "reference",
                "start_date": "date.start",
                "end_date": "date.end",
                "access_status": "access",
                "location": "",
            },
        ),
        (
            "German",
            {"Signatur": "reference", "Titel": "title", "Laufzeit": "date", "Enthält": "summary"},
        ),
    ],
)
def test_headers_of_programs_and_archives(
    mapping: RecordMapping, program: str, expected: dict[str, str]
) -> None:
    assert targets(mapping, *expected) == expected, program


def test_the_better_header_takes_a_field_that_holds_one_value(mapping: RecordMapping) -> None:
    assert targets(mapping, "Abstract", "Scope and content", "Summary") == {
        "Abstract": "",
        "Scope and content": "",
        "Summary": "summary",
    }


def test_what_is_said_comes_before_what_is_proposed(mapping: RecordMapping) -> None:
    said = targets(
        mapping,
        "Summary",
        "Scope and content",
        "Shelf",
        map="summary=scope and CONTENT\nnotes=Summary",
        id="Shelf",
    )
    assert said == {
        "Summary": "",
        "Scope and content": "summary",
        "Shelf": "id",
    }


def test_a_label_of_another_mapping_is_its_field() -> None:
    artworks = load("artworks")
    assert targets(artworks, "Artist", "Classification", "Dimensions", "Sender") == {
        "Artist": "artist",
        "Classification": "classification",
        "Dimensions": "extent",
        "Sender": "",
    }


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"map": "summary"}, "write FIELD=COLUMN"),
        ({"map": "sumary=Abstract"}, "no field 'sumary'; it has title"),
        ({"map": "summary=Abstrakt"}, "did you mean 'Abstract'"),
        ({"map": "position=Abstract"}, "filled by the load itself"),
        ({"map": "summary.start=Abstract"}, "no part 'start'"),
        ({"id": "Nothing like it"}, "there is no column 'Nothing like it'"),
        ({"field_map": "absent.toml"}, "cannot be read"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    mapping: RecordMapping, said: dict[str, str], reason: str
) -> None:
    with pytest.raises(LoadError, match=reason):
        targets(mapping, "Abstract", "Title", **said)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("= 3", "not TOML"),
        ("colour = 1", "'colour' is not a key"),
        ("[dates]\nday_last = true", "no option 'day_last'"),
        ("[dates]\ncentury = 'old'", "century cannot be 'old'"),
        ("[fields]\ntitle = 3", "neither the name of a column"),
        ("[fields]\ntitle = 'A'\nsummary = 'A'", "given to two fields"),
        ("[labels]\nA = 3", "labels give each column a text"),
        ("fields = 3", "FIELD = COLUMN"),
    ],
)
def test_a_field_map_that_cannot_be_meant_is_refused(
    mapping: RecordMapping, tmp_path: Path, text: str, reason: str
) -> None:
    path = tmp_path / "map.toml"
    path.write_text(text)
    with pytest.raises(LoadError, match=reason):
        from_options({"field_map": str(path)}, mapping)


def test_a_field_map_says_all_at_once(mapping: RecordMapping, tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(
        'id = "No"\ndrop = ["Donor"]\nseparators = ["#"]\ncommas = ["people"]\n'
        '[fields]\ntitle = "Name"\nsubjects = ["A", "B"]\n'
        'date = {display = "When", start = "From"}\nnotes = "Ink"\n'
        '[labels]\nInk = "Colour of the ink"\n[dates]\nday_first = true\n'
    )
    said = from_options({"field_map": str(path), "map": "summary=Text"}, mapping)
    assert said == FieldMap(
        {
            "Name": Target("title"),
            "A": Target("subjects"),
            "B": Target("subjects"),
            "When": Target("date"),
            "From": Target("date", "start"),
            "Ink": Target(),
            "Text": Target("summary"),
        },
        "No",
        frozenset({"Donor"}),
        {"Ink": "Colour of the ink"},
        ("#",),
        frozenset({"people"}),
        said.conventions,
    )
    assert said.conventions.day_first


def test_the_synonyms_are_fields_and_folded(mapping: RecordMapping) -> None:
    known = synonyms()
    every = [known.targets, *(targets for _, _, targets in known.families)]
    for table in every:
        for header, (target, _) in table.items():
            assert target.field in ("", "id") or mapping.field(target.field), target
            assert header_key(header) == header, header
    assert Column("a", Target(), "a").target == Target()
