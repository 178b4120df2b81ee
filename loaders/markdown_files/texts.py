"""Converting Markdown files with front matter, which names the values, to drafts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from index_mappings.folding import key
from index_mappings.json_values import Json
from loaders.drafts.beginnings import beginning
from loaders.drafts.decoding import decode
from loaders.drafts.draft import Draft, Item, Reject, Where
from loaders.drafts.edited_text.markdown import markdown_text
from loaders.drafts.field_maps.columns import Column
from loaders.drafts.field_maps.field_map import FIELD_MAP_OPTIONS
from loaders.drafts.folders import files_of
from loaders.drafts.format import NamedByFile, Options
from loaders.drafts.mistaken_format import refuse_make
from loaders.drafts.objects.json_objects import Objects
from loaders.drafts.publicity import folded, mark_named
from loaders.markdown_files.front_matter import FrontMatterFault, Text, divided
from service.errors import LoadError

_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".qmd"})
_LONGEST = 32_000_000  # bytes of a file: the longest text of an edition has a fiftieth
_SHOWN = 100  # files whose names of values `inspect` shows
_HEADING = re.compile(r"(?:[ \t]*\n)*[ ]{0,3}#[ \t]+(?P<title>[^\n]*?)[ \t]*#*[ \t]*(?:\n|\Z)")


class MarkdownFiles(NamedByFile):
    """The format `markdown`; a file is held at a time."""

    name = "markdown"
    summary = "a folder of Markdown files with front matter, a record each"
    takes_field_map = True
    options = FIELD_MAP_OPTIONS

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each file; raise LoadError if one cannot be read as such.

        Names in the front matter are matched to fields like headers. A file in a folder without
        front matter is rejected, and the others are read.
        """
        objects = Objects(options)
        for number, (path, root) in enumerate(_files(paths), 1):
            where = Where(path, 0, number)
            try:
                text = _text(path)
            except FrontMatterFault as fault:
                yield Reject(Where(path, fault.line, number), fault.reason)
                continue
            if text is None and not root:
                refuse_make(path, "Markdown file", self.name)
                raise LoadError(f"{path} {_NO_MATTER}")
            if text is None:
                yield Reject(where, f"the file {_NO_MATTER}")
                continue
            for item in objects.read(_object(text, options), where):
                if isinstance(item, Draft) and not item.own_id:
                    yield replace(item, own_id=_id(path, root))
                else:
                    yield item
        yield from objects.missing()

    def columns(self, path: str, options: Options) -> tuple[list[Column], list[list[str]]]:
        """Return the names of the first files' values as columns, for `inspect`."""
        values: list[Json] = []
        for file, _ in _files([path]):
            try:
                text = _text(file)
            except FrontMatterFault:
                continue
            if text is not None:
                values.append(_object(text, options))
            if len(values) == _SHOWN:
                break
        return Objects(options).columns_of(values)


_NO_MATTER = (
    "has no front matter: a first line of ---, a line for each value (title: Letter), and a line "
    "of --- above the text"
)


def _files(paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the files, each with the folder that was given, or "" if the file itself was."""
    for path in paths:
        root = path if Path(path).is_dir() else ""
        for file in files_of([path], _SUFFIXES):
            yield file, root


def _text(path: str) -> Text | None:
    data = beginning(path, _LONGEST)
    if len(data) > _LONGEST:
        raise FrontMatterFault(0, f"the file has more than {_LONGEST // 1_000_000} MB")
    return divided(decode(data)[0])


def _object(text: Text, options: Options) -> Json:
    """Return a text as an object with the names of the mapping and its own names."""
    values: dict[str, Json] = {
        _ENDS if folded(name) in _EXPIRES else name: value
        for name, value in text.values.items()
        if value not in (None, "", []) or (value is None and mark_named(name) is not None)
    }
    heading = _HEADING.match(text.body)
    if heading and not any(key(name) == _TITLE for name in values):
        values[options.mapping.title] = markdown_text(heading["title"]).text
    edited = markdown_text(text.body)
    if edited.text:
        values.update(edited.fields(options.mapping))
    return values


_TITLE = key("title")
_EXPIRES = frozenset({"expires", "expiry date", "expirydate", "expiration date", "unpublishdate"})
"""What programs that make sites from Markdown call the day after which they show a page no more."""
_ENDS = "unpublish date"


def _id(path: str, root: str) -> str:
    """Return the file's name, with its folders below the given one, as an id."""
    file = Path(path)
    return (file.relative_to(root) if root else Path(file.name)).with_suffix("").as_posix()
