"""Signs that are in a text for dates which are read already."""

from __future__ import annotations

from index_mappings.dates.points import Point

_FIRST = 0xE000  # of Unicode's private use: no text has one that means anything
_MOST = 32  # dates in a text of 400 characters


class Signs:
    """The points that signs in a text stand for, and the calendar that they are of."""

    def __init__(self) -> None:
        self._points: list[Point] = []
        self.calendar = ""

    def sign(self, point: Point, calendar: str = "") -> str:
        """Return the sign for a point, between blanks; "" where a text has too many."""
        if len(self._points) >= _MOST:
            return ""
        self._points.append(point)
        self.calendar = self.calendar or calendar
        return f" {chr(_FIRST + len(self._points) - 1)} "

    def point(self, char: str) -> Point | None:
        """Return what a character stands for, None for any that is no sign."""
        place = ord(char) - _FIRST
        return self._points[place] if 0 <= place < len(self._points) else None


def days_point(unit: str, first: int, last: int, *, margin: int = 0) -> Point:
    """Return the days from `first` to `last`, a `margin` of days added, as one date."""
    return Point(unit=unit, days=(first - margin, last + margin))
