"""Attributions in one passage: what the tagger or the parse found, and the quotations beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from claimdb.extraction.constructions import SUBJECTS, VERB_TAGS
from claimdb.extraction.continuing import goes_on
from claimdb.extraction.cues import CueLexicon, lexicon
from claimdb.extraction.learned import learned_reports
from claimdb.extraction.parsed import EVIDENCE, LEAST_SCORE, parsed_reports
from claimdb.extraction.parties import TOLD
from claimdb.extraction.reports import Report, cut_out, cut_to, merged, ranges, sentence_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from claimdb.extraction.quotations import Quotation

_DASHES = frozenset({"-", "--", "–", "—", "―"})
_SURELY_REPORTED = 0.55
"""The confidence from which the tagger is believed in speech, of which it has learned little; whoever is told
something has been told it."""
_SURELY_SAID = 0.65
"""The share of a cue's clauses that annotators marked, from which the parse is believed in speech."""


def reports(
    docs: Sequence[Doc], number: int, quotes: list[Quotation], *, spoken: bool = False
) -> tuple[list[Report], list[Quotation]]:
    """The attributions of passage ``number``, in order, and the quoted sentences that none of them covers.

    ``spoken``: the passage is a turn of a transcript, where speech is told without quotation marks.
    """
    words, doc = lexicon(), docs[number]
    learned = learned_reports(docs, number)
    if learned is not None and spoken:
        learned = [r for r in learned if r.score >= _SURELY_REPORTED or doc[r.token].lower_ in TOLD]
    for report in learned or ():
        report.content = _said(docs, number, report, quotes)
    parsed = parsed_reports(doc, number, quotes) if learned is None or quotes or spoken else []
    out = parsed if learned is None else [*learned, *_missed(doc, parsed, learned, quotes, spoken=spoken)]
    for report in out:
        around = next((quote for quote in quotes if quote.start < report.head < quote.end), None)
        if around is not None:  # what a quoted word reports is quoted with it
            report.quoted = True
            report.content = cut_to(report.content, around)
    out = [report for report in out if report.content]
    left = [quote for quote in quotes if not _taken_up(doc, quote, out, number)]
    loose = []
    for quote in left:
        if _resumes(doc, quote, out, number):
            continue
        beside = _beside(doc, number, quote, quotes, words) if quote.sentence else None
        if beside is not None:
            _put(out, beside)
        elif quote.sentence and not _inside_content(quote, out, number):
            loose.append(quote)
    return sorted(out, key=lambda report: report.head), loose


def _said(
    docs: Sequence[Doc], number: int, report: Report, quotes: list[Quotation]
) -> list[tuple[int, int, int]]:
    """The content without sentences that nothing ties to the cue: those of others, outside quotation marks.

    After a colon or a dash for a cue, as in "Jane Doe: …", everything is tied to it.
    """
    doc = docs[number]
    if not any(doc[i].is_alpha for start, end in report.cue for i in _tokens_in(doc, start, end)):
        return report.content
    first, last = sentence_at(doc, report.token)
    own = [(doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))]
    own += [(quote.start, quote.end) for quote in quotes]
    kept = [part for part in report.content if part[0] != number and _is_quoted(docs, part)]
    for passage, start, end in report.content:
        if passage == number:
            kept += [(number, max(start, a), min(end, b)) for a, b in own if max(start, a) < min(end, b)]
    return merged([*kept, *((number, start, end) for start, end in goes_on(doc, report, number))])


def _is_quoted(docs: Sequence[Doc], part: tuple[int, int, int]) -> bool:
    passage, start, _ = part
    return docs[passage].text[start : start + 1] in {'"', "'", "`"}


def _tokens_in(doc: Doc, start: int, end: int) -> range:
    return range(_token_at(doc, start), _token_at(doc, end - 1) + 1)


def _missed(
    doc: Doc, parsed: list[Report], learned: list[Report], quotes: list[Quotation], *, spoken: bool
) -> Iterator[Report]:
    """What the parse alone finds inside quotations and turns, of which the tagger has seen few."""
    for report in parsed:
        quoted = any(quote.start < report.head < quote.end for quote in quotes)
        told = spoken and report.construction == "verb+clause" and report.score >= _SURELY_SAID
        told = told and all(child.dep_ != "neg" for child in doc[report.token].children)
        known = any(other.head == report.head or _has_cue(other, report.head) for other in learned)
        if (quoted or told) and not known:
            yield report


def _has_cue(report: Report, offset: int) -> bool:
    return any(start <= offset < end for start, end in report.cue)


def _put(out: list[Report], report: Report) -> None:
    """Add ``report``, in place of what the parse made of the same cue."""
    for index, other in enumerate(out):
        if other.head == report.head:
            other.content += [part for part in report.content if part not in other.content]
            other.quotation = True
            out[index] = other
            return
    out.append(report)


# ------------------------------------------------------------------------------ quotations


def _taken_up(doc: Doc, quote: Quotation, out: list[Report], number: int) -> bool:
    """Give the whole quotation to the report whose content it overlaps most; False where there is none."""
    best, most = None, 0
    for report in out:
        if quote.start <= report.head < quote.end:
            continue
        overlap = sum(
            max(0, min(end, quote.end) - max(start, quote.start)) for _, start, end in report.content
        )
        if overlap > most:
            best, most = report, overlap
    if best is None or (quote.sentence and most < 3):
        return False
    if quote.sentence or most * 2 >= quote.end - quote.start:
        best.content = merged([*best.content, (number, quote.start, quote.end)])
        if not best.source and quote.sentence:
            _name_between(doc, quote, best)
        best.content = cut_out(best.content, number, [*best.cue, *best.source])
        best.quotation = best.quotation or quote.sentence
    return True


def _resumes(doc: Doc, quote: Quotation, out: list[Report], number: int) -> bool:
    """Join a quotation to the one that its own sentence's tag interrupts: "A," she said, "B."."""
    for report in out:
        quoted_before = report.quotation and any(
            p == number and end <= report.head for p, _, end in report.content
        )
        if quoted_before and report.head < quote.start:
            between = doc.text[report.head : quote.start]
            if len(between) < 60 and "." not in between.rstrip(" \n") and between.rstrip()[-1:] in {",", ":"}:
                report.content.append((number, quote.start, quote.end))
                return True
    return False


def _name_between(doc: Doc, quote: Quotation, report: Report) -> None:
    """Take the words between a quotation and the verb after it for the source that the parse missed."""
    first = _token_at(doc, quote.end - 1) + 1
    between = [t for t in doc[first : report.token] if not t.is_punct and not t.is_space]
    if 0 < len(between) <= 10 and between[-1].tag_ in {"NNP", "NNPS", "NN", "NNS", "PRP"}:
        report.source = ranges(doc, [t.i for t in between])
        report.source_head = between[-1].i


def _inside_content(quote: Quotation, out: list[Report], number: int) -> bool:
    """True for what is quoted within what somebody is said to say, by a report outside of the quotation."""
    around = (report for report in out if not quote.start <= report.head < quote.end)
    return any(report.covers(number, (quote.start + quote.end) // 2) for report in around)


def _beside(
    doc: Doc, number: int, quote: Quotation, quotes: list[Quotation], words: CueLexicon
) -> Report | None:
    """The report that a quoted sentence belongs to by standing next to a reporting verb or a colon."""
    best: tuple[int, Token, Token] | None = None
    for token in _around(doc, quote):
        if token.tag_ not in VERB_TAGS or any(q.start <= token.idx < q.end for q in quotes):
            continue
        subject = _subject_of(token)
        if subject is None or words.score("verb+clause", token.lower_, True) < LEAST_SCORE:
            continue
        distance = quote.start - token.idx if token.idx < quote.start else token.idx - quote.end
        if best is None or distance < best[0]:
            best = (distance, token, subject)
    if best is not None:
        return _next_to(doc, number, quote, best[1], best[2], words)
    signed = _signed(doc, number, quote)
    if signed is not None:
        return signed
    if doc.text[: quote.start].rstrip().endswith(":"):
        return _after_colon(doc, number, quote)
    return None


def _around(doc: Doc, quote: Quotation) -> Iterator[Token]:
    """The words outside ``quote`` of the sentences that it begins and ends in, and of a tag after a dash."""
    first, last = _token_at(doc, quote.start), _token_at(doc, quote.end - 1)
    spans = {sentence_at(doc, first), sentence_at(doc, last)}
    after = max(end for _, end in spans)
    if after < len(doc) and quote.end <= doc[after].idx <= quote.end + 2 and doc[after].text in _DASHES:
        spans.add(sentence_at(doc, after))
    for start, end in sorted(spans):
        yield from (t for t in doc[start:end] if t.idx < quote.start or t.idx >= quote.end)


def _token_at(doc: Doc, offset: int) -> int:
    """The index of the token that holds ``offset``, or of the last before it."""
    return max(0, int(np.searchsorted(doc.to_array("IDX"), offset, side="right")) - 1)


def _next_to(
    doc: Doc, number: int, quote: Quotation, verb: Token, subject: Token, words: CueLexicon
) -> Report:
    source = [t.i for t in subject.subtree if not (quote.start <= t.idx < quote.end) and t.i != verb.i]
    source = _contiguous(source, subject.i)
    return Report(
        passage=number,
        construction="quotation",
        head=verb.idx,
        token=verb.i,
        cue=[(verb.idx, verb.idx + len(verb))],
        source=ranges(doc, source),
        source_head=subject.i,
        content=[(number, quote.start, quote.end)],
        score=min(0.95, 0.1 + words.score("verb+clause", verb.lower_, True)),
        evidence=EVIDENCE["quotation"],
        from_main_clause=True,
        quotation=True,
    )


def _after_colon(doc: Doc, number: int, quote: Quotation) -> Report | None:
    """``X: "…"`` and ``X took the floor: "…"``: the subject before the colon speaks."""
    colon = _token_at(doc, quote.start - 1)
    sentence = before = [t for t in doc[sentence_at(doc, colon)[0] : colon + 1] if not t.is_space]
    if not before:
        return None
    subject = next((t for t in sentence if t.dep_ in SUBJECTS and t.head.dep_ == "ROOT"), None)
    if subject is None and len(sentence) <= 6:
        subject = next((t for t in reversed(sentence) if t.tag_ in {"NNP", "NNPS"}), None)
    if subject is None or subject.tag_ not in {"NNP", "NNPS", "PRP", "NN"}:
        return None
    source = _contiguous([t.i for t in subject.subtree if t.idx < quote.start and not t.is_punct], subject.i)
    return Report(
        passage=number,
        construction="colon",
        head=before[-1].idx,
        token=before[-1].i,
        cue=[],
        source=ranges(doc, source),
        source_head=subject.i,
        content=[(number, quote.start, quote.end)],
        score=0.6,
        evidence=EVIDENCE["colon"],
        from_main_clause=True,
        quotation=True,
    )


def _signed(doc: Doc, number: int, quote: Quotation) -> Report | None:
    """``"…" — X``: the name after the dash that follows a quotation."""
    first = _token_at(doc, quote.end - 1) + 1
    after = [t for t in doc[first : first + 10] if not t.is_space][:8]
    if len(after) < 2 or after[0].text not in _DASHES or after[1].tag_ not in {"NNP", "NNPS"}:
        return None
    last = 1
    while last + 1 < len(after) and after[last + 1].tag_ in {"NNP", "NNPS"}:
        last += 1
    return Report(
        passage=number,
        construction="signed",
        head=after[0].idx,
        token=after[0].i,
        cue=[(after[0].idx, after[0].idx + len(after[0]))],
        source=ranges(doc, [t.i for t in after[1 : last + 1]]),
        source_head=after[last].i,
        content=[(number, quote.start, quote.end)],
        score=0.8,
        evidence=EVIDENCE["signed"],
        from_main_clause=True,
        quotation=True,
    )


def _subject_of(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            return child
    return _subject_of(verb.head) if verb.dep_ == "conj" and verb.head != verb else None


def _contiguous(tokens: list[int], index: int) -> list[int]:
    """The unbroken run of ``tokens`` around ``index``."""
    have = set(tokens) | {index}
    first = last = index
    while first - 1 in have:
        first -= 1
    while last + 1 in have:
        last += 1
    return list(range(first, last + 1))
