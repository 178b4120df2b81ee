"""The title rules, row by row of docs/titles.md, and in the forms in which titles are dirty."""

import re
import time
from pathlib import Path

import pytest

from index_mappings.record import Party
from loaders.drafts.titles import (
    Vocabulary,
    VocabularyError,
    known_names,
    read_title,
    type_in_source_note,
)

PAGE = Path(__file__).parents[1] / "docs" / "titles.md"
KNOWN = known_names(
    ["Cable, Liu Shaoqi to Chairman Mao [Zedong]", "CABLE, X TO MAO [ZEDONG]", "Zhou to Mao Zedong"]
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.load()


def rows() -> list[list[str]]:
    """Return the cells of each example of the page."""
    found = []
    for line in PAGE.read_text("utf-8").splitlines():
        if line.startswith("| `"):
            found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def shown(parties: tuple[Party, ...]) -> str:
    return "; ".join(p.name if p.person else f"*{p.name}*" for p in parties)


@pytest.mark.parametrize("cells", rows(), ids=lambda cells: cells[0].strip("`"))
def test_the_page_is_true(cells: list[str], vocabulary: Vocabulary) -> None:
    title, *expected = cells
    found = read_title(title.strip("`"), vocabulary, KNOWN)
    named = {party.name for party in (*found.sender, *found.recipient, *found.via)}
    others = tuple(party for party in found.people if party.name not in named)
    got = [shown(parties) for parties in (found.sender, found.recipient, found.via, others)]
    assert [found.type, found.number, *got] == expected


def test_the_page_has_examples() -> None:
    assert len(rows()) > 70


def test_people_hold_every_party_once(vocabulary: Vocabulary) -> None:
    found = read_title("Cable, Filippov [Stalin] to Stalin (via Roshchin)", vocabulary)
    assert [party.name for party in found.people] == ["Stalin", "Roshchin"]
    assert all(party.derived for party in found.people)


def test_what_the_source_says_is_kept(vocabulary: Vocabulary) -> None:
    title = "Ciphered Telegram, Roshchin to Cde. Filippov [Stalin]"
    (party,) = read_title(title, vocabulary).recipient
    assert party == Party("Stalin", "Cde. Filippov [Stalin]", "Cde.", derived=True)


def test_office_before_a_bracket_is_the_role(vocabulary: Vocabulary) -> None:
    (party,) = read_title("The Chargé in Australia (Foster) to Kim", vocabulary).sender
    assert (party.name, party.role, party.person) == ("Foster", "Chargé in Australia", True)


def test_office_after_a_comma_is_the_role(vocabulary: Vocabulary) -> None:
    title = "Letter, Stalin to Mao Zedong, Chairman of the CCP"
    (party,) = read_title(title, vocabulary).recipient
    assert (party.name, party.role) == ("Mao Zedong", "Chairman of the CCP")


def test_a_bracket_completes_only_what_stands_elsewhere(vocabulary: Vocabulary) -> None:
    title = "Cable, Liu Shaoqi to Chairman Mao [Zedong]"
    alone = read_title(title, vocabulary, known_names([title]))
    beside = read_title(title, vocabulary, known_names([title], ["Zhou asks Mao Zedong."]))
    assert alone.recipient[0].name == "Zedong"
    assert beside.recipient[0].name == "Mao Zedong"


def test_a_bracket_is_no_evidence_for_itself() -> None:
    assert not known_names(["A to Filippov [Stalin]", "B to Filippov (Stalin)"])


@pytest.mark.parametrize(
    "title",
    [
        "Cable No. 7, Shtykov to Stalin",
        "  cable\u00a0no. 7,\u00a0Shtykov to Stalin  ",
        "CABLE No. 7 – Shtykov to Stalin",
        "Cable #7: Shtykov TO Stalin",
        "Cable No. 7 from Shtykov to Stalin, 3 May 1950",
        "Cable No. 7, Shtykov to Stalin, Moscow, May 3, 1950",
        "Cable, Shtykov to Stalin, No. 7 (3 May 1950)",
        "Cable No. 7, Shtykov to Stalin (excerpt) (1950)",
        "12. Cable No. 7, Shtykov to Stalin",
        "[Cable], Shtykov to Stalin, No. 7",
        "\ufeffCable No. 7, Shtykov to Stalin\r\n",
        "Cable № 7, Shtykov to Stalin “On the situation”",
        "Cable No. 7, Top Secret, Shtykov to Stalin",
    ],
)
def test_one_title_in_many_spellings(title: str, vocabulary: Vocabulary) -> None:
    found = read_title(title, vocabulary)
    names = [party.name for party in (*found.sender, *found.recipient)]
    assert (found.type, names) == ("Cable", ["Shtykov", "Stalin"])
    assert found.number == "7"


@pytest.mark.parametrize(
    "title",
    [
        "",
        " ",
        "-",
        "to",
        "to to to",
        "Cable",
        "Cable,",
        "Cable, to",
        "Cable, to Stalin to",
        "[",
        "Cable, Stalin [to Mao",
        "Cable, (((",
        "between",
        "between and",
        "by",
        "1950",
        "No. 5",
        "Letter, [Unknown] to [Unknown]",
        "Letter, [?] to [sic]",
        "’’’ to “",
        "the to the",
        "Report of, to, by, on",
        "\ud800 to \x00",
        "Memorandum on Korea: Taiwan to Receive More",
        "Report, Steps to Reunification",
        "Protocol No. 12, Politburo to Stalin",
        "Soviet Note to the United States",
    ],
)
def test_where_nothing_is_decided_nothing_is_claimed(title: str, vocabulary: Vocabulary) -> None:
    found = read_title(title, vocabulary)
    assert found.sender == ()
    assert not any(party.name in ("", "to", "by", "and") for party in found.people)


def test_excerpts_are_marked(vocabulary: Vocabulary) -> None:
    for title in ("Cable, A. Bell to Kim (Excerpt)", "Excerpts from a Letter, Bell to Kim"):
        found = read_title(title, vocabulary)
        assert found.excerpt
        assert [party.name for party in found.recipient] == ["Kim"]
    assert not read_title("Letter, Bell to Kim", vocabulary).excerpt


@pytest.mark.parametrize("size", [900, 20_000])
@pytest.mark.parametrize("piece", ["to ", "[", "(", "A, ", "and ", '"', "Stalin to ", "No. 1 "])
def test_a_title_out_of_all_proportion_takes_no_time(
    piece: str, size: int, vocabulary: Vocabulary
) -> None:
    started = time.process_time()
    read_title("Cable, " + piece * (size // len(piece)), vocabulary)
    assert time.process_time() - started < 2  # seconds; it takes a fraction of one


def test_an_archive_extends_the_vocabulary(tmp_path: Path) -> None:
    own = tmp_path / "types.toml"
    own.write_text(
        '[[types]]\nlabel = "Dépêche"\nplural = "Dépêches"\nspellings = ["cable"]\n'
        'parties = "letter"\n',
        "utf-8",
    )
    vocabulary = Vocabulary.load(own)
    assert read_title("Depeche, Bell to Kim", vocabulary).type == "Dépêche"
    assert read_title("Cable, Bell to Kim", vocabulary).type == "Dépêche"
    assert read_title("Letter, Bell to Kim", vocabulary).type == "Letter"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("types = 3", "headed"),
        ("[[types]]\nplural = 'x'", "no label"),
        ("[[types]]\nlabel = 'x'\nparties = 'y'", "takes body, letter, report"),
        ("[[types]]\nlabel = 'x'\nspellings = 'y'", "list of strings"),
        ("[[", "not TOML"),
    ],
)
def test_a_vocabulary_that_cannot_be_used_says_why(text: str, reason: str, tmp_path: Path) -> None:
    own = tmp_path / "types.toml"
    own.write_text(text, "utf-8")
    with pytest.raises(VocabularyError, match=reason):
        Vocabulary.load(own)
    with pytest.raises(VocabularyError, match="cannot be read"):
        Vocabulary.load(tmp_path / "absent.toml")


def test_no_spelling_has_two_types(vocabulary: Vocabulary) -> None:
    seen: dict[str, str] = {}
    for item in vocabulary.types:
        for wording in {item.label.casefold(), item.plural.casefold(), *item.spellings}:
            assert re.fullmatch(r"\S.*", wording)
            assert seen.setdefault(wording.casefold(), item.label) == item.label


def test_source_notes_name_types(vocabulary: Vocabulary) -> None:
    note = "Source: Central Files, 795.00/7–1350: Telegram. Secret; Priority."
    assert type_in_source_note(note, vocabulary) == "Telegram"
    assert type_in_source_note("501.BB/8–348: Airgram", vocabulary) == "Airgram"
    assert type_in_source_note("Central Files, 795.00. Secret.", vocabulary) == ""
    assert type_in_source_note("", vocabulary) == ""
