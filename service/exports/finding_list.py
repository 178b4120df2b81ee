"""A finding list: records on paper, in their order, as a page that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator

from markupsafe import escape

from service.exports.citing import Cited
from service.exports.heading import Heading

_SUMMARY = 600  # characters: some six lines on paper
_STYLE = """
body { font: 11pt/1.4 Georgia, "Noto Serif", serif; margin: 2rem auto; max-width: 46rem;
  padding: 0 1rem; color: #111; background: #fff; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .3rem; }
p { margin: 0; overflow-wrap: anywhere; }
.about { color: #444; margin-bottom: .2rem; }
ol { margin: 1.5rem 0 0; padding: 0; list-style: none; }
li { margin: 0 0 1rem; padding-left: 3.6rem; position: relative; break-inside: avoid; }
.n { position: absolute; left: 0; width: 2.9rem; text-align: right; color: #444; }
.t { font-weight: bold; }
.w, .u { color: #444; font-size: .9em; }
a { color: inherit; }
@page { margin: 2cm; }
@media print { body { margin: 0; max-width: none; padding: 0; } }
"""
POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src "
    f"'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'"
)
"""The Content-Security-Policy of the page: only its own style."""


def finding_list(items: Iterable[Cited], heading: Heading) -> Iterator[bytes]:
    """Yield the page, each record as it is read."""
    title = escape(heading.title)
    yield (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title} – {escape(heading.site)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n<style>{_STYLE}</style>\n</head>\n<body>\n'
        f"<main>\n<h1>{title}</h1>\n"
    ).encode()
    for line in heading.lines:
        yield f'<p class="about">{escape(line)}</p>\n'.encode()
    yield b"<ol>\n"
    for number, item in enumerate(items, 1):
        yield _entry(number, item).encode()
    yield b"</ol>\n</main>\n</body>\n</html>\n"


def _entry(number: int, item: Cited) -> str:
    shown_number = f"Document {item.document}" if item.document else item.number
    brow = (item.own_type, item.written, shown_number, item.collection, item.archive, item.location)
    sender, recipient = "; ".join(item.authors), "; ".join(item.recipients)
    who = f"{sender} to {recipient}" if sender and recipient else sender or recipient
    lines = (
        ("t", item.title),
        ("w", " · ".join(filter(None, brow))),
        ("w", who),
        ("s", _short(" ".join(item.abstract.split()))),
    )
    body = "".join(f'<p class="{name}">{escape(text)}</p>\n' for name, text in lines if text)
    address = escape(item.url)
    link = f'<p class="u"><a href="{address}">{address}</a></p>\n'
    return f'<li><span class="n">{number}.</span>\n{body}{link}</li>\n'


def _short(text: str) -> str:
    if len(text) <= _SUMMARY:
        return text
    return f"{text[:_SUMMARY].rpartition(' ')[0] or text[:_SUMMARY]} …"
