"""The page on the architecture: its rooms are those of the tree, and its changes need one place."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from changed_copy import PACKAGES, ROOT, SITE, change, copied, run

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
_CODE = re.compile(r"`([^`]+)`")


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table below a heading, without its header."""
    below = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in below.splitlines()
             if line.startswith("|")]  # fmt: skip
    return cells[2:]


def rooms_of_the_page() -> set[str]:
    """Return the rooms named in the table: "service/web", "service/errors.py"."""
    found: set[str] = set()
    for room, *_ in rows("The rooms"):
        folder = ""
        for name in _CODE.findall(room):
            path = name.rstrip("/")
            if "/" not in path and folder:
                path = f"{folder}/{path}"
            folder = path.rpartition("/")[0]
            found.add(path)
    if "loaders/<format>" in found:
        found.remove("loaders/<format>")
        found |= formats()
    return found


def formats() -> set[str]:
    """Return the packages of the formats, as they are registered."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    modules = project["entry-points"]["searchroom.formats"].values()
    return {"/".join(module.partition(":")[0].split(".")[:2]) for module in modules}


_LISTED = re.compile(r"^(\w+(?:, \w+)*) {2,}\S", re.MULTILINE)
"""A line of a package's docstring that says what some of its modules are."""


def rooms_of_the_tree() -> set[str]:
    """Return the rooms that there are: packages, and the modules beside them in `service`."""
    found = {"index_mappings"}
    for package in ("service", "loaders"):
        for path in (ROOT / package).iterdir():
            if (path / "__init__.py").is_file() or (path.suffix == ".py" and path.stem[0] != "_"):
                found.add(f"{package}/{path.name}")
    return found


def test_the_rooms_of_the_page_are_those_of_the_tree() -> None:
    beside = {"samples", "tests", "bench", "docs", "deploy"}
    assert rooms_of_the_page() - beside == rooms_of_the_tree()


def test_the_page_fits_a_screen_and_a_table() -> None:
    assert len(PAGE.split("## Where do I change…")[0].splitlines()) <= 60
    assert len(rows("Where do I change…")) >= 22


@pytest.mark.parametrize(("change", "place"), rows("Where do I change…"))
def test_each_change_names_a_place_that_is_there(change: str, place: str) -> None:
    named = [name for name in _CODE.findall(place) if "/" in name or name.endswith(".toml")]
    assert named, change
    assert any((ROOT / name).exists() for name in named), change
    for name in (name for name in named if "/" in name):
        assert (ROOT / name).exists(), name


def test_what_a_package_says_of_its_modules_is_there() -> None:
    gone = []
    for path in (one for package in PACKAGES for one in (ROOT / package).rglob("__init__.py")):
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        have = {one.stem for one in path.parent.iterdir()}
        for line in _LISTED.findall(said):
            gone += [f"{path.parent.name}: {name}" for name in line.split(", ") if name not in have]
    assert gone == []


# Nine of the changes, each made in a copy and seen to work; `test_more_changes` makes eight more.


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with a copy of the three packages."""
    return copied(tmp_path)


READ = """
from pathlib import Path
from index_mappings.mapping import load
from loaders.drafts.draft import Draft, Held
from loaders.drafts.format import Options
from loaders.tables.csv_files import FORMAT

def read(text):
    Path("table.csv").write_text(text)
    return list(FORMAT.read(["table.csv"], Options(load("records"))))
"""


def test_a_field_and_a_facet_are_an_edit_of_the_mapping(copy: Path) -> None:
    mapping = copy / "index_mappings" / "records.json"
    field = '{"name": "medium", "kind": "keyword", "label": "Medium", "purpose": "what it is on"}'
    facet = (
        '{"name": "medium", "field": "medium", "kind": "terms", "path": "medium", '
        '"label": "Medium", "size": 5}'
    )
    change(mapping, '"fields": [', f'"fields": [{field}, ')
    change(mapping, '"facets": [', f'"facets": [{facet}, ')
    change(mapping, '"properties": {', '"properties": {"medium": {"type": "keyword"}, ')
    run(copy, SITE + """
client = site([Record("a", {"title": "A map", "medium": "Ink"}), Record("b", {"title": "B"})])
assert [item["id"] for item in client.get("/api/v1/search?medium=Ink").json["results"]] == ["a"]
assert "Medium" in client.get("/search").text
""")  # fmt: skip


def test_a_kind_of_facet_is_a_file_and_a_line(copy: Path) -> None:
    kinds = copy / "index_mappings" / "facet_kinds"
    (kinds / "initial.py").write_text('''"""Facets by the first letter of a value."""

from index_mappings.facet_kinds.terms import Terms


class Initial(Terms):
    """The values of a keyword path, each shown by its first letter."""

    name = "initial"

    def label(self, facet, value, titles):
        """Return the first letter."""
        return f"{value[:1]}…"
''')
    registry = kinds / "registry.py"
    change(registry, "        Terms(),\n", "        Terms(),\n        Initial(),\n")
    change(registry, "from index_mappings.facet_kinds.kind",
           "from index_mappings.facet_kinds.initial import Initial\n"
           "from index_mappings.facet_kinds.kind")  # fmt: skip
    mapping = copy / "index_mappings" / "records.json"
    text = mapping.read_text(encoding="utf-8")
    facet = re.search(r'\{\s*"name": "type",[^{}]*?"kind": "terms"', text)
    assert facet
    changed = facet[0].replace('"kind": "terms"', '"kind": "initial"')
    mapping.write_text(text.replace(facet[0], changed), encoding="utf-8")
    run(copy, SITE + """
client = site([Record("a", {"title": "A", "type": "Cable"})])
(value,) = client.get("/api/v1/search?type=Cable").json["facets"]["type"]["values"]
assert (value["value"], value["label"], value["count"]) == ("Cable", "C…", 1)
""")  # fmt: skip


def test_a_header_is_a_word_in_a_file(copy: Path) -> None:
    script = (
        READ
        + """
(draft,) = (item for item in read("Titel,Bezeichnerzeile\\nA letter,Of fees\\n")
            if isinstance(item, Draft))
assert draft.values.get("summary") == EXPECTED
"""
    )
    run(copy, script.replace("EXPECTED", "None"))
    headers = copy / "loaders" / "drafts" / "field_maps" / "headers.toml"
    change(headers, '\n"summary" = [', '\n"summary" = [\n    "bezeichnerzeile",')
    run(copy, script.replace("EXPECTED", '"Of fees"'))


def test_a_mark_that_says_not_public_is_a_word_in_a_file(copy: Path) -> None:
    script = (
        READ
        + """
(item,) = (item for item in read("Title,Sperrkarte\\nA letter,ja\\n")
           if isinstance(item, Draft | Held))
assert type(item).__name__ == EXPECTED
"""
    )
    run(copy, script.replace("EXPECTED", '"Draft"'))
    words = copy / "loaders" / "drafts" / "publicity.toml"
    change(words, "\nprivate = [", '\nprivate = [\n    "sperrkarte",')
    run(copy, script.replace("EXPECTED", '"Held"'))


def test_a_type_of_document_is_an_entry_in_a_file(copy: Path) -> None:
    script = """
from loaders.drafts.titles import Vocabulary, read_title
title = "Ukase, A. Petrov to B. Ivanov, 3 May 1901"
assert read_title(title, Vocabulary.load()).type == EXPECTED
"""
    run(copy, script.replace("EXPECTED", '""'))
    types = copy / "loaders" / "drafts" / "titles" / "document_types.toml"
    entry = '\n[[types]]\nlabel = "Ukase"\nplural = "Ukases"\nparties = "letter"\n'
    types.write_text(types.read_text(encoding="utf-8") + entry, encoding="utf-8")
    run(copy, script.replace("EXPECTED", '"Ukase"'))


def test_a_key_of_an_answer_is_a_line_of_its_dataclass_and_a_line_that_fills_it(
    copy: Path,
) -> None:
    before = "    records: int\n    version: str\n"
    change(copy / "service" / "schemas" / "answer_parts.py", before,
           f'{before}    size: Annotated[int, Said("in bytes")]\n')  # fmt: skip
    change(copy / "service" / "search" / "answer.py",
           "info.records, info.version)", "info.records, info.version, info.size)")  # fmt: skip
    run(copy, SITE + """
client = site([Record("a", {"title": "A"})])
assert client.get("/api/v1/search").json["index"]["size"] == 0
described = client.get("/api/openapi.json").json["components"]["schemas"]["Index"]
assert described["properties"]["size"] == {"type": "integer", "description": "in bytes"}
""")  # fmt: skip


def test_a_setting_is_a_row_and_a_field(copy: Path) -> None:
    settings = copy / "service" / "settings.py"
    change(settings, '    Setting("PORT"',
           '    Setting("SEARCHROOM_MOTTO", "", "a line"),\n    Setting("PORT"')  # fmt: skip
    change(settings, "    public_url: str = ", '    motto: str = ""\n    public_url: str = ')
    run(copy, 'from service.settings import Settings\n'
              'assert Settings.from_env().motto == "Ask"\n',
        SEARCHROOM_MOTTO="Ask")  # fmt: skip


def test_a_page_is_its_template(copy: Path) -> None:
    change(copy / "service" / "web" / "templates" / "base.html", '<footer class="foot">',
           '<footer class="foot"><p>Open on Tuesdays</p>')  # fmt: skip
    run(copy, SITE + """
client = site([Record("a", {"title": "A"})])
assert all("Open on Tuesdays" in client.get(path).text for path in ("/", "/search", "/records/a"))
""")  # fmt: skip


def test_a_format_is_a_package_of_its_own_anywhere(copy: Path) -> None:
    (copy / "haiku.py").write_text('''"""The format `haiku`: a title a line."""

from loaders.drafts.draft import Draft, Where
from loaders.drafts.format import NamedByFile


class Haiku(NamedByFile):
    """The format `haiku`."""

    name = "haiku"
    summary = "a title a line"
    options = frozenset()

    def read(self, paths, options):
        """Yield a record for each line."""
        for path in paths:
            with open(path) as file:
                for number, line in enumerate(file, 1):
                    yield Draft({"title": line.strip()}, Where(path, number, number))


FORMAT = Haiku()
''')
    known = copy / "haiku-1.dist-info"
    known.mkdir()
    (known / "METADATA").write_text("Metadata-Version: 2.1\nName: haiku\nVersion: 1\n")
    (known / "entry_points.txt").write_text("[searchroom.formats]\nhaiku = haiku:FORMAT\n")
    (copy / "pond.txt").write_text("An old silent pond\nA frog jumps in\n")
    run(copy, """
from service.cli import cli
from click.testing import CliRunner
done = CliRunner().invoke(cli, ["load", "haiku", "pond.txt"])
assert done.exit_code == 0, done.output
assert "A frog jumps in" in CliRunner().invoke(cli, ["search", "frog"]).output
""", SEARCHROOM_HOME=str(copy))  # fmt: skip
