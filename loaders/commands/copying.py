"""`searchroom copy`: copying a whole archive from one engine to another.

Records are read by `scan` as they were loaded and written into a build, so nothing is converted and
the new index is published in one step, like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import click

from index_mappings.names import NameEntry
from index_mappings.record import Collection, Record
from loaders.drafts.progress import Progress, shown, silent
from loaders.publishing.arriving import Arrival, refuse_over_records, take_in
from loaders.publishing.kept_sources import KeptSources
from loaders.publishing.owed_sources import refuse_owed
from loaders.publishing.public_part import WhatIsPublic
from loaders.publishing.site_terms import terms_digest
from loaders.publishing.whole import Whole
from service.engines.contract import Engine
from service.engines.guarded import guarded
from service.engines.opening import open_engine
from service.errors import IndexDamaged, NoIndex
from service.lasting.held import HeldDigests
from service.results import IndexInfo
from service.settings import Settings
from service.upkeep.shown_again import AsShownNow

OF_SETTINGS = "SEARCHROOM_ENGINE"


def copy_archive(
    origin: Engine,
    target: Engine,
    *,
    force: bool = False,
    progress: Progress = silent,
    say: Callable[[str], object] = str,
    rule: AsShownNow | None = None,
) -> IndexInfo:
    """Copy everything live from one engine to another, and return its new live index.

    The list of withdrawals and the list of changes are copied too. The `rule` says what was held
    back or restricted since the origin was made; without one, the restrictions of the target apply.
    Raises NoIndex if the origin has nothing, LoadRefused if the target already has a catalogue and
    `force` is not given, LoadError if a record was refused or is missing; the target is then
    unchanged.
    """
    info = origin.info()
    origin.verify()
    refuse_over_records(target, force=force, where="the target has")
    rule = rule or AsShownNow(target, HeldDigests("", target.mapping.name))
    public = WhatIsPublic(rule, _Origin(origin), target.mapping, info.name)
    records = progress(public.records(), "copying", info.records)
    arrival = Arrival(
        Whole(records, public.collections, public.names, lambda: info.records - public.held),
        origin.lasting.withdrawals(),
        guarded(origin).changes,
    )
    for line in take_in(target, arrival, f"a copy of {info.name}").kept_out.lines():
        say(line)
    for line in public.lines():
        say(line)
    return target.info()


@dataclass(frozen=True, slots=True)
class _Origin:
    """The live index of an engine."""

    engine: Engine

    @property
    def collections(self) -> Iterable[Collection]:
        """The collections."""
        return self.engine.collections()

    def records(self) -> Iterator[Record]:
        """Yield the records."""
        return self.engine.scan()

    def names(self) -> Iterable[NameEntry]:
        """Return the names listed by sources."""
        return self.engine.names()


@click.command()
@click.argument("origin", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--force", is_flag=True, help="Replace what the target has.")
def copy(origin: str, target: str, *, force: bool) -> int:
    """Copy a whole archive, collections included, from one engine to another.

    FROM and TO are written like SEARCHROOM_ENGINE: embedded:var/index, or the address of an
    Elasticsearch. Everything else about Elasticsearch is taken from the settings. The word
    SEARCHROOM_ENGINE itself is the engine of the settings, so that you need not type a password.
    Where the rules of a source have changed since it was loaded, nothing is copied.
    """
    settings = Settings.from_env()
    kept = KeptSources(settings.sources)
    with closing(_opened(origin, settings)) as one:
        refuse_owed((), one, kept, settings.mapping, site=terms_digest(settings))
        with closing(_opened(target, settings)) as other, _that_tells(other, settings) as live:
            rule = AsShownNow(live, HeldDigests(settings.held, other.mapping.name))
            info = copy_archive(one, other, force=force, progress=shown, say=click.echo, rule=rule)
    click.echo(f"copied {info.records:,} records; {info.name} is live")
    return 0


@contextmanager
def _that_tells(target: Engine, settings: Settings) -> Iterator[Engine]:
    """Open the engine whose live index decides what is shown: the target's, else the site's."""
    if _has_index(target):
        yield target
        return
    with closing(open_engine(settings)) as site:
        yield site if _has_index(site) else target


def _has_index(engine: Engine) -> bool:
    try:
        engine.info()
    except (NoIndex, IndexDamaged):
        return False
    return True


def _opened(named: str, settings: Settings) -> Engine:
    if named == OF_SETTINGS:
        return open_engine(settings)
    if urlsplit(named).password:
        click.echo(
            "warning: everybody on this machine can see the password of this address in the list "
            f"of processes; set {OF_SETTINGS} to the address and write {OF_SETTINGS} in its place",
            err=True,
        )
    return open_engine(replace(settings, engine=named))
