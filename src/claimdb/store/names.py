"""Matching what a person types with the names that are there: forgiving of case, accents and spelling.

A match is only ever made on letters that are the same, or that transliteration from another alphabet
spells in several ways ("Andrey", "Andrei"); names that are merely near are suggested, never taken, so
that nobody gets the words of one person under the name of another unawares.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from claimdb.errors import AmbiguousError, NotFoundError
from claimdb.transliteration import LONG, spelling

NEAR = 70
"""From which similarity on (RapidFuzz, 0 to 100) a name is worth suggesting."""

WITHIN = 10
"""How much less like it than the nearest one a name may be to be suggested beside it."""

BEGINNING = 3
"""How many letters the beginning of a topic needs to stand for it."""

SUGGESTIONS = 3
LISTED = 10

_WORD = re.compile(r"(?:[^\W_]|['’ʼ`ʹʺ])+")
_APOSTROPHES = re.compile(r"['’ʼ`ʹʺ]")
"""Marks that stand for a soft sign."""

_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)


def fold(name: str) -> str:
    """``name`` without case, accents and punctuation, words one space apart."""
    bare = name.casefold() if name.isascii() else _without_accents(name)
    return " ".join(_WORD.findall(bare))


def _without_accents(name: str) -> str:
    # Twice: taking a letter apart can give a capital, and folding the case a letter to take apart.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return "".join(each for each in apart if not unicodedata.combining(each)).translate(_PLAIN)


def spelled(folded: str) -> str:
    """A folded name with the spellings of transliteration brought to one."""
    return " ".join(spelling(_APOSTROPHES.sub("", word)) for word in folded.split())


class Name(NamedTuple):
    """A name that can be meant, and whose it is."""

    text: str
    owner: str
    """The full name of the speaker or topic that bears it, maybe ``text`` itself."""
    person: bool = False
    """Whether the owner is a person, whom a single name may mean beside others who share it."""


def match(
    asked: str,
    names: Iterable[Name],
    *,
    what: str,
    beginnings: bool = False,
    counts: Callable[[Sequence[str]], Mapping[str, int]] | None = None,
) -> str:
    """The one owner that ``asked`` names.

    Tried in turn: the name as written, the full name, another name, the end of a name (a surname), some of
    its words, initials and surname; each first as folded, then by its spelling.  A single name that is not
    written exactly so means everybody in whose full name it is.  With ``beginnings``, the beginning of a
    name is enough in the end, and singular and plural are one.

    ``counts`` gives the statements of owners, and narrows several of them to those with any.
    Raises ``AmbiguousError`` when several owners fit, and ``NotFoundError``, with names that are near,
    when none does; ``what`` says what is looked for ("speaker", "topic").
    """
    folded = [(fold(name.text), name) for name in names]
    wanted = fold(asked)
    for owners in _tries(asked.strip(), wanted, folded, beginnings) if wanted else ():
        if len(owners) == 1:
            return owners[0]
        if owners:
            statements = counts(owners) if counts is not None else {}
            speaking = [each for each in owners if statements.get(each)] or owners
            if len(speaking) == 1:
                return speaking[0]
            raise AmbiguousError(_ambiguous(asked, speaking, what, statements), speaking)
    near = nearest(wanted, folded)
    hint = f"; near: {', '.join(near)}" if near else f"; list them with: claimdb {what}s"
    raise NotFoundError(f"no {what} {asked!r}{hint}")


def _tries(
    asked: str, wanted: str, folded: Sequence[tuple[str, Name]], beginnings: bool
) -> Iterator[list[str]]:
    """The owners of the names that fit, the strictest measure first, none worked out before it is needed."""
    yield from _written(asked, folded)
    for same in (str, spelled):
        yield from _fitting(same(wanted), [(same(text), name) for text, name in folded])
    if beginnings:
        yield from _beginning(wanted, folded)


def _written(asked: str, folded: Sequence[tuple[str, Name]]) -> Iterator[list[str]]:
    """The owners of the names that are written exactly so."""
    yield _owners(name for _, name in folded if asked == name.text == name.owner)
    yield _owners(name for _, name in folded if asked == name.text)


def _fitting(key: str, keyed: Sequence[tuple[str, Name]]) -> Iterator[list[str]]:
    """The owners of the names that fit ``key``, by one measure after the other, the strictest first."""
    words = key.split()
    wanted = set(words)
    whole = _owners(name for text, name in keyed if text == key and name.text == name.owner)
    other = _owners(name for text, name in keyed if text == key)
    if len(words) == 1:
        namesakes = _owners(
            name for text, name in keyed if name.person and name.text == name.owner and key in text.split()
        )
        yield list(dict.fromkeys([*whole, *other, *namesakes]))
    else:
        yield whole
        yield other
    yield _owners(name for text, name in keyed if text.endswith(f" {key}"))
    yield _owners(name for text, name in keyed if wanted <= set(text.split()))
    if len(words) > 1:
        yield _owners(name for text, name in keyed if _shortened(words, text.split()))


def _shortened(words: Sequence[str], full: Sequence[str]) -> bool:
    """Whether ``words`` are the name with initials for some of its words: "j doe" for "jane mary doe"."""
    if not full or words[-1] != full[-1] or all(len(word) > 1 for word in words):
        return False
    rest = iter(full[:-1])
    return all(any(_stands_for(word, name) for name in rest) for word in words[:-1])


def _stands_for(word: str, name: str) -> bool:
    return name.startswith(word) if len(word) == 1 else name == word


def _beginning(key: str, folded: Sequence[tuple[str, Name]]) -> Iterator[list[str]]:
    """The owners of the names whose words begin as those of ``key``, a plural's ending set aside."""
    stems = [word.removesuffix("s") if len(word) > BEGINNING else word for word in key.split()]
    if stems and all(len(stem) >= BEGINNING for stem in stems):
        yield _owners(
            name
            for text, name in folded
            if all(any(word.startswith(stem) for word in text.split()) for stem in stems)
        )


def _owners(names: Iterable[Name]) -> list[str]:
    return list(dict.fromkeys(name.owner for name in names))


def nearest(wanted: str, folded: Sequence[tuple[str, Name]]) -> list[str]:
    """The owners of the names most like the folded name ``wanted``, the nearest first."""
    from rapidfuzz import fuzz, process  # only here: most questions find their name at once

    # Each whole name, and each of its words: what is asked for is mostly a surname.
    choices = list(folded)
    choices += [(word, name) for text, name in folded for word in text.split() if len(word) >= LONG]
    texts = [spelled(text) for text, _ in choices]
    found = process.extract(spelled(wanted), texts, scorer=fuzz.ratio, score_cutoff=NEAR, limit=30)
    near = (place for _, score, place in found if score >= found[0][1] - WITHIN)
    return _owners(choices[place][1] for place in near)[:SUGGESTIONS]


def _ambiguous(asked: str, owners: Sequence[str], what: str, statements: Mapping[str, int]) -> str:
    listed = (f"{each} ({statements[each]})" if each in statements else each for each in owners[:LISTED])
    more = f" and {len(owners) - LISTED} more" if len(owners) > LISTED else ""
    return (
        f"{asked!r} fits several {what}s: {', '.join(listed)}{more};"
        " give more of the name, or one exactly as it is written here"
    )
