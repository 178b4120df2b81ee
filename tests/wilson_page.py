"""The real collection page as records, for tests of what a reader asks of it."""

from __future__ import annotations

from pathlib import Path

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from loaders.drafts.draft import Draft
from loaders.drafts.format import Options
from loaders.pages.collection_page import FORMAT

QUESTION = "what did Stalin tell Mao about the 38th parallel in 1950"
"""The page says "the 38th peril"."""


def wilson_records(shared_data: Path, mapping: RecordMapping) -> list[Record]:
    """Return the five records of the page."""
    path = shared_data / "wilson" / "china-and-the-korean-war.txt"
    items = FORMAT.read([str(path)], Options(mapping, "wilson"))
    drafts = [item for item in items if isinstance(item, Draft)]
    return [
        Record(f"w{at}", {**draft.values, "source": "wilson"}) for at, draft in enumerate(drafts)
    ]
