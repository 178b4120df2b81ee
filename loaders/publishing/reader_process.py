"""The reading process of a load: it reads files by their format, and returns their items.

It is started by `reading_apart` with the number of an open pipe, reads its task there, and ends
when the pipe does. It writes nothing anywhere else: no file, no log, no memory image.
"""

from __future__ import annotations

import os
import pickle
import resource
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from index_mappings.bodies import ReadBody
from index_mappings.mapping import typed
from loaders.drafts.format import Format, GivenOptions, Options
from loaders.publishing.parcels import Packer
from service.errors import LoadError

ITEMS, END, FAULT = b"items", b"end", b"fault"
"""How a message begins: with items, with the options that were asked for, with an error."""


@dataclass(frozen=True, slots=True)
class Task:
    """The task of a process; the mapping is sent in the form of its file."""

    format: Format
    mapping: tuple[str, ReadBody, str]
    options: dict[str, Any]

    @classmethod
    def of(cls, format: Format, options: Options) -> Task:
        """Return the task of a load; `options` has no live records in it."""
        mapping = options.mapping
        names = ("source", "conventions", "publish_held", "rules", "access")
        values = {name: getattr(options, name) for name in names}
        body = (mapping.name, mapping.body, mapping.digest)
        extra = options.extra
        given = extra.all() if isinstance(extra, GivenOptions) else dict(extra)
        return cls(format, body, {**values, "extra": given})


def main() -> None:
    """Do the tasks from the pipe until it ends."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    connection: Connection[bytes, bytes] = Connection(int(sys.argv[1]))
    with suppress(EOFError, OSError):  # the load is over, or its process gone
        task: Task = pickle.loads(connection.recv_bytes())  # from our own process
        while True:
            _read(task, pickle.loads(connection.recv_bytes()), connection)
    os._exit(0)  # nothing is left to be written


def _read(task: Task, paths: Sequence[str], connection: Connection[bytes, bytes]) -> None:
    given = GivenOptions(task.options["extra"])
    name, body, digest = task.mapping
    options = Options(
        **{**task.options, "mapping": typed(name, body, digest=digest), "extra": given}
    )
    packer = Packer()
    try:
        for item in task.format.read(paths, options):
            if packer.add(item):
                connection.send_bytes(ITEMS + packer.take())
        fault = None
    except ConnectionError:  # the load is over
        raise
    except Exception as error:  # whatever it is, the load's own process says it
        fault = _sendable(error)
    connection.send_bytes(ITEMS + packer.take())
    if fault is not None:
        connection.send_bytes(FAULT + pickle.dumps(fault))
    else:
        connection.send_bytes(END + pickle.dumps(given.used()))


def _sendable(error: Exception) -> Exception:
    """Return an error in a form that another process can raise."""
    try:
        pickle.loads(pickle.dumps(error))  # what was made in this line
    except Exception:  # an error that cannot be packed is passed on as its words
        return LoadError(str(error)) if isinstance(error, LoadError) else RuntimeError(str(error))
    return error


if __name__ == "__main__":
    main()
