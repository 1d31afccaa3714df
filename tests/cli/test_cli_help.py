"""Help, version and completion: every command explains itself, and does it cheaply."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from claimdb.cli import options
from claimdb.cli.commands import COMMANDS, CommandGroup
from claimdb.cli.completion import offered
from claimdb.model import Function, Kind


def test_every_command_is_listed_with_the_first_line_of_its_help(claimdb: Callable) -> None:
    listed = claimdb("--help")
    assert listed.status == 0
    for name, first_line in COMMANDS.items():
        assert f"{name} " in listed.out
        assert first_line in listed.out
        assert f"\n  {first_line}\n" in claimdb(name, "--help").out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples_that_name_it(claimdb: Callable, name: str) -> None:
    shown = claimdb(name, "--help")
    assert shown.status == 0
    examples = shown.out.split("Examples:\n")[1].split("\n\n")[0].splitlines()
    assert len(examples) >= 2
    assert all(f"claimdb {name}" in line for line in examples)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    built = CommandGroup().commands[name]
    assert [option.name for option in built.params if not option.help] == []


def test_no_command_prints_the_help(claimdb: Callable) -> None:
    assert claimdb() == claimdb("--help")


def test_version(claimdb: Callable) -> None:
    import claimdb as package

    assert claimdb("--version").out == f"claimdb {package.__version__}\n"


def test_the_values_that_help_names_are_those_of_the_types() -> None:
    assert get_args(Kind) == options.KINDS
    assert get_args(Function) == options.FUNCTIONS


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from claimdb.cli.main import run; run(['--help']); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert not loaded & {"spacy", "sqlalchemy", "alembic", "rich", "numpy", "rapidfuzz", "claimdb.model"}


def test_a_mistyped_command_is_suggested(claimdb: Callable) -> None:
    ran = claimdb("qury")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "claimdb: No such command 'qury'. Did you mean 'query'? (see claimdb --help)\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "--frobnicate"],
        ["query", "--limit", "many"],
        ["query", "--limit", "-1"],
        ["query", "--format", "xml"],
        ["ingest"],
        ["ingest", "--jobs", "0", "x"],
        ["show"],
        ["read"],
        ["extract", "--format", "csv", "x"],
    ],
)
def test_misuse_is_one_line_and_status_2(claimdb: Callable, arguments: list[str]) -> None:
    ran = claimdb(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("claimdb: ")
    assert ran.err.count("\n") == 1
    assert f"claimdb {arguments[0]} --help" in ran.err


NAMES = ["Ana Silva", "Ana Reis", "Tomás Novák", "Rui O'Hara", "Eva Hartmann"]


@pytest.mark.parametrize(
    ("typed", "shell", "expected"),
    [
        ("Tom", "bash", [r"Tomás\ Novák"]),
        ("nov", "bash", [r"Tomás\ Novák"]),
        ("NOVA", "bash", [r"Tomás\ Novák"]),
        ("ana", "bash", [r"Ana\ Silva", r"Ana\ Reis"]),
        ("rui", "bash", [r"Rui\ O\'Hara"]),
        ("Ana S", "bash", [r"Ana\ Silva"]),
        ("nov", "zsh", ["novák"]),
        ("Ana", "zsh", ["Ana Silva", "Ana Reis"]),
        ("nov", "fish", ["Tomás Novák"]),
        ("Ana", "fish", ["Ana Silva", "Ana Reis"]),
        ("x", "bash", []),
        ("", "fish", NAMES),
    ],
)
def test_a_name_is_completed_as_one_word(typed: str, shell: str, expected: list[str]) -> None:
    assert offered(NAMES, typed, shell) == expected


def test_several_names_with_such_a_word_are_completed_from_that_word_on() -> None:
    assert offered(["Ana Silva", "Rui Silveira"], "sil", "bash") == ["silva", "silveira"]
    assert offered(["Ana Silva"], "An", "bash", quoted=True) == ["Ana Silva"]


def test_bash_is_given_what_it_can_take(archive: Path) -> None:
    asking = {"_CLAIMDB_COMPLETE": "complete_bash", "COMP_WORDS": "claimdb\nquery\n--speaker\nnov"}
    done = subprocess.run(
        [sys.executable, "-m", "claimdb"],
        cwd=archive,
        env=os.environ | asking | {"COMP_CWORD": "3"},
        capture_output=True,
        text=True,
    )
    assert done.stdout.split("\n")[0] == r"Tomás\ Novák"
