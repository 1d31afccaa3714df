"""Reports by the tagger: what it found in a Doc, as ranges, and the head of the source by the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimdb.extraction.constructions import SUBJECTS
from claimdb.extraction.cues import lexicon
from claimdb.extraction.names import NAME_TAGS
from claimdb.extraction.parties import TOLD
from claimdb.extraction.reports import Report, merged, ranges, sentence_at
from claimdb.extraction.tagging.keys import TAGGED, Tagged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

LEARNED = "learned"
"""The construction of all reports of the tagger."""
_ATTITUDES = frozenset(
    """accept admire attempt avoid bent decline desire dislike eager enjoy feel fight forget hate ignore know
    learn like look love mean miss need oppose push ready recognise recognize refuse remember resist respect
    see support tolerate trust try understand vote want willing wish""".split()
)
"""What one may do or feel without saying so: only with a clause do they report ("knows that").
What is planned, decided, expected or endorsed is mostly announced, and stays a report with a noun, too."""
_UNSAID = frozenset("not n't never refuse refused refuses decline declined declines".split())
_ANSWERS = frozenset(
    "answer answered comment commented reply replied respond responded return returned".split()
)
_HEARERS = frozenset("me us him them you".split())
_MARKS = frozenset({'"', "''", "``"})
_SCARE = 2
"""How far apart the marks around one word alone are: wants to be "free" of it."""
_QUESTION_WORDS = frozenset({"WP", "WRB", "WDT", "WP$"})
_NOUNS = frozenset({*NAME_TAGS, "NN", "NNS", "PRP", "WP", "WDT", "DT", "CD", "PRP$"})


def learned_reports(docs: Sequence[Doc], number: int) -> list[Report] | None:
    """The attributions of passage ``number``, in order; ``None`` where no tagger ran."""
    found: tuple[Tagged, ...] | None = docs[number].user_data.get(TAGGED)
    if found is None:
        return None
    reports = [_report(docs, number, one) for one in found if _says_something(docs, number, one)]
    return sorted((report for report in reports if report.content), key=lambda report: report.head)


def _report(docs: Sequence[Doc], number: int, one: Tagged) -> Report:
    doc = docs[number]
    head = doc[one.anchor]
    source = _speaking(head, one.source)
    content: list[tuple[int, int, int]] = []
    for further in sorted({further for further, _ in one.content}):
        tokens = [token for passage, token in one.content if passage == further]
        if further == 0:
            tokens += _rest_of_clause(head, tokens, {*one.cue, *source, one.anchor})
        content += [(number + further, start, end) for start, end in ranges(docs[number + further], tokens)]
    return Report(
        passage=number,
        construction=LEARNED,
        head=head.idx,
        token=one.anchor,
        cue=ranges(doc, one.cue),
        source=ranges(doc, source),
        source_head=_source_head(doc, source),
        content=merged(content),
        score=one.confidence,
        evidence=f"learned from annotated news: {_cue_words(doc, one.cue)}".removesuffix(": "),
        from_main_clause=head.dep_ == "ROOT",
        interrogative=_is_asked(doc, head),
    )


def _cue_words(doc: Doc, cue: Sequence[int]) -> str:
    return " ".join(doc[i].text for i in cue if not doc[i].is_punct)


def _rest_of_clause(cue: Token, content: Sequence[int], taken: set[int]) -> list[int]:
    """What follows ``content`` in the clause that it begins: "… the pumps, which were old, in May"."""
    for clause in cue.children:
        if clause.dep_ == "ccomp" and clause.i in content and clause.i > cue.i:
            rest = range(max(content) + 1, clause.right_edge.i + 1)
            follows = [cue.doc[i].lower_ for i in rest[:2]]
            return list(rest) if follows == [",", "which"] and not taken & set(rest) else []
    return []


def _speaking(cue: Token, source: tuple[int, ...]) -> tuple[int, ...]:
    """The source without whom something is told: in "we were told that", "we" are not who says it."""
    if cue.lower_ not in TOLD:
        return source
    told = {t.i for child in cue.children if child.dep_ == "nsubjpass" for t in child.subtree}
    return tuple(i for i in source if i not in told)


def _source_head(doc: Doc, source: Sequence[int]) -> int | None:
    """The word of a source phrase that the others hang on; the first, where the phrase is in parts."""
    if not source:
        return None
    inside = set(source)
    tops = [i for i in source if doc[i].head.i not in inside or doc[i].head.i == i]
    nominal = [i for i in tops if doc[i].tag_ in _NOUNS] or [i for i in source if doc[i].tag_ in _NOUNS]
    return (nominal or tops or list(source))[0]


def _says_something(docs: Sequence[Doc], number: int, one: Tagged) -> bool:
    """True unless all there is is what somebody likes, wants or knows: "supports the plan", "wants to go"."""
    words = [docs[number + further][i] for further, i in one.content]
    marks = [place for place, word in enumerate(words) if word.text in _MARKS]
    if marks and marks[-1] - marks[0] != _SCARE:
        return True
    words = [word for word in words if not word.is_punct]
    asked = bool(words) and (words[0].tag_ in _QUESTION_WORDS or words[0].lower_ in {"whether", "if"})
    base = lexicon().base
    cue = {docs[number][i].lower_ for i in (one.anchor, *one.cue)}
    if asked and cue & _UNSAID:
        return False  # "has not said whether": nothing was said
    if words and words[0].lower_ in _HEARERS and not any(word.tag_.startswith("VB") for word in words):
        return False  # "has lied to us about the war"
    clause = any(word.tag_.startswith("VB") or word.tag_ == "MD" for word in words)
    if not clause and cue & _UNSAID and cue & _ANSWERS:
        return False  # "did not respond to a request for comment"
    if not words or _ATTITUDES.isdisjoint(base.get(word, word) for word in cue):
        return bool(words)
    first = next((word for word in words if word.lower_ != "not"), words[0])
    wish = first.lower_ == "to" or first.tag_ == "VBG"
    return not wish and clause


def _is_asked(doc: Doc, cue: Token) -> bool:
    """True where a question names the source but reports nothing: "What does X want, according to Y?"."""
    first, last = sentence_at(doc, cue.i)
    ends = (doc[i].text.rstrip("\"'”’ ") for i in range(last - 1, first - 1, -1))
    if not next((end for end in ends if end), "").endswith("?"):
        return False
    if cue.lower_ == "according":
        return True
    subject = next((child.i for child in cue.children if child.dep_ in SUBJECTS), last)
    ahead = [child for child in cue.children if child.i < subject]
    asking = any(child.tag_ in _QUESTION_WORDS or child.dep_ in {"aux", "auxpass"} for child in ahead)
    return cue.dep_ == "ROOT" and asking
