"""Reading the words of a PDF in a separate process that can be ended: `python -m ... FILE`.

It writes a line of JSON for each page: {"number", "text"}; the last is {"end": reason}. Nothing in
a PDF limits the work of a reader (streams in streams, forms in forms), so memory and time are
limited by the system for this process.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from contextlib import suppress
from pathlib import Path

from pypdf import PdfReader

try:
    import resource
except ImportError:  # a system without such bounds has that of time
    resource = None  # type: ignore[assignment]

PAGES = 5_000
"""Of one PDF: a year of a newspaper has a third of it."""

_MEMORY = 2_000_000_000  # bytes: twice what a scanned book with its pictures took


def main(path: str) -> None:
    """Write the pages of a file; faults of the file raise no errors."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")  # of broken files the library says much
    _bound_memory()
    try:
        end = _write(path)
    except MemoryError:
        end = "it needs more memory than a PDF may have"
    except RecursionError:
        end = "it is nested too deep"
    except Exception as error:  # whatever a broken file does to the library
        end = f"it is broken: {type(error).__name__}"
    print(json.dumps({"end": end}))


def _write(path: str) -> str:
    with Path(path).open("rb") as file:
        reader = PdfReader(file)
        if reader.is_encrypted:
            return "it is encrypted"
        labels = _labels(reader)
        count = 0
        for number, page in enumerate(reader.pages):
            if number == PAGES:
                return f"it has more than {PAGES:,} pages, and the others were not read"
            text = page.extract_text() or ""
            count += len(text.split())
            label = labels[number] if number < len(labels) else str(number + 1)
            print(json.dumps({"number": label, "text": text}), flush=True)
    return "" if count else "it has no text, only pictures of pages: OCR must read them first"


def _labels(reader: PdfReader) -> list[str]:
    """Return the printed numbers of pages, if the file has them."""
    try:
        return [str(label) for label in reader.page_labels]
    except Exception:
        return []


def _bound_memory() -> None:
    if resource is not None:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    main(sys.argv[1])
