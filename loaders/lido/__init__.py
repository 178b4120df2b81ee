"""The format `lido`: museums' descriptions of objects in LIDO 1.0 and 1.1.

record     one record as a draft
objects    what an object is called, is, says and measures, and where it is kept
events     what happened to it: dates, people, places
relations  what it shows, what it belongs to, and its pictures
wording    words in the language of the record, and in others
"""

from loaders.drafts.xml.records import RecordElements
from loaders.lido.record import USED_ATTRIBUTES, read_lido

FORMAT = RecordElements(
    "lido", "LIDO records of museums, one or many in a file", USED_ATTRIBUTES, read_lido
)
