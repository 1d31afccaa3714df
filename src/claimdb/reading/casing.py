"""Names out of the capitals that labels and lists print them in."""

from __future__ import annotations

import re

LEAST_CAPITALS = 3
"""Fewer capitals may be initials ("JD")."""
_PREFIXED = re.compile(
    r"(?P<prefix>Mc|Mac|Fitz|De|Di|Du|La|Le|Van|O['’]|D['’])(?P<rest>[A-Z]{2,})(?P<tail>['’]S|['’]s)?"
)
_SCOTTISH = re.compile(r"MC(?P<rest>[BCDFGHKLMNPQRSTVW][A-Z]{2,})")
_LISTED = re.compile(
    r"(?P<surname>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?),\s+(?P<title>(?:(?:The\s+)?(?:Hon|Rt\s+Hon|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame"
    r"|Senator|Sen|Rev|Judge|Justice|Councillor|Cr|Lord|Lady)\.?\s+){0,3})(?P<given>[A-Z][\w'’-]+(?:\s[A-Z](?:[\w'’-]+|\.)){0,2})"
    r"(?=[,;(]|\s\(|$)"
)
_VOWELS = frozenset("AEIOUY")


def named_case(name: str) -> str:
    """A name with its capitals as people write them ("Mr ANGUS McLEOD", "Ana SILVA").

    In a name of capitals and small letters only the last word is a surname that a list sets off; a few
    letters without a vowel are initials and stay.
    """
    words = name.split()
    if name.isupper() or not words:
        return " ".join(_word(word, whole=True) for word in words)
    if _PREFIXED.fullmatch(words[-1]):  # "ANGUS McLEOD" is all in capitals too
        return " ".join(_word(word, whole=len(word) > 1) for word in words)
    return " ".join([*words[:-1], _word(words[-1], whole=False)])


def listed_name(text: str) -> str | None:
    """The name that a line of a list of witnesses or members begins with ("DOE, Ms Jane, Director, …")."""
    match = _LISTED.match(text)
    if match is None:
        return None
    # Without a title only capitals tell a surname from a place ("Northport, Southland").
    capitals = match["surname"] != match["surname"].title() and match["surname"][-2:].isupper()
    if not (match["title"] or capitals) or match["given"].isupper():
        return None
    return f"{match['given']} {named_case(match['surname'])}"


def _word(word: str, *, whole: bool) -> str:
    prefixed = _PREFIXED.fullmatch(word)
    if prefixed:
        return prefixed["prefix"] + prefixed["rest"].capitalize() + (prefixed["tail"] or "").casefold()
    if not word.isupper():
        return word
    scottish = _SCOTTISH.fullmatch(word)
    if scottish:
        return "Mc" + scottish["rest"].capitalize()
    letters = [character for character in word if character.isalpha()]
    name = len(letters) >= LEAST_CAPITALS and not _VOWELS.isdisjoint(letters) and "." not in word
    return word.title() if whole or name else word
