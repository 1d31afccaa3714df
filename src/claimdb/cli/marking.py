"""A stretch of a document with spans marked in it: by styles on a terminal, by brackets in plain text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from claimdb.model import Span


class Mark(NamedTuple):
    """How one sort of span is marked."""

    opening: str
    closing: str
    style: str


# Brackets that no newsroom sets, so that they are not taken for the document's own.
MARKS: Final[Mapping[str, Mark]] = {
    "statement": Mark("⟦", "⟧", "bold"),
    "source": Mark("⟨", "⟩", "yellow"),
    "cue": Mark("⟪", "⟫", "cyan"),
}


class Stretch(NamedTuple):
    """Words with the sorts of spans that hold them, and the brackets to set before and after them."""

    text: str
    sorts: tuple[str, ...]
    before: str
    after: str

    @property
    def style(self) -> str:
        return " ".join(MARKS[sort].style for sort in self.sorts)


def stretches(text: str, offset: int, spans: Mapping[str, Sequence[Span]]) -> list[Stretch]:
    """Cut ``text``, which begins at ``offset`` of its document, where spans begin and end."""
    inside = [
        (sort, max(start - offset, 0), min(end - offset, len(text)))
        for sort, sort_spans in spans.items()
        for start, end in sort_spans
        if start < offset + len(text) and end > offset
    ]
    cuts = sorted({0, len(text), *(point for _, start, end in inside for point in (start, end))})
    return [
        Stretch(
            text[start:end],
            tuple(sort for sort, first, last in inside if first <= start and end <= last),
            "".join(MARKS[sort].opening for sort, first, _ in inside if first == start),
            "".join(MARKS[sort].closing for sort, _, last in reversed(inside) if last == end),
        )
        for start, end in pairwise(cuts)
    ]


def legend(sorts: Iterable[str]) -> str:
    """What the brackets mean."""
    return " ".join(f"{MARKS[sort].opening}{sort}{MARKS[sort].closing}" for sort in sorts)
