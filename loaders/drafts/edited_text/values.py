"""Values of a draft that a source wrote as HTML, taken as the texts that they are."""

from __future__ import annotations

from index_mappings.json_values import Json, elements, members
from index_mappings.mapping import RecordMapping
from loaders.drafts.edited_text.html_tags import is_html
from loaders.drafts.edited_text.html_text import html_text
from loaders.drafts.edited_text.markdown import markdown_text


def take_markup(
    values: dict[str, Json], mapping: RecordMapping, *, in_markdown: bool = False
) -> None:
    """Put plain texts in place of those that are HTML, in place; the full text has its layout.

    A full text that has a layout already is plain, whatever it says. With `in_markdown`, full
    text and summary are Markdown.
    """
    for field in mapping.prose:
        name = field.name
        value = values.get(name)
        if not value:
            continue
        if isinstance(value, str) and in_markdown and name != mapping.title:
            is_full = name == mapping.full_text
            edited = markdown_text(value, has_footnotes=is_full)
            values.update(edited.fields(mapping) if is_full else {name: edited.text})
        elif isinstance(value, str):
            if not is_html(value) or (name == mapping.full_text and values.get(mapping.layout)):
                continue
            if name == mapping.full_text:
                values.update(html_text(value).fields(mapping))
            else:
                values[name] = _plain(value, is_line=name == mapping.title)
        elif field.kind.keeps_rest and any(map(_is_html_note, elements(value))):
            values[name] = [_plain_note(note) for note in elements(value)]


def _is_html_note(note: Json) -> bool:
    said = members(note).get("text")
    return isinstance(said, str) and is_html(said)


def _plain_note(note: Json) -> Json:
    if not _is_html_note(note):
        return note
    return {**members(note), "text": _plain(str(members(note)["text"]))}


def _plain(markup: str, *, is_line: bool = False) -> str:
    """Return the words of HTML in paragraphs, and what editors say of them after these."""
    edited = html_text(markup, has_footnotes=False)
    text = "\n\n".join(filter(None, (edited.text, *(note.text for note in edited.notes))))
    return " ".join(text.split()) if is_line else text
