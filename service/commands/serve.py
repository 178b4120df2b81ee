"""`searchroom serve`: the site and its API, until it is stopped."""

from __future__ import annotations

from dataclasses import replace

import click

from service.engines.opening import open_engine
from service.late import lasting
from service.names.keeping import Names
from service.serving import serve as serve_site
from service.settings import Settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; default: PORT.")
@click.option("--workers", type=click.IntRange(1), help="Processes; default: SEARCHROOM_WORKERS.")
def serve(host: str, port: int | None, workers: int | None) -> None:
    """Serve the site and its API until stopped."""
    settings = Settings.from_env()
    # Refused here and not in the server's processes: one that begins anew while a curator's file
    # is being edited must not take the site down.
    with lasting():
        Names(settings.names).check()
        # an engine that the settings do not name, or a mapping with faults
        open_engine(settings).close()
    serve_site(
        replace(
            settings,
            port=settings.port if port is None else port,
            workers=workers or settings.workers,
        ),
        host,
    )
