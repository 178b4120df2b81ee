"""`python -m bench.mutants`: make small changes to the code, and list those that no test finds.

mutmut writes the mutants, a copy of the tree beside the checkout (`mutants/`), and tries each with
the tests that reach its function. There are some 18,000 of them, which would take a day, so a
sample is tried: as many of each room, drawn with a seed. What survives is listed; `mutmut show
NAME` prints the change. The tests are those that `[tool.mutmut]` in pyproject.toml names. The
tree must not change meanwhile: mutmut copies a part of it again for the second run.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOMS = ("service.query", "index_mappings", "service.engines.embedded")
_FIRST = "index_mappings.field_kinds.yes_no.*"  # nine mutants: to try them writes all others
_WRITTEN = Path("mutants")
_FOUND = frozenset({"killed", "timeout", "segfault", "suspicious"})
_LINE = re.compile(r"^\s*(\S+): ([\w ]+)$")


def mutmut(*arguments: str) -> list[str]:
    """Run mutmut of this environment, and return the lines that it wrote; raise where it fails."""
    command = [str(Path(sys.executable).with_name("mutmut")), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"mutmut {arguments[0]} failed:\n{(done.stdout + done.stderr)[-4000:]}")
    return done.stdout.splitlines()


def statuses(lines: Sequence[str]) -> dict[str, str]:
    """Return what `mutmut results` says of each mutant, by its name."""
    found = (_LINE.match(line) for line in lines)
    return {match[1]: match[2] for match in found if match}


def sample(names: Sequence[str], size: int, seed: int) -> list[str]:
    """Return as many mutants of each room, the same ones for the same code and seed."""
    drawn: list[str] = []
    for room in ROOMS:
        of_room = sorted(name for name in names if name.startswith(f"{room}."))
        drawn += random.Random(seed).sample(of_room, min(size, len(of_room)))
    return drawn


def report(results: Mapping[str, str]) -> list[str]:
    """Return a line for each room, found of tried, and one for each mutant that no test found."""
    lines = []
    for room in ROOMS:
        of_room = [status for name, status in results.items() if name.startswith(f"{room}.")]
        found = sum(status in _FOUND for status in of_room)
        lines.append(f"{room}: {found} of {len(of_room)} found")
    lost = (f"{status}: {name}" for name, status in results.items() if status not in _FOUND)
    return [*lines, *sorted(lost)]


def main(size: int, seed: int, at_once: int) -> None:
    """Write the mutants, try a sample, and print the score."""
    children = f"--max-children={at_once}"
    shutil.rmtree(_WRITTEN, ignore_errors=True)  # a score is of one tree, and not of two mixed
    mutmut("run", children, _FIRST)
    drawn = sample(list(statuses(mutmut("results", "--all", "true"))), size, seed)
    mutmut("run", children, *drawn)
    results = statuses(mutmut("results", "--all", "true"))
    print("\n".join(report({name: results[name] for name in drawn})))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=150, help="mutants of each room")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=2, help="processes, one to a core")
    given = parser.parse_args()
    main(given.size, given.seed, given.at_once)
