"""Transcripts: labels in many layouts, who they name, and what is no transcript."""

from __future__ import annotations

import pytest

from claimdb.model import Block, Corpus, Document, Speaker
from claimdb.reading import read_text

JANE, TOM = "Jane Doe", "Tom Brown"


def turns(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.role == "turn"]


def said(document: Document) -> list[tuple[str | None, str]]:
    return [(block.speaker, document.text[block.start : block.end]) for block in turns(document)]


LAYOUTS = {
    "name, then time": "{name} [00:0{n}:07] {words}\n\n",
    "name and time on a line": "{name} [00:0{n}:07]\n{words}\n\n",
    "round brackets": "{name} (0{n}:07)\n\n{words}\n\n",
    "time, then name": "[00:0{n}:07] {name}: {words}\n",
    "colon": "{name}: {words}\n\n",
    "colon, close lines": "{name}: {words}\n",
    "colon on a line": "{name}:\n{words}\n\n",
    "bold with colon": "**{name}:** {words}\n\n",
    "bold, then colon": "**{name}**: {words}\n\n",
    "name alone": "{name}\n{words}\n\n",
    "name and bare time": "{name}  0{n}:07\n{words}\n\n",
    "bare time and name": "00:0{n}:07 {name}\n{words}\n\n",
}
WORDS = [
    "How are the fish?",
    "They are well. We counted them.",
    "And the boats?",
    "They stay in the harbour.",
]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout: str) -> None:
    lines = [
        LAYOUTS[layout].format(name=(TOM, JANE)[n % 2], n=n, words=words) for n, words in enumerate(WORDS)
    ]
    document = read_text("".join(lines))
    assert document.kind == "transcript"
    assert said(document) == [(TOM, WORDS[0]), (JANE, WORDS[1]), (TOM, WORDS[2]), (JANE, WORDS[3])]
    timed = "{n}" in LAYOUTS[layout]
    assert [block.timestamp for block in turns(document)] == [
        f"00:0{n}:07" if timed else None for n in range(4)
    ]
    labels = [block for block in document.blocks if block.role == "metadata"]
    assert [document.text[block.start : block.end].count("\n") for block in labels] == [0] * 4


def test_titles_capitals_and_roles_in_labels() -> None:
    document = read_text(
        "THE PRESS CONFERENCE\n\nJANE DOE, MINISTER: Good morning.\n\nMR. BROWN: Will the quota fall?\n\n"
        "DOE: It will.\n\nMR. BROWN (The Example): When?\n\nDOE: In May.\n"
    )
    assert document.title == "THE PRESS CONFERENCE"
    assert [speaker for speaker, _ in said(document)] == [JANE, "Brown", JANE, "Brown", JANE]
    assert turns(document)[0].label == "JANE DOE, MINISTER"


def test_names_come_from_the_introduction() -> None:
    document = read_text(
        "Tom Brown met Mrs. Jane Q. Doe (LIB), the minister, in Lisbon. Jane Q. Doe’s spirits were good.\n\n"
        "Brown: Will it fall?\n\nDoe: It will.\n\nBrown: Why?\n\nDoe: It must.\n"
    )
    assert [speaker for speaker, _ in said(document)] == [TOM, "Jane Q. Doe", TOM, "Jane Q. Doe"]


def test_two_spellings_are_one_speaker() -> None:
    document = read_text(
        "Sergej Novak: Yes.\n\nTom Brown: Why?\n\nSergei Novak: It must.\n\nNovak: Indeed.\n\nBrown: Oh.\n"
    )
    assert len({block.speaker for block in turns(document)}) == 2


def test_the_corpus_knows_better() -> None:
    corpus = Corpus(
        speakers=(
            Speaker("Jane A. Doe", aliases=("Jane", "the minister")),
            Speaker("Thomas Brown", aliases=("Tom",)),
        )
    )
    document = read_text(
        "Tom: Will it fall?\n\nJane: It will.\n\nTom: Why?\n\nJane: It must.\n\nThe Minister: It must.\n",
        corpus=corpus,
    )
    expected = ["Thomas Brown", "Jane A. Doe", "Thomas Brown", "Jane A. Doe", "Jane A. Doe"]
    assert [speaker for speaker, _ in said(document)] == expected


def test_questions_and_answers_name_nobody() -> None:
    document = read_text("Q: What do you think?\n\nA: It is fine.\n\nQ: Why?\n\nA: It works.\n")
    assert document.kind == "transcript"
    assert [block.label for block in turns(document)] == ["Q", "A", "Q", "A"]
    assert {block.speaker for block in turns(document)} == {None}


def test_a_turn_of_several_paragraphs_is_one_block() -> None:
    document = read_text(
        "Jane Doe: First.\n\nSecond.\n\nThird.\n\nTom Brown: Why?\n\nJane Doe: So.\n\nAnd so.\n\n"
        "(Applause.)\n\nAnd on.\n\n"
        "Tom Brown: I see.\n"
    )
    assert [words for _, words in said(document)] == [
        "First.\n\nSecond.\n\nThird.", "Why?", "So.\n\nAnd so.", "And on.", "I see.",
    ]  # fmt: skip
    assert [block.continues for block in turns(document)] == [False, False, False, True, False]
    assert turns(document)[3].speaker == JANE


def test_article_then_transcript_then_comment_form() -> None:
    article = "\n\n".join(
        f"The minister said many things on day {n}. " + "The fish are well. " * 12 for n in range(3)
    )
    document = read_text(
        f"The quota falls\n\nBy Ana Silva\n\n{article}\n\nTHE INTERVIEW • 81 MINS\n\n"
        "Tom [00:00:00] Minister Doe, hello.\n\n"
        "Jane Doe [00:00:07] Hello.\n\nTom [00:00:09] Thank you.\n\nDoe [00:00:11] Thank you.\n\n"
        "Your comments are welcome\n\nUse Markdown help to style your comments\n\nSuggested products\n"
    )
    assert document.kind == "mixed"
    assert [block.role for block in document.blocks][-3:] == ["boilerplate"] * 3
    assert [speaker for speaker, _ in said(document)] == ["Tom", JANE, "Tom", JANE]
    assert {block.section for block in turns(document)} == {"THE INTERVIEW • 81 MINS"}
    assert sum(block.role == "paragraph" for block in document.blocks) == 3


@pytest.mark.parametrize(
    "text",
    [
        "The quota falls\n\nIt will fall, she said.\n\nNote: the figures are provisional.\n\nIt will.",
        "Poll: who leads\n\nDoe: 45%\n\nBrown: 41%\n\nDoe: 44%\n\nBrown: 40%\n\nThey go on.",
        "Read more: Jane Doe in Lisbon\n\nIt falls.\n\nRead more: Jane Doe in Porto\n\nIt does.",
        "Doe: Quota Will Fall in May\n\nShe did.\n\nBrown: Harbour Is Full of Boats\n\nDoe: Quota Will Rise",
        "She made three points: one, two, three.\n\nHe said: “No.”\n\nShe said: “Yes.”\n\nHe said: “Why?”",
        "On boats\n\nThey stay in.\n\nOn nets\n\nThey are new.\n\nOn boats\n\nThey are old.",
    ],
)
def test_articles_are_no_transcripts(text: str) -> None:
    document = read_text(text)
    assert document.kind == "article"
    assert turns(document) == []


def test_the_corpus_may_say_what_it_is() -> None:
    text = "Jane Doe: We are glad.\n\nTom Brown: Why?\n\nJane Doe: It works.\n"
    article = Corpus(documents={"text": {"kind": "article"}})
    assert turns(read_text(text, corpus=article)) == []
    short = "Jane Doe: We are glad.\n\nTom Brown: Why?\n"
    assert turns(read_text(short)) == []
    assert len(turns(read_text(short, corpus=Corpus(documents={"text": {"kind": "transcript"}})))) == 2


def test_times_are_normalised() -> None:
    document = read_text("Jane Doe [5:07] Yes.\n\nTom Brown [1:02:03] Why?\n\nJane Doe [01:02:09.500] So.\n")
    assert [block.timestamp for block in turns(document)] == ["00:05:07", "01:02:03", "01:02:09"]


def test_the_word_before_a_name_at_the_beginning_of_a_line_is_no_part_of_it() -> None:
    document = read_text(
        "The Long Tide, episode 41\n\nWith Jane Doe and Tom Brown\n\n"
        "JANE DOE: How are the fish?\n\nTOM BROWN: They are well.\n\nJANE DOE: And the boats?\n"
    )
    assert [speaker for speaker, _ in said(document)] == [JANE, TOM, JANE]
