"""The OpenAPI document as a page for people: plain HTML, readable without a script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from markupsafe import Markup, escape

_CODE = re.compile(r"`([^`]+)`")

_STYLE = """
main.wrap { padding-block: 1.5rem 3rem; }
main > * + *, details > * { margin-top: .8rem; }
main > h2 { margin-top: 2.5rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
main > h3 { margin-top: 1.8rem; }
nav.contents li { padding-block: .2rem; }
caption { text-align: left; font-weight: 600; padding: .5rem 0; }
.scroll { overflow-x: auto; }
"""


@cache
def stylesheet() -> str:
    """Return the page's stylesheet: that of the site with this page's own rules."""
    house = resources.files("service").joinpath("web", "static", "searchroom.css")
    return house.read_text("utf-8") + _STYLE


def reference_page(
    document: Mapping[str, Any], root: str, site_title: str, styles: Sequence[str] = ()
) -> str:
    """Return the page.

    `root` is the path at which the site is mounted, or ""; `styles` are the addresses of the
    stylesheets of the site's face.
    """
    server = document["servers"][0]["url"]
    title = f"{site_title}: the search API"
    parts = [
        Markup('<!doctype html><html lang="en"><head><meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup("<title>{}</title>").format(title),
        *(
            Markup('<link rel="stylesheet" href="{}">').format(url)
            for url in (f"{root}/api/docs.css", *styles)
        ),
        Markup("</head><body>"),
        Markup('<a class="skip" href="#main">Skip to the main content</a>'),
        Markup(
            '<header class="site"><div class="wrap"><a class="site-name" href="{0}/">{1}</a>'
            '<nav aria-label="Site"><ul><li><a href="{0}/search">All records</a></li>'
            '<li><a href="{0}/help">Help</a></li></ul></nav></div></header>'
            '<main id="main" tabindex="-1" class="wrap"><h1>{2}</h1>'
        ).format(root, site_title, title),
        Markup("<p>{}</p>").format(_text(document["info"]["description"])),
        Markup(
            '<p>All addresses begin with <code>{}</code>. <a href="{}/api/openapi.json">The same '
            "as OpenAPI {}</a> is for programs.</p>"
        ).format(server, root, document["openapi"]),
        _contents(document),
    ]
    for path, item in document["paths"].items():
        parts.extend(_endpoint(path, item["get"], takes_json="post" in item))
    parts.append(Markup("<h2>What answers are made of</h2>"))
    for name, schema in document["components"]["schemas"].items():
        parts.extend(_schema(name, schema))
    parts.append(Markup("</main></body></html>"))
    return str(Markup("\n").join(parts))


def _contents(document: Mapping[str, Any]) -> Markup:
    entries = Markup("").join(
        Markup('<li><a href="#{}"><code>{}</code></a> {}</li>').format(
            item["get"]["operationId"], path, item["get"]["summary"]
        )
        for path, item in document["paths"].items()
    )
    return Markup('<nav class="contents" aria-label="Endpoints"><ul>{}</ul></nav>').format(entries)


def _endpoint(path: str, operation: Mapping[str, Any], *, takes_json: bool) -> Iterator[Markup]:
    yield Markup('<h2 id="{}"><code>GET {}</code></h2><p>{}. {}</p>').format(
        operation["operationId"], path, operation["summary"], operation["description"]
    )
    if takes_json:
        yield Markup("<p>{}</p>").format(
            _text("A `POST` takes the same arguments as a JSON object, and answers the same.")
        )
    rows = [
        (item["name"], _kind(item["schema"]), item.get("description", ""))
        for item in operation["parameters"]
    ]
    if rows:
        yield _table("Arguments", ("Name", "Takes", "Meaning"), rows)
    answers = []
    for status, item in operation["responses"].items():
        content: Mapping[str, Any] = next(iter(item.get("content", {}).values()), {})
        answers.append((status, _kind(content.get("schema", {})), item["description"]))
    yield _table("Answers", ("Status", "Shape", "Meaning"), answers)
    yield from _example(operation)


def _example(operation: Mapping[str, Any]) -> Iterator[Markup]:
    """Yield a request of the sample catalogue and its answer, shortened."""
    content = operation["responses"]["200"].get("content", {})
    found = content.get("application/json", {}).get("examples", {}).get("sample")
    if found:
        request, text = found["summary"], json.dumps(found["value"], ensure_ascii=False, indent=1)
    elif other := operation.get("x-example"):
        request, text = other["request"], other["text"]
    else:
        return
    yield Markup(
        "<details><summary>An example of the sample catalogue</summary>"
        "<p><code>GET {}</code> answers, long lists and texts shortened:</p>"
        '<pre class="scroll" tabindex="0"><code>{}</code></pre></details>'
    ).format(request, text)


def _schema(name: str, schema: Mapping[str, Any]) -> Iterator[Markup]:
    yield Markup('<h3 id="shape-{}"><code>{}</code></h3>').format(name, name)
    required = set(schema.get("required", ()))
    rows = [
        (key, _kind(item), item.get("description", "") + ("" if key in required else " (may lack)"))
        for key, item in schema.get("properties", {}).items()
    ]
    yield _table(f"Keys of {name}", ("Key", "Holds", "Meaning"), rows)


def _kind(schema: Mapping[str, Any]) -> Markup:
    """Return the type of a value in a few words, with a link to its shape."""
    for inner in (schema, *schema.get("allOf", ())):
        if "$ref" in inner:
            name = inner["$ref"].rpartition("/")[2]
            return Markup('<a href="#shape-{}">{}</a>').format(name, name)
    kind = schema.get("type", "")
    if kind == "array":
        return Markup("list of ") + _kind(schema.get("items", {}))
    if "additionalProperties" in schema and isinstance(schema["additionalProperties"], dict):
        return Markup("by name: ") + _kind(schema["additionalProperties"])
    if isinstance(kind, list):
        kind = " or ".join(kind)
    words = Markup("{}").format(kind)
    if "enum" in schema:
        words = Markup(" | ").join(Markup("<code>{}</code>").format(v) for v in schema["enum"] if v)
    elif "minimum" in schema:
        words += Markup(" {} to {}").format(schema["minimum"], schema.get("maximum", ""))
    if "default" in schema:
        words += Markup(", usually <code>{}</code>").format(_shown(schema["default"]))
    return words


def _table(caption: str, heads: tuple[str, ...], rows: list[tuple[Any, Any, str]]) -> Markup:
    top = Markup("").join(Markup('<th scope="col">{}</th>').format(head) for head in heads)
    body = Markup("").join(
        Markup('<tr><th scope="row"><code>{}</code></th><td>{}</td><td>{}</td></tr>').format(
            name, kind, _text(text)
        )
        for name, kind, text in rows
    )
    return Markup(
        '<div class="scroll"><table><caption>{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(caption, top, body)


def _text(text: str) -> Markup:
    """Return a description as HTML, with text between backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
