"""Every setting of the service, in one table; docs/settings.md is compared with it by a test."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from service.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Setting:
    """One row: the environment variable, its default as text, and what it does."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("SEARCHROOM_ENGINE", "embedded:var/index",
            "where the index is: `embedded:<folder>`, or the URL of an Elasticsearch (several, "
            "with commas between)"),
    Setting("SEARCHROOM_MAPPING", "records",
            "the kind of catalogue: the name of a shipped mapping, or the path of a JSON file"),
    Setting("SEARCHROOM_PUBLIC_URL", "",
            "where readers find the site, with the path it is mounted under if there is one; "
            "absolute links are made from it"),
    Setting("SEARCHROOM_SITE_TITLE", "Searchroom", "the name of the site, at the top of each page"),
    Setting("SEARCHROOM_WORKERS", "2", "server processes of `searchroom serve`"),
    Setting("SEARCHROOM_THREADS", "4", "threads of each server process"),
    Setting("SEARCHROOM_KEEP", "1", "how many earlier indexes are kept for a rollback"),
    Setting("PORT", "8000", "the port of `searchroom serve` and `make run`"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process, read once and passed in; nothing else reads the environment."""

    engine: str = "embedded:var/index"
    mapping: str = "records"
    public_url: str = ""
    site_title: str = "Searchroom"
    workers: int = 2
    threads: int = 4
    keep: int = 1
    port: int = 8000

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; an empty variable counts as absent.

        Raises ConfigurationError naming a variable that is no setting or has a value that
        cannot be taken.
        """
        given = os.environ if environ is None else environ
        known = {row.name: row for row in SETTINGS}
        for name in given:
            if name.startswith("SEARCHROOM_") and name not in known and "_TEST_" not in name:
                raise ConfigurationError(
                    f"{name} is no setting of Searchroom; docs/settings.md lists them"
                )
        values: dict[str, str | int] = {}
        for row in SETTINGS:
            text = given.get(row.name, "").strip() or row.default
            field = row.name.removeprefix("SEARCHROOM_").lower()
            values[field] = (
                _whole(row.name, text) if isinstance(getattr(cls(), field), int) else text
            )
        return cls(**values)  # type: ignore[arg-type]


def _whole(name: str, text: str) -> int:
    if not text.isdecimal():
        raise ConfigurationError(f"{name} is {text!r}; it takes a whole number")
    return int(text)
