"""A statement under way, and the wording of it: sentences, edges, and the author's own clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from claimdb.extraction.cast import Resolved
    from claimdb.extraction.quotations import Quotation
    from claimdb.extraction.reports import Range, Report
    from claimdb.model import Kind

_WORD = re.compile(r"\w")
_EDGE = " \t\r\n,;:–—-"


@dataclass(slots=True)
class Draft:
    """A statement under way: the ranges of one sentence's share of one attribution, in one passage."""

    passage: int
    sentence: int
    ranges: list[Range]
    kind: Kind
    speaker: Resolved
    confidence: float
    evidence: str
    report: Report | None = None
    inside: Draft | None = None
    frames: bool = False
    """True if the main clause of these words reports somebody else's."""
    id: str = field(default="")

    def covers(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self.ranges)

    @property
    def length(self) -> int:
        return sum(end - start for start, end in self.ranges)


_OPENS, _CLOSES = re.compile(r"\*+|_+"), re.compile(r"(?:\*+|_+)$")


def sentences_of(doc: Doc, printed: str) -> list[Range]:
    """The sentences of a passage as ranges, white space at the ends left out."""
    # By the arrays: Doc.sents makes objects, several times slower.
    idx, lengths, marks = doc.to_array(["IDX", "LENGTH", "SENT_START"]).astype(np.int64).T
    firsts = np.flatnonzero(marks == 1)
    if len(idx) and (not len(firsts) or firsts[0] != 0):
        firsts = np.concatenate([[0], firsts])
    lasts = np.append(firsts[1:], len(idx)) - 1
    ends = np.minimum(idx[lasts] + lengths[lasts], len(printed)) if len(firsts) else firsts
    out = []
    for start, end in zip(idx[firsts].tolist(), ends.tolist(), strict=True):
        start, end = _without_blanks(
            printed, *_without_emphasis(printed, *_without_blanks(printed, start, end))
        )
        if start < end:
            out.append((start, end))
    return out


def _without_blanks(printed: str, start: int, end: int) -> Range:
    while start < end and printed[start].isspace():
        start += 1
    while end > start and printed[end - 1].isspace():
        end -= 1
    return start, end


def _without_emphasis(printed: str, start: int, end: int) -> Range:
    """The range without asterisks or underscores around it, or whose other half is in another sentence."""
    opens, closes = _OPENS.match(printed, start, end), _CLOSES.search(printed, start, end)
    if opens and (closes is None or opens[0] == closes[0]) and printed.count(opens[0], opens.end(), end) < 2:
        both = closes is not None and closes.start() >= opens.end()
        if both or opens[0] not in printed[opens.end() : end]:
            return opens.end(), max(opens.end(), closes.start() if closes and both else end)
    if closes and opens is None and closes[0] not in printed[start : closes.start()]:
        return start, closes.start()
    return start, end


def trimmed(printed: str, ranges: Sequence[Range], quotes: Sequence[Quotation] = ()) -> list[Range]:
    """``ranges`` without blanks and joining punctuation at the ends, those without a word left out.

    A full stop goes, except from words inside one of ``quotes``.
    """
    out = []
    for start, end in ranges:
        while start < end and printed[start] in _EDGE:
            start += 1
        if printed[start : start + 5].lower() == "that " and len(printed[start:end].split()) > 2:
            start += 5
        while end > start and printed[end - 1] in _EDGE:
            end -= 1
        quoted = any(quote.covers(start, end) for quote in quotes)
        if start < end and printed[end - 1] == "." and not (quoted or _keeps_stop(printed[start:end])):
            end -= 1
        if start < end and _WORD.search(printed, start, end):
            out.append((start, end))
    return out


def _keeps_stop(words: str) -> bool:
    """True where the full stop belongs to the words: "U.S.", "…", an omission."""
    last = words.rsplit(maxsplit=1)[-1]
    return last.endswith(("..", ">.")) or "." in last[:-1] or words[:1] in "\"“'‘"


def own_clauses(sentence: Sequence[Token], cues: list[Report], reported: list[Draft]) -> list[Range]:
    """The main clause of a sentence whose reports all stand in subordinate clauses, or a further main clause.

    Empty where the main clause is itself the frame of a report.
    """
    tokens = [t for t in sentence if not t.is_space]
    root = next((t for t in tokens if t.dep_ == "ROOT"), None)
    if root is None:
        return []
    doc = root.doc
    heads = {report.token for report in cues if report.token >= 0}
    taken = [t for t in tokens if any(d.covers(t.idx) for d in reported)]
    if root in taken:
        return []
    own: set[int] = set()
    if root.i not in heads:
        subordinate = set()
        for head in heads:
            top = _subordinate(doc[head])
            if top is None or not _set_off(top):
                return []
            subordinate |= {t.i for t in top.subtree}
        own = {t.i for t in tokens} - subordinate
    else:
        for child in root.children:
            if child.dep_ == "conj" and child.tag_.startswith("VB") and child.i not in heads:
                subtree = {t.i for t in child.subtree}
                if not subtree & heads and not any(t.i in subtree for t in taken):
                    own |= subtree
    own -= {t.i for t in taken}
    if len(own) < 4 or not any(doc[i].tag_.startswith("VB") or doc[i].tag_ == "MD" for i in own):
        return []
    return _runs(doc, sorted(own))


def _subordinate(token: Token) -> Token | None:
    """The highest clause below the main one that ``token`` stands in."""
    found = None
    while token.head != token:
        if token.dep_ in {"relcl", "advcl", "acl", "pcomp", "parataxis", "prep", "appos"}:
            found = token
        token = token.head
    return found


def _set_off(clause: Token) -> bool:
    """True if a comma, a dash or a bracket parts ``clause`` from the words around it."""
    doc, left, right = clause.doc, clause.left_edge.i, clause.right_edge.i
    return any(
        0 <= i < len(doc) and (doc[i].is_punct and doc[i].text in {",", "-", "–", "—", "(", ";", ":"})
        for i in (left - 1, left, right, right + 1)
    )


def _runs(doc: Doc, indices: Sequence[int]) -> list[Range]:
    out: list[list[int]] = []
    last = -2
    for i in indices:
        end = doc[i].idx + len(doc[i])
        if out and all(doc[j].is_space for j in range(last + 1, i)):
            out[-1][1] = end
        else:
            out.append([doc[i].idx, end])
        last = i
    return [(start, end) for start, end in out if end - start > 3]
