"""How well found attributions fit annotated ones: the definitions that the table of tools is measured by.

token          a run of letters and digits, or one other character that is no space
word           a token that starts with a letter or a digit
content found  half or more of the characters of both together, spaces aside, are common to both
exact          the same characters, once spaces, outer punctuation and a leading "that" are taken off
source right   a word of the found source is a word of the annotated one; or neither has a source
attributed     content found and source right
F1, recall     from the largest set of pairs, one to one, in each article
alpha          Krippendorff's, over the tokens, each labelled cue, source, content or none, in this order
type           direct, mixed or indirect: all, some or none of a content's words are in quotation marks
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal

from annotated import Attribution, Spans

Type = Literal["direct", "mixed", "indirect"]
TYPES: tuple[Type, ...] = ("direct", "mixed", "indirect")

_TOKEN = re.compile(r"\w+|[^\w\s]")
_QUOTATION_MARK = re.compile(r"''|[\"“”«»]")
_PARAGRAPH = re.compile(r"[^\n]*[^\n\s][^\n]*")
_OUTER = "\"“”‘’'«»,.;: \n\t"


class Words:
    """A text by its tokens, so that spans can be compared by characters, tokens and words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [match.span() for match in _TOKEN.finditer(text)]
        self._token_at = [-1] * len(text)
        for number, (start, end) in enumerate(self.tokens):
            self._token_at[start:end] = [number] * (end - start)

    def characters_in(self, spans: Spans) -> frozenset[int]:
        return frozenset(
            at for start, end in spans for at in range(start, end) if not self.text[at].isspace()
        )

    def tokens_in(self, spans: Spans) -> frozenset[int]:
        return frozenset(token for start, end in spans for token in self._token_at[start:end] if token >= 0)

    def words_in(self, spans: Spans) -> frozenset[int]:
        return frozenset(
            token for token in self.tokens_in(spans) if self.text[self.tokens[token][0]].isalnum()
        )

    @cached_property
    def quoted(self) -> frozenset[int]:
        return self.tokens_in(tuple(quotations(self.text)))

    def type_of(self, content: Spans) -> Type:
        words = self.words_in(content)
        inside = words & self.quoted
        if not inside:
            return "indirect"
        return "direct" if inside == words else "mixed"

    def trimmed(self, characters: Iterable[int]) -> frozenset[int]:
        """Characters without outer punctuation and without a leading "that"."""
        left = sorted(characters)
        while True:
            while left and self.text[left[0]] in _OUTER:
                del left[0]
            while left and self.text[left[-1]] in _OUTER:
                del left[-1]
            if not self._begins_with_that(left):
                return frozenset(left)
            del left[:4]

    def _begins_with_that(self, characters: list[int]) -> bool:
        if len(characters) < 5:
            return False
        first, after = characters[0], characters[4]
        together = characters[3] == first + 3 and after > first + 4
        return together and self.text[first : first + 4].lower() == "that"


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """The stretches in double quotation marks, the marks included.

    A quotation ends with its paragraph, and counts as one even so where the next paragraph opens with a mark.
    """
    paragraphs = [(match.start(), match.end()) for match in _PARAGRAPH.finditer(text)]
    for (start, end), (after, _) in pairwise([*paragraphs, (len(text), len(text))]):
        opened = None
        for mark in _QUOTATION_MARK.finditer(text, start, end):
            if opened is None and mark[0] not in "”»":
                opened = mark.start()
            elif opened is not None and mark[0] not in "“«":
                yield opened, mark.end()
                opened = None
        if opened is not None and text[after:].lstrip().startswith(("“", '"', "''")):
            yield opened, end


class Side:
    """An attribution as the sets that comparing needs."""

    def __init__(self, attribution: Attribution, words: Words) -> None:
        self.attribution = attribution
        self.content = words.characters_in(attribution.content)
        self.trimmed = words.trimmed(self.content)
        self.source = words.words_in(attribution.source) or words.tokens_in(attribution.source)
        self.cue = words.words_in(attribution.cue) or words.tokens_in(attribution.cue)

    def shares(self, other: Side) -> float:
        """How much of the two contents together is common to both."""
        both = len(self.content & other.content)
        return both / (len(self.content) + len(other.content) - both) if both else 0.0


def content_found(found: Side, gold: Side) -> bool:
    return found.shares(gold) >= 0.5


def source_right(found: Side, gold: Side) -> bool:
    return bool(found.source & gold.source) if gold.source else not found.source


def attributed(found: Side, gold: Side) -> bool:
    return content_found(found, gold) and source_right(found, gold)


def exact(found: Side, gold: Side) -> bool:
    return bool(found.trimmed) and found.trimmed == gold.trimmed


def pairs(found: Sequence[Side], gold: Sequence[Side], fit: Callable[[Side, Side], bool]) -> dict[int, int]:
    """The largest one-to-one set of pairs that fit: number in ``found`` by number in ``gold``."""
    candidates = [[i for i, side in enumerate(found) if fit(side, wanted)] for wanted in gold]
    gold_of: dict[int, int] = {}

    def place(number: int, tried: set[int]) -> bool:
        for i in candidates[number]:
            if i not in tried:
                tried.add(i)
                if i not in gold_of or place(gold_of[i], tried):
                    gold_of[i] = number
                    return True
        return False

    for number in range(len(gold)):
        place(number, set())
    return {number: i for i, number in gold_of.items()}


@dataclass(frozen=True)
class Counts:
    """What is counted in an article, or in several added up."""

    found: int = 0
    gold: int = 0
    attributed: int = 0
    exact: int = 0
    by_type: Counter[Type] = field(default_factory=Counter)
    attributed_by_type: Counter[Type] = field(default_factory=Counter)
    labels: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many tokens have which label in what was found, and in the gold."""

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.found + other.found,
            self.gold + other.gold,
            self.attributed + other.attributed,
            self.exact + other.exact,
            self.by_type + other.by_type,
            self.attributed_by_type + other.attributed_by_type,
            self.labels + other.labels,
        )

    @property
    def precision(self) -> float:
        """Of attributed content."""
        return _share(self.attributed, self.found)

    @property
    def recall(self) -> float:
        """Of attributed content."""
        return _share(self.attributed, self.gold)

    @property
    def attributed_f1(self) -> float:
        return _share(2 * self.attributed, self.found + self.gold)

    @property
    def exact_f1(self) -> float:
        return _share(2 * self.exact, self.found + self.gold)

    def recall_of(self, kind: Type) -> float:
        return _share(self.attributed_by_type[kind], self.by_type[kind])

    @property
    def alpha(self) -> float:
        """Krippendorff's alpha of the tokens' labels: two coders, nominal."""
        uses: Counter[str] = Counter()
        for (one, other), number in self.labels.items():
            uses[one] += number
            uses[other] += number
        total = uses.total()
        expected = total * total - sum(number * number for number in uses.values())
        if not expected:
            return 1.0
        differ = 2 * sum(number for (one, other), number in self.labels.items() if one != other)
        return 1.0 - (total - 1) * differ / expected


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def counts(text: str, found: Sequence[Attribution], gold: Sequence[Attribution]) -> Counts:
    """Hold what was found in an article against its annotation."""
    words = Words(text)
    found_sides = [side for side in (Side(attribution, words) for attribution in found) if side.content]
    gold_sides = [Side(attribution, words) for attribution in gold]
    hit = pairs(found_sides, gold_sides, attributed)
    types = [words.type_of(attribution.content) for attribution in gold]
    return Counts(
        found=len(found_sides),
        gold=len(gold_sides),
        attributed=len(hit),
        exact=len(pairs(found_sides, gold_sides, exact)),
        by_type=Counter(types),
        attributed_by_type=Counter(types[number] for number in hit),
        labels=Counter(zip(_labels(words, found), _labels(words, gold), strict=True)),
    )


def _labels(words: Words, attributions: Sequence[Attribution]) -> list[str]:
    labels = ["none"] * len(words.tokens)
    for role in ("content", "source", "cue"):  # the last one wins
        for attribution in attributions:
            for token in words.tokens_in(getattr(attribution, role)):
                labels[token] = role
    return labels
