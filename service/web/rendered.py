"""Templates rendered in the language of the page.

Each language has an environment of its own. So what a template says is looked up without asking
for the language each time, and a module of macros, which is run once and kept, says it right.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from flask import Flask, current_app, render_template
from jinja2 import Environment, pass_eval_context
from markupsafe import Markup

from index_mappings.sayings import Saying, in_language
from service.web.carrying import carried_along
from service.web.dates import moment
from service.web.hit_items import hit_items, hit_lists
from service.web.languages import ENGLISH, Language, spoken
from service.web.written_items import bar_items, choice_items, field_options
from service.web.written_out import WrittenOut

_KEPT = "searchroom.environments"


def render(template: str, **context: object) -> str:
    """Return a template as a page in the language that it is asked for.

    Every link and form of a page in another language than English asks for that language too.
    """
    language = spoken()
    if language is ENGLISH:
        return render_template(template, **context)
    known: dict[str, Environment] = current_app.extensions[_KEPT]
    environment = known.get(language.code)
    if environment is None:
        environment = known[language.code] = _speaking(current_app.jinja_env, language)
    page = render_template(environment.get_template(template), **context)
    return carried_along(page, language.code)


def speak(app: Flask) -> None:
    """Have the templates of an application speak English, and be able to speak the others."""
    app.extensions[_KEPT] = {}
    app.jinja_env.add_extension(WrittenOut)
    _install(app.jinja_env, ENGLISH)


def _speaking(english: Environment, language: Language) -> Environment:
    """Return an environment in which every message is in a language."""

    def finalize(value: Any) -> Any:
        return in_language(value, language) if isinstance(value, str) else value

    # English compiles to other code, without this step, so what is compiled is kept apart
    environment = english.overlay(finalize=finalize, bytecode_cache=None)
    environment.globals = dict(english.globals)
    environment.filters = dict(english.filters)
    join = environment.filters["join"]

    @pass_eval_context
    def joined(context: Any, items: Iterable[Any], between: str = "", attribute: Any = None) -> Any:
        texts = items if attribute else [finalize(item) for item in items]
        return join(context, texts, between, attribute)

    environment.filters["join"] = joined
    _install(environment, language)
    return environment


def _install(environment: Environment, language: Language) -> None:
    environment.language = language  # type: ignore[attr-defined]  # `WrittenOut` asks for it

    @cache  # the messages of our templates: some hundreds
    def message(text: str) -> Markup:
        return Markup(language.message(text))

    def gettext(text: str, /, **values: Any) -> Markup:
        return message(text) % _shown(values, language) if values else message(text)

    def ngettext(one: str, many: str, count: int, /, **values: Any) -> Markup:
        return Markup(language.form(one, many, count)) % _shown(values, language)

    environment.globals.update(
        _=gettext,
        gettext=gettext,
        ngettext=ngettext,
        choice_items=choice_items(language),
        hit_item=hit_items(language),
        bar_items=bar_items(language),
    )
    environment.filters["number"] = language.number
    environment.filters["field_options"] = field_options(language)
    environment.filters["hit_items"] = hit_lists(language)
    environment.filters["day"] = lambda iso: in_language(moment(iso), language)
    environment.filters["said"] = lambda text: in_language(text, language)
    environment.newstyle_gettext = True  # type: ignore[attr-defined]


def _shown(values: dict[str, object], language: Language) -> dict[str, object]:
    """Return the values of a text as a language says them; those of a call, changed in place."""
    for name, value in values.items():
        if isinstance(value, int):
            values[name] = language.number(value)
        elif isinstance(value, Saying):
            values[name] = in_language(value, language)
    return values
