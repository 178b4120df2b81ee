from __future__ import annotations

import copy
import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index_mappings.conditions import Days
from index_mappings.days import month_span, year_span
from index_mappings.mapping import load, parse
from service.query.bounds import ALTERNATIVES, MOST
from service.query.clauses import (
    All,
    Any,
    Clause,
    Everything,
    Fuzzy,
    Lifted,
    Near,
    Not,
    Phrase,
    Prefix,
    Value,
    Word,
)
from service.query.language import read
from service.query.lexicon import lexicon
from service.query.settling import DEEPEST
from service.query.typed import LONGEST, plain
from service.query.understanding import Reading

RECORDS = load("records")


def clause(text: str, **options: str) -> Clause:
    return read(text, RECORDS, **options).clause


def words(*texts: str) -> Clause:
    return All(tuple(Word(text) for text in texts))


def without(*excluded: Clause) -> Clause:
    return All((Everything(), *(Not(each) for each in excluded)))


def dated(text: str, start: int, end: int) -> Clause:
    is_word = text.isalnum()
    return Any((Word(text) if is_word else Phrase(text), Days(start, end)))


def kind(text: str) -> Clause:
    return Any((Word(text), Word(text, "type")))


TABLE: dict[str, Clause] = {
    "": Everything(),
    "   ": Everything(),
    "korea": Word("korea"),
    "korea war": words("korea", "war"),
    "korea AND war": words("korea", "war"),
    '"port arthur"': Phrase("port arthur"),
    "“port arthur”": Phrase("port arthur"),
    "«port arthur»": Phrase("port arthur"),
    '"korea"': Word("korea"),
    '"the"': Word("the"),
    '""': Everything(),
    # what excludes and what does not
    "war -korea": All((Word("war"), Not(Word("korea")))),
    "war –korea": All((Word("war"), Not(Word("korea")))),
    "war —korea": words("war", "korea"),
    "war - korea": words("war", "korea"),
    "war --korea": words("war", "korea"),
    "anti-soviet": Word("anti-soviet"),
    "war NOT korea": All((Word("war"), Not(Word("korea")))),
    "war AND NOT korea": All((Word("war"), Not(Word("korea")))),
    "war not korea": words("war", "korea"),
    'war -"port arthur"': All((Word("war"), Not(Phrase("port arthur")))),
    "war -(soviet korea)": All((Word("war"), Not(words("soviet", "korea")))),
    "-korea": without(Word("korea")),
    "-korea -war": without(Word("korea"), Word("war")),
    'war -"?!" korea': words("war", "korea"),
    "war -": Word("war"),
    # either of two
    "korea OR war": Any((Word("korea"), Word("war"))),
    "korea OR war OR peace": Any((Word("korea"), Word("war"), Word("peace"))),
    "soviet korea OR war": All((Word("soviet"), Any((Word("korea"), Word("war"))))),
    "(soviet korea) OR war": Any((words("soviet", "korea"), Word("war"))),
    "korea OR -war": Any((Word("korea"), without(Word("war")))),
    "korea or war": words("korea", "war"),
    "OR korea": Word("korea"),
    "korea OR": Word("korea"),
    "korea OR the": Word("korea"),
    # parentheses
    "soviet (korea war)": words("soviet", "korea", "war"),
    "Filippov (Stalin)": words("Filippov", "Stalin"),
    "(korea": Word("korea"),
    "korea)": Word("korea"),
    "() korea": Word("korea"),
    ")(": Everything(),
    "(" * 30 + "korea" + ")" * 30: Word("korea"),
    # fields
    "title:korea": Word("korea", "title"),
    "TITLE:korea": Word("korea", "title"),
    'title:"port arthur"': Phrase("port arthur", "title"),
    'title:"port': Word("port", "title"),
    "title:(korea war)": All((Word("korea", "title"), Word("war", "title"))),
    "title:kor*": Prefix("kor", "title"),
    "type:Cable": Word("Cable", "type"),
    "-type:Cable war": All((Word("war"), Not(Word("Cable", "type")))),
    "collection:korean-war": Value("collection", ("korean-war",)),
    "nofield:korea": Word("nofield:korea"),
    'nofield:"port arthur"': All((Word("nofield"), Phrase("port arthur"))),
    "title: korea": words("title", "korea"),
    "url:korea": Word("url:korea"),
    "http://example.org/a?b=c": Word("http://example.org/a?b=c"),
    # dates by name
    "year:1950": Days(*year_span(1950)),
    "year:1949..1951": Days(*year_span(1949, 1951)),
    "year:1949-1951": Days(*year_span(1949, 1951)),
    "year:1951..1949": Days(*year_span(1949, 1951)),
    "year:1949..": Days(year_span(1949)[0], None),
    "year:..1951": Days(None, year_span(1951)[1]),
    "date:1950-06": Days(*month_span(1950, 6)),
    "date:1950-06-25": Days(month_span(1950, 6)[0] + 24, month_span(1950, 6)[0] + 24),
    "date:1950-06..1950-07": Days(month_span(1950, 6)[0], month_span(1950, 7)[1]),
    "year:(1949 OR 1951)": Any((Days(*year_span(1949)), Days(*year_span(1951)))),
    "-year:1950": without(Days(*year_span(1950))),
    "year:abc": Word("year:abc"),
    "year:..": Word("year"),
    "date:1950-13": Word("date:1950-13"),
    "date:1950-02-30": Word("date:1950-02-30"),
    # beginnings, likenesses, nearness
    "negotiat*": Prefix("negotiat"),
    "negotiat*,": Prefix("negotiat"),
    "ne*": Prefix("ne"),
    "n*": Word("n"),
    "*": Everything(),
    "*tion": Word("tion"),
    "ne*tion": Word("ne*tion"),
    "anti-sov*": Word("anti-sov"),
    "mao~": Word("mao"),
    "peng~": Fuzzy("peng", 1),
    "dzhugashvili~": Fuzzy("dzhugashvili", 2),
    "dzhugashvili~1": Fuzzy("dzhugashvili", 1),
    "peng~2": Fuzzy("peng", 1),
    "peng~0.8": Fuzzy("peng", 1),
    '"near words"~5': Near("near words", 5),
    '"near words"~0': Phrase("near words"),
    '"near words"~': Phrase("near words"),
    '"near words"~5000000000': Near("near words", 100),
    '"near"~5': Word("near"),
    # what is no syntax
    "korea [war]": words("korea", "war"),
    "a/b": Word("a/b"),
    "<script>": Word("script"),
    '"': Everything(),
    '"korea war': words("korea", "war"),
    '"korea war "port arthur"': All((Word("korea"), Word("war"), Phrase("port arthur"))),
    'korea" war': words("korea", "war"),
    '5"x7" print': words('5"x7', "print"),
    'Message,"port arthur"': All((Word("Message"), Phrase("port arthur"))),
    "U.S. policy": words("U.S.", "policy"),
    "president's": Word("president"),
    '"president\'s"': Phrase("president's"),
    "Chiang Kai-shek's": words("Chiang", "Kai-shek"),
    "U.S.'s": Word("U.S.'s"),
    "what's Mao's plan": words("Mao", "plan"),
    "title:Mao's": Word("Mao", "title"),
    "毛泽东": Word("毛泽东"),
    "korea & war ;": words("korea", "war"),
    # characters
    "korea\u00a0war": words("korea", "war"),
    "ko\u00adrea": Word("korea"),
    "\ufeffko\u200brea": Word("korea"),
    "ｋｏｒｅａ＊": Prefix("korea"),
    "president’s": Word("president"),
    "Đa\u0323\u0302ng": Word("Đậng"),
    "korea\x00": Word("korea"),
    # small words and words that ask
    "the war": Word("war"),
    "the of": words("the", "of"),
    "the": Word("the"),
    "the -korea": without(Word("korea")),
    "the year:1950": Days(*year_span(1950)),
    "what did Stalin tell Mao": words("Stalin", "Mao"),
    "tell Mao": words("tell", "Mao"),
    "tell me of Mao": Word("Mao"),
    "talks between Stalin and Mao": words("talks", "Stalin", "Mao"),
    "WHO talks": words("WHO", "talks"),
    "who told Mao": Word("Mao"),
    "Stalin told Mao?": words("Stalin", "Mao"),
    "what": Word("what"),
    "letters": kind("letters"),
    # dates typed as words
    "1950": dated("1950", *year_span(1950)),
    "1949-50": dated("1949-50", *year_span(1949, 1950)),
    "-1950": without(dated("1950", *year_span(1950))),
    "Stalin, July 1950": All((Word("Stalin"), dated("July 1950", *month_span(1950, 7)))),
    "July 1950 OR June 1950": Any(
        (dated("July 1950", *month_span(1950, 7)), dated("June 1950", *month_span(1950, 6)))
    ),
    "(1950) korea": All((dated("1950", *year_span(1950)), Word("korea"))),
    '"July 1950"': Phrase("July 1950"),
    "title:1950": Word("1950", "title"),
    "July -1950": All((Word("July"), Not(dated("1950", *year_span(1950))))),
    "3355": Word("3355"),
    "cable 3355": All((kind("cable"), Word("3355"))),
    '"letters" title:letters': All((Word("letters"), Word("letters", "title"))),
}  # fmt: skip


@pytest.mark.parametrize("text", TABLE)
def test_a_text_is_read_as_the_table_says(text: str) -> None:
    assert clause(text) == TABLE[text]


def test_the_titles_of_a_collection_page_are_their_words() -> None:
    title = "Ciphered telegram, Filippov (Stalin) to Zhou Enlai or Mao Zedong (via Roshchin)"
    rest = ("Filippov", "Stalin", "Zhou", "Enlai", "Mao", "Zedong", "via", "Roshchin")
    assert clause(title) == All(
        (Word("Ciphered"), kind("telegram"), *(Word(word) for word in rest))
    )


def test_a_field_given_beside_the_text_is_where_unnamed_words_are_looked_for() -> None:
    reading = read('korea "port arthur" summary:war -peace', RECORDS, field="title")
    assert reading.clause == All(
        (
            Word("korea", "title"),
            Phrase("port arthur", "title"),
            Word("war", "summary"),
            Not(Word("peace", "title")),
        )
    )
    assert "in title only" in reading.understood_as
    assert read("korea", RECORDS, field="nowhere").clause == Word("korea")


def test_match_any_loosens_the_words_and_nothing_else() -> None:
    reading = read("korea war year:1950 -peace", RECORDS, match="any")
    days, excluded = Days(*year_span(1950)), Not(Word("peace"))
    assert reading.clause == All((Any((Word("korea"), Word("war"))), days, excluded))
    assert reading.understood_as == "records with any of: korea, war; any day in 1950; not: peace"
    assert reading.words == (Word("korea"), Word("war"))
    assert reading.always == (days, excluded)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("from:Dulles to:Rankin", "sender:Dulles recipient:Rankin"),
        ('FROM:"Bao Dai" -To:Mao', 'sender:"Bao Dai" -recipient:Mao'),
        ("Document type:Letter", "type:Letter"),
        ("full  text:peace", "text:peace"),
        ("Editors' notes:peace war", "editorial_notes:peace war"),
        ("part of:aoa271", "part_of:aoa271"),
    ],
)
def test_a_label_is_a_name_of_its_field(typed: str, named: str) -> None:
    assert read(typed, RECORDS).clause == read(named, RECORDS).clause
    assert not read(typed, RECORDS).notes


def test_a_label_is_one_in_every_language_and_a_name_comes_before_it() -> None:
    said = copy.deepcopy(dict(RECORDS.body))
    meta = said["mappings"]["_meta"]
    meta["fields"] = [
        {**item, "label": {"en": "Sender", "de": "Absender", "fr": "text"}}
        if item["name"] == "sender" else item
        for item in meta["fields"]
    ]  # fmt: skip
    mapping = parse("records", said)
    for typed in ("absender:Mao", "sender:Mao", "ABSENDER:Mao"):
        assert read(typed, mapping).clause == Word("Mao", "sender")
    assert read("text:Mao", mapping).clause == Word("Mao", "text")


def test_a_label_before_a_blank_is_a_word() -> None:
    assert read("part of the city", RECORDS).clause == read("part city", RECORDS).clause
    assert read("other titles :x", RECORDS).clause == read("other titles x", RECORDS).clause


def test_the_line_says_every_part() -> None:
    reading = read('korean war "Port Arthur" year:1949..1951 -peace -type:Letter', RECORDS)
    assert reading.understood_as == (
        "records with all of: korean, war; the phrase 'Port Arthur'; any day in 1949-1951; "
        "not: peace; not type Letter"
    )


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("a" * 300, "A word was cut at 255 characters"),
        ("war " * 600, "Only the first 2,000 characters"),
        ("war " * (MOST + 1), f"Only the first {MOST} words"),
        ('korea "war', "A quotation mark has no partner"),
        ("(korea war", "A parenthesis has no partner"),
        ("(" * 11 + "a OR b" + ")" * 11, "Parentheses nest at most 10 deep"),
        ("korea OR", "OR has nothing to join"),
        ("tpye:x", "There is no field 'tpye'"),
        ("type: x", "'type:' needs its value"),
        ("year:abc", "'year:abc' is not a date"),
        ("year:1951..1949", "'1951..1949' ends before it begins"),
        ("n*", "'n*' was read without the *"),
        ("*tion", "A * works only at the end"),
        ('"korea w*"', "A * inside quotation marks"),
        ("mao~", "'mao~' was read without the ~"),
        ("peng~2", "'peng~2' was read as 'peng~1'"),
        ('"a b"~900', "~900 was read as ~100"),
        ("ab* cd* ef* gh* ij* kl* mn*", "Too many words have a * or a ~"),
        ("aaaaaaaa~ bbbbbbbb~ cccccccc~ dddddddd~", "Too many words have a * or a ~"),
        (" ".join(f'"{x} b"' for x in "cdefghijk"), "There are too many phrases"),
        (" ".join(f'"{x} b"~5' for x in "cdef"), "There are too many phrases"),
        ('"of the" "in the"', "There are too many phrases"),
        (" ".join(f"{x}-b" for x in "cdefghijk"), "There are too many phrases"),
        (" OR ".join(f"w{n}" for n in range(31)), "Only the first 30 alternatives"),
        ("the war", "Ignored as too common: the"),
        ("who told Mao", "Ignored as words that only ask or connect: who, told"),
        ("\N{SNOWMAN} war", "Ignored, without letters or digits: \N{SNOWMAN}"),
        (":", "Ignored, without letters or digits: :"),
    ],
)  # fmt: skip
def test_what_is_read_otherwise_than_typed_is_noted(text: str, note: str) -> None:
    assert any(found.startswith(note) for found in read(text, RECORDS).notes)


@pytest.mark.parametrize(
    "text", ["korea war", '"port arthur"', "anti-Soviet - U.S., [Mao]", "毛泽东"]
)
def test_what_is_read_as_typed_has_no_note(text: str) -> None:
    assert read(text, RECORDS).notes == ()


def test_more_than_the_most_clauses_are_cut() -> None:
    reading = read(" ".join(f"w{n}" for n in range(MOST + 50)), RECORDS)
    assert len(reading.words) == MOST


def depth(node: Clause) -> int:
    match node:
        case All(clauses) | Any(clauses):
            return 1 + max(map(depth, clauses))
        case Not(inner) | Lifted(inner):
            return 1 + depth(inner)
    return 1


def size(node: Clause) -> int:
    match node:
        case All(clauses) | Any(clauses):
            return sum(map(size, clauses))
        case Not(inner) | Lifted(inner):
            return size(inner)
        case Near(text):
            return max(1, len(text.split()) - 1)
    return 1


def test_the_dates_typed_as_words_are_given_apart() -> None:
    reading = read("Stalin July 1950 year:1949", RECORDS)
    assert reading.dates == (Days(*month_span(1950, 7)),)
    assert reading.always == (Days(*year_span(1949)),)


PIECES = st.sampled_from(
    ["korea", "war", "mao", "the", "what", "who", "did", "told", "tell", "me", "WHO", "OR",
     "AND", "NOT", "-", "(", ")", '"', "*", "~",
     "~5", "title:", "year:", "type:", "nofield:", "collection:", "1950", "1949..1951", " ", " ",
     " ", "letters", ",", "[", "]", "/", "?", "anti-soviet", "毛泽东", "\u00ad", "“", "”", "—", "–"]
)  # fmt: skip
TYPED = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200)


def test_what_there_is_no_room_for_is_plain_words() -> None:
    reading = read("ab* cd* ef* gh* ij* kl* mn*", RECORDS)
    assert reading.words[:6] == tuple(map(Prefix, ("ab", "cd", "ef", "gh", "ij", "kl")))
    assert reading.words[6:] == (Word("mn"),)
    phrases = " ".join(f'"{x} of {x}{x}"' for x in "cdefghi")
    words = read(phrases, RECORDS).words
    assert words[5:] == (Phrase("h of hh"), Word("i"), Word("ii"))
    negative = read(f'{phrases} -"y z"', RECORDS)
    assert negative.always == (Not(All((Word("y"), Word("z")))),)
    assert read('"of the" "in the" war', RECORDS).words == (Phrase("of the"), Word("war"))


def test_what_is_asked_twice_takes_its_room_once() -> None:
    assert read("ab* " * 30, RECORDS).words == (Prefix("ab"),) * 30
    assert read("U.S. " * 30, RECORDS).words == (Word("U.S."),) * 30


def test_of_a_long_text_any_words_are_asked_for_up_to_a_number() -> None:
    reading = read(" ".join(f"w{n}" for n in range(150)), RECORDS, match="any")
    assert len(reading.words) == ALTERNATIVES
    assert len(read(" ".join(f"w{n}" for n in range(150)), RECORDS).words) == 150


@pytest.mark.slow
@given(TYPED, st.sampled_from(["all", "any"]), st.sampled_from(["", "title", "year", "none"]))
@example("-" * 2000, "all", "")
@example("(" * 2000, "all", "")
@example('"a' * 900, "all", "")
@example("-(" * 9 + "a b" + ")" * 9, "all", "")
@example("a OR " * 400, "all", "")
@example("\ud800", "all", "")
@settings(max_examples=400, deadline=None)
def test_any_text_is_a_question_of_bounded_size(text: str, match: str, field: str) -> None:
    reading = read(text, RECORDS, field=field, match=match)
    assert reading.understood_as
    assert len(reading.understood_as) < 60 * LONGEST
    assert len(reading.notes) <= 20
    assert size(reading.clause) <= 2 * MOST
    assert depth(reading.clause) <= 4 * DEEPEST + 6
    assert read(reading.text, RECORDS, field=field, match=match).clause == reading.clause


@given(st.text())
@example("ﬁ\u0344\u200d\u0301")
@settings(max_examples=300, deadline=None)
def test_plain_text_stays_as_it_is(text: str) -> None:
    once, _ = plain(text)
    assert plain(once) == (once, False)
    assert len(once) <= LONGEST


def labels(reading: Reading) -> list[str]:
    return [part.label for part in reading.parts]


ALPHABET = st.text(alphabet=string.ascii_letters + ' "()-*~:', max_size=60)


@given(
    st.lists(PIECES.filter(lambda piece: not piece[0].isdigit()), max_size=25).map("".join)
    | ALPHABET
)
@example("the korea")
@example("what did Stalin say?")
@example('"NOT" OR korea')
@example("Stalin told Mao?")
@example("Stalin what told Mao")
@example("who OR korea told Mao")
@example("WHO UN reports")
@example("korea the,the the,OR")
@example('korea "of the" "to the" "in the" stalin')
@settings(max_examples=400, deadline=None)
def test_a_part_is_removed_and_the_others_stay(text: str) -> None:
    # Digits are left out: words around a part may come to stand together as a date.
    reading = read(text, RECORDS)
    for at, part in enumerate(reading.parts):
        rest = labels(reading)
        del rest[at]
        assert labels(read(part.removed, RECORDS)) == rest


def test_how_a_name_before_a_colon_is_looked_for() -> None:
    found = lexicon(load("artworks")).fields
    assert found["artist"] == ("artist", "words")
    assert found["signed"] == ("signed", "values")  # a facet of a field that has no words
    assert found["acquired"] == ("acquired", "dates")
    assert lexicon(RECORDS).fields["access"] == ("access", "values")
