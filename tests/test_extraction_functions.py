"""What a statement does, by its main clause, and its topics, by their terms."""

from __future__ import annotations

from dataclasses import replace

import pytest

import claimdb
from claimdb import Corpus, Topic
from claimdb.extraction import extract


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("The harbour was closed in May.", "assertion"),
        ("Who closed the harbour?", "question"),
        ("The council must open the harbour.", "proposal"),
        ("Open the harbour now!", "proposal"),
        ("We need to talk about the harbour.", "proposal"),
        ("The harbour will open again in May.", "prediction"),
        ("That was a terrible mistake.", "evaluation"),
        ("I think the harbour was neglected.", "evaluation"),
    ],
)
def test_function(text: str, function: str) -> None:
    (statement,) = claimdb.extract(text)
    assert statement.function == function


def test_thanks_in_a_transcript_are_phatic() -> None:
    text = (
        "Ana Silva: Thank you very much.\nTom Berg: Yes.\n"
        "Ana Silva: The harbour was closed in May.\nTom Berg: Why was it closed?\n"
    )
    assert [s.function for s in claimdb.extract(text)] == ["phatic", "phatic", "assertion", "question"]


def test_topics_by_whole_words_endings_case_and_phrases() -> None:
    corpus = Corpus(
        topics=(
            Topic("water", ("harbour*", "high tide", "=Sea")),
            Topic("money", ("cost*", "bank")),
        )
    )

    def topics(text: str) -> tuple[str, ...]:
        (statement,) = claimdb.extract(text, corpus=corpus)
        return statement.topics

    assert topics("Both harbours were closed.") == ("water",)
    assert topics("The high-tide mark was passed.") == ("water",)
    assert topics("The Sea took the banker and the costs.") == ("water", "money")
    assert topics("They went by sea to the embankment.") == ()


def test_a_section_heading_is_context_for_topics() -> None:
    corpus = Corpus(topics=(Topic("water", ("harbour",)),))
    text = (
        "News of the week from our town in the north\n\n"
        "The council met on Monday evening and sat for three hours without a vote.\n\n"
        "On the harbour\n\nIt was shut in May after a long winter and many repairs.\n"
    )
    statement = next(s for s in claimdb.extract(text, corpus=corpus) if "shut in May" in s.text)
    assert statement.section == "On the harbour"
    assert statement.topics == ("water",)


def test_a_foreign_document_gives_no_statements() -> None:
    document = claimdb.read("Der Hafen wurde im Mai geschlossen, sagte Ana Silva.")
    assert document.text
    corpus = Corpus()
    (extraction,) = extract([(replace(document, language="de"), corpus)])
    assert extraction.statements == ()
