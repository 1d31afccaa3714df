"""Where reported words go on behind their sentence without quotation marks: "They said, go. We are closed."

The tagger says how far; grammar says whether the sentence can be the other's and not the narrator's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from claimdb.extraction.constructions import SUBJECTS
from claimdb.extraction.cues import lexicon
from claimdb.extraction.pronouns import PERSONAL, PLURAL
from claimdb.extraction.reports import Range, Report, sentence_at
from claimdb.extraction.roles import UTTERANCES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SPEECH = 0.6
"""The share of a verb's clauses that annotators marked, from which it is a verb of speech."""
_SHARE = 0.6
"""The share of a sentence's words that the tagger gives to the report, from which it may be the other's."""
_DIRECT = frozenset("i me my we us our ours you your yours let".split())
_INTERJECTIONS = frozenset("no yes well oh look listen okay ok hey please sorry never".split())
_RETURNS = frozenset("so anyway because therefore thus hence then instead".split())
"""Words at the head of a sentence in which a narrator goes on from what he told."""
_OPENING = frozenset({"DT", "PRP", "PRP$", "NNP", "EX"})
"""What opens a clause behind the conjunction "that", and can't follow the pronoun."""
_OWN_MIND = frozenset("think hope believe guess suppose mean remember wonder doubt know".split())


def goes_on(doc: Doc, report: Report, number: int) -> list[Range]:
    """The sentences of the cue's passage, behind the cue's own, in which the words of ``report`` go on."""
    first, last = sentence_at(doc, report.token)
    if last == len(doc) or not (_reaches(report, number, doc[last].idx) or _may_be_that(doc, last)):
        return []
    cue = [doc[report.token], *(t for t in doc[first:last] if any(a <= t.idx < b for a, b in report.cue))]
    if not any(_is_speech(word) for word in cue):
        return []
    inside = _tokens(doc, report, number)
    own = [t for t in inside if first <= t.i < last]
    direct = not own or _is_direct(own)
    source = doc[report.source_head] if report.source_head is not None else None
    out: list[Range] = []
    while last < len(doc):
        first, last = sentence_at(doc, last)
        words = [t for t in doc[first:last] if not t.is_punct and not t.is_space]
        told = sum(first <= t.i < last for t in inside if not t.is_punct)
        that = _that(words)
        if that is None:
            if not words or told < _SHARE * len(words) or not (direct or _is_direct(words)):
                break
            if _is_narrators(words, source):
                break
        start = doc[first].idx if that is None else that.idx
        out.append((start, doc[last - 1].idx + len(doc[last - 1])))
    return out


def _that(words: list[Token]) -> Token | None:
    """The first word of "And that taxes would fall", which is no sentence, but what somebody said."""
    place = next((place for place, t in enumerate(words) if t.tag_ != "CC"), len(words))
    if place + 1 >= len(words) or words[place].lower_ != "that":
        return None
    first, after = words[place : place + 2]
    return first if (first.tag_, first.dep_) == ("IN", "mark") or after.tag_ in _OPENING else None


def _reaches(report: Report, number: int, offset: int) -> bool:
    """True if the tagger's content goes beyond ``offset``."""
    return any(passage == number and end > offset for passage, _, end in report.content)


def _may_be_that(doc: Doc, first: int) -> bool:
    """True if a sentence begins with "that", or with "and that"."""
    return any(doc[i].lower_ == "that" for i in range(first, min(first + 3, len(doc))))


def _tokens(doc: Doc, report: Report, number: int) -> list[Token]:
    offsets = doc.to_array("IDX")
    out: list[Token] = []
    for passage, start, end in report.content:
        if passage == number:
            out += doc[int(np.searchsorted(offsets, start)) : int(np.searchsorted(offsets, end))]
    return out


def _is_speech(cue: Token) -> bool:
    return cue.tag_.startswith("VB") and lexicon().score("verb+clause", cue.lower_, True) >= _SPEECH


def _is_direct(words: list[Token]) -> bool:
    """True for words as one says them oneself: "we", "you", a command, "no, …", a question."""
    told = [t for t in words if not t.is_punct and not t.is_space]
    if not told:
        return False
    commands = told[0].tag_ == "VB" and not any(c.dep_ in SUBJECTS for c in told[0].children)
    opens = told[0].lower_ in _INTERJECTIONS or told[0].lower_ in _DIRECT
    return opens or commands or any(t.lower_ in _DIRECT for t in told) or words[-1].text == "?"


def _is_narrators(words: list[Token], source: Token | None) -> bool:
    """True for a sentence of whoever tells it: of the past, about the other, or about what was said."""
    if words[0].lower_ in _RETURNS or (len(words) < 5 and words[-1].lower_ in UTTERANCES):
        return True
    main = next((t for t in words if t.dep_ == "ROOT"), words[0])
    if main.tag_ == "VBD":
        return True
    subject = next((c for c in main.children if c.dep_ in SUBJECTS), None)
    verb = lexicon().base.get(main.lower_, main.lower_)
    if subject is not None and subject.lower_ in {"i", "we"} and verb in _OWN_MIND:
        return True
    return any(_takes_up(t, source) for t in words)


def _takes_up(word: Token, source: Token | None) -> bool:
    """True for a pronoun that can stand for whose words they are, who would say "I" or "we"."""
    if source is None:
        return False
    singular = source.tag_ in {"NN", "NNP"} or source.lower_ in PERSONAL
    return word.lower_ in (PERSONAL if singular else PLURAL)
