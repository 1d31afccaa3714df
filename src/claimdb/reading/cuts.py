"""Blocks cut at what stands in them without being said: line numbers, stage directions, times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from claimdb.model import Block

from .lines import BLANK
from .turns import unsaid

Cut = tuple[int, int]


def cut_out(text: str, blocks: Iterable[Block], margins: Sequence[Cut] = ()) -> tuple[Block, ...]:
    """The blocks without ``margins`` and, in turns, without stage directions; both are metadata then."""
    out: list[Block] = []
    at = 0
    silent = False
    for block in blocks:
        while at < len(margins) and margins[at][1] <= block.start:
            out.append(Block("metadata", *margins[at], section=block.section))
            at += 1
        inner: list[Cut] = []
        while at < len(margins) and margins[at][0] < block.end:
            inner.append(margins[at])
            at += 1
        if block.role == "turn":
            inner = (
                sorted(inner + unsaid(text, block.start, block.end))
                if inner
                else unsaid(text, block.start, block.end)
            )
            # What goes on from a turn without words begins it.
            block = replace(block, continues=block.continues and not silent)
        parts = list(_split(text, block, inner)) if inner else [block]
        if block.role == "turn":
            silent = not any(part.role == "turn" for part in parts) and not block.continues
        out += parts
    out += [Block("metadata", *cut) for cut in margins[at:]]
    return tuple(out)


def _split(text: str, block: Block, cuts: Iterable[Cut]) -> Iterator[Block]:
    """The block's pieces between the cuts, each going on from the one before, and the cuts between."""
    position = block.start
    begun = False
    for start, end in (*cuts, (block.end, block.end)):
        if start < position:
            continue
        piece = _trimmed(text, position, start)
        if piece is not None:
            said = any(map(str.isalnum, text[piece[0] : piece[1]]))
            yield _piece(block, piece, said=said, begun=begun)
            begun = begun or said
        if end > start:
            yield Block("metadata", start, end, section=block.section)
        position = end


def _piece(block: Block, piece: Cut, *, said: bool, begun: bool) -> Block:
    start, end = piece
    if not said:
        return Block("metadata", start, end, section=block.section)
    return replace(
        block, start=start, end=end, continues=block.continues or (begun and block.role != "heading")
    )


def _trimmed(text: str, start: int, end: int) -> Cut | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip(BLANK))
    end -= len(words) - len(words.rstrip(BLANK))
    return (start, end) if start < end else None
