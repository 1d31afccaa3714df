"""Names that only bold letters or a tab set off from what they say: given the colon that those stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .names import plain
from .tables import LABEL_END, LONGEST_LABEL

MOST_LABEL_WORDS = 6


class Leads:
    """The words that paragraphs begin with in bold letters or before a tab; what comes again is a label."""

    def __init__(self, leads: Iterable[str]) -> None:
        self._counts = Counter(plain(LABEL_END.sub("", lead)) for lead in leads if lead)

    def with_colon(self, lead: str, words: str) -> str:
        """The words of a paragraph with a colon behind ``lead``, if that is the label of a turn."""
        label = LABEL_END.sub("", lead)
        if self._counts[plain(label)] < 2 or not _may_be_label(label, lead) or not words.startswith(lead):
            return words
        after = words[len(lead) :].lstrip()
        if not after or after[0].islower() or after[0] in ":,;–—-[(":
            return words
        return f"{label}: {after}"


def _may_be_label(label: str, lead: str) -> bool:
    short = len(label) <= LONGEST_LABEL and len(label.split()) <= MOST_LABEL_WORDS
    return short and label[:1].isupper() and not lead.endswith((":", "?", "!"))
