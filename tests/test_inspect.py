"""`searchroom inspect`: what a file would load as and what is wrong, with nothing loaded."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.commands.guessing import Guess, guess, guessed
from loaders.drafts.draft import Reject, Remark, Where
from loaders.publishing.findings import Findings
from service.cli import main
from service.errors import LoadError

SAMPLES = Path(__file__).parents[1] / "samples"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("SEARCHROOM_ENGINE", f"embedded:{tmp_path / 'index'}")
    monkeypatch.setenv("SEARCHROOM_SOURCES", str(tmp_path / "sources.toml"))

    def run_command(*arguments: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, out, err

    return run_command


def test_it_shows_the_mapping_three_records_and_what_is_wrong(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("inspect", SAMPLES / "formats" / "catalogue.csv")
    assert code == 0
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "format csv (guessed from the file), source catalogue" in lines
    assert "Ref reference a common name for it: 'MS 12/1'" in lines
    assert "Ink notes no field takes it: 'blue-black'" in lines
    assert [line[:8] for line in lines if line.startswith("Record ")] == [
        "Record 1", "Record 2", "Record 3",
    ]  # fmt: skip
    assert "Date 13/7/50 (day: 1950-07-13)" in lines
    assert "Date 8, 6 of them read" in lines
    assert any("'Janury 1950' could not be read" in line for line in lines)
    assert any("[Untitled, MS 12/3, Item, 13/7/50] was supplied" in line for line in lines)
    assert not (tmp_path / "index").exists()


def test_a_map_given_to_it_is_shown_as_it_would_load(run: Run) -> None:
    path = SAMPLES / "formats" / "catalogue.csv"
    _, out, _ = run("inspect", path, "--map", "extent=Ink", "--drop", "Correspondents")
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "Ink extent as you asked: 'blue-black'" in lines
    assert "Correspondents left out left out, as you asked" in lines
    assert "Extent blue-black" in lines


@pytest.mark.parametrize("name", ["catalogue.jsonl", "catalogue.xlsx", "volume.xml"])
def test_it_works_for_every_format(run: Run, name: str) -> None:
    code, out, _ = run("inspect", SAMPLES / "formats" / name)
    assert code == 0
    assert "Record 3" in out


def test_rejects_are_counted_by_kind_and_change_the_exit_code(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "boats.jsonl"
    path.write_text('{"title": "A"}\n' + "{broken\n" * 5)
    code, out, _ = run("inspect", path)
    assert code == 1
    assert "6 read, 5 would be rejected" in out
    assert "5 times: the line is not JSON" in out


def test_what_would_not_load_is_told_with_its_reason(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "boats.csv"
    path.write_text("Title,Date\n")
    code, out, _ = run("inspect", path)
    assert code == 2
    assert "It would not load" in out
    assert "no rows" in out


def test_columns_cannot_be_mapped_where_there_are_none(run: Run) -> None:
    page = next((SAMPLES / "collections").glob("*.txt"))
    code, _, err = run("inspect", page, "--map", "title=Name")
    assert code == 2
    assert "no columns to map" in err


def test_a_load_takes_the_same_map(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "boats.csv"
    path.write_text("Boat,Donor,Code\nThe Petrel,Ostrow,b1\nThe Gull,Ostrow,b2\n")
    code, out, _ = run(
        "load", "csv", path, "--map", "title=Boat", "--drop", "Donor", "--id", "Code"
    )
    assert code == 0
    assert "2 read, 2 loaded" in out
    assert "by your rules: drop 'Donor': 2" in out
    _, out, _ = run("search", "petrel", "--json")
    assert '"id":"b1"' in out
    assert "Ostrow" not in out


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("a.csv", b"x", "csv"),
        ("a.TSV", b"x", "csv"),
        ("a.xlsx", b"PK\x03\x04", "csv"),
        ("a.txt", b"Title\tDate\nA\t1950\n", "csv"),
        ("a.txt", b"The Harbor\nPapers\n", "collection-page"),
        ("a.jsonl", b"{}", "jsonl"),
        ("a", b'{"title": "A"}\n{"title": "B"}', "jsonl"),
        ("a.json", b'[{"title": "A"}]', "json"),
        ("a.json", b'[{"leader": "00925njm", "fields": []}]', "marc"),
        ("a.json", b'[{"title": "On https://iiif.io/api/presentation/3/context.json"}]', "json"),
        ("a.json", b'[{"jsonmodel_type": "agent_person", "title": "Roe"}]', "json"),
        ("a.json", b'[{"title": "o:Item", "o": {"id": 1}}]', "json"),
        ("a.csv", b"legacyId,title,date\n1,A,1950\n", "csv"),
        ("a.tsv", b"legacyId\tparentId\ttitle\tculture\n1\t\tA\ten\n", "atom"),
        ("a.mrc", b"00755cam  22002414a 4500", "marc"),
        ("a.dat", b"00755cam  22002414a 4500", "marc"),
        ("a.xml", b"<?xml version='1.0'?><!-- <ead> --><TEI xmlns='x'/>", "tei"),
        ("a.xml", b"\xef\xbb\xbf<!DOCTYPE ead SYSTEM 'ead.dtd'>\n<ead>", "ead"),
        ("a.xml", b"<oai:OAI-PMH xmlns:oai='x'>", "oai"),
        (
            "a.xml",
            b"<record>\n<header>\n<identifier>oai:x:1</identifier></header><metadata>"
            b"<qdc xmlns='http://www.loc.gov/mods/v3'/></metadata></record>",
            "oai",
        ),
        ("a.xml", b"<collection xmlns='http://www.loc.gov/MARC21/slim'>", "marc"),
        ("a.xml", b"<collection><record><leader>01155cz  a2200253n  4500</leader>", "marc"),
        ("a.xml", b"<export><eac-cpf xmlns='urn:isbn:1-931666-33-4'/></export>", "eac"),
        ("a.xml", b"<mods:modsCollection>", "mods"),
        ("a.xml", "<ead>".encode("utf-16"), "ead"),
    ],
)
def test_a_format_is_guessed(tmp_path: Path, name: str, content: bytes, format: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert guess(str(path)) == format


@pytest.mark.parametrize(
    ("names", "format", "is_sure"),
    [
        (["object.mets.xml"], "mets", True),
        (["iiif-collection.json", "iiif-manifest.json"], "iiif", True),
        (["mods.xml", "finding-aid.xml"], "oai", False),
        (["pages/page-1.alto.xml"], "oai", False),
    ],
)
def test_a_folder_is_what_its_files_are(
    tmp_path: Path, names: list[str], format: str, is_sure: bool
) -> None:
    for name in names:
        (tmp_path / Path(name).name).write_bytes((SAMPLES / "formats" / name).read_bytes())
    assert guessed(str(tmp_path)) == Guess(format, is_sure)


@pytest.mark.parametrize(
    ("address", "format"),
    [
        ("https://a.example/oai", "oai"),
        ("https://a.example/api/oai?verb=Identify", "oai"),
        ("https://a.example/repositories/2", "archivesspace"),
        ("https://a.example/api/items?page=2", "omeka"),
        ("https://a.example/iiif/3/harbour/manifest", "iiif"),
        ("https://a.example/harbour/collection.json", "iiif"),
    ],
)
def test_an_address_is_told_by_its_path(address: str, format: str) -> None:
    assert guess(address) == format


def test_what_nothing_tells_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<plist/>")
    with pytest.raises(LoadError, match="no format is known to read"):
        guess(str(path))
    with pytest.raises(LoadError, match="cannot be read"):
        guess(str(tmp_path / "absent"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv.gz", gzip.compress(b"Title\nA boat\n", mtime=0), "unpack it"),
        ("a.json", b'{"type": "FeatureCollection", "features": []}', "GeoJSON"),
        ("a.ris", b"TY  - BOOK\nTI  - A boat\nER  - \n", "RIS"),
        ("a.bib", b"@book{boat,\n title={A boat}}\n", "BibTeX"),
        ("a.xml", b"<FMPXMLRESULT/>", "FileMaker"),
        ("a.xml", b"<kml/>", "KML"),
        ("a.xml", b'<?xml version="1.0"?><Workbook/>', "Excel 2003"),
    ],
)
def test_what_no_format_reads_has_its_right_name(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(LoadError, match=said):
        guess(str(path))


def test_lines_that_end_as_on_old_macs_are_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Title,Date\rA boat,1951\r")
    assert guess(str(path)) == "csv"
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b"{}\n"))
    assert guess(str(tmp_path / "a.jsonl.gz")) == "jsonl"


def test_findings_differ_in_more_than_what_they_quote() -> None:
    findings = Findings()
    where = Where("a.csv", 3)
    for words in ("'soon'", "'it''s late'", '"never"'):
        findings.add(Remark(where, f"the date {words} could not be read", "date"))
    findings.add(Reject(where, "a quote is never closed"))
    assert [(name, kind.count) for name, kind in findings.kinds.items()] == [
        ("the date … could not be read", 2),
        ("the date …… could not be read", 1),
        ("a quote is never closed", 1),
    ]


def test_the_counts_stand_under_each_other(run, tmp_path: Path) -> None:
    long, longer = "Condition of the binding and its boards", "Provenance " * 20
    path = tmp_path / "boats.csv"
    path.write_text(f"Title,{long},{longer.strip()},Ink\nThe Petrel,worn,Ostrow,black\n")
    _, out, _ = run("inspect", path)
    listed = out.partition("Fields of")[2].partition("Record 1")[0].splitlines()[1:]
    counts = [line for line in listed if line.endswith(" 1")]
    assert len(counts) >= 4 and any(long in line for line in counts)
    assert len({len(line) for line in counts}) == 1
    assert max(map(len, counts)) < 80


def test_what_would_be_held_back_is_counted(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "boats.csv"
    path.write_text("Title,Published\nA,yes\nB,no\n")
    _, out, _ = run("inspect", path)
    assert "2 read, 0 would be rejected, 1 would be held back" in out


def zipped(name: str, content: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(name, content)
    return file.getvalue()


MAKES = {
    "records.mrk": (b"=LDR  00000nam a22\n=245  10$aA letter\n", "MARC in lines"),
    "records.seq": (b"000000001 LDR   L 00000nam\n000000001 24510 L $$aA letter\n", "Aleph"),
    "sheet.csv": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel workbook"),
    "letter.docx": (zipped("word/document.xml", "<x/>"), "text document"),
    "premis.xml": (b'<?xml version="1.0"?><p:premis xmlns:p="http://x.example"/>', "PREMIS"),
    "scan.pdf": (b"%PDF-1.7", "PDF"),
    "page.html": (b"<!DOCTYPE html><html><body/></html>", "HTML"),
}  # fmt: skip
"""Files that no format reads, and a word of what each is called."""

TOLD = {
    "a.ttl": (b"@prefix dc: <http://purl.org/dc/terms/> .\n<http://x/1> dc:title 'A' .\n", "RDF"),
    "a.nt": (b'<http://x/1> <http://purl.org/dc/terms/title> "A" .\n', "RDF"),
    "a.yaml": (b"- title: A\n  date: 1901\n", "YAML"),
    "b.yaml": (b"records:\n  - title: A\n", "YAML"),
    "a.toml": (b'[[record]]\ntitle = "A"\n', "TOML"),
    "a.sql": (b"-- dump\nCREATE TABLE letters (id INTEGER);\n", "SQL"),
    "a.vcf": (b"BEGIN:VCARD\nFN:Jane Roe\n", "vCard"),
    "a.eml": (b"From: roe@x.example\nTo: doe@x.example\nSubject: Lamps\n\nMended.\n", "mail"),
    "a.mbox": (b"From roe@x.example Mon May  1 10:00:00 1995\nSubject: Lamps\n", "mail"),
    "a.dbf": (b"\x03\x7b\x01\x05\x01\x00\x00\x00\x61\x00\x10\x00", "dBase"),
    "a.mdb": (b"\x00\x01\x00\x00Standard Jet DB\x00", "Access"),
    "a.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "DOC"),
    "a.epub": (zipped("mimetype", "application/epub+zip"), "EPUB"),
    "a.zip": (zipped("letters.csv", "Title\nA\n"), "ZIP archive: unpack it"),
    "a.tex": (b"\\documentclass{article}\n", "TeX"),
    "a.xz": (b"\xfd7zXZ\x00", "unpack it"),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_no_format_reads_is_told_by_its_first_bytes(tmp_path: Path, name: str) -> None:
    data, called = TOLD[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(LoadError, match=called):
        guess(str(path))


def test_a_text_without_records_says_what_a_collection_page_has(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "prose.txt"
    path.write_text("Dear Sir,\nThe lamps are mended.\n")
    code, out, err = run("load", "collection-page", path)
    assert code == 2
    assert "there is no record of a coll" in out + err


@pytest.mark.parametrize("name", MAKES)
@pytest.mark.parametrize("command", [["inspect"], ["load", "csv"], ["load", "collection-page"],
                                     ["load", "jsonl"], ["load", "dc"]])  # fmt: skip
def test_what_no_format_reads_is_called_by_its_name(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)  # a report shortens a line with a long path
    data, called = MAKES[name]
    Path(name).write_bytes(data)
    code, out, err = run(*command, name)
    assert code == 2
    if command != ["load", "dc"] or data.lstrip().startswith(b"<"):
        assert called in out + err
    assert not (tmp_path / "index" / "records.json").exists()


READ = {
    "notes.md": (b"---\ntitle: Letter\ndate: 1950\n---\n\n# Letter\n", "markdown"),
    "notes.txt": (b'\xef\xbb\xbf+++\ntitle = "Letter"\n+++\n', "markdown"),
    "lido.xml": (b'<?xml version="1.0"?><l:lidoWrap xmlns:l="http://lido.example"/>', "lido"),
    "body.xml": (b"<!-- a body --><eac-cpf><control/></eac-cpf>", "eac"),
    "sheet.zip": (zipped("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "csv"),
}
"""Files that one format reads, and which."""


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("format", ["csv", "collection-page", "jsonl", "markdown"])
def test_what_another_format_reads_is_refused_with_its_name(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, format: str
) -> None:
    monkeypatch.chdir(tmp_path)
    data, reads = READ[name]
    Path(name).write_bytes(data)
    assert guess(name) == reads
    if format != reads:
        code, out, err = run("load", format, name)
        assert code == 2
        assert f"load it as {reads}" in out + err


@pytest.mark.parametrize(
    "text", ["---\n\nA letter\n\n3 May 1950\n\nOf trees.\n", "--- Minutes ---\n"]
)
def test_a_line_of_dashes_is_no_front_matter(tmp_path: Path, text: str) -> None:
    path = tmp_path / "page.txt"
    path.write_text(text)
    assert guess(str(path)) == "collection-page"
