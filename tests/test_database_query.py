"""Asking for statements: every filter, every order, and everything a person may type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import claimdb
from claimdb.model import Corpus, Speaker, Topic

RAIN = """It will rain for a week, Jane Doe said.
The river is rising, Ana Silva said.
"We won't leave," said João Silva.
The café by the river is closed.
"""
WIND = """The wind will turn, Jane Doe said.
Who pays for the C++ course at the naïve café?
"""
SNOW = "Snow is on its way to the valley, an official said."

CORPUS = Corpus(
    speakers=(
        Speaker("Jane Doe", aliases=("the forecaster",), wikidata="Q4115189"),
        Speaker("Ana Silva"),
        Speaker("João Silva"),
        Speaker("Rui Silva"),
    ),
    topics=(Topic("weather", label="Wind and rain"), Topic("river-floods"), Topic("river-fish")),
    digest="1",
)


@pytest.fixture
def database(make_database: Any, make_document: Any, make_statement: Any) -> claimdb.Database:
    rain = make_document(
        RAIN, "news/2024/rain.txt", title="Rain in the valley", published="2024-02-12", author="A. B."
    )
    wind = make_document(
        WIND, "news/2023/wind.txt", title="Étude: the wind", published="2023-11", publisher="Gazette"
    )
    snow = make_document(SNOW, "news/snow.txt")
    made: claimdb.Database = make_database(
        (
            rain,
            [
                make_statement(
                    rain,
                    "It will rain for a week",
                    speaker="Jane Doe",
                    source=["Jane Doe"],
                    cue=["said"],
                    sentence="It will rain for a week, Jane Doe said.",
                    topics=("weather",),
                    function="prediction",
                    confidence=0.7,
                ),
                make_statement(
                    rain, "The river is rising", speaker="Ana Silva", topics=("river-floods", "weather")
                ),
                make_statement(
                    rain, '"We won\'t leave,"', speaker="João Silva", kind="direct", confidence=0.95
                ),
                make_statement(
                    rain,
                    "The café by the river is closed",
                    speaker="author",
                    speaker_kind="author",
                    kind="authorial",
                    confidence=1.0,
                ),
            ],
        ),
        (
            wind,
            [
                make_statement(
                    wind, "The wind will turn", speaker="Jane Doe", topics=("weather",), confidence=0.8
                ),
                make_statement(
                    wind,
                    "Who pays for the C++ course at the naïve café?",
                    speaker="author",
                    speaker_kind="author",
                    kind="authorial",
                    function="question",
                ),
            ],
        ),
        (snow, [make_statement(snow, "Snow is on its way to the valley", confidence=0.4)]),
        corpus=CORPUS,
    )
    return made


def first_words(database: claimdb.Database, *text: str, **filters: Any) -> list[str]:
    found = [record.statement.text.strip('"').split()[1] for record in database.query(*text, **filters)]
    filters.pop("sort", None)
    if "limit" not in filters:
        assert database.count(*text, **filters) == len(found)
    return found


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["wind", "pays", "will", "river", "won't", "café", "is"]),
        ({"speaker": "Jane Doe"}, ["wind", "will"]),
        ({"speaker": "doe"}, ["wind", "will"]),
        ({"speaker": "The Forecaster"}, ["wind", "will"]),
        ({"speaker": ["doe", "joao"]}, ["wind", "will", "won't"]),
        ({"speaker": "author"}, ["pays", "café"]),
        ({"speaker": "Rui Silva"}, []),
        ({"speaker": "J. Doe"}, ["wind", "will"]),
        ({"speaker": "-"}, ["is"]),
        ({"speaker": " – "}, ["is"]),
        ({"speaker": ["-", "doe"]}, ["wind", "will", "is"]),
        ({"topic": "-"}, ["pays", "won't", "café", "is"]),
        ({"topic": ["floods", "–"]}, ["pays", "river", "won't", "café", "is"]),
        ({"topic": "flood"}, ["river"]),
        ({"topic": "weather"}, ["wind", "will", "river"]),
        ({"topic": "WIND and rain"}, ["wind", "will", "river"]),
        ({"topic": "floods"}, ["river"]),
        ({"topic": ["river fish", "river-floods"]}, ["river"]),
        ({"topic": "weather", "speaker": "Ana Silva"}, ["river"]),
        ({"document": "news/snow.txt"}, ["is"]),
        ({"document": "snow"}, ["is"]),
        ({"document": "rain in the VALLEY"}, ["will", "river", "won't", "café"]),
        ({"document": "etude"}, ["wind", "pays"]),
        ({"document": "news/202?/*.txt"}, ["wind", "pays", "will", "river", "won't", "café"]),
        ({"document": "wind.*"}, ["wind", "pays"]),
        ({"document": ["snow", "wind"]}, ["wind", "pays", "is"]),
        ({"kind": "direct"}, ["won't"]),
        ({"kind": ["direct", "Authorial"]}, ["pays", "won't", "café"]),
        ({"function": "question"}, ["pays"]),
        ({"since": "2024"}, ["will", "river", "won't", "café"]),
        ({"since": "2024-02-12"}, ["will", "river", "won't", "café"]),
        ({"since": "2024-02-13"}, []),
        ({"since": dt.date(2023, 11, 30)}, ["wind", "pays", "will", "river", "won't", "café"]),
        ({"since": "2023-12", "until": "2024-02"}, ["will", "river", "won't", "café"]),
        ({"until": "2023"}, ["wind", "pays"]),
        ({"until": "2023-11-01"}, ["wind", "pays"]),
        ({"until": "2023-10-31"}, []),
        ({"since": "2023-11-15", "until": "2023-11-15"}, ["wind", "pays"]),
        ({"min_confidence": 0.9}, ["pays", "river", "won't", "café"]),
        ({"limit": 2}, ["wind", "pays"]),
        ({"limit": 0}, []),
    ],
)
def test_filters(database: claimdb.Database, filters: dict[str, Any], expected: list[str]) -> None:
    assert first_words(database, **filters) == expected


def test_the_statements_that_a_date_leaves_out_for_want_of_one(database: claimdb.Database) -> None:
    assert database.undated(since="2024") == database.undated() == 1
    assert database.undated(text="snow", until="2023") == 1
    assert database.undated(speaker="doe", since="2024") == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("river", ["river", "café"]),
        ("RIVER closed", ["café"]),
        ("cafe", ["pays", "café"]),
        ("naïve", ["pays"]),
        ('"the river"', ["river", "café"]),
        ('"river the"', []),
        ("river the", ["river", "café"]),
        ("ris*", ["river"]),
        ("won't", ["won't"]),
        ("C++", ["pays"]),
        ("pays? (really)", []),
        ("river OR wind", []),
        ("river -rising", ["river"]),
        ("text:river", []),
        ('"by the', ["café"]),
    ],
)
def test_words(database: claimdb.Database, text: str, expected: list[str]) -> None:
    assert first_words(database, text) == expected


def refusal(ask: Callable[[], object]) -> str:
    """What is said against a question, "" for nothing."""
    try:
        ask()
    except claimdb.ClaimdbError as error:
        return str(error)
    return ""


@given(text=st.text())
@example(text="NEAR(a b)")
@example(text="a AND NOT (b OR")
@example(text="*")
@example(text='"')
@example(text="^a {b} : -c")
@example(text="a\x00b")
@example(text="\udce9t\udce9")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
def test_any_text_is_an_answer_or_one_line(database: claimdb.Database, text: str) -> None:
    said = refusal(lambda: database.count(text))
    assert "\n" not in said
    if any(each.isalnum() for each in text):
        assert not said
        assert database.count(text) == len(list(database.query(text)))


@given(value=st.text())
@pytest.mark.parametrize("name", ["speaker", "topic", "document", "kind", "function", "since", "until"])
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=30,
)
def test_any_value_of_a_filter_is_an_answer_or_one_line(
    database: claimdb.Database, name: str, value: str
) -> None:
    filters: dict[str, Any] = {name: value}
    assert "\n" not in refusal(lambda: database.count(**filters))


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("document", ["wind", "pays", "will", "river", "won't", "café", "is"]),
        ("-document", ["is", "will", "river", "won't", "café", "wind", "pays"]),
        ("date", ["wind", "pays", "will", "river", "won't", "café", "is"]),
        ("-date", ["will", "river", "won't", "café", "wind", "pays", "is"]),
        ("speaker", ["river", "wind", "will", "won't", "pays", "café", "is"]),
        ("confidence", ["is", "will", "wind", "pays", "river", "won't", "café"]),
        ("-confidence", ["café", "won't", "pays", "river", "wind", "will", "is"]),
    ],
)
def test_orders(database: claimdb.Database, sort: str, expected: list[str]) -> None:
    assert first_words(database, sort=sort) == expected


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"kind": "quoted"}, "direct, indirect"),
        ({"function": "claim"}, "assertion, evaluation"),
        ({"since": "12.02.2024"}, "2024-02-12"),
        ({"since": "2024-02-30"}, "2024-02-30"),
        ({"until": "2024-13"}, "2024-13"),
        ({"until": "yesterday"}, "yesterday"),
        ({"since": "2024-03", "until": "2024-02"}, "after"),
        ({"min_confidence": 1.5}, "between 0 and 1"),
        ({"min_confidence": float("nan")}, "between 0 and 1"),
        ({"limit": -1}, "limit"),
        ({"sort": "colour"}, "confidence"),
        ({"speaker": ""}, "speaker"),
        ({"text": "?!"}, "no word"),
    ],
)
def test_values_that_cannot_be_are_named_at_once(
    database: claimdb.Database, filters: dict[str, Any], said: str
) -> None:
    with pytest.raises(claimdb.FilterError, match=said):
        database.query(**filters)


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"speaker": "Jane Do"}, "Jane Doe"),
        ({"topic": "whether"}, "weather"),
        ({"document": "snou.txt"}, "news/snow.txt"),
        ({"document": "xyzzy"}, "claimdb documents"),
    ],
)
def test_unknown_names_suggest_near_ones_at_once(
    database: claimdb.Database, filters: dict[str, Any], said: str
) -> None:
    with pytest.raises(claimdb.NotFoundError, match=said):
        database.query(**filters)


def test_a_name_that_several_have_lists_those_who_say_something(database: claimdb.Database) -> None:
    with pytest.raises(claimdb.AmbiguousError) as raised:
        database.query(speaker="silva")
    assert raised.value.candidates == ("Ana Silva", "João Silva")  # Rui says nothing
    assert "Ana Silva (1), João Silva (1)" in str(raised.value)
    with pytest.raises(claimdb.AmbiguousError):
        database.count(topic="river")


def test_a_record_has_what_it_takes_to_cite_and_to_recompute(database: claimdb.Database) -> None:
    (record,) = database.query(speaker="Jane Doe", since="2024")
    assert record.document == "news/2024/rain.txt"
    assert (record.title, record.author, record.published) == ("Rain in the valley", "A. B.", "2024-02-12")
    assert (record.mention, record.cue, record.wikidata) == ("Jane Doe", "said", "Q4115189")
    assert record.sentence == "It will rain for a week, Jane Doe said."
    assert RAIN[slice(*record.statement.spans[0])] == record.statement.text
    assert record.to_json()["model"] == "by_hand 1.0"


def test_showing_a_statement_in_its_surroundings(database: claimdb.Database) -> None:
    (record,) = database.query(speaker="Ana Silva")
    shown = database.show(record.statement.id[:4])
    assert shown.record == record
    assert shown.current
    assert [passage.text for passage in shown.passages] == RAIN.splitlines()[:3]
    touched = shown.passages[1]
    (span,) = record.statement.spans
    assert touched.text[span.start - touched.start : span.end - touched.start] == "The river is rising"
    assert (shown.document.path, shown.document.statements) == ("news/2024/rain.txt", 4)


def test_an_id_that_is_not_there(database: claimdb.Database) -> None:
    with pytest.raises(claimdb.NotFoundError):
        database.show("0123456789abcdef")


@pytest.mark.parametrize("id", ["abc", "", "zzzz", "ÿÿÿÿ", "%%%%", "\U0010ffff" * 4])
def test_what_can_be_no_id(database: claimdb.Database, id: str) -> None:
    with pytest.raises(claimdb.FilterError):
        database.show(id)


def test_the_beginning_of_several_ids(
    make_database: Any, make_document: Any, make_statement: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = make_document("".join(f"Sentence {number}.\n" for number in range(1500)))
    statements = [make_statement(document, f"Sentence {number}.") for number in range(1500)]
    database = make_database((document, statements))
    beginnings = [each.id[:4] for each in statements]
    (twice, *_) = [each for each in beginnings if beginnings.count(each) > 1]
    with pytest.raises(claimdb.AmbiguousError) as raised:
        database.show(twice)
    assert len(raised.value.candidates) > 1
    assert all(each.startswith(twice) for each in raised.value.candidates)


def test_a_query_that_is_not_finished_holds_nothing_up(
    database: claimdb.Database, press: Path, by_hand: Any
) -> None:
    records = database.query()
    next(records)
    database.ingest(press)
    assert len(list(records)) == 6
    assert database.count() == 10
    abandoned = database.query()
    next(abandoned)
    del abandoned
    assert database.count() == 10


def test_more_statements_than_fit_one_batch(
    make_database: Any, make_document: Any, make_statement: Any
) -> None:
    document = make_document("".join(f"Sentence {number}.\n" for number in range(1203)))
    statements = [
        make_statement(document, f"Sentence {number}.", topics=("numbers",)) for number in range(1203)
    ]
    database = make_database((document, statements))
    assert [record.statement for record in database.query()] == statements


def test_counts(database: claimdb.Database) -> None:
    assert [(each.name, each.statements, each.documents) for each in database.speakers()] == [
        ("Jane Doe", 2, 2),
        ("author", 2, 2),
        ("Ana Silva", 1, 1),
        ("João Silva", 1, 1),
    ]
    assert [(each.name, each.statements, each.documents, each.speakers) for each in database.topics()] == [
        ("weather", 3, 2, 2),
        ("river-floods", 1, 1, 1),
        ("river-fish", 0, 0, 0),
    ]
    assert [(each.path, each.statements, each.characters) for each in database.documents()] == [
        ("news/2023/wind.txt", 2, len(WIND)),
        ("news/2024/rain.txt", 4, len(RAIN)),
        ("news/snow.txt", 1, len(SNOW)),
    ]
    stats = database.stats()
    assert (stats.documents, stats.statements, stats.attributed) == (3, 7, 4)
    assert stats.characters == len(RAIN + WIND + SNOW)
    assert stats.kinds == {"indirect": 4, "authorial": 2, "direct": 1}
    assert stats.topics == {"weather": 3, "river-floods": 1}
    table = {line.speaker: (line.statements, dict(line.topics)) for line in stats.speakers}
    assert table["Jane Doe"] == (2, {"weather": 2})
    assert table["Ana Silva"] == (1, {"weather": 1, "river-floods": 1})
    assert table[None] == (1, {})


def test_an_empty_database(make_database: Any) -> None:
    database = make_database()
    assert database.count() == 0
    assert list(database.query("rain", since="2024")) == []
    assert database.speakers() == database.topics() == database.documents() == []
    assert database.stats().statements == 0
    assert database.verify().sound
    with pytest.raises(claimdb.NotFoundError):
        database.count(speaker="doe")
