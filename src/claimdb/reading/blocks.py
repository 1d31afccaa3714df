"""Roles to blocks: labels, datelines and list labels cut off, sections and continuations set."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from claimdb.model import Block, Role

from .bylines import find_dateline
from .draft import FURNITURE
from .headings import heading_words, point_label
from .lines import LIST_MARK, ends_sentence, starts_lower
from .openings import find_opening
from .structure import Structure
from .turns import Label

_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+$")
_SIGNED = re.compile(r"[”\"]\s—\s[^.!?]{2,120}$")
"""How an embedded post ends."""
DATELINE = "dateline"
TURN_LABEL = "turn label"
"""The ``label`` of the metadata blocks that say what they are."""
DATELINE_PARAGRAPHS = 3
"""A dateline opens one of the first paragraphs under the title, or none."""


class _Builder:
    """Collects the blocks in order and keeps the section that they stand under."""

    def __init__(self, text: str, title: str | None) -> None:
        self.text = text
        self.title = title
        self.section = title
        self.blocks: list[Block] = []
        self.spoken: int | None = None
        """The first paragraph of the turn whose words came last."""

    def add(self, role: Role, start: int, end: int, section: str | None, *, label: str | None = None) -> None:
        self.blocks.append(Block(role, start, end, label=label, section=section))


def build(
    text: str,
    found: Structure,
    labels: Mapping[int, Label],
    speakers: Mapping[str, str | None],
    title: str | None,
) -> tuple[Block, ...]:
    """The blocks of a document; every character that is no white space is in exactly one."""
    builder = _Builder(text, title)
    paragraphs = 0
    for index, (paragraph, role) in enumerate(zip(found.paragraphs, found.roles, strict=True)):
        start, end = paragraph.start, paragraph.end
        if role == "turn":
            _add_turn(builder, found, index, labels, speakers)
        elif role == "title":
            _add_title(builder, start, end)
        elif role == "heading":
            builder.add("heading", start, end, builder.section if index in found.standfirsts else title)
            if index not in found.standfirsts:
                builder.section = heading_words(paragraph.text)
        elif role == "list item":
            _add_item(builder, start, end, paragraph.text)
        elif role == "paragraph":
            if paragraphs < DATELINE_PARAGRAPHS:
                start = _add_opening(builder, start, paragraph.text)
            # The lines of a summary may stand above the dateline.
            paragraphs += ends_sentence(paragraph.text)
            builder.add("paragraph", start, end, builder.section)
        else:
            builder.add(role, start, end, builder.section, label=found.marks.get(index))
    return tuple(_continued(text, builder.blocks))


def _add_opening(builder: _Builder, start: int, text: str) -> int:
    """Add what a paragraph begins with and is none of its text; where the text begins is returned."""
    opening = find_opening(text)
    if opening:
        for begin, until, role, mark in opening.parts:
            builder.add(role, start + begin, start + until, builder.section, label=mark)
        start, text = start + opening.end, text[opening.end :]
    dateline = find_dateline(text)
    if dateline:
        builder.add("metadata", start, start + dateline.end, builder.section, label=DATELINE)
        start += dateline.end + len(text[dateline.end :]) - len(text[dateline.end :].lstrip())
    return start


def _add_title(builder: _Builder, start: int, end: int) -> None:
    last = builder.blocks[-1] if builder.blocks else None
    if last is not None and last.role == "title":
        builder.blocks[-1] = replace(last, end=end)
    else:
        builder.add("title", start, end, None)
    if builder.title is None:
        builder.section = heading_words(builder.text[builder.blocks[-1].start : end])


def _add_item(builder: _Builder, start: int, end: int, text: str) -> None:
    point = point_label(text)
    if point is not None:
        builder.add("heading", start, start + len(text[: point.text_start].rstrip()), builder.section)
        builder.add("list item", start + point.text_start, end, point.words)
        return
    mark = LIST_MARK.match(text)
    builder.add("list item", start, end, builder.section, label=mark[0].strip() if mark else None)


def _add_turn(
    builder: _Builder,
    found: Structure,
    index: int,
    labels: Mapping[int, Label],
    speakers: Mapping[str, str | None],
) -> None:
    """A turn's paragraph: its label as a block of its own, the paragraphs after it in one span."""
    paragraph, owner = found.paragraphs[index], found.owners[index]
    start, end = paragraph.start, paragraph.end
    first = found.paragraphs[index if owner is None else owner]
    label = labels[first.first_line]
    if index == owner:
        words = paragraph.text[: label.end].rstrip()
        if words:
            builder.add("metadata", start, start + len(words), builder.section, label=TURN_LABEL)
        start += label.end
        if start >= end:
            return
    elif builder.blocks[-1].role == "turn":
        builder.blocks[-1] = replace(builder.blocks[-1], end=end)
        return
    turn = Block("turn", start, end, label.name if label.shown else None, speakers.get(label.who))
    builder.blocks.append(
        replace(
            turn,
            timestamp=label.timestamp,
            until=label.until,
            section=builder.section,
            continues=builder.spoken == owner,
        )
    )
    builder.spoken = owner


def _continued(text: str, blocks: list[Block]) -> list[Block]:
    """Mark the paragraphs that go on with a sentence broken off before furniture or a page's end."""
    earlier: Block | None = None
    between = False
    for index, block in enumerate(blocks):
        if block.role in FURNITURE:
            between = between or block.label != DATELINE
            continue
        alike = (
            earlier is not None and block.role == earlier.role and block.role in ("paragraph", "list item")
        )
        if alike and earlier is not None and _goes_on(text, earlier, block, between):
            blocks[index] = replace(block, continues=True)
        earlier, between = block, False
    return blocks


def _goes_on(text: str, earlier: Block, block: Block, between: bool) -> bool:
    before = text[max(earlier.start, earlier.end - 160) : earlier.end]
    after = text[block.start : block.start + 40]
    if ends_sentence(before) or _ADDRESS.search(before) or _SIGNED.search(before):
        return False
    if starts_lower(after):
        return not before.endswith((":", ";"))
    return between and not before.endswith((":", ";")) and block.label is None
