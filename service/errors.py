"""The tree of errors, independent of any HTTP framework.

    SearchroomError                 500  a defect: nobody expected it
    ├── ConfigurationError          500  a setting, a mapping or a file of ours cannot be used
    │   └── EngineRefused           503  the engine will not answer us as we are set up
    ├── BadRequest                  400  the request's arguments cannot be taken
    ├── Forbidden                   403  what is asked for is not for this client
    ├── NotFound                    404  no record or collection has that id
    ├── NotJson                     415  what was sent is not JSON
    ├── TooMany                     429  a client asked for more than its budget
    │   └── Crowded                 429  as much is being sent as can be made at once
    ├── Withdrawn                   410  a record was withdrawn
    ├── IndexMoved                  410  a cursor of an index that has been replaced
    ├── EngineUnavailable           503  the engine is away, or took too long
    │   ├── PartAway                503  a part of the index is away, so nothing can be counted
    │   ├── NoIndex                 503  the engine is there, but nothing has been loaded yet
    │   ├── IndexUnreadable         503  the index cannot be opened
    │   │   └── IndexDamaged        503  what was loaded is gone, or not as it was written
    │   └── OutOfTime               503  the request as a whole took longer than one may
    └── LoadError                   500  a load cannot go on; the live index is as it was
        ├── LoadLocked              409  another load holds the lock
        └── LoadRefused             409  a check before publishing said no

`status` is the HTTP status; one handler in `service.app` turns an error into problem+json or a
page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index_mappings.sayings import Saying, sentence

_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]*@")
# a path, a URL, or a host and port, in quotation marks or between blanks
_PRIVATE = re.compile(
    r"""'[^']*[/\\:][^']*'|"[^"]*[/\\:][^"]*"|[^\s'"(]*(?:[/\\]|:\d)[^\s'",;:)]*(?::\d+)?"""
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a request: the parameter, the reason, and an acceptable value."""

    parameter: str
    detail: str
    suggestion: str = ""


MOST_FAULTS = 20
"""Faults of one request that are reported: a person reads them all."""


def without_credentials(text: str) -> str:
    """Return a message without the credentials of addresses in it."""
    return _CREDENTIALS.sub("", text)


def without_places(text: str) -> str:
    """Return a message without the names of files, addresses and hosts in it."""
    return _PRIVATE.sub("…", text)


class SearchroomError(Exception):
    """The root of the tree. `title` is the same for every error of a class."""

    status = 500
    title: str = sentence("Something went wrong")
    public = sentence("this should not have happened; the log of the server says more")
    """The answer to a client where the fault is the server's. It names no file and no machine."""

    retry_after = 0  # seconds after which trying again may help, 0 where nobody knows

    @property
    def detail(self) -> str:
        """The specific error in one sentence, for the person who has to fix it."""
        message = self.args[0] if self.args else ""
        return message if isinstance(message, Saying) else str(self)

    @property
    def told(self) -> str:
        """The message to a client: full details of its own faults, none of the server's."""
        return self.detail if self.status < 500 else self.public


class ConfigurationError(SearchroomError):
    """A setting, a mapping or a file of the site cannot be used."""

    title = sentence("The site is not set up correctly")
    public = sentence("the site is not set up correctly; its operator has to correct it")


class EngineRefused(ConfigurationError):
    """The engine refuses our credentials or is not supported; an operator must correct it.

    The message names the setting, without any secret part of its value.
    """

    status = 503
    retry_after = 60  # seconds; a person has to act


class BadRequest(SearchroomError):
    """The arguments of a request cannot be taken; `faults` names the first `MOST_FAULTS` of them.

    If there are more, the last one gives their number.
    """

    status = 400
    title = sentence("The request cannot be answered")

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        told, left = faults[:MOST_FAULTS], faults[MOST_FAULTS:]
        if len(left) > 1:
            left = (Fault(left[0].parameter, f"is wrong too; with it {len(left):,} more are"),)
        told += left
        super().__init__("; ".join(f"{fault.parameter}: {fault.detail}" for fault in told))
        self.faults = told


class Forbidden(SearchroomError):
    """The resource exists, but not for this client."""

    status = 403
    title = sentence("Not for this client")


class NotFound(SearchroomError):
    """There is nothing under that id or address."""

    status = 404
    title = sentence("Not found")


class NotJson(SearchroomError):
    """The body of a request is not JSON."""

    status = 415
    title = sentence("The request is not JSON")


class Withdrawn(SearchroomError):
    """A record was withdrawn; the message is the archive's notice, without data of the record."""

    status = 410
    title = sentence("This record was withdrawn")


class IndexMoved(SearchroomError):
    """A cursor belongs to an index that has been replaced since."""

    status = 410
    title = sentence("The catalogue has changed since this list was started")


class EngineUnavailable(SearchroomError):
    """The engine cannot answer now; trying again later may help."""

    status = 503
    title = sentence("The search is not available at the moment")
    public = sentence("the catalogue cannot be searched at the moment; try again in a few seconds")
    retry_after = 5  # seconds; an engine that restarts needs about ten, so two tries


class PartAway(EngineUnavailable):
    """A part of the index does not answer: what the others have is found, but nothing counted."""


class NoIndex(EngineUnavailable):
    """Nothing has been loaded yet, so there is nothing to search."""

    title = sentence("No catalogue has been loaded yet")
    public = sentence("nothing has been loaded yet; `searchroom load` loads a catalogue")


class IndexUnreadable(EngineUnavailable):
    """The index cannot be opened; the message names files of the machine and the remedy."""

    public = sentence("the catalogue cannot be read at the moment; the site's operator can see why")
    retry_after = 60  # seconds; a person has to act


class IndexDamaged(IndexUnreadable):
    """The published index is missing, unreadable or damaged."""


class OutOfTime(EngineUnavailable):
    """A request exceeded its time limit, and no more work is begun for it."""

    title = sentence("This takes too long")
    public = sentence("this takes longer than one request may; ask for less at once")


class TooMany(SearchroomError):
    """A client has used up its budget."""

    status = 429
    title = sentence("Too many requests from one address")

    def __init__(self, said: str, seconds: int) -> None:
        super().__init__(said)
        self.retry_after = seconds


class Crowded(TooMany):
    """The maximum number of answers is already being streamed, to any clients."""

    title = sentence("Too many files are being made at once")


class LoadError(SearchroomError):
    """A load cannot continue; the live index is unchanged."""

    title = sentence("The load did not succeed")


class LoadLocked(LoadError):
    """Another load is in progress; the message gives its owner and start."""

    status = 409
    title = sentence("Another load is under way")


class LoadRefused(LoadError):
    """A check before publishing said no."""

    status = 409
    title = sentence("The load was not published")
