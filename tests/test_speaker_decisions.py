"""Who is who, as people decide: it holds everywhere and on the next ingest; an undo restores everything."""

from __future__ import annotations

import io
import json
import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config

import claimdb

REPOSITORY = Path(__file__).parent.parent


def by_speaker(database: claimdb.Database) -> dict[str, int]:
    return {each.name: each.statements for each in database.speakers()}


def everything(database: claimdb.Database) -> list[Any]:
    """All that a database says, in every way that it says it."""
    exported = io.StringIO()
    database.export(exported, format="jsonl")
    ids = [record.statement.id for record in database.query()]
    shown = [database.show(each) for each in ids]
    return [exported.getvalue(), shown, database.speakers(), database.stats(), database.topics()]


# ------------------------------------------------------------------------------------ merging


def test_a_merge_holds_in_every_way_of_asking(doubled: Path) -> None:
    with claimdb.open(doubled) as database:
        assert by_speaker(database) == {"Jane Doe": 2, "Ana Silva": 1, "Jenny Doe": 1}
        decision = database.merge_speakers("Jenny Doe", "Jane Doe", note="one byline")
        assert (decision.name, decision.verdict, decision.speaker, decision.now) == (
            "Jenny Doe",
            "merge",
            "Jane Doe",
            "Jane Doe",
        )
        assert (decision.statements, decision.documents, decision.note) == (1, 1, "one byline")
        assert by_speaker(database) == {"Jane Doe": 3, "Ana Silva": 1}
        assert database.speakers()[0].aliases == ("Jenny Doe",)
        assert database.speakers()[0].documents == 3
        assert database.count(speaker="Jane Doe") == database.count(speaker="Jenny Doe") == 3
        assert database.count(speaker="doe") == 3  # which two people fitted before
        assert {each.statement.speaker for each in database.query()} == {"Jane Doe", "Ana Silva"}
        sorted_by_speaker = [each.statement.speaker for each in database.query(sort="speaker")]
        assert sorted_by_speaker == ["Ana Silva", "Jane Doe", "Jane Doe", "Jane Doe"]
        assert {line.speaker: line.statements for line in database.stats().speakers} == {
            "Jane Doe": 3,
            "Ana Silva": 1,
        }
        (snow,) = database.query(document="snow")
        assert (snow.statement.speaker, snow.found_speaker, snow.mention) == (
            "Jane Doe",
            "Jenny Doe",
            "Jenny Doe",
        )
        assert database.show(snow.statement.id).record == snow
        assert database.verify().sound


def test_a_merge_is_in_exports(doubled: Path) -> None:
    with claimdb.open(doubled) as database:
        database.merge_speakers("Jenny Doe", "Jane Doe")
        rows = io.StringIO()
        assert database.export(rows, format="jsonl", speaker="Jenny Doe") == 3
        exported = [json.loads(line) for line in rows.getvalue().splitlines()]
        assert {each["speaker"] for each in exported} == {"Jane Doe"}
        assert [each["found_speaker"] for each in exported] == ["Jane Doe", "Jenny Doe", "Jane Doe"]


def test_an_undo_restores_everything(doubled: Path) -> None:
    with claimdb.open(doubled) as database:
        before = everything(database)
        database.merge_speakers("Jenny Doe", "Jane Doe")
        assert everything(database) != before
        undone = database.undo_speaker("jenny doe")
        assert (undone.name, undone.speaker, undone.now, undone.statements) == (
            "Jenny Doe",
            "Jane Doe",
            "Jenny Doe",
            1,
        )
        assert undone.undone_at is not None
        assert everything(database) == before
        assert database.verify().sound
        assert database.speaker_decisions() == []
        assert database.speaker_decisions(undone=True) == [undone]


def test_the_tables_of_what_was_found_are_not_touched(doubled: Path) -> None:
    def rows() -> list[Any]:
        with closing(sqlite3.connect(doubled)) as connection:
            return [
                connection.execute(f"SELECT * FROM {table}").fetchall()
                for table in ("statement", "speaker", "speaker_alias", "span", "extraction")
            ]

    before = rows()
    with claimdb.open(doubled) as database:
        database.merge_speakers("Jenny Doe", "Jane Doe")
        database.alias_speaker("Ana Silva", "Dona Ana")
    assert rows() == before


def test_a_merge_holds_when_documents_are_ingested_later(doubled: Path, press: Path, by_hand: Any) -> None:
    with claimdb.open(doubled) as database:
        database.merge_speakers("Jenny Doe", "Jane Doe")
        (press / "snow.txt").write_text(
            "Snow in the hills\n\nIt will snow by Sunday, Jenny Doe said.\n\nIt will melt, Jenny Doe said.\n",
            encoding="utf-8",
        )
        (press / "hail.txt").write_text("Hail\n\nIt hails, Jenny Doe said.\n", encoding="utf-8")
        report = database.ingest(press)
        changed = {each.path: each for each in report.documents}["press/snow.txt"]
        assert (changed.status, changed.speakers) == ("new version", {"Jane Doe": 2})
        assert by_speaker(database) == {"Jane Doe": 5, "Ana Silva": 1}
        by_hand.config = "2"  # another extractor: everything is extracted again
        report = database.ingest(press)
        assert {each.status for each in report.documents} == {"re-extracted"}
        assert by_speaker(database) == {"Jane Doe": 5, "Ana Silva": 1}
        report = database.ingest(press)
        unchanged = {each.path: each for each in report.documents}["press/snow.txt"]
        assert (unchanged.status, unchanged.speakers) == ("unchanged", {"Jane Doe": 2})
        assert database.verify().sound
        assert database.undo_speaker("Jenny Doe").statements == 3
        assert by_speaker(database) == {"Jenny Doe": 3, "Jane Doe": 2, "Ana Silva": 1}
        assert database.verify().sound


def test_an_older_version_of_a_document_is_shown_with_the_merge(doubled: Path, press: Path) -> None:
    with claimdb.open(doubled) as database:
        (snow,) = database.query(document="snow")
        (press / "snow.txt").write_text("Snow\n\nNo snow, Jane Doe said.\n", encoding="utf-8")
        database.ingest(press)
        database.merge_speakers("Jenny Doe", "Jane Doe")
        shown = database.show(snow.statement.id)
        assert not shown.current
        assert shown.record.statement.speaker == "Jane Doe"


def test_merges_lead_on_in_either_order(doubled: Path) -> None:
    for order in ((0, 1), (1, 0)):
        merges = [("Jenny Doe", "Jane Doe"), ("Jane Doe", "Ana Silva")]
        with claimdb.open(doubled) as database:
            for place in order:
                decision = database.merge_speakers(*merges[place])
                assert decision.now == ("Ana Silva" if place == 1 or order == (1, 0) else "Jane Doe")
            assert by_speaker(database) == {"Ana Silva": 4}
            assert database.speakers()[0].aliases == ("Jane Doe", "Jenny Doe")
            jane, jenny = database.speaker_decisions()
            assert (jane.name, jane.speaker, jane.now, jane.statements) == (
                "Jane Doe",
                "Ana Silva",
                "Ana Silva",
                3,
            )
            assert (jenny.name, jenny.speaker, jenny.now, jenny.statements) == (
                "Jenny Doe",
                "Jane Doe",
                "Ana Silva",
                1,
            )
            assert database.verify().sound
            database.undo_speaker("Jane Doe")
            assert by_speaker(database) == {"Jane Doe": 3, "Ana Silva": 1}
            assert database.verify().sound
            database.undo_speaker("Jenny Doe")
            assert by_speaker(database) == {"Jane Doe": 2, "Ana Silva": 1, "Jenny Doe": 1}


def test_a_circle_is_refused(doubled: Path) -> None:
    with claimdb.open(doubled) as database:
        database.merge_speakers("Jenny Doe", "Jane Doe")
        database.merge_speakers("Jane Doe", "Ana Silva")
        with pytest.raises(
            claimdb.DecisionError, match=r"'Jenny Doe' is 'Ana Silva' already.*undo 'Jenny Doe'"
        ):
            database.merge_speakers("Ana Silva", "Jenny Doe")
        assert by_speaker(database) == {"Ana Silva": 4}


def test_deciding_the_same_again_changes_nothing(doubled: Path) -> None:
    with claimdb.open(doubled) as database:
        first = database.merge_speakers("Jenny Doe", "Jane Doe", note="one byline")
        again = database.merge_speakers("jenny doe", "JANE DOE", note="another")
        assert (first.repeated, again.repeated) == (False, True)
        assert again.note == "one byline"
        assert len(database.speaker_decisions(undone=True)) == 1
        with pytest.raises(claimdb.DecisionError, match="'Jenny Doe' is 'Jane Doe' already, as decided on 2"):
            database.merge_speakers("Jenny Doe", "Ana Silva")
        assert by_speaker(database) == {"Jane Doe": 3, "Ana Silva": 1}


def test_a_name_can_be_decided_on_again_after_an_undo(doubled: Path) -> None:
    with claimdb.open(doubled) as database:
        database.merge_speakers("Jenny Doe", "Jane Doe")
        database.undo_speaker("Jenny Doe")
        database.merge_speakers("Jenny Doe", "Ana Silva")
        assert by_speaker(database) == {"Jane Doe": 2, "Ana Silva": 2}
        told = database.speaker_decisions(undone=True)
        assert [(each.speaker, each.undone_at is None) for each in told] == [
            ("Jane Doe", False),
            ("Ana Silva", True),
        ]


# ------------------------------------------------------------------------- whatever is decided

NAMES = ["Ann Lee", "Bo Lee", "Cy Lee", "Di Lee", "Ed Lee", "Flo Lee"]


@pytest.mark.parametrize("seed", range(4))
def test_after_any_decisions_nothing_is_lost_and_undoing_all_restores_all(
    make_database: Any, make_document: Any, make_statement: Any, seed: int
) -> None:
    document = make_document(" ".join(f"Rain{place} came." for place in range(len(NAMES))))
    statements = [
        make_statement(document, f"Rain{place} came", speaker=name) for place, name in enumerate(NAMES)
    ]
    with make_database((document, statements)) as database:
        before = everything(database)
        chance = random.Random(seed)
        for _ in range(12):
            one, other = chance.sample(NAMES, 2)
            try:
                if chance.random() < 0.3:
                    database.undo_speaker(one)
                else:
                    database.merge_speakers(one, other)
            except (claimdb.DecisionError, claimdb.NotFoundError):
                continue
            decided = {each.name: each.now for each in database.speaker_decisions()}
            owners = [decided.get(name, name) for name in NAMES]
            assert by_speaker(database) == Counter(owners)
        for name, owner in zip(NAMES, owners, strict=True):
            assert database.count(speaker=name) == owners.count(owner)
        assert database.verify().sound
        for each in database.speaker_decisions():
            database.undo_speaker(each.name)
        assert everything(database) == before


# --------------------------------------------------------------------------------- the database


def revise(path: Path, revision: str) -> None:
    config = Config(REPOSITORY / "alembic.ini", stdout=io.StringIO())
    config.set_main_option("sqlalchemy.url", f"sqlite:///{path}")
    (command.downgrade if revision == "0001" else command.upgrade)(config, revision)


def test_a_database_from_before_takes_decisions(doubled: Path) -> None:
    with claimdb.open(doubled) as database:
        before = everything(database)
    revise(doubled, "0001")
    with closing(sqlite3.connect(doubled)) as connection:
        assert (
            connection.execute("SELECT name FROM sqlite_master WHERE name = 'decided_name'").fetchall() == []
        )
    with claimdb.open(doubled, create=False) as database:
        assert everything(database) == before
        database.merge_speakers("Jenny Doe", "Jane Doe")
        assert by_speaker(database) == {"Jane Doe": 3, "Ana Silva": 1}
        assert database.verify().sound


def test_decisions_outlive_a_way_back_to_an_older_claimdb(doubled: Path) -> None:
    with claimdb.open(doubled) as database:
        database.alias_speaker("Jane Doe", "Dona Jane")
        database.merge_speakers("Jenny Doe", "Jane Doe")
        database.merge_speakers("Jane Doe", "Ana Silva")
        database.undo_speaker("Dona Jane")
        database.alias_speaker("Jenny Doe", "Dona Jane")
        decided, before = database.speaker_decisions(undone=True), everything(database)
    revise(doubled, "0001")
    with claimdb.open(doubled) as database:
        assert database.speaker_decisions(undone=True) == decided
        assert everything(database) == before
        assert database.verify().sound


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM decided_name",
        "UPDATE decided_name SET speaker_id = (SELECT id FROM speaker WHERE name = 'Ana Silva')",
        "UPDATE decided_name SET name = 'Ana Silva'",
        "UPDATE decision SET value = 'Ana Silva'",
        "DELETE FROM decision",
    ],
)
def test_a_speaker_whom_nobody_decided_is_found(doubled: Path, damage: str) -> None:
    with claimdb.open(doubled) as database:
        database.merge_speakers("Jenny Doe", "Jane Doe")
    with closing(sqlite3.connect(doubled)) as connection, connection:
        connection.execute(damage)
    with claimdb.open(doubled) as database:
        verified = database.verify()
        assert not verified.sound
        assert any("Jenny Doe" in str(problem) for problem in verified.problems)


def test_another_program_that_writes_is_waited_for_and_told(doubled: Path) -> None:
    with closing(sqlite3.connect(doubled)) as other, claimdb.open(doubled, timeout=0.01) as database:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(claimdb.DatabaseError, match="locked"):
            database.merge_speakers("Jenny Doe", "Jane Doe")
        other.rollback()
        assert not database.merge_speakers("Jenny Doe", "Jane Doe").repeated


@pytest.mark.parametrize("other", ["Doe", "ana silva", "ANA SÍLVA"])
def test_an_alias_is_nobody_elses_name(doubled: Path, other: str) -> None:
    with claimdb.open(doubled) as database:
        with pytest.raises(claimdb.DecisionError):
            database.alias_speaker("Jane Doe", other)
        assert not list(database.speaker_decisions())
