"""The format of the index, as far as both engines support it: its paths and text analysis."""

from __future__ import annotations

from typing import Any

import regex
from marshmallow import ValidationError, fields, validate

from index_mappings.characters import SHIPPED
from index_mappings.checking.parts import (
    KnownName,
    Strict,
    Truth,
    WholeNumber,
    said,
    text,
    texts,
    whole,
)
from index_mappings.stemmers import STEMMERS

_TYPES = ("text", "keyword", "long", "double", "boolean")  # what both engines know
_GAP = 1  # positions between two values of a field: the embedded engine's are fixed


class SubField(Strict):
    """Another index of a property's values."""

    type = text("how it is indexed", validate=KnownName(_TYPES))
    analyzer = text("the analyzer of a text", required=False)
    position_increment_gap = WholeNumber(validate=validate.Equal(_GAP))
    index = Truth()
    doc_values = Truth()


class CopyTo(fields.Field[Any]):
    """An index path, or a list of them."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        listed = value if isinstance(value, list) else [value]
        if not all(isinstance(item, str) for item in listed):
            raise ValidationError("Not an index path or a list of them.")
        return value


class Property(SubField):
    """A path of the index: a value (`type`), or an object with `properties`."""

    type = text("how it is indexed", required=False, validate=KnownName(_TYPES))
    copy_to = CopyTo(metadata=said("where its words are indexed too"))
    fields_ = fields.Dict(fields.String(), fields.Nested(SubField), data_key="fields")
    properties = fields.Dict(fields.String(), fields.Nested(lambda: Property()))  # noqa: PLW0108


def _compiles(pattern: str) -> None:
    try:
        regex.compile(pattern, regex.V1)
    except regex.error as error:
        raise ValidationError(f"Not a pattern: {error}.") from None


class Tokenizer(Strict):
    """How a text is split into words."""

    type = text("pattern", validate=KnownName(("pattern",)))
    pattern = text("a regular expression of which every match is a word", validate=_compiles)
    group = WholeNumber(required=True, validate=validate.Equal(0))


class CharFilter(Strict):
    """What happens to a character before a text is split into words."""

    type = text("mapping", validate=KnownName(("mapping",)))
    mappings_path = text("a table that comes with Searchroom", validate=KnownName((SHIPPED,)))


class Filter(Strict):
    """What happens to a word."""

    type = text("its kind", validate=KnownName(("snowball", "stemmer", "stemmer_override")))
    language = text("of a stemmer", required=False, validate=KnownName(tuple(STEMMERS)))
    rules = texts("of a stemmer_override: `word => stem`")


class Analyzer(Strict):
    """How a text becomes words."""

    type = text("custom", required=False, validate=KnownName(("custom",)))
    char_filter = texts("char filters of this file in order")
    tokenizer = text("the name of a tokenizer of this file")
    filter = texts("filters in order: asciifolding, lowercase, or names of this file")


class Analysis(Strict):
    """How texts become words."""

    char_filter = fields.Dict(fields.String(), fields.Nested(CharFilter))
    tokenizer = fields.Dict(fields.String(), fields.Nested(Tokenizer), required=True)
    filter = fields.Dict(fields.String(), fields.Nested(Filter))
    analyzer = fields.Dict(fields.String(), fields.Nested(Analyzer), required=True)


class Settings(Strict):
    """The settings of the index. The similarity is each engine's own, so it cannot be set."""

    number_of_shards = whole("parts of an index on Elasticsearch", 1)
    number_of_replicas = whole("copies of an index on Elasticsearch", 0)
    number_of_routing_shards = whole("how far an index on Elasticsearch can be split", 1)
    codec = text("how Elasticsearch compresses what it stores", required=False)
    analysis = fields.Nested(
        Analysis, required=True, metadata=said("how texts become words, on either engine")
    )
