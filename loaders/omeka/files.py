"""Reading files and answers of Omeka.

They are read twice, because collections and media may come after their items.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index_mappings.json_values import Json, members, text
from index_mappings.web_addresses import is_web_address
from loaders.drafts.draft import Draft, Item, Reject, Remark
from loaders.drafts.field_maps.columns import Column
from loaders.drafts.field_maps.field_map import FIELD_MAP_OPTIONS
from loaders.drafts.format import Options
from loaders.drafts.objects.json_objects import Objects
from loaders.drafts.ruled_objects import ruled_object
from loaders.drafts.served_json import ReadTwice, Served, objects_of
from loaders.omeka.beside import ITEM, Beside, kind_of
from loaders.omeka.items import item_with
from loaders.omeka.pages import records_of

_LISTS = ("items", "@graph")
_SHOWN = 100  # items whose keys `inspect` shows


class Omeka(Served):
    """The format `omeka`; an item is held at a time, and answers are kept in a file."""

    name = "omeka"
    summary = "items of Omeka S or Omeka Classic: their JSON, or the address of the API"
    takes_field_map = True
    options = FIELD_MAP_OPTIONS

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each item, and its collections.

        Raises LoadError if a file cannot be read or a server stops answering.
        """
        beside, objects = Beside(options), Objects(options)
        shown: set[str] = set()
        with ReadTwice(paths, _LISTS) as twice:
            yield from self._note(paths, twice, beside)
            for given in twice.again():
                if isinstance(given, Reject):
                    yield given
                    continue
                value, where = members(given[0]), given[1]
                kind = kind_of(value)
                if options.rules and kind == ITEM:
                    _, rule, _ = ruled_object({**value}, options.rules)
                    if rule is not None:
                        yield rule.held(where, text(value.get("@id")))
                        continue
                if kind == ITEM:
                    found = list(objects.read(item_with(value, beside, options.mapping), where))
                    for one in beside.collections(value) if _has_draft(found) else ():
                        if one.id not in shown:
                            shown.add(one.id)
                            yield one
                    yield from found
                elif not kind:
                    yield Reject(where, "the object is not an item of Omeka (o:id, element_texts)")
        yield from objects.missing()

    def columns(self, path: str, options: Options) -> tuple[list[Column], list[list[str]]]:
        """Return the keys of the first items as columns, and their values, for `inspect`."""
        if is_web_address(path):
            return [], []
        beside, values = Beside(options), list[Json]()
        for given in objects_of([path], _LISTS):
            if not isinstance(given, Reject) and kind_of(members(given[0])) == ITEM:
                values.append(item_with(members(given[0]), beside, options.mapping))
            if len(values) == _SHOWN:
                break
        return Objects(options).columns_of(values)

    def _note(self, paths: Sequence[str], twice: ReadTwice, beside: Beside) -> Iterator[Item]:
        """Read everything once for collections and media; the answers of a server are kept."""
        for given in twice.in_files():
            if not isinstance(given, Reject):
                yield from beside.note(members(given[0]), given[1])
        for path in filter(is_web_address, paths):
            for found in records_of(path, self.answers(path)):
                if isinstance(found, Remark):
                    yield found
                    continue
                value, where = found
                yield from beside.note(members(value), where)
                if kind_of(members(value)) in (ITEM, ""):
                    twice.keep(value, where)


def _has_draft(items: Sequence[Item]) -> bool:
    return any(isinstance(item, Draft) for item in items)
