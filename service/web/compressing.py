"""Compressing answers for clients that accept it."""

from __future__ import annotations

from typing import cast

from flask import Flask
from flask.blueprints import BlueprintSetupState
from flask_compress import Compress


def compress(state: BlueprintSetupState) -> None:
    """Compress text answers for browsers and programs that accept it."""
    app = cast(Flask, state.app)
    app.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_MIMETYPES=[
            "text/html",
            "text/css",
            "text/javascript",
            "text/plain",
            "image/svg+xml",
            "application/xml",
            "application/atom+xml",
            "application/json",
            "application/problem+json",
        ],
        # Brotli's 4 is as small as gzip's 9 on a page of results, in about a millisecond.
        COMPRESS_BR_LEVEL=4,
        COMPRESS_MIN_SIZE=860,  # bytes; what fits one packet gains nothing
    )
    Compress(app)
