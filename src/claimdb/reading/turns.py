"""Transcripts in plain text: the labels of turns, whatever their layout, and where each turn ends.

A layout is one way to print a label.  To add one, write a pattern with a group ``name`` (and a
group ``time`` if the layout prints one) and append a ``Layout``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .headings import is_headline
from .lines import Line, Paragraph, ends_sentence
from .words import NO_LABELS, PARTICLES

LONGEST_LABEL = 120

# A page is a transcript when at least this many turns have at least two labels that come again.
FEWEST_TURNS = 3
FEWEST_LABELS = 2
FEWEST_ALONE = 4
SENTENCE_SHARE = 0.8
RECURRING_SHARE = 0.6
DENSEST_GAP = 8
"""Labels further apart than this many lines on average belong to an article."""
MULTI_PARAGRAPH_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a turn at the start of a line."""

    line: int
    end: int
    """Where the label ends in its line's text; what follows is the turn's first words."""
    name: str
    timestamp: str | None


@dataclass(frozen=True, slots=True)
class Layout:
    name: str
    pattern: re.Pattern[str]
    alone: bool = False
    """True if the label has a line of its own and no mark: then only its recurrence tells it."""


_TIME = r"(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d{1,3})?"
_BOLD = r"(?:\*\*|__)"
_NAME = r"(?P<name>[^\[\]():*]{1,60}?)"
LAYOUTS = (
    Layout(
        "name, then time",  # Jane Doe [00:01:02]
        re.compile(rf"{_BOLD}?{_NAME}\s*:?\s*{_BOLD}?\s*[\[(]{_TIME}[\])]\s*:?{_BOLD}?(?:\s+|$)"),
    ),
    Layout(
        "time, then name",  # [00:01:02] Jane Doe: …
        re.compile(rf"[\[(]?{_TIME}[\])]?\s*[-–—]?\s*{_BOLD}?{_NAME}\s*{_BOLD}?:{_BOLD}?(?:\s+|$)"),
    ),
    Layout("name and bare time", re.compile(rf"{_NAME}\s+{_TIME}$")),  # Jane Doe 1:02
    Layout("bare time and name", re.compile(rf"[\[(]?{_TIME}[\])]?\s*[-–—]?\s*{_NAME}$")),  # 1:02 Jane Doe
    Layout(
        "bold name",  # **Jane Doe:** …
        re.compile(rf"{_BOLD}(?P<name>[^*_:\[\]]{{1,60}}?)\s*(?::\s?{_BOLD}|{_BOLD}\s?:)(?:\s+|$)"),
    ),
    Layout(
        "name and colon",  # JANE DOE (host): …
        re.compile(r"(?P<name>[^:*\[\]\"“”]{1,80}?)\s?:(?:\s+|$)"),
    ),
    Layout(
        "name alone",
        re.compile(r"(?P<name>[^:*\[\]\"“”.,;!?]{2,40})$"),
        alone=True,
    ),
)

_WORD = re.compile(r"[^\W\d_][\w.'’\-]*|\d{1,3}|&")
_ROLE = re.compile(r"\s*\([^()]*\)")
_DIRECTION = re.compile(r"\([^()]{1,60}\)\.?|\[[^\[\]]{1,60}\]\.?")


def is_direction(text: str) -> bool:
    """True for a stage direction that stands by itself ("(Applause.)", "[crosstalk]")."""
    return len(text) <= 64 and _DIRECTION.fullmatch(text) is not None


def label_key(name: str) -> str:
    """What one speaker's labels share: the surname ("JANE DOE, HOST", "Doe") or all ("Speaker 1")."""
    bare = _ROLE.sub("", name).split(",")[0].strip(" .").casefold()
    words = bare.split()
    return bare if not words or words[-1].isdigit() or words[0] == "speaker" else words[-1]


def find_labels(lines: Sequence[Line], *, certain: bool = False) -> dict[int, Label]:
    """The labels of turns by the index of their line; none if the lines are no transcript.

    ``certain`` is for a document that is known to be a transcript: any label is taken then.
    """
    found = [_labels_of(layout, lines) for layout in LAYOUTS]
    accepted = [
        labels
        for layout, labels in zip(LAYOUTS, found, strict=True)
        if _is_transcript(labels, lines, alone=layout.alone) or (certain and not layout.alone and labels)
    ]
    if not accepted:
        return {}
    best = max(accepted, key=len)
    labels = {label.line: label for label in best}
    names = {label_key(label.name) for label in best}
    for others in found[:-1]:
        for label in others:
            if label_key(label.name) in names:
                labels.setdefault(label.line, label)
    return dict(sorted(labels.items()))


def _labels_of(layout: Layout, lines: Sequence[Line]) -> list[Label]:
    labels = []
    for index, line in enumerate(lines):
        if layout.alone and len(line.text) > LONGEST_LABEL:
            continue
        match = layout.pattern.match(line.text[:LONGEST_LABEL])
        if match is None:
            continue
        name = match["name"].strip(" -–—•>#")
        follows = match.end() < len(line.text) or (index + 1 < len(lines) and lines[index + 1].gap <= 1)
        if not follows or not _is_label(name) or is_headline(line.text[match.end() :]):
            continue
        time = match.groupdict().get("time")
        labels.append(Label(index, match.end(), name, _normal_time(time) if time else None))
    return _belonging(labels)


def _normal_time(time: str) -> str:
    """``7:05`` is minutes and seconds, ``1:07:05`` hours too; always printed ``HH:MM:SS``."""
    parts = [int(part) for part in time.split(":")]
    hours, minutes, seconds = parts if len(parts) == 3 else (0, *parts)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"


def _is_label(name: str) -> bool:
    """True for the words that may name a speaker: one to eight, written as names are."""
    bare = _ROLE.sub("", name).strip()
    if not bare or not bare[0].isupper() or bare.casefold() in NO_LABELS:
        return False
    words = bare.replace(",", " ").split()
    return len(words) <= 8 and all(
        _WORD.fullmatch(word) is not None and (not word[0].islower() or word in PARTICLES) for word in words
    )


def _is_transcript(labels: Sequence[Label], lines: Sequence[Line], *, alone: bool) -> bool:
    counts = Counter(label_key(label.name) for label in labels)
    recurring = [name for name, count in counts.items() if count > 1]
    if len(labels) < FEWEST_TURNS or len(counts) < FEWEST_LABELS or not recurring:
        return False
    if sum(counts[name] for name in recurring) < RECURRING_SHARE * len(labels):
        return False
    if labels[-1].line - labels[0].line > DENSEST_GAP * len(labels):
        return False
    if alone:
        # Nothing but its recurrence tells such a label from a heading, so ask for more of it.
        below = [lines[label.line + 1].text for label in labels]
        often = len(labels) >= FEWEST_ALONE and len(recurring) == len(counts)
        return often and sum(map(ends_sentence, below)) >= SENTENCE_SHARE * len(below)
    speaking = sum(_speaks(label, lines) for label in labels)
    return speaking >= RECURRING_SHARE * len(labels)


def _speaks(label: Label, lines: Sequence[Line]) -> bool:
    """True if words follow the label, and not a figure ("Yes: 41%")."""
    said = lines[label.line].text[label.end : label.end + 80]
    if not said and label.line + 1 < len(lines):
        said = lines[label.line + 1].text[:80]
    return sum(character.isalpha() for character in said) >= 3


def _belonging(labels: list[Label]) -> list[Label]:
    """The labels without the lone words with a colon that no other label shares: text, not speakers."""
    counts = Counter(label_key(label.name) for label in labels)
    capitals = sum(label.name.isupper() for label in labels) > len(labels) / 2
    return [
        label
        for label in labels
        if label.timestamp
        or counts[label_key(label.name)] > 1
        or (label.name.isupper() if capitals else len(label.name.split()) > 1)
    ]


def zones(
    paragraphs: Sequence[Paragraph], labels: Mapping[int, Label], stops: Sequence[bool]
) -> list[int | None]:
    """For each paragraph the index of the paragraph whose label its turn has, or ``None``.

    ``stops`` marks the paragraphs that no turn holds (headings, furniture); a turn goes on behind
    them where another label follows, and ends there after the last label.
    """
    owners: list[int | None] = [None] * len(paragraphs)
    starts = [index for index, paragraph in enumerate(paragraphs) if paragraph.first_line in labels]
    if not starts:
        return owners
    for start, after in pairwise(starts):
        for index in range(start, after):
            owners[index] = start
    last = starts[-1]
    owners[last] = last
    empty = labels[paragraphs[last].first_line].end >= len(paragraphs[last].text)
    room = _usual_room(starts, empty)
    for index in range(last + 1, len(paragraphs)):
        if room <= 0 or (stops[index] and index > last + empty):
            break
        owners[index] = last
        room -= 1
    return owners


def _usual_room(starts: Sequence[int], label_alone: bool) -> int:
    """How many paragraphs may follow the last label: many only if turns of many are usual here."""
    sizes = [after - start - 1 for start, after in pairwise(starts)]
    least = 1 if label_alone else 0
    longer = sum(size > least for size in sizes)
    if sizes and longer >= MULTI_PARAGRAPH_SHARE * len(sizes):
        return max(sizes)
    return least
