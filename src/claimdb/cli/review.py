"""``claimdb review``: say of statements whether they are right, one after the other."""

from typing import TYPE_CHECKING, Annotated

import typer

from claimdb.cli import completion
from claimdb.cli import options as given
from claimdb.cli.terminal import counted, notice

if TYPE_CHECKING:
    from claimdb.cli.tables import Cell
    from claimdb.store.records import StatementDecision


def review(
    text: given.TextArgument = None,
    speaker: given.SpeakerOption = None,
    topic: given.TopicOption = None,
    document: given.DocumentOption = None,
    kind: given.KindOption = None,
    function: given.FunctionOption = None,
    since: given.SinceOption = None,
    until: given.UntilOption = None,
    min_confidence: given.ConfidenceOption = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STATUS",
            autocompletion=completion.fixed(given.STATUSES),
            help=f"What anybody decided on it: {', '.join(given.STATUSES)}; the other filters then go by"
            " what was decided, too.",
        ),
    ] = None,
    coder: given.CoderOption = None,
    again: Annotated[
        bool, typer.Option("--again", help="Also statements that you accepted or rejected before.")
    ] = False,
    log: Annotated[bool, typer.Option("--log", help="List all decisions instead.")] = False,
    lost: Annotated[
        bool,
        typer.Option("--lost", help="List the decisions instead whose statements are not there any more."),
    ] = False,
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """Say of statements whether they are right, one after the other.

    The statements that fit (the filters are those of claimdb query) come one by one, those that claimdb is
    least sure of first, each in its surroundings: the statement is marked ⟦ ⟧ (bold), the source ⟨ ⟩
    (yellow), the cue ⟪ ⟫ (cyan). One key each:

    \b
      y  it is right, as it stands     x  it is no statement
      s  another speaker               w  other words
      k  another kind                  f  another function
      t  other topics                  n  a note
      Enter  skip                      u  undo the last decision
      q  leave                         ?  show these keys

    After a correction the statement is shown as it is then: y says that the rest is right. Every decision is
    written at once. What was found stays in the database beside it. Decisions are tied to the words they are
    about, and find them again when the document is read or extracted again.

    Several people code the same statements with --coder NAME each: nobody sees what the others decided, and
    claimdb agreement compares them. Everywhere else the last decision counts.

    Keys can come from a pipe, one a line, with a line for every answer to a question.

    \b
    Examples:
      claimdb review
      claimdb review --document speech.txt --coder ana
      claimdb review --speaker - --kind indirect
      claimdb review --status corrected --again
      claimdb review --lost
    """
    import claimdb
    from claimdb.cli.reviewing import Session

    filters = given.filters(
        text, speaker, topic, document, kind, function, since, until, min_confidence, status
    )
    with claimdb.open(db, create=False) as database:
        if log or lost:
            listed = database.review.lost(coder=coder) if lost else database.review.decisions(coder=coder)
            _print(listed, lost=lost)
            return
        ids = database.review.pending(coder=coder, again=again, **filters)
        given.tell_undated(database, filters)
        if not ids:
            notice("No statement is left to review; --again shows those that you decided on.")
            return
        session = Session(database, coder, ids)
        try:
            session.run()
        finally:
            session.tell()
        database.links.refresh()


def _print(decisions: "list[StatementDecision]", *, lost: bool) -> None:
    from claimdb.cli.tables import Column, print_table

    columns = [
        Column("Decided"),
        Column("Person", "yellow"),
        Column("What"),
        Column("Document"),
        *([] if lost else [Column("Statement", "bold")]),
        Column("Note", "dim"),
        Column("Words", ratio=1),
    ]
    if print_table(columns, (_row(each, lost=lost) for each in decisions)):
        if lost:
            notice(
                f"{counted(len(decisions), 'decision')} without a statement: the document does not have these"
                " words any more. They hold again when it does."
            )
        return
    notice("Every decision has its statement." if lost else "Nothing is decided on statements yet.")


def _row(decision: "StatementDecision", *, lost: bool) -> "list[Cell]":
    from claimdb.cli.statements import NOBODY, SHORT_ID

    value = decision.value if decision.verdict not in ("accept", "reject", "note") else ""
    return [
        decision.made_at[:10],
        decision.person,
        f"{decision.verdict} {NOBODY if value is None else value}".strip(),
        decision.document,
        *([] if lost else [(decision.now or "")[:SHORT_ID]]),
        decision.note or "",
        decision.words,
    ]
