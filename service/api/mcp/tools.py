"""The tools of agents. All are read-only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from marshmallow import ValidationError

from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.api.exporting import citer
from service.api.mcp.answers import Part, links, short, whole
from service.api.mcp.schemas import (
    FEW,
    CitationTaken,
    JsonSchema,
    PeopleTaken,
    QuotationTaken,
    RecordTaken,
    checked,
    described,
    facet_taken,
    search_described,
)
from service.current import note_missed, site
from service.exports.styles.registry import BY_NAME, STYLES
from service.schemas.answer_json import answer_json
from service.schemas.json_arguments import pairs_of
from service.search.ask import ask
from service.search.correspondence import exchange
from service.search.facet_values import facet_answer
from service.search.paths import escape
from service.search.quotes import quote_answer
from service.search.records import find_record

_LETTERS = 40  # of an exchange: the others are at its address

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: its purpose, its arguments, and its function.

    `run` raises ValidationError or one of our errors if the arguments are invalid.
    """

    name: str
    title: str
    description: str
    takes: Callable[[RecordMapping], JsonSchema]
    run: Callable[[Given], dict[str, Json]]

    def described(self, mapping: RecordMapping) -> dict[str, Json]:
        """Return the tool's entry in the protocol's list."""
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "inputSchema": self.takes(mapping),
            "annotations": {"readOnlyHint": True, "openWorldHint": False},
        }


def _search(given: Given) -> dict[str, Json]:
    reader = site().reader
    known = search_described(site().mapping)["properties"]
    if unknown := sorted(given.keys() - known):
        raise ValidationError(f"{unknown[0][:60]}: there is no such argument")
    values = {"size": FEW, **given}
    if values["size"] not in range(1, known["size"]["maximum"] + 1):
        raise ValidationError(f"size: from 1 to {known['size']['maximum']}")
    arguments = reader.read(tuple(pairs_of(values, reader.search.fields)))
    asked_for = ask(site(), arguments, links())
    note_missed(asked_for)
    answer = asked_for.body
    results: list[Json] = []
    for found in answer.results:
        result = short(found.record)
        if passages := answer_json(found, site().mapping).get("highlights"):
            result["passages"] = passages
        results.append(result)
    return {
        "total": answer.total.value,
        "query": answer_json(answer.query, site().mapping),
        "results": results,
        "address": answer.links.html,
    }


def _record(given: Given) -> dict[str, Json]:
    values = checked(RecordTaken, given)
    return whole(_found(values["id"]), Part(values["text_from"], values["text_size"]))


def _facet(given: Given) -> dict[str, Json]:
    values = checked(facet_taken(site().mapping), given)
    name = values.pop("facet")
    read = site().reader.read_facet(tuple((key, str(value)) for key, value in values.items()))
    answer = facet_answer(site(), name, read, links())
    return {
        "facet": answer.facet,
        "label": answer.label,
        "total": answer.total.value,
        "values": [
            {"value": one.value, "label": one.label, "count": one.count} for one in answer.results
        ],
        "without": answer.missing,
    }


def _people(given: Given) -> dict[str, Json]:
    values = checked(PeopleTaken, given)
    one, other = values["one"], values["other"]
    found = exchange(site(), one, other, links())
    letters: list[Json] = [
        {**short(letter.record), "direction": "there" if letter.is_first else "back"}
        for letter in found.letters[:_LETTERS]
    ]
    return {
        "one": one,
        "other": other,
        "letters_there": sum(letter.is_first for letter in found.letters),
        "letters_back": sum(not letter.is_first for letter in found.letters),
        "total": found.total,
        "first_letters": letters,
        "address": links().html(found.there),
    }


def _cite(given: Given) -> dict[str, Json]:
    values = checked(CitationTaken, given)
    record = _found(values["id"])
    now = datetime.now(UTC)
    today = (now.year, now.month, now.day)
    wanted = [BY_NAME[values["style"]]] if "style" in values else list(STYLES)
    item = citer()(record)
    styles: dict[str, Json] = {style.name: style.cite(item, today).striptags() for style in wanted}
    own = short(record)
    return {"id": record.id, "own": own["citation"], "address": own["address"], "styles": styles}


def _quote(given: Given) -> dict[str, Json]:
    values = checked(QuotationTaken, given)
    answer = quote_answer(site(), values["id"], values["text"], links())
    return answer_json(answer, site().mapping)


def _found(id: str) -> Record:
    return find_record(site(), escape(id)).record


TOOLS = (
    Tool(
        "search", "Search the catalogue",
        "Find records by words and by what they are. All words must be in a record; quotation "
        "marks keep words together, OR and a minus work. Each result has a permanent address and "
        "a citation. Give both to the person who asked.",
        search_described, _search,
    ),
    Tool(
        "get_record", "Read a record",
        "All that the catalogue says of one record, and a part of its full text if there is any.",
        lambda _: described(RecordTaken), _record,
    ),
    Tool(
        "list_facet", "List values with their counts",
        "The people, types, years, places or collections of the catalogue, the commonest first.",
        lambda mapping: described(facet_taken(mapping)), _facet,
    ),
    Tool(
        "compare_people", "The letters between two people",
        "Who wrote to whom and when, both directions in one order.",
        lambda _: described(PeopleTaken),
        _people,
    ),
    Tool(
        "cite", "Cite a record",
        "A record's citation as the archive wants it, and in Chicago, MLA and APA style.",
        lambda _: described(CitationTaken),
        _cite,
    ),
    Tool(
        "quote_check", "Check a quotation",
        "Whether a passage is in a record, where, on which page, and whether the words are the "
        "document's own or an editor's. Use it before you quote.",
        lambda _: described(QuotationTaken),
        _quote,
    ),
)  # fmt: skip
TOOL_BY_NAME = {tool.name: tool for tool in TOOLS}
