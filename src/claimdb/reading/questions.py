"""Interviews that name nobody at the turns: questions in bold letters or as headings, answers below."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from .lines import Line, ends_sentence

FEWEST_QUESTIONS = 3
QUESTION_SHARE = 0.25
"""An interviewer also says things that ask nothing ("Tell us about it."), but not most of the time."""
ANSWERED_SHARE = 0.6
FIRST_PERSON_SHARE = 0.15
LONGEST_QUESTION = 700
OPENING_LINES = 40
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<words>(?:[^*_]|(?<!\*)\*(?!\*)|(?<!_)_(?!_)){3,600})(?P=mark)")
_HEADING = re.compile(r"#{2,6}\s+(?P<words>\S.{0,400})")
_DIRECTION = re.compile(r"\s*[*_]?(?:\[[^\[\]]{1,40}\]|\((?i:laughs?|laughter|laughing|smiles)\))[*_]*\s*$")
"""What an interviewer does at the end of a question ("… again? [laughs]")."""
_NUMBER = re.compile(r"(?:(?:Q?\d{1,3}[.):]|Q[.:])\s*)?")
_INTERVIEWS = re.compile(
    r"\b(?:interview\w*|q\s*&\s*a|in\s+conversation|a\s+conversation|this\s+conversation"
    r"|(?:spoke|talked|sat\s+down|speaks|talks|caught\s+up)\s+(?:with|to)"
    r"|edited\s+(?:and\s+condensed|for\s+(?:length|clarity))|answers?\s+(?:our\s+|your\s+)?questions"
    r"|questions\s+(?:for|to)|(?:we|i)\s+asked\s+(?:him|her|them)|minutes\s+with)\b",
    re.IGNORECASE,
)
FEWEST_PLAIN = 4
MOST_PER_QUESTION = 6
PLAIN_SHARE = 0.7
HEADINGS = 12
LONGEST_HEADING = 160
_WITH = re.compile(r"\b(?:interview|q\s*&\s*a|conversation|chat|questions)\s+(?:with|for)\b", re.IGNORECASE)
_YOU = re.compile(r"\byour?s?\b", re.IGNORECASE)
_REPORTED = re.compile(r"[\"”’]\s+(?:\w+\s+){0,3}(?:said|says|replied|answered)\b|\b(?:said|says)\s[\"“]")
_FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|me|us)\b", re.IGNORECASE)


def speaks_for_self(text: str) -> bool:
    return _FIRST_PERSON.search(text[:1000]) is not None


def asked(line: str) -> int | None:
    """Where the words begin in a line that Markdown sets off whole and that is a sentence."""
    match = _BOLD.fullmatch(line) or _HEADING.fullmatch(line)
    if match is None or not ends_sentence(_DIRECTION.sub("", match["words"])):
        return None
    if line.startswith("#"):
        number = _NUMBER.match(match["words"])
        return match.start("words") + (number.end() if number else 0)
    return 0


def is_question(words: str) -> bool:
    return _DIRECTION.sub("", words).rstrip(" ”\"’'*_)").endswith("?")


def questions(lines: Sequence[Line], standing: Collection[int] = ()) -> dict[int, int]:
    """The lines in which an interviewer asks, each with where its words begin; none in no interview.

    ``standing``: the lines that the document's format sets off whole, in bold letters or as headings.
    """
    found = {
        index: begin
        for index, line in enumerate(lines)
        if (begin := _begin(line, index in standing)) is not None
    }
    asking = sum(is_question(lines[index].text) for index in found)
    if len(found) < FEWEST_QUESTIONS or asking < max(1, QUESTION_SHARE * len(found)):
        return {}
    answers = [i + 1 for i in found if i + 1 < len(lines) and i + 1 not in found]
    if len(answers) < ANSWERED_SHARE * len(found) or not _is_interview(lines, min(found), max(found)):
        return {}
    own = sum(speaks_for_self(lines[i].text) for i in answers)
    return found if own >= FIRST_PERSON_SHARE * len(answers) else {}


def plain_questions(lines: Sequence[Line]) -> dict[int, int]:
    """The same of an interview that sets nothing off: paragraphs that ask "you", between answers of an "I".

    Only a heading that calls the page an interview makes it one.
    """
    found = [i for i, line in enumerate(lines) if _asks_you(line.text) and _apart(lines, i)]
    if len(found) < FEWEST_PLAIN or found[-1] - found[0] > MOST_PER_QUESTION * len(found):
        return {}
    called = any(len(line.text) <= LONGEST_HEADING and _WITH.search(line.text) for line in lines[:HEADINGS])
    answers = [lines[i + 1].text for i in found if i + 1 < len(lines) and i + 1 not in found]
    spoken = [text for text in answers if speaks_for_self(text) and _REPORTED.search(text) is None]
    return dict.fromkeys(found, 0) if called and len(spoken) >= PLAIN_SHARE * len(found) else {}


def _apart(lines: Sequence[Line], index: int) -> bool:
    """True for a line with a blank one above and below: of a wrapped paragraph any line may end so."""
    return lines[index].gap > 0 and index + 1 < len(lines) and lines[index + 1].gap > 0


def _asks_you(words: str) -> bool:
    return (
        len(words) <= LONGEST_QUESTION
        and is_question(words)
        and words[0] not in "\"“‘'*_#>"
        and _YOU.search(words) is not None
    )


def _begin(line: Line, standing: bool) -> int | None:
    if len(line.text) > LONGEST_QUESTION:
        return None
    return 0 if standing and ends_sentence(line.text) else asked(line.text)


def _is_interview(lines: Sequence[Line], first: int, last: int) -> bool:
    """True if the lines above the first question or below the last say that this is an interview."""
    around = (*range(min(first, OPENING_LINES)), *range(max(last, len(lines) - 5), len(lines)))
    return any(_INTERVIEWS.search(lines[i].text[:1000]) for i in around)
