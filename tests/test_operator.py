"""`searchroom check --operator`: each thing an operator should mend, injected for real."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
import threading
from collections import namedtuple
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from catalogue import RECORDS
from serving import client_of, publish

from index_mappings.mapping import RecordMapping, load
from service.app import create_app
from service.cli import main
from service.engines.embedded import EmbeddedEngine
from service.settings import Settings
from service.upkeep import operating
from service.upkeep.operating import Watched, operators_problems

NOW = datetime.now(UTC)


@pytest.fixture
def watched(tmp_path: Path, mapping: RecordMapping) -> Watched:
    """A site of which nothing is to be told."""
    engine = EmbeddedEngine.open(tmp_path / "index", mapping)
    publish(engine, list(RECORDS[:3]))
    settings = Settings(
        home=str(tmp_path), engine=f"embedded:{tmp_path / 'index'}",
        sources=str(tmp_path / "sources.toml"),
    )  # fmt: skip
    return Watched(settings, engine, engine.info(), NOW)


def test_of_a_site_in_order_nothing_is_told(watched: Watched) -> None:
    assert operators_problems(watched) == []


class TestCertificates:
    @pytest.fixture
    def served(self, tmp_path: Path) -> Iterator[tuple[int, Path]]:
        """A server on this machine with a certificate of its own for ten days."""
        if not shutil.which("openssl"):
            pytest.skip("no openssl on this machine")
        key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-days", "10", "-subj", "/CN=localhost", "-addext",
             "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)],
            check=True, capture_output=True,
        )  # fmt: skip
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        with socket.create_server(("127.0.0.1", 0)) as listening:
            thread = threading.Thread(target=_greet, args=(listening, context), daemon=True)
            thread.start()
            yield listening.getsockname()[1], certificate
            listening.shutdown(socket.SHUT_RDWR)
        thread.join(5)

    def test_that_end_within_a_month_are_told(
        self, watched: Watched, served: tuple[int, Path]
    ) -> None:
        port, authority = served
        settings = replace(
            watched.settings, engine=f"https://localhost:{port}", elastic_ca_file=str(authority)
        )
        (told,) = operating.certificates(replace(watched, settings=settings))
        assert f"localhost:{port} ends in" in told

    def test_that_nobody_trusts_are_told(self, watched: Watched, served: tuple[int, Path]) -> None:
        settings = replace(watched.settings, public_url=f"https://localhost:{served[0]}/catalogue")
        (told,) = operating.certificates(replace(watched, settings=settings))
        assert "is not trusted" in told

    def test_that_are_not_shown_are_told(self, watched: Watched) -> None:
        settings = replace(watched.settings, public_url="https://localhost:9")
        (told,) = operating.certificates(replace(watched, settings=settings))
        assert "does not show a certificate" in told


def _greet(listening: socket.socket, context: ssl.SSLContext) -> None:
    while True:
        try:
            plain, _ = listening.accept()
        except OSError:
            return
        try:
            context.wrap_socket(plain, server_side=True).close()
        except OSError:
            plain.close()


Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(
    ("total", "free", "said"),
    [(10**9, 10**7, "is nearly full: 10 MB free"), (10**5, 10**4, "a load may need")],
)
def test_a_disk_that_is_nearly_full_is_told(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, total: int, free: int, said: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(total, total - free, free))
    assert said in " ".join(operating.disks(watched))


class TestSources:
    def test_that_were_not_loaded_for_long_are_told(self, watched: Watched) -> None:
        Path(watched.settings.sources).write_text(
            '[[source]]\nname = "letters"\nmapping = "records"\nlast_load = 2026-01-01T00:00:00Z\n'
        )
        settings = replace(watched.settings, max_age=2)
        late = replace(watched, settings=settings, now=datetime(2026, 1, 4, tzinfo=UTC))
        (told,) = operating.age(late)
        assert "'letters' was last loaded on 2026-01-01, more than 2 days ago" in told
        assert not list(operating.age(replace(late, now=datetime(2026, 1, 2, tzinfo=UTC))))
        assert not list(operating.age(replace(late, settings=watched.settings)))

    def test_an_index_of_no_known_source_has_an_age_too(self, watched: Watched) -> None:
        settings = replace(watched.settings, max_age=2)
        late = replace(watched, settings=settings, now=NOW + timedelta(days=3))
        (told,) = operating.age(late)
        assert "the index records-" in told

    def test_that_failed_are_told_until_they_are_loaded(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("SEARCHROOM_HOME", str(tmp_path))
        monkeypatch.setenv("SEARCHROOM_SOURCES", str(tmp_path / "sources.toml"))
        letters = tmp_path / "letters.jsonl"
        letters.write_text(json.dumps({"title": "A letter"}))

        def run(*arguments: str) -> tuple[int, str]:
            with pytest.raises(SystemExit) as ended:
                main(list(arguments))
            return int(ended.value.code or 0), capsys.readouterr().out

        assert run("load", "jsonl", str(letters))[0] == 0
        assert run("check", "--operator")[0] == 0
        letters.write_text("nothing of the kind")
        assert run("load", "--all")[0] == 2
        code, said = run("check", "--operator")
        assert code == 1
        assert "the last load of the source 'letters' failed" in said
        letters.write_text(json.dumps({"title": "A letter"}))
        assert run("load", "--all")[0] == 0
        assert run("check", "--operator")[0] == 0


def test_a_mapping_changed_under_a_server_asks_for_a_restart(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    own = tmp_path / "records.json"
    text = (Path(__file__).parents[1] / "index_mappings" / "records.json").read_text()
    own.write_text(text)
    settings = Settings(engine=f"embedded:{tmp_path / 'index'}", mapping=str(own))
    publish(EmbeddedEngine.open(tmp_path / "index", mapping), list(RECORDS[:3]))
    site = create_app(settings).test_client()
    assert site.get("/readyz").json["warnings"] == []
    own.write_text(text.replace("Document type", "Kind of document"))
    (told,) = site.get("/readyz").json["warnings"]
    assert "`searchroom load --all`, and then restart the server" in told
    own.write_text("{")
    (told,) = site.get("/readyz").json["warnings"]
    assert "cannot be used" in told
    own.write_text(text)
    assert site.get("/readyz").json["warnings"] == []


def test_a_mapping_loaded_already_asks_for_a_restart_alone(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    own = tmp_path / "records.json"
    text = (Path(__file__).parents[1] / "index_mappings" / "records.json").read_text()
    own.write_text(text.replace("Document type", "Kind of document"))
    publish(EmbeddedEngine.open(tmp_path / "index", mapping), list(RECORDS[:3]))
    began = EmbeddedEngine.open(tmp_path / "index", load(str(own)))
    own.write_text(text)
    (told,) = client_of(began, mapping=str(own)).get("/readyz").json["warnings"]
    assert told.endswith(
        "has changed since the server began: restart the server, and its fields, facets and "
        "settings are taken up"
    )


@pytest.mark.parametrize("setting", ["SEARCHROOM_BRIDGES", "SEARCHROOM_FACE", "SEARCHROOM_NAMES"])
def test_a_file_of_the_archive_that_cannot_be_read_is_told(
    watched: Watched, setting: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], tmp_path: Path,
) -> None:  # fmt: skip
    monkeypatch.setenv("SEARCHROOM_HOME", watched.settings.home)
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:index")
    monkeypatch.setenv("SEARCHROOM_SOURCES", "sources.toml")
    for more, code in ((None, 0), ("none.csv", 1)):
        if more:
            monkeypatch.setenv(setting, more)
        with pytest.raises(SystemExit) as ended:
            main(["check", "--quick"])
        said = capsys.readouterr().out
        assert ended.value.code == code
        assert (f"problem: {setting}: " in said and "none.csv" in said) == bool(more)
