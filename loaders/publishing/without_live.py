"""An engine for a load that must not read the live index, because it is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NoReturn, cast

from index_mappings.names import NameEntry
from index_mappings.record import Collection, Record
from service.engines.contract import Engine
from service.errors import IndexDamaged, NoIndex


def live_to_read(engine: Engine) -> str:
    """Return the damage of the live index, or "" if a load may copy records from it.

    It is read completely: damaged records must not get into the next index.
    """
    with suppress(NoIndex):
        try:
            engine.verify()
        except IndexDamaged as error:
            return str(error)
    return ""


def without_live(engine: Engine) -> Engine:
    """Return the engine as if nothing were live: a publish then replaces everything."""
    return cast(Engine, _WithoutLive(engine))


class _WithoutLive:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def info(self) -> NoReturn:
        raise NoIndex("the live index is damaged")

    def scan(self, *_: object, **__: object) -> Iterator[Record]:
        return iter(())

    def get(self, _: str) -> None:
        return None

    def collections(self) -> tuple[Collection, ...]:
        return ()

    def names(self) -> Iterator[NameEntry]:
        return iter(())
