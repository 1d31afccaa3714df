"""The lines and paragraphs of a plain text, with their places in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

# What ``str.isspace`` calls white space, and the invisible characters that editors leave behind
# (byte order mark, zero-width space, word joiner).  Spelled out, as ``str.strip`` takes a string.
BLANK = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\u200b\u2060"
)
CLOSERS = "\"'”’»›“‘)]}*_"
"""What may stand between the end of a sentence and the end of its paragraph."""
ENDERS = ".!?…"

_NOTE_NUMBERS = re.compile(r"(?<=[^\s\w])(?:\[(?:\d{1,3}|[a-z])\])+$")
"""The numbers of notes behind a sentence ("… a treaty.[2][3]")."""
LIST_MARK = re.compile(r"(?:[-*•·‣▪●◦–—]|\(?\d{1,3}[.)]|[a-z][.)]|[A-Z]\)|\([A-Za-z]\))[ \t\u00a0]+(?=\S)")

# A text is taken as hard-wrapped when its lines are no longer than this and mostly full.
WIDEST_WRAP = 130
NARROWEST_WRAP = 40
NEARLY_FULL = 0.75
FULL_SHARE = 0.6
LOWER_SHARE = 0.25
RAGGED = 0.9
LEAST_INDENT = 2
MOST_INDENT = 12
"""A line that is indented more stands in the middle of the page."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something: its words without the white space around them."""

    start: int
    end: int
    text: str
    gap: int
    """How many blank lines stand before it."""
    indent: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line, or the lines that a hard-wrapped text broke a paragraph into."""

    start: int
    end: int
    text: str
    gap: int
    first_line: int
    """The index of its first line."""
    lines: int = 1


def split_lines(text: str) -> list[Line]:
    """The lines of ``text`` that are not blank; every sort of newline counts, and a form feed."""
    lines: list[Line] = []
    position = gap = 0
    for raw in text.splitlines(keepends=True):
        words = raw.strip(BLANK)
        if words:
            indent = len(raw) - len(raw.lstrip(BLANK))
            start = position + indent
            lines.append(Line(start, start + len(words), words, gap, indent))
            gap = 0
        else:
            gap += 1
        position += len(raw)
    return lines


def ends_sentence(text: str) -> bool:
    """True if the text ends as a sentence does, closing quotation marks and numbers of notes set aside."""
    ending = text[-24:]
    if "]" in ending:
        ending = _NOTE_NUMBERS.sub("", ending)
    ending = ending.rstrip(CLOSERS + BLANK)
    return ending.endswith(tuple(ENDERS))


def starts_lower(text: str) -> bool:
    """True if the first letter is a small one."""
    opening = text[:12].lstrip("\"'“”‘’«»([*_ ")
    return opening[:1].islower()


def is_list_item(text: str) -> bool:
    return LIST_MARK.match(text[:12]) is not None


def join_lines(
    text: str, lines: Sequence[Line], starts: Collection[int], joined: Collection[int] = ()
) -> list[Paragraph]:
    """The paragraphs: every line one, unless the text is hard-wrapped.

    ``starts`` are indices of lines that begin a paragraph whatever stands before them, ``joined`` of
    those that go on with the line before.
    """
    usual = _usual_indent(lines)
    width = _wrap_width(lines, starts, usual)
    paragraphs: list[Paragraph] = []
    first = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and (
            index in joined
            or (width and _goes_on(lines[index - 1], lines[index], width, index in starts, usual))
        ):
            continue
        head, last = lines[first], lines[index - 1]
        words = head.text if index - first == 1 else text[head.start : last.end]
        paragraphs.append(Paragraph(head.start, last.end, words, head.gap, first, index - first))
        first = index
    return paragraphs if lines else []


def _usual_indent(lines: Sequence[Line]) -> int:
    """How far most lines are indented."""
    counts = Counter(line.indent for line in lines)
    return max(counts, key=lambda indent: (counts[indent], -indent), default=0)


def _starts_anew(before: Line, line: Line, is_start: bool, usual: int) -> bool:
    if is_start or line.gap > 0 or is_list_item(line.text) or line.text.startswith("#"):
        return True
    # The first line of a paragraph, or one in the middle of the page.
    deeper = line.indent >= max(usual, before.indent) + LEAST_INDENT
    return deeper and (ends_sentence(before.text) or line.indent > MOST_INDENT)


def _is_full(line: Line, after: Line, width: int) -> bool:
    """True if the next line's first word would not have fitted on this line.

    Lines that a typewriter or a reader of pictures broke are ragged; a line that ends a sentence may
    be a paragraph's last.
    """
    word = after.text[: width + 1].split(None, 1)[0]
    reach = width if ends_sentence(line.text) else RAGGED * width
    return line.indent + len(line.text) + 1 + len(word) > reach


def _goes_on(line: Line, after: Line, width: int, is_start: bool, usual: int) -> bool:
    if _starts_anew(line, after, is_start, usual):
        return False
    if _is_full(line, after, width) or (starts_lower(after.text) and not ends_sentence(line.text)):
        return True
    return line.text.endswith(",") and line.indent + len(line.text) >= NEARLY_FULL * width


def _wrap_width(lines: Sequence[Line], starts: Collection[int], usual: int) -> int:
    """The width that the text was wrapped to, or 0 if every line is a paragraph of its own."""
    pairs = [
        (lines[i - 1], lines[i])
        for i in range(1, len(lines))
        if not _starts_anew(lines[i - 1], lines[i], i in starts, usual)
    ]
    if not pairs:
        return 0
    width = max(line.indent + len(line.text) for line, _ in pairs)
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return 0
    full = [after for line, after in pairs if _is_full(line, after, width)]
    lower = sum(starts_lower(after.text) for after in full)
    if len(full) < FULL_SHARE * len(pairs) or lower < LOWER_SHARE * len(full):
        return 0
    return width
