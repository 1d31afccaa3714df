"""The times of turns on their way from a file through the database."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

import claimdb
from claimdb.cli.main import run

REPOSITORY = Path(__file__).parent.parent
CAPTIONS = """\
WEBVTT

00:00:01.000 --> 00:00:04.000
<v Jane Doe>Do you want the harbour? I ask because the council does.

00:00:04.500 --> 00:01:09.000
<v Ana Silva>I want it. The ships will pay for it in ten years. Nobody else will.
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    (tmp_path / "talk.vtt").write_text(CAPTIONS)
    path = tmp_path / "claimdb.db"
    with claimdb.open(path) as opened:
        report = opened.ingest(tmp_path / "talk.vtt", fast=True)
        assert not report.failures
    return path


def test_the_end_of_a_turn_is_kept_and_shown(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with claimdb.open(database) as opened:
        (found,) = opened.query("ships")
        shown = opened.show(found.statement.id)
    ends = {passage.text[:12]: passage.until for passage in shown.passages if passage.role == "turn"}
    assert ends == {"I want it. T": "00:01:09"}
    assert run(["show", found.statement.id, "--db", str(database)]) == 0
    assert "00:00:04–00:01:09" in capsys.readouterr().out


def test_a_sentence_inside_a_turn_has_the_time_of_its_turn(database: Path) -> None:
    with claimdb.open(database) as opened:
        times = {found.statement.text: found.statement.timestamp for found in opened.query()}
    assert times["Nobody else will."] == "00:00:04"
    assert times["I ask because the council does."] == "00:00:01"


def test_the_other_columns_outlast_the_way_down_and_up(database: Path) -> None:
    config = Config(REPOSITORY / "alembic.ini", stdout=io.StringIO())
    config.set_main_option("sqlalchemy.url", f"sqlite:///{database}")

    def rows(columns: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(database)) as connection:
            return connection.execute(f'SELECT {columns} FROM block ORDER BY "ord"').fetchall()

    kept = 'version_id, "ord", role, start, "end", label, speaker, timestamp, section, continues'
    before = rows(kept)
    assert {row[0] for row in rows("until")} == {None, "00:00:04", "00:01:09"}
    command.downgrade(config, "0002")
    assert rows(kept) == before
    command.upgrade(config, "head")
    assert rows(kept) == before
    assert {row[0] for row in rows("until")} == {None}
