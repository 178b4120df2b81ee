"""The format of a mapping file as marshmallow schemas: its keys, and the type of each value.

What one part says of another (a facet of its field, a sort of its path) is not looked at here but
in `references`. The JSON Schema that editors read is made of these classes.
"""

from __future__ import annotations

from typing import Any

import regex
from marshmallow import RAISE, Schema, ValidationError, fields, validate

from index_mappings.checking.nearest import none_of
from index_mappings.declared_kinds import FACET_KINDS, FIELD_KINDS

_NAME = r"^[A-Za-z][A-Za-z0-9_]*$"  # it stands before a colon, and in addresses: `name:value`
_TYPES = ("text", "keyword", "long", "boolean")  # what both engines know
_GAP = 1  # positions between two values of a field: the embedded engine's are fixed


class _OneOf(validate.OneOf):
    """One of the names there are; the complaint has the nearest."""

    def __call__(self, value: Any) -> Any:
        if value not in self.choices:
            raise ValidationError(none_of(str(value), self.choices))
        return value


class _Whole(fields.Integer):
    """A whole number, written as one: no text, and not true or false."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValidationError("Not a whole number.")
        return value


class _Number(fields.Float):
    """A number, written as one."""

    def _deserialize(self, value: Any, *args: Any, **more: Any) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise ValidationError("Not a number.")
        return super()._deserialize(value, *args, **more)


class _Truth(fields.Boolean):
    """True or false, written as one."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("Neither true nor false.")
        return value


class Strict(Schema):
    """A part of a mapping file: unknown keys are refused, and no value is read as another type."""

    class Meta:
        """Refuse what is not declared."""

        unknown = RAISE


def _said(text: str) -> dict[str, str]:
    return {"description": text}


def _text(text: str, *, required: bool = True, **more: Any) -> fields.String:
    return fields.String(required=required, metadata=_said(text), **more)


def _whole(text: str, least: int, *, required: bool = False, **more: Any) -> fields.Integer:
    return _Whole(
        required=required,
        validate=validate.Range(min=least),
        metadata=_said(text),
        **more,
    )


def _number(text: str, **more: Any) -> fields.Float:
    return _Number(validate=validate.Range(min=0), metadata=_said(text), **more)


def _texts(text: str, **more: Any) -> fields.List[Any]:
    return fields.List(fields.String(), metadata=_said(text), **more)


class Named(Strict):
    """What a record is called by."""

    path = _text("the index path of the keys")
    fields_ = _texts("the fields whose values are keys", required=True, data_key="fields")


class Near(Strict):
    """How much more it counts that neighbouring words stand near each other."""

    distance = _whole("words between the two, at most", 1, required=True)
    weight = _number("what part of their score is added", required=True)
    words = _whole("how many words of a question are looked at", 1, required=True)


class TypeWords(Strict):
    """Words that name a kind of record."""

    field = _text("the field that holds the kind")
    words = _texts("the words, in lower case", required=True)


class Weighted(Strict):
    """An index path that words are looked for in."""

    field = _text("the index path")
    weight = _number("how much a word found there counts", required=True)


class Search(Strict):
    """How words are looked for."""

    fields_ = fields.List(
        fields.Nested(Weighted),
        required=True,
        data_key="fields",
        validate=validate.Length(min=1),
        metadata=_said("the index paths that words are looked for in, with their weights"),
    )
    exact_title = _text("the index path of a title's key")
    stop_words = _texts("words that ask for nothing unless there is no other", required=True)
    named = fields.Nested(Named, metadata=_said("what a record is called by"))
    near = fields.Nested(Near, metadata=_said("what nearness counts"))
    dated = _number("what a record of a date that was typed as words has added to its score")
    kinds = fields.Nested(TypeWords, metadata=_said("words that name a kind of record"))


class Field(Strict):
    """A field of a record."""

    name = _text("its name in records and before a colon", validate=validate.Regexp(_NAME))
    kind = _text("what its values are", validate=_OneOf(tuple(FIELD_KINDS)))
    label = _text("what readers see")
    purpose = _text("what it is for, in a few words")
    search = _texts("the index paths that `name:value` looks in")


class Facet(Strict):
    """A list of values with counts beside the results."""

    name = _text("its argument in addresses", validate=validate.Regexp(_NAME))
    field = _text("the field whose values are counted")
    kind = _text("what is counted", validate=_OneOf(tuple(FACET_KINDS)))
    path = _text("the index path that is counted", required=False)
    label = _text("what readers see")
    size = _whole("how many values are shown at first", 1, required=True)
    widest = _whole("years that a date may cover to be counted by year", 1)


class Sort(Strict):
    """An order of the results."""

    name = _text("its name in addresses", validate=validate.Length(min=1))
    label = _text("what readers see")
    path = _text("the index path of its key; none for relevance", required=False, allow_none=True)
    key = _text("what the key is made of: date, -date, or a field of text", required=False)


class Highlighted(Strict):
    """A field whose words are marked."""

    field = _text("the field")
    fragments = _whole("how many pieces of the text are shown; 0 for all of it", 0)
    size = _whole("characters of a piece", 1)


class Meta(Strict):
    """What the search needs beyond the index: `mappings._meta`."""

    version = _whole("the version of this format", 1)
    catalogue = _text("the name of the catalogue", required=False)
    title = _text("the field of a record's title")
    summary = _text("the field of its summary")
    date = _text("the field of its date")
    fields_ = fields.List(
        fields.Nested(Field),
        required=True,
        data_key="fields",
        metadata=_said("each field of a record, in the order of a record's page"),
    )
    search = fields.Nested(Search, required=True, metadata=_said("how words are looked for"))
    facets = fields.List(
        fields.Nested(Facet), required=True, metadata=_said("the facets, in the order of the page")
    )
    sorts = fields.List(
        fields.Nested(Sort), required=True, metadata=_said("the orders, the default first")
    )
    highlights = fields.List(
        fields.Nested(Highlighted), required=True, metadata=_said("fields whose words are marked")
    )


class SubField(Strict):
    """Another index of a property's values."""

    type = _text("how it is indexed", validate=_OneOf(_TYPES))
    analyzer = _text("the analyzer of a text", required=False)
    position_increment_gap = _Whole(validate=validate.Equal(_GAP))
    index = _Truth()
    doc_values = _Truth()


class CopyTo(fields.Field[Any]):
    """An index path, or a list of them."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        listed = value if isinstance(value, list) else [value]
        if not all(isinstance(item, str) for item in listed):
            raise ValidationError("Not an index path or a list of them.")
        return value


class Property(SubField):
    """A path of the index: a value (`type`), or an object with `properties`."""

    type = _text("how it is indexed", required=False, validate=_OneOf(_TYPES))
    copy_to = CopyTo(metadata=_said("where its words are indexed too"))
    fields_ = fields.Dict(fields.String(), fields.Nested(SubField), data_key="fields")
    properties = fields.Dict(fields.String(), fields.Nested(lambda: Property()))  # noqa: PLW0108


class Mappings(Strict):
    """The index, and under `_meta` what the search needs beyond it."""

    dynamic = _text(
        '"strict": else misspelled fields are indexed unseen', validate=_OneOf(("strict",))
    )
    meta = fields.Nested(Meta, required=True, data_key="_meta", metadata=_said(str(Meta.__doc__)))
    properties = fields.Dict(
        fields.String(),
        fields.Nested(Property),
        required=True,
        metadata=_said("the paths of the index"),
    )


def _compiles(pattern: str) -> None:
    try:
        regex.compile(pattern, regex.V1)
    except regex.error as error:
        raise ValidationError(f"Not a pattern: {error}.") from None


class Tokenizer(Strict):
    """What a word is."""

    type = _text("pattern", validate=_OneOf(("pattern",)))
    pattern = _text("a regular expression of which every match is a word", validate=_compiles)
    group = _Whole(required=True, validate=validate.Equal(0))


class Filter(Strict):
    """What becomes of a word."""

    type = _text("its kind", validate=_OneOf(("stemmer", "stemmer_override")))
    language = _text("of a stemmer", required=False, validate=_OneOf(("porter2",)))
    rules = _texts("of a stemmer_override: `word => stem`")


class Analyzer(Strict):
    """How a text becomes words."""

    type = _text("custom", required=False, validate=_OneOf(("custom",)))
    tokenizer = _text("the name of a tokenizer of this file")
    filter = _texts("filters in order: asciifolding, lowercase, or names of this file")


class Analysis(Strict):
    """How texts become words."""

    tokenizer = fields.Dict(fields.String(), fields.Nested(Tokenizer), required=True)
    filter = fields.Dict(fields.String(), fields.Nested(Filter))
    analyzer = fields.Dict(fields.String(), fields.Nested(Analyzer), required=True)


class Settings(Strict):
    """The settings of the index. The similarity is each engine's own, so it cannot be set."""

    number_of_shards = _whole("parts of an index on Elasticsearch", 1)
    number_of_replicas = _whole("copies of an index on Elasticsearch", 0)
    number_of_routing_shards = _whole("how far an index on Elasticsearch can be split", 1)
    codec = _text("how Elasticsearch compresses what it stores", required=False)
    analysis = fields.Nested(
        Analysis, required=True, metadata=_said("how texts become words, on either engine")
    )


class MappingFile(Strict):
    """The body that creates an index on Elasticsearch, with what the search needs beyond it."""

    settings = fields.Nested(Settings, required=True)
    mappings = fields.Nested(Mappings, required=True)
