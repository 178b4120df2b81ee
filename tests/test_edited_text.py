"""Marked-up texts as they were edited: words, layout, and notes that are not the author's."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from other_way import tei_text
from other_way.tei_text import bare
from test_tei import drafts, one, parts, read

from index_mappings.beside_text import CELL, EMPHASIS, LAYOUT_KINDS, ROW
from index_mappings.folding import clean
from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from loaders.drafts.archive_rules import rules_of
from loaders.drafts.draft import Draft, Where
from loaders.drafts.edited_text.edited import Edited
from loaders.drafts.edited_text.html_text import html_text
from loaders.drafts.edited_text.markdown import markdown_text
from loaders.drafts.edited_text.moving import moved
from loaders.drafts.edited_text.writer import TextWriter
from loaders.drafts.fitting import Fitting
from loaders.drafts.xml.words import line, paragraphs
from loaders.publishing.amending import amended
from loaders.publishing.ruled_drafts import ruled

HEADED = "<head>1. Letter from Roe to Doe</head>"
Values = dict[str, Json]


@pytest.fixture
def text_of(tmp_path: Path) -> Callable[[str], Values]:
    return lambda inside: one(tmp_path, HEADED + inside)


def shown(edited: Edited) -> list[tuple[str, str, str]]:
    return [(s.kind, s.value, edited.text[s.at : s.to]) for s in edited.layout]


class TestTheWriter:
    def test_empty_cells_keep_their_columns(self) -> None:
        writer = TextWriter()
        for row in (["", "1950", "1951"], ["Rice", "", "8"], ["", "", ""], ["Tin", "5", ""]):
            opened = writer.open(ROW)
            for cell in row:
                inner = writer.open(CELL)
                writer.words(cell)
                writer.close(inner)
            writer.close(opened)
        edited = writer.finish()
        assert edited.text == "\t1950\t1951\nRice\t\t8\nTin\t5"
        rows = [edited.text[s.at : s.to] for s in edited.layout if s.kind == "row"]
        assert rows == ["\t1950\t1951", "Rice\t\t8", "Tin\t5"]
        cells = [edited.text[s.at : s.to] for s in edited.layout if s.kind == "cell"]
        assert cells == ["", "1950", "1951", "Rice", "", "8", "Tin", "5", ""]

    def test_a_part_without_words_is_none(self) -> None:
        writer = TextWriter()
        writer.words("One ")
        writer.close(writer.open(EMPHASIS))
        writer.words(" two")
        assert writer.finish() == Edited("One two")

    def test_a_point_at_the_beginning_and_at_the_end(self) -> None:
        writer = TextWriter()
        writer.page("1")
        writer.words("Word.")
        writer.paragraph()
        writer.page("2")
        edited = writer.finish()
        assert edited.text == "Word."
        assert [(s.kind, s.value, s.at) for s in edited.layout] == [
            ("page", "1", 0),
            ("page", "2", 5),
        ]

    STEPS = st.lists(
        st.one_of(
            st.tuples(st.just("words"), st.text("ab ,)(\n", max_size=4)),
            st.tuples(st.sampled_from(["blank", "line", "paragraph", "close"]), st.just("")),
            st.tuples(
                st.just("open"),
                st.sampled_from(["emphasis", "list", "item", "table", "row", "cell", "heading"]),
            ),
            st.tuples(st.sampled_from(["page", "anchor"]), st.sampled_from("12")),
        )
    )

    @given(STEPS)
    def test_no_word_is_lost_and_parts_stand_in_each_other(
        self, steps: list[tuple[str, str]]
    ) -> None:
        writer, opened, said = TextWriter(), [], ""
        for step, value in steps:
            if step == "close":
                if opened:
                    writer.close(opened.pop())
            elif step == "open":
                opened.append(writer.open(LAYOUT_KINDS[value]))
            else:
                getattr(writer, step)(*([value] if step in ("words", "page", "anchor") else []))
                said += value if step == "words" else ""
        while opened:
            writer.close(opened.pop())
        edited = writer.finish()
        assert bare(edited.text) == bare(said)
        assert edited.text.strip(" \n") == edited.text
        over: list[int] = []
        for span in edited.layout:
            assert 0 <= span.at <= span.to <= len(edited.text)
            while over and over[-1] <= span.at and span.to > over[-1]:
                over.pop()
            assert not over or span.to <= over[-1]
            over.append(span.to)


class TestTei:
    def test_a_table_of_figures(self, text_of: Callable[[str], Values]) -> None:
        values = text_of(
            "<table><head>Exports</head><row role='label'><cell>Year</cell><cell>Tons</cell></row>"
            "<row><cell>1950</cell><cell cols='2'>12</cell></row></table><p>End.</p>"
        )
        assert values["text"] == "Exports\n\nYear\tTons\n1950\t12\n\nEnd."
        assert ("heading", "1", "Exports") in parts(values)
        assert ("row", "label", "Year\tTons") in parts(values)
        assert ("cell", "cols=2", "12") in parts(values)

    def test_lists_one_in_another(self, text_of: Callable[[str], Values]) -> None:
        values = text_of(
            "<list type='ordered'><item>One<list><item>a</item><item>b</item></list></item>"
            "<item>Two</item></list>"
        )
        assert values["text"] == "One\na\nb\nTwo"
        assert parts(values) == [
            ("list", "numbered", "One\na\nb\nTwo"),
            ("item", "", "One\na\nb"),
            ("list", "", "a\nb"),
            ("item", "", "a"),
            ("item", "", "b"),
            ("item", "", "Two"),
        ]

    def test_a_quotation_in_a_sentence_and_one_apart(
        self, text_of: Callable[[str], Values]
    ) -> None:
        values = text_of("<p>He <quote>said so</quote> twice.</p><quote><p>Long.</p></quote>")
        assert values["text"] == "He said so twice.\n\nLong."
        assert parts(values) == [("quotation", "", "said so"), ("quotation", "", "Long.")]

    def test_lines_and_a_page_inside_a_word(self, text_of: Callable[[str], Values]) -> None:
        values = text_of("<p>Ho<pb n='7'/>use<lb/>Garden<lb break='no'/>er</p>")
        assert values["text"] == "House\nGardener"
        assert parts(values) == [("page", "7", "")]
        assert values["layout"][0]["at"] == 2

    @pytest.mark.parametrize(
        ("marks", "who"),
        [
            ("", "editor"),
            ("n='1' place='foot'", "editor"),
            ("resp='#ed'", "editor"),
            ("resp='translator'", "translator"),
            ("type='editorial'", "editor"),
            ("resp='#AB'", "AB"),
            ("type='author'", ""),
            ("resp='author'", ""),
            ("place='margin'", ""),
            ("hand='#h1'", ""),
        ],
    )
    def test_whose_a_note_is(self, text_of: Callable[[str], Values], marks: str, who: str) -> None:
        values = text_of(f"<p>Word<note {marks}>Said of it.</note> more.</p>")
        if who:
            assert values["text"] == "Word more."
            (note,) = values["editorial_notes"]
            assert (note["text"], note["whose"]) == ("Said of it.", who)
        else:
            assert values["text"] == "Word more.\n\nSaid of it."
            assert "editorial_notes" not in values
            assert ("note", parts(values)[0][1], "Said of it.") in parts(values)
        (anchor,) = [span for span in values["layout"] if span["kind"] == "anchor"]
        assert anchor["at"] == len("Word")

    def test_editors_who_say_that_a_note_is_in_the_source(
        self, text_of: Callable[[str], Values]
    ) -> None:
        values = text_of(
            "<p>Word<note n='3'>Mine. [Footnote in the source text (p. 2). Not kept.]</note></p>"
        )
        assert values["text"] == "Word\n\nMine."
        assert values["editorial_notes"] == [
            {
                "text": "[Footnote in the source text (p. 2). Not kept.]",
                "anchor": "3",
                "whose": "editor",
            }
        ]

    def test_notes_of_one_number_are_told_apart(self, text_of: Callable[[str], Values]) -> None:
        values = text_of("<p>A<note n='*'>One</note> B<note n='*'>Two</note></p>")
        assert [note["anchor"] for note in values["editorial_notes"]] == ["*", "*·2"]


class TestPlacesStayRight:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("e\u0301te\u0301 de Bao \u0110a\u0323i", ["\u00e9t\u00e9", "\u0110\u1ea1i"]),
            ("a\x00b c\x07d", ["ab", "cd"]),
            (f"{'x' * 600} then", ["then"]),
            (f"e\u0301 {'x' * 300} then", ["\u00e9", "then"]),
        ],
    )
    def test_where_a_text_is_made_fit(
        self, mapping: RecordMapping, text: str, words: list[str]
    ) -> None:
        ends = [(start, start + len(part)) for start, part in words_of(text)]
        spans: list[Json] = [{"at": at, "to": to, "kind": "emphasis"} for at, to in ends]
        draft = Draft({"layout": spans, "title": "T", "text": text}, Where("f"))
        values, _ = Fitting(mapping).fit(draft)
        fitted = values["text"]
        found = [fitted[span["at"] : span["to"]] for span in values["layout"]]
        assert [word for word in found if not word.startswith("x")] == [
            word for word in fitted.split() if not word.startswith("x")
        ]
        assert set(words) <= set(found)

    @given(st.text("ae\u0301\u0323\u0327\x07 \u1100\u1161\u11a8", max_size=30), st.data())
    def test_every_place_is_at_what_it_was(self, text: str, data: st.DataObject) -> None:
        at = data.draw(st.integers(0, len(text)))
        (span,) = moved([{"at": at, "to": len(text), "kind": "item"}], text, clean(text))
        after = clean(text)
        assert 0 <= span["at"] <= span["to"] == len(after)
        is_whole = clean(text[:at]) + clean(text[at:]) == after
        if is_whole and not (text[at:] and unicodedata.combining(clean(text[at:] + "x")[0])):
            assert after[: span["at"]] == clean(text[:at])

    def test_a_text_that_is_corrected_has_no_layout_of_another(
        self, mapping: RecordMapping
    ) -> None:
        live = {"text": "Old text", "layout": [{"at": 0, "to": 3, "kind": "heading"}]}
        values, _ = amended(live, {"text": "New"}, (), mapping)
        assert values == {"text": "New"}
        values, _ = amended(live, {"title": "T"}, (), mapping)
        assert values["layout"] == live["layout"]

    def test_what_a_rule_leaves_out_of_the_text_takes_its_notes_along(
        self, mapping: RecordMapping
    ) -> None:
        values: Values = {
            "text": "Words",
            "layout": [{"at": 0, "to": 3, "kind": "heading"}],
            "editorial_notes": [{"text": "Of the agent"}],
        }
        rules = rules_of({"drop": "field: Full text"})
        _, dropped = ruled(values, rules, mapping)
        assert values == {}
        assert len(dropped) == 1


def words_of(text: str) -> list[tuple[int, str]]:
    return [(found.start(), found.group()) for found in re.finditer(r"\S+", text)]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["frus1948v01p1", "frus1955-57v01", "frus1961-63v22"])
def test_real_volumes_say_what_another_reader_finds(shared_data: Path, name: str) -> None:
    path = shared_data / "frus" / f"{name}.xml"
    ours, theirs = drafts(read(path)), tei_text.documents(path)
    assert list(ours) == list(theirs)
    for own_id, seen in theirs.items():
        values = ours[own_id]
        assert bare(values["text"]) == seen.text, own_id
        notes = [bare(note["text"]) for note in values.get("editorial_notes", [])]
        assert sorted(notes) == sorted(seen.notes), own_id
        found: dict[str, list[str]] = {}
        for kind, value, words in parts(values):
            found.setdefault(kind, []).append(value if kind == "page" else bare(words))
        assert sorted(found.get("heading", [])) == sorted(seen.headings), own_id
        assert len(found.get("item", [])) == len(seen.items), own_id
        assert tuple(found.get("emphasis", [])) == seen.emphasised, own_id
        assert tuple(found.get("page", [])) == seen.pages, own_id
        assert tables(values) == seen.tables, own_id


def tables(values: Values) -> tuple[tuple[tuple[str, ...], ...], ...]:
    made: list[list[list[str]]] = []
    for kind, _, words in parts(values):
        if kind == "table":
            made.append([])
        elif kind == "row":
            made[-1].append([])
        elif kind == "cell":
            made[-1][-1].append(bare(words))
    return tuple(tuple(map(tuple, table)) for table in made)


def test_a_table_in_a_finding_aid_has_its_rows_and_cells_apart() -> None:
    odd = etree.fromstring(
        "<odd><p>Wages</p><table><tgroup><tbody><row><entry>1850</entry><entry/><entry>"
        "<emph>12</emph> s.</entry></row><row><entry>1851</entry><entry>9</entry></row></tbody>"
        "</tgroup></table></odd>"
    )
    assert paragraphs(odd) == "Wages\n1850\t\t12 s.\n1851\t9"
    assert line(odd) == "Wages 1850 12 s. 1851 9"


def test_the_text_of_a_footnote_in_markdown_is_kept() -> None:
    found = markdown_text("Words of it.\n\n[^1]: Of nobody.\n\n[a]: http://a.example/")
    assert found.text == "Words of it.\n\n[^1]: Of nobody."
    assert markdown_text("Words[^2].\n\n[^1]: Other.").text == "Words[^2].\n\n[^1]: Other."


@pytest.mark.parametrize(
    "markup",
    [
        '<p>Words<a href="#fn1">1</a> of it.</p><ol class="footnotes">'
        '<li id="fn1">Born <i>1900</i>.</li></ol>',
        '<p>Words<sup><a href="#_ftn1" name="_ftnref1">[1]</a></sup> of it.</p>'
        '<div id="ftn1"><p>Born 1900.</p></div>',
        '<p>Words<a role="doc-noteref" href="#cite_note-1">1</a> of it.</p>'
        '<p id="cite_note-1">Born 1900.</p>',
    ],
)
def test_footnotes_of_html_are_the_editors(markup: str) -> None:
    found = html_text(markup)
    assert found.text == "Words of it."
    assert [(note.anchor, note.text, note.whose) for note in found.notes] == [
        ("1", "Born 1900.", "editor")
    ]
    [anchor] = [span for span in found.layout if span.kind == "anchor"]
    assert (anchor.at, anchor.value) == (5, "1")


def test_footnotes_of_markdown_are_the_editors() -> None:
    found = markdown_text("Words[^1] of it[^b].\n\n[^1]: Born 1900.\n[^b]: Died *1980*.\n\nMore.")
    assert found.text == "Words of it.\n\nMore."
    assert [(note.anchor, note.text) for note in found.notes] == [
        ("1", "Born 1900."), ("b", "Died 1980."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<p>See <a href="#part2">2</a>.</p><p id="part2">Two</p>', "See 2.\n\nTwo"),
        ('<p>A<a href="#fn1">1</a>.</p>', "A1."),
        ('<p id="fn1">Note</p><p>A <a href="#fn1">1</a></p>', "Note\n\nA 1"),
        (
            '<p>A<a href="#fn1">1</a>.</p><p id="fn1">[Footnote in the source text.] So it is.</p>',
            "A.\n\n[Footnote in the source text.] So it is.",
        ),
        (
            '<p>A<a href="#fn1">1</a>, B<a href="#fn1">1</a>.</p><p id="fn1">N</p><p>C</p>',
            "A, B1.\n\nC",
        ),
    ],
)
def test_what_is_no_footnote_of_an_editor_stays_in_the_text(markup: str, text: str) -> None:
    assert html_text(markup).text == text
