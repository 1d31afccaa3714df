"""What a statement does: assert, evaluate, predict, propose, ask, or keep the talk going."""

from __future__ import annotations

import re

from claimdb.model import Function

_PHATIC = re.compile(
    r"""^\W*(?:(?:oh|well|so|and|but|ok(?:ay)?|yes|yeah|no|right|sure|exactly|absolutely|indeed|good|great|wow|hi|hello|
    welcome|sorry|please|thanks?|thank\s+you|of\s+course|you\s+know|i\s+(?:see|mean)|good\s+(?:morning|afternoon|
    evening|night|question|point)|mm-?hm+|uh-?huh|mr\.?|mrs\.?|ms\.?|minister|president|sir|madam|very\s+much|
    (?:so\s+)?much|for\s+(?:having|doing|joining|coming|this|your|the)\s*[\w\s]*|everyone|everybody|
    ladies\s+and\s+gentlemen|nice\s+to\s+(?:meet|see)\s+you|my\s+(?:pleasure|final\s+question))\W*)+$""",
    re.VERBOSE | re.IGNORECASE,
)
_THANKS = re.compile(r"\b(?:thank\s+you|thanks)\b", re.IGNORECASE)
_ASKS = re.compile(r"\?[\"'”’»)\]]*\s*$")
_INDIRECT_QUESTION = re.compile(r"^\W*(?:whether|if\s+(?:he|she|they|it)\b.*\bor\s+not)\b", re.IGNORECASE)
_PROPOSAL = re.compile(
    r"""\b(?:must(?!\s+have)|should(?!\s+have)|shall|ought\s+to|need(?:s|ed)?\s+to|ha(?:s|ve|d)\s+to|let\s+us|let['’]s|
    call(?:s|ed|ing)?\s+(?:on|for)|demand(?:s|ed|ing)?|urge[sd]?|insist(?:s|ed)?\s+(?:on|that)|require[sd]?|
    propose[sd]?|suggest(?:s|ed)?\s+(?:to|that\s+we)|promise[sd]?|vow(?:s|ed)?|pledge[sd]?|
    (?:it\s+is|it['’]s)\s+(?:necessary|essential|time|important)\s+(?:to|that|for)|
    (?:is|are|was|were|am|['’]m|['’]re)\s+(?:ready|prepared|willing|determined)\s+to|
    (?:would|['’]d)\s+(?:like|prefer|love)\s+to\s+(?:see|reach|have)|want(?:s|ed)?\s+to\s+(?:reach|end|stop|make|find)|
    (?:do|does|did)\s+not\s+accept|not\s+accept(?:able)?|never\s+(?:accept|allow|agree)|cannot\s+(?:tolerate|allow|accept)|
    (?:cannot|can['’]t|will\s+not|won['’]t)\s+(?:tolerate|allow|accept)|would\s+have\s+to|will\s+have\s+to|
    prohibit|abandon\b|refrain\s+from)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"""^\W*(?:please\s+|(?:so|and|but|then|now|well),?\s+(?:please\s+)?)?(?:now\s+)?(?:don['’]?t|do\s+not|never\s+\w+\s|
    let\b|stop|start|go|come|take|make|give|get|put|keep|look|listen|tell|ask(?!ed)|leave|remember|imagine|consider|
    correct|search|join|vote|read|see\s+(?:to|that)|be\s+(?:careful|ready|sure)|wait|think\s+about|try)\b(?!\w|['’])""",
    re.VERBOSE | re.IGNORECASE,
)
_INFINITIVE = re.compile(r"^\W*(?:not\s+)?to\s+(?!be\s+honest|tell\s+the\s+truth)\w+", re.IGNORECASE)
_PREDICTION = re.compile(
    r"""\b(?:will|won['’]t|shall|['’]ll|(?:is|are|am|['’]s|['’]re|['’]m)\s+(?:not\s+)?(?:going|likely|unlikely|bound|set|expected)\s+to|
    (?:may|might|could)\s+(?:well\s+|still\s+)?(?:be|become|lead|result|return|happen|take|bring|end|trigger|cause|face|have\s+to)|
    (?:expect|predict|forecast|foresee|anticipate)(?:s|ed)?|sooner\s+or\s+later|in\s+the\s+(?:near\s+)?future|
    would\s+(?:be|become|lead|result|never|not|collapse|end|mean))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_ANNOUNCED = re.compile(r"\b(?:will|would|shall|['’]ll)\s+(?:meet|discuss|announce|visit|hold|speak|attend|host)\b", re.I)
_EVALUATION = re.compile(
    r"""\b(?:good|bad|better|best|worse|worst|great|terrible|horrible|awful|wonderful|fantastic|excellent|amazing|incredibl[ey]|
    unbelievable|ridiculous|absurd|nonsense|stupid|silly|foolish|fool|idiot\w*|crazy|insane|mad(?:ness)?|evil|wicked|
    dangerous|safe|important|crucial|vital|serious(?:ly)?|strange|weird|odd|interesting|remarkable|phenomenal|
    wrong|right\s+(?:thing|decision|move)|unfair|fair|unjust|just\s+cause|legitimate|illegitimate|immoral|moral|
    shame(?:ful|less)?|disgrac\w*|disgust\w*|outrag\w*|scandal\w*|hypocri\w*|mendaci\w*|hysteri\w*|propagand\w*|lies?\b|liar|
    strong|weak|brave|cowardly|smart|clever|wise|brilliant|friendly|hostile|aggressive|arrogan\w*|selfish|greedy|
    mistake|failure|success|disaster|catastroph\w*|tragedy|tragic|victory|triumph|hopeless|pointless|useless|meaningless|
    sad(?:ly)?|happy|unfortunate(?:ly)?|regrettabl[ey]|lucky|fortunately|obvious(?:ly)?|clear(?:ly)?\b(?!\s+whether)|
    too\s+\w+|very\s+(?:\w+)|so\s+(?:much|many|bad|good|childish)|quite\s+\w+|rather\s+\w+|
    i\s+(?:think|believe|feel|guess|suppose|doubt|hope|wouldn['’]t\s+(?:say|guess))|in\s+my\s+(?:view|opinion)|
    beautiful|ugly|perfect|impossible|difficult|easy|hard|painful|reckless|irresponsib\w*|risky|worr(?:y|ied|ying)|
    unacceptable|inappropriate|appropriate|essential|proud|ashamed|sense\s+of|nothing\s+(?:but|more)|
    misnomer|fabrication\w*|canard|ruse|pretense|corrupt|incompetent|phony|fake|threat\s+mongering|catch-22)\b""",
    re.VERBOSE | re.IGNORECASE,
)


def function_of(text: str, *, cue: str = "", spoken: bool = False) -> Function:
    """The function of a statement by its words and its cue.

    ``spoken`` is for the sentences of a transcript, where thanks and interjections stand alone.
    """
    words = len(text.split())
    if words <= 12 and (_PHATIC.match(text) or (words <= 9 and _THANKS.search(text))) and not text.endswith("?"):
        return "phatic" if spoken or words <= 6 else "assertion"
    if _ASKS.search(text) or _INDIRECT_QUESTION.match(text):
        return "question"
    if _IMPERATIVE.match(text) or _INFINITIVE.match(text) or cue in _DEMANDING:
        return "proposal"
    if _PROPOSAL.search(text):
        return "proposal"
    if cue in _FORESEEING or (_PREDICTION.search(text) and not _ANNOUNCED.search(text)):
        return "prediction"
    if cue in _JUDGING or _EVALUATION.search(text):
        return "evaluation"
    return "assertion"


_DEMANDING = frozenset("urge demand promise vow pledge propose order command recommend advise threaten".split())
_FORESEEING = frozenset("predict forecast expect foresee anticipate".split())
_JUDGING = frozenset(
    """describe criticize criticise praise condemn denounce slam lambast blast accuse blame mock deride dismiss call
    consider characterize deplore applaud laud hail commend""".split()
)
