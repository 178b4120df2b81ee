"""What an answer says that a question goes without because it would take too long."""

from __future__ import annotations

from index_mappings.sayings import sentence
from service.query.bounds import ALTERNATIVES, COUNTED, COUNTED_BESIDE, MARKED_LONG

OPEN_NOTE = sentence("Too many words have a * or a ~; the last ones were read without it.")
PHRASE_NOTE = sentence("There are too many phrases; the words of the last ones may be anywhere.")
ALTERNATIVES_NOTE = sentence("Only the first %(count)s alternatives were read.", count=ALTERNATIVES)
MARKED_NOTE = sentence(
    "This question takes long to answer, so its words are marked in the full text of the first "
    "%(count)s records of a page only; open a record to see them all.",
    count=MARKED_LONG,
)
LOOKED_NOTE = sentence(
    "The texts of these records are very long, so the words are marked in those of the first ones "
    "only; open a record to see them all."
)
COUNTED_NOTE = sentence(
    "The question is long, so facets are counted only on the pages of the first %(count)s records, "
    "and with at most %(chosen)s chosen values.",
    count=COUNTED,
    chosen=COUNTED_BESIDE,
)
UNCOUNTED_NOTE = sentence(
    "This question takes long to answer, so no facet is counted. Choose less, or leave out phrases "
    "and common words."
)
TALLIED_NOTE = sentence(
    "The question is long, so only the first histogram or two-way count was made, and no facet was "
    "counted; /api/v1/counts has the others."
)
PAIRS_NOTE = sentence(
    "This question takes long to answer, so no two-way count was made, and no facet was counted; "
    "/api/v1/counts makes two-way counts."
)
