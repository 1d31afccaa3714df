"""The options that several commands share; ``query`` and ``export`` take the same filters."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias, TypedDict

import typer

from claimdb.cli import completion
from claimdb.cli.terminal import counted, notice

if TYPE_CHECKING:
    from claimdb.database import Database

DEFAULT_DATABASE: Final = Path("claimdb.db")

# Written out here, since importing the value types would cost every --help a fifth of its time;
# a test holds them equal to those types.
KINDS: Final = ("direct", "indirect", "mixed", "turn", "authorial")
FUNCTIONS: Final = ("assertion", "evaluation", "prediction", "proposal", "question", "phatic")
STATUSES: Final = ("unreviewed", "accepted", "corrected", "rejected")
SORTS: Final = ("document", "date", "speaker", "confidence")

DatabaseOption = Annotated[
    Path,
    typer.Option("--db", envvar="CLAIMDB_DB", metavar="FILE", help="The database file."),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="As the database was at the end of this day (2024-02-12), or at this time (2024-02-12T14:30),"
        " in UTC.",
    ),
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        envvar="CLAIMDB_MODEL",
        metavar="NAME",
        help="Another installed English spaCy pipeline than the one that comes with claimdb.",
    ),
]
FastOption = Annotated[
    bool,
    typer.Option(
        "--fast",
        help="Find attributions by grammar alone, without the neural tagger: quicker, and finds less.",
    ),
]
LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="CODE",
        help="The documents' language (en, de, …), instead of telling it from their words.",
    ),
]
StatementFormat: TypeAlias = Literal["table", "csv", "jsonl", "markdown"]

TextArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="TEXT",
        help="Words to find: each must occur, in any order; see above.",
    ),
]
SpeakerOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME",
        autocompletion=completion.speakers,
        help="Who said it: a full name, a surname or another spelling; case and accents don't matter;"
        " - for statements whose speaker is not known.",
    ),
]
TopicOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="TOPIC",
        autocompletion=completion.topics,
        help="What it is about: the topic's name or the beginning of it; - for statements on no topic.",
    ),
]
DocumentOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATH",
        autocompletion=completion.documents,
        help="The document it stands in: its path, a pattern of the path ('2024-*'), a part of the path, or"
        " a part of its title.",
    ),
]
KindOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KIND",
        autocompletion=completion.fixed(KINDS),
        help=f"How it is reported: {', '.join(KINDS)}.",
    ),
]
FunctionOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FUNCTION",
        autocompletion=completion.fixed(FUNCTIONS),
        help=f"What it does: {', '.join(FUNCTIONS)}.",
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Published on this day or later: 2024-02-12, 2024-02 or 2024. Documents without a date are left"
        " out.",
    ),
]
UntilOption = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Published on this day, in this month or year, or earlier. Documents without a date are left"
        " out.",
    ),
]
ConfidenceOption = Annotated[
    str | None,
    typer.Option(metavar="0-1", help="With at least this confidence, between 0 and 1, like 0.8."),
]
StatusOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="STATUS",
        autocompletion=completion.fixed(STATUSES),
        help=f"What people decided on it: {', '.join(STATUSES)}; without this all but rejected.",
    ),
]
CoderOption = Annotated[
    str | None,
    typer.Option(
        "--coder",
        envvar="CLAIMDB_CODER",
        metavar="NAME",
        help="Who decides, if not the user of this machine.",
    ),
]
SortOption = Annotated[
    str,
    typer.Option(
        metavar="ORDER",
        autocompletion=completion.fixed(SORTS),
        help=f"The order of the rows: {', '.join(SORTS)}; -date and so on the other way round.",
    ),
]
LimitOption = Annotated[
    int | None,
    typer.Option(metavar="N", min=0, help="At most so many rows."),
]


class Filters(TypedDict):
    """What narrows down the statements, as the Python interface names it."""

    text: str | None
    speaker: list[str]
    topic: list[str]
    document: list[str]
    kind: list[str]
    function: list[str]
    since: str | None
    until: str | None
    min_confidence: float | None
    status: list[str]


def filters(
    text: str | None,
    speaker: list[str] | None,
    topic: list[str] | None,
    document: list[str] | None,
    kind: list[str] | None,
    function: list[str] | None,
    since: str | None,
    until: str | None,
    min_confidence: str | None,
    status: list[str] | None,
) -> Filters:
    """The options of a command as filters: what was not given narrows nothing."""
    return Filters(
        text=text,
        speaker=speaker or [],
        topic=topic or [],
        document=document or [],
        kind=kind or [],
        function=function or [],
        since=since,
        until=until,
        min_confidence=_confidence(min_confidence),
        status=status or [],
    )


def _confidence(typed: str | None) -> float | None:
    """What was typed as a number."""
    try:
        return None if typed is None else float(typed)
    except ValueError:
        from claimdb.errors import FilterError

        raise FilterError(
            f"--min-confidence {typed!r} is no number: give one between 0 and 1, like 0.8"
        ) from None


def tell_pruned(database: "Database") -> None:
    """Say how many documents the past leaves out, since what counted of them then was pruned."""
    left_out = database.pruned_then()
    if left_out:
        notice(f"{counted(left_out, 'document')} left out: what counted then was pruned.")


def tell_undated(database: "Database", filters: Filters) -> None:
    """Say how many statements a date leaves out for want of one."""
    if filters["since"] is None and filters["until"] is None:
        return
    left_out = database.undated(**filters)
    if left_out:
        notice(f"{counted(left_out, 'statement')} in undated documents left out.")
