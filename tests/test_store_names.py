"""Matching names: forgiving, but never the wrong person."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimdb.errors import AmbiguousError, NotFoundError
from claimdb.store.names import Name, fold, match, spelled

PEOPLE = [
    "Ana Silva",
    "João Silva",
    "Jane Doe",
    "Andrey Tarasenko",
    "Zoë Müller-Ørsted",
    "Ian Smith",
    "Ministry of Water",
]
NAMES = [Name(name, name) for name in PEOPLE]
NAMES += [Name("A. Tarasenko", "Andrey Tarasenko"), Name("the minister", "Jane Doe"), Name("Roe", "Jane Doe")]


def found(asked: str, names: list[Name] = NAMES) -> str:
    return match(asked, names, what="speaker")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Jane Doe", "Jane Doe"),
        ("jane DOE", "Jane Doe"),
        ("  doe ", "Jane Doe"),
        ("roe", "Jane Doe"),
        ("The Minister", "Jane Doe"),
        ("joao silva", "João Silva"),
        ("João", "João Silva"),
        ("muller orsted", "Zoë Müller-Ørsted"),
        ("zoe", "Zoë Müller-Ørsted"),
        ("Tarasenko", "Andrey Tarasenko"),
        ("Andrei Tarasenko", "Andrey Tarasenko"),
        ("Tarassenko", "Andrey Tarasenko"),
        ("water", "Ministry of Water"),
        ("ministry water", "Ministry of Water"),
    ],
)
def test_a_name_is_found(asked: str, meant: str) -> None:
    assert found(asked) == meant


@pytest.mark.parametrize(
    "spelling", ["Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskyi", "Zelenskij", "ZELENSKI"]
)
def test_transliterations_of_one_name_are_one(spelling: str) -> None:
    assert found(spelling, [Name("Wolodymyr Zelensky", "Wolodymyr Zelensky")]) == "Wolodymyr Zelensky"


@pytest.mark.parametrize("other", ["Smyth", "Jan Smith", "Johnson", "Dee", "Zilva"])
def test_a_name_that_is_merely_near_is_suggested_at_most(other: str) -> None:
    with pytest.raises(NotFoundError):
        found(other)


def test_several_people_are_listed() -> None:
    with pytest.raises(AmbiguousError) as raised:
        found("silva")
    assert raised.value.candidates == ("Ana Silva", "João Silva")
    assert "Ana Silva, João Silva" in str(raised.value)


def test_a_full_name_wins_over_the_names_it_is_part_of() -> None:
    names = [Name("Silva", "Silva"), *NAMES]
    assert found("silva", names) == "Silva"


def test_those_with_statements_win_over_those_without() -> None:
    assert match("silva", NAMES, what="speaker", in_use=lambda owners: owners[:1]) == "Ana Silva"


@pytest.mark.parametrize(
    ("asked", "near"), [("Silvia", "Ana Silva"), ("Jane Do", "Jane Doe"), ("tarasenka", "Tarasenko")]
)
def test_an_unknown_name_suggests_near_ones(asked: str, near: str) -> None:
    with pytest.raises(NotFoundError, match=near):
        found(asked)


def test_an_unknown_name_with_nothing_near_says_where_to_look() -> None:
    with pytest.raises(NotFoundError, match="claimdb speakers"):
        found("Xuxuxuxuxu")
    with pytest.raises(NotFoundError):
        found("Doe", [])


@given(st.text())
def test_folding_again_changes_nothing_and_any_text_can_be_asked(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    spelled(fold(text))
    with suppress(AmbiguousError, NotFoundError):
        assert found(text) in PEOPLE


@given(st.sampled_from(PEOPLE))
def test_everybody_is_found_by_the_full_name(name: str) -> None:
    assert found(name) == name
    assert found(name.upper()) == name
