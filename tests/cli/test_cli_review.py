"""``claimdb review``, ``agreement`` and ``import``: keys from a pipe and from a terminal, tables, reports."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

RAIN = """\
Rain in the valley

It will rain for a week, Jane Doe said.

The river is rising, Ana Silva said.
"""


@pytest.fixture
def place(claimdb: Callable, by_hand: Any, tmp_path: Path) -> Path:
    """A folder with a database of one article with two statements."""
    (tmp_path / "rain.txt").write_text(RAIN, encoding="utf-8")
    assert claimdb("ingest", "rain.txt", cwd=tmp_path).status == 0
    return tmp_path


@pytest.fixture
def ask(claimdb: Callable, place: Path) -> Callable:
    return partial(claimdb, cwd=place)


@pytest.fixture
def typed(ask: Callable, monkeypatch: pytest.MonkeyPatch) -> Callable:
    """Run ``claimdb review`` with these lines typed."""

    def run(*lines: str, options: tuple[str, ...] = ()) -> Any:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        ran = ask("review", *options)
        assert ran.status == 0
        return ran

    return run


def rows(ask: Callable, *options: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ask("query", "--format", "jsonl", *options).out.splitlines()]


def test_right_and_no_statement(typed: Callable, ask: Callable) -> None:
    ran = typed("y", "x")
    assert "⟦It will rain for a week⟧, ⟨Jane Doe⟩ said." in ran.out
    assert "1 of 2 · " in ran.out
    assert "2 of 2 · " in ran.out
    assert ran.err == "1 right, 1 no statement; none left.\n"
    assert [row["status"] for row in rows(ask)] == ["accepted"]
    assert ask("query", "--status", "rejected", "--count").out == "1\n"
    assert typed().err == "No statement is left to review; --again shows those that you decided on.\n"
    assert "You said    accepted" in typed(options=("--again",)).out


def test_every_field_is_corrected(typed: Callable, ask: Callable) -> None:
    ran = typed("s", "1", "w", "3-5", "k", "1", "f", "prediction", "t", "weather", "y", "n", "sure?", "y")
    assert "Speaker     Ana Silva (found: Jane Doe)" in ran.out
    assert "Words       rain for a (found: It will rain for a week)" in ran.out
    (row, _) = rows(ask)
    assert (row["speaker"], row["text"], row["kind"], row["function"], row["topics"], row["note"]) == (
        "Ana Silva",
        "rain for a",
        "direct",
        "prediction",
        ["weather"],
        "sure?",
    )
    assert row["status"] == "corrected"
    shown = ask("show", row["id"]).out
    assert "Status      corrected (kind found as indirect; function found as assertion;" in shown
    assert "found as Jane Doe" in shown
    assert "Note        sure?\n" in shown
    assert ask("verify").status == 0


@pytest.mark.parametrize(
    ("answers", "speaker"),
    [
        (["silva", "1"], "Ana Silva"),
        (["Rui Reis", "p"], "Rui Reis"),
        (["Rui Reis", "y", "p"], "Rui Reis"),
        (["-"], None),
        ([""], "Jane Doe"),
        (["Rui Reis", ""], "Jane Doe"),
        (["99", ""], "Jane Doe"),
    ],
)
def test_who_said_it_is_picked_or_typed(
    typed: Callable, ask: Callable, answers: list[str], speaker: str | None
) -> None:
    typed("s", *answers)
    assert rows(ask)[0]["speaker"] == speaker


def test_mistakes_are_told_and_change_nothing(typed: Callable, ask: Callable) -> None:
    ran = typed("z", "w", "It will snow", "w", "9-99", "k", "9", "t", "x", "n", "n", "", "u", "?", "q")
    assert "don't stand there in the document" in ran.out
    assert "left to undo" in ran.out
    assert ran.out.count("Nothing changed.") == 3
    assert ran.err == "nothing decided; 2 statements left.\n"
    assert [row["status"] for row in rows(ask)] == ["unreviewed", "unreviewed"]


@pytest.mark.parametrize(
    "keys",
    [("k", "2"), ("f", "assertion"), ("s", "Jane Doe"), ("w", "It will rain for a week"), ("t", "-")],
)
def test_what_is_so_already_is_no_correction(typed: Callable, ask: Callable, keys: tuple[str, ...]) -> None:
    ran = typed(*keys, "q")
    assert "It is so as it stands; y says that it is right.\nNothing changed.\n" in ran.out
    assert ran.err == "nothing decided; 2 statements left.\n"
    assert [row["status"] for row in rows(ask)] == ["unreviewed", "unreviewed"]


def test_undo_goes_back_and_skip_goes_on(typed: Callable, ask: Callable) -> None:
    ran = typed("y", "u", "", "x")
    assert "Undone: accept" in ran.out
    assert [row["status"] for row in rows(ask)] == ["unreviewed"]
    assert ran.err == "1 right, 1 undone, 1 skipped, 1 no statement; none left.\n"


def test_filters_narrow_down_what_is_reviewed(typed: Callable) -> None:
    assert "1 of 1 · " in typed(options=("--speaker", "silva")).out
    assert "1 of 1 · " in typed(options=("river",)).out


def test_words_of_documents_do_not_act_on_the_terminal(
    typed: Callable, claimdb: Callable, place: Path, by_hand: Any
) -> None:
    (place / "trap.txt").write_text("A \x1b[31mtrap[bold], Jane Doe said.\n", encoding="utf-8")
    claimdb("ingest", "trap.txt", cwd=place)
    ran = typed("y", options=("--document", "trap.txt"))
    assert "\x1b" not in ran.out
    assert "trap[bold]" in ran.out


def test_two_coders_and_their_agreement(typed: Callable, ask: Callable) -> None:
    assert "Nobody has decided" in ask("agreement").err
    typed("y", "y", options=("--coder", "ana"))
    assert "1 of 2 · " in typed("k", "1", "y", "x", options=("--coder", "bo")).out
    lines = ask("agreement").out.splitlines()
    assert lines[0].split() == ["CODERS", "FIELD", "STATEMENTS", "AGREEMENT", "ALPHA"]
    assert lines[1].split() == ["ana,", "bo", "statement", "2", "50%", "0.00"]
    assert lines[4].split() == ["ana,", "bo", "kind", "1", "0%", "0.00"]
    table = list(csv.DictReader(io.StringIO(ask("agreement", "--format", "csv").out)))
    assert table[0] == {
        "coders": "ana;bo",
        "field": "statement",
        "units": "2",
        "agreement": "0.5",
        "alpha": "0.0",
    }
    data = [json.loads(line) for line in ask("agreement", "-f", "jsonl", "--coder", "bo").out.splitlines()]
    assert {tuple(each["coders"]) for each in data} == {("bo", "machine")}
    assert ask("agreement", "--coder", "eve").status == 1


def test_the_log_and_the_lost(
    typed: Callable, ask: Callable, claimdb: Callable, place: Path, by_hand: Any
) -> None:
    assert ask("review", "--log").err == "Nothing is decided on statements yet.\n"
    typed("n", "=1+1", "x", options=("--coder", "ana"))
    log = ask("review", "--log").out.splitlines()
    assert [line.split()[1:3] for line in log[1:]] == [["ana", "note"], ["ana", "reject"]]
    assert ask("review", "--lost").err == "Every decision has its statement.\n"
    (place / "rain.txt").write_text("All is dry in the hills today, Jane Doe said.\n", encoding="utf-8")
    told = claimdb("ingest", "rain.txt", cwd=place).err
    assert told == "2 decisions no longer find their words: claimdb review --lost\n"
    assert claimdb("ingest", "rain.txt", cwd=place).err == ""
    lost = ask("review", "--lost")
    assert "It will rain for a week" in lost.out
    assert lost.err.startswith("2 decisions without a statement")


@pytest.mark.parametrize("options", [(), ("--yes",)])
def test_a_document_with_decisions_is_not_offered_to_be_removed(
    typed: Callable, ask: Callable, options: tuple[str, ...]
) -> None:
    typed("y", "q")
    ran = ask("documents", "remove", "rain.txt", *options)
    assert ran.status == 1
    assert ran.err.startswith("claimdb: rain.txt: people decided on statements of it")
    assert "--yes" not in ran.err
    assert ask("query", "--count").out == "2\n"


def test_a_statement_of_before_says_where_its_decisions_are(
    typed: Callable, ask: Callable, place: Path
) -> None:
    old = {row["text"][:7]: row["id"] for row in rows(ask)}
    typed("y", "y", options=("--coder", "ana"))
    text = RAIN.replace("The river is rising", "All is well")
    (place / "rain.txt").write_text(f"Weather\n\n{text}", encoding="utf-8")
    assert ask("ingest", "rain.txt").status == 0
    (now,) = (row["id"] for row in rows(ask) if row["status"] == "accepted")
    assert (
        f"Status      what was decided is now on {now[:8]} (accept by ana" in ask("show", old["It will"]).out
    )
    assert (
        "Status      what was decided finds its words no more: claimdb review"
        in ask("show", old["The riv"]).out
    )


def test_a_past_that_was_pruned_is_left_out(
    typed: Callable, ask: Callable, place: Path, by_hand: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "wind.txt").write_text("The wind will turn, Jane Doe said.\n", encoding="utf-8")
    assert ask("ingest", "wind.txt").status == 0
    typed("y", "q", options=("--document", "rain.txt"))
    then = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + 60))
    later = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 120))
    monkeypatch.setattr("claimdb.store.writing.now", lambda: later)
    (place / "rain.txt").write_text(f"Weather\n\n{RAIN}", encoding="utf-8")
    assert ask("ingest", "rain.txt").status == 0
    assert ask("query", "--count", "--as-of", then) == (0, "3\n", "")
    assert ask("prune", "-y").status == 0
    left_out = "1 document left out: what counted then was pruned.\n"
    assert ask("query", "--count", "--as-of", then) == (0, "1\n", left_out)
    assert "wind.txt" in ask("documents", "--as-of", then).out
    assert ask("documents", "remove", "wind.txt", "-y").status == 0
    ran = ask("query", "--count", "--as-of", then)
    assert ran.status == 1
    assert "was pruned; the oldest extraction left is of" in ran.err


def test_a_corrected_file_is_imported(ask: Callable, place: Path) -> None:
    assert ask("export", "out.csv").status == 0
    text = (place / "out.csv").read_text(encoding="utf-8")
    (place / "out.csv").write_text(text.replace("indirect,assertion", "direct,shout", 1), encoding="utf-8")
    ran = ask("import", "out.csv")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out.splitlines()[0].startswith("line 2 (")
    assert "no function 'shout'" in ran.out
    assert ran.out.endswith("2 rows: 1 unchanged, 0 corrected, 0 accepted, 0 rejected, 1 not understood.\n")
    (place / "out.csv").write_text(text.replace("unreviewed", "accepted"), encoding="utf-8")
    dry = ask("import", "out.csv", "--dry-run")
    assert dry.out == "2 rows: 0 unchanged, 0 corrected, 2 accepted, 0 rejected, 0 not understood.\n"
    assert ask("query", "--status", "accepted", "--count").out == "0\n"
    assert ask("import", "out.csv").out == dry.out
    assert ask("query", "--status", "accepted", "--count").out == "2\n"
    assert (
        ask("import", "nowhere.csv").err
        == "claimdb: nowhere.csv: cannot be read: no such file or directory\n"
    )


def test_a_new_speaker_in_a_file_is_told_with_the_line(ask: Callable, place: Path) -> None:
    assert ask("export", "out.csv").status == 0
    text = (place / "out.csv").read_text(encoding="utf-8")
    (place / "out.csv").write_text(text.replace("Ana Silva", "Ana Silvo", 1), encoding="utf-8")
    ran = ask("import", "out.csv")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == "line 3: new speaker Ana Silvo; near: Ana Silva"


def on_terminal(place: Path, *keys: str) -> str:
    """Run ``claimdb review`` on a terminal, pressing each key when it asks for one."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "claimdb", "review"],
        cwd=place,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "100"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    seen = ""
    for each in keys:
        seen += until(ours, "> " if len(each) < 3 or each.startswith("\x1b") else ": ")
        os.write(ours, each.encode())
    seen += until(ours, None)
    assert process.wait(timeout=60) == 0
    os.close(ours)
    return seen


def until(terminal: int, what: str | None) -> str:
    seen = b""
    while what is None or not seen.endswith(what.encode()):
        try:
            more = os.read(terminal, 1000)
        except OSError:  # the other side has closed it
            break
        if not more:
            break
        seen += more
    time.sleep(0.05)  # until it reads a key, and not what was there before
    return seen.decode(errors="replace")


def test_single_keys_on_a_terminal(place: Path, ask: Callable) -> None:
    seen = on_terminal(place, "\x1b[A", "y", "s", "Jane Doe\n", "q")
    assert "1 of 2" in seen
    assert "q leave" in seen
    assert [(row["speaker"], row["status"]) for row in rows(ask)] == [
        ("Jane Doe", "accepted"),
        ("Jane Doe", "corrected"),
    ]
