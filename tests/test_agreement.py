"""Agreement: Krippendorff's alpha against published values, and what coders' decisions come to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import claimdb
from claimdb.agreement import agreement, alpha

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: the data of A, B and C, one line a coder.
PUBLISHED = [
    (["0100000010", "1110010000"], 0.095),
    (["aabbdcccedda", "babbbccceddd"], 0.692),
    (["123321412...", "1233224125.3", ".3332342251.", "12332441251."], 0.743),
]


def units(lines: list[str]) -> list[list[str]]:
    return [[value for value in column if value != "."] for column in zip(*lines, strict=True)]


@pytest.mark.parametrize(("lines", "expected"), PUBLISHED)
def test_alpha_is_what_was_published(lines: list[str], expected: float) -> None:
    assert alpha(units(lines)) == pytest.approx(expected, abs=0.0005)


def test_the_limits_of_alpha() -> None:
    assert alpha([["a", "a"], ["b", "b"]]) == 1
    assert alpha([["a", "b"], ["b", "a"]]) == pytest.approx(-0.5)
    assert alpha([["a", "a"], ["a", "a"]]) is None
    assert alpha([]) is None
    assert alpha([["a"], ["b"]]) is None


def test_the_share_of_equal_pairs() -> None:
    assert agreement([["a", "a"], ["a", "b"]]) == 0.5
    assert agreement([["a", "a", "b"]]) == pytest.approx(1 / 3)
    assert agreement([["a"]]) is None


@pytest.fixture
def database(press: Path, tmp_path: Path, by_hand: Any) -> Iterator[claimdb.Database]:
    with claimdb.open(tmp_path / "claimdb.db") as opened:
        opened.ingest(press)
        yield opened


def figures(database: claimdb.Database, *coders: str, **filters: Any) -> dict[Any, Any]:
    found = database.review.agreement(*coders, **filters)
    return {(each.coders, each.field): (each.units, each.agreement, each.alpha) for each in found}


def test_coders_are_compared_with_each_other_and_with_the_machine(database: claimdb.Database) -> None:
    rain, river, wind = (record.statement.id for record in database.query())
    for each in (rain, river, wind):
        database.review.decide(each, "accept", coder="ana")
    database.review.decide(rain, "speaker", "Ana Silva", coder="bo")
    database.review.decide(rain, "words", "will rain", coder="bo")
    database.review.decide(rain, "accept", coder="bo")
    database.review.decide(river, "reject", coder="bo")
    database.review.decide(wind, "note", coder="bo", note="later")
    found = figures(database)
    both = ("ana", "bo")
    assert found[both, "statement"] == (2, 0.5, 0.0)
    assert found[both, "speaker"] == (1, 0.0, 0.0)
    assert found[both, "words"][:2] == (1, 0.0)
    assert found[both, "kind"] == (1, 1.0, None)
    assert found[("ana", "machine"), "speaker"][:2] == (3, 1.0)
    assert found[("bo", "machine"), "statement"][:2] == (2, 0.5)
    assert found[("bo", "machine"), "speaker"][:2] == (1, 0.0)
    assert {coders for coders, _ in figures(database, "ana")} == {("ana", "machine")}
    # By the speaker that was found, whatever bo says.
    assert figures(database, "ana", speaker="silva")[("ana", "machine"), "statement"][0] == 1


def test_a_correction_judges_its_field_alone(database: claimdb.Database) -> None:
    rain = next(iter(database.query())).statement.id
    database.review.decide(rain, "kind", "direct", coder="ana")
    database.review.decide(rain, "accept", coder="bo")
    found = figures(database)
    assert found[("ana", "bo"), "kind"][:2] == (1, 0.0)
    assert found[("ana", "bo"), "statement"][0] == 1
    assert found[("ana", "bo"), "speaker"] == (0, None, None)


def test_speakers_who_are_one_agree(database: claimdb.Database) -> None:
    rain = next(iter(database.query())).statement.id
    database.review.decide(rain, "speaker", "J. Doe", coder="ana", new_speaker="person")
    database.review.decide(rain, "speaker", "Jane Doe", coder="bo")
    assert figures(database)[("ana", "bo"), "speaker"][1] == 0.0
    database.merge_speakers("J. Doe", "Jane Doe")
    assert figures(database)[("ana", "bo"), "speaker"][1] == 1.0


def test_three_coders_are_compared_together_and_by_pairs(database: claimdb.Database) -> None:
    for coder in ("ana", "bo", "cy"):
        for record in list(database.query()):
            database.review.decide(record.statement.id, "accept", coder=coder)
    groups = list(dict.fromkeys(coders for coders, _ in figures(database)))
    assert groups == [
        ("ana", "bo", "cy"),
        ("ana", "bo"),
        ("ana", "cy"),
        ("bo", "cy"),
        ("ana", "machine"),
        ("bo", "machine"),
        ("cy", "machine"),
    ]


def test_nobody_and_somebody_unknown(database: claimdb.Database) -> None:
    assert database.review.agreement() == []
    with pytest.raises(claimdb.NotFoundError, match="'eve' has decided on none"):
        database.review.agreement("eve")
