"""Converting values of a draft that a source wrote as HTML."""

from __future__ import annotations

from index_mappings.json_values import Json, elements, members
from index_mappings.mapping import RecordMapping
from loaders.drafts.edited_text.html_tags import is_html
from loaders.drafts.edited_text.html_text import html_text
from loaders.drafts.edited_text.markdown import markdown_text
from loaders.drafts.edited_text.unseen import without_comments

NO_WORDS = "the value has only markup, which shows no words; it was left out"


def take_markup(
    values: dict[str, Json], mapping: RecordMapping, *, in_markdown: bool = False
) -> list[str]:
    """Replace HTML texts by plain texts, in place; the full text keeps its layout.

    A full text that already has a layout counts as plain text. With `in_markdown`, full text and
    summary are Markdown. Returns the fields that had markup but no words; their values are removed.
    """
    empty: list[str] = []
    for field in mapping.prose:
        name = field.name
        value = values.get(name)
        if not value:
            continue
        if isinstance(value, str):
            _take(value, name, values, mapping, in_markdown=in_markdown)
            if not values[name] and not value.isspace():
                del values[name]
                empty.append(name)
        elif field.kind.keeps_rest and any(map(_is_html_note, elements(value))):
            notes = [_plain_note(note) for note in elements(value)]
            values[name] = [note for note in notes if members(note).get("text") != ""]
            empty += [name] * (len(notes) > len(elements(values[name])))
    return empty


def _take(
    value: str, name: str, values: dict[str, Json], mapping: RecordMapping, *, in_markdown: bool
) -> None:
    """Replace the text of one field."""
    is_full = name == mapping.full_text
    if in_markdown and name != mapping.title:
        edited = markdown_text(value, has_footnotes=is_full)
        values.update(edited.fields(mapping) if is_full else {name: edited.text})
        return
    if "<!--" in value and not is_html(value):
        value = values[name] = without_comments(value).strip()
    if not is_html(value) or (is_full and values.get(mapping.layout)):
        return
    if is_full:
        values.update(html_text(value).fields(mapping))
    else:
        values[name] = _plain(value, is_line=name == mapping.title)


def _is_html_note(note: Json) -> bool:
    words = members(note).get("text")
    return isinstance(words, str) and ("<!--" in words or is_html(words))


def _plain_note(note: Json) -> Json:
    if not _is_html_note(note):
        return note
    words = str(members(note)["text"])
    return {**members(note), "text": _plain(words) if is_html(words) else without_comments(words)}


def _plain(markup: str, *, is_line: bool = False) -> str:
    """Return the words of HTML in paragraphs, followed by the editors' notes."""
    edited = html_text(markup, has_footnotes=False)
    text = "\n\n".join(filter(None, (edited.text, *(note.text for note in edited.notes))))
    return " ".join(text.split()) if is_line else text
