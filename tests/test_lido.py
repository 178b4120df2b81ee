"""LIDO: objects, events and languages, compared with a reader of the standard library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from index_mappings.json_values import elements, members
from index_mappings.mapping import RecordMapping
from loaders.commands.guessing import guess
from loaders.drafts.archive_rules import rules_of
from loaders.drafts.draft import Draft, Held, Item, Reject
from loaders.drafts.format import Options
from loaders.drafts.xml.element_readers import element_readers
from loaders.lido import FORMAT

SAMPLE = Path(__file__).parents[1] / "samples" / "formats" / "objects.lido.xml"
WORD = "zorblaxine"
Read = Callable[..., list[Item]]


def lido(inner: str, admin: str = "", id: str = "o1", lang: str = "en") -> str:
    return (
        f'<lido xmlns="http://www.lido-schema.org"><lidoRecID>{id}</lidoRecID>'
        f'<descriptiveMetadata xml:lang="{lang}">{inner}</descriptiveMetadata>'
        f"<administrativeMetadata>{admin}</administrativeMetadata></lido>"
    )


def titled(*titles: str) -> str:
    values = "".join(f"<appellationValue>{title}</appellationValue>" for title in titles)
    return (
        f"<objectIdentificationWrap><titleWrap><titleSet>{values}</titleSet></titleWrap>"
        "</objectIdentificationWrap>"
    )


def event(kind: str, inner: str) -> str:
    return f"<eventSet><event><eventType><term>{kind}</term></eventType>{inner}</event></eventSet>"


COIN = lido(
    titled("A coin")
    + "<eventWrap>"
    + event("Finding", "<eventDate><displayDate>1960</displayDate></eventDate>")
    + event("Herstellung", "<eventDate><date><earliestDate>1701</earliestDate>"
            "<latestDate>1710</latestDate></date></eventDate>"
            "<eventActor><displayActorInRole>A mint</displayActorInRole></eventActor>")
    + "</eventWrap><objectRelationWrap><subjectWrap><subjectSet><subject><subjectPlace>"
    "<displayPlace>Bergen</displayPlace></subjectPlace></subject></subjectSet></subjectWrap>"
    "</objectRelationWrap>",
    id="coin",
    lang="de",
)  # fmt: skip
PLATE = lido(titled("A plate", "The plate of the pilots"), id="plate").replace(
    "<lido ", '<lido xmlns:x="http://x.example" '
)


@pytest.fixture
def read(tmp_path: Path, mapping: RecordMapping) -> Read:
    def read_text(content: str, **extra: str) -> list[Item]:
        path = tmp_path / "a.xml"
        path.write_text(content, encoding="utf-8")
        options = Options(mapping, "museum", extra, rules=rules_of(extra))
        return list(FORMAT.read([str(path)], options))

    return read_text


def other_way(content: str) -> dict[str, dict[str, Any]]:
    """Return what records say, read with nothing of the loader's."""
    found: dict[str, dict[str, Any]] = {}
    for record in ElementTree.fromstring(content).iter():
        if record.tag.rpartition("}")[2] != "lido":
            continue
        block = record.find("{*}descriptiveMetadata")
        assert block is not None

        def texts(path: str, of: ElementTree.Element = block) -> list[str]:
            return ["".join(part.itertext()) for part in of.findall(path)]

        if "draft" in "".join(record.itertext()):
            continue
        making = next(
            (
                one
                for one in block.iter("{http://www.lido-schema.org}event")
                if set(texts("{*}eventType/{*}term", one)) & {"Production", "Herstellung"}
            ),
            None,
        )
        path = ".//{*}eventDate/{*}date/{*}"
        found["".join(record.findtext("{*}lidoRecID") or "")] = {
            "title": texts(".//{*}titleSet/{*}appellationValue")[0],
            "titles": [
                text
                for one in record.findall("{*}descriptiveMetadata")
                for text in texts(".//{*}titleSet/{*}appellationValue", one)
            ][1:],
            "from": (texts(f"{path}earliestDate", making) or [""])[0] if making else "",
            "people": [*texts(".//{*}nameActorSet/{*}appellationValue"),
                       *texts(".//{*}displayActorInRole")],
            "places": [*texts(".//{*}namePlaceSet/{*}appellationValue"),
                       *texts(".//{*}displayPlace")],
            "reference": "".join(texts(".//{*}workID")),
        }  # fmt: skip
    return found


@pytest.mark.parametrize("content", [SAMPLE.read_text(encoding="utf-8"), COIN, PLATE])
def test_it_says_the_same_as_another_reader(read: Read, content: str) -> None:
    made = {}
    for draft in read(content):
        if isinstance(draft, Draft):
            values = draft.values
            made[draft.own_id] = {
                "title": values["title"],
                "titles": [members(one)["text"] for one in elements(values.get("titles"))],
                "from": str(members(values.get("date")).get("edtf", "")).split("/")[0],
                "people": [members(one)["name"] for one in elements(values.get("people"))],
                "places": list(elements(values.get("places"))),
                "reference": values.get("reference", ""),
            }
    assert made == other_way(content)


def test_the_sample_is_named_and_says_all(read: Read) -> None:
    assert guess(str(SAMPLE)) == "lido"
    items = read(SAMPLE.read_text(encoding="utf-8"))
    (made,) = (item for item in items if isinstance(item, Draft))
    values = made.values
    assert values["titles"] == [
        {"text": "The small Petrel", "language": "en"},
        {"text": "Modell der Fähre Petrel", "language": "de"},
    ]
    assert members(values["date"])["display"] == "winter of 1931"
    assert members(elements(values["people"])[0]) == {
        "name": "Lindqvist, Per",
        "as_written": "Lindqvist, Per",
        "role": "Maker",
        "ref": "https://names.example.org/17",
    }
    assert values["ancestors"] == [{"id": "HM-MODELS", "title": "Models of the pilots"}]
    assert (values["extent"], values["url"]) == (
        "length 41 cm",
        "https://museum.example.org/objects/1",
    )
    assert "Insured" not in repr(items) and "l/2.jpg" not in repr(items)
    assert {"label": "Description (de)", "text": "Aus einer Planke gemacht."} in elements(
        values["notes"]
    )


def wrapped(inner: str) -> str:
    return f"<recordWrap><recordID>1</recordID>{inner}</recordWrap>"


@pytest.mark.parametrize(
    "admin",
    [
        wrapped("<published>no</published>"),
        wrapped("<recordInfoSet><isPublic>false</isPublic></recordInfoSet>"),
        wrapped('<recordInfoSet><recordInfoID type="publication status">draft</recordInfoID>'
                "</recordInfoSet>"),
        wrapped('<recordInfoSet><recordInfoID type="visibility">hidden</recordInfoID>'
                "</recordInfoSet>"),
    ],
)  # fmt: skip
def test_a_record_that_is_not_public_is_held_back(read: Read, admin: str) -> None:
    items = read(lido(titled(WORD), admin))
    assert [type(item) for item in items] == [Held]
    held = items[0]
    assert isinstance(held, Held) and held.names == ("o1", WORD) and not held.is_part


@pytest.mark.parametrize(
    "inner",
    [
        titled("A").replace(
            "</titleWrap>",
            '</titleWrap><objectDescriptionWrap><objectDescriptionSet type="internal note">'
            f"<descriptiveNoteValue>{WORD}</descriptiveNoteValue></objectDescriptionSet>"
            "</objectDescriptionWrap>",
        ),
        titled("A") + f'<eventWrap audience="internal">{event(WORD, "")}</eventWrap>',
    ],
)
def test_parts_that_are_not_public_are_left_out(read: Read, inner: str) -> None:
    items = read(lido(inner))
    assert WORD not in repr([item for item in items if isinstance(item, Draft)])
    assert any(isinstance(item, Held) and item.is_part for item in items)


def test_a_right_that_closes_is_stated(read: Read) -> None:
    rights = "<rightsWorkWrap><rightsWorkSet><rightsType><term>closed</term></rightsType>"
    (made,) = read(lido(titled("A"), f"{rights}</rightsWorkSet></rightsWorkWrap>"))
    assert isinstance(made, Draft) and any(item.text == "closed" for item in made.stated)


@pytest.mark.parametrize("term", ["not for publication", "Embargo until 2999-01-01", "gesperrt"])
def test_rights_of_a_record_close_it_too(read: Read, term: str) -> None:
    rights = f"<recordRights><rightsType><term>{term}</term></rightsType></recordRights>"
    (made,) = read(lido(titled("A"), wrapped(rights)))
    assert isinstance(made, Draft) and [item.text for item in made.stated] == [term]


@pytest.mark.parametrize(
    "term", ["not for publication", "closed", "Restricted access", "Embargo until 2999-01-01"]
)
def test_a_picture_that_is_not_for_all_is_not_led_to(read: Read, term: str) -> None:
    link = f"<linkResource>https://museum.example/{WORD}.jpg</linkResource>"
    admin = (
        f"<resourceWrap><resourceSet><resourceRepresentation>{link}</resourceRepresentation>"
        f"<rightsResource><rightsType><term>{term}</term></rightsType></rightsResource>"
        "</resourceSet></resourceWrap>"
    )
    assert WORD not in repr(read(lido(titled("A"), admin)))
    assert WORD in repr(read(lido(titled("A"), admin.replace(term, "CC BY 4.0"))))


def test_the_archives_rules_hold_too(read: Read) -> None:
    assert WORD not in repr(read(lido(titled(WORD)), hold="lidoRecID=o1"))
    shown = read(lido(titled("A") + f"<eventWrap>{event(WORD, '')}</eventWrap>"), drop="eventWrap")
    assert WORD not in repr([item for item in shown if isinstance(item, Draft)])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lido(""), "describes no object"),
        ("<lidoWrap/>", "without any record"),
        ("<ead/>", "load it as ead"),
        ("<lidoWrap><lido>", "broken"),
        ("<lidoWrap>" + "<a>" * 300 + "</a>" * 300 + "</lidoWrap>", "broken"),
    ],
)
def test_what_is_no_record_is_rejected(read: Read, content: str, said: str) -> None:
    (reject,) = (item for item in read(content) if isinstance(item, Reject))
    assert said in reject.reason


def test_entities_are_not_expanded(read: Read, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(WORD)
    dtd = f'<!DOCTYPE lido [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    assert WORD not in repr(read(dtd + lido(titled("A &e;"))))


def test_oai_finds_the_reader() -> None:
    assert "lido" in element_readers()
