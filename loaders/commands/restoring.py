"""`searchroom restore`: restoring a complete dump of either engine.

`searchroom load jsonl` makes the records again and numbers their places from one; a restore keeps
each record unchanged, including its place in its source.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from index_mappings.mapping import MappingError
from loaders.commands.published_dumps import renew_dump
from loaders.drafts.progress import Progress, shown, silent
from loaders.drafts.special_files import refuse_special
from loaders.json_files.whole_dump import WholeDump
from loaders.publishing.arriving import Arrival, refuse_over_records, take_in
from loaders.publishing.public_part import WhatIsPublic
from loaders.publishing.whole import Whole
from service.engines.contract import Engine
from service.engines.opening import open_engine
from service.errors import LoadError
from service.lasting.held import HeldDigests
from service.lasting.lost import Kept
from service.lasting.withdrawn_mark import note_withdrawn, refuse_lost_withdrawals, withdrawn_mark
from service.results import IndexInfo
from service.settings import Settings
from service.upkeep.shown_again import AsShownNow


def restore(
    engine: Engine,
    path: Path,
    *,
    force: bool = False,
    progress: Progress = silent,
    say: Callable[[str], object] = str,
    held: HeldDigests | None = None,
    mark: Kept | None = None,
) -> IndexInfo:
    """Make a dump the live index and return it.

    Records that were withdrawn, here or where the dump was made, stay out, and so do those that the
    sources of this site have `held` back since. A record that was restricted since, or has a part
    held back, stays as it is in the live index. Raises ConfigurationError if the `mark` says that
    records were withdrawn, and neither the site nor the dump has their list, LoadRefused if there
    are records already and `force` is not given, LoadError if the dump is damaged or the mapping
    lacks a field of a record; everything is then unchanged.
    """
    refuse_special([path])
    dump = WholeDump.open(path)
    refuse_over_records(engine, force=force, where="there are")
    if mark is not None and not dump.withdrawals().version:
        refuse_lost_withdrawals(mark, engine.lasting.withdrawals())
    known = held or HeldDigests("", engine.mapping.name)
    public = WhatIsPublic(AsShownNow(engine, known), dump, engine.mapping)
    records = progress(public.records(), "restoring", dump.total)
    whole = Whole(records, public.collections, public.names)
    arrival = Arrival(whole, dump.withdrawals(), dump.changes)
    try:
        for line in take_in(engine, arrival, f"a restore of {path.name}").kept_out.lines():
            say(line)
        for line in public.lines():
            say(line)
    except MappingError as error:
        raise LoadError(f"{path}: {error}; nothing was published") from error
    return engine.info()


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace the live catalogue.")
def command(file: Path, *, force: bool) -> int:
    """Bring back the whole catalogue of a dump: records, their order, and collections.

    FILE was written by `searchroom dump`, from either engine.
    """
    settings = Settings.from_env()
    engine = open_engine(settings)
    try:
        held = HeldDigests(settings.held, engine.mapping.name)
        mark = withdrawn_mark(settings.sources, engine.mapping.name)
        info = restore(
            engine, file, force=force, progress=shown, say=click.echo, held=held, mark=mark
        )
        note_withdrawn(mark, engine.lasting.withdrawals())
        renew_dump(engine, settings)
    finally:
        engine.close()
    click.echo(f"restored {info.records:,} records; {info.name} is live")
    return 0
