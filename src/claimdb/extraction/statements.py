"""From sentences and attributions to statements: one document's passages, parsed, become its statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimdb.extraction.analysis import Analysis
from claimdb.extraction.cues import lexicon
from claimdb.extraction.drafting import drafts
from claimdb.extraction.functions import function_of, main_clause
from claimdb.extraction.parties import Parties, parties_of
from claimdb.extraction.subjects import Subjects
from claimdb.extraction.topics import TermTopics, terms_of
from claimdb.model import Corpus, Document, Span, Statement, joined, statement_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from claimdb.extraction.drafts import Draft
    from claimdb.extraction.passages import Passage
    from claimdb.extraction.reports import Report


def statements(
    document: Document, parts: Sequence[Passage], docs: Sequence[Doc], corpus: Corpus
) -> tuple[Statement, ...]:
    """The statements of ``document``, in the order of their first words.

    ``parts`` are its passages and ``docs`` what the pipeline made of their texts.
    """
    text = Analysis(document, parts, docs, corpus)
    return _finished(text, [draft for number in range(len(parts)) for draft in drafts(text, number)])


def _finished(text: Analysis, drafts: list[Draft]) -> tuple[Statement, ...]:
    topics = _topics(text, drafts)
    seen: set[str] = set()
    out = []
    for draft in drafts:
        spans = text.spans(draft.passage, draft.ranges)
        draft.id = statement_id(text.document.sha256, spans, draft.inside.id if draft.inside else None)
        if draft.id in seen:
            continue
        seen.add(draft.id)
        out.append(_statement(text, draft, tuple(spans), topics))
    kept = {s.id for s in out}
    return tuple(
        sorted(
            (s for s in out if s.nested_in is None or s.nested_in in kept),
            key=lambda s: (s.spans[0].start, s.nested_in is not None, -s.spans[-1].end, s.id),
        )
    )


def _statement(
    text: Analysis, draft: Draft, spans: tuple[Span, ...], topics: TermTopics | Subjects
) -> Statement:
    part = text.parts[draft.passage]
    report = draft.report
    words = joined(text.document.text, spans)
    first, last = text.sentences[draft.passage][draft.sentence]
    cue = text.docs[report.passage][report.token].lower_ if report and report.token >= 0 else ""
    parties = _parties(text, report)
    return Statement(
        id=draft.id,
        document=text.document.path,
        kind=draft.kind,
        spans=spans,
        text=words,
        speaker=draft.speaker.name,
        speaker_kind=draft.speaker.kind,
        source_spans=tuple(text.spans(report.passage, report.source)) if report else (),
        cue_spans=tuple(text.spans(report.passage, report.cue)) if report else (),
        via=parties.via,
        addressee=parties.addressee,
        function=function_of(
            words,
            main_clause(text.tokens(draft.passage, draft.ranges)),
            cue=lexicon().base.get(cue, cue),
            spoken=part.block.role == "turn",
            reporting=draft.frames,
        ),
        topics=topics.of(draft, words),
        section=part.block.section,
        timestamp=part.block.timestamp,
        attribution=_attribution(text, report) if report else None,
        nested_in=draft.inside.id if draft.inside else None,
        confidence=round(min(0.99, max(0.05, draft.confidence)), 2),
        evidence=draft.evidence,
        sentence_spans=tuple(text.spans(draft.passage, [(first, last)])),
    )


def _attribution(text: Analysis, report: Report) -> str:
    spans = [span for p, a, b in report.content for span in text.parts[p].spans(a, b)]
    spans += text.spans(report.passage, report.cue)
    return "a" + statement_id(text.document.sha256, spans)[:12]


def _parties(text: Analysis, report: Report | None) -> Parties:
    if report is None or report.token < 0:
        return Parties()
    return parties_of(text.docs[report.passage][report.token], text.cast, report.passage)


def _topics(text: Analysis, drafts: Sequence[Draft]) -> TermTopics | Subjects:
    """The topics that the corpus file lists; without any, those that the document itself shows."""
    terms = terms_of(text.corpus.topics)
    if terms:
        return TermTopics(terms, text.document.title, text.parts, text.sentences)
    return Subjects([part.text for part in text.parts], text.docs, text.cast, drafts)
