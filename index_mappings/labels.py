"""Labels that readers see, in one language or in several."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from index_mappings.sayings import Language, Saying


class Label(Saying):
    """A label: a string in the mapping's first language that also has the other languages."""

    __slots__ = ("by_language",)
    by_language: Mapping[str, str]

    def __new__(cls, wording: str | Mapping[str, str]) -> Label:
        """Return the label of a mapping file: a string, or strings by language."""
        texts = {} if isinstance(wording, str) else dict(wording)
        label = super().__new__(
            cls, wording if isinstance(wording, str) else next(iter(texts.values()))
        )
        label.by_language = MappingProxyType(texts)
        return label

    def in_language(self, language: str) -> str:
        """Return the label in a language ("de" or "de-AT"), or in the first if it has none."""
        exact = self.by_language.get(language)
        return exact or self.by_language.get(language.partition("-")[0]) or str(self)

    def said(self, language: Language) -> str:
        """Return the label in a language."""
        return self.in_language(language.code)
