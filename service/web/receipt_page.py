"""A search that is cited: an address which tells later whether it still finds the same."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from index_mappings.record import Record
from service.current import site
from service.exports.handed_in import ids_in, missing
from service.exports.receipts import MOST, Answer, Receipt, answer_now, read_receipt
from service.search.addresses import SEARCHES
from service.search.answer import index_of
from service.search.arguments import Arguments
from service.search.display_title import UNTITLED, without_number
from service.web.current import absolute, canonical, links
from service.web.rendered import render

_NOW = "now"
"""In the place of a receipt: make one, and lead to it."""
_SHOWN = 100  # records listed of those that are new, and of those that have changed
_AT_ONCE = 20  # records that are read in one go, whole


def receipt(part: str) -> BaseResponse:
    """Return whether a search still finds what its receipt says; make the receipt of today."""
    here = site()
    arguments = here.reader.forgive(request.args.items(multi=True)).arguments
    kept = _decisive(arguments)
    if part == _NOW:
        written = answer_now(here, kept).receipt.write()
        answer = redirect(receipt_url(kept, written), 302)
        answer.headers["Cache-Control"] = "no-store"
        return answer
    then = read_receipt(part)
    now = answer_now(here, kept)
    response = Response(
        render("receipt.html", **_context(part, then, now, kept)), mimetype="text/html"
    )
    response.headers["Cache-Control"] = "no-store"  # it is about now
    return response


def receipt_url(arguments: Arguments, part: str = _NOW) -> str:
    """Return the address of a receipt, or of the one that is made now."""
    return links().to(_decisive(arguments), f"{SEARCHES}/{part}")


def _decisive(arguments: Arguments) -> Arguments:
    """Return what decides what is found and in which order."""
    return arguments.narrowing().changed(sort=arguments.sort)


def _context(part: str, then: Receipt, now: Answer, arguments: Arguments) -> dict[str, object]:
    new, changed = now.new(then.built), now.changed(then.built)
    path = receipt_url(arguments, part).removeprefix(request.script_root)
    handed = _handed_in()
    return {
        "then": then,
        "now": now.receipt,
        "same": now.receipt.count == then.count and now.receipt.digest == then.digest,
        "typed": arguments.q,
        "is_narrowed": bool(arguments.filters or arguments.date or arguments.in_field),
        "most": MOST if max(now.receipt.count, then.count) > MOST else 0,
        "new": _titled(new[:_SHOWN]),
        "new_count": len(new),
        "changed": _titled(changed[:_SHOWN]),
        "changed_count": len(changed),
        "search_url": links().to(arguments),
        "today_url": receipt_url(arguments),
        "address": absolute(path),
        "missing": (
            missing(site(), handed, {record.id for record in now.records}) if handed else None
        ),
        "was_empty": request.method == "POST" and not handed,
        "shown": _SHOWN,
        "partial": now.partial,
        "canonical": canonical(path),
        "robots": "noindex, nofollow",
        "index": index_of(now.index),
    }


def _handed_in() -> tuple[str, ...]:
    if request.method != "POST":
        return ()
    text = request.form.get("ids", "")
    file = request.files.get("file")
    if file is not None and not text.strip():
        text = file.read().decode("utf-8", "replace")
    return ids_in(text)


def _titled(records: Sequence[Record]) -> list[tuple[str, str]]:
    """Return titles and addresses of records."""
    found = []
    mapping = site().mapping
    for start in range(0, len(records), _AT_ONCE):
        ids = [record.id for record in records[start : start + _AT_ONCE]]
        known = site().engine.several(ids)
        for id in (id for id in ids if id in known):
            title = without_number(known[id].text(mapping.title))[1] or UNTITLED
            found.append((title, links().record(id).html))
    return found
