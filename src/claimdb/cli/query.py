"""``claimdb query``: find statements."""

from typing import Annotated

import typer

from claimdb.cli import options as given
from claimdb.cli.terminal import data_stream, notice


def query(
    text: given.TextArgument = None,
    speaker: given.SpeakerOption = None,
    topic: given.TopicOption = None,
    document: given.DocumentOption = None,
    kind: given.KindOption = None,
    function: given.FunctionOption = None,
    since: given.SinceOption = None,
    until: given.UntilOption = None,
    min_confidence: given.ConfidenceOption = None,
    status: given.StatusOption = None,
    sort: given.SortOption = "document",
    limit: given.LimitOption = None,
    format: Annotated[
        given.StatementFormat, typer.Option("--format", "-f", case_sensitive=False, help="How to print them.")
    ] = "table",
    count: Annotated[bool, typer.Option("--count", help="Print only how many there are.")] = False,
    as_of: given.AsOfOption = None,
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """Find statements by words, speaker, topic, date and more.

    Options can be repeated: a statement then has to fit one of the values. Different options narrow each
    other down.

    Every word of TEXT must occur, in any order and case. Words are whole: rain does not find raining; a *
    at the end stands for any ending (rain*). Words in quotation marks stand together as a phrase. There are
    no operators: AND, OR and - are like any other word. Before a TEXT that begins with a dash put --.

    \b
    Examples:
      claimdb query --speaker silva
      claimdb query '"peace talks"' --topic negotiations --since 2024-02
      claimdb query 'negotiat*' --speaker -
      claimdb query --speaker doe --speaker silva --kind direct --sort date
      claimdb query --min-confidence 0.8 --format csv > statements.csv
      claimdb query --topic sanctions --count
    """
    import claimdb
    from claimdb.cli.statements import Told, print_markdown, print_statements

    filters = given.filters(
        text, speaker, topic, document, kind, function, since, until, min_confidence, status
    )
    with claimdb.open(db, create=False, as_of=as_of) as database:
        given.tell_pruned(database)
        if count:
            typer.echo(database.count(**filters))
            given.tell_undated(database, filters)
            return
        if format in ("csv", "jsonl"):
            printed = database.export(data_stream(), format=format, sort=sort, limit=limit, **filters)
        else:
            records = database.query(sort=sort, limit=limit, **filters)
            found = (Told(record.statement, record.published, record.cue) for record in records)
            printed = print_statements(found) if format == "table" else print_markdown(found)
        if not printed:
            notice("No statement fits.")
        given.tell_undated(database, filters)
