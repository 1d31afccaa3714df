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
_DELIMITERS = ",\t;"
_NEED_SPEAKER = frozenset({"line", "content", "body", "quote", "message"})
"""Columns that have other tables too, of trains or of prices: words only beside a speaker."""
_UNIT = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_RANGE = re.compile(r"\s*(?:-->|[-–—]|\bto\b)\s*")
LONGEST_COLUMN_NAME = 30
FEWEST_WORDS = 1.5
"""Of a row on average: a table with a "line" and a "time" may be a list of trains."""
EVEN_SHARE = 0.8
"""The share of rows with as many cells as the first, from which a text is a table."""
LONGEST_START = 60
LONGEST_NAME = 3
"""Words in a cell that may be a speaker's name."""
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
    """The rows; where quotation marks are no table's, but what somebody said, they are left in their rows."""
    quoted = _parsed(text, mark, quoted=True)
    if quoted is not None:
        return quoted
    rows: list[list[str]] = []
    for line in text.splitlines():
        row = _parsed(line, mark, quoted=True)
        rows += row if row is not None else _parsed(line, mark, quoted=False) or []
    return rows


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
    if "text" not in found or plain.count(plain[found["text"]]) > 1:
        return {}
    timed = "start" in found and plain[found["text"]] not in _NEED_SPEAKER
    return found if "speaker" in found or timed else {}


def _said(rows: Sequence[Sequence[str]]) -> Iterator[Utterance]:
    columns = _columns(rows[0]) if rows else {}
    even = _even(rows, columns)
    if not even:
        return
    found = list(_worded(even[1:], columns))
    words = sum(len(row["text"].split()) for row in found)
    lettered = sum(any(map(str.isalpha, row["text"])) for row in found)
    if words < FEWEST_WORDS * len(found) or lettered < LETTERS_SHARE * len(found):
        return
    yield from said_in((_with_end(row) for row in found), {})


def _even(rows: Sequence[Sequence[str]], columns: Mapping[str, int]) -> list[Sequence[str]]:
    """The rows, further cells joined to the words; nothing where too many have them or words were lost."""
    width, filled = len(rows[0]) if rows else 0, [row for row in rows if any(map(str.strip, row))]
    alone = [row for row in filled if len(row) == 1]
    even = sum(len(row) == width for row in filled)
    more = [row for row in filled if len(row) > width]
    if even < EVEN_SHARE * (len(filled) - len(alone)) or len(alone) > even:
        return []
    if more and columns.get("text") != width - 1:
        return []
    return [[*row[: width - 1], ",".join(row[width - 1 :])] if len(row) > width else row for row in filled]


def _worded(rows: Iterable[Sequence[str]], columns: Mapping[str, int]) -> Iterator[dict[str, str]]:
    """What the rows with words hold, by its meaning; a row of one cell goes on with the one above."""
    speakers: set[str] = set()
    last: dict[str, str] = {}
    for cells in rows:
        filled = [cell.strip() for cell in cells if cell.strip()]
        row = {what: cells[at].strip() for what, at in columns.items() if at < len(cells)}
        row = {what: cell for what, cell in row.items() if cell}
        if len(filled) == 1 and filled[0] not in speakers and not _is_name(filled[0], cells, columns):
            # A paragraph that the table's maker broke off stands in the first column as often as in its own.
            row = {**{what: last[what] for what in ("speaker",) if what in last}, "text": filled[0]}
        if "text" in row:
            speakers.update(row[what] for what in ("speaker",) if what in row)
            yield row
            last = row


def _is_name(cell: str, cells: Sequence[str], columns: Mapping[str, int]) -> bool:
    """True for a row that names a speaker, who says nothing."""
    at = columns.get("speaker")
    named = at is not None and len(cells) > max(at, 1) and cells[at].strip() == cell
    return named and len(cell.split()) <= LONGEST_NAME and cell[-1].isalnum()


def _with_end(row: dict[str, str]) -> dict[str, str]:
    """The row with its end apart, where one cell has both times ("0:01 - 0:05")."""
    both = _RANGE.split(row.get("start", "")[:LONGEST_START])
    if len(both) == 2 and "end" not in row and all(both):
        return {**row, "start": both[0], "end": both[1]}
    return row
