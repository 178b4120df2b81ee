"""Converting manifests and collections to drafts; non-public ones are held back first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index_mappings.dates import read_unitdate_normal
from index_mappings.json_values import Json, text
from index_mappings.record import Ancestor
from loaders.drafts.access_names import About, Stated
from loaders.drafts.draft import Draft, Held, Item, Where
from loaders.drafts.format import Options
from loaders.drafts.objects.json_objects import Objects
from loaders.drafts.objects.public_objects import public_object
from loaders.iiif.members import needs_login
from loaders.iiif.resources import described, object_of, title_of
from loaders.iiif.wording import identifier

_NEW_YEAR = "-01-01T00:00:00Z"
"""The end of a `navDate` of which only the year is meant: it must have a moment."""


class Resources:
    """The resources of one load as drafts, and the number that require a login."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._objects = Objects(options)
        self.behind_login = 0

    def read(
        self, value: Mapping[str, Json], above: Sequence[Ancestor], where: Where
    ) -> Iterator[Item]:
        """Yield the record of a resource, or only its held parts if it is not public."""
        names = (identifier(value), title_of(value))
        shown, held = public_object(described(value), where, self._options, names)
        yield from held
        if shown is None:
            return
        has_login = needs_login(value)
        self.behind_login += has_login
        plain = object_of(shown, above, self._options.mapping)
        for item in self._objects.read(plain, where):
            if isinstance(item, Draft):
                yield self._completed(item, text(shown.get("navDate")), has_login=has_login)
            else:
                yield item

    def missing(self) -> Iterator[Item]:
        """Yield the remarks after all resources were read."""
        yield from self._objects.missing()

    def _completed(self, draft: Draft, moment: str, *, has_login: bool) -> Draft:
        """Return a draft with its `navDate` if it has no other date."""
        name = self._options.mapping.date
        values = dict(draft.values)
        if moment and name and not values.get(name):
            day = moment.removesuffix(_NEW_YEAR) if moment.endswith(_NEW_YEAR) else moment[:10]
            date = read_unitdate_normal(day, self._options.conventions)
            values |= {name: date.to_json()} if date.is_dated else {}
        login = (Stated("auth", "restricted", About.ACCESS),) if has_login else ()
        return replace(draft, values=values, stated=(*draft.stated, *login))


def is_held(items: Sequence[Item]) -> bool:
    """Return whether a whole resource was held back."""
    return any(isinstance(item, Held) and not (item.is_part or item.is_published) for item in items)
