"""``claimdb history``, ``diff``, ``prune`` and ``documents remove``, ``--as-of`` and ``verify --fix``."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def twice(archive: Path, tmp_path: Path, claimdb: Command) -> Path:
    """The archive, extracted a second time by grammar alone, and one document in two versions."""
    folder = tmp_path / "twice"
    shutil.copytree(archive, folder)
    with closing(sqlite3.connect(folder / "claimdb.db")) as connection, connection:
        connection.execute("UPDATE extraction SET made_at = '2024-01-10T12:00:00Z'")
        connection.execute("UPDATE document_version SET added_at = '2024-01-10T12:00:00Z'")
        connection.execute("UPDATE document SET added_at = '2024-01-10T12:00:00Z'")
    file = folder / "press" / "harbour.txt"
    file.write_text(file.read_text().replace("Nobody expects", "Nobody in town expects"))
    assert claimdb("ingest", "--fast", "press", cwd=folder).status == 0
    return folder


@pytest.fixture
def ask_twice(claimdb: Command, twice: Path) -> Command:
    def command(*arguments: str) -> tuple[int, str, str]:
        return claimdb(*arguments, cwd=twice)

    return command


def test_as_of_a_day(ask_twice: Command) -> None:
    then = ask_twice("query", "--as-of", "2024-01-10", "Nobody").out
    assert "Nobody expects" in then
    assert "Nobody in town" in ask_twice("query", "Nobody").out
    for command in ("speakers", "topics", "documents", "stats"):
        ran = ask_twice(command, "--as-of", "2024-01-10")
        assert (ran.status, ran.err) == (0, "")
    assert "Nobody expects" in ask_twice("export", "-", "--as-of", "2024-01-10").out
    shown = ask_twice("show", then.splitlines()[1].split()[0], "--as-of", "2024-01-10")
    assert (shown.status, shown.err) == (0, "")


def test_a_day_that_is_none_is_misuse(ask_twice: Command) -> None:
    ran = ask_twice("query", "--as-of", "soon")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    ran = ask_twice("query", "--as-of", "2020-01-01")
    assert (ran.status, ran.err.count("\n")) == (1, 1)


def test_history(ask_twice: Command) -> None:
    ran = ask_twice("history", "harbour")
    assert ran.status == 0
    assert ran.out.splitlines()[0] == "press/harbour.txt"
    assert "2024-01-10T12:00:00Z" in ran.out
    line = json.loads(ask_twice("history", "harbour", "--format", "jsonl").out)
    assert [each["number"] for each in line["versions"]] == [1, 2]
    assert [each["current"] for each in line["extractions"]] == [False, True]
    uid = ask_twice("query", "stalled").out.splitlines()[1].split()[0]
    ran = ask_twice("history", uid)
    assert ran.status == 0
    assert "first found" in ran.out
    found = json.loads(ask_twice("history", uid, "--format", "jsonl").out)
    assert [each["record"]["text"] for each in found["appearances"]] == [
        "The talks on the new harbour have stalled"
    ] * 2
    assert ask_twice("history", "nowhere").status == 1


def test_diff(ask_twice: Command) -> None:
    plain = ask_twice("diff", "harbour")
    assert plain.status == 0
    assert plain.out.startswith("press/harbour.txt: extraction ")
    assert "Nobody in town expects" in plain.out
    rows = list(csv.DictReader(io.StringIO(ask_twice("diff", "harbour", "--format", "csv").out)))
    lines = [json.loads(line) for line in ask_twice("diff", "harbour", "--format", "jsonl").out.splitlines()]
    assert len(rows) == len(lines) == len(plain.out.strip().splitlines()) - 1
    (row,) = [row for row in rows if "Nobody" in row["text_after"]]
    assert "Nobody expects" in row["text_before"]
    assert (row["change"], row["version_before"], row["version_after"]) == ("changed", "1", "2")
    assert list(lines[0]) == list(rows[0])


def test_a_formula_in_a_diff_is_guarded(ask_twice: Command, twice: Path, claimdb: Command) -> None:
    file = twice / "press" / "interview.txt"
    file.write_text(file.read_text().replace("=1+1 is", "=1+2 is"))
    assert claimdb("ingest", "--fast", "press", cwd=twice).status == 0
    assert ",'=1+2 is" in ask_twice("diff", "interview", "--format", "csv").out


def test_nothing_to_compare(ask: Command) -> None:
    ran = ask("diff")
    assert (ran.status, ran.out) == (0, "")
    assert "No document has two extractions" in ran.err
    assert ask("diff", "harbour").status == 1
    assert len(ask("diff", "--format", "csv").out.splitlines()) == 1


def test_prune_asks_and_does_nothing_where_nobody_answers(ask_twice: Command, twice: Path) -> None:
    before = (twice / "claimdb.db").read_bytes()
    ran = ask_twice("prune")
    assert ran.status == 2
    assert "press/harbour.txt" in ran.out
    assert "--yes" in ran.err
    assert (twice / "claimdb.db").read_bytes() == before
    ran = ask_twice("prune", "--yes")
    assert ran.status == 0
    assert "Removed" in ran.out
    assert ask_twice("prune").err == "Nothing is superseded.\n"
    assert ask_twice("verify").status == 0


@pytest.mark.parametrize(
    ("answer", "removed"), [("y\n", True), ("Yes\n", True), ("n\n", False), ("\n", False), ("", False)]
)
def test_an_answer(ask_twice: Command, monkeypatch: pytest.MonkeyPatch, answer: str, removed: bool) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal(answer))
    ran = ask_twice("documents", "remove", "interview")
    assert ran.status == 0
    assert "press/interview.txt" in ran.err
    assert ("interview" in ask_twice("documents").out) != removed


def test_documents_remove(ask_twice: Command) -> None:
    assert ask_twice("documents", "remove", "harbour").status == 2
    assert ask_twice("documents", "remove", "nowhere", "--yes").status == 1
    assert ask_twice("documents", "remove", "harbour", "--yes").status == 0
    assert "harbour" not in ask_twice("documents").out
    assert ask_twice("verify").status == 0


def test_verify_tells_what_is_superseded_and_mends(ask_twice: Command, twice: Path) -> None:
    assert "superseded" in ask_twice("verify").out
    with closing(sqlite3.connect(twice / "claimdb.db")) as connection, connection:
        connection.execute("UPDATE statement SET text = 'x' WHERE id = 1")
    ran = ask_twice("verify")
    assert ran.status == 1
    assert "claimdb verify --fix" in ran.err
    ran = ask_twice("verify", "--fix")
    assert ran.status == 0
    assert ran.out.startswith("mended ")
    assert ask_twice("verify").status == 0
