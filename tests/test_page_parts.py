"""The small pure parts of the pages: dates in words, excerpts, bars, options."""

from __future__ import annotations

import re

import pytest
from answers import answer
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from index_mappings.days import day_number, month_span, year_span
from index_mappings.record import Date
from service.schemas.answer_parts import BothLinks, Page, Relaxation
from service.search.addresses import PAGE_SEARCH
from service.search.arguments import PLAIN
from service.search.links import Links
from service.web.chips import Chip
from service.web.dates import moment, span, understood
from service.web.excerpts import LONGEST, marked, paragraphs, plain
from service.web.paging import turn
from service.web.ways_on import options

SPANS = (
    ((day_number(1950, 1, 11),) * 2, "11 January 1950"),
    (month_span(1949, 8), "August 1949"),
    (year_span(1950), "1950"),
    (year_span(1949, 1951), "1949–1951"),
    ((month_span(1949, 10)[0], month_span(1949, 12)[1]), "October–December 1949"),
    ((month_span(1949, 12)[0], month_span(1950, 2)[1]), "December 1949 – February 1950"),
    ((day_number(1950, 1, 3), day_number(1950, 1, 9)), "3–9 January 1950"),
    ((day_number(1950, 1, 28), day_number(1950, 2, 3)), "28 January – 3 February 1950"),
    ((day_number(1949, 12, 30), day_number(1950, 1, 2)), "30 December 1949 – 2 January 1950"),
    (year_span(-43), "44 BC"),
    ((None, None), ""),
)


@pytest.mark.parametrize(("days", "words"), SPANS)
def test_a_span_is_said_as_short_as_it_is_exact(
    days: tuple[int | None, int | None], words: str
) -> None:
    assert span(*days) == words


@pytest.mark.parametrize(
    ("display", "edtf", "days", "words"),
    [
        ("January 11, 1950", "1950-01-11", (day_number(1950, 1, 11),) * 2, ""),
        ("1950-01-11", "1950-01-11", (day_number(1950, 1, 11),) * 2, "11 January 1950"),
        ("circa 1950", "1950~", year_span(1950), "about 1950"),
        ("1950?", "1950?", year_span(1950), "perhaps 1950"),
        ("after the flood", "", (None, None), "no date"),
    ],
)
def test_what_a_date_was_understood_as_is_said_where_it_differs(
    display: str, edtf: str, days: tuple[int | None, int | None], words: str
) -> None:
    assert understood(Date(display, edtf, *days)) == words


def test_a_moment_is_said_by_its_day() -> None:
    assert moment("2026-11-23T11:14:50.5Z") == "23 November 2026"
    assert moment("once") == "once"


@given(st.text(max_size=3000))
def test_an_excerpt_is_a_piece_of_the_text_and_nothing_else(text: str) -> None:
    shown = str(plain(text))
    kept = shown.removesuffix(" …").strip()
    assert kept in str(escape(text))
    assert "<" not in kept
    assert not re.search(r"&(?!amp;|lt;|gt;|#34;|#39;)", kept)


@given(st.lists(st.sampled_from(["word", "<mark>word</mark>", "&amp;", "毛" * 50]), max_size=400))
def test_an_excerpt_cuts_no_mark_in_two_and_shows_one(pieces: list[str]) -> None:
    html = " ".join(pieces)
    shown = str(marked(html))
    assert shown.count("<mark>") == shown.count("</mark>")
    assert ("<mark>" in shown) == ("<mark>" in html)
    assert len(re.sub(r"<[^>]*>|&amp;", "", shown)) <= LONGEST + 4  # two ellipses with blanks


def test_paragraphs_end_where_the_lines_of_the_source_do() -> None:
    assert paragraphs(" One.\r\n\r\nTwo.\nThree. \n") == ["One.", "Two.", "Three."]


def test_relaxations_that_an_answer_counts_are_offered_with_their_counts() -> None:
    way = Relaxation("without Cable", 3, BothLinks("/api/v1/search?q=x", "/search?q=x"))
    chip = Chip("", "zanzibar", "/search")
    none = options(answer(relaxations=()), PLAIN, (chip,), Links("", PAGE_SEARCH))
    assert [item.label for item in none] == ["See all records"]
    option, _ = options(answer(relaxations=(way,)), PLAIN, (), Links("", PAGE_SEARCH))
    assert (option.label, option.count, option.url) == (
        "Search without Cable",
        3,
        "/search?q=x",
    )


@pytest.mark.parametrize(
    ("here", "pages", "offered"),
    [
        (1, 1, []),
        (1, 9, [1, 2, 3, None, 9]),
        (4, 9, [1, 2, 3, 4, 5, 6, None, 9]),
        (5, 9, [1, None, 3, 4, 5, 6, 7, None, 9]),
        (9, 9, [1, None, 7, 8, 9]),
        (2, 3, [1, 2, 3]),
    ],
)
def test_two_pages_are_offered_on_either_side(
    here: int, pages: int, offered: list[int | None]
) -> None:
    found = answer(page=Page(here, 20, pages, None))
    numbers = turn(found, PLAIN, Links("", PAGE_SEARCH)).numbers
    assert [number and number[0] for number in numbers] == offered
