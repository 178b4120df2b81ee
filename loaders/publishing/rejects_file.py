"""Writing rejects to the report of a load and to a file in which they can be corrected."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from loaders.drafts.draft import LISTED, Reject
from loaders.drafts.special_files import refuse_special
from loaders.publishing.report import Report, reject_json
from service.errors import LoadError

_RAW = 2_000  # characters of a rejected record that a report repeats, so that 10,000 fit in memory


class Rejects:
    """Takes rejects for the report, and for a file with a JSON object per line if one is named."""

    def __init__(self, report: Report, file: IO[bytes] | None) -> None:
        self._report = report
        self._file = file

    def add(self, reject: Reject) -> None:
        """Count and write a reject."""
        self._report.rejected += 1
        self._report.kinds_rejected.add(reject)
        if len(self._report.rejects) < LISTED:
            self._report.rejects.append(_shortened(reject))
        if self._file:
            # Not orjson: what was rejected may hold broken characters, which it refuses.
            self._file.write(json.dumps(reject_json(reject), default=str).encode() + b"\n")


@contextmanager
def rejects_to(path: Path | None, report: Report) -> Iterator[Rejects]:
    """Open a rejects file, empty at first; raise LoadError if it cannot be written."""
    if path is None:
        yield Rejects(report, None)
        return
    refuse_special([path])  # nobody may read a pipe, and a load would wait for ever
    try:
        file = path.open("wb")
    except OSError as error:
        raise LoadError(f"the rejects file {path} cannot be written: {error.strerror}") from error
    with file:
        yield Rejects(report, file)


def _shortened(reject: Reject) -> Reject:
    """Return a reject with its raw record shortened, so that a report can hold 10,000."""
    raw = reject.raw if isinstance(reject.raw, str) else json.dumps(reject.raw, default=str)
    return reject if len(raw) <= _RAW else replace(reject, raw=f"{raw[:_RAW]}…")
