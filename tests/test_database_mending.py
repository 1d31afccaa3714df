"""Deliberate damage: each kind is found, what can be derived is mended, and the rest is said to be left."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import claimdb

MENDED = {
    "a character of the text": "UPDATE document_version SET text = replace(text, 'rain for', 'pour for')",
    "a span that was shifted": 'UPDATE span SET start = start + 1, "end" = "end" + 1',
    "a span that was cut": "UPDATE span SET start = start + 1 WHERE role = 'source'",
    "the words of a span": "UPDATE span SET exact = 'It will snow'",
    "what stands before a span": "UPDATE span SET prefix = 'x' WHERE prefix IS NOT NULL",
    "what stands after a span": "UPDATE span SET suffix = 'x' WHERE suffix IS NOT NULL",
    "the text of a statement": "UPDATE statement SET text = text || '!'",
    "a document's text that is bytes": "UPDATE document_version SET text = x'00' WHERE id = 1",
    "a statement's text that is bytes": "UPDATE statement SET text = x'fffe' WHERE id = 1",
    "the id of a statement": "UPDATE statement SET uid = '0123456789abcdef' WHERE id = 1",
    "words in the index that nobody said": "INSERT INTO statement_text (rowid, text) VALUES (1, 'snow')",
    "words that went out of the index": (
        "INSERT INTO statement_text (statement_text, rowid, text) "
        "SELECT 'delete', id, text FROM statement WHERE id = 2"
    ),
    "no index at all": "INSERT INTO statement_text (statement_text) VALUES ('delete-all')",
    "which extraction counts": "UPDATE document SET extraction_id = 3 WHERE path = 'press/wind.txt'",
    "that any extraction counts": "UPDATE document SET extraction_id = NULL",
    "whose a decided name is": "UPDATE decided_name SET speaker_id = speaker_id + 1",
    "that a name is decided": "DELETE FROM decided_name",
    "a name that nobody decided on": "INSERT INTO decided_name VALUES ('Mr. X', 1, 1)",
}
LEFT = {
    "a statement that was dropped": "DELETE FROM span WHERE statement_id = 1; "
    "DELETE FROM statement WHERE id = 1",
    "the last statement that was dropped": "DELETE FROM span WHERE statement_id = 3; "
    "DELETE FROM statement WHERE id = 3",
    "a span that was dropped": "DELETE FROM span WHERE role = 'source' AND statement_id = 1",
    "a topic that was slipped in": "INSERT INTO topic (name) VALUES ('x'); "
    "INSERT INTO statement_topic VALUES (1, 1, 'rule', 0, NULL)",
    "another speaker": "UPDATE statement SET speaker_id = 3 - speaker_id WHERE speaker_id < 3",
    "another kind": "UPDATE statement SET kind = 'direct'",
    "another confidence": "UPDATE statement SET confidence = 1",
    "other evidence": "UPDATE statement SET evidence = ''",
    "a speaker who was dropped": "DELETE FROM speaker WHERE id = 1",
    "an orphan": "INSERT INTO span VALUES (99, 'cue', 0, 0, 1, 'R', '', '')",
    "an extraction that was dropped": "DELETE FROM extraction WHERE id = 1",
    "a version that was dropped": "DELETE FROM document_version WHERE id = 1",
    "a block that was dropped": "DELETE FROM block WHERE ord = 1",
    "a block that was moved": 'UPDATE block SET "end" = 100000 WHERE ord = 1',
    "the hash of the bytes": "UPDATE document_version SET sha256 = 'c0ffee'",
    "the hash of the text": "UPDATE document_version SET text_sha256 = 'c0ffee'",
    "a decision that says something else": "UPDATE decision SET value = 'Ana Silva', subject_id = 'Nobody'",
    "a decision that was dropped": "DELETE FROM decision",
    "a text of no characters": "UPDATE statement SET text = CAST(x'fffe' AS TEXT) WHERE id = 1",
    "a place that is a word": "UPDATE span SET start = 'a', \"end\" = 'b' WHERE statement_id = 1",
    "a path that is bytes": "UPDATE document SET path = x'fffe' WHERE id = 1",
    "a digest that is another": "UPDATE extraction SET digest = 'c0ffee' WHERE id = 1",
}
"""Each in rows that were written otherwise."""


@pytest.fixture
def path(press: Path, tmp_path: Path, by_hand: Any) -> Path:
    """A database in which one document has two extractions, and one name is decided on."""
    path = tmp_path / "claimdb.db"
    with claimdb.open(path) as database:
        database.ingest(press / "rain.txt")
        by_hand.config = "2"
        database.ingest(press)
        by_hand.config = "3"
        database.ingest(press / "wind.txt")
        database.alias_speaker("Jane Doe", "J. D.")
    return path


def damage(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(sql)


def contents(path: Path) -> list[list[tuple[Any, ...]]]:
    """What is in the tables that a person can ask for."""
    tables = ("document", "document_version", "extraction", "statement", "span", "decided_name", "decision")
    with closing(sqlite3.connect(path)) as connection:
        rows = [connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in tables]
        found = connection.execute("SELECT rowid FROM statement_text WHERE statement_text MATCH 'rain'")
        return [*rows, found.fetchall()]


def test_superseded_extractions_are_counted_apart(path: Path) -> None:
    with claimdb.open(path) as database:
        verified = database.verify()
    assert verified.sound
    assert (verified.extractions, verified.superseded_extractions) == (4, 2)
    assert (verified.statements, verified.superseded_statements) == (6, 3)
    assert verified.undigested == 0
    assert verified.mended == ()


@pytest.mark.parametrize("what", MENDED)
def test_what_can_be_derived_is_mended(path: Path, what: str) -> None:
    before = contents(path)
    damage(path, MENDED[what])
    with claimdb.open(path) as database:
        assert not database.verify().sound
        fixed = database.verify(fix=True)
        assert fixed.problems == ()
        assert fixed.mended
        assert database.verify().sound
    assert contents(path) == before


@pytest.mark.parametrize("what", LEFT)
def test_what_cannot_be_derived_is_left_and_said(path: Path, what: str) -> None:
    damage(path, LEFT[what])
    before = contents(path) if "characters" not in what else []
    with claimdb.open(path) as database:
        found = database.verify().problems
        fixed = database.verify(fix=True)
    assert found
    assert fixed.problems
    for problem in found:
        assert "\n" not in str(problem)
    if before:
        assert contents(path)[2:5] == before[2:5]  # nothing was invented


def test_a_sound_database_is_not_written_to(path: Path) -> None:
    before = path.read_bytes()
    with claimdb.open(path) as database:
        assert database.verify(fix=True).mended == ()
    assert path.read_bytes() == before


def test_without_a_digest_a_changed_row_is_found_by_the_text_alone(path: Path) -> None:
    damage(path, "UPDATE extraction SET digest = NULL")
    with claimdb.open(path) as database:
        verified = database.verify()
        assert verified.sound
        assert verified.undigested == 4
    damage(path, "UPDATE statement SET uid = '0123456789abcdef' WHERE id = 1")
    with claimdb.open(path) as database:
        # Whether the id or the place is wrong, nobody can tell.
        assert database.verify(fix=True).mended == ()
        assert not database.verify().sound


def test_a_span_that_stands_twice_is_not_guessed(
    make_database: Any, make_document: Any, make_statement: Any, tmp_path: Path
) -> None:
    text = f"{'x' * 40}It rained.{'x' * 80}It rained.{'x' * 40}, Jane Doe said."
    document = make_document(text)
    make_database((document, [make_statement(document, "It rained.", source=["Jane Doe"])]))
    damage(tmp_path / "claimdb.db", "UPDATE span SET start = start + 3 WHERE role = 'content'")
    with claimdb.open(tmp_path / "claimdb.db") as database:
        assert database.verify(fix=True).mended == ()
        assert not database.verify().sound


def test_damaged_bytes_of_the_file_are_a_line(path: Path) -> None:
    """Anything may be wrong then, but what is told is a problem or one line, and never a mistake of ours."""
    whole = path.read_bytes()
    chance = random.Random(7)
    told = 0
    lines = []
    for _ in range(40):
        bytes_of = bytearray(whole)
        start = chance.randrange(len(bytes_of))
        length = chance.choice([1, 4, 100, 4096])
        bytes_of[start : start + length] = chance.randbytes(len(bytes_of[start : start + length]))
        path.write_bytes(bytes_of)
        for beside in ("-wal", "-shm"):
            path.with_name(path.name + beside).unlink(missing_ok=True)
        try:
            with claimdb.open(path) as database:
                verified = database.verify()
                told += not verified.sound
                database.verify(fix=True)
        except claimdb.ClaimdbError as error:
            lines.append(str(error))
    assert told + len(lines) > 10
    assert not [line for line in lines if "\n" in line]
