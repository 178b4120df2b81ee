"""`searchroom load FILE...` without a format, which is guessed as by `inspect` and reported."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from loaders.commands.guessing import Guess, guessed
from loaders.drafts.format import installed_formats
from loaders.drafts.special_files import refuse_special


def with_format(first: str, paths: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the format and the files of a command line; its first word may be either.

    Reports a guessed format, and asks on a terminal if it is uncertain. Raises click.UsageError if
    it is uncertain and nobody can be asked, or if files have several formats, and LoadError if the
    format of a file cannot be guessed.
    """
    is_file = Path(first).exists() or "://" in first
    if first in installed_formats().names or not is_file:
        if not paths and Path(first).suffix:
            raise click.UsageError(f"{first}: there is no such file")
        return first, paths
    files = (first, *paths)
    refuse_special(files)
    found = {path: guessed(path) for path in files}
    formats = {guess.format for guess in found.values()}
    if len(formats) > 1:
        listed = ", ".join(f"{path} ({guess.format})" for path, guess in found.items())
        raise click.UsageError(f"the files are of several formats; load each by itself: {listed}")
    for path, guess in found.items():
        if not guess.is_sure:
            _ask(path, guess)
            break
    (format,) = formats
    click.echo(f"format {format} (guessed from the {'files' if paths else 'file'})")
    return format, files


def _ask(path: str, guess: Guess) -> None:
    seems = f"{path} may be of the format {guess.format}"
    if not sys.stdin.isatty():
        raise click.UsageError(
            f"{seems}, which is not sure: name the format before the file, as in "
            f"`searchroom load {guess.format} {path}`"
        )
    click.confirm(f"{seems}. Load it as such?", abort=True)
