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
NAMES = [Name(name, name, person=name != "Ministry of Water") for name in PEOPLE]
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


def test_a_single_name_means_everybody_who_bears_it_unless_written_exactly() -> None:
    names = [Name("Roe", "Roe", person=True), *NAMES, Name("Maria Roe", "Maria Roe", person=True)]
    assert found("Roe", names) == "Roe"
    for asked in ("roe", "ROE"):
        with pytest.raises(AmbiguousError) as raised:
            found(asked, names)
        assert raised.value.candidates == ("Roe", "Jane Doe", "Maria Roe")


def test_a_full_name_of_two_words_wins_over_the_names_it_is_part_of() -> None:
    assert found("jane doe", [Name("Jane Doe Santos", "Jane Doe Santos", person=True), *NAMES]) == "Jane Doe"


def test_a_body_with_somebodys_name_in_it_does_not_stand_in_the_way() -> None:
    names = [Name("the Roe administration", "the Roe administration"), *NAMES]
    assert found("roe", names) == "Jane Doe"


@pytest.mark.parametrize("asked", ["J. Doe", "j doe", "A Tarasenko"])
def test_initials_and_surname_are_enough(asked: str) -> None:
    names = [Name(name, name, person=True) for name in PEOPLE]
    assert found(asked, names) in ("Jane Doe", "Andrey Tarasenko")


@pytest.mark.parametrize("asked", ["M. Doe", "Doe J.", "J. Silvia"])
def test_other_initials_are_somebody_else(asked: str) -> None:
    with pytest.raises(NotFoundError):
        found(asked)


def test_those_with_statements_win_over_those_without_and_are_listed_with_their_number() -> None:
    assert match("silva", NAMES, what="speaker", counts=lambda owners: {owners[0]: 3}) == "Ana Silva"
    with pytest.raises(AmbiguousError, match=r"Ana Silva \(3\), João Silva \(3\)"):
        match("silva", NAMES, what="speaker", counts=lambda owners: dict.fromkeys(owners, 3))


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("negotiation", "negotiations"), ("harbours", "harbour"), ("sanct", "food-sanctions")],
)
def test_the_beginning_of_a_topic_is_enough(asked: str, meant: str) -> None:
    names = [Name(name, name) for name in ("negotiations", "harbour", "food-sanctions")]
    assert match(asked, names, what="topic", beginnings=True) == meant


def test_a_name_much_farther_than_the_nearest_is_not_suggested() -> None:
    with pytest.raises(NotFoundError) as raised:
        found(
            "Selenski", [Name(each, each) for each in ("Wolodymyr Zelensky", "Boris Yelensen", "Belinskaya")]
        )
    assert str(raised.value).endswith("near: Wolodymyr Zelensky")


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
