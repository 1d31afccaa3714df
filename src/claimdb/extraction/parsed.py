"""Reports by rule: constructions of the parse, weighed by the cue lexicon.  Fast, and finds less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimdb.extraction.constructions import Candidate, candidates
from claimdb.extraction.cues import CueLexicon, lexicon
from claimdb.extraction.reports import Report, ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from claimdb.extraction.quotations import Quotation

LEAST_SCORE = 0.36
"""Candidates whose share of true attributions in the training corpus is below this are left alone."""
QUOTED_BONUS = 0.25
"""What quoted words in its content add to a candidate's score."""

EVIDENCE = {
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


def parsed_reports(doc: Doc, number: int, quotes: list[Quotation]) -> list[Report]:
    """The attributions of passage ``number`` by its parse, in order."""
    words = lexicon()
    found: dict[int, Report] = {}
    for candidate in candidates(_cue_words(doc, words)):
        report = _report(doc, number, candidate, words, quotes)
        if report is not None and report.content:
            earlier = found.get(candidate.head)
            if earlier is None or earlier.score < report.score:
                found[candidate.head] = report
    return sorted(found.values(), key=lambda report: report.head)


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
        cue=ranges(doc, candidate.cue),
        source=ranges(doc, candidate.source),
        source_head=candidate.source_head,
        content=[(number, start, end) for start, end in ranges(doc, candidate.content)],
        score=score,
        evidence=EVIDENCE.get(candidate.construction, "complement of a reporting word"),
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
