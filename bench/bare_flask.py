"""The minimal server: one Flask view over the bare script.

BARE_INDEX=FOLDER gunicorn --workers 2 --worker-class gthread bench.bare_flask:app
"""

from __future__ import annotations

import os

import orjson
from flask import Flask, Response, request

from bench.bare_tantivy import Search

app = Flask(__name__)
index = Search(os.environ["BARE_INDEX"])
marked = tuple(os.environ["BARE_MARKED"].split(","))


@app.get("/search")
def search() -> Response:
    asked = request.args
    found = index.search(asked["q"], asked.get("facet", ""), asked.get("value", ""), marked=marked)
    return Response(orjson.dumps(found), mimetype="application/json")
