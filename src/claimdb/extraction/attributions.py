"""Attributions in one passage: source, cue and content, from parse, cue lexicon and quotation marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from claimdb.extraction.constructions import SUBJECTS, VERB_TAGS, Candidate, candidates
from claimdb.extraction.cues import CueLexicon, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from claimdb.extraction.quotations import Quotation

LEAST_SCORE = 0.36
"""Candidates whose share of true attributions in the training corpus is below this are left alone."""
QUOTED_BONUS = 0.25
"""What quoted words in its content add to a candidate's score."""

_EVIDENCE = {
    "verb+clause": "clausal complement of a reporting verb",
    "verb+inf": "clausal complement of a reporting verb",
    "verb+to": "infinitive complement of a reporting verb",
    "verb+object+to": "infinitive complement of a reporting verb",
    "verb+passive+to": "passive reporting verb",
    "verb+object": "object of a reporting verb",
    "noun+clause": "clause of a reporting noun",
    "noun+to": "infinitive of a reporting noun",
    "adjective+clause": "clausal complement of an adjective of belief",
    "according": "according-to phrase",
    "as": "parenthetical as-clause",
    "in+view": "in-somebody's-view phrase",
    "quotation": "quotation beside a reporting verb",
    "colon": "quotation after a colon",
    "signed": "name after the dash behind a quotation",
}

_SOURCELESS = frozenset(
    {"verb+clause", "verb+to", "verb+passive+to", "noun+clause", "verb+inf", "verb+passive+as"}
)
"""Constructions that report even where nobody is named: "it is said that", "is expected to"."""
_DASHES = frozenset({"-", "--", "–", "—", "―"})

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


def reports(doc: Doc, number: int, quotes: list[Quotation]) -> tuple[list[Report], list[Quotation]]:
    """The attributions of passage ``number``, in order, and the quoted sentences that none of them covers."""
    words = lexicon()
    found: dict[int, Report] = {}
    for candidate in candidates(_cue_words(doc, words)):
        report = _report(doc, number, candidate, words, quotes)
        if report is not None and report.content:
            earlier = found.get(candidate.head)
            if earlier is None or earlier.score < report.score:
                found[candidate.head] = report
    out = sorted(found.values(), key=lambda report: report.head)
    for report in out:
        around = next((quote for quote in quotes if quote.start < report.head < quote.end), None)
        if around is not None:  # what a quoted word reports is quoted with it
            report.quoted = True
            report.content = _cut_to(report.content, around)
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


def _cue_words(doc: Doc, words: CueLexicon) -> Iterator[Token]:
    """The words of ``doc`` that the lexicon knows, found by their hashes all at once."""
    for i, word in enumerate(doc.to_array("LOWER").tolist()):
        if word in words.hashes:
            yield doc[i]


def _report(
    doc: Doc, number: int, candidate: Candidate, words: CueLexicon, quotes: list[Quotation]
) -> Report | None:
    head = doc[candidate.head]
    score = words.score(candidate.construction, head.lower_, bool(candidate.source))
    if 0 < score < LEAST_SCORE and candidate.source and _holds_quoted(doc, candidate, quotes):
        score += QUOTED_BONUS
    if score < LEAST_SCORE or (not candidate.source and candidate.construction not in _SOURCELESS):
        return None
    question = candidate.construction in {"according", "in+view"} and head.sent.text.rstrip().endswith("?")
    return Report(
        passage=number,
        construction=candidate.construction,
        head=head.idx,
        token=head.i,
        cue=_ranges(doc, candidate.cue),
        source=_ranges(doc, candidate.source),
        source_head=candidate.source_head,
        content=[(number, start, end) for start, end in _ranges(doc, candidate.content)],
        score=score,
        evidence=_EVIDENCE.get(candidate.construction, "complement of a reporting word"),
        from_main_clause=head.dep_ == "ROOT",
        interrogative=question,
    )


def _holds_quoted(doc: Doc, candidate: Candidate, quotes: list[Quotation]) -> bool:
    """True if quoted words stand in the candidate's content and its cue outside of them."""
    if not quotes or not candidate.content:
        return False
    first, last, head = doc[candidate.content[0]].idx, doc[candidate.content[-1]].idx, doc[candidate.head].idx
    return any(
        q.words > 1 and q.start <= last and first < q.end and not q.start <= head < q.end for q in quotes
    )


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
        best.content = _merged([*best.content, (number, quote.start, quote.end)])
        if not best.source and quote.sentence:
            _name_between(doc, quote, best)
        best.content = _cut_out(best.content, number, [*best.cue, *best.source])
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
        report.source = _ranges(doc, [t.i for t in between])
        report.source_head = between[-1].i


def _inside_content(quote: Quotation, out: list[Report], number: int) -> bool:
    return any(report.covers(number, (quote.start + quote.end) // 2) for report in out)


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
    spans = {_sentence_at(doc, first), _sentence_at(doc, last)}
    after = max(end for _, end in spans)
    if after < len(doc) and quote.end <= doc[after].idx <= quote.end + 2 and doc[after].text in _DASHES:
        spans.add(_sentence_at(doc, after))
    for start, end in sorted(spans):
        yield from (t for t in doc[start:end] if t.idx < quote.start or t.idx >= quote.end)


def _sentence_at(doc: Doc, token: int) -> tuple[int, int]:
    """The first token of the sentence of ``token`` and the first behind it; ``Token.sent`` walks them all."""
    starts = np.flatnonzero(doc.to_array("SENT_START") == 1)
    at = int(np.searchsorted(starts, token, side="right"))
    return int(starts[at - 1]) if at else 0, int(starts[at]) if at < len(starts) else len(doc)


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
        source=_ranges(doc, source),
        source_head=subject.i,
        content=[(number, quote.start, quote.end)],
        score=min(0.95, 0.1 + words.score("verb+clause", verb.lower_, True)),
        evidence=_EVIDENCE["quotation"],
        from_main_clause=True,
        quotation=True,
    )


def _after_colon(doc: Doc, number: int, quote: Quotation) -> Report | None:
    """``X: "…"`` and ``X took the floor: "…"``: the subject before the colon speaks."""
    colon = _token_at(doc, quote.start - 1)
    sentence = before = [t for t in doc[_sentence_at(doc, colon)[0] : colon + 1] if not t.is_space]
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
        source=_ranges(doc, source),
        source_head=subject.i,
        content=[(number, quote.start, quote.end)],
        score=0.6,
        evidence=_EVIDENCE["colon"],
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
        source=_ranges(doc, [t.i for t in after[1 : last + 1]]),
        source_head=after[last].i,
        content=[(number, quote.start, quote.end)],
        score=0.8,
        evidence=_EVIDENCE["signed"],
        from_main_clause=True,
        quotation=True,
    )


def _subject_of(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            return child
    return _subject_of(verb.head) if verb.dep_ == "conj" and verb.head != verb else None


# ---------------------------------------------------------------------------------- ranges


def _ranges(doc: Doc, tokens: tuple[int, ...] | list[int]) -> list[Range]:
    """Token indices as character ranges, over punctuation that stands between them."""
    out: list[list[int]] = []
    last = -2
    for i in tokens:
        start, end = doc[i].idx, doc[i].idx + len(doc[i])
        if out and all(doc[j].is_punct or doc[j].is_space for j in range(last + 1, i)):
            out[-1][1] = end
        else:
            out.append([start, end])
        last = i
    return [(start, end) for start, end in out]


def _contiguous(tokens: list[int], index: int) -> list[int]:
    """The unbroken run of ``tokens`` around ``index``."""
    have = set(tokens) | {index}
    first = last = index
    while first - 1 in have:
        first -= 1
    while last + 1 in have:
        last += 1
    return list(range(first, last + 1))


def _merged(parts: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    out: list[tuple[int, int, int]] = []
    for number, start, end in sorted(parts):
        if out and out[-1][0] == number and start <= out[-1][2] + 1:
            out[-1] = (number, out[-1][1], max(out[-1][2], end))
        else:
            out.append((number, start, end))
    return out


def _cut_to(parts: list[tuple[int, int, int]], quote: Quotation) -> list[tuple[int, int, int]]:
    """``parts`` as far as they stand in the quotation."""
    cut = ((number, max(start, quote.start), min(end, quote.end)) for number, start, end in parts)
    return [(number, start, end) for number, start, end in cut if start < end]


def _cut_out(
    parts: list[tuple[int, int, int]], number: int, taken: list[Range]
) -> list[tuple[int, int, int]]:
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
