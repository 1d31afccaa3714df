"""On a terminal and in a pipe: colours, width, progress, closed pipes and full disks."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from pathlib import Path

import pytest

from claimdb.cli.ingest import Pace
from claimdb.ingesting import Progress

from .conftest import Command

COLOUR = re.compile(r"\x1b\[[0-9;]*(?:3[0-7]|9[0-7]|38)[0-9;]*m")
STYLE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def on_terminal(*arguments: str, cwd: Path, columns: int = 80, env: Mapping[str, str] | None = None) -> str:
    """What a person sees who runs the command on a terminal: both outputs as they come."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    running = subprocess.Popen(
        [sys.executable, "-m", "claimdb", *arguments],
        cwd=cwd,
        env=os.environ | {"TERM": "xterm-256color"} | (env or {}),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        seen += part
    os.close(ours)
    running.wait()
    return seen.decode().replace("\r\n", "\n")


def test_a_terminal_gets_colours_within_its_width(archive: Path) -> None:
    for columns in (50, 80, 132):
        seen = on_terminal("query", cwd=archive, columns=columns)
        assert COLOUR.search(seen)
        lines = STYLE.sub("", seen).splitlines()
        assert max(map(len, lines)) <= columns
        assert "We will not sign this treaty" in " ".join(" ".join(lines).split()) or columns == 50


def test_no_color(archive: Path) -> None:
    for command in (["query"], ["stats"]):
        seen = on_terminal(*command, cwd=archive, env={"NO_COLOR": "1"})
        assert not COLOUR.search(seen)


def test_columns_set_the_width(archive: Path) -> None:
    seen = on_terminal("query", cwd=archive, columns=132, env={"COLUMNS": "60"})
    assert max(map(len, STYLE.sub("", seen).splitlines())) <= 60


def test_a_dumb_terminal_gets_plain_text(archive: Path) -> None:
    assert "\x1b" not in on_terminal("query", cwd=archive, env={"TERM": "dumb"})


def test_a_pipe_gets_plain_text_that_is_never_wrapped(process: Command, archive: Path) -> None:
    for command in (["query"], ["speakers"]):
        narrow = process(*command, cwd=archive, env={"COLUMNS": "20"})
        assert narrow == process(*command, cwd=archive, env={"COLUMNS": "200"})
        assert "\x1b" not in narrow.out


def test_data_is_not_decorated_on_a_terminal_either(archive: Path) -> None:
    for form in ("csv", "jsonl", "markdown"):
        assert "\x1b" not in on_terminal("query", "--format", form, cwd=archive)


def test_data_cannot_act_on_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "evil.txt").write_text('"It \x1b[31mrained," Jane Doe said.\n')
    on_terminal("ingest", "evil.txt", cwd=tmp_path)
    for form in ("table", "csv", "jsonl", "markdown"):
        seen = on_terminal("query", "--format", form, "--kind", "direct", cwd=tmp_path, env={"NO_COLOR": "1"})
        assert "\x1b[31m" not in seen
        assert "rained" in seen


def test_the_time_left_is_told_by_bytes_once_it_can_be() -> None:
    times = iter([100.0, 101.0, 110.0])
    pace = Pace(lambda: next(times))
    assert pace.told(Progress(1, 4, "a", 1000, 101_000)) == "1/4 files  a"
    assert pace.told(Progress(2, 4, "b", 11_000, 101_000)) == "2/4 files  10.0 kB/s  b"
    assert pace.told(Progress(3, 4, "c", 21_000, 101_000)) == "3/4 files  2.0 kB/s  0:00:40 left  c"


def test_progress_goes_to_the_terminal_and_leaves_no_trace(folder: Path, tmp_path: Path) -> None:
    seen = on_terminal("ingest", str(folder / "press"), cwd=tmp_path)
    assert "2/2 files" in seen
    assert "loading the language model…" in seen
    assert "?" not in STYLE.sub("", seen)
    assert "statements in 2 documents" in seen


def test_show_marks_by_style_on_a_terminal(archive: Path, process: Command) -> None:
    line = process("query", "--kind", "direct", "--limit", "1", cwd=archive).out.splitlines()[-1]
    seen = on_terminal("show", line.split(" ")[0], cwd=archive)
    assert "⟦" not in seen
    assert re.search(r"\x1b\[1m[^\x1b]*We will not sign", seen)


def test_show_marks_by_brackets_where_there_are_no_colours(archive: Path, process: Command) -> None:
    line = process("query", "--kind", "direct", "--limit", "1", cwd=archive).out.splitlines()[-1]
    seen = on_terminal("show", line.split(" ")[0], cwd=archive, env={"NO_COLOR": "1"})
    assert "⟦" in seen
    assert "⟫" in seen


@pytest.mark.parametrize("columns", [50, 60, 80])
def test_a_narrow_terminal_breaks_no_word(archive: Path, process: Command, columns: int) -> None:
    line = process("query", "--kind", "direct", "--limit", "1", cwd=archive).out.splitlines()[-1]
    id = line.split(" ")[0]
    for command in (["show", id], ["stats"]):
        plain = set(process(*command, cwd=archive).out.replace("\n", " ").split())
        seen = STYLE.sub("", on_terminal(*command, cwd=archive, columns=columns, env={"NO_COLOR": "1"}))
        words = {word for word in seen.split() if not re.search(r"[─█▏▎▍▌▋▊▉]", word)}
        assert {word.casefold() for word in words} <= {word.casefold() for word in plain} | {"(--topics)"}


def test_stats_on_a_narrow_terminal_shows_fewer_topics_and_every_name(archive: Path) -> None:
    for columns in (40, 60, 80):
        seen = STYLE.sub("", on_terminal("stats", cwd=archive, columns=columns))
        assert "Speaker" in seen
        assert "Statements" in seen
        assert "Tomás Novák" in seen
    assert "Tomás Novák" in on_terminal("stats", cwd=archive, columns=30)


@pytest.mark.parametrize("command", [["query"], ["export", "-"], ["extract", "press", "--format", "jsonl"]])
def test_a_closed_pipe_is_no_error_to_speak_of(archive: Path, command: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "claimdb", *command], cwd=archive, stdout=writer, stderr=subprocess.PIPE
    )
    os.close(writer)
    assert done.stderr == b""
    assert done.returncode == 141


def test_a_full_disk_is_one_line(archive: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no /dev/full on this system")
    with full.open("w") as disk:
        done = subprocess.run(
            [sys.executable, "-m", "claimdb", "query"], cwd=archive, stdout=disk, stderr=subprocess.PIPE
        )
    assert done.returncode == 1
    assert done.stderr.decode() == "claimdb: no space left on device\n"


def test_an_encoding_that_lacks_the_characters(process: Command, archive: Path) -> None:
    ran = process("speakers", cwd=archive, env={"PYTHONIOENCODING": "ascii"})
    assert ran.status == 0
    assert "Tom\\xe1s Nov\\xe1k" in ran.out
