"""Turns under labels that name a part and nobody."""

from __future__ import annotations

import pytest

import claimdb

TALK = """\
Morning Show

{one}: Good morning. The ferry is late again, and nobody knows why it is.

{other}: It is late because the council will not pay.

{one}: Is that so?

{other}: It is so.
"""


def speakers(one: str, other: str) -> set[tuple[str | None, str | None]]:
    found = claimdb.extract(TALK.format(one=one, other=other), fast=True)
    return {(each.speaker, each.speaker_kind) for each in found if each.nested_in is None}


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("HOST", "Host"),
        ("Moderator", "Moderator"),
        ("SPEAKER 1", "SPEAKER 1"),
        ("Interviewer", "Interviewer"),
    ],
)
def test_one_whom_only_a_part_names_is_kept_apart_by_it(label: str, name: str) -> None:
    assert speakers(label, "ANA SILVA") == {(name, "unnamed"), ("Ana Silva", "person")}


@pytest.mark.parametrize("label", ["REPORTER", "AUDIENCE", "UNIDENTIFIED SPEAKER", "CALLER"])
def test_of_many_or_of_nobody_knows_whom_nobody_is_made_one(label: str) -> None:
    assert speakers(label, "ANA SILVA") == {(None, None), ("Ana Silva", "person")}
