"""Counts without records, as JSON or as a table: the data of a chart or a network in one call."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from flask import Response

from index_mappings.facet_kinds.range import said
from service.api.responding import answer_links, respond
from service.conditional import Content, conditional
from service.current import base_url, pairs, site
from service.exports.tables import BYTE_ORDER_MARK, defused
from service.schemas.answers import CountsAnswer
from service.schemas.arguments import JSON
from service.search.counts import counts_answer

COLUMNS = ("counted", "value", "label", "second_value", "second_label", "from", "to", "count")
"""The header of the table: one row for each unit of time, pair of values, or field of numbers."""
_OF_TIME = re.compile(r"-?\d+((-\d\d){0,2}(-Q\d)?|\.\d+)", re.ASCII)
CSV = "text/csv; charset=utf-8"


def counts() -> Response:
    """Answer with the counts of a search."""
    read = site().reader.read_counts(pairs())
    links = answer_links()
    depends = read.arguments.pairs(), read.arguments.q_cut, read.size, read.form, read.numbers

    def answer() -> CountsAnswer:
        return counts_answer(site(), read, links)

    if read.form == JSON:
        return respond(answer, *depends)

    def content() -> Content:
        answered = answer()
        near = answered.links.next
        headers = {"Link": f'<{near}>; rel="next"'} if near else {}
        return Content(_table(answered), answered.index.version, not answered.partial, headers)

    return conditional(content, base_url(), *depends, media_type=CSV)


def _table(answer: CountsAnswer) -> str:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    writer.writerows(map(_safe, _rows(answer)))
    return BYTE_ORDER_MARK + written.getvalue()


def _safe(row: tuple[str, ...]) -> list[str]:
    """Return cells that no spreadsheet reads as formulas; years and numbers never are."""
    return [cell if _OF_TIME.fullmatch(cell) else defused(cell) for cell in row]


def _rows(answer: CountsAnswer) -> Iterator[tuple[str, ...]]:
    for name, histogram in answer.histograms.items():
        for item in histogram.values:
            yield name, item.value, "", "", "", item.from_, item.to, str(item.count)
        for value, count in (("wide", histogram.wide), ("", histogram.missing)):
            yield name, value, "", "", "", "", "", str(count)
    for name, both in answer.pairs.items():
        for pair in both.values:
            sides = (pair.first, pair.first_label, pair.second, pair.second_label)
            yield name, *sides, "", "", str(pair.count)
    for name, numbers in answer.numbers.items():
        low, high = ("" if end is None else said(end) for end in (numbers.min, numbers.max))
        yield name, "number", "", "", "", low, high, str(numbers.count)
        yield name, "", "", "", "", "", "", str(numbers.missing)
