"""Tables of utterances, and tables that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

import claimdb
from claimdb.reading import read


def made(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.csv",
            "Speaker,Start Time,Text\r\nAna Silva,0:01,The port is open.\r\nTom Brown,0:05,It was not.\r\n",
        ),
        ("a.tsv", "time\twho\tutterance\n0:01\tAna Silva\tThe port is open.\n0:05\tTom Brown\tIt was not.\n"),
        ("a.txt", "name;content;start (s)\nAna Silva;The port is open.;1\nTom Brown;It was not.;5\n"),
        (
            "a.csv",
            "\ufeffText,Time,Speaker\nThe port is open.,0:01 - 0:04,Ana Silva\nIt was not.,0:05,Tom Brown",
        ),
    ],
)
def test_columns_are_told_by_their_names(tmp_path: Path, name: str, text: str) -> None:
    document = read(made(tmp_path, name, text))
    turns = [block for block in document.blocks if block.role == "turn"]
    assert [(turn.speaker, turn.timestamp) for turn in turns] == [
        ("Ana Silva", "00:00:01"),
        ("Tom Brown", "00:00:05"),
    ]
    assert [document.text[turn.start : turn.end] for turn in turns] == ["The port is open.", "It was not."]


@pytest.mark.parametrize(
    "text",
    [
        "station,time,line\nNorth,10:02,4\nSouth,10:15,12\nWest,10:31,4\n",
        "year,catch\n1990,12\n1991,14\n",
        "Text, time and place were the three things she asked for.\nNobody had them.\n",
        "speaker,text\n",
    ],
)
def test_what_is_no_transcript_is_read_as_text(tmp_path: Path, text: str) -> None:
    document = read(made(tmp_path, "a.csv", text))
    assert document.text == text
    assert not any(block.role == "turn" for block in document.blocks)


def test_a_row_without_a_speaker_has_none_and_a_paragraph_alone_goes_on(tmp_path: Path) -> None:
    text = (
        "speaker,time,text\nAna Silva,0:01,The port is open.\n,,It opened on Monday.\n,0:09,That is not so.\n"
    )
    document = read(made(tmp_path, "a.csv", text))
    spoken = {document.text[b.start : b.end]: b.speaker for b in document.blocks if b.role == "turn"}
    assert spoken == {"The port is open. It opened on Monday.": "Ana Silva", "That is not so.": None}


@pytest.mark.parametrize("mark", ['"', '""', '"""'])
def test_odd_quotation_marks_lose_no_row(tmp_path: Path, mark: str) -> None:
    rows = "".join(f"Ana Silva,0:{second:02d},Ship {second} is in.\n" for second in range(10, 40))
    document = read(made(tmp_path, "a.csv", f"speaker,time,text\nTom Brown,0:01,{mark}Where is it\n{rows}"))
    assert all(f"Ship {second} is in." in document.text for second in range(10, 40))
    assert "Where is it" in document.text


def test_a_folder_is_searched_for_tables(tmp_path: Path) -> None:
    made(tmp_path, "a.csv", "speaker,text\nAna Silva,The port is open.\nTom Brown,It was not.\n")
    assert [path.name for path in claimdb.reading.find_files([tmp_path])] == ["a.csv"]


@pytest.mark.parametrize(
    "text",
    [
        "speaker,text\nJane,Well I said so, and I meant it, too.\nBob,No, you did not.\n",
        'Name, Speech\n\n"It is well," he said. "I am, too, well."\n\nNobody knew, why, said Jane Doe.\n',
        "Speaker,Transcript,Video\n\nThe minister said that all was well. He left at noon.\n\nShare,Print\n",
        'speaker,text\nJane,"Well, I said so."\nBob,"No "really" not."\nJane,"Yes, I did, and more."\n',
    ],
)
def test_no_word_is_lost_of_a_table_or_of_what_looks_like_one(tmp_path: Path, text: str) -> None:
    document = read(made(tmp_path, "a.csv", text))
    shown = " ".join(document.text[block.start : block.end] for block in document.blocks)
    for word in text.replace('"', " ").replace(",", " ").split()[3:]:
        assert word.strip(".") in shown


def test_a_row_that_only_names_somebody_says_nothing(tmp_path: Path) -> None:
    text = "speaker,text\nJane,Well I said so.\nEve,\nBob,\nJane,And more of it.\n"
    document = read(made(tmp_path, "a.csv", text))
    said = [document.text[b.start : b.end] for b in document.blocks if b.role == "turn"]
    assert all("Eve" not in words and "Bob" not in words for words in said)
