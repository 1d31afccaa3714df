"""Small documents of every format, shaped as real ones, each with what reading it should give beside it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import claimdb
from claimdb.model import Block, Document
from claimdb.reading import read

FOLDER = Path(__file__).parent / "formats"
VALUES = ("kind", "title", "author", "published", "publisher", "language", "url", "encoding", "reader")
FILES = sorted(
    path.name
    for path in FOLDER.iterdir()
    if path.suffix not in (".py", ".pyc") and not path.name.endswith(".expected.json") and path.is_file()
)
READ = [name for name in FILES if not name.startswith("refused_")]


def expected_of(name: str) -> Mapping[str, Any]:
    path = (FOLDER / name).with_suffix(".expected.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def words(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def blocks_at(document: Document, phrase: str) -> list[Block]:
    """The blocks that hold any of the words of a phrase, paragraphs' ends in it set aside."""
    plain = " ".join(document.text.split())
    assert " ".join(phrase.split()) in plain, phrase
    places = [index for index, character in enumerate(document.text) if not character.isspace()]
    dense = "".join(character for character in document.text if not character.isspace())
    wanted = "".join(phrase.split())
    at = dense.index(wanted)
    start, end = places[at], places[at + len(wanted) - 1] + 1
    return [block for block in document.blocks if block.start < end and start < block.end]


def turns(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.role == "turn" and not block.continues]


def check(document: Document) -> None:
    """The promises of every reader: in range, in order, no overlap, nothing but white space between."""
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        assert not document.text[end : block.start].strip()
        assert words(document, block) == words(document, block).strip()
        end = block.end
    assert not document.text[end:].strip()


@pytest.mark.parametrize("name", READ)
def test_blocks_hold_all_words_in_order(name: str) -> None:
    document = read(FOLDER / name)
    check(document)
    assert document == read(FOLDER / name)


@pytest.mark.parametrize("name", READ)
def test_what_the_document_says_of_itself(name: str) -> None:
    document, expected = read(FOLDER / name), expected_of(name)
    assert {key: getattr(document, key) for key in VALUES if key in expected} == {
        key: expected[key] for key in VALUES if key in expected
    }


@pytest.mark.parametrize("name", READ)
def test_turns(name: str) -> None:
    document, expected = read(FOLDER / name), expected_of(name)
    found = turns(document)
    if "turns" in expected:
        assert dict(Counter(block.speaker or f"[{block.label}]" for block in found)) == expected["turns"]
    if "labels" in expected:
        assert [block.label for block in found] == expected["labels"]
    if "times" in expected:
        assert [block.timestamp for block in found] == expected["times"]
    if "ends" in expected:
        assert [block.until for block in found] == expected["ends"]


@pytest.mark.parametrize("name", READ)
def test_nothing_is_stated_by_furniture(name: str) -> None:
    document, expected = read(FOLDER / name), expected_of(name)
    for phrase in expected.get("furniture", ()):
        roles = {block.role for block in blocks_at(document, phrase)}
        assert roles <= {"metadata", "boilerplate", "heading"}, phrase
    for phrase in expected.get("absent", ()):
        assert phrase not in document.text
    stated = [words(document, b) for b in document.blocks if b.role in ("paragraph", "turn", "list item")]
    for phrase in expected.get("once", ()):
        assert sum(each.count(phrase) for each in stated) <= 1, phrase
        assert phrase in document.text
    headings = [words(document, block) for block in document.blocks if block.role == "heading"]
    assert [each for each in expected.get("headings", ()) if each not in headings] == []


@pytest.mark.parametrize("name", READ)
def test_words_that_are_said(name: str) -> None:
    document, expected = read(FOLDER / name), expected_of(name)
    for phrase, speaker in expected.get("statements", ()):
        for block in blocks_at(document, phrase):
            said = block.speaker if block.role == "turn" else claimdb.AUTHOR
            assert (block.role in ("turn", "paragraph", "list item"), said) == (True, speaker), phrase
    for phrase, label in expected.get("said", ()):
        found = blocks_at(document, phrase)
        assert [(block.role, block.label) for block in found] == [("turn", label)] * len(found), phrase
