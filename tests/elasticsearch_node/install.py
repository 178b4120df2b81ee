"""Elasticsearch unpacked and made ready: a JDK found, the distribution, the plugin built.

The distribution is fetched once by Maven and kept in `cache_folder()`; unpacking it and
building the plugin take about two seconds, so each session does that in a folder of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

VERSION = "9.5.0"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
MAVEN_GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.6.0:copy"
DOWNLOAD_SECONDS = 900  # 130 MB over a slow line
PLUGIN = Path(__file__).parent / "plugin"
OLDEST_JAVA = 21  # what Elasticsearch 9 asks for
VECTOR_MODULE = "jdk.incubator.vector"  # Elasticsearch's own jvm.options names it


class Missing(Exception):
    """What this machine lacks to run Elasticsearch, in one line."""


@dataclass(frozen=True, slots=True)
class Installation:
    """An unpacked Elasticsearch with the plugin, and the JDK it runs on."""

    home: Path
    java_home: Path


def install(folder: Path) -> Installation:
    """Unpack Elasticsearch into a folder and build the plugin there; raises Missing."""
    java_home = find_jdk()
    with zipfile.ZipFile(distribution()) as archive:
        archive.extractall(folder)
    home = folder / f"elasticsearch-{VERSION}"
    for script in (home / "bin").iterdir():
        script.chmod(0o755)  # zipfile does not restore modes
    build_plugin(home, java_home)
    return Installation(home, java_home)


def build_plugin(home: Path, java_home: Path) -> None:
    """Compile the plugin against the distribution's own classes and put it in place."""
    target = home / "plugins" / "searchroom-test-analysis"
    target.mkdir(parents=True)
    shutil.copy(PLUGIN / "plugin-descriptor.properties", target)
    with tempfile.TemporaryDirectory() as classes:
        sources = [str(path) for path in PLUGIN.glob("*.java")]
        options = ["--release", str(OLDEST_JAVA), "-proc:none", "-cp", f"{home}/lib/*"]
        _run([java_home / "bin" / "javac", *options, "-d", classes, *sources], seconds=120)
        jar = target / "plugin.jar"
        _run([java_home / "bin" / "jar", "cf", jar, "-C", classes, "."], seconds=60)


def cache_folder() -> Path:
    """Return where downloads are kept from one run to the next."""
    given = os.environ.get("SEARCHROOM_TEST_CACHE")
    if given:
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "searchroom"


def distribution() -> Path:
    """Return the zip of the minimal distribution, fetched by Maven where it is not cached."""
    folder = cache_folder()
    kept = folder / f"elasticsearch-{VERSION}.zip"
    if kept.exists():
        return kept
    maven = shutil.which("mvn")
    if maven is None:
        raise Missing("Maven (mvn) is not installed, so Elasticsearch cannot be fetched")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as part:
        arguments = [f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={part}"]
        try:
            _run([maven, "-B", "-q", MAVEN_GOAL, *arguments], seconds=DOWNLOAD_SECONDS)
        except (OSError, subprocess.SubprocessError) as error:
            raise Missing(f"Maven could not fetch Elasticsearch {VERSION}: {error}") from error
        (found,) = Path(part).glob("*.zip")
        found.replace(kept)  # whole or not at all, also with two sessions at once
    return kept


def find_jdk() -> Path:
    """Return the home of a JDK that Elasticsearch runs on; raises Missing."""
    for home in _candidates():
        if (home / "bin" / "javac").exists() and _suits(home):
            return home
    raise Missing(
        f"there is no JDK {OLDEST_JAVA} or newer with {VECTOR_MODULE} "
        "(looked in JAVA_HOME, PATH and /usr/lib/jvm)"
    )


def _candidates() -> Iterator[Path]:
    if given := os.environ.get("JAVA_HOME"):
        yield Path(given)
    if java := shutil.which("javac"):
        yield Path(java).resolve().parent.parent
    yield from sorted(Path("/usr/lib/jvm").glob("*"), reverse=True)


def _suits(home: Path) -> bool:
    try:
        version = _run([home / "bin" / "javac", "-version"], seconds=60).split()[-1]
        modules = _run([home / "bin" / "java", "--list-modules"], seconds=60)
    except (OSError, subprocess.SubprocessError):
        return False
    major = version.split(".")[0].split("-")[0]
    return major.isdecimal() and int(major) >= OLDEST_JAVA and VECTOR_MODULE in modules


def _run(command: list[str | Path], *, seconds: int) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        check=False, capture_output=True, text=True, timeout=seconds,
    )  # fmt: skip
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-2000:]
        raise subprocess.SubprocessError(f"{Path(command[0]).name} failed: {said}")
    return done.stdout + done.stderr
