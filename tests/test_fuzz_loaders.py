"""Files changed at random: whatever comes of it, a format gives items or an error of ours."""

from __future__ import annotations

import json
import random
import warnings
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from index_mappings.names import NameEntry
from index_mappings.record import Collection, Record
from loaders.drafts.draft import Deletion, Draft, Held, Reject, Remark
from loaders.drafts.fitting import Fitting
from loaders.drafts.format import Options
from service.errors import LoadError

ROUNDS = 30  # of each file and format: some thousand files in a few seconds
REAL_BYTES = 20_000  # larger files say no more about the code, and take longer

OWN = Path(__file__).parents[1] / "samples"
FORMATS = ("ead", "marc", "mods", "dc", "oai")

PIECES = (
    *(b"<", b">", b"&", b"\x00", b"]]>", b"<!--", b"<![CDATA[", b"\x1d", b"\x1e", b"\x1f"),
    *(b"\xff\xfe", b"\xed\xa0\x80", b"</record>", b"<record>", b"<c>", b"</c>", b"99999999999"),
    *(b"-1", b"1950/1949", b"&#0;", b"&#xD800;", b"{", b"}", b"[", b"null", b'"', b"\\u0000"),
    *("\u202e".encode(), b"\x1b(3"),
)


def mutated(data: bytes, random: random.Random) -> bytes:
    """Return data with some bytes taken out, doubled, moved or replaced."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 8)):
        at = random.randrange(len(changed) + 1)
        end = min(len(changed), at + random.choice((1, 3, 20, 200)))
        part = changed[at:end]
        changed[at:end] = random.choice(
            (b"", part * 2, part[::-1], random.choice(PIECES), random.randbytes(len(part)))
        )
    return bytes(changed)


def own_files() -> list[Path]:
    return sorted((OWN / "formats").glob("*.*ml")) + sorted((OWN / "formats").glob("*.mrc"))


def real_files(shared_data: Path) -> Iterator[Path]:
    for folder in ("marc_pymarc", "oai_sickle", "ead_arclight", "archivesspace/examples/marc"):
        for path in sorted((shared_data / "formats" / folder).rglob("*")):
            if path.is_file() and path.stat().st_size < REAL_BYTES:
                yield path


def check(format: str, path: Path, mapping: RecordMapping) -> None:
    (found,) = entry_points(group="searchroom.formats", name=format)
    fitting = Fitting(mapping)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            for item in found.load().read([str(path)], Options(mapping, "fuzz")):
                assert isinstance(
                    item, Draft | Collection | NameEntry | Held | Reject | Remark | Deletion
                )
                if isinstance(item, Draft):
                    values, _ = fitting.fit(item)
                    assert mapping.ordered(Record("x", values)).values["title"]
        except LoadError as error:
            assert str(error)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.slow
def test_own_files_changed_at_random(format: str, mapping: RecordMapping, tmp_path: Path) -> None:
    chance = random.Random(f"own {format}")
    path = tmp_path / "file.xml"
    for own in own_files():
        data = own.read_bytes()
        for _ in range(ROUNDS):
            path.write_bytes(mutated(data, chance))
            check(format, path, mapping)


@pytest.mark.parametrize("format", FORMATS)
def test_real_files_changed_at_random(
    format: str, mapping: RecordMapping, tmp_path: Path, shared_data: Path
) -> None:
    chance = random.Random(f"real {format}")
    path = tmp_path / "file.xml"
    for real in real_files(shared_data):
        data = real.read_bytes()
        for _ in range(4):
            path.write_bytes(mutated(data, chance))
            check(format, path, mapping)


OBJECTS = {
    "archivesspace": "archivesspace.json",
    "iiif": "iiif-collection.json",
    "omeka": "omeka-items.json",
}
ODD: tuple[Json, ...] = (
    None, 5, -1.5, "x", "", [], {}, [None], {"a": 1}, True, [[["x"]]], {"@value": None},
    {"en": None}, {"en": [5]}, "2999-01-01", "\u0000", "<b>x</b>",
)  # fmt: skip
"""Values that stand where others should."""


def oddly(value: Json, chance: random.Random) -> Json:
    """Return a value with one of those in it put in place of another, or taken out."""
    if not isinstance(value, dict | list) or not value or chance.random() < 0.15:
        return chance.choice(ODD)
    if isinstance(value, list):
        at = chance.randrange(len(value))
        return [*value[:at], oddly(value[at], chance), *value[at + 1 :]]
    name = chance.choice(sorted(value))
    rest = {other: item for other, item in value.items() if other != name}
    return rest if chance.random() < 0.2 else {**rest, name: oddly(value[name], chance)}


@pytest.mark.parametrize("format", OBJECTS)
def test_objects_with_values_that_are_odd(
    format: str, mapping: RecordMapping, tmp_path: Path
) -> None:
    chance = random.Random(f"odd {format}")
    whole = json.loads((OWN / "formats" / OBJECTS[format]).read_text(encoding="utf-8"))
    path = tmp_path / "file.json"
    for _ in range(ROUNDS):
        path.write_text(json.dumps(oddly(whole, chance)))
        check(format, path, mapping)
