"""The labels of turns in plain text, whatever their layout, and whether they make a transcript."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import dropwhile

from .courts import with_voices
from .covers import MOST_LINES as MOST_COVER_LINES
from .covers import is_list_heading, opens_meeting
from .evidence import (
    DENSEST_GAP,
    FEWEST_ALONE,
    FEWEST_LABELS,
    FEWEST_TURNS,
    OPENING_LINES,
    RECURRING_SHARE,
    SENTENCE_SHARE,
    is_transcript,
    said_after,
)
from .headings import is_capitals, is_headline
from .label import LONGEST_LABEL, ROLE, Label, is_titled, keys_of, label_key
from .layouts import ALONE, COLON, DASHED, LAYOUTS, STOPPED, TIMED, WITH_ROLE, Layout
from .lines import Line, ends_sentence
from .parties import NAME
from .questions import plain_questions, questions
from .times import is_by_clock, normal_time
from .words import NO_LABEL_ENDS, NO_LABEL_STARTS, NO_LABELS, OFFICES, PARTICLES

MOST_WORDS = 8
MOST_WORDS_CAPITALS = 18
"""Of a label in capitals with an office behind the name ("JANE DOE, CHAIRWOMAN OF THE …")."""

INDENTED_SHARE = 0.6
WIDEST_BELOW_TIME = 3
"""Blank lines that may stand between a label with a time and the words below."""
MOST_LISTED = 100


_WORD = re.compile(r"[^\W\d_][\w.'’\-/]*|\d{1,3}|&")
_NUMBERED = re.compile(
    r"(?!speaker|person|voice|participant|caller|audience|man|woman|male|female|interview|guest|reporter|journalist"
    r"|panel+ist|moderator|host|student|respondent|juror|member|narrator|attendee|question|resident|witness|patient"
    r"|employee|unknown|unidentified|user).*\d",
    re.IGNORECASE,
)
_SMALL = re.compile(r"(?P<name>[^\W\d_][\w'’-]{1,20}):\s+(?=\S)")
_CHANGE = re.compile(r">>>?\s*(?=[^\s>])")
_TIME_LINE = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?")
TIME_LINE_SHARE = 0.4
_QUESTION_NUMBER = re.compile(r"^(?:Q\d{1,4}\.?|[QT]?\d{1,3}\.(?=[^()]+\([A-Z]))\s+")
"""Committees and parliaments number questions ("Q12  Chair: …", "1. Jane Doe (Northport) (Lab): …")."""
_IS_NAME = re.compile(rf"(?:(?:Mr|Mrs|Ms|Dr)\.?\s)?{NAME}(?:\s\([^()]*\)|,\s[^.?!]{{1,100}})?")
_MEMBERS = re.compile(r"(?:Some|An|Several|Many|Other)?\s?[Hh]on(?:\.|ourable)\s(?:[Mm]embers?|[Ss]enators?)")
_CALLS_ITSELF = re.compile(
    r"\b(?:transcript|remarks|briefing|press\s+conference|news\s+conference|hearing|speech|address|debate|q\s*&\s*a"
    r"|interview|statement|testimony|deposition|proceedings|podcast|press\s+availability|press\s+gaggle)\b",
    re.IGNORECASE,
)


def find_labels(
    lines: Sequence[Line], *, certain: bool = False, standing: Collection[int] = ()
) -> dict[int, Label]:
    """The labels of turns by the index of their line; none if the lines are no transcript.

    ``certain`` is for a document that is known to be a transcript: any label is taken then.
    ``standing``: the lines that the document's format sets off whole, in bold letters or as headings.
    """
    found = {layout.name: _labels_of(layout, lines) for layout in LAYOUTS}
    offices = [label for label in found[ALONE.name] if OFFICES.issuperset(label.name.casefold().split())]
    found[ALONE.name] = _listed(found[ALONE.name], lines) or offices
    called = any(len(line.text) < LONGEST_LABEL and _CALLS_ITSELF.search(line.text) for line in lines[:12])
    found[WITH_ROLE.name] = sorted(
        {label.line: label for label in found["name and colon"] + found[WITH_ROLE.name]}.values(),
        key=lambda label: label.line,
    )
    headed = _headed(lines, standing)
    if headed:
        return headed
    accepted = [
        labels
        for layout in LAYOUTS
        if (labels := found[layout.name])
        and (
            (certain and layout is not ALONE)
            or is_transcript(labels, lines, alone=layout is ALONE, called=called, sure=layout.sure)
        )
    ]
    if not accepted:
        begins = questions(lines, standing) or plain_questions(lines)
        return _set_off(lines, begins) or _timed(_times_alone(lines), lines) or _changes(lines)
    best = max(accepted, key=len)
    joined = _joined(best, found)
    for index in questions(lines, standing):
        joined.setdefault(index, Label(index, 0, "Q", None, shown=False))
    for label in list(joined.values()):
        for inner in range(label.line + 1, label.line + label.lines):
            joined.pop(inner, None)
    below = _below_lists(_below_cover(dict(sorted(joined.items())), lines), lines)
    return with_voices(_timed(below, lines), lines)


def _below_lists(labels: dict[int, Label], lines: Sequence[Line]) -> dict[int, Label]:
    """The labels without what stands before a colon in a title, or above the name of who takes part."""
    keys = keys_of(labels.values())
    counts = Counter(keys.values())
    said = {index: said_after(label, lines) for index, label in labels.items()}
    if sum(words.isupper() for words in said.values()) > len(labels) / 2:
        return labels  # captions in capitals
    again = (index for index, label in labels.items() if counts[keys[index]] > 1 or label.timestamp)
    first = next(again, 0)
    return {
        index: label
        for index, label in labels.items()
        if index >= first
        or ends_sentence(said[index])
        or not (is_capitals(said[index]) or _IS_NAME.fullmatch(said[index][:LONGEST_LABEL]))
    }


def _below_cover(labels: dict[int, Label], lines: Sequence[Line]) -> dict[int, Label]:
    """The labels without what a front page with lists of counsel and exhibits puts before a colon."""
    lists = (i for i, line in enumerate(lines[:MOST_COVER_LINES]) if is_list_heading(line.text))
    opened = (i for i, line in enumerate(lines[:MOST_COVER_LINES]) if opens_meeting(line.text))
    meeting = next(opened, None)
    if meeting is not None and any(index > meeting for index in labels):
        return {index: label for index, label in labels.items() if index > meeting}
    listed = next(lists, None)
    sure = next((label.line for label in labels.values() if label.timestamp or is_titled(label)), None)
    if listed is None or sure is None or sure < listed:
        return labels
    return {index: label for index, label in labels.items() if index >= sure}


def _headed(lines: Sequence[Line], standing: Collection[int]) -> dict[int, Label]:
    """Names that a format sets off on lines of their own, if most of them come again: who speaks below."""
    labels = [
        label
        for index in sorted(standing)
        if len(lines[index].text) <= LONGEST_LABEL
        for label in (_label(WITH_ROLE, lines, index) or _label(ALONE, lines, index),)
        if label is not None
    ]
    counts = Counter(label_key(label.name) for label in labels)
    again = [name for name, count in counts.items() if count > 1]
    recurring = sum(counts[name] for name in again)
    if len(labels) < FEWEST_ALONE or len(again) < FEWEST_LABELS or recurring < RECURRING_SHARE * len(labels):
        return {}
    below = [lines[label.line + 1].text for label in labels if label.line + 1 < len(lines)]
    said = sum(map(ends_sentence, below)) >= SENTENCE_SHARE * len(below)
    return {label.line: label for label in labels} if said else {}


def _joined(best: Sequence[Label], found: Mapping[str, Sequence[Label]]) -> dict[int, Label]:
    """The labels of the best layout, and those of the others that belong to the same transcript."""
    labels = {label.line: label for label in best}
    names = {label_key(label.name) for label in best}
    asked = any(label.name == "Q" for label in found["question and answer"])
    by_itself = any(best is found[layout.name] for layout in LAYOUTS if layout.alone)
    for layout in LAYOUTS:
        if layout is ALONE and not by_itself:
            continue
        for label in found[layout.name]:
            if layout is ALONE and not OFFICES.issuperset(label.name.casefold().split()):
                continue
            if layout is ALONE or label_key(label.name) in names or _joins(layout, label, asked):
                labels.setdefault(label.line, label)
    return labels


def _set_off(lines: Sequence[Line], begins: Mapping[int, int]) -> dict[int, Label]:
    """An interview that names nobody at its turns: Q and A in turn."""
    turns: dict[int, Label] = {}
    for index, begin in sorted(begins.items()):
        turns[index] = Label(index, begin, "Q", None, shown=False)
        if index + 1 < len(lines) and index + 1 not in begins:
            turns[index + 1] = Label(index + 1, 0, "A", None, shown=False)
    return turns


def _times_alone(lines: Sequence[Line]) -> dict[int, Label]:
    """A transcript that names nobody and prints the time on every other line: one turn of nobody's."""
    times = [i for i, line in enumerate(lines) if len(line.text) <= 12 and _TIME_LINE.fullmatch(line.text)]
    if len(times) < FEWEST_TURNS or len(times) < TIME_LINE_SHARE * len(lines) or times[-1] + 1 >= len(lines):
        return {}
    first = lines[times[0]].text
    return {times[0]: Label(times[0], len(first), "", first.strip("[]()"), shown=False)}


def _changes(lines: Sequence[Line]) -> dict[int, Label]:
    """The turns of captions that mark each change of speaker (">> …"), and name a few at most."""
    marks = {index: mark for index, line in enumerate(lines) if (mark := _CHANGE.match(line.text[:8]))}
    quoted = any(line.text.startswith((">", "<")) and i not in marks for i, line in enumerate(lines))
    if len(marks) < FEWEST_TURNS or quoted or len(lines) > DENSEST_GAP * len(marks):
        return {}
    named = {label.line: label for label in _labels_of(COLON, lines) if label.line in marks}
    return {i: named.get(i, Label(i, mark.end(), "", None, shown=False)) for i, mark in marks.items()}


def _joins(layout: Layout, label: Label, asked: bool) -> bool:
    """True for a label that a transcript may have beside those of its own layout."""
    if layout.name == "question and answer":
        return asked
    if layout is WITH_ROLE and is_titled(label):
        return True
    apart = label.name.isupper() or label.name.startswith("The ") or is_titled(label)
    return layout.name == "name and colon" and apart


def _timed(labels: dict[int, Label], lines: Sequence[Line]) -> dict[int, Label]:
    """The labels with their times in one form, once all of them tell what clock they go by."""
    times = [label.timestamp for label in labels.values() if label.timestamp]
    if not times:
        return labels
    by_clock = is_by_clock(times, lines[max(labels)].start - lines[min(labels)].start)
    return {
        index: replace(
            label,
            timestamp=label.timestamp and normal_time(label.timestamp, by_clock=by_clock),
            until=label.until and normal_time(label.until, by_clock=by_clock),
        )
        for index, label in labels.items()
    }


def _labels_of(layout: Layout, lines: Sequence[Line]) -> list[Label]:
    labels = []
    for index, line in enumerate(lines):
        if (layout.alone or layout.below) and len(line.text) > LONGEST_LABEL:
            continue
        label = _label(layout, lines, index)
        if label is not None:
            labels.append(label)
    if layout is TIMED and len(labels) >= FEWEST_TURNS:
        labels = sorted((*labels, *_small(lines)), key=lambda label: label.line)
    if layout is COLON and labels:
        labels = sorted((*labels, *_typed_small(lines)), key=lambda label: label.line)
    if layout is DASHED:
        labels = list(dropwhile(lambda label: not _speaks_below(label, lines), labels))
    if layout is STOPPED:
        labels = _indented(labels, lines)
    return labels if layout.alone else _belonging(labels)


def _small(lines: Sequence[Line]) -> list[Label]:
    """Labels that somebody typed in small letters, on lines that hold nothing else but a time."""
    found = []
    for index, line in enumerate(lines):
        match = TIMED.pattern.fullmatch(line.text) if len(line.text) <= LONGEST_LABEL else None
        if match and line.text[0].islower() and is_label(match["name"].title()):
            found.append(Label(index, match.end(), match["name"], match["time"], match["until"]))
    return found


def _typed_small(lines: Sequence[Line]) -> list[Label]:
    """Labels in small letters of one who speaks often, in a text whose other labels have capitals."""
    found = []
    for index, line in enumerate(lines):
        match = _SMALL.match(line.text[:LONGEST_LABEL]) if line.text[:1].islower() else None
        if match and is_label(match["name"].title()):
            found.append(Label(index, match.end(), match["name"], None))
    counts = Counter(label.name for label in found)
    return [label for label in found if counts[label.name] >= FEWEST_TURNS and lines[label.line].gap]


def _speaks_below(label: Label, lines: Sequence[Line]) -> bool:
    """False in a list of who takes part, where names stand below names."""
    return label.line + 1 < len(lines) and ends_sentence(lines[label.line + 1].text)


def _label(layout: Layout, lines: Sequence[Line], index: int) -> Label | None:
    line = lines[index]
    match = layout.pattern.match(line.text[:LONGEST_LABEL])
    if match is None:
        return None
    last, offset, words, times = index, match.end(), line.text, match.groupdict()
    named = times
    if layout.below is not None:
        if index + 1 >= len(lines) or lines[index + 1].gap > 1:
            return None
        below = layout.below.match(lines[index + 1].text[:LONGEST_LABEL])
        if below is None:
            return None
        named = {"name": match.groupdict().get("name") or below.groupdict().get("name")}
        closed = _closed(layout, lines, index + 1)
        if closed is None:
            return None
        last, words = closed, lines[closed].text
        follows_at = below.end() if last == index + 1 else len(words)
        offset = lines[last].start - line.start + follows_at
        times = {**times, **below.groupdict()}
    else:
        follows_at = offset
    name = _QUESTION_NUMBER.sub("", (named["name"] or named.get("voice") or "Q").strip(" -–—•>#§\t"))
    time, until = times.get("time") or times.get("bare"), times.get("until")
    widest = WIDEST_BELOW_TIME if time else 1
    follows = follows_at < len(words) or (last + 1 < len(lines) and lines[last + 1].gap <= widest)
    if not follows or not is_label(name):
        return None
    label = Label(index, offset, name, time, until, last - index + 1)
    return label if is_titled(label) or not _is_link(layout, words[follows_at:]) else None


def _closed(layout: Layout, lines: Sequence[Line], below: int) -> int | None:
    """The last line of a label that goes on at the line ``below``; none if what closes it is missing."""
    if layout.closing is None:
        return below
    return next(
        (i for i in (below, below + 1) if i < len(lines) and layout.closing.fullmatch(lines[i].text)), None
    )


def _is_link(layout: Layout, words: str) -> bool:
    """True for a headline behind a word and a colon: a link to another article."""
    return layout.name == "name and colon" and not ends_sentence(words) and is_headline(words)


def is_label(name: str) -> bool:
    """True for the words that may name a speaker: a few, written as names are."""
    bare = ROLE.sub("", name).strip()
    if not bare or not bare[0].isupper() or bare.casefold() in NO_LABELS or bare.startswith("BY "):
        return False
    if _NUMBERED.fullmatch(bare):
        return False
    if _MEMBERS.fullmatch(bare):
        return True
    words = bare.replace(",", " ").split()
    if len(words) > 1 and (words[-1].casefold() in NO_LABEL_ENDS or words[0].casefold() in NO_LABEL_STARTS):
        return False
    most = MOST_WORDS_CAPITALS if bare.isupper() and "," in bare else MOST_WORDS
    return len(words) <= most and all(
        _WORD.fullmatch(word) is not None and (not word[0].islower() or word in PARTICLES) for word in words
    )


def _belonging(labels: list[Label]) -> list[Label]:
    """The labels without the lone words with a colon that no other label shares: text, not speakers."""
    keys = keys_of(labels)
    counts = Counter(keys.values())
    capitals = sum(label.name.isupper() for label in labels) > len(labels) / 2
    if capitals and labels and labels[0].line == 0 and not labels[0].name.isupper():
        labels = labels[1:]  # a title with a colon
    return [
        label
        for label in labels
        if label.timestamp
        or counts[keys[label.line]] > 1
        or (label.name.isupper() if capitals else _two_words(label.name))
    ]


def _two_words(name: str) -> bool:
    words = name.split()
    return len(words) > 1 or words[0].casefold() in OFFICES


def _indented(labels: list[Label], lines: Sequence[Line]) -> list[Label]:
    """Where paragraphs are indented, a line that isn't one's first begins with no label."""
    indented = [label for label in labels if lines[label.line].indent or lines[label.line].gap]
    return indented if len(indented) >= INDENTED_SHARE * len(labels) else labels


def _listed(labels: list[Label], lines: Sequence[Line]) -> list[Label]:
    """Of the names on lines of their own, those that come again, have a title, or that another line lists."""
    counts = Counter(label.name for label in labels)
    if sum(count > 1 for count in counts.values()) < FEWEST_LABELS:
        return []
    own = {label.line for label in labels}
    once = [name for name, count in counts.items() if count == 1 and " " in name][:MOST_LISTED]
    opening = " ".join(lines[i].text for i in range(min(OPENING_LINES, len(lines))) if i not in own)
    return [
        label
        for label in labels
        if counts[label.name] > 1 or is_titled(label) or (label.name in once and label.name in opening)
    ]
