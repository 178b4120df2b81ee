"""The archive that is asked: the sample pages, a page of the Wilson Center, ten FRUS volumes."""

from __future__ import annotations

from bench.corpora import KEPT
from bench.plan import Missing
from bench.relevance.sites import ROOT, Load, Reader, Sites

DATA = ROOT.parent / "shared" / "data"


def archive(sites: Sites, engine: str) -> Reader:
    """Return the reader of the archive on an engine; Missing where its files are not here."""
    volumes = tuple(sorted((DATA / "frus").glob("*.xml")))
    pages = tuple(sorted((DATA / "wilson").glob("*.txt")))
    if not volumes or not pages:
        raise Missing(f"the volumes and pages are not in {DATA}")
    samples = tuple(sorted((ROOT / "samples" / "collections").glob("*.txt")))
    return sites.reader(
        engine,
        "archive",
        (
            Load("collection-page", samples, ("--source", "sample-pages")),
            Load("collection-page", pages),
            Load("tei", volumes, ("--source", "frus")),
        ),
    )


OTHER_VOLUMES = KEPT / "frus"
"""Where the volumes of `other_questions.jsonl` are put, which are not among those at hand."""
_OTHERS = ("frus1952-54Guat.xml", "frus1955-57v11.xml")


def other_volumes(sites: Sites, engine: str) -> Reader:
    """Return the reader of the two other volumes; Missing where they were not put here."""
    volumes = tuple(OTHER_VOLUMES / name for name in _OTHERS)
    if not all(volume.is_file() for volume in volumes):
        raise Missing(f"{' and '.join(_OTHERS)} are not in {OTHER_VOLUMES}")
    return sites.reader(engine, "other-volumes", (Load("tei", volumes, ("--source", "frus")),))
