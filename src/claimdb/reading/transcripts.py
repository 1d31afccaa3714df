"""Documents out of utterances that a format gives with speakers and times: captions and JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from claimdb.model import Block, Corpus, Document, DocumentKind

from .blocks import TURN_LABEL
from .language import ENGLISH, language_of
from .lines import ends_sentence
from .names import resolve
from .pieces import clean
from .plain_text import KINDS
from .turns import is_direction

LONGEST_UNLABELLED = 30.0
"""Seconds after which speech that nobody is named for is cut at the next sentence's end, so that a
statement's time says where to listen."""
LONGEST_UNPUNCTUATED = 60.0
"""Automatic captions have no sentences to cut at."""
PAUSE = 2.0
INTRODUCTION = 20
"""Full names are looked for in this many turns: people are introduced at the beginning."""
_NUMBERED = re.compile(
    r"(?:speaker|spk|channel|ch|voice|person|participant)?[ .-]*(?:\d{1,4}|[a-z])", re.IGNORECASE
)
"""What programs call the voices that they tell apart and cannot name."""
LONGEST_TIME = 1000 * 3600.0


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of speech as a format gives it."""

    words: str
    label: str | None = None
    start: float | None = None
    end: float | None = None
    fresh: bool = False
    """True if the format says that another speaker begins here, named or not."""
    aside: bool = False
    """True for words that nobody says: who made the captions."""

    @property
    def unsaid(self) -> bool:
        return self.aside or is_direction(self.words)


def clock(seconds: float | None) -> str | None:
    """``HH:MM:SS``; a time that cannot be is none."""
    if seconds is None or not 0 <= seconds < LONGEST_TIME:
        return None
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def document(
    utterances: Iterable[Utterance],
    *,
    reader: str,
    says: Mapping[str, str],
    name: str,
    sha256: str,
    encoding: str,
    corpus: Corpus,
    given: Mapping[str, str],
) -> Document:
    """The transcript of the utterances: a turn a line, its label before it where there is one."""
    turns = merged(utterances)
    # Programs name nobody "SPEAKER_00"; with a space it is what a person would write.
    spoken = {turn.label: turn.label.replace("_", " ") for turn in turns if turn.label}
    names = resolve(spoken.values(), corpus, (turn.words for turn in turns[:INTRODUCTION]))
    persons = {
        label: person
        for label, plain in spoken.items()
        if (person := names.get(plain)) is not None and _NUMBERED.fullmatch(person) is None
    }
    text, blocks = _written(turns, persons)
    kinds: list[DocumentKind] = [kind for kind in KINDS if given.get("kind") == kind]
    return Document(
        path=name,
        sha256=sha256,
        text=text,
        kind=kinds[0] if kinds else "transcript",
        blocks=tuple(blocks),
        reader=reader,
        title=given.get("title") or says.get("title"),
        author=says.get("author") or given.get("author"),
        published=says.get("published") or given.get("published"),
        publisher=says.get("publisher") or given.get("publisher"),
        url=says.get("url") or given.get("url"),
        language=given.get("language")
        or language_of((turn.words for turn in turns), says.get("language") or ENGLISH),
        encoding=encoding,
    )


def merged(utterances: Iterable[Utterance]) -> list[Utterance]:
    """The turns: utterances of one speaker in a row are one, a stage direction stands by itself."""
    turns: list[tuple[Utterance, list[str]]] = []
    for utterance in utterances:
        words = clean(utterance.words)
        if not words:
            continue
        one = replace(utterance, words=words)
        if turns and _same_turn(turns[-1], one):
            turns[-1][1].append(words)
            turns[-1] = (
                replace(turns[-1][0], end=one.end if one.end is not None else turns[-1][0].end),
                turns[-1][1],
            )
        else:
            turns.append((one, [words]))
    return [replace(turn, words=" ".join(parts)) for turn, parts in turns]


def _same_turn(turn: tuple[Utterance, list[str]], after: Utterance) -> bool:
    before, parts = turn
    unsaid = after.unsaid or before.aside or is_direction(parts[-1])
    if after.fresh or unsaid or before.label != after.label:
        return False
    if before.label is not None or before.start is None or after.start is None:
        return True
    closed = ends_sentence(parts[-1])
    if closed and before.end is not None and after.start - before.end >= PAUSE:
        return False
    return after.start - before.start < (LONGEST_UNLABELLED if closed else LONGEST_UNPUNCTUATED)


def _written(turns: Sequence[Utterance], names: Mapping[str, str]) -> tuple[str, list[Block]]:
    """The text, one turn a paragraph, and its blocks."""
    lines: list[str] = []
    blocks: list[Block] = []
    position = 0
    last: Utterance | None = None
    for turn in turns:
        if turn.unsaid:
            blocks.append(Block("metadata", position, position + len(turn.words)))
            lines.append(turn.words)
            position += len(turn.words) + 2
            continue
        goes_on = last is not None and not turn.fresh and turn.label is not None and last.label == turn.label
        before = f"{turn.label}: " if turn.label and not goes_on else ""
        start = position + len(before)
        if before:
            blocks.append(Block("metadata", position, start - 1, label=TURN_LABEL))
        lines.append(before + turn.words)
        blocks.append(
            Block(
                "turn",
                start,
                start + len(turn.words),
                label=turn.label,
                speaker=names.get(turn.label) if turn.label else None,
                timestamp=clock(turn.start),
                continues=goes_on,
                until=clock(turn.end),
            )
        )
        position = start + len(turn.words) + 2
        last = turn
    return "\n\n".join(lines), blocks
