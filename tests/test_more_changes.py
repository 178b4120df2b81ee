"""More changes of the table in docs/architecture.md, each made in a copy and seen to work."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from changed_copy import SITE, change, copied, run

pytestmark = pytest.mark.slow

FERRY = 'Record("a", {"title": "Letter on ferries", "number": "12"})'


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with a copy of the three packages."""
    return copied(tmp_path)


def test_a_unit_of_time_is_an_entry_and_a_part_of_the_mapping(copy: Path) -> None:
    kinds = copy / "index_mappings" / "facet_kinds"
    change(kinds / "units_of_time.py", '        "decade": Unit(',
           '        "century": Unit("centuries", 1200, lambda number: str(number * 100)),\n'
           '        "decade": Unit(')  # fmt: skip
    part = '"decades": {"type": "keyword"}'
    change(copy / "index_mappings" / "records.json", part,
           f'{part}, "centuries": {{"type": "keyword"}}')  # fmt: skip
    run(copy, SITE + """
from index_mappings.dates import read_date
client = site([Record("a", {"title": "A", "date": read_date("1850").to_json()})])
found = client.get("/api/v1/search?histogram=date:century").json["histograms"]["date:century"]
assert [(one["value"], one["from"]) for one in found["values"]] == [("1800", "1800-01-01")]
""")  # fmt: skip


def test_a_kind_of_name_is_a_line(copy: Path) -> None:
    kinds = copy / "index_mappings" / "name_kinds.py"
    change(kinds, "FAMILY = ", 'SHIP = NameKind("ship", sentence("Ships"))\nFAMILY = ')
    change(kinds, "TERM, FAMILY)", "TERM, SHIP, FAMILY)")
    (copy / "own.csv").write_text("kind,forms,why\nship,Sea Gull | Seagull II,one ship\n")
    run(copy, SITE + """
records = [Record("a", {"title": "Seagull II at anchor"}), Record("b", {"title": "Sea Gull"})]
client = site(records, bridges="own.csv")
assert "Ships" in client.get("/bridges").text
found = client.get("/api/v1/search?q=Sea Gull").json
assert found["total"]["value"] == 2
assert found["query"]["expanded"][0]["kind"] == "ship"
""")  # fmt: skip


def test_a_source_of_bridges_is_a_class_and_a_line(copy: Path) -> None:
    sources = copy / "service" / "bridges" / "sources.py"
    change(sources, "(Own(), SHIPPED,", "(Mine(), Own(), SHIPPED,")
    change(sources, "SHIPPED = Shipped()", """SHIPPED = Shipped()


class Mine:
    '''What I know.'''

    def bridges(self, kept):
        '''Return it.'''
        return (Bridge((BridgeForm("zyx"), BridgeForm("ferries")), PLACE, "mine", "me"),)


""")  # fmt: skip
    run(copy, SITE + f"""
assert site([{FERRY}]).get("/api/v1/search?q=zyx").json["total"]["value"] == 1
""")  # fmt: skip


def test_an_argument_is_a_line_of_its_schema_its_normal_form_and_what_fills_it(copy: Path) -> None:
    service = copy / "service"
    change(service / "schemas" / "arguments.py", '    found["spell"] =',
           '    found["shade"] = _choice(("dark", "light"), "dark", "a shade")\n'
           '    found["spell"] =')  # fmt: skip
    normal = service / "search" / "arguments.py"
    change(normal, "    q_cut: bool =", '    shade: str = "dark"\n    q_cut: bool =')
    change(normal, '_AFTER = ("expand",', '_AFTER = ("shade", "expand",')
    filled = '            spell=values["spell"],'
    change(service / "search" / "reader.py", filled,
           f'{filled}\n            shade=values["shade"],')  # fmt: skip
    run(copy, SITE + f"""
client = site([{FERRY}])
address = client.get("/api/v1/search?q=ferries&shade=light").json["links"]["self"]
assert address.endswith("q=ferries&shade=light")
assert client.get("/api/v1/search?shade=dark").json["links"]["self"].endswith("/search")
assert client.get("/api/v1/search?shade=red").status_code == 400
assert "a shade" in client.get("/api/openapi.json").text
""")  # fmt: skip


def test_a_form_of_export_is_a_module_and_a_line(copy: Path) -> None:
    exports = copy / "service" / "exports"
    (exports / "title_list.py").write_text('''"""Titles."""


def lines(taken):
    """Yield them."""
    for record in taken.records:
        yield f"{taken.cite(record).title}\\n".encode()
''')
    change(
        exports / "formats.py",
        "FORMATS = (",
        """from service.exports.title_list import lines
FORMATS = (
    ExportFormat("titles", "Only titles", "text/plain; charset=utf-8", "txt", lines),""",
    )
    run(copy, SITE + f"""
client = site([{FERRY}])
assert client.get("/api/v1/export?format=titles").text == "Letter on ferries\\n"
assert "Only titles" in client.get("/search").text
assert client.get("/api/v1/export?format=title").json["errors"][0]["suggestion"] == "titles"
""")  # fmt: skip


def test_a_style_of_citation_is_a_file_and_a_line(copy: Path) -> None:
    styles = copy / "service" / "exports" / "styles"
    shutil.copy(styles / "csl" / "apa.csl", styles / "csl" / "house.csl")
    change(
        styles / "registry.py",
        "STYLES = (",
        """STYLES = (
    Style("house", "House style", "house"),""",
    )
    run(copy, SITE + f"""
client = site([{FERRY}])
assert "House style" in client.get("/cite/a").text
assert "Letter on ferries" in client.get("/marked?ids=a&style=house").text
""")  # fmt: skip


def test_an_index_of_sru_is_a_line(copy: Path) -> None:
    rights = '        ("rights", ("rights",)),'
    change(copy / "service" / "sru" / "indexes.py", rights,
           f'{rights}\n        ("relation", ("number",)),')  # fmt: skip
    run(copy, SITE + f"""
client = site([{FERRY}])
assert "<name set=\\"dc\\">relation</name>" in client.get("/sru").text
asked = "/sru?operation=searchRetrieve&version=1.2&query=dc.relation%3D12"
assert "<numberOfRecords>1</numberOfRecords>" in client.get(asked).text
""")  # fmt: skip


def test_a_form_of_the_dump_is_a_line_and_what_writes_it(copy: Path) -> None:
    change(
        copy / "service" / "upkeep" / "published_dumps.py",
        "OTHER_FORMS = (CSV, SQLITE)",
        'TITLES = DumpForm("txt", ".txt", "text/plain")\nOTHER_FORMS = (CSV, SQLITE, TITLES)',
    )
    writers = copy / "loaders" / "commands" / "dump_forms.py"
    change(writers, "import CSV, SQLITE,", "import CSV, SQLITE, TITLES,")
    change(writers, "{CSV: _csv,", "{TITLES: _titles, CSV: _csv,")
    change(
        writers,
        "WRITERS: ",
        """def _titles(path, records, mapping, about):
    path.write_text("".join(record.text(mapping.title) for record in records))


WRITERS: """,
    )
    (copy / "letters.csv").write_text("id,Title\na,Letter on ferries\n")
    run(copy, """
import re
from click.testing import CliRunner
from service.app import create_app
from service.cli import cli
for command in (["load", "csv", "letters.csv"], ["dump", "--publish"]):
    done = CliRunner().invoke(cli, command)
    assert done.exit_code == 0, done.output
client = create_app().test_client()
(address,) = re.findall(r'href="([^"]*[.]txt)"', client.get("/dumps").text)
assert client.get(address).text == "Letter on ferries"
""", SEARCHROOM_HOME=str(copy))  # fmt: skip
