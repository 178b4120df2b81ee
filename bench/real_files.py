"""Renew the figures of docs/real-files.md: each row's file is read again as its section says.

    python bench/real_files.py FOLDER

FOLDER has the files, a folder for each repository. The rows stay: a file is added as a row.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from importlib.metadata import entry_points
from pathlib import Path

from index_mappings.mapping import load
from loaders.drafts.draft import Deletion, Draft, Held, Reject
from loaders.drafts.format import Format, Options
from service.errors import LoadError

PAGE = Path(__file__).parents[1] / "docs" / "real-files.md"
FOLDERS = {
    "GLAM-Workbench/nla-finding-aids-data": "formats/nla_finding_aids_csv",
    "archivesspace/archivesspace": "formats/archivesspace",
    "artefactual/atom": "formats/atom_csv",
    "dpla/ingestion3": "formats/dpla_ingestion3",
    "edsu/pymarc": "formats/marc_pymarc",
    "epikulski/digitalarchive": "wilson",
    "mloesch/sickle": "formats/oai_sickle",
    "omeka/plugin-CsvImport": "formats/omeka_csv",
    "projectblacklight/arclight": "formats/ead_arclight",
    "tategallery/collection": "catalogues",
    "wragge/recordsearch-series-harvests": "catalogues/naa_series_A711_A712",
}
"""The repositories that the page names, and the folders of their files."""

MAPPINGS = {"tategallery/collection": "artworks"}
"""Mappings of what is no catalogue of documents."""

_ROW = re.compile(r"\| (?P<origin>\S+) \| `(?P<path>.+?)` \| [\d,]+ \| [\d,]+ \| .* ?\|")
_SHOWN = 160  # characters of a reason


def row_of(format: Format, origin: str, path: str, folder: Path) -> str:
    """Return the row of a file: what came in, what was rejected, and why."""
    file = folder / FOLDERS[origin] / path
    options = Options(load(MAPPINGS.get(origin, "records")), file.stem)
    records = rejects = 0
    reason = ""
    others: Counter[str] = Counter()
    try:
        for item in format.read([str(file)], options):
            records += isinstance(item, Draft)
            if isinstance(item, Reject):
                rejects += 1
                reason = reason or item.reason
            elif isinstance(item, Deletion):
                others["deleted"] += 1
            elif isinstance(item, Held) and not item.is_part:
                others["held back"] += 1
    except LoadError as error:
        reason = str(error)
    reason = reason.replace(f"{file}: ", "").replace(str(file), "the file").replace("|", "\\|")
    reason = reason if len(reason) <= _SHOWN else f"{reason[: _SHOWN - 1].rstrip()}…"
    reason = f"refused: {reason}" if reason and not records else reason
    counts = (f"{count:,} {what}" for what, count in others.items())
    reason = "; ".join(filter(None, [reason, *counts]))
    return f"| {origin} | `{path}` | {records:,} | {rejects} | {reason} |"


def main(folder: Path) -> None:
    """Write the page anew; files that are not in the folder keep their rows."""
    formats = {item.name: item.load() for item in entry_points(group="searchroom.formats")}
    lines, name, changed = [], "", 0
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            name = line.split("`")[1] if "`" in line else ""
        found = _ROW.fullmatch(line)
        made = line
        if found and name and (folder / FOLDERS[found["origin"]] / found["path"]).exists():
            made = row_of(formats[name], found["origin"], found["path"], folder)
        if made != line:
            changed += 1
            print(f"- {line}\n+ {made}")
        lines.append(made)
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{changed} rows are new")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
