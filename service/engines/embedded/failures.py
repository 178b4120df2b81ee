"""What tantivy raises when it reads what it did not write, and what is no fault of an index."""

from __future__ import annotations

import errno

from service.errors import SearchroomError

_OF_THE_MACHINE = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EINTR})


def is_of_reading(error: BaseException) -> bool:
    """Tell whether a failure may come of damaged files: any that nobody foresaw.

    A panic of tantivy is no Exception of Python's, and would pass every handler of one.
    """
    if isinstance(error, SearchroomError | MemoryError) or is_of_the_machine(error):
        return False
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def is_of_the_machine(error: BaseException) -> bool:
    """Tell whether the machine was short of something for a moment: open files, memory."""
    return isinstance(error, OSError) and error.errno in _OF_THE_MACHINE


def first_line(error: BaseException) -> str:
    """Return what an error says, in one line."""
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
