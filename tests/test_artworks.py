"""A museum's catalogue, served by a mapping and a field map alone."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from index_mappings.mapping import load
from loaders.json_files.json_lines import JSON_LINES
from loaders.publishing.intake import Job
from loaders.publishing.load import load as run_load
from loaders.publishing.rejects_file import Rejects
from loaders.publishing.report import Report
from loaders.publishing.rules import Rules
from service.app import create_app
from service.engines.embedded import EmbeddedEngine
from service.settings import Settings

ROOT = Path(__file__).parents[1]
FIELD_MAP = ROOT / "samples" / "field-maps" / "tate-artworks.toml"

WORKS = [
    {
        "accession_number": "X00001",
        "title": "Boats under a Grey Sky",
        "artists": ["Ostrow, Mary"],
        "date_text": "c.1949–51",
        "start_year": 1949,
        "end_year": 1951,
        "classification": "painting",
        "medium": "Oil paint on board",
        "acquisition_year": 1960,
        "subjects": ["boats", "sky, grey"],
    },
    {
        "accession_number": "X00002",
        "title": "",
        "artists": ["Ostrow, Mary", "Lindqvist, Per"],
        "date_text": "date not known",
        "start_year": None,
        "end_year": None,
        "classification": "on paper, print",
        "medium": "Etching on paper",
        "acquisition_year": None,
        "subjects": [],
    },
]


def loaded(path: Path, folder: Path) -> tuple[EmbeddedEngine, Report]:
    engine = EmbeddedEngine.open(folder, load("artworks"))
    report = Report(("works",), "artworks")
    job = Job("works", JSON_LINES, (str(path),), {"field_map": str(FIELD_MAP)})
    run_load(engine, [job], Rules(), rejects=Rejects(report, None), report=report)
    return engine, report


@pytest.fixture
def works(tmp_path: Path) -> Path:
    path = tmp_path / "works.jsonl"
    path.write_text("\n".join(json.dumps(work) for work in WORKS), encoding="utf-8")
    return path


def test_a_field_map_makes_artworks_of_foreign_keys(works: Path, tmp_path: Path) -> None:
    engine, report = loaded(works, tmp_path / "index")
    assert (report.read, report.rejected) == (2, 0)
    first, second = (engine.get(work["accession_number"]) for work in WORKS)
    assert first is not None
    assert second is not None
    assert {name: first.values[name] for name in ("artist", "classification", "medium")} == {
        "artist": ["Ostrow, Mary"],
        "classification": "painting",
        "medium": "Oil paint on board",
    }
    assert first.values["subjects"] == ["boats", "sky, grey"]
    assert first.values["reference"] == "X00001"
    assert first.values["acquired"]["edtf"] == "1960"
    assert first.values["date"]["display"] == "c.1949–51"
    assert first.values["date"]["edtf"] == "1949/1951"
    assert second.values["title"] == "[Untitled, X00002, date not known]"
    assert second.values["derived"] == ["title"]
    assert second.values["artist"] == ["Ostrow, Mary", "Lindqvist, Per"]
    engine.close()


def test_the_site_and_the_api_know_no_other_catalogue(works: Path, tmp_path: Path) -> None:
    engine, _ = loaded(works, tmp_path / "index")
    engine.close()
    settings = Settings(engine=f"embedded:{tmp_path / 'index'}", mapping="artworks")
    client = create_app(settings).test_client()
    answer: Any = client.get("/api/v1/search?q=boats&artist=Ostrow,+Mary").get_json()
    assert [hit["id"] for hit in answer["results"]] == ["X00001"]
    assert set(answer["facets"]) >= {
        "artist",
        "classification",
        "medium",
        "subjects",
        "year",
        "acquired",
    }
    assert client.get("/api/v1/search?sender=Smith").status_code == 400
    for address in ("/", "/search?q=boats", "/records/X00001", "/help"):
        page = client.get(address)
        assert page.status_code == 200
        text = page.get_data(as_text=True).lower()
        assert not any(word in text for word in ("cable", "telegram", "sender", "recipient"))


def test_real_artworks_load_with_every_facet(shared_data: Path, tmp_path: Path) -> None:
    part = tmp_path / "works.jsonl"
    with (shared_data / "catalogues" / "tate-artworks.jsonl").open("rb") as file:
        lines = list(islice(file, 40_000, 42_000))
    part.write_bytes(b"".join(lines))
    engine, report = loaded(part, tmp_path / "index")
    assert (report.read, report.rejected, report.loaded) == (2_000, 0, 2_000)
    for line in lines[::100]:
        work = json.loads(line)
        record = engine.get(work["accession_number"])
        assert record is not None
        assert record.values.get("artist", []) == list(dict.fromkeys(work["artists"]))
        assert record.values.get("medium", "") == (work["medium"] or "")
        assert record.values.get("classification", "") == (work["classification"] or "")
        assert record.values.get("subjects", []) == list(dict.fromkeys(work["subjects"]))
        assert record.values["date"]["display"] == work["date_text"]
    engine.close()
