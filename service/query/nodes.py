"""A part of a query while it is read, and how parts are put together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index_mappings.sayings import row, sentence
from service.query.clauses import All, Clause, Everything, Not


class Node(NamedTuple):
    """A part of the query: its clause, how it is said, and how it may be typed.

    `clause` is None for what asks for nothing. `negative` tells that the clause must not be
    met. `bare` tells that the label is a word as typed.
    """

    clause: Clause | None
    label: str
    source: str
    negative: bool = False
    bare: bool = False

    @property
    def said(self) -> str:
        """The label, with "not" where the part is excluded."""
        return sentence("not %(part)s", part=self.label) if self.negative else self.label

    @property
    def typed(self) -> str:
        """The source, with a minus where the part is excluded."""
        return f"-{self.source}" if self.negative else self.source


NOTHING = Node(None, "", "")
"""What asks for nothing and need not be typed."""


def conjunction(nodes: Sequence[Node]) -> Clause:
    """Return the clause of nodes that must all hold; negatives alone are taken from everything."""
    met = tuple(node.clause for node in nodes if node.clause is not None and not node.negative)
    unmet = tuple(Not(node.clause) for node in nodes if node.clause is not None and node.negative)
    if not met:
        met = (Everything(),)
    return met[0] if len(met) == 1 and not unmet else All((*met, *unmet))


def group(nodes: Sequence[Node]) -> Node:
    """Return nodes that must all hold as one."""
    there = [node for node in nodes if node.clause is not None]
    if not there:
        return NOTHING
    if len(there) == 1:
        only = there[0]
        return only._replace(source=f"({only.source})") if " OR " in only.source else only
    said = row(
        sentence(" and "),
        (row("", ("(", node.said, ")")) if " OR " in node.source else node.said for node in there),
    )
    typed = " ".join(node.typed for node in there)
    return Node(conjunction(there), row("", ("(", said, ")")), f"({typed})")


def standing(node: Node) -> Clause:
    """Return a clause that can be alone in an OR: a negative one is taken from everything."""
    return conjunction([node])
