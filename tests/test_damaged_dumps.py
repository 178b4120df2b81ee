"""A dump is compressed by its name, has a checksum, and is refused where it is damaged."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from catalogue import RECORDS
from serving import publish

from index_mappings.mapping import RecordMapping
from loaders.commands.dumping import dump
from loaders.commands.restoring import restore
from loaders.drafts.dump_files import written
from loaders.drafts.dumps import sources_of
from service.engines.embedded import EmbeddedEngine
from service.engines.guarded import GuardedEngine
from service.errors import LoadError

pytestmark = pytest.mark.slow  # whole loads

Damage = Callable[[bytes], bytes]


def flipped(at: float) -> Damage:
    """Return the damage of one bit, so far into the file."""

    def flip(data: bytes) -> bytes:
        place = int(len(data) * at)
        return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]

    return flip


DAMAGES: dict[str, Damage] = {
    "a bit near the beginning": flipped(0.02),
    "a bit in the middle": flipped(0.5),
    "a bit near the end": flipped(0.9),
    "the last bytes gone": lambda data: data[:-20],
    "half of it gone": lambda data: data[: len(data) // 2],
    "all of it gone": lambda data: data[:0],
}


@pytest.fixture
def engine(mapping: RecordMapping) -> GuardedEngine:
    made = GuardedEngine(EmbeddedEngine.open(None, mapping))
    publish(made, list(RECORDS[:9]))
    return made


@pytest.fixture(params=["dump.jsonl", "dump.jsonl.gz"])
def dumped(request: pytest.FixtureRequest, engine: GuardedEngine, tmp_path: Path) -> Path:
    path = tmp_path / request.param
    with written(path) as file:
        assert dump(engine, file) == 9
    return path


def test_a_dump_comes_back(dumped: Path, mapping: RecordMapping, engine: GuardedEngine) -> None:
    other = GuardedEngine(EmbeddedEngine.open(None, mapping))
    assert restore(other, dumped).records == 9
    assert list(other.scan()) == list(engine.scan())
    assert (dumped.read_bytes()[:2] == b"\x1f\x8b") == dumped.name.endswith(".gz")


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_dump_changes_nothing(
    dumped: Path, mapping: RecordMapping, engine: GuardedEngine, name: str
) -> None:
    dumped.write_bytes(DAMAGES[name](dumped.read_bytes()))
    before = engine.info()
    with pytest.raises(LoadError):
        restore(engine, dumped, force=True)
    assert engine.info() == before


def test_a_changed_word_is_damage_although_the_line_can_be_read(
    dumped: Path, engine: GuardedEngine
) -> None:
    packed = dumped.suffix == ".gz"
    text = gzip.decompress(dumped.read_bytes()) if packed else dumped.read_bytes()
    assert text.count(b"personal clarifications") == 1
    changed = text.replace(b"personal clarifications", b"personal clarificationz")
    dumped.write_bytes(gzip.compress(changed) if packed else changed)
    with pytest.raises(LoadError, match="the checksum in the last one differs"):
        restore(engine, dumped, force=True)
    if not packed:
        with pytest.raises(LoadError, match="the checksum in the last one differs"):
            sources_of(str(dumped))


def test_a_dump_without_a_checksum_is_of_an_earlier_release(
    dumped: Path, mapping: RecordMapping
) -> None:
    packed = dumped.suffix == ".gz"
    text = gzip.decompress(dumped.read_bytes()) if packed else dumped.read_bytes()
    head, _, last = text.rstrip().rpartition(b"\n")
    old = head + b"\n" + last.partition(b',"sha256"')[0] + b"}}\n"
    dumped.write_bytes(gzip.compress(old) if packed else old)
    other = GuardedEngine(EmbeddedEngine.open(None, mapping))
    assert restore(other, dumped).records == 9


def test_the_same_records_are_the_same_file(
    dumped: Path, engine: GuardedEngine, tmp_path: Path
) -> None:
    (tmp_path / "again").mkdir()
    again = tmp_path / "again" / dumped.name
    with written(again) as file:
        dump(engine, file)
    assert again.read_bytes() == dumped.read_bytes()


def test_a_file_without_an_end_is_no_dump(engine: GuardedEngine) -> None:
    with pytest.raises(LoadError, match="is a device"):
        restore(engine, Path("/dev/zero"))
