"""Keys of text pasted to find one record: its title, reference, address, citation or id.

Each may be a name of a record (`index_mappings.computed.name_key`), so a text is converted into all
possible keys; a key that no record has finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from index_mappings import dates
from index_mappings.computed import name_key, tells_apart
from index_mappings.mapping import RecordMapping
from service.search.addresses import RECORDS
from service.search.paths import read_path

_ADDRESS = re.compile(r"https?://[^\s<>\"”»]+", re.IGNORECASE)
_CITED = re.compile(r'"([^"]+),"')  # a citation's title has the comma inside the quotation marks
_OUR_OWN = f"{RECORDS}/"  # in the address of a record's page and of its JSON
_AFTER = ".,;:!?)]}'’"  # what is behind an address in a sentence and is no part of it
_DEEP = 4  # parts at the end of an address that an id may be made of
_DATE_CHARS = 60  # at the end of a text, where a date is put behind a title

_UNDATED = re.compile(r"\W+(?:undated|n\.? ?d)\W*$", re.IGNORECASE)
_HOURS = re.compile(r"(?:[\d\W]|[ap]\.? ?m|noon|midnight)*", re.IGNORECASE)


def called(text: str, mapping: RecordMapping) -> tuple[str, ...]:
    """Return the keys of records that a text may name: usually only its own."""
    return tuple(dict.fromkeys(name for name in _names(text, mapping) if tells_apart(name)))


def is_undated(text: str) -> bool:
    """Return whether a text ends with a note that there is no date."""
    return _UNDATED.search(text) is not None


@lru_cache(maxsize=512)  # looking for dates takes longer than all else here
def without_date(text: str) -> str:
    """Return a text without the date at its end, or "" if it has none or nothing else."""
    if undated := _UNDATED.search(text):
        return text[: undated.start()]
    start = max(0, len(text) - _DATE_CHARS)
    end = text[start:]
    if not any(char.isdecimal() for char in end):
        return ""
    found = dates.find_dates(end)
    if not found or not _HOURS.fullmatch(end, found[-1].end_offset):
        return ""
    return text[: start + found[-1].start_offset].strip()


def _names(text: str, mapping: RecordMapping) -> Iterator[str]:
    whole = name_key(text)
    yield whole
    addresses = _ADDRESS.findall(text)
    for address in addresses:
        yield from _of_address(address.rstrip(_AFTER))
    if any(_OUR_OWN in address for address in addresses):
        return  # it names one record, and the words before it might name others
    if cited := _CITED.match(text):
        yield name_key(cited[1])
    if not addresses:
        yield from (reference.called(whole) for reference in mapping.references)


def _of_address(address: str) -> Iterator[str]:
    try:
        parts = urlsplit(address)
    except ValueError:  # such as a port that is no number
        return
    yield name_key(f"https://{parts.netloc}{parts.path}")
    yield name_key(address)
    steps = [read_path(unquote(step)) for step in parts.path.split("/") if step]
    for many in range(1, min(_DEEP, len(steps)) + 1):
        yield name_key("/".join(steps[-many:]))
