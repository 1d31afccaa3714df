"""What a page says of its author beneath the text, and where to write to."""

from __future__ import annotations

import re
from collections.abc import Collection

from .bylines import parse_byline
from .draft import FURNITURE, Draft

NOTES_AT_END = 3
LONGEST_NOTE = 500
_WRITE_TO = re.compile(
    r"(?:(?:^|[.!?]\s+)[\"“]?(?:you\s+can\s+|please\s+)?(?:reach|contact|e-?mail|follow|write\s+to|send|twitter)"
    r"|\b(?:can|may)\s+be\s+(?:reached|contacted)|\bour\s+e-?mail(?:\s+address)?(?:\s+is)?)\b:?[^.!?]{0,160}?"
    r"(?:[\w.+-]+@[\w-]+\.\w|(?<!\S)@\w{2,20}\b)",
    re.IGNORECASE,
)
_TRADE = re.compile(
    r"\b(?:is|was|are|has\s+been)\s+(?:an?|the|our|based)\s(?:[\w’'-]+\s+){0,6}?(?:reporter|correspondent|editor|writer|journalist"
    r"|columnist|author|professor|lecturer|fellow|contributor|producer|historian|photographer)\b|\b(?:covers|reports\s+on|writes\s+about|teaches)\b"
)
_COVERS = re.compile(r"\s+(?:covers|reports\s+on|writes\s+about)\b")
_REACHED_AT = re.compile(
    r"(?:[A-Z][\w.'’-]+\s){1,3}[A-Z][\w'’-]+\s?[:|]\s"
    r"(?:[\w.+-]+@[\w-]+\.\w|@\w{2,20}\b|\+?\d[\d ().-]{6,}\d\b)"
)
"""A name with a telephone number or an address behind it."""


def author_notes(draft: Draft) -> None:
    """At the end, what a page says of its author and where to write to."""
    names = {
        name
        for i, role in enumerate(draft.roles)
        if role == "metadata" and (name := parse_byline(draft.text(i)))
    }
    end = [i for i in range(len(draft.roles)) if draft.roles[i] not in FURNITURE][-NOTES_AT_END:]
    for index in end[1:] if len(end) == len(draft.roles) else end:
        text = draft.text(index).strip("*_ ")
        if draft.labelled(index) or draft.roles[index] not in (None, "paragraph") or len(text) > LONGEST_NOTE:
            continue
        if _is_about(text, names) or _WRITE_TO.search(text) or _REACHED_AT.match(text):
            draft.roles[index] = "metadata"


def _is_about(text: str, names: Collection[str]) -> bool:
    """True for a paragraph that begins with the author's name and tells the trade."""
    for name in names:
        surname = name.split()[-1]
        if text.startswith(name) and _TRADE.search(text):
            return True
        if text.startswith(f"{surname} ") and _COVERS.match(text[len(surname) :]):
            return True
    return False
