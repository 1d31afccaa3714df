"""The marks that ``show`` sets around a statement, its source and its cue."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimdb.cli.marking import MARKS, stretches
from claimdb.model import Span


def marked(text: str, offset: int = 0, **spans: list[Span]) -> str:
    return "".join(part.before + part.text + part.after for part in stretches(text, offset, spans))


def test_statement_source_and_cue() -> None:
    text = "“No,” the minister said, “never.”"
    shown = marked(
        text,
        statement=[Span(0, 5), Span(25, 33)],
        source=[Span(6, 18)],
        cue=[Span(19, 23)],
    )
    assert shown == "⟦“No,”⟧ ⟨the minister⟩ ⟪said⟫, ⟦“never.”⟧"


def test_marks_inside_each_other() -> None:
    assert marked("ab cd", statement=[Span(0, 5)], cue=[Span(3, 5)]) == "⟦ab ⟪cd⟫⟧"
    assert marked("ab cd", statement=[Span(0, 5)], cue=[Span(0, 2)]) == "⟦⟪ab⟫ cd⟧"


def test_a_span_that_goes_beyond_the_passage_is_marked_as_far_as_it_goes() -> None:
    assert marked("cd ef", 3, statement=[Span(0, 5), Span(20, 30)]) == "⟦cd⟧ ef"
    assert marked("cd ef", 3, statement=[Span(6, 99)]) == "cd ⟦ef⟧"


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, int, dict[str, list[Span]]]:
    text = draw(st.text(min_size=1, max_size=40))
    offset = draw(st.integers(0, 20))
    ends = st.tuples(st.integers(0, 70), st.integers(0, 70)).map(lambda pair: Span(min(pair), max(pair) + 1))
    return text, offset, {sort: draw(st.lists(ends, max_size=3)) for sort in MARKS}


@given(passages())
def test_no_character_is_lost_and_every_one_carries_its_sorts(
    passage: tuple[str, int, dict[str, list[Span]]],
) -> None:
    text, offset, spans = passage
    place = offset
    for part in stretches(text, offset, spans):
        for at in range(place, place + len(part.text)):
            holding = [sort for sort, each in spans.items() for start, end in each if start <= at < end]
            assert sorted(part.sorts) == sorted(holding)
        place += len(part.text)
    assert "".join(part.text for part in stretches(text, offset, spans)) == text
