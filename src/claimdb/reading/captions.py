"""The reader for captions: WebVTT and SRT, whoever made them."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .bylines import parse_field
from .label import label_key
from .labels import find_labels
from .lines import Line
from .transcripts import Utterance

READER = "captions 1"

_STAMP = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:[.,:](\d{1,3}))?"
_TIMING = re.compile(rf"\s*{_STAMP}\s*--?>\s*{_STAMP}(?:\s.*)?$")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?(?:[ \t]([^<>]{0,200}))?>|(</v>)", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|<\d[\d:.]{3,14}>|\{\\[^{}]{0,80}\}")
_NUMBER = re.compile(r"\d{1,7}")
_CHANGE = re.compile(r"(?:>{2,3}|»|&gt;&gt;)\s*")
_DASH = re.compile(r"[-–—]\s*(?=\S)")
_HEADER = re.compile(r"WEBVTT(?:[ \t]+[-–—]*[ \t]*(?P<title>\S.{0,200}))?$")
_NOT_CUES = ("NOTE", "STYLE", "REGION")

MOST_CREDITS = 4
USUAL_SHARE = 0.5
_MADE_BY = re.compile(
    r"(?:(?:closed\s+)?(?:sub)?titles?|(?:closed\s+)?caption(?:s|ed|ing)?|transcri(?:pt|bed|ption)|sync(?:hroni[sz]ed)?|translat(?:ed|ion)"
    r"|resync|corrections?|provided|downloaded)\b[\w\s,&]{0,30}\b(?:by|from|at)\b.{1,80}|(?:www\.|https?://)\S+",
    re.IGNORECASE,
)
"""Who made the captions, as their first or last lines say it."""

# A file rolls when this share of its cues begins with what the cue before it ended with, and goes on.
ROLLING_SHARE = 0.25
FEWEST_ROLLING = 2
ROLLING_GAP = 1.5
"""Seconds between two cues of which the second shows lines of the first again."""


@dataclass(frozen=True, slots=True)
class Cue:
    start: float
    end: float
    lines: tuple[str, ...]
    """The lines as they stand, tags and all."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A line of a cue without its marks."""

    words: str
    voice: str | None
    change: bool
    cue: Cue


def is_captions(head: str) -> bool:
    """True if a text begins as caption files do."""
    lines = [line.strip("\ufeff \t") for line in head.lstrip("\ufeff").splitlines()[:40]]
    filled = [line for line in lines if line]
    if filled and _HEADER.match(filled[0]):
        return True
    return any(_TIMING.match(line) for line in filled[:2])


def parse(text: str) -> tuple[list[Cue], dict[str, str]]:
    """The cues in order, and what the header says."""
    lines = text.lstrip("\ufeff").splitlines()
    says: dict[str, str] = {}
    cues: list[Cue] = []
    payload: list[str] = []
    timing: tuple[float, float] | None = None
    vtt = bool(lines) and _HEADER.match(lines[0].strip()) is not None

    def close() -> None:
        if timing is not None and any(line.strip() for line in payload):
            cues.append(Cue(*timing, tuple(line for line in payload if line.strip())))

    aside = vtt
    for number, line in enumerate(lines):
        found = _TIMING.match(line[:200]) if "->" in line[:200] else None
        if found is not None:
            _drop_identifier(payload)
            close()
            groups = found.groups()
            timing, payload, aside = (_seconds(groups[:4]), _seconds(groups[4:])), [], False
        elif vtt and not line:
            # A line of spaces is a line of the cue: automatic captions show one for "not yet".
            close()
            timing, payload, aside = None, [], False
        elif timing is not None:
            payload.append(line)
        elif vtt and (aside or line.startswith(_NOT_CUES)):
            aside = True
            _note_header(says, line, first=number == 0)
    close()
    return cues, says


def _drop_identifier(payload: list[str]) -> None:
    """Take the number of the next cue off the lines of this one."""
    if payload and _NUMBER.fullmatch(payload[-1].strip()) and (len(payload) == 1 or not payload[-2].strip()):
        payload.pop()


def _note_header(says: dict[str, str], line: str, *, first: bool) -> None:
    words = line.strip().removeprefix("NOTE").strip()
    head = _HEADER.match(words) if first else None
    if head is not None:
        if head["title"] and ":" not in head["title"]:
            says.setdefault("title", head["title"].strip())
        return
    key, _, value = words.partition(":")
    if key.strip().casefold() == "language" and value.strip():
        says.setdefault("language", value.strip().split("-")[0].casefold())
    for name, found in (parse_field(words) or {}).items():
        says.setdefault(name, found)


def _seconds(groups: Sequence[str | None]) -> float:
    hours, minutes, seconds, parts = groups
    fraction = int(parts.ljust(3, "0")) / 1000 if parts else 0.0
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + fraction


def utterances(cues: Sequence[Cue]) -> list[Utterance]:
    """What is said, cue by cue, repeated lines of rolling captions taken once."""
    spoken = list(_spoken(_unrolled(cues)))
    named = any(line.voice for line in spoken)
    labels = {} if named else _labels(spoken)
    found: list[Utterance] = []
    current: str | None = None
    for index, line in enumerate(spoken):
        words, label, fresh = line.words, line.voice, line.change
        if index in labels:
            current, cut = labels[index]
            words = words[cut:]
        elif fresh:
            current = None
        if not named:
            label = current
        at_edge = index < MOST_CREDITS or index >= len(spoken) - MOST_CREDITS
        aside = at_edge and index not in labels and _MADE_BY.fullmatch(words) is not None
        found.append(Utterance(words, label, line.cue.start, line.cue.end, fresh=fresh, aside=aside))
    return found


def _labels(spoken: Sequence[_Spoken]) -> dict[int, tuple[str, int]]:
    """The labels that lines begin with ("JANE DOE: …"), by the line's index, with their lengths.

    A turn may fill fifty lines, so few labels tell nothing here; one that is printed in capitals, comes
    again or stands behind a mark of change is a speaker's, and where most lines have one, any is.
    """
    found = find_labels([Line(0, 0, line.words, 0, 0) for line in spoken], certain=True)
    counts = Counter(label_key(label.name) for label in found.values())
    usual = len(found) >= USUAL_SHARE * len(spoken)
    return {
        index: (label.name, label.end)
        for index, label in found.items()
        if usual or label.name.isupper() or counts[label_key(label.name)] > 1 or spoken[index].change
    }


def _spoken(cues: Sequence[Cue]) -> Iterator[_Spoken]:
    for cue in cues:
        dashes = sum(_DASH.match(_plain(line)) is not None for line in cue.lines)
        voice: str | None = None
        for line in cue.lines:
            for voice_there, piece in _voices(line, voice):
                voice = voice_there
                words = _plain(piece)
                change = _CHANGE.match(words)
                dash = _DASH.match(words) if dashes > 1 else None
                mark = change or dash
                words = words[mark.end() :] if mark else words
                if words.strip():
                    yield _Spoken(words, voice, mark is not None, cue)


def _voices(line: str, voice: str | None) -> Iterator[tuple[str | None, str]]:
    """The stretches of a line, each with the voice that speaks it; the last may be empty."""
    at = 0
    for match in _VOICE.finditer(line):
        yield voice, line[at : match.start()]
        voice = None if match[2] else (html.unescape(match[1] or "").strip() or None)
        at = match.end()
    yield voice, line[at:]


def _plain(line: str) -> str:
    return html.unescape(_TAG.sub("", line)).strip()


# ------------------------------------------------------------------------- rolling captions


def _unrolled(cues: Sequence[Cue]) -> list[Cue]:
    """The cues without the lines that only go on showing what was shown before."""
    once = list(dict.fromkeys(cues))
    shown = [[_words(line) for line in cue.lines] for cue in once]
    overlaps = [0] if once else []
    for (before, after), (old, new) in zip(pairwise(once), pairwise(shown), strict=True):
        close = after.start - before.end <= ROLLING_GAP and after.start >= before.start
        overlaps.append(_overlap(old, new) if close else 0)
    # People do say a thing twice; only captions that roll show it again with something new behind.
    sizes = [sum(map(len, lines)) for lines in shown]
    rolling = sum(0 < count < size for count, size in zip(overlaps, sizes, strict=True))
    if rolling < FEWEST_ROLLING or rolling < ROLLING_SHARE * (len(once) - 1):
        return once
    return [_without(cue, count) for cue, count in zip(once, overlaps, strict=True)]


def _words(line: str) -> list[str]:
    return _plain(_VOICE.sub("", line)).split()


def _overlap(old: Sequence[list[str]], new: Sequence[list[str]]) -> int:
    """How many words the new cue shows again: whole last lines of the old one, as many as fit."""
    fresh = [word for line in new for word in line]
    for first in range(len(old)):
        again = [word for line in old[first:] for word in line]
        if again and fresh[: len(again)] == again:
            return len(again)
    return 0


def _without(cue: Cue, count: int) -> Cue:
    """The cue without its first ``count`` words."""
    if not count:
        return cue
    kept: list[str] = []
    for line in cue.lines:
        words = _words(line)
        if count >= len(words):
            count -= len(words)
            continue
        # Where a line grows word by word, its tags go with the words that are cut off.
        kept.append(line if not count else " ".join(words[count:]))
        count = 0
    return Cue(cue.start, cue.end, tuple(kept))
