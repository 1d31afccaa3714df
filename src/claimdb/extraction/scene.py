"""Where the names of a document stand: in which sentence, how much in view, and who was quoted last."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from claimdb.extraction.members import Member, Mention, Resolved
from claimdb.extraction.quotations import quotations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from claimdb.extraction.quotations import Quotation
    from claimdb.extraction.roles import Gender

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS: dict[str, Gender] = {"him": "he", "her": "she"}
_MAIN = 1.2
_SUBJECT = 0.8


class Scene:
    """The mentions of a document in order, and the speakers found so far."""

    def __init__(self, docs: Sequence[Doc], quotes: Sequence[Sequence[Quotation]] | None = None) -> None:
        self.docs = docs
        quotes = quotations([doc.text for doc in docs]) if quotes is None else quotes
        self.quotes = [[(quote.start, quote.end) for quote in each] for each in quotes]
        self.mentions: list[Mention] = []
        self.by_passage: dict[int, list[Mention]] = {}
        self.latest: list[Mention] = []
        """Who was quoted, in order."""
        self.together: dict[tuple[int, int], Resolved] = {}
        """By the place of its head, a source that names several people."""
        self._places: list[tuple[int, int]] = []
        self._starts = [_sentence_starts(doc) for doc in docs]
        self._first: list[int] = [0]
        for starts in self._starts:
            self._first.append(self._first[-1] + max(1, len(starts)))

    def sentence(self, number: int, token: int) -> int:
        """Which sentence of the document a token of a passage stands in."""
        return self._first[number] + max(0, bisect_right(self._starts[number], token) - 1)

    def quoted(self, number: int, offset: int) -> bool:
        return any(start <= offset < end for start, end in self.quotes[number])

    def add(self, number: int, first: Token, head: Token, member: Member) -> None:
        """Note a name, from its first word to its last."""
        mention = self._mention(number, first, head, member)
        self.mentions.append(mention)
        self._places.append((number, mention.offset))
        self.by_passage.setdefault(number, []).append(mention)

    def remember(self, number: int, token: Token, member: Member) -> None:
        """Note that ``member`` was quoted there."""
        mention = self._mention(number, token, token, member)
        self.latest.append(replace(mention, to=spoken_to(token)))

    def _mention(self, number: int, first: Token, head: Token, member: Member) -> Mention:
        return Mention(
            passage=number,
            offset=first.idx,
            end=head.idx + len(head),
            member=member,
            sentence=self.sentence(number, first.i),
            weight=weight_of(head, first.i),
            last=head.i,
            quoted=self.quoted(number, first.idx),
        )

    def at(self, number: int, offset: int) -> Mention | None:
        """The name that a character of a passage belongs to."""
        for mention in self.by_passage.get(number, ()):
            if mention.offset <= offset < mention.end:
                return mention
        return None

    def before(self, number: int, offset: int) -> Iterator[Mention]:
        """The mentions before a place, the nearest first."""
        for i in range(bisect_left(self._places, (number, offset)) - 1, -1, -1):
            yield self.mentions[i]


def _sentence_starts(doc: Doc) -> list[int]:
    starts: list[int] = np.flatnonzero(doc.to_array("SENT_START") == 1).tolist()
    return starts


def spoken_to(token: Token) -> Gender | None:
    """The pronoun that is the object where ``token`` is the subject ("asked him")."""
    if token.dep_ not in _SUBJECTS:
        return None
    objects = [c for c in token.head.children if c.dep_ in {"dobj", "dative"}]
    return next((_OBJECTS[c.lower_] for c in objects if c.lower_ in _OBJECTS), None)


def weight_of(head: Token, first: int) -> float:
    """How much a name's place in its sentence makes it what the sentence is about."""
    while head.dep_ in {"compound", "flat", "appos"} and head.head != head:
        if head.dep_ == "compound" and head.head.tag_ in {"NN", "NNS"} and head.head.i > head.i:
            return -0.4  # "Roe aides": the aides are meant
        head = head.head
    if head.dep_ == "conj" and first > head.head.i:
        return min(0.3, weight_of(head.head, head.head.i))
    if head.dep_ in _SUBJECTS:
        return _MAIN if head.head.dep_ == "ROOT" else _SUBJECT
    if head.dep_ == "ROOT":
        return _MAIN  # "Jane Doe, who had been there. She said"
    if head.dep_ == "poss":
        return -0.2
    return 0.4 if head.dep_ in {"dobj", "dative"} or head.head.dep_ == "agent" else 0.0
