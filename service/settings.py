"""Every setting of the service, in one table; docs/settings.md is compared with it by a test."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from index_mappings.dates import DateConventions
from service.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Setting:
    """One row: the environment variable, its default as text, and what it does."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("SEARCHROOM_HOME", ".",
            "the folder of all that the site keeps; a path in another setting begins here unless "
            "it is absolute (docs/operate.md)"),
    Setting("SEARCHROOM_ENGINE", "embedded:var/index",
            "where the index is: `embedded:<folder>`, or the URL of an Elasticsearch (several, "
            "separated by commas)"),
    Setting("SEARCHROOM_ELASTIC_PREFIX", "",
            "what the names of all indexes and aliases begin with, where a cluster is shared"),
    Setting("SEARCHROOM_ELASTIC_API_KEY", "", "an API key, instead of user and password"),
    Setting("SEARCHROOM_ELASTIC_CA_FILE", "",
            "a PEM file with the certificate authority of the cluster"),
    Setting("SEARCHROOM_ELASTIC_FINGERPRINT", "",
            "the SHA-256 fingerprint of the cluster's certificate, instead of a CA file"),
    Setting("SEARCHROOM_ELASTIC_TIMEOUT", "10",
            "seconds that a search may take; what has not answered then is left out, and the "
            "answer says so"),
    Setting("SEARCHROOM_ELASTIC_SNIFF", "0",
            "1 to find the cluster's other nodes when one fails"),
    Setting("SEARCHROOM_ELASTIC_REPLICAS", "0-1",
            "copies of the index beside the first: a number, or a range of which the cluster "
            "takes as many as it has nodes for"),
    Setting("SEARCHROOM_ELASTIC_GREEN", "60",
            "seconds that a new index may take to have all its copies before it is refused"),
    Setting("SEARCHROOM_ELASTIC_YELLOW", "0",
            "1 to publish an index even if it lacks copies"),
    Setting("SEARCHROOM_ELASTIC_MERGE", "0",
            "1 to merge a new index into one segment: slower to load, faster to search"),
    Setting("SEARCHROOM_ELASTIC_LOCK", "60",
            "seconds after which the lock of a load that was killed expires"),
    Setting("SEARCHROOM_MAPPING", "records",
            "the kind of catalogue: the name of a shipped mapping, or the path of a JSON file"),
    Setting("SEARCHROOM_SOURCES", "sources.toml",
            "the file that keeps what each source is loaded from, for `searchroom load --all` "
            "(docs/loading.md)"),
    Setting("SEARCHROOM_DAY_FIRST", "0",
            "1 if `3/4/50` is 3 April, not 4 March; a load may override it for its source "
            "(docs/loading.md)"),
    Setting("SEARCHROOM_CENTURY", "1900",
            "the first of the hundred years that a year of two figures falls in: with 1930, `05` "
            "is 2005"),
    Setting("SEARCHROOM_CIRCA_MARGIN", "5",
            "by how many years \"circa\" widens a date to either side"),
    Setting("SEARCHROOM_ACCESS_WORDS", "",
            "a TOML file with the archive's own words for open, restricted and closed "
            "(docs/loading.md)"),
    Setting("SEARCHROOM_RESTRICTED_FIELDS", "",
            "fields, separated by commas, that restricted records are published without, beside "
            "their full text: `summary, notes`"),
    Setting("SEARCHROOM_NAMES", "",
            "a CSV or YAML file with rings of names that are searched and counted together "
            "(docs/names.md)"),
    Setting("SEARCHROOM_BRIDGES", "",
            "a CSV file with the archive's own bridges: names of one thing (docs/bridges.md)"),
    Setting("SEARCHROOM_PUBLIC_URL", "",
            "where readers find the site, with the path it is mounted under if there is one; "
            "absolute links are made from it"),
    Setting("SEARCHROOM_SITE_TITLE", "Searchroom",
            "the name of the site, at the top of each page, where a face gives it no other"),
    Setting("SEARCHROOM_FACE", "",
            "the folder of the archive's own face: name, logo, colours, pages, templates "
            "(docs/face.md)"),
    Setting("SEARCHROOM_CONTACT", "",
            "the e-mail address for harvesters (docs/harvesters.md); without "
            "one `webmaster@` and the site's host"),
    Setting("SEARCHROOM_LICENCE", "",
            "the address of the licence under which the catalogue is given, such as "
            "`https://creativecommons.org/licenses/by/4.0/`; downloaded files name it"),
    Setting("SEARCHROOM_METRICS", "127.0.0.1,::1",
            "who may read `/metrics`: addresses or networks separated by commas, or `all`, or "
            "`none`; through a proxy of `SEARCHROOM_PROXIES`, the reader that it names"),
    Setting("SEARCHROOM_PROXIES", "",
            "the proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are trusted: addresses or "
            "networks separated by commas; none by default (docs/operate.md)"),
    Setting("SEARCHROOM_BUDGET", "250",
            "milliseconds of the server's work that one client may ask for in a second, on "
            "average, and forty seconds' worth at once; beyond it 429; 0 for no budgets"),
    Setting("SEARCHROOM_BUDGET_NETWORK", "32/64",
            "how much of an IPv4 and an IPv6 address is one client: `24/48` takes neighbours "
            "together"),
    Setting("SEARCHROOM_BUDGET_FREE", "",
            "addresses or networks without a budget, separated by commas: a harvester, a load "
            "test"),
    Setting("SEARCHROOM_TIME", "20",
            "seconds that one request may take in all; after that nothing more is begun for it, "
            "and the answer is 503"),
    Setting("SEARCHROOM_LOG", "",
            "`requests` to log each request as a line of JSON, without the reader's address and "
            "words; slow and failed ones are logged always"),
    Setting("SEARCHROOM_DUMPS", "public-dumps",
            "the folder of the dump that `searchroom dump --publish` makes, and the site serves at "
            "`/dumps`"),
    Setting("SEARCHROOM_LOADED", "0",
            "1 once the archive is loaded: a site that starts and finds no index says that it is "
            "gone, and not that nothing has been loaded yet (docs/operate.md)"),
    Setting("SEARCHROOM_MISSED", "",
            "a file, such as `missed.json`, that counts the words for which readers find nothing "
            "(`searchroom missed`); the server must be able to write it"),
    Setting("SEARCHROOM_MISSED_LEAST", "5",
            "how often words must be searched for before they are written there; until then no "
            "file has them"),
    Setting("SEARCHROOM_WORKERS", "2", "server processes of `searchroom serve`"),
    Setting("SEARCHROOM_THREADS", "4", "threads of each server process"),
    Setting("SEARCHROOM_KEEP", "1", "how many earlier indexes are kept for a rollback"),
    Setting("SEARCHROOM_MAX_AGE", "0",
            "days after which `searchroom check --operator` reports a source that was not loaded "
            "again; 0 for never"),
    Setting("PORT", "8000", "the port of `searchroom serve` and `make run`"),
)  # fmt: skip


_PATHS = (
    "sources",
    "names",
    "bridges",
    "missed",
    "dumps",
    "access_words",
    "mapping",
    "elastic_ca_file",
    "face",
)
_EMBEDDED = "embedded:"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process, read once and passed in; nothing else reads the environment."""

    home: str = "."
    engine: str = "embedded:var/index"
    elastic_prefix: str = ""
    elastic_api_key: str = field(default="", repr=False)
    elastic_ca_file: str = ""
    elastic_fingerprint: str = ""
    elastic_timeout: int = 10
    elastic_sniff: int = 0
    elastic_replicas: str = "0-1"
    elastic_green: int = 60
    elastic_yellow: int = 0
    elastic_merge: int = 0
    elastic_lock: int = 60
    mapping: str = "records"
    sources: str = "sources.toml"
    day_first: int = 0
    century: int = 1900
    circa_margin: int = 5
    access_words: str = ""
    restricted_fields: str = ""
    names: str = ""
    bridges: str = ""
    public_url: str = ""
    site_title: str = "Searchroom"
    face: str = ""
    contact: str = ""
    licence: str = ""
    metrics: str = "127.0.0.1,::1"
    proxies: str = ""
    budget: int = 250
    budget_network: str = "32/64"
    budget_free: str = ""
    time: int = 20
    log: str = ""
    dumps: str = "public-dumps"
    loaded: int = 0
    missed: str = ""
    missed_least: int = 5
    workers: int = 2
    threads: int = 4
    keep: int = 1
    max_age: int = 0
    port: int = 8000

    @property
    def corrections(self) -> str:
        """The file of corrections that updates made, beside that of the sources."""
        return str(Path(self.sources).with_name("corrections.jsonl"))

    @property
    def questions(self) -> str:
        """The archive's own judged questions, which no load may make worse; beside `sources`."""
        return str(Path(self.sources).with_name("questions.jsonl"))

    @property
    def held(self) -> str:
        """The file of digests of what is held back, beside that of the sources."""
        return str(Path(self.sources).with_name("held.jsonl"))

    @property
    def openings(self) -> str:
        """The file of the days on which records open, beside that of the sources."""
        return str(Path(self.sources).with_name("openings.jsonl"))

    @property
    def dates(self) -> DateConventions:
        """What the site's dates leave open, where a source does not say it."""
        return DateConventions(
            day_first=bool(self.day_first),
            century=self.century,
            circa_margin=self.circa_margin,
        )

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
                    f"{name} is not a setting of Searchroom; docs/settings.md lists them"
                )
        values: dict[str, str | int] = {}
        for row in SETTINGS:
            text = given.get(row.name, "").strip() or row.default
            field = row.name.removeprefix("SEARCHROOM_").lower()
            values[field] = (
                _whole(row.name, text) if isinstance(getattr(cls(), field), int) else text
            )
        return cls(**_at_home(values))  # type: ignore[arg-type]


_LAST_PORT = 65_535
_AT_LEAST_ONE = frozenset(
    {"SEARCHROOM_WORKERS", "SEARCHROOM_THREADS", "SEARCHROOM_TIME", "SEARCHROOM_ELASTIC_TIMEOUT"}
)


def _at_home(values: dict[str, str | int]) -> dict[str, str | int]:
    """Return the values with the paths among them as they are found from the working folder."""
    home = Path(str(values["home"]))
    placed = dict(values)
    for name in _PATHS:
        text = str(values[name])
        if text and (name != "mapping" or text.endswith(".json")):
            placed[name] = str(home / text)
    if not Path(str(placed["sources"])).name:
        raise ConfigurationError(f"SEARCHROOM_SOURCES is {values['sources']!r}; it takes a file")
    engine = str(values["engine"])
    if (folder := engine.removeprefix(_EMBEDDED)) and folder != engine:
        placed["engine"] = f"{_EMBEDDED}{home / folder}"
    return placed


def _whole(name: str, text: str) -> int:
    if not text.isdecimal():
        raise ConfigurationError(f"{name} is {text!r}; it takes a whole number")
    if name in _AT_LEAST_ONE and not int(text):
        raise ConfigurationError(f"{name} is {text!r}; with less than 1 nothing would be answered")
    if name == "PORT" and int(text) > _LAST_PORT:
        raise ConfigurationError(f"{name} is {text!r}; the last port is {_LAST_PORT}")
    return int(text)
