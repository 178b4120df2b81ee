"""Files that another file refers to: only within the same folder."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit


def beside(named: str, folder: Path) -> Path | None:
    """Return the file for a name in a folder, or None for one on a server or outside the folder.

    A symbolic link that leads out of the folder is outside too.
    """
    parts = urlsplit(named.strip().replace("\\", "/"))
    if parts.scheme not in ("", "file") or parts.netloc or not parts.path:
        return None
    try:
        path = (folder / unquote(parts.path)).resolve()
        return path if path.is_relative_to(folder.resolve()) and path.is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        return None
