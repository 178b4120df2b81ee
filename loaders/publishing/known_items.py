"""Checking that pasted titles and references find their records in the new index too.

A load ends with this check, before the pointer moves. It takes a sample of the records in both
indexes, and searches for the title, the title without its brackets, the reference and the citation,
and for the archive's own judged questions (`questions.jsonl`). Any record with the same title or
reference counts. It takes some hundred searches, whatever the number of records.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index_mappings.computed import name_key
from index_mappings.folding import key
from index_mappings.mapping import RecordMapping
from index_mappings.plain_files import NotUtf8, read_plain, utf8_text
from index_mappings.record import Record
from loaders.publishing.ledger import Ledger
from service.engines.contract import Build, Engine
from service.errors import IndexUnreadable, LoadRefused
from service.lasting.lost import Kept
from service.query.clauses import Everything, Value
from service.query.request import Query
from service.results import Hit
from service.search.arguments import PLAIN
from service.search.catalogue import Catalogue
from service.search.citation import citation
from service.search.question import query_of, reading_of

SAMPLE = 100  # records of the load and of the rest each: with them a point is a few items
DEEP = 10  # records of the first page, in which the one that was meant must be
LOSS = 0.02  # the share of the items found that may be lost
LEAST = 2  # items: of a small catalogue one is a large share, and may have good reasons
_NAMED = 5  # items that a message names
_REFERENCE = "reference"
_BRACKETS = re.compile(r"[\[\](){}<>]")


@dataclass(frozen=True, slots=True)
class Item:
    """A text to search for, its kind of search, and the records of which one must be found.

    These are the records of the `ids` and those with the same title or reference (keys, or "").
    """

    what: str
    text: str
    ids: frozenset[str]
    title: str = ""
    reference: str = ""
    match: str = "all"

    def is_in(self, hits: Iterable[Hit], title: str) -> bool:
        """Return whether it was found; `title` is the title field."""
        return any(
            hit.record.id in self.ids
            or (self.title and key(hit.record.text(title)) == self.title)
            or (self.reference and name_key(hit.record.text(_REFERENCE)) == self.reference)
            for hit in hits
        )


def refuse_lost_items(engine: Engine, build: Build, ledger: Ledger, questions: str) -> None:
    """Raise LoadRefused if the finished build does not find what the live index finds.

    `questions` is the file of the archive's own questions, which may be missing.
    """
    try:
        _refuse(engine, build, ledger, questions)
    except IndexUnreadable:  # this build is what takes its place
        return


def _refuse(engine: Engine, build: Build, ledger: Ledger, questions: str) -> None:
    mapping = engine.mapping
    records = _in_both(engine, build, ledger)
    pasted = tuple(dict.fromkeys(_pasted(records, mapping, engine)))
    _compare(engine, build, pasted, "of what readers paste", least=LEAST)
    questions_asked = _asked(engine, build, read_questions(questions))
    _compare(engine, build, questions_asked, f"of the questions in {Path(questions).name}", least=1)


def read_questions(path: str) -> tuple[Item, ...]:
    """Return the questions of a file with a JSON object per line: `{"q": "...", "answers":
    ["id"]}`.

    Returns none if there is no file; that one was there is marked, so that its loss is seen.
    Raises LoadRefused if it cannot be read, and with the number of an invalid line.
    """
    try:
        text = utf8_text(read_plain(Path(path))) if path else ""
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise LoadRefused(f"{path} cannot be read: {error.strerror}") from error
    except NotUtf8 as error:
        raise LoadRefused(f"{path}, {error}") from error
    if path:
        Kept(Path(path)).note()
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            text, answers = str(value["q"]), frozenset(map(str, value["answers"]))
        except (ValueError, KeyError, TypeError) as error:
            raise LoadRefused(
                f"{path}:{number} is not a judged question; each line is a JSON object like "
                '{"q": "words", "answers": ["id of a record"]}'
            ) from error
        found.append(Item("question", text, answers, match="any"))
    return tuple(found)


def _in_both(engine: Engine, build: Build, ledger: Ledger) -> tuple[Record, ...]:
    """Return some records that are in both the live index and the build, from the build."""
    own = _of_the_load(ledger)
    others = engine.search(Query(Everything(), size=SAMPLE, highlight=False)).hits
    return _there(build, (*own, *(hit.record.id for hit in others)))


def _of_the_load(ledger: Ledger) -> tuple[str, ...]:
    """Return some ids that are both live and loaded, evenly distributed."""
    both = "SELECT id FROM live WHERE id IN (SELECT id FROM drafts)"
    count = int(ledger.db.execute(f"SELECT count(*) FROM ({both})").fetchone()[0])
    rows = ledger.db.execute(
        f"SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM ({both})) "
        "WHERE place % ? = 0 LIMIT ?",
        (max(1, count // SAMPLE), SAMPLE),
    )
    return tuple(id for (id,) in rows)


def _there(build: Build, ids: Sequence[str]) -> tuple[Record, ...]:
    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        return ()
    query = Query(Value("id", wanted), size=len(wanted), highlight=False)
    return tuple(hit.record for hit in build.found([query])[0])


def _pasted(records: Iterable[Record], mapping: RecordMapping, engine: Engine) -> Iterator[Item]:
    catalogue = Catalogue("", {item.id: item for item in engine.collections()})
    has_reference = mapping.field(_REFERENCE) is not None
    for record in records:
        title = record.text(mapping.title)
        ids, same = frozenset({record.id}), key(title)
        if same:
            yield Item("title", title, ids, title=same)
            if (plain := _BRACKETS.sub("", title)) != title:
                yield Item("title without brackets", plain, ids, title=same)
            cited = citation(record, mapping, catalogue, "", "")
            yield Item("citation", cited, ids, title=same)
        if has_reference and (name := record.text(_REFERENCE)):
            yield Item("reference", name, ids, reference=name_key(name))


def _asked(engine: Engine, build: Build, questions: Sequence[Item]) -> tuple[Item, ...]:
    """Return the questions with answers in both indexes."""
    answers = sorted({id for item in questions for id in item.ids})
    both: set[str] = set()
    for at in range(0, len(answers), SAMPLE):
        some = answers[at : at + SAMPLE]
        both |= {record.id for record in _there(build, some)} & set(engine.several(some))
    left = (replace(item, ids=item.ids & both) for item in questions)
    return tuple(item for item in left if item.ids)


def _compare(engine: Engine, build: Build, items: Sequence[Item], of: str, *, least: int) -> None:
    mapping = engine.mapping
    queries = [_query(item, mapping) for item in items]
    found = build.found(queries)
    pairs = list(zip(items, queries, found, strict=True))
    missed = [(item, query) for item, query, hits in pairs if not item.is_in(hits, mapping.title)]
    lost = [item for item, query in missed if _is_live(engine, item, query)]
    if len(lost) < least or len(lost) <= LOSS * len(items):
        return
    got = [(item, query) for item, query, hits in pairs if item.is_in(hits, mapping.title)]
    gained = sum(not _is_live(engine, item, query) for item, query in got)
    if len(lost) - gained < least or len(lost) - gained <= LOSS * len(items):
        return
    named = "; ".join(
        f"the {item.what} {item.text!r} ({', '.join(sorted(item.ids)[:1])})"
        for item in lost[:_NAMED]
    )
    raise LoadRefused(
        f"the new index no longer finds {len(lost)} {of} that the live index finds, of "
        f"{len(items)} that were tried: {named}{'; and others' if len(lost) > _NAMED else ''}. "
        "Nothing was published. If this is intended, use --force"
    )


def _query(item: Item, mapping: RecordMapping) -> Query:
    arguments = PLAIN.changed(q=item.text, match=item.match, size=DEEP, highlight=False, facets=())
    query = query_of(arguments, mapping, reading_of(arguments, mapping))
    has = mapping.field(_REFERENCE) is not None
    return replace(query, fields=(mapping.title, _REFERENCE) if has else (mapping.title,))


def _is_live(engine: Engine, item: Item, query: Query) -> bool:
    return item.is_in(engine.search(query).hits, engine.mapping.title)
