"""How two wordings relate: the same from either side, for any words, and found by the keys they share."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimdb.linking.candidates import candidate_keys
from claimdb.linking.relating import ordered, relate
from claimdb.linking.wording import Wording, wording
from claimdb.linking.words import keys, words

PIECES = (
    "“a b|c d e f”|[x|]|the harbour|wall|…|U.S.|12%|1,000|don't|’s|No|ñandú|\u202e|\x00|\"|ﬁ|²|½|٣|Ⅷ".split(
        "|"
    )
)
texts = st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)
wordings = st.builds(
    wording,
    texts,
    st.sampled_from([None, "Jane Doe", "Ana Silva"]),
    st.sampled_from(["turn", "direct", "mixed", "indirect", "authorial"]),
)


@given(wordings, wordings)
@settings(deadline=None)
def test_any_two_relate_alike_from_either_side(a: Wording, b: Wording) -> None:
    related = relate(a, b)
    assert related == relate(b, a)
    assert ordered(a, b) in ((a, b), (b, a))
    if related is not None:
        assert 0 <= related.score <= 1
    if related == ("repeats", 1.0) and a.worth and b.worth:
        assert candidate_keys(a) & candidate_keys(b)


@given(texts)
def test_words_stand_where_they_say(text: str) -> None:
    found = words(text)
    assert [word.key for word in found] == keys(text)
    for before, after in combinations(found, 2):
        assert before.end <= after.start
    assert all(keys(text[word.start : word.end]) == [word.key] for word in found)


DOE = "Jane Doe"
OWN = wording("We will raise the harbour wall by two metres, and the ferry will pay for it.", DOE, "turn")


@pytest.mark.parametrize(
    ("text", "kind", "relation"),
    [
        ("“we will raise the harbour wall by 2 metres and the ferry will pay for it”", "direct", "repeats"),
        ("“We will raise the harbour wall by two metres”", "direct", "repeats"),
        ("“We will raise the sea wall by two metres, and the ferry will pay for it”", "direct", "alters"),
        ("“We will raise [it] by two metres, and the ferry will pay for it”", "direct", "alters"),
        ("“We will raise the harbour wall … and the ferry will pay for it”", "direct", "alters"),
        ("she would “raise the harbour wall by two metres”", "mixed", "restates"),
        ("she would “raise the harbour wall by ten whole metres”", "mixed", "alters"),
        ("the harbour wall would be raised and paid for by the ferry", "indirect", "restates"),
        ("the ferry would be paid for by somebody else", "indirect", None),
        ("the wall of the old prison is a disgrace to the harbour town", "indirect", None),
    ],
)
def test_how_others_relate_to_the_speakers_own_words(text: str, kind: str, relation: str | None) -> None:
    other = wording(text, DOE, kind)  # type: ignore[arg-type] # a kind
    related = relate(other, OWN)
    assert (None if related is None else related.relation) == relation
    if related is not None:
        assert candidate_keys(other) & candidate_keys(OWN)
        assert ordered(OWN, other) == (other, OWN)


def test_another_speaker_neither_alters_nor_restates() -> None:
    for kind in ("direct", "indirect"):
        text = "We will raise the sea wall by three metres, the ferry pays."
        assert relate(wording(text, "Ana Silva", kind), OWN) is None  # type: ignore[arg-type] # a kind
        assert relate(wording(text, None, kind), OWN) is None  # type: ignore[arg-type] # a kind


def test_nearly_the_same_words_are_one_claim_whoever_says_them() -> None:
    related = relate(wording(OWN.text.replace("pay", "pays"), "Ana Silva", "direct"), OWN)
    assert related is not None
    assert (related.relation, related.score > 0.9) == ("restates", True)
