"""Whose a name can be decided to be: what is refused, what is left alone, and other names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import claimdb
from claimdb.model import Corpus, Speaker


def by_speaker(database: claimdb.Database) -> dict[str, int]:
    return {each.name: each.statements for each in database.speakers()}


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


@pytest.mark.parametrize(
    ("name", "into", "said"),
    [
        ("Jenny Do", "Jane Doe", "no speaker 'Jenny Do'; near: Jenny Doe"),
        ("doe", "Ana Silva", "no speaker is called 'doe' in full; near: Jane Doe, Jenny Doe"),
        ("Jenny Doe", "silva", "no speaker is called 'silva' in full; near: Ana Silva"),
        ("Zoltan Quux", "Jane Doe", "no speaker 'Zoltan Quux'; list them with: claimdb speakers"),
    ],
)
def test_a_speaker_who_is_not_there(doubled: Path, name: str, into: str, said: str) -> None:
    with claimdb.open(doubled) as database:
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
def test_what_is_no_name(doubled: Path, name: str) -> None:
    with claimdb.open(doubled) as database:
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


def test_another_name_finds_the_speaker_and_later_statements_are_theirs(doubled: Path, press: Path) -> None:
    with claimdb.open(doubled) as database:
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


def test_what_rests_on_another_name_survives_its_undo(doubled: Path) -> None:
    with claimdb.open(doubled) as database:
        database.alias_speaker("Jane Doe", "Dona Jane")
        assert database.merge_speakers("Jenny Doe", "Dona Jane").speaker == "Jane Doe"
        database.undo_speaker("Dona Jane")
        assert by_speaker(database) == {"Jane Doe": 3, "Ana Silva": 1}
        assert database.verify().sound


def test_an_undo_of_nothing(doubled: Path) -> None:
    with claimdb.open(doubled) as database:
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
