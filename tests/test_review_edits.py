"""Decisions on a text that is edited in any way never go to a statement that they are not about."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import claimdb
from claimdb.model import Corpus, Extraction, Extractor, Span, statement_id
from claimdb.store import opening
from claimdb.store.writing import Writer

SHORT = ("Yes.", "No.", "It is.", "Thank you very much.")
KINDS = ("direct", "mixed", "turn", "authorial")

_number = count()


def sentence(number: int) -> str:
    """A sentence of its own, or, every third time, one that others say too."""
    if number % 3 == 2:
        return SHORT[number % len(SHORT)]
    letters = random.Random(number)
    words = ["".join(letters.choices("abcdefghiklmnoprstuvw", k=6)) for _ in range(7)]
    return " ".join(words).capitalize() + "."


def write(path: Path, make_document: Any, make_statement: Any, numbers: list[int], edited: set[int]) -> None:
    """A document of these sentences; the speaker of each says which one it is."""
    words = [
        sentence(number).replace("a", "o", 2) if number in edited else sentence(number) for number in numbers
    ]
    document = make_document(" ".join(words))
    statements, start = [], 0
    for number, each in zip(numbers, words, strict=True):
        span = Span(start, start + len(each))
        start = span.end + 1
        made = make_statement(document, each, speaker=f"Speaker {number}")
        uid = statement_id(document.sha256, (span,))
        statements.append(replace(made, spans=(span,), sentence_spans=(span,), id=uid))
    engine = opening.create(path)
    extractor = Extractor(str(next(_number)), "by hand", "1", "")
    Writer(engine).write(document, Extraction(extractor, tuple(statements)), corpus=Corpus())
    engine.dispose()


@pytest.mark.parametrize("seed", range(12))
def test_never_to_another_statement(
    tmp_path: Path, make_document: Any, make_statement: Any, seed: int
) -> None:
    chance = random.Random(seed)
    numbers = chance.sample(range(60), 12)
    after = chance.sample(numbers, chance.randint(0, 12)) + chance.sample(range(60, 120), 4)
    if seed % 2:
        after.sort(key=lambda number: numbers.index(number) if number in numbers else chance.randint(0, 12))
    edited = set(chance.sample(numbers, 3))
    path = tmp_path / "claimdb.db"
    write(path, make_document, make_statement, numbers, set())
    with claimdb.open(path) as database:
        decided = {}
        for place, record in enumerate(list(database.query())):
            kind = KINDS[place % len(KINDS)]
            decided[record.statement.speaker] = kind
            database.review.decide(record.statement.id, "kind", kind, coder=f"coder {place}")
    write(path, make_document, make_statement, after, edited)
    found = 0
    with claimdb.open(path) as database:
        for record in database.query():
            placed = database.show(record.statement.id).decisions
            own = decided.get(record.statement.speaker)
            for decision in placed:
                assert decision.words == record.statement.text or decision.how == "near"
                if len(decision.words) > len(max(SHORT, key=len)):
                    assert decision.value == own
                    found += 1
        assert database.verify().problems == ()
    # Where order is as it was, none of those that tell themselves apart is lost.
    assert found >= sum(number in numbers and number % 3 < 2 for number in after) - len(edited) * (
        1 - seed % 2
    )
