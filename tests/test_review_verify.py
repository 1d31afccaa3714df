"""Proving decisions: every sort of damage to them is found and named."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import claimdb

DAMAGE = {
    "a shifted anchor": 'UPDATE anchor SET start = start + 1, "end" = "end" + 1',
    "an anchor's quote": "UPDATE anchor SET exact = 'It will snow'",
    "what stands around an anchor": "UPDATE anchor SET suffix = 'x' WHERE decision_id = 1",
    "an anchor that is gone": "DELETE FROM anchor WHERE decision_id = 2",
    "one of two anchors": "DELETE FROM anchor WHERE role = 'words'",
    "an anchor of another document": "UPDATE anchor SET document_id = 2 WHERE decision_id = 1",
    "an anchor of other bytes": "UPDATE anchor SET sha256 = 'c0ffee' WHERE decision_id = 1",
    "what was decided": "UPDATE decision SET verdict = 'accept' WHERE verdict = 'reject'",
    "the value decided on": "UPDATE decision SET value = 'mixed' WHERE verdict = 'kind'",
    "who decided": "UPDATE decision SET person = 'eve' WHERE id = 1",
    "when": "UPDATE decision SET made_at = '2001-01-01T00:00:00Z' WHERE id = 1",
    "why": "UPDATE decision SET note = NULL WHERE verdict = 'reject'",
    "the statement decided on": "UPDATE decision SET subject_id = 'c0ffee00c0ffee00' WHERE id = 1",
    "a seal": "UPDATE decision SET seal = NULL WHERE id = 1",
    "a decision that is gone": "DELETE FROM decision WHERE id = 1",
    "an undo that is gone": "DELETE FROM decision WHERE verdict = 'undo'",
    "a decision on a speaker": "UPDATE decision SET value = 'Ana Silva' WHERE verdict = 'merge'",
    "what counts": "UPDATE decided_statement SET kind = 'mixed' WHERE kind = 'direct'",
    "a status": "UPDATE decided_statement SET status = 'accepted' WHERE status = 'rejected'",
    "a statement's row of what counts": "DELETE FROM decided_statement WHERE status = 'rejected'",
    "corrected words": "UPDATE decided_statement SET text = 'snow' WHERE text IS NOT NULL",
    "the index of corrected words": "DELETE FROM statement_text_decided",
    "corrected topics": "DELETE FROM statement_topic WHERE origin = 'person'",
    "topics nobody gave": "INSERT INTO statement_topic SELECT 2, id, 'person', 0, NULL FROM topic",
    "where a decision is placed": "UPDATE placed_decision SET statement_id = 2 WHERE decision_id = 1",
    "a placed decision that is gone": "DELETE FROM placed_decision WHERE decision_id = 1",
}


@pytest.fixture
def path(press: Path, tmp_path: Path, by_hand: Any) -> Path:
    path = tmp_path / "claimdb.db"
    (press / "snow.txt").write_text("It will snow, Jenny Doe said.\n", encoding="utf-8")
    with claimdb.open(path) as database:
        database.ingest(press)
        rain, _, _, wind = (record.statement.id for record in database.query())
        review = database.review
        review.decide(rain, "kind", "direct", coder="ana")
        review.decide(rain, "words", "rain for a week", coder="ana")
        review.decide(rain, "topics", ["water", "weather"], coder="ana")
        review.decide(rain, "accept", coder="ana")
        review.decide(wind, "reject", note="a saying", coder="bo")
        review.decide(wind, "function", "question", coder="bo")
        review.undo(coder="bo")
        database.merge_speakers("Jenny Doe", "Jane Doe")
    return path


def change(path: Path, sql: str) -> int:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(sql).rowcount


def test_decisions_are_sound_as_they_are_made(path: Path) -> None:
    with claimdb.open(path) as database:
        assert database.verify().problems == ()


@pytest.mark.parametrize("damaged", DAMAGE)
def test_damage_is_found_and_named(path: Path, damaged: str) -> None:
    assert change(path, DAMAGE[damaged]) > 0
    with claimdb.open(path) as database:
        problems = database.verify().problems
    assert problems
    assert all("\n" not in str(problem) for problem in problems)


def test_a_decision_that_is_gone_is_named_in_one_line(path: Path) -> None:
    change(path, DAMAGE["a decision that is gone"])
    with claimdb.open(path) as database:
        problems = [str(problem) for problem in database.verify().problems]
    assert "decision 1: it is gone: its anchor and its place are left" in problems
    assert not any("refers to a row of decision" in problem for problem in problems)


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM decided_statement",
        "DELETE FROM placed_decision",
        "DELETE FROM statement_text_decided",
        "DELETE FROM statement_topic WHERE origin = 'person'",
        "INSERT INTO statement_topic SELECT 2, id, 'person', 0, NULL FROM topic",
        "UPDATE placed_decision SET statement_id = 2, how = 'near'",
        "INSERT INTO decided_statement VALUES (2, 'rejected', NULL, 'turn', 'phatic', 0, 'x', '1-2', '', 1)",
    ],
)
def test_what_is_looked_up_can_be_worked_out_anew(path: Path, damage: str) -> None:
    from claimdb.store import opening, settling

    with claimdb.open(path) as database:
        before = list(database.query())
    assert change(path, damage) > 0
    engine = opening.connect(path)
    with opening.writing(engine) as connection:
        settling.settle_everything(connection)
    engine.dispose()
    with claimdb.open(path) as database:
        assert database.verify().problems == ()
        assert list(database.query()) == before
        assert database.count('"rain for a week"', topic="water", kind="direct") == 1


def test_a_database_of_before_there_was_review_is_upgraded_and_downgraded(path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    repository = Path(__file__).parent.parent
    config = Config(repository / "alembic.ini")
    config.set_main_option("sqlalchemy.url", f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as connection:
        decided = connection.execute("SELECT id, verdict, value FROM decision").fetchall()
    command.downgrade(config, "0002")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT id, verdict, value FROM decision").fetchall() == decided
        assert not connection.execute("SELECT * FROM statement_topic WHERE origin = 'person'").fetchall()
    change(path, "DELETE FROM decision WHERE subject = 'statement'")
    with claimdb.open(path) as database:
        assert database.verify().problems == ()
        assert database.count(speaker="Jane Doe") == 3
        database.review.decide(next(iter(database.query())).statement.id, "accept")
        assert database.count(status="accepted") == 1


@pytest.mark.parametrize(
    "damage", [each for each in DAMAGE.values() if "decided" in each or "placed" in each]
)
def test_what_is_looked_up_is_mended(path: Path, damage: str) -> None:
    change(path, damage)
    with claimdb.open(path) as database:
        assert database.verify(fix=True).problems == ()
        assert database.verify().problems == ()
        assert database.count('"rain for a week"', topic="water", kind="direct") == 1


def test_what_a_person_decided_is_never_made_up(path: Path) -> None:
    change(path, DAMAGE["what was decided"])
    change(path, DAMAGE["what counts"])
    with claimdb.open(path) as database:
        before = list(database.query())
        assert not database.verify(fix=True).sound
        assert list(database.query()) == before
