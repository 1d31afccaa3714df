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
from claimdb.model import Corpus, Speaker

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture
def path(press: Path, tmp_path: Path, by_hand: Any) -> Path:
    """A database of two articles, in which Jane Doe stands a second time as Jenny Doe."""
    (press / "snow.txt").write_text(
        "Snow in the hills\n\nIt will snow by Monday, Jenny Doe said.\n", encoding="utf-8"
    )
    path = tmp_path / "claimdb.db"
    with claimdb.open(path) as database:
        database.ingest(press)
    return path


def by_speaker(database: claimdb.Database) -> dict[str, int]:
    return {each.name: each.statements for each in database.speakers()}


def everything(database: claimdb.Database) -> list[Any]:
    """All that a database says, in every way that it says it."""
    exported = io.StringIO()
    database.export(exported, format="jsonl")
    ids = [record.statement.id for record in database.query()]
    shown = [database.show(each) for each in ids]
    return [exported.getvalue(), shown, database.speakers(), database.stats(), database.topics()]


def by_kinds(make_database: Any, make_document: Any, make_statement: Any, **corpus: Any) -> claimdb.Database:
    """A database with a speaker of every kind."""
    text = "Rain came. Wind came. Snow came. Hail came. Fog came."
    first, second = make_document(text, "a.txt"), make_document(f"{text} Ice.", "b.txt")
    made: claimdb.Database = make_database(
        (
            first,
            [
                make_statement(first, "Rain came", speaker="Jane Doe"),
                make_statement(first, "Wind came", speaker="Northtown", speaker_kind="body"),
                make_statement(first, "Snow came", speaker="an official", speaker_kind="unnamed"),
                make_statement(first, "Hail came", speaker="author", speaker_kind="author", kind="authorial"),
                make_statement(first, "Fog came"),
            ],
        ),
        (second, [make_statement(second, "Rain came", speaker="J. Doe"), make_statement(second, "Ice")]),
        **corpus,
    )
    return made


# ------------------------------------------------------------------------------------ merging


def test_a_merge_holds_in_every_way_of_asking(path: Path) -> None:
    with claimdb.open(path) as database:
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


def test_a_merge_is_in_exports(path: Path) -> None:
    with claimdb.open(path) as database:
        database.merge_speakers("Jenny Doe", "Jane Doe")
        rows = io.StringIO()
        assert database.export(rows, format="jsonl", speaker="Jenny Doe") == 3
        exported = [json.loads(line) for line in rows.getvalue().splitlines()]
        assert {each["speaker"] for each in exported} == {"Jane Doe"}
        assert [each["found_speaker"] for each in exported] == ["Jane Doe", "Jenny Doe", "Jane Doe"]


def test_an_undo_restores_everything(path: Path) -> None:
    with claimdb.open(path) as database:
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


def test_the_tables_of_what_was_found_are_not_touched(path: Path) -> None:
    def rows() -> list[Any]:
        with closing(sqlite3.connect(path)) as connection:
            return [
                connection.execute(f"SELECT * FROM {table}").fetchall()
                for table in ("statement", "speaker", "speaker_alias", "span", "extraction")
            ]

    before = rows()
    with claimdb.open(path) as database:
        database.merge_speakers("Jenny Doe", "Jane Doe")
        database.alias_speaker("Ana Silva", "Dona Ana")
    assert rows() == before


def test_a_merge_holds_when_documents_are_ingested_later(path: Path, press: Path, by_hand: Any) -> None:
    with claimdb.open(path) as database:
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


def test_an_older_version_of_a_document_is_shown_with_the_merge(path: Path, press: Path) -> None:
    with claimdb.open(path) as database:
        (snow,) = database.query(document="snow")
        (press / "snow.txt").write_text("Snow\n\nNo snow, Jane Doe said.\n", encoding="utf-8")
        database.ingest(press)
        database.merge_speakers("Jenny Doe", "Jane Doe")
        shown = database.show(snow.statement.id)
        assert not shown.current
        assert shown.record.statement.speaker == "Jane Doe"


def test_merges_lead_on_in_either_order(path: Path) -> None:
    for order in ((0, 1), (1, 0)):
        merges = [("Jenny Doe", "Jane Doe"), ("Jane Doe", "Ana Silva")]
        with claimdb.open(path) as database:
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


def test_a_circle_is_refused(path: Path) -> None:
    with claimdb.open(path) as database:
        database.merge_speakers("Jenny Doe", "Jane Doe")
        database.merge_speakers("Jane Doe", "Ana Silva")
        with pytest.raises(
            claimdb.DecisionError, match=r"'Jenny Doe' is 'Ana Silva' already.*undo 'Jenny Doe'"
        ):
            database.merge_speakers("Ana Silva", "Jenny Doe")
        assert by_speaker(database) == {"Ana Silva": 4}


def test_deciding_the_same_again_changes_nothing(path: Path) -> None:
    with claimdb.open(path) as database:
        first = database.merge_speakers("Jenny Doe", "Jane Doe", note="one byline")
        again = database.merge_speakers("jenny doe", "JANE DOE", note="another")
        assert (first.repeated, again.repeated) == (False, True)
        assert again.note == "one byline"
        assert len(database.speaker_decisions(undone=True)) == 1
        with pytest.raises(claimdb.DecisionError, match="'Jenny Doe' is 'Jane Doe' already, as decided on 2"):
            database.merge_speakers("Jenny Doe", "Ana Silva")
        assert by_speaker(database) == {"Jane Doe": 3, "Ana Silva": 1}


def test_a_name_can_be_decided_on_again_after_an_undo(path: Path) -> None:
    with claimdb.open(path) as database:
        database.merge_speakers("Jenny Doe", "Jane Doe")
        database.undo_speaker("Jenny Doe")
        database.merge_speakers("Jenny Doe", "Ana Silva")
        assert by_speaker(database) == {"Jane Doe": 2, "Ana Silva": 2}
        told = database.speaker_decisions(undone=True)
        assert [(each.speaker, each.undone_at is None) for each in told] == [
            ("Jane Doe", False),
            ("Ana Silva", True),
        ]


@pytest.mark.parametrize(
    ("name", "into", "said"),
    [
        ("Jenny Do", "Jane Doe", "no speaker 'Jenny Do'; near: Jenny Doe"),
        ("doe", "Ana Silva", "no speaker is called 'doe' in full; near: Jane Doe, Jenny Doe"),
        ("Jenny Doe", "silva", "no speaker is called 'silva' in full; near: Ana Silva"),
        ("Zoltan Quux", "Jane Doe", "no speaker 'Zoltan Quux'; list them with: claimdb speakers"),
    ],
)
def test_a_speaker_who_is_not_there(path: Path, name: str, into: str, said: str) -> None:
    with claimdb.open(path) as database:
        with pytest.raises(claimdb.NotFoundError) as refused:
            database.merge_speakers(name, into)
        assert str(refused.value) == said
        assert database.speaker_decisions(undone=True) == []


@pytest.mark.parametrize(
    ("name", "into", "said"),
    [
        ("Jane Doe", "jane doe", "name two speakers"),
        ("an official", "Jane Doe", "a description and no name"),
        ("Jane Doe", "an official", "a description and no name"),
        ("author", "Jane Doe", "each document's own voice"),
        ("Jane Doe", "author", "each document's own voice"),
    ],
)
def test_what_cannot_be_merged(
    make_database: Any, make_document: Any, make_statement: Any, name: str, into: str, said: str
) -> None:
    database = by_kinds(make_database, make_document, make_statement)
    with pytest.raises(claimdb.DecisionError, match=said):
        database.merge_speakers(name, into)


@pytest.mark.parametrize("name", ["", "  ", "-", "–", "?!"])
def test_what_is_no_name(path: Path, name: str) -> None:
    with claimdb.open(path) as database:
        for decide in (database.merge_speakers, database.alias_speaker):
            with pytest.raises(claimdb.FilterError, match="nobody's name"):
                decide(name, "Jane Doe")
            with pytest.raises(claimdb.FilterError, match="nobody's name"):
                decide("Jane Doe", name)


def test_a_person_can_be_a_body_and_unnamed_speakers_are_left_alone(
    make_database: Any, make_document: Any, make_statement: Any
) -> None:
    database = by_kinds(make_database, make_document, make_statement)
    database.merge_speakers("J. Doe", "Northtown")
    assert by_speaker(database) == {"Northtown": 2, "Jane Doe": 1, "an official": 1, "author": 1}
    (north,) = [each for each in database.speakers() if each.name == "Northtown"]
    assert (north.kind, north.aliases) == ("body", ("J. Doe",))
    assert {each.statement.speaker_kind for each in database.query(speaker="Northtown")} == {"body"}
    assert database.count(speaker="-") == 2


def test_a_name_that_is_a_body_later_leaves_the_decision_as_it_is(
    make_database: Any, make_document: Any, make_statement: Any
) -> None:
    first, second = make_document("Rain came. Wind came.", "a.txt"), make_document("Snow came.", "b.txt")
    before = [
        make_statement(first, "Rain came", speaker="J. Doe"),
        make_statement(first, "Wind came", speaker="Jane Doe", speaker_kind="body"),
    ]
    with make_database((first, before)) as database:
        database.merge_speakers("J. Doe", "Jane Doe")
    later = [make_statement(second, "Snow came", speaker="Jane Doe")]
    with make_database((second, later)) as database:
        assert database.count(speaker="J. Doe") == database.count(speaker="Jane Doe") == 3
        assert database.verify().sound


def test_a_description_that_reads_like_a_merged_name_stays_a_description(
    make_database: Any, make_document: Any, make_statement: Any
) -> None:
    document = make_document("Rain came. Wind came. Snow came.")
    database = make_database(
        (
            document,
            [
                make_statement(document, "Rain came", speaker="Officials", speaker_kind="body"),
                make_statement(document, "Wind came", speaker="Officials", speaker_kind="unnamed"),
                make_statement(document, "Snow came", speaker="Northtown", speaker_kind="body"),
            ],
        )
    )
    database.merge_speakers("Officials", "Northtown")
    assert [(each.name, each.kind, each.statements) for each in database.speakers()] == [
        ("Northtown", "body", 2),
        ("Officials", "unnamed", 1),
    ]
    assert database.verify().sound


def test_two_of_one_surname_stay_two(make_database: Any, make_document: Any, make_statement: Any) -> None:
    document = make_document("Rain came. Wind came. Snow came.")
    database = make_database(
        (
            document,
            [
                make_statement(document, "Rain came", speaker="Ana Silva"),
                make_statement(document, "Wind came", speaker="João Silva"),
                make_statement(document, "Snow came", speaker="A. Silva"),
            ],
        )
    )
    database.merge_speakers("A. Silva", "Ana Silva")
    assert by_speaker(database) == {"Ana Silva": 2, "João Silva": 1}
    with pytest.raises(claimdb.AmbiguousError, match=r"Ana Silva \(2\), João Silva \(1\)"):
        database.count(speaker="silva")
    assert database.count(speaker="joao silva") == 1


def test_two_who_are_known_to_be_two(make_database: Any, make_document: Any, make_statement: Any) -> None:
    corpus = Corpus(
        speakers=(
            Speaker("Jane Doe", wikidata="Q1"),
            Speaker("Northtown", "body", wikidata="Q2"),
            Speaker("J. Doe", aliases=("J. D.",)),
        ),
        digest="1",
    )
    database = by_kinds(make_database, make_document, make_statement, corpus=corpus)
    with pytest.raises(claimdb.DecisionError, match=r"different Wikidata ids \(Q1, Q2\)"):
        database.merge_speakers("Jane Doe", "Northtown")
    database.merge_speakers("J. Doe", "Jane Doe")
    assert {each.wikidata for each in database.query(speaker="J. D.")} == {"Q1"}
    assert database.count(speaker="J. D.") == 2  # other names go where their speaker goes
    assert database.speakers()[0].aliases == ("J. D.", "J. Doe")
    with pytest.raises(claimdb.DecisionError, match="different Wikidata ids"):
        database.merge_speakers("Northtown", "J. Doe")
    with pytest.raises(claimdb.DecisionError, match=r"'J. D.' is another name of Jane Doe"):
        database.alias_speaker("Northtown", "J. D.")


# ---------------------------------------------------------------------------------- other names


def test_another_name_finds_the_speaker_and_later_statements_are_theirs(path: Path, press: Path) -> None:
    with claimdb.open(path) as database:
        with pytest.raises(claimdb.NotFoundError):
            database.count(speaker="Dona Jane")
        decision = database.alias_speaker("Jane Doe", "Dona  Jane ")
        assert (decision.name, decision.verdict, decision.speaker) == ("Dona Jane", "alias", "Jane Doe")
        assert (decision.statements, decision.documents) == (0, 0)
        for asked in ("Dona Jane", "dona jane", "DÓNA JANE", "Dona"):
            assert database.count(speaker=asked) == 2
        assert database.speakers()[0].aliases == ("Dona Jane",)
        (press / "hail.txt").write_text("Hail\n\nIt hails, Dona Jane said.\n", encoding="utf-8")
        database.ingest(press)
        assert by_speaker(database) == {"Jane Doe": 3, "Ana Silva": 1, "Jenny Doe": 1}
        assert database.speaker_decisions()[0].statements == 1
        assert database.verify().sound
        database.undo_speaker("Dona Jane")
        assert by_speaker(database)["Dona Jane"] == 1
        with pytest.raises(claimdb.DecisionError, match="speakers merge 'Dona Jane' 'Jane Doe'"):
            database.alias_speaker("Jane Doe", "Dona Jane")
        database.merge_speakers("Dona Jane", "Jane Doe")
        assert by_speaker(database)["Jane Doe"] == 3


def test_another_name_that_cannot_be(make_database: Any, make_document: Any, make_statement: Any) -> None:
    database = by_kinds(make_database, make_document, make_statement)
    for other, said in {
        "Jane Doe": "that speaker's name as it is",
        "J. Doe": r"speaker of that name; if the two are one: claimdb speakers merge 'J. Doe' 'Jane Doe'",
        "an official": "a description and no name",
        "author": "each document's own voice",
    }.items():
        with pytest.raises(claimdb.DecisionError, match=said):
            database.alias_speaker("Jane Doe", other)
    database.alias_speaker("Jane Doe", "Dona Jane")
    assert database.alias_speaker("Jane Doe", "Dona Jane").repeated
    with pytest.raises(claimdb.DecisionError, match="'Dona Jane' is 'Jane Doe' already"):
        database.alias_speaker("Northtown", "Dona Jane")


def test_what_rests_on_another_name_survives_its_undo(path: Path) -> None:
    with claimdb.open(path) as database:
        database.alias_speaker("Jane Doe", "Dona Jane")
        assert database.merge_speakers("Jenny Doe", "Dona Jane").speaker == "Jane Doe"
        database.undo_speaker("Dona Jane")
        assert by_speaker(database) == {"Jane Doe": 3, "Ana Silva": 1}
        assert database.verify().sound


def test_an_undo_of_nothing(path: Path) -> None:
    with claimdb.open(path) as database:
        with pytest.raises(claimdb.NotFoundError, match="nothing is decided on 'Jane Doe'; list them with"):
            database.undo_speaker("Jane Doe")
        database.merge_speakers("Jenny Doe", "Jane Doe")
        with pytest.raises(claimdb.NotFoundError, match="near: Jenny Doe"):
            database.undo_speaker("Jeny Doe")


def test_names_that_are_the_same_but_for_signs_must_be_written_as_they_are(
    make_database: Any, make_document: Any, make_statement: Any
) -> None:
    document = make_document("Rain came. Wind came. Snow came.")
    database = make_database(
        (
            document,
            [
                make_statement(document, "Rain came", speaker="J. Doe"),
                make_statement(document, "Wind came", speaker="J Doe"),
                make_statement(document, "Snow came", speaker="Jane Doe"),
            ],
        )
    )
    with pytest.raises(claimdb.AmbiguousError, match=r"J Doe, J\. Doe; write it exactly"):
        database.merge_speakers("j doe", "Jane Doe")
    database.merge_speakers("J Doe", "J. Doe")
    database.merge_speakers("J. Doe", "Jane Doe")
    assert by_speaker(database) == {"Jane Doe": 3}


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


def test_a_database_from_before_takes_decisions(path: Path) -> None:
    with claimdb.open(path) as database:
        before = everything(database)
    revise(path, "0001")
    with closing(sqlite3.connect(path)) as connection:
        assert (
            connection.execute("SELECT name FROM sqlite_master WHERE name = 'decided_name'").fetchall() == []
        )
    with claimdb.open(path, create=False) as database:
        assert everything(database) == before
        database.merge_speakers("Jenny Doe", "Jane Doe")
        assert by_speaker(database) == {"Jane Doe": 3, "Ana Silva": 1}
        assert database.verify().sound


def test_decisions_outlive_a_way_back_to_an_older_claimdb(path: Path) -> None:
    with claimdb.open(path) as database:
        database.alias_speaker("Jane Doe", "Dona Jane")
        database.merge_speakers("Jenny Doe", "Jane Doe")
        database.merge_speakers("Jane Doe", "Ana Silva")
        database.undo_speaker("Dona Jane")
        database.alias_speaker("Jenny Doe", "Dona Jane")
        decided, before = database.speaker_decisions(undone=True), everything(database)
    revise(path, "0001")
    with claimdb.open(path) as database:
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
def test_a_speaker_whom_nobody_decided_is_found(path: Path, damage: str) -> None:
    with claimdb.open(path) as database:
        database.merge_speakers("Jenny Doe", "Jane Doe")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(damage)
    with claimdb.open(path) as database:
        verified = database.verify()
        assert not verified.sound
        assert any("Jenny Doe" in str(problem) for problem in verified.problems)


def test_another_program_that_writes_is_waited_for_and_told(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, claimdb.open(path, timeout=0.01) as database:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(claimdb.DatabaseError, match="locked"):
            database.merge_speakers("Jenny Doe", "Jane Doe")
        other.rollback()
        assert not database.merge_speakers("Jenny Doe", "Jane Doe").repeated


def test_names_are_data(make_database: Any, make_document: Any, make_statement: Any) -> None:
    document = make_document("Rain came. Wind came.")
    odd = "Jane'); DROP TABLE statement; -- [red]\x1b[31m"
    database = make_database(
        (
            document,
            [
                make_statement(document, "Rain came", speaker=odd),
                make_statement(document, "Wind came", speaker="Jane Doe"),
            ],
        )
    )
    database.merge_speakers(odd, "Jane Doe", note="\udcff odd \x00")
    database.alias_speaker("Jane Doe", "Jane \udcff %_' ?")
    assert by_speaker(database) == {"Jane Doe": 2}
    database.undo_speaker(odd)
    assert by_speaker(database) == {odd: 1, "Jane Doe": 1}
    assert database.verify().sound
