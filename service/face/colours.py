"""The colours of a face, light and dark: their names, defaults and contrast.

Source of the contrast: WCAG 2.2, 1.4.3 and 1.4.11, and its definition of relative luminance.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

LIGHT = {
    "paper": "#fdfcf9", "panel": "#f5f2ea", "ink": "#1e1c19", "soft": "#57514a",
    "line": "#ddd7ca", "edge": "#8d8678", "link": "#1b4b78", "seen": "#5c3d78",
    "accent": "#8b2b1c", "button": "#8b2b1c", "mark": "#ffe79a", "mark-ink": "#1e1c19",
    "bar": "#b9ab8f",
}  # fmt: skip
DARK = {
    "paper": "#16181b", "panel": "#1f2226", "ink": "#e8e4db", "soft": "#b8b2a6",
    "line": "#363a40", "edge": "#757b84", "link": "#9cc6f2", "seen": "#c9b1e6",
    "accent": "#f0a08f", "button": "#a2402e", "mark": "#6b5710", "mark-ink": "#fff6d6",
    "bar": "#6f6a5c",
}  # fmt: skip
"""Ours, as `service/web/static/searchroom.css` has them."""

USUAL = {"light": LIGHT, "dark": DARK}

_TEXT, _SHAPE = 4.5, 3.0  # the least contrast of text, and of the edge of a field, by WCAG AA
_PAIRS = (
    ("ink", "paper", _TEXT), ("ink", "panel", _TEXT),
    ("soft", "paper", _TEXT), ("soft", "panel", _TEXT),
    ("link", "paper", _TEXT), ("link", "panel", _TEXT),
    ("seen", "paper", _TEXT),
    ("accent", "paper", _TEXT), ("accent", "panel", _TEXT),
    ("mark-ink", "mark", _TEXT),
    ("edge", "paper", _SHAPE),
)  # fmt: skip
_ON_BUTTON = "#ffffff"
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def is_colour(text: str) -> bool:
    """Return whether a text is a colour as a face has them: `#1b4b78`."""
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def unreadable(scheme: str, chosen: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the unreadable colours of a scheme: the colour to change, and the message.

    Colours that a face does not set have their defaults.
    """
    colours = {**USUAL[scheme], **chosen}
    pairs = [
        (text, ground, colours[text], colours[ground], least) for text, ground, least in _PAIRS
    ]
    pairs.append(("button", "white text", colours["button"], _ON_BUTTON, _TEXT))
    found = []
    for text, ground, one, other, least in pairs:
        if text not in chosen and ground not in chosen:
            continue
        if (has := contrast(one, other)) < least:
            # rounded down, so that what is too little never reads as enough
            ratio = f"{int(has * 100) / 100:.2f}:1"
            blamed = text if text in chosen else ground
            found.append((
                blamed,
                f"{text} {one} on {ground} {other} has a contrast of {ratio}; "
                f"{least}:1 is the least that can be read",
            ))  # fmt: skip
    return found


def stylesheet(light: Mapping[str, str], dark: Mapping[str, str]) -> str:
    """Return the style rules that replace the default colours; print is unchanged."""
    rules = []
    for media, colours in (("screen", light), ("screen and (prefers-color-scheme: dark)", dark)):
        scheme = DARK if "dark" in media else LIGHT
        if colours or (light and scheme is DARK):
            chosen = {**scheme, **colours}
            properties = " ".join(f"--{name}: {value};" for name, value in chosen.items())
            rules.append(f"@media {media} {{ :root {{ {properties} }} }}\n")
    return "".join(rules)


def _luminance(colour: str) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
