"""The rules of the query language as a reader meets them, one row each.

The help page renders the rows as live links; a test reads each example and compares.
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
        "soviet jets pilots",
        "Every word must be found, in any order and any field. Endings, capitals and accents make "
        "no difference: pilot finds pilots, Dang finds Đặng.",
        "records with all of: soviet, jets, pilots",
    ),
    Rule(
        "A phrase",
        '"Port Arthur"',
        "Words in quotation marks stand next to each other, in this order.",
        "records with the phrase 'Port Arthur'",
    ),
    Rule(
        "Without a word",
        "armistice -korean",
        "A minus directly before a word, a phrase, a parenthesis or a field excludes it. A hyphen "
        "inside a word, or with blanks on both sides, is only a hyphen.",
        "records with armistice; not: korean",
    ),
    Rule(
        "NOT",
        'armistice NOT "cease fire"',
        "The same in capitals.",
        "records with armistice; not the phrase 'cease fire'",
    ),
    Rule(
        "Either of two",
        "armistice korea OR indochina",
        "OR in capitals stands between two things of which one is enough. It binds closer than "
        "the blank: this is armistice, with either korea or indochina.",
        "records with armistice; korea or indochina",
    ),
    Rule(
        "Parentheses",
        '("Port Arthur" soviet) OR dairen',
        "Parentheses keep together what belongs together, up to ten deep.",
        "records with (the phrase 'Port Arthur' and soviet) or dairen",
    ),
    Rule(
        "AND",
        "korea AND armistice",
        "AND may be typed, and changes nothing.",
        "records with all of: korea, armistice",
    ),
    Rule(
        "In one field",
        "title:armistice",
        "A field's name and a colon directly before a word look for it in that field only.",
        "records with title armistice",
    ),
    Rule(
        "A phrase in one field",
        'recipient:"Zhou Enlai"',
        "The same for a phrase; title:(korea armistice) takes several words.",
        "records with the phrase 'Zhou Enlai' in recipient",
    ),
    Rule(
        "Without a type",
        "armistice -type:Telegram",
        "What is excluded may be in one field too.",
        "records with armistice; not type Telegram",
    ),
    Rule(
        "A year or years",
        "armistice year:1949..1951",
        "A record is found if any of its days may fall in these years. One end may be left open: "
        "year:1949.. and year:..1951.",
        "records with armistice; any day in 1949-1951",
    ),
    Rule(
        "Months and days",
        "date:1950-06..1950-07",
        "Dates are typed as year, year-month or year-month-day.",
        "records with any day from 1950-06 to 1950-07",
    ),
    Rule(
        "The beginning of a word",
        "negotiat*",
        "A star at the end of two letters or more finds every word that begins so.",
        "records with words that begin with 'negotiat'",
    ),
    Rule(
        "A word like this",
        "filipov~",
        "A tilde after four letters or more also finds words one letter off; from eight letters "
        "on, two.",
        "records with words like 'filipov', one letter off at most",
    ),
    Rule(
        "Words near each other",
        '"soviet pilots"~5',
        "A tilde and a number after a phrase: each word within so many of the next.",
        "records with the words 'soviet pilots' each within 5 of the next",
    ),
    Rule(
        "Many at once",
        "am* be* ca* de* em* fa* ga*",
        "What takes long to find is read as far as there is room, the rest as plain words. A "
        "short question may have six words with a star or with a tilde (three if they are long), "
        "or eight phrases, three of near words, one of small words. Of all words 200 are read, "
        "and 72 of those with OR between them.",
        "records with ga; words that begin with 'am'; words that begin with 'be'; words that begin "
        "with 'ca'; words that begin with 'de'; words that begin with 'em'; words that begin "
        "with 'fa'",
        "Too many words have a * or a ~: the last of them were read without.",
    ),
    Rule(
        "Small words",
        "the war in korea",
        "Words such as the, of and in ask for nothing, unless they stand in a phrase or alone.",
        "records with all of: war, korea",
        "Left out, being too common to look for: the, in",
    ),
    Rule(
        "A question",
        "what did Stalin say about pilots",
        "Words that only make it a question do not decide what is found.",
        "records with all of: Stalin, pilots; left aside: what, did, say, about",
        "Left out, as they only ask or connect: what, did, say, about",
    ),
    Rule(
        "A date as words",
        "Stalin July 1950",
        "A year, month, day or span is met by the record's date as well as by its text.",
        "records with Stalin; July 1950 (in the text or as the date)",
    ),
    Rule(
        "A kind of record",
        "letters Stalin",
        "A word for a kind of record is met by the record's type as well as by its text.",
        "records with Stalin; letters (as a word or the type)",
    ),
    Rule(
        "A pasted title",
        "Message, Liu Shaoqi to Chairman Mao [Zedong]",
        "Brackets, slashes, colons, single quotation marks: what is no syntax is part of the "
        "words. No text is an error.",
        "records with all of: Message, Liu, Shaoqi, Chairman, Mao, Zedong",
        "Left out, being too common to look for: to",
    ),
    Rule(
        "Words with marks inside",
        "anti-Soviet U.S.",
        "What is typed without a blank is looked for as its parts next to each other.",
        "records with all of: anti-Soviet, U.S.",
    ),
    Rule(
        "A name that is no field",
        "titel:harbor",
        "Only the fields of the catalogue are fields; anything else before a colon is a word.",
        "records with titel:harbor",
        "There is no field 'titel', so it was read as a word.",
    ),
)
