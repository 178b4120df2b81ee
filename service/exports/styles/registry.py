"""The styles that are offered, in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from index_mappings.sayings import sentence
from service.exports.citing import Cited, Parts


@dataclass(frozen=True, slots=True)
class Style:
    """One style: its name in addresses, its label, its file in `csl/`, and which form of it.

    `form` is "citation" for a note and "bibliography" for an entry of a bibliography.
    `with_initials` tells that it shortens given names.
    """

    name: str
    label: str
    file: str
    form: Literal["citation", "bibliography"] = "bibliography"
    with_initials: bool = False

    def cite(self, item: Cited, today: Parts) -> Markup:
        """Return a record as this style cites it: text that is safe in a page.

        `today` is added where a record has no date of its own.
        """
        # citeproc, which no search needs
        from service.exports.styles.processor import processor  # noqa: PLC0415

        return processor(self.file, self.form, self.with_initials).written(item, today)


STYLES = (
    Style("chicago-note", sentence("Chicago, note"), "chicago-notes", "citation"),
    Style("chicago", sentence("Chicago, bibliography"), "chicago-notes-bibliography"),
    Style("mla", "MLA", "modern-language-association"),
    Style("apa", "APA", "apa", with_initials=True),
)
BY_NAME = {style.name: style for style in STYLES}
