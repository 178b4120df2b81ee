"""Failed reads of an index: the index is checked for damage before the code is blamed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast

from service.engines.embedded.failures import first_line, is_of_reading
from service.errors import SearchroomError


class Doubting(Protocol):
    """An engine that can check its live build."""

    def doubt(self) -> None:
        """Raise IndexDamaged if the live build is damaged."""


E = TypeVar("E", bound=Doubting)
P = ParamSpec("P")
T = TypeVar("T")


def reads(method: Callable[Concatenate[E, P], T]) -> Callable[Concatenate[E, P], T]:
    """Decorate a reading method to raise IndexDamaged if it fails because of the index.

    If the index is intact, the failure is a defect and is raised unchanged.
    """

    @wraps(method)
    def guarded(self: E, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return method(self, *args, **kwargs)
        except BaseException as error:
            doubted(error, self.doubt)
            raise

    return cast(Callable[Concatenate[E, P], T], guarded)


def doubted(error: BaseException, look: Callable[[], None]) -> None:
    """Check the index after a failure; raises IndexDamaged, or an Exception for a panic."""
    if not is_of_reading(error):
        return
    look()
    if not isinstance(error, Exception):  # no handler of an Exception would see it
        raise SearchroomError(f"tantivy gave up: {first_line(error)}") from error
