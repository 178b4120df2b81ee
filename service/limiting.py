"""Clients held to their budgets: one that has used it up learns when to ask again, and where the
dump is."""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterable
from functools import partial
from typing import cast

from flask import Flask, Response, current_app, g, request

from index_mappings.sayings import sentence
from service.budgets import Budgets, bytes_price, is_shared, price
from service.charged import Streamed, Streams
from service.errors import ConfigurationError, TooMany
from service.networks import Network, address, networks, within
from service.proxies import UNBELIEVED, is_ours
from service.search.addresses import DUMPS, FOR_OPERATORS
from service.settings import Settings

_STREAM = 5  # seconds in which one of several exports has often ended


class Limiter:
    """The budgets of an application, and who has none."""

    def __init__(self, settings: Settings) -> None:
        self.budgets = Budgets(settings.budget, _bits(settings.budget_network))
        self.free: tuple[Network, ...] | None = networks(
            "SEARCHROOM_BUDGET_FREE", settings.budget_free
        )
        self.streams = Streams()
        self.most_streams = max(1, settings.threads // 2)

    def kind(self) -> Hashable:
        """Return the client of the present request and what it asked for."""
        return self.budgets.who(address(request.remote_addr or "")), request.endpoint


def limit(app: Flask, settings: Settings) -> None:
    """Hold the clients of an application to their budgets, where a server of ours serves it.

    Raises ConfigurationError if a setting cannot be read.
    """
    limiter = Limiter(settings) if settings.budget else None
    if limiter is None or not is_shared():
        return
    app.extensions["searchroom.limiter"] = limiter
    app.before_request(_admit)
    app.after_request(_charge)


def _admit() -> None:
    g.budget = False
    limiter: Limiter = current_app.extensions["searchroom.limiter"]
    peer = address(request.remote_addr or "")
    if request.path in FOR_OPERATORS or (limiter.free != () and within(peer, limiter.free)):
        return
    if request.environ.get(UNBELIEVED) and is_ours(peer):
        return  # by a proxy that the settings do not name: all its readers would be one client
    seconds = limiter.budgets.wait(peer, time.monotonic())
    if limiter.streams.count(limiter.kind()) >= limiter.most_streams:
        seconds = max(seconds, _STREAM)
    if seconds:
        dump = f"{request.script_root}{DUMPS}"
        raise TooMany(
            sentence(
                "this address has asked for more than its share; ask again in %(seconds)s "
                "seconds. The whole catalogue can be had at once at %(address)s",
                seconds=seconds,
                address=dump,
            ),
            seconds,
        )
    g.budget = True
    g.began, g.worked = time.perf_counter(), time.thread_time()


def _charge(response: Response) -> Response:
    if g.get("budget"):
        limiter: Limiter = current_app.extensions["searchroom.limiter"]
        account = partial(limiter.budgets.charge, address(request.remote_addr or ""))
        sent = 0 if request.method == "HEAD" else response.content_length or 0
        account(time.monotonic(), price(g.began, g.worked) + bytes_price(sent))
        if response.is_streamed and not response.direct_passthrough:
            counted = limiter.streams.one_more(limiter.kind())
            made = Streamed(response.response, account, counted)
            response.response = cast("Iterable[bytes]", made)
    return response


def _bits(text: str) -> tuple[int, int]:
    parts = text.split("/")
    if len(parts) == 2 and all(part.isdecimal() for part in parts):
        four, six = int(parts[0]), int(parts[1])
        if four <= 32 and six <= 128:
            return four, six
    raise ConfigurationError(
        f"SEARCHROOM_BUDGET_NETWORK is {text!r}; it takes the lengths of an IPv4 and an IPv6 "
        "network, such as 32/64"
    )
