"""Words for which readers found nothing, counted, in a file: `{"missed": {"words": 7, ...}}`.

It does not say who asked, or when. It is in the order of the counts, so that it does not show what
was asked first. A word is written here only after many requests, so that it is not one person's
(`service.missed`). The file has 2,000 entries at most; the rarest leave it.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import orjson

from index_mappings.plain_files import read_plain
from service.errors import ConfigurationError
from service.lasting.replacing import replaced

KEY = "missed"
MOST = 2_000
"""Entries that are kept: more than a curator reads in a year, and 100 kB to write at once."""

_Mark = tuple[int, int, int] | None


class MissedFile:
    """The file of one site. Each of its methods raises OSError where the file cannot be used."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._known: tuple[_Mark, frozenset[str]] = (None, frozenset())

    def __contains__(self, words: str) -> bool:
        mark = self._mark()
        if self._known[0] != mark:
            self._known = (mark, frozenset(self.read()))
        return words in self._known[1]

    def read(self) -> dict[str, int]:
        """Return all words with how often each was asked, the most frequent first.

        Raises ConfigurationError where the file is not one of ours.
        """
        try:
            counts = orjson.loads(read_plain(self.path))[KEY]
            found = {str(words): int(count) for words, count in counts.items()}
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise ConfigurationError(f"{self.path} cannot be read: {error.strerror}") from error
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ConfigurationError(
                f"{self.path} is not a file of missed words; remove it, and a new one is begun"
            ) from error
        return _in_order(found)

    def add(self, words: str, count: int) -> None:
        """Count words: as so many where they are new here, as one more where they are not."""
        with self._alone():
            found = self.read()
            found[words] = found[words] + 1 if words in found else count
            self._write(dict(list(_in_order(found).items())[:MOST]))

    def clear(self) -> int:
        """Remove all words, and return how many there were."""
        with self._alone():
            count = len(self.read())
            self._write({})
        return count

    def _write(self, found: Mapping[str, int]) -> None:
        with replaced(self.path, 0o600) as file:  # what readers typed
            file.write(orjson.dumps({KEY: found}) + b"\n")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes from writing meanwhile; the kernel frees it, however this ends."""
        lock = self.path.with_name(f".{self.path.name}.lock")
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _mark(self) -> _Mark:
        with suppress(FileNotFoundError):
            stat = self.path.stat()
            return stat.st_ino, stat.st_mtime_ns, stat.st_size
        return None


def _in_order(found: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
