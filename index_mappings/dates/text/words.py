"""The words of dates, folded (lower case, no accents), each with the kind of token it is.

Other languages have theirs in `index_mappings.dates.text.languages`; these take precedence, and
apply to searches. The kinds are letters, so a date is a short string of them ("MNY": month, number,
year), which `parsing` looks up:

    Y year  N number  O ordinal  H three digits  G a year too late for our era  M month
    S season, quarter or half  D decade  C hundred years ("19--")  W the word century
    A early, mid, late  F half, quarter of
    P a date in figures  T time of day  E before our era  e our era  q circa  ? doubt
    b before  B not after  a after  I not before  [ or earlier  ] or later  o to the present
    < before the date in front of it  > after it
    - to  w between  & and  | or  , comma  ; semicolon  n undated  x says nothing  u unknown

In other languages, resolved by the neighbouring tokens (`index_mappings.dates.text.tidying`):

    V century or nothing  d decade  l decade of two figures or nothing  h half or quarter
    z the ten of a decade, beside the word for one
"""

from __future__ import annotations

_MONTHS = """
january jan
february feb
march mar
april apr
may
june jun
july jul
august aug
september sep sept
october oct
november nov
december dec
"""

MONTHS = {
    name: number
    for number, line in enumerate(_MONTHS.strip().splitlines(), start=1)
    for name in line.split()
}
MONTH_NAMES = tuple(line.split()[0] for line in _MONTHS.strip().splitlines())
"""The whole names, in order."""

# EDTF's numbers: 21 to 24 are seasons, 33 to 36 quarters, 40 and 41 halves of a year.
SEASONS = {
    "spring": 21, "fruhling": 21, "fruhjahr": 21, "printemps": 21, "primavera": 21,
    "summer": 22, "sommer": 22, "ete": 22, "verano": 22, "estate": 22,
    "autumn": 23, "fall": 23, "herbst": 23, "automne": 23, "otono": 23, "autunno": 23,
    "winter": 24, "hiver": 24, "invierno": 24, "inverno": 24,
}  # fmt: skip
SEASON_MONTHS = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14),
    25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (12, 14),
    29: (9, 11), 30: (12, 14), 31: (3, 5), 32: (6, 8),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12),
}  # fmt: skip
"""First and last month of each of EDTF's parts of a year; 13 and 14 are of the next year."""

_KINDS = {
    "A": "early beginning begin mid middle late end",
    "W": "century cent centuries siecle jahrhundert jh siglo secolo sec c",
    "E": "bc bce",
    "e": "ad ce",
    "q": "circa ca c cca cir ci approximately approx about around roughly environ env vers um"
    " hacia etwa ungefahr",
    "?": "possibly probably perhaps maybe prob poss presumably uncertain",
    "b": "before pre ante vor avant",
    "B": "until till by",
    "a": "after post nach apres",
    "I": "since from",
    "-": "to through thru bis",
    "w": "between betw btw",
    "&": "and und et",
    "|": "or oder ou",
    "o": "present ongoing onwards onward",
    "n": "undated nd sd unknown unspecified",
    # What happened then; it parts two dates as a comma does: "1966 (repaired 2009)".
    ",": "created written received sent postmarked postmark stamped datestamped mailed posted"
    " recorded published printed reprinted issued engraved"
    " exhibited cast casts made remade reworked released reproduced reconstructed reconstruction"
    " restored copied reassembled assembled refabricated fabricated repaired annotated enlarged"
    " editioned edition version versions replica posthumous copy original",
    # What says nothing of the day.
    "x": "the of in on at de del der den le la du dated date dates year years anno sic re this"
    " exhibition partly copyright cop bulk inclusive predominantly mainly chiefly mostly"
    " monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri"
    " sat sun lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch"
    " donnerstag freitag samstag sonntag",
}

FRACTION = r"(first|1st|second|2nd|third|3rd|fourth|4th|last) (half|third|quarter)(?: of)?\b"
FRACTION_COUNTS = {"half": 2, "third": 3, "quarter": 4}
FRACTION_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
}  # fmt: skip

_ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"""
ORDINALS = {word: number for number, word in enumerate(_ORDINALS.split(), start=1)}

_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi"
ROMAN = {word: number for number, word in enumerate(_ROMAN.split(), start=1)}

PARTS = {
    "early": "early", "beginning": "early", "begin": "early",
    "mid": "mid", "middle": "mid",
    "late": "late", "end": "late",
}  # fmt: skip

KINDS = {word: kind for kind, words in _KINDS.items() for word in words.split()}

# Several words that mean one thing. The first that fits is taken, so longer ones come first.
PHRASES = (
    ("n", r"date (?:is )?(?:unknown|not known|uncertain|illegible)|no date(?: given)?|not dated"),
    ("n", r"undated (?:items?|materials?)"),
    ("n", r"date unclear|without date|sin fecha|sans date|ohne (?:datum|jahr)|n\. ?d\.?|s\. ?d\.?"),
    ("n", r"s\. ?a\.|o\. ?[dj]\.|not known"),
    ("B", r"(?:on|in) or before|not (?:later than|after)|no later than|up to"),
    ("I", r"(?:on|in) or after|not (?:earlier than|before)|no earlier than"),
    ("b", r"earlier than|prior to"),
    ("E", r"b\. ?c\b\.?(?: ?e\b\.?)?"),
    ("e", r"a\. ?d\.|c\. ?e\.|anno domini"),
    ("a", r"later than"),
    ("]", r"(?:or|and|&) (?:later|after|onwards?|since)"),
    ("]", r"(?:et )?(?:seqq?|sqq?)\.?|(?:and |& )?ff\.?|(?:and|&) following"),
    (",", r"date-?stamped?|post-?mark(?:ed)?|rec'?d\.?"),
    ("[", r"(?:or|and) (?:earlier|before)"),
    (",", r"(?:printed|published|dated|made|issued) later|later (?:cast|dated|printed)"),
    (",", r"first (?:published|printed|exhibited|issued|made)"),
    ("A", r"sent(?= \d{4}-?tal)"),  # late, of Swedish
    ("x", r"with additions|on installation|by the artist|creation date|date of creation"),
)

HOLIDAYS = (
    (r"new years? day|new year's day", "1 january"),
    (r"new years? eve|new year's eve", "31 december"),
    (r"christmas day", "25 december"),
    (r"christmas eve", "24 december"),
    (r"christmas", "december"),
)
"""Days with names, and what to read in their place."""
