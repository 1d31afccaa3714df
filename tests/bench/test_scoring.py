"""The definitions that attributions are scored by: known answers, and what holds for all."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from annotated import Attribution
from scoring import Counts, Side, Words, counts, pairs, quotations

TEXT = (
    "Zoë Müller said that taxes are too high.\n\n“We will win,” he added, “and win big.”\n\n"
    "According to aides, the “deal” is dead. It is said rents rise.\n"
)


def spans(*pieces: str) -> tuple[tuple[int, int], ...]:
    return tuple((TEXT.index(piece), TEXT.index(piece) + len(piece)) for piece in pieces)


INDIRECT = Attribution(spans("Zoë Müller"), spans("said"), spans("that taxes are too high"))
COMMA = TEXT.index(", the")
HE = TEXT.index("he added")
DIRECT = Attribution(((HE, HE + 2),), spans("added"), spans("“We will win,”", "“and win big.”"))
MIXED = Attribution(spans("aides"), spans("According to"), spans("the “deal” is dead"))
SOURCELESS = Attribution((), spans("is said"), spans("rents rise"))
GOLD = (INDIRECT, DIRECT, MIXED, SOURCELESS)


def score(*found: Attribution, gold: tuple[Attribution, ...] = GOLD) -> Counts:
    return counts(TEXT, found, gold)


def changed(attribution: Attribution, **values: Any) -> Attribution:
    return Attribution(**(vars(attribution) | values))


def test_all_found() -> None:
    total = score(*GOLD)
    assert (total.attributed_f1, total.exact_f1, total.alpha) == (1.0, 1.0, 1.0)
    assert total.by_type == {"indirect": 2, "direct": 1, "mixed": 1}
    assert [total.recall_of(kind) for kind in ("direct", "mixed", "indirect")] == [1.0, 1.0, 1.0]


def test_nothing_found() -> None:
    total = score()
    assert (total.precision, total.recall, total.attributed_f1, total.exact_f1) == (0.0, 0.0, 0.0, 0.0)
    assert total.alpha <= 0
    assert score(gold=()).attributed_f1 == 0.0


@pytest.mark.parametrize(
    ("found", "gold", "right"),
    [
        (changed(INDIRECT, source=spans("Müller")), INDIRECT, True),  # a word of the source is enough
        (changed(INDIRECT, source=spans("aides")), INDIRECT, False),
        (changed(INDIRECT, source=()), INDIRECT, False),
        (changed(SOURCELESS, source=()), SOURCELESS, True),
        (changed(SOURCELESS, source=spans("It")), SOURCELESS, False),
        (changed(INDIRECT, source=spans(".")), INDIRECT, False),
        (changed(MIXED, source=((COMMA, COMMA + 1),)), changed(MIXED, source=spans("aides,")), False),
        (changed(INDIRECT, cue=()), INDIRECT, True),  # the cue is no part of it
    ],
)
def test_the_source_that_is_right(found: Attribution, gold: Attribution, right: bool) -> None:
    assert score(found, gold=(gold,)).attributed == right
    assert score(found, gold=(gold,)).exact == 1


@pytest.mark.parametrize(
    ("content", "attributed", "exact"),
    [
        (spans("taxes are too high."), 1, 1),  # outer punctuation and "that" aside
        (spans("that taxes ", "are too high"), 1, 1),  # pieces and spaces aside
        (spans("taxes are too"), 1, 0),
        (spans("too high"), 0, 0),
    ],
)
def test_how_much_of_the_content_counts(content: Any, attributed: int, exact: int) -> None:
    total = score(changed(INDIRECT, content=content), gold=(INDIRECT,))
    assert (total.attributed, total.exact) == (attributed, exact)


def test_half_counts_and_less_does_not() -> None:
    whole = [Attribution((), (), ((0, 9),))]
    assert counts("aaaa bbbb cccc", [Attribution((), (), ((0, 4),))], whole).attributed == 1
    assert counts("aaaa bbbb cccc", [Attribution((), (), ((0, 3),))], whole).attributed == 0


def test_one_of_two_pieces_is_not_exact_and_a_duplicate_costs_precision() -> None:
    assert score(changed(DIRECT, content=DIRECT.content[:1]), gold=(DIRECT,)).exact == 0
    twice = score(INDIRECT, INDIRECT, gold=(INDIRECT,))
    assert (twice.precision, twice.recall) == (0.5, 1.0)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “yes.” No", ["“yes.”"]),
        ('A "b" c "d" e', ['"b"', '"d"']),
        ("''We won,'' he said", ["''We won,''"]),
        ("no marks, don't", []),
        ("“One.\n\n“Two,” he said", ["“One.", "“Two,”"]),  # runs on, and opens again
        ("6'1\" tall\n\nNext", []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(text)] == quoted


def test_alpha_of_the_textbook() -> None:
    labels = Counter(zip("0100000010", "1110010000", strict=True))
    assert round(Counts(labels=labels).alpha, 3) == 0.095


@settings(deadline=None)  # a measured time is no test
@given(some.lists(some.sets(some.integers(0, 4)), max_size=5))
def test_no_set_of_pairs_is_larger(fits: list[set[int]]) -> None:
    """``fits``: with which of five found ones each of up to five annotated ones goes."""
    side = Side(INDIRECT, Words(TEXT))
    found, gold = [_copy(side, n) for n in range(5)], [_copy(side, n) for n in range(len(fits))]
    made = pairs(found, gold, lambda one, other: one.number in fits[other.number])
    assert len(set(made.values())) == len(made)
    assert all(one in fits[other] for other, one in made.items())
    orders = permutations(range(5), len(fits))
    assert len(made) == max(sum(one in fit for one, fit in zip(order, fits, strict=True)) for order in orders)


def _copy(side: Side, number: int) -> Any:
    copied: Any = Side(side.attribution, Words(TEXT))
    copied.number = number
    return copied


_offsets = some.tuples(some.integers(0, len(TEXT) - 1), some.integers(1, 30)).map(
    lambda pair: (pair[0], min(len(TEXT), sum(pair)))
)
_spans = some.lists(_offsets, max_size=3).map(lambda pieces: tuple(sorted(set(pieces))))
_attributions = some.lists(some.builds(Attribution, _spans, _spans, _spans.filter(bool)), max_size=4)


@settings(deadline=None)  # a measured time is no test
@given(_attributions, _attributions)
def test_what_holds_for_any_two_annotations(one: list[Attribution], other: list[Attribution]) -> None:
    there, back = counts(TEXT, one, other), counts(TEXT, other, one)
    assert 0 <= there.attributed <= min(there.found, there.gold)
    assert 0 <= there.exact <= min(there.found, there.gold)
    assert there.alpha == pytest.approx(back.alpha)
    assert there.exact == back.exact
    assert there.by_type.total() == len(other)
    assert there.attributed_by_type.total() == there.attributed
    assert all(there.attributed_by_type[kind] <= number for kind, number in there.by_type.items())
