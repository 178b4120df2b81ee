"""Fast creation of frozen values, for those that a request creates by the hundred.

A frozen dataclass sets each field with `object.__setattr__`, which takes ten times as long as an
assignment. An answer has some 600 such values with 3,600 fields, a tenth of the time of a page of
results (row `page` of `make bench`) and of its JSON.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, TypeVar

_Kind = TypeVar("_Kind")

# sets the class of an instance whose own `__setattr__` refuses everything
_become = object.__dict__["__class__"].__set__


def made_often(kind: type[_Kind]) -> type[_Kind]:
    """Make a frozen dataclass with slots create its instances fast.

    The class stays frozen. It can have no base, no `__post_init__` and no subclass.

    While its fields are being set, an instance belongs to a mutable twin of the class; nothing else
    sees it in that state. Raises TypeError if the class does not meet these requirements.
    """
    declared = fields(kind)  # type: ignore[arg-type]  # it is a dataclass, or this says so
    is_plain = kind.__bases__ == (object,) and all(one.init for one in declared)
    names = tuple(one.name for one in declared)
    if not is_plain or hasattr(kind, "__post_init__") or kind.__dict__.get("__slots__") != names:
        raise TypeError(f"{kind.__name__} is not a plain dataclass with slots")
    known: dict[str, Any] = {  # each begins with a mark that no name of a field begins with
        "_become": _become,
        "_twin": type(kind.__name__, (), {"__slots__": names}),
        "_kind": kind,
    }
    asked, lines = ["self"], ["    _become(self, _twin)"]
    for one in sorted(declared, key=lambda one: bool(one.kw_only)):
        if one.kw_only and "*" not in asked:
            asked.append("*")
        usual, value = f"_usual_{one.name}", one.name
        known[usual] = one.default
        if one.default_factory is not MISSING:
            known[f"_make_{one.name}"] = one.default_factory
            value = f"_make_{one.name}() if {one.name} is {usual} else {one.name}"
        is_needed = one.default is MISSING and one.default_factory is MISSING
        asked.append(one.name if is_needed else f"{one.name}={usual}")
        lines.append(f"    self.{one.name} = {value}")
    lines.append("    self.__class__ = _kind")
    # names of our own fields, and nothing that came from outside
    exec("\n".join((f"def __init__({', '.join(asked)}):", *lines)), known)
    made = known["__init__"]
    slow = kind.__dict__["__init__"]
    made.__qualname__, made.__annotations__ = slow.__qualname__, slow.__annotations__
    kind.__init__ = made  # type: ignore[method-assign]
    kind.__init_subclass__ = _no_subclass  # type: ignore[assignment]
    return kind


@classmethod  # type: ignore[misc]
def _no_subclass(cls: type) -> None:
    raise TypeError(f"{cls.__name__}: a class that is made often can have no subclass")
