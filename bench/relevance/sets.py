"""nDCG@10 on the judged collections, ours and the others, and the targets."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bench.plan import Missing
from bench.relevance import beside, judged
from bench.relevance.sites import ELASTIC, Load, Sites

LOST, GAINED, BEHIND, APART = 0.0, 0.03, 0.005, 0.01  # what was asked for: see `faults`
TOGETHER = "all queries"
OURS = "Searchroom, {}"
COMBINED = f"Elasticsearch, {beside.COMBINED}"


@dataclass(frozen=True, slots=True)
class Row:
    """A ranking and, for each collection, the nDCG@10 of each of its queries measured."""

    name: str
    gains: Mapping[str, Sequence[float]]

    @property
    def means(self) -> dict[str, float]:
        """The mean of each collection, of the collections, and of all queries together."""
        made = {name: statistics.fmean(found) for name, found in self.gains.items()}
        made["mean"] = statistics.fmean(made.values())
        made[TOGETHER] = statistics.fmean(gain for found in self.gains.values() for gain in found)
        return made


def measure(sites: Sites) -> list[Row]:
    """Return all rankings on the judged queries of each collection that is at hand."""
    if not judged.at_hand():
        raise Missing(f"the judged collections are not in {judged.FOLDER}")
    rows: dict[str, dict[str, list[float]]] = {}
    for name in judged.at_hand():
        topics = judged.topics(name)
        for what, search in _rankings(sites, name).items():
            gains = [judged.gain(search(topic.text), topic.good) for topic in topics]
            rows.setdefault(what, {})[name] = gains
    return [Row(what, gains) for what, gains in rows.items()]


def _rankings(sites: Sites, name: str) -> dict[str, Callable[[str], list[str]]]:
    found: dict[str, Callable[[str], list[str]]] = {}
    if ELASTIC in sites.engines:
        found |= {
            f"Elasticsearch, {what}": search
            for what, search in beside.elastic(sites.server, name).items()
        }
    found[f"tantivy, {beside.COMBINED}"] = beside.bare_tantivy(name)
    load = Load("jsonl", (judged.corpus(name),), ("--source", name, "--id", "_id"))
    for engine in sites.engines:
        reader = sites.reader(engine, name, (load,))
        found[OURS.format(engine)] = partial(reader.first, match="any")
    return found


def faults(rows: Sequence[Row]) -> list[str]:
    """Return the missed targets, one sentence each."""
    means = {row.name: row.means for row in rows}
    ours = {name: found for name, found in means.items() if name.startswith(OURS.format(""))}
    others = {name: found for name, found in means.items() if name not in ours}
    plain = means.get(COMBINED) or means[f"tantivy, {beside.COMBINED}"]
    best = max(found[TOGETHER] for found in others.values())
    found = []
    for name, mine in ours.items():
        for one in judged.at_hand():
            if mine[one] < plain[one] - LOST:
                found.append(f"{name} loses {plain[one] - mine[one]:.3f} on {one}")
        gains = [mine[one] / plain[one] - 1 for one in judged.at_hand()]
        if statistics.fmean(gains) < GAINED:
            found.append(f"{name} gains {statistics.fmean(gains):.1%} in the mean of the sets")
        if mine[TOGETHER] < best - BEHIND:
            found.append(f"{name} is behind the best row on all queries together")
    for one in judged.at_hand():
        values = [mine[one] for mine in ours.values()]
        if max(values) - min(values) > APART:
            found.append(f"the engines differ by {max(values) - min(values):.3f} on {one}")
    return found


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a table in Markdown."""
    heads = [*judged.at_hand(), "mean", TOGETHER]
    lines = [f"| | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for row in rows:
        means = row.means
        lines.append(f"| {row.name} | {' | '.join(f'{means[head]:.3f}' for head in heads)} |")
    return "\n".join(lines)
