"""What stands below an article's end: notes to editors, readers' comments, the works cited."""

from __future__ import annotations

import re

from .draft import FURNITURE, Draft
from .lines import ends_sentence

CITED_SHARE = 0.7
LONGEST_CITED = 400
LONGEST_ENTRY = 80
MOST_TRIED = 20
"""So many headings of lists of works are looked below; an article has three or four."""
_NOTES = re.compile(r"(?:background\s+)?notes?\s+(?:to|for)\s+(?:the\s+)?editors?\s*:?", re.IGNORECASE)
_DISCUSSION = re.compile(
    r"discussion\s+about\s+this\s+(?:post|article|episode|story)"
    r"|\d[\d,]*\s+(?:thoughts?|responses?|comments?|replies)\s+(?:on|to)\s+[\"“].{1,110}",
    re.IGNORECASE,
)
_WORKS = re.compile(
    r"(?:sources?|references|see\s+also|notes|external\s+links|further\s+reading|bibliography|works\s+cited|footnotes|citations|endnotes)\s*:?"
    r"(?:\s*\[\s*edit\s*\])?",
    re.IGNORECASE,
)
_YEAR = r"\b(?:1[6-9]|20)\d{2}[a-z]?\b"
_CITED = re.compile(
    rf"""
    https?:// | \b(?i:retrieved|isbn)\b | ^\s*(?:\^|\[\d{{1,3}}\]) | \b(?:pp?|vol|no)\.\s?\d
    |^\W*[A-Z][\w'’-]+,\s(?:[A-Z]\.[\s-]?)+.*{_YEAR}
    |^\W*[A-Z][\w'’-]+(?:\s(?:et\sal\.|(?:and|&)\s[A-Z][\w'’-]+))?,?\s\({_YEAR}\)
    |["“][^"“”]{{5,200}}["”].{{0,120}}{_YEAR} | (?<!\w)[*_][^*_]{{5,200}}[*_].{{0,120}}{_YEAR}
    """,
    re.VERBOSE,
)
_NUMBERED_OR_DATED = re.compile(rf"{_YEAR}|^\s*\[?\d{{1,3}}[\].]")
"""What sentences hold too: it cites only where nothing is stated."""
_STATED = re.compile(r"(?:(?<=\s)[a-z][a-z’'-]*,?\s+){3}[a-z]")
"""Four small words in a row: with a full stop at the end they are a sentence more often than a title."""
_END = re.compile(r"[-–—*#\s]*ends?[-–—*#\s]*", re.IGNORECASE)
_AFTER_END = re.compile(
    r"(?:(?:media|press)\s+)?(?:contacts?|enquiries|inquiries)\s*:?|(?:for\s+)?(?:media|press)\s+(?:contacts?|enquiries|inquiries)\b.*"
    r"|about\s+(?:the\s+)?\S.{1,80}",
    re.IGNORECASE,
)


def endings(draft: Draft) -> None:
    """From a line that ends the article on, all is furniture."""
    half = len(draft.roles) // 2
    ended = False
    tried = 0
    for index in range(1, len(draft.roles)):
        bare = draft.text(index)[:120].strip("#*_ ")
        if draft.labelled(index) or draft.roles[index] == "title":
            continue
        ended = ended or (_END.fullmatch(bare) is not None and index >= half)
        works = index >= half and tried < MOST_TRIED and _WORKS.fullmatch(bare) is not None
        tried += works
        # The notes of a short release are longer than the release: there "Ends" above them is enough.
        late = index >= half or _END.fullmatch(draft.text(index - 1)[:120]) is not None
        closes = (
            (late and (_NOTES.fullmatch(bare) or _DISCUSSION.fullmatch(bare)))
            or (ended and _AFTER_END.fullmatch(bare) and not ends_sentence(bare))
            or (works and _cites(draft, index + 1))
        )
        if closes:
            for below in range(index, len(draft.roles)):
                draft.roles[below] = draft.roles[below] or "boilerplate"
            return


def _cites(draft: Draft, start: int) -> bool:
    """True if the rest of the document is a list of works, for the most part."""
    rest = [draft.text(i) for i in range(start, len(draft.roles)) if draft.roles[i] not in FURNITURE]
    cited = sum(len(text) <= LONGEST_CITED and _is_citation(text) for text in rest)
    others = sum(len(text) <= LONGEST_ENTRY and not ends_sentence(text) for text in rest)
    return cited > 0 and cited + others >= CITED_SHARE * len(rest)


def _is_citation(text: str) -> bool:
    if _CITED.search(text):
        return True
    stated = ends_sentence(text) and _STATED.search(text) is not None
    return not stated and _NUMBERED_OR_DATED.search(text) is not None
