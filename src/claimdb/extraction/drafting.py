"""The statements of one passage under way: what is reported in it, what is told in turns, and the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimdb.extraction.cast import UNKNOWN, Resolved
from claimdb.extraction.drafts import Draft, own_clauses, trimmed
from claimdb.extraction.joining import LOOSE
from claimdb.extraction.nesting import may_nest
from claimdb.extraction.reports import cut_out, merged
from claimdb.extraction.voices import voice_of_label
from claimdb.model import AUTHOR, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimdb.extraction.analysis import Analysis
    from claimdb.extraction.joining import Voice
    from claimdb.extraction.quotations import Quotation
    from claimdb.extraction.reports import Range, Report

_WORD = re.compile(r"\w")
OWN, OWN_CLAUSE = 0.88, 0.86
"""How many of the author's own sentences, and clauses beside a report, are so by PolNeAR's dev part."""


def drafts(text: Analysis, number: int) -> list[Draft]:
    """The statements of passage ``number``: those that stand on their own, then those inside of them."""
    part = text.parts[number]
    if part.block.role == "turn":
        outer = _turn(text, number)
        inner = [r for r in text.found[number] if may_nest(text, r)]
        return _nest(text, number, outer, inner)
    voiced = text.voiced(number)
    top, inner = _levels(text, number, voiced)
    outer = [d for report in top for d in _reported(text, number, report)]
    for report in _elsewhere(text, number):
        outer += _reported(text, number, report)
    for quote in text.loose[number]:
        outer += _unknown(text, number, quote)
    outer += _rest(text, number, outer, top, voiced)
    return _nest(text, number, outer, inner)


def _elsewhere(text: Analysis, number: int) -> Iterator[Report]:
    """Reports of earlier passages whose content goes on in this one."""
    for before in text.found[max(0, number - 12) : number]:
        for report in before:
            if any(p == number for p, _, _ in report.content):
                yield report


def _levels(text: Analysis, number: int, voiced: Voice | None) -> tuple[list[Report], list[Report]]:
    """The reports that stand on their own, and those inside what others report."""
    top: list[Report] = []
    inner: list[Report] = []
    found = [r for r in text.found[number] if not r.interrogative]
    elsewhere = list(_elsewhere(text, number))
    for report in sorted(found, key=lambda r: -r.score):
        inside = any(
            other.covers(number, report.head) for other in [*found, *elsewhere] if other is not report
        )
        foreign = voiced is not None and text.speakers[id(report)].name != voiced.speaker.name
        if inside or report.quoted or foreign:
            if may_nest(text, report):
                inner.append(report)
        elif not any(_same_content(report, other) for other in top):
            for other in top:  # no word is in two statements, unless one stands inside the other
                report.content = cut_out(report.content, number, other.in_passage(number))
            top.append(report)
    return sorted(top, key=lambda r: r.head), sorted(inner, key=lambda r: r.head)


def _turn(text: Analysis, number: int) -> list[Draft]:
    block = text.parts[number].block
    known = block.speaker is not None
    listed = next((s for s in text.corpus.speakers if s.name == block.speaker), None)
    kind = "person" if listed is None else listed.kind
    speaker = Resolved(block.speaker, kind, 1.0, "label") if known else UNKNOWN
    voice = None if known else voice_of_label(block.label)
    if voice is not None:
        speaker, known = Resolved(voice, "unnamed", 1.0, "label"), True
    return [
        Draft(number, i, [span], "turn", speaker, 0.98 if known else 0.5, "sentence of a labelled turn")
        for i, span in enumerate(text.sentences[number])
    ]


def _reported(text: Analysis, number: int, report: Report) -> list[Draft]:
    """The share of every sentence of the passage in the content of ``report``."""
    speaker = text.speakers[id(report)]
    ranges = [(start, end) for p, start, end in merged(report.content) if p == number]
    out = []
    for i, (first, last) in enumerate(text.sentences[number]):
        cut = [(max(a, first), min(b, last)) for a, b in ranges if a < last and b > first]
        share = trimmed(text.parts[number].printed, cut, text.quotes[number])
        if not share:
            continue
        kind = _kind(text, number, share)
        confidence = report.score * (speaker.certainty if report.source or report.like else 0.6)
        evidence = report.evidence
        if speaker.how in {"pronoun", "described"}:
            evidence += f", speaker by {'pronoun' if speaker.how == 'pronoun' else 'description'}"
        if speaker.also:
            evidence += f", together with {', '.join(speaker.also)}"
        out.append(Draft(number, i, share, kind, speaker, confidence, evidence, report))
    return out


def _unknown(text: Analysis, number: int, quote: Quotation) -> list[Draft]:
    """The sentences of a quotation that nobody is named for."""
    out = []
    for i, (first, last) in enumerate(text.sentences[number]):
        words = (max(first, quote.start), min(last, quote.end))
        share = trimmed(text.parts[number].printed, [words], text.quotes[number])
        if share:
            evidence = "quotation marks, no speaker found"
            out.append(Draft(number, i, share, "direct", UNKNOWN, 0.3, evidence))
    return out


def _rest(
    text: Analysis, number: int, drafts: list[Draft], top: list[Report], voiced: Voice | None
) -> Iterator[Draft]:
    """The sentences, and clauses of sentences, that no report covers: the author's own."""
    for i, (first, last) in enumerate(text.sentences[number]):
        printed = text.parts[number].printed[first:last]
        if not _WORD.search(printed):
            continue
        reported = [d for d in drafts if d.sentence == i]
        cues = [r for r in top if first <= r.head < last]
        if voiced is not None and not reported and not cues:
            evidence = "the document announces that it gives this speaker's words"
            for part in _at_quotations(text, number, first, last):
                share = trimmed(text.parts[number].printed, [part], text.quotes[number])
                if share:
                    kind = _kind(text, number, share)
                    yield Draft(number, i, share, kind, voiced.speaker, LOOSE, evidence)
        elif not reported and not cues:
            own = Resolved(AUTHOR, "author", 1.0, "own voice")
            yield Draft(number, i, [(first, last)], "authorial", own, OWN, "no attribution in the sentence")
        elif cues:
            share = trimmed(
                text.parts[number].printed,
                own_clauses(text.tokens(number, [(first, last)]), cues, reported),
            )
            if share:
                own = Resolved(AUTHOR, "author", 1.0, "own voice")
                evidence = "clause outside the attribution of its sentence"
                yield Draft(number, i, share, "authorial", own, OWN_CLAUSE, evidence)


def _at_quotations(text: Analysis, number: int, first: int, last: int) -> list[Range]:
    """A sentence cut where quoted sentences begin in it: what goes before them is another statement."""
    starts = [q.start for q in text.quotes[number] if q.sentence and first < q.start < last]
    return list(zip([first, *starts], [*starts, last], strict=True))


def _nest(text: Analysis, number: int, outer: list[Draft], inner: list[Report]) -> list[Draft]:
    """``outer`` and what is reported inside of it, each with the smallest draft around its cue."""
    out = list(outer)
    for report in inner:
        around = [d for d in out if d.covers(report.head) and d.report is not report]
        if not around:
            continue
        home = min(around, key=lambda d: d.length)
        if home.speaker.name is not None and home.speaker.name == text.speakers[id(report)].name:
            continue
        for draft in _reported(text, number, report):
            nested = next((d for d in around if d.sentence == draft.sentence and d is home), home)
            if draft.ranges == nested.ranges:
                continue
            draft.inside = nested
            nested.frames = nested.frames or report.from_main_clause
            out.append(draft)
    return out


def _kind(text: Analysis, number: int, share: Sequence[Range]) -> Kind:
    """Direct if every word stands in quotation marks, mixed if some do, indirect if none."""
    printed, quotes = text.parts[number].printed, text.quotes[number]
    words = inside = 0
    for start, end in share:
        words += len(_WORD.findall(printed, start, end))
        for quote in quotes:
            inside += len(_WORD.findall(printed, max(start, quote.start), min(end, quote.end)))
    if inside and inside == words:
        return "direct"
    return "mixed" if inside else "indirect"


def _same_content(one: Report, other: Report) -> bool:
    """True if two reports are of the same words (half of the characters or more)."""
    shared = sum(
        max(0, min(end, last) - max(start, first))
        for p, start, end in one.content
        for q, first, last in other.content
        if p == q
    )
    lengths = [sum(end - start for _, start, end in report.content) for report in (one, other)]
    return shared * 2 >= min(lengths) > 0
