"""Public dumps: everything live, without the archive's private information."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from loaders.commands.dump_forms import WRITERS
from loaders.commands.dumping import dump
from loaders.drafts.dump_files import written
from loaders.drafts.progress import Progress, silent
from service.engines.contract import Engine
from service.errors import LoadError, SearchroomError
from service.lasting.folder_lock import alone_in
from service.settings import Settings
from service.upkeep.dump_problems import damaged_dump
from service.upkeep.published_dumps import DumpFile, DumpForm, PublishedDump, PublishedDumps


def publish_dump(engine: Engine, settings: Settings, progress: Progress = silent) -> PublishedDump:
    """Dump the live index, publish the dump, and return it.

    Raises NoIndex if nothing has been loaded, LoadError if it cannot be written.
    """
    place = PublishedDumps(settings.dumps, engine.mapping.name)
    # Before the records are read: what is withdrawn meanwhile may be among them, and then the
    # dump is given to nobody.
    withdrawn, info = engine.lasting.withdrawals().ids, engine.info()
    path = place.named(info.name)
    aside = place.aside(path)
    try:
        with alone_in(place.folder), _cleaned_up(place):
            with written(aside) as file:
                records = dump(engine, file, progress=progress, is_public=True)
            made_at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
            about = {"index": info.name, "built": info.built, "made": made_at}
            others = tuple(_in_form(form, engine, place, info.name, about) for form in WRITERS)
            published = PublishedDump(
                path.name, aside.stat().st_size, _sum(aside), records, info.name, info.built,
                made_at, tuple(sorted(withdrawn)), others,
            )  # fmt: skip
            if engine.info().name != info.name:
                raise LoadError("another index was published meanwhile; publish the dump again")
            for (
                one
            ) in published.files:  # all at once: an earlier one of this index is whole till then
                place.aside(place.folder / one.file).replace(place.folder / one.file)
            place.note(published)
    except OSError as error:
        raise LoadError(f"{place.folder} cannot be written: {error.strerror or error}") from error
    return published


@contextmanager
def _cleaned_up(place: PublishedDumps) -> Iterator[None]:
    """Leave nothing of a publishing that fails: it is large, and has what may be withdrawn soon."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            place.drop_unfinished()
        raise


def renew_dump(engine: Engine, settings: Settings, *, is_withdrawal: bool = False) -> None:
    """If the published dump is not of the live index, or is damaged, publish a new one.

    It is called after every change of the index; after a withdrawal the old dump is removed first.
    Failures are reported but are not errors: the old dump is no longer served.
    """
    place = PublishedDumps(settings.dumps, engine.mapping.name)
    try:
        if not place.is_published():
            return
        is_there = place.open_to_all(engine) and not damaged_dump(engine, settings.dumps)
        if not is_withdrawal and is_there:
            place.remember()
            return
        if is_withdrawal:
            retire_dump(engine, settings, for_good=False)
        published = publish_dump(engine, settings)
    except SearchroomError as error:
        click.echo(f"note: the published dump was not renewed: {error}", err=True)
        return
    click.echo(f"published dump: {published.file}, {published.records:,} records")


def retire_dump(engine: Engine, settings: Settings, *, for_good: bool = True) -> bool:
    """Remove the published dump and return whether there was one; raise LoadError on failure.

    Unless it is `for_good`, another is owed in its place.
    """
    place = PublishedDumps(settings.dumps, engine.mapping.name)
    try:
        return place.retire(for_good=for_good)
    except OSError as error:
        raise LoadError(
            f"the published dump in {place.folder} cannot be removed: {error.strerror or error}"
        ) from error


def _in_form(
    form: DumpForm, engine: Engine, place: PublishedDumps, index: str, about: dict[str, str]
) -> DumpFile:
    path = place.named(index, form)
    aside = place.aside(path)
    WRITERS[form](aside, engine.scan(), engine.mapping, about)
    return DumpFile(path.name, aside.stat().st_size, _sum(aside), form.media_type)


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
