"""The client of a request. Only proxies named in the settings are trusted.

A proxy gives its client in `X-Forwarded-For`, and the scheme in `X-Forwarded-Proto`. Anybody can
send these headers, so they are used only if the request comes from an address in
`SEARCHROOM_PROXIES`, and removed otherwise. No other header of the kind is read from anybody: the
host is that of `Host`, and the path that the site is mounted under that of `SEARCHROOM_PUBLIC_URL`.
A header `SCRIPT_NAME` does not come through at all: the server drops names with an underscore.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from service.networks import Address, Network, address, networks, within

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

UNBELIEVED = "searchroom.unbelieved"
"""Set in the environment of a request whose forwarded headers were not believed."""

_FOR, _PROTO = "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"
_FORWARDED = (
    _FOR, _PROTO, "HTTP_FORWARDED", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PREFIX", "HTTP_X_FORWARDED_SSL", "HTTP_X_FORWARDED_SCHEME",
    "HTTP_X_FORWARDED_PROTOCOL", "HTTP_X_SCRIPT_NAME", "HTTP_SCRIPT_NAME", "HTTP_PATH_INFO",
    "HTTP_X_REAL_IP", "HTTP_X_CLIENT_IP", "HTTP_TRUE_CLIENT_IP", "HTTP_CF_CONNECTING_IP",
)  # fmt: skip
# what names a client: a proxy that sends one is between, whether or not we know it
_NAME_A_CLIENT = (_FOR, "HTTP_FORWARDED", "HTTP_X_REAL_IP")

# of this machine, of a private network (RFC 1918, 4193), of a link, and of a container's or a
# carrier's network (RFC 6598)
_OUR_OWN = networks(
    "", "127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7,169.254.0.0/16,fe80::/10,"
    "100.64.0.0/10"
)  # fmt: skip


class Proxied:
    """A WSGI application that gets each request with its original client and scheme."""

    def __init__(self, application: WSGIApplication, believed: tuple[Network, ...] | None) -> None:
        self._application = application
        self._believed = believed
        self._warned = False

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        headers = {name: environ.pop(name) for name in _FORWARDED if name in environ}
        if headers:
            self._read(environ, headers)
        return self._application(environ, start)

    def _read(self, environ: WSGIEnvironment, headers: dict[str, str]) -> None:
        peer = address(environ.get("REMOTE_ADDR", ""))
        if not within(peer, self._believed):
            environ[UNBELIEVED] = True
            self._warn(peer)
        elif _FOR in headers:
            client = self._client(headers[_FOR].split(","))
            if client is None:
                environ[UNBELIEVED] = True
            else:
                environ["REMOTE_ADDR"] = str(client)
        elif any(name in headers for name in _NAME_A_CLIENT):
            environ[UNBELIEVED] = True
        scheme = headers.get(_PROTO, "").rpartition(",")[2].strip().lower()
        if scheme in ("http", "https") and within(peer, self._believed):
            environ["wsgi.url_scheme"] = scheme

    def _client(self, addresses: list[str]) -> Address | None:
        """Return the client in a chain of proxies: the last that is not one of our proxies."""
        found = None
        for text in reversed(addresses):
            found = address(text)
            if found is None or self._believed is None or not within(found, self._believed):
                break
        return found

    def _warn(self, peer: Address | None) -> None:
        # a public address may be any reader's, who can write what headers he likes
        if self._warned or not is_ours(peer):
            return
        self._warned = True
        log.warning(
            "requests from %s have forwarded headers, and SEARCHROOM_PROXIES does not name it: "
            "so clients behind it have no budgets",
            peer,
        )


def is_ours(peer: Address | None) -> bool:
    """Return whether an address can only belong to a machine of our own network."""
    return peer is None or within(peer, _OUR_OWN)
