"""A query in CQL 1.2 as a tree.

Source of the grammar: CQL, the Contextual Query Language, 1.2, "CQL Specification" (BNF).

Libraries were judged: cql-parser (MIT) had no release for three years, logs each mistake of a
client as an error of the server, and bounds nothing; `cql` and `pycql` are other languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.sru.diagnostics import Code, Diagnosed

LONGEST = 2_000
"""Characters of a query: as many as a typed one may have."""
_DEEPEST = 10  # parentheses within each other
_MOST = 2_000  # tokens, which `LONGEST` bounds too
_TOKEN = re.compile(
    r"""\s*(?:(?P<sign>[()/])|(?P<compare><>|<=|>=|==|[=<>])|"(?P<quoted>(?:[^"\\]|\\.)*)"
    |(?P<word>[^\s()/=<>"]+))""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
BOOLEANS = ("and", "or", "not", "prox")
_SORT = "sortby"


@dataclass(frozen=True, slots=True)
class Modifier:
    """A modifier of a relation, an operator or an order: "/relevant", "/distance<3"."""

    name: str
    comparison: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Searched:
    """One search clause. `index` and `relation` are "" where they are left to the server.

    `term` is as it was written, with its backslashes: what they escape stands for itself.
    """

    term: str
    index: str = ""
    relation: str = ""
    modifiers: tuple[Modifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Combined:
    """Two clauses and the operator between them, in lower case."""

    left: Tree
    operator: str
    right: Tree
    modifiers: tuple[Modifier, ...] = ()


Tree = Searched | Combined


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an order."""

    index: str
    modifiers: tuple[Modifier, ...] = ()


@dataclass(frozen=True, slots=True)
class CqlQuery:
    """A whole query: its tree, its order, and the context sets that it names by its own names."""

    tree: Tree
    order: tuple[Key, ...] = ()
    sets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "sign", "compare", "quoted", "word", or "end"
    text: str

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text.lower() in words


_END = _Token("end", "")


def parse(text: str) -> CqlQuery:
    """Return the tree of a query. Raises Diagnosed if it is no CQL, or too long."""
    if len(text) > LONGEST:
        raise Diagnosed(Code.TOO_LONG, str(LONGEST), f"a query has at most {LONGEST} characters")
    return _Parser(list(_tokens(text))).query()


def unescaped(term: str) -> str:
    """Return a term with what its backslashes escape."""
    return _ESCAPED.sub(r"\1", term)


def written(tree: Tree) -> str:
    """Return a tree as CQL, which `parse` reads back."""
    if isinstance(tree, Combined):
        left = written(tree.left)
        right = written(tree.right)
        right = f"({right})" if isinstance(tree.right, Combined) else right
        return f"{left} {tree.operator}{_modifiers(tree.modifiers)} {right}"
    term = _quoted(tree.term)
    if not tree.relation:
        return term
    return f"{_quoted(tree.index)} {tree.relation}{_modifiers(tree.modifiers)} {term}"


def _modifiers(modifiers: tuple[Modifier, ...]) -> str:
    return "".join(
        f"/{one.name}{one.comparison}{_quoted(one.value) if one.comparison else ''}"
        for one in modifiers
    )


def _quoted(text: str) -> str:
    return f'"{text}"'


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    text = text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            rest = text[at:].lstrip()
            raise _wrong(rest[:1], f"{rest[:20]!r} is never closed")
        at = found.end()
        kind = found.lastgroup or ""
        yield _Token(kind, found[kind])


def _wrong(details: str, message: str) -> Diagnosed:
    return Diagnosed(Code.SYNTAX, details, message)


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens[:_MOST]
        self._at = 0

    def query(self) -> CqlQuery:
        sets = tuple(self._sets())
        tree = self._scoped(0)
        order: list[Key] = []
        if self._here.is_word(_SORT):
            self._next()
            while self._here.kind in ("word", "quoted"):
                order.append(Key(self._next().text, self._modifiers()))
            if not order:
                raise _wrong("sortBy", "sortBy needs an index")
        if self._here is not _END:
            raise _wrong(self._here.text, f"{self._here.text!r} is more than the query can have")
        return CqlQuery(tree, tuple(order), sets)

    @property
    def _here(self) -> _Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else _END

    def _next(self) -> _Token:
        here = self._here
        self._at += 1
        return here

    def _sets(self) -> Iterator[tuple[str, str]]:
        while self._here == _Token("compare", ">"):
            self._next()
            name = self._string("a context set")
            if self._here == _Token("compare", "="):
                self._next()
                yield name, self._string("the address of a context set")
            else:
                yield "", name

    def _scoped(self, depth: int) -> Tree:
        tree = self._clause(depth)
        while self._here.is_word(*BOOLEANS):
            operator = self._next().text.lower()
            modifiers = self._modifiers()
            tree = Combined(tree, operator, self._clause(depth), modifiers)
        return tree

    def _clause(self, depth: int) -> Tree:
        if self._here == _Token("sign", "("):
            if depth == _DEEPEST:
                detail = f"parentheses nest at most {_DEEPEST} deep"
                raise Diagnosed(Code.PARENTHESES, str(_DEEPEST), detail)
            self._next()
            tree = self._scoped(depth + 1)
            if self._next() != _Token("sign", ")"):
                raise _wrong("(", "a parenthesis is never closed")
            return tree
        first = self._string("a term")
        relation = self._relation()
        if not relation:
            return Searched(first)
        modifiers = self._modifiers()
        return Searched(self._string("a term"), first, relation, modifiers)

    def _relation(self) -> str:
        here = self._here
        if here.kind == "compare":
            return self._next().text
        if here.kind == "word" and not here.is_word(*BOOLEANS, _SORT):
            return self._next().text.lower()
        return ""

    def _modifiers(self) -> tuple[Modifier, ...]:
        found: list[Modifier] = []
        while self._here == _Token("sign", "/"):
            self._next()
            name = self._string("a modifier").lower()
            if self._here.kind == "compare":
                found.append(Modifier(name, self._next().text, self._string("a value")))
            else:
                found.append(Modifier(name))
        return tuple(found)

    def _string(self, what: str) -> str:
        here = self._next()
        if here.kind not in ("word", "quoted"):
            where = f"before {here.text!r}" if here is not _END else "at the end"
            raise _wrong(here.text, f"{what} is missing {where}")
        return here.text
