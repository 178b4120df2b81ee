"""Marking in texts that are not plain: what is found by looking and what by analysis is alike."""

import json
import random

import pytest

from index_mappings.mapping import load
from service.engines.embedded import highlights
from service.engines.embedded.highlights import Highlighter
from service.engines.embedded.record_cache import ShownRecord
from service.engines.embedded.schema import make_schema
from service.query.clauses import All, Any, Clause, Fuzzy, Near, Phrase, Prefix, Word

SCHEMA = make_schema(load("records"))


@pytest.mark.parametrize(
    ("clause", "text", "marked"),
    [
        (Word("negotiation"), "Negotiations, negotiated: NEGOTIATING", "Negotiations negotiated"
         " NEGOTIATING"),
        (Word("country"), "country countries count countryside", "country countries"),
        (Word("war"), "war (war) post-war wars warn _war_ war's", "war war war wars war war"),
        (Word("aether"), "Æther and æther, aether; æthers", "Æther æther aether æthers"),
        (Word("finance"), "the ﬁnance of ﬁnances", "ﬁnance ﬁnances"),
        (Word("dang"), "Đặng Tiểu Bình, Dang", "Đặng Dang"),
        (Word("毛"), "毛泽东 in Peking, 毛 and Mao", "毛 毛"),
        (Word("peking"), "毛泽东Peking and 毛 Peking", "Peking Peking"),
        (Word("half"), "½ and half, naïve “half”…", "half half"),
        (Phrase("naive peace"), "naïve peace, naive war, ½ peace", "naïve peace"),
        (Phrase("half æther"), "a ½ half æther", "half æther"),
        (Prefix("aeth"), "Æther aeth eth", "Æther aeth"),
        (Any((Word("мир"), Phrase("the peace"))), "the peace, the war, мир", "the peace мир"),
        (Any((Prefix("pea"), Near("war peace", 3))), "war and peace; peas; the war", "war peace"
         " peas"),
        (Any((Prefix("pea"), Near("war peace", 3))), "war at sea; peas", "peas"),
        (Any((Fuzzy("warr", 1), Phrase("of the sea"))), "of the war, of the sea", "war of the sea"),
    ],
)  # fmt: skip
def test_each_word_is_marked_as_itself(clause: Clause, text: str, marked: str) -> None:
    found = Highlighter((clause,), SCHEMA).marks(_titled(text)).highlight
    places = "".join(found["title"]).split("<mark>")[1:]
    assert [place.partition("</mark>")[0] for place in places] == marked.split()


PIECES = ("peace", "war", "naïve", "Æther", "æther", "毛泽东", "毛泽东Peking", "½", "Мир",
          "peaceful", ",", "—", "U.S.", "Đặng", "wars", "(half)", "ﬁnance")  # fmt: skip
RUNS = (
    Near("war peace", 2), Near("aether war", 1), Near("毛 peking", 5), Near("peace half war", 3),
    All((Near("war peace", 1), Phrase("naive war"))), All((Near("peace war", 4), Prefix("aet"))),
    Any((Near("war peace", 0), Fuzzy("peece", 1), Word("финанс"))),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_what_is_near_is_the_same_where_only_other_scripts_are_analysed(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(seed)
    text = " ".join(dice.choices(PIECES, k=dice.choice((3, 30, 300))))
    clause = RUNS[seed % len(RUNS)]
    monkeypatch.setattr(highlights, "_BETWEEN", 0)
    by_pieces = Highlighter((clause,), SCHEMA).marks(_titled(text)).highlight
    monkeypatch.setattr(highlights, "_BETWEEN", 1_000_000)
    assert Highlighter((clause,), SCHEMA).marks(_titled(text)).highlight == by_pieces
    assert by_pieces or len(text) < 1_000


def test_marks_leave_every_character_in_its_place() -> None:
    text = "A & B <Æther> ½ of the æther… “æther”"
    (shown,) = Highlighter((Word("aether"),), SCHEMA).marks(_titled(text)).highlight["title"]
    plain = shown.replace("<mark>", "").replace("</mark>", "")
    assert plain == text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _titled(title: str) -> ShownRecord:
    return ShownRecord(json.dumps({"id": "a", "title": title}).encode())
