"""Versions and extractions side by side: what counts, what counted, what became other, and taking out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import claimdb
from claimdb.model import Block, Corpus, Document, Extraction, Extractor, Statement
from claimdb.store import opening, writing
from claimdb.store.writing import Writer

RAIN = "It will rain for a week, Jane Doe said.\n\nThe river is rising, Ana Silva said.\n"
DAYS = ("2024-01-10", "2024-02-10", "2024-03-10")


class Clock:
    """The time that is written into the database."""

    def __init__(self) -> None:
        self.now = f"{DAYS[0]}T12:00:00Z"

    def set(self, day: str) -> None:
        self.now = f"{day}T12:00:00Z"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    for module in ("writing", "decisions"):
        monkeypatch.setattr(f"claimdb.store.{module}.now", lambda: clock.now)
    assert writing.now() == clock.now
    return clock


@pytest.fixture
def path(press: Path, tmp_path: Path, by_hand: Any, clock: Clock) -> Path:
    """Two articles in January; in February one has other bytes; in March all is extracted anew."""
    path = tmp_path / "claimdb.db"
    (press / "rain.txt").write_text(RAIN, encoding="utf-8")
    with claimdb.open(path) as database:
        database.ingest(press)
        clock.set(DAYS[1])
        (press / "rain.txt").write_text(
            "A new beginning.\n\n" + RAIN.replace("a week", "a month"), encoding="utf-8"
        )
        database.ingest(press)
        clock.set(DAYS[2])
        by_hand.config = "2"
        database.ingest(press)
    return path


def texts(path: Path, as_of: str | None = None, **filters: Any) -> set[str]:
    with claimdb.open(path, as_of=as_of) as database:
        return {record.statement.text for record in database.query(**filters)}


# --------------------------------------------------------------------------------- as of then


def test_queries_see_the_latest_or_what_counted_then(path: Path) -> None:
    week, month = {"It will rain for a week"}, {"It will rain for a month"}
    others = {"The river is rising", "The wind will turn"}
    assert texts(path) == month | others
    assert texts(path, "2024-01-10") == week | others
    assert texts(path, "2024-02-09") == week | others
    assert texts(path, "2024-02-10T11:59:59") == week | others
    assert texts(path, "2024-02-10T13:00+01:00") == month | others
    assert texts(path, "2024-02-10") == month | others
    assert texts(path, "2024-01-31", text="week") == week
    assert texts(path, "2024-02-28", text="week") == set()


def test_everything_that_is_told_is_of_then(path: Path, tmp_path: Path) -> None:
    with claimdb.open(path, as_of="2024-01-31") as database:
        assert database.count(speaker="doe") == 2
        assert database.stats().statements == 3
        assert {each.name: each.statements for each in database.speakers()} == {"Jane Doe": 2, "Ana Silva": 1}
        assert {each.path: each.versions for each in database.documents()} == {
            "press/rain.txt": 1,
            "press/wind.txt": 1,
        }
        (record,) = database.query("week")
        shown = database.show(record.statement.id)
        assert shown.current
        assert shown.extracted_at.startswith(DAYS[0])
        assert database.export(tmp_path / "then.csv") == 3
    with claimdb.open(path) as database:
        assert not database.show(record.statement.id).current


def test_decisions_are_those_of_then(path: Path, clock: Clock) -> None:
    clock.set("2024-04-10")
    with claimdb.open(path) as database:
        database.merge_speakers("Ana Silva", "Jane Doe")
        clock.set("2024-05-10")
        database.undo_speaker("Ana Silva")
    for day, statements in (("2024-03-31", 2), ("2024-04-30", 3), ("2024-05-31", 2)):
        with claimdb.open(path, as_of=day) as database:
            assert database.count(speaker="Jane Doe") == statements
            assert len(database.speaker_decisions()) == (day == "2024-04-30")


def test_the_past_cannot_be_written(path: Path, press: Path) -> None:
    before = path.read_bytes()
    with claimdb.open(path, as_of="2024-01-31") as database:
        for write in (
            lambda: database.ingest(press),
            lambda: database.merge_speakers("Ana Silva", "Jane Doe"),
            database.prune,
            lambda: database.remove_document("rain"),
            lambda: database.verify(fix=True),
        ):
            with pytest.raises(claimdb.DatabaseError, match="only be read"):
                write()
    assert path.read_bytes() == before
    assert len(texts(path)) == 3


@pytest.mark.parametrize(
    "day", ["", "yesterday", "2024-13-01", "2024-02-30", "2024", "2024-02-10T25:00", "٢٠٢٤-٠١-٠١"]
)
def test_a_day_that_is_none(path: Path, day: str) -> None:
    with pytest.raises(claimdb.FilterError, match="as_of"):
        claimdb.open(path, as_of=day)


def test_before_everything(path: Path) -> None:
    with (
        claimdb.open(path, as_of="2020-01-01") as database,
        pytest.raises(claimdb.NotFoundError, match=DAYS[0]),
    ):
        database.count()


# ------------------------------------------------------------------------- history and diff


def test_the_history_of_a_document(path: Path) -> None:
    with claimdb.open(path) as database:
        history = database.history("rain.txt")
    assert isinstance(history, claimdb.DocumentHistory)
    assert [(each.number, each.added_at[:10]) for each in history.versions] == [(1, DAYS[0]), (2, DAYS[1])]
    assert [
        (each.version, each.made_at[:10], each.statements, each.current) for each in history.extractions
    ] == [
        (1, DAYS[0], 2, False),
        (2, DAYS[1], 2, False),
        (2, DAYS[2], 2, True),
    ]
    assert len({each.extractor.config for each in history.extractions}) == 2


def test_the_history_of_a_statement_goes_through_versions(path: Path, clock: Clock) -> None:
    with claimdb.open(path) as database:
        (now,) = database.query("month")
        database.merge_speakers("Jane Doe", "Ana Silva", note="a test")
        history = database.history(now.statement.id[:8])
        with claimdb.open(path, as_of=DAYS[0]) as then:
            (first,) = then.query("week")
        assert database.history(first.statement.id).appearances == history.appearances
    assert isinstance(history, claimdb.StatementHistory)
    found = [each.record.statement.text for each in history.appearances if each.record]
    assert found == ["It will rain for a week", "It will rain for a month", "It will rain for a month"]
    assert [each.fields for each in history.appearances] == [(), ("text",), ()]
    (decision,) = history.decisions
    assert (decision.subject, decision.verdict, decision.value, decision.note) == (
        "speaker",
        "merge",
        "Ana Silva",
        "a test",
    )


@pytest.mark.parametrize("asked", ["nowhere.txt", "beef", "0123456789abcdef", "a\x00b"])
def test_a_history_of_nothing(path: Path, asked: str) -> None:
    with claimdb.open(path) as database, pytest.raises(claimdb.NotFoundError):
        database.history(asked)


def test_a_history_of_several(path: Path) -> None:
    with claimdb.open(path) as database, pytest.raises(claimdb.AmbiguousError, match="several documents"):
        database.history("press")


def test_the_difference_between_versions(path: Path) -> None:
    with claimdb.open(path) as database:
        first, second, third = database.history("press/rain.txt").extractions
        (last,) = database.diff("rain.txt")
        assert (last.before, last.after, last.changes) == (second, third, ())
        for earlier, later in ((first.id, second.id), (str(first.id), third.id), (DAYS[0], "2024-02-29")):
            (difference,) = database.diff("rain.txt", earlier, later)
            (change,) = difference.changes
            assert (change.what, change.fields) == ("changed", ("text",))
            assert change.before.statement.text == "It will rain for a week"
            assert change.after.statement.text == "It will rain for a month"
        assert [each.after.document for each in database.diff()] == ["press/rain.txt", "press/wind.txt"]


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (("rain.txt", 99), claimdb.NotFoundError),
        (("rain.txt", "2020-01-01"), claimdb.NotFoundError),
        (("rain.txt", "then"), claimdb.FilterError),
        ((None, 1), claimdb.FilterError),
        (("", None), claimdb.FilterError),
        (("nowhere",), claimdb.NotFoundError),
    ],
)
def test_differences_of_nothing(path: Path, asked: Any, error: type[Exception]) -> None:
    with claimdb.open(path) as database, pytest.raises(error):
        database.diff(*asked)


Found = Callable[[Document], list[Statement]]


@pytest.fixture
def compared(tmp_path: Path, make_document: Any) -> Callable[..., Any]:
    """What is other between two extractions of one document, each of a text and what was found there."""

    def compare(*extractions: tuple[str, Found]) -> list[tuple[str, tuple[str, ...], str | None, str | None]]:
        engine = opening.create(tmp_path / "claimdb.db")
        writer = Writer(engine)
        for number, (text, find) in enumerate(extractions):
            document = make_document(text)
            extractor = Extractor("1", "by_hand", "1", str(number))
            writer.write(document, Extraction(extractor, tuple(find(document))), corpus=Corpus())
        engine.dispose()
        with claimdb.open(tmp_path / "claimdb.db") as database:
            assert database.verify().problems == ()
            (difference,) = database.diff()
        return [
            (
                each.what,
                each.fields,
                None if each.before is None else each.before.statement.text,
                None if each.after is None else each.after.statement.text,
            )
            for each in difference.changes
        ]

    return compare


TEXT = "It rained, Jane Doe said. It will snow, she said. Ana Silva says that it was dry, and cold."


def test_gained_lost_and_given_to_another(compared: Any, make_statement: Any) -> None:
    def before(document: Document) -> list[Statement]:
        return [
            make_statement(document, "It rained", speaker="Jane Doe"),
            make_statement(document, "It will snow"),
            make_statement(document, "it was dry", speaker="Ana Silva"),
        ]

    def after(document: Document) -> list[Statement]:
        return [
            make_statement(document, "It will snow", speaker="Jane Doe", function="prediction"),
            make_statement(document, "it was dry, and cold", speaker="Ana Silva"),
            make_statement(document, "cold", speaker="Ana Silva", nested_in=None),
        ][:2]

    assert compared((TEXT, before), (TEXT, after)) == [
        ("lost", (), "It rained", None),
        ("re-attributed", ("speaker", "function"), "It will snow", "It will snow"),
        ("changed", ("text",), "it was dry", "it was dry, and cold"),
    ]
    assert compared((TEXT, after), (TEXT, before))[-1][0] == "changed"


def test_statements_keep_their_partners_when_the_text_moves(compared: Any, make_statement: Any) -> None:
    lines = [f"On day {day} it rained in town {day % 3}, Jane Doe said.\n\n" for day in range(60)]

    def all_of(document: Document) -> list[Statement]:
        starts = [block for block in document.blocks if " said." in document.text[block.start : block.end]]
        words = [document.text[each.start : each.end].split(", Jane")[0] for each in starts]
        return [make_statement(document, each, speaker="Jane Doe") for each in words]

    # One that was both moved and changed is taken for another one.
    shuffled = ["A headline\n\n", *lines[30:], *lines[:29], lines[29].replace("rained", "hailed")]
    changes = compared(("".join(lines), all_of), ("".join(shuffled), all_of))
    assert changes == [
        ("lost", (), "On day 29 it rained in town 2", None),
        ("gained", (), None, "On day 29 it hailed in town 2"),
    ]


def test_what_is_nested_is_compared_with_what_is_nested(compared: Any, make_statement: Any) -> None:
    def found(document: Document, speaker: str | None) -> list[Statement]:
        outer = make_statement(document, "Ana Silva says that it was dry", speaker="Jane Doe")
        inner = make_statement(document, "it was dry", speaker=speaker, nested_in=outer.id)
        return [outer, inner]

    assert compared(
        (TEXT, lambda document: found(document, None)), (TEXT, lambda document: found(document, "Ana Silva"))
    ) == [("re-attributed", ("speaker",), "it was dry", "it was dry")]


def test_another_text_of_the_same_bytes_is_another_version(tmp_path: Path, make_statement: Any) -> None:
    """An improved reader gives it; the statements' places are those of the new text."""
    engine = opening.create(tmp_path / "claimdb.db")
    for number, text in enumerate(["| It rained, Jane Doe said.", "It rained, Jane Doe said."]):
        blocks = (Block("paragraph", 0, len(text)),)
        document = Document("page.html", "ab" * 32, text, "article", blocks, f"html {number}")
        extraction = Extraction(
            Extractor("1", "by_hand", "1", str(number)), (make_statement(document, "It rained"),)
        )
        status = Writer(engine).write(document, extraction, corpus=Corpus())
    engine.dispose()
    assert status == "re-extracted"
    with claimdb.open(tmp_path / "claimdb.db") as database:
        assert database.verify().problems == ()
        assert len(database.history("page.html").versions) == 2
        assert next(database.diff()).changes == ()


def test_a_changed_rule_is_another_extractor(
    press: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from claimdb.extraction import rules

    with claimdb.open(tmp_path / "claimdb.db") as database:
        database.ingest(press, fast=True)
        assert {each.status for each in database.ingest(press, fast=True).documents} == {"unchanged"}
        (version,) = {record.extractor.version for record in database.query()}
        assert version == f"{claimdb.__version__}+{rules.digest()}"
        monkeypatch.setattr(rules, "digest", lambda: "0123abcd")
        assert {each.status for each in database.ingest(press, fast=True).documents} == {"re-extracted"}


# --------------------------------------------------------------------------------- taking out


def test_prune_keeps_what_counts(path: Path) -> None:
    before = texts(path)
    with claimdb.open(path) as database:
        superseded = {each.document: each for each in database.superseded()}
        assert set(superseded) == {"press/rain.txt", "press/wind.txt"}
        rain = superseded["press/rain.txt"]
        assert (rain.versions, rain.extractions, rain.statements) == (1, 2, 4)
        removed = database.prune()
        assert {each.document: each for each in removed.documents} == superseded
        assert removed.shrunk
        assert database.superseded() == []
        assert database.prune().documents == ()
        verified = database.verify()
        assert verified.problems == ()
        assert (verified.versions, verified.extractions, verified.superseded_extractions) == (2, 2, 0)
        assert database.count("month") == 1
    assert texts(path) == before


def test_a_version_after_pruning_has_the_next_number(path: Path, press: Path) -> None:
    with claimdb.open(path) as database:
        database.prune()
        (press / "rain.txt").write_text(RAIN, encoding="utf-8")
        database.ingest(press)
        history = database.history("rain.txt")
        assert [each.number for each in history.versions] == [2, 3]
        assert database.verify().problems == ()


def test_pruning_gives_room_back(tmp_path: Path, press: Path, by_hand: Any) -> None:
    path = tmp_path / "claimdb.db"
    lines = "".join(f"It rained {day} days in the valley, Jane Doe said.\n\n" for day in range(800))
    (press / "long.txt").write_text(lines, encoding="utf-8")
    with claimdb.open(path) as database:
        database.ingest(press)
        alone = opening.size(path)
        for config in "234":
            by_hand.config = config
            database.ingest(press)
        before = opening.size(path)
        removed = database.prune()
    assert removed.freed == before - opening.size(path) > 0
    assert opening.size(path) < alone * 1.2


def test_what_people_decided_outlives_its_statements(path: Path, press: Path, by_hand: Any) -> None:
    (press / "wind.txt").write_text("The wind will turn, Mary Roe said.\n", encoding="utf-8")
    with claimdb.open(path) as database:
        database.ingest(press)
        database.merge_speakers("Mary Roe", "Jane Doe")
        decided = database.speaker_decisions()
        (press / "wind.txt").write_text("The wind turned.\n", encoding="utf-8")
        database.ingest(press)
        database.prune()
        assert [(each.name, each.now) for each in database.speaker_decisions()] == [("Mary Roe", "Jane Doe")]
        assert database.verify().problems == ()
        (press / "wind.txt").write_text("The wind will turn, Mary Roe said.\n", encoding="utf-8")
        database.ingest(press)
        assert {each.name for each in database.speakers()} == {"Jane Doe", "Ana Silva"}
        assert [each.made_at for each in database.speaker_decisions()] == [each.made_at for each in decided]


def test_who_says_nothing_any_more_is_not_offered(
    tmp_path: Path, make_database: Any, make_document: Any, make_statement: Any
) -> None:
    text = "It rained, an official said. It snowed, Jo Bloggs said."
    found = make_document(text)
    corpus = Corpus(
        speakers=(
            claimdb.Speaker("Ana Silva", aliases=("A. S.",)),
            claimdb.Speaker("Mary Roe", wikidata="Q1"),
        ),
        digest="1",
    )
    old = [
        make_statement(found, "It rained", speaker="an official", speaker_kind="unnamed"),
        make_statement(found, "It snowed", speaker="Bloggs"),
    ]
    make_database((found, old), corpus=corpus)
    new = [make_statement(found, "It snowed", speaker="Jo Bloggs")]
    database = make_database((found, new), corpus=corpus, extractor=Extractor("2", "by_hand", "1", "2"))
    database.prune()
    with closing(sqlite3.connect(tmp_path / "claimdb.db")) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM speaker")}
    assert names == {"Jo Bloggs", "Ana Silva", "Mary Roe"}
    assert database.count(speaker="bloggs") == 1


def test_a_document_is_taken_out_whole(path: Path, press: Path) -> None:
    with claimdb.open(path) as database:
        expected = database.removable("rain.txt")
        assert (expected.versions, expected.extractions, expected.statements) == (2, 3, 6)
        assert database.remove_document("rain.txt").documents == (expected,)
        assert [each.path for each in database.documents()] == ["press/wind.txt"]
        assert database.count("rain") == database.count("month") == 0
        verified = database.verify()
        assert (verified.problems, verified.versions) == ((), 1)
        assert (press / "rain.txt").exists()
        assert {each.status for each in database.ingest(press).documents} == {"added", "unchanged"}
    with claimdb.open(path) as database, pytest.raises(claimdb.AmbiguousError):
        database.remove_document("press")
    assert len(texts(path)) == 3


def test_a_decision_on_a_statement_outlives_pruning_and_keeps_its_document(
    path: Path, press: Path, by_hand: Any
) -> None:
    with claimdb.open(path) as database:
        (found,) = database.query("month")
        database.review.decide(found.statement.id, "kind", "direct", coder="ana")
        by_hand.config = "4"
        database.ingest(press)
        database.prune()
        assert [record.statement.kind for record in database.query("month")] == ["direct"]
        assert len(database.review.decisions()) == 1
        assert database.review.lost() == []
        with pytest.raises(claimdb.DecisionError, match="rain"):
            database.remove_document("rain.txt")
        assert database.count() == 3
        assert database.verify().problems == ()
