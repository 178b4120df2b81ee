"""Adding proposals to the curator's file, in which existing decisions are unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index_mappings.folding import key
from loaders.names.proposing import Proposal
from service.names.entries import NO, YES, Entry

WAITING = ""
"""The value of `accepted` until the curator decides."""


def with_proposals(known: Sequence[Entry], proposals: Iterable[Proposal]) -> tuple[Entry, ...]:
    """Return the entries of a file, followed by the new proposals.

    A name that is accepted anywhere, or was rejected for the ring, is not proposed again. If a
    person already has a ring, new names are proposed for it.
    """
    ring_of: dict[str, str] = {}
    for entry in known:
        if entry.accepted != NO:
            ring_of.setdefault(key(entry.ring), entry.ring)
            ring_of.setdefault(key(entry.name), entry.ring)
    settled = {key(entry.name) for entry in known if entry.accepted == YES}
    settled |= {key(entry.ring) for entry in known if entry.accepted == YES}
    decided = {(key(entry.ring), key(entry.name)) for entry in known}
    new: list[Entry] = []
    for proposal in proposals:
        names = (proposal.ring, *(reason.name for reason in proposal.reasons))
        rings = {ring_of[key(name)] for name in names if key(name) in ring_of}
        if len(rings) > 1:
            continue  # the curator holds them for two people
        ring = rings.pop() if rings else proposal.ring
        if ring != proposal.ring and key(proposal.ring) not in settled:
            why = f"proposed with {names[1]}"
            new.append(Entry(ring, proposal.ring, 0, WAITING, why, proposal.reasons[0].records))
        new += [
            Entry(ring, reason.name, 0, WAITING, reason.why, reason.records)
            for reason in proposal.reasons
            if key(reason.name) not in settled
        ]
    return (*known, *(item for item in new if (key(item.ring), key(item.name)) not in decided))
