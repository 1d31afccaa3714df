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
_RUN = re.compile(r"([^\w\s])\1{30,}")  # rules and borders; a tokenizer takes them apart sign by sign
_ODD = re.compile(r"<\.\.\.>|[\x00-\x08\x0b\x0c\x0e-\x1f]|(?<!\n)\r?\n(?!\s*\n)|\t")

# Nobody sees a soft hyphen or a zero-width space, and a word is the same with it.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


def _misread(character: str) -> str:
    """How UTF-8 looks that was taken for Windows-1252, and saved so ("â€œ")."""
    return "".join(
        bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in character.encode()
    )


_MISREAD = {_misread(c): c for c in "‘’“”–—…•" + "".join(map(chr, range(0xC0, 0x100))) + "\u00a0£"}
# The hyphen of a word that a line's end breaks; words that are written with one keep it.
_BROKEN = (
    r"(?<=[a-z]{2})(?<!\bself)(?<!\bwell)(?<!\blong)(?<!\bnon)(?<!\bex)(?<!\bmid)(?<!\bhalf)(?<!\bhigh)(?<!\blow)(?<!\bso)"
    r"-\r?\n[ \t]*(?=[a-z]{2})"
)
_SIGNS = re.compile(f"[{_UNSEEN}â€ÃÂ]|[a-z]-\r?\n")
_REPAIRED = re.compile(
    f"[{_UNSEEN}]+|{_BROKEN}|" + "|".join(map(re.escape, sorted(_MISREAD, key=len, reverse=True)))
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, list item or turn, put together again where a page break interrupts it.

    ``text`` and ``printed`` are equally long; ``pieces`` are (offset in them, offset in the document,
    length here, length in the document).
    """

    text: str
    """For the language model: odd marks and line ends are replaced one for one."""
    printed: str
    """As it stands in the document, without what nobody sees there, misread characters set right."""
    pieces: tuple[tuple[int, int, int, int], ...]
    block: Block

    def spans(self, start: int, end: int) -> list[Span]:
        """Where ``text[start:end]`` stands in the document."""
        out: list[Span] = []
        behind = -1
        for at, origin, length, extent in self.pieces:
            first, last = max(start, at), min(end, at + length)
            if first >= last:
                continue
            stop = origin + (extent if last == at + length else last - at)
            if out and behind == at:
                out[-1] = Span(out[-1].start, stop)
            else:
                out.append(Span(origin + first - at, stop))
            behind = at + length
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
    pieces: list[tuple[int, int, int, int]] = []
    shown: list[str] = []
    at = 0
    for span in spans:
        for origin, extent, words in _seen(text, span):
            pieces.append((at, origin, len(words), extent))
            shown.append(words)
            at += len(words)
        shown.append(" ")
        at += 1
    printed = "".join(shown[:-1])
    plain = _ODD.sub(lambda match: " " * len(match.group()), printed)
    plain = _RUN.sub(lambda match: " " * len(match.group()), plain).translate(_PLAIN)
    return Passage(plain, printed, tuple(pieces), block)


def _seen(text: str, span: Span) -> Iterator[tuple[int, int, str]]:
    """The stretches of a span as a reader sees them: where each begins, how long it is, its words."""
    start, end = span
    if not _SIGNS.search(text, start, end):
        yield start, end - start, text[start:end]
        return
    position = start
    for match in _REPAIRED.finditer(text, start, end):
        if match.start() > position:
            yield position, match.start() - position, text[position : match.start()]
        if match.group() in _MISREAD:
            yield match.start(), len(match.group()), _MISREAD[match.group()]
        position = match.end()
    if position < end:
        yield position, end - position, text[position:end]
