"""Spellings of one name in the languages that write it down: "Andrey", "Andrei", "Andrej"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

LONG = 5
"""How many letters a name needs for another spelling of it to be the same: "Ian" is not "Jan"."""

_SPELLINGS: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"shch|schtsch", "s"),
        (r"tsch|tch|tzsch", "ch"),
        (r"sch|sh", "s"),
        (r"zh", "z"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"tz|cz|ts", "c"),
        (r"ks", "x"),
        (r"w", "v"),
        (r"ou", "u"),
        (r"^[jy]e", "e"),
        (r"[jy]o", "e"),
        (r"[jyi]+(?=[aeou]|$)", "i"),
        (r"(.)\1+", r"\1"),
    )
)
"""Spellings that English, German and French have for one sound of other alphabets, brought to one."""


_LOOSE: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(pattern), plain) for pattern, plain in ((r"ck|q", "k"), (r"[cz]", "s"), (r"[jy]", "i"))
)
"""Further ones, which make one of names that differ, too."""


@lru_cache(maxsize=100_000)
def spelling(word: str) -> str:
    """A folded word with the spellings of transliteration brought to one; short words stay as they are."""
    return word if len(word) < LONG else _replaced(word, _SPELLINGS)


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """The same, more loosely: two who sound alike are mostly one within a document, if not in a database."""
    return word if len(word) < LONG else _replaced(spelling(word), _LOOSE)


def _replaced(word: str, rules: Sequence[tuple[re.Pattern[str], str]]) -> str:
    for pattern, plain in rules:
        word = pattern.sub(plain, word)
    return word
