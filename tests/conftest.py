"""Documents, statements and databases made by hand, and an extractor that needs no language model."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

import claimdb
from claimdb import extraction
from claimdb.model import (
    Block,
    Corpus,
    Document,
    Extraction,
    Extractor,
    Span,
    Statement,
    joined,
    statement_id,
)
from claimdb.store import opening
from claimdb.store.writing import Writer

# How fast the machine is, is nothing that a test asks.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

EXTRACTOR = Extractor(version="0.1.0", model="by_hand", model_version="1.0", config="c0ffee")

Make = Callable[..., Any]


@pytest.fixture
def make_document() -> Make:
    """A document of a text, each line of it a paragraph."""

    def make(text: str, path: str = "news/rain.txt", **values: Any) -> Document:
        lines = (match for match in re.finditer(r"[^\n]+", text))
        blocks = tuple(Block("paragraph", match.start(), match.end()) for match in lines)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        return Document(path, sha256, text, "article", blocks, "by hand 1", **values)

    return make


@pytest.fixture
def make_statement() -> Make:
    """A statement of a document: the words given, wherever they stand first."""

    def spans(document: Document, words: str | Iterable[str]) -> tuple[Span, ...]:
        parts = (words,) if isinstance(words, str) else tuple(words)
        starts = [document.text.index(part) for part in parts]
        return tuple(Span(start, start + len(part)) for start, part in zip(starts, parts, strict=True))

    def make(document: Document, words: str | Iterable[str], **values: Any) -> Statement:
        content = spans(document, words)
        speaker = values.pop("speaker", None)
        plain: dict[str, Any] = {
            "kind": "indirect",
            "speaker_kind": None if speaker is None else "person",
            "via": None,
            "addressee": None,
            "function": "assertion",
            "topics": (),
            "section": None,
            "timestamp": None,
            "attribution": None,
            "nested_in": None,
            "confidence": 0.9,
            "evidence": "made by hand",
        }
        return Statement(
            id=statement_id(document.sha256, content, values.get("nested_in")),
            document=document.path,
            spans=content,
            text=joined(document.text, content),
            speaker=speaker,
            source_spans=spans(document, values.pop("source", ())),
            cue_spans=spans(document, values.pop("cue", ())),
            sentence_spans=spans(document, values.pop("sentence", words)),
            **(plain | values),
        )

    return make


@pytest.fixture
def make_database(tmp_path: Path) -> Iterator[Make]:
    """A database of documents with their statements."""
    opened: list[claimdb.Database] = []

    def make(
        *documents: tuple[Document, Iterable[Statement]],
        corpus: Corpus | None = None,
        extractor: Extractor = EXTRACTOR,
    ) -> claimdb.Database:
        path = tmp_path / "claimdb.db"
        engine = opening.create(path)
        writer = Writer(engine)
        try:
            for document, statements in documents:
                writer.write(document, Extraction(extractor, tuple(statements)), corpus=corpus or Corpus())
        finally:
            engine.dispose()
        opened.append(claimdb.open(path))
        return opened[-1]

    yield make
    for database in opened:
        database.close()


class ByHand:
    """An extractor of rules of thumb, which counts what it extracts and changes when it is told to."""

    def __init__(self, make_statement: Make) -> None:
        self._make_statement = make_statement
        self.config = "1"
        self.extracted: list[str] = []
        self.fails_on: str | None = None

    def describe(self, model: str, corpus: Corpus, **_: object) -> Extractor:
        return Extractor("0.1.0", model, "1.0", f"{self.config} {corpus.digest}")

    def extract(
        self, documents: Iterable[tuple[Document, Corpus]], *, model: str = "by_hand", **_: object
    ) -> Iterator[Extraction]:
        for document, corpus in documents:
            if self.fails_on is not None and self.fails_on in document.text:
                raise RuntimeError("tripped")
            self.extracted.append(document.path)
            yield Extraction(self.describe(model, corpus), tuple(self._statements(document)))

    def _statements(self, document: Document) -> Iterator[Statement]:
        for block in document.blocks:
            words = document.text[block.start : block.end]
            said = re.fullmatch(r"(?s)(.+?), (\w+ \w+) said\.", words)
            if block.role == "paragraph" and said is not None:
                yield self._make_statement(
                    document, said[1], speaker=said[2], source=(said[2],), sentence=words
                )


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch, make_statement: Make) -> ByHand:
    """Put the extractor of rules of thumb in the place of the real one."""
    stand_in = ByHand(make_statement)
    monkeypatch.setattr(extraction, "describe", stand_in.describe)
    monkeypatch.setattr(extraction, "extract", stand_in.extract)
    return stand_in


@pytest.fixture
def press(tmp_path: Path) -> Path:
    """A folder with two articles that the extractor of rules of thumb finds statements in."""
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "rain.txt").write_text(
        "Rain in the valley\n\nIt will rain for a week, Jane Doe said.\n\n"
        "The river is rising, Ana Silva said.\n",
        encoding="utf-8",
    )
    (folder / "wind.txt").write_text(
        "Wind on the coast\n\nThe wind will turn, Jane Doe said.\n", encoding="utf-8"
    )
    return folder


@pytest.fixture
def doubled(press: Path, tmp_path: Path, by_hand: Any) -> Path:
    """A database of two articles, in which Jane Doe stands a second time as Jenny Doe."""
    (press / "snow.txt").write_text(
        "Snow in the hills\n\nIt will snow by Monday, Jenny Doe said.\n", encoding="utf-8"
    )
    path = tmp_path / "claimdb.db"
    with claimdb.open(path) as database:
        database.ingest(press)
    return path
