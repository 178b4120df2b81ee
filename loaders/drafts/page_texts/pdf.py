"""The words of a PDF's pages, with limits on size, pages, memory and time."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from loaders.drafts.page_texts.pages import NoText, Page

BYTES = 500_000_000
"""Of one PDF: a scanned book with its pictures has a fifth of it."""

SECONDS = 120.0
"""For one PDF: a thousand pages take ten."""

_LINE = 20_000_000  # characters of the text of one page, which has some thousands


def pdf_pages(path: str) -> Iterator[Page]:
    """Yield the pages of a file; raise NoText if it is encrypted, broken, too large or has no text.

    Pages that were read before a limit was reached are yielded.
    """
    size = Path(path).stat().st_size
    if size > BYTES:
        raise NoText(f"{path} has more than {BYTES // 1_000_000} MB")
    module = "loaders.drafts.page_texts.pdf_reading"
    # -P: a module beside the file that is read must not replace one of ours
    command = [sys.executable, "-P", "-m", module, str(Path(path).resolve())]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
        text=True, encoding="utf-8",
    ) as reader:  # fmt: skip
        late = threading.Event()
        watch = threading.Timer(SECONDS, _end, [reader, late])
        watch.daemon = True
        watch.start()
        end = "its reader ended without a message"
        try:
            for line in iter(lambda: reader.stdout.readline(_LINE), ""):  # type: ignore[union-attr]
                message = json.loads(line)
                if "end" in message:
                    end = message["end"]
                    break
                yield Page(message["text"], message["number"])
        except json.JSONDecodeError:
            end = "a page of it has more text than a page may have"
        finally:
            watch.cancel()
            reader.kill()
        if late.is_set():
            end = f"reading it took over {SECONDS:,.0f} s"
    if end:
        raise NoText(f"{path} is a PDF whose text was not read to its end: {end}")


def _end(reader: subprocess.Popen[str], late: threading.Event) -> None:
    late.set()
    reader.kill()
