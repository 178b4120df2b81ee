"""A row that does not fit its headers is held back where the headers have a mark."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from tests.test_held_back import WORD, Site, adds_up, site, written

__all__ = ["site"]

SHORT = {
    "a mark at the end": f"Title,Summary,Publish\nOpen,a,yes\nOpen too,b,\n{WORD},c\n",
    "a mark of which yes means no": f"Title,Draft\nOpen,no\nOpen too,\n{WORD}\n",
    "several marks": f"Title,Visibility,Private\nOpen,public,no\nOpen too,,\n{WORD},public\n",
    "a status that says so elsewhere": f"Title,Status\nOpen,done\nOpen too,\na,draft\n{WORD}\n",
    "access": f"Title,Access\nOpen,open\nOpen too,\n{WORD}\n",
    "the day on which it opens": f"Title,Closed until\nOpen,1990\nOpen too,\n{WORD}\n",
    "a mark of one note": f"title,n_odd,p_odd\nOpen,a,True\nOpen too,b,True\n{WORD},{WORD}\n",
    "cells that have moved": (
        f"Title,Summary,Publish,Box\nOpen,a,yes,1\nOpen too,,,1\n{WORD},a,,no,2\n"
    ),
}


@pytest.mark.parametrize("name", SHORT)
def test_a_row_without_the_cell_of_its_mark(name: str, site: Site) -> None:
    done = site.load("csv", written(site.folder.parent, "some.csv", SHORT[name]))
    assert done.exit_code == 0, done.output
    assert WORD.encode() not in site.everything()
    assert {record.values["title"] for record in site.records()} >= {"Open", "Open too"}
    assert "held back: " in done.output
    assert "the row ends before it" in done.output or "more cells than columns" in done.output
    assert adds_up(site)


def test_it_is_shown_where_that_is_asked_for(site: Site) -> None:
    table = written(site.folder.parent, "some.csv", SHORT["a mark at the end"])
    done = site.load("csv", table, "--publish-held")
    assert len(site.records()) == 3
    assert "published although the source marks them as not public: 1" in done.output


@pytest.mark.parametrize(
    "table",
    [
        "Title,Summary,Box\nOpen,a,1\nOpen too,b\nOpen still,b,3,more\n",
        "Title,Publish,Box\nOpen,yes,1\nOpen too,yes\nOpen still,yes,3,more\n",
        "Title,Status\nOpen,Catalogued\nOpen too\nOpen still,,more\n",
        "Title,Date,Status\nOpen,1950,Draft treaty\nOpen too,1950\nOpen still\n",
    ],
)
def test_other_short_rows_are_records(table: str, site: Site) -> None:
    site.load("csv", written(site.folder.parent, "some.csv", table))
    assert len(site.records()) == 3


def test_an_empty_cell_at_the_end_of_a_workbook_is_no_lost_mark(site: Site) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Title", "Publish"], ["Open", "yes"], ["Open too"]):
        sheet.append(row)
    path = site.folder.parent / "some.xlsx"
    book.save(path)
    site.load("csv", path)
    assert len(site.records()) == 2
