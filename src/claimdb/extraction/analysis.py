"""One document under analysis: its passages, what the pipeline made of them, and who said what in them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from claimdb.extraction.attributions import reports
from claimdb.extraction.cast import UNKNOWN, Cast, Resolved
from claimdb.extraction.drafts import sentences_of
from claimdb.extraction.joining import Voice, join, voice_of
from claimdb.extraction.quotations import Quotation, quotations
from claimdb.extraction.voices import voice_of_label
from claimdb.model import Corpus, Document, Span, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from claimdb.extraction.passages import Passage
    from claimdb.extraction.reports import Range, Report

FIRST_PERSON = frozenset("i we me us my our".split())
_NOBODY = FIRST_PERSON | frozenset("nobody none anyone anybody one whoever no-one noone".split())
_NO_VOICES = frozenset("sense logic reason history experience conscience wisdom decency reality fate".split())
"""What "dictates" and "teaches" only what the author thinks."""


def _named_by_label(part: Passage) -> str | None:
    """Whose turn a passage is in, somebody that a label only describes included."""
    return part.block.speaker or voice_of_label(part.block.label)


def _holds_to(you: Token, cue: Token) -> bool:
    """True where the other is held to his words, "you said that", "so you're saying that …?".

    False for what he may think, "you probably think that", and for what he is asked, "did you say that?".
    """
    if cue.tag_ == "VBG":
        forms = [t for t in cue.children if t.dep_ == "aux"]
        return bool(forms) and all(you.i < form.i for form in forms)
    return cue.tag_ in {"VBD", "VBN"} and not you.sent.text.rstrip().endswith("?")


class Analysis:
    """The passages of ``document`` in order, each with its sentences, quotations, reports and their speakers.

    ``parts`` are the passages and ``docs`` what the pipeline made of their texts.
    """

    def __init__(
        self, document: Document, parts: Sequence[Passage], docs: Sequence[Doc], corpus: Corpus
    ) -> None:
        self.document, self.parts, self.docs, self.corpus = document, parts, docs, corpus
        present = [part.block.speaker for part in parts if part.block.speaker is not None]
        self.cast = Cast(corpus.speakers, document.published, list(dict.fromkeys(present)))
        self.offsets = [doc.to_array("IDX").tolist() for doc in docs]
        self.sentences = [sentences_of(doc, part.printed) for doc, part in zip(docs, parts, strict=True)]
        self.quotes = quotations([part.printed for part in parts])
        self.cast.observe(docs, self.quotes)
        self.found: list[list[Report]] = []
        """The reports of each passage."""
        loose = self._attributions()
        self.voice: Voice | None = voice_of(document, parts, loose, self.cast)
        loose = [[] if self.voiced(number) else quotes for number, quotes in enumerate(loose)]
        self.loose: list[list[Quotation]] = join(parts, self.found, loose)
        """The quotations of each passage that nobody is named for."""
        self.speakers: dict[int, Resolved] = {}
        """Whom the source of each report stands for, by the report's ``id``."""
        self._resolve()

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
        if token.lower_ == "you":
            spoken = self.parts[report.passage].block.role == "turn"
            return not (spoken and _holds_to(token, self.docs[report.passage][report.token]))
        return token.lower_ in _NOBODY or token.lower_ in _NO_VOICES

    def voiced(self, number: int) -> Voice | None:
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
        phrase = [t.i for t in self.tokens(report.passage, report.source)]
        speaking = block.speaker if block.role == "turn" else None
        speaker = self.cast.resolve(doc, report.passage, report.source_head, phrase, speaking)
        if speaker.member is not None and not report.quoted:
            self.cast.remember(report.passage, token.idx, speaker.member)
        return speaker

    def _other_party(self, number: int) -> Resolved:
        own = _named_by_label(self.parts[number])
        for part in reversed(self.parts[:number]):
            name = _named_by_label(part) if part.block.role == "turn" else None
            if name not in (None, own):
                kind: SpeakerKind = "person" if part.block.speaker is not None else "unnamed"
                return Resolved(name, kind, 0.8, "addressed by the other speaker")
        return UNKNOWN

    def tokens(self, number: int, ranges: Sequence[Range]) -> list[Token]:
        """The tokens of a passage that begin in one of ``ranges``."""
        doc, offsets = self.docs[number], self.offsets[number]
        return [
            doc[i]
            for start, end in ranges
            for i in range(bisect_left(offsets, start), bisect_left(offsets, end))
        ]

    def spans(self, number: int, ranges: Sequence[Range]) -> list[Span]:
        return [span for start, end in ranges for span in self.parts[number].spans(start, end)]
