"""The text of a date as tokens: words of many languages, figures, corrections of slips."""
