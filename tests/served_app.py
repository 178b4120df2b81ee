"""An application served on a port of this machine while a test asks it as clients do."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import make_server

from service.app import create_app
from service.engines.contract import Engine
from service.settings import Settings


@contextmanager
def served(engine: Engine, **settings: Any) -> Iterator[str]:
    """Serve the site of an engine, and yield its address without a slash at the end."""
    server = make_server("127.0.0.1", 0, create_app(Settings(**settings), engine), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
