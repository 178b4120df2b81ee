"""The connection to Elasticsearch: one per process, with exceptions converted to ours.

Messages have only host and port of an address, because an address may contain a password.
"""

from __future__ import annotations

import os
import re
import ssl
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import unquote, urlsplit

from elastic_transport import ConnectionTimeout, HttpHeaders, TlsError, TransportError
from elastic_transport.client_utils import url_to_node_config
from elasticsearch import (
    ApiError,
    AuthorizationException,
    Elasticsearch,
    OrjsonSerializer,
    UnsupportedProductError,
)

from service import clock
from service.engines.elastic.options import Options
from service.engines.elastic.partial import AWAY, REFUSED
from service.errors import (
    ConfigurationError,
    EngineRefused,
    EngineUnavailable,
    IndexDamaged,
    NoIndex,
    PartAway,
    SearchroomError,
)

OLDEST = 9  # the major version that our requests, and the client, are made for
FORBIDDEN = "security_exception"
PORT = 9200  # the server's own, where an address names none
_GRACE = 1  # seconds that the server may take beyond its own time-out to say so
PATIENCE = 45  # seconds for what the master does; the server itself waits 30 for one to be elected
_LEARNING = 2  # seconds to ask one node for the others
_REVIVE = 5  # seconds at most before a node that was away is tried again
_LOSSES = frozenset({"index_not_found_exception", "alias_not_found_exception"})
# what is read in parts was held by a node that is gone; read anew, the others have it
_GONE = frozenset({"search_context_missing_nodes_exception", "search_context_missing_exception"})
_SHA_256 = re.compile(r"(?:[0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}")
_PARTS = frozenset({"search_phase_execution_exception", "no_shard_available_action_exception"})


class Server:
    """Elasticsearch behind one connection pool, checked on first use."""

    def __init__(self, addresses: str, options: Options) -> None:
        self.options = options
        self._hosts, self._login = _hosts(addresses)
        self._lock = threading.Lock()
        self._client: Elasticsearch | None = None
        self._process = 0
        self._is_checked = False

    @contextmanager
    def asking(self, seconds: int = 0) -> Iterator[Elasticsearch]:
        """Provide the client, and convert its exceptions to our errors.

        `seconds` is the time-out of each request, or 0 for that of a search. Raises NoIndex if the
        index does not exist, EngineUnavailable if the server cannot answer now, EngineRefused if it
        will not answer until a setting is corrected, and SearchroomError otherwise. Refusals are
        reported without the server's own words, which name the user.
        """
        try:
            clock.check()
            usual = self.options.timeout + _GRACE
            # a request of a reader's has a time as a whole, of which this is what is left
            allowed = min(seconds or usual, clock.left() + _GRACE)
            with self.raw() as client:
                yield client.options(request_timeout=allowed) if allowed != usual else client
        except UnsupportedProductError as error:
            raise EngineRefused(
                f"what answers at {self.where} is not Elasticsearch; SEARCHROOM_ENGINE names it"
            ) from error
        except ApiError as error:
            own_error = ours(error)
            raise own_error from None if isinstance(own_error, EngineRefused) else error
        except TlsError as error:
            raise EngineRefused(
                f"the certificate of {self.where} is not trusted: give "
                "SEARCHROOM_ELASTIC_CA_FILE or SEARCHROOM_ELASTIC_FINGERPRINT"
            ) from error
        except ConnectionTimeout as error:
            raise EngineUnavailable(
                f"Elasticsearch at {self.where} did not answer in time"
            ) from error
        except TransportError as error:
            raise EngineUnavailable(f"Elasticsearch cannot be reached at {self.where}") from error

    @contextmanager
    def raw(self) -> Iterator[Elasticsearch]:
        """Provide the client without converting exceptions; the server is still checked."""
        client = self._connected()
        if not self._is_checked:
            _check(client)
            if self.options.sniff:
                _learn_nodes(client)
            self._is_checked = True
        yield client

    @property
    def where(self) -> str:
        """Host and port of each configured node."""
        return ", ".join(host.split("://", 1)[1] for host in self._hosts)

    def close(self) -> None:
        """Close the connections; the next request opens new ones."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _connected(self) -> Elasticsearch:
        with self._lock:
            if self._client is None or self._process != os.getpid():
                # a forked process must not share its parent's connections
                self._client, self._process = self._connect(), os.getpid()
                self._is_checked = False
            return self._client

    def _connect(self) -> Elasticsearch:
        options = self.options
        secure = self._hosts[0].startswith("https:")
        tls: dict[str, str] = {}
        if secure and options.ca_file:
            tls["ca_certs"] = _authority(options.ca_file)
        if secure and options.fingerprint:
            tls["ssl_assert_fingerprint"] = _fingerprint(options.fingerprint)
        login = f"ApiKey {options.api_key}" if options.api_key else self._login
        # with each node, and not with the client: so the nodes that are learned of have it too
        headers = HttpHeaders({"authorization": login} if login else {})
        return Elasticsearch(
            [url_to_node_config(host).replace(headers=headers) for host in self._hosts],
            request_timeout=options.timeout + _GRACE,
            connections_per_node=options.connections,
            max_retries=3,
            dead_node_backoff_factor=0.5,
            max_dead_node_backoff=_REVIVE,
            sniff_on_node_failure=options.sniff,
            sniff_timeout=_LEARNING if options.sniff else None,
            serializer=OrjsonSerializer(),
            **tls,  # type: ignore[arg-type]
        )


def ours(error: ApiError) -> SearchroomError:
    """Return our error for one of the server's."""
    kind, reason = reason_of(error)
    if kind in _LOSSES:
        return NoIndex("nothing has been loaded yet; `searchroom load` loads a catalogue")
    if kind == FORBIDDEN or error.status_code == 401:
        return EngineRefused(REFUSED)
    if kind in _GONE or (kind in _PARTS and error.status_code >= 500):
        return PartAway(AWAY)
    if kind == "index_closed_exception":
        return IndexDamaged(
            "the live index was closed on Elasticsearch; open it there, or go back with "
            "`searchroom recover`"
        )
    if error.status_code in (408, 429) or error.status_code >= 500:
        return EngineUnavailable(f"Elasticsearch cannot answer now ({kind}: {reason})")
    return SearchroomError(f"Elasticsearch did not take a request of ours ({kind}: {reason})")


def reason_of(error: ApiError) -> tuple[str, str]:
    """Return the type and the reason of a server's error on one line."""
    body = error.body if isinstance(error.body, dict) else {}
    found = body.get("error", {})
    if not isinstance(found, dict):
        return "error", str(found)[:500]
    causes = found.get("root_cause") or [found]
    kind, reason = found.get("type", ""), found.get("reason") or ""
    if kind == "search_phase_execution_exception" and causes:
        kind, reason = causes[0].get("type", kind), causes[0].get("reason") or reason
    return kind or str(error.status_code), reason[:500]


def _check(client: Elasticsearch) -> None:
    """Raise EngineRefused if the server is too old. The client itself checks the product.

    A read-only user does not get the version, so nothing more is checked then.
    """
    try:
        answer = client.nodes.info(node_id="_local", filter_path="nodes.*.version")
    except AuthorizationException:
        return
    for version in (node["version"] for node in answer["nodes"].values()):
        if int(version.split(".")[0]) < OLDEST:
            raise EngineRefused(
                f"this is Elasticsearch {version}; Searchroom needs {OLDEST} or newer"
            )


def _learn_nodes(client: Elasticsearch) -> None:
    """Find the cluster's other nodes, so that the configured ones may fail.

    If this is not allowed, as for a read-only user, only the configured nodes are used.
    """
    with suppress(TransportError):
        client.transport.sniff()


def _authority(path: str) -> str:
    """Return the path of a certificate authority's file after checking that it is one."""
    try:
        ssl.create_default_context(cafile=path)
    except OSError as error:  # of the file, or of what is in it
        why = "no certificate is in it" if isinstance(error, ssl.SSLError) else error.strerror
        raise EngineRefused(
            f"SEARCHROOM_ELASTIC_CA_FILE is {path!r}, which cannot be read as a PEM file of "
            f"certificates: {why}"
        ) from error
    return path


def _fingerprint(text: str) -> str:
    """Return a fingerprint after checking that it is SHA-256."""
    if not _SHA_256.fullmatch(text):
        raise EngineRefused(
            "SEARCHROOM_ELASTIC_FINGERPRINT is not the SHA-256 fingerprint of a certificate: 64 "
            "hexadecimal digits, with or without colons"
        )
    return text


def _hosts(addresses: str) -> tuple[tuple[str, ...], str]:
    """Return the addresses without credentials, and these as an Authorization header."""
    hosts, login = [], ""
    for address in addresses.split(","):
        parts = urlsplit(address.strip())
        try:
            port = parts.port or PORT
        except ValueError:
            port = 0
        if parts.scheme not in ("http", "https") or not parts.hostname or not port:
            raise ConfigurationError(
                "SEARCHROOM_ENGINE has an address that cannot be read; write "
                "https://user:password@host:9200, several separated by commas, and what is not a "
                "letter or digit in a password percent-encoded"
            )
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        hosts.append(f"{parts.scheme}://{host}:{port}{parts.path.rstrip('/')}")
        if parts.username and not login:
            # encoded here, for the client takes no password beyond ASCII
            given = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            login = f"Basic {b64encode(given.encode()).decode()}"
    return tuple(hosts), login
