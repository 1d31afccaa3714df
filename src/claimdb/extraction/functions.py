"""What a statement does: assert, evaluate, predict, propose, ask, or keep the talk going.

Read from the grammar of its main clauses (mood, modality, tense, person, what they predicate), so that
words deep inside a long sentence do not decide.  Asking goes before proposing, proposing before
predicting, predicting before evaluating: who says "I think that they will leave" predicts.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from claimdb.extraction import judging
from claimdb.extraction.asking import MARKERS, ends_in_question_mark, is_question
from claimdb.extraction.clauses import Clause, Clauses, Predicate, clauses_of

if TYPE_CHECKING:
    from claimdb.model import Function

__all__ = ["function_of", "main_clause"]

main_clause = clauses_of

_PLAIN = str.maketrans("’‘“”", "''\"\"")

# ------------------------------------------------------------------------------ keeping the talk going

_PHATIC = re.compile(
    r"""^\W*(?:(?:oh|well|so|and|but|ok(?:ay)?|yes|yeah|yep|no|right|sure|exactly|absolutely|indeed|great|wow|hi|hello|
    welcome|sorry|thanks?|thank\s+you|of\s+course|you\s+know|i\s+(?:see|mean)|good\s+(?:morning|afternoon|
    evening|night|day)|mm-?hm+|uh-?huh|hm+|um+|uh+|ah|mr\.?|mrs\.?|ms\.?|minister|president|sir|madam|very\s+much|
    (?:so\s+)?much|for\s+(?:having|doing|joining|coming|this|your|the)\s*[\w\s]*|everyone|everybody|goodbye|bye|cheers|
    ladies\s+and\s+gentlemen|nice\s+to\s+(?:meet|see)\s+you|my\s+pleasure|you're\s+welcome)\W*)+$""",
    re.VERBOSE | re.IGNORECASE,
)
_THANKS = re.compile(r"\b(?:thank\s+you|thanks)\b", re.IGNORECASE)
_DENIAL = re.compile(r"^\W*no\b[\W]*(?:no\b\W*)*$", re.IGNORECASE)
_LONGEST_PHATIC, _LONGEST_THANKS = 14, 9
_REPLYING = frozenset("answer reply respond confirm deny".split())

# ---------------------------------------------------------------------------- proposing and promising

_LETS = re.compile(rf"{MARKERS}(?:let\s+(?:us|me)|let's|please)\b", re.IGNORECASE)
# "No more delays": without a verb, what shall not be; "no idea" says that there is none.
_NO_MORE = re.compile(
    r"""^\W*(?:(?:and|but|so|absolutely)\s+)*no\s+(?!(?:one|nobody|longer|less|fewer|no)\b|doubt|wonder|matter
    |answer|idea|problem|question|reason|evidence|comment|way|need|use|word|sign|trace|response|surprise)
    \w+""",
    re.VERBOSE | re.IGNORECASE,
)
_DEONTIC = frozenset(["must", "should", "shall", "ought"])
_OBLIGED = frozenset("need needs have has 've got gotta".split())
_NECESSARY = frozenset("necessary essential imperative vital crucial important advisable urgent time".split())
_COMMITTED = frozenset("ready willing prepared committed determined".split())
_PRONOUNS = frozenset("i we he she it they".split())
_INTENDING = frozenset("want wants wanted intend intends intended plan plans planned aim aims aimed".split())
_GOALS = frozenset("aim goal task plan job duty mission intention priority purpose objective".split())
_IS = frozenset("is 's are was were be".split())
_NOBODY = frozenset("no nobody none neither one".split())
_TOLERATED = frozenset("accept allow tolerate permit let agree".split())
_DEMANDING = frozenset(
    """urge demand promise vow pledge propose order command recommend advise threaten request beg
    implore""".split()
)
_PERFORMED = frozenset(
    """urge demand promise vow pledge propose recommend advise request beg implore insist suggest swear
    guarantee appeal call invite ask""".split()
)
# Imperatives that only steer the hearer's attention: "take any town", "look, …", "mind you".
_STEERING = frozenset(
    """take look see say imagine suppose remember mind compare consider note recall think know mean
    listen believe""".split()
)
# Verbs of states, and of the talk itself: "we will know" foretells, "we will act" promises.
_STATES = frozenset(
    """be have know see understand find need want feel hear believe think get lose win die live become fall
    remain suffer like love hope learn happen regret say tell call""".split()
)

# ------------------------------------------------------------------------------------------ predicting

_WILL = frozenset("will 'll wo".split())
_MAY = frozenset("may might".split())
_FUTURE = re.compile(
    r"""\b(?:sooner\s+or\s+later|in\s+the\s+(?:near\s+|coming\s+|foreseeable\s+)?future
    |(?:is|are)\s+(?:bound|about|set)\s+to)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_TALKERS = frozenset("i we you he she they".split())
_FORESEEING = frozenset(["predict", "forecast", "expect", "foresee", "anticipate"])
_FORESEEN = frozenset("likely unlikely bound expected set due about".split())

# ------------------------------------------------------------------------------------------ evaluating

_BELIEVING = frozenset("think believe feel guess suppose doubt reckon find consider sure suspect".split())
_OPINION = re.compile(
    r"""\b(?:in\s+(?:my|our)\s+(?:\w+\s+)?(?:view|opinion|judge?ment|estimation)|to\s+my\s+mind
    |(?:my|our)\s+(?:view|opinion|impression)\s+is|if\s+you\s+ask\s+me
    |(?:is|was)\s+(?:my|our)\s+(?:\w+\s+)?(?:view|opinion|impression|feeling|belief|guess)
    |(?:i|we)\s+(?:would|wouldn't|would\s+not)\s+(?:say|call|argue)|(?:i|we)'d\s+(?:say|call|argue)
    |wouldn't\s+be\s+surprised|nothing\s+(?:but|more\s+than|less\s+than|other\s+than))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_BEHAVING = frozenset("behave behaves behaving behaved act acts acting acted".split())
_SEEMING = frozenset("seem seems sound sounds look looks appear appears feel feels".split())
_CANNOT = (("can",), ("ca",), ("could",))
# Adverbs of the whole clause by which a speaker comments on it or hedges it.
_HEDGES = frozenset(
    """probably maybe perhaps presumably arguably surely unfortunately fortunately sadly regrettably luckily
    hopefully ironically surprisingly remarkably strangely interestingly curiously rightly wrongly
    understandably""".split()
)
_JUDGING_CUES = frozenset(
    """describe criticize criticise praise condemn denounce slam lambast blast accuse blame mock deride
    characterize deplore applaud laud hail commend dismiss""".split()
)
_MOST_OVERT = 25
"""A judging word with its degree colours a statement of up to this many words."""
_MOST_DIFFUSE = 14
"""A strong judging word colours a whole statement of up to this many words, wherever it stands."""


def function_of(
    text: str, clauses: Clauses, *, cue: str = "", spoken: bool = False, reporting: bool = False
) -> Function:
    """The function of a statement by its words, its main clauses and the base form of its cue.

    ``spoken`` is for the sentences of a transcript, where thanks and interjections stand alone;
    ``reporting`` for a sentence whose main clause reports somebody: it asserts that this was said.
    """
    text = text.translate(_PLAIN)
    words = len(text.split())
    asks = ends_in_question_mark(text)
    if not asks and _is_phatic(text, words):
        substance = _DENIAL.match(text) or cue in _REPLYING
        return "phatic" if not substance and (spoken or words <= 6) else "assertion"
    if is_question(text, cue=cue):
        return "question"
    if reporting or asks:
        return "proposal" if reporting and _obliges(clauses.main[0]) else "assertion"
    reported = cue != "" and '"' not in text
    if reported and any(_intends(each) for each in clauses.main[:2]):
        return "proposal"
    if cue in _DEMANDING or _LETS.match(text) or any(_proposes(each) for each in clauses.main):
        return "proposal"
    if not clauses.main[0].verb and _NO_MORE.match(text):
        return "proposal"
    if cue in _FORESEEING or _FUTURE.search(text) or any(_predicts(each) for each in clauses.main[:2]):
        return "prediction"
    if cue in _JUDGING_CUES or _OPINION.search(text) or _judges(clauses, words):
        return "evaluation"
    return "prediction" if reported and _was_to_be(clauses.main[0]) else "assertion"


def _is_phatic(text: str, words: int) -> bool:
    if words > _LONGEST_PHATIC:
        return False
    return bool(_PHATIC.match(text) or (words <= _LONGEST_THANKS and _THANKS.search(text)))


def _proposes(clause: Clause) -> bool:
    if clause.imperative:
        return clause.verb not in _STEERING
    if clause.perfect or (clause.past and "would" not in clause.modals):
        return False  # "it should have ended", "they had to leave": past wishes and past necessity
    if _obliges(clause):
        return True
    if clause.subject == "it" and any(p.head in _NECESSARY for p in clause.predicates) and clause.complement:
        return True
    if _is_committed(clause):
        return True
    if clause.subject in _GOALS and clause.verb in _IS and clause.complement:  # "our aim is to leave"
        return True
    return clause.first_person and _promises(clause)


def _is_committed(clause: Clause) -> bool:
    """ "We are ready to leave", "she is willing"."""
    ready = any(p.head in _COMMITTED for p in clause.predicates)
    return ready and not clause.negated and clause.subject not in _NOBODY


def _obliges(clause: Clause) -> bool:
    if clause.perfect:
        return False
    if any(modal in _DEONTIC for modal in clause.modals):
        return True
    return clause.complement != "" and not clause.negated and clause.verb in _OBLIGED


def _intends(clause: Clause) -> bool:
    """For what is reported of somebody: "(he said) he wants to leave", "(she planned) to leave"."""
    if clause.infinitive and clause.tag == "VB":
        return clause.verb not in {"be", "have"}  # "(it is said) to be empty" is no intention
    if clause.subject in _PRONOUNS and clause.verb in _INTENDING and clause.complement:
        return not clause.negated
    if clause.first_person and _was_to_be(clause) and clause.verb not in _STATES:
        return True  # "(we said) we would leave": a promise, as the past reports it
    return _is_committed(clause)


def _was_to_be(clause: Clause) -> bool:
    """The future as the past reports it: "(she said) it would rain"."""
    return "would" in clause.modals and not clause.perfect


def _promises(clause: Clause) -> bool:
    """For the first person: "we will send help", "we cannot accept this", "I urge you"."""
    if any(modal in _WILL for modal in clause.modals):
        return clause.verb not in _STATES
    if clause.negated and any(modal in {"can", "ca", "could"} for modal in clause.modals):
        return clause.verb in _TOLERATED
    return clause.tag in {"VBP", "VB"} and not clause.modals and clause.verb in _PERFORMED


def _predicts(clause: Clause) -> bool:
    if clause.past and not clause.conditional:
        return False
    if clause.first_person and clause.verb in {"say", "tell"}:
        return False  # "I will tell you": so it is told
    if any(modal in _WILL for modal in clause.modals):
        return True
    if any(modal in _MAY for modal in clause.modals):
        return not clause.perfect
    if clause.verb == "going" and any(m in {"is", "are", "'s", "'re", "am", "'m"} for m in clause.modals):
        return True
    if "could" in clause.modals and not (clause.perfect or clause.negated or clause.subject in _TALKERS):
        return True  # what is possible; of people it is what they were able to
    if any(modal in {"would", "could", "'d"} for modal in clause.modals):
        return clause.conditional and not clause.perfect
    return bool(clause.complement) and any(p.head in _FORESEEN for p in clause.predicates)


def _judges(clauses: Clauses, words: int) -> bool:
    main = clauses.main[0]
    if main.stance in _BELIEVING or (main.first_person and _believes(main)):
        return True
    if any(_evaluates(clause) for clause in clauses.main[:2]):
        return True
    overt = any(judging.is_degree(a) and judging.judges(b) for a, b in pairwise(clauses.words))
    if overt and words <= _MOST_OVERT:  # "this utterly silly plan", wherever it stands
        return True
    return words <= _MOST_DIFFUSE and any(judging.is_strong(word) for word in clauses.words)


def _believes(clause: Clause) -> bool:
    """ "I (do not) think so", "we find it odd"; not "in May, I think"."""
    said = bool(clause.predicates) or "so" in clause.adverbs
    return clause.verb in _BELIEVING and not clause.past and said


def _evaluates(clause: Clause) -> bool:
    if clause.first_person and judging.is_attitude(clause.verb):
        return True
    if clause.negated and clause.complement and clause.verb in _OBLIGED:
        return True  # "we do not need to hurry": no demand, a judgement of one
    if judging.says_worth(clause.verb) or _seems(clause) or (clause.like and clause.verb in _BEHAVING):
        return True
    if clause.negated and clause.verb == "be" and clause.predicates and clause.modals[:1] in _CANNOT:
        return True  # "that cannot be right": what is impossible to the speaker
    if clause.generic and clause.tag in {"VBP", "VB"} and not clause.modals:
        return True  # a rule of thumb
    if any(adverb in _HEDGES for adverb in clause.adverbs):
        return True
    return any(_is_judgement(predicate) for predicate in clause.predicates)


def _seems(clause: Clause) -> bool:
    """ "It looks like rain": how a thing strikes the speaker; not "she looks at it", "he feels well"."""
    if clause.verb not in _SEEMING or clause.tag == "VBD" or clause.perfect:
        return False
    if clause.verb.startswith("feel") and clause.subject not in {"it", "this", "that"}:
        return False
    return bool(clause.like or clause.predicates or clause.complement or clause.stance)


def _is_judgement(predicate: Predicate) -> bool:
    modified = any(judging.judges(modifier) for modifier in predicate.modifiers)
    if modified or judging.judging_noun(predicate.head):
        return True
    if predicate.tag.startswith("NN"):
        return predicate.minor
    if predicate.tag in {"JJ", "JJR", "JJS", "VBN", "VBG", "RB"}:
        degree = predicate.tag != "RB" and any(judging.is_degree(m) for m in predicate.modifiers)
        return degree or judging.judges(predicate.head)
    return False
