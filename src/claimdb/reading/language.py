"""The language that a document is written in: English by its small words, any other by a model of letters."""

from __future__ import annotations

import re
from collections.abc import Iterable

ENGLISH = "en"
MOST_READ = 20_000
"""So many characters of a document's text tell its language."""
FEWEST_LETTERS = 200
"""Of less text nothing is told; it is taken for English."""
_ENGLISH_SHARE = 0.12
_FEWEST_LATIN = 0.5
_LEAD = 0.1
"""By so much a character another language must fit better than English, in logarithms of probability."""

_WORDS = re.compile(r"[^\W\d_]+")
# Frequent in English and rare in all languages that share its letters.
_SMALL = frozenset(
    "the of and to that with was were for from this these have has had they their said are not his "
    "her you your it its we our would will which who what been but by be as on my there when if than "
    "can about".split()
)


def language_of(texts: Iterable[str], otherwise: str = ENGLISH) -> str:
    """The ISO 639-1 code of the language of most of ``texts``; ``otherwise`` where too little tells."""
    sample = _sample(texts)
    words = _WORDS.findall(sample)
    letters = sum(map(len, words))
    if letters < FEWEST_LETTERS:
        # A line in another alphabet is told even so.
        if letters < 3 or sum(c.isascii() for word in words for c in word) >= _FEWEST_LATIN * letters:
            return otherwise
    elif sum(word in _SMALL for word in (word.casefold() for word in words)) >= _ENGLISH_SHARE * len(words):
        return ENGLISH
    return _modelled(" ".join(words))


def _sample(texts: Iterable[str]) -> str:
    parts: list[str] = []
    room = MOST_READ
    for text in texts:
        parts.append(text[:room])
        room -= len(text)
        if room <= 0:
            break
    return " ".join(parts)


def _modelled(words: str) -> str:
    # Its model takes a quarter of a second to load; an English corpus never needs it.
    import py3langid

    ranked = py3langid.rank(words)
    code, score = str(ranked[0][0]), float(ranked[0][1])
    english = next(float(other) for name, other in ranked if name == ENGLISH)
    return code if score - english >= _LEAD * len(words) else ENGLISH
