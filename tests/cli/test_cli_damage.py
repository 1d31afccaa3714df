"""Databases that somebody changed by hand: each command that reads says so in one line."""

from __future__ import annotations

import io
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

RAIN = """\
Rain in the valley

It will rain for a week, Jane Doe said.

The river is rising, Ana Silva said.
"""

TYPES = {
    "bytes for the words": "UPDATE statement SET text = x'ff00'",
    "bytes for a speaker": "UPDATE speaker SET name = CAST(name AS BLOB)",
    "bytes for a path": "UPDATE document SET path = CAST(path AS BLOB)",
    "bytes for a span's words": "UPDATE span SET exact = x'00'",
    "text for a place": "UPDATE span SET \"end\" = 'there'",
    "text for a confidence": "UPDATE statement SET confidence = 'sure'",
    "bytes that are no characters": "UPDATE statement SET text = CAST(x'61ff' AS TEXT)",
}
"""How rows come to hold what their columns are not for, in statements and what belongs to them."""

OTHERS = {
    "text for a reference": ("UPDATE statement SET speaker_id = 'Jane Doe'", ("agreement",)),
    "a text in bytes": ("UPDATE document_version SET text = CAST(text AS BLOB)", ("show",)),
    "a block's place": ("UPDATE block SET \"end\" = 'there' WHERE ord > 0", ("show",)),
    "when it was extracted": ("UPDATE extraction SET made_at = x'00'", ("show", "history", "diff", "prov")),
    "the extractor": ("UPDATE extraction SET config = x'00'", ("query", "prov", "show")),
    "who decided": ("UPDATE decision SET person = x'00'", ("agreement", "show", "prov")),
    "what was decided": ("UPDATE decision SET value = x'00'", ("agreement", "show")),
    "decided spans in bytes": ("UPDATE decided_statement SET spans = x'00'", ("query", "show", "prov")),
    "decided spans in words": ("UPDATE decided_statement SET spans = 'there'", ("query", "show", "prov")),
    "a topic": ("UPDATE topic SET name = x'00'", ("query", "show", "prov")),
    "a score of a link": ("UPDATE link SET score = 'near'", ("claims", "show")),
}
"""The same in the other tables, with the commands that read them."""

COMMANDS = {
    "query": ("query",),
    "prov": ("export", "rows.json", "--format", "prov", "--overwrite"),
    "show": ("show",),
    "claims": ("claims",),
    "agreement": ("agreement",),
    "speakers": ("speakers",),
    "history": ("history", "rain.txt"),
    "diff": ("diff",),
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sound database is kept, for each test to damage a copy of it."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def folder(
    claimdb: Callable, by_hand: Any, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A database of two articles that say the same, one of them extracted twice, and reviewed."""
    if not (kept / "claimdb.db").exists():
        run = partial(claimdb, cwd=kept)
        (kept / "rain.txt").write_text(RAIN, encoding="utf-8")
        (kept / "again.txt").write_text(RAIN.replace("valley", "hills"), encoding="utf-8")
        assert run("ingest", "rain.txt", "again.txt").status == 0
        by_hand.config = "2"
        assert run("ingest", "rain.txt").status == 0
        keys = ["s", "1", "w", "3-5", "t", "weather", "y", "y"]
        for coder in ("ana", "bob"):
            monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{key}\n" for key in keys)))
            assert run("review", "--coder", coder, "--document", "rain.txt").status == 0
    by_hand.config = "2"
    return Path(shutil.copytree(kept, tmp_path / "copy"))


@pytest.fixture
def ask(claimdb: Callable, folder: Path) -> Callable:
    """Run a command by its name here, ``show`` on a statement that was decided on."""
    uid = changed(
        folder, "SELECT uid FROM statement JOIN decided_statement ON id = statement_id WHERE spans <> ''"
    )
    return lambda name: claimdb(*COMMANDS[name], *([uid] if name == "show" else []), cwd=folder)


def changed(folder: Path, sql: str) -> Any:
    """Do that in the database, checks and references set aside; the first value that it gives."""
    with closing(sqlite3.connect(folder / "claimdb.db")) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        row = connection.execute(sql).fetchone()
    return row and row[0]


def refused(ran: Any) -> bool:
    """Whether it ended with one line for a person; never in silence, nor with bytes shown as Python does."""
    assert "b'" not in ran.out
    if ran.status == 0:
        return False
    assert (ran.status, ran.err.count("\n")) == (1, 1)
    assert ran.err.startswith("claimdb: ")
    assert "claimdb verify" in ran.err or "claimdb.db: cannot be used" in ran.err
    return True


def test_what_is_sound_is_shown(ask: Callable) -> None:
    for name in COMMANDS:
        assert ask(name).status == 0


@pytest.mark.parametrize("damaged", TYPES)
def test_statements_with_values_of_other_types(
    claimdb: Callable, ask: Callable, folder: Path, damaged: str
) -> None:
    changed(folder, TYPES[damaged])
    ended = {name: refused(ask(name)) for name in COMMANDS}
    assert ended["query"]
    assert ended["prov"]
    assert ended["show"]
    assert claimdb("verify", cwd=folder).status == 1


@pytest.mark.parametrize("damaged", OTHERS)
def test_other_rows_with_values_of_other_types(
    claimdb: Callable, ask: Callable, folder: Path, damaged: str
) -> None:
    sql, readers = OTHERS[damaged]
    changed(folder, sql)
    ended = {name for name in COMMANDS if refused(ask(name))}
    assert ended >= set(readers)
    assert claimdb("verify", cwd=folder).status == 1


@pytest.mark.parametrize(
    ("sql", "reader"),
    [
        ("UPDATE document SET extraction_id = 'last' WHERE path = 'rain.txt'", "show"),
        ("UPDATE extraction SET version_id = 99", "claims"),
        ("DELETE FROM document_version WHERE id = 1", "show"),
    ],
)
def test_rows_that_nothing_refers_to_any_more(ask: Callable, folder: Path, sql: str, reader: str) -> None:
    changed(folder, sql)
    ran = ask(reader)
    assert ran.status == 1
    assert ran.err.startswith("claimdb: ")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "value", ["[1]", "{", '{"topics": 5}', '"yes"', '{"speaker": ["a"], "speaker_kind": 1, "topics": [[]]}']
)
def test_what_somebody_accepted_is_not_readable(ask: Callable, folder: Path, value: str) -> None:
    full = f"UPDATE decision SET value = '{value}' WHERE verdict = 'accept'"
    changed(folder, full)
    for name in COMMANDS:
        refused(ask(name))


def test_a_confidence_below_1_is_never_shown_as_1(ask: Callable, folder: Path) -> None:
    changed(folder, "UPDATE statement SET confidence = 0.998")
    assert "Confidence  0.99\n" in ask("show").out
    assert " 0.99 " in ask("query").out
    changed(folder, "UPDATE statement SET confidence = 1")
    assert "Confidence  1.00\n" in ask("show").out
    changed(folder, "UPDATE statement SET confidence = 0.896")
    assert "Confidence  0.90\n" in ask("show").out


def test_claims_says_what_is_not_linked_yet(claimdb: Callable, ask: Callable, folder: Path) -> None:
    linked = ask("claims")
    assert "not linked" not in linked.err
    for table in ("link", "statement_wording", "wording_key", "wording", "link_total", "linked"):
        changed(folder, f"DELETE FROM {table}")  # as an upgrade from a claimdb without links leaves it
    ran = ask("claims")
    assert ran.status == 0
    assert "2 documents are not linked with the others yet; claimdb ingest" in ran.err
    assert claimdb("ingest", "rain.txt", cwd=folder).status == 0
    assert ask("claims") == linked
