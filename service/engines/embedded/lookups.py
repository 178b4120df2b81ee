"""Lookups in a build: spellings, frequencies, and which clauses a record matches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tantivy import Query

from index_mappings.computed import KEY_CHARS
from service.engines.edits import ALIKE, by_nearness, one_edit_away, one_edit_before
from service.engines.embedded.absent_values import without_idle_exclusions
from service.engines.embedded.added_scores import and_maybe
from service.engines.embedded.conditions import terms, unscored
from service.engines.embedded.open_build import MOST_BEGUN, OpenBuild, read_brief
from service.engines.embedded.translate import translate
from service.query.clauses import Clause, Not, Value
from service.query.request import CHANGED
from service.query.request import Query as Asked

_AT_ONCE = 20  # clauses of one search: a score has 24 bits
_MOMENTS = 10_000  # moments looked up at first: a load a day for thirty years


def spellings(
    live: OpenBuild, path: str, word: str, edits: int, limit: int
) -> tuple[tuple[str, int], ...]:
    """Return the terms of a path of which a word may be a misspelling."""
    if not word or not live.schema.has(path):
        return ()
    searcher = live.searcher
    # tantivy cannot walk its terms by edits; each string one edit away is looked up instead,
    # some 700 of them in about a millisecond.
    if edits == 1:
        counted = {one: searcher.doc_freq(path, one) for one in one_edit_away(word)}
    else:
        counted = dict(live.begun(path, word[0]))
        rests = (word[1:], *one_edit_away(word[1:]))
        for first in ALIKE.get(word[0], ""):
            begun = live.begun(path, first)
            if len(begun) == MOST_BEGUN:  # there are more, which must be looked up
                counted |= {one: searcher.doc_freq(path, one) for one in map(first.__add__, rests)}
            else:
                counted |= {one: begun[one] for rest in rests if (one := first + rest) in begun}
        counted |= {one: searcher.doc_freq(path, one) for one in one_edit_before(word)}
    return tuple(by_nearness(counted.items(), word, edits))[:limit]


def frequencies(live: OpenBuild, path: str, words: Sequence[str]) -> tuple[int, ...]:
    """Return the number of records with each word at a path."""
    if not live.schema.has(path):
        return (0,) * len(words)
    analyzer = live.schema.analyzer(path)
    analysed = [analyzer.analyze(word) for word in words]
    return tuple(
        live.searcher.doc_freq(path, found[0]) if len(found) == 1 else 0 for found in analysed
    )


def _before(since: str, live: OpenBuild) -> Clause:
    """Return the query for the records that have not changed since a moment.

    tantivy has no ranges of texts; but a load gives all that it changes one moment, so there are
    no more of them than loads.
    """
    limit = _MOMENTS
    found: list[tuple[str, int]] = []
    if live.schema.has(CHANGED):
        while len(found := live.searcher.terms_with_prefix(CHANGED, "", limit=limit)) == limit:
            limit *= 4
    return Not(Value(CHANGED, tuple(at for at, _ in found if at >= since)))


def known(asked: Asked, live: OpenBuild) -> Asked:
    """Return a query without the names, the title and the excluded values that no record has.

    What it asks of the moments of change is said in those that there are.

    Nearly every text is neither name nor title, and a query without them is cheaper
    ("search-large" of `make bench`).
    """
    asked = without_idle_exclusions(asked, live)
    mapping = live.schema.mapping
    if asked.since:
        asked = replace(asked, since="", without=(*asked.without, _before(asked.since, live)))
    path = mapping.named.path if mapping.named else ""
    named = tuple(key for key in asked.named if _is_there(live, path, key))
    is_title = asked.exact_title and _is_there(
        live, mapping.exact_title, asked.exact_title[:KEY_CHARS]
    )
    if named == asked.named and is_title:
        return asked
    return replace(asked, named=named, exact_title=asked.exact_title if is_title else "")


def _is_there(live: OpenBuild, path: str, term: str) -> bool:
    return live.schema.has(path) and live.searcher.doc_freq(path, term) > 0


def met(
    live: OpenBuild, ids: Sequence[str], clauses: Sequence[Clause]
) -> dict[str, tuple[bool, ...]]:
    """Return which of the clauses each record matches."""
    these = terms(live.schema, "id", ids)
    searcher = live.searcher
    found = searcher.search(these, limit=max(1, len(ids)), count=False).hits
    # an address is known by its two numbers
    names = {(at.segment_ord, at.doc): read_brief(live, at).id for _, at in found}
    meets: dict[str, list[bool]] = {id: [] for id in names.values()}
    for start in range(0, len(clauses), _AT_ONCE):
        # a score is the sum of powers of two, one for each clause that is met
        some = clauses[start : start + _AT_ONCE]
        queries = (translate(clause, live.schema, scored=False) for clause in some)
        scored = (Query.const_score_query(one, float(1 << at)) for at, one in enumerate(queries))
        asked = and_maybe(unscored(these), scored)
        hits = searcher.search(asked, limit=max(1, len(ids)), count=False).hits
        for score, at_address in hits:
            bits = round(score)
            answers = meets[names[at_address.segment_ord, at_address.doc]]
            answers.extend(bool(bits >> at & 1) for at in range(len(some)))
    return {id: tuple(answers) for id, answers in meets.items()}
