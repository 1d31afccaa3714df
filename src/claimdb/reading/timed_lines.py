"""Transcripts that print when each line is said and not by whom, as speech recognisers show them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .captions import Cue, utterances
from .pieces import clean
from .transcripts import Utterance

READER = "timed lines 1"

_STAMP = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_LINE = re.compile(
    rf"\s*[*_]{{0,2}}[\[(]?\s*(?P<start>{_STAMP})\s*(?:--?>|[-–—])\s*(?P<end>{_STAMP})\s*[\])]?[*_]{{0,2}}"
    r"\s*:?[*_]{0,2}(?:\s+(?P<words>.*)|$)"
)
_TO_THE_SECOND = re.compile(r"[*_]{0,2}(?:[\[(]|\d+:\d+(?:[.,]|:\d))")
"""A timetable prints hours and minutes, without brackets."""
_LABEL = re.compile(r"[A-Z\[][^:.?!]{0,40}:\s")
FEWEST_LINES = 3
MOST_ABOVE = 5
TIMED_SHARE = 0.8
LABELLED_SHARE = 0.3
"""Where more lines name who speaks, the plain text's own layouts tell the turns."""
LONGEST_SECONDS = 120
"""A line that spans more is a meeting in a timetable."""


def is_timed(head: str) -> bool:
    """True if nearly all lines of a text's beginning are words behind a time and a later one."""
    lines = [line.lstrip() for line in head.splitlines() if line.strip()]
    above = next((index for index, line in enumerate(lines) if _LINE.match(line)), 0)
    # The last line of a long text's beginning is broken off.
    lines = lines[above if above <= MOST_ABOVE else 0 :][: None if len(lines) <= FEWEST_LINES + above else -1]
    matches = [match for line in lines if _TO_THE_SECOND.match(line) and (match := _LINE.match(line))]
    if len(matches) < FEWEST_LINES or len(matches) < TIMED_SHARE * len(lines):
        return False
    times = [(_seconds(match["start"]), _seconds(match["end"])) for match in matches]
    if any(not start <= end <= start + LONGEST_SECONDS for start, end in times):
        return False
    labelled = sum(_LABEL.match(match["words"] or "") is not None for match in matches)
    return labelled <= LABELLED_SHARE * len(matches) and times == sorted(times)


def read(text: str) -> list[Utterance]:
    """What is said, line by line; a line above the first time says what the document is."""
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    above = next((index for index, line in enumerate(lines) if _LINE.match(line)), len(lines))
    title = [Utterance(clean(line), aside=True) for line in lines[:above]]
    return title + utterances(list(_cues(lines[above:])))


def _cues(lines: Sequence[str]) -> Iterator[Cue]:
    start, end = 0.0, 0.0
    words: list[str] = []
    for line in lines:
        match = _LINE.match(line)
        if match is None:
            words.append(line)
            continue
        if any(map(str.strip, words)):
            yield Cue(start, end, tuple(words))
        start, end, words = _seconds(match["start"]), _seconds(match["end"]), [match["words"] or ""]
    if any(map(str.strip, words)):
        yield Cue(start, end, tuple(words))


def _seconds(stamp: str) -> float:
    total = 0.0
    for part in stamp.replace(",", ".").split(":"):
        total = 60 * total + float(part)
    return total
