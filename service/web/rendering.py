"""What every template can use beside its own context."""

from __future__ import annotations

from typing import Any

from flask import Flask, request

from service.current import site
from service.search.addresses import API, API_ROOT, DOCS, PLACES_FACET, SUGGEST
from service.search.correspondence import roles
from service.web.faced import face_view
from service.web.files import asset_url
from service.web.languages import choose_languages, spoken
from service.web.page_urls import page_urls
from service.web.rendered import speak
from service.web.script_words import script_words
from service.web.switching import other_languages
from service.web.template_source import take_templates


def prepare(app: Flask) -> None:
    """Set up an application's templates; `door` does it before the first page."""
    environment = app.jinja_env
    environment.trim_blocks = environment.lstrip_blocks = True
    choose_languages(app)
    environment.globals["url_for"] = page_urls(app)
    speak(app)
    take_templates(app, lambda: site().faces)


def everywhere() -> dict[str, Any]:
    """Return what each page shows: the site's title, its search fields, its languages."""
    mapping, language = site().mapping, spoken()
    face = face_view(site().faces.face, request.script_root, language.code)
    return {
        "lang": language.tag,
        "languages": other_languages(),
        "script_words": script_words(language, mapping),
        "site_title": face.name or site().title,
        "face": face,
        "searched": [field for field in mapping.fields if field.search],
        "asset": asset_url,
        "has_people": roles(mapping) is not None,
        "has_places": mapping.facet(PLACES_FACET) is not None,
        "api_docs": f"{request.script_root}{API_ROOT}{DOCS}",
        "suggest_url": f"{request.script_root}{API}{SUGGEST}",
    }
