"""Plain text to blocks: what is a title, a heading, a list, furniture, and what goes on below a break."""

from __future__ import annotations

import pytest

from claimdb.model import Block, Document
from claimdb.reading import read_text

BODY = "The quota will fall, the minister said.\n\nThe fishermen protested in the harbour."


def shape(document: Document) -> list[tuple[str, str]]:
    return [(block.role, document.text[block.start : block.end]) for block in document.blocks]


def block_of(document: Document, words: str) -> Block:
    found = [block for block in document.blocks if document.text[block.start : block.end].startswith(words)]
    assert found, f"no block begins with {words!r}"
    return found[0]


def roles(text: str) -> list[str]:
    return [block.role for block in read_text(text).blocks]


def test_title_byline_date_and_dateline() -> None:
    document = read_text(
        "The quota falls\n\nBy [Jane Doe](https://example.org/jane) and Tom Brown\n\nMay 6, 2024\n\n"
        f"LISBON, May 6. /Example/. {BODY}"
    )
    assert [block.role for block in document.blocks] == [
        "title", "metadata", "metadata", "metadata", "paragraph", "paragraph",
    ]  # fmt: skip
    assert (document.title, document.author, document.published) == (
        "The quota falls",
        "Jane Doe and Tom Brown",
        "2024-05-06",
    )
    assert (document.publisher, document.dateline) == ("Example", "LISBON, May 6. /Example/.")
    assert all(block.section == "The quota falls" for block in document.blocks[1:])


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("LISBON (Example) —", "Example"),
        ("LISBON, May 6 (EXA) -", "EXA"),
        ("SAO PAULO, Brazil (AB) --", "AB"),
        ("Lisbon (ABC) –", "ABC"),
        ("(Example.org) -", "Example.org"),
        ("LISBON —", None),
        ("ST. IVES, Cornwall -", None),
        ("Lisbon, 6 May 2024 –", None),
    ],
)
def test_datelines_are_blocks_of_their_own(dateline: str, agency: str | None) -> None:
    document = read_text(f"The quota falls\n\n{dateline} {BODY}")
    assert shape(document)[1] == ("metadata", dateline)
    assert shape(document)[2] == ("paragraph", BODY.split("\n")[0])
    assert (document.dateline, document.publisher) == (dateline, agency)


@pytest.mark.parametrize(
    "opening",
    [
        "By Monday the senators had left, he said.",
        "The quota – and this is new – will fall.",
        "NATO - he said - would not come.",
        "Jane Doe (left) was glad.",
        "Photo finishes are rare in this race, he said.",
        "Video games are to blame, she said.",
        "Share prices fell on Monday.",
        "“You may like it or not,” she said.",
        "Support for the plan fell by a third.",
        "More stories like this one, he said, would ruin them.",
        "Sign up to what you believe, she said.",
        "Click here, the page said, and he did.",
        "Contact with the ship was lost.",
        "Home prices rose.",
        "Close to a third of them agreed.",
        "Credit is scarce.",
        "Based on what she said, the quota will fall.",
    ],
)
def test_sentences_that_open_like_furniture_are_text(opening: str) -> None:
    text = f"The quota falls\n\n{BODY}\n\n{opening}\n\n{BODY}"
    assert roles(text) == ["title"] + ["paragraph"] * 5


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("All news", "boilerplate"),
        ("Advertisement", "boilerplate"),
        ("[Subscribe](#)", "boilerplate"),
        ("Click play to watch the video", "boilerplate"),
        ("Read more: The fish are back", "boilerplate"),
        ("Follow Jane Doe on Twitter @jane.", "boilerplate"),
        ("Your comments are welcome", "boilerplate"),
        ("Leave a comment", "boilerplate"),
        ("Copyright 2024 The Example. All rights reserved.", "boilerplate"),
        ("* * *", "boilerplate"),
        ("https://example.org/a/b", "boilerplate"),
        ("Written by [Jane Doe](#) on February 12, 2024", "metadata"),
        ("Published: Monday, May 6, 2024 10:15 a.m.", "metadata"),
        ("Photo: Ministry of Fisheries", "metadata"),
        ("(Photo by Tom Brown/Example)", "metadata"),
        ("Example Images", "metadata"),
        ("Tom Brown/Example", "metadata"),
        ("Video: The minister in the harbour", "metadata"),
        ("Based on Example materials", "metadata"),
        ("5 min read", "metadata"),
        ("Page 3 of 7", "metadata"),
    ],
)
def test_furniture_is_told_by_its_words(line: str, role: str) -> None:
    assert roles(f"The quota falls\n\n{BODY}\n\n{line}\n\n{BODY}") == [
        "title", "paragraph", "paragraph", role, "paragraph", "paragraph",
    ]  # fmt: skip


def test_navigation_and_byline_above_the_title() -> None:
    document = read_text(
        f"Menu\n\nWritten by [Jane Doe](#) on February 12, 2024\n\nThe quota falls\n\n{BODY}"
    )
    assert [block.role for block in document.blocks][:3] == ["boilerplate", "metadata", "title"]
    assert (document.title, document.author, document.published) == (
        "The quota falls",
        "Jane Doe",
        "2024-02-12",
    )


@pytest.mark.parametrize(
    ("line", "author", "published"),
    [
        ("Jane Doe | The Example | May 6, 2024", "Jane Doe", "2024-05-06"),
        ("Jane Doe, May 6, 2024", "Jane Doe", "2024-05-06"),
        ("Jane Doe and Tom Brown • 6 May 2024", "Jane Doe and Tom Brown", "2024-05-06"),
        ("BY JANE DOE", "Jane Doe", None),
        ("By Jane Doe, The Example", "Jane Doe", None),
        ("Story by Jane Doe on Monday, May 6, 2024", "Jane Doe", "2024-05-06"),
        ("Published 10:15 AM EST, Mon May 6, 2024", None, "2024-05-06"),
        ("Last updated: 2024-05-06 10:15", None, "2024-05-06"),
        ("By Jane Doe | Updated 6 May 2024", "Jane Doe", "2024-05-06"),
        ("6.5.2024", None, "2024-05-06"),
    ],
)
def test_bylines_and_date_lines(line: str, author: str | None, published: str | None) -> None:
    document = read_text(f"The quota falls\n\n{line}\n\n{BODY}")
    assert [block.role for block in document.blocks] == ["title", "metadata", "paragraph", "paragraph"]
    assert (document.author, document.published) == (author, published)


def test_published_goes_before_updated() -> None:
    lines = "Updated: May 9, 2024\n\nPublished: May 6, 2024"
    assert read_text(f"The quota falls\n\n{lines}\n\n{BODY}").published == "2024-05-06"


def test_links_beneath_related() -> None:
    links = (
        "The Fish Are Back in the Bay\n\n[Nets](https://example.org/nets)\n\n- Boats Stay in Harbour Again"
    )
    assert roles(f"The quota falls\n\n{BODY}\n\nRelated stories\n\n{links}\n\n{BODY}") == [
        "title", "paragraph", "paragraph", *["boilerplate"] * 4, "paragraph", "paragraph",
    ]  # fmt: skip


def test_a_question_in_bold_letters_is_text() -> None:
    text = f"The quota falls\n\n{BODY}\n\n**Will it fall by a third?**\n\n{BODY}"
    assert roles(text) == ["title"] + ["paragraph"] * 5


def test_standfirst_is_a_heading_that_opens_no_section() -> None:
    standfirst = "The minister wants fewer boats in the harbours but has no plan for those who sail them"
    document = read_text(f"The quota falls\n\n{standfirst}\n\n{BODY}")
    assert [block.role for block in document.blocks] == ["title", "heading", "paragraph", "paragraph"]
    assert document.blocks[2].section == "The quota falls"


@pytest.mark.parametrize("newline", ["\n", "\n\n"])
def test_section_headings_with_and_without_blank_lines(newline: str) -> None:
    lines = [
        "The quota will fall, the minister said. She was glad of it, and said so twice.",
        "On boats",
        "Boats will be paid for.",
        "They stay in the harbour.",
        "What the Fishermen Say About It?",
        "They protested.",
    ]
    document = read_text(newline.join(lines))
    assert [block.role for block in document.blocks] == [
        "paragraph", "heading", "paragraph", "paragraph", "heading", "paragraph",
    ]  # fmt: skip
    assert document.title is None
    assert [block.section for block in document.blocks] == [
        None, None, "On boats", "On boats", None, "What the Fishermen Say About It?",
    ]  # fmt: skip


def test_short_paragraphs_are_no_headings() -> None:
    text = f"The quota falls\n\n{BODY}\n\nWhy?\n\nShe did not say.\n\nNo.\n\n“Never,” he said\n\n{BODY}"
    assert "heading" not in roles(text)


def test_two_sentences_are_no_title() -> None:
    assert roles("“We will win,” Jane Doe said.\n\nShe added that she was glad.") == [
        "paragraph",
        "paragraph",
    ]
    assert roles("Jane Doe said that she was glad") == ["paragraph"]


def test_titles_that_end_like_sentences() -> None:
    assert roles(f"Quota falls by a third.\n\n{BODY}\n\n{BODY}")[0] == "title"
    assert roles(f"Does the Quota Fall?\n\n{BODY}\n\n{BODY}")[0] == "title"
    lede = "The minister of fisheries has said on Monday that the quota for cod is to fall by a third."
    assert roles(f"{lede}\n\n{BODY}\n\n{BODY}")[0] == "paragraph"


def test_markdown() -> None:
    document = read_text(
        "# The quota falls\n\n## What she said\n\nThe quota falls.\n\n**What they said**\n\nIt is wrong.\n\n"
        "---\n\nThe end."
    )
    assert document.title == "The quota falls"
    assert [block.role for block in document.blocks] == [
        "title", "heading", "paragraph", "heading", "paragraph", "boilerplate", "paragraph",
    ]  # fmt: skip
    assert document.blocks[2].section == "What she said"
    assert document.blocks[4].section == "What they said"


def test_labels_of_numbered_points() -> None:
    document = read_text(
        f"The quota falls\n\n{BODY}\n\n  1. FEWER BOATS – “Boats stay in.”\n  2. NEW NETS – “Nets are new.”\n"
        "  3. Nothing else.\n\nThat is all she said.\n"
    )
    assert shape(document)[3:] == [
        ("heading", "1. FEWER BOATS –"),
        ("list item", "“Boats stay in.”"),
        ("heading", "2. NEW NETS –"),
        ("list item", "“Nets are new.”"),
        ("list item", "3. Nothing else."),
        ("paragraph", "That is all she said."),
    ]
    assert [block.section for block in document.blocks[4:]] == [
        "1. FEWER BOATS", "The quota falls", "2. NEW NETS", "The quota falls", "The quota falls",
    ]  # fmt: skip
    assert document.blocks[7].label == "3."


def test_a_sentence_broken_by_a_caption_goes_on() -> None:
    document = read_text(
        f"The quota falls\n\n{BODY}\n\nShe spoke of professional jealousy among some of the country's\n\n\n"
        "Example Images\nThe minister and the fishermen\n\n\nWritten by [Jane Doe](#) on May 12, 2024\n\n"
        f"harbour masters.\n\n{BODY}"
    )
    assert [block.role for block in document.blocks][3:8] == [
        "paragraph", "metadata", "metadata", "metadata", "paragraph",
    ]  # fmt: skip
    assert [block.continues for block in document.blocks] == [False] * 7 + [True, False, False]


def test_a_sentence_broken_before_a_name_goes_on() -> None:
    document = read_text(
        f"The quota falls\n\n{BODY}\n\nThe boats come from many harbours of the country, including\n\n"
        f"By Jane Doe\n\nLisbon, which has the most.\n\n{BODY}"
    )
    assert block_of(document, "The boats").role == "paragraph"
    assert block_of(document, "Lisbon").continues
    assert sum(block.continues for block in document.blocks) == 1


def test_a_whole_sentence_before_furniture_does_not_go_on() -> None:
    document = read_text(f"The quota falls\n\n{BODY}\n\nPhoto: Tom Brown\n\nThe boats stay in.\n\n{BODY}")
    assert not any(block.continues for block in document.blocks)


def test_running_headers_are_furniture() -> None:
    page = "The Example, fisheries desk\n\nThe minister said it again, and nobody heard.\n\n"
    document = read_text(f"The quota falls\n\n{BODY}\n\n" + page * 3)
    assert (
        sum(words == "The Example, fisheries desk" for role, words in shape(document) if role == "metadata")
        == 3
    )


def test_an_offer_ends_where_the_article_goes_on() -> None:
    offer = (
        "Subscribe to The Example\n\nGet full access to our magazine!\n\n- 24 issues\n- Something else\n\n"
    )
    assert roles(f"The quota falls\n\n{BODY}\n\n{offer}{BODY}") == [
        "title", "paragraph", "paragraph", *["boilerplate"] * 4, "paragraph", "paragraph",
    ]  # fmt: skip


def test_credits_at_the_end() -> None:
    document = read_text(
        f"The quota falls\n\n{BODY}\nGroup of Fishermen\nPhoto: Jane Doe\nBased on Example materials"
    )
    assert [block.role for block in document.blocks][-3:] == ["metadata"] * 3


def test_hard_wrapped_text_is_joined() -> None:
    document = read_text(
        "THE FISH QUOTA\n\n"
        "   The minister of fisheries said on Monday that the quota for cod would\n"
        "   fall by a third in May, and that boats would be paid for the days they\n"
        "   stay in the harbour.\n\n"
        '   "We have no choice," she said. "The fish are gone, and they will not\n'
        '   come back by themselves."\n\n'
        "   - The quota falls by a third, in all of the waters of the country, and\n"
        "     from the first of May.\n"
        "   - Boats are paid.\n"
    )
    assert [block.role for block in document.blocks] == [
        "title",
        "paragraph",
        "paragraph",
        "list item",
        "list item",
    ]


def test_header_fields() -> None:
    document = read_text(
        "Title: The quota falls\nAuthor: Jane Doe\nDate: 6 May 2024\nSource: The Example\n"
        "URL: https://example.org/a\n\n" + BODY
    )
    assert (document.title, document.author, document.published) == (
        "The quota falls",
        "Jane Doe",
        "2024-05-06",
    )
    assert (document.publisher, document.url) == ("The Example", "https://example.org/a")
    assert [block.role for block in document.blocks] == ["metadata"] * 5 + ["paragraph"] * 2


def test_a_date_without_a_year_is_no_publication_date() -> None:
    assert read_text(f"The quota falls\n\nLISBON, May 6 (EXA) - {BODY}").published is None
