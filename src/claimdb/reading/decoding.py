"""Bytes to text: UTF-8, UTF-16 and UTF-32 by their marks, Windows-1252, and the rest by a guess."""

from __future__ import annotations

import codecs
import re
from collections import Counter

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
MOST_FOREIGN_LETTERS = 0.25
SAMPLE = 100_000
MOST_CONTROL = 0.01
FEWEST_PAIRS = 20
ZERO_SHARE = 0.7
MOST_CHAOS = 10.0
LEAST_COHERENCE = 20.0
"""In per cent: what a guess at an encoding must reach."""
FEWEST_EAST_ASIAN = 20
SCRIPT_SHARE = 0.8
KANA_SHARE = 0.2
SPACES_SHARE = 0.1


_MACINTOSH = re.compile(r"[a-z]Õ[a-z]|Ò[A-Za-z][^ÒÓ]{0,300}Ó")
"""The curly quotation marks of old Macintosh files, taken for Windows-1252."""
_SIGNS_IN_WORDS = re.compile(r"[a-z][¹³¿¼¾¶±][a-z]")
"""Polish or Czech in Windows-1250, taken for Windows-1252."""


_TURKISH = re.compile(r"[ýÝ]|þ(?=[bcçdfghjklmnprstvzBCDFGH\W]|$)|[ýþ][a-zçöü]*ð|ð[a-zçöü]*[ýþ]")
_ICELANDIC = re.compile(r"[áíóúæÁÍÓÚÆ]|\bð|\bÞ[a-z]{1,3}ð")
"""Turkish in Windows-1254 has six letters where Windows-1252 has six of Icelandic, which has others too."""
FEWEST_TURKISH = 2
_TURKISH_NAME = re.compile(r"[oö]ðlu|[aeo]ðan(?:\b|['’])")


class DecodingError(ValueError):
    """The bytes are no text that can be decoded; the message is the reason, for people."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of ``data`` and the name of its encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding), encoding
    unmarked = _utf_16(data[:SAMPLE])
    if unmarked is not None:
        return _decoded(data, unmarked), unmarked
    if b"\0" in data or len(_CONTROL.findall(data[:SAMPLE])) > MOST_CONTROL * len(data[:SAMPLE]):
        raise DecodingError("this is a binary file, not text")
    try:
        return _seven_bit(data) or (data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _eight_bit(data, error)


def _seven_bit(data: bytes) -> tuple[str, str] | None:
    """The text in an encoding that changes alphabets by escape sequences, as Japanese mail does."""
    for mark, encoding in ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$", "iso2022_jp")):
        if mark in data and data.isascii():
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                continue
    return None


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


def _utf_16(head: bytes) -> str | None:
    """The UTF-16 that a text without a mark is in: every other byte of English is zero then."""
    pairs = len(head) // 2
    if pairs < FEWEST_PAIRS:
        return None
    even, odd = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if odd > ZERO_SHARE * pairs and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > ZERO_SHARE * pairs and odd == 0 else None


def _eight_bit(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    """The text in one of the encodings that give every letter one byte."""
    refusal = DecodingError(
        f"byte {error.start} (0x{data[error.start]:02x}) is neither UTF-8 nor readable as Windows-1252; "
        "save the file as UTF-8"
    )
    lenient = data.decode("utf-8", errors="replace")
    damaged = lenient.count("\ufffd")
    if sum(character > "\x7f" for character in lenient) - damaged > damaged:
        raise refusal
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if _MACINTOSH.search(text):
        return data.decode("mac_roman"), "mac_roman"
    turkish = _TURKISH_NAME.search(text) or len(_TURKISH.findall(text)) >= FEWEST_TURKISH
    if turkish and not _ICELANDIC.search(text):
        return data.decode("cp1254"), "cp1254"
    letters = [character for character in text if character.isalpha()]
    foreign = sum(character > "\x7f" for character in letters)
    if text and not _SIGNS_IN_WORDS.search(text) and foreign <= MOST_FOREIGN_LETTERS * len(letters):
        return text, "cp1252"
    return _guessed(data, refusal)


def _guessed(data: bytes, refusal: DecodingError) -> tuple[str, str]:
    """The text in the encoding that gives the most sensible words: Cyrillic, Greek, Japanese, ….

    Raises:
        DecodingError: no encoding gives any.
    """
    # English never comes here, and the library takes long to load.
    from charset_normalizer import from_bytes

    for guess in from_bytes(data[:SAMPLE]):
        if guess.percent_chaos > MOST_CHAOS:
            continue
        try:
            text = data.decode(guess.encoding)
        except UnicodeDecodeError:
            # A sample may end within a letter, and the rest may be in another encoding.
            continue
        if guess.percent_coherence >= LEAST_COHERENCE or _is_east_asian(text[:SAMPLE]):
            return text, guess.encoding
    raise refusal


def _is_east_asian(text: str) -> bool:
    """True for Japanese, Korean or Chinese; in a wrong encoding one comes out as letters of another.

    Japanese has its small letters, Korean puts spaces between words, and Chinese is written with few
    characters again and again; the library knows no words of theirs to go by.
    """
    letters = Counter(_script(character) for character in text if character.isalpha())
    whole = letters.total()
    if whole < FEWEST_EAST_ASIAN:
        return False
    if letters["kana"] >= KANA_SHARE * whole:
        return letters["kana"] + letters["han"] >= SCRIPT_SHARE * whole
    if letters["hangul"] >= SCRIPT_SHARE * whole:
        return text.count(" ") >= SPACES_SHARE * letters["hangul"]
    return letters["han"] >= SCRIPT_SHARE * whole and any(sign in text for sign in "，。、：「“")


def _script(character: str) -> str:
    if "\u3040" <= character <= "\u30ff":
        return "kana"
    if "\uac00" <= character <= "\ud7a3":
        return "hangul"
    return "han" if "\u4e00" <= character <= "\u9fff" else ""
