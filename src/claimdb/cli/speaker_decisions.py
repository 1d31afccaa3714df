"""``claimdb speakers merge``, ``alias``, ``undo`` and ``decisions``: who is who, as people decide."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimdb.cli import completion
from claimdb.cli import options as given
from claimdb.cli.terminal import counted, notice, one_line, wrapped
from claimdb.cli.values import database_of

if TYPE_CHECKING:
    from claimdb.store.records import SpeakerDecision

NoteOption = Annotated[
    str | None, typer.Option("--note", metavar="TEXT", help="Why, for whoever asks later.")
]


def merge(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            autocompletion=completion.named_speakers,
            help="The speaker who is another, in full.",
        ),
    ],
    into: Annotated[
        str,
        typer.Argument(
            metavar="INTO", autocompletion=completion.named_speakers, help="The speaker who that is, in full."
        ),
    ],
    note: NoteOption = None,
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """Decide that two speakers are one.

    The statements of NAME are those of INTO then, in every command, and so are those that are found under
    NAME later. What was found stays in the database, and undo restores it.

    \b
    Examples:
      claimdb speakers merge "J. Doe" "Jane Doe"
      claimdb speakers merge "Foreign Office" "Foreign Ministry" --note "renamed in 2019"
    """
    import claimdb

    path = database_of(ctx) or db
    with claimdb.open(path, create=False) as opened:
        decided = opened.merge_speakers(name, into, note=note)
    _tell(decided, path)


def alias(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", autocompletion=completion.named_speakers, help="The speaker, in full."
        ),
    ],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Another name or spelling.")],
    note: NoteOption = None,
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """Decide that a speaker has another name.

    OTHER finds the speaker then, and statements that are found under it later are the speaker's. Where
    OTHER is a speaker in the list already, merge the two.

    \b
    Examples:
      claimdb speakers alias "Jane Doe" "Dona Jane"
      claimdb speakers alias "Tomás Novák" "T. Nowak" --note "as the Gazette spells him"
    """
    import claimdb

    path = database_of(ctx) or db
    with claimdb.open(path, create=False) as opened:
        decided = opened.alias_speaker(name, other, note=note)
    _tell(decided, path)


def undo(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            autocompletion=completion.decided_names,
            help="The name that was decided on: the one that was merged, or the other name.",
        ),
    ],
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """Undo what was decided on a name.

    Everything is as if it had not been decided; only the list of decisions keeps that it was.

    \b
    Examples:
      claimdb speakers undo "J. Doe"
      claimdb speakers undo "Dona Jane"
    """
    import claimdb

    with claimdb.open(database_of(ctx) or db, create=False) as opened:
        undone = opened.undo_speaker(name)
    what = f"{undone.name} is not {undone.speaker} any more"
    if undone.statements:
        what += (
            f": {_statements(undone)} {'are' if undone.statements > 1 else 'is'} under {undone.name} again"
        )
    typer.echo(wrapped(one_line(f"{what}.")))


def decisions(
    ctx: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Also those that were undone.")] = False,
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """List what was decided, by whom and when.

    The statements are those that a decision moves: found under the name, or under one that is its own by
    another decision.

    \b
    Examples:
      claimdb speakers decisions
      claimdb speakers decisions --all
    """
    import claimdb
    from claimdb.cli.tables import Column, print_table

    with claimdb.open(database_of(ctx) or db, create=False) as opened:
        decided = opened.speaker_decisions(undone=every)
    columns = [
        Column("Name", "yellow"),
        Column("Is", "yellow"),
        Column("How"),
        Column("Statements", right=True),
        Column("Decided"),
        Column("Person"),
        *([Column("Undone")] if every else []),
        Column("Note", "dim"),
    ]
    if not print_table(columns, (_row(each, every) for each in decided)):
        notice("Nothing is decided on speakers: claimdb speakers merge NAME INTO makes two of them one.")


def _row(decision: "SpeakerDecision", every: bool) -> list[str | int]:
    through = decision.undone_at is None and decision.now != decision.speaker
    return [
        decision.name,
        f"{decision.now} (through {decision.speaker})" if through else decision.speaker,
        decision.verdict,
        decision.statements,
        decision.made_at[:10],
        decision.person,
        *([(decision.undone_at or "")[:10]] if every else []),
        decision.note or "",
    ]


def _statements(decision: "SpeakerDecision") -> str:
    return f"{counted(decision.statements, 'statement')} in {counted(decision.documents, 'document')}"


def _tell(decision: "SpeakerDecision", path: Path) -> None:
    """What was decided, what it comes to, and how to undo it."""
    through = "" if decision.now == decision.speaker else f", as {decision.speaker} is"
    if decision.repeated:
        said = f"{decision.name} is {decision.now} already{through}: nothing changed."
    else:
        named = "" if path == given.DEFAULT_DATABASE else f" --db {shlex.quote(str(path))}"
        moved = (
            f": {_statements(decision)}, and all to come"
            if decision.statements
            else ", also in documents to come"
        )
        said = (
            f"{decision.name} is {decision.now} now{through}{moved}."
            f" Undo: claimdb speakers undo {shlex.quote(decision.name)}{named}"
        )
    typer.echo(wrapped(one_line(said)))
