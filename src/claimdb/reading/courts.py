"""Who asks and who answers in a court's transcript, which its reporter writes between the turns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .label import LONGEST_LABEL, Label
from .lines import Line

BELOW = 4
"""An oath stands within so many lines beneath the name of who takes it."""
LONGEST_OATH = 500
_EXAMINED_BY = re.compile(r"BY\s+(?P<name>(?:THE\s+)?[A-Z][A-Z.'’\- ]{1,40}):?")
_OATH = re.compile(
    r"\b(?:duly\s+(?:sworn|affirmed)|called\s+as\s+a\s+witness|(?:been|being)\s+(?:first\s+)?(?:duly\s+)?(?:sworn|affirmed)"
    r"|testified\s+as\s+follows)\b",
    re.IGNORECASE,
)
_WITNESS = re.compile(r"(?P<name>(?:[A-Z][A-Z.'’\-]*\s+){1,3}[A-Z][A-Z'’\-]+),(?:\s.*)?")
_ASKS = frozenset({"q", "question"})
_ANSWERS = frozenset({"a", "answer", "the witness", "witness"})


def swears_in(text: str) -> bool:
    """True for what the reporter writes when a witness is called ("… having been first duly sworn …")."""
    return len(text) <= LONGEST_OATH and _OATH.search(text) is not None


def is_examination(text: str) -> bool:
    """True for the line that says who asks the questions beneath it ("BY MS. DOE:")."""
    return len(text) < LONGEST_LABEL and text.endswith(":") and _EXAMINED_BY.fullmatch(text) is not None


def with_voices(labels: dict[int, Label], lines: Sequence[Line]) -> dict[int, Label]:
    """The labels "Q" and "A" with the names that stand above them."""
    asks: str | None = None
    answers: str | None = None
    for index, line in enumerate(lines):
        examined = _EXAMINED_BY.fullmatch(line.text) if len(line.text) < LONGEST_LABEL else None
        if examined:
            asks = examined["name"].strip()
        answers = _sworn(lines, index) or answers
        label = labels.get(index)
        voice = label and _voice(label.name, asks, answers)
        if label is not None and voice:
            labels[index] = replace(label, voice=voice)
    return labels


def _voice(name: str, asks: str | None, answers: str | None) -> str | None:
    part = name.casefold()
    if part in _ASKS:
        return asks
    return answers if part in _ANSWERS else None


def _sworn(lines: Sequence[Line], index: int) -> str | None:
    """The witness whose name begins a line, if the lines from there on are about the oath."""
    text = lines[index].text
    match = _WITNESS.fullmatch(text) if "," in text[:80] and text[:2].isupper() else None
    if match is None:
        return None
    below = " ".join(line.text for line in lines[index : index + BELOW])
    return match["name"] if swears_in(below[:LONGEST_OATH]) else None
