"""Statements for other programs: CSV, TSV, JSON lines and standards, whole or not at all.

The standards are those of ``claimdb.standards``; the others have a row for every statement.

CSV is that of RFC 4180: UTF-8, lines that end in CR LF, cells in quotation marks where they need them, a
first line with the names of the columns.  TSV has tabs between the cells, and a space for every line break
or tab inside one, so that a line is a row for ``cut`` and its like; CSV keeps them.  JSON lines have the
keys of the documented statement, then those of its document.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break as a formula, so
in CSV and TSV such a cell gets an apostrophe in front, unless ``guard`` is off.  So does one that begins
with apostrophes before one of these, which makes ``unguard`` the exact way back.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TextIO, TypeAlias, cast, get_args

from claimdb import standards
from claimdb.errors import ExportError
from claimdb.standards import Standard
from claimdb.store.record import Record, spans_text

Format: TypeAlias = Literal["csv", "tsv", "jsonl", Standard]

_SUFFIXES: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    **standards.SUFFIXES,
}

_BEGINNINGS = frozenset("'=+-@\t\r\n")
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")
_BREAK = re.compile(r"\r\n|[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")

_COLUMNS: dict[str, Callable[[Record], str | float | None]] = {
    "id": lambda record: record.statement.id,
    "text": lambda record: record.statement.text,
    "speaker": lambda record: record.statement.speaker,
    "speaker_kind": lambda record: record.statement.speaker_kind,
    "wikidata": lambda record: record.wikidata,
    "status": lambda record: record.status,
    "note": lambda record: record.note,
    "found_speaker": lambda record: record.found_speaker,
    "mention": lambda record: record.mention,
    "cue": lambda record: record.cue,
    "kind": lambda record: record.statement.kind,
    "function": lambda record: record.statement.function,
    "topics": lambda record: ";".join(record.statement.topics),
    "via": lambda record: record.statement.via,
    "addressee": lambda record: record.statement.addressee,
    "sentence": lambda record: record.sentence,
    "document": lambda record: record.statement.document,
    "title": lambda record: record.title,
    "author": lambda record: record.author,
    "published": lambda record: record.published,
    "publisher": lambda record: record.publisher,
    "url": lambda record: record.url,
    "sha256": lambda record: record.sha256,
    "section": lambda record: record.statement.section,
    "timestamp": lambda record: record.statement.timestamp,
    "spans": lambda record: spans_text(record.statement.spans),
    "source_spans": lambda record: spans_text(record.statement.source_spans),
    "cue_spans": lambda record: spans_text(record.statement.cue_spans),
    "sentence_spans": lambda record: spans_text(record.statement.sentence_spans),
    "attribution": lambda record: record.statement.attribution,
    "nested_in": lambda record: record.statement.nested_in,
    "confidence": lambda record: record.statement.confidence,
    "evidence": lambda record: record.statement.evidence,
    "claimdb": lambda record: record.extractor.version,
    "model": lambda record: f"{record.extractor.model} {record.extractor.model_version}",
    "config": lambda record: record.extractor.config,
    "found_text": lambda record: record.found_text,
    "found_spans": lambda record: spans_text(record.found_spans),
    "found_kind": lambda record: record.found_kind,
    "found_function": lambda record: record.found_function,
    "found_topics": lambda record: ";".join(record.found_topics),
    "decision": lambda record: record.decision,
}

COLUMNS = tuple(_COLUMNS)
"""The columns of CSV and TSV, in order."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where rows go, and in which format."""

    place: Path | TextIO
    format: Format


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell[:1] in _BEGINNINGS and _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """The cell as it was before ``guarded``.

    >>> unguard(guarded("- No, said the minister."))
    '- No, said the minister.'
    """
    return cell[1:] if _GUARDED.match(cell) else cell


def target(
    destination: str | os.PathLike[str] | TextIO, *, format: Format | None = None, overwrite: bool = False
) -> Target:
    """Where to write and how, checked before anything is written.  Raises ``ExportError``."""
    if format is not None and format not in get_args(Format):
        raise ExportError(f"no format {format!r}: it is one of {', '.join(get_args(Format))}")
    if not isinstance(destination, str | os.PathLike):
        return _checked(Target(destination, format or "csv"))
    path = Path(destination)
    if path.is_dir():
        raise ExportError(f"{path}: is a folder; name a file in it")
    if path.is_file() and not overwrite:
        raise ExportError(
            f"{path}: is there already; name another file, or replace it with --overwrite"
            " (overwrite=True in Python)"
        )
    return _checked(Target(path, format or _format_of(path)))


def needs_origins(target: Target) -> bool:
    """True for what is written of records with their ``origin``."""
    return target.format in get_args(Standard)


def write(records: Iterable[Record], target: Target, *, guard: bool = True) -> int:
    """Write the records and give their number; with their ``origin`` where ``needs_origins`` says so.

    A file is written beside its place and moved there when it is whole.  Raises ``ExportError``.
    """
    if not isinstance(target.place, Path):
        return _write(records, target.place, target.format, guard)
    with _whole(target.place) as stream:
        return _write(records, stream, target.format, guard)


def _checked(target: Target) -> Target:
    """The target, if all is there that its format is written with."""
    if needs_origins(target):
        standards.check(cast("Standard", target.format))
    return target


def _format_of(path: Path) -> Format:
    name = path.name.casefold()
    for suffix, format in _SUFFIXES.items():
        if name.endswith(suffix):
            return format
    raise ExportError(f"{path}: name a file that ends in {', '.join(_SUFFIXES)}, or say which format")


def _write(records: Iterable[Record], stream: TextIO, format: Format, guard: bool) -> int:
    if format in get_args(Standard):
        return standards.write(cast("Standard", format), records, stream)
    rows = 0
    if format == "jsonl":
        for record in records:
            stream.write(json.dumps(record.to_json(), ensure_ascii=False) + "\n")
            rows += 1
        return rows
    writer = csv.writer(stream, delimiter="," if format == "csv" else "\t", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for record in records:
        cells = _cells(record, guard)
        writer.writerow(cells if format == "csv" else map(_one_line, cells))
        rows += 1
    return rows


def _one_line(cell: str | float) -> str | float:
    """A cell of TSV, in which a line is a row and a tab the end of a cell."""
    return _BREAK.sub(" ", cell) if isinstance(cell, str) else cell


def _cells(record: Record, guard: bool) -> Iterator[str | float]:
    for value in (column(record) for column in _COLUMNS.values()):
        if value is None:
            yield ""
        else:
            yield guarded(value) if guard and isinstance(value, str) else value


@contextmanager
def _whole(path: Path) -> Iterator[TextIO]:
    """A file that appears at ``path`` when it is whole, and not at all when it breaks off."""
    special = path.exists() and not path.is_file()  # a pipe or a device, which nothing can take the place of
    beside = path if special else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        if not special:
            beside.replace(path)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from error
    finally:
        if not special:
            beside.unlink(missing_ok=True)
