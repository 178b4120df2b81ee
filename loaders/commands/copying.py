"""`searchroom copy`: a whole archive from one engine to another, whichever they are.

Records leave through `scan` as they were loaded and go in through a build, so nothing is
converted and the new index is published in one step, like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

import click

from loaders.drafts.progress import Progress, shown, silent
from loaders.publishing.arriving import Arrival, refuse_over_records, take_in
from loaders.publishing.kept_sources import KeptSources
from loaders.publishing.owed_sources import refuse_owed
from loaders.publishing.site_terms import terms_digest
from loaders.publishing.whole import Whole
from service.engines.contract import Engine
from service.engines.guarded import guarded
from service.engines.opening import open_engine
from service.results import IndexInfo
from service.settings import Settings

OF_SETTINGS = "SEARCHROOM_ENGINE"


def copy_archive(
    origin: Engine,
    target: Engine,
    *,
    force: bool = False,
    progress: Progress = silent,
    say: Callable[[str], object] = str,
) -> IndexInfo:
    """Copy everything that is live in one engine into another, and return its new live index.

    The list of what was withdrawn and the list of changes go with it. Raises NoIndex where the
    origin has nothing, LoadRefused where the target already has a catalogue and `force` is not
    given, LoadError where a record was refused or is missing; the target is then as it was.
    """
    info = origin.info()
    origin.verify()
    refuse_over_records(target, force=force, where="the target has")
    records = progress(origin.scan(), "copying", info.records)
    arrival = Arrival(
        Whole(records, origin.collections, origin.names, info.records),
        origin.lasting.withdrawals(),
        guarded(origin).changes,
    )
    for line in take_in(target, arrival, f"a copy of {info.name}").kept_out.lines():
        say(line)
    return target.info()


@click.command()
@click.argument("origin", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--force", is_flag=True, help="Replace what the target has.")
def copy(origin: str, target: str, *, force: bool) -> int:
    """Copy a whole archive, collections included, from one engine to another.

    FROM and TO are written like SEARCHROOM_ENGINE: embedded:var/index, or the address of an
    Elasticsearch. What else Elasticsearch needs to be told is taken from the settings. The word
    SEARCHROOM_ENGINE itself is the engine of the settings, so that no password need be typed.
    Where the rules of a source have changed since it was loaded, nothing is copied.
    """
    settings = Settings.from_env()
    kept = KeptSources(settings.sources)
    one = _opened(origin, settings)
    try:
        refuse_owed((), one, kept, settings.mapping, site=terms_digest(settings))
        other = _opened(target, settings)
        try:
            info = copy_archive(one, other, force=force, progress=shown, say=click.echo)
        finally:
            other.close()
    finally:
        one.close()
    click.echo(f"copied {info.records:,} records; {info.name} is live")
    return 0


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
