"""The sample of mutants: the same on every run, as many of each room, and what is said of them."""

from __future__ import annotations

from bench.mutants import ROOMS, report, sample, statuses

NAMES = [f"{room}.module.x_f__mutmut_{number}" for room in ROOMS for number in range(50)]


def test_a_sample_has_as_many_of_each_room_and_is_the_same_again() -> None:
    drawn = sample(NAMES, 20, 1)
    assert [sum(name.startswith(f"{room}.") for name in drawn) for room in ROOMS] == [20, 20, 20]
    assert drawn == sample(NAMES[::-1], 20, 1) != sample(NAMES, 20, 2)
    assert sorted(sample(NAMES, 80, 1)) == sorted(NAMES)


def test_what_no_test_found_is_counted_and_named() -> None:
    query, other, engine = (f"{room}.a.x_f__mutmut_1" for room in ROOMS)
    lines = [f"    {query}: killed", f"    {other}: survived", f"    {engine}: no tests", "done"]
    assert report(statuses(lines)) == [
        "service.query: 1 of 1 found",
        "index_mappings: 0 of 1 found",
        "service.engines.embedded: 0 of 1 found",
        f"no tests: {engine}",
        f"survived: {other}",
    ]
