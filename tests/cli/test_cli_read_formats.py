"""``claimdb read`` of documents of every format: each read, or named with the reason, in one run."""

from __future__ import annotations

import json
from pathlib import Path

from .conftest import Command

FOLDER = Path(__file__).parent.parent / "formats"


def test_a_folder_of_every_format(claimdb: Command) -> None:
    ran = claimdb("read", FOLDER, "--format", "jsonl")
    records = [json.loads(line) for line in ran.out.splitlines()]
    documents = [each for each in records if each["record"] == "document"]
    readers = {each["reader"] for each in documents}
    plain = {"captions 1", "json 1", "mail 1", "table 1", "timed lines 1"}
    assert readers == {"html 1", "pdf 1", "docx 1", "odt 1", "rtf 1", *plain}
    expected = {path.name.removesuffix(".expected.json") for path in FOLDER.glob("*.expected.json")}
    read = {Path(each["path"]).stem for each in documents}
    assert expected <= read
    refused = [line for line in ran.err.splitlines() if "refused_" in line]
    assert ran.status == 1
    assert len(refused) == 2
    assert "it needs OCR first" in ran.err
    assert "encrypted" in ran.err
    assert "Traceback" not in ran.err


def test_times_and_speakers_of_captions(claimdb: Command) -> None:
    ran = claimdb("read", FOLDER / "voices.vtt", "--format", "jsonl")
    _, *blocks = (json.loads(line) for line in ran.out.splitlines())
    turns = [(each["speaker"], each["timestamp"], each["until"]) for each in blocks if each["role"] == "turn"]
    assert turns[0] == ("Jane Doe", "00:00:01", "00:00:06")
