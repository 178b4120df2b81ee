"""The archive's own pages: Markdown (CommonMark with tables), without HTML.

What looks like HTML in a page is shown as it is written, and links go to this site, to a page
beside it, to a web address, or to an address of mail or telephone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index_mappings.checking.nearest import none_of
from service.face.face import ABOUT, ROOT, file_address
from service.face.found import FaceFault, FaceFile, OwnPage

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

FOLDER = "pages"
ENDING = ".md"
FILE = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)(?:\.([a-z]{2,3}(?:-[a-z0-9]{2,8})?))?\.md")
"""The name of a page's file, with a language where it is a translation: `about.de.md`."""
_LONGEST_TITLE = 120  # characters: two lines of a heading
_AWAY = ("https://", "http://", "mailto:", "tel:", "#")


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - a site with no pages of its own needs none

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def read_page(
    name: str, file: str, source: str, pages: Collection[str], files: Mapping[str, FaceFile]
) -> tuple[OwnPage, list[FaceFault]]:
    """Return a page and what is wrong with its file. `pages` are the names of all, `files` those
    of pictures that it may show."""
    reader = _Reader(f"{FOLDER}/{file}", pages, files, [])
    markdown = _markdown()
    tokens = markdown.parse(source)
    title = ""
    heads = [at for at, token in enumerate(tokens) if token.tag == "h1" and token.nesting == 1]
    if heads:
        first = heads[0]
        title = tokens[first + 1].content
        del tokens[first : first + 3]
    else:
        reader.fault(0, "has no heading; begin it with a line as `# About this site`")
    if len(heads) > 1:
        line = (tokens[heads[1] - 3].map or [0])[0] + 1
        reader.fault(line, "is a second heading of the first level; write `##` for those below it")
    if len(title) > _LONGEST_TITLE:
        reader.fault(1, f"has a heading of more than {_LONGEST_TITLE} characters")
    for token in tokens:
        for inner in token.children or ():
            reader.read(inner, (token.map or [0])[0] + 1)
    html = str(markdown.renderer.render(tokens, markdown.options, {}))
    return OwnPage(name, title, html), reader.faults


@dataclass(frozen=True, slots=True)
class _Reader:
    """Writes the addresses in a page as the site has them."""

    file: str
    pages: Collection[str]
    pictures: Mapping[str, FaceFile]
    faults: list[FaceFault]

    def fault(self, line: int, detail: str) -> None:
        self.faults.append(FaceFault(self.file, line, detail))

    def read(self, token: Token, line: int) -> None:
        if token.type == "link_open":
            token.attrs["href"] = self._link(str(token.attrs["href"]), line)
        elif token.type == "image":
            self._picture(token, line)

    def _link(self, address: str, line: int) -> str:
        if address.startswith(_AWAY):
            return address
        path, hash, anchor = address.partition("#")
        if path.endswith(ENDING) and "/" not in path:
            return self._page(path.removesuffix(ENDING), hash + anchor, line)
        if path.startswith(f"{ABOUT}/"):
            return self._page(path.removeprefix(f"{ABOUT}/"), hash + anchor, line)
        if address.startswith("/") and not address.startswith("//"):
            return f"{ROOT}{address[1:]}"
        self.fault(
            line,
            f"the link {address[:80]!r} leads nowhere; write https://…, /… for an address of this "
            "site, or the file of a page beside this one",
        )
        return address

    def _page(self, name: str, anchor: str, line: int) -> str:
        if name not in self.pages:
            self.fault(
                line, none_of(f"{name}{ENDING}", [f"{n}{ENDING}" for n in self.pages], "page")
            )
        return f"{ROOT}{ABOUT[1:]}/{name}{anchor}"

    def _picture(self, token: Token, line: int) -> None:
        name = str(token.attrs["src"]).removeprefix("../").removeprefix("static/")
        found = self.pictures.get(name)
        if found is None:
            self.fault(line, none_of(name, self.pictures, "picture of static/"))
            return
        if not token.content.strip():
            self.fault(line, f"the picture {name!r} has no words for those who do not see it")
        token.attrs["src"] = f"{ROOT}{file_address(name, found)[1:]}"
        if found.width and found.height:
            token.attrs.update(width=found.width, height=found.height)
