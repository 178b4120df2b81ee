"""The time of day that stands with a date."""

from __future__ import annotations

import re

TIME = re.compile(
    r"""(?:at\s+)?(?:
        (?P<hour>[01]?\d)(?:[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)?
            \s*(?P<half>[ap])\.?\s?m(?:\.|\b)
      | (?P<hour24>[01]?\d|2[0-4]):(?P<minute24>[0-5]\d)(?::(?P<second24>[0-5]\d)(?:[.,]\d+)?)?:?
      | (?P<military>(?:[01]\d|2[0-3])[0-5]\d)(?=\s*(?:hours|hrs|h)\b)
      | (?P<word>noon|midnight)\b
    )(?:\s*(?:hours|hrs|h|gmt|utc|est|edt|z)\b|\s?[+-]\d\d:?\d\d(?!\d))?""",
    re.VERBOSE,
)


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
        hour = int(found["hour"])
        if not 1 <= hour <= 12:
            return ""
        hour, minute, second = (
            hour % 12 + 12 * (found["half"] == "p"),
            found["minute"],
            found["second"],
        )
    else:
        hour, minute, second = int(found["hour24"]), found["minute24"], found["second24"]
    if hour == 24 and (int(minute), int(second or 0)) != (0, 0):
        return ""
    return f"{hour:02d}:{minute or '00'}" + (f":{second}" if second else "")
