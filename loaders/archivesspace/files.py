"""Reading files and answers of ArchivesSpace.

They are read twice, because the ancestors of a record may come after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index_mappings.json_values import members, text
from index_mappings.web_addresses import is_web_address
from loaders.archivesspace.description import KINDS, describe
from loaders.archivesspace.pages import records_of
from loaders.archivesspace.tree import Tree
from loaders.drafts.draft import Item, Reject, Remark, Where
from loaders.drafts.format import Options
from loaders.drafts.served_json import ReadTwice, Served

_LISTS = ("results",)


class ArchivesSpace(Served):
    """The format `archivesspace`; a record is held at a time, and answers are kept in a file."""

    name = "archivesspace"
    summary = "records of ArchivesSpace: its JSON, or the address of a repository in its API"
    options: frozenset[str] = frozenset()

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each description; raise LoadError if a file or server cannot be read.

        Agents, subjects and containers in a file are not records; the report counts them.
        """
        tree, unnamed, others = Tree(), [0], 0
        with ReadTwice(paths, _LISTS) as twice:
            self._note(paths, twice, tree)
            for given in twice.again():
                if isinstance(given, Reject):
                    yield given
                    continue
                value, where = members(given[0]), given[1]
                kind = text(value.get("jsonmodel_type"))
                if kind in KINDS:
                    yield from describe(value, where, options, tree, unnamed)
                elif kind:
                    others += 1
                else:
                    yield Reject(
                        where, "the object is not a record of ArchivesSpace (jsonmodel_type)"
                    )
        if others:
            message = f"{others:,} agents, subjects and other records that describe no holdings"
            yield Remark(Where(paths[0]), f"left out: {message}")
        if unnamed[0]:
            message = (
                f"{unnamed[0]:,} agents and subjects are only an address and have no name there; "
                "export with resolve[]=linked_agents and resolve[]=subjects to have them"
            )
            yield Remark(Where(paths[0]), message)

    def _note(self, paths: Sequence[str], twice: ReadTwice, tree: Tree) -> None:
        """Read everything once for the tree; the answers of a server are kept."""
        for given in twice.in_files():
            if not isinstance(given, Reject):
                tree.note(members(given[0]))
        for path in filter(is_web_address, paths):
            for value, where in records_of(path, self.answers(path)):
                tree.note(members(value))
                twice.keep(value, where)
