"""Persons of one family, letters in other languages, and cells that say an office too."""

from __future__ import annotations

import pytest

from loaders.drafts.titles import Vocabulary, read_title
from loaders.drafts.titles.families import named_in_cell

TITLES = """
Letter from John and Jane Roe to Peter Doe|John Roe; Jane Roe|Peter Doe
Letter, John and Jane M. Roe to Peter Doe|John Roe; Jane M. Roe|Peter Doe
Letter from Jane and John von Roe to Peter Doe|Jane von Roe; John von Roe|Peter Doe
Cable, Stalin and Mao Zedong to Kim Il Sung|Stalin; Mao Zedong|Kim Il Sung
Letters from Roe at the Front|Roe|
Letter from Camp Roe||
Jane Roe to John Doe, re: boats|Jane Roe|John Doe
ALS, Jane Roe to John Doe|Jane Roe|John Doe
Postcard from Jane Roe in Paris to John Doe in London|Jane Roe|John Doe
Brief von Johann Roe an Peter Doe|Johann Roe|Peter Doe
Brief an Peter Doe vom 5. Mai 1901||Peter Doe
Brief von Johann und Anna Roe an Peter von Doe, Berlin|Johann Roe; Anna Roe|Peter von Doe
Lettre de Jean et Anne Roe à Pierre Doe, 5 mai 1901|Jean Roe; Anne Roe|Pierre Doe
Carta de Juan Roe a Pedro Doe sobre barcos|Juan Roe|Pedro Doe
Lettera di Giovanni Roe a Pietro Doe|Giovanni Roe|Pietro Doe
Brief van Jan Roe aan Piet Doe|Jan Roe|Piet Doe
Schreiben des Ministers Roe an den Präsidenten Doe||
Telegramm Bismarcks an Kaiser Wilhelm||
Postkarte von Anna Roe an Familie Doe||
Lettre de M. Roe au ministre des Affaires étrangères||
Carta de San José a Nueva York||
Carta del presidente Roe al Congreso||
Lettre de Jean Roe à la ville de Paris||
"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.load()


@pytest.mark.parametrize("line", TITLES.strip().split("\n"))
def test_a_title_names_those_who_are_sure(line: str, vocabulary: Vocabulary) -> None:
    title, sender, recipient = line.split("|")
    found = read_title(title, vocabulary)
    assert "; ".join(party.name for party in found.sender) == sender
    assert "; ".join(party.name for party in found.recipient) == recipient


@pytest.mark.parametrize(
    ("cell", "parties"),
    [
        ("Dulles, Secretary", [("Dulles", "Secretary")]),
        ("Dulles (Secretary of State)", [("Dulles", "Secretary of State")]),
        ("John Roe, Ambassador to France", [("John Roe", "Ambassador to France")]),
        ("John and Jane Roe", [("John Roe", ""), ("Jane Roe", "")]),
        ("Anna und Karl Roe", [("Anna Roe", ""), ("Karl Roe", "")]),
        ("Roe, Jane", [("Roe, Jane", "")]),
        ("Roe, Dean", [("Roe, Dean", "")]),
        ("Stalin and Mao Zedong", [("Stalin and Mao Zedong", "")]),
        ("Roe and Sons", [("Roe and Sons", "")]),
        ("Embassy, Secretary", [("Embassy, Secretary", "")]),
        ("Roe, John, Secretary", [("Roe, John, Secretary", "")]),
    ],
)
def test_a_cell_of_names_is_one_name_but_for_sure_cases(
    cell: str, parties: list[tuple[str, str]]
) -> None:
    found = named_in_cell(cell)
    assert [(party.name, party.role) for party in found] == parties
    assert {party.as_written or party.name for party in found} == {cell}
