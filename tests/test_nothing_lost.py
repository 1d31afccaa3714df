"""Killed, out of room, or many at once: the database opens, is sound, and goes on; what was told stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")


def survives(what: str, folder: Path, points: int) -> None:
    killing = [sys.executable, HERE / "killing.py", what, folder, str(points), "20240212"]
    done = subprocess.run(killing, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("what", ["ingest", "review", "prune"])
def test_killed_at_fifty_points(what: str, tmp_path: Path) -> None:
    survives(what, tmp_path, 50)


def test_the_disk_is_full(tmp_path: Path) -> None:
    survives("full", tmp_path, 16)


def test_two_write_and_five_read_at_once(tmp_path: Path) -> None:
    survives("crowd", tmp_path, 4)
