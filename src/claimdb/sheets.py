"""CSV as spreadsheets write it back: with semicolons or tabs, a mark at the start, in other encodings."""

from __future__ import annotations

import codecs
import csv
import io
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from claimdb.errors import ReadingError

_SEPARATORS = ",;\t"
_WINDOWS = "cp1252"
_LARGEST = 256 * 2**20
"""Bytes: a device that never ends would be read for ever."""
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file, its cells by the names of their columns in small letters."""

    number: int
    """The line of the file that it begins in."""
    cells: Mapping[str, str]
    encoding: str

    def as_saved(self, value: str) -> str:
        """A value as the file's encoding has it: a program that lacks a character writes a question mark."""
        if self.encoding != _WINDOWS:
            return value
        return value.encode(_WINDOWS, "replace").decode(_WINDOWS)


def plain(cell: str) -> str:
    """A cell on one line, spaces run together."""
    return " ".join(cell.split())


def read(path: Path, *, required: str) -> Iterator[Line]:
    """The rows of a file, checked up to its column ``required`` at once.  Raises ``ReadingError``."""
    text, encoding = _decoded(path)
    hint, _, rest = text.partition("\n")
    skipped = 0
    if hint.strip().casefold().removeprefix("sep=") in tuple(_SEPARATORS) and hint[:4].casefold() == "sep=":
        text, skipped = rest, 1
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    # The cells of a long turn are longer than what the csv module takes as it is.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    names = _names(path, reader)
    if required not in names:
        raise ReadingError(str(path), f"has no column {required}; take a file that claimdb export wrote")
    return _lines(path, reader, names, encoding, skipped)


def _decoded(path: Path) -> tuple[str, str]:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise ReadingError(str(path), f"cannot be read: {(error.strerror or str(error)).lower()}") from None
    if len(data) > _LARGEST:
        raise ReadingError(str(path), f"has more than {_LARGEST // 2**20} MiB; divide it")
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    for each in (encoding, _WINDOWS):
        try:
            return data.decode(each), each
        except UnicodeDecodeError:
            continue
    raise ReadingError(str(path), "is no text: save it as CSV UTF-8")


def _names(path: Path, reader: Iterator[list[str]]) -> list[str]:
    try:
        names = [plain(name).casefold() for name in next(reader, [])]
    except csv.Error as error:
        raise ReadingError(str(path), f"is no CSV file: {error}") from None
    twice = sorted(name for name, times in Counter(names).items() if name and times > 1)
    if twice:
        raise ReadingError(str(path), f"has two columns {twice[0]}; take one of them away")
    return names


def _lines(
    path: Path, reader: Iterator[list[str]], names: list[str], encoding: str, skipped: int
) -> Iterator[Line]:
    while True:
        number = reader.line_num + skipped + 1  # type: ignore[attr-defined]  # a csv reader, which has no type
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise ReadingError(str(path), f"line {number}: is no CSV: {error}") from None
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield Line(number, dict(zip(names, row, strict=False)), encoding)
