"""Converting a search clause of CQL to one of our clauses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from index_mappings.computed import KEY_CHARS
from index_mappings.conditions import Days, Held
from index_mappings.folding import clean, key
from index_mappings.mapping import RecordMapping
from index_mappings.unfit import Unfit
from service.query.bounds import Bounds
from service.query.clauses import All, Any, Clause, Everything, Not, Phrase, Prefix, Value, Word
from service.query.lexicon import Lexicon, lexicon
from service.query.spans import read_span
from service.sru.cql import Searched, unescaped
from service.sru.diagnostics import Code, Diagnosed
from service.sru.indexes import How, Index

_SHORTEST = 2  # letters before a *, as in a typed query
_EQUAL = frozenset({"", "=", "scr", "adj"})
RELATIONS = ("=", "==", "exact", "any", "all", "adj", "within", "<", "<=", ">", ">=", "<>")
"""The relations supported by at least one index."""
MODIFIERS = frozenset({"relevant", "stem", "word", "string", "ignorecase", "ignoreaccents"})
"""Modifiers that ask for what is done anyway."""
_MASK = re.compile(r"(?<!\\)[*?^]")


class Relations:
    """Makes clauses of one query, counting what is costly; `words` are those of the whole query."""

    def __init__(
        self, mapping: RecordMapping, words: int, members: Callable[[str], tuple[str, ...]]
    ) -> None:
        self._mapping = mapping
        self._lexicon: Lexicon = lexicon(mapping)
        self._bounds = Bounds(words, self._lexicon.stop_words)
        self._members = members

    def clause(self, searched: Searched, index: Index) -> Clause:
        """Return the clause of a search clause; raise Diagnosed if it is not supported."""
        for modifier in searched.modifiers:
            name = modifier.name.removeprefix("cql.")
            if name not in MODIFIERS or modifier.comparison:
                detail = f"the modifier {name[:60]!r} is not supported"
                raise Diagnosed(Code.RELATION_MODIFIER, name, detail)
        relation = searched.relation.removeprefix("cql.")
        if relation not in _EQUAL and relation not in RELATIONS:
            detail = f"the relation {relation[:60]!r} is not one of {', '.join(RELATIONS)}"
            raise Diagnosed(Code.RELATION, relation, detail)
        found = _HOW[index.how](self, searched.term, index, "=" if relation in _EQUAL else relation)
        if found is None:
            detail = f"{relation} cannot be asked of {index.set}.{index.name}"
            raise Diagnosed(Code.RELATION_AND_INDEX, relation, detail)
        return found

    def _all(self, _: str, __: Index, ___: str) -> Clause | None:
        return Everything()

    def _id(self, term: str, _: Index, relation: str) -> Clause | None:
        same = Value("id", (unescaped(term),))
        return {"=": same, "==": same, "exact": same, "<>": _without(same)}.get(relation)

    def _date(self, term: str, index: Index, relation: str) -> Clause | None:
        text = unescaped(term).strip()
        if relation == "within":
            first, _, last = text.partition(" ")
            text = f"{first}..{last.strip()}" if last else text
        elif ".." in text or relation in ("any", "all"):
            return None
        span = read_span(text)
        if span is None:
            raise Diagnosed(Code.TERM, term, f"{text[:60]!r} is not a date such as 1950 or 1950-07")
        field = "" if index.fields[0] == self._mapping.date else index.fields[0]
        days = replace(span[0], field=field)
        return _compared(days, relation)

    def _words(self, term: str, index: Index, relation: str) -> Clause | None:
        fields = index.fields or ("",)
        if relation in ("==", "exact"):
            return _either([self._exactly(unescaped(term), field) for field in fields])
        if relation not in ("=", "<>", "any", "all"):
            return None
        found = _either([self._in_field(term, field, relation) for field in fields])
        return _without(found) if relation == "<>" else found

    def _exactly(self, text: str, field: str) -> Clause:
        """Return what a field must hold in full: a title by its key, a value of a facet."""
        mapping = self._mapping
        text = clean(text)
        if field == mapping.title and mapping.exact_title:
            return Held(mapping.exact_title, (key(text)[:KEY_CHARS],))
        for facet in mapping.facets:
            held = mapping.field(facet.field)
            if facet.field == field and facet.kind.of_words:
                try:
                    value = self._lexicon.values.get(facet.name, str)(text)
                except Unfit as error:
                    raise Diagnosed(Code.TERM, text, error.detail) from None
                is_name = held is not None and held.kind.names_people
                return Value(facet.name, self._members(value) if is_name else (value,))
        detail = f"{field or 'anywhere'} has words, and no values to be compared whole"
        raise Diagnosed(Code.RELATION_AND_INDEX, "==", detail)

    def _in_field(self, term: str, field: str, relation: str) -> Clause:
        parts = clean(term).split()
        masked = [part for part in parts if _MASK.search(part)]
        if masked and len(parts) > 1 and relation in ("=", "<>"):
            detail = "a * inside of a phrase is not supported; ask with all or any"
            raise Diagnosed(Code.MASKED_PHRASE, term, detail)
        clauses = [one for part in parts if (one := self._word(part, field)) is not None]
        if not clauses:
            raise Diagnosed(Code.EMPTY_TERM, term, "the term has no word")
        if len(clauses) == 1:
            return clauses[0]
        if relation == "any":
            return Any(tuple(clauses))
        if relation == "all":
            stops = self._lexicon.stop_words
            said_more = [
                one for one in clauses if not (isinstance(one, Word) and one.text.lower() in stops)
            ]
            return All(tuple(said_more or clauses))
        text = " ".join(unescaped(part) for part in parts)
        self._take(self._bounds.take_phrase(key(text).split(), field), text)
        return Phrase(text, field)

    def _word(self, part: str, field: str) -> Clause | None:
        text = unescaped(part)
        masks = _MASK.findall(part)
        if masks:
            if set(masks) != {"*"} or len(masks) > 1 or not part.endswith("*"):
                code = Code.ANCHORING if "^" in masks else Code.MASKING
                raise Diagnosed(code, part, "the only mask is a * at the end of a word")
            text = text[:-1]
            if len(key(text).replace(" ", "")) < _SHORTEST:
                detail = f"a * needs at least {_SHORTEST} letters before it"
                raise Diagnosed(Code.MASKED_TOO_SHORT, part, detail)
            begun = Prefix(text, field)
            self._take(self._bounds.take_open(begun), part)
            return begun
        words = self._lexicon.pattern.findall(text)
        if not words:
            return None
        if len(words) > 1:  # analysis makes a phrase of it
            self._take(self._bounds.take_phrase(words, field), part)
        return Word(text, field)

    def _take(self, has_room: bool, term: str) -> None:
        if not has_room:
            raise Diagnosed(Code.FEATURE, term, "the query has too many phrases and words with a *")


_HOW: Mapping[How, Callable[[Relations, str, Index, str], Clause | None]] = {
    How.WORDS: Relations._words,
    How.DATE: Relations._date,
    How.ID: Relations._id,
    How.ALL: Relations._all,
}


def _compared(days: Days, relation: str) -> Clause | None:
    """Return the records with a day before, in or after a span."""
    start, end = days.start, days.end
    comparisons = dict(_comparisons(days, start, end))
    return comparisons.get(relation)


def _comparisons(days: Days, start: int | None, end: int | None) -> Iterator[tuple[str, Clause]]:
    for relation in ("=", "==", "exact", "within"):
        yield relation, days
    yield "<>", _without(days)
    if end is not None:
        yield "<=", replace(days, start=None)
        yield ">", replace(days, start=end + 1, end=None)
    if start is not None:
        yield ">=", replace(days, end=None)
        yield "<", replace(days, start=None, end=start - 1)


def _either(clauses: list[Clause]) -> Clause:
    return clauses[0] if len(clauses) == 1 else Any(tuple(clauses))


def _without(clause: Clause) -> Clause:
    return All((Everything(), Not(clause)))
