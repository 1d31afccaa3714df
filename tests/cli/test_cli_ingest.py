"""``claimdb ingest`` and ``claimdb extract``: what is printed, what fails, what an interruption leaves."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from .conftest import HARBOUR, Command


@pytest.fixture
def press(folder: Path, tmp_path: Path) -> Path:
    """The documents in a folder of the test's own."""
    return Path(shutil.copytree(folder / "press", tmp_path / "press"))


def test_what_is_new_is_summed_up_by_document_and_by_speaker(claimdb: Command, press: Path) -> None:
    ran = claimdb("ingest", "press")
    assert (ran.status, ran.err) == (0, "")
    by_document, by_speaker, last = ran.out.split("\n\n")
    assert by_document.splitlines()[0].split() == ["DOCUMENT", "WHAT", "STATEMENTS"]
    assert [line.split()[:2] for line in by_document.splitlines()[1:]] == [
        ["press/harbour.txt", "added"],
        ["press/interview.txt", "added"],
    ]
    assert by_speaker.splitlines()[0].split() == ["SPEAKER", "STATEMENTS"]
    assert any(line.startswith("Ana Silva") and "#" in line for line in by_speaker.splitlines())
    assert "statements in 2 documents" in last
    assert "claimdb query" in last


def test_again_changes_nothing_and_says_so(process: Command, archive: Path) -> None:
    before = (archive / "claimdb.db").read_bytes()
    ran = process("ingest", "press", cwd=archive)
    assert ran == (0, "Nothing new: 2 documents unchanged.\n", "")
    assert (archive / "claimdb.db").read_bytes() == before


def test_a_changed_file_adds_a_version(claimdb: Command, press: Path) -> None:
    assert claimdb("ingest", "press").status == 0
    (press / "harbour.txt").write_text(HARBOUR + "\nAna Silva said that it rained.\n", encoding="utf-8")
    ran = claimdb("ingest", "press")
    assert ran.status == 0
    assert ran.out.splitlines()[1].split()[:3] == ["press/harbour.txt", "new", "version"]
    assert "1 document, 1 more unchanged" in ran.out


def test_what_fails_is_named_with_the_reason_and_the_rest_goes_in(claimdb: Command, press: Path) -> None:
    (press / "binary.txt").write_bytes(bytes(range(256)) * 4)
    (press / "empty.txt").touch()
    ran = claimdb("ingest", "missing.txt", "press")
    assert ran.status == 1
    assert "press/harbour.txt" in ran.out
    failures = ran.err.splitlines()
    assert len(failures) == 3
    assert failures[0].startswith("claimdb: missing.txt: ")
    assert failures[1].startswith("claimdb: press/binary.txt: ")
    assert failures[2].startswith("claimdb: press/empty.txt: ")
    assert claimdb("verify").status == 0


def test_nothing_to_read_makes_no_database(claimdb: Command, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    ran = claimdb("ingest", "nothing")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("claimdb: nothing: ")
    assert not (tmp_path / "claimdb.db").exists()


def test_a_model_that_is_not_installed(claimdb: Command, press: Path) -> None:
    for command in ("ingest", "extract"):
        ran = claimdb(command, "press", "--model", "en_no_such_model")
        assert (ran.status, ran.out) == (1, "")
        assert ran.err.startswith("claimdb: ")
        assert "en_no_such_model" in ran.err
        assert "pip install" in ran.err
        assert ran.err.count("\n") == 1


def test_a_mistake_in_the_corpus_file_is_named_with_its_line(claimdb: Command, press: Path) -> None:
    corpus = press / "claimdb.toml"
    corpus.write_text(
        corpus.read_text(encoding="utf-8") + "\n[[speakers]]\nnmae = 'Jane'\n", encoding="utf-8"
    )
    ran = claimdb("ingest", "press")
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "claimdb.toml" in ran.err
    assert "nmae" in ran.err


def test_a_folder_that_cannot_be_written(process: Command, press: Path, tmp_path: Path) -> None:
    ran = process("ingest", press, "--db", tmp_path / "no" / "such" / "claimdb.db", cwd=tmp_path)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("claimdb: ")
    assert ran.err.count("\n") == 1


def test_extract_prints_what_ingest_keeps(ask: Command) -> None:
    ran = ask("extract", "press", "--format", "jsonl")
    assert (ran.status, ran.err) == (0, "")
    extracted = [json.loads(line) for line in ran.out.splitlines()]
    kept = [json.loads(line) for line in ask("query", "--format", "jsonl").out.splitlines()]
    assert [each["id"] for each in extracted] == [each["id"] for each in kept]
    assert [each | extracted[place] for place, each in enumerate(kept)] == kept


def test_extract_as_a_table_and_from_standard_input(process: Command, tmp_path: Path) -> None:
    ran = process("extract", "-", cwd=tmp_path, stdin=b'"It rained," Jane Doe said.\n')
    assert (ran.status, ran.err) == (0, "")
    heading, line = ran.out.splitlines()
    assert heading.split()[:2] == ["ID", "SPEAKER"]
    assert "Jane Doe" in line
    assert line.endswith('"It rained,"')


def heed_interrupts() -> None:
    """What a shell runs in the background is started deaf to them, and so are its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def documents_in(database: Path) -> int:
    """How many documents are in, asked so quickly that the ingest cannot be through by then."""
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM document").fetchone()[0])
    except sqlite3.Error:
        return 0


def test_ctrl_c_leaves_whole_documents_and_the_next_run_goes_on(claimdb: Command, tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    # Many times what is extracted at once, so that the first is in long before the last.
    for number in range(80):
        (many / f"{number:03}.txt").write_text(f"Number {number}.\n\n" + HARBOUR * 40, encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "claimdb", "ingest", "--fast", "many"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,
    )
    while running.poll() is None and not documents_in(tmp_path / "claimdb.db"):
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate()
    assert (running.returncode, out) == (130, b"")
    assert err.decode().startswith("claimdb: interrupted: what was done is kept")
    assert err.count(b"\n") == 1
    assert claimdb("verify").status == 0
    done = len(claimdb("documents").out.splitlines()) - 1
    assert 0 < done < 80
    assert f"in {80 - done} documents, {done} more unchanged." in claimdb("ingest", "--fast", "many").out


def test_a_name_that_is_no_text(process: Command, tmp_path: Path) -> None:
    name = os.fsdecode(b"b\xff.txt")
    try:
        (tmp_path / name).write_text('"It rained," Jane Doe said.\n')
    except OSError:
        pytest.skip("this file system takes no such name")
    ran = process("extract", ".", "--format", "JSONL", cwd=tmp_path, env={"PYTHONIOENCODING": "ascii"})
    assert (ran.status, ran.err) == (0, "")
    assert json.loads(ran.out)["document"] == "b\\udcff.txt"  # shown, as no text can hold it
    refused = process("ingest", ".", cwd=tmp_path)
    assert (refused.status, refused.out, refused.err.count("\n")) == (1, "", 1)


def test_a_path_that_is_missing_is_named_as_it_was_typed(claimdb: Command, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for command in (
        ("ingest", "no/folder", "--db", "deep/x.db"),
        ("extract", "no/folder"),
        ("read", "no/folder"),
    ):
        ran = claimdb(*command)
        assert (ran.status, ran.err) == (1, "claimdb: no/folder: there is no such file or folder\n")
