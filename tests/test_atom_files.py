"""AtoM's descriptions: hierarchy, events and languages, compared with a reader of a few lines."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from index_mappings.json_values import elements, members
from index_mappings.mapping import RecordMapping
from loaders.commands.guessing import guess
from loaders.drafts.archive_rules import rules_of
from loaders.drafts.draft import Draft, Held, Item
from loaders.drafts.format import Options
from loaders.publishing.intake import Intake, Job
from loaders.publishing.ledger import Ledger
from loaders.publishing.rejects_file import Rejects
from loaders.publishing.report import Report
from loaders.tables.atom_events import events_of, main_event
from loaders.tables.atom_files import FORMAT
from service.errors import LoadError

SAMPLE = Path(__file__).parents[1] / "samples" / "formats" / "descriptions.atom.csv"
CHILD_FIRST = (
    "legacyId,parentId,identifier,title,levelOfDescription,publicationStatus,eventTypes,eventDates,"
    "eventActors,accessConditions,culture\n"
    "2,1,A-1,Logs,Series,Published,Accumulation|Creation,1950|1940,Jane Roe|Per Lund,Open,en\n"
    "3,2,A-1-1,A log,Item,Published,,,,,en\n"
    "1,,A,Papers,Fonds,Published,,,,,en\n"
)
RAD = (
    "legacyId;qubitParentSlug;title;radEdition;levelOfDescription;eventStartDates;eventEndDates;"
    "subjectAccessPoints;culture\n"
    "7;;Plans of quays;Second;Fonds;1901-00-00;1905-00-00;Quays|Plans;en\n"
    "8;plans-of-quays;Plan of the north quay;;Item;1902-05-00;1902-05-00;NULL;en\n"
)


def read(path: Path, mapping: RecordMapping, **extra: str) -> list[Item]:
    options = Options(mapping, "atom", extra, rules=rules_of(extra))
    return list(FORMAT.read([str(path)], options))


def drafts(items: list[Item]) -> dict[str, Draft]:
    return {item.own_id: item for item in items if isinstance(item, Draft)}


def other_way(content: str) -> dict[str, dict[str, object]]:
    """Return what a table says, read with nothing of the loader's."""
    delimiter = ";" if content.startswith("legacyId;") else ","
    rows = list(csv.DictReader(io.StringIO(content), delimiter=delimiter))
    by_id: dict[str, dict[str, str]] = {}
    for row in rows:
        by_id.setdefault(row["legacyId"], row)
    slugs = {row["title"].lower().replace(" ", "-"): row["legacyId"] for row in by_id.values()}

    def up(row: dict[str, str]) -> list[str]:
        parent = row.get("parentId") or slugs.get(row.get("qubitParentSlug") or "", "")
        return [*up(by_id[parent]), parent] if parent else []

    def parts(row: dict[str, str], name: str) -> list[str]:
        cell = row.get(name) or ""
        return [part for part in cell.split("|") if part and part != "NULL"]

    found: dict[str, dict[str, object]] = {}
    for id, row in by_id.items():
        lines = [*up(row), id]
        if any(by_id[one].get("publicationStatus") == "Draft" for one in lines):
            continue
        found[id] = {
            "title": row["title"],
            "level": row["levelOfDescription"],
            "reference": row.get("identifier") or "",
            "access_note": row.get("accessConditions") or "",
            "subjects": parts(row, "subjectAccessPoints"),
            "above": up(row),
            "people": {*parts(row, "eventActors"), *parts(row, "nameAccessPoints")},
        }
    return found


def seen(draft: Draft) -> dict[str, object]:
    values = draft.values
    return {
        **{name: values.get(name, "") for name in ("title", "level", "reference", "access_note")},
        "subjects": list(elements(values.get("subjects"))),
        "above": [members(item)["id"] for item in elements(values.get("ancestors"))],
        "people": {members(item)["name"] for item in elements(values.get("people"))},
    }


@pytest.mark.parametrize("content", [SAMPLE.read_text(encoding="utf-8"), CHILD_FIRST, RAD])
def test_it_says_the_same_as_another_reader(
    tmp_path: Path, mapping: RecordMapping, content: str
) -> None:
    path = tmp_path / "descriptions.csv"
    path.write_text(content, encoding="utf-8")
    made = drafts(read(path, mapping))
    assert {id: seen(draft) for id, draft in made.items()} == other_way(content)
    assert guess(str(path)) == "atom"


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["isad", "rad"])
def test_real_tables_say_the_same_too(shared_data: Path, mapping: RecordMapping, name: str) -> None:
    folder = shared_data / "formats/atom_csv/lib/task/import/example"
    path = folder / name / f"example_information_objects_{name}.csv"
    made = drafts(read(path, mapping))
    assert {id: seen(draft) for id, draft in made.items()} == other_way(
        path.read_text(encoding="utf-8")
    )
    assert guess(str(path)) == "atom"


def test_what_stands_above_has_its_title_though_it_comes_later(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(CHILD_FIRST)
    values = drafts(read(path, mapping))["3"].values
    assert values["ancestors"] == [{"id": "1", "title": "Papers"}, {"id": "2", "title": "Logs"}]


def test_a_description_has_the_dates_of_its_creation_and_the_roles_of_all(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(CHILD_FIRST)
    values = drafts(read(path, mapping))["2"].values
    assert members(values["date"])["display"] == "1940"
    assert [(members(one)["name"], members(one)["role"]) for one in elements(values["people"])] == [
        ("Jane Roe", "Accumulator"),
        ("Per Lund", "Creator"),
    ]
    assert values["notes"] == [{"label": "Accumulation", "text": "1950; Jane Roe"}]


def test_other_languages_are_of_the_same_record(mapping: RecordMapping) -> None:
    values = drafts(read(SAMPLE, mapping))["10"].values
    assert values["titles"] == [{"text": "Archives du bureau du port", "language": "fr"}]
    assert {"label": "Summary (fr)", "text": "Ce que le bureau a écrit et reçu."} in elements(
        values["notes"]
    )


@pytest.mark.parametrize("hidden", ["en", "fr"])
def test_a_language_that_is_held_back_holds_back_the_others(
    tmp_path: Path, mapping: RecordMapping, hidden: str
) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(
        f"1,,Secret {culture},{'Draft' if culture == hidden else 'Published'},{culture}\n"
        for culture in ("en", "fr")
    )
    path.write_text(f"legacyId,parentId,title,publicationStatus,culture\n{rows}2,1,Below,,en\n")
    items = read(path, mapping)
    assert "Secret" not in str([item for item in items if not isinstance(item, Draft)])
    held = [item for item in items if isinstance(item, Held) and not item.is_part]
    assert "1" in held[0].names
    # what is below it goes with it, here or when all is read
    assert all(
        members(elements(draft.values["ancestors"])[0])["id"] == "1"
        for draft in drafts(items).values()
    )


def test_a_draft_is_known_to_what_is_below_it_in_a_file_whose_ids_repeat(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "legacyId,parentId,title,publicationStatus,culture\n"
        "1,,Public,Published,en\n2,1,Secret fonds,Draft,en\n3,2,Secret below,Published,en\n"
        "4,1,Secret twice,Published,en\n5,4,Secret under it,Published,en\n"
        "4,1,Secret twice,Draft,fr\n1,,Public,Published,en\n"
    )
    report = Report(("x",), mapping.name)
    with Ledger() as ledger:
        intake = Intake(mapping, ledger, Rejects(report, None), report)
        intake.read([Job("x", FORMAT, (str(path),))], lambda items, _: items)
        kept = [entry.values for entry in ledger.entries("")]
    assert "Secret" not in repr(kept) and kept


def test_what_staff_alone_sees_in_atom_is_left_out(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "legacyId,parentId,identifier,title,physicalObjectName,physicalObjectLocation,"
        "accessionNumber,digitalObjectPath,culture\n1,,F1,Public,Box 1,Zorblaxine shelf,"
        "zorblaxine-1,/srv/zorblaxine.tif,en\n"
    )
    items = read(path, mapping)
    assert "orblaxine" not in repr(items) and "Box 1" in repr(items)
    assert sum(isinstance(item, Held) and item.is_part for item in items) == 3


def test_rules_hold_for_what_is_read_out_of_events(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "a.csv"
    path.write_text(CHILD_FIRST)
    dropped = read(path, mapping, drop="eventActors")
    assert "Jane" not in str([item for item in dropped if isinstance(item, Draft)])


def test_another_table_is_none_of_atoms(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "a.csv"
    path.write_text("legacyId,title\n1,A\n")
    with pytest.raises(LoadError, match="load another table as csv"):
        read(path, mapping)
    assert guess(str(path)) == "csv"


def test_events_are_bounded_and_blank_places_are_none() -> None:
    many = "|".join(["x"] * 5_000)
    assert len(events_of({"eventtypes": many})) == 1_000
    (event,) = events_of({"eventtypes": "Creation", "eventactors": "NULL", "eventdates": "1950"})
    assert event.actor == "" and main_event([event]) is event
    assert events_of({}) == []


def test_nothing_is_said_of_a_record_that_is_closed_in_any_language(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "legacyId,parentId,title,accessConditions,eventDates,culture\n"
        "1,,A,,secret one,en\n1,,B,Closed,secret two,fr\n2,,C,Open,unread,en\n"
    )
    report = Report(("x",), mapping.name)
    with Ledger() as ledger:
        intake = Intake(mapping, ledger, Rejects(report, None), report)
        intake.read([Job("x", FORMAT, (str(path),))], lambda items, _: items)
        assert [entry.values["title"] for entry in ledger.entries("")] == ["C"]
    said = repr(report.kinds.kinds)
    assert "unread" in said and "secret" not in said and report.held == 1
