"""`searchroom check`, the whole command, over any catalogue: it tells what it sees and never dies.

The index that it reads may be of another release, or written by others; so what is in its records
is not only what a loader of ours would have let in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from catalogue import COLLECTIONS, NAMES, RECORDS, people, record
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index_mappings.mapping import RecordMapping
from index_mappings.names import NameEntry, NameForm
from index_mappings.record import Collection, Record
from service import cli
from service.engines.embedded import EmbeddedEngine

ODD = [
    "",
    " ",
    "\x1f",
    "\x00",
    "\ud800",
    "a\udc80b",
    "²",
    "٣",
    "(",
    "[" * 40,
    "\n",
    "=1+1",
    "🚢" * 20,
]
TEXTS = st.one_of(
    st.sampled_from(ODD),
    st.text(alphabet=st.characters(), max_size=30),
    st.sampled_from(
        ["Letter of 1950", "1950-1940", "Robert Ellis", "Rober tEllis", "31 February 1950",
         "99999-99-99", "0000-00-00", "1 January 0", "٣١ ١٣ ١٩٥٠", "May 40, 1950", "1950-²-1"]
    ),
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(-5, 5),
    st.integers(-(10**18), 10**18),
    st.sampled_from([10**400, -(10**400), 2**63, -719_528, 2_932_896, 3_652_059]),
)
DATES = st.fixed_dictionaries(
    {"display": TEXTS},
    optional={
        "edtf": st.one_of(TEXTS, st.sampled_from(["1950/..", "../1950", "[..1950]", "1950~"])),
        "from": NUMBERS,
        "to": NUMBERS,
        "precision": st.sampled_from(["day", "month", "year", "range", "", "odd"]),
        "time": TEXTS,
    },
)
PARTIES = st.lists(
    st.fixed_dictionaries({"name": TEXTS}, optional={"as_written": TEXTS, "role": TEXTS}),
    max_size=4,
)
ANY: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, st.floats(), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=5,
)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.one_of(TEXTS, ANY),
        "summary": st.one_of(TEXTS, st.just("On the fees of the harbour, " * 3)),
        "date": st.one_of(DATES, ANY),
        "sender": st.one_of(PARTIES, ANY),
        "people": st.one_of(PARTIES, ANY),
        "collections": st.one_of(st.lists(TEXTS, max_size=3), ANY),
        "ancestors": st.one_of(
            st.lists(st.fixed_dictionaries({"id": TEXTS, "title": TEXTS}), max_size=3), ANY
        ),
        "derived": st.one_of(st.lists(TEXTS, max_size=2), ANY),
        "type": ANY,
        "source": TEXTS,
    },
)
RECORD = st.builds(Record, TEXTS, VALUES)
HUGE = Record(
    "huge",
    {
        "title": "Everyone",
        "people": [{"name": f"Person {n}"} for n in range(3_000)],
        "collections": [f"c{n}" for n in range(3_000)],
    },
)


class AnyCatalogue(EmbeddedEngine):
    """An index whose records, collections and names are whatever a test says."""

    given: tuple[tuple[Record, ...], tuple[Collection, ...], tuple[NameEntry, ...]] = ((), (), ())

    def scan(self, *_: object, **__: object) -> Iterator[Record]:
        yield from self.given[0]

    def collections(self, *_: object, **__: object) -> tuple[Collection, ...]:
        return self.given[1]

    def names(self, *_: object, **__: object) -> Iterator[NameEntry]:
        yield from self.given[2]

    def close(self) -> None:
        """Stay open for the next example."""


@pytest.fixture(scope="module")
def engine(mapping: RecordMapping) -> AnyCatalogue:
    made = AnyCatalogue.open(None, mapping)
    assert isinstance(made, AnyCatalogue)
    build = made.begin(owner="a test")
    list(build.add(RECORDS[:2]))
    build.finish()
    build.publish()
    return made


@contextmanager
def served(engine: AnyCatalogue) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("service.commands.check.open_engine", lambda _: engine)
        yield


OPTIONS = (["--every"], [], ["--format", "json"], ["--format", "csv"], ["--quick"])


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@example(records=[HUGE], collections=[], names=[])
@example(
    records=[
        record("1", "A", sender=people("Robert Ellis")),
        record("2", "B", sender=people("Rober tEllis")),
    ],
    collections=[],
    names=[],
)
@example(records=list(RECORDS), collections=list(COLLECTIONS), names=list(NAMES))
@example(
    records=[Record("a\x1fb", {"collections": ["x"]}), Record("\ud800", {"title": "\udc80"})],
    collections=[],
    names=[],
)
@given(
    records=st.lists(RECORD, max_size=6),
    collections=st.lists(
        st.builds(Collection, TEXTS, TEXTS, related=st.lists(TEXTS, max_size=2).map(tuple)),
        max_size=2,
    ),
    names=st.lists(
        st.builds(
            NameEntry, TEXTS, st.sampled_from(["person", "body", ""]),
            st.lists(st.builds(NameForm, TEXTS), min_size=1, max_size=2).map(tuple),
            TEXTS, source=TEXTS,
        ),
        max_size=3,
    ),
)  # fmt: skip
def test_any_catalogue_is_examined_to_its_end(
    engine: AnyCatalogue,
    records: list[Record],
    collections: list[Collection],
    names: list[NameEntry],
) -> None:
    engine.given = (tuple(records), tuple(collections), tuple(names))
    with served(engine):
        for options in OPTIONS:
            done = CliRunner().invoke(cli.cli, ["check", *options], standalone_mode=False)
            if done.exception is not None:
                raise done.exception
            assert done.return_value in (0, 1)
            if "json" in options:
                whole = json.loads(done.stdout)
                assert len(whole["findings"]) == sum(
                    count for kinds in whole["counts"].values() for count in kinds.values()
                )
