"""How far several people agree: percentage, and Krippendorff's alpha for nominal data.

Krippendorff, Klaus (2011): Computing Krippendorff's Alpha-Reliability.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

MACHINE = "machine"
"""The name that what the extractor found stands under."""

Compared: TypeAlias = Literal["statement", "speaker", "words", "kind", "function", "topics"]

Units: TypeAlias = Iterable[Sequence[Hashable]]
"""For each unit what the coders said who said anything of it."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far some coders, or a coder and the machine, agree on a field."""

    coders: tuple[str, ...]
    field: Compared
    """``statement``: whether it is one at all; ``topics`` and ``words`` agree when they are all the same."""
    units: int
    """The statements that at least two of them said something of."""
    agreement: float | None
    """The share of pairs of values that are equal; ``None`` without any pair."""
    alpha: float | None
    """Krippendorff's alpha: 1 is perfect, 0 what chance would give; ``None`` where only one value occurs."""


def compare(coders: Sequence[str], field: Compared, units: Units) -> Agreement:
    """The figures of some coders on one field."""
    paired = [unit for unit in units if len(unit) > 1]
    return Agreement(tuple(coders), field, len(paired), agreement(paired), alpha(paired))


def agreement(units: Units) -> float | None:
    """The share of pairs of values within a unit that are equal."""
    pairs = equal = 0
    for unit in units:
        pairs += len(unit) * (len(unit) - 1)
        equal += sum(count * (count - 1) for count in Counter(unit).values())
    return equal / pairs if pairs else None


def alpha(units: Units) -> float | None:
    """Krippendorff's alpha for nominal data, any number of coders, values missing anywhere.

    ``None`` where it is not defined: no pair, or one value alone, which nobody could have disagreed about.
    """
    totals: Counter[Hashable] = Counter()
    disagreement = 0.0
    for unit in units:
        if len(unit) < 2:
            continue
        counts = Counter(unit)
        totals.update(counts)
        unequal = len(unit) ** 2 - sum(count**2 for count in counts.values())
        disagreement += unequal / (len(unit) - 1)
    number = totals.total()
    by_chance = number**2 - sum(count**2 for count in totals.values())
    return 1 - (number - 1) * disagreement / by_chance if by_chance else None
