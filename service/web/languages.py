"""The languages that pages can be read in, and the one that a reader has chosen.

A language is chosen by `lang` in the address alone: a link says the same to everybody, and
nothing is kept about a reader. English is in the code; every other language is a folder of
`translations/`, and adding one is adding its folder (`docs/page-languages.md`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from babel import Locale
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, request
from flask_babel import Babel, get_locale

from service.schemas.page_arguments import LANGUAGE
from service.search.addresses import is_for_programs

DOMAIN = "messages"
_FOLDER = resources.files("service.web").joinpath("translations")


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the pages: its code, its own name for itself, its catalogue."""

    code: str
    name: str
    locale: Locale
    texts: NullTranslations

    @property
    def tag(self) -> str:
        """The code as HTML has it: "pt-BR"."""
        return self.code.replace("_", "-")

    def message(self, message: str) -> str:
        """Return a message in this language, in English where its catalogue has none."""
        return self.texts.gettext(message)

    def form(self, one: str, many: str, count: int) -> str:
        """Return the form of a message that a count asks for."""
        return self.texts.ngettext(one, many, count)

    def number(self, value: int) -> str:
        """Return a whole number as it is read: 1,181,220 or 1.181.220."""
        if self.code == ENGLISH.code:
            return f"{value:,}"
        # most are small, and Babel takes twenty times as long
        return str(value) if 0 <= value < 1000 else format_decimal(value, locale=self.locale)


def _language(code: str, texts: NullTranslations) -> Language:
    locale = Locale.parse(code)
    name = locale.get_display_name(locale) or code
    return Language(code, f"{name[:1].upper()}{name[1:]}", locale, texts)


# its own name is written out: to ask Babel for it reads all of a language's data at each start
ENGLISH = Language("en", "English", Locale("en"), NullTranslations())


@cache
def languages() -> dict[str, Language]:
    """Return the languages by their codes, English first."""
    found = {ENGLISH.code: ENGLISH}
    with resources.as_file(_FOLDER) as folder:
        for path in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")):
            code = path.parts[-3]
            found[code] = _language(code, Translations.load(folder, [code], DOMAIN))
    return found


def choose_languages(app: Flask) -> None:
    """Have an application choose the language of each page by its address."""
    with resources.as_file(_FOLDER) as folder:
        Babel(
            app,
            default_locale=ENGLISH.code,
            default_domain=DOMAIN,
            default_translation_directories=str(folder),
            locale_selector=_asked,
        )


def _asked() -> str:
    """Return the code of the language that is asked for; what is none of ours asks for English.

    Programs are answered in English: a message of an answer is a part of the API.
    """
    if not has_request_context() or is_for_programs(request.path):
        return ENGLISH.code
    code = request.args.get(LANGUAGE, "")
    return code if code in languages() else ENGLISH.code


def spoken() -> Language:
    """Return the language of the page that is being made, English if there is none."""
    locale = get_locale()
    return languages().get(str(locale), ENGLISH) if locale else ENGLISH
