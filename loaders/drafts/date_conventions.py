"""Settings for a source's dates: day or month first, the century, the margin of "c.".

They are given for the site by settings, for a source by options of its load (which `sources.toml`
keeps), and for tables and JSON also by their field map; the most specific applies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from index_mappings.dates import DEFAULT, DateConventions
from index_mappings.json_values import Json
from service.errors import LoadError

NAMES = tuple(item.name for item in fields(DateConventions))
"""The options of a load that say it, and the keys of `[dates]` in a field map."""

_WORDS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_MOST = {"century": 2100, "circa_margin": 1000, "doubt_margin": 1000, "open_years": 1000}
"""Beyond these no catalogue means it: a typing slip would spread dates over all of history."""


def conventions_of(options: Mapping[str, Json], site: DateConventions) -> DateConventions:
    """Return the site's conventions with some overridden, by values or by their text.

    Other keys of `options`, such as other options of a load, are ignored. Raises LoadError with the
    name of a value that is not allowed.
    """
    given: dict[str, Any] = {name: _value(name, options[name]) for name in NAMES if name in options}
    return replace(site, **given)


def conventions_in(options: Mapping[str, Json], site: DateConventions) -> DateConventions:
    """Return the same for a table of nothing else; raise LoadError if it has other keys."""
    for name in options:
        if name not in NAMES:
            raise LoadError(
                f"dates: there is no option {name!r}; the options are {', '.join(NAMES)}"
            )
    return conventions_of(options, site)


def as_examples(conventions: DateConventions) -> str:
    """Return conventions as examples of dates: "3/4/50 is 1950-03-04"."""
    day = "04-03" if conventions.day_first else "03-04"
    year = conventions.century + (50 - conventions.century) % 100
    margin = conventions.circa_margin
    return f"3/4/50 is {year}-{day}, c. 1950 is {1950 - margin} to {1950 + margin}"


def _value(name: str, value: Json) -> bool | int:
    if isinstance(getattr(DEFAULT, name), bool):
        found = value if isinstance(value, bool) else _WORDS.get(str(value).strip().lower())
        if found is None:
            raise LoadError(f"dates: {name} cannot be {value!r}; write yes or no")
        return found
    text = str(value).strip()
    if isinstance(value, bool) or not text.isdecimal() or int(text[:9]) > _MOST[name]:
        raise LoadError(f"dates: {name} cannot be {value!r}; write 0 to {_MOST[name]}")
    return int(text)
