"""The authors of notes: the author of the text, or a later editor.

TEI gives it in `resp` and `type`, and `place` is the note's place in the source. A note without
these is by the editors: notes printed below a document usually are, and attributing their words to
the author is the worse mistake.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from loaders.drafts.xml.files import Element, local
from loaders.tei.persons import XML_ID
from loaders.tei.text import line

AUTHOR = "author"
EDITOR = "editor"
_ROLES = {
    **dict.fromkeys(("author", "authorial", "auth", "au", "aut", "original", "writer"), AUTHOR),
    **dict.fromkeys(
        ("editor", "editors", "editorial", "ed", "edt", "eds", "annotator", "ann", "commentary"),
        EDITOR,
    ),
    **dict.fromkeys(("translator", "translation", "trans", "trl", "tr"), "translator"),
}
"""Words of `resp` and `type`, and codes of MARC relators, with whom they mean."""
_IN_SOURCE = re.compile(
    r"^(?:margin\w*|(?:left|right|top|bottom)[-_ ]?margin|left|right|inline|interlinear|above|below"
    r"|opposite|overleaf)$"
)
"""Places that only the source itself has; "foot" and "end" are places of a printed edition too."""
_SAID_AT_END = re.compile(
    r"[\[(](?:foot|end)?note (?:is )?(?:in|of|from) (?:the )?(?:source|original)\b.*[\])]\W*\Z",
    re.IGNORECASE | re.DOTALL,
)
"""How editors mark a note that is not theirs; the words around the mark are part of the note."""

Voices = Mapping[str, str]
"""Who is meant by the ids of a header: AUTHOR, EDITOR, another role, or a name."""


def voices_of(header: Element | None) -> Voices:
    """Return the responsibilities of persons by their ids in the header."""
    found: dict[str, str] = {}
    for part in () if header is None else header.iter("{*}author", "{*}editor", "{*}respStmt"):
        names = [part, *part.iter("{*}name", "{*}persName", "{*}orgName")]
        for named in names:
            if id := named.get(XML_ID):
                is_author = local(part) == "author"
                found[id] = AUTHOR if is_author else line(named, without=("resp",)) or EDITOR
    return found


def whose(note: Element, voices: Voices) -> str:
    """Return AUTHOR for a note of the text itself, else its writer, or "" if unknown."""
    for pointer in (note.get("resp") or "").split():
        name = pointer.rpartition("#")[2]
        return voices.get(name) or _ROLES.get(name.casefold()) or name or EDITOR
    for kind in re.split(r"[^a-z]+", (note.get("type") or "").casefold()):
        if kind in _ROLES:
            return _ROLES[kind]
    is_in_source = _IN_SOURCE.match((note.get("place") or "").strip().casefold())
    return AUTHOR if note.get("hand") or is_in_source else ""


def parted(text: str) -> tuple[str, str]:
    """Return the author's words of a note and the editors' words in brackets at its end.

    "[Footnote in the source text. Not printed.]" means that the words before are not theirs; for
    any other note the second is "".
    """
    found = _SAID_AT_END.search(text)
    return (text[: found.start()].rstrip(), found.group()) if found else (text, "")
