"""Names in titles of which it is easy to claim too much."""

from __future__ import annotations

import pytest

from loaders.drafts.titles import Vocabulary, read_title


@pytest.mark.parametrize(
    ("title", "parties"),
    [
        ("Mr. and Mrs. Smith to Dr. Jones", ""),
        ("Letter to Mr. and Mrs. John Smith from the President", ""),
        ("Letter from Mr. Smith and Dr. Jones to Mrs. Brown", "Smith, Jones > Brown"),
        ("Letter from Robert (Bob) Smith to Doe", "Robert Smith > Doe"),
        ("Letter from William [Bill] J. Casey to Reagan", "William J. Casey > Reagan"),
        ("Letter from Filippov [Stalin] to Mao", "Stalin > Mao"),
        ("Letter from Ambassador (Smith) to Jones", "Smith > Jones"),
        ("From Kabul to Kandahar: a journey", ""),
        ("From Marx to Mao", ""),
        ("From Stalin to Zhou Enlai", "Stalin > Zhou Enlai"),
        ("From the Ambassador in Korea to the Secretary of State",
         "Ambassador in Korea > Secretary of State"),
        ("A Letter to a Friend", ""),
        ("Letter from a Soldier to a Friend", ""),
        ("[Letter from Roe to Doe]", "Roe > Doe"),
        ("[Telegram from Roe to Doe], 3 May 1950", "Roe > Doe"),
        ("[Map of Korea]", ""),
    ],
)  # fmt: skip
def test_no_more_is_claimed_than_a_title_says(title: str, parties: str) -> None:
    found = read_title(title, Vocabulary.load())
    sides = [", ".join(p.name for p in side) for side in (found.sender, found.recipient)]
    assert (" > ".join(sides) if any(sides) else "") == parties
