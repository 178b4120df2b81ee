"""A mark beside `sources.toml` that records were withdrawn, wherever the list of them is.

The list is with the index (`Lasting`). Where both are gone at once, as with a disk that is not
mounted or a cluster that is begun anew, a load would publish what was withdrawn: the mark tells.
"""

from __future__ import annotations

from pathlib import Path

from service.errors import ConfigurationError
from service.lasting.lost import ANEW, Kept
from service.lasting.withdrawals import Withdrawals


def withdrawn_mark(sources: str, mapping: str) -> Kept:
    """Return the mark of a mapping; `sources` is the path of the file of sources."""
    return Kept(Path(sources).with_name(f"{mapping}-withdrawn"))


def note_withdrawn(mark: Kept, known: Withdrawals) -> None:
    """Mark that there is a list, if there is one."""
    if known.version:
        mark.note()


def lost_withdrawals(mark: Kept, known: Withdrawals) -> str:
    """Return what is wrong where records were withdrawn and no list is there, else ""."""
    if known.version or not mark.was_written():
        return ""
    return (
        "records were withdrawn here, and the list of them is gone with the index, so a load would "
        "publish them. Is a disk not mounted? Otherwise put the list back from a backup, or "
        f"`searchroom restore` a dump, which has it; where there is none, `{ANEW}` goes on "
        "without it"
    )


def refuse_lost_withdrawals(mark: Kept, known: Withdrawals) -> None:
    """Raise ConfigurationError where records were withdrawn and no list is there."""
    if lost := lost_withdrawals(mark, known):
        raise ConfigurationError(lost)
