"""An example of each endpoint of the API, with its real answer: `python -m bench.api_examples`.

They use the sample collections and are written to service/api/examples.json, which /api/docs shows.
Values that differ between loads are normalised; long lists and texts are cut.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from click.testing import CliRunner
from flask.testing import FlaskClient

from service.api.examples import PATH
from service.app import create_app
from service.cli import cli
from service.search.addresses import API
from service.settings import Settings

_LOCAL, _HOST = "http://localhost", "https://archive.example"
_MOMENT = "2026-01-01T00:00:00+00:00"
_INDEX = {"name": "records-20260101T000000000000Z", "built": _MOMENT, "version": "1"}
_VARIES = {"changed": _MOMENT, "first_seen": _MOMENT, "at": _MOMENT, "next_cursor": "WyJy"}
_CURSOR = re.compile(r"cursor=[\w~.-]+")
_LIST, _TEXT = 2, 160  # of a list and of a text, what is shown: enough to see what it is
_FILE = 600  # characters of a file
_SAMPLES = Path(__file__).parents[1] / "samples" / "collections"


def examples(client: FlaskClient) -> dict[str, Any]:
    """Return the request and the answer of each endpoint by its path."""
    return {path: _example(client, request) for path, request in _requests(client)}


def written(made: dict[str, Any]) -> str:
    """Return the examples as the file has them."""
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _requests(client: FlaskClient) -> Iterator[tuple[str, str]]:
    first = client.get(f"{API}/search?sort=date&size=1").json["results"][0]
    id = first["links"]["self"].rpartition("/records/")[2]
    collection = first["collections"][0]
    passage = " ".join(first["summary"].split()[:6])
    yield "/search", "/search?q=geneva&size=1&facets=type"
    yield "/records", f"/records?ids={id}&fields=title,date"
    yield "/records/{id}", f"/records/{id}"
    yield "/collections", "/collections"
    yield "/collections/{id}", f"/collections/{collection}"
    yield "/facets/{facet}", f"/facets/people?collection={collection}&size=2"
    yield (
        "/counts",
        f"/counts?collection={collection}&histogram=year&facets=sender*recipient&size=2",
    )
    yield "/suggest", "/suggest?q=ach"
    yield "/quote", f"/quote?id={id}&text={quote_plus(passage)}"
    yield "/changes", "/changes?since=0&size=2"
    yield "/export", "/export?q=geneva&format=ris"


def _example(client: FlaskClient, request: str) -> dict[str, Any]:
    answer = client.get(f"{API}{request}")
    assert answer.status_code == 200, (request, answer.text)
    if answer.mimetype == "application/json":
        return {"request": request, "answer": _alike(answer.json)}
    text = answer.text.replace("\r\n", "\n").replace(_LOCAL, _HOST)
    return {"request": request, "text": _cut(text, _FILE)}


def _alike(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        if key == "index":
            return {**value, **_INDEX}
        return {name: _alike(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_alike(inner) for inner in value[:_LIST]]
    if isinstance(value, float):
        return round(value, 1)
    if not isinstance(value, str):
        return value
    text = value.replace(_LOCAL, _HOST)
    return _cut(_CURSOR.sub(f"cursor={_VARIES['next_cursor']}", _VARIES.get(key, text)), _TEXT)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most or text.startswith("http") else f"{text[:most]} …"


def main() -> None:
    """Load the samples aside, ask, and write the file."""
    with tempfile.TemporaryDirectory() as folder:
        engine = f"embedded:{folder}/index"
        files = map(str, sorted(_SAMPLES.glob("*.txt")))
        done = CliRunner().invoke(
            cli,
            ["load", "collection-page", *files, "--source", "samples"],
            env={"SEARCHROOM_ENGINE": engine, "SEARCHROOM_HOME": folder},
        )
        assert done.exit_code == 0, done.output
        made = examples(create_app(Settings(engine=engine)).test_client())
    PATH.write_text(written(made), encoding="utf-8")
    print(f"{PATH}: {len(made)} examples")


if __name__ == "__main__":
    main()
