"""From sentences and attributions to statements: one document's passages, parsed, become its statements."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from claimdb.extraction.attributions import reports
from claimdb.extraction.cast import UNKNOWN, Cast, Resolved
from claimdb.extraction.cues import lexicon
from claimdb.extraction.drafts import Draft, own_clauses, sentences_of, trimmed
from claimdb.extraction.functions import function_of, main_clause
from claimdb.extraction.joining import LOOSE, Voice, join, voice_of
from claimdb.extraction.learned import LEARNED
from claimdb.extraction.nesting import reports_inside
from claimdb.extraction.parties import Parties, parties_of
from claimdb.extraction.quotations import Quotation, quotations
from claimdb.extraction.reports import Range, Report, merged
from claimdb.extraction.subjects import Subjects
from claimdb.extraction.topics import TermTopics, terms_of
from claimdb.extraction.voices import voice_of_label
from claimdb.model import AUTHOR, Corpus, Document, Kind, Span, Statement, joined, statement_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from claimdb.extraction.passages import Passage

_WORD = re.compile(r"\w")
_NESTABLE = frozenset({"verb+clause", "verb+inf", "verb+object+to", "noun+clause", "quotation", "verb+to"})
OWN, OWN_CLAUSE = 0.88, 0.86
"""How many of the author's own sentences, and clauses beside a report, are so by PolNeAR's dev part."""
_FIRST_PERSON = frozenset("i we me us my our".split())
_NOBODY = _FIRST_PERSON | frozenset("nobody none anyone anybody one whoever no-one noone".split())


def statements(
    document: Document, parts: Sequence[Passage], docs: Sequence[Doc], corpus: Corpus
) -> tuple[Statement, ...]:
    """The statements of ``document``, in the order of their first words.

    ``parts`` are its passages and ``docs`` what the pipeline made of their texts.
    """
    return _Reading(document, parts, docs, corpus).statements()


class _Reading:
    """One document while its statements are made; the stages run in the order of :meth:`statements`."""

    def __init__(
        self, document: Document, parts: Sequence[Passage], docs: Sequence[Doc], corpus: Corpus
    ) -> None:
        self.document, self.parts, self.docs, self.corpus = document, parts, docs, corpus
        present = [part.block.speaker for part in parts if part.block.speaker is not None]
        self.cast = Cast(corpus.speakers, document.published, list(dict.fromkeys(present)))
        self.offsets = [doc.to_array("IDX").tolist() for doc in docs]
        self.sentences = [sentences_of(doc, part.printed) for doc, part in zip(docs, parts, strict=True)]
        self.quotes = self._quotes()
        self.found: list[list[Report]] = []
        self.speakers: dict[int, Resolved] = {}
        self.voice: Voice | None = None

    def statements(self) -> tuple[Statement, ...]:
        self.cast.observe(self.docs, self.quotes)
        loose = self._attributions()
        self.voice = voice_of(self.document, self.parts, loose, self.cast)
        loose = [[] if self._voiced(number) else quotes for number, quotes in enumerate(loose)]
        loose = join(self.parts, self.found, loose)
        self._resolve()
        drafts = [draft for number in range(len(self.parts)) for draft in self._drafts(number, loose[number])]
        return self._finished(drafts)

    # ------------------------------------------------------------------------- attributions

    def _quotes(self) -> list[list[Quotation]]:
        return quotations([part.printed for part in self.parts])

    def _attributions(self) -> list[list[Quotation]]:
        loose = []
        for number in range(len(self.docs)):
            spoken = self.parts[number].block.role == "turn"
            found, alone = reports(self.docs, number, self.quotes[number], spoken=spoken)
            kept = [r for r in found if not self._of_nobody(r)]
            self.found.append(kept)
            loose.append([] if spoken else self._without_speaker(number, kept, alone))
        return loose

    def _without_speaker(self, number: int, kept: list[Report], alone: list[Quotation]) -> list[Quotation]:
        """The quotations that nobody is named for, those that "nobody" said among them."""
        return [
            quote
            for quote in self.quotes[number]
            if quote in alone
            or (quote.sentence and not any(r.covers(number, (quote.start + quote.end) // 2) for r in kept))
        ]

    def _of_nobody(self, report: Report) -> bool:
        """True for "I think" (the voice that speaks anyway) and "nobody knows"."""
        if report.source_head is None:
            return False
        token = self.docs[report.passage][report.source_head]
        if token.lower_ == "you":  # "you probably think that", "do you believe that?"
            spoken = self.parts[report.passage].block.role == "turn"
            told = self.docs[report.passage][report.token].tag_ in {"VBD", "VBN"}
            return not (spoken and told) or token.sent.text.rstrip().endswith("?")
        return token.lower_ in _NOBODY

    def _voiced(self, number: int) -> Voice | None:
        """The speaker whom the document announces for this passage, if it does."""
        part, voice = self.parts[number], self.voice
        return voice if voice is not None and voice.speaks(number, part, self.document.title) else None

    def _resolve(self) -> None:
        """Find the speaker of every report, in reading order."""
        for number, found in enumerate(self.found):
            for report in found:
                self.speakers[id(report)] = self._speaker(number, report)

    def _speaker(self, number: int, report: Report) -> Resolved:
        if report.like is not None:
            return self.speakers.get(id(report.like), UNKNOWN)
        if report.source_head is None:
            return UNKNOWN
        doc = self.docs[report.passage]
        token = doc[report.source_head]
        block = self.parts[number].block
        if block.role == "turn" and token.lower_ == "you":
            return self._other_party(number)
        phrase = [t.i for t in self._tokens(report.passage, report.source)]
        speaking = block.speaker if block.role == "turn" else None
        speaker = self.cast.resolve(doc, report.passage, report.source_head, phrase, speaking)
        if speaker.member is not None and not report.quoted:
            self.cast.remember(report.passage, token.idx, speaker.member)
        return speaker

    def _other_party(self, number: int) -> Resolved:
        own = self.parts[number].block.speaker
        for part in reversed(self.parts[:number]):
            if part.block.role == "turn" and part.block.speaker not in (None, own):
                return Resolved(part.block.speaker, "person", 0.8, "addressed by the other speaker")
        return UNKNOWN

    # ------------------------------------------------------------------------------- drafts

    def _drafts(self, number: int, loose: list[Quotation]) -> list[Draft]:
        part = self.parts[number]
        if part.block.role == "turn":
            outer = self._turn(number)
            inner = [r for r in self.found[number] if self._may_nest(r)]
            return self._nest(number, outer, inner)
        voiced = self._voiced(number)
        top, inner = self._levels(number, voiced)
        outer = [d for report in top for d in self._reported(number, report)]
        for report in self._elsewhere(number):
            outer += self._reported(number, report)
        for quote in loose:
            outer += self._unknown(number, quote)
        outer += self._rest(number, outer, top, voiced)
        return self._nest(number, outer, inner)

    def _elsewhere(self, number: int) -> Iterator[Report]:
        """Reports of earlier passages whose content goes on in this one."""
        for before in self.found[max(0, number - 12) : number]:
            for report in before:
                if any(p == number for p, _, _ in report.content):
                    yield report

    def _levels(self, number: int, voiced: Voice | None) -> tuple[list[Report], list[Report]]:
        """The reports that stand on their own, and those inside what others report."""
        top: list[Report] = []
        inner: list[Report] = []
        found = [r for r in self.found[number] if not r.interrogative]
        elsewhere = list(self._elsewhere(number))
        for report in sorted(found, key=lambda r: -r.score):
            inside = any(
                other.covers(number, report.head) for other in [*found, *elsewhere] if other is not report
            )
            foreign = voiced is not None and self.speakers[id(report)].name != voiced.speaker.name
            if inside or report.quoted or foreign:
                if self._may_nest(report):
                    inner.append(report)
            elif not any(_same_content(report, other) for other in top):
                top.append(report)
        return sorted(top, key=lambda r: r.head), sorted(inner, key=lambda r: r.head)

    def _may_nest(self, report: Report) -> bool:
        """True for somebody's words or thoughts with a clause of their own, not for wishes and one's own."""
        if not report.source or report.interrogative:
            return False
        doc = self.docs[report.passage]
        if report.source_head is not None and doc[report.source_head].lower_ in _FIRST_PERSON:
            return False
        if report.construction == LEARNED:
            content = [t for p, a, b in report.content for t in self._tokens(p, [(a, b)])]
            return reports_inside(self._tokens(report.passage, report.cue), content)
        words, cue = lexicon(), doc[report.token].lower_
        wish = report.construction == "verb+to"
        return report.construction in _NESTABLE and not (wish and words.score("verb+clause", cue, True) < 0.4)

    def _turn(self, number: int) -> list[Draft]:
        block = self.parts[number].block
        known = block.speaker is not None
        listed = next((s for s in self.corpus.speakers if s.name == block.speaker), None)
        kind = "person" if listed is None else listed.kind
        speaker = Resolved(block.speaker, kind, 1.0, "label") if known else UNKNOWN
        voice = None if known else voice_of_label(block.label)
        if voice is not None:
            speaker, known = Resolved(voice, "unnamed", 1.0, "label"), True
        return [
            Draft(number, i, [span], "turn", speaker, 0.98 if known else 0.5, "sentence of a labelled turn")
            for i, span in enumerate(self.sentences[number])
        ]

    def _reported(self, number: int, report: Report) -> list[Draft]:
        """The share of every sentence of the passage in the content of ``report``."""
        speaker = self.speakers[id(report)]
        ranges = [(start, end) for p, start, end in merged(report.content) if p == number]
        out = []
        for i, (first, last) in enumerate(self.sentences[number]):
            cut = [(max(a, first), min(b, last)) for a, b in ranges if a < last and b > first]
            share = trimmed(self.parts[number].printed, cut, self.quotes[number])
            if not share:
                continue
            kind = self._kind(number, share)
            confidence = report.score * (speaker.certainty if report.source or report.like else 0.6)
            evidence = report.evidence
            if speaker.how in {"pronoun", "described"}:
                evidence += f", speaker by {'pronoun' if speaker.how == 'pronoun' else 'description'}"
            if speaker.also:
                evidence += f", together with {', '.join(speaker.also)}"
            out.append(Draft(number, i, share, kind, speaker, confidence, evidence, report))
        return out

    def _unknown(self, number: int, quote: Quotation) -> list[Draft]:
        """The sentences of a quotation that nobody is named for."""
        out = []
        for i, (first, last) in enumerate(self.sentences[number]):
            words = (max(first, quote.start), min(last, quote.end))
            share = trimmed(self.parts[number].printed, [words], self.quotes[number])
            if share:
                evidence = "quotation marks, no speaker found"
                out.append(Draft(number, i, share, "direct", UNKNOWN, 0.3, evidence))
        return out

    def _rest(
        self, number: int, drafts: list[Draft], top: list[Report], voiced: Voice | None
    ) -> Iterator[Draft]:
        """The sentences, and clauses of sentences, that no report covers: the author's own."""
        for i, (first, last) in enumerate(self.sentences[number]):
            printed = self.parts[number].printed[first:last]
            if not _WORD.search(printed):
                continue
            reported = [d for d in drafts if d.sentence == i]
            cues = [r for r in top if first <= r.head < last]
            if voiced is not None and not reported and not cues:
                evidence = "the document announces that it gives this speaker's words"
                for part in self._at_quotations(number, first, last):
                    share = trimmed(self.parts[number].printed, [part], self.quotes[number])
                    if share:
                        kind = self._kind(number, share)
                        yield Draft(number, i, share, kind, voiced.speaker, LOOSE, evidence)
            elif not reported and not cues:
                own = Resolved(AUTHOR, "author", 1.0, "own voice")
                yield Draft(
                    number, i, [(first, last)], "authorial", own, OWN, "no attribution in the sentence"
                )
            elif cues:
                share = trimmed(
                    self.parts[number].printed,
                    own_clauses(self._tokens(number, [(first, last)]), cues, reported),
                )
                if share:
                    own = Resolved(AUTHOR, "author", 1.0, "own voice")
                    evidence = "clause outside the attribution of its sentence"
                    yield Draft(number, i, share, "authorial", own, OWN_CLAUSE, evidence)

    def _at_quotations(self, number: int, first: int, last: int) -> list[Range]:
        """A sentence cut where quoted sentences begin in it: what goes before them is another statement."""
        starts = [q.start for q in self.quotes[number] if q.sentence and first < q.start < last]
        return list(zip([first, *starts], [*starts, last], strict=True))

    def _nest(self, number: int, outer: list[Draft], inner: list[Report]) -> list[Draft]:
        """``outer`` and what is reported inside of it, each with the smallest draft around its cue."""
        out = list(outer)
        for report in inner:
            around = [d for d in out if d.covers(report.head) and d.report is not report]
            if not around:
                continue
            home = min(around, key=lambda d: d.length)
            if home.speaker.name is not None and home.speaker.name == self.speakers[id(report)].name:
                continue
            for draft in self._reported(number, report):
                nested = next((d for d in around if d.sentence == draft.sentence and d is home), home)
                if draft.ranges == nested.ranges:
                    continue
                draft.inside = nested
                nested.frames = nested.frames or report.from_main_clause
                out.append(draft)
        return out

    def _kind(self, number: int, share: Sequence[Range]) -> Kind:
        """Direct if every word stands in quotation marks, mixed if some do, indirect if none."""
        text = self.parts[number].printed
        quotes = self.quotes[number]
        words = inside = 0
        for start, end in share:
            words += len(_WORD.findall(text, start, end))
            for quote in quotes:
                inside += len(_WORD.findall(text, max(start, quote.start), min(end, quote.end)))
        if inside and inside == words:
            return "direct"
        return "mixed" if inside else "indirect"

    # ----------------------------------------------------------------------------- finished

    def _finished(self, drafts: list[Draft]) -> tuple[Statement, ...]:
        topics = self._topics(drafts)
        seen: set[str] = set()
        out = []
        for draft in drafts:
            spans = self._spans(draft.passage, draft.ranges)
            draft.id = statement_id(self.document.sha256, spans, draft.inside.id if draft.inside else None)
            if draft.id in seen:
                continue
            seen.add(draft.id)
            out.append(self._statement(draft, tuple(spans), topics))
        kept = {s.id for s in out}
        return tuple(
            sorted(
                (s for s in out if s.nested_in is None or s.nested_in in kept),
                key=lambda s: (s.spans[0].start, s.nested_in is not None, -s.spans[-1].end, s.id),
            )
        )

    def _statement(self, draft: Draft, spans: tuple[Span, ...], topics: TermTopics | Subjects) -> Statement:
        part = self.parts[draft.passage]
        report = draft.report
        text = joined(self.document.text, spans)
        first, last = self.sentences[draft.passage][draft.sentence]
        cue = self.docs[report.passage][report.token].lower_ if report and report.token >= 0 else ""
        parties = self._parties(report)
        return Statement(
            id=draft.id,
            document=self.document.path,
            kind=draft.kind,
            spans=spans,
            text=text,
            speaker=draft.speaker.name,
            speaker_kind=draft.speaker.kind,
            source_spans=tuple(self._spans(report.passage, report.source)) if report else (),
            cue_spans=tuple(self._spans(report.passage, report.cue)) if report else (),
            via=parties.via,
            addressee=parties.addressee,
            function=function_of(
                text,
                main_clause(self._tokens(draft.passage, draft.ranges)),
                cue=lexicon().base.get(cue, cue),
                spoken=part.block.role == "turn",
                reporting=draft.frames,
            ),
            topics=topics.of(draft, text),
            section=part.block.section,
            timestamp=part.block.timestamp,
            attribution=self._attribution(report) if report else None,
            nested_in=draft.inside.id if draft.inside else None,
            confidence=round(min(0.99, max(0.05, draft.confidence)), 2),
            evidence=draft.evidence,
            sentence_spans=tuple(self._spans(draft.passage, [(first, last)])),
        )

    def _attribution(self, report: Report) -> str:
        spans = [span for p, a, b in report.content for span in self.parts[p].spans(a, b)]
        spans += self._spans(report.passage, report.cue)
        return "a" + statement_id(self.document.sha256, spans)[:12]

    def _parties(self, report: Report | None) -> Parties:
        if report is None or report.token < 0:
            return Parties()
        return parties_of(self.docs[report.passage][report.token], self.cast, report.passage)

    def _topics(self, drafts: Sequence[Draft]) -> TermTopics | Subjects:
        """The topics that the corpus file lists; without any, those that the document itself shows."""
        terms = terms_of(self.corpus.topics)
        if terms:
            return TermTopics(terms, self.document.title, self.parts, self.sentences)
        return Subjects(self.docs, self.cast, drafts)

    def _tokens(self, number: int, ranges: Sequence[Range]) -> list[Token]:
        """The tokens of a passage that begin in one of ``ranges``."""
        doc, offsets = self.docs[number], self.offsets[number]
        return [
            doc[i]
            for start, end in ranges
            for i in range(bisect_left(offsets, start), bisect_left(offsets, end))
        ]

    def _spans(self, number: int, ranges: Sequence[Range]) -> list[Span]:
        return [span for start, end in ranges for span in self.parts[number].spans(start, end)]


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
