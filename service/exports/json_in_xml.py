"""A record's JSON in one element of XML, for harvesters who would rather have our own fields."""

from __future__ import annotations

import orjson
from lxml import etree

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.exports.citing import Cited
from service.exports.xml_forms import Element, Form
from service.schemas.answer_json import record_json
from service.search.addresses import OAI_JSON_SCHEMA

NAMESPACE = "urn:searchroom:record-json:1"
SCHEMA = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{NAMESPACE}">
  <xs:element name="json" type="xs:string">
    <xs:annotation>
      <xs:documentation>A record as /api/v1/records has it, as JSON.</xs:documentation>
    </xs:annotation>
  </xs:element>
</xs:schema>
"""
"""What the form's XML must be, served at `OAI_JSON_SCHEMA`."""


def _json(_: Cited, record: Record, mapping: RecordMapping) -> Element:
    root = etree.Element(f"{{{NAMESPACE}}}json", nsmap={None: NAMESPACE})
    # JSON escapes what XML cannot hold, once no such character is left as itself
    text = orjson.dumps(record_json(mapping.ordered(record), mapping)).decode()
    root.text = "".join(_escaped(char) if char in _UNWRITABLE else char for char in text)
    return root


_UNWRITABLE = frozenset("\ufffe\uffff")  # JSON escapes the others below the blank by itself


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}"


JSON = Form("json", OAI_JSON_SCHEMA, NAMESPACE, _json)
