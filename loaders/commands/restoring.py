"""`searchroom restore`: a whole dump comes back as it was, whichever engine it came from.

`searchroom load jsonl` makes records anew and counts their places from one; a restore keeps
each as it was, its place among those of its source too.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from index_mappings.mapping import MappingError
from loaders.drafts.progress import Progress, shown, silent
from loaders.json_files.whole_dump import WholeDump
from loaders.publishing.whole import Whole, publish_whole
from service.engines.contract import Engine
from service.engines.opening import open_engine
from service.errors import LoadError, LoadRefused, NoIndex
from service.results import IndexInfo
from service.settings import Settings


def restore(
    engine: Engine, path: Path, *, force: bool = False, progress: Progress = silent
) -> IndexInfo:
    """Make a dump the live index and return it.

    Raises LoadRefused where there are records already and `force` is not given, LoadError
    where the dump is damaged or the mapping has no room for a record; all is then as it was.
    """
    dump = WholeDump.open(path)
    if not force:
        with suppress(NoIndex):
            there = engine.info()
            if there.records:
                raise LoadRefused(
                    f"there are {there.records:,} records already ({there.name}); use --force to "
                    "replace them all"
                )
    records = progress(map(engine.mapping.ordered, dump.records()), "restoring", dump.total)
    try:
        publish_whole(
            engine,
            Whole(records, lambda: dump.collections, dump.names),
            f"a restore of {path.name}",
        )
    except MappingError as error:
        raise LoadError(f"{path}: {error}; nothing was published") from error
    return engine.info()


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
        info = restore(engine, file, force=force, progress=shown)
    finally:
        engine.close()
    click.echo(f"restored {info.records:,} records; {info.name} is live")
    return 0
