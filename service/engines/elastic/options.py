"""The operator's settings of the Elasticsearch engine (SEARCHROOM_ELASTIC_...)."""

from __future__ import annotations

from dataclasses import dataclass, field

from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of one engine. Times are in seconds.

    `replicas` is a number of copies, or a range such as "0-1": as many as the cluster has
    room for. `green` is how long a finished build may take to have all its copies; with
    `yellow`, one that lacks some is published all the same. `merge` makes one segment of a
    build, which searches faster and loads slower.
    """

    prefix: str = ""
    api_key: str = field(default="", repr=False)
    ca_file: str = ""
    fingerprint: str = ""
    timeout: int = 10
    sniff: bool = False
    connections: int = 10
    replicas: str = "0-1"
    green: int = 60
    yellow: bool = False
    merge: bool = False
    lock: int = 60

    @classmethod
    def from_settings(cls, settings: Settings) -> Options:
        """Return the options from the settings."""
        return cls(
            prefix=settings.elastic_prefix,
            api_key=settings.elastic_api_key,
            ca_file=settings.elastic_ca_file,
            fingerprint=settings.elastic_fingerprint,
            timeout=max(1, settings.elastic_timeout),
            sniff=bool(settings.elastic_sniff),
            connections=max(1, settings.threads),
            replicas=settings.elastic_replicas,
            green=settings.elastic_green,
            yellow=bool(settings.elastic_yellow),
            merge=bool(settings.elastic_merge),
            lock=max(3, settings.elastic_lock),
        )
