"""Diagnostics by the numbers of the protocol.

Source: SRU 1.2, "Diagnostics", info:srw/diagnostic/1.
"""

from __future__ import annotations

from enum import IntEnum


class Code(IntEnum):
    """The diagnostics that are used."""

    UNSUPPORTED_OPERATION = 4
    UNSUPPORTED_VERSION = 5
    UNSUPPORTED_VALUE = 6
    MISSING_PARAMETER = 7
    UNSUPPORTED_PARAMETER = 8
    SYNTAX = 10
    TOO_LONG = 12
    PARENTHESES = 13
    CONTEXT_SET = 15
    INDEX = 16
    RELATION = 19
    RELATION_MODIFIER = 20
    RELATION_AND_INDEX = 22
    EMPTY_TERM = 27
    MASKING = 28
    MASKED_TOO_SHORT = 29
    ANCHORING = 31
    MASKED_PHRASE = 33
    TERM = 36
    TOO_MANY_BOOLEANS = 38
    PROXIMITY = 39
    BOOLEAN_MODIFIER = 46
    FEATURE = 48
    PARTIAL = 59
    OUT_OF_RANGE = 61
    SCHEMA = 66
    PACKING = 71
    SORT = 80
    STYLESHEETS = 110


class Diagnosed(Exception):
    """The fault of a request: the code, its subject, and a sentence."""

    def __init__(self, code: Code, details: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.details = details[:200]  # as much of a client's text as says what is meant
        self.message = message
