"""The dates archives write: every row of docs/dates.md, and what holds for any text."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index_mappings.dates import (
    DateConventions,
    find_dates,
    read_date,
    read_edtf,
    read_excel_serial,
    read_marc_008,
    read_unitdate_normal,
)
from index_mappings.dates.extended import is_edtf
from index_mappings.dates.spans.span import edtf_day
from index_mappings.dates.text.languages import level
from index_mappings.days import civil, day_number
from index_mappings.record import Date

PAGE = (Path(__file__).parents[1] / "docs" / "dates.md").read_text(encoding="utf-8")


def read_008(cell, conventions):
    return read_marc_008("500101" + cell.replace("#", " "), conventions)


def read_serial(cell, conventions):
    return read_excel_serial(float(cell))


READERS = {
    "as written": read_date,
    "EDTF": read_edtf,
    "unitdate@normal": read_unitdate_normal,
    "MARC 008/06-14": read_008,
    "serial": read_serial,
}


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split(" |")]


def rows_of_the_page():
    """Yield (column, conventions, cells) of each row that says what is read."""
    column, conventions = "", DateConventions()
    for line in PAGE.splitlines():
        if line.startswith("Settings: "):
            pairs = re.findall(r"(\w+)=(\w+)", line)
            values = {name: int(value) if value.isdigit() else True for name, value in pairs}
            conventions = DateConventions(**values)
        elif not line.startswith("|"):
            if column:
                column, conventions = "", DateConventions()
        elif cells(line)[0] in READERS:
            column = cells(line)[0]
        elif column and not line.startswith("|---"):
            yield pytest.param(column, conventions, cells(line), id=f"{column}: {cells(line)[0]}")


def code(cell):
    return cell[1:-1] if cell.startswith("`") else cell


ROWS = list(rows_of_the_page())
DATED = [row for row in ROWS if row.values[2][1]]


def test_the_page_has_its_tables():
    assert len(ROWS) > 300
    assert {row.values[0] for row in ROWS} == set(READERS)


@pytest.mark.parametrize(("column", "conventions", "row"), ROWS)
def test_a_row_says_what_is_read(column, conventions, row):
    text, edtf, first, last, precision = row
    found = READERS[column](code(text), conventions)
    said = found.precision + (f", {found.time}" if found.time else "")
    assert (found.edtf, said or "undated") == (code(edtf), precision)
    shown = ["" if day is None else edtf_day(day) for day in (found.start, found.end)]
    assert shown == [first, last]
    if column == "as written":
        assert found.display == code(text)


@pytest.mark.parametrize(("column", "conventions", "row"), DATED)
def test_the_edtf_of_a_row_reads_back(column, conventions, row):
    edtf = code(row[1])
    assert is_edtf(edtf), edtf
    there, back = READERS[column](code(row[0]), conventions), read_edtf(edtf, conventions)
    assert back.is_dated
    # EDTF has one usage for a century (1900 to 1999) and no unknown half of a winter.
    assert there.start <= back.start <= back.end <= there.end
    if "century" not in row[4] and "C" not in row[0].upper().replace("CIRCA", ""):
        assert (back.start, back.end) == (there.start, there.end)


def questions_of_the_page():
    table = PAGE.split("| question | found |")[1]
    for line in table.splitlines()[2:]:
        if not line.startswith("|"):
            break
        question, found = cells(line)[0], [*cells(line), ""][1]
        yield pytest.param(code(question), re.findall(r"`([^`]*)`", found), id=question)


@pytest.mark.parametrize(("question", "found"), list(questions_of_the_page()))
def test_dates_are_found_in_a_question(question, found):
    places = find_dates(question)
    assert [question[place.start_offset : place.end_offset] for place in places] == found
    for place in places:
        assert place.date == read_date(place.date.display)


def test_offsets_hold_among_letters_that_grow_when_folded():
    question = "Straße İzmir ﬁle Ｊuly １９５０ – ½"
    (found,) = find_dates(question)
    assert question[found.start_offset : found.end_offset] == "Ｊuly １９５０"
    assert found.date.edtf == "1950-07"


def test_display_is_what_the_source_wrote_without_control_characters():
    assert read_date("  January\u00a011,  1950\x00 ").display == "  January\u00a011,  1950 "
    assert read_date("e\u0301te\u0301 1950") == read_date("été 1950")


def test_what_a_source_shows_beside_a_date_for_machines_is_the_display():
    assert read_unitdate_normal("1949/1951", display="1949-51").display == "1949-51"
    assert read_edtf("1950~", display="about 1950").display == "about 1950"
    assert read_marc_008("500101s1950    ", display="[1950]").display == "[1950]"


def test_an_unreadable_normal_gives_way_to_the_text():
    found = read_unitdate_normal("195O", display="circa 1950")
    assert (found.display, found.edtf) == ("circa 1950", "1950~")


def test_workbooks_that_count_from_1904():
    assert read_excel_serial(0, since_1904=True).display == "1904-01-01"
    assert read_excel_serial(18274 - 1462, since_1904=True).display == "1950-01-11"


@pytest.mark.parametrize("serial", [float("nan"), float("inf"), -1.0, 0.5, 1e12, 2_958_465])
def test_a_serial_that_is_no_day_is_undated(serial):
    assert not read_excel_serial(serial).is_dated


@given(st.integers(61, 2_000 * 40))
def test_serials_are_days_apart(serial):
    assert read_excel_serial(serial).start == day_number(1899, 12, 30) + serial


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_is_read_in_every_order(day):
    number = day_number(day.year, day.month, day.day)
    month = "January February March April May June July August September October November December"
    name = month.split()[day.month - 1]
    forms = (
        f"{day:%Y-%m-%d}",
        f"{day:%Y%m%d}",
        f"{name} {day.day}, {day.year}",
        f"{day.day} {name} {day.year}",
        f"{day.year} {name[:3]}. {day.day}",
        f"{day.day}-{name[:3]}-{day.year}",
        f"{day.month}/{day.day}/{day.year}",
        f"{day.year}年{day.month}月{day.day}日",
    )
    for form in forms:
        found = read_date(form)
        assert (found.start, found.end, found.edtf) == (number, number, f"{day:%Y-%m-%d}"), form
    assert read_date(f"{day:%d.%m.%Y}", DateConventions(day_first=True)).start == number
    assert civil(number) == (day.year, day.month, day.day)


def holds(found: Date, text: str) -> None:
    """Assert what holds for the date of any text."""
    assert (found.start is None) == (found.end is None)
    assert found.is_dated == bool(found.edtf) == bool(found.precision)
    if found.start is not None and found.end is not None:
        assert found.start <= found.end
        assert is_edtf(found.edtf), (text, found.edtf)
        assert civil(found.end)[0] <= 2400
    assert Date.from_json(found.to_json()) == found


PIECES = st.sampled_from(
    re.findall(
        r"\S+",
        """
        1950 1951 49 7 13 31 3 00 850 9999 1950s 60s 195- 19-- 20th 1st July jan. may winter spring
        century early mid late first-half quarter BC AD circa c. ? ~ [ ] ( ) - – / .. , ; . & and or
        between before after not from since to until present ongoing undated n.d. 6-p.m. 14:30 noon
        bulk printed later i.e. XIX siècle 年 月 ' X % T Z + q1 1950-07 1950-07-13 11.1.1950
        """,
    )
)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " "])), max_size=9))
@example([("between", " "), ("and", " ")])
def test_any_order_of_a_dates_pieces_is_read_or_undated(pieces):
    text = "".join(piece + blank for piece, blank in pieces).replace("-half", " half")
    for conventions in (DateConventions(), DateConventions(True, 1930, 3, 2, 10, True)):
        holds(read_date(text, conventions), text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
@example("٣ يوليو ١٩٥٠")
@example("①⑨⑤⓪")
@example("\ud800 1950")
@example("²³")
def test_any_text_is_read_or_undated(text):
    for read in (read_date, read_edtf, read_unitdate_normal, read_marc_008):
        holds(read(text), text)
    assert len(level(text)) == len(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789-/?~%.,XYEST:[]{}+Z", max_size=24))
@example("1950-02-30/1951")
@example("Y1E99")
@example("[..]")
@example("1950S9")
@example("0000-XX-3X")
def test_any_letters_of_edtf_are_read_or_undated(text):
    holds(read_edtf(text), text)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " x "])), max_size=12))
def test_what_is_found_in_any_question_stands_there_in_order(pieces):
    text = "".join(piece + blank for piece, blank in pieces)
    last = 0
    for found in find_dates(text):
        assert last <= found.start_offset < found.end_offset <= len(text)
        assert found.date.display == text[found.start_offset : found.end_offset]
        assert found.date.is_dated
        last = found.end_offset


def test_long_texts_cost_little():
    assert not read_date("1950 " * 100_000).is_dated
    assert find_dates("1950-" * 100_000) == ()
    assert not read_edtf("[" * 100_000).is_dated
    assert len(find_dates("1950 and " * 200)) == 200
