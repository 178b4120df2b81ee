"""Applying the archive's rules to XML: a place is an element by its path, or an attribute."""

from __future__ import annotations

from collections.abc import Container, Iterator

from loaders.drafts.archive_rules import ArchiveRules, Rule
from loaders.drafts.draft import Held, Where
from loaders.drafts.format import Options
from loaders.drafts.marks import folded
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.removal import remove
from loaders.drafts.xml.words import line


def held_by_rule(record: Element, rules: ArchiveRules, kept: Container[str] = ()) -> Rule | None:
    """Return the rule that holds back a record, or None if there is none.

    Elements with names in `kept` are separate records and ignored.
    """
    if not rules.hold:
        return None
    for part in _parts(record, kept):
        for rule in rules.hold:
            if _is_at(rule, part) and rule.wants(_value(rule, part)):
                return rule
    return None


def rule_on(element: Element, rules: ArchiveRules) -> Rule | None:
    """Return the rule that an element itself meets, such as the chapter of a record."""
    return next(
        (
            rule
            for rule in rules.hold
            if _is_at(rule, element) and rule.wants(_value(rule, element))
        ),
        None,
    )


def drop_by_rules(
    record: Element, where: Where, options: Options, kept: Container[str] = ()
) -> Iterator[Held]:
    """Remove what the rules leave out of a record, and yield each part."""
    for rule in options.rules.drop:
        for part in list(_parts(record, kept)):
            if not _is_at(rule, part) or not rule.wants(_value(rule, part)):
                continue
            yield rule.left_out(where)
            if rule.attribute and not rule.sign:  # with a value it says which elements are meant
                for name in [name for name in part.attrib if _called(name) == rule.attribute]:
                    del part.attrib[name]
            elif part is not record:
                remove(part)


def _parts(record: Element, kept: Container[str]) -> Iterator[Element]:
    """Yield an element and all elements in it except those `kept`."""
    yield record
    for child in record:
        if local(child) and local(child) not in kept:
            yield from _parts(child, kept)


def _is_at(rule: Rule, part: Element) -> bool:
    if not rule.name and not rule.attribute:
        return False
    steps: list[str] = []
    above: Element | None = part
    while above is not None and len(steps) < len(rule.name):
        steps.insert(0, folded(local(above)))
        above = above.getparent()
    return tuple(steps) == rule.name


def _value(rule: Rule, part: Element) -> str:
    """Return the value that a rule compares: the text, or the attributes if there is no text."""
    if not rule.attribute:
        return line(part) or " ".join(str(value) for value in part.attrib.values())
    return next(
        (str(value) for name, value in part.attrib.items() if _called(name) == rule.attribute), ""
    )


def _called(attribute: str) -> str:
    return folded(attribute.rpartition("}")[2])
