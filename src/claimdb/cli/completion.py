"""What the shell offers on Tab: fixed values, and the names that the database knows."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from claimdb.database import Database


def fixed(values: Sequence[str]) -> Callable[[str], list[str]]:
    """Offer the values that begin as typed."""

    def complete(incomplete: str) -> list[str]:
        return [value for value in values if value.startswith(incomplete)]

    return complete


def speakers(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the speakers of the database, most statements first."""
    return _offer(ctx, incomplete, lambda database: (speaker.name for speaker in database.speakers()))


def topics(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the topics of the database."""
    return _offer(ctx, incomplete, lambda database: (topic.name for topic in database.topics()))


def documents(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the documents of the database."""
    return _offer(ctx, incomplete, lambda database: (document.path for document in database.documents()))


def _offer(ctx: typer.Context, incomplete: str, names: Callable[["Database"], Iterable[str]]) -> list[str]:
    """The names that begin as typed; none, without a word, where the database cannot be read."""
    import claimdb
    from claimdb.errors import ClaimdbError

    path = Path(ctx.params.get("db") or os.environ.get("CLAIMDB_DB") or "claimdb.db")
    if not path.is_file():
        return []
    try:
        with claimdb.open(path, create=False) as database:
            return [name for name in names(database) if name.casefold().startswith(incomplete.casefold())]
    except ClaimdbError:
        return []
