"""The lines of a PDF page with their places, out of PDFium's letters."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Final, NamedTuple

import pypdfium2
import pypdfium2.raw as raw

from .pdf_columns import Row
from .pieces import clean

COLUMN_GAP = 1.5
"""A gap this wide, in sizes of the letters, stands between columns; justified words stand closer."""
BOLD = 600
_BETWEEN_WORDS: Final = frozenset((0, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0xA0, 0x2003, 0x2002, 0x3000))
_HYPHENS: Final = frozenset((0x02, 0xAD, 0xFFFE))
"""How PDFium gives the hyphen of a word that is broken at the end of a line."""


class _Word(NamedTuple):
    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool


def rows(text: pypdfium2.PdfTextPage, width: float, height: float) -> list[Row]:
    """The lines on a page, cut where a wide gap stands in them, each with its place from the top left."""
    found: list[Row] = []
    words: list[_Word] = []
    for word in _words(text):
        if words and not _follows(words[-1], word):
            found.append(_row(words, height))
            words = []
        words.append(word)
    if words:
        found.append(_row(words, height))
    return [row for row in found if row.text and row.right > 0 and row.left < width]


def _follows(before: _Word, word: _Word) -> bool:
    """True if a word stands behind another on its line and in its column."""
    level = min(before.top, word.top) - max(before.bottom, word.bottom)
    size = max(before.size, 1.0)
    return (
        level > 0.4 * min(before.top - before.bottom, word.top - word.bottom)
        and -0.5 * size < word.left - before.right < COLUMN_GAP * size
        and not (before.bold != word.bold and word.left - before.right > size)
    )


def _row(words: list[_Word], height: float) -> Row:
    size = max(word.size for word in words)
    return Row(
        text=clean(" ".join(word.text for word in words)),
        left=words[0].left,
        top=height - max(word.top for word in words),
        right=max(word.right for word in words),
        bottom=height - min(word.bottom for word in words),
        size=size,
        bold=all(word.bold for word in words),
        height=height,
    )


def _words(text: pypdfium2.PdfTextPage) -> Iterator[_Word]:
    """The words of a page in the order of the file, with the boxes of their first and last letters."""
    first = -1
    letters: list[str] = []
    count = text.count_chars()
    for index in range(count + 1):
        code = raw.FPDFText_GetUnicode(text, index) if index < count else 0x20
        if code in _HYPHENS and letters:
            # PDFium puts the rest of the word behind it as if it stood on the same line.
            yield _word(text, "".join(letters) + "-", first, index - 1)
            letters = []
            continue
        if code not in _BETWEEN_WORDS:
            if not letters:
                first = index
            letters.append(_character(code))
        elif letters:
            yield _word(text, "".join(letters), first, index - 1)
            letters = []


def _character(code: int) -> str:
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"


def _word(text: pypdfium2.PdfTextPage, letters: str, first: int, last: int) -> _Word:
    left, bottom, right, top = text.get_charbox(first, loose=True)
    if last > first:
        _, _, right, _ = text.get_charbox(last, loose=True)
    weight = raw.FPDFText_GetFontWeight(text, first)
    return _Word(letters, left, bottom, max(left, right), top, top - bottom, _is_bold(text, first, weight))


def _is_bold(text: pypdfium2.PdfTextPage, index: int, weight: int) -> bool:
    if weight >= BOLD:
        return True
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, index, buffer, 128, ctypes.c_int())
    return b"bold" in buffer.value.lower() or b"black" in buffer.value.lower()
