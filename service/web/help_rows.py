"""The syntax as readers see it: one row for each thing that can be typed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """An example as it is typed, and what it finds."""

    example: str
    meaning: str


ROWS = (
    Row("soviet pilots", "records with all of the words, in any form: pilot, piloting"),
    Row('"security council"', "the words next to each other, in this order"),
    Row("soviet -pilots", "records with the first word that do not have the second"),
    Row("pilots OR aircraft", "records with one of the words, or both"),
    Row("(pilots OR aircraft) training", "brackets keep together what belongs together"),
    Row("kore*", "words that begin so, from two letters on"),
    Row("zhou~", "words spelled almost so, from four letters on"),
    Row('"troops border"~5', "the words near each other, at most 5 words apart"),
)
