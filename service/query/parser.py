"""Tokens read into parts by recursive descent. The grammar takes every list of settled tokens:

all    = { [AND] either }           words side by side must all be found
either = one { OR one }             OR binds closer than the blank: a b OR c is a (b OR c)
one    = { NOT } ( leaf | "(" all ")" )
"""

from __future__ import annotations

from collections.abc import Sequence

from index_mappings.sayings import row, sentence
from service.query.clauses import Any
from service.query.leaves import Leaves
from service.query.nodes import NOTHING, Node, group, standing
from service.query.scanner import AND, CLOSE, NOT, OPEN, OR, Token


def parse(tokens: Sequence[Token], leaves: Leaves) -> list[Node]:
    """Return the parts of the top level, including ignored ones."""
    return _Parser(tokens, leaves).all()


class _Parser:
    def __init__(self, tokens: Sequence[Token], leaves: Leaves) -> None:
        self._tokens = tokens
        self._leaves = leaves
        self._at = 0
        self._field = ""

    def all(self) -> list[Node]:
        nodes: list[Node] = []
        while self._at < len(self._tokens) and not self._next_is(CLOSE):
            if self._next_is(AND):
                self._at += 1
            else:
                nodes += self._either()
        return nodes

    def _either(self) -> list[Node]:
        first = self._one()
        if not self._next_is(OR):
            return first
        options = [group(first)]
        while self._next_is(OR):
            self._at += 1
            options.append(group(self._one()))
        there = [
            node
            for node in options
            if node.clause is not None and self._leaves.may_be_alternative(node.clause)
        ]
        if len(there) < 2:
            return there or [NOTHING]
        return [
            Node(
                Any(tuple(standing(node) for node in there)),
                row(sentence(" or "), (node.said for node in there)),
                " OR ".join(node.typed for node in there),
            )
        ]

    def _one(self) -> list[Node]:
        negative = False
        while self._next_is(NOT):
            negative = True
            self._at += 1
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == OPEN:
            outer, self._field = self._field, token.field or self._field
            nodes = self.all()
            self._field = outer
            self._at += 1
        else:
            nodes = self._leaves.read(token, self._field)
        if not negative:
            return nodes  # (a b) beside others asks no more than a b does
        node = group(nodes)
        if node.negative:
            node = Node(standing(node), f"({node.said})", f"({node.typed})")
        return [node._replace(negative=node.clause is not None)]

    def _next_is(self, kind: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at].kind == kind
