"""Quoted sentences that no reporting word stands beside: whose they are, by what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimdb.extraction.reports import Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimdb.extraction.cast import Cast, Resolved
    from claimdb.extraction.passages import Passage
    from claimdb.extraction.quotations import Quotation
    from claimdb.model import Document

_SPOKEN = r"(?:interview|speech|address|remarks|statement|\w+\s+conference|briefing|conversation|testimony)"
_DIGEST = re.compile(
    rf"""\b(?:takeaways?|highlights?|(?:main|key)\s+points|quot(?:e|ation)s?|excerpts?|statements?|remarks|theses)
    \s+(?:from|of|made\s+(?:in|at|during))\s+(?:the\s+)?(?P<who>[\w.\ -]+?)['’]s?
    \s+(?:\w+\s+){{0,3}}{_SPOKEN}""",
    re.VERBOSE | re.IGNORECASE,
)
_WHAT_SAID = re.compile(
    r"""\b[Ww]hat\s+(?P<who>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*)\s+
    (?:said|says|spoke\s+(?:about|of|on)|told|talked\s+about)\b""",
    re.VERBOSE,
)
LOOSE = 0.55
"""The score of a quotation whose speaker only its surroundings tell."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody whose words a document announces that its sections report."""

    speaker: Resolved
    first: int
    """The first passage after the announcement."""

    def speaks(self, number: int, passage: Passage, title: str | None) -> bool:
        return number >= self.first and passage.block.section not in (None, title)


def voice_of(
    document: Document, parts: Sequence[Passage], loose: Sequence[Sequence[Quotation]], cast: Cast
) -> Voice | None:
    """Whose words the document says it gives ("key takeaways from the president's interview"), if any.

    Only where at least two sections hold quotations that nobody is named for.
    """
    sections = {part.block.section for part, quotes in zip(parts, loose, strict=True) if quotes}
    if len(sections - {None, document.title}) < 2:
        return None
    for number, part in enumerate(parts):
        match = _DIGEST.search(part.printed)
        if match:
            speaker = _named(match["who"], cast)
            if speaker.name is not None:
                return Voice(speaker, number + 1)
    match = _WHAT_SAID.search(document.title or "")
    if match:
        speaker = _named(match["who"], cast)
        if speaker.name is not None:
            return Voice(speaker, 0)
    return None


def _named(words: str, cast: Cast) -> Resolved:
    found = cast.introduced(words)
    return found if found.name is not None else cast.described(words.split()[-1].lower())


def join(
    parts: Sequence[Passage], found: list[list[Report]], loose: Sequence[Sequence[Quotation]]
) -> list[list[Quotation]]:
    """Give every loose quotation to the attribution it goes on with; return those that none fits.

    A quotation later in a paragraph goes on with the quotation before it; one that opens a paragraph
    after an unclosed one goes on with that; one that stands alone belongs to whom the paragraph before
    quotes, or to whom the sentence before the list names.
    """
    left: list[list[Quotation]] = []
    for number, quotes in enumerate(loose):
        rest = []
        for quote in quotes:
            report = _goes_on(parts, found, number, quote)
            if report is None:
                rest.append(quote)
        left.append(rest)
    return left


def _goes_on(
    parts: Sequence[Passage], found: list[list[Report]], number: int, quote: Quotation
) -> Report | None:
    before = [
        r for r in found[number] if _starts(r, number) < quote.start and not (r.interrogative or r.quoted)
    ]
    quoted = [r for r in before if r.quotation]
    if quoted:
        quoted[-1].content.append((number, quote.start, quote.end))
        return quoted[-1]
    if before:
        return _follow(
            found, number, quote, _chief(before), "quotation after a report in the same paragraph", 0.7
        )
    if number == 0 or (parts[number].printed[: quote.start].strip() and not quote.continued):
        return None
    earlier = [r for r in found[number - 1] if (r.source or r.like is not None) and not r.quoted]
    if quote.continued and earlier:
        earlier[-1].content.append((number, quote.start, quote.end))
        return earlier[-1]
    if earlier:
        chief = _chief(earlier)
        return _follow(found, number, quote, chief, "quotation after the paragraph of its speaker", LOOSE)
    return None


def _chief(reports: Sequence[Report]) -> Report:
    """The report of a paragraph that later quotations most likely go on with."""
    main = [r for r in reports if r.from_main_clause] or list(reports)
    return main[-1]


def _follow(
    found: list[list[Report]], number: int, quote: Quotation, like: Report, evidence: str, score: float
) -> Report:
    report = Report(
        passage=number,
        construction="follows",
        head=quote.start,
        token=-1,
        cue=[],
        source=like.source if like.passage == number else [],
        source_head=None,
        content=[(number, quote.start, quote.end)],
        score=score,
        evidence=evidence,
        from_main_clause=True,
        like=like.like or like,
        quotation=True,
    )
    found[number].append(report)
    found[number].sort(key=lambda r: r.head)
    return report


def _starts(report: Report, number: int) -> int:
    return min([start for p, start, _ in report.content if p == number] + [report.head])
