"""Reading the folder of a face and checking it: all faults are reported at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from index_mappings.checking.nearest import none_of
from index_mappings.plain_files import NotUtf8, utf8_text
from service.face import colours, pages, pictures, templates
from service.face.face import PLAIN_FACE, Face, FaceLink, FaceWords
from service.face.found import FaceFault, FaceFile, OwnPage
from service.face.settings import FILE, line_of, read_settings

_PARTS = (FILE, pages.FOLDER, templates.FOLDER, pictures.FOLDER)
_USUAL_PAGES = ("about", "terms", "accessibility")  # what most archives say first
_LARGEST_TEXT = 200_000  # characters of a page or a template: a hundred pages of print
_MOST = 200  # files: each is looked at whenever the face is


def files_of(folder: Path) -> Iterator[Path]:
    """Yield the files of a face in a lasting order, hidden ones and read-mes apart.

    Links out of the folder are ignored.
    """
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        hidden = any(part.startswith((".", "~")) for part in inside)
        if hidden or inside[-1].lower().startswith("readme") or not path.is_file():
            continue
        if path.resolve().is_relative_to(root):
            yield path


def read_face(folder: Path) -> tuple[Face, list[FaceFault]]:
    """Return the face of a folder and its faults; the plain face if there are any."""
    if not folder.is_dir():
        return PLAIN_FACE, [FaceFault(str(folder), 0, "is not a folder")]
    bodies, faults = _bodies(folder)
    if FILE not in bodies:
        faults.append(FaceFault(FILE, 0, "is missing; it gives the site its name (docs/face.md)"))
        return PLAIN_FACE, faults
    files, wrong = _files(bodies)
    source = _text(FILE, bodies[FILE], faults)
    settings, more = read_settings(source)
    faults += [*wrong, *more]
    own, translated, more = _pages(bodies, files)
    faults += more
    shown, more = _in_order(own, settings, line_of(source))
    faults += [*more, *_pictures_named(settings, files, line_of(source))]
    replaced = _texts(bodies, templates.FOLDER, faults)
    faults += templates.template_faults(replaced)
    if faults:
        return PLAIN_FACE, faults
    digest = hashlib.blake2b(digest_size=8)
    for name, body in bodies.items():
        digest.update(f"{name}\0{len(body)}\0".encode() + body)
    chosen = settings.get("colours", {})
    foot = settings.get("footer", {})
    wordings = {
        _code(code): FaceWords(
            words.get("name", settings["name"]).strip(),
            words.get("intro", settings.get("intro", "")).strip(),
            words.get("footer", foot.get("text", "")).strip(),
        )
        for code, words in {"": {}, **settings.get("languages", {})}.items()
    }
    return Face(
        name=settings["name"].strip(),
        said=wordings,
        logo=settings.get("logo", ""),
        icon=settings.get("icon", ""),
        style=colours.stylesheet(chosen.get("light", {}), chosen.get("dark", {})),
        links=tuple(map(_link, foot.get("links", ()))),
        pages=shown,
        translated=translated,
        templates=replaced,
        files=files,
        digest=digest.hexdigest(),
    ), []


def _link(link: Mapping[str, Any]) -> FaceLink:
    labels = {_code(code): label for code, label in link.get("labels", {}).items()}
    return FaceLink(link["label"], link["url"], labels)


def _code(language: str) -> str:
    return language.lower().replace("_", "-")


def _bodies(folder: Path) -> tuple[dict[str, bytes], list[FaceFault]]:
    """Return each file by its path in the folder, and what cannot be read or has no place in it."""
    bodies: dict[str, bytes] = {}
    faults = []
    for path in files_of(folder):
        name = path.relative_to(folder).as_posix()
        first, _, rest = name.partition("/")
        if first not in _PARTS or ("/" in rest) or (first == FILE and rest):
            known = _PARTS if first not in _PARTS else ()
            detail = none_of(first, known, "part of a face") if known else "has no place this deep"
            faults.append(FaceFault(name, 0, detail))
        elif len(bodies) == _MOST:
            return bodies, [*faults, FaceFault(name, 0, f"is one of more than {_MOST} files")]
        else:
            try:
                # its reader reports what is too large, and does not read it whole
                with path.open("rb") as file:
                    bodies[name] = file.read(4 * pictures.LARGEST)
            except OSError as error:
                faults.append(FaceFault(name, 0, error.strerror or str(error)))
    return bodies, faults


def _files(bodies: Mapping[str, bytes]) -> tuple[dict[str, FaceFile], list[FaceFault]]:
    files: dict[str, FaceFile] = {}
    faults = []
    for name, body in _inside(bodies, pictures.FOLDER):
        file, wrong = pictures.read_file(name, body)
        faults += wrong
        if file and len(files) == pictures.MOST:
            detail = f"is one of more than {pictures.MOST} files"
            faults.append(FaceFault(f"{pictures.FOLDER}/{name}", 0, detail))
        elif file:
            files[name] = file
    return files, faults


def _pages(
    bodies: Mapping[str, bytes], files: Mapping[str, FaceFile]
) -> tuple[dict[str, OwnPage], dict[tuple[str, str], OwnPage], list[FaceFault]]:
    """Return the pages by their names, their translations, and what is wrong with them."""
    own: dict[str, OwnPage] = {}
    translated: dict[tuple[str, str], OwnPage] = {}
    faults: list[FaceFault] = []
    texts = _texts(bodies, pages.FOLDER, faults)
    found = {file: pages.FILE.fullmatch(file) for file in texts}
    names = [match[1] for match in found.values() if match and not match[2]]
    for file, match in found.items():
        path = f"{pages.FOLDER}/{file}"
        if match is None:
            detail = (
                "is not a page; its name has small letters, figures and hyphens, and ends in .md"
            )
            faults.append(FaceFault(path, 0, detail))
            continue
        name, language = match[1], match[2] or ""
        page, wrong = pages.read_page(name, file, texts[file], names, files)
        faults += wrong
        if not language:
            own[name] = page
        elif name in names:
            translated[name, language] = page
        else:
            faults.append(FaceFault(path, 0, f"is a translation of {name}.md, which is not there"))
    return own, translated, faults


def _in_order(
    own: Mapping[str, OwnPage], settings: Mapping[str, Any], line: Any
) -> tuple[tuple[OwnPage, ...], list[FaceFault]]:
    """Return the pages in the order of the foot, those that it does not have last."""
    listed = settings.get("pages")
    if listed is None:
        usual = [name for name in _USUAL_PAGES if name in own]
        return tuple(own[name] for name in (*usual, *sorted(own.keys() - set(usual)))), []
    faults = [
        FaceFault(
            FILE, line(("pages",)), f"pages: {none_of(name, own, f'file of {pages.FOLDER}/')}"
        )
        for name in listed
        if name not in own
    ]
    apart = [replace(own[name], in_foot=False) for name in sorted(own.keys() - set(listed))]
    return (*(own[name] for name in dict.fromkeys(listed) if name in own), *apart), faults


def _pictures_named(
    settings: Mapping[str, Any], files: Mapping[str, FaceFile], line: Any
) -> list[FaceFault]:
    """Return the faults of the logo and the icon."""
    faults = []
    for key in ("logo", "icon"):
        name = settings.get(key)
        if name is None:
            continue
        fits = [known for known in files if known.rpartition(".")[2] in pictures.FOR_LOGO]
        if name not in fits:
            detail = none_of(name, fits, "SVG or PNG of static/")
            faults.append(FaceFault(FILE, line((key,)), f"{key}: {detail}"))
        elif not files[name].height:
            detail = "does not say how large it is; give its <svg> a viewBox"
            faults.append(FaceFault(f"{pictures.FOLDER}/{name}", 1, detail))
    return faults


def _inside(bodies: Mapping[str, bytes], folder: str) -> Iterator[tuple[str, bytes]]:
    for name, body in bodies.items():
        if name.startswith(f"{folder}/"):
            yield name.removeprefix(f"{folder}/"), body


def _texts(bodies: Mapping[str, bytes], folder: str, faults: list[FaceFault]) -> dict[str, str]:
    return {name: _text(f"{folder}/{name}", body, faults) for name, body in _inside(bodies, folder)}


def _text(name: str, body: bytes, faults: list[FaceFault]) -> str:
    try:
        text = utf8_text(body)
    except NotUtf8 as error:
        faults.append(FaceFault(name, error.line, "is not UTF-8; save it as UTF-8"))
        return ""
    if len(text) > _LARGEST_TEXT:
        faults.append(FaceFault(name, 0, f"has more than {_LARGEST_TEXT:,} characters"))
    return text
