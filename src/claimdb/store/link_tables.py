"""The tables of links, as typed models: only what links, or goes through all tables, needs to read them."""

# No postponed annotations here: SQLAlchemy would have to evaluate every one of them.

from typing import Final

from sqlalchemy import ForeignKey, Index, MetaData
from sqlalchemy.orm import Mapped, mapped_column

from claimdb.store.tables import Base
from claimdb.store.typed import BigNumber


class LinkRow(Base):
    """Two statements that say the same in two places."""

    __tablename__ = "link"
    __table_args__ = (
        Index(None, "left_id", "right_id", "relation", "method", unique=True),
        Index(None, "right_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    left_id: Mapped[int] = mapped_column(ForeignKey("statement.id"))
    right_id: Mapped[int] = mapped_column(ForeignKey("statement.id"))
    #: Repeats, restates or alters.
    relation: Mapped[str]
    #: How near the two are, 0 to 1.
    score: Mapped[float]
    #: What found the link, with its version.
    method: Mapped[str]


class WordingRow(Base):
    """The words of one speaker, said in one way, in however many documents."""

    __tablename__ = "wording"
    __table_args__ = (Index(None, "digest", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    #: A number made of the words, the speaker and the voice.
    digest: Mapped[int] = mapped_column(BigNumber)


class WordingKeyRow(Base):
    """A key of a wording: two that share one are compared."""

    __tablename__ = "wording_key"
    __table_args__ = (Index(None, "key"), {"sqlite_with_rowid": False})

    wording_id: Mapped[int] = mapped_column(ForeignKey("wording.id"), primary_key=True)
    key: Mapped[int] = mapped_column(BigNumber, primary_key=True)


class StatementWordingRow(Base):
    """Which wording a statement is; only those of the extractions that count, and worth following."""

    __tablename__ = "statement_wording"
    __table_args__ = (Index(None, "wording_id"),)

    statement_id: Mapped[int] = mapped_column(
        ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True
    )
    wording_id: Mapped[int] = mapped_column(ForeignKey("wording.id"))
    #: Whose it was by name when it was linked; null for everybody who has none.
    speaker: Mapped[str | None]
    #: Whether it stands in the turns of a transcript.
    spoken: Mapped[bool]


class LinkedRow(Base):
    """An extraction whose statements are linked with the others."""

    __tablename__ = "linked"

    extraction_id: Mapped[int] = mapped_column(
        ForeignKey("extraction.id", ondelete="CASCADE"), primary_key=True
    )
    #: What found the links, with its version.
    method: Mapped[str]
    #: A digest of the decisions on speakers that held then.
    speakers: Mapped[str]


class LinkTotalRow(Base):
    """One row: what all links come to, so that one that is missing is missed."""

    __tablename__ = "link_total"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: The sum of a number made of each link, without what goes beyond 63 bits.
    total: Mapped[int] = mapped_column(BigNumber)


EVERY_TABLE: Final[MetaData] = Base.metadata
"""All tables of the database: those of ``tables``, and these."""
