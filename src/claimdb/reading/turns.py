"""Where each turn of a transcript ends, and what stands in it without being said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from .dates import MONTH, WEEKDAY
from .headings import is_marked
from .label import Label, label_key
from .labels import find_labels
from .lines import Paragraph
from .questions import speaks_for_self

__all__ = ["Label", "authors_own", "find_labels", "is_direction", "reports_speech", "unsaid", "zones"]

MULTI_PARAGRAPH_SHARE = 0.2
LONGEST_DIRECTION = 300
_OPENING_TIME = re.compile(r"[\[(]\d{1,2}:\d{2}(?::\d{2})?[\])]")
FEWEST_TO_GO_ON = 4
SHORTEST_GOING_ON = 80
MOST_BETWEEN = 3
"""So many pictures and adverts stand between what the last one to speak says."""
_ASSEMBLY = (
    r"(?:The\s|This\s)?(?:meeting|committee|council|session|house|hearing|court|sitting|conference|proceedings|senate|assembly|inquiry"
    r"|tribunal|commission|parliament)"
)
_CLOCK = r"\(?\d[\d.:]*\s?(?:[ap]\.?\s?m\b\.?|o['’]clock|hours|noon)?\)?|noon|midnight|midday"
_DAY = (
    rf"(?:{WEEKDAY}\s)?(?:the\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH}|{MONTH}\s\d{{1,2}})(?:,?\s\d{{4}})?"
    rf"|{WEEKDAY}"
)
_UNTIL = (
    rf"(?:at|from|to|about|shortly\s(?:before|after))\s(?:{_CLOCK})|{_CLOCK}"
    rf"|(?:until|till)\s(?:{_CLOCK}|{_DAY}|tomorrow|the\s(?:call\sof\sthe\schair|next\s\w+))"
    r"|for\s(?:an?|the|\d+|\w+)\s[\w-]{1,20}(?:\s(?:in|on|of)\s(?:the\s)?\w{1,20})?|in\s(?:private|camera|recess)"
    r"|accordingly|again|sine\sdie|without\sday"
)
"""To what hour a sitting is put off; a sentence of the talk ("the council met on Monday") has no clock."""
_PROCEDURE = (
    r"(?:(?:Several|Hon\.)\s(?:hon\.\s)?Members\s?)?rose\s?[—–.-]*|[A-Z][\w.'’ ]{1,60}\sinterjecting\s?[—–-]*"
    r"|(?:Main\s|Original\s)?Question\s(?:again\s|accordingly\s)?(?:put|proposed|agreed\sto|negatived)(?:\s(?:and|accordingly)\s(?:agreed\sto|negatived))?"
    r"(?:,\sThat\b[^\n]{0,200})?\.?"
    r"|(?:Amendment|Motion|Clause|Schedule|Resolution|Bill|Order|Leave)s?(?:\s[\dA-Z]{1,4})?,?\s(?:by\sleave,\s)?"
    r"(?:agreed\sto|negatived|withdrawn|(?:was\s)?granted|passed|read\sa\s(?:first|second|third)\stime|put\sand\s(?:agreed\sto|negatived)|not\sagreed\sto)"
    r"(?:\sand\s[^\n.]{1,60})?\.?"
    r"|The\s(?:House|Committee|Senate|Assembly|Council)\s(?:having\s)?(?:proceeded\sto\sa\sdivision|divided)\b[^\n]{0,80}|(?:Ayes|Noes)[\s:,]+\d[^\n]{0,60}"
    r"|On\sresuming\s?[—–-]*"
    rf"|{_ASSEMBLY}\s(?:then\s)?(?:(?:rose|adjourned|recessed|suspended"
    r"|(?:was|were|stood|is)\s(?:again\s)?(?:adjourned|suspended|resumed|recessed|closed|concluded|convened|called\sto\sorder))"
    rf"(?:,?\s(?:{_UNTIL}|on\s(?:{_DAY})))*|(?:met|sat|resumed|convened|commenced|concluded|began|ended|opened|closed)"
    rf"(?:\s(?:in\s(?:private|public|camera)|on\s(?:{_DAY})))?,?\s(?:at|from)\s(?:{_CLOCK})(?:,?\s(?:{_UNTIL}))?)[.\s]*"
)
"""What a house's clerks write of its proceedings."""
_DIRECTION = re.compile(
    rf"{_PROCEDURE}|[♪♫♬][^\n]{{0,280}}"
    r"|\([^()]{1,120}\)\.?|\[[^\[\]]{1,280}\]\.?|\*\[[^\[\]]{1,80}\]\*|\*\([^()]{1,80}\)\*",
    re.IGNORECASE,
)

# What transcribers put into brackets inside a turn: sounds, gaps and doubts, with or without a time.
_SOUNDS = (
    r"laugh(?:s|ter|ing|ed)?|applause|applauds|cheer(?:s|ing)?|boo(?:s|ing)?|cross-?\s?talk|over-?talk(?:ing)?"
    r"|overlapping|inaudible|unintelligible|indiscernible|inaud|unclear|garbled|audio|music|silence|pause[sd]?"
    r"|sigh(?:s|ing)?|cough(?:s|ing)?|chuckl(?:es|ing|e)|gasps?|crying|weeping|whisper(?:s|ing)|sound\w*|sic|ph"
    r"|phonetic|bleep|expletive|off[\s-]mi(?:c|ke|crophone)|on[\s-]camera|off[\s-]camera|voice-?over|via|through"
    r"|speaking|speaks|in\s+(?:[A-Z]\w+)|foreign\s+language|non-english|begin|end|video|commercial|break|recess"
    r"|technical|no\s+(?:audible\s+)?response|nods?|shakes|gestur\w+|interrupt\w*|simultaneous|as\s+(?:interpreted|translated|delivered)"
    r"|multiple|several|group|crowd|ringing|bell|gavel|interpreter|translated|translation|singing|chant\w*|standing"
    r"|show\s+of\s+hands|continu\w+|whereupon|pledge|moment\s+of"
)
_UNSAID = re.compile(
    rf"(?P<slant>\*{{0,3}})(?:\((?:{_SOUNDS})\b[^()\n]{{0,80}}\)|\[(?:{_SOUNDS})\b[^\[\]\n]{{0,80}}\]"
    r"|[\[(]\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s*[-–—]\s*\d{1,2}:\d{2}(?::\d{2})?)?[\])])(?P=slant)",
    re.IGNORECASE,
)
_BARE_TIME = re.compile(r"(?<![^\n])\d{1,2}:\d{2}(?::\d{2})?[ \t]*(?![^\n\r])")


def is_direction(text: str) -> bool:
    """True for a stage direction that stands by itself ("(Applause.)", "[crosstalk]")."""
    return len(text) <= LONGEST_DIRECTION and _DIRECTION.fullmatch(text) is not None


def unsaid(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stage directions and times inside a turn, which nobody said."""
    found = [match.span() for match in _UNSAID.finditer(text, start, end)]
    found += [match.span() for match in _BARE_TIME.finditer(text, start, end)]
    return sorted(found)


_REPORTS = re.compile(
    r"[,.?!][\"”’]\s+(?:[A-Z][\w.'’-]+\s+){0,3}(?:he|she|they)?\s*(?:said|says|added|told|asked|explained|continued)\b"
    r"|(?:^|[.”\"]\s+)(?:He|She)\s+(?:said|says|added|told|explained)\b"
)
_SAID = (
    r"(?:said|says|told|added|explained|believes|thinks|recalls|recalled|paused|laughed|smiled|answered"
    r"|declined)\b"
)
MOST_NAMES = 40
RECORD_SHARE = 0.9
_ENDS = re.compile(r"\(?END\b[^a-z\n]{0,40}|#\s?#\s?#|-30-")
"""What a transcript prints beneath its last words."""


def reports_speech(text: str) -> bool:
    """True for a paragraph in which somebody else's words are reported ("…," she said)."""
    return _REPORTS.search(text[:400]) is not None


def authors_own(paragraphs: Sequence[Paragraph], labels: Mapping[int, Label]) -> list[bool]:
    """The paragraphs in which the author reports what one of the speakers says: no turn goes on there."""
    own = [False] * len(paragraphs)
    names = {label_key(label.name) for label in labels.values() if label.name.casefold() not in {"q", "a"}}
    if not labels or len(names) > MOST_NAMES or not names:
        return own
    spoken = "|".join(sorted(re.escape(name.capitalize()) for name in names if len(name) > 2))
    reported = re.compile(rf"\b(?:{spoken})(?:,[^,.]{{0,80}},)?\s+{_SAID}") if spoken else None
    first = min(labels)
    # Houses that print labels in capitals write down what is said; nobody tells a story between the turns.
    # Nor does a recording that is written down with its times.
    printed = [label.name.isupper() or label.timestamp is not None for label in labels.values()]
    record = sum(printed) > RECORD_SHARE * len(labels)
    beneath = {label.line + label.lines for label in labels.values()}
    for index, paragraph in enumerate(paragraphs):
        if paragraph.first_line <= first or paragraph.first_line in {*labels, *beneath}:
            continue
        head = paragraph.text[:400]
        own[index] = (not record and reports_speech(head)) or (
            reported is not None and reported.search(head) is not None
        )
    return own


def zones(
    paragraphs: Sequence[Paragraph], labels: Mapping[int, Label], stops: Sequence[bool], ends: Sequence[bool]
) -> list[int | None]:
    """For each paragraph the index of the paragraph whose label its turn has, or ``None``.

    ``stops`` marks the paragraphs that no turn holds (headings, furniture); a turn goes on behind
    them where another label follows, and ends there after the last label.  ``ends`` marks those
    that no turn goes on behind: where the document's author has the word again.
    """
    owners: list[int | None] = [None] * len(paragraphs)
    starts = [index for index, paragraph in enumerate(paragraphs) if paragraph.first_line in labels]
    if not starts:
        return owners
    for start, after in pairwise(starts):
        for index in range(start, after):
            if index > start and ends[index]:
                break
            owners[index] = start
    last = starts[-1]
    owners[last] = last
    empty = labels[paragraphs[last].first_line].end >= len(paragraphs[last].text)
    ending = (i for i in range(last + 1, len(paragraphs)) if _ENDS.fullmatch(paragraphs[i].text.strip()))
    begun = last + empty
    until = _speaks_until(paragraphs, begun, stops, ends) if len(starts) >= FEWEST_TO_GO_ON else last
    room = max(_usual_room(starts, empty, len(paragraphs)), next(ending, last + 1) - last - 1, until - last)
    for index in range(last + 1, len(paragraphs)):
        if room <= 0 or ends[index] or (stops[index] and index > max(begun, until)):
            break
        owners[index] = last
        room -= 1
    return owners


def _speaks_until(
    paragraphs: Sequence[Paragraph], last: int, stops: Sequence[bool], ends: Sequence[bool]
) -> int:
    """The last of the paragraphs in which who speaks last goes on in the first person."""
    until = last
    for index in range(last + 1, len(paragraphs)):
        text = paragraphs[index].text
        if ends[index] or index - until > MOST_BETWEEN or (stops[index] and is_marked(text)):
            break
        if stops[index]:
            continue
        slanted = text[0] in "*_" and text[-1] == text[0]
        own = len(text) >= SHORTEST_GOING_ON and speaks_for_self(text) and not slanted
        timed = _OPENING_TIME.match(text)
        if not own and not timed and until != index:
            break
        until = max(until, index, index + 1 if timed and timed.end() == len(text) else index)
    return min(until, len(paragraphs) - 1)


def _usual_room(starts: Sequence[int], label_alone: bool, most: int) -> int:
    """How many paragraphs may follow the last label: many only if turns of many are usual here."""
    if len(starts) == 1:
        return most
    sizes = [after - start - 1 for start, after in pairwise(starts)]
    least = 1 if label_alone else 0
    longer = sum(size > least for size in sizes)
    if sizes and longer >= MULTI_PARAGRAPH_SHARE * len(sizes):
        return max(sizes)
    return least
