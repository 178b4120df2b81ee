"""Reducing an object of a source to its public part, before it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from index_mappings.json_values import Json, members
from loaders.drafts.draft import Held, Where
from loaders.drafts.format import Options
from loaders.drafts.publicity import Verdict, held_by, public_part
from loaders.drafts.ruled_objects import ruled_object


def public_object(
    value: Mapping[str, Json], where: Where, options: Options, names: Iterable[str] = ()
) -> tuple[dict[str, Json] | None, list[Held]]:
    """Return an object without its non-public parts, or None if all of it is held back.

    The archive's own rules are applied first, then the marks of the source. `names` are those by
    which other records may be below this one.
    """
    known = tuple(filter(None, names))
    notices: list[Held] = []
    if options.rules:
        ruled, rule, dropped = ruled_object({**value}, options.rules)
        if rule is not None:
            return None, [rule.held(where, *known)]
        value = members(ruled)
        notices += [rule.left_out(where) for rule in dropped]
    if found := held_by(value):
        is_unclear = found[1] is Verdict.UNCLEAR
        whole = Held(
            where, found[0], is_unclear=is_unclear, is_published=options.publish_held, names=known
        )
        return ({**value}, [*notices, whole]) if options.publish_held else (None, [whole])
    left, marks = public_part({**value})
    notices += [
        Held(where, mark, is_part=True, is_published=options.publish_held) for mark in marks
    ]
    if options.publish_held:
        return {**value}, notices
    return {**members(left)}, notices
