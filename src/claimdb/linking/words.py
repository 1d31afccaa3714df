"""Words of a text as they are compared: where each stands, without marks and case, and what it weighs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from snowballstemmer.english_stemmer import EnglishStemmer

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.N.
    r"|\d+(?:[.,]\d+)*"  # 80,000
    r"|[^\W\d_]+(?:['’ʼ‘`´][^\W\d_]+)*"  # don't
    r"|\d*\w+"
    r"|%"
)
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘`´", "'"))
_SPELT: Final = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"%": "percent"}
"""What newsrooms write now one way, now the other."""

_ABBREVIATED: Final = dict.fromkeys(("US", "U.S.", "U.S", "USA", "U.S.A."), "usa")
"""Which is not the word "us"."""

RAREST: Final = 8.0
"""What a word weighs that the list does not have."""

CONTENT: Final = 4.4
"""What a word weighs at least that says what a sentence is about: it stands in one of eighty, or in fewer."""

TITLES: Final = frozenset(("mr", "mrs", "ms", "dr", "sir", "madam"))
_SHORTENED = re.compile(r"n't$|'(?:s|m|re|ve|d|ll)?$")
_WHOLE: Final = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
"""What is left of "can't" and its like."""


class Word(NamedTuple):
    """A word as it is compared, and where it stands."""

    key: str
    start: int
    end: int


def words(text: str, offset: int = 0) -> list[Word]:
    """The words of ``text``, which begins at ``offset`` of its document."""
    return [
        Word(_key(match.group()), offset + match.start(), offset + match.end())
        for match in _WORD.finditer(text)
        if match.group() != "_"
    ]


def keys(text: str) -> list[str]:
    """The words of ``text`` as they are compared."""
    return [_key(word) for word in _WORD.findall(text) if word != "_"]


@lru_cache(maxsize=100_000)
def _key(written: str) -> str:
    if written[0].isdigit():
        return written.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", written) else written
    if written in _ABBREVIATED:
        return _ABBREVIATED[written]
    bare = unicodedata.normalize("NFKC", written).translate(_APOSTROPHES).casefold()
    if len(bare) > 2 and bare[1] == "." and bare.endswith("."):
        bare = bare.replace(".", "")
    return _SPELT.get(bare, bare)


@lru_cache(maxsize=100_000)
def stem(key: str) -> str:
    """The word without its ending: "negotiations" and "negotiate" are one."""
    bare = _SHORTENED.sub("", key)
    bare = _WHOLE.get(bare, bare) if bare != key else bare
    return bare if bare.isdigit() else _stemmer().stemWord(bare)


@cache
def _stemmer() -> EnglishStemmer:
    # The class itself: the package's own factory gives another implementation where PyStemmer is installed.
    from snowballstemmer.english_stemmer import EnglishStemmer

    return EnglishStemmer()


@cache
def _weights() -> Mapping[str, float]:
    lines = files("claimdb.linking").joinpath("weights.tsv").read_text(encoding="utf-8").splitlines()
    return {name: float(weight) for name, weight in (line.split("\t") for line in lines if line[0] != "#")}


def weight(stem: str) -> float:
    """How much sharing the stem says: the natural logarithm of one in how many sentences of news has it."""
    return _weights().get(stem, RAREST)


def content(keys: Iterable[str]) -> dict[str, float]:
    """The stems that say what words are about, with their weights, in the order of the words."""
    found = {name: weight(name) for name in map(stem, keys)}
    return {
        name: value
        for name, value in found.items()
        if value >= CONTENT and (len(name) > 1 or name.isdigit()) and name not in TITLES
    }
