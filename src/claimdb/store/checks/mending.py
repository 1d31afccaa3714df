"""Mending the rows of statements from a text that is as it was read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row


def mend(connection: Connection, version: Row[*tuple[Any, ...]]) -> Iterator[str]:
    yield from ()
