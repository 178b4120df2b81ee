"""`searchroom withdraw`, `reinstate`, `withdrawn`: records withdrawn permanently by the archive."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from glob import escape
from pathlib import Path

import click
import orjson

from index_mappings.plain_files import read_plain
from loaders.commands.published_dumps import renew_dump
from loaders.drafts.identity import fit_id
from loaders.drafts.progress import shown
from loaders.publishing.report_lines import counted
from loaders.publishing.withdrawing import Done, Order
from loaders.publishing.withdrawing import withdraw as run_withdrawal
from loaders.publishing.written_files import clean
from service.engines.guarded import GuardedEngine
from service.engines.opening import EMBEDDED, open_engine
from service.errors import LoadError
from service.lasting.gate import Gate
from service.lasting.withdrawn_mark import note_withdrawn, withdrawn_mark
from service.settings import Settings

_NAMED = 10  # ids that a line names; the list has all


@click.command()
@click.argument("ids", nargs=-1, metavar="ID...")
@click.option(
    "--file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file with ids, one on each line.",
)
@click.option("--reason", default="", help="The reason, for the archive; readers do not see it.")
@click.option("--notice", default="", help="The notice for readers at the record's address.")
@click.option("--only", is_flag=True, help="Keep the records below a level.")
def withdraw(
    ids: tuple[str, ...], *, file: Path | None, reason: str, notice: str, only: bool
) -> int:
    """Withdraw the records ID, and all that is below them, for good.

    Every answer hides them at once. When the command ends they are in no index and in
    no dump, rejects file or report in the folder of the site; every later load, copy, restore
    and rollback keeps them out. Without an ID, finishes what was interrupted.

    Exit codes: 0 done, 1 done, but an index never had one of the ids, or a file could not be
    cleaned.
    """
    named = (*ids, *_of_file(file))
    if file is not None and not named:
        raise LoadError(f"{file} has no id in it; nothing was withdrawn")
    settings = Settings.from_env()
    engine = open_engine(settings)
    try:
        order = Order(named, reason.strip(), notice.strip(), only)
        done = run_withdrawal(engine, order, progress=shown)
        mark = withdrawn_mark(settings.sources, engine.mapping.name)
        note_withdrawn(mark, engine.lasting.withdrawals())
        for line in _lines(done):
            click.echo(line)
        renew_dump(engine, settings, is_withdrawal=True)
        failed = _clean(engine, settings)
    finally:
        engine.close()
    for line in _out_of_reach(settings, engine.mapping.name):
        click.echo(line)
    return 1 if done.unknown or failed else 0


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
def reinstate(ids: tuple[str, ...]) -> int:
    """Let the records ID in again: the next load of their source brings them back.

    What was withdrawn with a level comes back with it. An ID that was kept out only because it
    says the same as a withdrawn record is let in from now on.
    """
    engine = open_engine(Settings.from_env())
    try:
        known = engine.lasting.withdrawals()
        found = {id: known.find(fit_id(id)) for id in ids}
        lifted = [item.id for item in found.values() if item]
        others = [fit_id(id) for id, item in found.items() if item is None]
        now = engine.lasting.change(lambda list: list.lifting(lifted).admitting(others))
    finally:
        engine.close()
    count = len(known.entries) - len(now.entries)
    if count:
        click.echo(
            f"{counted(count, 'record')} may be loaded again; `searchroom load --all` brings back "
            "what the sources still have"
        )
    for id in others:
        click.echo(f"{id} was not withdrawn; it is let in although it looks like a record that was")
    return 0


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def withdrawn(*, as_json: bool) -> None:
    """List the records that were withdrawn, the most recent first."""
    engine = open_engine(Settings.from_env())
    try:
        known = engine.lasting.withdrawals()
    finally:
        engine.close()
    entries = sorted(known.entries.values(), key=lambda item: (item.day, item.id), reverse=True)
    if as_json:
        shown_keys = ("id", "day", "reason", "notice", "level", "only", "former", "pending")
        rows = [{key: item.to_json().get(key) for key in shown_keys} for item in entries]
        sys.stdout.buffer.write(
            orjson.dumps(rows, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        )
        return
    for item in entries:
        more = [f"with {item.level}"] if item.level else []
        more += ["it alone"] if item.only else []
        more += [f"reason: {item.reason}"] if item.reason else []
        more += ["not finished: run `searchroom withdraw`"] if item.pending else []
        click.echo("  ".join((item.day, item.id, *more)))
    if not entries:
        click.echo("no record was withdrawn")


def _of_file(path: Path | None) -> Iterator[str]:
    if path is None:
        return
    try:
        lines = read_plain(path).decode("utf-8-sig").splitlines()
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise LoadError(f"{path} is not a list of ids: it is not UTF-8") from error
    yield from filter(None, map(str.strip, lines))


def _lines(done: Done) -> Iterator[str]:
    yield f"withdrawn: {counted(len(done.withdrawn), 'record')}{_named(done.withdrawn)}"
    for id in done.unknown:
        yield (
            f"no index has a record {id!r}; it is on the list anyway, so that no load brings "
            "it in. Was it mistyped? `searchroom reinstate` takes it off again"
        )
    for id, others in done.alike.items():
        yield (
            f"{counted(len(others), 'other record')} that {'says' if len(others) == 1 else 'say'} "
            f"the same as {id} stay{'s' if len(others) == 1 else ''}{_named(sorted(others))}; "
            "withdraw them too if they are meant"
        )
    for name in sorted(done.lost):
        yield (
            f"the field {name!r}, which the mapping no longer has, is not in the new index; "
            "`searchroom load --all` makes every record again"
        )
    if done.index:
        yield f"live: {done.index}, rebuilt without them"
    if done.removed:
        yield f"removed: {', '.join(done.removed)}; there is nothing to roll back to until a load"


def _named(ids: Iterable[str]) -> str:
    some = list(ids)
    more = f" and {len(some) - _NAMED:,} more" if len(some) > _NAMED else ""
    return f" ({', '.join(some[:_NAMED])}{more})" if some else ""


def _clean(engine: GuardedEngine, settings: Settings) -> bool:
    """Clean the files in the folder of the site, and return whether one could not be cleaned."""
    gate = Gate(engine.lasting.withdrawals(), engine.mapping)
    is_embedded = settings.engine.startswith(EMBEDDED)
    apart = Path(settings.engine.removeprefix(EMBEDDED)) if is_embedded else None
    failed = False
    # beside sources.toml, or where the server can write: both may be elsewhere
    kept = tuple(Path(name) for name in (settings.corrections, settings.missed) if name)
    for item in clean(Path(settings.home), gate, apart=apart, more=kept):
        if item.failed:
            failed = True
            click.echo(f"{item.path} could not be cleaned: {item.failed}; clean it yourself")
        else:
            click.echo(f"cleaned: {item.path}")
    return failed


def _other_indexes(settings: Settings, catalogue: str) -> Iterator[Path]:
    """Yield the folders of other indexes in the folder of the site, made by `copy`."""
    home = Path(settings.home).resolve()
    own = Path(settings.engine.removeprefix(EMBEDDED)).resolve()
    for path in sorted(home.rglob(f"{escape(catalogue)}.copy.json")):
        if path.parent != own:
            yield path.parent


def _out_of_reach(settings: Settings, catalogue: str) -> Iterator[str]:
    for folder in _other_indexes(settings, catalogue):
        yield (
            f"another index may have them: SEARCHROOM_ENGINE={EMBEDDED}{folder} searchroom "
            "withdraw and the same ids"
        )
    yield "out of reach of this command; take care of these yourself:"
    yield "  the files that the records were loaded from, and the system that made them"
    yield f"  dumps, reports and rejects files outside of {Path(settings.home).resolve()}"
    if settings.engine.startswith(EMBEDDED):
        yield "  backups and snapshots of the disk"
    else:
        yield "  snapshots of Elasticsearch and of its disks"
    yield "  other sites that harvested or copied the catalogue, search engines, web archives"
    yield "  what readers have saved, printed or cited"
