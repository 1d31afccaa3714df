"""What a statement does, by its main clause, and its topics, by their terms."""

from __future__ import annotations

from dataclasses import replace

import pytest

import claimdb
from claimdb import Corpus, Topic
from claimdb.extraction import extract

# Each line is one rule of grammar, and beside it the case that looks like it and is none.
FUNCTIONS = [
    ("The harbour was closed in May.", "assertion"),
    # mood: questions with and without their mark, imperatives
    ("Who closed the harbour?", "question"),
    ("Has the harbour been closed again.", "question"),
    ("So why did they close the harbour.", "question"),
    ("I just wonder whether the harbour is closed.", "question"),
    ("Had the harbour been closed, the boats were safe.", "assertion"),
    ("Open the harbour now!", "proposal"),
    ("Let us open the harbour.", "proposal"),
    ("If you see the harbour, close the gate.", "proposal"),
    ("God save the harbour.", "proposal"),
    ("Believe me.", "assertion"),
    ("No more delays.", "proposal"),
    ("No idea.", "assertion"),
    # deontic modality, and what only looks like it
    ("The council must open the harbour.", "proposal"),
    ("We need to talk about the harbour.", "proposal"),
    ("It is necessary to open the harbour.", "proposal"),
    ("They had to close the harbour in May.", "assertion"),
    ("Should the harbour be closed, the boats leave.", "assertion"),
    ("The harbour should have been opened in May.", "assertion"),
    ("We don't need to talk about the harbour.", "evaluation"),
    # what the speaker commits to
    ("We are ready to open the harbour.", "proposal"),
    ("We will open the harbour in May.", "proposal"),
    ("We cannot accept this decision.", "proposal"),
    ("We were ready to open the harbour.", "assertion"),
    ("Our aim is to open the harbour.", "proposal"),
    # the future
    ("The harbour will open again in May.", "prediction"),
    ("I think the harbour will open again in May.", "prediction"),
    ("The harbour is going to open again.", "prediction"),
    ("The harbour may open again in May.", "prediction"),
    ("The storm could close the harbour.", "prediction"),
    ("She could see the harbour.", "assertion"),
    ("If the storm lasts, the boats would be lost.", "prediction"),
    ("Sooner or later the harbour opens.", "prediction"),
    ("The harbour was going to open in May.", "assertion"),
    # judging: predicates, degrees, attitudes, opinions, hedges
    ("That was a terrible mistake.", "evaluation"),
    ("The plan for the harbour that the council made in May is irresponsible.", "evaluation"),
    ("They are making a mistake.", "evaluation"),
    ("The water there is very cold.", "evaluation"),
    ("I think the harbour was neglected.", "evaluation"),
    ("In my view, the harbour was neglected.", "evaluation"),
    ("We prefer the old harbour.", "evaluation"),
    ("They closed this utterly silly harbour.", "evaluation"),
    ("The harbour plays an important part.", "evaluation"),
    ("They behave like children.", "evaluation"),
    ("It shows that the plan is irresponsible.", "evaluation"),
    ("The plan sounds like a joke.", "evaluation"),
    ("Unfortunately, the harbour was closed.", "evaluation"),
    ("If you miss the ferry, you walk.", "evaluation"),
    ("It is clear that the harbour was closed.", "assertion"),
    ("She looks at the harbour.", "assertion"),
    ("The harbour is closed.", "assertion"),
]


@pytest.mark.parametrize(("text", "function"), FUNCTIONS, ids=[text for text, _ in FUNCTIONS])
def test_function(text: str, function: str) -> None:
    (statement,) = claimdb.extract(text)
    assert statement.function == function


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("The mayor asked why the harbour was closed.", "question"),
        ("The mayor said it would rain in May.", "prediction"),
        ("The mayor said she wants to open the harbour.", "proposal"),
        ("The mayor promised to open the harbour.", "proposal"),
        ("The mayor said she was ready to open the harbour.", "proposal"),
        ("The mayor said the harbour was closed.", "assertion"),
    ],
)
def test_function_of_what_is_reported(text: str, function: str) -> None:
    assert [s.function for s in claimdb.extract(text) if s.kind == "indirect"] == [function]


def test_thanks_in_a_transcript_are_phatic() -> None:
    text = (
        "Ana Silva: Thank you very much.\nTom Berg: Yes.\n"
        "Ana Silva: The harbour was closed in May.\nTom Berg: Was it closed?\nAna Silva: No.\n"
    )
    found = [s.function for s in claimdb.extract(text)]
    assert found == ["phatic", "phatic", "assertion", "question", "assertion"]  # a denial has substance


def test_to_tell_of_a_question_is_not_to_ask() -> None:
    text = "Ana Silva: And we asked them, can you open the harbour?\nTom Berg: I ask you, can you open it?\n"
    told, asked = (s.function for s in claimdb.extract(text) if s.nested_in is None)
    assert (told, asked) == ("assertion", "question")


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
