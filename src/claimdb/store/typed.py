"""The types of the columns: on the way out each refuses what SQLite let in though it is of another type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import BigInteger, Boolean, Dialect, Double, Integer, String


class MistypedError(TypeError):
    """A value is of another type than its column, which only happens where somebody wrote it by hand."""


# Written out, one for each type: every value that is read goes through one of them.


def _string(value: Any) -> str | None:  # noqa: ANN401 - whatever SQLite holds
    if value.__class__ is str or value is None:
        return value
    raise MistypedError(f"{value!r} is no text")


def _integer(value: Any) -> int | None:  # noqa: ANN401 - whatever SQLite holds
    if value.__class__ is int or value is None:
        return value
    raise MistypedError(f"{value!r} is no whole number")


def _float(value: Any) -> float | None:  # noqa: ANN401 - whatever SQLite holds
    if value.__class__ is float or value is None or value.__class__ is int:
        return value
    raise MistypedError(f"{value!r} is no number")


def _boolean(value: Any) -> bool | None:  # noqa: ANN401 - whatever SQLite holds
    number = _integer(value)
    return None if number is None else bool(number)


class Words(String):
    """Any text."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], str | None]:  # noqa: ARG002 - SQLAlchemy calls it so
        return _string


class Number(Integer):
    """A whole number."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], int | None]:  # noqa: ARG002 - SQLAlchemy calls it so
        return _integer


class BigNumber(BigInteger):
    """A whole number of up to 64 bits, for databases that make a difference."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], int | None]:  # noqa: ARG002 - SQLAlchemy calls it so
        return _integer


class Fraction(Double[float]):
    """Any number."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], float | None]:  # noqa: ARG002 - SQLAlchemy calls it so
        return _float


class Truth(Boolean):
    """Yes or no: 1 or 0."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], bool | None]:  # noqa: ARG002 - SQLAlchemy calls it so
        return _boolean
