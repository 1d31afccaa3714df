"""Passages: the blocks of a document as running text for the language model, with the way back to offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimdb.model import Block, Document, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_STATED_IN = frozenset({"paragraph", "list item", "turn"})
_LONGEST = (
    10_000  # what rules and parser cost grows faster than the text; longer blocks are cut at a sentence
)

# One character for one, so that offsets stay: marks that the models know less well, and emphasis.
_PLAIN = {ord(a): b for a, b in zip("‘’‚“”„«»\u00a0\u2011*_", '\'\'\'""""" -  ', strict=True)}
_ODD = re.compile(
    r"<\.\.\.>|[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]|(?<!\n)\r?\n(?!\s*\n)|\t"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, list item or turn, put together again where a page break interrupts it.

    ``text`` is as long as what is printed, character for character, but for the blanks that join
    pieces; ``pieces`` are (offset in ``text``, offset in the document, length).
    """

    text: str
    """For the language model: odd marks and line ends are replaced one for one."""
    printed: str
    """As it stands in the document."""
    pieces: tuple[tuple[int, int, int], ...]
    block: Block

    def spans(self, start: int, end: int) -> list[Span]:
        """Where ``text[start:end]`` stands in the document."""
        out = []
        for at, origin, length in self.pieces:
            first, last = max(start, at), min(end, at + length)
            if first < last:
                out.append(Span(origin + first - at, origin + last - at))
        return out


def passages(document: Document) -> Iterator[Passage]:
    """The passages of ``document`` that statements are made in, in order."""
    waiting: dict[str, list[Block]] = {}
    groups: list[list[Block]] = []
    for block in document.blocks:
        if block.role not in _STATED_IN:
            continue
        if block.continues and block.role in waiting:
            waiting[block.role].append(block)
        else:
            waiting[block.role] = [block]
            groups.append(waiting[block.role])
    for group in groups:
        spans = [part for block in group for part in _parts(document.text, _words(document.text, block))]
        for run in _runs(spans):
            yield _passage(document.text, run, group[0])


def _words(text: str, block: Block) -> Span:
    """The block without the mark of a list item ("1.", "-")."""
    start = block.start
    if block.role == "list item" and block.label and text.startswith(block.label, start):
        start += len(block.label)
        while start < block.end and text[start].isspace():
            start += 1
    return Span(start, block.end)


def _parts(text: str, span: Span) -> Iterator[Span]:
    """``span``, cut at a sentence's end where it is longer than a language model takes."""
    start, end = span
    while end - start > _LONGEST:
        cut = max(text.rfind(". ", start, start + _LONGEST), text.rfind("\n", start, start + _LONGEST))
        if cut <= start:
            cut = text.rfind(" ", start, start + _LONGEST)
        cut = cut + 1 if cut > start else start + _LONGEST
        yield Span(start, cut)
        start = cut
    yield Span(start, end)


def _runs(spans: list[Span]) -> Iterator[list[Span]]:
    """The spans that go into one passage: together until the passage is long enough."""
    run: list[Span] = []
    length = 0
    for span in spans:
        if run and length + span.end - span.start > _LONGEST:
            yield run
            run, length = [], 0
        run.append(span)
        length += span.end - span.start
    if run:
        yield run


def _passage(text: str, spans: list[Span], block: Block) -> Passage:
    pieces = []
    at = 0
    for start, end in spans:
        pieces.append((at, start, end - start))
        at += end - start + 1
    printed = " ".join(text[start:end] for start, end in spans)
    plain = _ODD.sub(lambda match: " " * len(match.group()), printed).translate(_PLAIN)
    return Passage(plain, printed, tuple(pieces), block)
