"""From when to when a list of persons says that an office was held, and what it leaves open."""

from __future__ import annotations

import pytest

from index_mappings.days import day_number
from index_mappings.offices import Term
from loaders.tei.terms_of_office import edition_of, terms_of

PAPERS = edition_of("Papers of the Isles of Ond, 1955–1957, The Reefs, Volume I")
FIRST, LAST = day_number(1955), day_number(1957, 12, 31)


def on(said: str, office: str, day: tuple[int, int, int], edition: object = PAPERS) -> bool:
    number = day_number(*day)
    terms = [term for term in terms_of(said, PAPERS) if term.office == office]
    return any(term.surely(number, number) for term in terms)


def test_a_title_says_the_series_and_the_years() -> None:
    assert (PAPERS.series, PAPERS.days) == ("Papers of the Isles of Ond", (FIRST, LAST))
    assert edition_of("Letters, 1952-54").days == (day_number(1952), day_number(1954, 12, 31))
    assert edition_of("Letters 1949").days == (day_number(1949), day_number(1949, 12, 31))
    assert edition_of("Letters of Anna Roe").days is None


@pytest.mark.parametrize(
    ("said", "begins", "ends"),
    [
        ("Harbor Master", (1955, 1, 1), (1957, 12, 31)),
        ("Harbor Master until April 1956", (1955, 1, 1), (1956, 4, 1)),
        ("Harbor Master to April 1956", (1955, 1, 1), (1956, 4, 1)),
        ("Harbor Master from April 1956", (1956, 4, 30), (1957, 12, 31)),
        ("Harbor Master from April 9, 1956", (1956, 4, 9), (1957, 12, 31)),
        ("Harbor Master, January 1956 - May 1957", (1956, 1, 31), (1957, 5, 1)),
        ("Harbor Master, April–December 1955", (1955, 4, 30), (1955, 12, 1)),
        ("Harbor Master April 3, 1955–July 9, 1956", (1955, 4, 3), (1956, 7, 9)),
        ("Clerk to May 1956; thereafter Harbor Master", (1956, 5, 31), (1957, 12, 31)),
        ("Clerk to May 1956, thereafter Harbor Master to June 1957", (1956, 5, 31), (1957, 6, 1)),
        ("Harbor Master of the Isles of Ond", (1955, 1, 1), (1957, 12, 31)),
    ],
)  # fmt: skip
def test_the_days_on_which_an_office_was_surely_held(
    said: str, begins: tuple[int, int, int], ends: tuple[int, int, int]
) -> None:
    (term,) = [one for one in terms_of(said, PAPERS) if one.office == "Harbor Master"]
    assert term.first is not None
    assert term.last is not None
    assert (term.first[1], term.last[0]) == (day_number(*begins), day_number(*ends))
    assert term.within == "Papers of the Isles of Ond"


@pytest.mark.parametrize(
    "said",
    [
        "Harbor Master, 1946–1947 and again from May 1956",
        "Harbor Master until sometime before May 1956",
        "Clerk until May 1955; Harbor Master",
        "Clerk; thereafter Harbor Master",
        "former Harbor Master",
    ],
)
def test_what_cannot_be_read_has_no_days_and_keeps_others_from_being_sure(said: str) -> None:
    terms = terms_of(said, PAPERS)
    for term in terms:
        if "Harbor Master" in term.office:
            assert not term.surely(FIRST + 500, FIRST + 500)
            assert term.may(FIRST + 500, FIRST + 500) or term.last is not None


@pytest.mark.parametrize(
    "said",
    [
        "British Minister of Ships to May 1955; Harbor Master",
        "Harbor Master, January 1955–May 1957; French Minister of Ships from May 1957",
        "Envoy of the Republic of Mar to May 1955; thereafter Harbor Master",
        "Envoy to the Isles of Ond, 1954; Harbor Master from March 1955",
    ],
)
def test_the_office_of_another_country_is_not_ours(said: str) -> None:
    assert not any(term.office == "Harbor Master" for term in terms_of(said, PAPERS))


def test_a_desk_at_home_is_no_other_country() -> None:
    said = "Officer in Charge of Japanese Affairs to May 1956; thereafter Harbor Master"
    assert on(said, "Harbor Master", (1957, 1, 1))
    assert on("Envoy to the Republic of Mar until May 1956", "Envoy to the Republic of Mar",
              (1956, 1, 1))  # fmt: skip


def test_a_volume_without_years_bounds_no_open_term() -> None:
    letters = edition_of("Letters of Anna Roe")
    open_ended, closed = terms_of("Clerk from May 1955; Mayor, May 1951–May 1952", letters)
    assert open_ended.first is None
    assert closed.surely(day_number(1951, 8), day_number(1951, 9))


def test_a_term_is_read_back_as_it_was_written() -> None:
    for term in (*terms_of("Mayor to May 1956; Clerk; thereafter Judge", PAPERS),):
        assert Term.from_json(term.to_json()) == term
