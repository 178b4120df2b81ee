"""The collections and media that Omeka items refer to.

Non-public ones are not stored, so that no item can show them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from index_mappings.json_values import Json, elements, members, text
from index_mappings.record import Collection
from index_mappings.web_addresses import is_web_address
from loaders.drafts.access import settle
from loaders.drafts.draft import Draft, Held, Item, Where
from loaders.drafts.format import Options
from loaders.drafts.objects.json_ld import plain_object
from loaders.drafts.objects.json_objects import Objects
from loaders.drafts.objects.public_objects import public_object
from service.lasting.derived_ids import slug

_SETS = ("o:ItemSet",)
_MEDIA = ("o:Media",)
_KNOWN = 300_000  # media and collections of one load: some 150 MB
_DEEP = 12  # levels of values in one another, as deep as marks are looked for
_TITLES = ("o:title", "Title")
_TEXTS = ("extracttext:extracted_text", "bibo:content", "Text")

ITEM, SET, MEDIA = "item", "set", "media"


def kind_of(value: Mapping[str, Json]) -> str:
    """Return the kind of an object, ITEM, SET or MEDIA, or "" for anything else."""
    given = value.get("@type")
    types = {text(item) for item in (elements(given) or (given,))}
    if "o:id" in value:
        if types & {*_SETS}:
            return SET
        return MEDIA if types & {*_MEDIA} or "o:ingester" in value else ITEM
    if "element_texts" not in value:
        return ""
    if "file_urls" in value:
        return MEDIA
    # a collection of Omeka Classic counts its items, and an item has a type and tags
    return SET if "items" in value and "tags" not in value else ITEM


class Beside:
    """The collections and media of a load by their numbers in Omeka."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._objects = Objects(options)
        self._sets: dict[str, Collection] = {}
        self._media: dict[str, list[dict[str, Json]]] = {}
        self._texts: dict[str, list[str]] = {}
        self._hidden: set[str] = set()
        self._count = 0

    def note(self, value: Mapping[str, Json], where: Where) -> Iterator[Item]:
        """Note a collection or a medium, and yield its held parts."""
        kind = kind_of(value)
        if not kind:
            return
        shown, held = public_object(value, where, self._options)
        if kind == ITEM and shown is not None and self._is_closed(shown, where):
            shown = None
        if shown is None and self._count <= _KNOWN:
            self._count += 1
            self._hidden.update(filter(None, (text(value.get("@id")), _number(value))))
        if kind == ITEM:
            return
        for item in held:  # neither is a record: what is held back of them is a part
            yield Held(where, item.mark, is_part=True, is_published=item.is_published,
                       is_by_rule=item.is_by_rule)  # fmt: skip
        self._count += 1
        if shown is None or self._count > _KNOWN:
            return
        plain = plain_object(dict(shown), self._options.mapping)
        if kind == SET:
            self._note_set(shown, plain)
        else:
            self._note_media(shown, plain)

    def _is_closed(self, item: Mapping[str, Json], where: Where) -> bool:
        """Return whether an item is held back by its statements on access."""
        if self._options.publish_held:
            return False
        drafts = (one for one in self._objects.read({**item}, where) if isinstance(one, Draft))
        return any(
            settle(
                {**draft.values},
                self._options.mapping,
                date.today(),
                stated=draft.stated,
                terms=self._options.access,
            ).held_by
            for draft in drafts
        )

    def is_hidden(self, value: Json) -> bool:
        """Return whether a value links to something non-public in the load."""
        item = members(value)
        number = item.get("value_resource_id")
        named = (text(item.get("@id")), str(number) if isinstance(number, int) else "")
        return not self._hidden.isdisjoint(filter(None, named))

    def shown(self, value: Json, depth: int = 1) -> Json:
        """Return a value without links to anything non-public.

        Annotations of a value have their own values; anything deeper is left out.
        """
        if not isinstance(value, dict | list):
            return value
        if depth > _DEEP or self.is_hidden(value):
            return None
        if isinstance(value, dict):
            return {name: self.shown(item, depth + 1) for name, item in value.items()}
        return [
            one for item in value if (one := self.shown(item, depth + 1)) is not None or not item
        ]

    def collections(self, item: Mapping[str, Json]) -> list[Collection]:
        """Return the public collections of an item."""
        given = item.get("o:item_set") or item.get("collection")
        refs = elements(given) or (given,)
        found = (self._sets.get(_number(members(ref))) for ref in refs)
        return [one for one in found if one is not None]

    def media(self, item: Mapping[str, Json]) -> list[dict[str, Json]]:
        """Return the links of an item to its media, in the form of a record."""
        return self._media.get(_number(item), [])

    def text(self, item: Mapping[str, Json]) -> str:
        """Return the extracted text of an item's media."""
        return "\n\n".join(self._texts.get(_number(item), ()))

    def _note_set(self, value: Mapping[str, Json], plain: Mapping[str, Json]) -> None:
        title = _title(plain)
        if title:
            names = ("dcterms:description", "Description")
            description = next((_line(plain[name]) for name in names if plain.get(name)), "")
            source = self._options.source
            self._sets[_number(value)] = Collection(slug(title), title, description, source=source)

    def _note_media(self, value: Mapping[str, Json], plain: Mapping[str, Json]) -> None:
        item = _number(members(value.get("o:item") or value.get(ITEM)))
        files = members(value.get("file_urls"))
        named = (value.get("o:original_url"), files.get("original"), value.get("o:source"))
        address = next((said for one in named if is_web_address(said := text(one))), "")
        if item and address:
            link: dict[str, Json] = {"address": address}
            label = _title(plain) or text(value.get("original_filename"))
            self._media.setdefault(item, []).append({**link, **({"label": label} if label else {})})
        for name in _TEXTS:
            if item and (said := _line(plain.get(name))):
                self._texts.setdefault(item, []).append(said)


def _number(value: Mapping[str, Json]) -> str:
    number = value.get("o:id", value.get("id"))
    return str(number) if isinstance(number, int | str) and not isinstance(number, bool) else ""


def _title(plain: Mapping[str, Json]) -> str:
    return next((_line(plain[name]) for name in _TITLES if plain.get(name)), "")


def _line(value: Json) -> str:
    some = elements(value) or (value,)
    return "; ".join(filter(None, (text(item).strip() for item in some)))
