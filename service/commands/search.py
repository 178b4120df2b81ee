"""`searchroom search`: a search in the terminal, answered as the site answers it."""

from __future__ import annotations

import sys

import click

from service.engines.opening import open_engine
from service.schemas.answer_json import answer_bytes
from service.search.ask import ask
from service.search.links import Links
from service.search.site import Site
from service.settings import Settings


@click.command()
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
