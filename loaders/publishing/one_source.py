"""What has to do with one source of a load alone: whose fault it was, which options had no use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from loaders.drafts.draft import Remark, Where
from loaders.drafts.format import Said
from loaders.publishing.report import Report
from service.errors import LoadError


@contextmanager
def blamed_on(source: str, report: Report) -> Iterator[None]:
    """Keep in the report that a source could not be read, where that ends the load.

    What the machine or the engine refuses is no fault of a source.
    """
    try:
        yield
    except LoadError:
        report.failing = source
        raise
    except OSError as error:
        if error.filename is not None:  # else it is a temporary file of ours
            report.failing = source
        raise


def unused_options(said: Said, source: str, format: str) -> Iterator[Remark]:
    """Yield a remark for each option of a source that its format has not asked for."""
    for name in said.unused():
        message = (
            f"the option {name!r} was not used: the format {format!r} has no "
            "option of that name, or these files have no use for it"
        )
        yield Remark(Where(source), message)
