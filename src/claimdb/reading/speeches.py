"""Speeches: the text of one speaker, whom no label names but the lines above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from claimdb.model import Role

from .bylines import find_dateline, is_outlet
from .dates import is_date_line
from .draft import FURNITURE
from .headings import heading_words
from .label import Label
from .lines import Paragraph, ends_sentence
from .parties import NAME, bare_name, is_no_office
from .structure import Structure
from .turns import is_direction, reports_speech
from .words import OFFICES

LEAST_TEXT = 100
FIRST_PERSON_SHARE = 0.3
MOST_REPORTED = 0.1
LONGEST_ABOVE = 250
LONGEST_NOTE = 400
SHORT = 80
MOST_ABOVE = 12
"""The lines that say whose speech it is are among so many at the top."""

_FORM = (
    r"(?:(?:opening|closing|prepared|written|oral|full|welcome|introductory|concluding|special|national)\s+)?"
    r"(?:remarks|speech|address|statement|lecture|keynote(?:\s+(?:speech|address|remarks))?|testimony|eulogy|sermon|homily"
    r"|(?:inaugural|commencement|farewell|video|televised)\s+(?:address|speech|message|remarks)|intervention|toast)"
)
_BEGINS = re.compile(
    rf"(?:(?:the\s+)?(?:full\s+)?(?:text|transcript)\s*(?:of|:)\s*(?:the\s+)?)?{_FORM}\b", re.IGNORECASE
)
_BY = re.compile(
    rf"\b{_FORM}\b(?:(?!\s(?:to|at|on|before|in|about)\s)[^.?!:,]){{0,40}}?\s(?:by|of|from)\s+(?P<who>\S.*)",
    re.IGNORECASE,
)
_HERS = re.compile(rf"(?P<who>{NAME})['’]s?\s+(?:[\w-]+\s+){{0,4}}?(?i:{_FORM})\b")
_COLON = re.compile(
    rf"(?P<who>{NAME})(?:,[^:]{{1,80}})?\s*(?::|\s[–—-]\s)\s*(?:[\w-]+\s+){{0,4}}?(?i:{_FORM})\b"
)
_AND_THEN = re.compile(
    r"\s+(?:at|to|on|in|before|during|after|ahead|upon|following|regarding|about|delivered|given|as|with|marking|via)\b"
    r"|[,:;(|]|\s[–—-]\s",
    re.IGNORECASE,
)
_AFTER_OFFICE = re.compile(r"\b(?:of|for)\s+(?:[\w’'-]+\s+)*?(?=[A-Z][\w’'-]+\s+[A-Z][\w’'-]+$)")
_FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|me|us|you|your)\b|\b(?:I|We|My|Our|You)['’]")
_QUOTED = re.compile(r"[\"“][^\"“”]{0,2000}[\"”]")
_NOTE = re.compile(
    r"\b(?:following|full\s+text|transcript|remarks\s+(?:as|by)|as\s+(?:delivered|prepared)|translat\w+|delivered|check\s+against"
    r"|embargo\w*|speech\s+(?:by|to|at))\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:\S+\s+){0,4}?(?:president|chancellor|premier|minister|secretary|ambassador|governor|mayor|commissioner|senator"
    r"|director|chair(?:man|woman|person)?|general|admiral|commander|envoy|representative|administrator|king|queen"
    r"|deputy|spokes(?:man|woman|person)|taoiseach|counsell?or|coordinator|undersecretary)\b[^.?!]{0,90}$",
    re.IGNORECASE,
)
_ALOUD = re.compile(
    r"\b(?:thank\s+you|thanks|good\s+(?:morning|afternoon|evening|day)|ladies\s+and\s+gentlemen|excellenc(?:y|ies)"
    r"|distinguished\s+\w+|dear\s+(?:friends|colleagues)|applause|laughter|welcome)\b",
    re.IGNORECASE,
)
"""What is said before listeners and hardly written for readers."""


@dataclass(frozen=True, slots=True)
class Speech:
    structure: Structure
    """With the speech as one turn."""
    label: Label
    """Of that turn."""


def find_speech(found: Structure, title: str | None) -> Speech | None:
    """The speech that a document without labels is, if it is one."""
    body = [i for i, role in enumerate(found.roles) if role in ("paragraph", "list item")]
    if not body or sum(len(found.paragraphs[i].text) for i in body) < LEAST_TEXT:
        return None
    above = list(_above(found, title))
    who = _who(above) or _by_place(above, [t for i in body if not _is_loose(t := found.paragraphs[i].text)])
    if who is None or not _is_spoken([found.paragraphs[i] for i in body], who):
        return None
    body = _of_speech(found, body, who)
    return _as_turn(found, body, who) if body else None


def _above(found: Structure, title: str | None) -> Iterator[str]:
    """The title and the lines between it and the text."""
    if title:
        yield heading_words(title)
    for paragraph, role in zip(found.paragraphs[:MOST_ABOVE], found.roles, strict=False):
        text = heading_words(paragraph.text)
        if len(paragraph.text) > LONGEST_ABOVE or (role == "paragraph" and ends_sentence(text)):
            return
        if text != title:
            yield text


def _who(above: Sequence[str]) -> str | None:
    """Whom the lines above name as the speaker; an office where no name is given."""
    for line in above:
        for naming in (_BY, _HERS, _COLON):
            match = naming.search(line)
            name = _named(match["who"]) if match else None
            if name:
                return name
    for one, other in pairwise(above):
        for form, line in ((one, other), (other, one)):
            name = bare_name(line)
            if _BEGINS.match(form) and not _BEGINS.match(line) and re.fullmatch(NAME, name) and _may_be(name):
                return name
    return None


def _by_place(above: Sequence[str], body: Sequence[str]) -> str | None:
    """Who speaks where the lines above give no more than a name, an office, a place and a day."""
    if not any(map(is_date_line, above)) or not any(_ALOUD.search(text) for text in (*body[:2], *body[-2:])):
        return None
    for name, office in pairwise(above):
        plain = bare_name(name)
        if re.fullmatch(NAME, plain) and _may_be(plain) and _OFFICE.match(office):
            return plain
    return None


def _named(rest: str) -> str | None:
    """The one person at the beginning of what follows "by"; an office where that is all."""
    end = _AND_THEN.search(rest)
    chunk = rest[: end.start()] if end else rest
    if " and " in chunk or not chunk:
        return None
    if chunk.casefold().startswith("the ") or OFFICES.issuperset(chunk.casefold().split()):
        words = chunk.casefold().removeprefix("the ").split()
        return f"The {' '.join(words)}" if OFFICES.issuperset(words) else None
    held = _AFTER_OFFICE.search(chunk)
    names = list(re.finditer(NAME, chunk[held.end() :] if held else chunk))
    if not names:
        return None
    name = bare_name(names[-1][0])
    return names[-1][0] if " " not in name else (name if _may_be(name) else None)


def _may_be(name: str) -> bool:
    words = name.casefold().split()
    return is_no_office(name) and not is_outlet(name) and OFFICES.isdisjoint(words)


def _is_spoken(body: Sequence[Paragraph], who: str) -> bool:
    """True for paragraphs in which somebody speaks for themselves, and no reporter tells what was said."""
    if find_dateline(body[0].text):
        return False
    surname = re.compile(
        rf"\b{re.escape(who.split()[-1])}\s+(?:said|says|told|added|noted|stressed|called)\b", re.IGNORECASE
    )
    reported = sum(
        reports_speech(paragraph.text) or surname.search(paragraph.text) is not None for paragraph in body
    )
    own = sum(_first_person(paragraph.text) for paragraph in body)
    return own >= FIRST_PERSON_SHARE * len(body) and reported <= MOST_REPORTED * len(body)


def _first_person(text: str) -> bool:
    return _FIRST_PERSON.search(_QUOTED.sub(" ", text)) is not None


def _of_speech(found: Structure, body: Sequence[int], who: str) -> list[int]:
    """The paragraphs of the speech, without the editors' notes above and below it."""
    kept = list(body)
    while kept and _is_note(found.paragraphs[kept[0]].text, who):
        kept.pop(0)
    while kept and _is_note(found.paragraphs[kept[-1]].text, who):
        kept.pop()
    return kept


def _is_note(text: str, who: str) -> bool:
    if _is_loose(text) or is_direction(text):
        return True
    if _first_person(text) or len(text) > LONGEST_NOTE:
        return False
    return _NOTE.search(text) is not None or who.casefold() in text.casefold()


def _is_loose(text: str) -> bool:
    """True for a line that is no sentence and greets nobody: a place, an hour, "As delivered"."""
    return len(text) <= SHORT and not ends_sentence(text) and not text.endswith((",", ":", ";"))


def _as_turn(found: Structure, body: Sequence[int], who: str) -> Speech:
    # The name of who speaks is no title.
    roles: list[Role] = [
        FURNITURE[0] if role == "title" and bare_name(paragraph.text) == who else role
        for role, paragraph in zip(found.roles, found.paragraphs, strict=True)
    ]
    owners: list[int | None] = list(found.owners)
    first, last = body[0], body[-1]
    for index, role in enumerate(found.roles):
        text = found.paragraphs[index].text
        if role not in ("paragraph", "list item"):
            continue
        if first <= index <= last and not is_direction(text):
            roles[index], owners[index] = "turn", first
        elif is_direction(text) or _is_loose(text):
            roles[index] = FURNITURE[0]
    label = Label(found.paragraphs[first].first_line, 0, who, None, shown=False)
    return Speech(replace(found, roles=tuple(roles), owners=tuple(owners)), label)
