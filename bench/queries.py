"""The queries: one to six words of real titles, names and subjects, and filters.

Only plain words are used, so that every other engine gets the same query.
"""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.mapping import RecordMapping
from service.query.language import read
from service.query.request import FacetFilter, Query
from service.search.arguments import Arguments
from service.search.question import query_of

FACETS = ("type", "sender", "year")
SIZE = 20


@dataclass(frozen=True, slots=True)
class Question:
    """The words, and the one facet that narrows the search: its name and value, or "" for none."""

    text: str
    facet: str = ""
    value: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words one by one."""
        return tuple(self.text.split())

    def arguments(self, *, highlight: bool = True) -> Arguments:
        """Return the arguments of the site's search for exactly the typed words."""
        filters = (FacetFilter(self.facet, (self.value,)),) if self.facet else ()
        return Arguments(
            q=self.text,
            filters=filters,
            facets=FACETS,
            size=SIZE,
            match="all",
            highlight=highlight,
            expand="none",
        )

    def query(self, mapping: RecordMapping, *, highlight: bool = True) -> Query:
        """Return the query that the service sends to its engine."""
        arguments = self.arguments(highlight=highlight)
        reading = read(self.text, mapping, match="all")
        return query_of(arguments, mapping, reading, None)


def _plain(*texts: str) -> tuple[Question, ...]:
    return tuple(map(Question, texts))


BRIDGED = _plain(
    "Peking", "Formosa", "Siam", "Batavia", "KMT", "NATO", "MAAG", "Chiang Kai-shek",
    "Mao Tse-tung", "Viet-Nam", "United Nations", "Soviet Union", "Indonesia Djakarta",
    "trade of Peking", "Formosa Strait islands", "troops of the Kuomintang in Burma",
)  # fmt: skip
"""Names that have others, alone and beside other words."""

FRUS = (
    # one word: rare names, common names, subjects
    *_plain(
        "Diem", "Batavia", "Chou", "Chiang", "Indonesia", "Okinawa", "Quemoy", "Laos", "rubber",
        "rice", "elections", "armistice", "ambassador", "Japan", "negotiations", "sovereignty",
    ),
    # two words
    *_plain(
        "Prime Minister", "Security Council", "foreign aid", "Dutch troops", "Ngo Dinh",
        "military assistance", "peace treaty", "Republic China", "economic development",
        "offshore islands", "Syngman Rhee", "trade agreement", "nuclear weapons", "Viet Minh",
        "Sihanouk Cambodia", "Binh Xuyen", "prisoners war", "consul general",
    ),
    # three words
    *_plain(
        "National Security Council", "Joint Chiefs Staff", "Geneva Conference Indochina",
        "Communist China trade", "Soviet military aid", "United Nations resolution",
        "American civilians China", "French forces Vietnam", "Renville agreement violations",
        "Japanese fishing boats", "Taiwan Strait crisis", "Commission Good Offices",
    ),
    # four to six words
    *_plain(
        "Acting Secretary State Netherlands", "mutual security program Southeast Asia",
        "Embassy Republic China Taipei", "withdrawal French expeditionary forces Vietnam",
        "Japanese peace treaty Soviet Union", "renunciation force Taiwan area talks",
        "Congress appropriation foreign economic assistance", "Dulles Eisenhower conversation Diem",
        "Chinese Nationalist troops northern Burma", "Indonesian Republic Dutch negotiations truce",
    ),
    # the same kinds, narrowed
    Question("Diem", "type", "Telegram"), Question("Chiang", "year", "1955"),
    Question("negotiations", "type", "Memorandum"), Question("Japan", "type", "Letter"),
    Question("troops", "sender", "Department of State"), Question("elections", "year", "1956"),
    Question("Prime Minister", "type", "Telegram"), Question("foreign aid", "year", "1957"),
    Question("Security Council", "type", "Minutes"), Question("trade", "type", "Despatch"),
    Question("military assistance", "sender", "Secretary of State"),
    Question("offshore islands", "year", "1958"), Question("peace treaty", "type", "Memorandum"),
    Question("economic development", "sender", "Embassy in Japan"),
    Question("National Security Council", "year", "1954"),
    Question("Joint Chiefs Staff", "type", "Memorandum"),
    Question("Soviet military aid", "type", "National Intelligence Estimate"),
    Question("French forces Vietnam", "year", "1955"),
    Question("United Nations resolution", "type", "Telegram"),
    Question("Chinese Nationalist troops northern Burma", "year", "1961"),
)  # fmt: skip

LONG = _plain(
    "what did Stalin tell Mao about the 38th parallel in 1950",
    "why did the French leave Vietnam between 1954 and 1956 and who told Diem in July 1955",
    "Telegram From the Ambassador in France (Dillon) to the Department of State, 29 January 1955",
    "Memorandum of Conversation, by the Assistant Secretary of State for Far Eastern Affairs "
    "(Robertson), Washington, July 13, 1955",
    "letters and cables of the consul general at Batavia about the Renville negotiations of 1948",
    "Chou En-lai's statement on Taiwan, the offshore islands and the renunciation of force",
)
"""Questions in a sentence and titles pasted whole: what takes longest to read."""

SAMPLES = _plain("Diem", "Prime Minister", "Soviet Union", "French forces", "Taiwan", "peace")
"""For a quick run over the sample collections."""

TATE = (
    *_plain(
        "Blake", "Turner", "landscape view", "portraits", "horse riding", "Venetian", "prints",
        "ruined", "self portraits", "graphite watercolour", "oil canvas", "Barbara Hepworth",
        "sea storm", "castle lake", "woman reading", "men working harbour", "church tower trees",
    ),
    Question("Turner", "type", "on paper, unique"),
    Question("landscape view", "type", "on paper, unique"),
    Question("portrait woman", "type", "painting"),
)  # fmt: skip
"""Over the museum's catalogue."""
