"""Texts without values, written into a template when it is compiled for a language.

A page of results has sixty of them. To look each up when the page is made costs a tenth of the
page; written out, they cost nothing.
"""

from __future__ import annotations

import re

from jinja2.ext import Extension

_TEXT = re.compile(
    r"""\{\{ _\('(?P<single>[^'{}]*)'\) \}\}|\{\{ _\("(?P<double>[^"{}]*)"\) \}\}"""
    r"""|\{% trans %\}(?P<marked>[^{}%]*)\{% endtrans %\}\n?"""
)


class WrittenOut(Extension):
    """Writes the texts of `{{ _('...') }}` and of `{% trans %}` without values out."""

    def preprocess(
        self,
        source: str,
        name: str | None,  # noqa: ARG002 - the shape of an extension
        filename: str | None = None,  # noqa: ARG002
    ) -> str:
        """Return the source with these texts in the language of its environment."""
        say = self.environment.language.message  # type: ignore[attr-defined]

        def said(found: re.Match[str]) -> str:
            return str(say(found["single"] or found["double"] or found["marked"]))

        return _TEXT.sub(said, source)
