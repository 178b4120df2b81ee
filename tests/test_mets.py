"""METS: divisions, rights and the text of pages, compared with a reader of the standard library."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from index_mappings.json_values import elements, members
from index_mappings.mapping import RecordMapping
from loaders.commands.guessing import guess
from loaders.drafts.access import settle
from loaders.drafts.archive_rules import rules_of
from loaders.drafts.draft import Draft, Held, Item, Reject, Remark
from loaders.drafts.format import Options
from loaders.drafts.page_texts import pages as page_texts
from loaders.drafts.page_texts.beside import beside
from loaders.drafts.page_texts.pages import NoText, Page, joined
from loaders.drafts.page_texts.text_files import pages_of
from loaders.drafts.xml.element_readers import element_readers
from loaders.mets import FORMAT

SAMPLES = Path(__file__).parents[1] / "samples" / "formats"
SAMPLE = SAMPLES / "object.mets.xml"
WORD = "zorblaxine"
XLINK = "{http://www.w3.org/1999/xlink}"
HEAD = (
    '<mets xmlns="http://www.loc.gov/METS/" xmlns:x="http://www.w3.org/1999/xlink" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:m="http://www.loc.gov/mods/v3" OBJID="o">'
)
Read = Callable[..., list[Item]]


def dmd(id: str, title: str, more: str = "", status: str = "") -> str:
    said = f' STATUS="{status}"' if status else ""
    return (
        f'<dmdSec ID="{id}"{said}><mdWrap MDTYPE="DC"><xmlData><dc:title>{title}</dc:title>{more}'
        "</xmlData></mdWrap></dmdSec>"
    )


def files(*names: str) -> str:
    inner = "".join(
        f'<file ID="F{number}" MIMETYPE="text/plain"><FLocat x:href="{name}"/></file>'
        for number, name in enumerate(names, 1)
    )
    return f'<fileSec><fileGrp USE="FULLTEXT">{inner}</fileGrp></fileSec>'


def div(id: str, dmdid: str, inner: str = "", *fptr: str) -> str:
    pages = "".join(f'<fptr FILEID="{name}"/>' for name in fptr)
    return f'<div ID="{id}" DMDID="{dmdid}">{pages}{inner}</div>'


def mets(*parts: str, top: str = "") -> str:
    structure = f'<structMap TYPE="LOGICAL">{top}</structMap>' if top else ""
    return f"{HEAD}{''.join(parts)}{structure}</mets>"


ALONE = mets(
    '<dmdSec ID="a"><mdWrap MDTYPE="MODS"><xmlData><m:mods><m:titleInfo><m:title>A map</m:title>'
    "</m:titleInfo></m:mods></xmlData></mdWrap></dmdSec>",
    files("1.txt", "2.txt"),
)
NESTED = mets(
    dmd("a", "Year 1931"), dmd("b", "May"), dmd("c", "A letter"), files("1.txt", "2.txt"),
    top=div("A", "a", div("B", "b", div("C", "c", "", "F2"), "F1")),
)  # fmt: skip


@pytest.fixture
def read(tmp_path: Path, mapping: RecordMapping) -> Read:
    for number in (1, 2, 3):
        (tmp_path / f"{number}.txt").write_text(f"Words of page {number}.")

    def read_text(content: str, **extra: str) -> list[Item]:
        path = tmp_path / "object.xml"
        path.write_text(content, encoding="utf-8")
        options = Options(mapping, "mets", extra, rules=rules_of(extra))
        return list(FORMAT.read([str(path)], options))

    return read_text


def drafts(items: list[Item]) -> dict[str, Draft]:
    return {item.own_id: item for item in items if isinstance(item, Draft)}


def other_way(path: Path) -> dict[str, dict[str, Any]]:
    """Return what an object says, read with nothing of the loader's."""
    root = ElementTree.parse(path).getroot()
    sections = {one.get("ID"): one for one in root.findall("{*}dmdSec")}
    found: dict[str, dict[str, Any]] = {}

    def title(section: ElementTree.Element) -> str:
        return next("".join(one.itertext()) for one in section.iter()
                    if one.tag.endswith("}title"))  # fmt: skip

    def walk(part: ElementTree.Element, above: tuple[str, ...]) -> None:
        section = sections[part.get("DMDID")]
        if section.get("STATUS") == "not public":
            return
        own = root.get("OBJID", "") + (f"/{part.get('ID')}" if above else "")
        found[own] = {"title": title(section), "above": list(above)}
        for inner in part.findall("{*}div"):
            walk(inner, (*above, own))

    top = root.find("{*}structMap[@TYPE='LOGICAL']/{*}div")
    if top is None:
        found[root.get("OBJID", "")] = {"title": title(next(iter(sections.values()))), "above": []}
    else:
        walk(top, ())
    return found


@pytest.mark.parametrize("content", [SAMPLE.read_text(encoding="utf-8"), ALONE, NESTED])
def test_it_says_the_same_as_another_reader(tmp_path: Path, read: Read, content: str) -> None:
    made = {
        id: {
            "title": draft.values["title"],
            "above": [members(one)["id"] for one in elements(draft.values.get("ancestors"))],
        }
        for id, draft in drafts(read(content)).items()
    }
    assert made == other_way(tmp_path / "object.xml")
    assert guess(str(tmp_path / "object.xml")) == "mets"


def test_the_text_of_pages_is_where_the_pages_are(mapping: RecordMapping) -> None:
    items = list(FORMAT.read([str(SAMPLE)], Options(mapping, "mets")))
    made = drafts(items)
    assert made["log-1931"].values["text"] == (
        "Log of the ferry\n\nKept at the harbour office, every evening."
    )
    assert made["log-1931"].values["layout"] == [{"at": 0, "to": 0, "kind": "page", "value": "i"}]
    assert made["log-1931/L1"].values["text"] == "Wind from the west all night.\n\nNo ferry left."
    assert "doctor" not in repr(items) and "illness" not in repr(items)
    assert (made["log-1931"].values["rights"], made["log-1931"].values["repository"]) == (
        "Public domain",
        "Municipal archive",
    )


def test_pages_are_in_their_order_with_their_breaks(read: Read) -> None:
    (made,) = drafts(read(ALONE)).values()
    assert made.values["text"] == "Words of page 1.\n\nWords of page 2."
    assert [members(span)["at"] for span in elements(made.values["layout"])] == [0, 18]


@pytest.mark.parametrize(
    "content",
    [
        mets(dmd("a", WORD, status="draft")),
        mets('<metsHdr RECORDSTATUS="not public"/>', dmd("a", WORD)),
        mets(dmd("a", WORD), '<amdSec><rightsMD ID="r"><mdWrap><xmlData><Context CONTEXTCLASS='
             '"GENERAL PUBLIC"><Permissions DISCOVER="false"/></Context></xmlData></mdWrap>'
             "</rightsMD></amdSec>"),
        mets(dmd("a", WORD, "<published>no</published>")),
        mets(dmd("a", "A"), dmd("b", WORD), top=div("A", "a", div("B", "b"))
             .replace('DMDID="a"', 'DMDID="a" audience="internal"')),
    ],
)  # fmt: skip
def test_what_is_not_public_is_held_back(read: Read, content: str) -> None:
    items = read(content)
    assert not drafts(items) and WORD not in repr(items)
    assert any(isinstance(item, Held) and item.names for item in items)


@pytest.mark.parametrize(
    ("hidden", "is_draft"),
    [
        (dmd("b", "B", status="draft"), False),
        (dmd("b", "B", "<dc:rights>closed</dc:rights><accessRights>closed</accessRights>"), True),
        (dmd("b", "B", "<accessRights>restricted</accessRights>"), True),
    ],
)
def test_a_page_that_a_hidden_division_is_on_is_in_no_text(
    tmp_path: Path, read: Read, hidden: str, is_draft: bool
) -> None:
    (tmp_path / "2.txt").write_text(WORD)
    content = mets(
        dmd("a", "A"), hidden, dmd("c", "C"), files("1.txt", "2.txt", "3.txt"),
        top=div("A", "a", div("B", "b", "", "F2") + div("C", "c", "", "F2", "F3"), "F1"),
    )  # fmt: skip
    items = read(content)
    assert WORD not in repr(items)
    assert drafts(items)["o/C"].values["text"] == "Words of page 3."
    assert ("o/B" in drafts(items)) is is_draft


def test_pictures_for_some_alone_make_the_entry_restricted(
    read: Read, mapping: RecordMapping
) -> None:
    content = mets(
        dmd("a", "A"),
        '<amdSec><rightsMD ID="r"><mdWrap><xmlData><Context CONTEXTCLASS="GENERAL PUBLIC">'
        '<Permissions DISCOVER="true" DISPLAY="false"/></Context></xmlData></mdWrap></rightsMD>'
        "</amdSec>",
        files("1.txt"),
    )
    (made,) = drafts(read(content)).values()
    assert "text" not in made.values
    values = dict(made.values)
    settle(values, mapping, date(2026, 1, 1), stated=made.stated)
    assert values["access"] == "restricted"


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "/etc/passwd",
        "https://x.example/1.txt",
        "link.txt",
        "gone.txt",
        "%2e%2e/secret.txt",
        "a\0b",
    ],
)
def test_no_file_outside_of_the_folder_is_read(tmp_path: Path, read: Read, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text(WORD)
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert beside(name, tmp_path / "in") is None
    if "\0" not in name:
        (tmp_path / "link.txt").unlink(missing_ok=True)
        (tmp_path / "link.txt").symlink_to("/etc/hostname")
        items = read(mets(dmd("a", "A"), files(name if name != "%2e%2e/secret.txt" else "../x")))
        assert "text" not in next(iter(drafts(items).values())).values
        assert any(isinstance(item, Remark) and "not read" in item.message for item in items)


def test_files_in_the_folder_are_beside(tmp_path: Path) -> None:
    (tmp_path / "a b.txt").write_text("x")
    for name in ("a%20b.txt", "./a b.txt", "file:a%20b.txt"):
        assert beside(name, tmp_path) == (tmp_path / "a b.txt").resolve()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (mets(), "describes nothing"),
        (mets('<dmdSec ID="a"><mdRef/></dmdSec>'), "describes nothing"),
        ("<ead/>", "load it as ead"),
        (HEAD, "broken"),
        (HEAD + "<a>" * 300 + "</a>" * 300 + "</mets>", "broken"),
    ],
)
def test_what_is_no_object_is_rejected(read: Read, content: str, said: str) -> None:
    (reject,) = (item for item in read(content) if isinstance(item, Reject))
    assert said in reject.reason


def test_the_archives_rules_hold_too(read: Read) -> None:
    content = mets(dmd("a", "A", f"<dc:creator>{WORD}</dc:creator>"))
    shown = read(content, drop="creator")
    assert WORD not in repr(drafts(shown)) and drafts(shown)
    assert not drafts(read(content, hold=f"creator={WORD}"))


def test_oai_finds_the_reader() -> None:
    assert "mets" in element_readers()


PAGE = (
    '<alto><Layout><Page PHYSICAL_IMG_NR="{number}"><TextBlock><TextLine><String CONTENT="{word}"/>'
    "</TextLine></TextBlock></Page></Layout></alto>"
)


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("a.xml", PAGE.format(number=7, word="Wind"), [Page("Wind", "7")]),
        ("a.txt", "One\fTwo", [Page("One", "1"), Page("Two", "2")]),
        (
            "a.html",
            '<html><div class="ocr_page" title="ppageno 4"><p class="ocr_par">'
            '<span class="ocrx_line">so\u00ad</span><span class="ocrx_line">me &amp; all</span></p>'
            "</div></html>",
            [Page("some & all", "5")],
        ),
    ],
)
def test_pages_of_each_kind(tmp_path: Path, name: str, content: str, wanted: list[Page]) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert list(pages_of(str(path))) == wanted


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<alto><Layout>", "broken"),
        (b'<!DOCTYPE alto [<!ENTITY a "b">]><alto>' + b"<a>" * 400, "broken"),
        (b"<ead/>", "another kind"),
        (b"\0\1\2\3", "not text"),
        (b"\x89PNG\r\n\0\0", "not text"),
    ],
)
def test_what_has_no_text_says_so(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    with pytest.raises(NoText, match=said):
        list(pages_of(str(path)))


def test_a_text_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_texts, "LONGEST", 10)
    edited, is_whole = joined([Page("12345"), Page(""), Page("6789"), Page("0")])
    assert (edited.text, is_whole) == ("12345", False)
