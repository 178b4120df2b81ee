"""A note that leads to a record which is held back does not say what that is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli import cli

pytestmark = pytest.mark.slow  # whole loads

WORD = "Xylographer"
DC = (
    '<records xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "{}</records>"
)
HELD = (
    f"<record><dc:title>{WORD}</dc:title>"
    "<dcterms:accessRights>closed</dcterms:accessRights></record>"
)
OTHERS = (
    f"<record><dc:title>Child</dc:title><dcterms:isPartOf>{WORD}</dcterms:isPartOf></record>"
    "<record><dc:title>Other</dc:title><dcterms:isPartOf>Boats</dcterms:isPartOf></record>"
)
EAD = (
    '<ead xmlns="urn:isbn:1-931666-22-9"><eadheader><eadid>aid</eadid></eadheader>'
    '<archdesc level="fonds"><did><unitid>F</unitid><unittitle>Ferries</unittitle></did>'
    "<index><indexentry><persname>Ann Roe</persname>"
    f'<ref target="h">{WORD}</ref></indexentry></index>'
    '<dsc><c01 id="h" level="file"><did><unittitle>{}</unittitle></did>'
    "<accessrestrict><p>Closed until 2999.</p></accessrestrict></c01>"
    '<c01 level="file"><did><unittitle>Boats</unittitle></did></c01></dsc></archdesc></ead>'
)


@pytest.mark.parametrize(
    "content", [DC.format(HELD + OTHERS), DC.format(OTHERS + HELD), EAD.replace("{}", WORD)]
)
def test_it_is_said_nowhere(content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.xml").write_text(content)
    env = {"SEARCHROOM_HOME": str(tmp_path), "SEARCHROOM_ENGINE": "embedded:index"}
    done = CliRunner().invoke(cli, ["load", "a.xml"], env=env)
    assert done.exit_code in (None, 0) and "and 1 part;" in done.output, done.output
    dumped = CliRunner().invoke(cli, ["dump", "-"], env=env).output
    assert WORD not in dumped and "Boats" in dumped
