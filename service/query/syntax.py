"""The rules of the query language for readers, one row each.

The help page renders the rows. A mapping has an example for each (`_meta.examples`, by the rule's
key), which is a live link. Tests check the reading of each, and that each finds something in the
sample collections.
"""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.sayings import sentence


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its key in a mapping, its name, and its meaning.

    `form` is shown if the mapping has no example.
    """

    key: str
    name: str
    form: str
    meaning: str


RULES = (
    Rule(
        "words",
        sentence("Words"),
        "one two",
        sentence(
            "Every word must be found, in any order and any field. Endings, capitals and "
            "accents make no difference: ship finds ships, elite finds élite."
        ),
    ),
    Rule(
        "phrase",
        sentence("A phrase"),
        '"one two"',
        sentence("Words in quotation marks must be next to each other, in this order."),
    ),
    Rule(
        "without",
        sentence("Without a word"),
        "one -two",
        sentence(
            "A minus directly before a word, a phrase, a parenthesis or a field excludes it. A "
            "hyphen inside a word, or with spaces on both sides, is only a hyphen."
        ),
    ),
    Rule(
        "not",
        sentence("NOT"),
        "one NOT two",
        sentence("The same in capitals."),
    ),
    Rule(
        "either",
        sentence("Either of two"),
        "one OR two",
        sentence(
            "OR in capitals finds records with either of two things. It binds closer than a "
            "space: a b OR c means a, with either b or c."
        ),
    ),
    Rule(
        "parentheses",
        sentence("Parentheses"),
        "(one two) OR three",
        sentence("Parentheses keep together what belongs together, up to ten deep."),
    ),
    Rule(
        "and",
        sentence("AND"),
        "one AND two",
        sentence("AND may be typed, and changes nothing."),
    ),
    Rule(
        "field",
        sentence("In one field"),
        "field:word",
        sentence(
            "A field's name and a colon directly before a word look for it in that field only."
        ),
    ),
    Rule(
        "field_phrase",
        sentence("A phrase in one field"),
        'field:"one two"',
        sentence("The same for a phrase; parentheses after the colon take several words."),
    ),
    Rule(
        "without_type",
        sentence("Without a type"),
        "one -field:two",
        sentence("A minus can exclude a word in one field only."),
    ),
    Rule(
        "years",
        sentence("A year or years"),
        "year:1900..1950",
        sentence(
            "A record is found if any of its days may fall in these years. One end may be left "
            "open: year:1948.. and year:..1953."
        ),
    ),
    Rule(
        "days",
        sentence("Months and days"),
        "date:1950-04..1950-05",
        sentence("Dates are typed as year, year-month or year-month-day."),
    ),
    Rule(
        "beginning",
        sentence("The beginning of a word"),
        "wor*",
        sentence("A star after two or more letters finds every word that begins with them."),
    ),
    Rule(
        "like",
        sentence("A word like this"),
        "word~",
        sentence(
            "A tilde after four letters or more also finds words one letter off; from eight "
            "letters on, two."
        ),
    ),
    Rule(
        "near",
        sentence("Words near each other"),
        '"one two"~5',
        sentence(
            "A tilde and a number after a phrase: each word is at most that far from the next."
        ),
    ),
    Rule(
        "many",
        sentence("Many at once"),
        "on* tw* th*",
        sentence(
            "What takes long to find is limited; the rest is read as plain words. "
            "A short question may have six words with a star or with a tilde (three if they are"
            " long), or eight phrases, three of near words, one of small words. Of all words "
            "200 are read, and 72 of those with OR between them."
        ),
    ),
    Rule(
        "small",
        sentence("Small words"),
        "the one in two",
        sentence("Words such as the, of and in are ignored, except in a phrase or alone."),
    ),
    Rule(
        "question",
        sentence("A question"),
        "what is one?",
        sentence("Words that only make it a question are ignored."),
    ),
    Rule(
        "date",
        sentence("A date as words"),
        "one May 1950",
        sentence("A year, month, day or span matches the record's date as well as its text."),
    ),
    Rule(
        "kind",
        sentence("A kind of record"),
        "one report",
        sentence("A word for a kind of record matches the record's type as well as its text."),
    ),
    Rule(
        "title",
        sentence("A pasted title"),
        "[One] two: three",
        sentence(
            "Brackets, slashes, colons and single quotation marks are part of the words, where "
            "they are not syntax. No text is an error."
        ),
    ),
    Rule(
        "marks",
        sentence("Words with marks inside"),
        "one-two",
        sentence("What is typed without a space is searched as its parts, next to each other."),
    ),
    Rule(
        "no_field",
        sentence("A name that is not a field"),
        "other:word",
        sentence(
            "Only the fields of the catalogue, by name or label, are fields; anything else "
            "before a colon is a word."
        ),
    ),
)
