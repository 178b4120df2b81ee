"""The words that each record of a page has, if it need not have all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index_mappings.conditions import Between, Days, Held
from index_mappings.mapping import RecordMapping
from service.query.bounds import costly, size
from service.query.clauses import (
    All,
    Any,
    Clause,
    Counted,
    Everything,
    Lifted,
    Not,
    Value,
)
from service.query.understanding import Reading
from service.results import Hit
from service.schemas.answer_parts import WordsHere
from service.search.purse import Purse

_MOST = 32  # words with their other names: nobody reads more, and each costs a search
_COSTLY = 4  # phrases, beginnings and edits among them: each is looked for in every field


def matched_words(purse: Purse, reading: Reading, hits: Sequence[Hit]) -> dict[str, WordsHere]:
    """Return the words of each hit by its id, or {} if it would take too long.

    `words` are those it has and `without` those it lacks, as typed; `fields` the names of the
    fields in which any of them is.
    """
    if not hits or not reading.words:
        return {}
    if size(reading.clause) > _MOST or costly(reading.clause) > _COSTLY:
        return {}
    if not purse.pay_for_parts(Any(reading.words)):
        return {}
    engine = purse.engine
    fields = {
        field.name: inside
        for field in engine.mapping.fields
        if (field.search or field.kind.by_date)
        and (inside := _any_inside(reading.words, field.name, engine.mapping)) is not None
    }
    met = engine.met([hit.record.id for hit in hits], (*reading.words, *fields.values()))
    typed = [word.typed for word in reading.said.words]
    found: dict[str, WordsHere] = {}
    for id, answers in met.items():
        has, where = answers[: len(typed)], answers[len(typed) :]
        found[id] = WordsHere(
            words=tuple(word for word, yes in zip(typed, has, strict=True) if yes),
            without=tuple(word for word, yes in zip(typed, has, strict=True) if not yes),
            fields=tuple(name for name, yes in zip(fields, where, strict=True) if yes),
        )
    return found


def _any_inside(clauses: Sequence[Clause], field: str, mapping: RecordMapping) -> Clause | None:
    inside = [inner for clause in clauses if (inner := _inside(clause, field, mapping)) is not None]
    return Any(tuple(inside)) if inside else None


def _inside(clause: Clause, field: str, mapping: RecordMapping) -> Clause | None:
    """Return the part of a clause for one field, or None if there is none."""
    match clause:
        case All(parts) | Any(parts):
            return _any_inside(parts, field, mapping)
        case Lifted(inner, _, _) | Counted(inner):
            return _inside(inner, field, mapping)
        case Days():
            return clause if field == (clause.field or mapping.date) else None
        case Value() | Held() | Between() | Not() | Everything():
            return None
    if clause.field not in ("", field) or field == mapping.date:
        return None
    return replace(clause, field=field)
