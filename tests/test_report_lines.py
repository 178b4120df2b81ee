"""The end of a load on a screen: a line for each kind of finding, short enough to be read."""

from __future__ import annotations

from loaders.drafts.draft import Reject, Remark, Where
from loaders.publishing.rejects_file import Rejects
from loaders.publishing.report import Report


def remark(line: int, message: str, field: str = "") -> Remark:
    return Remark(Where("boats.csv", line), message, field)


def lines_of(*found: Remark | Reject) -> list[str]:
    report = Report(("boats",), "records")
    rejects = Rejects(report, None)
    for item in found:
        if isinstance(item, Reject):
            rejects.add(item)
        else:
            report.remark(item)
    *lines, _, _ = report.lines()  # the sums, and the outcome
    return lines


def test_one_of_a_kind_stands_as_it_is() -> None:
    found = remark(3, "the date 'soon' could not be read", "date")
    assert lines_of(found) == ["note: boats.csv:3 (date): the date 'soon' could not be read"]


def test_those_that_differ_in_what_they_quote_are_one_line() -> None:
    found = [remark(n, f"the date 'soon {n}' could not be read", "date") for n in range(1, 1201)]
    assert lines_of(*found) == [
        "note (1,200 alike; the first): boats.csv:1 (date): the date 'soon 1' could not be read",
        "... 1,200 notes in all; --report FILE has them",
    ]


def test_what_is_left_out_differs_in_what_it_is() -> None:
    found = [
        remark(n, f"left out, for it is marked as private: Note: {n} boats") for n in range(1, 4)
    ]
    first, _ = lines_of(*found)
    assert first == (
        "note (3 alike; the first): boats.csv:1: left out, for it is marked as private: "
        "Note: 1 boats"
    )


def test_what_is_left_out_under_another_name_is_of_another_kind() -> None:
    found = [
        remark(1, f"left out, because it belongs to no record: {name}: 5")
        for name in ("count", "page", "rows")
    ]
    assert len(lines_of(*found)) == 3


def test_places_and_numbers_do_not_tell_findings_apart() -> None:
    message = "date, title and summary are those of boats.csv:{}; it is told apart by its place, "
    found = [remark(n, f"{message.format(n + 1)}number {n}", "id") for n in range(1, 4)]
    assert len(lines_of(*found)) == 2


def test_the_fields_that_findings_of_a_kind_are_about_are_named() -> None:
    found = [remark(1, "no field takes the column", f"Column {n}") for n in range(7)]
    assert lines_of(*found)[0] == (
        "note (7 alike, in Column 0, Column 1, Column 2, Column 3, Column 4 and 2 more; the "
        "first): boats.csv:1 (Column 0): no field takes the column"
    )


def test_a_long_one_is_cut_in_its_midst_and_whole_in_the_report() -> None:
    message = f"the date {'a long wording ' * 50!r} could not be read"
    report = Report(("boats",), "records")
    report.remark(remark(3, message))
    line, *_ = report.lines()
    assert line.startswith("note: boats.csv:3: the date 'a long wording")
    assert " … " in line and line.endswith("could not be read")
    assert len(line) < 220
    assert report.to_json()["remarks"][0]["message"] == message


def test_a_screen_has_twenty_kinds_at_most() -> None:
    words = [chr(ord("a") + n) * 3 for n in range(25)]
    lines = lines_of(*(remark(1, f"{word} is odd") for word in words))
    assert len(lines) == 21
    assert lines[-1].startswith("... 25 notes in all")


def test_rejects_are_counted_by_kind_too() -> None:
    found = [Reject(Where("boats.csv", n), "there is no title", "title") for n in range(2, 5)]
    assert lines_of(*found) == [
        "rejected (3 alike; the first): boats.csv:2 (title): there is no title",
        "... 3 rejected in all; --report FILE or --rejects FILE has them",
    ]
