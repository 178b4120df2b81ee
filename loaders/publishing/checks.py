"""The checks of a build before it becomes the live index."""

from __future__ import annotations

from loaders.publishing.report import Report
from service.errors import LoadError, LoadRefused

_FEW = 10
"""Records that may always be lost: in a small catalogue one corrected page is a large share."""


def refuse_unsafe(
    report: Report, count: int, *, total: int, is_update: bool, max_drop: float | None
) -> None:
    """Raise if a build of `count` records must not be published; `total` are live now.

    Raises LoadError if the count differs from the number written, and LoadRefused if no record
    could be loaded or more than `max_drop` (0 to 1) of the live records would be lost; None allows
    both.
    """
    updated = total + report.added - report.deleted
    expected = updated if is_update else report.kept + report.loaded
    if count != expected:
        raise LoadError(
            f"the new index has {count:,} records where {expected:,} were written; "
            "nothing was published"
        )
    if max_drop is None:
        return
    has_any = report.loaded or report.held or report.kept_out.count or report.names
    if not (has_any or is_update):
        raise LoadRefused(
            "no record could be loaded; nothing was published (--force publishes anyway, "
            "without them)"
        )
    # What its source no longer shows must go, however much of the catalogue that is.
    gone = max(0, report.deleted - report.held)
    share = gone / total if total else 0.0
    if gone > _FEW and share > max_drop:
        raise LoadRefused(
            f"{gone:,} of {total:,} live records ({share:.0%}) would be removed, more than "
            f"{max_drop:.0%}; nothing was published. If this is intended, use --force"
        )
