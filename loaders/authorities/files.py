"""Authority files as names: one entry for each description in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from index_mappings.names import NameEntry
from loaders.drafts.draft import Item, Reject, Remark, Where
from loaders.drafts.format import NamedByFile, Options
from loaders.drafts.publicity import Verdict
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.publicity import held as held_by_mark
from loaders.drafts.xml.publicity import hold_back, known_by
from loaders.drafts.xml.records import read_files
from loaders.drafts.xml.words import attribute, line

_SHOWN = 20  # kinds of parts that a remark lists


@dataclass(frozen=True, slots=True)
class Described:
    """The result for a description: the entry or the reason for none, and the parts left out."""

    entry: NameEntry | None
    reason: str = ""
    left_out: Sequence[str] = ()


ReadDescription = Callable[[Element, Options], Described]


@dataclass(frozen=True, slots=True)
class AuthorityFiles(NamedByFile):
    """A format of authority files; an entry is held at a time."""

    name: str
    summary: str
    element: str
    read_description: ReadDescription
    options: frozenset[str] = field(default_factory=frozenset)

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield the entry of each description; raise LoadError if a file cannot be read.

        Internal parts are held back. A remark lists the parts that an entry cannot have.
        """
        left_out: Counter[str] = Counter()

        def read(element: Element, where: Where) -> Iterator[Item]:
            if (mark := mark_of_control(element)) is not None:
                yield held_by_mark(mark, where, options)
                if not options.publish_held:
                    return
            is_held, held = hold_back(element, where, options)
            yield from known_by(held)
            if is_held:
                return
            found = self.read_description(element, options)
            left_out.update(found.left_out)
            if found.entry is None:
                yield Reject(where, found.reason)
            else:
                yield found.entry

        wanted = f"authority record ({self.name})"
        yield from read_files(paths, (f"{{*}}{self.element}",), wanted, read, _ALL)
        if left_out:
            parts = ", ".join(f"{name} ({count:,})" for name, count in left_out.most_common(_SHOWN))
            yield Remark(Where(paths[0]), f"no name has a place for these parts: {parts}")


_STATES = ("maintenancestatus", "publicationstatus")
_GONE = ("deleted", "cancelled", "inprocess")


def mark_of_control(record: Element) -> tuple[str, Verdict] | None:
    """Return the state that holds a description back: deleted, cancelled, in process; or None.

    EAC-CPF of 2010 has the state as text, version 2.0 as a value.
    """
    for part in record.iterfind("./{*}control/*"):
        if (name := local(part)).casefold() in _STATES:
            wording = f"{line(part)} {attribute(part, 'value')}".casefold()
            if any(word in wording for word in _GONE):
                return name, Verdict.NOT_PUBLIC
    return None


class _Everything(frozenset[str]):
    """The attributes that need no remark: all of them, because a name shows none."""

    def __contains__(self, _: object) -> bool:
        return True


_ALL = _Everything()
