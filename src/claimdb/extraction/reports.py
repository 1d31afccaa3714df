"""A report: one attribution under way, as ranges of characters in a document's passages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from claimdb.extraction.quotations import Quotation

Range = tuple[int, int]


@dataclass(slots=True)
class Report:
    """An attribution under way: ranges are offsets in passages, content with the passage's number."""

    passage: int
    construction: str
    head: int
    """Where the cue's head stands."""
    token: int
    """The cue's head, as a token of the passage."""
    cue: list[Range]
    source: list[Range]
    source_head: int | None
    """The token that heads the source phrase."""
    content: list[tuple[int, int, int]]
    score: float
    evidence: str
    from_main_clause: bool = False
    like: Report | None = None
    """The report whose speaker this one shares (a quotation that goes on)."""
    quotation: bool = field(default=False)
    """True if the content holds quoted sentences."""
    quoted: bool = False
    """True if the cue itself stands inside quotation marks: somebody's words about another's."""
    interrogative: bool = False
    """True for "what does X want, according to Y?": it names a source, but reports nothing."""

    def covers(self, passage: int, offset: int) -> bool:
        return any(p == passage and start <= offset < end for p, start, end in self.content)

    def in_passage(self, number: int) -> list[Range]:
        """Where the content stands in passage ``number``."""
        return [(start, end) for passage, start, end in self.content if passage == number]


def ranges(doc: Doc, tokens: Sequence[int]) -> list[Range]:
    """Token indices as character ranges, over punctuation that stands between them."""
    runs: list[list[int]] = []
    for i in tokens:
        if runs and all(doc[j].is_punct or doc[j].is_space for j in range(runs[-1][1] + 1, i)):
            runs[-1][1] = i
        else:
            runs.append([i, i])
    return [(doc[first].idx, doc[last].idx + len(doc[last])) for first, last in runs]


def merged(parts: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    out: list[tuple[int, int, int]] = []
    for number, start, end in sorted(parts):
        if out and out[-1][0] == number and start <= out[-1][2] + 1:
            out[-1] = (number, out[-1][1], max(out[-1][2], end))
        else:
            out.append((number, start, end))
    return out


def cut_to(parts: list[tuple[int, int, int]], quote: Quotation) -> list[tuple[int, int, int]]:
    """``parts`` as far as they stand in the quotation."""
    cut = ((number, max(start, quote.start), min(end, quote.end)) for number, start, end in parts)
    return [(number, start, end) for number, start, end in cut if start < end]


def cut_out(parts: list[tuple[int, int, int]], number: int, taken: list[Range]) -> list[tuple[int, int, int]]:
    """``parts`` without the ranges ``taken`` of passage ``number``."""
    for first, last in taken:
        left = []
        for passage, start, end in parts:
            if passage != number or last <= start or first >= end:
                left.append((passage, start, end))
                continue
            if start < first:
                left.append((passage, start, first))
            if last < end:
                left.append((passage, last, end))
        parts = left
    return parts


def sentence_at(doc: Doc, token: int) -> tuple[int, int]:
    """The first token of the sentence of ``token`` and the first behind it; ``Token.sent`` walks them all."""
    starts = np.flatnonzero(doc.to_array("SENT_START") == 1)
    at = int(np.searchsorted(starts, token, side="right"))
    return int(starts[at - 1]) if at else 0, int(starts[at]) if at < len(starts) else len(doc)
