"""The words of a text as in the index: split by the mapping's tokenizer pattern.

Both engines use this pattern, so a text without words here cannot be searched on either.
"""

from __future__ import annotations

import regex

from index_mappings.characters import alike
from index_mappings.mapping import MappingError, RecordMapping

_compiled: dict[str, regex.Pattern[str]] = {}  # by mapping digest: a process serves one or two


def words(text: str, mapping: RecordMapping) -> tuple[str, ...]:
    """Return the words of a text in their order, unfolded and unstemmed."""
    found = word_pattern(mapping).findall(text)
    # a word of nothing but points and vowel signs, as dirty texts have, is none in the index
    return tuple(found if text.isascii() else (word for word in found if alike(word)))


def word_pattern(mapping: RecordMapping) -> regex.Pattern[str]:
    """Return the pattern that matches each word of a text under this mapping.

    Raises MappingError if the mapping's first search field has no tokenizer with a pattern.
    """
    found = _compiled.get(mapping.digest)
    if found is None:
        # Version 1 of `regex` has sets with `&&`, as Java's and Rust's patterns do.
        found = _compiled[mapping.digest] = regex.compile(_pattern(mapping), regex.V1)
    return found


def _pattern(mapping: RecordMapping) -> str:
    path = mapping.weights[0].field
    try:
        analysis = mapping.body["settings"]["analysis"]
        analyzer = analysis["analyzer"][mapping.properties(path)["analyzer"]]
        pattern: str = analysis["tokenizer"][analyzer["tokenizer"]]["pattern"]
    except KeyError as error:
        raise MappingError(
            f"mapping {mapping.name!r}: the analyzer of {path!r} needs a tokenizer of type "
            f"'pattern' that the file defines; {error} is not there"
        ) from error
    return pattern
