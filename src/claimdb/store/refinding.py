"""Finding the statements that the rows of a file are about, also when they were extracted again since."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from claimdb.model import BETWEEN_SPANS
from claimdb.store.anchors import Quote, quote
from claimdb.store.judgements import Judged, content_spans, judged, text_of
from claimdb.store.record import spans_of
from claimdb.store.settling import Now
from claimdb.store.tables import CURRENT, DocumentRow, ExtractionRow, StatementRow, VersionRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NUMBER = re.compile(r"\d+([.,]\d+)?(e[+-]?\d+)?", re.ASCII)
"""What a spreadsheet makes of an id that looks like a number to it; any other id is as it was written."""


class Finder:
    """Finds statements by id, or where a spreadsheet spoilt that, by the words and place that they had."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._now: dict[int, Now] = {}

    def find(self, rows: Sequence[Mapping[str, str]]) -> list[Judged | None]:
        """The statement of each row, as it is now."""
        uids = [row.get("id", "").strip().casefold() for row in rows]
        asked = select(StatementRow.uid, StatementRow.id).where(StatementRow.uid.in_(uids))
        current = asked.join(DocumentRow, CURRENT)
        ids = {row.uid: row.id for row in self._connection.execute(current)}
        numbers = [
            ids.get(uid) or self._again(uid) or (self._at_its_place(row) if _NUMBER.fullmatch(uid) else None)
            for uid, row in zip(uids, rows, strict=True)
        ]
        known = judged(self._connection, [number for number in numbers if number is not None])
        return [None if number is None else known[number] for number in numbers]

    def _again(self, uid: str) -> int | None:
        """The statement that takes the place of one of an older extraction."""
        old = self._connection.execute(
            select(
                StatementRow.id, VersionRow.document_id, VersionRow.id.label("version_id"), VersionRow.sha256
            )
            .join(ExtractionRow, StatementRow.extraction_id == ExtractionRow.id)
            .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
            .where(StatementRow.uid == uid)
            .order_by(StatementRow.id.desc())
            .limit(1)
        ).one_or_none()
        if old is None:
            return None
        text = text_of(self._connection, old.version_id)
        spans = content_spans(self._connection, [old.id])[old.id]
        found = self._in(old.document_id).find(uid, old.sha256, [quote(text, span) for span in spans])
        return None if found is None else found[0]

    def _at_its_place(self, row: Mapping[str, str]) -> int | None:
        """The statement of just these characters of these bytes, where an id was made a number of."""
        try:
            spans = spans_of(row.get("found_spans", "").strip())
        except ValueError:
            return None
        sha256 = row.get("sha256", "").strip().casefold()
        documents = self._connection.execute(
            select(DocumentRow.id)
            .join(ExtractionRow, DocumentRow.extraction_id == ExtractionRow.id)
            .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
            .where(VersionRow.sha256 == sha256)
        ).scalars()
        words = row.get("found_text", "").split(BETWEEN_SPANS)
        quotes = [Quote(*span, exact, "", "") for span, exact in zip(spans, words, strict=False)]
        for document_id in list(documents):
            found = self._in(document_id).find("", sha256, quotes) if len(quotes) == len(spans) else None
            if found is not None and found[1] == "position":
                return found[0]
        return None

    def _in(self, document_id: int) -> Now:
        if document_id not in self._now:
            self._now[document_id] = Now(self._connection, document_id)
        return self._now[document_id]
