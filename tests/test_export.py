"""Statements as files for other programs: complete, harmless, whole or not there."""

from __future__ import annotations

import csv
import io
import json
import os
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimdb
from claimdb.export import COLUMNS, guarded

TEXT = """=1+1 is two, Jane Doe said.
- "No; never,
again", said João Silva.
"""


@pytest.fixture
def database(make_database: Any, make_document: Any, make_statement: Any) -> claimdb.Database:
    document = make_document(TEXT, "sums.txt", title='On "sums", and tabs\there', published="2024-02")
    made: claimdb.Database = make_database(
        (
            document,
            [
                make_statement(
                    document,
                    "=1+1 is two",
                    speaker="Jane Doe",
                    source=["Jane Doe"],
                    cue=["said"],
                    sentence="=1+1 is two, Jane Doe said.",
                    topics=("sums", "numbers"),
                ),
                make_statement(document, ['- "No; never,', 'again"'], speaker="João Silva", kind="direct"),
            ],
        )
    )
    return made


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter, strict=True))


def test_csv_has_a_row_for_every_statement_with_everything(
    database: claimdb.Database, tmp_path: Path
) -> None:
    assert database.export(tmp_path / "out.csv") == 2
    one, two = rows(tmp_path / "out.csv")
    assert tuple(one) == COLUMNS
    assert (one["speaker"], one["mention"], one["cue"]) == ("Jane Doe", "Jane Doe", "said")
    assert (one["topics"], one["spans"], one["cue_spans"]) == ("sums;numbers", "0-11", "22-26")
    assert one["sentence"] == "'=1+1 is two, Jane Doe said."
    assert (one["document"], one["published"], one["section"]) == ("sums.txt", "2024-02", "")
    assert (one["claimdb"], one["model"], one["config"]) == ("0.1.0", "by_hand 1.0", "c0ffee")
    assert float(one["confidence"]) == 0.9
    assert two["spans"] == "28-41;42-48"
    for each in rows(tmp_path / "out.csv"):
        places = [part.split("-") for part in each["spans"].split(";")]
        words = " … ".join(TEXT[int(start) : int(end)] for start, end in places)
        assert claimdb.unguard(each["text"]) == words


def test_csv_is_that_of_the_standard(database: claimdb.Database, tmp_path: Path) -> None:
    database.export(tmp_path / "out.csv")
    content = (tmp_path / "out.csv").read_bytes()
    assert content.startswith(b"id,text,speaker,")
    assert content.endswith(b"\r\n")
    assert "João Silva".encode() in content
    assert b'"On ""sums"", and tabs\there"' in content


def test_tsv_is_the_same_with_tabs_and_each_line_is_a_row(database: claimdb.Database, tmp_path: Path) -> None:
    database.export(tmp_path / "out.csv")
    database.export(tmp_path / "out.tsv")
    plain = [
        {name: cell.replace("\n", " ").replace("\t", " ") for name, cell in row.items()}
        for row in rows(tmp_path / "out.csv")
    ]
    assert plain != rows(tmp_path / "out.csv")
    assert rows(tmp_path / "out.tsv", "\t") == plain
    lines = (tmp_path / "out.tsv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(plain) + 1
    assert {line.count("\t") for line in lines} == {len(COLUMNS) - 1}


def test_json_lines_are_those_of_the_records(database: claimdb.Database, tmp_path: Path) -> None:
    database.export(tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [record.to_json() for record in database.query()]
    assert json.loads(lines[0])["text"] == "=1+1 is two"  # no spreadsheet opens these


def test_formulas_are_made_harmless_unless_told_otherwise(database: claimdb.Database, tmp_path: Path) -> None:
    database.export(tmp_path / "guarded.csv")
    database.export(tmp_path / "plain.csv", guard=False)
    assert [row["text"][:2] for row in rows(tmp_path / "guarded.csv")] == ["'=", "'-"]
    plain = rows(tmp_path / "plain.csv")
    assert [row["text"][:1] for row in plain] == ["=", "-"]
    again = [
        {name: claimdb.unguard(cell) for name, cell in row.items()} for row in rows(tmp_path / "guarded.csv")
    ]
    assert again == plain


@given(st.text() | st.from_regex(r"'*[=+\-@\t\r\n].*"))
def test_guarding_can_be_undone_and_leaves_no_formula(cell: str) -> None:
    assert claimdb.unguard(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_filters_order_and_limit_are_those_of_a_query(database: claimdb.Database, tmp_path: Path) -> None:
    assert database.export(tmp_path / "one.csv", speaker="doe", text="two") == 1
    assert database.export(tmp_path / "none.csv", kind="turn") == 0
    assert (tmp_path / "none.csv").read_text().startswith("id,")
    database.export(tmp_path / "turned.csv", sort="-speaker", limit=1)
    assert [row["speaker"] for row in rows(tmp_path / "turned.csv")] == ["João Silva"]


def test_to_an_open_file(database: claimdb.Database) -> None:
    stream = io.StringIO(newline="")
    assert database.export(stream, format="jsonl") == 2
    assert len(stream.getvalue().splitlines()) == 2


def test_a_file_that_is_there_is_replaced_only_when_allowed(
    database: claimdb.Database, tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    path.write_text("precious")
    with pytest.raises(claimdb.ExportError, match="is there already"):
        database.export(path)
    assert path.read_text() == "precious"
    database.export(path, overwrite=True)
    assert len(rows(path)) == 2


@pytest.mark.parametrize("name", ["out.xlsx", "out", "folder", "nowhere/out.csv"])
def test_a_destination_that_cannot_be_is_named(database: claimdb.Database, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(claimdb.ExportError) as refused:
        database.export(tmp_path / name)
    assert str(tmp_path / name) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_mistake_in_a_filter_leaves_no_file(database: claimdb.Database, tmp_path: Path) -> None:
    with pytest.raises(claimdb.FilterError):
        database.export(tmp_path / "out.csv", since="yesterday")
    with pytest.raises(claimdb.NotFoundError):
        database.export(tmp_path / "out.csv", speaker="nobody")
    assert not list(tmp_path.glob("*out.csv*"))


def test_what_breaks_off_leaves_nothing_half_written(
    database: claimdb.Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.csv"
    path.write_text("precious")

    def break_off(record: claimdb.Record) -> dict[str, Any]:
        raise KeyboardInterrupt

    monkeypatch.setattr(claimdb.Record, "to_json", break_off)
    with pytest.raises(KeyboardInterrupt):
        database.export(path, format="jsonl", overwrite=True)
    assert path.read_text() == "precious"
    assert [each.name for each in tmp_path.iterdir() if "out" in each.name] == ["out.csv"]


def test_into_a_pipe(database: claimdb.Database, tmp_path: Path) -> None:
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(path.read_text(encoding="utf-8")))
    reader.start()
    assert database.export(path) == 2
    reader.join()
    assert read[0].startswith("id,")
    assert path.is_fifo()


def test_the_database_itself_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_text('"It rained," Jane Doe said.\n')
    with claimdb.open(tmp_path / "own.db") as db:
        db.ingest(tmp_path / "rain.txt")
        for name in ("own.db", "own.db-wal"):
            with pytest.raises(claimdb.ExportError, match="is the database itself"):
                db.export(tmp_path / name, format="csv", overwrite=True)
        assert db.count() == 1
