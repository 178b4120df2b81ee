"""The rules of the query language as a reader meets them, one row each.

The help page renders the rows as live links; a test reads each example and compares, and
another finds something with each in the sample collections, where a first reader tries them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it is called, what a reader types, what that means, and how it is said back.

    `understood_as` is what the example is read as with the mapping "records"; `note` is the
    beginning of the note that goes with it, "" where there is none.
    """

    name: str
    example: str
    meaning: str
    understood_as: str
    note: str = ""


RULES = (
    Rule(
        "Words",
        "riot police stone",
        "Every word must be found, in any order and any field. Endings, capitals and accents make "
        "no difference: stone finds stones, Dang finds Đặng.",
        "records with all of: riot, police, stone",
    ),
    Rule(
        "A phrase",
        '"Bao Dai"',
        "Words in quotation marks stand next to each other, in this order.",
        "records with the phrase 'Bao Dai'",
    ),
    Rule(
        "Without a word",
        "irregulars -communist",
        "A minus directly before a word, a phrase, a parenthesis or a field excludes it. A hyphen "
        "inside a word, or with blanks on both sides, is only a hyphen.",
        "records with irregulars; not: communist",
    ),
    Rule(
        "NOT",
        'embargo NOT "foreign secretary"',
        "The same in capitals.",
        "records with embargo; not the phrase 'foreign secretary'",
    ),
    Rule(
        "Either of two",
        "collins saigon OR paris",
        "OR in capitals stands between two things of which one is enough. It binds closer than "
        "the blank: this is collins, with either saigon or paris.",
        "records with collins; saigon or paris",
    ),
    Rule(
        "Parentheses",
        '("Bao Dai" french) OR sihanouk',
        "Parentheses keep together what belongs together, up to ten deep.",
        "records with (the phrase 'Bao Dai' and french) or sihanouk",
    ),
    Rule(
        "AND",
        "burma AND irregulars",
        "AND may be typed, and changes nothing.",
        "records with all of: burma, irregulars",
    ),
    Rule(
        "In one field",
        "title:estimate",
        "A field's name and a colon directly before a word look for it in that field only.",
        "records with title estimate",
    ),
    Rule(
        "A phrase in one field",
        'recipient:"Chiang Kai-shek"',
        "The same for a phrase; title:(national estimate) takes several words.",
        "records with the phrase 'Chiang Kai-shek' in recipient",
    ),
    Rule(
        "Without a type",
        "diem -type:Telegram",
        "What is excluded may be in one field too.",
        "records with diem; not type Telegram",
    ),
    Rule(
        "A year or years",
        "burma year:1948..1953",
        "A record is found if any of its days may fall in these years. One end may be left open: "
        "year:1948.. and year:..1953.",
        "records with burma; any day in 1948-1953",
    ),
    Rule(
        "Months and days",
        "date:1955-04..1955-05",
        "Dates are typed as year, year-month or year-month-day.",
        "records with any day from 1955-04 to 1955-05",
    ),
    Rule(
        "The beginning of a word",
        "negotiat*",
        "A star at the end of two letters or more finds every word that begins so.",
        "records with words that begin with 'negotiat'",
    ),
    Rule(
        "A word like this",
        "sihanuk~",
        "A tilde after four letters or more also finds words one letter off; from eight letters "
        "on, two.",
        "records with words like 'sihanuk', one letter off at most",
    ),
    Rule(
        "Words near each other",
        '"french launches"~5',
        "A tilde and a number after a phrase: each word within so many of the next.",
        "records with the words 'french launches' each within 5 of the next",
    ),
    Rule(
        "Many at once",
        "as* bu* ch* de* ei* fo* nu*",
        "What takes long to find is read as far as there is room, the rest as plain words. A "
        "short question may have six words with a star or with a tilde (three if they are long), "
        "or eight phrases, three of near words, one of small words. Of all words 200 are read, "
        "and 72 of those with OR between them.",
        "records with nu; words that begin with 'as'; words that begin with 'bu'; words that begin "
        "with 'ch'; words that begin with 'de'; words that begin with 'ei'; words that begin "
        "with 'fo'",
        "Too many words have a * or a ~: the last of them were read without.",
    ),
    Rule(
        "Small words",
        "the riot in taipei",
        "Words such as the, of and in ask for nothing, unless they stand in a phrase or alone.",
        "records with all of: riot, taipei",
        "Left out, being too common to look for: the, in",
    ),
    Rule(
        "A question",
        "what did Diem say about Cambodia",
        "Words that only make it a question do not decide what is found.",
        "records with all of: Diem, Cambodia; left aside: what, did, say, about",
        "Left out, as they only ask or connect: what, did, say, about",
    ),
    Rule(
        "A date as words",
        "Lloyd March 1957",
        "A year, month, day or span is met by the record's date as well as by its text.",
        "records with Lloyd; March 1957 (in the text or as the date)",
    ),
    Rule(
        "A kind of record",
        "letters Eisenhower",
        "A word for a kind of record is met by the record's type as well as by its text.",
        "records with Eisenhower; letters (as a word or the type)",
    ),
    Rule(
        "A pasted title",
        "Message, Harold Macmillan to [John Foster] Dulles",
        "Brackets, slashes, colons, single quotation marks: what is no syntax is part of the "
        "words. No text is an error.",
        "records with all of: Message, Harold, Macmillan, John, Foster, Dulles",
        "Left out, being too common to look for: to",
    ),
    Rule(
        "Words with marks inside",
        "cease-fire vice-president",
        "What is typed without a blank is looked for as its parts next to each other.",
        "records with all of: cease-fire, vice-president",
    ),
    Rule(
        "A name that is no field",
        "from:saigon",
        "Only the fields of the catalogue are fields; anything else before a colon is a word.",
        "records with from:saigon",
        "There is no field 'from', so it was read as a word.",
    ),
)
