"""What the shell offers on Tab: fixed values, and the names that the database knows."""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from claimdb.cli.values import database_of

if TYPE_CHECKING:
    from claimdb.database import Database


WORD: Final = re.compile(r"[^\s/_-]+")
"""What a name or a path is made of."""
SPECIAL: Final = re.compile(r"[^\w@%+=:,./-]")
"""What bash would take for something else than a letter."""
IN_QUOTES: Final = re.compile(r'["$`\\]')


def fixed(values: Sequence[str]) -> Callable[[str], list[str]]:
    """Offer the values that begin as typed."""

    def complete(incomplete: str) -> list[str]:
        return [value for value in values if value.startswith(incomplete)]

    return complete


def speakers(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the speakers of the database, most statements first."""
    return _offer(ctx, incomplete, lambda database: (speaker.name for speaker in database.speakers()))


def named_speakers(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the speakers who have a name, most statements first."""

    def named(database: "Database") -> Iterable[str]:
        return (each.name for each in database.speakers() if each.kind in ("person", "body"))

    return _offer(ctx, incomplete, named)


def decided_names(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the names of speakers that somebody decided on."""
    return _offer(ctx, incomplete, lambda database: (each.name for each in database.speaker_decisions()))


def topics(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the topics of the database."""
    return _offer(ctx, incomplete, lambda database: (topic.name for topic in database.topics()))


def documents(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the documents of the database."""
    return _offer(ctx, incomplete, lambda database: (document.path for document in database.documents()))


def _offer(ctx: typer.Context, incomplete: str, names: Callable[["Database"], Iterable[str]]) -> list[str]:
    """The names that begin, or have a word that begins, as typed; none where the database cannot be read."""
    import claimdb
    from claimdb.errors import ClaimdbError

    path = Path(database_of(ctx) or os.environ.get("CLAIMDB_DB") or "claimdb.db")
    if not path.is_file():
        return []
    try:
        with claimdb.open(path, create=False) as database:
            known = list(names(database))
    except ClaimdbError:
        return []
    return [Offered(each) for each in offered(known, incomplete, _shell(), quoted=_quoted())]


class Offered(str):
    """A value for the shell, which Typer shall not drop for beginning otherwise than what was typed."""

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        return True


def offered(known: Iterable[str], typed: str, shell: str, *, quoted: bool = False) -> list[str]:
    """What to hand the shell for what was typed, written so that it is one word there.

    A name that begins as typed goes before one with such a word further on.  Bash and zsh can only add to
    what stands there, so they get the name from that word on where it is not clear which one is meant.
    """
    from claimdb.store.names import fold

    wanted = fold(typed)
    places = {name: [match.start() for match in WORD.finditer(name)] for name in known}
    begun = {
        name: next((place for place in starts if fold(name[place:]).startswith(wanted)), -1)
        for name, starts in places.items()
    }
    fitting = [name for name, place in begun.items() if place == 0] or [
        name for name, place in begun.items() if place > 0
    ]
    rests = [typed + name[begun[name] + len(typed) :] for name in fitting]
    if shell == "zsh":
        return list(dict.fromkeys(rests))
    if shell != "bash":
        return fitting
    if len(fitting) > 1 and any(begun[name] for name in fitting):
        fitting = list(dict.fromkeys(rests))
    return [(IN_QUOTES if quoted else SPECIAL).sub(r"\\\g<0>", name) for name in fitting]


def _shell() -> str:
    """The shell that asks."""
    return os.environ.get("_CLAIMDB_COMPLETE", "").partition("_")[2]


def _quoted() -> bool:
    """Whether the word that bash wants completed begins with a quotation mark, which it keeps."""
    words = os.environ.get("COMP_WORDS", "").split("\n")
    place = os.environ.get("COMP_CWORD", "")
    word = words[int(place)] if place.isdecimal() and int(place) < len(words) else ""
    return word.startswith(('"', "'"))
