"""Proving a database: sound after every use, and every kind of damage found."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import claimdb

DAMAGE = {
    "the text of the document": "UPDATE document_version SET text = replace(text, 'rain', 'pour')",
    "the quote of a span": "UPDATE span SET exact = 'It will snow' WHERE role = 'content'",
    "the place of a span": "UPDATE span SET start = start + 1 WHERE role = 'source'",
    "what stands before a span": "UPDATE span SET prefix = 'x' WHERE role = 'source'",
    "what stands after a span": "UPDATE span SET suffix = 'x' WHERE role = 'source'",
    "a span beyond the text": "UPDATE span SET \"end\" = 100000 WHERE role = 'content'",
    "the text of a statement": "UPDATE statement SET text = text || '!'",
    "the id of a statement": "UPDATE statement SET uid = '0123456789abcdef' WHERE id = 1",
    "the hash of a document": "UPDATE document_version SET sha256 = 'c0ffee'",
    "the spans of a statement": "DELETE FROM span",
    "a block": 'UPDATE block SET "end" = 100000',
    "a row that others refer to": "DELETE FROM speaker",
    "the full-text index": "INSERT INTO statement_text (rowid, text) VALUES (1, 'snow')",
    "the full-text index of a statement": (
        "INSERT INTO statement_text (statement_text, rowid, text) "
        "SELECT 'delete', id, text FROM statement WHERE id = 2"
    ),
}


@pytest.fixture
def path(press: Path, tmp_path: Path, by_hand: Any) -> Path:
    path = tmp_path / "claimdb.db"
    with claimdb.open(path) as database:
        database.ingest(press)
    return path


def change(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


def test_a_sound_database(path: Path) -> None:
    with claimdb.open(path) as database:
        verified = database.verify()
    assert verified.sound
    assert (verified.documents, verified.versions, verified.statements) == (2, 2, 3)
    assert verified.spans == 9
    assert (verified.files_same, verified.files_changed, verified.files_missing) == (2, (), ())


@pytest.mark.parametrize("damaged", DAMAGE)
def test_damage_is_found_and_named(path: Path, damaged: str) -> None:
    change(path, DAMAGE[damaged])
    with claimdb.open(path) as database:
        verified = database.verify()
    assert not verified.sound
    for problem in verified.problems:
        assert "\n" not in str(problem)
        assert problem.where == "database" or problem.where.startswith("press/")


def test_older_versions_and_extractions_are_verified_too(path: Path, press: Path, by_hand: Any) -> None:
    (press / "wind.txt").write_text("The wind has turned, Jane Doe said.\n", encoding="utf-8")
    with claimdb.open(path) as database:
        database.ingest(press)
        by_hand.config = "2"
        database.ingest(press)
        verified = database.verify()
    assert verified.sound
    assert (verified.documents, verified.versions, verified.statements) == (2, 3, 3 + 1 + 3)
    change(path, "UPDATE span SET exact = 'The wind' WHERE exact = 'The wind will turn'")
    with claimdb.open(path) as database:
        assert not database.verify().sound


def test_files_that_changed_or_went_are_told_but_are_no_fault(path: Path, press: Path) -> None:
    (press / "rain.txt").write_text("It is dry.\n", encoding="utf-8")
    (press / "wind.txt").unlink()
    with claimdb.open(path) as database:
        verified = database.verify()
    assert verified.sound
    assert verified.files_changed == ("press/rain.txt",)
    assert verified.files_missing == ("press/wind.txt",)


def test_the_files_are_found_from_any_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    with claimdb.open(path) as database:
        assert database.verify().files_same == 2


def test_a_text_that_its_file_does_not_give_is_found(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM block")
        connection.execute("DELETE FROM span")
        connection.execute("DELETE FROM statement")
        text = "Something else"
        connection.execute(
            "UPDATE document_version SET text = ?, text_sha256 = ? WHERE id = 1",
            (text, hashlib.sha256(text.encode()).hexdigest()),
        )
    with claimdb.open(path) as database:
        problems = map(str, database.verify().problems)
    assert "press/rain.txt: reading its file again gives another text" in problems
