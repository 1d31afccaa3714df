"""Long lists of values, cut into parts of which each fits into one question to SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

FEW = 500
"""How many values go into one IN list: a SQLite built with the old limit refuses more than 999 variables, and
a question has a few besides the list, or the list twice."""

_Value = TypeVar("_Value")


def parts(values: Iterable[_Value]) -> Iterator[list[_Value]]:
    """As many values at a time as go into one question."""
    rest = iter(values)
    while some := list(islice(rest, FEW)):
        yield some
