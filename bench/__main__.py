"""`python -m bench`: measure every row, print the table, write it to bench/results."""

from __future__ import annotations

import argparse
import sys

from bench import elastic_node, report
from bench.agreement import Differs
from bench.plan import QUICK, WHOLE, Missing
from bench.rows import ROWS


def main() -> int:
    """Measure; return 1 if a row failed, for example because its two sides differ."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two minutes, for working, not speed")
    parser.add_argument("--row", action="append", help="only this row (several times: these)")
    parser.add_argument("--list", action="store_true", help="the names of the rows")
    parser.add_argument("--aside", action="store_true", help="print, and write nothing")
    chosen = parser.parse_args()
    if chosen.list:
        print("\n".join(row.name for row in ROWS))
        return 0
    plan = QUICK if chosen.quick else WHOLE
    elastic_node.brief = chosen.quick
    run = report.Run.begin(quick=chosen.quick)
    failed = False
    for row in ROWS:
        if chosen.row and row.name not in chosen.row:
            continue
        print(f"{row.name} ...", end=" ", flush=True, file=sys.stderr)
        try:
            outcome = row.measure(plan)
        except Missing as error:
            run.missing(row, str(error))
            print(f"not measured: {error}", file=sys.stderr)
        except Exception as error:  # one row must not take the others with it
            failed = True
            why = "the two sides differ: " if isinstance(error, Differs) else ""
            run.missing(row, f"failed: {why}{error}")
            print(f"FAILED: {why}{error}", file=sys.stderr)
        else:
            run.measured(row, outcome)
            print(f"{outcome.ratio:.2f}", file=sys.stderr)
    print(run.table())
    if not chosen.aside and not chosen.row:
        run.write()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
