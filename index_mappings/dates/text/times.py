"""Times of day beside a date: 10:15 p.m., 22.15 Uhr, 22 h 15, ore 22, 22 ч. 15 мин., 午後10時15分.

A figure alone is no time: it has a colon, or a word that says that it is one.
"""

from __future__ import annotations

import re

_UNIT = (
    r"(?:uhr|heures?|horas?|hours?|hrs?\b\.?|hod(?:in)?\b\.?|godz(?:in[ay]?)?\b\.?"
    r"|час(?:ов|а)?|ч\b\.?|h(?![^\W\d])\.?)"
)
_NAMED = r"(?:klokk?[ae]n|kl\.?|klo\.?|ore|godz(?:ina)?\.?|ώρα)"
_ZONE = r"(?:gmt|utc|[ecmp][sd]t|bst|cest|cet|eest|eet|msk|мск|ist|jst|kst|z)\b"
TIME = re.compile(
    rf"""(?:at\s+)?(?:
        (?P<hour>[01]?\d)(?:[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)?
            \s*(?P<half>[ap])\.?\s?m(?:\.|\b)
      | (?P<hour24>[01]?\d|2[0-4]):(?P<minute24>[0-5]\d)(?::(?P<second24>[0-5]\d)(?:[.,]\d+)?)?:?
            (?:\s*{_UNIT}(?!\w))?
      | (?P<military>(?:[01]\d|2[0-3])[0-5]\d)(?=\s*(?:hours|hrs|h)\b)
      | (?P<word>noon|midnight)\b
      | (?:um\s+)?(?P<hour_said>[01]?\d|2[0-4])\s?(?:
            [.]?(?P<minute_dot>(?<=[.])[0-5]\d)\s?{_UNIT}
          | {_UNIT}(?:\s?(?P<minute_said>[0-5]\d)(?!\d)\s?(?:мин(?:ут)?\b\.?|хв\b\.?|min\b\.?)?)?
        )(?!\w)
      | {_NAMED}\s?(?P<hour_named>[01]?\d|2[0-4])(?:[.:](?P<minute_named>[0-5]\d))?(?![\w.:]\d|\w)
      | (?P<half_east>午前|午後|上午|下午|오전|오후)?\s?(?P<hour_east>[01]?\d|2[0-4])\s?[時时点點시]
            (?:\s?(?P<minute_east>[0-5]?\d)\s?[分분])?
    )(?:\s*(?:hours|hrs|h)\b)?(?:\s*{_ZONE})?(?:\s?[+-]\d\d:?\d\d(?!\d))?""",
    re.VERBOSE,
)
STARTS = frozenset("anmukgoώ午上下오")
"""What a time begins with that begins with no figure."""

_AFTER_NOON = ("午後", "下午", "오후")


def time_of(match: re.Match[str]) -> str:
    """Return "HH:MM" or "HH:MM:SS" of a match of TIME, "" where there is no such time.

    Midnight is the end of its day, as telegrams use it: "24:00".
    """
    found = match.groupdict()
    if found["word"]:
        return "12:00" if found["word"] == "noon" else "24:00"
    if found["military"]:
        return f"{found['military'][:2]}:{found['military'][2:]}"
    if found["half"]:
        return _by_halves(found["hour"], found["minute"], found["second"], found["half"] == "p")
    if found["half_east"]:
        is_later = found["half_east"] in _AFTER_NOON
        return _by_halves(found["hour_east"], found["minute_east"], None, is_later)
    hour = int(next(found[name] for name in _HOURS if found[name]))
    minute = int(next((found[name] for name in _MINUTES if found[name]), "0"))
    second = found["second24"]
    if hour == 24 and (minute, int(second or 0)) != (0, 0):
        return ""
    return _text(hour, minute, second)


_HOURS = ("hour24", "hour_said", "hour_named", "hour_east")
_MINUTES = ("minute24", "minute_dot", "minute_said", "minute_named", "minute_east")


def _by_halves(hour: str, minute: str | None, second: str | None, is_later: bool) -> str:
    """Return an hour of twelve, of the day's second half where `is_later`."""
    if not 1 <= int(hour) <= 12:
        return ""
    return _text(int(hour) % 12 + 12 * is_later, int(minute or 0), second)


def _text(hour: int, minute: int, second: str | None) -> str:
    return f"{hour:02d}:{minute:02d}" + (f":{second}" if second else "")
