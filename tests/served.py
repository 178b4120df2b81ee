"""`searchroom serve` as a process of its own, for as long as a block lasts."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def serving(
    tmp_path: Path, log: list[str] | None = None, workers: int = 1
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve on a free port, with the settings of this process's environment.

    Yields the address and the process. What it wrote is added to `log` when it has ended.
    """
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-c", "from service.cli import main; main()",
         "serve", "--port", "0", "--workers", str(workers)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "HOME": str(home)},
    )  # fmt: skip
    written = [] if log is None else log
    try:
        assert process.stderr is not None
        for line in process.stderr:
            written.append(line)
            found = re.search(r"Listening at: (http://\S+)", line)
            if found:
                yield found[1], process
                break
        else:
            raise AssertionError("the server said no address")
    finally:
        if process.poll() is None:
            process.terminate()  # not kill: the workers are to end with it
        written.extend(process.communicate(timeout=20))
