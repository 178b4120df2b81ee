"""Records of a finding aid, for the facet of its levels."""

from __future__ import annotations

from catalogue import record

FONDS, SERIES, OTHER, BOX = (
    {"id": "f", "title": "Fonds"}, {"id": "f/s1", "title": "Series 10"},
    {"id": "f/s2", "title": "Series 2"}, {"id": "box (1)", "title": "Box 1"},
)  # fmt: skip
SHELVED = (
    record("f", "Fonds"),
    record("f/s1", "Series 10", ancestors=[FONDS]),
    record("a", "A letter", ancestors=[FONDS, SERIES], type="Letter"),
    record("b", "A letter in a box", ancestors=[FONDS, SERIES, BOX], type="Letter"),
    record("c", "A note in a box", ancestors=[FONDS, SERIES, BOX], type="Note"),
    record("d", "A note", ancestors=[FONDS, OTHER], type="Note"),
    # the same node by another name, a node twice in a line, and another top
    record("e", "A draft", ancestors=[{"id": "f", "title": "The fonds"}, OTHER], type="Note"),
    record("g", "A map", ancestors=[{"id": "m", "title": "Maps"}, {"id": "m", "title": "Maps"}]),
)
