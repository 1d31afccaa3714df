"""The tagger: windows that lose no word, the chain's mathematics, and a component for any spaCy pipeline."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import claimdb
from claimdb.errors import ModelError
from claimdb.extraction import extract
from claimdb.extraction.tagging.chain import Chain, decoded
from claimdb.extraction.tagging.component import make_tagger
from claimdb.extraction.tagging.inference import Tagger
from claimdb.extraction.tagging.keys import TAGGED
from claimdb.extraction.tagging.pieces import WordPieces, words_of
from claimdb.extraction.tagging.weights import MODEL
from claimdb.extraction.tagging.windows import windows
from claimdb.model import Corpus
from claimdb.reading import read_text

SEEDS = Path(__file__).parent.parent / "seeds"
WORD_PIECES = WordPieces()
SCORES = st.lists(st.lists(st.floats(-4, 4, width=32), min_size=4, max_size=4), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(st.lists(SCORES, min_size=1, max_size=4), st.lists(st.floats(-2, 2), min_size=20, max_size=20))
def test_the_best_roles_and_their_probability_are_those_of_trying_all(
    rows: list[list[list[float]]], numbers: list[float]
) -> None:
    chain = Chain(np.array(numbers[:4]), np.array(numbers[4:]).reshape(4, 4))
    scores = [np.array(row, dtype=np.float32) for row in rows]
    for row, (best, likely) in zip(scores, decoded(scores, chain), strict=True):
        ways = list(itertools.product(range(4), repeat=len(row)))
        weights = np.exp([_weight(row, way, chain) for way in ways])
        assert likely == pytest.approx(weights.max() / weights.sum(), rel=1e-4)
        assert np.exp(_weight(row, best.tolist(), chain)) == pytest.approx(weights.max(), rel=1e-4)


def _weight(row: np.ndarray, way: tuple[int, ...] | list[int], chain: Chain) -> float:
    total = chain.begins[way[0]] + sum(float(row[i, role]) for i, role in enumerate(way))
    return float(total + sum(chain.follows[a, b] for a, b in itertools.pairwise(way)))


TEXTS = st.lists(
    st.lists(
        st.sampled_from(["Silva", "said", "so.", '"', "№1", "é" * 30, "x-y", "(a", "\u3000"]), max_size=90
    ).map(" ".join),
    max_size=5,
)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.integers(12, 80))
def test_every_word_stands_in_one_window_and_none_is_too_long(texts: list[str], longest: int) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    passages = [words_of(nlp(text), WORD_PIECES) for text in texts]
    seen = []
    for window in windows(passages, WORD_PIECES, longest):
        assert len(window.pieces) == len(window.features) <= longest
        words = [(number, word) for number, first, last in window.parts for word in range(first, last)]
        assert len(window.firsts) == len(words)
        for place, (number, word) in zip(window.firsts, words, strict=True):
            assert window.pieces[place] == passages[number].pieces[word][0]
        seen += words
    assert seen == [(number, i) for number, words in enumerate(passages) for i in range(len(words.pieces))]


def test_the_component_serves_any_pipeline_that_sets_sentences() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    assert make_tagger  # importing it registers it, as the installed entry point does
    nlp.add_pipe("claimdb_tagger")
    doc = nlp("The harbour will reopen in spring, Mayor Ana Silva said on Monday.")
    (found,) = doc.user_data[TAGGED]
    assert doc[found.anchor].text == "said"
    assert "Silva" in [doc[i].text for i in found.source]
    assert [doc[i].text for further, i in found.content if not further][:2] == ["The", "harbour"]
    assert 0 < found.confidence < 1
    assert nlp("").user_data[TAGGED] == ()


def test_a_document_gives_the_same_alone_and_among_others() -> None:
    documents = [(claimdb.read(path), Corpus()) for path in sorted(SEEDS.glob("*.txt"))[:3]]
    together = [extraction.statements for extraction in extract(documents)]
    alone = [next(iter(extract([each]))).statements for each in documents]
    assert together == alone


@pytest.mark.parametrize("name", ["encoder.onnx", "linker.onnx", "vocab.txt", "settings.toml"])
def test_damaged_files_are_told_and_not_used(name: str, tmp_path: Path) -> None:
    for file in MODEL.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    assert Tagger(tmp_path)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelError, match="missing or damaged"):
        Tagger(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ModelError, match="missing or damaged"):
        Tagger(tmp_path)


def test_the_fast_way_says_so_and_finds_the_plain_case() -> None:
    document = read_text("Ana Silva said that the harbour was closed.")
    (fast,), (whole,) = (list(extract([(document, Corpus())], fast=fast)) for fast in (True, False))
    assert fast.extractor != whole.extractor
    for extraction in (fast, whole):
        (statement,) = extraction.statements
        assert (statement.speaker, statement.text) == ("Ana Silva", "the harbour was closed")
