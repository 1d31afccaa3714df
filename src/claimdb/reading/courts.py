"""Who asks and who answers in a court's transcript, which its reporter writes between the turns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .covers import witness_of
from .label import LONGEST_LABEL, Label
from .lines import Line

BELOW = 4
"""An oath stands within so many lines beneath the name of who takes it."""
LONGEST_OATH = 500
NAME_ABOVE = 2
"""A witness gives a name when one of so many lines above asks for it."""
_EXAMINED_BY = re.compile(r"BY\s+(?P<name>(?:THE\s+)?[A-Z][A-Z.'’\- ]{1,40}):?")
_EXAMINATION = re.compile(
    r"(?:(?:FURTHER|CONTINUED)\s+)?(?:(?:VOIR\s+DIRE|(?:RE-?)?(?:DIRECT|CROSS))[ -]?)?EXAMINATION"
    r"(?:\s*\(?CONT[.'’\w]*\)?)?:?"
)
_OATH = re.compile(
    r"\b(?:duly\s+(?:sworn|affirmed)|called\s+as\s+a\s+witness|(?:been|being)\s+(?:first\s+)?(?:duly\s+)?(?:sworn|affirmed)"
    r"|testified\s+as\s+follows|witness,\s+(?:previously\s+)?(?:sworn|affirmed))\b",
    re.IGNORECASE,
)
_WITNESS = re.compile(r"(?P<name>(?:[A-Z][A-Z.'’\-]*\s+){1,3}[A-Z][A-Z'’\-]+),(?:\s.*)?")
_PERSON = r"(?P<name>[A-Z][\w'’\-]+(?:\s+[A-Z](?:[\w'’\-]+|\.)){1,3})"
_CALLED = re.compile(
    rf"\b(?:calls?|will\s+call|recalls?)\s+(?:to\s+the\s+stand\s+)?(?:(?:Mr|Mrs|Ms|Dr)\.\s+)?{_PERSON}"
)
_ASKED_NAME = re.compile(r"\bname\b", re.IGNORECASE)
_OWN_NAME = re.compile(rf"(?:(?:[Mm]y|[Tt]he)\s+name\s+is\s+|[Ii]t['’]s\s+)?{_PERSON}\s*[.,]")
_OF_COURT = frozenset({"the court", "the witness", "the clerk"})
_ASKS = frozenset({"q", "question"})
_ANSWERS = frozenset({"a", "answer", "the witness", "witness"})


def swears_in(text: str) -> bool:
    """True for what the reporter writes when a witness is called ("… having been first duly sworn …")."""
    return len(text) <= LONGEST_OATH and _OATH.search(text) is not None


def is_examination(text: str) -> bool:
    """True for the lines above questions that say who asks them ("CROSS-EXAMINATION", "BY MS. DOE:")."""
    if len(text) >= LONGEST_LABEL:
        return False
    by = text.endswith(":") and _EXAMINED_BY.fullmatch(text) is not None
    return by or _EXAMINATION.fullmatch(text) is not None


def with_voices(labels: dict[int, Label], lines: Sequence[Line]) -> dict[int, Label]:
    """The labels "Q" and "A" with the names that stand above them."""
    asks: str | None = None
    answers = witness_of(lines)
    in_court = any(label.name.casefold() in _OF_COURT for label in labels.values())
    for index, line in enumerate(lines):
        examined = _EXAMINED_BY.fullmatch(line.text) if len(line.text) < LONGEST_LABEL else None
        if examined:
            asks = examined["name"].strip()
        label = labels.get(index)
        called = _called(lines, index, label) if in_court else None
        answers = _sworn(lines, index) or called or answers
        voice = label and _voice(label.name, asks, answers)
        if label is not None and voice:
            labels[index] = replace(label, voice=voice)
    return labels


def _voice(name: str, asks: str | None, answers: str | None) -> str | None:
    part = name.casefold()
    if part in _ASKS:
        return asks
    return answers if part in _ANSWERS else None


def _called(lines: Sequence[Line], index: int, label: Label | None) -> str | None:
    """The witness whom a line calls, or who gives the name asked for right above."""
    text = lines[index].text
    if label is not None and label.name.casefold() in _ANSWERS:
        before = " ".join(line.text for line in lines[max(index - NAME_ABOVE, 0) : index])
        own = _OWN_NAME.match(text[label.end :].lstrip()) if _ASKED_NAME.search(before) else None
        return own["name"] if own else None
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    match = _CALLED.search(f"{text[:LONGEST_OATH]} {below[:80]}")
    return match["name"] if match and match.start() < len(text) else None


def _sworn(lines: Sequence[Line], index: int) -> str | None:
    """The witness whose name begins a line, if the lines from there on are about the oath."""
    text = lines[index].text
    match = _WITNESS.fullmatch(text) if "," in text[:80] and text[:2].isupper() else None
    if match is None:
        return None
    below = " ".join(line.text for line in lines[index : index + BELOW])
    return match["name"] if swears_in(below[:LONGEST_OATH]) else None
