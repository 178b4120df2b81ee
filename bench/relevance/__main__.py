"""`python -m bench.relevance`: measure, print the tables, and fail if a target is missed."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from flask.testing import FlaskClient

from bench.plan import Missing
from bench.relevance import bridged, known_items, misspelled, questions, sets
from bench.relevance.archive import archive
from bench.relevance.sites import Sites, forget_old, sites


def main() -> int:
    """Measure; return 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.relevance", description=__doc__)
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part")
    parser.add_argument("--each", action="store_true", help="the place of each question's answer")
    parser.add_argument("--every", type=int, default=1, help="known items: one record of so many")
    parser.add_argument("--embedded", action="store_true", help="the embedded engine alone")
    chosen = parser.parse_args()
    forget_old()
    missed: list[str] = []
    here = Sites("") if chosen.embedded else sites()
    for name, part in PARTS.items():
        if chosen.part and name not in chosen.part:
            continue
        try:
            missed += part(here, chosen)
        except Missing as missing:
            print(f"{name}: not measured: {missing}")
    for fault in missed:
        print(f"MISSED: {fault}", file=sys.stderr)
    return int(bool(missed))


def _sets(here: Sites, _: argparse.Namespace) -> list[str]:
    rows = sets.measure(here)
    print(f"nDCG@10 of every judged query\n\n{sets.table(rows)}\n")
    return sets.faults(rows)


def _known(here: Sites, chosen: argparse.Namespace) -> list[str]:
    counts = known_items.measure(here, chosen.every)
    print(f"Known items\n\n{known_items.table(counts)}\n")
    return known_items.faults(counts)


def _questions(here: Sites, chosen: argparse.Namespace) -> list[str]:
    missed = []
    for asked in questions.ASKED:
        try:
            found = questions.measure(here, asked)
        except Missing as missing:
            print(f"{asked.title}: not measured: {missing}")
            continue
        print(f"{asked.title}: an answer in the first ten\n\n{questions.table(found)}\n")
        if chosen.each:
            for engine, places in found.items():
                for question, place in places.items():
                    print(f"{engine} {place} {question.q}")
        missed += questions.faults(found)
    return missed


def _spelling(here: Sites, chosen: argparse.Namespace) -> list[str]:
    found, changes = misspelled.measure(here), misspelled.changed(here)
    print(f"Misspelled names: right or offered first\n\n{misspelled.table(found, changes)}\n")
    if chosen.each:
        for engine, wrong in found.items():
            for row, said in wrong.items():
                print(f"{engine} {row.part}: {row.typed}: {said or 'nothing'}, not {row.meant}")
    return misspelled.faults(found, changes)


def _bridges(here: Sites, _: argparse.Namespace) -> list[str]:
    missed = []
    for engine in here.engines:
        client = archive(here, engine).client

        def ask(asked: dict[str, Any], client: FlaskClient = client) -> dict[str, Any]:
            return dict(client.get("/api/v1/search", query_string=asked).json or {})

        found = bridged.measure(ask)
        print(f"Old and new names, {engine}\n\n{bridged.table(found)}\n")
        missed += [*bridged.faults(found), *(f"trap: {one}" for one in bridged.sprung(ask))]
    return missed


PARTS = {"sets": _sets, "questions": _questions, "known": _known}
PARTS |= {"spelling": _spelling, "bridges": _bridges}

if __name__ == "__main__":
    sys.exit(main())
