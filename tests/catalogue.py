"""Some thirty records for the contract suite; each is here for the reason beside it."""

from __future__ import annotations

from typing import Any

from index_mappings.days import day_number, month_span, year_span
from index_mappings.names import NameEntry, NameForm
from index_mappings.offices import Term
from index_mappings.record import Collection, Date, Party, Record


def day(year: int, month: int, number: int, time: str = "") -> dict[str, Any]:
    """Return a date of one day as JSON."""
    edtf = f"{year:04d}-{month:02d}-{number:02d}"
    at = day_number(year, month, number)
    return Date(edtf, edtf, at, at, "day", time).to_json()


def month(year: int, number: int) -> dict[str, Any]:
    """Return a date of one month as JSON."""
    edtf = f"{year:04d}-{number:02d}"
    return Date(edtf, edtf, *month_span(year, number), "month").to_json()


def years(first: int, last: int | None = None) -> dict[str, Any]:
    """Return a date of whole years as JSON."""
    edtf = f"{first:04d}" if last is None else f"{first:04d}/{last:04d}"
    return Date(edtf, edtf, *year_span(first, last), "year" if last is None else "range").to_json()


def people(*names: str) -> list[dict[str, Any]]:
    """Return parties as JSON; "Filippov [Stalin]" is Stalin."""
    made = []
    for name in names:
        bare = name.partition("[")[2].rstrip("]") or name
        made.append(Party(bare, name).to_json())
    return made


def record(id: str, title: str, **values: Any) -> Record:
    """Return a record; sender and recipient are put among the people."""
    values = {"title": title, "source": "tests", **values}
    named = [*values.get("sender", ()), *values.get("recipient", ()), *values.pop("also", ())]
    if named:
        values["people"] = [one for i, one in enumerate(named) if one not in named[:i]]
    return Record(id, values)


COLLECTIONS = (
    Collection("korea", "The Korean War", "Telegrams of the war.", ("harbours",), source="tests"),
    Collection("harbours", "Harbours and Ships", "What came by sea.", source="tests"),
)

NAMES = (
    NameEntry(
        "tests#p_ZE",
        "person",
        (
            NameForm("Zhou Enlai"),
            NameForm("周恩来", "zho", "Hani"),
            NameForm("Chou En-lai", is_variant=True),
        ),
        "Premier of the State Council.",
        "https://authority.example/zhou",
        "tests",
        (Term("Premier", (7, 9), None, "Premier from May", "Papers"),),
    ),
    NameEntry(
        "tests#b_AK",
        "body",
        (NameForm("Army of Korea", dates=Date.from_json(years(1948, 1953))),),
        source="tests",
    ),
)

RECORDS = (
    # one sender under two spellings, three kinds of cable: the counts of type, sender, recipient
    record("k1", "Cable, Liu Shaoqi to Mao [Zedong]", type="Cable", date=day(1950, 1, 22),
           sender=people("Liu Shaoqi"), recipient=people("Mao Zedong"), collections=["korea"],
           summary="Liu reports that the Korean officers have arrived for their soldiers.",
           language=["Chinese"]),
    record("k2", "Ciphered Telegram, Roshchin to Filippov [Stalin]", type="Ciphered Telegram",
           date=day(1950, 5, 13), sender=people("Roshchin"), recipient=people("Filippov [Stalin]"),
           summary="A request from Mao for personal clarifications on the reunification of Korea.",
           collections=["korea"], language=["Russian"]),
    record("k3", "Ciphered Telegram, Filippov [Stalin] to Zhou Enlai", type="Ciphered Telegram",
           date=day(1950, 7, 13, "14:30"), sender=people("Filippov [Stalin]"), position=2,
           recipient=people("Zhou Enlai"), collections=["korea"], language=["Russian"],
           summary="Soviet jets, and the plan to train Chinese pilots to fly the jets."),
    # the same day earlier, the same day without a time, and the same day and time later in place
    record("k4", "Cable No. 3355, Filippov [Stalin] to the Soviet Ambassador", type="Cable",
           date=day(1950, 7, 13, "09:15"), sender=people("Filippov [Stalin]"), number="3355",
           recipient=[Party("Soviet Ambassador", person=False).to_json()], position=3,
           summary="The British ask for a withdrawal to the 38th parallel.", collections=["korea"]),
    record("k5", "Note on the pilots", date=day(1950, 7, 13), position=4, type="Note",
           summary="Pilots of the jets, counted.", collections=["korea", "harbours"]),
    record("k6", "Second note on the pilots", date=day(1950, 7, 13, "14:30"), position=5,
           type="Note", summary="More pilots."),
    # dates of every width: a month, a year, some years, more than a hundred, none, unreadable, BC
    record("d1", "Harbour report for August", date=month(1949, 8), type="Report",
           summary="Ships in the harbour.", collections=["harbours"]),
    record("d2", "Harbour report for the year", date=years(1949), type="Report",
           summary="Ships in the harbour all year.", collections=["harbours"]),
    record("d3", "Harbour ledgers", date=years(1949, 1951), type="Ledger",
           summary="Tolls paid by ships.", collections=["harbours"]),
    record("d4", "Charters of the harbour", date=years(1500, 1900), type="Charter",
           summary="Rights of the harbour."),
    record("d5", "Undated letter on the harbour", type="Letter", summary="No date is given."),
    record("d6", "Letter of an unreadable date", date={"display": "after the great flood"},
           type="Letter", summary="The flood in the harbour."),
    record("d7", "Coin hoard", date=years(-43), summary="Coins of the ides of March.",
           type="Object"),
    # words that analysis breaks, folds or stems
    record("w1", "U.S. policy on the anti-Soviet press", type="Paper", date=day(1951, 3, 1),
           summary="The president's papers, d'Estaing's notes, and 3,355.50 roubles."),
    record("w2", "US note", type="Note", date=day(1951, 3, 2), summary="Us and them."),
    record("w3", "Visit of Đặng Xuân Khu", type="Report", date=day(1951, 3, 3),
           summary="Đặng spoke in Hà Nội; the naïve café was full.", sender=people("Đặng Xuân Khu"),
           also=people("Đặng Xuân Khu")),
    record("w4", "致毛泽东的电报", type="Cable", date=day(1951, 3, 4),  # a title of Han characters
           summary="毛泽东同志收到电报。", recipient=people("毛泽东")),
    record("w5", "Negotiations", type="Minutes", date=day(1951, 7, 10),
           summary="The negotiators negotiated a negotiated peace; international emergency."),
    record("w6", "Notes of a <b>bold</b> & \"quoted\" kind", type="Note", date=day(1951, 8, 1),
           summary="A summary with <script>alert('jets')</script> & an ampersand about jets."),
    # a sentence for phrases and near: the same words in other places and in other order
    record("p1", "The port of Arthur the sailor", type="Report", date=day(1952, 1, 1),
           summary="Arthur came to the port, and to the great wall of the port."),
    record("p2", "Port Arthur", type="Report", date=day(1952, 1, 2),
           summary="Port Arthur was handed over; the port closed."),
    record("p3", "Stop words", type="Paper", date=day(1952, 1, 3),
           summary="To be or not to be: that is the question of the state of the state."),
    # long full text, and a text alone that has the word
    record("t1", "Memorandum with full text", type="Memorandum", date=day(1953, 5, 5),
           summary="The talk of the day.",
           text="Preamble. " + "Nothing of note was said that day. " * 60
           + "Then the armistice was signed at Panmunjom. " + "And so they went home. " * 60),
    # equal scores and equal titles, apart from the id
    record("e2", "Equal", type="Letter", date=day(1954, 1, 1), summary="Twins."),
    record("e1", "Equal", type="Letter", date=day(1954, 1, 1), summary="Twins."),
    record("e3", "Equal", type="Letter", date=day(1954, 1, 1), summary="Twins."),
    # ids of every kind of character, and an id from before a correction
    record("a/b c?d=e&f#g%h", "Slashes in the id", type="Letter", date=day(1955, 1, 1)),
    record("Ünïcode/毛", "Another id", type="Letter", date=day(1955, 1, 2), former_ids=["old/1"]),
    # notes, a reference, and a people-only person
    record("n1", "File of the consul", type="File", date=years(1896, 1898), reference="FO 17/1289",
           notes=[{"label": "Physical condition", "text": "Foxed and wormed."}],
           also=people("Consul Bourne"), places=["Chongqing"], subjects=["Trade", "Treaty ports"]),
    # nothing but a title
    record("z1", "zulu and nothing else"),
)  # fmt: skip
