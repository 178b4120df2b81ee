"""The site under a path of its public URL, whether or not the proxy in front takes it off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def mount_path(public_url: str) -> str:
    """Return the path of a public URL as a server sees it, or "" if it has none."""
    path = unquote(urlsplit(public_url).path.strip("/"))
    return f"/{path}" if path else ""


class Mounted:
    """A WSGI application under a path.

    A request that has the path before its own loses it; one without is taken as it is, for
    then the proxy took it off. Either way the application is told where it is mounted and
    links accordingly.
    """

    def __init__(self, application: WSGIApplication, path: str) -> None:
        self._application = application
        # WSGI carries the bytes of a path as latin-1 text.
        self._path = path.encode().decode("latin-1")

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        asked = environ.get("PATH_INFO", "")
        if asked == self._path or asked.startswith(f"{self._path}/"):
            asked = asked[len(self._path) :] or "/"
        environ = {**environ, "SCRIPT_NAME": self._path, "PATH_INFO": asked}
        return self._application(environ, start)
