"""The documentation says what the program does: real output, every command, examples that run."""

from __future__ import annotations

import doctest
import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from claimdb.cli.commands import COMMANDS, CommandGroup

REPOSITORY = Path(__file__).parent.parent
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]


def updating() -> ModuleType:
    """The program that puts real output into the pages."""
    spec = importlib.util.spec_from_file_location("update", REPOSITORY / "docs" / "update.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_output_in_the_pages_is_what_the_program_prints(page: Path) -> None:
    written = page.read_text(encoding="utf-8")
    assert updating().refreshed(written) == written, "run: python docs/update.py"


def test_every_command_has_a_page_entry_and_is_in_the_readme() -> None:
    reference = (REPOSITORY / "docs" / "commands.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"\n## claimdb {name}\n" in reference
        assert f"<!-- output of: claimdb {name} --help -->" in reference
        assert re.search(rf"`(claimdb )?{name}\b", README) or f"$ claimdb {name}" in README


def test_options_are_called_the_same_in_python() -> None:
    import inspect

    import claimdb

    options = {option.name for option in CommandGroup().commands["query"].params}
    parameters = set(inspect.signature(claimdb.Database.query).parameters)
    of_open = set(inspect.signature(claimdb.open).parameters)
    assert options - parameters - of_open == {"format", "count", "db"}
    assert parameters - options == {"self", "origins"}  # a command line shows no objects


def test_the_readme_opens_with_two_lines_that_do_all_their_own_set_up() -> None:
    lines = [line for line in README.splitlines() if line.startswith("python3 -m venv ")]
    assert lines[:2] == [
        "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/claimdb ingest seeds/",
        "python3 -m venv .venv-test && .venv-test/bin/pip install -q '.[test]' && .venv-test/bin/pytest -q",
    ]
    assert README.index(lines[1]) < README.index("\n## ")


def test_links_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_python_examples_of_the_readme(tmp_path: Path) -> None:
    examples = "\n".join(re.findall(r"```python\n(.*?)```", README, re.DOTALL))
    assert examples.count(">>>") > 3
    shutil.copytree(REPOSITORY / "seeds", tmp_path / "seeds")
    (tmp_path / "examples.txt").write_text(examples, encoding="utf-8")
    command = [sys.executable, "-m", "doctest", "-o", "ELLIPSIS", "examples.txt"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_examples_in_docstrings() -> None:
    import claimdb.export

    assert doctest.testmod(claimdb.export).failed == 0
