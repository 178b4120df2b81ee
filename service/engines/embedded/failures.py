"""Classifying tantivy's errors: damaged files, or other causes."""

from __future__ import annotations

import errno

from service.errors import SearchroomError

_OF_THE_MACHINE = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EINTR})


def is_of_reading(error: BaseException) -> bool:
    """Return whether a failure may be caused by damaged files: any unexpected one.

    A panic of tantivy is not an Exception in Python, so it would pass handlers of that.
    """
    if isinstance(error, SearchroomError | MemoryError) or is_of_the_machine(error):
        return False
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def is_of_the_machine(error: BaseException) -> bool:
    """Return whether the machine was temporarily short of resources: open files, memory."""
    return isinstance(error, OSError) and error.errno in _OF_THE_MACHINE


def first_line(error: BaseException) -> str:
    """Return the message of an error on one line."""
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
