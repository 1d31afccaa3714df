"""``claimdb prune``: take out what is superseded."""

from claimdb.cli import options as given
from claimdb.cli.removing import YesOption, amount, confirmed, tell
from claimdb.cli.terminal import notice


def prune(yes: YesOption = False, db: given.DatabaseOption = given.DEFAULT_DATABASE) -> None:
    """Remove superseded versions and extractions.

    Lists them, and asks first. What counts stays as it is, and so does everything that people decided.
    claimdb history, diff and --as-of know the removed ones no more, and the file becomes smaller.

    \b
    Examples:
      claimdb prune
      claimdb prune --yes --db press.db
    """
    import claimdb
    from claimdb.cli.tables import Column, print_table

    with claimdb.open(db, create=False) as database:
        superseded = database.superseded()
        if not superseded:
            notice("Nothing is superseded.")
            return
        columns = (
            Column("Versions", right=True),
            Column("Extractions", right=True),
            Column("Statements", right=True),
            Column("Document", "cyan"),
        )
        rows = ((each.versions, each.extractions, each.statements, each.document) for each in superseded)
        print_table(columns, rows)
        if confirmed(f"Remove {amount(superseded)}?", yes=yes):
            tell(database.prune())
        else:
            notice("Nothing was removed.")
