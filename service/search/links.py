"""The links of an answer, made from arguments in their normal form.

`site` is the prefix of the site's own paths: "https://host/archive" in the JSON, "" or "/archive"
on a page. `search` is the address of searches: `API_SEARCH` in the JSON, `PAGE_SEARCH` on a page,
so that one answer serves both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from service.query.request import FacetFilter
from service.schemas.answer_parts import BothLinks
from service.search.addresses import (
    API,
    API_SEARCH,
    COLLECTIONS,
    FACETS,
    MARKED,
    PAGE_SEARCH,
    RECORDS,
)
from service.search.arguments import Arguments, part
from service.search.paths import ids_part, write_path

_PLACE = "\x00"  # in the place of a value; no value holds a control character


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of one site, for answers in JSON or for pages."""

    site: str = ""
    search: str = API_SEARCH
    added: str = ""

    def to(self, arguments: Arguments, base: str = "") -> str:
        """Return the address of a search (of `base`, where it is another list)."""
        return self._address(arguments.parts(), base or self.search)

    def toggler(self, arguments: Arguments, facet: str) -> Callable[[str], str]:
        """Return `toggle` for the values of one facet, at a fifth of its cost.

        An answer has a hundred such links that differ in one value, so the parts before and after
        the facet's own values are written once.
        """
        chosen = arguments.filter(facet)
        if chosen.excluded:  # a value may move from one list to the other: rare, so not hurried
            return lambda value: self.toggle(arguments, facet, value)
        first = arguments.first_page()
        if not chosen.values and not chosen.missing:  # most facets of most answers
            parts, at = first.parts(), first.before_parts_of(facet)
            before, after = parts[:at], parts[at:]
            start = f"{self.site}{self.search}?{'&'.join((*before, ''))}"
            end = "&".join(("", *after, *self._carried(self.search)))
            return lambda value: f"{start}{part(facet, value)}{end}"

        parts = first.with_filter(replace(chosen, values=(_PLACE,))).parts()
        at = parts.index(part(facet, _PLACE))
        before, after = parts[:at], parts[at + 1 :]
        selected = set(chosen.values)

        def toggle(value: str) -> str:
            values = sorted(selected ^ {value})
            return self._address(
                [*before, *(part(facet, item) for item in values), *after], self.search
            )

        return toggle

    def _address(self, parts: Sequence[str], base: str) -> str:
        if self.added:
            parts = (*parts, *self._carried(base))
        return f"{self.site}{base}?{'&'.join(parts)}" if parts else f"{self.site}{base}"

    def _carried(self, base: str) -> tuple[str, ...]:
        return (self.added,) if self.added and base == PAGE_SEARCH else ()

    def missing_toggler(self, arguments: Arguments) -> Callable[[str], str]:
        """Return `toggle_missing` for the facets of one answer, at a tenth of its cost."""
        if any(chosen.missing for chosen in arguments.filters):
            return lambda facet: self.toggle_missing(arguments, facet)
        parts = arguments.with_filter(FacetFilter(_PLACE, missing=True)).parts()
        at = parts.index(part("missing", _PLACE))
        start = f"{self.site}{self.search}?{'&'.join((*parts[:at], ''))}"
        end = "&".join(("", *parts[at + 1 :], *self._carried(self.search)))
        return lambda facet: f"{start}{part('missing', facet)}{end}"

    def toggle(self, arguments: Arguments, facet: str, value: str) -> str:
        """Return the search with a facet's value chosen or no longer chosen."""
        return self.to(arguments.toggled(facet, value))

    def toggle_not(self, arguments: Arguments, facet: str, value: str) -> str:
        """Return the search with a facet's value excluded or no longer excluded."""
        return self.to(arguments.toggled_not(facet, value))

    def toggle_missing(self, arguments: Arguments, facet: str) -> str:
        """Return the search with the records without a value chosen or no longer chosen."""
        return self.to(arguments.toggled_missing(facet))

    def without(self, arguments: Arguments, facet: str) -> str:
        """Return the search with nothing chosen in a facet."""
        return self.to(arguments.without(facet))

    def page(self, arguments: Arguments, number: int) -> str:
        """Return a page of the same search."""
        return self.pager(arguments)(number)

    def pager(self, arguments: Arguments) -> Callable[[int], str]:
        """Return `page` for the pages of one list; the number is last in their addresses."""
        first = arguments.first_page().parts()

        def page(number: int) -> str:
            parts = first if number == 1 else (*first, part("page", str(number)))
            return self._address(parts, self.search)

        return page

    def after(self, arguments: Arguments, cursor: str) -> str:
        """Return the same search after a cursor."""
        return self.to(arguments.with_(page=1, cursor=cursor))

    def facets(self, arguments: Arguments) -> Callable[[str], str]:
        """Return the function from a facet to the list of its values under the same search."""
        query = arguments.narrowing().query_string()
        end = f"?{query}" if query else ""
        return lambda facet: f"{self.site}{API}{FACETS}/{write_path(facet)}{end}"

    def html(self, arguments: Arguments) -> str:
        """Return the page of the same search."""
        return self.to(arguments.for_page(), PAGE_SEARCH)

    def api(self, arguments: Arguments) -> str:
        """Return the JSON of the same search."""
        return self.to(arguments, API_SEARCH)

    def both(self, arguments: Arguments) -> BothLinks:
        """Return a search as JSON and as a page."""
        return BothLinks(self.api(arguments), self.html(arguments))

    def record(self, id: str) -> BothLinks:
        """Return a record's JSON and its page."""
        return self._both(RECORDS, id)

    def records(self, ids: Sequence[str]) -> str:
        """Return the JSON of several records."""
        return f"{self.site}{API}{RECORDS}?{ids_part(ids)}"

    def marked(self, ids: Sequence[str]) -> str:
        """Return the page of records that a reader marked."""
        return f"{self.site}{MARKED}?{ids_part(ids)}"

    def collection(self, id: str) -> BothLinks:
        """Return a collection's JSON and its page."""
        return self._both(COLLECTIONS, id)

    def _both(self, room: str, id: str) -> BothLinks:
        path = f"{room}/{write_path(id)}"
        return BothLinks(f"{self.site}{API}{path}", f"{self.site}{path}")
