"""A CSV file, corrected as a spreadsheet leaves it, is the same as review, row by row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import claimdb

Rows = list[dict[str, str]]
Edit = Callable[[Rows], None]


@pytest.fixture
def database(press: Path, tmp_path: Path, by_hand: Any) -> Iterator[claimdb.Database]:
    with claimdb.open(tmp_path / "claimdb.db") as opened:
        opened.ingest(press)
        yield opened
        assert opened.verify().problems == ()


def exported(database: claimdb.Database) -> Rows:
    file = database.path.with_name("export.csv")
    database.export(file, overwrite=True)
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def saved(
    database: claimdb.Database,
    rows: Rows,
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
    end: str = "\r\n",
) -> Path:
    file = database.path.with_name("corrected.csv")
    with file.open("w", encoding=encoding, errors="replace", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter, lineterminator=end)
        writer.writeheader()
        writer.writerows(rows)
    return file


def row(rows: Rows, words: str) -> dict[str, str]:
    (found,) = (each for each in rows if words in each["text"])
    return found


def correct(rows: Rows) -> None:
    """One of everything."""
    row(rows, "rain").update(speaker="Ana Silva", status="accepted", note="as she says herself")
    row(rows, "river").update(text="is rising", topics="water;floods")
    row(rows, "wind").update(status="rejected")


def assert_corrected(database: claimdb.Database) -> None:
    (rain,) = database.query("rain")
    (river,) = database.query(topic="floods")
    assert (rain.statement.speaker, rain.status, rain.note) == (
        "Ana Silva",
        "corrected",
        "as she says herself",
    )
    assert (river.statement.text, river.statement.topics) == ("is rising", ("water", "floods"))
    assert database.count(status="rejected") == 1


def counts(report: Any) -> tuple[int, ...]:
    return (
        report.unchanged,
        report.corrected,
        report.accepted,
        report.rejected,
        report.noted,
        len(report.not_understood),
    )


def test_an_export_as_it_is_changes_nothing(database: claimdb.Database) -> None:
    report = database.review.import_csv(saved(database, exported(database)))
    assert counts(report) == (3, 0, 0, 0, 0, 0)
    assert database.review.decisions() == []


@pytest.mark.parametrize(
    ("encoding", "delimiter", "end"),
    [
        ("utf-8", ",", "\r\n"),
        ("utf-8-sig", ";", "\r\n"),
        ("utf-8", "\t", "\n"),
        ("utf-16", "\t", "\r\n"),
        ("cp1252", ";", "\r\n"),
    ],
)
def test_what_was_corrected_is_decided_once(
    database: claimdb.Database, encoding: str, delimiter: str, end: str
) -> None:
    rows = exported(database)
    correct(rows)
    file = saved(database, rows, encoding=encoding, delimiter=delimiter, end=end)
    report = database.review.import_csv(file, coder="ana")
    assert counts(report) == (0, 2, 0, 1, 0, 0)
    assert report.new_topics == ("floods", "water")
    assert_corrected(database)
    assert {each.person for each in database.review.decisions()} == {"ana"}
    before = database.review.decisions()
    again = database.review.import_csv(file, coder="ana")
    assert counts(again) == (3, 0, 0, 0, 0, 0)
    assert database.review.decisions() == before
    # And so does an export of what counts now.
    assert counts(database.review.import_csv(saved(database, exported(database)))) == (2, 0, 0, 0, 0, 0)


def test_a_dry_run_says_the_same_and_changes_nothing(database: claimdb.Database) -> None:
    rows = exported(database)
    correct(rows)
    row(rows, "rain")["speaker"] = "Rui Reis"
    file = saved(database, rows)
    dry = database.review.import_csv(file, dry_run=True)
    assert database.review.decisions(undone=True) == []
    assert database.review.import_csv(file) == dry
    assert [each.name for each in dry.new_speakers] == ["Rui Reis"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": "loud"}, "no kind 'loud'"),
        ({"function": ""}, "function is empty"),
        ({"text": "It will snow"}, "don't stand there"),
        ({"text": ""}, "text is empty"),
        ({"status": "done"}, "no status 'done'"),
        ({"status": "corrected", "topics": ""}, "no cell was"),
        ({"speaker": "?"}, "nobody's name"),
        ({"id": "0123456789abcdef", "sha256": ""}, "no statement has this id"),
        ({"id": "1,23E+15", "found_spans": "1;2"}, "no statement has this id"),
        ({"id": "0123456789abcdef"}, "no statement has this id"),
        ({"id": ""}, "no statement has this id"),
    ],
)
def test_what_is_not_understood_is_named_and_the_rest_is_done(
    database: claimdb.Database, change: dict[str, str], reason: str
) -> None:
    rows = exported(database)
    line = 2 + rows.index(row(rows, "rain"))
    # What could be understood of the row is not done by halves.
    row(rows, "rain").update({"topics": "wet"} | change)
    row(rows, "wind")["kind"] = "direct"
    report = database.review.import_csv(saved(database, rows))
    assert counts(report) == (1, 1, 0, 0, 0, 1)
    (problem,) = report.not_understood
    assert problem.line == line
    assert reason in problem.reason
    assert "\n" not in problem.reason
    assert database.count(topic="-") == 3
    assert database.count(kind="direct") == 1


def test_a_statement_has_one_row(database: claimdb.Database) -> None:
    rows = exported(database)
    rows.append(rows[0] | {"kind": "direct"})
    report = database.review.import_csv(saved(database, rows))
    assert [(each.line, each.reason) for each in report.not_understood] == [
        (5, "its statement has a row already, in line 2")
    ]


def test_the_lines_of_a_file_are_counted_as_an_editor_does(database: claimdb.Database) -> None:
    rows = exported(database)
    rows[0]["title"] = "one\r\ntwo"
    rows[1]["kind"] = "loud"
    report = database.review.import_csv(saved(database, rows))
    assert [each.line for each in report.not_understood] == [4]


def test_what_was_decided_since_the_export_is_not_taken_back(database: claimdb.Database) -> None:
    rows = exported(database)
    rain = row(rows, "rain")["id"]
    database.review.decide(rain, "speaker", "Ana Silva")
    row(rows, "rain")["kind"] = "direct"
    row(rows, "wind")["kind"] = "mixed"
    database.review.decide(row(rows, "wind")["id"], "kind", "direct")
    report = database.review.import_csv(saved(database, rows))
    assert [each.reason for each in report.not_understood] == [
        "kind was corrected otherwise since the file was written"
    ]
    (record,) = database.query("rain")
    assert (record.statement.speaker, record.statement.kind) == ("Ana Silva", "direct")
    assert [each.statement.kind for each in database.query("wind")] == ["direct"]


def test_several_people_code_copies_of_one_file(database: claimdb.Database) -> None:
    rows = exported(database)
    row(rows, "rain").update(kind="direct", status="accepted")
    row(rows, "wind").update(status="accepted")
    file = saved(database, rows)
    assert counts(database.review.import_csv(file, coder="ana")) == (1, 1, 1, 0, 0, 0)
    row(rows, "wind").update(kind="direct")
    file = saved(database, rows)
    assert counts(database.review.import_csv(file, coder="bo")) == (1, 2, 0, 0, 0, 0)
    assert counts(database.review.import_csv(file, coder="bo")) == (3, 0, 0, 0, 0, 0)
    kind = next(each for each in database.review.agreement("ana", "bo") if each.field == "kind")
    assert (kind.units, kind.agreement) == (2, 0.5)


def test_who_accepts_a_row_accepts_what_it_says(
    make_database: Any, make_document: Any, make_statement: Any
) -> None:
    document = make_document("The harbour will be built next year, it was said in town.")
    words = "The harbour will be built next year"
    database = make_database((document, [make_statement(document, words, speaker="Jane Doe")]))
    rows = exported(database)
    rows[0]["status"] = "accepted"
    found_since = make_statement(document, words, speaker="Ana Silva", kind="direct")
    database = make_database((document, [found_since]), extractor=claimdb.Extractor("2", "by_hand", "1", ""))
    assert counts(database.review.import_csv(saved(database, rows))) == (0, 1, 0, 0, 0, 0)
    (record,) = database.query()
    assert (record.statement.speaker, record.statement.kind) == ("Jane Doe", "indirect")
    assert record.status == "corrected"
    assert counts(database.review.import_csv(saved(database, rows))) == (1, 0, 0, 0, 0, 0)


def test_a_file_without_the_column_decision_does_nothing_the_second_time(database: claimdb.Database) -> None:
    rows = [{name: each[name] for name in ("id", "kind", "status")} for each in exported(database)]
    for each in rows:
        each.update(kind="direct", status="accepted")
    file = saved(database, rows)
    assert counts(database.review.import_csv(file)) == (0, 3, 0, 0, 0, 0)
    assert counts(database.review.import_csv(file)) == (3, 0, 0, 0, 0, 0)


def test_a_corrected_value_can_be_corrected_back(database: claimdb.Database) -> None:
    rain = row(exported(database), "rain")["id"]
    database.review.decide(rain, "speaker", "Ana Silva")
    rows = exported(database)
    row(rows, "rain")["speaker"] = "Jane Doe"
    file = saved(database, rows)
    assert counts(database.review.import_csv(file)) == (2, 1, 0, 0, 0, 0)
    assert counts(database.review.import_csv(file)) == (3, 0, 0, 0, 0, 0)
    assert database.count(speaker="silva") == 1


def test_a_merged_speaker_is_unchanged(database: claimdb.Database) -> None:
    database.alias_speaker("Jane Doe", "J. Doe")
    rows = exported(database)
    database.merge_speakers("Ana Silva", "Jane Doe")
    assert counts(database.review.import_csv(saved(database, rows))) == (3, 0, 0, 0, 0, 0)
    assert counts(database.review.import_csv(saved(database, exported(database)))) == (3, 0, 0, 0, 0, 0)


def test_a_file_from_before_an_extraction_is_understood(
    database: claimdb.Database, press: Path, by_hand: Any
) -> None:
    rows = exported(database)
    correct(rows)
    rain = press / "rain.txt"
    rain.write_text("Weather desk\n\n" + rain.read_text(encoding="utf-8"), encoding="utf-8")
    by_hand.config = "2"
    database.ingest(press)
    assert counts(database.review.import_csv(saved(database, rows))) == (0, 2, 0, 1, 0, 0)
    assert_corrected(database)


def test_an_id_that_became_a_number_is_found_by_its_place(database: claimdb.Database) -> None:
    rows = exported(database)
    row(rows, "rain").update(id="1,23E+15", kind="direct")
    assert counts(database.review.import_csv(saved(database, rows))) == (2, 1, 0, 0, 0, 0)
    assert [each.statement.text for each in database.query(kind="direct")] == ["It will rain for a week"]


@pytest.mark.parametrize("cell", ["ana silva", "Silva", "  ANA   Silva", "Sílva"])
def test_a_speaker_is_understood_as_it_was_typed(database: claimdb.Database, cell: str) -> None:
    rows = exported(database)
    row(rows, "rain")["speaker"] = cell
    file = saved(database, rows)
    report = database.review.import_csv(file)
    assert (counts(report), report.new_speakers) == ((2, 1, 0, 0, 0, 0), ())
    assert [each.statement.speaker for each in database.query("rain")] == ["Ana Silva"]
    assert counts(database.review.import_csv(file)) == (3, 0, 0, 0, 0, 0)


def test_a_name_typed_otherwise_is_no_correction(database: claimdb.Database) -> None:
    rows = exported(database)
    row(rows, "river")["speaker"] = "SILVA"
    assert counts(database.review.import_csv(saved(database, rows))) == (3, 0, 0, 0, 0, 0)


def test_new_speakers_are_named_with_their_lines_and_who_is_near(database: claimdb.Database) -> None:
    rows = exported(database)
    for words in ("rain", "wind"):
        row(rows, words)["speaker"] = "Ana Silvo"
    first = 2 + min(rows.index(row(rows, words)) for words in ("rain", "wind"))
    file = saved(database, rows)
    (new,) = database.review.import_csv(file).new_speakers
    assert (new.line, new.name, new.near[:1]) == (first, "Ana Silvo", ("Ana Silva",))
    assert database.review.import_csv(file).new_speakers == ()


def test_a_surname_of_several_is_not_understood(database: claimdb.Database) -> None:
    rows = exported(database)
    row(rows, "wind")["speaker"] = "Rui Silva"
    database.review.import_csv(saved(database, rows))
    rows = exported(database)
    row(rows, "rain")["speaker"] = "Silva"
    (problem,) = database.review.import_csv(saved(database, rows)).not_understood
    assert "Ana Silva, Rui Silva" in problem.reason


def test_a_few_columns_are_enough(database: claimdb.Database) -> None:
    rows = exported(database)
    correct(rows)
    few = [
        {name: each[name] for name in ("id", "text", "speaker", "topics", "status", "note")} for each in rows
    ]
    assert counts(database.review.import_csv(saved(database, few))) == (0, 2, 0, 1, 0, 0)
    assert_corrected(database)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no column id"),
        (b"name;text\r\n1;2\r\n", "no column id"),
        (b"id,text,ID\r\n", "two columns id"),
        (b"\x81\x8d\x8f", "is no text"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x81", "is no text"),
    ],
)
def test_a_file_that_is_none(database: claimdb.Database, content: bytes, reason: str) -> None:
    file = database.path.with_name("other.csv")
    file.write_bytes(content)
    with pytest.raises(claimdb.ReadingError, match=reason):
        database.review.import_csv(file)
    with pytest.raises(claimdb.ReadingError, match="cannot be read"):
        database.review.import_csv(file.parent)


def test_excels_hint_at_the_separator(database: claimdb.Database) -> None:
    rows = exported(database)
    rows[0]["kind"] = "loud"
    file = saved(database, rows, delimiter=";")
    file.write_bytes(b"sep=;\r\n" + file.read_bytes())
    assert [each.line for each in database.review.import_csv(file).not_understood] == [3]


HOSTILE = st.text(
    alphabet=st.sampled_from(list("=+-@'\t\r\n\";, …“”ab1é€漢\u2028")), min_size=1, max_size=40
).filter(str.strip)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(words=HOSTILE, note=HOSTILE)
def test_words_of_any_sort_survive_the_round_trip(
    tmp_path_factory: pytest.TempPathFactory,
    make_document: Any,
    make_statement: Any,
    words: str,
    note: str,
) -> None:
    from claimdb.model import Corpus, Extraction, Extractor
    from claimdb.store import opening
    from claimdb.store.writing import Writer

    document = make_document(f"Before {words} after.")
    statement = make_statement(document, words, speaker="=Jane; Doe", topics=("+a", "@b"))
    path = tmp_path_factory.mktemp("trip") / "claimdb.db"
    engine = opening.create(path)
    Writer(engine).write(
        document, Extraction(Extractor("1", "by hand", "1", ""), (statement,)), corpus=Corpus()
    )
    engine.dispose()
    with claimdb.open(path) as database:
        rows = exported(database)
        assert counts(database.review.import_csv(saved(database, rows, delimiter=";"))) == (1, 0, 0, 0, 0, 0)
        rows[0]["note"] = claimdb.export.guarded(note)
        rows[0]["kind"] = "direct"
        assert counts(database.review.import_csv(saved(database, rows))) == (0, 1, 0, 0, 0, 0)
        (record,) = database.query()
        assert record.statement.text == words
        assert (record.note or "").split() == note.split()
