"""Enforcing the budgets of clients.

A client over its budget gets the time of its next request and the address of the dump.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import cast

from flask import Flask, Response, current_app, g, request

from index_mappings.sayings import sentence
from service.budgets import Budgets, bytes_price, is_shared, price
from service.charged import Place, Streamed, Streams
from service.errors import ConfigurationError, Crowded, TooMany
from service.front.server import REFUSED
from service.networks import Address, Network, address, networks, within
from service.proxies import UNBELIEVED, is_ours
from service.search.addresses import DUMPS, FOR_OPERATORS, is_streamed
from service.settings import Settings

Account = Callable[[float, float], None]
"""Takes a moment (`time.monotonic`) and a price in milliseconds."""

_STREAM = 5  # seconds in which one of several exports has often ended


class Limiter:
    """The budgets of an application, None where there are none, and the clients without one."""

    def __init__(self, settings: Settings) -> None:
        bits = _bits(settings.budget_network)
        self.budgets = Budgets(settings.budget, bits) if settings.budget else None
        self.free: tuple[Network, ...] | None = networks(
            "SEARCHROOM_BUDGET_FREE", settings.budget_free
        )
        # the others are for who searches
        self.streams = Streams(max(1, settings.threads // 2))


def limit(app: Flask, settings: Settings) -> None:
    """Enforce the budgets of an application's clients if our own server serves it.

    How many exports are made at once is limited without budgets, too. Raises ConfigurationError
    if a setting cannot be read.
    """
    limiter = Limiter(settings)
    if not is_shared():
        return
    app.extensions["searchroom.limiter"] = limiter
    app.extensions[REFUSED] = limiter.streams.refused
    app.before_request(_admit)
    app.after_request(_charge)
    app.teardown_request(_leave)


def _admit() -> None:
    g.budget, g.place = False, None
    limiter: Limiter = current_app.extensions["searchroom.limiter"]
    peer = address(request.remote_addr or "")
    if request.path in FOR_OPERATORS or (limiter.free != () and within(peer, limiter.free)):
        return
    # by a proxy that the settings do not name all its readers would be one client
    is_charged = not (request.environ.get(UNBELIEVED) and is_ours(peer))
    if limiter.budgets is None:
        is_charged = False
    elif is_charged:
        _refuse_who_is_ahead(limiter.budgets, peer)
    g.place = limiter.streams.place() if is_streamed(request.path) else Place()
    if g.place is None:
        raise Crowded(
            sentence(
                "too many files are being made at once; ask again in %(seconds)s seconds. The "
                "whole catalogue can be downloaded at %(address)s",
                seconds=_STREAM,
                address=_dump(),
            ),
            _STREAM,
        )
    g.budget = is_charged
    g.began, g.worked = time.perf_counter(), time.thread_time()


def _refuse_who_is_ahead(budgets: Budgets, peer: Address | None) -> None:
    seconds = budgets.wait(peer, time.monotonic())
    if seconds:
        raise TooMany(
            sentence(
                "this address has asked for more than its share; ask again in %(seconds)s "
                "seconds. The whole catalogue can be downloaded at %(address)s",
                seconds=seconds,
                address=_dump(),
            ),
            seconds,
        )


def _dump() -> str:
    return f"{request.script_root}{DUMPS}"


def _charge(response: Response) -> Response:
    place: Place | None = g.get("place")
    if place is None:
        return response
    limiter: Limiter = current_app.extensions["searchroom.limiter"]
    account: Account = _for_nothing
    if g.budget and limiter.budgets:
        account = partial(limiter.budgets.charge, address(request.remote_addr or ""))
        sent = 0 if request.method == "HEAD" else response.content_length or 0
        account(time.monotonic(), price(g.began, g.worked) + bytes_price(sent))
    if response.is_streamed and not response.direct_passthrough and request.method != "HEAD":
        streamed = Streamed(response.response, account, place)
        response.response = cast("Iterable[bytes]", streamed)
        g.place = None  # what is streamed leaves it
    return response


def _for_nothing(now: float, price: float) -> None:
    """Do not charge anybody."""


def _leave(_: BaseException | None) -> None:
    place: Place | None = g.pop("place", None)
    if place is not None:
        place.leave()


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
