"""Similar names that belong to two people after all, found in a second reading of the records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from loaders.drafts.titles.lexicon import leading


def two_people(
    pairs: Collection[tuple[str, str]], records: Iterable[Record], mapping: RecordMapping
) -> frozenset[tuple[str, str]]:
    """Return the pairs that belong to two people.

    These are names that occur in the same record, and names that never have the same form of
    address ("Dr. Arthur Burns", "Mr. Arthur E. Burns").
    """
    fields = [field.name for field in mapping.fields if field.kind.names_people]
    pairs_of: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in pairs:
        for name in pair:
            pairs_of[name].append(pair)
    found: set[tuple[str, str]] = set()
    addressed: defaultdict[str, set[str]] = defaultdict(set)
    for record in records:
        parties = [party for field in fields for party in record.named(field)]
        named = {party.name for party in parties} & pairs_of.keys()
        for name in named:
            found.update(pair for pair in pairs_of[name] if named.issuperset(pair))
        for party in parties:
            if party.name in named and (address := _address(party.role)):
                addressed[party.name].add(address)
    return frozenset(found) | {
        (one, other)
        for one, other in pairs
        if addressed[one] and addressed[other] and not addressed[one] & addressed[other]
    }


def _address(role: str) -> str:
    """Return the form of address or the rank with which a role begins ("Mr., Counselor")."""
    words = role.partition(",")[0].split()
    address = " ".join(words[: leading("honorifics", words)]).casefold().rstrip(".")
    return "mr" if address == "messrs" else address
