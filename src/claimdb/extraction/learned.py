"""Reports by the tagger: what it found in a Doc, as ranges, and the head of the source by the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimdb.extraction.names import NAME_TAGS
from claimdb.extraction.reports import Report, merged, ranges
from claimdb.extraction.tagging.keys import TAGGED, Tagged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

LEARNED = "learned"
"""The construction of all reports of the tagger."""
_NOUNS = frozenset({*NAME_TAGS, "NN", "NNS", "PRP", "WP", "WDT", "DT", "CD", "PRP$"})


def learned_reports(docs: Sequence[Doc], number: int) -> list[Report] | None:
    """The attributions of passage ``number``, in order; ``None`` where no tagger ran."""
    found: tuple[Tagged, ...] | None = docs[number].user_data.get(TAGGED)
    if found is None:
        return None
    reports = [_report(docs, number, one) for one in found]
    return sorted((report for report in reports if report.content), key=lambda report: report.head)


def _report(docs: Sequence[Doc], number: int, one: Tagged) -> Report:
    doc = docs[number]
    head = doc[one.anchor]
    content: list[tuple[int, int, int]] = []
    for further in sorted({further for further, _ in one.content}):
        tokens = [token for passage, token in one.content if passage == further]
        content += [(number + further, start, end) for start, end in ranges(docs[number + further], tokens)]
    return Report(
        passage=number,
        construction=LEARNED,
        head=head.idx,
        token=one.anchor,
        cue=ranges(doc, one.cue),
        source=ranges(doc, one.source),
        source_head=_source_head(doc, one.source),
        content=merged(content),
        score=one.confidence,
        evidence=f"learned from annotated news: {head.text!r}" if one.cue else "learned from annotated news",
        from_main_clause=head.dep_ == "ROOT",
    )


def _source_head(doc: Doc, source: Sequence[int]) -> int | None:
    """The word of a source phrase that the others hang on; the first, where the phrase is in parts."""
    if not source:
        return None
    inside = set(source)
    tops = [i for i in source if doc[i].head.i not in inside or doc[i].head.i == i]
    nominal = [i for i in tops if doc[i].tag_ in _NOUNS] or [i for i in source if doc[i].tag_ in _NOUNS]
    return (nominal or tops or list(source))[0]
