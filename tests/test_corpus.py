"""The corpus file: what it says, and how its mistakes are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimdb.corpus import corpus_for, load
from claimdb.errors import CorpusError
from claimdb.model import Corpus, Office

ROOT = Path(__file__).parent.parent

WHOLE = """
[[speakers]]
name = "Ana Silva"
aliases = ["Ana", "A. Silva"]
offices = ["the spokeswoman", {title = "Minister of Fisheries", from = "2019-05", to = 2023-06-30}]
pronoun = "she"
wikidata = "Q4115189"

[[speakers]]
name = "The Example"
kind = "body"

[[topics]]
name = "fisheries"
label = "Fisheries and the sea"
terms = ["fish*", "quota", "=EEZ"]

[documents."a.txt"]
title = "The quota falls"
published = 2023-06-14
kind = "mixed"
url = "https://example.org/a"
"""


def write(folder: Path, source: str | bytes) -> Path:
    path = folder / "claimdb.toml"
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    return path


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    corpus = load(write(tmp_path, WHOLE))
    ana, example = corpus.speakers
    assert (ana.name, ana.kind, ana.aliases) == ("Ana Silva", "person", ("Ana", "A. Silva"))
    assert ana.offices == ("the spokeswoman", "Minister of Fisheries")
    assert ana.terms_of_office == (Office("Minister of Fisheries", "2019-05", "2023-06-30"),)
    assert (ana.pronoun, ana.wikidata) == ("she", "Q4115189")
    assert (example.kind, example.aliases, example.pronoun) == ("body", (), None)
    assert corpus.topics[0].terms == ("fish*", "quota", "=EEZ")
    assert dict(corpus.documents["a.txt"]) == {
        "title": "The quota falls",
        "published": "2023-06-14",
        "kind": "mixed",
        "url": "https://example.org/a",
    }
    assert len(corpus.digest) == 64


def test_an_empty_file_is_a_corpus(tmp_path: Path) -> None:
    corpus = load(write(tmp_path, b"\xef\xbb\xbf# nothing yet\r\n"))
    assert (corpus.speakers, corpus.topics, dict(corpus.documents)) == ((), (), {})


SPEAKERS = '[[speakers]]\nname = "Ana Silva"\n\n[[speakers]]\nname = "Tom Brown"\n'


@pytest.mark.parametrize(
    ("source", "line", "parts"),
    [
        ('[[speakers]]\nname = "Ana"\nalias = ["A"]\n', 3, ["alias:", 'did you mean "aliases"']),
        ('[[speaker]]\nname = "Ana"\n', 1, ["speaker:", 'did you mean "speakers"']),
        ('[[topics]]\nname = "fish"\nterm = "x"\n', 3, ["term:", '"terms"']),
        ('[documents."a.txt"]\nauthor = "x"\ndate = "2024"\n', 3, ["date:", "known are"]),
        ('[[speakers]]\n# no name\npronoun = "he"\n', 1, ["name:", "missing"]),
        ('[[speakers]]\nname = ""\n', 2, ["name:", "empty"]),
        ('[[speakers]]\nname = "Ana"\naliases = "A"\n', 3, ["aliases:", "list"]),
        ("[[speakers]]\nname = 3\n", 2, ["name:", "a number"]),
        ('[[speakers]]\nname = "Ana"\npronoun = "xe"\n', 3, ["pronoun:", "he, she, they, it"]),
        ('[[speakers]]\nname = "Ana"\nkind = "author"\n', 3, ["kind:", "person, body, unnamed"]),
        (SPEAKERS + 'wikidata = "7747"\n', 6, ["wikidata:", '"7747"', "Q42"]),
        (
            SPEAKERS + 'aliases = [\n    "Tom",\n    "ana silva",\n]\n',
            8,
            ["aliases:", "ana silva", "Ana Silva"],
        ),
        (SPEAKERS + '\n[[speakers]]\nname = "Ana Silva"\n', 8, ["name:", "Ana Silva"]),
        (SPEAKERS + 'offices = [{title = "Mayor", from = "2024-13"}]\n', 6, ["offices.from:", "2024-13"]),
        (
            SPEAKERS + 'offices = [{title = "Mayor", from = "2024", to = "2020"}]\n',
            6,
            ["offices.to:", "2020"],
        ),
        (SPEAKERS + 'offices = [{titel = "Mayor"}]\n', 6, ["offices.titel:", '"title"']),
        (SPEAKERS + "offices = [3]\n", 6, ["offices:"]),
        ('[documents."a.txt"]\npublished = "last May"\n', 2, ["published:", "last May"]),
        ('[documents."a.txt"]\npublished = "2024-02-30"\n', 2, ["published:", "2024-02-30"]),
        ('[documents."a.txt"]\nkind = "speech"\n', 2, ["kind:", "article, transcript, mixed"]),
        ('[documents."a.txt"]\nurl = "example.org"\n', 2, ["url:", "https://"]),
        ('[documents."a.txt"]\nlanguage = "English"\n', 2, ["language:", '"en"']),
        ('[documents]\n"a.txt" = "x"\n', 2, ["a.txt"]),
        ("documents = 3\n", 1, ["documents:"]),
        ('speakers = ["Ana"]\n', 1, ["speakers:", "[[speakers]]"]),
        ('[[topics]]\nname = "fish"\nterms = ["fi*sh"]\n', 3, ["terms:", "fi*sh"]),
        ('[[topics]]\nname = "fish"\n\n[[topics]]\nname = "Fish"\n', 5, ["name:", "already"]),
        ('[[speakers]]\nname = "Ana\n', 2, ["not valid TOML"]),
        ('[[speakers]]\nname "Ana"\n', 2, []),
        ("[[speakers]]\nname = 'x", 2, []),
    ],
)
def test_mistakes_are_named_with_line_and_key(
    tmp_path: Path, source: str, line: int, parts: list[str]
) -> None:
    path = write(tmp_path, source)
    with pytest.raises(CorpusError) as caught:
        load(path)
    message = str(caught.value)
    assert message.startswith(f"{path}:{line}: ")
    assert "\n" not in message
    for part in parts:
        assert part in message


def test_files_that_are_no_text_or_not_there(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"claimdb\.toml:2: not UTF-8"):
        load(write(tmp_path, b'[[speakers]]\nname = "\xff"\n'))
    with pytest.raises(CorpusError, match="No such file"):
        load(tmp_path / "none.toml")


def test_the_nearest_corpus_file_up_to_the_root(tmp_path: Path) -> None:
    document = tmp_path / "a" / "b" / "c.txt"
    document.parent.mkdir(parents=True)
    assert corpus_for(document, tmp_path) == Corpus()
    write(tmp_path, WHOLE)
    assert corpus_for(document, tmp_path).speakers[0].name == "Ana Silva"
    assert corpus_for(document, tmp_path / "a") == Corpus()
    assert corpus_for(document) == Corpus()
    write(document.parent, '[[speakers]]\nname = "Tom Brown"\n')
    assert corpus_for(document, tmp_path).speakers[0].name == "Tom Brown"


def test_a_changed_corpus_file_is_read_anew(tmp_path: Path) -> None:
    path = write(tmp_path, WHOLE)
    before = corpus_for(tmp_path / "a.txt")
    path.write_text('[[speakers]]\nname = "Tom Brown"\n')
    after = corpus_for(tmp_path / "a.txt")
    assert before.digest != after.digest


def test_the_seed_corpus() -> None:
    corpus = load(ROOT / "seeds" / "claimdb.toml")
    assert len(corpus.topics) == 20
    names = {speaker.name for speaker in corpus.speakers}
    assert {"Vladimir Putin", "Sergey Lavrov", "Tucker Carlson", "NATO", "the United States"} <= names
    assert {path.name for path in (ROOT / "seeds").glob("*.txt")} == set(corpus.documents)
