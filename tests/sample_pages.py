"""The sample pages cut into records as plainly as possible, apart from the loader they feed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "samples" / "collections"


@dataclass(frozen=True, slots=True)
class Sample:
    """One record of a sample page as its lines say it."""

    page: str
    date: str
    title: str
    summary: str
    reference: str

    @property
    def volume(self) -> str:
        return self.reference.partition(", document ")[0]

    @property
    def document(self) -> str:
        return self.reference.partition(", document ")[2]

    @property
    def parties(self) -> tuple[str, str] | None:
        """Sender and recipient of "Type, A to B"; None for a title of another form."""
        found = re.fullmatch(
            r"[A-Z][A-Za-z ]+(?: No\. [\w-]+)?, ([^,]+?) to (?:the )?(.+)", self.title
        )
        return (found[1], found[2]) if found else None

    @property
    def people(self) -> list[str]:
        """The names after "between", or after "by"; none for a title of another form."""
        found = re.search(r" (?:between|by) (.+)", self.title)
        return re.split(r", and |, | and ", found[1]) if found else []


def pages() -> dict[str, list[Sample]]:
    """Return the records of every sample page by the page's file name."""
    return {path.name: list(_records(path)) for path in sorted(FOLDER.glob("*.txt"))}


def _records(path: Path) -> list[Sample]:
    blocks = path.read_text(encoding="utf-8").strip().split("\n-\n")
    records = []
    for block in blocks[1:]:
        date, title, *summary, reference = block.split("\n")
        records.append(
            Sample(
                path.name, date, title, "\n".join(summary), reference.removeprefix("Reference: ")
            )
        )
    return records
