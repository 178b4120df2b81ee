"""Answers to requests that never reach the application, without a word of what was asked."""

from __future__ import annotations

import json
from http import HTTPStatus

from waitress.task import ErrorTask

_TYPE = "application/problem+json"


class Refusal(ErrorTask):
    """A refusal as problem+json; the connection ends with it."""

    def execute(self) -> None:
        """Write the refusal."""
        code = self.request.error.code
        said = HTTPStatus(code)
        problem = {"type": "about:blank", "title": said.phrase, "status": code}
        body = json.dumps({**problem, "detail": said.description or said.phrase}).encode()
        self.status = f"{code} {said.phrase}"
        self.response_headers += [
            ("Content-Type", _TYPE), ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]  # fmt: skip
        self.set_close_on_finish()
        self.content_length = len(body)
        self.channel.server.counts.count_refused(code)
        self.write(body)
