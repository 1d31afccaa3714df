"""The titles of records: what stands below the name of the house, network or court that keeps them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .dates import find_date
from .draft import Draft
from .headings import capitals_share, is_capitals
from .lines import BLANK, Line, ends_sentence
from .turns import is_direction

MOST_ABOVE = 60
"""A case's caption stands within so many lines at the top."""
MOST_PARTY_LINES = 3
LONGEST_PARTY = 120
LONGEST_PART = 40
FEWEST_HEADLINE_WORDS = 4
HEADLINE_CAPITALS = 0.7
SHORT = 3

_HOUSE = re.compile(
    r"(?:the\s+)?(?:[\w'’.&-]+\s+){0,5}?(?:parliament|house|senate|congress|assembly|legislature|(?:sub-?)?committee"
    r"|council|commission|tribunal|chamber|hall)(?:\s+(?:of|on|for|to)\s+.{2,90})?",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"(?:the\s+)?(?:(?:official|parliamentary|daily|uncorrected|corrected|verbatim|proof|committee|house|senate)\s+){0,4}"
    r"(?:hansard|report|record|transcript|debates|proof|minutes(?:\s+of\s+(?:evidence|proceedings))?)",
    re.IGNORECASE,
)
"""What a house calls its record, in a line of its own."""
_SITTING = re.compile(
    r"(?:volume|vol|session|number|no|issue|part|sitting|meeting)\b\.?\s*[\dIVX].*"
    r"|[\w\s-]{1,40}\b(?:meeting|session|sitting|parliament|congress|year)|(?:hearing|before(?:\s+the)?|of\s+the)"
    r"|the\s+\w+\s+(?:met|sat)\s+at\b.*",
    re.IGNORECASE,
)
_OF_RECORDS = re.compile(
    r"\b(?:volume|session|sitting|hansard|members?\s+(?:present|in\b)|witness(?:es)?|met\s+at|debated|in\s+the\s+chair"
    r"|hearing|inquiry|evidence|adjourn\w*|official\s+report)\b",
    re.IGNORECASE,
)
_AIRED = re.compile(r"(?:(?:originally|first)\s+)?(?:aired|broadcast)\b", re.IGNORECASE)
_RUSH = re.compile(r".{0,40}\brush\s+transcript\b", re.IGNORECASE)
_AIRED_BEHIND = re.compile(
    r"[.;,]?\s+(?:Aired|Broadcast)\s+(?:at\s+|on\s+)?\d[^;]{0,40}$|\s*\(?Rush Transcript\)?$", re.IGNORECASE
)

_VERSUS = re.compile(
    r"[-–—]?\s?(?:v|vs|versus|against|(?<=-\s)and(?=\s-)|(?<=-)and(?=-))\.?\s?[-–—]?\s*(?:[):|§].*|\s{2,}.*|(?:case\s+)?no\..*"
    r"|\d{1,4}\W?\s?(?:cr|cv|civ|mj|mc|mag|misc)\b.*)?",
    re.IGNORECASE,
)
_INLINE = re.compile(r"(?P<one>[A-Z][^:?!]{2,100}?),?\s+(?:v|vs|-v-)\.?\s+(?P<other>[A-Z][^:?!]{2,100})")
_PART = re.compile(
    r",?\s*(?:and\s+)?(?:(?:counter|cross|third[- ]party|joint)[- ]?)?(?:plaintiff"
    r"|defendant|petitioner|respondent"
    r"|appellant|appellee|claimant|applicant|complainant|debtor|prosecution|accused|movant"
    r"|intervenor)(?:s|\(s\))?\b.*",
    re.IGNORECASE,
)
_NUMBERED_CASE = re.compile(
    r"\s*\b(?:civil\s+action|criminal|case|cause|docket|index|file|claim)?\s*\bno\b\.?.*", re.IGNORECASE
)
_OF_COURT = re.compile(
    r"\b(?:court|tribunal|district|division|county|circuit|state\s+of\s+\w+\s+ss)\b", re.IGNORECASE
)
_COURT_ABOVE = re.compile(
    r"\b(?:court|tribunal|division)\b|^(?:for|in|of)\s+the\b|^between\b|^(?:county|district|state)\s+of\b.*\bss\b",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\W_]*x?[\W_]*", re.IGNORECASE)
_DESCRIBED = re.compile(r"^\(\d\)\s*|,\s+(?!et\b)[a-z].*|,\s[^,]*\b[Cc]ourt\b.*")
"""What a caption says of a party behind its name ("…, a municipal corporation")."""
_BOX = re.compile(r"(?:\s+[)|§:](?=\s|$)|\s{3,}).*$|\s*[)|§:]\s*$")
_KEPT = frozenset({"LLC", "LLP", "LP", "PLC", "USA", "US", "UK", "EU", "NA", "II", "III", "IV"})
_LOWER = frozenset(
    {"of", "and", "the", "for", "in", "on", "et", "al", "al.", "a", "an", "ex", "rel", "rel.", "by"}
)


def record_title(draft: Draft, top: Sequence[int]) -> int | None:
    """The title of a record of a broadcast or a house, where its shape shows it."""
    broadcast = _broadcast(draft, top) if draft.labels else None
    return _sitting(draft, top) if broadcast is None else broadcast


def _broadcast(draft: Draft, top: Sequence[int]) -> int | None:
    """The headline above the line that says when a programme was aired; the show alone tells little."""
    aired = next(
        (
            i
            for i in top
            if (_AIRED.match(draft.text(i)) and find_date(draft.text(i))) or _RUSH.match(draft.text(i))
        ),
        None,
    )
    if aired is None:
        return None
    for index in reversed(range(aired)):
        text = without_aired(draft.text(index))
        if (
            draft.free(index)
            and len(text.split()) >= FEWEST_HEADLINE_WORDS
            and not text.isupper()
            and not ends_sentence(text)
            and capitals_share(text) >= HEADLINE_CAPITALS
            and not is_direction(text)
        ):
            return index
    return None


def without_aired(title: str) -> str:
    """A title without the hour of the broadcast behind it ("… Nears Coast. Aired 8-9a ET")."""
    return _AIRED_BEHIND.sub("", title).strip(BLANK)


def _sitting(draft: Draft, top: Sequence[int]) -> int | None:
    """The first line below the names of the house, its committee and its record."""
    free = [i for i in top if draft.free(i) and not is_direction(draft.text(i))]
    if not free or not _is_house(draft.text(free[0])):
        return None
    rest = [draft.text(i) for i in top if i != free[0]]
    if not any(_OF_RECORDS.search(text) for text in rest):
        return None
    for index in free:
        text = draft.text(index)
        if _is_house(text) or _RECORD.fullmatch(text) or _SITTING.fullmatch(text):
            continue
        return None if " " not in text or text.endswith(":") or ends_sentence(text) else index
    return None


def _is_house(text: str) -> bool:
    if len(text) > LONGEST_PARTY or ends_sentence(text) or _HOUSE.fullmatch(text) is None:
        return False
    return is_capitals(text) or len(text.split()) <= SHORT or capitals_share(text) >= HEADLINE_CAPITALS


# ------------------------------------------------------------------------- cases in court


def case_name(lines: Sequence[Line], first_turn: int) -> str | None:
    """The two parties of a case as its caption names them ("Doe v. Harbour Lines, Inc.")."""
    above = list(lines[: min(first_turn, MOST_ABOVE)])
    shown = " ".join(line.text for line in above)
    if not (_OF_COURT.search(shown) or any(_PART.fullmatch(line.text) for line in above)):
        return None
    for index, line in enumerate(above):
        if _VERSUS.fullmatch(line.text):
            one = _party([above[i] for i in range(index - 1, -1, -1)], upwards=True)
            other = _party(above[index + 1 :], upwards=False)
            if one and other:
                return f"{one} v. {other}"
        inline = _INLINE.fullmatch(_bare(line.text)) if len(line.text) <= 2 * LONGEST_PARTY else None
        if inline:
            one, other = (_cased(_DESCRIBED.sub("", _bare(inline[part]))) for part in ("one", "other"))
            if one and other:
                return f"{one} v. {other}"
    return None


def is_part(text: str) -> bool:
    """True for a line of a caption that says what part a party has ("Defendants.")."""
    return len(text) <= LONGEST_PART and _PART.fullmatch(text) is not None


def _party(lines: Sequence[Line], *, upwards: bool) -> str | None:
    """The name on the lines next to the "v.", their part in the case and the box around them left out."""
    found: list[str] = []
    for line in lines:
        text = _bare(line.text)
        if found and (_RULE.fullmatch(line.text) or not text or (line.gap and not upwards)):
            break
        if not text or _RULE.fullmatch(line.text):
            continue
        if _COURT_ABOVE.search(text) or len(text) > LONGEST_PARTY:
            break
        found.append(text)
        if (
            len(found) == MOST_PARTY_LINES
            or (upwards and line.gap)
            or (not upwards and line.text.endswith((",", ", )")))
        ):
            break
    if upwards:
        found.reverse()
    return _cased(_DESCRIBED.sub("", " ".join(found)).rstrip(" ,;")) if found else None


def _bare(text: str) -> str:
    """The words of a caption's line without its frame, the number of the case and the party's part."""
    return _NUMBERED_CASE.sub("", _PART.sub("", _BOX.sub("", text))).strip(" ,;:)|" + BLANK)


def _cased(name: str) -> str:
    """A party's name out of a caption's capitals."""
    if any(word.islower() and word not in _LOWER for word in name.split()) or name.title() == name:
        return name
    words = []
    for at, word in enumerate(name.split()):
        bare = word.strip(".,&()")
        if not word.isupper() or bare in _KEPT or re.fullmatch(r"(?:[A-Z]\.){2,}", word):
            words.append(word)
        elif at and word.casefold() in _LOWER:
            words.append(word.casefold())
        else:
            words.append(word.title() if "'" not in word and "’" not in word else word.capitalize())
    return " ".join(words)
