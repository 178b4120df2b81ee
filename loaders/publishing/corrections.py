"""Records that were corrected in their source keep the id that readers have cited.

A derived id depends on date and title, so correcting either would change it. If a load drops a
derived id and brings a new one, and the two records agree in two of date, title (nearly) and
summary, they are the same record and the old id stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import count

from index_mappings.folding import key
from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Where
from loaders.drafts.identity import date_as_written, derived_id
from loaders.publishing.ledger import Entry, Ledger, text_digest

_NEARLY = 0.8  # of the characters of two titles: one word of six may differ, or letters in several
_BUCKET = 100  # records of one date that are compared each with each: 10,000 pairs, about 1 s

_SCHEMA = """
CREATE TEMP TABLE gone (
    id TEXT PRIMARY KEY, place INTEGER, date TEXT, title TEXT, summary BLOB, paired INTEGER);
CREATE TEMP TABLE come (
    position INTEGER PRIMARY KEY, id TEXT, own INTEGER, date TEXT, title TEXT, summary BLOB,
    paired INTEGER);
CREATE TEMP TABLE pairs (id TEXT, position INTEGER);
"""

_EXACT = (
    ("date", "title", "summary"),
    ("title", "summary"),
    ("date", "summary"),
    ("date", "title"),
)
"""The columns by which records are compared first, the most reliable first."""

_EXACT_IN_UPDATE = _EXACT[:3]
"""An update does not say which records are gone, so one that has only a like title is a new one."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A record that has changed in `changed` (of date, title, summary) and keeps its identity.

    `id` is its current id and `was` its earlier one: the same, unless the source now has its own
    ids.
    """

    id: str
    was: str
    changed: tuple[str, ...]
    where: Where


def keep_ids(
    ledger: Ledger, source: str, mapping: RecordMapping, *, update: bool = False
) -> tuple[Correction, ...]:
    """Give corrected drafts of a source the ids of the live records they correct.

    Memory is bounded by the number of corrections. If more than a hundred records of one date have
    changed in title and summary, they are not compared and count as new.
    """
    db = ledger.db
    db.executescript("DROP TABLE IF EXISTS gone; DROP TABLE IF EXISTS come; " + _DROP_PAIRS)
    db.executescript(_SCHEMA)
    if not _fill(ledger, source, mapping):
        return ()
    for columns in _EXACT_IN_UPDATE if update else _EXACT:
        _pair_equal(ledger, columns)
    if not update:
        _pair_near(ledger, "date")
        _pair_near(ledger, "summary")
        _pair_lone_titles(ledger, source)
    corrections = tuple(_corrections(ledger))
    _settle(ledger, mapping)
    return corrections


_DROP_PAIRS = "DROP TABLE IF EXISTS pairs;"


def _fill(ledger: Ledger, source: str, mapping: RecordMapping) -> bool:
    """Fill the tables of old and new records that may be paired; False if either is empty."""
    db = ledger.db
    if not ledger.has_derived(source):
        return False
    come = ledger.entries(
        "WHERE source = ? AND (id NOT IN (SELECT id FROM live)"
        " OR (own = 0 AND id IN (SELECT id FROM live WHERE kept = 1)))",
        (source,),
    )
    db.executemany(
        "INSERT INTO come VALUES (?, ?, ?, ?, ?, ?, 0)", (_row(entry, mapping) for entry in come)
    )
    if db.execute("SELECT 1 FROM come LIMIT 1").fetchone() is None:
        return False
    gone = db.execute(
        "SELECT id, position, date, title, summary FROM live WHERE source = ? AND derived = 1"
        " AND (kept = 1 OR id NOT IN (SELECT id FROM drafts))",
        (source,),
    )
    db.executemany(
        "INSERT INTO gone VALUES (?, ?, ?, ?, ?, 0)",
        ((id, place, date, key(title), summary) for id, place, date, title, summary in gone),
    )
    return db.execute("SELECT 1 FROM gone LIMIT 1").fetchone() is not None


def _row(entry: Entry, mapping: RecordMapping) -> tuple[object, ...]:
    return (
        entry.position,
        entry.id,
        entry.own,
        date_as_written(entry.values, mapping.date),
        key(str(entry.values.get(mapping.title, ""))),
        text_digest(str(entry.values.get(mapping.summary, ""))),
    )


def _pair_equal(ledger: Ledger, columns: tuple[str, ...]) -> None:
    """Pair records that are equal in these columns; several are paired in order."""
    names = ", ".join(columns)
    # Two records do not agree in what neither has, unless they agree in everything.
    filled = "" if len(columns) == 3 else "".join(f" AND length({name}) > 0" for name in columns)
    ledger.db.execute(
        f"""
        INSERT INTO pairs
        SELECT old.id, new.position FROM
          (SELECT *, row_number() OVER (PARTITION BY {names} ORDER BY place, id) AS turn
             FROM gone WHERE paired = 0{filled}) AS old
          JOIN
          (SELECT *, row_number() OVER (PARTITION BY {names} ORDER BY position) AS turn
             FROM come WHERE paired = 0{filled}) AS new
          USING ({names}, turn)
        """
    )
    _mark(ledger)


def _pair_near(ledger: Ledger, column: str) -> None:
    """Pair records that are equal in one column and have nearly the same title."""
    db = ledger.db
    for (value,) in db.execute(
        f"SELECT {column} FROM gone WHERE paired = 0 AND length({column}) > 0"
        f" INTERSECT SELECT {column} FROM come WHERE paired = 0"
    ).fetchall():
        old, new = (
            db.execute(
                f"SELECT {names} FROM {table} WHERE paired = 0 AND {column} = ? LIMIT ?",
                (value, _BUCKET + 1),
            ).fetchall()
            for table, names in (("gone", "id, title"), ("come", "position, title"))
        )
        if len(old) > _BUCKET or len(new) > _BUCKET:
            continue
        likeness = sorted(
            (
                (likeness, id, position)
                for id, before in old
                for position, after in new
                if (likeness := title_likeness(before, after)) >= _NEARLY
            ),
            key=lambda pair: (-pair[0], pair[2], pair[1]),
        )
        paired: set[str | int] = set()
        for _, id, position in likeness:
            if id not in paired and position not in paired:
                paired |= {id, position}
                db.execute("INSERT INTO pairs VALUES (?, ?)", (id, position))
    _mark(ledger)


def _pair_lone_titles(ledger: Ledger, source: str) -> None:
    """Pair records without a summary whose title is unique in the source.

    Otherwise a corrected date could not be recognised.
    """
    db = ledger.db
    found = db.execute(
        """
        SELECT gone.id, come.position FROM gone JOIN come USING (title)
        WHERE gone.paired = 0 AND come.paired = 0 AND title != ''
          AND length(gone.summary) = 0 AND length(come.summary) = 0
        GROUP BY title HAVING count(*) = 1
        """
    ).fetchall()
    if found:
        db.execute("CREATE INDEX IF NOT EXISTS live_by_title ON live (title)")
    for id, position in found:
        (same,) = db.execute(
            "SELECT count(*) FROM live WHERE source = ?"
            " AND title = (SELECT title FROM live WHERE id = ?)",
            (source, id),
        ).fetchone()
        if same == 1:
            db.execute("INSERT INTO pairs VALUES (?, ?)", (id, position))
    _mark(ledger)


def _mark(ledger: Ledger) -> None:
    ledger.db.execute("UPDATE gone SET paired = 1 WHERE id IN (SELECT id FROM pairs)")
    ledger.db.execute("UPDATE come SET paired = 1 WHERE position IN (SELECT position FROM pairs)")


def _corrections(ledger: Ledger) -> Iterator[Correction]:
    rows = ledger.db.execute(
        """
        SELECT pairs.id, come.id, come.own, gone.date != come.date, gone.title != come.title,
          gone.summary != come.summary, drafts.file, drafts.line, drafts.number
        FROM pairs JOIN gone ON gone.id = pairs.id
          JOIN come ON come.position = pairs.position
          JOIN drafts ON drafts.position = pairs.position
        ORDER BY pairs.position
        """
    )
    for was, id, own, date, title, summary, file, line, number in rows:
        changed = zip(("date", "title", "summary"), (date, title, summary), strict=True)
        names = tuple(name for name, is_changed in changed if is_changed)
        if own or names:
            yield Correction(id if own else was, was, names, Where(file, line, number))


def _settle(ledger: Ledger, mapping: RecordMapping) -> None:
    """Write the ids into the ledger, and change the id of a draft if it is now used."""
    db = ledger.db
    db.execute(
        "INSERT INTO former SELECT come.id, pairs.id FROM pairs JOIN come USING (position)"
        " WHERE come.own = 1"
    )
    ledger.set_ids(
        db.execute(
            "SELECT pairs.id, position FROM pairs JOIN come USING (position) WHERE come.own = 0"
        ).fetchall()
    )
    taken = ledger.entries(
        "WHERE own = 0 AND position IN (SELECT position FROM come WHERE paired = 0)"
        " AND id IN (SELECT id FROM pairs)"
    )
    for entry in list(taken):
        ledger.set_ids([(_free_id(ledger, entry, mapping), entry.position)])


def _free_id(ledger: Ledger, entry: Entry, mapping: RecordMapping) -> str:
    values = entry.values
    date = date_as_written(values, mapping.date)
    title, summary = (str(values.get(name, "")) for name in (mapping.title, mapping.summary))
    for ordinal in count(1):
        more = () if ordinal == 1 else (str(ordinal),)
        id = derived_id(entry.source, date, title, summary, *more)
        if not ledger.has(id) and ledger.live(id) is None:
            return id
    raise AssertionError("count() has no end")


def title_likeness(one: str, other: str) -> float:
    """Return the similarity of two title keys, 0 to 1; 0 if their numbers differ.

    "Telegram 3355" and "Telegram 3356" are different telegrams.
    """
    if _numbers(one) != _numbers(other):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _NEARLY or matcher.quick_ratio() < _NEARLY:
        return 0.0
    return matcher.ratio()


def _numbers(title: str) -> list[str]:
    return [word for word in title.split() if any(char.isdigit() for char in word)]
