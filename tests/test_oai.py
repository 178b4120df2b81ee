"""The format `oai`: saved answers, and live harvests of servers good, tired and ill-meaning."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from lxml import etree
from nothing_lost import lost

from index_mappings.mapping import RecordMapping, load
from index_mappings.record import Collection
from loaders.drafts import terms
from loaders.drafts.draft import Deletion, Draft, Item, Nothing, Reject, Remark
from loaders.drafts.fetching import Fetcher, Limits, Refused, _retry_after
from loaders.drafts.format import Options
from loaders.oai import FORMAT, going_on
from loaders.oai.harvest import OaiHarvest
from service.cli import main
from service.engines.embedded import EmbeddedEngine
from service.errors import LoadError

SAMPLE = Path(__file__).parents[1] / "samples" / "formats" / "oai-response.xml"
BROKEN = "<OAI-PMH><ListRecords><record>"

Respond = Callable[["Handler", dict[str, str]], None]


def record(name: str, sets: str = "", status: str = "") -> str:
    spec = f"<setSpec>{sets}</setSpec>" if sets else ""
    deleted = f' status="{status}"' if status else ""
    body = f"<metadata><dc><title>Title {name}</title></dc></metadata>" if not status else ""
    return (
        f"<record><header{deleted}><identifier>oai:x:{name}</identifier>"
        f"<datestamp>2024-01-01</datestamp>{spec}</header>{body}</record>"
    )


def page(*records: str, token: str | None = None) -> bytes:
    more = "" if token is None else f"<resumptionToken>{token}</resumptionToken>"
    inside = f"<ListRecords>{''.join(records)}{more}</ListRecords>"
    return f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{inside}</OAI-PMH>'.encode()


class Handler(BaseHTTPRequestHandler):
    respond: Respond
    asked: list[dict[str, str]]

    def do_GET(self) -> None:
        query = dict(parse_qsl(urlsplit(self.path).query))
        self.asked.append(query)
        if query.get("verb") == "ListSets":
            self.send(b"<OAI-PMH><ListSets><set><setSpec>maps</setSpec><setName>Old maps</setName>"
                      b"</set></ListSets></OAI-PMH>")  # fmt: skip
            return
        type(self).respond(self, query)

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def serve() -> Iterator[Callable[[Respond], tuple[str, list[dict[str, str]]]]]:
    """Start a server whose answers a function writes; returns its address and what was asked."""
    started: list[tuple[ThreadingHTTPServer, threading.Thread]] = []

    def start(respond: Respond) -> tuple[str, list[dict[str, str]]]:
        asked: list[dict[str, str]] = []
        handler = type("OneHandler", (Handler,), {"respond": respond, "asked": asked})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        started.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}/oai", asked

    yield start
    for server, thread in started:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def harvest(mapping: RecordMapping):
    waits: list[float] = []

    def read(address: str, limits: Limits | None = None, **extra: str) -> list[Item]:
        oai = OaiHarvest(limits, waits.append)
        return list(oai.read([address], Options(mapping, "x", extra)))

    read.waits = waits  # type: ignore[attr-defined]
    return read


def saved(path: Path | str, mapping: RecordMapping, *more: str) -> list[Item]:
    return list(FORMAT.read([str(path), *more], Options(mapping, "town")))


def only(items: list[Item], kind: type) -> list:
    return [item for item in items if isinstance(item, kind)]


class TestSaved:
    def test_records_of_several_kinds_deletions_and_sets(self, mapping: RecordMapping) -> None:
        items = saved(SAMPLE, mapping)
        first, second = only(items, Draft)
        assert first.own_id == "oai:archive.example:ph-112"
        assert first.values["title"] == "View of the quay from the north"
        assert first.values["collections"] == ["town/photographs"]
        assert second.values["title"] == "Dredging papers"
        assert [item.own_id for item in only(items, Deletion)] == ["oai:archive.example:ph-7"]
        assert [item.id for item in only(items, Collection)] == ["town/photographs"]

    def test_attributes_that_no_field_takes_are_told_once_of_all_answers(
        self, mapping: RecordMapping, tmp_path: Path
    ) -> None:
        text = SAMPLE.read_text().replace("<dc:title>", "<dc:title xml:lang='en'>")
        paths = [tmp_path / f"{number}.xml" for number in range(2)]
        for number, path in enumerate(paths):
            path.write_text(text.replace("oai:archive.example:", f"oai:archive.example:{number}"))
        items = saved(paths[0], mapping, str(paths[1]))
        told = [item for item in only(items, Remark) if "attributes" in item.message]
        assert [item.message.rpartition(": ")[2] for item in told] == ["lang"]

    def test_a_folder_is_read_in_order_and_what_is_no_record_is_no_reject(
        self, mapping: RecordMapping, tmp_path: Path
    ) -> None:
        (tmp_path / "2.xml").write_bytes(page(record("b", "maps")))
        (tmp_path / "1.xml").write_bytes(page(record("a"), token="next"))
        (tmp_path / "3.xml").write_text(
            "<OAI-PMH><ListSets><set><setSpec>maps</setSpec><setName>Maps</setName></set>"
            "</ListSets></OAI-PMH>"
        )
        items = saved(tmp_path, mapping)
        assert [draft.values["title"] for draft in only(items, Draft)] == ["Title a", "Title b"]
        assert only(items, Reject) == []
        # the name comes after the records, and the last that is said holds
        assert {item.id: item.title for item in only(items, Collection)} == {"town/maps": "Maps"}

    def test_marc_and_finding_aids_inside(self, mapping: RecordMapping, tmp_path: Path) -> None:
        marc = (
            '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000   4500'
            '</leader><datafield tag="245"><subfield code="a">Marc</subfield></datafield></record>'
        )
        ead = (
            "<ead><archdesc><did><unittitle>Papers</unittitle></did><dsc><c id='c1'><did>"
            "<unittitle>Letters</unittitle></did></c></dsc></archdesc></ead>"
        )
        path = tmp_path / "both.xml"
        dc = "<dc><title>Title m</title></dc>"
        path.write_bytes(
            page(record("m"), record("e").replace("Title m", "Title e"))
            .replace(dc.encode(), marc.encode())
            .replace(b"<dc><title>Title e</title></dc>", ead.encode())
        )
        found = {draft.own_id: draft.values["title"] for draft in only(saved(path, mapping), Draft)}
        assert found == {"oai:x:m": "Marc", "oai:x:e": "Papers", "oai:x:e/c1": "Letters"}

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("<OAI-PMH><error code='badArgument'>no</error></OAI-PMH>", "badArgument: no"),
            ("<OAI-PMH><Identify/></OAI-PMH>", "no records"),
            ("<OAI-PMH><ListSets/></OAI-PMH>", "empty"),
            ("<OAI-PMH><ListIdentifiers><header/></ListIdentifiers></OAI-PMH>", "identifiers only"),
            ("<ead/>", "load it as ead"),
            ("garbage", "broken"),
            ("<OAI-PMH><ListRecords><record/></ListRecords></OAI-PMH>", "no OAI-PMH header"),
        ],
    )
    def test_what_has_no_records_is_refused(
        self, mapping: RecordMapping, tmp_path: Path, text: str, reason: str
    ) -> None:
        path = tmp_path / "answer.xml"
        path.write_text(text)
        items = saved(path, mapping)
        assert only(items, Draft) == []
        assert reason in " ".join(item.reason for item in only(items, Reject))

    def test_a_broken_answer_gives_the_records_before_the_fault(
        self, mapping: RecordMapping, tmp_path: Path
    ) -> None:
        path = tmp_path / "answer.xml"
        path.write_bytes(page(record("a"), record("b"))[:-60])
        items = saved(path, mapping)
        assert [draft.own_id for draft in only(items, Draft)] == ["oai:x:a"]
        assert "broken" in only(items, Reject)[0].reason


class TestHarvest:
    def test_pages_deletions_and_names_of_sets(self, serve, harvest) -> None:
        def respond(handler: Handler, query: dict[str, str]) -> None:
            if query.get("resumptionToken") == "two/2":
                handler.send(page(record("c", status="deleted"), token=""))
            else:
                handler.send(page(record("a", "maps"), record("b"), token="two/2"))

        address, asked = serve(respond)
        items = harvest(address, metadata="oai_dc", set="maps")
        assert [draft.own_id for draft in only(items, Draft)] == ["oai:x:a", "oai:x:b"]
        assert [item.own_id for item in only(items, Deletion)] == ["oai:x:c"]
        assert [(item.id, item.title) for item in only(items, Collection)] == [
            ("x/maps", "Old maps")
        ]
        assert asked[1] == {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "maps"}
        assert asked[2] == {"verb": "ListRecords", "resumptionToken": "two/2"}

    def test_arguments_may_stand_in_the_address(self, serve, harvest) -> None:
        address, asked = serve(lambda handler, query: handler.send(page(record("a"))))
        harvest(f"{address}?set=maps&metadataPrefix=mods&from=2024-01-01")
        assert asked[1] == {
            "verb": "ListRecords",
            "set": "maps",
            "metadataPrefix": "mods",
            "from": "2024-01-01",
        }
        assert FORMAT.source_name(["https://a.example/oai?set=maps"]) == "a.example/oai maps"

    def test_a_tired_server_is_given_the_time_it_asks_for(self, serve, harvest) -> None:
        tired = iter(
            [
                lambda h: h.send(b"", 503, Retry_After="7"),
                lambda h: h.send(b"", 429),
                lambda h: h.send(page(record("a"))),
            ]
        )
        address, _ = serve(lambda handler, query: next(tired)(handler))
        assert len(only(harvest(address), Draft)) == 1
        assert harvest.waits == [7.0, 10.0]

    def test_nothing_new_is_no_error(self, serve, harvest) -> None:
        body = b"<OAI-PMH><error code='noRecordsMatch'>none</error></OAI-PMH>"
        address, _ = serve(lambda handler, query: handler.send(body))
        items = harvest(address)
        assert [type(item) for item in items] == [Nothing]

    @pytest.mark.parametrize(
        ("respond", "reason"),
        [
            (lambda h, q: h.send(b"", 503, Retry_After="86400"), "asks to wait"),
            (lambda h, q: h.send(b"", 503), "does not answer"),
            (lambda h, q: h.send(b"", 404), "status 404"),
            (lambda h, q: h.send(BROKEN.encode()), "broken XML"),
            (lambda h, q: h.send(b"<html/>"), "not OAI-PMH"),
            (lambda h, q: h.send(page(record("a"), token="same")), "twice"),
            (
                lambda h, q: h.send(b"<OAI-PMH><error code='badVerb'>?</error></OAI-PMH>"),
                "badVerb",
            ),
            (lambda h, q: h.send(b"", 302, Location="file:///etc/passwd"), "http://"),
            (lambda h, q: h.send(b"", 302, Location="gopher://x.example/"), "http://"),
            (lambda h, q: h.send(b"", 302, Location="/oai"), "redirects"),
            (lambda h, q: h.send(b"", 302), "nowhere"),
            (lambda h, q: h.send(b"x" * 3000), "over 2,000 bytes"),
            (lambda h, q: h.send(b"x", Content_Encoding="gzip"), "compressed"),
        ],
    )
    def test_what_cannot_be_brought_to_its_end_is_refused(
        self, serve, harvest, respond: Respond, reason: str
    ) -> None:
        address, _ = serve(respond)
        with pytest.raises(LoadError, match=reason):
            harvest(address, Limits(bytes=2_000, tries=2))

    @pytest.mark.parametrize("in_headers", [True, False])
    def test_a_server_that_drips_has_an_end(self, serve, harvest, in_headers: bool) -> None:
        over = threading.Event()

        def drip(handler: Handler, query: dict[str, str]) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            if not in_headers:
                handler.wfile.write(b"no\r\nContent-Length: 1000\r\n\r\n")
            try:
                for _ in range(1000):
                    handler.wfile.write(b" ")
                    handler.wfile.flush()
                    if over.wait(0.02):
                        return
            except OSError:
                return  # cut off, as it should be

        address, _ = serve(drip)
        try:
            with pytest.raises(LoadError, match="slow"):
                harvest(address, Limits(seconds=0.3, silence=5, tries=1))
        finally:
            over.set()

    def test_a_redirect_within_the_site_is_followed(self, serve, harvest) -> None:
        def respond(handler: Handler, query: dict[str, str]) -> None:
            if handler.path.startswith("/oai"):
                handler.send(b"", 301, Location="/new?" + urlsplit(handler.path).query)
            else:
                handler.send(page(record("a")))

        address, _ = serve(respond)
        assert len(only(harvest(address), Draft)) == 1

    def test_a_public_server_cannot_send_us_into_our_own_network(
        self, serve, tmp_path: Path
    ) -> None:
        address, asked = serve(lambda handler, query: handler.send(page(record("a"))))
        fetcher = Fetcher("http://public.example/oai")
        with pytest.raises(Refused, match="not a public address"):
            fetcher.fetch(address, tmp_path / "answer.xml")
        assert asked == []

    @pytest.mark.parametrize(
        "address", ["file:///etc/passwd", "ftp://x.example/", "http://", "http://x.example:a/"]
    )
    def test_what_is_no_address_is_refused(self, harvest, address: str) -> None:
        with pytest.raises(LoadError):
            harvest(address)

    def test_a_day_that_is_none_is_refused_before_anything_is_asked(self, serve, harvest) -> None:
        address, asked = serve(lambda handler, query: handler.send(page(record("a"))))
        with pytest.raises(LoadError, match="write a day"):
            harvest(address, **{"from": "yesterday"})
        assert asked == []


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("12", 12), (None, None), ("soon", None), ("Wed, 21 Oct 2015 07:28:00 GMT", 0)],
)
def test_retry_after(said: str | None, seconds: float | None) -> None:
    assert _retry_after(said) == seconds


REAL = (
    *(f"oai_sickle/{name}.xml" for name in (
        "GetRecord", "GetRecord_utf8test", "ListRecords", "ListRecords2", "ListRecords3",
        "ListRecords4",
    )),
    *(f"archivesspace/fixtures/oai/responses/getrecord_{name}.xml" for name in (
        "oai_dc", "oai_dcterms", "oai_ead", "oai_ead_without_uris", "oai_marc", "oai_mods",
        "resource_oai_dc", "resource_oai_dcterms", "resource_oai_marc", "resource_oai_mods",
    )),
    *(f"dpla_ingestion3/{name}.xml" for name in (
        "bhl", "esdn", "gpo", "gpo_ebooks", "il", "in", "jh3", "ma", "ma-creator", "maryland",
        "michigan", "michigan_bad", "mt", "nc", "northwest-heritage", "oai-page", "ohio",
        "oklahoma", "rumsey", "scdl", "tn", "tx", "txdl", "wi",
    )),
)  # fmt: skip


class TestRealFiles:
    @pytest.mark.parametrize("name", REAL)
    def test_every_record_is_there_and_no_value_is_lost(
        self, shared_data: Path, mapping: RecordMapping, name: str
    ) -> None:
        path = shared_data / "formats" / name
        options = Options(mapping, "town", {"raw": "keep"}, publish_held=True)
        items = list(FORMAT.read([str(path)], options))
        tree = etree.parse(path, etree.XMLParser(recover=True, resolve_entities=False))
        headers = list(tree.iter("{*}header"))
        assert only(items, Reject) == []
        ids = {draft.own_id for draft in only(items, Draft)}
        tops = [
            draft
            for draft in only(items, Draft)
            if not any(above["id"] in ids for above in draft.values.get("ancestors", ()))
        ]
        assert len(tops) + len(only(items, Deletion)) == len(headers)
        around = ("responseDate", "request", "resumptionToken", "datestamp", "setSpec")
        values = [
            text
            for part in tree.iter(etree.Element)
            if str(part.tag).rpartition("}")[2] not in around
            and (text := (part.text or "").strip())
        ]
        missing = [
            value
            for value in lost(values, items)
            if not terms.language(value) and "english;eng" not in value
        ]
        assert missing == []


class TestPatience:
    def test_an_endpoint_that_is_not_there_is_tried_with_a_line_each_time(
        self, mapping: RecordMapping
    ) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]  # free again at once, and nobody listens there
        waits: list[float] = []
        lines: list[str] = []
        oai = OaiHarvest(None, waits.append, lines.append)
        with pytest.raises(LoadError, match="not be reached"):
            list(oai.read([f"http://127.0.0.1:{port}/oai"], Options(mapping, "x")))
        assert waits == [1, 2, 4, 8]
        assert [line.partition("; ")[2] for line in lines] == [
            f"try {number} of 5 in {wait} s" for number, wait in ((2, 1), (3, 2), (4, 4), (5, 8))
        ]
        assert all("not be reached (" in line for line in lines)
        limits = Limits()
        assert limits.tries * limits.connect + sum(waits) <= 40

    def test_who_does_not_pick_up_is_given_up_on(self, mapping: RecordMapping) -> None:
        with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
            address = full.getsockname()
            callers = [socket.socket() for _ in range(4)]
            try:
                for caller in callers:
                    caller.setblocking(False)
                    caller.connect_ex(address)  # the queue is full now, and nobody accepts
                oai = OaiHarvest(Limits(connect=0.2), lambda _: None, lambda _: None)
                extra = {"tries": "2"}
                begun = time.monotonic()
                with pytest.raises(LoadError, match=r"not be reached|timed out|does not answer"):
                    list(
                        oai.read(
                            [f"http://127.0.0.1:{address[1]}/oai"], Options(mapping, "x", extra)
                        )
                    )
                assert time.monotonic() - begun < 5
            finally:
                for caller in callers:
                    caller.close()

    @pytest.mark.parametrize("said", ["0", "-1", "many", "99999"])
    def test_patience_that_cannot_be_meant_is_refused(self, harvest, said: str) -> None:
        with pytest.raises(LoadError, match="from 1 to 3600"):
            harvest("http://127.0.0.1:9/oai", tries=said)


class TestUpdates:
    def test_an_update_without_news_is_done(self, serve, tmp_path, monkeypatch, capfd) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:index")
        none = b"<OAI-PMH><error code='noRecordsMatch'>none</error></OAI-PMH>"

        def respond(handler: Handler, query: dict[str, str]) -> None:
            handler.send(none if "from" in query else page(record("1"), record("2")))

        address, _ = serve(respond)
        since = ("-o", "from=2026-01-01")
        assert run("load", "oai", address, *since, "--update") == 0  # nothing there, nothing new
        assert run("load", "oai", address) == 0
        capfd.readouterr()
        assert run("load", "oai", address, *since, "--update") == 0
        out = capfd.readouterr().out
        assert "no record matches: none" in out
        assert "nothing has changed: the source has nothing new" in out
        assert run("load", "oai", address, *since) == 2  # it would replace all there is
        assert "no record could be loaded" in capfd.readouterr().err
        engine = EmbeddedEngine.open("index", load("records"))
        try:
            assert engine.info().records == 2
        finally:
            engine.close()


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert isinstance(ended.value.code, int)
    return ended.value.code


class TestAServerWithoutAnEnd:
    def test_is_left_after_twenty_answers_without_a_new_record(self, serve, harvest) -> None:
        address, asked = serve(
            lambda h, q: h.send(page(record("a"), record("b"), token=f"t{len(asked)}"))
        )
        with pytest.raises(LoadError, match="20 answers in a row"):
            harvest(address)
        assert len(asked) == 1 + 21  # the sets, the first answer, and twenty like it

    def test_may_skip_some(self, serve, harvest) -> None:
        def respond(h: Handler, q: dict[str, str]) -> None:
            at = int(q.get("resumptionToken", "0"))
            records = (record(str(at)),) if at % 19 == 0 else ()
            h.send(page(*records, token=str(at + 1) if at < 57 else ""))

        address, _ = serve(respond)
        assert len(only(harvest(address), Draft)) == 4

    def test_that_says_more_than_it_gives_is_told(self, serve, harvest) -> None:
        def sized(size: str, token: str) -> bytes:
            made = page(record("a"), record("b"), token=token).decode()
            return made.replace(
                "<resumptionToken", f'<resumptionToken completeListSize="{size}"'
            ).encode()

        no_number = "9" * 5_000
        sizes = (("3", True), ("2", False), ("1", False), ("many", False), (no_number, False))
        for size, is_told in sizes:
            address, _ = serve(
                lambda h, q, size=size: h.send(
                    sized(size, "" if "resumptionToken" in q else "more")
                )
            )
            remarks = [one.message for one in only(harvest(address), Remark)]
            assert any("list has 3 records, and gave 2" in one for one in remarks) is is_told

    def test_is_left_where_it_gives_far_more_than_it_said(
        self, serve, harvest, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(going_on, "_BEYOND", 5)

        def respond(h: Handler, q: dict[str, str]) -> None:
            at = int(q.get("resumptionToken", "0"))
            made = page(record(str(at)), token=str(at + 1) if at < 500 else "").decode()
            size = '<resumptionToken completeListSize="3"'
            h.send(made.replace("<resumptionToken", size).encode())

        address, asked = serve(respond)
        with pytest.raises(LoadError, match="list has 3 records, gave 12, and goes on"):
            harvest(address)
        assert len(asked) == 1 + 12

    def test_is_given_a_pause_between_two_answers(self, serve, harvest) -> None:
        address, _ = serve(
            lambda h, q: h.send(
                page(record(str(len(q))), token="" if "resumptionToken" in q else "t")
            )
        )
        harvest(address, Limits(pause=0.5))
        assert harvest.waits == [0.5]

    def test_of_sets_is_harvested_without_their_names(self, serve, harvest, monkeypatch) -> None:
        token = "<resumptionToken>{}</resumptionToken>"
        sets = f"<OAI-PMH><ListSets><set><setSpec>a</setSpec></set>{token}</ListSets></OAI-PMH>"

        def do_get(handler: Handler) -> None:
            query = dict(parse_qsl(urlsplit(handler.path).query))
            handler.asked.append(query)
            listing = query.get("verb") == "ListSets"
            handler.send(sets.format(len(handler.asked)).encode() if listing else page(record("a")))

        monkeypatch.setattr(Handler, "do_GET", do_get)
        address, asked = serve(lambda h, q: None)
        items = harvest(address)
        assert len(only(items, Draft)) == 1
        assert any("names of the sets" in one.message for one in only(items, Remark))
        assert len(asked) < 30
