"""Whole numbers as people type them and as rows hold them."""

from __future__ import annotations

_LONGEST = 18
"""Digits: what is longer is no row's number, and Python refuses to read very long ones."""


def whole(text: str) -> int | None:
    """The number that a text is, or ``None`` where it is none, or none of this world."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST else None
