"""``claimdb topics``: what the statements are about."""

from claimdb.cli import options as given
from claimdb.cli.terminal import notice


def topics(as_of: given.AsOfOption = None, db: given.DatabaseOption = given.DEFAULT_DATABASE) -> None:
    """List the topics, with counts.

    Topics and the words that show them come from the corpus file, claimdb.toml. Where it lists none, a
    document's topics are the names and nouns that it comes back to.

    \b
    Examples:
      claimdb topics
      claimdb topics --db press.db
    """
    import claimdb
    from claimdb.cli.tables import Column, print_table

    columns = (
        Column("Statements", right=True),
        Column("Documents", right=True),
        Column("Speakers", right=True),
        Column("Topic", "cyan"),
        Column("Label", "dim"),
    )
    with claimdb.open(db, create=False, as_of=as_of) as database:
        given.tell_pruned(database)
        rows = [
            (each.statements, each.documents, each.speakers, each.name, each.label or "")
            for each in database.topics()
        ]
    if not print_table(columns, rows):
        notice("No topics yet: no document comes back to anything, and no claimdb.toml lists any.")
