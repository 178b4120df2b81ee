"""The sample configurations of nginx and Caddy, started for real in front of a site."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from catalogue import RECORDS
from served import serving
from serving import publish

from index_mappings.mapping import RecordMapping
from service.engines.embedded import EmbeddedEngine

pytestmark = [pytest.mark.slow, pytest.mark.server]

SAMPLES = Path(__file__).parents[1] / "deploy"
NAME = "archive.example"
PATIENCE = 30  # seconds
Answer = tuple[int, dict[str, str], str]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    made = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}",
         "-keyout", str(made[1]), "-out", str(made[0])],
        check=True, capture_output=True,
    )  # fmt: skip
    return made


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Front:
    """A proxy that listens on a port with TLS."""

    def __init__(self, port: int, plain: int, certificate: Path) -> None:
        self.port = port
        self.plain = plain  # the port without TLS
        self._tls = ssl.create_default_context(cafile=str(certificate))

    def ask(
        self, path: str, headers: dict[str, str] | None = None, method: str = "GET",
        body: bytes | Iterator[bytes] | None = None,
    ) -> Answer:  # fmt: skip
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        with raw, self._tls.wrap_socket(raw, server_hostname=NAME) as wrapped:
            connection = http.client.HTTPConnection(NAME)
            connection.sock = wrapped
            with suppress(OSError):  # a body that is refused is not taken to its end
                connection.request(method, path, body, {"Host": NAME, **(headers or {})})
            answer = connection.getresponse()
            text = answer.read().decode()
            found: dict[str, str] = {}
            for name, value in answer.getheaders():  # one that stands twice shows
                key = name.lower()
                found[key] = f"{found[key]}, {value}" if key in found else value
            return answer.status, found, text


def nginx(
    folder: Path, site: int, port: int, plain: int, certificate: tuple[Path, Path]
) -> tuple[list[str], dict[str, str]]:
    text = (SAMPLES / "nginx.conf").read_text()
    for given, ours in (
        ("127.0.0.1:8000", f"127.0.0.1:{site}"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        (f"/etc/letsencrypt/live/{NAME}/fullchain.pem", str(certificate[0])),
        (f"/etc/letsencrypt/live/{NAME}/privkey.pem", str(certificate[1])),
        ("/var/cache/nginx/searchroom", str(folder / "cache")),
    ):
        assert given in text
        text = text.replace(given, ours)
    (folder / "site.conf").write_text(text)
    kept = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "nginx.conf"
    whole.write_text(
        f"daemon off; pid {folder}/pid; error_log stderr warn; user {user()};"
        f"events {{}} http {{ {kept} include {folder}/site.conf; }}"
    )
    return ["nginx", "-c", str(whole), "-p", str(folder)], {}


def user() -> str:
    return "root" if os.getuid() == 0 else "nobody"


def caddy(
    folder: Path, site: int, port: int, plain: int, certificate: tuple[Path, Path]
) -> tuple[list[str], dict[str, str]]:
    text = (SAMPLES / "Caddyfile").read_text()
    tls = f"tls {certificate[0]} {certificate[1]}\n\tbind 127.0.0.1"
    for given, ours in (
        ("127.0.0.1:8000", f"127.0.0.1:{site}"),
        (f"\nhttp://{NAME} {{", f"\nhttp://{NAME}:{plain} {{\n\tbind 127.0.0.1"),
        ("\n:443 {", f"\n:{port} {{\n\tbind 127.0.0.1"),
        (f"\n{NAME} {{", f"\n{NAME}:{port} {{\n\t{tls}"),
        ("\n{\n", "\n{\n\tadmin off\n\tauto_https disable_redirects\n"),
    ):
        assert given in text
        text = text.replace(given, ours)
    (folder / "Caddyfile").write_text(text)
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")], home


@contextmanager
def running(command: list[str], port: int, env: dict[str, str], log: Path) -> Iterator[None]:
    with log.open("w") as written:
        process = subprocess.Popen(
            command, env={**os.environ, **env}, stderr=written, stdout=written
        )
    try:
        end = time.monotonic() + PATIENCE
        while True:
            assert process.poll() is None and time.monotonic() < end, log.read_text()
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                continue
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture(params=[nginx, caddy], ids=["nginx", "caddy"])
def front(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    mapping: RecordMapping, certificate: tuple[Path, Path],
) -> Iterator[Front]:  # fmt: skip
    made: Callable[..., Any] = request.param
    if shutil.which(made.__name__) is None:
        assert not os.environ.get("CI"), f"{made.__name__} is not installed"
        pytest.skip(f"{made.__name__} is not installed")
    engine = EmbeddedEngine.open(tmp_path / "index", mapping)
    publish(engine, list(RECORDS))
    engine.close()
    monkeypatch.setenv("SEARCHROOM_ENGINE", f"embedded:{tmp_path / 'index'}")
    monkeypatch.setenv("SEARCHROOM_PROXIES", "127.0.0.1")
    monkeypatch.setenv("SEARCHROOM_PUBLIC_URL", f"https://{NAME}")
    monkeypatch.setenv("SEARCHROOM_METRICS", "all")  # so that it is the proxy that keeps it
    folder = tmp_path / "proxy"
    folder.mkdir()
    port, plain = free_port(), free_port()
    with serving(tmp_path, workers=1) as (url, _):
        command, env = made(folder, int(url.rpartition(":")[2]), port, plain, certificate)
        with running(command, port, env, folder / "log"):
            yield Front(port, plain, certificate[0])


def test_a_site_behind_a_proxy(front: Front) -> None:
    status, headers, body = front.ask("/search?q=jets")
    assert status == 200 and "jets" in body.lower()
    assert "max-age" in headers["strict-transport-security"]
    assert f"https://{NAME}/" in front.ask("/api/v1/search?q=jets")[2]
    # the reader is this machine, whom the site itself would tell
    for address in ("/metrics", "//metrics", "/%6detrics", "/a/../metrics"):
        assert front.ask(address)[0] == 403, address
    # an id with slashes in a row, and one that is escaped, come through as they are
    status, headers, body = front.ask("/records/a//b%2Fc")
    assert status == 404 and "a//b" not in headers.get("location", "")
    assert front.ask("/search", method="POST")[0] == 405
    # what a reader writes there himself says nothing of him
    forged = {"X-Forwarded-For": "nonsense", "X-Forwarded-Proto": "http", "Forwarded": "for=x"}
    assert "strict-transport-security" in front.ask("/search?q=jets", forged)[1]


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/search?q=jets", "GET", 200), ("/metrics", "GET", 403), ("/search", "POST", 405),
        ("/search/", "GET", 308), ("/nothing", "GET", 404), ("/api/v1/search?size=-1", "GET", 400),
        ("/assets/x/searchroom.css", "GET", 200), (f"/?q={'x' * 20_000}", "GET", 414),
    ],
)  # fmt: skip
def test_every_answer_is_for_tls_alone_and_says_who_may_keep_it(
    front: Front, path: str, method: str, status: int
) -> None:
    found, headers, _ = front.ask(path, method=method)
    assert found == status or (status == 414 and found in (400, 431))
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert headers["cache-control"] and ", no-store" not in headers["cache-control"]


@pytest.mark.parametrize("is_counted", [True, False], ids=["counted", "chunked"])
@pytest.mark.parametrize("size", [1_048_577, 1_100_000, 3_000_000])
def test_too_large_a_body_is_told_so(front: Front, size: int, is_counted: bool) -> None:
    body = b"x" * size
    sent = body if is_counted else iter([body[:500_000], body[500_000:]])
    status, headers, _ = front.ask("/api/v1/search", method="POST", body=sent)
    assert status == 413
    assert headers["strict-transport-security"] == "max-age=31536000"


def test_another_host_and_no_tls_are_told_who_may_keep_the_answer(front: Front) -> None:
    for host in ("other.example", "a..b"):
        headers = front.ask("/", {"Host": host})[1]
        assert headers["strict-transport-security"] == "max-age=31536000"
        assert headers["cache-control"]
    plain = http.client.HTTPConnection("127.0.0.1", front.plain, timeout=PATIENCE)
    plain.request("GET", "/search?q=jets", headers={"Host": NAME})
    answer = plain.getresponse()
    plain.close()
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{NAME}/search?q=jets"
    assert answer.headers["Cache-Control"] == "no-store"


def test_caddy_bounds_no_long_answer_that_is_steadily_read() -> None:
    if shutil.which("caddy") is None:
        pytest.skip("caddy is not installed")
    read = subprocess.run(
        ["caddy", "adapt", "--adapter", "caddyfile", "--config", str(SAMPLES / "Caddyfile")],
        capture_output=True, check=True,
    )  # fmt: skip
    servers = json.loads(read.stdout)["apps"]["http"]["servers"].values()
    # 200 MB at 64 kbit/s; what it says is of the whole answer, in nanoseconds
    assert min(one["write_timeout"] for one in servers) >= 6 * 3600 * 10**9


def test_what_may_be_kept_is_asked_for_once(front: Front) -> None:
    page = front.ask("/")[2]
    (style,) = {part.partition('"')[0] for part in page.split('href="') if ".css" in part[:200]}
    path = style.removeprefix(f"https://{NAME}")
    first, second = front.ask(path), front.ask(path)
    assert first[0] == second[0] == 200
    assert first[2] == second[2]
    if "x-cache" in first[1]:  # nginx keeps it for all
        assert (first[1]["x-cache"], second[1]["x-cache"]) == ("MISS", "HIT")
    for header in ("cache-control", "strict-transport-security"):
        assert second[1][header] == first[1][header], "neither is there twice"
    assert front.ask("/healthz")[1].get("x-cache", "MISS") != "HIT"
