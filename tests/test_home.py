"""All that a site keeps is in one folder, wherever a command is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.cli import main
from service.errors import ConfigurationError
from service.settings import Settings


def test_paths_begin_at_home_unless_they_are_absolute(tmp_path: Path) -> None:
    home = str(tmp_path)
    found = Settings.from_env({"SEARCHROOM_HOME": home, "SEARCHROOM_NAMES": "rings.csv"})
    assert found.engine == f"embedded:{home}/var/index"
    assert found.sources == f"{home}/sources.toml"
    assert found.names == f"{home}/rings.csv"
    assert found.mapping == "records"
    elsewhere = Settings.from_env(
        {
            "SEARCHROOM_HOME": home,
            "SEARCHROOM_ENGINE": "embedded:/srv/index",
            "SEARCHROOM_SOURCES": "/etc/sources.toml",
            "SEARCHROOM_MAPPING": "coins.json",
        }
    )
    assert elsewhere.engine == "embedded:/srv/index"
    assert elsewhere.sources == "/etc/sources.toml"
    assert elsewhere.mapping == f"{home}/coins.json"
    url = {"SEARCHROOM_HOME": home, "SEARCHROOM_ENGINE": "https://search.example.org:9200"}
    assert Settings.from_env(url).engine == "https://search.example.org:9200"


def test_without_a_home_paths_stay_as_they_are() -> None:
    assert Settings.from_env({}) == Settings()
    assert Settings.from_env({}).engine == "embedded:var/index"


def test_a_load_leaves_nothing_outside_of_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, home = tmp_path / "work", tmp_path / "home" / "site"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.delenv("SEARCHROOM_SOURCES", raising=False)
    monkeypatch.setenv("SEARCHROOM_HOME", str(home))
    (work / "letters.csv").write_text("id,title\na,One letter\n")
    for arguments in (["load", "csv", "letters.csv"], ["load", "--all"]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 0
    assert [path.name for path in work.iterdir()] == ["letters.csv"]
    assert sorted(path.name for path in home.iterdir()) == [
        ".sources.toml.kept", "sources.toml", "var",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SEARCHROOM_WORKERS", "0"), ("SEARCHROOM_THREADS", "0"), ("SEARCHROOM_TIME", "00"),
        ("SEARCHROOM_ELASTIC_TIMEOUT", "0"), ("PORT", "65536"), ("SEARCHROOM_SOURCES", "/"),
        ("SEARCHROOM_KEEP", "-1"), ("SEARCHROOM_MAX_AGE", "soon"),
    ],
)  # fmt: skip
def test_a_value_with_which_nothing_would_work_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=f"^{name} is '{value}'"):
        Settings.from_env({name: value})


def test_none_is_a_value_where_it_means_something() -> None:
    named = dict.fromkeys(
        ("SEARCHROOM_KEEP", "SEARCHROOM_BUDGET", "SEARCHROOM_MAX_AGE", "PORT"), "0"
    )
    found = Settings.from_env(named)
    assert (found.keep, found.budget, found.max_age, found.port) == (0, 0, 0, 0)
