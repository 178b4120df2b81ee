"""A cache of the stems of words, made by the server."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from elasticsearch import Elasticsearch

from service.engines.elastic.request import NO_STEMS

_KEPT = 50_000  # words whose stems are kept: some megabytes


class Stems:
    """The stems of words under one mapping. Thread-safe."""

    def __init__(self, field: str) -> None:
        self._field = field
        self._known: dict[str, str] = {}

    def of(self, client: Elasticsearch, index: str, words: Collection[str]) -> Mapping[str, str]:
        """Return a table with the stems of these words; new ones are requested from the server."""
        if not words:
            return NO_STEMS
        new = sorted(set(words) - self._known.keys())
        if new:
            kept = self._known if len(self._known) < _KEPT else {}
            # replaced whole: other threads read it
            self._known = {**kept, **self._asked(client, index, new)}
        return self._known

    def _asked(self, client: Elasticsearch, index: str, words: Sequence[str]) -> dict[str, str]:
        # the terms of a record that there is not: who may read an index may ask for these, but
        # only who may manage it may have a text analysed
        answer = client.termvectors(
            index=index, doc={self._field: " ".join(words)}, fields=[self._field],
            positions=True, offsets=False, field_statistics=False,
        )  # fmt: skip
        terms = answer["term_vectors"][self._field]["terms"]
        return {
            words[token["position"]]: term
            for term, about in terms.items()
            for token in about["tokens"]
        }
