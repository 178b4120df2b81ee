"""A made-up word in a record of each format is nowhere once the record is withdrawn.

Not after the next nightly load, a rollback, a restore of a dump of before, or a copy to the
other engine: in no answer, no file of the site, no index of ours, nothing that a command said.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ENGINES
from elasticsearch import Elasticsearch
from pymarc import Field, Indicators, Record, Subfield

from service.app import create_app
from service.cli import cli
from service.engines.guarded import GuardedEngine
from service.engines.opening import open_engine
from service.settings import Settings

pytestmark = pytest.mark.slow

WORD = "zorblaxine"  # in no other text of the tests


def marc() -> bytes:
    made = b""
    for id, title in (("m1", f"Report on {WORD}"), ("m2", "Report on ferries")):
        record = Record(force_utf8=True)
        record.add_field(Field("001", data=id))
        subfields = [Subfield("a", title)]
        record.add_field(Field("245", Indicators("0", "0"), subfields=subfields))
        record.add_field(
            Field("520", Indicators(" ", " "), subfields=[Subfield("a", f"{title}, at length.")])
        )
        made += record.as_marc()
    return made


DC = 'xmlns="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def oai(*titles: str) -> str:
    records = "".join(
        f"<record><header><identifier>oai:x:{number}</identifier><datestamp>2026-01-01</datestamp>"
        f"</header><metadata><oai_dc:dc xmlns:oai_dc='http://www.openarchives.org/OAI/2.0/oai_dc/' "
        f"xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>{title}</dc:title></oai_dc:dc>"
        "</metadata></record>"
        for number, title in enumerate(titles)
    )
    return (
        "<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><responseDate>2026-01-01T00:00:00Z"
        "</responseDate><request verb='ListRecords' metadataPrefix='oai_dc'>http://x.example/oai"
        f"</request><ListRecords>{records}</ListRecords></OAI-PMH>"
    )


FILES: dict[str, tuple[str, str | bytes]] = {
    "csv": (
        "table.csv",
        f"id,Title,Date,Summary\nc1,On {WORD},1950,It is {WORD}\nc2,Ferries,,\n",
    ),
    "iiif": (
        "manifests.json",
        json.dumps(
            [
                {
                    "@context": "http://iiif.io/api/presentation/3/context.json",
                    "id": f"https://iiif.example/m/{number}",
                    "type": "Manifest",
                    "label": {"en": [title]},
                    "metadata": [{"label": {"en": ["Ink"]}, "value": {"en": [ink]}}],
                }
                for number, title, ink in (
                    (1, f"Plan of {WORD}", WORD),
                    (2, "Plan of a ferry", "b"),
                )
            ]
        ),
    ),
    "mets": (
        "object.xml",
        f'<mets xmlns:x="http://www.w3.org/1999/xlink" OBJID="mets1" {DC}>'
        f'<dmdSec ID="a"><mdWrap MDTYPE="DC"><xmlData><dc:title>Diary of {WORD}</dc:title>'
        "</xmlData></mdWrap></dmdSec>"
        '<fileSec><fileGrp USE="FULLTEXT"><file ID="t" MIMETYPE="text/plain">'
        '<FLocat x:href="page.txt"/></file></fileGrp></fileSec></mets>',
    ),
    "lido": (
        "objects.xml",
        "<lidoWrap>"
        + "".join(
            f"<lido><lidoRecID>{id}</lidoRecID><descriptiveMetadata xml:lang='en'>"
            "<objectIdentificationWrap><titleWrap><titleSet><appellationValue>"
            f"{title}</appellationValue></titleSet></titleWrap></objectIdentificationWrap>"
            "</descriptiveMetadata></lido>"
            for id, title in (("o1", f"Model of {WORD}"), ("o2", "Model of a ferry"))
        )
        + "</lidoWrap>",
    ),
    "omeka": (
        "omeka.json",
        json.dumps(
            [
                {"@type": "o:ItemSet", "o:id": 1, "o:is_public": False, "o:title": WORD},
                {
                    "@type": "o:Item",
                    "@id": "https://omeka.example/api/items/2",
                    "o:id": 2,
                    "o:is_public": True,
                    "o:title": f"Card of {WORD}",
                    "dcterms:description": [{"@value": f"It shows {WORD}."}],
                },
                {
                    "@type": "o:Item",
                    "@id": "https://omeka.example/api/items/3",
                    "o:id": 3,
                    "o:is_public": True,
                    "o:title": "Card of a ferry",
                    "o:item_set": [{"o:id": 1}],
                    "dcterms:provenance": [{"is_public": False, "@value": WORD}],
                },
            ]
        ),
    ),
    "archivesspace": (
        "aspace.json",
        json.dumps(
            [
                {
                    "jsonmodel_type": "resource",
                    "uri": "/r/1",
                    "title": f"On {WORD}",
                    "publish": True,
                    "notes": [
                        {
                            "type": "scopecontent",
                            "publish": True,
                            "subnotes": [{"content": f"It is {WORD}."}],
                        }
                    ],
                },
                {
                    "jsonmodel_type": "resource",
                    "uri": "/r/2",
                    "title": "On pilots",
                    "publish": True,
                },
            ]
        ),
    ),
    "atom": (
        "descriptions.csv",
        "legacyId,parentId,title,scopeAndContent,publicationStatus,culture\n"
        f"a1,,Fonds of {WORD},It is {WORD}.,Published,en\n"
        f"a1,,Fonds de {WORD},,Published,fr\na2,,Fonds of ferries,,Published,en\n",
    ),
    "jsonl": (
        "lines.jsonl",
        f'{{"id": "l1", "title": "On {WORD}", "notes": [{{"label": "n", "text": "{WORD}"}}]}}\n'
        '{"id": "l2", "title": "Lines on ferries"}\n',
    ),
    "json": (
        "list.json",
        json.dumps(
            [
                {"title": f"A list of {WORD}", "summary": f"All {WORD}.", "collections": ["kept"]},
                {"title": "A list of ferries", "summary": "All of them."},
            ]
        ),
    ),
    "ead": (
        "aid.xml",
        '<ead xmlns="urn:isbn:1-931666-22-9"><eadheader><eadid>aid</eadid></eadheader>'
        '<archdesc level="fonds"><did><unitid>F</unitid><unittitle>Ferries</unittitle></did>'
        f'<dsc><c01 level="series"><did><unitid>F/1</unitid><unittitle>Series {WORD}</unittitle>'
        "</did><c02><did><unitid>F/1/1</unitid><unittitle>Below it</unittitle></did></c02></c01>"
        "</dsc></archdesc></ead>",
    ),
    "marc": ("records.mrc", marc()),
    "mods": (
        "mods.xml",
        '<modsCollection xmlns="http://www.loc.gov/mods/v3">'
        f"<mods><titleInfo><title>Map of {WORD}</title></titleInfo><note>On {WORD}</note></mods>"
        "<mods><titleInfo><title>Map of ferries</title></titleInfo></mods></modsCollection>",
    ),
    "dc": (
        "dc.xml",
        f"<records><dc {DC}><dc:title>Photograph of {WORD}</dc:title>"
        f"<dc:description>{WORD} stands.</dc:description></dc>"
        f"<dc {DC}><dc:title>Photograph of a ferry</dc:title></dc></records>",
    ),
    "oai": ("answer.xml", oai(f"Harvest of {WORD}", "Harvest of a ferry")),
    "tei": (
        "letter.xml",
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
        f"<title>Letter of {WORD}</title></titleStmt><publicationStmt><p/></publicationStmt>"
        "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>"
        f"<p>I, {WORD}, write this.</p></body></text></TEI>",
    ),
    "collection-page": (
        "page.txt",
        "Harbours, 1948-1954\nOn harbours.\n-\nApril 7, 1948\nTelegram No. 398, A to B\n"
        f"On {WORD} and what came of it.\n-\nMay 7, 1948\nTelegram No. 399, A to B\nOn ferries.\n",
    ),
}


@dataclass
class Site:
    """A site in a folder of its own, all that its commands said, and where its engine is."""

    home: Path
    engine: str
    prefix: str = ""
    said: list[str] = field(default_factory=list)

    def env(self) -> dict[str, str | None]:
        return {
            "SEARCHROOM_HOME": str(self.home),
            "SEARCHROOM_ENGINE": self.engine,
            "SEARCHROOM_ELASTIC_PREFIX": self.prefix,
            "SEARCHROOM_SOURCES": None,
        }

    def run(self, *arguments: str, code: tuple[int, ...] = (0,)) -> str:
        done = CliRunner().invoke(cli, arguments, env=self.env(), standalone_mode=False)
        said = f"{done.output}{done.exception or ''}"
        assert done.exception is None or 2 in code, said
        assert (2 if done.exception else done.return_value or 0) in code, said
        self.said.append(said)
        return said

    def settings(self) -> Settings:
        return Settings.from_env({key: item for key, item in self.env().items() if item})

    def with_word(self) -> list[str]:
        engine = open_engine(self.settings())
        try:
            return [
                item.id
                for item in engine.scan()
                if WORD in repr({**item.values, "ancestors": ()}).lower()
            ]
        finally:
            engine.close()


def answers(engine: GuardedEngine, ids: list[str]) -> Iterator[tuple[str, str]]:
    client = create_app(Settings(), engine).test_client()
    api = "/api/v1"
    paths = [
        "/", "/search?q=ferries", "/search", "/collections", "/sitemap.xml", "/metrics", "/readyz",
        f"{api}/search?size=100&facets=type,people,collection,level", f"{api}/collections",
        f"{api}/search?q=zorblaxin&spell=auto", f"{api}/suggest?q=zor", f"{api}/suggest?q=re",
        *(f"{api}/export?format={name}&text=1" for name in ("csv", "jsonl", "ris", "bibtex")),
        "/people", "/facets/people", "/records/a?q=on",
        f"{api}/collections/kept", f"{api}/facets/people", f"{api}/search?q=on&highlight=1",
    ]  # fmt: skip
    paths += [
        f"{api}/export?format=cmif", "/oai?verb=ListRecords&metadataPrefix=oai_dc",
        "/oai?verb=ListRecords&metadataPrefix=ead", "/oai?verb=ListRecords&metadataPrefix=json",
        "/oai?verb=ListRecords&metadataPrefix=mods", "/feed.atom", "/feed.atom?q=on",
        "/dumps/croissant.json",
        "/sru?operation=searchRetrieve&query=cql.allRecords%3D1&maximumRecords=100",
        "/sru?operation=searchRetrieve&query=zorblax*", "/sru",
        "/reconcile/suggest/entity?prefix=zor", "/reconcile/suggest/entity?prefix=re",
        '/reconcile?queries={"q":{"query":"On zorblaxin"}}',
    ]  # fmt: skip
    for id in ids:
        part = id.replace("/", "%2F")
        paths += [f"/records/{part}", f"{api}/records/{part}", f"{api}/records/{part}?similar=5"]
    for path in paths:
        yield path, client.get(path).get_data(as_text=True)


def traces(site: Site, ids: list[str], *, apart: str = "") -> list[str]:
    """Return where the word is: answers, files of the site, indexes, what was said."""
    found: list[str] = []
    engine = open_engine(site.settings())
    try:
        found += [path for path, text in answers(engine, ids) if WORD in text.lower()]
        raw = engine.unguarded
        for info in raw.indices():
            scanned = repr([item.to_json() for item in raw.scan(index=info.name)])
            found += [info.name] if WORD in scanned.lower() else []
        found += ["collections"] if WORD in repr(raw.collections()).lower() else []
        for path in ("title.folded", "summary.folded", "text.folded"):
            found += [path] if raw.terms(path, "zorbl", 5) else []
        found += ["changes"] if WORD in repr(list(engine.changes())) else []
        found += ["list"] if WORD in repr(engine.lasting.withdrawals().to_json()) else []
    finally:
        engine.close()
    for path in site.home.rglob("*"):
        if path.is_file() and WORD.encode() in path.read_bytes().lower():
            found.append(str(path))
    if site.prefix:
        found += in_elasticsearch(site)
    return [*found, *(line for line in site.said if WORD in line.lower())]


def in_elasticsearch(site: Site) -> Iterator[str]:
    """Yield the indexes of ours that have the word, or records that are deleted only."""
    client = Elasticsearch(site.engine)
    try:
        ours = f"{site.prefix}*"
        for index, value in client.indices.stats(index=ours, metric="docs")["indices"].items():
            if index.endswith(("-withdrawn", "locks", "-changes")):
                continue  # they never had a word of a record
            if value["primaries"]["docs"]["deleted"]:
                yield f"deleted only: {index}"
        answer = client.search(index=ours, query={"query_string": {"query": WORD}}, size=10)
        yield from (hit["_index"] for hit in answer["hits"]["hits"])
    finally:
        client.close()


@pytest.fixture(params=ENGINES)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    home = tmp_path / "home"
    if request.param == "embedded":
        return Site(home, "embedded:var/index")
    url = request.getfixturevalue("elasticsearch_url")
    return Site(home, url, prefix=f"word{os.getpid()}-")


@pytest.mark.slow
def test_it_is_nowhere(site: Site, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    site.home.mkdir()
    for format, (name, content) in FILES.items():
        path = sources / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        site.run("load", format, str(path), "--source", format,
                 "--rejects", str(site.home / f"{format}.rejects"),
                 "--report", str(site.home / f"{format}.report"))  # fmt: skip
    before = tmp_path / "before.jsonl"
    site.run("dump", str(before))
    site.run("dump", str(site.home / "nightly.jsonl"))
    site.run("load", "--all", "--force")
    ids = site.with_word()
    assert len(ids) == len(FILES), "one record of each format has it"
    assert len(traces(site, ids)) > 3 * len(FILES), "it can be found"

    site.said.clear()
    site.run("withdraw", *ids, "--notice", "It is gone.")
    assert traces(site, ids) == []
    said = site.run("load", "--all")
    assert f"{len(ids) + 1} withdrawn" in said, "and what is below the series"
    assert traces(site, ids) == []
    site.run("load", "--all", "--force")
    site.run("indices", "rollback", "--yes")
    assert traces(site, ids) == []
    assert "kept out" in site.run("restore", str(before), "--force")
    assert traces(site, ids) == []
    site.run("dump", str(site.home / "after.jsonl"))
    site.run("check", code=(0, 1))
    assert traces(site, ids) == []
    # renamed, so that each derived id is another
    for format in ("json", "mods", "dc", "collection-page"):
        path = str(sources / FILES[format][0])
        said = site.run("load", format, path, "--source", f"new {format}", "--force")
        assert "says what the withdrawn" in said
    assert traces(site, ids) == []


@pytest.mark.slow
def test_it_does_not_go_to_the_other_engine(
    elasticsearch_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    site = Site(tmp_path / "home", "embedded:var/index")
    site.home.mkdir()
    path = tmp_path / "table.csv"
    path.write_text(str(FILES["csv"][1]))
    site.run("load", "csv", str(path))
    other = replace(site, engine=elasticsearch_url, prefix=f"other{os.getpid()}-", said=[])
    local = f"embedded:{site.home}/var/index"
    other.run("copy", local, "SEARCHROOM_ENGINE")
    assert other.with_word() == ["c1"]
    site.run("withdraw", "c1")
    # the list goes with the copy, and takes the record out of what the other had
    other.run("copy", local, "SEARCHROOM_ENGINE", "--force")
    assert traces(other, ["c1"]) == []
    other.run("load", "csv", str(path))
    assert traces(other, ["c1"]) == []
    client = create_app(other.settings()).test_client()
    assert client.get("/records/c1").status_code == 410
