"""Three more judged collections, from the files in which they are handed around.

    python -m bench.relevance.converting FOLDER

`FOLDER` holds `lisa/` (LISA0.001 and on, LISA.QUE, LISA.REL), `time/` (TIME.ALL, TIME.QUE,
TIME.REL.ALL) and `cf/` (cf74.xml to cf79.xml, cfquery.xml), as the University of Glasgow and
ir_datasets have published them and many courses keep them. Written is the layout of BEIR, below
`judged.CONVERTED`. They may be measured with and not handed on.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from bench.relevance.judged import CONVERTED


@dataclass(frozen=True, slots=True)
class Collection:
    """Records as (id, title, text), queries by number, and the grades of records for each."""

    records: list[tuple[str, str, str]]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def lisa(folder: Path) -> Collection:
    """Return the Library and Information Science Abstracts of 1982: titles and abstracts."""
    found = {}
    for path in sorted(folder.glob("LISA[0-9].[0-9][0-9][0-9]*")):
        for part in re.split(r"^\*{20,}\s*$", _text(path), flags=re.MULTILINE):
            head = re.match(r"\s*Document\s+(\d+)\s*\n", part)
            if head:
                title, *text = re.split(r"\n\s*\n", part[head.end() :], maxsplit=1)
                found[head[1]] = (_line(title), _line(" ".join(text)))
    queries = re.findall(r"(\d+)\s*\n(.*?)#", _text(folder / "LISA.QUE"), re.DOTALL)
    listed = _text(folder / "LISA.REL")
    judged = re.findall(r"Query (\d+)\s+\d+ Relevant Refs:\s*([\d\s]+)-1", listed)
    return Collection(
        [(id, *found[id]) for id in sorted(found, key=int)],
        {number: _line(text) for number, text in queries},
        {number: dict.fromkeys(ids.split(), 1) for number, ids in judged},
    )


def time(folder: Path) -> Collection:
    """Return the articles of Time of 1963, without titles; judged by their place in the file."""
    parts = re.split(r"^\*TEXT.*$", _text(folder / "TIME.ALL").partition("*STOP")[0], flags=re.M)
    asked = re.split(r"^\*FIND\s+", _text(folder / "TIME.QUE").partition("*STOP")[0], flags=re.M)
    judged = [line.split() for line in _text(folder / "TIME.REL.ALL").splitlines() if line.strip()]
    return Collection(
        [(str(place), "", _line(text)) for place, text in enumerate(parts[1:], 1)],
        {one.split(maxsplit=1)[0]: _line(one.split(maxsplit=1)[1]) for one in asked[1:]},
        {number: dict.fromkeys(ids, 1) for number, *ids in judged},
    )


def cf(folder: Path) -> Collection:
    """Return what Medline had on cystic fibrosis; a grade is the sum of four judges' 0 to 2."""
    records = []
    for path in sorted(folder.glob("cf7[0-9].xml")):
        for one in _tree(path).iter("RECORD"):
            text = one.findtext("ABSTRACT") or one.findtext("EXTRACT") or ""
            id = str(int(one.findtext("RECORDNUM") or ""))
            records.append((id, _line(one.findtext("TITLE") or ""), _line(text)))
    queries: dict[str, str] = {}
    grades: dict[str, dict[str, int]] = {}
    for asked in _tree(folder / "cfquery.xml").iter("QUERY"):
        number = str(int(asked.findtext("QueryNumber") or ""))
        queries[number] = _line(asked.findtext("QueryText") or "")
        grades[number] = {
            str(int(item.text or "")): sum(map(int, item.get("score", "")))
            for item in asked.iter("Item")
        }
    return Collection(records, queries, grades)


SOURCES: Mapping[str, Callable[[Path], Collection]] = {"lisa": lisa, "time": time, "cf": cf}


def write(made: Collection, folder: Path) -> None:
    """Write a collection in the layout of BEIR."""
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    records = ({"_id": id, "title": title, "text": text} for id, title, text in made.records)
    queries = ({"_id": number, "text": text} for number, text in made.queries.items())
    for name, lines in (("corpus.jsonl", records), ("queries.jsonl", queries)):
        (folder / name).write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    known = {id for id, _, _ in made.records}
    (folder / "qrels" / "test.tsv").write_text("".join(_judgments(made, known)))


def _judgments(made: Collection, known: set[str]) -> Iterator[str]:
    yield "query-id\tcorpus-id\tscore\n"
    for number, grades in made.grades.items():
        for id, grade in grades.items():
            if id in known:
                yield f"{number}\t{id}\t{grade}\n"


def _text(path: Path) -> str:
    return path.read_text("latin-1").replace("\r\n", "\n")


def _tree(path: Path) -> etree._Element:
    """Return an XML file; the document type that it names is not at hand, and not asked for."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    return etree.parse(str(path), parser).getroot()


def _line(text: str) -> str:
    return " ".join(text.split())


def main() -> None:
    """Convert what is in a folder, and say how much it is."""
    parser = argparse.ArgumentParser(prog="python -m bench.relevance.converting")
    parser.add_argument("folder", type=Path, help="where lisa/, time/ and cf/ are")
    folder = parser.parse_args().folder
    for name, read in SOURCES.items():
        made = read(folder / name)
        write(made, CONVERTED / name)
        print(f"{name}: {len(made.records)} records, {len(made.queries)} queries")


if __name__ == "__main__":
    main()
