"""The format `mods`: records in the Metadata Object Description Schema."""

from loaders.drafts.xml.records import RecordElements
from loaders.mods.elements import USED_ATTRIBUTES, read_mods

FORMAT = RecordElements(
    "mods", "MODS records, one or a collection of them in a file", USED_ATTRIBUTES, read_mods
)
