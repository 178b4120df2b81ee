"""The same page in each language: what the switch of every page and its head lead to."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

from flask import request

from service.current import site
from service.schemas.page_arguments import LANGUAGE, OF_PAGES
from service.web.current import canonical
from service.web.languages import ENGLISH, Language, languages, spoken


@dataclass(frozen=True, slots=True)
class Choice:
    """A language, by its tag and its own name, and the address of this page in it.

    `whole` is the address for search engines.
    """

    tag: str
    name: str
    url: str
    whole: str
    on: bool


def other_languages() -> tuple[Choice, ...]:
    """Return the languages of the page that is answered, or none if there is English alone."""
    known = languages()
    if len(known) < 2:
        return ()
    here = spoken()
    typed = parse_qsl(request.query_string.decode("ascii", "replace"))
    kept = [(name, value) for name, value in typed if name in OF_PAGES]  # no link has another's
    if len(kept) < len(typed):  # of a search only what was understood: no link carries the rest
        kept = [*site().reader.forgive(typed).arguments.pairs(), *kept]
    query = urlencode(kept, safe=",~")  # lists of ids as other links write them
    path = quote(request.path, safe="/~:@!$&'()*+,;=")
    root, whole = request.script_root, canonical(path)

    def choice(language: Language) -> Choice:
        chosen = "" if language is ENGLISH else urlencode([(LANGUAGE, language.code)])
        both = "&".join(filter(None, (query, chosen)))
        end = f"?{both}" if both else ""
        return Choice(
            language.tag, language.name, f"{root}{path}{end}", f"{whole}{end}", language is here
        )

    return tuple(map(choice, known.values()))
