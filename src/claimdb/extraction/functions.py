"""What a statement does: assert, evaluate, predict, propose, ask, or keep the talk going.

Read from the main clause (its modal, its verb, what it predicates), so that words deep inside a
long sentence do not decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from claimdb.model import Function

_PHATIC = re.compile(
    r"""^\W*(?:(?:oh|well|so|and|but|ok(?:ay)?|yes|yeah|no|right|sure|exactly|absolutely|indeed|good|great|wow|hi|hello|
    welcome|sorry|please|thanks?|thank\s+you|of\s+course|you\s+know|i\s+(?:see|mean)|good\s+(?:morning|afternoon|
    evening|night|question|point)|mm-?hm+|uh-?huh|mr\.?|mrs\.?|ms\.?|minister|president|sir|madam|very\s+much|
    (?:so\s+)?much|for\s+(?:having|doing|joining|coming|this|your|the)\s*[\w\s]*|everyone|everybody|
    ladies\s+and\s+gentlemen|nice\s+to\s+(?:meet|see)\s+you|my\s+pleasure)\W*)+$""",
    re.VERBOSE | re.IGNORECASE,
)
_THANKS = re.compile(r"\b(?:thank\s+you|thanks)\b", re.IGNORECASE)
_ASKS = re.compile(r"\?!?[\"'”’»)\]]*\s*$")
_INDIRECT_QUESTION = re.compile(r"^\W*(?:whether\b|if\s+(?:he|she|they|it)\b.*\bor\s+not)\b", re.IGNORECASE)
_INFINITIVE = re.compile(r"^\W*(?:not\s+)?to\s+(?!be\s+honest|tell\s+the\s+truth)\w+", re.IGNORECASE)
_LETS = re.compile(
    r"^\W*(?:(?:and|so|but|then|now|well),?\s+)?(?:let\s+us|let['’]s|please|no\s+\w+)\b", re.IGNORECASE
)
_FUTURE = re.compile(
    r"\b(?:sooner\s+or\s+later|in\s+the\s+(?:near\s+|coming\s+)?future|(?:is|are)\s+bound\s+to)\b",
    re.IGNORECASE,
)
_JUDGEMENT = re.compile(
    r"""\b(?:good|bad|better|best|worse|worst|great|terribl[ey]|horribl[ey]|awful|wonderful|fantastic|excellent|amazing|
    incredibl[ey]|unbelievable|ridiculous|absurd|nonsense|stupid|silly|foolish|fool\w*|idiot\w*|craz\w+|insane|mad(?:ness)?|
    evil|wicked|dangerous|important|crucial|vital|serious|strange|weird|odd|remarkable|phenomenal|surprising|interesting|
    wrong|unfair|fair|unjust|illegitimate|immoral|shame(?:ful|less)?|disgrac\w*|disgust\w*|outrag\w*|scandal\w*|
    hypocri\w*|mendaci\w*|hysteri\w*|propagand\w*|lies|lied|liars?|strong|weak|brave|smart|clever|wise|brilliant|friendly|
    hostile|aggressive|arrogan\w*|selfish|greedy|mistakes?|failures?|disasters?|catastroph\w*|tragedy|tragic|triumph|
    hopeless|pointless|useless|meaningless|sad|happy|unfortunate(?:ly)?|regrettabl[ey]|lucky|beautiful|ugly|perfect|
    difficult|easy|painful|reckless|irresponsib\w*|risky|worry|worried|worrying|unacceptable|proud|ashamed|illusions?|
    misnomer|fabrication\w*|canard|ruse|pretense|corrupt\w*|incompetent|phony|fake|sycophant\w*|childish|contagious|
    not\s+serious|cannot\s+be\s+serious|big\s+deal|threat\s+mongering|catch-22|pleased|glad|disappoint\w*|dreadful|
    harmful|helpful|useful|cruel|barbar\w*|heroic|cowardly|humiliat\w*|artificial)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_OPINION_VERBS = frozenset("think believe feel guess suppose doubt consider find".split())
_MUST = frozenset(["must", "should", "shall", "ought"])
_WILL = frozenset("will 'll ’ll wo going might may".split())
_FIRST = frozenset(["i", "we"])
_DEMANDING = frozenset(
    "urge demand promise vow pledge propose order command recommend advise threaten".split()
)
_FORESEEING = frozenset(["predict", "forecast", "expect", "foresee", "anticipate"])
_JUDGING = frozenset(
    """describe criticize criticise praise condemn denounce slam lambast blast accuse blame mock deride
    characterize deplore applaud laud hail commend dismiss""".split()
)
_MOST_DIFFUSE = 14
"""A judging word colours a whole statement of up to this many words, wherever it stands."""


@dataclass(frozen=True, slots=True)
class MainClause:
    """What the main clause of a statement says of itself, in lower case."""

    verb: str = ""
    modals: tuple[str, ...] = ()
    subject: str = ""
    predicate: str = ""
    """The words predicated of the subject ("a very serious mistake")."""
    imperative: bool = False
    obligation: bool = False
    """"need to", "have to"."""


def main_clause(tokens: Sequence[Token]) -> MainClause:
    """The main clause of the words ``tokens``, all of one sentence."""
    inside = [t for t in tokens if not (t.is_space or t.is_punct)]
    here = {t.i for t in inside}
    tops = [t for t in inside if t.head.i not in here or t.head == t]
    top = next((t for t in tops if t.tag_.startswith("VB") or t.tag_ == "MD"), None)
    if top is None:
        return MainClause(
            predicate=" ".join(t.lower_ for t in inside) if len(inside) <= _MOST_DIFFUSE else ""
        )
    children = [c for c in top.children if c.i in here]
    modals = tuple(c.lower_ for c in children if c.dep_ in {"aux", "auxpass"} and c.lower_ != "to")
    subject = next((c.lower_ for c in children if c.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"}), "")
    predicate = [
        t.lower_ for c in children if c.dep_ in {"acomp", "attr", "oprd"} for t in c.subtree if t.i in here
    ]
    obliged = top.lower_ in {"need", "needs", "needed", "have", "has", "had", "got"} and any(
        c.dep_ == "xcomp" and any(g.tag_ == "TO" for g in c.children) for c in children
    )
    if top.lower_ == "going":
        modals += ("going",)
    return MainClause(
        top.lower_, modals, subject, " ".join(predicate), _is_imperative(top, inside, subject), obliged
    )


def _is_imperative(top: Token, inside: list[Token], subject: str) -> bool:
    if top.tag_ != "VB" or subject or any(c.tag_ in {"MD", "TO"} for c in top.children):
        return False
    openers = {
        "well",
        "now",
        "then",
        "so",
        "and",
        "but",
        "please",
        "never",
        "just",
        "do",
        "n't",
        "not",
        "always",
    }
    return all(t.lower_ in openers for t in inside if t.i < top.i)


def function_of(
    text: str, clause: MainClause, *, cue: str = "", spoken: bool = False, reporting: bool = False
) -> Function:
    """The function of a statement by its words, its main clause and the base form of its cue.

    ``spoken`` is for the sentences of a transcript, where thanks and interjections stand alone;
    ``reporting`` for a sentence whose main clause reports somebody: it asserts that this was said.
    """
    words = len(text.split())
    asks = bool(_ASKS.search(text))
    if not asks and words <= 14 and (_PHATIC.match(text) or (words <= 9 and _THANKS.search(text))):
        return "phatic" if spoken or words <= 6 else "assertion"
    if asks or _INDIRECT_QUESTION.match(text):
        return "question"
    if reporting:
        return "assertion"
    if clause.imperative or _INFINITIVE.match(text) or _LETS.match(text) or cue in _DEMANDING:
        return "proposal"
    if clause.obligation or any(modal in _MUST for modal in clause.modals):
        return "proposal"
    if cue in _FORESEEING or _FUTURE.search(text) or any(modal in _WILL for modal in clause.modals):
        return "prediction"
    if cue in _JUDGING or _judges(text, clause, words):
        return "evaluation"
    return "assertion"


def _judges(text: str, clause: MainClause, words: int) -> bool:
    if _JUDGEMENT.search(clause.predicate):
        return True
    if clause.subject in _FIRST and clause.verb in _OPINION_VERBS:
        return True
    return words <= _MOST_DIFFUSE and bool(_JUDGEMENT.search(text))
