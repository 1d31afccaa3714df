"""``claimdb documents remove``: take a document out."""

from typing import Annotated

import typer

from claimdb.cli import completion
from claimdb.cli import options as given
from claimdb.cli.removing import YesOption, amount, confirmed, tell
from claimdb.cli.terminal import notice, one_line
from claimdb.cli.values import database_of


def remove(
    ctx: typer.Context,
    document: Annotated[
        str,
        typer.Argument(
            metavar="DOCUMENT",
            autocompletion=completion.documents,
            help="Its path, or a part of the path or title that no other document has.",
        ),
    ],
    yes: YesOption = False,
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """Remove a document with all its versions.

    Asks first. Its file stays where it is: ingested again, it is a new document. Decisions on speakers stay.
    A document that people decided on statements of can't be removed, since no decision ever is.

    \b
    Examples:
      claimdb documents remove press/rain.txt
      claimdb documents remove "The Talks on the Harbour" --yes
    """
    import claimdb

    with claimdb.open(database_of(ctx) or db, create=False) as database:
        found = database.removable(document)
        question = f"Remove {one_line(found.document)} with its {amount([found])}?"
        if confirmed(question, yes=yes):
            tell(database.remove_document(found.document))
        else:
            notice("Nothing was removed.")
