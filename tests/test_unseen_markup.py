"""What a browser does not show is no text; a value that has nothing else is reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft, Item, Remark
from loaders.drafts.edited_text.html_tags import is_html
from loaders.drafts.edited_text.html_text import html_text
from loaders.drafts.edited_text.markdown import markdown_text
from loaders.drafts.edited_text.unseen import without_comments
from loaders.drafts.edited_text.values import NO_WORDS
from loaders.drafts.format import Options
from loaders.json_files.json_lines import JSON_LINES
from loaders.tables.csv_files import FORMAT as TABLES
from loaders.tei import FORMAT as TEI

HTML = (
    ("<p>a</p><p hidden>b</p><p>c</p>", "a\n\nc"),
    ('<p>a <span style="display:none">b</span> c</p>', "a c"),
    ('<div style="color: red; display : none"><p>b</p><ul><li>b</ul></div><p>c</p>', "c"),
    ('<p>a</p><p hidden>b<p>c</p>', "a\n\nc"),  # a paragraph ends the one before it
    ('<p style="visibility:hidden">b</p>c<br>', "c"),
    ('<p hidden>b <img alt="b"><script>b</script></p>c<br>', "c"),
    ("<ul><li hidden>b<li>c</ul>", "c"),
    ('<p style="font-style:italic">a</p><p data-hidden="1">b</p>', "a"),
)  # fmt: skip

MARKED = (
    '<div class="internal-note">b</div>', '<p class="text staff-only">b</p>',
    '<p class="d-none">b</p>', '<span class="visually-hidden">b</span>',
    '<div id="internal-notes">b</div>', '<p class="private">b</p>',
    '<div class="admin-only"><p>b</p></div>', '<div class="interne-notiz">b</div>',
    "<dialog>b</dialog>", '<p class="Note_Interne">b</p>', '<p class="nicht-oeffentlich">b</p>',
    '<p class="restricted">b</p>', '<div itemprop="internalNote">b</div>',
    '<div aria-hidden="true">b</div>', "<noscript>b</noscript>", "<template><p>b</p></template>",
    "<iframe>b</iframe>", "<svg><desc>b</desc></svg>",
    "<head><title>b</title></head>", '<div data-visibility="private">b</div>',
    '<p data-internal="true">b</p>', '<p data-access="closed">b</p>',
    '<p style="opacity:0">b</p>', '<p style="font-size: 0px;">b</p>',
    '<p style="position:absolute;left:-9999px">b</p>', '<p style="visibility:collapse">b</p>',
    '<p style="mso-hide:all">b</p>', "<?php echo 'b' ?>",
)  # fmt: skip
PLAIN = (
    '<p id="confidential">b</p>', '<p class="panel closed">b</p>', '<p class="draft-horse">b</p>',
    '<p data-public="true">b</p>', '<p data-access="open">b</p>', '<p style="opacity:0.5">b</p>',
    '<p style="border-width:0">b</p>', '<p class="no">b</p>', '<p aria-hidden="false">b</p>',
    "<dialog open>b</dialog>", '<p style="left:-1px">b</p>', '<p data-note="private">b</p>',
)  # fmt: skip


@pytest.mark.parametrize("markup", MARKED)
def test_an_element_that_is_marked_as_not_public_is_no_text(markup: str) -> None:
    assert html_text(f"<p>a</p>{markup}<p>c</p>").text == "a\n\nc"
    assert markdown_text(f"a\n\n{markup}\n\nc").text == "a\n\nc"


@pytest.mark.parametrize("markup", PLAIN)
def test_an_element_that_is_marked_otherwise_is_text(markup: str) -> None:
    assert html_text(f"<p>a</p>{markup}<p>c</p>").text.split() == ["a", "b", "c"]


def test_xml_in_a_value_is_text_with_its_declaration_and_its_titles() -> None:
    said = '<?xml version="1.0"?><mods><titleInfo><title>Roe</title></titleInfo></mods>'
    assert not is_html(said)
    assert without_comments(said) == said
    assert html_text("<p>a <title>b</title></p>").text == "a <title>b</title>"


def test_hidden_html_is_no_text_of_markdown_and_other_html_is() -> None:
    assert markdown_text('a <span style="display:none">b <b>b</b></span> c').text == "a c"
    assert markdown_text('a\n\n<div class="staff-only">\n\nb\n\n</div>\n\nc').text == "a\n\nc"
    assert markdown_text("a\n\n<div hidden>b <div>b</div>\n\nc").text == "a\n\nc"  # not closed
    assert markdown_text("a <br hidden/> c").text == "a <br hidden/> c"
    assert markdown_text("Cde. <Filippov> said a < b").text == "Cde. <Filippov> said a < b"


COMMENTS = (
    "[//]: # (b)", "[comment]: <> (b)", "%% b\nb %%", "{% comment %}b{% endcomment %}",
    "{{< comment >}}b{{< /comment >}}", "{# b #}", "{>> b <<}", "{-- b --}",
)  # fmt: skip


@pytest.mark.parametrize("comment", COMMENTS)
def test_a_comment_of_a_program_for_markdown_is_no_text(comment: str) -> None:
    assert markdown_text(f"a\n\n{comment}\n\nc").text == "a\n\nc"


@pytest.mark.parametrize(("markup", "text"), HTML)
def test_an_element_that_is_not_shown_is_no_text(markup: str, text: str) -> None:
    assert html_text(markup).text == text


def test_comments_are_no_text_of_markdown_nor_of_plain_values(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    assert markdown_text("one <!-- donor quarrels --> two").text == "one two"
    record = {"title": "Letters <!-- check donor -->", "summary": "a < b <!-- unfinished"}
    assert loaded(tmp_path, mapping, record)["title"] == "Letters"
    assert loaded(tmp_path, mapping, record)["summary"] == "a < b <!-- unfinished"


def items_of(tmp_path: Path, mapping: RecordMapping, record: Json) -> list[Item]:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    return list(JSON_LINES.read([str(path)], Options(mapping, "town")))


def loaded(tmp_path: Path, mapping: RecordMapping, record: Json) -> dict[str, Json]:
    (draft,) = (item for item in items_of(tmp_path, mapping, record) if isinstance(item, Draft))
    return dict(draft.values)


WORDLESS = ("<script>alert('x')</script>", "<b></b>", "<!-- a comment -->", "<p hidden>x</p>")


@pytest.mark.parametrize("value", WORDLESS)
def test_a_value_that_is_only_markup_is_told_in_json_and_in_tables(
    tmp_path: Path, mapping: RecordMapping, value: str
) -> None:
    table = tmp_path / "a.csv"
    table.write_text(f'Title,Description,Date\n"{value}",Roe,1950\nMill,"{value}",1951\n')
    both = (
        items_of(tmp_path, mapping, {"title": value, "summary": "Roe", "date": "1950"}),
        list(TABLES.read([str(table)], Options(mapping, "town"))),
    )
    for items in both:
        told = [
            item.field for item in items if isinstance(item, Remark) and item.message == NO_WORDS
        ]
        assert told == ["title", "summary"][: len(told)]
        assert told
        first = next(item for item in items if isinstance(item, Draft))
        assert first.values["title"] == "[Untitled, 1950]"


def test_a_note_that_is_only_markup_is_told_and_left_out(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    notes = [{"label": "A", "text": "<style>p {}</style>"}, {"label": "B", "text": "fine"}]
    items = items_of(tmp_path, mapping, {"title": "Mill", "notes": notes})
    assert [item.message for item in items if isinstance(item, Remark)] == [NO_WORDS]
    (draft,) = (item for item in items if isinstance(item, Draft))
    assert draft.values["notes"] == [{"label": "B", "text": "fine"}]


def test_a_part_of_a_tei_that_is_not_displayed_is_held_back(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    path = tmp_path / "t.xml"
    path.write_text(
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>Roe"
        "</title></titleStmt><publicationStmt/><sourceDesc/></fileDesc></teiHeader><text><body>"
        "<div type='document'><head>Roe</head><p>He <seg rend='display:none'>lied</seg> and "
        "<hi style='display: none'>stole</hi> and <hi rend='italic'>left</hi>.</p></div></body>"
        "</text></TEI>"
    )
    (draft,) = (x for x in TEI.read([str(path)], Options(mapping, "t")) if isinstance(x, Draft))
    assert draft.values["text"] == "He and and left."
