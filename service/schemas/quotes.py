"""Whether a passage is in a record: what is asked, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from marshmallow import Schema, fields, validate

from service.schemas.answer_parts import BothLinks, Index
from service.schemas.shape import Said

LONGEST = 2_000
"""Characters of a passage: most of a printed page, and as long as a search may be."""

_ID = "the id of a record is needed"
_TEXT = f"a passage of 1 to {LONGEST:,} characters is needed"


class QuoteArguments(Schema):
    """The arguments of the check of a quotation."""

    id = fields.String(
        required=True,
        validate=validate.Length(min=1, error=_ID),
        error_messages={"required": _ID},
        metadata={"description": "the record's id as it is, nothing in it written otherwise"},
    )
    text = fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST, error=_TEXT),
        error_messages={"required": _TEXT},
        metadata={
            "description": "the passage. Differences in blanks, quotation marks, dashes, hyphens "
            "and capitals are allowed; `...` stands for words that were left out"
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePlace:
    """A place where a passage is found."""

    field: Annotated[str, Said("the field that it is in")]
    label: Annotated[str, Said("the field's label; of a note, the note's")]
    voice: Annotated[
        str,
        Said(
            "whose words they are: `text` the document's own, `own-note` a note of the document "
            "itself, `editors-note` a note of its editors, `catalogue` the archive's description"
        ),
    ]
    at: Annotated[int, Said("the first character, from 0; in a note, of that note")]
    to: Annotated[int, Said("the first character behind it")]
    words: Annotated[str, Said("the passage as it is there")]
    exact: Annotated[bool, Said("true where no more than blanks differ and nothing was left out")]
    page: Annotated[str, Said("the printed page or pages, where they are known")] = ""
    whose: Annotated[str, Said("who wrote the note, as the source has it")] = ""
    citation: Annotated[str, Said("how the passage is cited")]
    links: BothLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteAnswer:
    """Whether a passage is in a record, in whose words, and on which page."""

    found: Annotated[bool, Said("true where the passage is anywhere in the record")]
    own: Annotated[bool, Said("true where it is in the document's own text or notes")]
    id: Annotated[str, Said("of the record, which may have got another than was asked for")]
    title: str
    places: Annotated[tuple[QuotePlace, ...], Said("where it is, its text first, at most 20")]
    index: Index
