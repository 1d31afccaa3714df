"""What is written comes back the same, whatever the text."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

import claimdb
from claimdb.model import (
    Block,
    Corpus,
    Document,
    Extraction,
    Extractor,
    Span,
    Speaker,
    Statement,
    Topic,
    joined,
    statement_id,
)
from claimdb.store import opening
from claimdb.store.writing import Writer

EXTRACTOR = Extractor("0.1.0", "by_hand", "1.0", "c0ffee")

characters = st.characters(exclude_categories=["Cs"])
words = st.text(characters, min_size=1, max_size=12)
maybe = st.none() | words


@st.composite
def spans(draw: st.DrawFn, length: int, most: int = 3, least: int = 0) -> tuple[Span, ...]:
    """Spans of a text in order, none of them empty."""
    ends = draw(st.lists(st.integers(0, length), min_size=2 * least, max_size=2 * most, unique=True))
    ends = sorted(ends)[: len(ends) // 2 * 2]
    return tuple(Span(start, end) for start, end in zip(ends[::2], ends[1::2], strict=True))


@st.composite
def contents(draw: st.DrawFn, sha256: str, length: int) -> list[tuple[tuple[Span, ...], str | None]]:
    """The spans of statements in their order, apart, with what is nested in some, and in what."""
    left = draw(spans(length, most=8))
    found: list[tuple[tuple[Span, ...], str | None]] = []
    while left:
        size = draw(st.integers(1, 3))
        content, left = left[:size], left[size:]
        found.append((content, None))
        if draw(st.booleans()):
            found.append((content[:1], statement_id(sha256, content)))
    return found


@st.composite
def extractions(draw: st.DrawFn) -> tuple[Document, tuple[Statement, ...]]:
    """A document of any text, with statements anywhere in it."""
    text = draw(st.text(characters, min_size=2, max_size=120))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    cut = draw(st.integers(0, len(text)))
    blocks = (Block("paragraph", 0, cut), Block("turn", cut, len(text)))
    document = Document("any.txt", sha256, text, "article", blocks, "by hand 1", title=draw(maybe))
    statements: dict[str, Statement] = {}
    for content, nested_in in draw(contents(sha256, len(text))):
        speaker = draw(maybe)
        kinds = st.sampled_from(["person", "body", "unnamed"])
        uid = statement_id(sha256, content, nested_in)
        statements[uid] = Statement(
            id=uid,
            document="any.txt",
            kind=draw(st.sampled_from(["direct", "indirect", "mixed", "turn", "authorial"])),
            spans=content,
            text=joined(text, content),
            speaker=speaker,
            speaker_kind=None if speaker is None else draw(kinds),
            source_spans=draw(spans(len(text))),
            cue_spans=draw(spans(len(text))),
            via=draw(maybe),
            addressee=draw(maybe),
            function=draw(st.sampled_from(["assertion", "proposal", "question"])),
            topics=tuple(draw(st.lists(words, max_size=3, unique=True))),
            section=draw(maybe),
            timestamp=draw(maybe),
            attribution=draw(maybe),
            nested_in=nested_in,
            confidence=draw(st.floats(0, 1)),
            evidence=draw(words),
            sentence_spans=draw(st.just(content) | spans(len(text), least=1)),
        )
    return document, tuple(statements.values())


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "claimdb.db"
    opening.create(path).dispose()
    return path


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
    deadline=None,
)
@given(written=extractions())
def test_statements_come_back_as_they_were_written(
    written: tuple[Document, tuple[Statement, ...]], empty: Path, tmp_path: Path
) -> None:
    document, statements = written
    path = tmp_path / "claimdb.db"
    for left in tmp_path.glob("claimdb.db*"):
        left.unlink()
    shutil.copy(empty, path)
    engine = opening.connect(path)
    Writer(engine).write(document, Extraction(EXTRACTOR, statements), corpus=Corpus())
    engine.dispose()
    with claimdb.open(path) as database:
        records = list(database.query())
        assert tuple(record.statement for record in records) == statements
        text = document.text
        for record in records:
            each = record.statement
            assert record.sentence == joined(text, each.sentence_spans)
            assert (record.mention or "") == joined(text, each.source_spans)
            assert (record.cue or "") == joined(text, each.cue_spans)
            assert database.show(each.id).record == record
        assert [each.title for each in database.documents()] == [document.title]
        verified = database.verify()
        assert verified.problems == ()
        assert verified.statements == len(statements)


def test_the_words_of_a_span_are_kept_with_what_stands_around_them(
    make_database: Any, make_document: Any, make_statement: Any, tmp_path: Path
) -> None:
    document = make_document("x" * 40 + " It will rain, " + "Jane Doe said. " + "y" * 40)
    make_database((document, [make_statement(document, "It will rain", source=["Jane Doe"])]))
    engine = opening.connect(tmp_path / "claimdb.db")
    with engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT role, exact, prefix, suffix FROM span ORDER BY role").all()
    engine.dispose()
    assert [tuple(row) for row in kept] == [
        ("content", "It will rain", "x" * 31 + " ", ", Jane Doe said. " + "y" * 15),
        ("source", "Jane Doe", "x" * 17 + " It will rain, ", " said. " + "y" * 25),
    ]


def test_an_unnamed_speaker_is_known_in_its_own_document_only(
    make_database: Any, make_document: Any, make_statement: Any
) -> None:
    documents = [
        make_document(f"It will rain in {place}, an official said.", f"{place}.txt") for place in "ab"
    ]
    database = make_database(
        *(
            (each, [make_statement(each, "It will rain", speaker="an official", speaker_kind="unnamed")])
            for each in documents
        )
    )
    (official,) = database.speakers()
    assert (official.name, official.kind, official.statements, official.documents) == (
        "an official",
        "unnamed",
        2,
        2,
    )
    assert database.count(speaker="an official") == 2


def test_the_registry_of_the_corpus_file_is_written(
    make_database: Any, make_document: Any, make_statement: Any
) -> None:
    corpus = Corpus(
        speakers=(
            Speaker("Jane Doe", aliases=("J. D.", "Janie"), offices=("the minister",), wikidata="Q4115189"),
            Speaker("Ana Silva"),
        ),
        topics=(Topic("weather", label="The weather"), Topic("rivers")),
        digest="1",
    )
    document = make_document("It will rain, Jane Doe said.")
    statement = make_statement(document, "It will rain", speaker="Jane Doe", topics=("weather",))
    database = make_database((document, [statement]), corpus=corpus)
    (jane,) = database.speakers()
    assert (jane.wikidata, jane.aliases) == ("Q4115189", ("J. D.", "Janie"))
    assert database.count(speaker=["janie"]) == database.count(speaker="the minister") == 1
    assert database.count(speaker="silva") == 0
    assert [(each.name, each.label, each.statements) for each in database.topics()] == [
        ("weather", "The weather", 1),
        ("rivers", None, 0),
    ]


def test_a_statement_nested_in_one_that_is_not_there_is_not_written(
    make_database: Any, make_document: Any, make_statement: Any
) -> None:
    document = make_document("It will rain, Jane Doe said.")
    with pytest.raises(IntegrityError):
        make_database((document, [make_statement(document, "It will rain", nested_in="0123456789abcdef")]))
