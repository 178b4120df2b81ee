"""Files read by other processes: the same items, the same errors, and nothing left behind.

Each process takes half a second to start, so few loads here are whole ones.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft, Item, Where
from loaders.drafts.format import GivenOptions, NamedByFile, Options, ReadInOneGo, installed_formats
from loaders.publishing import reading_apart
from loaders.publishing.reading_apart import read_apart
from service.cli import cli
from service.errors import LoadError, LoadRefused

pytestmark = pytest.mark.slow

FORMATS = Path(__file__).parents[1] / "samples" / "formats"
FILES = {
    "tei": ("volume.xml", "letter.xml"),
    "ead": ("finding-aid.xml", "finding-aid.xml"),
    "jsonl": ("catalogue.jsonl", "catalogue.jsonl"),
    "json": ("omeka-items.json", "archivesspace.json"),
    "csv": ("catalogue.csv", "catalogue.xlsx"),
    "sqlite": ("catalogue.sqlite", "catalogue.sqlite"),
    "atom": ("descriptions.atom.csv", "descriptions.atom.csv"),
}


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that were started; the smallest load now starts some."""
    made: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def noted(*args: Any, **kwargs: Any) -> subprocess.Popen[bytes]:
        made.append(popen(*args, **kwargs))
        return made[-1]

    monkeypatch.setattr(reading_apart, "_SMALL", 0)
    monkeypatch.setattr(reading_apart, "_SMALL_WHOLE", 0)
    monkeypatch.setattr(reading_apart, "_cores", lambda: 2)
    monkeypatch.setattr(subprocess, "Popen", noted)
    return made


class Lines(NamedByFile):
    """A made-up format: a record for each line, and lines that do harm."""

    name = "lines"
    summary = "lines"
    options: frozenset[str] = frozenset({"asked"})

    def apart(self, paths: Sequence[str]) -> list[Sequence[str]]:
        """Return each file alone."""
        return [[path] for path in paths]

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield the lines."""
        options.extra.get("asked")
        for path in paths:
            for number, line in enumerate(Path(path).read_text().splitlines(), 1):
                if line == "refuse":
                    raise LoadRefused(f"{path} is refused")
                if line == "fail":
                    raise Unpackable(path, number)
                if line == "die":
                    os.kill(os.getpid(), signal.SIGKILL)
                yield Draft({"title": line}, Where(path, number))


class Together(ReadInOneGo, Lines):
    """The same, all files by one process."""


class Unpackable(ValueError):
    """A defect that cannot be packed."""

    def __init__(self, path: str, number: int) -> None:
        super().__init__(f"{number} of {path}")


def _options(mapping: RecordMapping, **extra: str) -> Options:
    return Options(mapping, "here", GivenOptions(extra))


def _written(folder: Path, *texts: str) -> list[str]:
    paths = [folder / f"{number}.txt" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text)
    return list(map(str, paths))


@pytest.mark.parametrize("name", FILES)
def test_a_format_gives_the_same_in_other_processes(
    name: str, mapping: RecordMapping, started: list[subprocess.Popen[bytes]]
) -> None:
    format = installed_formats()[name].load()
    paths = [str(FORMATS / file) for file in FILES[name]]

    apart = list(read_apart(format, paths, _options(mapping)))

    assert apart == list(format.read(paths, _options(mapping)))
    assert len(apart) > 2
    assert len(started) == len(format.apart(paths))


def test_every_format_that_can_be_read_apart_is_tried_here() -> None:
    can = {entry.name for entry in installed_formats() if hasattr(entry.load(), "apart")}

    assert can == set(FILES)


def test_files_come_in_their_order_however_little_may_wait(
    tmp_path: Path,
    mapping: RecordMapping,
    started: list[subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading_apart, "_AHEAD", 1)
    texts = ["\n".join(f"{file} {line}" for line in range(1_200)) for file in range(5)]
    paths = _written(tmp_path, *texts)

    found = [
        item.values["title"] for item in _drafts(read_apart(Lines(), paths, _options(mapping)))
    ]

    assert found == "\n".join(texts).splitlines()
    assert len(started) == 2


def test_an_option_that_a_process_asked_for_was_used(
    tmp_path: Path, mapping: RecordMapping, started: list[subprocess.Popen[bytes]]
) -> None:
    options = _options(mapping, asked="yes", other="yes")

    list(read_apart(Lines(), _written(tmp_path, "a", "b"), options))

    assert isinstance(options.extra, GivenOptions)
    assert options.extra.unused() == ("other",)
    assert started


@pytest.mark.parametrize("make", [Lines, Together])
@pytest.mark.parametrize(
    "stop",
    [
        ("refuse", LoadRefused, "1.txt is refused"),
        ("fail", RuntimeError, "3 of "),
        ("die", LoadError, "ended by the signal 9; nothing was published"),
    ],
)
def test_what_stops_a_process_stops_the_load_after_what_came_before(
    make: Callable[[], Lines],
    stop: tuple[str, type[Exception], str],
    tmp_path: Path,
    mapping: RecordMapping,
    started: list[subprocess.Popen[bytes]],
) -> None:
    line, kind, said = stop
    paths = _written(tmp_path, "a\nb", f"c\nd\n{line}\ne", "f")
    found = []

    with pytest.raises(kind, match=said):
        for item in _drafts(read_apart(make(), paths, _options(mapping))):
            found.append(item.values["title"])

    came = ["a", "b", "c", "d"]
    assert found == (came[: len(found)] if line == "die" else came)
    assert all(process.returncode is not None for process in started)


def test_whoever_stops_reading_ends_the_processes(
    tmp_path: Path, mapping: RecordMapping, started: list[subprocess.Popen[bytes]]
) -> None:
    endless = "\n".join(map(str, range(200_000)))
    items = read_apart(Lines(), _written(tmp_path, endless, endless), _options(mapping))
    next(items)

    items.close()  # type: ignore[attr-defined]

    assert [process.returncode for process in started] == [-signal.SIGKILL] * 2


@pytest.mark.parametrize("hindered", ["one core", "small", "no process"])
def test_where_it_does_not_pay_or_cannot_be_the_load_reads_itself(
    hindered: str,
    tmp_path: Path,
    mapping: RecordMapping,
    started: list[subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise BlockingIOError("no more processes")

    match hindered:
        case "one core":
            monkeypatch.setattr(reading_apart, "_cores", lambda: 1)
        case "small":
            monkeypatch.setattr(reading_apart, "_SMALL", 1_000)
        case _:
            monkeypatch.setattr(subprocess, "Popen", refuse)

    items = read_apart(Lines(), _written(tmp_path, "a", "b"), _options(mapping))

    assert [item.values["title"] for item in _drafts(items)] == ["a", "b"]
    assert not started


def test_a_load_is_the_same_record_by_record(
    tmp_path: Path, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [str(FORMATS / file) for file in FILES["tei"]]

    apart = _loaded(tmp_path / "apart", paths)
    assert len(started) == 2
    monkeypatch.setattr(reading_apart, "_cores", lambda: 1)
    here = _loaded(tmp_path / "here", paths)

    assert apart == here
    assert len(started) == 2


def test_a_load_whose_process_dies_leaves_the_live_index(
    tmp_path: Path, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [str(FORMATS / file) for file in FILES["tei"]]
    before = _loaded(tmp_path / "home", paths)
    monkeypatch.setattr(subprocess, "Popen", _Dying)

    done = _load(tmp_path / "home", paths)

    assert "the process that read it was ended with the code 3" in done.stderr
    assert "published records-" not in done.output
    assert _records(tmp_path / "home") == before
    assert started


class _Dying(subprocess.Popen[bytes]):
    """A process that ends before it reads anything."""

    def __init__(self, args: list[str], **more: Any) -> None:
        super().__init__([*args[:1], "-c", "raise SystemExit(3)"], **more)


def _drafts(items: Iterator[Item]) -> Iterator[Draft]:
    return (item for item in items if isinstance(item, Draft))


def _load(home: Path, paths: Sequence[str]) -> Any:
    asked = ["load", "tei", *paths, "--source", "volumes"]
    return CliRunner().invoke(cli, asked, env={"SEARCHROOM_HOME": str(home)})


def _loaded(home: Path, paths: Sequence[str]) -> list[dict[str, Any]]:
    done = _load(home, paths)
    assert "published records-" in done.output
    return _records(home)


def _records(home: Path) -> list[dict[str, Any]]:
    to = home / "dump.jsonl"
    to.unlink(missing_ok=True)
    done = CliRunner().invoke(cli, ["dump", str(to)], env={"SEARCHROOM_HOME": str(home)})
    assert done.exit_code == 0, done.output
    found = [record for line in to.read_text().splitlines() if "id" in (record := json.loads(line))]
    assert len(found) > 1
    return [
        {name: value for name, value in record.items() if name not in ("first_seen", "changed")}
        for record in found
    ]
