"""A quotation is classed by what was done to the words that were said, and its spans are of those words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimdb.linking.placing import Placed, Spoken, place
from claimdb.linking.quotation import Quotation, quotation
from claimdb.linking.words import words
from claimdb.model import Span

SPEECH = (
    "We began with forty boats and a single crane. The council gave us two winters to finish the mole. "
    "I don't think anybody believed that we would make it. Money was never what was missing. "
    "What was missing was somebody who would sign the papers when the frost came early. "
    "So my brother signed them in my place, and the bank has not forgiven him since. "
    "People ask me whether I regret the northern pier. "
    "I tell them that the northern pier paid for the school. "
    "Next spring the dredger comes back from Aldmouth, if the strike is over by then."
)


def spoken(text: str) -> Spoken:
    said = words(text)
    ends = {
        place
        for place, word in enumerate(said)
        if re.match(r"[.!?]", text[word.end : word.end + 1]) or place == len(said) - 1
    }
    return Spoken(tuple(said), frozenset(ends))


def checked(text: str, speech: str = SPEECH) -> tuple[Placed, Quotation, Spoken]:
    quoted, said = quotation(text, [Span(0, len(text))]), spoken(speech)
    return place(quoted, said), quoted, said


def changes(placed: Placed) -> set[str]:
    return {step.change for step in placed.steps} - {"same"}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The council gave us two winters to finish the mole.", "verbatim"),
        ("the COUNCIL gave us 2 winters to finish the mole", "verbatim"),
        ("a single crane. The council gave us two winters", "verbatim"),
        (
            "The council gave us two winters ... I don’t think anybody believed that we would make it.",
            "trimmed",
        ),
        ("The council gave us two winters to finish [...]. Money was never what was missing.", "trimmed"),
        ("We began with forty boats and a single crane. Money was never what was missing.", "trimmed"),
        ("So my brother signed them […] and the bank has not forgiven him since", "trimmed"),
        ("[The city] gave us two winters to finish the mole", "bracketed insertion"),
        ("[M]y brother signed them in my place", "verbatim"),
        ("the bank has not forgiven him [the brother] since", "bracketed insertion"),
        ("the bank has not forgiven him (the brother) since", "bracketed insertion"),
        ("Money was never what was missing. We began with forty boats and a single crane.", "reordered"),
        ("The council gave us two winters to finish the pier.", "altered"),
        ("I think anybody believed that we would make it.", "altered"),
        ("The council gave us two long winters to finish the mole.", "altered"),
        ("The dredger comes back from Aldmouth. People ask me whether I regret the pier.", "altered"),
        ("Next spring the dredger comes back from Aldmouth. People ask me", "reordered"),
        ("The ferry to the islands will never pay for itself.", "not found"),
        ("We have", "not found"),
        ("", "not found"),
        ("…", "not found"),
        ("[sic]", "not found"),
    ],
)
def test_a_quotation_is_classed_by_what_was_done_to_it(text: str, verdict: str) -> None:
    assert checked(text)[0].verdict == verdict


def test_the_end_of_a_sentence_left_out_without_a_mark_is_an_alteration() -> None:
    text = "Next spring the dredger comes back from Aldmouth. "
    speech = SPEECH + " Then we will see."
    assert checked(text + "Then we will see.", speech)[0].verdict == "altered"
    assert checked(text + "… Then we will see.", speech)[0].verdict == "trimmed"


def test_what_was_said_twice_or_in_hesitation_may_be_left_out() -> None:
    speech = "Well, uh, the wall was built for a sea that we, we no longer have, for a sea, for a sea of old."
    placed, _, _ = checked("the wall was built for a sea that we no longer have", speech)
    assert (placed.verdict, changes(placed)) == ("trimmed", {"repetition left out"})


def test_of_equal_words_those_beside_the_rest_are_meant() -> None:
    speech = "No harbour. No wall and no tax on foreign, foreign boats."
    placed, _, said = checked("No tax on foreign boats", speech)
    first = placed.steps[0]
    assert said.words[first.said[0]].start == speech.index("no tax")
    assert changes(placed) <= {"repetition left out"}


@pytest.mark.parametrize(
    ("text", "verdict", "left_out"),
    [
        ("I cannot rule it out,", "altered", ["if the state pays nothing"]),
        ("“I cannot rule it out.”", "altered", ["if the state pays nothing"]),
        ("“I cannot rule it out”, she said", "altered", ["if the state pays nothing"]),
        ("[T]he tax will stay.", "trimmed", ["If nobody sues"]),
        ("The mole was never closed!", "trimmed", ["Well", "you know"]),
        ("I cannot rule it out if the state pays nothing.", "verbatim", []),
        ("I cannot rule it out …", "verbatim", []),
        ("I cannot rule it [the sale].", "bracketed insertion", ["out if the state pays nothing"]),
        ("cannot rule it out.", "verbatim", []),
        ("I cannot rule it out", "verbatim", []),
        ("We will sell.", "verbatim", []),
        ("A word about boats.", "verbatim", []),
    ],
)
def test_a_quotation_that_stands_for_a_sentence_is_compared_with_all_of_it(
    text: str, verdict: str, left_out: list[str]
) -> None:
    speech = (
        "We will sell if we must. I cannot rule it out if the state pays nothing. If nobody sues, the tax "
        "will stay. Well, the mole was never closed, you know. We will sell. A word about boats " + "no " * 26
    )
    said = spoken(speech)
    end = len(text.split(", she")[0])
    placed = place(quotation(text, [Span(0, end)], direct=True), said)
    steps = [step for step in placed.steps if step.change.startswith("left out")]
    assert placed.verdict == verdict
    assert [
        speech[said.words[a].start : said.words[b - 1].end] for a, b in (s.said for s in steps)
    ] == left_out


@pytest.mark.parametrize(
    "text", ["the bank is shut and the boats are in", "the bank is shut, the boats are in"]
)
def test_halves_of_a_sentence_that_are_swapped_are_reordered(text: str) -> None:
    placed, quoted, said = checked(text, "We know this. The boats are in and the bank is shut. So be it.")
    assert (placed.verdict, changes(placed)) == ("reordered", {"moved"})
    steps_are_of_the_words(placed, quoted, said)


SENTENCES = re.split(r"(?<=[.]) ", SPEECH)
LONG = [sentence for sentence in SENTENCES if len(sentence.split()) > 9]


def steps_are_of_the_words(placed: Placed, quoted: Quotation, said: Spoken) -> None:
    at = 0
    for step in placed.steps:
        assert step.quoted[0] == at, "every word of the quotation is in one step"
        at = step.quoted[1]
        if step.change == "same":
            ours = [word.key for word in quoted.words[slice(*step.quoted)]]
            assert ours == [word.key for word in said.words[slice(*step.said)]]
        elif step.change in ("added", "inserted"):
            assert step.quoted[0] < step.quoted[1]
        elif step.change != "moved":
            assert step.said[0] < step.said[1]
    assert at == (len(quoted.words) if placed.steps else 0)


@given(st.integers(0, 60), st.integers(6, 40))
@settings(deadline=None)
def test_a_run_of_the_words_is_verbatim(start: int, length: int) -> None:
    said = words(SPEECH)
    run = said[start : start + length]
    text = SPEECH[run[0].start : run[-1].end]
    placed, quoted, source = checked(text)
    assert (placed.verdict, placed.share) == ("verbatim", 1.0)
    steps_are_of_the_words(placed, quoted, source)


@given(st.sampled_from(LONG), st.data())
@settings(deadline=None)
def test_words_left_out_at_a_mark_make_it_trimmed(sentence: str, data: st.DataObject) -> None:
    tokens = sentence.split()
    cut = data.draw(st.integers(3, len(tokens) - 4))
    gone = data.draw(st.integers(1, min(5, len(tokens) - 3 - cut)))
    mark = data.draw(st.sampled_from(["…", "...", "[...]", "[…]", "<...>", "(…)", ". . ."]))
    placed, quoted, said = checked(" ".join([*tokens[:cut], mark, *tokens[cut + gone :]]))
    assert placed.verdict == "trimmed"
    assert changes(placed) == {"left out"}
    steps_are_of_the_words(placed, quoted, said)


@given(st.sampled_from(LONG), st.data())
@settings(deadline=None)
def test_a_word_in_brackets_makes_it_an_insertion(sentence: str, data: st.DataObject) -> None:
    tokens = sentence.split()
    at = data.draw(st.integers(1, len(tokens) - 2))
    instead = data.draw(st.booleans())
    inserted = data.draw(st.sampled_from(["[Vantongeren]", "[the old harbour]", "[as he calls it]"]))
    placed, quoted, said = checked(" ".join([*tokens[:at], inserted, *tokens[at + instead :]]))
    assert placed.verdict == "bracketed insertion"
    steps_are_of_the_words(placed, quoted, said)


@given(st.sampled_from(LONG), st.data())
@settings(deadline=None)
def test_another_word_without_brackets_makes_it_altered(sentence: str, data: st.DataObject) -> None:
    tokens = sentence.split()
    at = data.draw(st.integers(1, len(tokens) - 2))
    instead = data.draw(st.booleans())
    placed, quoted, said = checked(" ".join([*tokens[:at], "vantongeren", *tokens[at + instead :]]))
    assert placed.verdict == "altered"
    assert "added" in changes(placed)
    steps_are_of_the_words(placed, quoted, said)


@given(st.sampled_from(LONG), st.data())
@settings(deadline=None)
def test_a_word_left_out_without_a_mark_makes_it_altered(sentence: str, data: st.DataObject) -> None:
    tokens = sentence.split()
    at = data.draw(st.integers(1, len(tokens) - 2))
    placed, quoted, said = checked(" ".join([*tokens[:at], *tokens[at + 1 :]]))
    assert placed.verdict == "altered"
    assert changes(placed) == {"left out unmarked"}
    steps_are_of_the_words(placed, quoted, said)


@given(st.permutations(range(len(LONG))))
@settings(deadline=None)
def test_whole_sentences_in_another_order_are_reordered(order: Sequence[int]) -> None:
    placed, quoted, said = checked(" ".join(LONG[number] for number in order[:3]))
    assert placed.verdict == ("trimmed" if list(order[:3]) == sorted(order[:3]) else "reordered") or (
        placed.verdict == "verbatim" and list(order[:3]) == list(range(order[0], order[0] + 3))
    )
    steps_are_of_the_words(placed, quoted, said)


@given(st.text(max_size=80), st.text(max_size=200))
@settings(deadline=None)
def test_any_text_is_compared_with_any_other(text: str, speech: str) -> None:
    placed, quoted, said = checked(text, speech)
    assert 0 <= placed.share <= 1
    steps_are_of_the_words(placed, quoted, said)


@given(st.lists(st.sampled_from("a the boat boats no … [x] . sea (y) ,".split()), max_size=14))
@settings(deadline=None)
def test_few_words_over_and_over_are_compared_too(parts: list[str]) -> None:
    text = " ".join(parts)
    placed, quoted, said = checked(text, "the boat, the boat. no sea no boats a sea a the boat the")
    steps_are_of_the_words(placed, quoted, said)
