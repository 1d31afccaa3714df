"""How a quotation differs from the words that it is of, word by word, and what that comes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal, TypeAlias

from claimdb.linking.quotation import Quotation
from claimdb.linking.words import Word

Verdict: TypeAlias = Literal[
    "verbatim", "trimmed", "bracketed insertion", "reordered", "altered", "not found"
]
"""What a quotation is, by the most that was done to it, from nothing to all."""

Change: TypeAlias = Literal[
    "same", "left out", "left out unmarked", "repetition left out", "inserted", "added", "moved"
]
"""What became of words.

``left out``: where the writer marks it, between sentences, or from the beginning of one; ``repetition left
out``: what is said twice, or a sound of hesitation; ``inserted``: in brackets; ``added``: without; ``moved``:
what follows was said before.
"""

_REPEATED: Final = 4
"""So many words may be said twice by a slip."""
_HESITATIONS: Final = frozenset("uh um er erm ah eh hmm mm mhm uhm".split())

_CUT: Final = 25
"""So many words at most belong to the sentence that a quotation is cut from: speech recognition writes few
stops, and what comes before or after in a longer one may be a sentence of its own."""
_FILLERS: Final = _HESITATIONS | frozenset("you know okay ok right well yeah please sir madam".split())
"""What may be left out at the end of a sentence too."""

_SEVERITY: Final[dict[Change, Verdict]] = {
    "same": "verbatim",
    "left out": "trimmed",
    "repetition left out": "trimmed",
    "inserted": "bracketed insertion",
    "moved": "reordered",
    "left out unmarked": "altered",
    "added": "altered",
}
_ORDER: Final[tuple[Verdict, ...]] = (
    "verbatim",
    "trimmed",
    "bracketed insertion",
    "reordered",
    "altered",
)


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of the comparison: words of the quotation, of the original, or the same in both."""

    change: Change
    quoted: tuple[int, int]
    """From which word of the quotation to which, half-open."""
    said: tuple[int, int]
    """From which word of the transcript to which."""


def verdict(steps: Sequence[Step]) -> Verdict:
    """What the changes come to."""
    return max((_SEVERITY[step.change] for step in steps), key=_ORDER.index, default="not found")


def compare(
    quotation: Quotation, pairs: Sequence[tuple[int, int]], said: Sequence[Word], ends: frozenset[int]
) -> list[Step]:
    """The comparison of a quotation with what was said.

    ``pairs``: which word of the quotation is which word of the transcript, in the quotation's order.
    ``ends``: the places of the transcript's words that are the last of a sentence.
    """
    steps: list[Step] = []
    at, there = 0, pairs[0][1]
    for here, match in pairs:
        if match < there:
            steps.extend(_difference(quotation, (at, here), (there, there), said, ends))
            steps.append(Step("moved", (here, here), (match, match)))
        else:
            steps.extend(_difference(quotation, (at, here), (there, match), said, ends))
        steps.append(Step("same", (here, here + 1), (match, match + 1)))
        at, there = here + 1, match + 1
    steps.extend(_difference(quotation, (at, len(quotation.words)), (there, there), said, ends))
    return steps


def cut_off(
    quotation: Quotation, steps: Sequence[Step], said: Sequence[Word], ends: frozenset[int]
) -> tuple[Step | None, Step | None]:
    """The words before and after a quotation, printed as a sentence, that belong to the sentence it is of."""
    same = [step for step in steps if step.change == "same"]
    if not quotation.is_sentence or not same or any(step.change == "moved" for step in steps):
        return None, None
    first, last = same[0].said[0], same[-1].said[1]
    start, end = first, last
    while start > 0 and start - 1 not in ends and first - start <= _CUT:
        start -= 1
    while end - 1 not in ends and end < len(said) and end - last <= _CUT:
        end += 1
    if first - start > _CUT or end - last > _CUT:
        return None, None
    at = len(quotation.words)
    tail: Change = "left out unmarked"
    if quotation.words[-1].inserted or all(word.key in _FILLERS for word in said[last:end]):
        tail = "left out"
    return (
        Step("left out", (0, 0), (start, first)) if start < first else None,
        Step(tail, (at, at), (last, end)) if last < end else None,
    )


def _is_marked(quotation: Quotation, place: int, start: int, end: int, ends: frozenset[int]) -> bool:
    """Whether words may be left out before the quotation's word ``place`` without deceiving a reader.

    The writer marks it, or they are whole sentences, or the beginning of the one that is quoted next.  The
    end of a sentence is not: "if they pay" may be all that matters.
    """
    if place >= len(quotation.words):
        return quotation.ends_open
    word = quotation.words[place]
    return word.after_omission or (start - 1 in ends and (word.begins or end - 1 in ends))


def _difference(
    quotation: Quotation,
    quoted: tuple[int, int],
    place: tuple[int, int],
    said: Sequence[Word],
    ends: frozenset[int],
) -> Iterator[Step]:
    """Words of the quotation, words of the transcript, or both, between two words that are the same."""
    if quoted[0] == quoted[1] and place[0] == place[1]:
        return
    put_in = [word.inserted or word.aside for word in quotation.words[slice(*quoted)]]
    if place[0] < place[1]:
        change: Change = "left out unmarked"
        if _is_hesitation(said, *place):
            change = "repetition left out"
        elif any(put_in) or any(
            _is_marked(quotation, at, *place, ends) for at in range(quoted[0], quoted[1] + 1)
        ):
            change = "left out"
        yield Step(change, (quoted[0], quoted[0]), place)
    for inserted, group in groupby(range(*quoted), key=lambda at: put_in[at - quoted[0]]):
        those = list(group)
        yield Step("inserted" if inserted else "added", (those[0], those[-1] + 1), (place[1], place[1]))


def _is_hesitation(said: Sequence[Word], start: int, end: int) -> bool:
    """Whether the words are sounds of hesitation, or what is said once more just before or after them."""
    keys = [word.key for word in said[max(0, start - _REPEATED) : end + _REPEATED]]
    at, end = start - max(0, start - _REPEATED), end - max(0, start - _REPEATED)
    while at < end:
        step = next((each for each in range(1, _REPEATED + 1) if _is_repeated(keys, at, each, end)), 0)
        if not step and keys[at] not in _HESITATIONS:
            return False
        at += step or 1
    return True


def _is_repeated(keys: Sequence[str], at: int, length: int, end: int) -> bool:
    these = keys[at : at + length]
    before, after = keys[max(0, at - length) : at], keys[at + length : at + 2 * length]
    return at + length <= end and these in (before, after)


def joined(steps: Sequence[Step]) -> list[Step]:
    """The steps with neighbours of one kind put together."""
    found: list[Step] = []
    for step in steps:
        last = found[-1] if found else None
        if (
            last is not None
            and last.change == step.change != "moved"
            and last.quoted[1] == step.quoted[0]
            and last.said[1] == step.said[0]
        ):
            found[-1] = Step(step.change, (last.quoted[0], step.quoted[1]), (last.said[0], step.said[1]))
        else:
            found.append(step)
    return found
