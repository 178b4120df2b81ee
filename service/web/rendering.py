"""The globals of every template."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import orjson
from flask import Flask, has_request_context, request

from index_mappings.mapping import RecordMapping
from index_mappings.sayings import N_, in_language
from service.current import site
from service.search.addresses import API, API_ROOT, DOCS, PLACES_FACET, SUGGEST
from service.search.correspondence import roles
from service.web.faced import face_view
from service.web.files import asset_url
from service.web.languages import ENGLISH, Language, choose_languages, spoken
from service.web.rendered import speak
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


def everywhere() -> dict[str, object]:
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


_KEPT = 256  # a site has some twenty, and one path that it is mounted under


def page_urls(app: Flask) -> Callable[..., str]:
    """Return `url_for`, which remembers addresses without values: a page asks for twenty."""

    @lru_cache(maxsize=_KEPT)
    def known(endpoint: str, root: str) -> str:  # noqa: ARG001 - every address begins with it
        return app.url_for(endpoint)

    def url_for(endpoint: str, **values: Any) -> str:
        if values or endpoint.startswith(".") or not has_request_context():
            return app.url_for(endpoint, **values)
        return known(endpoint, request.script_root)

    return url_for


_WORDS = (
    N_("Suggestions"), N_("suggestion"), N_("suggestions"), N_("Words"),
    N_("Copy"), N_("Copy: "), N_("Copied"), N_("Selected; copy it with the keyboard"),
)  # fmt: skip


def script_words(language: Language, mapping: RecordMapping) -> str:
    """Return what scripts say as JSON, by its English wording, or "" for English.

    The labels of suggestions are among it: the API, which gives them, says them in English.
    """
    if language is ENGLISH:
        return ""
    labels = [field.label for field in mapping.fields]
    labels += [facet.label for facet in mapping.facets]
    words = {str(label): in_language(label, language) for label in labels}
    words |= {word: language.message(word) for word in _WORDS}
    return orjson.dumps(words).decode()
