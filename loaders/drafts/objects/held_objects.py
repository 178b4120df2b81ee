"""Objects that are held back, by their own marks or by those of the objects around them.

Objects under keys about access become text, which a field can take.
"""

from __future__ import annotations

from collections.abc import Mapping

from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json
from loaders.drafts.access_names import about_access, wording
from loaders.drafts.draft import Held, Where
from loaders.drafts.publicity import Verdict, held_by


def held_object(
    value: Mapping[str, Json],
    where: Where,
    around: Mapping[str, Json],
    *,
    publish_held: bool,
) -> Held | None:
    """Return the reason why an object is held back, before it is read, or None.

    `around` are the other members of the object that has the list: `{"public": false, "records":
    [...]}` holds back all records. Objects within it, as in JSON:API, are handled with its rows.
    """
    found = (held_by(around) if around else None) or held_by(value)
    if found is None:
        return None
    is_collection = value.keys() == {"collection"}
    return Held(
        where,
        found[0],
        is_part=is_collection,
        is_unclear=found[1] is Verdict.UNCLEAR,
        is_published=publish_held,
        names=tuple(filter(None, (plain_text(value.get("id")), plain_text(value.get("title"))))),
    )


_OF_PARTS = frozenset((dict, list))


def access_in_words(value: dict[str, Json]) -> dict[str, Json]:
    """Return an object with the access of inner objects as text, which a field can take."""
    inner = {
        name: wording(name, item)
        for name, item in value.items()
        if type(item) in _OF_PARTS and about_access(name) is not None
    }
    return {**value, **inner} if inner else value
