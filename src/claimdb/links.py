"""What is said where else, and how quotations differ from what was said: ``Database.links``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Unpack, get_args

from claimdb.errors import FilterError
from claimdb.store import filters as filtering
from claimdb.store import lookup
from claimdb.store.link_records import Claim, Link, Relation

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claimdb.database import Database
    from claimdb.quoting import CheckedQuotation
    from claimdb.store.filters import FilterOptions, Values


class Links:
    """The links between the statements of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, id: str) -> list[Link]:
        """Where else a statement is said, the nearest first; ``id`` is its whole id or the beginning.

        The same words are found in other documents, and in the other part of a document that is both an
        article and a transcript.  A statement of an extraction that no longer counts has none.  The errors
        are those of ``Database.show``.
        """
        from claimdb.store import links, showing

        with self._reading() as connection:
            return links.of(connection, showing.show(connection, id).record.statement.id)

    def claims(
        self, *, relation: str | None = None, limit: int | None = None, **filters: Unpack[FilterOptions]
    ) -> list[Claim]:
        """What is said in several places, that which is said in most first.

        ``relation``: ``repeats``, ``restates`` or ``alters``, for claims that have such a link.  The filters
        are those of ``Database.query``, with the same errors: a claim is listed with all that belongs to it
        where one of its statements meets them.
        """
        from claimdb.store import links

        if relation is not None and relation not in get_args(Relation):
            raise FilterError(f"no relation {relation!r}: it is one of {', '.join(get_args(Relation))}")
        if limit is not None and limit < 0:
            raise FilterError(f"limit {limit}: give 0 or more")
        checked = filtering.check(**filters)
        with self._reading() as connection:
            conditions = filtering.conditions(connection, checked)
            found = links.claims(connection, conditions, relation)  # type: ignore[arg-type] # checked above
        return found[:limit]

    def check_quotations(
        self, *, document: Values = (), speaker: Values = (), verdict: Values = ()
    ) -> Iterator[CheckedQuotation]:
        """Every direct quotation of somebody whose own transcript is in the database, beside what was said.

        ``document``: only those in these articles; ``speaker``: only those of these people; both are found
        as in ``Database.query``, with the same errors.  ``verdict``: only those that are verbatim, trimmed,
        bracketed insertion, reordered, altered or not found.
        """
        from claimdb import quoting

        verdicts = (verdict,) if isinstance(verdict, str) else tuple(verdict)
        for each in verdicts:
            if each not in quoting.VERDICTS:
                raise FilterError(f"no verdict {each!r}: it is one of {', '.join(quoting.VERDICTS)}")
        documents, speakers = self._asked(document, speaker)
        return self._checked(documents, speakers, verdicts)

    def unchecked_quotations(self, *, document: Values = (), speaker: Values = ()) -> dict[str, int]:
        """How many quotations ``check_quotations`` passes over, by the reason."""
        from claimdb import quoting

        documents, speakers = self._asked(document, speaker)
        with self._reading() as connection:
            return quoting.unchecked(connection, documents=documents, speakers=speakers)

    def _asked(self, document: Values, speaker: Values) -> tuple[list[int] | None, list[str] | None]:
        """The documents and speakers that are meant; ``None`` for all."""
        checked = filtering.check(document=document, speaker=speaker)
        with self._reading() as connection:
            documents = lookup.document_ids(connection, checked.documents) if checked.documents else None
            speakers = lookup.speaker_names(connection, checked.speakers) if checked.speakers else None
        return documents, speakers

    def _checked(
        self, documents: list[int] | None, speakers: list[str] | None, verdicts: tuple[str, ...]
    ) -> Iterator[CheckedQuotation]:
        from claimdb import quoting

        with self._reading() as connection:
            for each in quoting.check(connection, documents=documents, speakers=speakers):
                if not verdicts or each.verdict in verdicts:
                    yield each

    def refresh(self) -> int:
        """Link what is not linked yet, unlink what no longer counts; give the number of documents linked.

        Every ingest and every decision on speakers does so by itself, and so do the commands that review;
        what ``Database.review`` decides on who speaks counts for the links from the next of these on.
        """
        from claimdb.store import opening, relinking

        with opening.told(self._database.path):
            return relinking.refresh(self._database._connected())  # noqa: SLF001 - a part of the database

    def unlinked(self) -> int:
        """How many documents are not linked yet, as an older claimdb or a broken-off ingest left them."""
        from claimdb.store import relinking

        with self._reading() as connection:
            return relinking.unlinked(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._database._reading() as connection:  # noqa: SLF001 - a part of the database
            yield connection
