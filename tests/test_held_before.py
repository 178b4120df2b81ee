"""A sheet of corrections publishes nothing that its source held back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli import cli

pytestmark = pytest.mark.slow  # whole loads

Run = Callable[..., tuple[int, str]]
WORD = "Xylographer"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEARCHROOM_SOURCES", "sources.toml")

    def run_command(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(cli, [*words], env={"SEARCHROOM_ENGINE": "embedded:index"})
        return done.exit_code, done.output

    return run_command


def base(column: str, value: str, *, ids: bool = True) -> None:
    first, one, two = ("id,", "a1,", "a2,") if ids else ("", "", "")
    Path("base.csv").write_text(
        f"{first}title,date,{column}\n{one}A letter,1950,\n{two}{WORD},1951,{value}\n"
    )


def correct(text: str) -> tuple[str, ...]:
    Path("sheet.csv").write_text(text)
    return ("load", "csv", "sheet.csv", "--source", "base", "--update")


@pytest.mark.parametrize(
    ("column", "value"),
    [("access", "Closed until 2990"), ("access", "Closed"), ("published", "no")],
)
@pytest.mark.parametrize("title", [WORD, "Another title"])
def test_a_row_of_a_record_that_was_held_back_stays_back(
    run: Run, column: str, value: str, title: str
) -> None:
    base(column, value)
    code, said = run("load", "csv", "base.csv")
    assert code == 0 and "1 held back" in said, said
    code, said = run(*correct(f"id,title\na1,A letter\na2,{title}\n"))
    assert "0 new" in said and "1 held back" in said, said
    dumped = run("dump", "-")[1]
    assert title not in dumped and '"id":"a1"' in dumped
    kept = Path("held.jsonl")
    assert WORD not in kept.read_text() and kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("ids", [True, False])
def test_a_dump_of_before_brings_nothing_back_that_is_held(run: Run, ids: bool) -> None:
    base("access", "open", ids=ids)
    run("load", "csv", "base.csv")
    run("dump", "before.jsonl")
    base("access", "Closed", ids=ids)
    run("load", "csv", "base.csv", "--force")
    code, said = run("restore", "before.jsonl", "--force")
    assert code == 0 and "held back: 1 record;" in said, said
    assert WORD not in (dumped := run("dump", "-")[1]) and "A letter" in dumped


def test_a_dump_of_before_brings_back_no_text_that_is_restricted(run: Run) -> None:
    def written(access: str) -> None:
        Path("base.csv").write_text(f"id,title,text,access\na1,A letter,{WORD},{access}\n")

    written("open")
    run("load", "csv", "base.csv")
    run("dump", "before.jsonl")
    assert WORD in Path("before.jsonl").read_text()
    written("restricted")
    run("load", "csv", "base.csv")
    assert WORD not in run("dump", "-")[1]
    code, said = run("restore", "before.jsonl", "--force")
    assert code == 0 and "kept as now: 1 record, restricted since, in whole or in part" in said, (
        said
    )
    assert WORD not in (dumped := run("dump", "-")[1]) and "A letter" in dumped


def test_nothing_is_kept_of_a_source_that_is_taken_out(run: Run) -> None:
    base("access", "Closed")
    run("load", "csv", "base.csv")
    Path("other.csv").write_text("id,title,access\nb1,Ferries,open\nb2,Boats,closed\n")
    run("load", "csv", "other.csv")
    assert run("sources", "remove", "base", "--yes")[0] == 0
    kept = Path("held.jsonl").read_text()
    assert '"base"' not in kept and '"other"' in kept


def test_a_row_that_opens_a_record_publishes_it_and_later_ones_amend_it(run: Run) -> None:
    base("access", "Closed")
    run("load", "csv", "base.csv")
    code, said = run(*correct(f"id,title,access\na2,{WORD},Open\n"))
    assert code == 0 and "1 new" in said, said
    code, said = run(*correct(f"id,title\na2,{WORD} the elder\n"))
    assert code == 0 and "1 changed" in said, said


def test_a_record_without_an_id_is_known_by_its_title(run: Run) -> None:
    base("published", "no", ids=False)
    run("load", "csv", "base.csv")
    _, said = run(*correct(f"title,date\n{WORD},1951\nAnother letter,1952\n"))
    assert "1 new" in said and "1 held back" in said, said
    assert WORD not in run("dump", "-")[1]


def test_what_its_source_shows_now_is_held_back_no_more(run: Run) -> None:
    base("access", "Closed")
    run("load", "csv", "base.csv")
    base("access", "Open")
    run("load", "csv", "base.csv")
    code, said = run(*correct("id,title\na2,A later title\n"))
    assert code == 0 and "1 changed" in said, said


def test_a_new_record_of_a_sheet_is_new(run: Run) -> None:
    base("access", "Closed")
    run("load", "csv", "base.csv")
    code, said = run(*correct("id,title\na3,A third letter\n"))
    assert code == 0 and "1 new" in said, said


def marked(title: str, access: str) -> None:
    Path("base.csv").write_text(
        f"Shelf mark,Title,Date,Scope and content,Access\nA 1,{title},1894,Of lamps,{access}\n"
        "A 2,Other minutes,1895,Of gas,Open\n"
    )


def test_a_row_is_of_the_record_that_has_its_shelf_mark(run: Run) -> None:
    marked("Minutes of the lamp comittee", "Open")
    run("load", "csv", "base.csv")
    code, said = run(*correct("Shelf mark,Title\nA 1,Minutes of the lamp committee\n"))
    assert code == 0 and "(0 new, 1 changed" in said, said
    dumped = run("dump", "-")[1]
    assert "comittee" not in dumped.split("\n")[-3] and dumped.count('"title":') == 2
    assert "Of lamps" in dumped


def test_a_shelf_mark_of_what_was_held_back_stays_back(run: Run) -> None:
    marked("Minutes of the lamp comittee", "Closed until 2990")
    run("load", "csv", "base.csv")
    _, said = run(*correct("Shelf mark,Title\nA 1,Minutes of the lamp committee\n"))
    assert "0 new" in said and "1 held back" in said, said
    assert "lamp" not in run("dump", "-")[1]


@pytest.mark.parametrize(("column", "value"), [("Access", "Closed"), ("Published", "no")])
@pytest.mark.parametrize("named", ["Shelf mark", "Title"])
def test_a_sheet_may_name_a_record_with_an_id_by_another_of_its_names(
    run: Run, column: str, value: str, named: str
) -> None:
    Path("base.csv").write_text(
        f"id,Shelf mark,Title,{column}\na1,A 1,A letter,\na2,A 2,{WORD},{value}\n"
    )
    assert "1 held back" in run("load", "csv", "base.csv")[1]
    title = WORD if named == "Title" else "Another name"
    sheet = f"Title\n{title}\n" if named == "Title" else f"Shelf mark,Title\nA 2,{title}\n"
    _, said = run(*correct(sheet))
    assert "0 new" in said and "1 held back" in said, said
    assert title not in run("dump", "-")[1]


def test_a_title_that_many_have_holds_no_record_with_an_id_of_its_own(run: Run) -> None:
    base("access", "Closed")
    run("load", "csv", "base.csv")
    code, said = run(*correct(f"id,title\na3,{WORD}\n"))
    assert code == 0 and "1 new" in said, said


@pytest.mark.parametrize("order", [1, -1])
def test_what_stands_below_a_level_that_was_held_back_stays_back(run: Run, order: int) -> None:
    rows = ["f1,,A folder,no", f"l1,f1,{WORD},"][::order]
    Path("base.csv").write_text(
        "\n".join(["id,parentId,Title,Published", *rows, "x,,Open,yes", ""])
    )
    assert "2 held back" in run("load", "csv", "base.csv")[1]
    _, said = run(*correct(f"id,title\nl1,{WORD}\n"))
    assert "0 new" in said and "1 held back" in said, said
    assert WORD not in run("dump", "-")[1]


def damaged(kept: bytes) -> dict[str, bytes]:
    """Return a file as it is after some kinds of damage."""
    lines = kept.splitlines(keepends=True)
    at = kept.index(b'"digest":"') + len(b'"digest":"')
    return {
        "a byte": kept[:at] + (b"0" if kept[at:at + 1] != b"0" else b"1") + kept[at + 1:],
        "its key": kept.replace(b'"key"', b'"kex"'), "a key that is none": b'{"key":"zz"}\n',
        "cut in a line": kept[:-20], "cut after a line": b"".join(lines[:-2]),
        "a line less": b"".join([*lines[:2], *lines[3:]]), "its seals": b"".join(lines[:1]),
        "empty": b"", "a list": b"[1]\n", "a text": b'"key"\n', "no text": b"\xff\xfe\x00",
    }  # fmt: skip


KINDS = ("a byte", "its key", "a key that is none", "cut in a line", "cut after a line",
         "a line less", "its seals", "empty", "a list", "a text", "no text")  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_list_of_what_is_held_back_shows_nothing_again(run: Run, kind: str) -> None:
    base("published", "yes")
    assert run("load", "csv", "base.csv")[0] == 0
    assert run("dump", "old.jsonl")[0] == 0
    base("published", "no")
    assert run("load", "csv", "base.csv", "--force")[0] == 0
    kept = Path("held.jsonl")
    whole = kept.read_bytes()
    made = damaged(whole)
    assert tuple(made) == KINDS
    kept.write_bytes(made[kind])
    for command in (
        ("restore", "old.jsonl", "--force"), ("indices", "rollback"), ("recover",),
        ("load", "jsonl", "old.jsonl"),
        ("load", "csv", "base.csv", "--force"),
    ):  # fmt: skip
        refused = CliRunner().invoke(cli, command, env={"SEARCHROOM_ENGINE": "embedded:index"})
        assert "is not as it was written" in f"{refused.exception} {refused.output}"
        assert WORD not in run("dump", "-")[1]
    assert "what the sources hold back is not known" in run("check", "--quick")[1]
    kept.write_bytes(whole)  # put back
    assert run("restore", "old.jsonl", "--force")[0] == 0
    assert WORD not in run("dump", "-")[1]
    kept.unlink()  # or moved away, and loaded: what the sentence says
    assert run("load", "--all", "--force")[0] == 0
    assert run("restore", "old.jsonl", "--force")[0] == 0
    assert WORD not in run("dump", "-")[1]


@pytest.mark.slow
def test_a_list_of_what_is_held_back_that_is_gone_is_not_taken_for_none(run: Run) -> None:
    base("published", "yes")
    assert run("load", "csv", "base.csv")[0] == 0
    assert run("dump", "old.jsonl")[0] == 0
    base("published", "no")
    assert run("load", "csv", "base.csv", "--force")[0] == 0
    kept = Path("held.jsonl")
    whole = kept.read_bytes()
    kept.unlink()
    for command in (
        ("restore", "old.jsonl", "--force"), ("indices", "rollback"), ("recover",),
        ("load", "jsonl", "old.jsonl"), ("load", "csv", "base.csv", "--force"),
    ):  # fmt: skip
        refused = CliRunner().invoke(cli, command, env={"SEARCHROOM_ENGINE": "embedded:index"})
        assert "held.jsonl is gone" in f"{refused.exception} {refused.output}", command
        assert WORD not in run("dump", "-")[1]
    assert "`searchroom load --all`" in run("check", "--quick")[1]
    kept.write_bytes(whole)  # put back
    assert run("restore", "old.jsonl", "--force")[0] == 0
    assert WORD not in run("dump", "-")[1]
    kept.unlink()  # or every source loaded: what the sentence says
    assert run("load", "--all", "--force")[0] == 0
    assert run("restore", "old.jsonl", "--force")[0] == 0
    assert WORD not in run("dump", "-")[1]
    kept.unlink()  # or begun anew, where the archive knows what it does
    assert run("recover", "--lists-anew")[0] == 0
    assert run("check", "--quick")[0] == 0


def test_a_site_without_a_list_of_what_is_held_back_has_none_to_miss(run: Run) -> None:
    base("published", "yes")
    assert run("load", "csv", "base.csv")[0] == 0
    assert not Path("held.jsonl").exists()
    assert run("load", "csv", "base.csv", "--force")[0] == 0
    assert run("check", "--quick")[0] == 0


def test_a_list_without_seals_is_of_an_earlier_searchroom(run: Run) -> None:
    base("published", "no")
    assert run("load", "csv", "base.csv")[0] == 0
    kept = Path("held.jsonl")
    kept.write_bytes(b"".join(kept.read_bytes().splitlines(keepends=True)[1:-1]))
    code, said = run(*correct(f"id,title\na1,A letter\na2,{WORD}\n"))
    assert code == 0 and "1 held back" in said, said
