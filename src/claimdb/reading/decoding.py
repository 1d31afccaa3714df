"""Bytes to text: UTF-8, UTF-16 and UTF-32 by their marks, Windows-1252; anything else is refused."""

from __future__ import annotations

import codecs
import re

# The mark stays in the text as U+FEFF, so that offsets hold in the decoded file and
# ``data.decode(encoding) == text`` is true for every document.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(rb"[\x00-\x06\x0e-\x1a]")

# English in Windows-1252 has few letters outside ASCII; a page of Cyrillic or Greek in another
# eight-bit encoding has little else, and would come out as nonsense without any error.
_MOST_FOREIGN_LETTERS = 0.25


class DecodingError(ValueError):
    """The bytes are no text that can be decoded; the message is the reason, for people."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of ``data`` and the name of its encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding), encoding
    if _CONTROL.search(data):
        raise DecodingError("this is a binary file, not text")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _windows(data, error), "cp1252"


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DecodingError(
            f"byte {error.start} is not {encoding.upper()}, as the file's first bytes promise; "
            "save the file as UTF-8"
        ) from None
    if "\0" in text:
        raise DecodingError("this is a binary file, not text")
    return text


def _windows(data: bytes, error: UnicodeDecodeError) -> str:
    lenient = data.decode("utf-8", errors="replace")
    damaged = lenient.count("\ufffd")
    foreign = sum(character > "\x7f" for character in lenient) - damaged
    refusal = DecodingError(
        f"byte {error.start} (0x{data[error.start]:02x}) is neither UTF-8 nor readable as Windows-1252; "
        "save the file as UTF-8"
    )
    if foreign > damaged:
        raise refusal
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise refusal from None
    letters = [character for character in text if character.isalpha()]
    if sum(character > "\x7f" for character in letters) > _MOST_FOREIGN_LETTERS * len(letters):
        raise refusal
    return text
