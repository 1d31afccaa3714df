"""The types of the columns: on the way out each refuses what SQLite let in though it is of another type."""

# No postponed annotations here: SQLAlchemy would have to evaluate every one of them at each start.

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Boolean, Dialect, Double, Integer, String

_Value = TypeVar("_Value")


class MistypedError(TypeError):
    """A value is of another type than its column, which only happens where somebody wrote it by hand."""


def _only(wanted: type[_Value], *others: type) -> Callable[[Any], _Value | None]:
    known = frozenset((wanted, type(None), *others))

    def checked(value: Any) -> Any:  # noqa: ANN401 - whatever SQLite holds
        if value.__class__ in known:
            return value
        raise MistypedError(f"{value.__class__.__name__} where {wanted.__name__} should be")

    return checked


_string, _integer, _float = _only(str), _only(int), _only(float, int)


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
