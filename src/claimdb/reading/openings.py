"""The opening that a paragraph of a pasted page begins with: its author, its dates and its buttons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .bylines import is_person
from .dates import MONTH, WEEKDAY

LONGEST = 300
SHORTEST_REST = 40

_NAME = r"[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]*){1,3}?"
_TIME = r"\d{1,2}[:.]\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s[A-Z]{2,4}\b)?"
_DAY = rf"(?:{WEEKDAY}\s+)?(?:\d{{1,2}}\s+{MONTH}|{MONTH}\s+\d{{1,2}}),?\s+\d{{4}}"
_DATE = rf"{_DAY}(?:,?\s+(?:at\s+)?(?P<time>{_TIME}))?"
_STAMP = (
    r"\s+(?:(?:First|Last)\s+)?(?:[Pp]ublished|[Mm]odified|[Uu]pdated)(?:\s+(?:on|at))?:?\s+"
    rf"{_DAY}(?:,?\s+(?:at\s+)?{_TIME})?"
)
_BUTTON = r"\s+(?:Share|Save|Print|Listen|Gift|Comments?|Prefer\s[^.!?]{2,40}?\son\sGoogle)(?=\s)"
_OPENING = re.compile(
    rf"(?P<by>(?:By\s+)?(?P<names>{_NAME}(?:(?:,|\sand)\s{_NAME}){{0,3}}))\s+(?P<dates>{_DATE}(?P<stamps>(?:{_STAMP}){{0,3}}))"
    rf"(?P<buttons>(?:{_BUTTON}){{0,4}})\s+(?=[\"“‘A-Z])"
)
_AND = re.compile(r",\s|\sand\s")

Part = tuple[int, int, Literal["metadata", "boilerplate"], Literal["byline"] | None]


@dataclass(frozen=True, slots=True)
class Opening:
    """The parts of an opening, as places in the paragraph; ``end`` is where the text begins."""

    parts: tuple[Part, ...]
    end: int


def find_opening(text: str) -> Opening | None:
    """The author, dates and buttons that a paragraph begins with, if text follows them."""
    match = _OPENING.match(text[:LONGEST])
    if match is None or len(text) - match.end() < SHORTEST_REST:
        return None
    # A name and a day alone may begin a sentence without its comma.
    if not (match["time"] or match["stamps"] or match["buttons"]):
        return None
    if not all(is_person(name) for name in _AND.split(match["names"])):
        return None
    parts: list[Part] = [
        (*match.span("names"), "metadata", "byline"),
        (*match.span("dates"), "metadata", None),
    ]
    if match["names"] != match["by"]:
        parts[0] = (*match.span("by"), "metadata", None)
    if match["buttons"]:
        start, end = match.span("buttons")
        parts.append(
            (start + len(match["buttons"]) - len(match["buttons"].lstrip()), end, "boilerplate", None)
        )
    return Opening(tuple(parts), match.end())
