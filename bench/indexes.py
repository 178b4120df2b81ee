"""The indexes that are measured, ours and the bare one's, made once for each corpus and kept."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from bench import bare_tantivy, corpora
from index_mappings import computed, facet_kinds
from index_mappings.mapping import RecordMapping, load
from service.engines.embedded import EmbeddedEngine, build, entries, joined_names, ranks

MAPPING: RecordMapping = load("records")


def ours(name: str) -> Path:
    """Return the folder of the embedded engine with a corpus."""
    folder = corpora.KEPT / "ours" / f"{corpora.label(name)}-{_form()}"
    if not folder.exists():
        aside = folder.with_name(f"{folder.name}.new")
        shutil.rmtree(aside, ignore_errors=True)
        fill(EmbeddedEngine.open(aside, MAPPING), name)
        aside.rename(folder)
    return folder


def _form() -> str:
    """Return what changes with the mapping and with the code that writes an index."""
    code = hashlib.sha256(MAPPING.digest.encode())
    kinds = sorted(Path(facet_kinds.__file__ or "").parent.glob("*.py"))
    for file in (
        *(
            Path(module.__file__ or "")
            for module in (build, computed, entries, joined_names, ranks)
        ),
        *kinds,
    ):
        code.update(file.read_bytes())
    return code.hexdigest()[:8]


def fill(engine: EmbeddedEngine, name: str) -> int:
    """Load a corpus into an engine and return the number of records."""
    made = engine.begin(owner="the measurements")
    refused = list(made.add(corpora.records(name)))
    assert not refused, f"{name}: {refused[0]}"
    count = made.finish()
    made.publish()
    return count


def bare(name: str) -> Path:
    """Return the folder of the bare script's index of a corpus."""
    folder = corpora.KEPT / "bare" / corpora.label(name)
    if not folder.exists():
        aside = folder.with_name(f"{folder.name}.new")
        bare_tantivy.build(bare_tantivy.lines(str(corpora.corpus(name))), str(aside))
        aside.rename(folder)
    return folder
