"""Files that mean harm: each is refused or defused, quickly, and with little memory."""

from __future__ import annotations

import gzip
import resource
import zlib
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft, Item, Reject
from loaders.drafts.format import Options
from service.errors import LoadError

FORMATS = ("ead", "marc", "mods", "dc", "oai", "lido", "mets")

WRAPPED = {
    "ead": "<ead><archdesc><did><unittitle>{}</unittitle></did></archdesc></ead>",
    "marc": "<collection><record><leader>00000nam</leader><datafield tag='245'>"
    "<subfield code='a'>{}</subfield></datafield></record></collection>",
    "lido": "<lido><descriptiveMetadata><objectIdentificationWrap><titleWrap><titleSet>"
    "<appellationValue>{}</appellationValue></titleSet></titleWrap></objectIdentificationWrap>"
    "</descriptiveMetadata></lido>",
    "mets": "<mets><dmdSec ID='a'><mdWrap><xmlData><mods><titleInfo><title>{}</title></titleInfo>"
    "</mods></xmlData></mdWrap></dmdSec></mets>",
    "mods": "<mods><titleInfo><title>{}</title></titleInfo></mods>",
    "dc": "<dc><title>{}</title></dc>",
    "oai": "<OAI-PMH><ListRecords><record><header><identifier>a</identifier></header><metadata>"
    "<dc><title>{}</title></dc></metadata></record></ListRecords></OAI-PMH>",
}

MEMORY = 300_000_000
"""Bytes that a hostile file may cost at most; a hundred would do for all of them but one."""


def read(format: str, path: Path, mapping: RecordMapping) -> list[Item]:
    (found,) = entry_points(group="searchroom.formats", name=format)
    return list(found.load().read([str(path)], Options(mapping, "hostile")))


def texts(items: list[Item]) -> str:
    return " ".join(str(item.values) for item in items if isinstance(item, Draft))


@pytest.fixture(autouse=True)
def little_memory():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert (after - before) * 1024 < MEMORY


@pytest.mark.parametrize("format", FORMATS)
class TestEveryFormat:
    def test_an_entity_bomb_does_not_go_off(
        self, format: str, mapping: RecordMapping, tmp_path: Path
    ) -> None:
        levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
        path = tmp_path / "bomb.xml"
        path.write_text(
            f'<!DOCTYPE x [<!ENTITY e0 "ha">{levels}]>' + WRAPPED[format].format("A &e9; B")
        )
        assert "hahaha" not in texts(read(format, path, mapping))

    @pytest.mark.parametrize("kind", ["SYSTEM", "PUBLIC 'x'"])
    def test_a_file_outside_is_never_read(
        self, format: str, kind: str, mapping: RecordMapping, tmp_path: Path
    ) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("open sesame")
        path = tmp_path / "outside.xml"
        path.write_text(
            f"<!DOCTYPE x [<!ENTITY out {kind} '{secret.as_uri()}'>]>"
            + WRAPPED[format].format("A &out; B")
        )
        items = read(format, path, mapping)
        assert "sesame" not in texts(items)
        path.write_text(
            f"<!DOCTYPE x SYSTEM '{secret.as_uri()}' [<!ENTITY % p {kind} '{secret.as_uri()}'>%p;]>"
            + WRAPPED[format].format("A")
        )
        assert "sesame" not in texts(read(format, path, mapping))

    def test_what_another_file_would_include_is_not(
        self, format: str, mapping: RecordMapping, tmp_path: Path
    ) -> None:
        (tmp_path / "secret.txt").write_text("open sesame")
        include = (
            "<i:include xmlns:i='http://www.w3.org/2001/XInclude' href='secret.txt' parse='text'/>"
        )
        path = tmp_path / "include.xml"
        path.write_text(WRAPPED[format].format(f"A {include} B"))
        assert "sesame" not in texts(read(format, path, mapping))

    def test_a_compressed_bomb_is_not_unpacked(
        self, format: str, mapping: RecordMapping, tmp_path: Path
    ) -> None:
        path = tmp_path / "bomb.xml"
        packer = zlib.compressobj(9, wbits=31)
        with path.open("wb") as file:
            for _ in range(50):  # 50 MB of blanks in some 50 KB
                file.write(packer.compress(b" " * 1_000_000))
            file.write(packer.flush())
        items = read(format, path, mapping)
        assert [type(item) for item in items] == [Reject]

    def test_a_compressed_file_is_refused_in_so_many_words(
        self, format: str, mapping: RecordMapping, tmp_path: Path
    ) -> None:
        path = tmp_path / "fine.xml"
        path.write_bytes(gzip.compress(WRAPPED[format].format("A").encode()))
        (item,) = read(format, path, mapping)
        assert isinstance(item, Reject)
        assert "compressed" in item.reason

    def test_a_text_without_end_is_refused(
        self, format: str, mapping: RecordMapping, tmp_path: Path
    ) -> None:
        path = tmp_path / "long.xml"
        before, after = WRAPPED[format].split("{}")
        with path.open("w") as file:
            file.write(before)
            for _ in range(100):
                file.write("a" * 1_000_000)
            file.write(after)
        items = read(format, path, mapping)
        assert "aaaa" not in texts(items)
        assert any(isinstance(item, Reject) for item in items)

    def test_elements_without_end_are_refused(
        self, format: str, mapping: RecordMapping, tmp_path: Path
    ) -> None:
        path = tmp_path / "deep.xml"
        path.write_text(WRAPPED[format].format("<a>" * 100_000 + "</a>" * 100_000))
        assert any(isinstance(item, Reject) for item in read(format, path, mapping))

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"\x00" * 1000,
            b"\xff\xfe" * 500,
            b"<",
            b"<?xml version='1.0' encoding='no-such'?><a/>",
            "<a>\ud800</a>".encode("utf-8", "surrogatepass"),
            b"<a>\x00</a>",
            b"PK\x03\x04rest",
            b"<a " + b"x='1' " * 10_000 + b"/>",
        ],
        ids=[
            "empty",
            "NUL",
            "marks",
            "cut",
            "encoding",
            "surrogate",
            "NUL inside",
            "zip",
            "attributes",
        ],
    )
    def test_what_is_no_xml_at_all_is_refused(
        self, format: str, mapping: RecordMapping, tmp_path: Path, data: bytes
    ) -> None:
        path = tmp_path / "odd.xml"
        path.write_bytes(data)
        items = read(format, path, mapping)
        assert texts(items) == ""

    def test_a_file_that_is_not_there_is_said_to_be_missing(
        self, format: str, mapping: RecordMapping, tmp_path: Path
    ) -> None:
        with pytest.raises(LoadError, match="cannot be read"):
            read(format, tmp_path / "nowhere.xml", mapping)

    def test_ids_of_paths_stay_what_they_are(
        self, format: str, mapping: RecordMapping, tmp_path: Path
    ) -> None:
        path = tmp_path / "paths.xml"
        path.write_text(WRAPPED[format].format("../../etc/passwd"))
        (draft,) = [item for item in read(format, path, mapping) if isinstance(item, Draft)]
        assert draft.values["title"] == "../../etc/passwd"
