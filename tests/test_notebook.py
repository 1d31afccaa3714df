"""Reading and extracting from Python, without a database."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

import claimdb
from claimdb import notebook

RAIN = "It will rain for a week, Jane Doe told reporters on Monday."


def test_the_examples() -> None:
    assert doctest.testmod(notebook).failed == 0


def test_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (statement,) = claimdb.extract(RAIN)
    assert (statement.speaker, statement.text) == ("Jane Doe", "It will rain for a week")
    assert claimdb.read(RAIN).text == RAIN


def test_a_file_gives_the_same_as_its_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rain.txt").write_text(RAIN, encoding="utf-8")
    from_text = claimdb.extract(RAIN)
    for source in ("rain.txt", Path("rain.txt")):
        found = claimdb.extract(source)
        assert [(each.id, each.text) for each in found] == [(each.id, each.text) for each in from_text]
        assert found[0].document == "rain.txt"
        assert claimdb.read(source).path == "rain.txt"


def test_the_corpus_file_beside_the_file_or_one_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "rain.txt"
    file.write_text(RAIN, encoding="utf-8")
    corpus = tmp_path / "claimdb.toml"
    corpus.write_text('[[topics]]\nname = "weather"\nterms = ["rain"]\n', encoding="utf-8")
    assert claimdb.extract(file)[0].topics == ("weather",)
    assert claimdb.extract(RAIN)[0].topics == ()
    assert claimdb.extract(RAIN, corpus=corpus)[0].topics == ("weather",)
    assert claimdb.extract(RAIN, corpus=claimdb.load_corpus(corpus))[0].topics == ("weather",)
    assert claimdb.extract(file, corpus=claimdb.Corpus())[0].topics == ()


@pytest.mark.parametrize("source", ["nowhere.txt", "no/where.txt", Path("nowhere"), Path("no where")])
def test_a_file_that_is_not_there(source: str | Path) -> None:
    with pytest.raises(claimdb.ReadingError, match="no such file"):
        claimdb.extract(source)


def test_texts_that_are_no_paths() -> None:
    assert claimdb.read("x" * 5000).text == "x" * 5000
    assert claimdb.read("one\ntwo.txt").text == "one\ntwo.txt"


def test_a_missing_model() -> None:
    with pytest.raises(claimdb.ModelError, match="no_such_model"):
        claimdb.extract(RAIN, model="no_such_model")
