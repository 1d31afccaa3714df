"""Whether the labels that were found in a text make it a transcript."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .label import LONGEST_LABEL, Label, is_titled, keys_of
from .lines import Line, ends_sentence
from .times import is_rising
from .words import OFFICES, TITLES

# A page is a transcript when at least this many turns have at least two labels that come again.
FEWEST_TURNS = 3
FEWEST_LABELS = 2
FEWEST_ALONE = 4
SENTENCE_SHARE = 0.8
TITLED_SHARE = 0.9
WORDS_OF_SPEECH = 8
"""So many words in a row are speech even where a line's end breaks them off."""
SPEECH_SHARE = 0.4
RECURRING_SHARE = 0.6
DENSEST_GAP = 8
"""Labels further apart than this many lines on average belong to an article."""
WIDEST_GAP = 60
"""The same where the labels are in capitals or have times, or the page calls itself a transcript."""
OPENING_LINES = 40
_BRACKETED = re.compile(r"[\[(]\d{1,2}:\d{2}")


def is_transcript(
    labels: Sequence[Label], lines: Sequence[Line], *, alone: bool, called: bool, sure: bool = False
) -> bool:
    strong = _strong(labels)
    if strong and called and not alone and labels[0].line < OPENING_LINES and _speaking(labels, lines):
        return len(labels) > 1 or _is_someone(labels[0], lines)
    if len(labels) == 1 and not alone and strong and _is_introduced(labels[0], lines):
        return True
    if _surely_timed(labels, lines):
        return _speaking(labels, lines)
    keys = keys_of(labels)
    counts = Counter(keys.values())
    recurring = [name for name, count in counts.items() if count > 1]
    if len(labels) < FEWEST_TURNS or len(counts) < FEWEST_LABELS or not recurring:
        return False
    once = [label for label in labels if counts[keys[label.line]] == 1]
    known = len(labels) - len(once) + sum(sure or is_titled(label) or "(" in label.name for label in once)
    if known < RECURRING_SHARE * len(labels):
        return False
    widest = WIDEST_GAP if strong or (called and not alone) else DENSEST_GAP
    if labels[-1].line - labels[0].line > widest * len(labels):
        return False
    if alone:
        # Nothing but its recurrence tells such a label from a heading, so ask for more of it.
        below = [lines[label.line + 1].text for label in labels]
        often = len(labels) >= FEWEST_ALONE and len(recurring) >= FEWEST_LABELS
        # Mr. Doe and the Speaker speak, and are cut short; of plain names only sentences below tell.
        titled = sum(map(is_titled, labels)) >= TITLED_SHARE * len(labels)
        said = sum(ends_sentence(words) or (titled and _may_besaid_after(words)) for words in below)
        return often and said >= SENTENCE_SHARE * len(below)
    return _speaking(labels, lines) and (strong or sure or _in_sentences(labels, lines))


def _may_besaid_after(words: str) -> bool:
    return (
        words.startswith("rose") or words.endswith(("—", "–", "--")) or len(words.split()) >= WORDS_OF_SPEECH
    )


def _surely_timed(labels: Sequence[Label], lines: Sequence[Line]) -> bool:
    """True if all labels have times as only a transcript prints them: to the second or in brackets, rising.

    A timetable or a day told by the minute prints others.
    """
    times = [label.timestamp for label in labels if label.timestamp]
    if len(labels) < FEWEST_TURNS or len(times) < len(labels) or len(set(times)) < FEWEST_LABELS:
        return False
    shown = [
        time.count(":") == 2 or _in_brackets(label, lines) for label, time in zip(labels, times, strict=True)
    ]
    return all(shown) and is_rising(times)


def _in_brackets(label: Label, lines: Sequence[Line]) -> bool:
    return any(
        _BRACKETED.search(line.text[:LONGEST_LABEL]) for line in lines[label.line : label.line + label.lines]
    )


def _is_someone(label: Label, lines: Sequence[Line]) -> bool:
    """True if the only label of a page is a person's: a place in capitals may open a report."""
    words = label.name.casefold().replace(".", "").split()
    opening = " ".join(line.text[:LONGEST_LABEL] for line in lines[: min(label.line, 5)]).casefold()
    titled = words[0] in TITLES or not OFFICES.isdisjoint(words)
    return label.timestamp is not None or (titled and len(words) > 1) or words[-1] in opening.split()


def _is_introduced(label: Label, lines: Sequence[Line]) -> bool:
    """True if one label with a title opens a speech ("SECRETARY DOE: …") beneath the speaker's name."""
    above = " ".join(line.text[:LONGEST_LABEL] for line in lines[: min(label.line, OPENING_LINES)])
    words = label.name.casefold().replace(".", "").split()
    named = len(words) > 1 and words[0] in TITLES and words[-1] in above.casefold().split()
    return named and label.name.isupper() and label.line < OPENING_LINES and _speaking([label], lines)


def _strong(labels: Sequence[Label]) -> bool:
    """True for labels that hardly anything else looks like: in capitals, with times, or Q and A."""
    sure = sum(
        label.timestamp is not None
        or (label.name.isupper() and (len(label.name) > 3 or label.name in {"Q", "A"}))
        or OFFICES.issuperset(label.name.casefold().split())
        for label in labels
    )
    return sure > len(labels) / 2


def _speaking(labels: Sequence[Label], lines: Sequence[Line]) -> bool:
    return sum(_speaks(label, lines) for label in labels) >= RECURRING_SHARE * len(labels)


def _in_sentences(labels: Sequence[Label], lines: Sequence[Line]) -> bool:
    """True if what follows the labels is speech for the most part, and not values ("State: Northland")."""
    said = [said_after(label, lines) for label in labels]
    like = sum(ends_sentence(words) or len(words.split()) >= WORDS_OF_SPEECH for words in said)
    return like >= SPEECH_SHARE * len(said)


def _speaks(label: Label, lines: Sequence[Line]) -> bool:
    """True if words follow the label, and not a figure ("Yes: 41%")."""
    return sum(character.isalpha() for character in said_after(label, lines)[:80]) >= 3


def said_after(label: Label, lines: Sequence[Line]) -> str:
    """The rest of the label's line, or the line below."""
    last = label.line + label.lines - 1
    offset = label.end - (lines[last].start - lines[label.line].start)
    said = lines[last].text[max(offset, 0) :]
    return said if said or last + 1 >= len(lines) else lines[last + 1].text
