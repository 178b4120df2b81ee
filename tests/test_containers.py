"""The container files name what is there, hold no secret and set their limits.

They are not run here: that wants a container engine.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_secured import READER

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, Any]]:
    whole = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    assert set(whole["volumes"]) == {"elasticsearch", "home", "secrets"}
    return whole["services"]  # type: ignore[no-any-return]


def test_every_service_has_a_limit_and_a_fixed_image(services: dict[str, Any]) -> None:
    assert set(services) == {"password", "key", "elasticsearch", "load", "site"}
    for name, service in services.items():
        assert service["mem_limit"], name
        assert service["image"] in ("searchroom", "elasticsearch:9.5.0")


def test_security_is_on_and_the_password_is_in_no_file(services: dict[str, Any]) -> None:
    environment = services["elasticsearch"]["environment"]
    assert environment["xpack.security.enabled"] == "true"
    assert environment["ELASTIC_PASSWORD_FILE"] == "/secrets/password"
    assert "ELASTIC_PASSWORD" not in environment
    assert "ports" not in services["elasticsearch"]


def test_containers_of_ours_write_in_their_volumes_alone(services: dict[str, Any]) -> None:
    for name in ("password", "key", "load", "site"):
        service = services[name]
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
    assert "cap_add" not in services["site"] | services["load"]


def test_the_site_has_a_key_with_which_it_can_only_read(services: dict[str, Any]) -> None:
    assert "password" not in str(services["site"]["entrypoint"])
    script = services["key"]["entrypoint"][2]
    assert f"rights = {json.dumps(READER)}".replace("s-records", "records") in script


def test_all_that_a_site_keeps_is_one_volume(services: dict[str, Any]) -> None:
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "SEARCHROOM_HOME=/data\n" in image
    assert "\nVOLUME /data\n" in image
    assert "install -d -o searchroom /data\n" in image
    for name in ("load", "site"):
        assert "home:/data" in services[name]["volumes"]


def test_what_is_loaded_first_is_shipped(services: dict[str, Any]) -> None:
    files = {part for part in services["load"]["command"] if part.startswith("samples/")}
    shipped = {f"samples/collections/{path.name}" for path in
               (ROOT / "samples" / "collections").glob("*.txt")}  # fmt: skip
    assert files == shipped


def test_services_wait_for_what_they_need(services: dict[str, Any]) -> None:
    for service in services.values():
        for name, needed in service.get("depends_on", {}).items():
            healthy = needed["condition"] == "service_healthy"
            assert healthy == ("healthcheck" in services[name])


def test_the_scripts_are_such_as_a_shell_can_read(services: dict[str, Any]) -> None:
    scripts = [service["entrypoint"][2] for service in services.values() if "entrypoint" in service]
    scripts.append(services["elasticsearch"]["healthcheck"]["test"][1])
    assert len(scripts) == 5
    for script in scripts:
        plain = script.replace("$$", "$")
        done = subprocess.run(
            ["sh", "-n"], input=plain, text=True, check=False, capture_output=True
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("name", "made"), [("password", "password"), ("key", "key")])
@pytest.mark.parametrize("works", [True, False])
def test_a_secret_that_could_not_be_made_ends_its_container_and_leaves_no_file(
    services: dict[str, Any], tmp_path: Path, name: str, made: str, works: bool
) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool, does in (("python", "echo it" if works else "exit 1"), ("chown", "true")):
        (tools / tool).write_text(f"#!/bin/sh\n{does}\n")
        (tools / tool).chmod(0o755)
    script = services[name]["entrypoint"][-1].replace("/secrets/", f"{tmp_path}/")
    environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
    for _ in range(2):  # a container is started more than once
        done = subprocess.run(["sh", "-c", script], env=environment, check=False)
        assert (done.returncode == 0) is works
        assert (tmp_path / made).exists() is works


def test_the_image_is_not_roots_and_copies_what_is_there() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert "USER searchroom" in lines
    kept = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("COPY ") and "--from" not in line:
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists(), source
                assert f"!{source}" in kept, f"{source} is kept out of the build"
