"""Where the database has the speaker's own words that a quotation gives, for exports that tell sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, and_, select
from sqlalchemy.orm import aliased

from claimdb.store.link_tables import LinkRow, StatementWordingRow
from claimdb.store.origin import Original
from claimdb.store.tables import ExtractionRow, StatementRow, VersionRow

_QUOTING = ("direct", "mixed")
_SAME_WORDS = ("repeats", "alters")


def originals(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[Original, ...]]:
    """For statements, by the numbers of their rows, those of transcripts that they quote, in order."""
    found: defaultdict[int, set[tuple[int, Original]]] = defaultdict(set)
    # A link is between one statement of each wording, and holds for the others.
    own, near, other, far = (aliased(StatementWordingRow) for _ in range(4))
    quoting, said = aliased(StatementRow), aliased(StatementRow)
    for here, there in ((LinkRow.left_id, LinkRow.right_id), (LinkRow.right_id, LinkRow.left_id)):
        rows = connection.execute(
            select(own.statement_id, said.id, said.uid, VersionRow.sha256)
            .join(quoting, quoting.id == own.statement_id)
            .join(near, near.wording_id == own.wording_id)
            .join(LinkRow, here == near.statement_id)
            .join(other, and_(other.statement_id == there, other.spoken, other.speaker == own.speaker))
            .join(far, far.wording_id == other.wording_id)
            .join(said, said.id == far.statement_id)
            .join(ExtractionRow, said.extraction_id == ExtractionRow.id)
            .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
            .where(
                own.statement_id.in_(numbers),
                ~own.spoken,
                quoting.kind.in_(_QUOTING),
                LinkRow.relation.in_(_SAME_WORDS),
            )
        )
        for number, place, uid, sha256 in rows:
            found[number].add((place, Original(uid, sha256)))
    return {number: tuple(original for _, original in sorted(each)) for number, each in found.items()}
