"""Long lists of values in questions to SQLite, which limits how many variables a question may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, SQLColumnExpression, bindparam

FEW = 500
"""How many values go into one IN list: a SQLite built with the old limit refuses more than 999 variables, and
a question has a few besides the list, or the list twice."""

_Value = TypeVar("_Value")


def parts(values: Iterable[_Value]) -> Iterator[list[_Value]]:
    """As many values at a time as go into one question."""
    rest = iter(values)
    while some := list(islice(rest, FEW)):
        yield some


def is_one_of(what: SQLColumnExpression[Any], ids: Iterable[int]) -> ColumnElement[bool]:
    """That a column has one of the ids, however many: they are written into the question."""
    return what.in_(bindparam(None, list(ids), expanding=True, literal_execute=True))
