"""Small documents in the layouts of real ones, each with what reading it should give beside it."""

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

FOLDER = Path(__file__).parent / "layouts"
VALUES = ("kind", "title", "author", "published", "publisher", "language", "url")
LAYOUTS = sorted(path.name.removesuffix(".txt") for path in FOLDER.glob("*.txt"))


def layout(name: str) -> tuple[Document, Mapping[str, Any]]:
    expected: dict[str, Any] = json.loads((FOLDER / f"{name}.expected.json").read_text(encoding="utf-8"))
    return read(FOLDER / f"{name}.txt"), expected


def words(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def blocks_at(document: Document, phrase: str) -> list[Block]:
    start = document.text.index(phrase)
    return [b for b in document.blocks if b.start < start + len(phrase) and start < b.end]


def turns(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.role == "turn" and not block.continues]


@pytest.mark.parametrize("name", LAYOUTS)
def test_what_the_document_says_of_itself(name: str) -> None:
    document, expected = layout(name)
    shown = {key: getattr(document, key) for key in VALUES if key in expected}
    assert shown == {key: expected[key] for key in VALUES if key in expected}


@pytest.mark.parametrize("name", LAYOUTS)
def test_turns(name: str) -> None:
    document, expected = layout(name)
    spoken = Counter(block.speaker or f"[{block.label}]" for block in turns(document))
    assert dict(spoken) == expected["turns"]
    if "times" in expected:
        assert [block.timestamp for block in turns(document)] == expected["times"]
    if "ends" in expected:
        assert [block.until for block in turns(document)] == expected["ends"]


@pytest.mark.parametrize("name", LAYOUTS)
def test_nothing_is_stated_by_furniture(name: str) -> None:
    document, expected = layout(name)
    for phrase in expected["furniture"]:
        roles = {block.role for block in blocks_at(document, phrase)}
        assert roles <= {"metadata", "boilerplate", "heading"}, phrase
    headings = [words(document, block) for block in document.blocks if block.role == "heading"]
    assert [each for each in expected.get("headings", ()) if each not in headings] == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_words_that_are_said(name: str) -> None:
    document, expected = layout(name)
    for phrase, speaker in expected["statements"]:
        for block in blocks_at(document, phrase):
            said = block.speaker if block.role == "turn" else claimdb.AUTHOR
            assert block.role in ("turn", "paragraph", "list item"), phrase
            assert said == speaker, phrase
