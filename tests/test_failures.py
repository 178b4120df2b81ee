"""Which failures of reading an index may come of damage, and which are the machine's or ours."""

from __future__ import annotations

import errno

import pytest

from service.engines.embedded.failures import first_line, is_of_reading, is_of_the_machine
from service.errors import NoIndex


class PanicException(BaseException):  # as the one that tantivy raises, by name
    pass


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (ValueError("the file is odd"), True),
        (PanicException("index out of bounds"), True),
        (OSError(errno.ENOENT, "no such file"), True),
        (OSError(errno.EMFILE, "too many open files"), False),
        (MemoryError(), False),
        (NoIndex("nothing has been loaded"), False),
        (KeyboardInterrupt(), False),
    ],
)
def test_a_failure_may_come_of_damaged_files(error: BaseException, wanted: bool) -> None:
    assert is_of_reading(error) is wanted


@pytest.mark.parametrize(
    "number", [errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EINTR, errno.EIO]
)
def test_the_machine_was_short_of_something(number: int) -> None:
    assert is_of_the_machine(OSError(number, "")) is (number != errno.EIO)
    assert not is_of_the_machine(ValueError(number))


def test_what_an_error_says_is_one_line_of_bounded_length() -> None:
    assert first_line(ValueError(" one\ntwo")) == "one"
    assert first_line(ValueError()) == "ValueError"
    assert len(first_line(ValueError("x" * 999))) == 200
