"""The reader for transcripts in CSV and TSV: a row an utterance, under the names that programs use."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from .json_transcripts import END, SPEAKER, START, said_in
from .transcripts import Utterance

READER = "table 1"

TEXT: Final = (
    "text", "transcript", "utterance", "words", "content", "sentence", "speech", "dialogue", "caption",
    "line", "message", "transcription", "spoken_text", "body", "quote",
)  # fmt: skip
_SPEAKERS: Final = ("speaker", "speakers", *SPEAKER)
_STARTS: Final = (*START, "timestamps", "timecode", "time_code", "time_in", "in", "starts")
_ENDS: Final = (*END, "time_out", "out", "ends")
_COLUMNS: Final = {"text": TEXT, "speaker": _SPEAKERS, "start": _STARTS, "end": _ENDS}
_DELIMITERS = ",\t;|"
_UNIT = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_RANGE = re.compile(r"\s*(?:-->|[-–—]|\bto\b)\s*")
LONGEST_COLUMN_NAME = 30
FEWEST_WORDS = 1.5
"""Of a row on average: a table with a "line" and a "time" may be a list of trains."""
LETTERS_SHARE = 0.5
"""The share of rows whose words have letters."""


def may_be_table(head: str) -> bool:
    """True if a text's first line names the columns of a transcript."""
    return any(_columns(_cells(head.split("\n", 1)[0], mark)) for mark in _DELIMITERS)


def read(text: str) -> list[Utterance]:
    """What the rows say; nothing if the table is no transcript."""
    text = text.lstrip("\ufeff \t\r\n")
    for mark in _DELIMITERS:
        if _columns(_cells(text.split("\n", 1)[0], mark)):
            return list(_said(_rows(text, mark)))
    return []


def _cells(line: str, mark: str) -> list[str]:
    return [cell for row in _parsed(line, mark, quoted=True) or [] for cell in row] if mark in line else []


def _rows(text: str, mark: str) -> list[list[str]]:
    """The rows; quotation marks that are no table's, but what somebody said, are left in."""
    quoted = _parsed(text, mark, quoted=True)
    return quoted if quoted is not None else _parsed(text, mark, quoted=False) or []


def _parsed(text: str, mark: str, *, quoted: bool) -> list[list[str]] | None:
    """All rows; ``None`` where the quotation marks don't fit, or a cell is larger than any speech."""
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, quoting=quoting, strict=quoted))
    except csv.Error:
        return None


def _columns(names: Sequence[str]) -> Mapping[str, int]:
    """Where the words, the speaker and the times stand; nothing if there are no words, or nothing else."""
    if not names or any(len(name) > LONGEST_COLUMN_NAME for name in names):
        return {}
    plain = [re.sub(r"[\W_]+", "_", _UNIT.sub("", name).strip().casefold()).strip("_") for name in names]
    found: dict[str, int] = {}
    for what, known in _COLUMNS.items():
        for name in known:
            if name in plain and plain.index(name) not in found.values():
                found[what] = plain.index(name)
                break
    return found if "text" in found and ("speaker" in found or "start" in found) else {}


def _said(rows: Sequence[Sequence[str]]) -> Iterator[Utterance]:
    columns = _columns(rows[0]) if rows else {}
    found = list(_worded(rows[1:], columns))
    words = sum(len(row["text"].split()) for row in found)
    lettered = sum(any(map(str.isalpha, row["text"])) for row in found)
    if words < FEWEST_WORDS * len(found) or lettered < LETTERS_SHARE * len(found):
        return
    yield from said_in((_with_end(row) for row in found), {})


def _worded(rows: Iterable[Sequence[str]], columns: Mapping[str, int]) -> Iterator[dict[str, str]]:
    """What the rows with words hold, by its meaning; a row of one cell goes on with the one above."""
    speakers: set[str] = set()
    last: dict[str, str] = {}
    for cells in rows:
        filled = [cell.strip() for cell in cells if cell.strip()]
        row = {what: cells[at].strip() for what, at in columns.items() if at < len(cells)}
        row = {what: cell for what, cell in row.items() if cell}
        if len(filled) == 1 and last and filled[0] not in speakers:
            # A paragraph that the table's maker broke off stands in the first column as often as in its own.
            row = {**{what: last[what] for what in ("speaker",) if what in last}, "text": filled[0]}
        if "text" in row:
            speakers.update(row[what] for what in ("speaker",) if what in row)
            yield row
            last = row


def _with_end(row: dict[str, str]) -> dict[str, str]:
    """The row with its end apart, where one cell has both times ("0:01 - 0:05")."""
    both = _RANGE.split(row.get("start", ""))
    if len(both) == 2 and "end" not in row and all(both):
        return {**row, "start": both[0], "end": both[1]}
    return row
