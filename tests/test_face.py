"""The archive's own face: read whole, checked whole, shown on every page, never in the way."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from catalogue import RECORDS
from click.testing import CliRunner
from flask.testing import FlaskClient
from serving import client_of, filled_engine

from index_mappings.mapping import RecordMapping
from service.cli import cli
from service.engines.embedded import EmbeddedEngine
from service.face import colours, keeping
from service.face.face import PLAIN_FACE
from service.face.folder import read_face
from service.face.settings import line_of
from service.web.faced import face_view

FACES = Path(__file__).parents[1] / "samples" / "faces"
SAMPLES = sorted(path.parent.name for path in FACES.glob("*/face.toml"))
STYLES = Path(__file__).parents[1] / "service" / "web" / "static" / "searchroom.css"
NAME = 'name = "Harbour Papers"\n'
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (30).to_bytes(4, "big") + (20).to_bytes(4, "big")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><path d="M0 0h9v9z"/></svg>'

Site = Callable[[Path], FlaskClient]


def folder_of(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a face and return its folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def faults(root: Path, files: Mapping[str, str | bytes]) -> list[str]:
    face, found = read_face(folder_of(root, files))
    assert not found or face is PLAIN_FACE
    return [str(fault) for fault in found]


@pytest.fixture(scope="module")
def engine(mapping: RecordMapping) -> EmbeddedEngine:
    return filled_engine(mapping, RECORDS)


@pytest.fixture
def site(engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return what serves a face; the folder is looked at on each request."""
    monkeypatch.setattr(keeping, "EVERY", 0.0)
    return lambda folder: client_of(engine, face=str(folder), contact="a@b.example")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_faces_that_are_shipped_are_well(name: str) -> None:
    face, found = read_face(FACES / name)
    assert not found
    assert face.name and face.words("").intro and face.logo and len(face.pages) >= 3


def test_a_whole_face_is_in_head_foot_and_front_page(site: Site) -> None:
    client = site(FACES / "town-archive")
    page = client.get("/").text
    assert "<title>Westmere Town Archive</title>" in page
    assert "Papers of the harbour, the council and the people of Westmere" in page
    assert re.search(r'<img src="/face/\w+/harbour.svg" alt="" width="60" height="40">', page)
    assert "The reading room is open" in page
    links = re.findall(r'<li><a href="([^"]+)">([^<]+)</a></li>', page)
    own = [link for link in links if link[0].startswith(("/about", "mailto"))]
    assert own == [
        ("/about/about", "About the archive"), ("/about/visit", "Visit the reading room"),
        ("/about/terms", "Terms of use"), ("/about/accessibility", "Accessibility"),
        ("mailto:archive@westmere.example", "Write to us"),
    ]  # fmt: skip
    for path in ("/search", "/records/k1", "/help", "/nowhere", "/about/visit"):
        assert "Westmere Town Archive" in client.get(path).text, path


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/opensearch.xml", "<Description>Search Westmere Town Archive</Description>"),
        ("/feed.atom?q=jets", "jets – Westmere Town Archive"),
        ("/oai?verb=Identify", "<repositoryName>Westmere Town Archive</repositoryName>"),
        ("/llms.txt", "# Westmere Town Archive"),
        ("/cite/k1", "Westmere Town Archive"),
        ("/api/docs", "Westmere Town Archive: the search API"),
    ],
)
def test_one_name_is_said_wherever_the_site_says_its_own(site: Site, path: str, said: str) -> None:
    assert said in site(FACES / "town-archive").get(path).text


def test_a_face_says_its_name_and_its_links_in_the_language_of_the_page(site: Site) -> None:
    client = site(FACES / "town-archive")
    page = client.get("/?lang=de").text
    assert "<title>Stadtarchiv Westmere</title>" in page and "Westmere Town" not in page
    assert ">Schreiben Sie uns</a>" in page and ">Vom Hafen</a>" in page
    assert "Stadtarchiv Westmere" in client.get("/help?lang=de").text
    assert "jets – Westmere Town Archive" in client.get("/feed.atom?q=jets&lang=de").text


def test_the_api_s_documentation_has_the_colours_of_the_face(site: Site) -> None:
    page = site(FACES / "town-archive").get("/api/docs").text
    ours, colours = re.findall(r'<link rel="stylesheet" href="([^"]+)">', page)
    assert ours.endswith("/api/docs.css") and re.fullmatch(r"/face/\w+/colours\.css", colours)
    assert "--accent" in site(FACES / "town-archive").get(colours).text
    (own,) = re.findall(
        r'href="(/face/\w+/face\.css)"', site(FACES / "museum").get("/api/docs").text
    )
    assert site(FACES / "museum").get(own).status_code == 200


def test_a_page_of_the_archive_s_own_is_markdown_of_which_no_html_passes(
    site: Site, tmp_path: Path
) -> None:
    text = (
        "# About *us*\n\nSee the [terms](terms.md#whose), [all](/search) and "
        "[bad](javascript:alert(1)).\n\n<script>alert(2)</script>\n\n"
        "![Nine dots](dots.svg)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    folder = folder_of(tmp_path, {
        "face.toml": NAME, "pages/about.md": text, "pages/terms.md": "# Terms\n",
        "static/dots.svg": SVG,
    })  # fmt: skip
    page = site(folder).get("/about/about").text
    body = page[page.index("<article") : page.index("</article>")]
    assert '<a href="/about/terms#whose">' in body and '<a href="/search">all</a>' in body
    assert "<script" not in body and "&lt;script&gt;" in body and 'href="javascript' not in body
    assert re.search(
        r'<img src="/face/\w{12}/dots.svg" alt="Nine dots" width="30" height="20"', body
    )
    assert "<td>2</td>" in body and "\0" not in page


def test_addresses_of_own_pages_begin_where_the_site_is_mounted(
    engine: EmbeddedEngine,
) -> None:
    folder = FACES / "town-archive"
    client = client_of(engine, face=str(folder), public_url="https://a.example/papers")
    page = client.get("/papers/about/about").text
    assert 'href="/papers/about/visit"' in page
    assert re.search(r'<img src="/papers/face/\w+/harbour.svg"', page)
    assert 'href="/papers/search?q=harbor"' in page


def test_a_page_that_there_is_not_is_named_with_the_nearest(site: Site) -> None:
    answer = site(FACES / "town-archive").get("/about/term")
    assert answer.status_code == 404 and "did you mean /about/terms?" in answer.text


def test_a_site_without_a_face_has_no_page_of_its_own(engine: EmbeddedEngine) -> None:
    client = client_of(engine)
    assert client.get("/about/about").status_code == 404
    assert client.get("/face/x/colours.css").status_code == 404
    assert "/face/" not in client.get("/").text and "/about/" not in client.get("/").text


def test_files_come_with_their_own_type_and_may_do_nothing(site: Site) -> None:
    client = site(FACES / "town-archive")
    address = re.search(r'<img src="([^"]+)"', client.get("/").text)
    assert address
    logo = client.get(address[1])
    assert logo.content_type == "image/svg+xml" and logo.data.startswith(b"<svg")
    assert "sandbox" in logo.headers["Content-Security-Policy"]
    assert logo.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in logo.headers["Cache-Control"]
    assert client.get("/face/another/harbour.svg").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    ["/face/x/face.toml", "/face/x/..%2fface.toml", "/face/x/%2e%2e/face.toml",
     "/face/x//etc/passwd", "/about/..%2fface", "/about/about.md", "/face/x/secret.svg"],
)  # fmt: skip
def test_nothing_outside_is_served(site: Site, tmp_path: Path, path: str) -> None:
    shutil.copytree(FACES / "town-archive", tmp_path / "face")
    (tmp_path / "secret.svg").write_bytes(SVG)
    (tmp_path / "face" / "static" / "secret.svg").symlink_to(tmp_path / "secret.svg")
    assert site(tmp_path / "face").get(path).status_code == 404


def test_colours_that_are_usual_are_those_of_the_stylesheet() -> None:
    light, dark = re.findall(r":root \{(.*?)\}", STYLES.read_text(), re.DOTALL)[:2]
    for told, known in ((light, colours.LIGHT), (dark, colours.DARK)):
        found = dict(re.findall(r"--([\w-]+): (#\w{6})", told))
        assert found == known
    assert not any(colours.unreadable(name, usual) for name, usual in colours.USUAL.items())


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0000ff", "#ffffff", 8.59)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, said: float) -> None:
    assert round(colours.contrast(one, other), 2) == said
    assert colours.contrast(one, other) == colours.contrast(other, one)


def test_a_colour_of_the_light_scheme_leaves_the_dark_one_as_it_is() -> None:
    style = colours.stylesheet({"paper": "#ffffff"}, {})
    light, dark = style.splitlines()
    assert "--paper: #ffffff;" in light and "dark" not in light
    assert f"--paper: {colours.DARK['paper']};" in dark


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "face.toml: is missing; it gives the site its name (docs/face.md)"),
        ({"face.toml": "nmae = 'A'\n"},
         "face.toml:1: nmae: 'nmae' is not known; did you mean 'name'?"),
        ({"face.toml": "# one\nname = \n"}, "face.toml:2: is not TOML: Invalid value"),
        ({"face.toml": "name = 3\n"}, "face.toml:1: name: not a valid string"),
        ({"face.toml": NAME + "[colours.light]\npaperr = '#ffffff'\n"},
         "face.toml:3: colours.light.paperr: 'paperr' is not known; did you mean 'paper'?"),
        ({"face.toml": NAME + "\n[colours.dark]\nink = 'red'\n"},
         "face.toml:4: colours.dark.ink: is 'red'; a colour is written as #1b4b78"),
        ({"face.toml": NAME + "[colours.light]\nlink = '#7799cc'\n"},
         "face.toml:3: colours.light: link #7799cc on paper #fdfcf9 has a contrast of 2.83:1; "
         "4.5:1 is the least that can be read"),
        ({"face.toml": NAME + "[colours.light]\nbutton = '#f0f0f0'\n"},
         "face.toml:3: colours.light: button #f0f0f0 on white text #ffffff has a contrast of "
         "1.13:1; 4.5:1 is the least that can be read"),
        ({"face.toml": NAME + "logo = 'mrk.svg'\n", "static/mark.svg": SVG},
         "face.toml:2: logo: 'mrk.svg' is no SVG or PNG of static/; did you mean 'mark.svg'?"),
        ({"face.toml": NAME + "pages = ['abuot']\n", "pages/about.md": "# A\n"},
         "face.toml:2: pages: 'abuot' is no file of pages/; did you mean 'about'?"),
        ({"face.toml": NAME + "[[footer.links]]\nlabel = 'x'\nurl = 'javascript:1'\n"},
         "face.toml:4: footer.links.0.url: begins with https://, mailto:, tel: or with / for this "
         "site"),
        ({"face.toml": NAME, "page/about.md": "# A\n"},
         "page/about.md: 'page' is no part of a face; did you mean 'pages'?"),
        ({"face.toml": NAME, "pages/About Us.md": "# A\n"},
         "pages/About Us.md: is not a page; its name has small letters, figures and hyphens, and "
         "ends in .md"),
        ({"face.toml": NAME, "pages/about.md": "No heading\n"},
         "pages/about.md: has no heading; begin it with a line as `# About this site`"),
        ({"face.toml": NAME, "pages/about.md": "# A\n\n[it](term.md)\n", "pages/terms.md": "# T"},
         "pages/about.md:3: 'term.md' is no page; did you mean 'terms.md'?"),
        ({"face.toml": NAME, "pages/about.md": "# A\n\n[x](elsewhere/y)\n"},
         "pages/about.md:3: the link 'elsewhere/y' leads nowhere; write https://…, /… for an "
         "address of this site, or the file of a page beside this one"),
        ({"face.toml": NAME, "pages/about.md": "# A\n\n![](a.png)\n", "static/a.png": PNG},
         "pages/about.md:3: the picture 'a.png' has no words for those who do not see it"),
        ({"face.toml": NAME, "pages/about.md": b"# A\n\nCaf\xe9\n"},
         "pages/about.md:3: is not UTF-8; save it as UTF-8"),
        ({"face.toml": NAME, "static/a.png": b"GIF89a"},
         "static/a.png: is not a picture of the kind PNG"),
        ({"face.toml": NAME, "static/a.exe": b"x"},
         "static/a.exe: 'a.exe' is no name of a picture"),
        ({"face.toml": NAME, "static/a.png": PNG + b"0" * 1_000_000},
         "static/a.png: has 1,000,024 bytes; 1,000,000 is the most"),
        ({"face.toml": NAME, "static/a.svg": SVG.replace(b"<path", b"\n<script/><path")},
         "static/a.svg:2: has <script>, which a picture of this site may not have"),
        ({"face.toml": NAME, "static/a.svg": SVG.replace(b"<path", b"<path onclick='a()'")},
         "static/a.svg:1: has the attribute onclick, which is a script"),
        ({"face.toml": NAME,
          "static/a.svg": SVG.replace(b"<path", b"<use href='https://b.example/'/><path")},
         "static/a.svg:1: has a href that leads out of the picture"),
        ({"face.toml": NAME, "static/a.svg": b"<!DOCTYPE svg>" + SVG},
         "static/a.svg:1: has a DOCTYPE; take it out"),
        ({"face.toml": NAME, "static/a.svg": b"<svg"}, "static/a.svg:1: is no XML"),
        ({"face.toml": NAME, "static/a.svg": b"<?xml-stylesheet href='https://b.example/'?>" + SVG},
         "static/a.svg:1: has a processing instruction"),
        ({"face.toml": NAME, "static/a.svg":
          SVG.replace(b"<path", b"<a><set attributeName='href' to='javascript:a()'/></a><path")},
         "static/a.svg:1: changes the attribute href as it is shown"),
        ({"face.toml": NAME, "static/face.css": "p {\n background: u\\72l(//b.example/x) }"},
         "static/face.css:2: calls for another file"),
        ({"face.toml": NAME, "static/face.css": "p { background: image-set('//b.example/x' 1x) }"},
         "static/face.css:1: calls for another file"),
        ({"face.toml": NAME, "static/face.css": "p { background: url(https://b.example/x) }"},
         "static/face.css:1: calls for another file; a style of this site may not"),
        ({"face.toml": NAME, "templates/hom.html": "x"},
         "templates/hom.html: 'hom.html' is no template of ours; did you mean 'home.html'?"),
        ({"face.toml": NAME, "templates/home.html": "{% if x %}\n\n{% endfor %}"},
         "templates/home.html:3: Encountered unknown tag 'endfor'"),
        ({"face.toml": NAME, "templates/home.html": "\n{{ 1 | nmber }}"},
         "templates/home.html:2: No filter named 'nmber'"),
        ({"face.toml": NAME, "templates/home.html": '{% extends "bas.html" %}'},
         "templates/home.html:1: 'bas.html' is no template; did you mean 'base.html'?"),
        ({"face.toml": NAME,
          "templates/home.html": '{% extends "base.html" %}\n{% block mian %}{% endblock %}'},
         "templates/home.html:2: 'mian' is no block of ours; did you mean 'main'?"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_file_and_line(
    tmp_path: Path, files: Mapping[str, str | bytes], said: str
) -> None:
    found = faults(tmp_path, files)
    assert any(fault.startswith(said) for fault in found), found


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    folder_of(tmp_path, {
        "face.toml": "name = ''\nintr = 'x'\n", "pages/about.md": "x", "static/a.gif": b"x",
        "templates/base.html": "{% if %}",
    })  # fmt: skip
    result = CliRunner().invoke(cli, ["face", "check", str(tmp_path)], standalone_mode=False)
    assert result.return_value == 1
    files = [line.partition(":")[0] for line in result.output.splitlines()]
    assert files == [
        "static/a.gif", "face.toml", "face.toml", "pages/about.md", "templates/base.html",
    ]  # fmt: skip


def test_a_face_that_is_well_is_said_to_be() -> None:
    result = CliRunner().invoke(
        cli, ["face", "check", str(FACES / "museum")], standalone_mode=False
    )
    assert result.return_value == 0
    assert "is valid: Museum of the Lower Town, 3 pages, 2 files, 1 template" in result.output


@pytest.mark.parametrize(
    ("path", "line"),
    [(("name",), 1), (("colours", "light", "ink"), 4), (("colours", "light", "gone"), 3),
     (("footer", "links", "1", "url"), 8), (("footer", "text"), 6), (("none",), 0)],
)  # fmt: skip
def test_the_line_of_a_key_is_its_own_or_that_of_its_table(
    path: tuple[str, ...], line: int
) -> None:
    source = (
        'name = "A"\n\n[colours.light]\nink = "#000000"\n\n[footer]\n[[footer.links]]\nurl = "/"\n'
        '[[footer.links]]\nurl = "x"\n'
    )
    assert line_of(source)(path) == line


def test_a_broken_face_leaves_the_plain_one_and_is_logged_in_one_sentence(
    site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = folder_of(tmp_path, {"face.toml": NAME + "colour = 1\n"})
    client = site(folder)
    with caplog.at_level(logging.ERROR, "service.face.keeping"):
        assert "<title>Searchroom</title>" in client.get("/").text
        assert client.get("/search").status_code == 200
    (line,) = [item.getMessage() for item in caplog.records]
    assert "face.toml:2: colour: 'colour' is not known; did you mean 'colours'?" in line
    assert line in client.get("/readyz").get_json()["warnings"]


def test_a_change_is_picked_up_and_one_that_breaks_leaves_the_last(
    site: Site, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, {"face.toml": NAME})
    client = site(folder)
    first = client.get("/")
    assert "<title>Harbour Papers</title>" in first.text
    folder_of(folder, {"face.toml": 'name = "Quay Papers"\n', "pages/about.md": "# Us\n"})
    second = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200 and "<title>Quay Papers</title>" in second.text
    assert client.get("/about/about").status_code == 200
    folder_of(folder, {"face.toml": "name = "})
    assert "<title>Quay Papers</title>" in client.get("/").text
    assert "the face read before stays" in client.get("/readyz").get_json()["warnings"][0]
    folder_of(folder, {"face.toml": 'name = "Pier Papers"\n'})
    assert "<title>Pier Papers</title>" in client.get("/").text
    assert client.get("/readyz").get_json()["warnings"] == []


def test_a_template_takes_the_place_of_ours_and_can_build_on_it(site: Site, tmp_path: Path) -> None:
    client = site(FACES / "museum")
    page = client.get("/").text
    assert "Open today from 10 to 6" in page and 'id="collections"' in page
    assert "Open today" not in client.get("/search").text


def test_a_template_that_breaks_a_page_leaves_ours_in_force(
    site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = '{% extends "ours/home.html" %}\n{% block main %}\n{{ nothing.of.it }}{% endblock %}'
    folder = folder_of(tmp_path, {"face.toml": NAME, "templates/home.html": broken})
    client = site(folder)
    with caplog.at_level(logging.ERROR, "service.face.keeping"):
        page = client.get("/")
        assert page.status_code == 200 and 'id="collections"' in page.text
        assert "<title>Harbour Papers</title>" in page.text
        assert client.get("/").status_code == 200
    (line,) = [item.getMessage() for item in caplog.records]
    assert "templates/home.html:3: UndefinedError: 'nothing' is undefined" in line
    assert line in client.get("/readyz").get_json()["warnings"]
    folder_of(folder, {"templates/home.html": "mended"})
    assert client.get("/").text == "mended"


def test_a_template_of_errors_that_breaks_leaves_ours_in_force(site: Site, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"face.toml": NAME, "templates/error.html": "{{ 1 / 0 }}"})
    client = site(folder)
    answer = client.get("/nowhere")
    assert answer.status_code == 404 and "Front page" in answer.text


def test_a_folder_that_is_not_there_does_not_keep_the_site_from_starting(
    site: Site, tmp_path: Path
) -> None:
    client = site(tmp_path / "none")
    assert client.get("/").status_code == 200
    assert "is not a folder" in client.get("/readyz").get_json()["warnings"][0]


def test_a_face_says_in_another_language_what_it_has_in_it() -> None:
    face, _ = read_face(FACES / "town-archive")
    view = face_view(face, "/papers", "de")
    assert view.intro.startswith("Papiere des Hafens") and view.foot.startswith("Stadtarchiv")
    links = [(link.label, link.url) for link in view.links]
    assert links[:3] == [
        ("Über das Archiv", "/papers/about/about"), ("Besuch im Lesesaal", "/papers/about/visit"),
        ("Terms of use", "/papers/about/terms"),  # there is none in German
    ]  # fmt: skip
    assert face_view(face, "", "en").intro.startswith("Papers of the harbour")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"face.toml": NAME + "[languages.de]\nintr = 'x'\n"},
         "face.toml:3: languages.de.intr: 'intr' is not known; did you mean 'intro'?"),
        ({"face.toml": NAME + "[[footer.links]]\nlabel = 'a'\nlabels = {de = ''}\nurl = '/'\n"},
         "face.toml:4: footer.links.0.labels.de: length must be between 1 and 60"),
        ({"face.toml": NAME + "[languages.Deutsch]\nintro = 'x'\n"},
         "face.toml:2: languages.Deutsch: is not a language code; write de or pt-BR"),
        ({"face.toml": NAME, "pages/about.de.md": "# Wir\n"},
         "pages/about.de.md: is a translation of about.md, which is not there"),
    ],
)  # fmt: skip
def test_a_fault_of_a_translation_is_told(
    tmp_path: Path, files: Mapping[str, str | bytes], said: str
) -> None:
    assert said in faults(tmp_path, files)


@pytest.mark.parametrize(("language", "title"), [("de", "D"), ("de_AT", "D"), ("pt_BR", "B"),
                                                 ("pt", "E"), ("en", "E")])  # fmt: skip
def test_a_page_is_taken_in_the_nearest_language(tmp_path: Path, language: str, title: str) -> None:
    folder = folder_of(tmp_path, {
        "face.toml": NAME, "pages/a.md": "# E\n", "pages/a.de.md": "# D\n",
        "pages/a.pt-br.md": "# B\n",
    })  # fmt: skip
    face, found = read_face(folder)
    page = face.page("a", language)
    assert not found and page and page.title == title
    assert face.page("b", language) is None
