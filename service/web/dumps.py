"""The dump of the whole catalogue: a page that names it, what it is as JSON, the file itself."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path

import orjson
from flask import Response, current_app, request
from werkzeug.wsgi import wrap_file

from index_mappings.sayings import sentence
from service.conditional import Content, conditional
from service.current import base_url, site
from service.errors import NotFound
from service.search.addresses import CROISSANT, DUMPS, LATEST_DUMP
from service.upkeep.dump_care import CARE, DumpCare
from service.upkeep.published_dumps import DumpFile, PublishedDump
from service.web.current import absolute, canonical
from service.web.dump_described import Published, croissant, frictionless
from service.web.languages import spoken
from service.web.rendered import render

_SUM = ".sha256"
_NONE = sentence("no dump of the catalogue is published at the moment")


def dumps() -> Response:
    """The dump that can be fetched, with its checksum; none of an earlier index is offered."""
    found = _published()
    others = found.others if found else ()

    def content() -> Content:
        address = absolute(f"{DUMPS}/{found.file}") if found else ""
        page = render(
            "dumps.html", dump=found, address=address, latest=absolute(LATEST_DUMP), sum=_SUM,
            others=[(absolute(f"{DUMPS}/{one.file}"), one) for one in others],
            canonical=canonical(DUMPS),
        )  # fmt: skip
        return Content(page, site().engine.info().version)

    return conditional(
        content, "dumps.html", base_url(), spoken().code, found.sha256 if found else "",
        media_type="text/html; charset=utf-8",
    )  # fmt: skip


def latest_dump() -> Response:
    """What the dump is: its address, bytes, checksum, records and index."""
    found = _needed()
    body = frictionless(_described(found)) | {"croissant": absolute(CROISSANT)}
    return conditional(
        lambda: Content(orjson.dumps(body), site().engine.info().version),
        body["url"], found.sha256, media_type="application/json",
    )  # fmt: skip


def croissant_of_dump() -> Response:
    """The same in the terms of Croissant, for those who feed a model or a notebook."""
    found = _needed()
    body = croissant(_described(found), site().mapping)
    return conditional(
        lambda: Content(orjson.dumps(body), site().engine.info().version),
        absolute(DUMPS), found.sha256, media_type="application/ld+json",
    )  # fmt: skip


def _described(found: PublishedDump) -> Published:
    return Published(
        found, site().title, absolute("/"), absolute(DUMPS), site().settings.licence,
        lambda name: absolute(f"{DUMPS}/{name}"),
    )  # fmt: skip


def dump_file(name: str) -> Response:
    """The dump or its checksum; the rest of it if an interrupted fetch is resumed."""
    found = _needed()
    wanted = next((one for one in found.files if one.file == name.removesuffix(_SUM)), None)
    if wanted is not None and name.endswith(_SUM):
        return _kept_short(Response(f"{wanted.sha256}  {wanted.file}\n", mimetype="text/plain"))
    if wanted is None:
        raise NotFound(
            sentence(
                "there is no such dump, or it is no longer published; %(address)s names it",
                address=DUMPS,
            )
        )
    return _sent(Path(site().settings.dumps).absolute() / wanted.file, wanted)


def _sent(path: Path, dump: DumpFile) -> Response:
    tag = f'"{dump.sha256}"'
    if request.if_none_match.contains(dump.sha256):
        return _kept_short(Response(status=304, headers={"ETag": tag}))
    if _has_all(dump):
        all_of_it = {"ETag": tag, "Content-Range": f"bytes */{dump.size}"}
        return _kept_short(Response(status=416, headers=all_of_it))
    first = _begin(dump)
    response = Response(
        () if request.method == "HEAD" else _from(path, first),
        206 if first else 200,
        mimetype=dump.media_type,
        direct_passthrough=True,
    )
    response.content_length = dump.size - first
    if first:
        response.headers["Content-Range"] = f"bytes {first}-{dump.size - 1}/{dump.size}"
    response.headers["ETag"], response.headers["Accept-Ranges"] = tag, "bytes"
    summed = b64encode(bytes.fromhex(dump.sha256)).decode()
    response.headers["Repr-Digest"] = f"sha-256=:{summed}:"  # of the whole file (RFC 9530)
    return _kept_short(response)


def _from(path: Path, first: int) -> Iterable[bytes]:
    """Return a file from a byte on: itself, and no iterator over it.

    So the server's loop sends it, and no thread waits for who takes a gigabyte slowly.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError as error:  # another has taken its place a moment ago
        raise NotFound(_NONE) from error
    file.seek(first)
    return wrap_file(request.environ, file)


def _begin(dump: DumpFile) -> int:
    """Return the first requested byte of the file, if an interrupted fetch is resumed.

    A part that ends before the file does is not supported: such a request gets the whole file.
    """
    range, same = request.range, request.if_range
    if range is None or len(range.ranges) != 1 or (same.etag or dump.sha256) != dump.sha256:
        return 0
    first, last = range.range_for_length(dump.size) or (0, 0)
    return first if last == dump.size else 0


def _has_all(dump: DumpFile) -> bool:
    """Return whether a complete fetch is resumed: `curl -C -` would fetch it all again."""
    range, same = request.range, request.if_range
    if range is None or range.units != "bytes" or (same.etag or dump.sha256) != dump.sha256:
        return False
    return len(range.ranges) == 1 and (range.ranges[0][0] or 0) >= dump.size


def _kept_short(response: Response) -> Response:
    # asked for again each time: a record may be withdrawn from one moment to the next
    response.headers["Cache-Control"] = "no-cache"
    return response


def _published() -> PublishedDump | None:
    care: DumpCare = current_app.extensions[CARE]
    return care.open_to_all(site().engine)


def _needed() -> PublishedDump:
    found = _published()
    if found is None:
        raise NotFound(_NONE)
    return found
