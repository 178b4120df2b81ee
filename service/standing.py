"""Figures determined at reading time: the engine, its index, the last loads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from service.engines.contract import Engine
from service.errors import SearchroomError
from service.settings import Settings


class EngineFigures(Collector):
    """The figures of the engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield whether searches can be answered, and the index."""
        up = GaugeMetricFamily("searchroom_engine_up", "1 where searches can be answered.",
                               labels=("engine",))  # fmt: skip
        records = GaugeMetricFamily("searchroom_index_records", "Records of the live index.")
        built = GaugeMetricFamily(
            "searchroom_index_built_timestamp_seconds", "When the live index was built."
        )
        try:
            info = self._engine.info()
        except SearchroomError:
            up.add_metric((self._engine.kind,), 0)
        else:
            up.add_metric((self._engine.kind,), 1)
            records.add_metric((), info.records)
            if info.built:
                built.add_metric((), datetime.fromisoformat(info.built).timestamp())
        yield from (up, records, built)


class LoadFigures(Collector):
    """The last load of each source that `sources.toml` keeps, labelled with the source's name."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield time, number of records, duration and outcome of each source's last load."""
        from service.lasting.sources_file import sources_problem  # noqa: PLC0415 - for who asks
        from service.upkeep.loads import OUTCOMES, last_loads  # noqa: PLC0415

        last = _of_sources(
            "last_load_timestamp_seconds",
            "When a source was last loaded, whether or not anything had changed.",
        )
        records = _of_sources("records", "Records of a source that were live after its last load.")
        seconds = _of_sources("load_seconds", "What the last load took, all its sources together.")
        outcome = _of_sources("load_outcome", "1 for the outcome of the last load.", "outcome")
        # a name that is listed twice cannot be loaded, and would be one figure twice
        for load in {one.source: one for one in last_loads(self._settings)}.values():
            when = load.last.timestamp() if load.last else None
            for family, value in ((last, when), (records, load.records), (seconds, load.seconds)):
                if value is not None:
                    family.add_metric((load.source,), value)
            for name in OUTCOMES if load.outcome else ():
                outcome.add_metric((load.source, name), load.outcome == name)
        known = GaugeMetricFamily(
            "searchroom_sources_known", "1 where the file of the sources can be read, and is there."
        )
        known.add_metric((), not sources_problem(Path(self._settings.sources)))
        yield from (last, records, seconds, outcome, known)


def _of_sources(name: str, meaning: str, *more: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"searchroom_source_{name}", meaning, labels=("source", *more))
