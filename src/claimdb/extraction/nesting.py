"""Whether what somebody is said to have said, inside another's words, is a statement of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimdb.extraction.analysis import FIRST_PERSON
from claimdb.extraction.cues import lexicon
from claimdb.extraction.learned import LEARNED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from claimdb.extraction.analysis import Analysis
    from claimdb.extraction.reports import Report

_WITH_CLAUSE = ("verb+clause", "noun+clause", "according")
_LEAST_WITH_CLAUSE = 0.3
"""The share of a cue's clauses that annotators marked, from which it reports inside another statement."""
_LEAST_TO_ASK = 0.45
"""The same for "told them to go", "promised to go", which report without a clause."""
_NESTABLE = frozenset({"verb+clause", "verb+inf", "verb+object+to", "noun+clause", "quotation", "verb+to"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_AUX = frozenset({"aux", "auxpass", "cop"})


def may_nest(text: Analysis, report: Report) -> bool:
    """True for somebody's words or thoughts with a clause of their own, not for wishes and one's own."""
    if not report.source or report.interrogative:
        return False
    doc = text.docs[report.passage]
    if report.source_head is not None and doc[report.source_head].lower_ in FIRST_PERSON:
        return False
    if report.construction == LEARNED:
        content = [t for p, a, b in report.content for t in text.tokens(p, [(a, b)])]
        return _reports_inside(text.tokens(report.passage, report.cue), content)
    words, cue = lexicon(), doc[report.token].lower_
    wish = report.construction == "verb+to"
    return report.construction in _NESTABLE and not (wish and words.score("verb+clause", cue, True) < 0.4)


def _reports_inside(cue: Sequence[Token], content: Sequence[Token]) -> bool:
    """True for somebody's words or thoughts with a clause of their own, and for what they ask of others."""
    words = lexicon()
    marked = max((words.score(kind, t.lower_, True) for t in cue for kind in _WITH_CLAUSE), default=0.0)
    asked = max((words.score("verb+object+to", t.lower_, True) for t in cue), default=0.0)
    if min(marked, asked) >= _LEAST_TO_ASK and _is_infinitive(content):
        return True
    said = marked >= _LEAST_WITH_CLAUSE or (not marked and content and content[0].lower_ == "that")
    return bool(said) and _has_clause(content)


def _has_clause(words: Sequence[Token]) -> bool:
    """True if words are a sentence: "taxes fell", not "the taxes that fell", nor "to cut taxes"."""
    tops = _tops(words)
    joined = (child for token in tops for child in token.children if child.dep_ in {"conj", "ccomp", "appos"})
    return any(_is_finite(token) for token in [*tops, *joined])


def _is_infinitive(words: Sequence[Token]) -> bool:
    """True for what somebody is told or asked: "to go home"."""
    return any(top.tag_ == "VB" and any(c.tag_ == "TO" for c in top.children) for top in _tops(words))


def _tops(words: Sequence[Token]) -> list[Token]:
    """The words that hang on none of the others."""
    inside = {token.i for token in words}
    return [token for token in words if token.head.i not in inside or token.head == token]


def _is_finite(verb: Token) -> bool:
    """True for a verb with a person or tense of its own, or in a command."""
    if verb.tag_ in _FINITE:
        return True
    before = [child for child in verb.children if child.dep_ in _AUX]
    if verb.tag_ == "VB" and not before:
        return True  # "go home"; "to go" has its "to" for an auxiliary
    return any(child.tag_ in _FINITE for child in before)
