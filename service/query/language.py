"""The query language: it turns any text into a query and never fails.

    text -> plain characters -> tokens -> dates joined -> settled -> clauses -> said back

`service.query.syntax` has the rules for readers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from index_mappings.conditions import Days
from index_mappings.mapping import RecordMapping
from index_mappings.sayings import sentence
from service.query import saying
from service.query.asking import asking_words, join_dates
from service.query.bounds import ALTERNATIVES
from service.query.clauses import (
    All,
    Any,
    Clause,
    Everything,
    Fuzzy,
    Near,
    Not,
    Phrase,
    Prefix,
    Value,
    Word,
)
from service.query.cost_notes import ALTERNATIVES_NOTE
from service.query.leaves import PREFIX_LETTERS, Leaves
from service.query.lexicon import Lexicon, lexicon
from service.query.nodes import Node, conjunction
from service.query.parser import parse
from service.query.scanner import WORD, Token, scan
from service.query.settling import settle
from service.query.typed import LONGEST, plain
from service.query.understanding import Part, Reading

__all__ = ["Part", "Reading", "read"]

_NOTES = 20  # more than anybody reads; a text of nothing but mistakes has hundreds
_REMEMBERED_LENGTH = 300  # longer texts are pasted once, and their readings are large
_LONG_REMEMBERED = 8  # of these: enough that one search does not read its text three times


def read(
    text: str, mapping: RecordMapping, *, field: str = "", match: Literal["all", "any"] = "all"
) -> Reading:
    """Return the reading of a typed text.

    `field` is the field in which words without a field are searched, or "" for all search fields;
    one that the mapping does not have counts as "". `match` is "all" (each word must be found) or
    "any" (at least one must).
    """
    known = lexicon(mapping)
    inside = field if field.lower() in known.fields else ""
    if len(text) > _REMEMBERED_LENGTH:
        return _remembered_long(text, known, inside, match == "any")
    return _remembered(text, known, inside, match == "any")


def _read(text: str, known: Lexicon, inside: str, is_any: bool) -> Reading:
    notes: list[str] = []
    text, cut = plain(text)
    if cut:
        notes.append(sentence("Only the first %(count)s characters were read.", count=LONGEST))
    tokens = settle(join_dates(scan(text, known, notes), text), notes)
    tokens = list(without_endings(tokens, known))
    asking, count = asking_words(tokens, text, known.questions), len(tokens)
    leaves = Leaves(known, inside, text, asking, tokens=count, literal=False)
    nodes = parse(tokens, leaves)
    if (leaves.common or leaves.asking) and all(node.clause is None for node in nodes):
        leaves = Leaves(known, inside, text, frozenset(), tokens=count, literal=True)
        nodes = parse(tokens, leaves)
    notes += leaves.notes
    if leaves.common:
        notes.append(sentence("Ignored as too common: %(words)s", words=_listed(leaves.common)))
    if leaves.asking:
        notes.append(
            sentence(
                "Ignored as words that only ask or connect: %(words)s", words=_listed(leaves.asking)
            )
        )
    return _reading(text, nodes, leaves, is_any, notes)


_remembered = lru_cache(maxsize=512)(_read)  # a reader asks the same again with each click
_remembered_long = lru_cache(maxsize=_LONG_REMEMBERED)(_read)


def _listed(words: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def _reading(
    text: str, nodes: Sequence[Node], leaves: Leaves, is_any: bool, notes: Sequence[str]
) -> Reading:
    there = [node for node in nodes if node.clause is not None]
    met = [node for node in there if not node.negative]
    unmet = [node for node in there if node.negative]
    words = [node for node in met if node.clause is not None and _scores(node.clause)]
    filters = [node for node in met if node.clause is None or not _scores(node.clause)]
    if is_any and len(words) > ALTERNATIVES:
        words = words[:ALTERNATIVES]
        notes = [*notes, ALTERNATIVES_NOTE]
    clauses = tuple(node.clause for node in words if node.clause is not None)
    clause = conjunction(there)
    if is_any and len(words) > 1:
        some = Node(Any(clauses), "", "")
        clause = conjunction([some, *filters, *unmet])
    always = (
        *(node.clause for node in filters if node.clause is not None),
        *(Not(node.clause) for node in unmet if node.clause is not None),
    )
    understanding = saying.Said(
        words=tuple(saying.SaidPart(node.label, node.source, node.bare) for node in words),
        filters=tuple(node.label for node in filters),
        unmet_bare=tuple(node.label for node in unmet if node.bare),
        unmet_other=tuple(node.label for node in unmet if not node.bare),
        aside=tuple(dict.fromkeys(leaves.asking)),
        common=tuple(dict.fromkeys(leaves.common)),
        is_any=is_any,
        inside=leaves.inside,
    )
    return Reading(
        text=text,
        clause=clause,
        understood_as=saying.understood(understanding),
        said=understanding,
        parts=_parts(nodes, text, leaves.lexicon),
        notes=tuple(dict.fromkeys(notes))[:_NOTES],
        words=clauses,
        always=always,
        dates=tuple(leaves.dates),
    )


def _parts(nodes: Sequence[Node], text: str, known: Lexicon) -> tuple[Part, ...]:
    there = [at for at, node in enumerate(nodes) if node.clause is not None]
    # Words that only ask stay in the text while it stays a question without the part.
    mark = "?" if text.endswith("?") else ""
    asks = bool(mark) or (
        bool(nodes)
        and nodes[0].clause is None
        and nodes[0].source.lower() in known.questions.opening
    )
    typed = [
        node.typed
        if node.clause or asks or node.source.lower() not in known.questions.only_in_questions
        else ""
        for node in nodes
    ]
    before = list(accumulate(typed, _beside, initial=""))
    after = list(accumulate(reversed(typed), lambda rest, one: _beside(one, rest), initial=mark))
    parts = []
    for at in there:

        def changed(to: str, at: int = at) -> str:
            # Words that asked for nothing beside this part would begin to ask without it.
            return _beside(_beside(before[at], to), after[-2 - at])

        node = nodes[at]
        begun, anywhere = _begun(node, known), _anywhere(node, known)
        parts.append(
            Part(
                node.said,
                removed=changed("") if len(there) > 1 else "",
                typed=node.typed,
                begun=changed(begun) if begun else "",
                anywhere=changed(anywhere) if anywhere else "",
            )
        )
    return tuple(parts)


def _beside(one: str, other: str) -> str:
    return f"{one} {other}" if one and other and other != "?" else one + other


def _begun(node: Node, known: Lexicon) -> str:
    """Return a word as typed with a star after it, or "" if it is not one word."""
    either = node.clause.clauses if isinstance(node.clause, Any) else (node.clause,)
    if node.negative or not all(isinstance(clause, Word) for clause in either):
        return ""
    word = node.source.rpartition(":")[2]
    is_one = known.pattern.fullmatch(word) and len(word) >= PREFIX_LETTERS
    return f"{node.source}*" if is_one else ""


def _anywhere(node: Node, known: Lexicon) -> str:
    """Return text typed with a field without that field, or "" if it has none."""
    name, _, rest = node.source.partition(":")
    if node.negative or not isinstance(node.clause, Word | Phrase | Near | Prefix | Fuzzy):
        return ""
    field, _ = known.fields.get(name.lower(), ("", ""))
    return rest if field and field == node.clause.field else ""


def _scores(clause: Clause) -> bool:
    if isinstance(clause, All | Any):
        return any(_scores(inner) for inner in clause.clauses)
    return not isinstance(clause, Days | Value | Not | Everything)


def without_endings(tokens: Sequence[Token], known: Lexicon) -> Iterator[Token]:
    """Yield the tokens, each word without a possessive ending: "Stalin's" is "Stalin".

    The index has the ending as a separate word, so as a phrase "Stalin's" would only find records
    with the possessive. Quoted text is unchanged.
    """
    for token in tokens:
        ending = next((one for one in known.questions.whose if _ends(token, one)), "")
        if not ending:
            yield token
            continue
        text = token.text[: -len(ending)]
        yield token._replace(text=text, size=len(known.pattern.findall(text)))


def _ends(token: Token, ending: str) -> bool:
    if token.kind != WORD or token.tail or not token.text.lower().endswith(ending):
        return False
    return token.text[: -len(ending)][-1:].isalpha()  # after U.S. it is not known to be one
