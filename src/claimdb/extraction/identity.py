"""When two names are one: spelling, initials, second names, and what a given name says of gender."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from claimdb.transliteration import sound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimdb.extraction.roles import Gender

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PARTICLES = frozenset("de von van der den la le del della di da dos bin ibn al el ter ten zu".split())
_NICKNAMES = tuple(
    frozenset(group.split())
    for group in (
        "william bill will billy",
        "robert bob bobby rob",
        "james jim jimmy",
        "joseph joe",
        "michael mike",
        "thomas tom tommy",
        "richard dick rick",
        "edward ed ted",
        "anthony tony",
        "charles chuck charlie",
        "john jack",
        "elizabeth liz beth",
        "katherine kate kathy",
        "margaret peggy maggie",
        "andrew andy drew",
        "lawrence larry",
        "stephen steve steven",
    )
)


@lru_cache(maxsize=20_000)
def folded(name: str) -> str:
    """``name`` for comparison: case, accents, possessive and punctuation set aside."""
    plain = name if name.isascii() else _plain(name.replace("’", "'"))
    plain = re.sub(r"'s?(?=\s|$)", "", plain.casefold())
    plain = re.sub(r"[^\w\s]+", " ", re.sub(r"[.']", "", plain))
    return re.sub(r"^(the|a|an) ", "", " ".join(plain.split()))


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.translate({0x142: "l", 0xF8: "o", 0x131: "i", 0x111: "d"}))
    return "".join(c for c in apart if not unicodedata.combining(c))


def surname(words: Sequence[str]) -> str:
    """The last of the words of a folded name that is no "Jr."."""
    return next((word for word in reversed(words) if word not in _SUFFIXES), words[-1])


def same_person(one: Sequence[str], other: Sequence[str]) -> bool:
    """True if two folded names in full are two ways to write one: "J. Roe", "John F. Roe", "John Roe"."""
    if _SUFFIXES.intersection(one) != _SUFFIXES.intersection(other):
        return False
    first, second = (
        [w for w in words if w not in _SUFFIXES and w not in _PARTICLES] for words in (one, other)
    )
    if len(first) < 2 or len(second) < 2 or sound(first[-1]) != sound(second[-1]):
        return False
    if not _agree(first[0], second[0]):
        return False
    fewer, more = sorted((first[1:-1], second[1:-1]), key=len)
    return all(any(_agree(word, another) for another in more) for word in fewer)


def _agree(one: str, other: str) -> bool:
    """True if two given names may be one: an initial, a nickname, a short form, another spelling."""
    if one == other or sound(one) == sound(other):
        return True
    short, long = sorted((one, other), key=len)
    genders = {gender_of_name([one, "x"]), gender_of_name([other, "x"])} - {None}
    if len(short) == 1:
        return long.startswith(short)
    if len(genders) > 1:
        return False
    return (len(short) >= 3 and long.startswith(short)) or any({one, other} <= each for each in _NICKNAMES)


# --------------------------------------------------------------------------- given names


@lru_cache(maxsize=1)
def _given() -> tuple[dict[str, Gender], frozenset[str]]:
    """The pronouns of given names, and those of the names that may stand after the family name."""
    table = files("claimdb.extraction").joinpath("given_names.tsv").read_text(encoding="utf-8")
    given: dict[str, Gender] = {}
    after: set[str] = set()
    for line in table.splitlines():
        kind, tab, names = line.partition("\t")
        if not tab or line.startswith("#"):
            continue
        for name in _plain(names).split():
            given[name] = "he" if kind.split()[0] == "he" else "she"
            if kind.endswith("after"):
                after.add(name)
    return given, frozenset(after)


def gender_of_name(words: Sequence[str]) -> Gender | None:
    """The pronoun that the given name in a folded name shows, if it clearly shows one."""
    given, after = _given()
    if len(words) > 2 and f"{words[0]}-{words[1]}" in given:
        return given[f"{words[0]}-{words[1]}"]
    last = "-".join(words[1:])
    return given.get(words[0]) or (given[last] if last in after else None)


def is_given_name(word: str) -> bool:
    """True for a folded word that is somebody's first name, and clearly a man's or a woman's."""
    return word in _given()[0]


# ------------------------------------------------------------------------------- places


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    lines = files("claimdb.extraction").joinpath("places.txt").read_text(encoding="utf-8").splitlines()
    names = (name for line in lines if not line.startswith("#") for name in line.split(","))
    return frozenset(folded(name) for name in names) - {""}


def is_place(name: str) -> bool:
    """True for the folded name of a state, one of its parts, or a large city."""
    return name in _places()
