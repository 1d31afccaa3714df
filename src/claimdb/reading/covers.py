"""The front pages of depositions, hearings and interviews under oath: who is heard, when, who appears."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .dates import find_date
from .label import LONGEST_LABEL, Label
from .lines import LIST_MARK, Line
from .parties import NAME, bare_name, is_no_office
from .words import OFFICES, TITLES

MOST_LINES = 200
"""A cover with lists of counsel and of exhibits has fewer lines."""
CASE_WITHIN = 60
MOST_TITLE_WORDS = 12
_OPENS = re.compile(
    r"(?:The\s)?(?:meeting|hearing|committee|subcommittee|council|session|sitting|conference|proceedings)\s"
    r"(?:(?:was|were)\scalled\sto\sorder|(?:was\s)?(?:convened|resumed|opened|commenced|began|met)),?\s",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?:[A-Z]\s){3,}[A-Z]\b")
_APPEARANCES = re.compile(
    r"(?:REMOTE\s+)?APPEARANCES?(?:\s+OF\s+COUNSEL)?\s*:?\s*(?:\(?\s*CONT[.'’\w]*\s*\)?)?:?|APPEARING\s*:",
    re.IGNORECASE,
)
_INDEX = re.compile(
    r"(?:I\s?N\s?D\s?E\s?X|C\s?O\s?N\s?T\s?E\s?N\s?T\s?S|EXHIBITS|INDEX\s+(?:OF|TO)\s+\w+)\s*:?"
)
_HEARD = re.compile(
    r"(?P<form>(?:(?:THE|REMOTE|VIDEO|VIDEOTAPED|VIDEO-RECORDED|ORAL|TRANSCRIBED|CONTINUED|EXECUTIVE\s+SESSION)\s+)*"
    r"(?:INTERVIEW|DEPOSITION|TESTIMONY|EXAMINATION(?:\s+BEFORE\s+TRIAL)?)\s+OF)\s*:?\s*(?P<name>.{0,80})",
    re.IGNORECASE,
)
_FOR = re.compile(r"(?:(?:(?:ON\s+BEHALF\s+OF|FOR)\s+[^:]{2,60}:|BY\s*:|BY)\s*)(?=\S)", re.IGNORECASE)
_LISTED = re.compile(rf"(?P<name>{NAME})(?P<after>\s*(?:,|\(|\s[–—-]\s|$))")
_MIDDLE = re.compile(r"\s[A-Z]\.\s")
_ESQUIRE = re.compile(r",?\s*(?:ESQ(?:UIRE)?|Q\.?C|K\.?C)\b\.?.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands above the first turn of a document that has such a front page."""

    lines: range
    """All of it where a line says who is heard, else the lists: above them stands the title."""
    witness: str | None
    people: tuple[str, ...]
    """The names in the lists of who appears."""
    title: str | None
    published: str | None


def witness_of(lines: Sequence[Line]) -> str | None:
    """Who is heard, by a line of the front page ("DEPOSITION OF JANE DOE")."""
    for index, line in enumerate(lines[:CASE_WITHIN]):
        heard = _heard(lines, index) if len(line.text) < LONGEST_LABEL else None
        if heard:
            return heard[1]
    return None


def find_cover(lines: Sequence[Line], labels: Sequence[Label]) -> Cover | None:
    """The front page above the first turn, if the lines there list who appears or what was shown."""
    end = min((label.line for label in labels), default=0)
    above = lines[: min(end, MOST_LINES)]
    listed = next((i for i, line in enumerate(above) if _is_list(line.text)), None)
    if listed is None:
        return None
    heard = next((found for i in range(len(above)) if (found := _heard(lines, i))), None)
    dates = (find_date(line.text) for line in above if len(line.text) <= LONGEST_LABEL)
    return Cover(
        range(0 if heard else listed, len(above)),
        heard[1] if heard else None,
        tuple(_people(above)),
        heard[0] if heard else None,
        next((date for date in dates if date and len(date) == len("2024-05-06")), None),
    )


def is_list_heading(text: str) -> bool:
    """True for what stands above a list of those who appear, or of what is shown to a witness."""
    return len(text) < LONGEST_LABEL and _is_list(text)


def opens_meeting(text: str) -> bool:
    """True for the line of a record that says when the meeting began: above it stands who was there."""
    return len(text) < LONGEST_LABEL and _OPENS.match(text) is not None


def _is_list(text: str) -> bool:
    return _APPEARANCES.fullmatch(_closed_up(text)) is not None or _INDEX.fullmatch(text) is not None


def _closed_up(text: str) -> str:
    """A word whose letters a typewriter set apart ("A P P E A R A N C E S") without the spaces."""
    return _SPACED.sub(lambda match: re.sub(r"\s", "", match[0]), text)


def _heard(lines: Sequence[Line], index: int) -> tuple[str, str] | None:
    """The title and the witness that a line gives, the name on it or on the line below."""
    match = _HEARD.fullmatch(lines[index].text[:LONGEST_LABEL])
    if match is None:
        return None
    words = match["name"] or (lines[index + 1].text[:80] if index + 1 < len(lines) else "")
    name = _person(_ESQUIRE.sub("", words).split(",")[0])
    if name is None:
        return None
    form = " ".join(match["form"].split())
    return f"{form[:1].upper()}{form[1:].lower()} {name}", name


def _people(lines: Sequence[Line]) -> list[str]:
    """The names that begin lines: before a comma or a bracket, or with "Esq." behind, or all of a line."""
    found = []
    for line in lines:
        text = _FOR.sub("", line.text[:LONGEST_LABEL])
        text = LIST_MARK.sub("", text)
        lawyer = _ESQUIRE.search(text) is not None
        match = _LISTED.match(bare_name(_ESQUIRE.sub("", text)))
        name = _person(match["name"]) if match else None
        alone = match is not None and not match["after"].strip()
        if name and (lawyer or not alone or _MIDDLE.sub(" ", name).count(" ") == 1):
            found.append(name)
    return found


def _person(words: str) -> str | None:
    """The person whom the words name, without titles, as names are written."""
    name = bare_name(words.strip(" .:"))
    parts = name.casefold().split()
    if re.fullmatch(NAME, name) is None or not is_no_office(name):
        return None
    if not OFFICES.isdisjoint(parts) or parts[0] in TITLES:
        return None
    return name.title() if name.isupper() else name
