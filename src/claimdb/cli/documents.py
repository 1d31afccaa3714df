"""``claimdb documents``: what has been read."""

from claimdb.cli import options as given
from claimdb.cli.terminal import notice


def documents(db: given.DatabaseOption = given.DEFAULT_DATABASE) -> None:
    """List the documents, with counts.

    \b
    Examples:
      claimdb documents
      claimdb documents --db press.db | grep 2024-02
    """
    import claimdb
    from claimdb.cli.statements import NOBODY
    from claimdb.cli.tables import Column, print_table

    columns = (
        Column("Statements", right=True),
        Column("Published"),
        Column("Kind"),
        Column("Publisher"),
        Column("Document", "cyan"),
        Column("Title"),
    )
    with claimdb.open(db, create=False) as database:
        rows = [
            (
                each.statements,
                each.published or NOBODY,
                each.kind,
                each.publisher or NOBODY,
                each.path,
                each.title or NOBODY,
            )
            for each in database.documents()
        ]
    if not print_table(columns, rows):
        notice("No documents yet: claimdb ingest PATH reads some.")
