"""`searchroom restore`: a whole dump comes back as it was, whichever engine it came from.

`searchroom load jsonl` makes the records again and counts their places from one; a restore keeps
each as it was, its place among those of its source too.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from index_mappings.mapping import MappingError
from index_mappings.record import Record
from loaders.commands.published_dumps import renew_dump
from loaders.drafts.identity import is_derived
from loaders.drafts.progress import Progress, shown, silent
from loaders.drafts.special_files import refuse_special
from loaders.json_files.whole_dump import WholeDump
from loaders.publishing.arriving import Arrival, refuse_over_records, take_in
from loaders.publishing.report_lines import counted
from loaders.publishing.whole import Whole
from service.engines.contract import Engine
from service.engines.opening import open_engine
from service.errors import LoadError, NoIndex
from service.lasting.held import HeldDigests
from service.results import IndexInfo
from service.settings import Settings
from service.upkeep.shown_again import restricted_ids, shows_more


def restore(
    engine: Engine,
    path: Path,
    *,
    force: bool = False,
    progress: Progress = silent,
    say: Callable[[str], object] = str,
    held: HeldDigests | None = None,
) -> IndexInfo:
    """Make a dump the live index and return it.

    What was withdrawn, here or where the dump was made, stays out, and so does what the sources of
    this site have `held` back since. A record that was restricted since stays as it is live.
    Raises LoadRefused where there are records already and `force` is not given, LoadError where
    the dump is damaged or the mapping has no room for a record; all is then as it was.
    """
    refuse_special([path])
    dump = WholeDump.open(path)
    refuse_over_records(engine, force=force, where="there are")
    back = HeldBack(engine, held)
    passed = filter(back.passes, map(engine.mapping.ordered, dump.records()))
    limits = Restricted(engine)
    records = progress(map(limits.kept, passed), "restoring", dump.total)
    whole = Whole(records, lambda: dump.collections, dump.names)
    arrival = Arrival(whole, dump.withdrawals(), dump.changes)
    try:
        for line in take_in(engine, arrival, f"a restore of {path.name}").kept_out.lines():
            say(line)
        if back.count:
            say(
                f"held back: {counted(back.count, 'record')}; the sources do not show them any more"
            )
        if limits.count:
            say(f"kept as now: {counted(limits.count, 'record')}, restricted since the dump")
    except MappingError as error:
        raise LoadError(f"{path}: {error}; nothing was published") from error
    return engine.info()


class HeldBack:
    """Tells which records of a dump the sources of this site hold back now, and counts them."""

    def __init__(self, engine: Engine, held: HeldDigests | None) -> None:
        """Ask the digests, if any; what is live is shown, whatever else has its title."""
        self._engine, self._held = engine, held
        self.count = 0

    def passes(self, record: Record) -> bool:
        """Tell whether a record may come back."""
        if not self._held or not self._held.of(record.source):
            return True
        names = [record.id]
        if is_derived(record.id, record.source):
            names.append(record.text(self._engine.mapping.title))
        is_held = self._held.has(record.source, *names) and not self._is_live(record.id)
        self.count += is_held
        return not is_held

    def _is_live(self, id: str) -> bool:
        try:
            return self._engine.get(id) is not None
        except NoIndex:
            return False


class Restricted:
    """Puts what is live in the place of records that are restricted now, and counts them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.count = 0
        try:
            self._ids = restricted_ids(engine)
        except NoIndex:
            self._ids = frozenset()

    def kept(self, record: Record) -> Record:
        """Return the record as it may be shown."""
        if record.id not in self._ids or not shows_more(record):
            return record
        self.count += 1
        live = self._engine.get(record.id)
        assert live is not None  # nothing is written while a restore reads
        return live


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace what is live.")
def command(file: Path, *, force: bool) -> int:
    """Bring back the whole catalogue of a dump: records, their order, and collections.

    FILE was written by `searchroom dump`, from either engine.
    """
    settings = Settings.from_env()
    engine = open_engine(settings)
    try:
        held = HeldDigests(settings.held, engine.mapping.name)
        info = restore(engine, file, force=force, progress=shown, say=click.echo, held=held)
        renew_dump(engine, settings)
    finally:
        engine.close()
    click.echo(f"restored {info.records:,} records; {info.name} is live")
    return 0
