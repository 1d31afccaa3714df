"""What Markdown files hold that nobody states: fenced code, and lines of links to other pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lines import Line

_FENCE = re.compile(r"(?P<mark>`{3,}|~{3,})[^`\n]{0,60}")
_LINK = re.compile(r"!?\[[^\[\]]{0,300}\]\([^()\s]{0,500}(?:\s\"[^\"]{0,200}\")?\)")
_BETWEEN_LINKS = re.compile(
    r"(?:[\s|·•∙*_/→←↑«»‹›<>:,–—-]|\b(?:previous|prev|next|older|newer|earlier|later|posts?|articles?|stor(?:y|ies)|pages?|chapters?"
    r"|episodes?|parts?|interviews?|up|back|home|index|contents|archive|read|see|more|also|related|share|edit|this|view"
    r"|source|permalink|tags?|filed|under|categor(?:y|ies))\b)*",
    re.IGNORECASE,
)
_PREVIOUS_AND_NEXT = re.compile(
    r"\W{0,6}(?:previous|prev|next|older|newer)(?:\s(?:post|article|story|page|chapter|episode|part|interview))?[*_]*\s?[:→←»«][*_]*\s.{1,160}?"
    r"\b(?:previous|prev|next|older|newer)(?:\s(?:post|article|story|page|chapter|episode|part|interview))?[*_]*\s?[:→←»«].{0,160}"
    r"|\W{0,6}(?:previous|next)\s(?:post|article|story|page|chapter|episode|part)[*_]*\s?[:→←»«].{1,160}",
    re.IGNORECASE,
)
LONGEST = 1200


def code(lines: Sequence[Line]) -> set[int]:
    """The lines of fenced code, the fences with them; a fence that nothing closes is text."""
    found: set[int] = set()
    opened: int | None = None
    mark = ""
    for index, line in enumerate(lines):
        if opened is None:
            match = _FENCE.fullmatch(line.text[:80]) if line.text[:3] in ("```", "~~~") else None
            if match:
                opened, mark = index, match["mark"]
        elif line.text.startswith(mark) and not line.text.strip(mark[0]):
            found.update(range(opened, index + 1))
            opened = None
    return found


def is_navigation(text: str) -> bool:
    """True for a line of links and the words between them ("Previous: … Next: …"), or for these alone."""
    if len(text) > LONGEST:
        return False
    if "](" in text:
        rest, links = _LINK.subn(" ", text)
        if links > 1 or (links and any(map(str.isalnum, rest))):
            return _BETWEEN_LINKS.fullmatch(rest) is not None
    return _PREVIOUS_AND_NEXT.fullmatch(text) is not None
