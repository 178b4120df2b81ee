"""The one door to the `edtf` library: is a text valid EDTF?"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache


@cache
def _parser() -> Callable[[str], object]:
    """Return the library's parser, imported when first needed: it builds its grammar then."""
    with warnings.catch_warnings():
        # Its grammar is older than a diagnostic of the parser generator it is built on.
        warnings.simplefilter("ignore")
        from edtf import parse_edtf  # noqa: PLC0415
        from edtf.parser import parser_classes  # noqa: PLC0415
    # It prints what it stumbles over, which is no business of the terminal of a load.
    setattr(parser_classes, "print", lambda *_: None)  # noqa: B010
    parse: Callable[[str], object] = parse_edtf
    return parse


def is_edtf(text: str) -> bool:
    """Tell whether a text is valid EDTF of level 0, 1 or 2."""
    try:
        return bool(_parser()(text))
    except Exception:
        return False
