"""Stems of words as the server makes them, remembered."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from elasticsearch import Elasticsearch

from service.engines.elastic.request import NO_STEMS

_KEPT = 50_000  # words whose stems are kept: some megabytes


class Stems:
    """Words and their stems, those of one mapping. Safe between threads."""

    def __init__(self, field: str) -> None:
        self._field = field
        self._known: dict[str, str] = {}

    def of(self, client: Elasticsearch, index: str, words: Collection[str]) -> Mapping[str, str]:
        """Return a table that has the stems of these words; what is new the server is asked."""
        if not words:
            return NO_STEMS
        new = sorted(set(words) - self._known.keys())
        if new:
            answer = client.indices.analyze(index=index, field=self._field, text=new)
            learned = {
                word: token["token"] for word, token in zip(new, answer["tokens"], strict=True)
            }
            kept = self._known if len(self._known) < _KEPT else {}
            self._known = {**kept, **learned}  # replaced whole: other threads read it
        return self._known
