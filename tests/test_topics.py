"""What statements are about: by the terms of a corpus file in their context, and without a list of topics."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import claimdb
from claimdb import Corpus, Speaker, Topic

WATER = Corpus(topics=(Topic("water", ("harbour*",)), Topic("money", ("cost*", "bank"))))

HARBOUR = """\
Northtown argues about its harbour

The harbour wall broke in the storm. Ana Silva said the harbour wall was built too low.

The ferry company lost a ship at the harbour wall, and the ferry to Westland has not sailed since.

"We need the ferry," Tom Berg said. "Without the ferry, Westland is two days away."

Berg said Silva had known about the harbour wall for years.

"The ferry is our road," Silva said. "Nobody in Westland doubts it."
"""
FERRIES = """\
Ferries are late again

The ferries were late on Monday. Nobody knows why the ferries were late.

The Northtown Herald counted the ferries: nine of them were late.

"The ferries are old," Jane Doe said.
"""


def topics(text: str, corpus: Corpus | None = None) -> dict[str, tuple[str, ...]]:
    """The topics of each statement, by its first words."""
    found = claimdb.extract(text, corpus=corpus) if corpus else claimdb.extract(text)
    return {" ".join(statement.text.split()[:3]): statement.topics for statement in found}


# --------------------------------------------------------------------------- by terms


def test_a_paragraph_goes_on_with_what_it_named_last() -> None:
    found = topics(
        "The harbour was closed. It was a long winter. The bank paid for it. Nobody asked why.\n", WATER
    )
    assert found["It was a"] == ("water",)
    assert found["Nobody asked why."] == ("money",)


def test_what_comes_before_tells_more_than_what_follows() -> None:
    found = topics("It was a long winter. The harbour was closed.\n\nIt opened again in May.\n", WATER)
    assert found["It was a"] == ("water",)
    assert found["It opened again"] == ("water",)


def test_what_a_paragraph_comes_back_to_is_what_all_of_it_is_about() -> None:
    text = "The harbour broke. The harbour was closed. The bank paid. The harbour opened.\n"
    assert topics(text, WATER)["The bank paid."] == ("water", "money")
    text = "The harbour broke. The bank paid. It opened.\n"
    assert topics(text, WATER)["The bank paid."] == ("money",)


def test_what_a_heading_says_is_what_all_under_it_is_about() -> None:
    text = (
        "News of the week from our town in the north\n\n"
        "The council met on Monday evening and sat for three hours without a vote.\n\n"
        "On the harbour\n\nIt was shut in May after a long winter. The bank paid for the repairs.\n"
    )
    found = topics(text, WATER)
    assert found["It was shut"] == ("water",)
    assert found["The bank paid"] == ("water", "money")
    assert found["The council met"] == ()


def test_in_a_talk_the_question_tells_what_the_answer_is_about() -> None:
    text = (
        "Ana Silva: Was the harbour closed?\nTom Berg: It was. In May, we met. We had lunch. It rained.\n"
        "Ana Silva: I see.\nTom Berg: Thank you.\n"
    )
    found = topics(text, WATER)
    assert found["It was."] == ("water",)
    assert found["It rained."] == ()
    assert found["Thank you."] == ()


def test_terms_that_show_a_topic_together() -> None:
    corpus = Corpus(topics=(Topic("relations", ("Northland + =West",)),))
    assert topics("The West met Northland in May.", corpus) == {"The West met": ("relations",)}
    assert topics("Northland looked west in May.", corpus) == {"Northland looked west": ()}
    assert topics("The West met in May.", corpus) == {"The West met": ()}


# ---------------------------------------------------------------------- without a list


def test_a_document_shows_its_own_topics() -> None:
    found = topics(HARBOUR)
    assert found["The harbour wall"] == ("harbour wall",)
    assert set(found["The ferry company"]) == {"harbour wall", "ferry", "westland"}
    assert set(found['"We need the']) == {"ferry"}


def test_a_name_once_is_no_topic_and_neither_are_plain_words() -> None:
    names = {topic for topics in topics(FERRIES).values() for topic in topics}
    assert names == {"ferry"}


def test_speakers_are_topics_only_where_others_speak_of_them() -> None:
    text = "".join(
        f'"The {thing} is closed," Ana Silva said.\n\n' for thing in ("harbour", "school", "station", "mill")
    )
    assert set(topics(text).values()) == {()}
    text += "".join(f'"Silva {does} it," Tom Berg said.\n\n' for does in ("closed", "wanted", "hid"))
    spoken_of = [s for s in claimdb.extract(text) if s.topics]
    assert {s.speaker for s in spoken_of} == {"Tom Berg"}
    assert {s.topics for s in spoken_of} == {("ana silva",)}


def test_one_subject_has_one_name_in_all_documents(tmp_path: Path) -> None:
    one = "The U.S. closed its port. The U.S. opened it.\n\nNobody in the U.S. asked.\n"
    other = "The United States closed its port. The United States opened it.\n\nNobody asked the USA.\n"
    assert {t for topics in topics(one).values() for t in topics} == {"united states"}
    assert "united states" in {t for topics in topics(other).values() for t in topics}
    known = Corpus(speakers=(Speaker("Jane Doe", aliases=("J. D.", "Doe")),))
    surname = "Doe left. Doe came back.\n\nNobody had seen Doe.\n"
    assert {t for topics in topics(surname, known).values() for t in topics} == {"jane doe"}


def test_a_corpus_file_with_topics_has_the_last_word(tmp_path: Path) -> None:
    file = tmp_path / "harbour.txt"
    file.write_text(HARBOUR, encoding="utf-8")
    listed = tmp_path / "claimdb.toml"
    listed.write_text('[[topics]]\nname = "sea"\nterms = ["ferry"]\n', encoding="utf-8")
    assert {t for s in claimdb.extract(file) for t in s.topics} == {"sea"}
    listed.write_text('[[speakers]]\nname = "Ana Silva"\n', encoding="utf-8")
    assert "harbour wall" in {t for s in claimdb.extract(file) for t in s.topics}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder whose database holds two documents, and no corpus file."""
    press = tmp_path / "press"
    press.mkdir()
    (press / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (press / "ferries.txt").write_text(FERRIES, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "claimdb", "ingest", "press"], cwd=tmp_path, check=True, capture_output=True
    )
    return tmp_path


def test_such_topics_are_listed_and_asked_for(archive: Path) -> None:
    def ask(*arguments: str) -> str:
        command = [sys.executable, "-m", "claimdb", *arguments]
        return subprocess.run(command, cwd=archive, check=True, capture_output=True, text=True).stdout

    lines = ask("topics").splitlines()[1:]
    ferry = next(line for line in lines if " ferry " in f"{line} ")
    statements, documents = (int(number) for number in ferry.split()[:2])
    assert documents == 2
    assert statements == int(ask("query", "--topic", "ferry", "--count"))
    with claimdb.open(archive / "claimdb.db") as database:
        alone = {t for s in claimdb.extract(archive / "press" / "harbour.txt") for t in s.topics}
        stored = {t for r in database.query(document="harbour.txt") for t in r.statement.topics}
    assert stored == alone  # what one document is about depends on no other
