"""What an operator should mend before a reader notices: `searchroom check --operator`.

A check is a function from a `Watched` to whole sentences; a new one is one function and one line
of CHECKS.
"""

from __future__ import annotations

import shutil
import socket
import ssl
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from service.engines.contract import Engine
from service.engines.opening import EMBEDDED
from service.errors import SearchroomError
from service.results import IndexInfo
from service.settings import Settings
from service.upkeep.dump_problems import damaged_dump, owed_dump
from service.upkeep.loads import last_loads

CERTIFICATE_DAYS = 30  # days before its end: what renews certificates does so a month ahead
_PATIENCE = 5  # seconds for a server to show its certificate
_FREE = 0.05  # the part of a disk below which file systems and databases begin to refuse
_ROOM = 2  # times the live index: a load builds the next one beside it, and merges it


@dataclass(frozen=True, slots=True)
class Watched:
    """The site that is looked at; `info` is its live index, None where it cannot be read."""

    settings: Settings
    engine: Engine
    info: IndexInfo | None
    now: datetime


Check = Callable[[Watched], Iterator[str]]


def operators_problems(watched: Watched) -> list[str]:
    """Return all that is to be mended, in the order of CHECKS."""
    return [sentence for check in CHECKS for sentence in check(watched)]


def certificates(watched: Watched) -> Iterator[str]:
    """Report the site's certificate and the engine's where they end within a month."""
    settings = watched.settings
    yield from _certificate(settings.public_url, "", watched.now)
    if settings.elastic_fingerprint:
        return  # trusted as it is, for as long as it is the same
    for address in settings.engine.split(","):
        yield from _certificate(address.strip(), settings.elastic_ca_file, watched.now)


def _certificate(address: str, authority: str, now: datetime) -> Iterator[str]:
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        return
    where = f"{parts.hostname}:{parts.port or 443}"
    try:
        context = ssl.create_default_context(cafile=authority or None)
        with (
            socket.create_connection((parts.hostname, parts.port or 443), _PATIENCE) as plain,
            context.wrap_socket(plain, server_hostname=parts.hostname) as secure,
        ):
            certificate = secure.getpeercert() or {}
    except ssl.SSLCertVerificationError as error:
        yield f"the certificate of {where} is not trusted: {error.verify_message}; renew it"
        return
    except OSError as error:
        yield f"{where} does not show a certificate: {error.strerror or error}"
        return
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
    if ends - now < timedelta(days=CERTIFICATE_DAYS):
        days = (ends - now).days
        yield f"the certificate of {where} ends in {days} days, on {ends:%Y-%m-%d}; renew it"


def disks(watched: Watched) -> Iterator[str]:
    """Report each disk that is nearly full, or on which the next load may not fit."""
    settings = watched.settings
    is_embedded = settings.engine.startswith(EMBEDDED)
    index = Path(settings.engine.removeprefix(EMBEDDED)) if is_embedded else None
    places = {"the index": index, "temporary files": _temporary(), "the site": Path(settings.home)}
    size = watched.info.size if watched.info else 0
    for what, place in places.items():
        here = _that_is_there(place)
        if here is None:
            continue
        usage = shutil.disk_usage(here)
        needed = _ROOM * size if place == index else 0
        if usage.free < needed:
            yield (
                f"the disk of {what} ({here}) has {_mb(usage.free)} free, and a load may need "
                f"{_mb(needed)} beside the live index; make room"
            )
        elif usage.free < _FREE * usage.total:
            yield f"the disk of {what} ({here}) is nearly full: {_mb(usage.free)} free; make room"


def _temporary() -> Path | None:
    try:
        return Path(tempfile.gettempdir())
    except OSError:
        return None


def _that_is_there(place: Path | None) -> Path | None:
    if place is None:
        return None
    return next((path for path in (place, *place.absolute().parents) if path.is_dir()), None)


def age(watched: Watched) -> Iterator[str]:
    """Report what has not been loaded for SEARCHROOM_MAX_AGE days, unless that is 0."""
    days = watched.settings.max_age
    if not days:
        return
    loaded = {
        f"the source {load.source!r}": load.last
        for load in last_loads(watched.settings)
        if load.last
    }
    if not loaded and watched.info and watched.info.built:
        loaded = {f"the index {watched.info.name}": datetime.fromisoformat(watched.info.built)}
    for what, when in loaded.items():
        if watched.now - when > timedelta(days=days):
            yield (
                f"{what} was last loaded on {when:%Y-%m-%d}, more than {days} days ago "
                "(SEARCHROOM_MAX_AGE); `searchroom load --all` loads it again"
            )


def failed_sources(watched: Watched) -> Iterator[str]:
    """Report each source whose last load failed."""
    for load in last_loads(watched.settings):
        if when := load.failed:
            yield (
                f"the last load of the source {load.source!r} failed, on {when:%Y-%m-%d} "
                f"at {when:%H:%M} UTC; `searchroom load --all` says why"
            )


def published_dump(watched: Watched) -> Iterator[str]:
    """Report a published dump that nobody can fetch, or that is damaged; each byte is read."""
    with suppress(SearchroomError):  # another check reports that it cannot be searched
        for look in (owed_dump, damaged_dump):
            if problem := look(watched.engine, watched.settings.dumps):
                yield problem


def cluster(watched: Watched) -> Iterator[str]:
    """Report what the engine says about its own machines."""
    try:
        yield from watched.engine.notices()
    except SearchroomError as error:
        yield str(error)


def _mb(size: float) -> str:
    return f"{size / 1e6:,.0f} MB"


CHECKS: tuple[Check, ...] = (certificates, disks, age, failed_sources, published_dump, cluster)
