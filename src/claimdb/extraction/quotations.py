"""Quotation marks: where quoted words begin and end, in every style and over paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPENING = "“„«"
_CLOSING = "”»"
_DOUBLE = re.compile(r"[“”„«»\"]|''|``")
_SINGLE = re.compile(
    r"""(?<![\w’'])[‘'](?=[\w\[…])(?:
    (?P<sentence>[^‘\n]{8,600}?[\w\]…]*[.,?!…])[’'](?!\w) |  # stops inside the marks
    (?P<words>[A-Z][^‘’'\n]{10,600})[’'](?=[,.;:])          # or behind them
    )""",
    re.VERBOSE,
)
_TWO_SENTENCES = re.compile(r"\w\w[.?!]\s+[A-Z]")
_WORD = re.compile(r"\w[\w’'.-]*")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words in one passage: ``start`` and ``end`` are offsets in it, the marks included."""

    start: int
    end: int
    closed: bool
    """False when the passage ends before the quotation does."""
    continued: bool
    """True when it goes on with the quotation that the passage before left open."""
    words: int
    sentence: bool
    """True for quoted sentences, False for a quoted phrase inside somebody's sentence."""

    def covers(self, start: int, end: int) -> bool:
        return self.start <= start and end <= self.end


def quotations(texts: Sequence[str]) -> list[list[Quotation]]:
    """The quotations of each of ``texts``, the printed passages of a document in order.

    Marks are paired by what they can be where they stand: a mark after a blank opens, a mark after a word
    or a full stop closes, in whatever style.  A quotation that a paragraph leaves open goes on in the next
    paragraph if that begins with a mark; otherwise it ends with its own paragraph.
    """
    found: list[list[Quotation]] = []
    left_open = False
    for index, text in enumerate(texts):
        here = _in_passage(text)
        if here and left_open and not text[: here[0].start].strip():
            here[0] = replace(here[0], continued=True)
        left_open = bool(here) and not here[-1].closed
        if left_open and not _next_begins_quoted(texts, index):
            left_open = False
        found.append(here)
    return found


def _next_begins_quoted(texts: Sequence[str], index: int) -> bool:
    return index + 1 < len(texts) and texts[index + 1].lstrip()[:1] in {"“", '"', "„", "«", "'", "‘"}


def _in_passage(text: str) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    for match in _DOUBLE.finditer(text):
        at, mark = match.start(), match.group()
        if opened is None:
            if _may_open(text, at, match.end(), mark):
                opened = at
        elif _may_close(text, at, match.end(), mark):
            found.append(_quotation(text, opened, match.end(), True))
            opened = None
    if opened is not None:
        found.append(_quotation(text, opened, len(text.rstrip()), False))
    if not found and ("‘" in text or "'" in text):
        found = [_quotation(text, m.start(), m.end(), True) for m in _SINGLE.finditer(text)]
    return [quotation for quotation in found if quotation.words]


def _may_open(text: str, start: int, end: int, mark: str) -> bool:
    if mark in _CLOSING:
        return False
    before = text[start - 1 : start]
    after = text[end : end + 1]
    if not after or after.isspace():
        return False
    return mark in _OPENING or not before or not (before.isalnum() or before in ".,")


def _may_close(text: str, start: int, end: int, mark: str) -> bool:
    if mark in _OPENING and mark != "“":
        return False
    before = text[start - 1 : start]
    after = text[end : end + 1]
    if mark in _CLOSING:
        return True
    if before.isspace() and after and not after.isspace() and after not in ".,;:!?)":
        return False
    return not after.isalnum()


def _quotation(text: str, start: int, end: int, closed: bool) -> Quotation:
    inner = text[start + 1 : end - 1 if closed else end].strip("\"'“”„«»‘’` ")
    words = len(_WORD.findall(inner))
    before = text[:start].rstrip()
    begins = not before or before[-1] in '.?!…:,;—–-)]"”’' or inner[:1] == "["
    ends = inner[-1:] in ".,?!…" or text[end : end + 1] in ",.?!"
    whole = inner[:1] != "" and (inner[0].isupper() or not inner[0].isalpha()) and ends and begins
    sentence = words > 0 and (whole or (not closed and words > 3) or bool(_TWO_SENTENCES.search(inner)))
    return Quotation(start, end, closed, False, words, sentence)
