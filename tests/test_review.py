"""Decisions on statements: they count in every way of asking, can be undone, and hold for later versions."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import claimdb
from claimdb.model import statement_id


@pytest.fixture
def database(press: Path, tmp_path: Path, by_hand: Any) -> Iterator[claimdb.Database]:
    """Three statements: Jane Doe on rain and on wind, Ana Silva on the river."""
    with claimdb.open(tmp_path / "claimdb.db") as opened:
        opened.ingest(press)
        yield opened
        assert opened.verify().problems == ()


def uid(database: claimdb.Database, words: str) -> str:
    (record,) = database.query(words, status=["unreviewed", "accepted", "corrected", "rejected"])
    return record.statement.id


def only(database: claimdb.Database, **filters: Any) -> claimdb.Record:
    (record,) = database.query(**filters)
    return record


def everything(database: claimdb.Database) -> list[Any]:
    exported = io.StringIO()
    database.export(exported, format="jsonl")
    shown = [database.show(record.statement.id) for record in database.query()]
    return [exported.getvalue(), shown, database.speakers(), database.stats(), database.topics()]


# ---------------------------------------------------------------------- they count everywhere


def test_what_is_rejected_is_left_out_unless_asked_for(database: claimdb.Database) -> None:
    river = uid(database, "river")
    database.review.decide(river, "reject", note="a headline")
    assert database.count() == 2
    assert database.count("river") == database.count(speaker="silva") == 0
    assert [record.status for record in database.query("river", status="rejected")] == ["rejected"]
    assert "Ana Silva" not in {each.name for each in database.speakers()}
    assert database.stats().statements == 2
    assert sum(each.statements for each in database.documents()) == 2
    rows = io.StringIO()
    assert database.export(rows, format="jsonl") == 2
    assert database.show(river).record.status == "rejected"
    assert [each.note for each in database.show(river).decisions] == ["a headline"]


def test_a_corrected_speaker_counts_everywhere_and_the_found_one_stays(database: claimdb.Database) -> None:
    river = uid(database, "river")
    database.review.decide(river, "speaker", "jane doe")
    record = only(database, text="river")
    assert (record.statement.speaker, record.found_speaker, record.status) == (
        "Jane Doe",
        "Ana Silva",
        "corrected",
    )
    assert database.count(speaker="doe") == 3
    assert database.count(speaker="silva") == 0
    assert [(each.name, each.statements) for each in database.speakers()] == [("Jane Doe", 3)]
    assert [(line.speaker, line.statements) for line in database.stats().speakers] == [("Jane Doe", 3)]
    assert database.show(river).record == record


def test_nobody_and_a_new_speaker(database: claimdb.Database) -> None:
    river, rain = uid(database, "river"), uid(database, "rain")
    database.review.decide(river, "speaker", None)
    with pytest.raises(claimdb.NotFoundError, match="near: Jane Doe"):
        database.review.decide(rain, "speaker", "Jane Deo")
    assert database.review.decisions()[-1].statement == river
    database.review.decide(rain, "speaker", "Water Board", new_speaker="body")
    assert database.count(speaker="-") == 1
    record = only(database, speaker="water board")
    assert (record.statement.id, record.statement.speaker_kind) == (rain, "body")


def test_a_corrected_speaker_who_is_merged_is_the_other_one(database: claimdb.Database) -> None:
    rain = uid(database, "rain")
    database.review.decide(rain, "speaker", "J. Doe", new_speaker="person")
    database.merge_speakers("J. Doe", "Jane Doe")
    record = only(database, text="rain")
    assert (record.statement.speaker, record.found_speaker) == ("Jane Doe", "Jane Doe")
    assert database.count(speaker="J. Doe") == 2
    database.undo_speaker("J. Doe")
    assert only(database, text="rain").statement.speaker == "J. Doe"


def test_corrected_kind_function_and_topics_count(database: claimdb.Database) -> None:
    rain = uid(database, "rain")
    database.review.decide(rain, "kind", "direct")
    database.review.decide(rain, "function", "prediction")
    database.review.decide(rain, "topics", ["weather", "water"])
    record = only(database, kind="direct")
    assert record.statement.id == rain
    assert only(database, function="prediction") == only(database, topic="weather") == record
    assert record.statement.topics == ("weather", "water")
    assert (record.found_kind, record.found_function, record.found_topics) == ("indirect", "assertion", ())
    assert database.count(kind="indirect") == database.count(function="assertion") == 2
    assert database.count(topic="-") == 2
    stats = database.stats()
    assert stats.kinds == {"indirect": 2, "direct": 1}
    assert stats.functions == {"assertion": 2, "prediction": 1}
    assert stats.topics == {"water": 1, "weather": 1}
    database.review.decide(rain, "topics", "")
    assert database.count(topic="-") == 3
    assert only(database, kind="direct").statement.topics == ()


def test_corrected_words_are_shown_exported_and_searched(database: claimdb.Database) -> None:
    rain = uid(database, "rain")
    database.review.decide(rain, "words", "rain   for a week")
    record = only(database, text="rain")
    assert (record.statement.text, record.found_text) == ("rain for a week", "It will rain for a week")
    ((start, end),) = record.statement.spans
    text = Path(database.path.parent, record.document).read_text(encoding="utf-8")
    assert text[start:end] == "rain for a week"
    assert database.count("it will") == 0
    assert database.count("rain week") == 1
    rows = io.StringIO()
    database.export(rows, format="jsonl", text="rain")
    exported = json.loads(rows.getvalue())
    assert exported["text"] == "rain for a week"
    assert exported["spans"] == [[start, end]]
    assert exported["found_text"] == "It will rain for a week"
    assert (exported["id"], exported["status"]) == (rain, "corrected")


def test_words_in_several_pieces(database: claimdb.Database) -> None:
    rain = uid(database, "rain")
    database.review.decide(rain, "words", "It will … for a week")
    record = only(database, text="week")
    assert record.statement.text == "It will … for a week"
    assert len(record.statement.spans) == 2


@pytest.mark.parametrize(
    ("verdict", "value"),
    [
        ("words", "It will snow"),
        ("words", ""),
        ("words", [(100000, 100001)]),
        ("words", [(20, 10)]),
        ("words", []),
        ("kind", "loud"),
        ("function", None),
        ("speaker", "?!"),
        ("topics", ["!"]),
        ("undo", "1"),
        ("praise", None),
        ("note", None),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_leaves_nothing(
    database: claimdb.Database, verdict: str, value: object
) -> None:
    before = everything(database)
    with pytest.raises(claimdb.ClaimdbError) as refused:
        database.review.decide(uid(database, "rain"), verdict, value, new_speaker="person")
    assert "\n" not in str(refused.value)
    assert database.review.decisions(undone=True) == []
    assert everything(database) == before


def test_the_tables_of_what_was_found_are_not_touched(database: claimdb.Database) -> None:
    def rows() -> list[Any]:
        with closing(sqlite3.connect(database.path)) as connection:
            return [
                connection.execute(f"SELECT * FROM {table}").fetchall()
                for table in ("statement", "span", "extraction", "block", "document_version")
            ]

    before = rows()
    rain = uid(database, "rain")
    for verdict, value in (("words", "rain"), ("kind", "direct"), ("speaker", None), ("accept", None)):
        database.review.decide(rain, verdict, value)
    assert rows() == before


# ------------------------------------------------------------------------------ status, undoing


def test_status_says_what_was_decided(database: claimdb.Database) -> None:
    rain, wind, river = uid(database, "rain"), uid(database, "wind"), uid(database, "river")
    database.review.decide(rain, "accept")
    database.review.decide(wind, "kind", "direct")
    database.review.decide(wind, "accept")
    database.review.decide(river, "note", note="who is she?")
    assert only(database, status="accepted").statement.id == rain
    assert only(database, status="corrected").statement.id == wind
    assert only(database, status="unreviewed").note == "who is she?"
    assert database.count(status=["accepted", "unreviewed"]) == 2
    with pytest.raises(claimdb.FilterError, match="no status 'done'"):
        database.count(status="done")


def test_what_was_corrected_back_nobody_has_accepted(database: claimdb.Database) -> None:
    rain = uid(database, "rain")
    database.review.decide(rain, "words", "rain for a week", coder="bo")
    database.review.decide(rain, "accept", coder="bo")
    database.review.decide(rain, "words", "It will rain for a week", coder="cat")
    record = only(database, text="rain")
    assert (record.statement.text, record.status) == ("It will rain for a week", "corrected")
    database.review.decide(rain, "accept", coder="cat")
    assert only(database, text="rain").status == "accepted"


def test_what_was_accepted_and_corrected_back_is_what_was_accepted(database: claimdb.Database) -> None:
    rain = uid(database, "rain")
    database.review.decide(rain, "accept")
    database.review.decide(rain, "kind", "direct")
    assert only(database, text="rain").status == "corrected"
    database.review.decide(rain, "kind", "indirect")
    assert only(database, text="rain").status == "accepted"


def test_a_correction_says_that_it_is_a_statement_after_all(database: claimdb.Database) -> None:
    rain = uid(database, "rain")
    database.review.decide(rain, "reject")
    database.review.decide(rain, "kind", "direct")
    assert only(database, text="rain").status == "corrected"


def test_undoing_everything_restores_everything(database: claimdb.Database) -> None:
    before = everything(database)
    rain = uid(database, "rain")
    decided = [
        database.review.decide(rain, verdict, value).id
        for verdict, value in (
            ("speaker", None),
            ("words", "rain"),
            ("topics", "wet"),
            ("accept", None),
            ("reject", None),
        )
    ]
    undone = [database.review.undo().id for _ in decided]
    assert undone == decided[::-1]
    with pytest.raises(claimdb.NotFoundError, match="left to undo"):
        database.review.undo()
    assert database.review.decisions() == []
    assert [each.undone_at is not None for each in database.review.decisions(undone=True)] == [True] * 5
    after = everything(database)
    assert after[:4] == before[:4]
    assert [topic.name for topic in after[4] if topic.statements] == []


def test_undoing_one_decision_leaves_the_others(database: claimdb.Database) -> None:
    rain, wind = uid(database, "rain"), uid(database, "wind")
    database.review.decide(rain, "kind", "direct")
    database.review.decide(rain, "function", "question")
    database.review.decide(wind, "reject")
    assert database.review.undo(rain).verdict == "function"
    record = only(database, text="rain")
    assert (record.statement.kind, record.statement.function) == ("direct", "assertion")
    assert database.count(status="rejected") == 1


# --------------------------------------------------------------------------------------- coders


def test_coders_do_not_see_each_other_and_the_last_one_counts(database: claimdb.Database) -> None:
    rain = uid(database, "rain")
    database.review.decide(rain, "speaker", "Ana Silva", coder="ana")
    database.review.decide(rain, "accept", coder="ana")
    assert database.review.seen(rain, coder="bo").record.statement.speaker == "Jane Doe"
    assert database.review.seen(rain, coder="bo").record.status == "unreviewed"
    assert database.review.seen(rain, coder="ana").record.statement.speaker == "Ana Silva"
    assert rain not in database.review.pending(coder="ana")
    assert rain in database.review.pending(coder="ana", again=True)
    assert rain in database.review.pending(coder="bo")
    assert only(database, text="rain").statement.speaker == "Ana Silva"
    database.review.decide(rain, "accept", coder="bo")
    assert only(database, text="rain").statement.speaker == "Jane Doe"
    assert database.review.undo(coder="bo").verdict == "accept"
    assert only(database, text="rain").statement.speaker == "Ana Silva"
    with pytest.raises(claimdb.NotFoundError):
        database.review.undo(coder="bo")


def test_coders_get_the_same_statements_whatever_others_decided(database: claimdb.Database) -> None:
    rain, river, wind = (record.statement.id for record in database.query())
    database.review.decide(rain, "reject", coder="ana")
    database.review.decide(wind, "speaker", "Ana Silva", coder="ana")
    assert set(database.review.pending(coder="bo")) == {rain, river, wind}
    assert set(database.review.pending(coder="bo", speaker="doe")) == {rain, wind}
    # Who asks for what was decided looks at that.
    assert database.review.pending(coder="bo", status="rejected") == [rain]
    assert database.review.pending(coder="bo", status="corrected", speaker="silva") == [wind]


def test_a_document_s_own_voice_can_be_the_speaker(database: claimdb.Database) -> None:
    database.review.decide(uid(database, "rain"), "speaker", "author")
    record = only(database, text="rain")
    assert (record.statement.speaker, record.statement.speaker_kind) == ("author", "author")


@pytest.mark.parametrize("name", ["", "  ", "machine", "Machine"])
def test_a_coder_has_a_name(database: claimdb.Database, name: str) -> None:
    with pytest.raises(claimdb.FilterError):
        database.review.decide(uid(database, "rain"), "accept", coder=name)


def test_the_least_sure_come_first(make_database: Any, make_document: Any, make_statement: Any) -> None:
    document = make_document("It rains. It snows. It hails.")
    sure = {"It rains": 0.9, "It snows": 0.2, "It hails": 0.5}
    statements = [make_statement(document, words, confidence=each) for words, each in sure.items()]
    database = make_database((document, statements))
    by_id = {each.id: each.text for each in statements}
    assert [by_id[each] for each in database.review.pending()] == ["It snows", "It hails", "It rains"]
    assert [by_id[each] for each in database.review.pending(text="rains")] == ["It rains"]


# ------------------------------------------------------------------- they find their statement


def decide_all(database: claimdb.Database) -> None:
    database.review.decide(uid(database, "rain"), "speaker", "Ana Silva")
    database.review.decide(uid(database, "rain"), "accept")
    database.review.decide(uid(database, "river"), "words", "is rising")
    database.review.decide(uid(database, "wind"), "reject")


def assert_all_hold(database: claimdb.Database) -> None:
    assert only(database, text="rain").statement.speaker == "Ana Silva"
    assert only(database, speaker="silva", text="rising").statement.text == "is rising"
    assert database.count(status="rejected") == 1
    assert database.review.lost() == []
    assert database.verify().problems == ()


def test_they_hold_when_the_documents_are_extracted_again(
    database: claimdb.Database, press: Path, by_hand: Any
) -> None:
    decide_all(database)
    by_hand.config = "2"
    assert {each.status for each in database.ingest(press).documents} == {"re-extracted"}
    assert_all_hold(database)
    assert {each.how for each in database.review.decisions()} == {"id"}


def test_they_hold_when_text_comes_before_them(database: claimdb.Database, press: Path) -> None:
    decide_all(database)
    rain = press / "rain.txt"
    rain.write_text("Weather desk\n\n" + rain.read_text(encoding="utf-8"), encoding="utf-8")
    database.ingest(press)
    assert_all_hold(database)
    assert {each.how for each in database.review.decisions()} == {"id", "quote"}


def test_they_hold_when_the_words_are_edited_a_little(database: claimdb.Database, press: Path) -> None:
    database.review.decide(uid(database, "rain"), "speaker", "Ana Silva")
    rain = press / "rain.txt"
    rain.write_text(rain.read_text(encoding="utf-8").replace("for a week", "for one week"), encoding="utf-8")
    database.ingest(press)
    record = only(database, text='"one week"')
    assert (record.statement.speaker, record.status) == ("Ana Silva", "corrected")
    (decision,) = database.show(record.statement.id).decisions
    assert (decision.how, decision.words) == ("near", "It will rain for a week")


@pytest.mark.parametrize(
    ("before", "after", "holds"),
    [
        ("The dam will cost 29 million crowns in all", "The dam will cost 19 million crowns in all", False),
        ("The dam will cost 29 million crowns in all", "The dam will cost 29 million crowns over all", True),
        ("The dam will be built in the north", "The dam will not be built in the north", False),
        ("The dam won't be built in the north", "The dam will not be built in the north", True),
        ("Nobody will ever cross the dam again", "Somebody will ever cross the dam again", False),
    ],
)
def test_another_number_or_negation_is_not_the_same_words(
    database: claimdb.Database, press: Path, before: str, after: str, holds: bool
) -> None:
    dam = press / "dam.txt"
    dam.write_text(f"{before}, Jane Doe said.\n", encoding="utf-8")
    database.ingest(press)
    database.review.decide(uid(database, "dam"), "kind", "direct")
    dam.write_text(f"{after}, Jane Doe said.\n", encoding="utf-8")
    database.ingest(press)
    assert only(database, text="dam").status == ("corrected" if holds else "unreviewed")
    assert [each.words for each in database.review.lost()] == ([] if holds else [before])
    dam.write_text(f"{before}, Jane Doe said.\n", encoding="utf-8")
    database.ingest(press)
    assert only(database, text="dam").status == "corrected"


def test_words_that_are_gone_are_lost_and_listed_until_they_come_back(
    database: claimdb.Database, press: Path
) -> None:
    decide_all(database)
    rain = press / "rain.txt"
    before = rain.read_text(encoding="utf-8")
    rain.write_text("Nothing about the weather today, Jane Doe said.\n", encoding="utf-8")
    database.ingest(press)
    lost = database.review.lost()
    assert {each.words for each in lost} == {"It will rain for a week", "The river is rising"}
    assert {each.document for each in lost} == {"press/rain.txt"}
    assert only(database, text="weather").status == "unreviewed"
    assert database.verify().problems == ()
    rain.write_text(before, encoding="utf-8")
    database.ingest(press)
    assert_all_hold(database)


def test_few_words_are_not_guessed_at(database: claimdb.Database, press: Path, tmp_path: Path) -> None:
    talk = press / "talk.txt"
    talk.write_text("It is true, Jane Doe said.\n\nAnd so on.\n", encoding="utf-8")
    database.ingest(press)
    database.review.decide(uid(database, "true"), "reject")
    talk.write_text(
        "Some people hold another view.\n\nWhether it helps is open. It is true, Ana Silva said.\n",
        encoding="utf-8",
    )
    database.ingest(press)
    assert database.count("true") == 1
    assert [each.words for each in database.review.lost()] == ["It is true"]


def test_of_two_alike_the_decision_stays_with_its_own(
    make_database: Any, make_document: Any, make_statement: Any
) -> None:
    text = "In the north they hope. It rains, they say. In the south they fear. It rains, we hear."

    def alike(document: Any) -> list[Any]:
        first = make_statement(document, "It rains")
        start = document.text.rindex("It rains")
        spans = (claimdb.Span(start, start + len("It rains")),)
        return [first, replace(first, spans=spans, id=statement_id(document.sha256, spans))]

    document = make_document(text)
    database = make_database((document, alike(document)))
    first, second = (record.statement.id for record in database.query())
    database.review.decide(second, "kind", "direct")
    database.review.decide(first, "kind", "mixed")
    edited = make_document("A beginning that is new. " + text)
    database = make_database((edited, alike(edited)))
    assert [record.statement.kind for record in database.query()] == ["mixed", "direct"]
    assert {each.how for each in database.review.decisions()} == {"quote"}


def test_what_was_accepted_stays_when_an_extractor_finds_otherwise(
    make_database: Any, make_document: Any, make_statement: Any
) -> None:
    document = make_document("The harbour will be built next year, it was said in town.")
    words = "The harbour will be built next year"
    database = make_database((document, [make_statement(document, words, speaker="Jane Doe")]))
    database.review.decide(uid(database, "harbour"), "accept")
    longer = make_statement(document, words + ", it", speaker="Ana Silva", topics=("harbour",))
    database = make_database((document, [longer]), extractor=claimdb.Extractor("2", "by_hand", "1", ""))
    record = only(database)
    assert (record.statement.speaker, record.found_speaker) == ("Jane Doe", "Ana Silva")
    assert (record.statement.text, record.found_text) == (words, words + ", it")
    assert record.status == "corrected"
    assert record.statement.topics == ("harbour",)  # which was not on the list when it was accepted
    assert database.verify().problems == ()


def test_what_was_decided_on_a_part_does_not_go_to_the_whole(
    make_database: Any, make_document: Any, make_statement: Any
) -> None:
    document = make_document("He says that the harbour will be built next year.")
    whole = make_statement(document, "He says that the harbour will be built next year")
    part = make_statement(document, "that the harbour will be built next year", nested_in=whole.id)
    database = make_database((document, [whole, part]))
    database.review.decide(part.id, "reject")
    database = make_database((document, [whole]), extractor=claimdb.Extractor("2", "by_hand", "1", ""))
    assert only(database).status == "unreviewed"
    assert [each.statement for each in database.review.lost()] == [part.id]


# ------------------------------------------------------------------- versions and extractions


def test_differences_are_those_of_extractors_not_of_people(
    database: claimdb.Database, press: Path, by_hand: Any
) -> None:
    decide_all(database)
    by_hand.config = "2"
    database.ingest(press)
    assert [each.changes for each in database.diff()] == [(), ()]


def test_pruning_leaves_what_was_decided(database: claimdb.Database, press: Path, by_hand: Any) -> None:
    decide_all(database)
    by_hand.config = "2"
    database.ingest(press)
    database.prune()
    assert_all_hold(database)
    assert {each.how for each in database.review.decisions()} == {"id"}
    by_hand.config = "3"
    database.ingest(press)
    assert_all_hold(database)
    with pytest.raises(claimdb.DecisionError, match="people decided"):
        database.remove_document("rain.txt")


def test_what_was_decided_later_does_not_count_in_the_past(
    database: claimdb.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from claimdb.store import reviews

    rain = uid(database, "rain")
    monkeypatch.setattr(reviews, "now", lambda: "2090-01-01T00:00:00Z")
    database.review.decide(rain, "kind", "direct")
    database.review.decide(rain, "topics", "water")
    database.review.decide(rain, "words", "rain for a week")
    monkeypatch.setattr(reviews, "now", lambda: "2095-01-01T00:00:00Z")
    database.review.decide(rain, "reject")
    assert database.count() == 2

    def at(when: str) -> claimdb.Database:
        return claimdb.open(database.path, as_of=when)

    with at("2085-01-01") as then:
        assert [each.status for each in then.query("rain")] == ["unreviewed"]
        assert then.review.decisions() == []
    with at("2091-01-01") as then:
        record = only(then, text="rain", topic="water", kind="direct")
        assert (record.status, record.statement.text, record.statement.topics) == (
            "corrected",
            "rain for a week",
            ("water",),
        )
        assert then.count("it") == 0
        assert then.count() == 3
    with at("2096-01-01") as then:
        assert then.count(status="rejected") == 1
    assert database.count(status="rejected") == 1


def test_a_database_whose_file_is_gone_confirms_nothing(press: Path, tmp_path: Path, by_hand: Any) -> None:
    path = tmp_path / "gone.db"
    with claimdb.open(path) as database:
        database.ingest(press)
        river = uid(database, "river")
        path.unlink()
        with pytest.raises(claimdb.DatabaseError, match="is gone since it was opened"):
            database.review.decide(river, "accept")


def test_a_statement_without_words_and_rows_that_contradict_each_other_are_one_line(
    press: Path, tmp_path: Path, by_hand: Any
) -> None:
    path = tmp_path / "claimdb.db"
    with claimdb.open(path) as database:
        database.ingest(press)
        database.review.decide(uid(database, "river"), "accept")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM span WHERE role = 'content'")
    with claimdb.open(path) as database, pytest.raises(claimdb.DatabaseError, match="has no words"):
        list(database.query())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE document SET extraction_id = NULL")
    with claimdb.open(path) as database:
        assert database.verify().problems
