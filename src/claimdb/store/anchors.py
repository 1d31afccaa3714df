"""Where words stand, by position and by quote, and how they are found again in a text that was edited.

These are the W3C's TextPositionSelector and TextQuoteSelector.  In turn: the position, if the words are
there; the same words elsewhere, told apart by what stands around them; words that are nearly the same.
Few words with nothing around them that is as it was are never guessed at, and words in which a number or
a negation is another one are not the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from claimdb.model import BETWEEN_SPANS, Span

CONTEXT = 32
"""How many characters before and after the words are kept with them."""

LONG = 32
"""How many characters tell themselves apart; fewer need something around them that is as it was."""

ENOUGH = 24
"""How many characters around few words have to be as they were, if there were so many."""

NEAR = 85
"""From which similarity on (RapidFuzz, 0 to 100) edited words are the same ones."""

CORE = 75
"""The same for few words, which are looked for with what stands around them."""

WINDOWS = (5_000, 100_000)
"""How far from their place edited words are looked for, at first and at last."""

OVERLAP = 2 / 3
"""How much of two stretches, taken together, both must have for them to be one statement."""

How = Literal["id", "position", "quote", "near"]

_QUOTES = ('"“”„‟«»', "'‘’‚‛‹›`´")
_DASHES = "-‐‑‒–—"

_NEGATIONS = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|nor|neither|without|cannot)\b|n['’ʼ`]t\b", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


class Quote(NamedTuple):
    """Words with their place and what stands around them."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


class Place(NamedTuple):
    """Where words stand, and how they were found there."""

    spans: tuple[Span, ...]
    how: How


def quote(text: str, span: Span) -> Quote:
    """The words of a text at a span."""
    start, end = span
    return Quote(
        start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    )


def place(text: str, quotes: Sequence[Quote]) -> Place | None:
    """Where all the quotes of one statement stand in the text, in their order; ``None`` if they don't."""
    spans: list[Span] = []
    ways: list[How] = []
    for each in quotes:
        found = _found(text, each)
        if found is None or (spans and found[0].start < spans[-1].end):
            return None
        spans.append(found[0])
        ways.append(found[1])
    if not spans:
        return None
    for how in ("near", "quote"):
        if how in ways:
            return Place(tuple(spans), how)
    return Place(tuple(spans), "position")


def _found(text: str, quote: Quote) -> tuple[Span, How] | None:
    needed = 0 if len(quote.exact) >= LONG else min(ENOUGH, len(quote.prefix) + len(quote.suffix))
    if text.startswith(quote.exact, quote.start) and _around(text, quote.start, quote) >= needed:
        return Span(quote.start, quote.end), "position"
    around = {start: _around(text, start, quote) for start in _starts(text, quote.exact)}
    best = max(around.values(), default=-1)
    if best < needed:
        return _nearly(text, quote)
    starts = [start for start, same in around.items() if same == best]
    if len(starts) > 1:
        return None  # nobody can tell which one it was
    return Span(starts[0], starts[0] + len(quote.exact)), "quote"


def _starts(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _around(text: str, start: int, quote: Quote) -> int:
    """How many characters next to the words at ``start`` are as they were."""
    before = text[max(0, start - len(quote.prefix)) : start]
    end = start + len(quote.exact)
    after = text[end : end + len(quote.suffix)]
    return _same(before[::-1], quote.prefix[::-1]) + _same(after, quote.suffix)


def _same(one: str, other: str) -> int:
    """How many characters two strings have in common at their beginning."""
    for number, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return number
    return min(len(one), len(other))


def _nearly(text: str, quote: Quote) -> tuple[Span, How] | None:
    """Words that were edited; few words only together with what stands around them."""
    from rapidfuzz import fuzz  # only here: what was not edited is found without

    few = len(quote.exact) < LONG
    wanted = quote.prefix + quote.exact + quote.suffix if few else quote.exact
    if len(wanted) < LONG:
        return None
    for reach in WINDOWS:
        first = max(0, quote.start - reach)
        window = text[first : quote.end + reach]
        found = fuzz.partial_ratio_alignment(wanted, window, score_cutoff=NEAR)
        if found is None or len(window) < len(wanted) // 2:
            continue
        start, end = first + found.dest_start, first + found.dest_end
        if few:
            start, end = start + len(quote.prefix), end - len(quote.suffix)
        words = text[start:end]
        if start < end and fuzz.ratio(quote.exact, words) >= CORE and words.strip():
            lead = len(words) - len(words.lstrip())
            return Span(start + lead, start + len(words.rstrip())), "near"
    return None


def same_sense(one: str, other: str) -> bool:
    """Whether edited words can still say what they said: the same numbers, and as many negations."""
    numbers = ["".join(_DIGITS.findall(words)) for words in (one, other)]
    negations = [len(_NEGATIONS.findall(words)) for words in (one, other)]
    return numbers[0] == numbers[1] and negations[0] == negations[1]


def shared(one: Sequence[Span], other: Sequence[Span]) -> float:
    """How much of two stretches, taken together, both have: 1 for the same, 0 for nothing in common."""
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    all_of_it = sum(end - start for start, end in (*one, *other)) - both
    return both / all_of_it if all_of_it else 0.0


def find(text: str, words: str, near: Span, within: Span) -> tuple[Span, ...] | None:
    """Where the words that a person wrote stand in the text, the nearest ones; ``None`` if they don't.

    White space, and the kinds of quotation marks and dashes, don't matter.  Several stretches are written
    with `` … `` between them, as everywhere.
    """
    whole = _find_one(text, words, near, within)
    if whole is not None:
        return (whole,)
    spans: list[Span] = []
    for part in words.split(BETWEEN_SPANS.strip()):
        found = _find_one(text, part, near, Span(spans[-1].end if spans else within.start, within.end))
        if found is None:
            return None
        spans.append(found)
    return tuple(spans)


def _find_one(text: str, words: str, near: Span, within: Span) -> Span | None:
    pattern = r"\s+".join("".join(map(_sign, word)) for word in words.split())
    if not pattern:
        return None
    found = [Span(*match.span()) for match in re.compile(pattern).finditer(text, within.start, within.end)]
    return min(
        found, key=lambda span: (-_shared_length(span, near), abs(span.start - near.start)), default=None
    )


def _shared_length(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _sign(sign: str) -> str:
    for same in (*_QUOTES, _DASHES):
        if sign in same:
            return f"[{re.escape(same)}]"
    return re.escape(sign)
