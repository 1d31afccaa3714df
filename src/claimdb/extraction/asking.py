"""Questions: those with a question mark, those that a transcript prints without, and those only reported."""

from __future__ import annotations

import re

_MARK = re.compile(r"\?!?[\"')\]»]*\s*$")
# What may stand before the first word that counts: coordination and discourse markers.
MARKERS = r"^\W*(?:(?:and|but|so|or|well|now|then|however|oh|okay|ok|yes|no|like|again|because)\b,?\s+)*"
_AUXILIARY = (
    r"(?:(?:am|is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)"
    r"(?:n't)?)"
)
_PRONOUN = r"(?:i|you|he|she|it|we|they|these|those|there)"
_SUBJECT = rf"(?:{_PRONOUN}|this|that|the|a|an|any|my|your|his|her|its|our|their)"
_WH = r"(?:who|whom|whose|what|which|where|when|why|how)"
# Auxiliary before subject.  Left out: conditions ("had he known", "should you need"), imperatives ("do the
# dishes", "have a seat") and relative clauses that stand alone in transcripts ("which is a pity").
_INVERTED = re.compile(
    rf"""{MARKERS}(?!(?:had|should|were|may|might)\b)(?:(?:do|have)(?:n't)?\s+(?:not\s+)?{_PRONOUN}
    |(?!do\b|have\b){_AUXILIARY}\s+(?:not\s+)?{_SUBJECT})\b""",
    re.VERBOSE | re.IGNORECASE,
)
_WH_INVERTED = re.compile(
    rf"""{MARKERS}(?!(?:who|which)\s+(?:is|was|are|were|has|had)\b){_WH}\b
    (?:\s+(?:much|many|long|often|far|else|exactly|\w+ly|kind\s+of\s+\w+))?
    \s+{_AUXILIARY}\s+(?:not\s+)?{_SUBJECT}\b""",
    re.VERBOSE | re.IGNORECASE,
)
_WHO_KNOWS = re.compile(rf"{MARKERS}who\s+(?:knows|cares)\W*$", re.IGNORECASE)
_WONDERING = re.compile(
    rf"""\bI(?:'m|\s+am)?\s+(?:just\s+|also\s+)?
    (?:wonder(?:ing)?|ask(?:ing)?(?:\s+you)?|want(?:ed)?\s+to\s+(?:ask|know))\s+
    (?:you\s+)?(?:about\s+)?(?:{_WH}|if|whether)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_INDIRECT_QUESTION = re.compile(r"^\W*(?:whether\b|if\s+(?:he|she|they|it)\b.*\bor\s+not)\b", re.IGNORECASE)
_ASKED = re.compile(rf"^\W*(?:{_WH}|whether|if)\b", re.IGNORECASE)
_ASKING = frozenset("ask wonder inquire enquire question query".split())
# "They asked, can you help?" reports a question and asks none; "I ask you, …" and "did they say …?" ask.
_REPORTED_QUESTION = re.compile(
    rf"""\b(?:(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|questioned|inquired)\b.*
        \b(?:{_WH}|whether|{_AUXILIARY}\s+{_SUBJECT})
    |(?:say(?:s|ing)?|said)\b.*(?:,\W*{_WH}|{_AUXILIARY}\s+{_SUBJECT}))\b""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ADDRESSING = re.compile(r"\b(?:i|you)\b", re.IGNORECASE)
_ONLY_MARKERS = re.compile(MARKERS + "$", re.IGNORECASE)


def ends_in_question_mark(text: str) -> bool:
    """True if ``text`` does, closing quotation marks and brackets aside."""
    return _MARK.search(text) is not None


def is_question(text: str, *, cue: str) -> bool:
    """True if ``text``, in plain punctuation, asks; ``cue`` is the base form of what introduces it."""
    inverted = bool(_INVERTED.match(text) or _WH_INVERTED.match(text))
    opened = text.lstrip("\"'([ ")[:1].isupper()  # a sentence's beginning, not a piece of one
    if ends_in_question_mark(text):
        report = None if inverted else _REPORTED_QUESTION.search(text)
        before = "" if report is None else text[: report.start()]
        return not before.strip() or bool(_ADDRESSING.search(before) or _ONLY_MARKERS.match(before))
    if (inverted and opened) or _WHO_KNOWS.match(text) or _WONDERING.search(text):
        return True
    return bool(_INDIRECT_QUESTION.match(text) or (cue in _ASKING and _ASKED.match(text)))
