"""The site under the path of its public URL, whether or not the proxy removes the path."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def mount_path(public_url: str) -> str:
    """Return the path of a public URL in the form that a server gets, or "" if it has none."""
    path = unquote(urlsplit(public_url).path.strip("/"))
    return f"/{path}" if path else ""


class Mounted:
    """A WSGI application under a path.

    The path is removed from a request that begins with it; other requests are unchanged, because
    the proxy has removed it. In both cases the application gets its mount path for its links.
    """

    def __init__(self, application: WSGIApplication, path: str) -> None:
        self._application = application
        # WSGI carries the bytes of a path as latin-1 text.
        self._path = path.encode().decode("latin-1")

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        path = environ.get("PATH_INFO", "")
        if path == self._path or path.startswith(f"{self._path}/"):
            path = path[len(self._path) :] or "/"
        environ = {**environ, "SCRIPT_NAME": self._path, "PATH_INFO": path}
        return self._application(environ, start)
