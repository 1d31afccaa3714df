"""Transcripts in plain text: the labels of turns, whatever their layout, and where each turn ends.

A layout is one way to print a label.  To add one, write a pattern with a group ``name`` (and a
group ``time`` if the layout prints one) and append a ``Layout``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .lines import Line, Paragraph, ends_sentence

LONGEST_LABEL = 120

# A page is a transcript when at least this many turns have at least two labels that come again.
FEWEST_TURNS = 3
FEWEST_LABELS = 2
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
LAYOUTS = (
    Layout("name, then time", re.compile(rf"(?:\*\*|__)?(?P<name>[^\[\]():*]{{1,60}}?)\s*:?\s*(?:\*\*|__)?\s*[\[(]{_TIME}[\])]\s*:?(?:\*\*|__)?(?:\s+|$)")),
    Layout("time, then name", re.compile(rf"[\[(]?{_TIME}[\])]?\s*[-–—]?\s*(?:\*\*|__)?(?P<name>[^\[\]():*]{{1,60}}?)\s*(?:\*\*|__)?:(?:\*\*|__)?(?:\s+|$)")),
    Layout("bold name", re.compile(r"(?:\*\*|__)(?P<name>[^*_:\[\]]{1,60}?)\s*(?::\s?(?:\*\*|__)|(?:\*\*|__)\s?:)(?:\s+|$)")),
    Layout("name and colon", re.compile(r"(?P<name>[^:*\[\]\"“”]{1,80}?)\s?:(?:\s+|$)")),
    Layout("name alone", re.compile(r"(?P<name>[^:*\[\]\"“”.,;!?]{2,40})$"), alone=True),
)  # fmt: skip

_WORD = re.compile(r"[^\W\d_][\w.'’\-]*|\d{1,3}|&|\([^()]{1,40}\)")
_SMALL = frozenset(["of", "the", "de", "da", "von", "van", "bin", "al", "and", "for", "del", "la", "le"])
_NO_LABELS = frozenset(
    """
    note|notes|editor's note|editor’s note|correction|update|updated|photo|photos|video|image|source|sources|via|credit
    caption|watch|listen|read|read more|related|see also|also|more|warning|disclaimer|summary|background|conclusion
    introduction|advertisement|tags|topics|category|date|time|place|location|published|author|title|url|link|http|https
    subject|re|from|to|cc|sent|fw|fwd|ps|p.s|contact|phone|tel|fax|email|e-mail|website|address|copyright|example
    breaking|exclusive|opinion|analysis|poll|first|second|third|finally|today|yesterday|tomorrow|remember|look|listen
    """.replace("\n", "|")
    .replace(" |", "|")
    .strip("| ")
    .split("|")
)


def label_key(name: str) -> str:
    """A label for counting: case, a role in brackets and a final full stop set aside."""
    return re.sub(r"\s*\([^()]*\)", "", name).strip(" .").casefold()


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
    labels = {label.line: label for label in best if _belongs(label, best)}
    names = {label_key(label.name) for label in labels.values()}
    for others in found[:-1]:
        for label in others:
            if label_key(label.name) in names:
                labels.setdefault(label.line, label)
    return dict(sorted(labels.items()))


def _labels_of(layout: Layout, lines: Sequence[Line]) -> list[Label]:
    labels = []
    for index, line in enumerate(lines):
        text = line.text[:LONGEST_LABEL]
        match = layout.pattern.match(text)
        if match is None or (layout.alone and len(line.text) > LONGEST_LABEL):
            continue
        name = match["name"].strip(" -–—•>#")
        follows = match.end() < len(line.text) or (index + 1 < len(lines) and lines[index + 1].gap <= 1)
        if follows and _is_label(name):
            time = match.groupdict().get("time")
            labels.append(Label(index, match.end(), name, _normal_time(time) if time else None))
    return labels


def _normal_time(time: str) -> str:
    """``7:05`` is minutes and seconds, ``1:07:05`` hours too; always printed ``HH:MM:SS``."""
    parts = [int(part) for part in time.split(":")]
    hours, minutes, seconds = parts if len(parts) == 3 else (0, *parts)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"


def _is_label(name: str) -> bool:
    """True for the words that may name a speaker: one to eight, written as names are."""
    if not name or label_key(name) in _NO_LABELS:
        return False
    words = name.replace(",", " ").split()
    if len(words) > 8 or not name[0].isupper():
        return False
    return all(
        _WORD.match(word.strip("()")) is not None
        and (word.strip("(")[:1].isupper() or word.strip("()")[:1].isdigit() or word in _SMALL or word == "&")
        for word in words
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
        often = len(labels) >= 4 and len(recurring) >= 2 and all(counts[name] > 1 for name in counts)
        return often and all(
            ends_sentence(lines[label.line + 1].text) for label in labels if label.line + 1 < len(lines)
        )
    speaking = sum(_speaks(label, lines) for label in labels)
    return speaking >= RECURRING_SHARE * len(labels)


def _speaks(label: Label, lines: Sequence[Line]) -> bool:
    """True if words follow the label, and not a figure ("Yes: 41%")."""
    said = lines[label.line].text[label.end : label.end + 80]
    if not said and label.line + 1 < len(lines):
        said = lines[label.line + 1].text[:80]
    return sum(character.isalpha() for character in said) >= 3


def _belongs(label: Label, labels: Sequence[Label]) -> bool:
    """False for a lone word with a colon that no other label shares: text, not a speaker."""
    key = label_key(label.name)
    if label.timestamp or sum(label_key(other.name) == key for other in labels) > 1:
        return True
    if sum(other.name.isupper() for other in labels) > len(labels) / 2:
        return label.name.isupper()
    return len(key.split()) > 1 or any(
        key in label_key(other.name).split() for other in labels if other is not label
    )


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
    for start, after in zip(starts, starts[1:], strict=False):
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
    sizes = [after - start - 1 for start, after in zip(starts, starts[1:], strict=False)]
    least = 1 if label_alone else 0
    longer = sum(size > least for size in sizes)
    if sizes and longer >= MULTI_PARAGRAPH_SHARE * len(sizes):
        return max(sizes)
    return least
