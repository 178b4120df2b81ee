"""Keep a copy of a Searchroom catalogue current, at the cost of what changed since the last time.

    python mirror.py https://archive.example.org copy.sqlite

Needs Python alone. The copy is an SQLite file with a table `records` (id, record as JSON); the
number of the last change is kept in it, so that a run that was broken off goes on where it was.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

Ask = Callable[[str, Any], Any]
"""Asks for an address under the site's own, with a body for a POST or None; returns the JSON."""

GONE = ("deleted", "withdrawn")
AT_ONCE = 200  # ids that one answer is asked for
TRIES = 5


def over_http(site: str) -> Ask:
    """Return what asks a site, and waits where the site says that it is asked too much."""

    def ask(path: str, body: Any) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"} if data else {}
        request = urllib.request.Request(f"{site.rstrip('/')}{path}", data, headers)
        for left in reversed(range(TRIES)):
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                if error.code not in (410, 429, 503) or not left:
                    raise
                time.sleep(int(error.headers.get("Retry-After") or 1))
        raise AssertionError("the last try returns or raises")

    return ask


def mirror(ask: Ask, copy: sqlite3.Connection) -> tuple[int, int]:
    """Bring a copy up to date; return how many records were written and how many removed."""
    copy.execute("CREATE TABLE IF NOT EXISTS records (id TEXT PRIMARY KEY, record TEXT NOT NULL)")
    copy.execute("CREATE TABLE IF NOT EXISTS place (last INTEGER NOT NULL)")
    (last,) = copy.execute("SELECT coalesce(max(last), 0) FROM place").fetchone()
    written = removed = 0
    more = True
    while more:
        answer = ask(f"/api/v1/changes?since={last}&size=1000", None)
        # of a record that changed twice, the last change counts
        latest = {change["id"]: change["kind"] for change in answer["results"]}
        wanted = [id for id, kind in latest.items() if kind not in GONE]
        with copy:  # all of this part or nothing
            for id in latest.keys() - wanted:
                removed += copy.execute("DELETE FROM records WHERE id = ?", (id,)).rowcount
            for record in records(ask, wanted):
                text = json.dumps(record, ensure_ascii=False)
                copy.execute("INSERT OR REPLACE INTO records VALUES (?, ?)", (record["id"], text))
                written += 1
            copy.execute("DELETE FROM place")
            copy.execute("INSERT INTO place VALUES (?)", (answer["last"],))
        last, more = answer["last"], answer["more"]
    return written, removed


def records(ask: Ask, ids: list[str]) -> Iterator[Any]:
    """Yield the records with some ids as they are now; one that is gone meanwhile is passed over.

    Its removal is in the list of changes too, further on.
    """
    for start in range(0, len(ids), AT_ONCE):
        cursor = ""
        while True:
            body = {"ids": ids[start : start + AT_ONCE], "cursor": cursor}
            answer = ask("/api/v1/records", body)
            for record in answer["results"]:
                yield {name: value for name, value in record.items() if name != "links"}
            cursor = answer["page"]["next_cursor"]
            if not cursor:
                break


def main() -> None:
    """Bring the copy that is named up to date."""
    if len(sys.argv) != 3:
        sys.exit("usage: mirror.py ADDRESS FILE, such as https://archive.example.org copy.sqlite")
    with closing(sqlite3.connect(sys.argv[2])) as copy:
        written, removed = mirror(over_http(sys.argv[1]), copy)
    print(f"{written:,} records written, {removed:,} removed")


if __name__ == "__main__":
    main()
