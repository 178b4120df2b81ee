"""A file that is beside another: within the same folder, and never outside of it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit


def beside(named: str, folder: Path) -> Path | None:
    """Return the file that a name means in a folder; None for a server's, or one outside of it.

    A link that leads out of the folder does too.
    """
    parts = urlsplit(named.strip().replace("\\", "/"))
    if parts.scheme not in ("", "file") or parts.netloc or not parts.path:
        return None
    try:
        path = (folder / unquote(parts.path)).resolve()
        return path if path.is_relative_to(folder.resolve()) and path.is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        return None
