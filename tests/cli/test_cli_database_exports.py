"""A file with several articles of a newspaper database: what the commands that read it say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .conftest import Command

LAYOUTS = Path(__file__).parents[1] / "layouts"
SAID = (
    "claimdb: {}: it holds 2 articles of a newspaper database, read as one document without author and date;"
    " save each article in a file of its own\n"
)


@pytest.fixture
def export(tmp_path: Path) -> str:
    shutil.copy(LAYOUTS / "nexis_several.txt", tmp_path / "export.txt")
    return "export.txt"


@pytest.mark.parametrize("command", [("read",), ("extract", "--fast"), ("ingest", "--fast")])
def test_several_articles_in_one_file_are_said_once_in_one_line(
    claimdb: Command, export: str, command: tuple[str, ...]
) -> None:
    ran = claimdb(*command, export)
    assert (ran.status, ran.err) == (0, SAID.format(export))


def test_one_article_is_read_without_a_word(claimdb: Command, tmp_path: Path) -> None:
    shutil.copy(LAYOUTS / "nexis.txt", tmp_path / "one.txt")
    ran = claimdb("read", "one.txt")
    assert (ran.status, ran.err) == (0, "")
