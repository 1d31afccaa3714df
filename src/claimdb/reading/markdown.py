"""What Markdown files hold that nobody states: fenced code, and lines of links to other pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lines import Line, ends_sentence

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
FEWEST_PROSE_WORDS = 6
MOST_CODE_SHARE = 0.5
_CODE_SIGNS = re.compile(r"[(){};=<>]")
_OPENS_PROSE = re.compile(r"[\"“‘'*_]{0,4}[^\W\d_]")


def code(lines: Sequence[Line]) -> set[int]:
    """The lines of fenced code, the fences with them; a fence that nothing closes is text.

    What holds sentences or most of the document is text that somebody pasted; then only the fences go.
    """
    found: set[int] = set()
    opened: int | None = None
    mark = ""
    whole = sum(len(line.text) for line in lines)
    for index, line in enumerate(lines):
        if opened is None:
            match = _FENCE.fullmatch(line.text[:80]) if line.text[:3] in ("```", "~~~") else None
            if match:
                opened, mark = index, match["mark"]
        elif line.text.startswith(mark) and not line.text.strip(mark[0]):
            inside = [each.text for each in lines[opened + 1 : index] if each.text.strip()]
            text = _is_prose(inside) or sum(map(len, inside)) > MOST_CODE_SHARE * whole
            found.update((opened, index) if text else range(opened, index + 1))
            opened = None
    return found


def _is_prose(inside: Sequence[str]) -> bool:
    """True if most of the lines look like sentences or like turns."""
    return 2 * sum(map(_looks_like_prose, inside)) > len(inside)


def _looks_like_prose(text: str) -> bool:
    bare = text.strip()
    opening = _OPENS_PROSE.match(bare)
    # A label begins with a capital too; in scripts without them no letter is a small one.
    if opening is None or opening[0][-1].islower() or _CODE_SIGNS.search(bare):
        return False
    return ends_sentence(bare) or len(bare.split()) >= FEWEST_PROSE_WORDS


def is_navigation(text: str) -> bool:
    """True for a line of links and the words between them ("Previous: … Next: …"), or for these alone."""
    if len(text) > LONGEST:
        return False
    if "](" in text:
        rest, links = _LINK.subn(" ", text)
        if links > 1 or (links and any(map(str.isalnum, rest))):
            return _BETWEEN_LINKS.fullmatch(rest) is not None
    return _PREVIOUS_AND_NEXT.fullmatch(text) is not None
