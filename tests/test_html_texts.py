"""HTML in the cells of tables and in JSON: its words, its form, and what is not HTML at all."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html as other_reader

from index_mappings.beside_text import EditorialNote
from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft
from loaders.drafts.edited_text.edited import Edited
from loaders.drafts.edited_text.html_tags import is_html
from loaders.drafts.edited_text.html_text import html_text
from loaders.drafts.edited_text.markdown import markdown_text
from loaders.drafts.format import Options
from loaders.json_files.json_lines import JSON_LINES
from loaders.tables.csv_files import FORMAT
from service.errors import LoadError

Values = dict[str, Json]


def shown(edited: Edited) -> list[tuple[str, str, str]]:
    return [(s.kind, s.value, edited.text[s.at : s.to]) for s in edited.layout]


@pytest.mark.parametrize(
    "text", ["a < b and b > c", "Cde. <Filippov> to <Mao>", "<p", "x <b and c", "5<br", "A & B"]
)
def test_a_less_than_sign_is_no_html(text: str) -> None:
    assert not is_html(text)


def test_forms() -> None:
    edited = html_text(
        "<h2>Part</h2><p>One &amp; <b>two</b><br>three <Mao> &lt;b&gt; 1 < 2</p><!-- no -->"
        "<ol><li>a<li>b<ul><li>c</ul></ol><table><tr><th>Year<th>Tons<tr><td>1950<td>"
        "<tr><td colspan=2>12</table><blockquote>Said</blockquote><script>x()</script>"
    )
    assert edited.text == (
        "Part\n\nOne & two\nthree <Mao> <b> 1 < 2\n\na\nb\nc\n\nYear\tTons\n1950\n12\n\nSaid"
    )
    found = shown(edited)
    assert ("heading", "2", "Part") in found
    assert ("emphasis", "bold", "two") in found
    assert [part for part in found if part[0] == "item"] == [
        ("item", "", "a"),
        ("item", "", "b\nc"),
        ("item", "", "c"),
    ]
    assert [words for kind, _, words in found if kind == "row"] == ["Year\tTons", "1950", "12"]
    assert ("cell", "label", "Year") in found
    assert ("cell", "cols=2", "12") in found
    assert ("quotation", "", "Said") in found


def test_what_stands_in_attributes_and_is_read() -> None:
    edited = html_text(
        '<p>See <a href="https://a.example/1">the scan</a>, <a href="https://a.example/2">'
        'https://a.example/2</a>.<img alt="A seal" src="x"></p>'
        '<hr class="pagebreak" title="7"><p>Next</p>'
    )
    assert edited.text == (
        "See the scan (https://a.example/1), https://a.example/2. [A seal]\n\nNext"
    )
    (page,) = [span for span in edited.layout if span.kind == "page"]
    assert (page.value, edited.text[page.at :]) == ("7", "Next")


def test_a_note_of_the_editors() -> None:
    edited = html_text('<p>Sunk<span class="editorial-note">In <i>May</i>.</span> it was.</p>')
    assert edited.text == "Sunk it was."
    assert edited.notes == (EditorialNote("In May.", "1", "editor"),)
    assert [(s.kind, s.value, s.at) for s in edited.layout] == [("anchor", "1", 4)]


def test_preformatted_lines_stay_lines() -> None:
    assert html_text("<pre>one\n  two\n</pre>").text == "one\ntwo"


TAGS = ("p", "b", "i", "div", "span", "ul", "li", "table", "tr", "td", "th", "h1", "q", "pre", "br")
PIECES = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
        st.text("ab1 ,.\n", max_size=4),
    ),
    max_size=25,
)


@given(PIECES)
@example(["<td>", "a", "</td>", "b"])
@example(["<table>", "<li>", "a", "<td>", "b", "</table>", "c"])
def test_no_character_is_lost_that_another_reader_finds(pieces: list[str]) -> None:
    markup = "".join(pieces)
    edited = html_text(markup)
    theirs = other_reader.fragment_fromstring(f"<div>{markup}</div>", create_parent="section")
    assert "".join(edited.text.split()) == "".join(theirs.text_content().split())
    assert all(0 <= s.at <= s.to <= len(edited.text) for s in edited.layout)


@given(st.text("<>/!-&;pbtdr \"'=a", max_size=60))
@example("<!--" * 9)
@example("<p <b>")
def test_nothing_of_what_is_no_tag_is_lost(text: str) -> None:
    edited = html_text(text)
    assert edited.text.count("<") <= text.count("<")
    html_text(text * 3)


def test_markdown() -> None:
    edited = markdown_text(
        "# Part\n\nA *b* <i>c</i> [d](https://a.example) 2 * 3\n\n3. one\n4. two\n\n"
        "|Year|Tons|\n|-|-|\n|1950|12|\n\n> Said\n"
    )
    assert edited.text == (
        "Part\n\nA b <i>c</i> d (https://a.example) 2 * 3\n\n3. one\n4. two\n\n"
        "Year\tTons\n1950\t12\n\nSaid"
    )
    assert shown(edited)[:2] == [("heading", "1", "Part"), ("emphasis", "", "b")]
    assert ("row", "", "1950\t12") in shown(edited)
    assert ("quotation", "", "Said") in shown(edited)


@given(st.text("a1*_[]()>#-|`\n ", max_size=60))
@example(">" * 300 + "a1")
@example("- " * 120 + "a1")
def test_no_letter_of_markdown_is_lost(text: str) -> None:
    kept = [char for char in markdown_text(text).text if char.isalnum()]
    if "[" not in text and not re.search(r"[0-9][.)]", text):  # an address may be its own name
        assert kept == [char for char in text if char.isalnum()]


def test_markdown_where_it_is_said(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Title,Full text\n*A*,*One*\n")
    (draft,) = FORMAT.read([str(path)], Options(mapping, "s", extra={"markup": "markdown"}))
    assert isinstance(draft, Draft)
    assert (draft.values["title"], draft.values["text"]) == ("*A*", "One")
    with pytest.raises(LoadError, match="markup=rst is not known"):
        list(FORMAT.read([str(path)], Options(mapping, "s", extra={"markup": "rst"})))


@pytest.fixture
def from_csv(tmp_path: Path, mapping: RecordMapping) -> Callable[[str, str], Values]:
    def read(header: str, row: str) -> Values:
        path = tmp_path / "a.csv"
        path.write_text(f"{header}\n{row}\n")
        (draft,) = [
            item
            for item in FORMAT.read([str(path)], Options(mapping, "s"))
            if isinstance(item, Draft)
        ]
        return dict(draft.values)

    return read


def test_cells_of_a_table(from_csv: Callable[[str, str], Values]) -> None:
    values = from_csv(
        "Title,Full text,Summary,Condition",
        'On <i>Hamlet</i>,"<p>One</p><p><b>Two</b></p>",a < b,<p>Worn</p>',
    )
    assert values["title"] == "On Hamlet"
    assert values["text"] == "One\n\nTwo"
    assert values["layout"] == [{"at": 5, "to": 8, "kind": "emphasis", "value": "bold"}]
    assert values["summary"] == "a < b"
    assert values["notes"] == [{"label": "Condition", "text": "Worn"}]


def test_json_and_what_was_loaded_before(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "a.jsonl"
    text = "<p>One</p><h1>Two</h1>"
    loaded = {"source": "s"}
    lines = [{"title": "A", "text": text}, {"title": "B", "text": text, **loaded}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    first, second = [
        item
        for item in JSON_LINES.read([str(path)], Options(mapping, "s"))
        if isinstance(item, Draft)
    ]
    assert first.values["text"] == "One\n\nTwo"
    assert first.values["layout"] == [{"at": 5, "to": 8, "kind": "heading", "value": "1"}]
    assert second.values["text"] == text
    assert "layout" not in second.values
