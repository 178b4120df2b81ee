"""The sources of templates: the face in force first, then ours, always available as `ours/`."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from jinja2 import BaseLoader, Environment, TemplateNotFound

from service.face.keeping import Faces
from service.face.templates import FOLDER, OURS, our_templates


class FacedLoader(BaseLoader):
    """Gives the template of a name under the face in force; it is compiled anew for another face.

    `faces` is a function, for the site is made after its templates' environment.
    """

    def __init__(self, faces: Callable[[], Faces]) -> None:
        self._faces = faces

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 - the shape of a loader
        template: str,
    ) -> tuple[str, str | None, Callable[[], bool]]:
        """Return the text of a template, its file in the face, and whether it is still in force."""
        text = self._text(template)
        if text is None:
            raise TemplateNotFound(template)
        is_theirs = text is self._faces().face.templates.get(template)
        file = f"{FOLDER}/{template}" if is_theirs else None
        return text, file, lambda: self._text(template) is text

    def list_templates(self) -> list[str]:
        """Return the names of all templates."""
        return sorted({*our_templates(), *self._faces().face.templates})

    def _text(self, template: str) -> str | None:
        if template.startswith(OURS):
            return our_templates().get(template.removeprefix(OURS))
        return self._faces().face.templates.get(template) or our_templates().get(template)


def take_templates(app: Flask, faces: Callable[[], Faces]) -> None:
    """Have an application take its templates from the face in force and from ours."""
    app.jinja_env.loader = FacedLoader(faces)
    app.jinja_env.auto_reload = True  # asks each template whether it is in force: no file is read
