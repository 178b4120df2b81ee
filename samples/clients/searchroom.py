"""Ask a Searchroom site from Python: one file, which needs only Python itself.

    from searchroom import Site

    site = Site("https://archive.example.org", agent="my-study (me@example.org)")
    for record in site.each("harbour", type="Letter", fields="title,date"):
        print(record["id"], record["title"])

Arguments are those of the site's `/api/docs`. A name that Python keeps for itself has an
underscore behind it (`from_`), and a dot is written as two (`type__not`). A list is asked for
as a list.

It is polite unless told otherwise: it says who it is, asks one question at a time with a pause
between two, and waits as long as the site asks it to.
"""

from __future__ import annotations

import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from typing import Any

TRIES = 5
AT_ONCE = 200  # ids that one answer is asked for
LONG, SHORT = 500, 100  # results a page: with a few fields, and whole


class Refused(Exception):
    """The site said no: `status` is that of HTTP, `problem` what it said."""

    def __init__(self, status: int, problem: Any) -> None:
        super().__init__(f"{status}: {problem.get('detail', '')} {problem.get('errors', '')}")
        self.status = status
        self.problem = problem


class Moved(Refused):
    """The catalogue was published anew while a list was read: begin the list again."""


class Site:
    """A site by its address. `agent` should name you, so that an archive can write to you.

    `pause` is in seconds.
    """

    def __init__(
        self,
        address: str,
        *,
        agent: str = "searchroom-client",
        pause: float = 0.2,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self.address = address.rstrip("/")
        self._agent = agent
        self._pause = pause
        self._wait = wait
        self._has_asked = False

    def ask(self, path: str, body: Any = None, **arguments: Any) -> Any:
        """Return the answer to a path of the API, such as "/search"; a `body` is sent as JSON."""
        address = f"{self.address}/api/v1{path}"
        if arguments:
            address += f"?{_query(arguments)}"
        with self._opened(address, body) as answer:
            return json.load(answer)

    def search(self, q: str = "", **arguments: Any) -> Any:
        """Return one page of a search as the site answers it."""
        return self.ask("/search", q=q, **arguments)

    def each(self, q: str = "", **arguments: Any) -> Iterator[Any]:
        """Yield every result of a search, page after page.

        Raises Moved where the catalogue is published anew meanwhile.
        """
        size = LONG if "fields" in arguments else SHORT
        plain = {"q": q, "size": size, "facets": "none", "highlight": 0, **arguments}
        cursor = ""
        while cursor is not None:
            page = self.ask("/search", **plain, cursor=cursor)
            yield from page["results"]
            cursor = page["page"]["next_cursor"]

    def records(self, ids: Iterable[str], **arguments: Any) -> Iterator[Any]:
        """Yield whole records by their ids; those that are not there are passed over."""
        wanted = list(ids)
        for start in range(0, len(wanted), AT_ONCE):
            cursor = ""
            while cursor is not None:
                body = {"ids": wanted[start : start + AT_ONCE], "cursor": cursor, **arguments}
                answer = self.ask("/records", body)
                yield from answer["results"]
                cursor = answer["page"]["next_cursor"]

    def by_time(self, unit: str = "year", **arguments: Any) -> dict[str, int]:
        """Return how many records there are by month, quarter, year or decade."""
        answer = self.ask("/counts", histogram=unit, **arguments)
        (made,) = answer["histograms"].values()
        return {one["value"]: one["count"] for one in made["values"]}

    def network(self, first: str, second: str, **arguments: Any) -> Iterator[tuple[str, str, int]]:
        """Yield pairs of values of two facets with the number of records that have both."""
        cursor = ""
        while cursor is not None:
            answer = self.ask("/counts", facets=f"{first}*{second}", cursor=cursor, **arguments)
            (made,) = answer["pairs"].values()
            yield from ((o["first"], o["second"], o["count"]) for o in made["values"])
            cursor = made["next_cursor"]

    def export(self, **arguments: Any) -> Iterator[Any]:
        """Yield whole records of a search, all in one answer and in its order."""
        address = f"{self.address}/api/v1/export?{_query({**arguments, 'format': 'jsonl'})}"
        with self._opened(address, None) as answer:
            for line in answer:
                yield json.loads(line)

    def changes(self, since: int = 0) -> Iterator[Any]:
        """Yield what was added, changed, deleted or withdrawn after a number."""
        more = True
        while more:
            answer = self.ask("/changes", since=since, size=1000)
            yield from answer["results"]
            since, more = answer["last"], answer["more"]

    def _opened(self, address: str, body: Any) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"User-Agent": self._agent, "Accept": "application/json"}
        if data:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(address, data, headers)
        for left in reversed(range(TRIES)):
            if self._has_asked and self._pause:
                self._wait(self._pause)
            self._has_asked = True
            try:
                return urllib.request.urlopen(request, timeout=60)
            except urllib.error.HTTPError as error:
                if error.code in (429, 503) and left:
                    self._wait(float(error.headers.get("Retry-After") or 1))
                    continue
                kind = Moved if error.code == 410 else Refused
                raise kind(error.code, _problem(error)) from None
        raise AssertionError("the last try returns or raises")


def _query(arguments: dict[str, Any]) -> str:
    named = {name.rstrip("_").replace("__", "."): value for name, value in arguments.items()}
    kept = {name: value for name, value in named.items() if value not in (None, "")}
    return urllib.parse.urlencode(kept, doseq=True)


def _problem(error: urllib.error.HTTPError) -> Any:
    try:
        return json.load(error)
    except ValueError:
        return {"detail": error.reason}


def main() -> None:
    """Print the id and title of all that a search finds."""
    if len(sys.argv) != 3:
        sys.exit('usage: searchroom.py ADDRESS WORDS, such as https://archive.example.org "ships"')
    for record in Site(sys.argv[1]).each(sys.argv[2], fields="title"):
        print(record["id"], record.get("title", ""), sep="\t")


if __name__ == "__main__":
    main()
