"""Sources whose rules have changed since their last load, so that they must be loaded again.

A load of one source copies the others from the live index, as their own last loads left them. So
records that a new rule holds back would be published again by every load except the source's own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

import click

from loaders.drafts.archive_rules import RULE_OPTIONS
from loaders.drafts.dumps import RESTORED
from loaders.publishing.deletions import DELETIONS
from loaders.publishing.intake import Job
from loaders.publishing.kept_sources import KeptSources
from loaders.publishing.known_sources import live_counts
from loaders.publishing.source_tables import KeptSource
from service.engines.contract import Engine
from service.errors import LoadRefused, NoIndex


def rules_digest(options: Mapping[str, str], site: str = "") -> str:
    """Return the digest of a source's rules, or "" if it has none.

    `site` is the digest of the site's own terms of access, which are rules of every source.
    """
    lines = [
        f"{name} {line.strip()}"
        for name in RULE_OPTIONS
        for line in options.get(name, "").split("\n")
        if line.strip()
    ]
    if site:
        lines.append(f"site {site}")
    if not lines:
        return ""
    return hashlib.blake2b("\n".join(sorted(lines)).encode(), digest_size=8).hexdigest()


def with_kept_rules(jobs: Sequence[Job], kept: KeptSources, mapping: str) -> list[Job]:
    """Return jobs with the rules of their sources in `sources.toml`, and those given now.

    A rule is only removed by editing the file: a manual load must not publish what it holds back.
    """
    known = {item.name: item for item in kept.of(mapping)}
    with_rules: list[Job] = []
    for job in jobs:
        item = known.get(job.source)
        if item is None or job.format in (DELETIONS, RESTORED):
            with_rules.append(job)
            continue
        rules = {name: _together(item.options, job.extra, name) for name in RULE_OPTIONS}
        left = [
            f"{name} {line!r}"
            for name in RULE_OPTIONS
            for line in rules[name].split("\n")
            if line and line not in job.extra.get(name, "").split("\n")
        ]
        if left:
            click.echo(f"note: {kept.path} has rules for {job.source!r}: {', '.join(left)}")
        extra = {**job.extra, **{name: text for name, text in rules.items() if text}}
        with_rules.append(replace(job, extra=extra))
    return with_rules


def refuse_owed(
    jobs: Sequence[Job],
    engine: Engine,
    kept: KeptSources,
    mapping: str,
    *,
    update: bool = False,
    site: str = "",
    taken_out: str = "",
) -> None:
    """Raise LoadRefused if a source must be loaded again and these jobs do not load it completely.

    A copy has no jobs. Nothing is copied of a source that is `taken_out`.
    """
    whole = {taken_out} if update else {taken_out, *(job.source for job in jobs)}
    now = {job.source: rules_digest(job.extra, site) for job in jobs if job.extra}
    owed = [
        item
        for item in kept.of(mapping)
        if item.name not in whole
        and (
            _is_owed(item, engine, site)
            or now.get(item.name, item.rules_at_load) != item.rules_at_load
        )
    ]
    if not owed:
        return
    counts = live_counts(engine, [item.name for item in owed])
    for item in owed:
        if counts[item.name]:
            places = " ".join(item.places[:1])
            raise LoadRefused(
                f"{kept.path}: the rules of the source {item.name!r} are not those it was loaded "
                "with (or the site's terms of access), and anything else would publish its records "
                "as they are. Load it again: "
                f"searchroom load --all (or searchroom load {item.format} {places} --source "
                f"{item.name}); nothing was published"
            )


def _is_owed(item: KeptSource, engine: Engine, site: str) -> bool:
    rules = rules_digest(item.options, site)
    if rules != item.rules_at_load:
        return True
    try:
        # The names of indexes have the moment of their building: an older one is live again.
        return bool(rules and item.loaded_into) and engine.info().name < item.loaded_into
    except NoIndex:
        return False


def _together(before: Mapping[str, str], now: Mapping[str, str], name: str) -> str:
    lines = [*before.get(name, "").split("\n"), *now.get(name, "").split("\n")]
    return "\n".join(dict.fromkeys(line.strip() for line in lines if line.strip()))
