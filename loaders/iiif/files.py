"""Files of IIIF, or an address and the resources it leads to on the same server.

A collection is a record, and its members are below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index_mappings.json_values import Json, elements, members
from index_mappings.record import Ancestor
from index_mappings.web_addresses import is_web_address
from loaders.drafts.beginnings import beginning
from loaders.drafts.draft import Held, Item, Reject, Remark, Where
from loaders.drafts.fetched_json import ANSWER_BYTES, Answers, decoded
from loaders.drafts.fetching import NotShown, NotThere
from loaders.drafts.field_maps.field_map import FIELD_MAP_OPTIONS
from loaders.drafts.folders import files_of
from loaders.drafts.format import Options
from loaders.drafts.served_json import Served
from loaders.iiif.members import is_on, is_stub, members_of, next_page
from loaders.iiif.records import Resources, is_held
from loaders.iiif.resources import title_of
from loaders.iiif.wording import identifier, kind_of
from service.errors import LoadError

_SUFFIXES = frozenset({".json", ".jsonld"})
_DEEPEST = 20  # collections in one another: an archive's tree has six
_KNOWN = 300_000  # members of the collections of a load: some 100 MB
_NO_RESOURCE = "the object is neither a manifest nor a collection of IIIF (type, @type)"


class IiifResources(Served):
    """The format `iiif`; a manifest is held at a time."""

    name = "iiif"
    summary = "IIIF collections and manifests (2.1, 3.0): files, or an address and what is below it"
    takes_field_map = True
    options = FIELD_MAP_OPTIONS

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each manifest and collection.

        Raises LoadError if a file cannot be read, or a server does not answer.
        """
        resources = Resources(options)
        files = [path for path in paths if not is_web_address(path)]
        if files:
            yield from _Folder(files, resources).read()
        for path in paths:
            if is_web_address(path):
                yield from _Server(path, self.answers(path), resources).read()
        yield from resources.missing()
        if resources.behind_login:
            message = (
                f"{resources.behind_login:,} manifests show their pictures after a login only; "
                "their entries are public and say so"
            )
            yield Remark(Where(paths[0]), message)


class _Folder:
    """Files of a folder in any order, which are therefore read twice."""

    def __init__(self, paths: Sequence[str], resources: Resources) -> None:
        self._paths = list(files_of(paths, _SUFFIXES))
        self._resources = resources
        self._known: dict[str, tuple[str, str]] = {}  # id: title, id of the collection it is in
        self._whole: set[str] = set()

    def read(self) -> Iterator[Item]:
        for value, _ in self._values():
            self._note(value)
        number = 0
        for value, where in self._values():
            number += 1
            if not kind_of(value):
                yield Reject(where, _NO_RESOURCE)
                continue
            here = replace(where, number=number)
            yield from self._resources.read(value, self._above(identifier(value)), here)
            for member in _inside(value):
                id = identifier(member)
                if is_stub(member) and id in self._whole:
                    continue
                number += 1
                here = replace(where, number=number)
                yield from self._resources.read(member, self._above(id), here)

    def _note(self, value: Mapping[str, Json]) -> None:
        own = identifier(value)
        self._whole.add(own)
        _, up = self._known.get(own, ("", ""))
        self._known[own] = (title_of(value) or own, up)
        for outer, member in _pairs(value):
            id = identifier(member)
            if len(self._known) < _KNOWN:
                title = self._known.get(id, ("", ""))[0]
                self._known[id] = (title or title_of(member) or id, identifier(outer))

    def _above(self, id: str) -> list[Ancestor]:
        line: list[Ancestor] = []
        _, up = self._known.get(id, ("", ""))
        while up and up != id and len(line) < _DEEPEST and up not in [one.id for one in line]:
            title, next_up = self._known.get(up, (up, ""))
            line.insert(0, Ancestor(up, title))
            up = next_up
        return line

    def _values(self) -> Iterator[tuple[Mapping[str, Json], Where]]:
        for path in self._paths:
            value = _of_file(path)
            for number, item in enumerate(elements(value) or (value,), 1):
                yield members(item), Where(path, 0, number)


class _Server:
    """An address, and the members of its collections on the same server."""

    def __init__(self, address: str, answers: Answers, resources: Resources) -> None:
        self._address, self._answers, self._resources = address, answers, resources
        self._seen: set[str] = set()
        self._elsewhere = 0

    def read(self) -> Iterator[Item]:
        value = members(self._answers.get(self._address))
        if not kind_of(value):
            raise LoadError(f"{self._address}: {_NO_RESOURCE}")
        yield from self._resource(value, self._address, [])
        if self._elsewhere:
            message = (
                f"{self._elsewhere:,} members are on other servers and were not fetched; their "
                "records have what the collection says of them"
            )
            yield Remark(Where(self._address), message)

    def _resource(
        self, value: Mapping[str, Json], address: str, above: list[Ancestor]
    ) -> Iterator[Item]:
        own = identifier(value) or address
        if own in self._seen:
            return
        self._seen.add(own)
        found = list(self._resources.read(value, above, Where(address)))
        yield from found
        if kind_of(value) != "Collection":
            return
        if len(above) >= _DEEPEST:
            yield Remark(Where(address), f"collections are nested over {_DEEPEST} deep")
            return
        line = [*above, Ancestor(own, title_of(value) or own)]
        for member in self._members(value, address):
            if is_held(found):
                yield Held(Where(address), "a level above it", names=(identifier(member),))
            else:
                yield from self._member(member, address, line)

    def _member(
        self, member: Mapping[str, Json], address: str, line: list[Ancestor]
    ) -> Iterator[Item]:
        id = identifier(member)
        if id in self._seen:
            return
        if not is_stub(member):
            yield from self._resource(member, address, line)
            return
        if not is_on(id, self._address):
            self._elsewhere += 1
            yield from self._resource(member, address, line)
            return
        try:
            value = members(self._answers.get(id))
        except NotShown as error:
            self._seen.add(id)
            del error
            yield Held(Where(id), "a login", names=(id,))
            return
        except NotThere as error:
            self._seen.add(id)
            yield Reject(Where(id), str(error))
            return
        if kind_of(value):
            yield from self._resource(value, id, line)
        else:
            yield Reject(Where(id), _NO_RESOURCE)

    def _members(self, value: Mapping[str, Json], address: str) -> Iterator[Mapping[str, Json]]:
        """Yield the members of a collection, page by page if it is paged."""
        pages = {address}
        while True:
            yield from members_of(value)
            following = next_page(value)
            if not following or following in pages or not is_on(following, self._address):
                return
            pages.add(following)
            value = members(self._answers.get(following))


def _pairs(
    value: Mapping[str, Json], depth: int = 1
) -> Iterator[tuple[Mapping[str, Json], Mapping[str, Json]]]:
    """Yield each member, including nested ones, with its collection."""
    if kind_of(value) != "Collection" or depth > _DEEPEST:
        return
    for member in members_of(value):
        yield value, member
        yield from _pairs(member, depth + 1)


def _inside(value: Mapping[str, Json]) -> Iterator[Mapping[str, Json]]:
    return (member for _, member in _pairs(value))


def _of_file(path: str) -> Json:
    data = beginning(path, ANSWER_BYTES)
    if len(data) > ANSWER_BYTES:
        raise LoadError(f"{path} has more than {ANSWER_BYTES // 1_000_000} MB")
    return decoded(data, path)
