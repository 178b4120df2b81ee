"""The `searchroom` command. Commands of other packages are found by entry point.

A command is a click command under the entry point group `searchroom.commands`; that is how
`load` gets here although nothing in `service` knows of loaders.

Exit codes: 0 done, 1 done with something to look at, 2 not done, 130 interrupted.
"""

from __future__ import annotations

import sys
import traceback
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from importlib.metadata import EntryPoints, entry_points

import click

from index_mappings.mapping import MappingError
from service.engines.contract import Engine
from service.engines.opening import open_engine
from service.errors import ConfigurationError, LoadError, SearchroomError
from service.face_command import face
from service.lasting.openings import Due, Openings
from service.mapping_commands import mapping
from service.missed_command import missed
from service.names.keeping import Names
from service.recovery_command import recover
from service.results import IndexInfo
from service.schemas.answer_json import answer_bytes
from service.search.ask import ask
from service.search.links import Links
from service.search.site import Site
from service.serving import serve as serve_site
from service.settings import Settings
from service.upkeep.difference import difference
from service.upkeep.examination import examine
from service.upkeep.notice import stale_mapping
from service.upkeep.operating import Watched, operators_problems
from service.upkeep.printing import FORMATS, as_csv, as_json, as_text
from service.upkeep.published_dumps import owed_dump

COMMANDS = "searchroom.commands"


@cache
def _installed() -> EntryPoints:
    """Return the commands that are installed; all that is installed is read for it, once."""
    return entry_points(group=COMMANDS)


class _Commands(click.Group):
    """The commands of this module and those that other packages bring."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *_installed().names})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = super().get_command(ctx, cmd_name)
        if command is None and cmd_name in _installed().names:
            command = _installed()[cmd_name].load()
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="searchroom")
def cli() -> None:
    """Search an archive's catalogue, and put one there to be searched."""


cli.add_command(mapping)
cli.add_command(recover)
cli.add_command(missed)
cli.add_command(face)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and end the process; errors are one sentence on standard error."""
    try:
        code = cli.main(arguments, "searchroom", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        print("interrupted", file=sys.stderr)
        sys.exit(130)
    except (SearchroomError, MappingError) as error:
        print(f"searchroom: {error}", file=sys.stderr)
        sys.exit(2)
    except OSError as error:  # a full disk, a file that may not be written
        about = f": {error.filename!r}" if error.filename else ""
        print(f"searchroom: {error.strerror or error}{about}", file=sys.stderr)
        sys.exit(2)
    except Exception:
        # A defect of ours. Python's own exit code for it is 1, which says done.
        traceback.print_exc()
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; default: PORT.")
@click.option("--workers", type=click.IntRange(1), help="Processes; default: SEARCHROOM_WORKERS.")
def serve(host: str, port: int | None, workers: int | None) -> None:
    """Serve the site and its API until told to stop."""
    settings = Settings.from_env()
    # Refused here and not in the server's processes: one that begins anew while a curator's file
    # is being edited must not take the site down.
    Names(settings.names).check()
    _say_if_stale(settings)
    serve_site(
        replace(
            settings,
            port=settings.port if port is None else port,
            workers=workers or settings.workers,
        ),
        host,
    )


def _say_if_stale(settings: Settings) -> None:
    engine = open_engine(settings)
    try:
        with suppress(SearchroomError):  # a site starts without its engine, and waits for it
            if stale := stale_mapping(engine.info(), engine.mapping):
                click.echo(f"warning: {stale}", err=True)
    finally:
        engine.close()


@cli.command()
@click.argument("words", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the API's answer.")
@click.option(
    "-a",
    "--argument",
    "arguments",
    multiple=True,
    metavar="NAME=VALUE",
    help="Another argument of the search, as in its address: -a type=Cable -a sort=date",
)
def search(words: tuple[str, ...], as_json: bool, arguments: tuple[str, ...]) -> None:
    """Search the live index, with the words and rules of the site's search box."""
    settings = Settings.from_env()
    pairs = [("q", " ".join(words)), *(_pair(argument) for argument in arguments)]
    engine = open_engine(settings)
    try:
        site = Site.of(settings, engine)
        links = Links(settings.public_url.rstrip("/") or f"http://127.0.0.1:{settings.port}")
        answer = ask(site, site.reader.read(pairs), links)
    finally:
        engine.close()
    if as_json:
        sys.stdout.buffer.write(answer_bytes(answer.body, engine.mapping) + b"\n")
        return
    for note in answer.body.query.notes:
        click.echo(note)
    for also in answer.body.query.expanded:
        click.echo(f"Also searched for {also.term}: {', '.join(also.with_)}")
    click.echo(f"{answer.result.total:,} found")
    for hit in answer.result.hits:
        date = hit.record.date(engine.mapping.date)
        click.echo(f"\n{hit.record.text(engine.mapping.title)}")
        click.echo(f"  {date.display if date else 'undated'} · {hit.record.id}")


def _pair(argument: str) -> tuple[str, str]:
    name, equals, value = argument.partition("=")
    if not equals:
        raise click.UsageError(f"-a {argument!r}: write NAME=VALUE")
    return name, value


@cli.group(invoke_without_command=True)
@click.pass_context
def indices(ctx: click.Context) -> None:
    """List the indexes that are there, the newest first; the live one has a star."""
    if ctx.invoked_subcommand:
        return
    with closing(open_engine(Settings.from_env())) as engine:
        found = engine.indices()
    for info in found:
        click.echo(_line(info))
    if not found:
        click.echo("no index yet; `searchroom load` makes the first")


@indices.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--quick", is_flag=True, help="Do not compare the records of the two indexes.")
def rollback(*, yes: bool, quick: bool) -> int:
    """Make the index before the live one the live one again, and say first what that changes."""
    settings = Settings.from_env()
    engine = open_engine(settings)
    try:
        live = engine.info()
        back = next((info for info in engine.indices() if info.previous), None)
        if back is None:
            raise LoadError("there is no earlier index to go back to")
        click.echo(f"taking away: {_line(live)}")
        click.echo(f"back again:  {_line(back)}")
        if not quick:
            for line in difference(engine, live, back).lines():
                click.echo(line)
        if not yes and sys.stdin.isatty() and not click.confirm("Go back?"):
            click.echo("nothing was changed")
            return 2
        if engine.info().name != live.name:
            raise LoadError("another index was published meanwhile, so nothing was changed")
        click.echo(f"live: {_line(engine.rollback())}")
        if owed := owed_dump(engine, settings.dumps):
            click.echo(f"note: {owed}")
    finally:
        engine.close()
    return 0


def _line(info: IndexInfo) -> str:
    live = "*" if info.live else " "
    size = f"{info.size / 1_000_000:,.1f} MB"
    return (
        f"{live} {info.name}  built {info.built}  {info.records:,} records  {size}  "
        f"mapping {info.mapping}"
    )


@cli.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="JSON for a program, CSV for a spreadsheet.",
)
@click.option("--every", is_flag=True, help="Show every finding, not the first ten of a kind.")
@click.option("--quick", is_flag=True, help="Do not read the records.")
@click.option(
    "--operator", is_flag=True, help="Look at the machine instead of the records: for a timer."
)
def check(*, form: str, every: bool, quick: bool, operator: bool) -> int:
    """Say what is wrong: with the engine, the mapping, the names file, and in the catalogue.

    Every file of the index is read. --operator reports certificates that end within 30 days,
    disks that are nearly full, sources that failed or were not loaded for long, and the cluster.
    Exit codes: 0 notices at most, 1 something to mend.
    """
    settings = Settings.from_env()
    engine = open_engine(settings)
    try:
        info, problems = _standing(engine)
        names, more = _names(settings)
        problems += more
        if operator:
            problems += operators_problems(Watched(settings, engine, info, datetime.now(UTC)))
        due = Due.of(Openings(settings.openings).read(settings.mapping), date.today())
        problems += due.problems()
        with ExitStack() as stack:
            found = None
            if info and not (quick or operator):
                found = stack.enter_context(examine(engine))
            if form == "text":
                if info:
                    click.echo(f"live: {_line(info)}")
                    click.echo(f"collections: {len(engine.collections())}")
                if names:
                    click.echo(names)
                for line in due.lines():
                    click.echo(line)
                for line in as_text(found, problems, every=every):
                    click.echo(line)
            elif form == "json":
                for part in as_json(found, problems, info, due):
                    sys.stdout.buffer.write(part)
            else:
                for line in as_csv(found, problems):
                    click.echo(line, nl=False)
            grave = found.counts().keys() - {"notice"} if found else ()
    finally:
        engine.close()
    return 1 if problems or grave else 0


def _standing(engine: Engine) -> tuple[IndexInfo | None, list[str]]:
    """Return the live index if one can be read, and what is wrong with it."""
    unwell = engine.health()
    try:
        info = engine.info()
        if not unwell:
            engine.verify()
    except SearchroomError as error:
        return None, [unwell or str(error)]
    stale = stale_mapping(info, engine.mapping)
    return info, [problem for problem in (unwell, stale, info.notice) if problem]


def _names(settings: Settings) -> tuple[str, list[str]]:
    """Return a line on the curator's rings of names, and what is wrong with their file."""
    try:
        rings = Names(settings.names).check()
    except ConfigurationError as error:
        return "", [str(error)]
    return (f"names: {len(rings):,} rings in {settings.names}" if settings.names else ""), []
