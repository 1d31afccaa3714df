"""``claimdb speakers merge``, ``alias``, ``undo`` and ``decisions``, and the list of speakers around them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from claimdb.cli.commands import SPEAKER_COMMANDS, CommandGroup

ARTICLE = """\
Rain in the valley

It will rain for a week, Jane Doe said.

The river is rising, Jenny Doe said.
"""


@pytest.fixture
def place(claimdb: Callable, by_hand: Any, tmp_path: Path) -> Path:
    """A folder with a database of one article."""
    (tmp_path / "rain.txt").write_text(ARTICLE, encoding="utf-8")
    assert claimdb("ingest", "rain.txt", cwd=tmp_path).status == 0
    return tmp_path


@pytest.fixture
def ask(claimdb: Callable, place: Path) -> Callable:
    return partial(claimdb, cwd=place)


def test_one_person_who_stands_twice_is_made_one_and_two_again(ask: Callable, place: Path) -> None:
    before = ask("speakers").out
    assert "Jenny Doe" in before
    ran = ask("speakers", "merge", "Jenny Doe", "Jane Doe", "--note", "one byline")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "Jenny Doe is Jane Doe now: 1 statement in 1 document, and all to come."
        " Undo: claimdb speakers undo 'Jenny Doe'\n"
    )
    lines = ask("speakers").out.splitlines()
    assert lines[0].split()[-1] == "ALSO"
    assert [line.split()[:4] for line in lines if "Jenny Doe" in line] == [["2", "1", "Jane", "Doe"]]
    assert ask("query", "--speaker", "Jenny Doe", "--count").out == "2\n"
    assert "Jenny Doe" not in ask("stats").out
    found = ask("query", "river").out.splitlines()[1].split()[0]
    assert "Speaker     Jane Doe (person, found as Jenny Doe)\n" in ask("show", found).out
    assert ask("verify").status == 0

    with (place / "rain.txt").open("a", encoding="utf-8") as file:
        file.write("\nIt will stop on Sunday, Jenny Doe said.\n")
    report = ask("ingest", "rain.txt").out
    assert "new version" in report
    assert "Jenny Doe" not in report
    assert ask("query", "--speaker", "jane doe", "--count").out == "3\n"

    ran = ask("speakers", "undo", "Jenny Doe")
    assert (
        ran.out
        == "Jenny Doe is not Jane Doe any more: 2 statements in 1 document are under Jenny Doe again.\n"
    )
    assert ask("query", "--speaker", "Jenny Doe", "--count").out == "2\n"
    assert ask("verify").status == 0


def test_another_name(ask: Callable) -> None:
    assert ask("query", "--speaker", "Dona Jane").status == 1
    ran = ask("speakers", "alias", "Jane Doe", "Dona Jane")
    assert ran.out == (
        "Dona Jane is Jane Doe now, also in documents to come. Undo: claimdb speakers undo 'Dona Jane'\n"
    )
    assert ask("query", "--speaker", "dona jane", "--count").out == "1\n"
    assert ask("speakers", "undo", "Dona Jane").out == "Dona Jane is not Jane Doe any more.\n"
    assert ask("query", "--speaker", "Dona Jane").status == 1


def test_what_was_decided_is_listed(ask: Callable) -> None:
    ran = ask("speakers", "decisions")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.startswith("Nothing is decided on speakers")
    ask("speakers", "merge", "Jenny Doe", "Jane Doe", "--note", "one byline")
    ask("speakers", "alias", "Jenny Doe", "Dona Jane")
    headings, dona, jenny = ask("speakers", "decisions").out.splitlines()
    assert headings.split() == ["NAME", "IS", "HOW", "STATEMENTS", "DECIDED", "PERSON", "NOTE"]
    assert dona.startswith("Dona Jane  Jane Doe (through Jenny Doe)  alias           0  2")
    assert jenny.startswith("Jenny Doe  Jane Doe                      merge           1  2")
    assert jenny.endswith("  one byline")
    ask("speakers", "undo", "Dona Jane")
    assert "Dona Jane" not in ask("speakers", "decisions").out
    assert "Dona Jane" in ask("speakers", "decisions", "--all").out


def test_what_is_decided_already_is_no_failure(ask: Callable) -> None:
    ask("speakers", "merge", "Jenny Doe", "Jane Doe")
    ran = ask("speakers", "merge", "jenny doe", "Jane Doe")
    assert (ran.status, ran.out) == (0, "Jenny Doe is Jane Doe already: nothing changed.\n")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["merge", "Jeny Doe", "Jane Doe"], 1, "no speaker 'Jeny Doe'; near: Jenny Doe"),
        (["merge", "Jane Doe", "Jane Doe"], 1, "'Jane Doe' is 'Jane Doe' as it is: name two speakers"),
        (["alias", "Jane Doe", "Jenny Doe"], 1, "claimdb speakers merge 'Jenny Doe' 'Jane Doe'"),
        (["alias", "Jane Doe", "-"], 2, "'-' can be nobody's name"),
        (["undo", "Jane Doe"], 1, "nothing is decided on 'Jane Doe'"),
        (["merge", "Jane Doe"], 2, "(see claimdb speakers merge --help)"),
        (["merg", "Jane Doe"], 2, "Did you mean 'merge'? (see claimdb speakers --help)"),
        (["undo", "Jane Doe", "--db", "none.db"], 1, "none.db: no such database"),
    ],
)
def test_what_cannot_be_is_one_line(ask: Callable, arguments: list[str], status: int, said: str) -> None:
    ran = ask("speakers", *arguments)
    assert (ran.status, ran.out) == (status, "")
    assert ran.err.startswith("claimdb: ")
    assert ran.err.count("\n") == 1
    assert said in ran.err


def test_the_database_may_be_named_before_the_command_or_after_it(
    claimdb: Callable, ask: Callable, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "claimdb.db").rename(place / "press.db")
    monkeypatch.setenv("CLAIMDB_DB", "none.db")
    ran = ask("speakers", "--db", "press.db", "merge", "Jenny Doe", "Jane Doe")
    assert ran.out.endswith("Undo: claimdb speakers undo 'Jenny Doe' --db press.db\n")
    assert ask("speakers", "undo", "Jenny Doe", "--db", "press.db").status == 0
    assert ask("speakers", "--db", "none.db", "decisions", "--db", "press.db").status == 0
    assert ask("speakers", "decisions").status == 1
    assert not (place / "none.db").exists()
    monkeypatch.setenv("CLAIMDB_DB", "press.db")
    assert ask("speakers", "decisions").status == 0


def test_the_help_lists_the_commands(claimdb: Callable) -> None:
    listed = claimdb("speakers", "--help").out
    for name, first_line in SPEAKER_COMMANDS.items():
        assert f"{name} " in listed
        assert first_line in listed
        shown = claimdb("speakers", name, "--help")
        assert shown.status == 0
        assert f"\n  {first_line}\n" in shown.out
        examples = shown.out.split("Examples:\n")[1].split("\n\n")[0].splitlines()
        assert all(f"claimdb speakers {name}" in line for line in examples)
        built = CommandGroup().commands["speakers"].commands[name]
        assert [option.name for option in built.params if not option.help] == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["speakers", "un"], "undo"),
        (["speakers", "merge", "jan"], r"Jane\ Doe"),
        (["speakers", "merge", "Jane Doe", "jen"], ""),
        (["speakers", "undo", "J"], r"Jenny\ Doe"),
        (["speakers", "--db", "claimdb.db", "undo", "J"], r"Jenny\ Doe"),
        (["query", "--speaker", "J"], r"Jane\ Doe"),
    ],
)
def test_names_are_completed(ask: Callable, place: Path, words: list[str], expected: str) -> None:
    ask("speakers", "merge", "Jenny Doe", "Jane Doe")
    asking = {
        "_CLAIMDB_COMPLETE": "complete_bash",
        "COMP_WORDS": "\n".join(["claimdb", *(word.replace(" ", r"\ ") for word in words)]),
        "COMP_CWORD": str(len(words)),
    }
    done = subprocess.run(
        [sys.executable, "-m", "claimdb"], cwd=place, env=os.environ | asking, capture_output=True, text=True
    )
    assert done.stdout.strip("\n") == expected
