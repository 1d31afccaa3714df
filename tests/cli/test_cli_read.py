"""``claimdb read``: the structure of documents as a table and as JSON, and words that are never markup."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Command

HOSTILE = 'Red \x1b[31malert\x1b[0m [bold]said[/bold] :smile: \x9b31m "[T]he end," Ana Silva said.\n'


def test_jsonl_is_a_document_and_its_blocks_with_their_words(claimdb: Command, folder: Path) -> None:
    ran = claimdb("read", "press/harbour.txt", "--format", "jsonl", cwd=folder)
    assert (ran.status, ran.err) == (0, "")
    document, *blocks = map(json.loads, ran.out.splitlines())
    text = (folder / "press" / "harbour.txt").read_text(encoding="utf-8")
    assert (document["record"], document["path"], document["characters"]) == (
        "document",
        "press/harbour.txt",
        len(text),
    )
    assert document["title"] == "The Talks on the Harbour"
    assert {block["record"] for block in blocks} == {"block"}
    assert all(text[block["start"] : block["end"]] == block["text"] for block in blocks)
    assert [block["role"] for block in blocks].count("paragraph") == 3


def test_a_folder_is_read_with_its_corpus_file(claimdb: Command, folder: Path) -> None:
    ran = claimdb("read", "press", "--format", "jsonl", cwd=folder)
    records = [json.loads(line) for line in ran.out.splitlines()]
    interview = next(each for each in records if each.get("path") == "press/interview.txt")
    assert (interview["kind"], interview["published"]) == ("transcript", "2024-03-01")
    turn = next(each for each in records if each.get("timestamp") == "00:00:07")
    assert (turn["role"], turn["speaker"]) == ("turn", "Tomás Novák")


def test_a_table_has_a_line_for_each_block(claimdb: Command, folder: Path) -> None:
    ran = claimdb("read", "press/interview.txt", cwd=folder)
    assert (ran.status, ran.err) == (0, "")
    heading = next(line for line in ran.out.splitlines() if line.startswith("START"))
    assert heading.split() == ["START", "END", "ROLE", "WHO", "TEXT"]
    turn = next(line for line in ran.out.splitlines() if "00:00:07 Tomás" in line)
    assert "I want it [and] I say so." in turn


def test_standard_input(process: Command, tmp_path: Path) -> None:
    ran = process("read", "-", "--format", "jsonl", cwd=tmp_path, stdin="“Да,” Ana Silva said.\n".encode())
    document, block = map(json.loads, ran.out.splitlines())
    assert (ran.status, document["path"], block["text"]) == (0, "-", "“Да,” Ana Silva said.")


def test_standard_input_that_is_no_text(process: Command, tmp_path: Path) -> None:
    ran = process("read", "-", cwd=tmp_path, stdin=b"caf\xe9")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == "claimdb: -: standard input is not UTF-8 (byte 3)\n"


def test_what_cannot_be_read_is_named_and_the_rest_is_read(claimdb: Command, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("It rained, Ana Silva said.\n")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "empty.txt").touch()
    (tmp_path / "nothing").mkdir()
    ran = claimdb("read", "missing.txt", "empty.txt", "binary.txt", "nothing", "good.txt")
    assert ran.status == 1
    assert "It rained" in ran.out
    lines = ran.err.splitlines()
    assert len(lines) == 4
    for line, name in zip(lines, ("missing.txt", "empty.txt", "binary.txt", "nothing"), strict=True):
        assert line.startswith(f"claimdb: {name}: ")


@pytest.mark.parametrize("terminal", ["", "1"])
def test_words_of_documents_are_never_markup_nor_act_on_the_terminal(
    process: Command, tmp_path: Path, terminal: str
) -> None:
    ran = process(
        "read",
        "-",
        cwd=tmp_path,
        env={"TTY_COMPATIBLE": terminal, "NO_COLOR": "1", "COLUMNS": "200"},
        stdin=HOSTILE.encode(),
    )
    assert ran.status == 0
    assert "Red ␛[31malert␛[0m [bold]said[/bold] :smile: \ufffd31m" in ran.out
    assert '"[T]he end,"' in ran.out
    assert "\x9b" not in ran.out


def test_json_keeps_the_words_as_they_are(process: Command, tmp_path: Path) -> None:
    ran = process("read", "-", "--format", "jsonl", cwd=tmp_path, stdin=HOSTILE.encode())
    _, block = map(json.loads, ran.out.splitlines())
    assert block["text"] == HOSTILE.strip()
