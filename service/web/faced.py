"""The face of the site in its pages: what the head and foot show, its files, its own pages."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, request
from markupsafe import Markup

from index_mappings.checking.nearest import nearest
from service.conditional import Content, conditional
from service.current import base_url, site
from service.errors import NotFound
from service.face.face import ROOT, Face, FaceLink, file_address
from service.face.styles import COLOURS, stylesheets
from service.search.addresses import ABOUT
from service.web.current import canonical
from service.web.languages import spoken
from service.web.rendered import render

_YEAR = 31_536_000  # seconds; a file's address changes with its content, so longer is never wrong
_MARK_HEIGHT = 40  # pixels of a logo in the head: as high as the name beside it with some air
_MARK_WIDTH = 200  # at most: a phone of 320 pixels shows the name under it

# A picture opened by itself may do nothing; its own styles are all it has.
_ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the head: its address and the room it takes, in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class FaceView:
    """The parts of a face on each page; all are empty for the plain face.

    `styles` are addresses of stylesheets after ours, `links` those of the foot, the archive's own
    pages first.
    """

    name: str
    intro: str
    foot: str
    styles: tuple[str, ...]
    logo: Picture | None
    icon: str
    links: tuple[FaceLink, ...]


def face_view(face: Face, root: str, language: str) -> FaceView:
    """Return what pages in a language show of a face; `root` is where the site is mounted."""
    words = face.words(language)
    own = [FaceLink(p.title, f"{root}{ABOUT}/{p.name}") for p in face.in_foot(language)]
    linked = [
        FaceLink(link.said(language), f"{root}{link.url}" if link.url.startswith("/") else link.url)
        for link in face.links
    ]
    return FaceView(
        words.name,
        words.intro,
        words.foot,
        stylesheets(face, root),
        _picture(face, root) if face.logo else None,
        _url(face, face.icon, root) if face.icon else "",
        (*own, *linked),
    )


def own_page(name: str) -> Response:
    """Return a page of the archive's own."""
    pages = site().faces.face.pages
    near = nearest(name, [page.name for page in pages])
    page = site().faces.face.page(name, spoken().code)
    if page is None:
        hint = f"; did you mean {ABOUT}/{near}?" if near else ""
        raise NotFound(f"there is no page {name[:60]!r} about this site{hint}")
    body = page.html.replace(ROOT, f"{request.script_root}/")
    address = canonical(f"{ABOUT}/{name}")
    # it needs no index: it is there while nothing is loaded, and while the engine is away
    return conditional(
        lambda: Content(render("about.html", page=page, body=Markup(body), canonical=address)),
        base_url(),
        request.full_path,
        media_type="text/html; charset=utf-8",
        of_index=False,
    )


def face_file(digest: str, name: str) -> Response:
    """Return a file of the face: a picture, its stylesheet, its colours.

    By the digest of an earlier face it gets what there is now, not to be kept.
    """
    face = site().faces.face
    found = face.files.get(name)
    if name == COLOURS and face.style:
        body, media_type, current = face.style.encode(), "text/css; charset=utf-8", face.digest
    elif found:
        body, media_type, current = found.body, found.media_type, found.digest
    else:
        raise NotFound(f"the pages have no file {name[:80]!r}")
    cache = f"public, max-age={_YEAR}, immutable" if digest == current else "no-cache"
    response = conditional(
        lambda: Content(body), current, media_type=media_type, of_index=False, cache=cache
    )
    response.headers["Content-Security-Policy"] = _ALONE
    return response


def _url(face: Face, name: str, root: str) -> str:
    return f"{root}{file_address(name, face.files[name])}"


def _picture(face: Face, root: str) -> Picture:
    file = face.files[face.logo]
    shrunk = min(_MARK_HEIGHT / file.height, _MARK_WIDTH / max(file.width, 1))
    return Picture(
        _url(face, face.logo, root), round(file.width * shrunk), round(file.height * shrunk)
    )
