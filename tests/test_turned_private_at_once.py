"""What an update hides is in no list of words, no suggestion and no file of the new index.

Its record stands in one segment with others that stay, so that an index which is only copied
would keep it there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from service.app import create_app
from service.cli import main
from service.settings import Settings
from tests.test_listed_names import home, run

pytestmark = pytest.mark.slow  # whole loads

__all__ = ["home"]

WORD = "zorblaxine"
ROWS = (
    "id,Title,Date,From,To,Subjects,Summary,Publish\n"
    "c1,On {word},1951,Ann {word},Bo Roe,{word},All of {word},{publish}\n"
    "c2,On ferries,1952,Cy Doe,Bo Roe,boats,Text that is {publish},yes\n"
)
PATHS = (
    "/api/v1/suggest?q=zor",
    "/reconcile/suggest/entity?prefix=zor",
    f'/reconcile?queries={{"q":{{"query":"Ann {WORD}"}}}}',
    f"/api/v1/search?q={WORD[:-1]}&spell=auto",
    "/people",
)


def csv(folder: Path, *more: str, publish: str = "yes") -> None:
    folder.joinpath("c.csv").write_text(ROWS.format(word=WORD, publish=publish))
    run("load", "csv", "c.csv", "--source", "c", *more)


def traces(folder: Path) -> list[str]:
    """Return the answers, and the files of the live index, that have the word."""
    live = max((folder / "var" / "index").glob("records-*"), key=lambda path: path.name)
    files = (path for path in live.rglob("*") if path.is_file())
    found = [path.name for path in files if WORD.encode() in path.read_bytes().lower()]
    settings = Settings.from_env({"SEARCHROOM_ENGINE": f"embedded:{folder}/var/index"})
    client = create_app(settings).test_client()
    for path in PATHS:
        text = client.get(path).get_data(as_text=True).lower()
        said = text.replace(f'"text":"{WORD[:-1]}"', "").replace(f'"query":"ann {WORD}"', "")
        found += [path] if WORD in said else []
    return found


@pytest.mark.parametrize("hide", ["record", "part"])
def test_it_is_nowhere_after_an_update(hide: str, home: Path) -> None:
    csv(home)
    home.joinpath("d.csv").write_text("id,Title\nd1,Another source\n")
    run("load", "csv", "d.csv", "--source", "d")
    assert len(traces(home)) > len(PATHS) - 2, "it can be found"
    if hide == "record":
        csv(home, "--update", publish="no")
    else:
        text = ROWS.format(word="nothing", publish="yes").splitlines()
        rows = [f"{line},{more}" for line, more in zip(text, ("Staff note", WORD, ""), strict=True)]
        home.joinpath("c.csv").write_text("\n".join(rows))
        run("load", "csv", "c.csv", "--source", "c", "--update")
    assert traces(home) == []


def test_so_is_a_text_that_an_update_restricts(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = f"id,Title,Full text,Access\nc3,On boats,All of {WORD},open\nc4,On ferries,Ice,open\n"
    home.joinpath("texts.csv").write_text(rows)
    run("load", "csv", "texts.csv", "--source", "e")
    assert traces(home), "it can be found"
    home.joinpath("access.csv").write_text("id,Access\nc3,Restricted\n")
    run("load", "csv", "access.csv", "--source", "e", "--update")
    assert traces(home) == []
    # the index before has it yet
    with pytest.raises(SystemExit) as ended:
        main(["indices", "rollback", "--yes"])
    assert ended.value.code == 2
    assert "shows 1 that are held back or restricted since" in capsys.readouterr().err
    assert traces(home) == []
    run("indices", "rollback", "--yes", "--even-held")


def test_the_others_stay_as_they_are(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    csv(home)
    home.joinpath("d.csv").write_text("id,Title\nd1,Another source\n")
    run("load", "csv", "d.csv", "--source", "d")
    csv(home, "--update", publish="no")
    said = capsys.readouterr().out
    assert "1 changed" in said and "1 deleted" in said and "1 record of other sources kept" in said
    settings = Settings.from_env({"SEARCHROOM_ENGINE": f"embedded:{home}/var/index"})
    client = create_app(settings).test_client()
    found = client.get("/api/v1/search").get_json()["results"]
    assert {one["id"] for one in found} == {"c2", "d1"}
    gone = client.get("/api/v1/changes").get_json()
    assert [one["id"] for one in gone["results"] if "deleted" in one.values()] == ["c1"]


@pytest.mark.parametrize("update", [True, False])
def test_a_collection_of_it_alone_goes_with_it(update: bool, home: Path) -> None:
    rows = "id,Title,Collection,Publish\nc1,On boats,{word} papers,{publish}\n"
    rest = "".join(f"c{n},Ferries,Boats,yes\n" for n in range(2, 9))
    home.joinpath("c.csv").write_text(rows.format(word=WORD, publish="yes") + rest)
    run("load", "csv", "c.csv", "--source", "c")
    home.joinpath("c.csv").write_text(rows.format(word=WORD, publish="no") + rest)
    run("load", "csv", "c.csv", "--source", "c", *(["--update"] if update else []))
    run("dump", "d.jsonl")
    assert WORD not in home.joinpath("d.jsonl").read_text()
    settings = Settings.from_env({"SEARCHROOM_ENGINE": f"embedded:{home}/var/index"})
    client = create_app(settings).test_client()
    for path in (
        "/", "/sitemap.xml", "/api/v1/collections", "/api/v1/changes",
        "/oai?verb=ListSets", "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    ):  # fmt: skip
        text = client.get(path).get_data(as_text=True)
        assert WORD not in text.lower(), path
        assert "boats" in text.lower() or path == "/api/v1/changes", path
