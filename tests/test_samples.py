"""The sample collections: sound as pages, and true to the volumes they describe."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from frus_facts import Facts, volume
from sample_pages import FOLDER, Sample, pages

FRUS = Path(__file__).parents[2] / "shared" / "data" / "frus"
SAMPLES = [sample for page in pages().values() for sample in page]
every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.reference)

MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)

KIND = re.compile(
    r"([A-Z][A-Za-z ]+?(?: of (?:Telephone )?Conversation| for the Record)?)"
    r"(?: No\. ([\w-]+))?(?=,| of | by | between |$)"
)

# A heading that names only an office: who held it, from which day on.
HOLDERS = {
    "Secretary of State": [
        ("1947-01-21", "George C. Marshall"),
        ("1949-01-21", "Dean Acheson"),
        ("1953-01-21", "John Foster Dulles"),
        ("1959-04-22", "Christian A. Herter"),
        ("1961-01-21", "Dean Rusk"),
    ],
    "President": [("1945-04-12", "Harry S. Truman"), ("1953-01-20", "Dwight D. Eisenhower")],
}


def with_volumes(test: Callable[..., None]) -> Callable[..., None]:
    """Mark a test that reads the volumes, and skip it where they are not."""
    here = pytest.mark.skipif(
        not FRUS.is_dir(), reason="the volumes of Foreign Relations are not in ../shared/data/frus"
    )
    return pytest.mark.real_data(here(test))  # type: ignore[no-any-return]


def facts(sample: Sample) -> Facts:
    return volume(FRUS / f"{sample.volume}.xml")[sample.document]


def surname(name: str) -> str:
    return name.removesuffix(" Jr.").rpartition(" ")[2]


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.replace("’", "").replace("'", "").lower()).strip()


def says(name: str, marked: str, day: str) -> bool:
    """Whether `marked`, words of the volume, are about the party that the title calls `name`."""
    if plain(surname(name)) in plain(marked).split() or plain(name) in plain(marked):
        return True
    return any(
        office in marked and name == [held for since, held in terms if since <= day][-1]
        for office, terms in HOLDERS.items()
    )


def sentences(text: str) -> int:
    """Count ends of sentences; a single letter or "Jr" before the point is a part of a name."""
    return len(re.findall(r"(?<![A-Z])(?<!Jr)[.?!](?= [A-Z]|$)", text))


def test_the_samples_are_enough_to_search_in() -> None:
    assert len(pages()) >= 2
    assert len(SAMPLES) >= 60
    assert len({sample.volume for sample in SAMPLES}) >= 6
    assert len({sample.date for sample in SAMPLES}) < len(SAMPLES), "no two records share a date"
    assert any(sample.date == "Undated" for sample in SAMPLES)


def test_no_document_is_described_twice() -> None:
    references = [sample.reference for sample in SAMPLES]
    assert sorted(set(references)) == sorted(references)


def test_related_collections_are_collections_of_the_samples() -> None:
    heads = {path: path.read_text("utf-8").split("\n-\n")[0] for path in FOLDER.glob("*.txt")}
    names = {head.split("\n")[0] for head in heads.values()}
    for path, head in heads.items():
        listed = re.findall(r"\(\d\) (.+?)(?:; and|;|\.(?: |$))", head.split("\n")[1])
        assert set(listed) == names - {head.split("\n")[0]}, path.name


@every_sample
def test_a_sample_record_is_whole(sample: Sample) -> None:
    assert re.fullmatch(rf"{MONTHS} \d{{1,2}}, \d{{4}}|Undated", sample.date)
    assert re.match(r"[A-Z]\w+", sample.title)
    assert re.fullmatch(r"frus[\w-]+, document d\d+", sample.reference)
    assert "\n" not in sample.summary
    assert 1 <= sentences(sample.summary) <= 3
    assert 15 <= len(sample.summary.split()) <= 90


@with_volumes
@every_sample
def test_the_date_is_the_volumes(sample: Sample) -> None:
    written = facts(sample).day
    if sample.date == "Undated":
        assert written == ""
    else:
        assert datetime.strptime(sample.date, "%B %d, %Y").date().isoformat() == written


@with_volumes
@every_sample
def test_kind_and_number_are_the_volumes(sample: Sample) -> None:
    document = facts(sample)
    opening = KIND.match(sample.title)
    assert opening, sample.title
    kind, number = opening.groups()
    if kind == "Letter":
        # The earlier volumes print a letter without calling it one.
        assert re.search(r"\bletter\b|\bdear\b|\bfriend:", document.text, re.I)
    else:
        named = plain(f"{document.head} {document.source_note}").replace(" of a ", " of ")
        assert plain(kind) in named
    if number:
        assert f" {plain(number)} " in f" {plain(document.text)} "


@with_volumes
@every_sample
def test_the_parties_are_the_volumes(sample: Sample) -> None:
    document = facts(sample)
    parties = sample.parties
    marked = document.senders.strip(" |") and document.recipients
    if parties:
        assert says(parties[0], document.senders, document.day), document.senders
        assert says(parties[1], document.recipients, document.day), document.recipients
    elif marked:
        # A conversation that the volume marks with two parties names both of them here.
        assert sample.people, sample.title
    for name in sample.people:
        assert says(name, document.text, document.day), name


@with_volumes
@every_sample
def test_the_summary_is_in_words_of_its_own(sample: Sample) -> None:
    longest = 8  # words in a row: enough for the name of any office, too few for a sentence
    said, text = plain(sample.summary).split(), f" {plain(facts(sample).text)} "
    copied = [
        " ".join(said[start : start + longest + 1])
        for start in range(len(said) - longest)
        if f" {' '.join(said[start : start + longest + 1])} " in text
    ]
    assert not copied
