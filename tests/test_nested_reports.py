"""What somebody is said to have said, inside another's turn: which words, and where they end."""

from __future__ import annotations

import pytest

import claimdb
from claimdb import Statement


def nested(told: str) -> list[Statement]:
    """The statements inside the turn of somebody who tells ``told``."""
    text = f"Interview with Jane Doe\n\nTomas Roe: What happened then?\n\nJane Doe: {told}\n"
    text += "\nTomas Roe: And today?\n\nJane Doe: Today the harbour is open.\n"
    return [s for s in claimdb.extract(text) if s.nested_in is not None]


def said(told: str) -> dict[str, str | None]:
    return {s.text: s.speaker for s in nested(told)}


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("The fishermen said, leave us alone. We don't want your pumps.", "We don't want your pumps"),
        ("The mayor said, no, no. You have to wait until spring.", "You have to wait until spring"),
        (
            "The council declared that the harbour must stay open. And that the boats must be repaired.",
            "the boats must be repaired",
        ),
    ],
)
def test_words_told_without_quotation_marks_go_on(told: str, words: str) -> None:
    assert words in said(told)


@pytest.mark.parametrize(
    "own",
    [
        "I left the room.",
        "I hope they are not angry with me.",
        "We asked them about the boats.",
        "So we waited for a week.",
        "Absolutely arrogant answer.",
    ],
)
def test_the_narrators_own_sentence_is_not_the_others(own: str) -> None:
    told = said(f"The fishermen said, leave us alone. {own}")
    assert not any(own.rstrip(".") in words for words in told)


@pytest.mark.parametrize(
    "told",
    [
        "The mayor said something about the boats that had been repaired.",
        "The council discussed the people who would be in the new office.",
        "They never said how the pumps had failed.",
    ],
)
def test_a_thing_talked_about_is_no_statement(told: str) -> None:
    assert nested(told) == []


def test_what_somebody_is_told_to_do_is_a_statement() -> None:
    assert said("The mayor came to us and told the fishermen to repair their boats.")["to repair their boats"]


def test_what_is_held_to_somebody_is_of_who_spoke_last_named_or_not() -> None:
    text = (
        "ANA SILVA: Good evening to all of you.\n\nTOM ROE: Good evening.\n\n"
        "RESIDENT: Nobody ever asked us about the dam.\n\n"
        "ANA SILVA: So you're saying that there was no meeting at all?\n\nRESIDENT: None.\n"
    )
    held = {s.text: s.speaker for s in claimdb.extract(text) if s.nested_in}
    assert held["there was no meeting at all"] == "Resident"
