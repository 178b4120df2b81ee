"""The parts of a query during parsing, and their combination."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index_mappings.sayings import row, sentence
from service.query.clauses import All, Clause, Everything, Not


class Node(NamedTuple):
    """A part of the query: its clause, its label, and its source text.

    `clause` is None if the part is ignored. `negative` means that the clause must not match. `bare`
    means that the label is a word as typed.
    """

    clause: Clause | None
    label: str
    source: str
    negative: bool = False
    bare: bool = False

    @property
    def said(self) -> str:
        """The label, with "not" if the part is excluded."""
        return sentence("not %(part)s", part=self.label) if self.negative else self.label

    @property
    def typed(self) -> str:
        """The source text, with a minus if the part is excluded."""
        return f"-{self.source}" if self.negative else self.source


NOTHING = Node(None, "", "")
"""What asks for nothing and need not be typed."""


def conjunction(nodes: Sequence[Node]) -> Clause:
    """Return the clause of nodes that must all match; negatives alone exclude from everything."""
    met = tuple(node.clause for node in nodes if node.clause is not None and not node.negative)
    unmet = tuple(Not(node.clause) for node in nodes if node.clause is not None and node.negative)
    if not met:
        met = (Everything(),)
    return met[0] if len(met) == 1 and not unmet else All((*met, *unmet))


def group(nodes: Sequence[Node]) -> Node:
    """Return nodes that must all match as one."""
    there = [node for node in nodes if node.clause is not None]
    if not there:
        return NOTHING
    if len(there) == 1:
        only = there[0]
        return only._replace(source=f"({only.source})") if " OR " in only.source else only
    wording = row(
        sentence(" and "),
        (row("", ("(", node.said, ")")) if " OR " in node.source else node.said for node in there),
    )
    typed = " ".join(node.typed for node in there)
    return Node(conjunction(there), row("", ("(", wording, ")")), f"({typed})")


def standing(node: Node) -> Clause:
    """Return a clause for use in an OR: a negative one is subtracted from everything."""
    return conjunction([node])
