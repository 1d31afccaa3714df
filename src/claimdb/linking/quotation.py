"""A quotation as its writer marks it: which words are quoted, which put in, and where words are left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from claimdb.linking.words import Word, keys, words
from claimdb.model import Span

_DOTS = r"(?:…|\.\s?\.\s?\.(?:\s?\.)?)"
_OMISSION: Final = rf"[\[(<]\s*{_DOTS}\s*[\])>]|{_DOTS}"
_PARTS = re.compile(
    rf"(?P<omission>{_OMISSION})"
    r"|(?P<capital>\[\w\]\w+)"
    r"|\[\s*(?P<sic>sic)\s*[.!]?\s*\]"
    r"|\[(?P<inserted>[^\[\]]*)\]"
    r"|\((?P<aside>[^()]*)\)"
    r"|(?P<end>[.!?]+(?=[\s\"”’»')\]]|$))"
)


_FIRST = re.compile(r"[^\W_]")
_STOPS: Final = (".", "!", "?", ",")
_CLOSING: Final = " \n\"”’'»“"


class Quoted(NamedTuple):
    """A word of a quotation, and where it stands in the article."""

    key: str
    start: int
    end: int
    inserted: bool = False
    """Whether the writer put it in, in square brackets."""
    aside: bool = False
    """Whether it stands in round brackets, which speech has none of."""
    after_omission: bool = False
    """Whether the writer marked that words are left out before it."""
    begins: bool = False
    """Whether a sentence begins with it."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words of a quotation, in order."""

    words: tuple[Quoted, ...]
    ends_open: bool = False
    """Whether the writer marked that words are left out after it."""
    is_sentence: bool = False
    """Whether it is printed as a sentence: with a capital and a stop, or the comma before "she said"."""

    @property
    def said(self) -> list[int]:
        """Where the words are that should be the speaker's own."""
        return [place for place, word in enumerate(self.words) if not word.inserted]


def quotation(text: str, spans: Sequence[Span], *, direct: bool = False) -> Quotation:
    """The quotation that stands at ``spans`` of ``text``; each span is a sentence, or goes on with one.

    ``direct``: it stands for itself, and may be printed as a sentence; not within a report.
    """
    found: list[Quoted] = []
    omitted = False
    begins = True
    for start, end in spans:
        at = start
        for part in _PARTS.finditer(text, start, end):
            begins, omitted = _add(found, words(text[at : part.start()], at), begins, omitted)
            at = part.end()
            if part["omission"]:
                omitted = True
            elif part["end"]:
                begins = True
            elif part["capital"]:
                word = Word(keys(part["capital"].replace("[", "").replace("]", ""))[0], part.start(), at)
                begins, omitted = _add(found, [word], begins, omitted)
            elif part["inserted"] is not None:
                inside = words(part["inserted"], part.start("inserted"))
                begins, omitted = _add(found, inside, begins, omitted, inserted=True)
            elif part["aside"] is not None:
                inside = words(part["aside"], part.start("aside"))
                begins, omitted = _add(found, inside, begins, omitted, aside=True)
        begins, omitted = _add(found, words(text[at:end], at), begins, omitted)
    whole = direct and not omitted and bool(spans) and _is_sentence(text, spans[0].start, spans[-1].end)
    return Quotation(tuple(found), ends_open=omitted, is_sentence=whole)


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Whether what stands there begins with a capital and ends with a stop, before or after its marks."""
    first = _FIRST.search(text, start, end)
    if first is None or first.group().islower():
        return False
    inside, after = text[start:end].rstrip(_CLOSING), text[end : end + 2].lstrip(_CLOSING)
    return inside.endswith(_STOPS) or after.startswith((",", "."))


def _add(
    found: list[Quoted],
    new: Sequence[Word],
    begins: bool,
    omitted: bool,
    *,
    inserted: bool = False,
    aside: bool = False,
) -> tuple[bool, bool]:
    """Add words; give what holds for the next one."""
    for word in new:
        found.append(Quoted(*word, inserted, aside, after_omission=omitted, begins=begins))
        begins = omitted = False
    return begins, omitted
