"""Whatever the text, its blocks hold together: in order, within it, and nothing lost between them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimdb.model import Document
from claimdb.reading import read_text

INVISIBLE = "\ufeff\u200b\u2060"

LINES = st.sampled_from(
    [
        "",
        " ",
        "\f",
        "The Quota Falls",
        "The minister said that the quota would fall.",
        "the boats of the northern harbours",
        "including the ones of",
        "By Jane Doe on May 6, 2024",
        "Photo: Tom Brown",
        "Jane Doe [00:01:02] We are glad.",
        "Tom Brown [01:02]",
        "JANE DOE: We are glad.",
        "MR. BROWN: Why?",
        "**Jane Doe:** Because.",
        "1. NEW QUOTA – “It falls.”",
        "- Cancel anytime.",
        "(Applause.)",
        "Subscribe to The Example",
        "Get full access to our magazine, you and your friends!",
        "LISBON, May 6. /Example/. The quota falls.",
        "## What she said",
        "* * *",
        "[Subscribe](#)",
        "Page 3 of 7",
        "Title: The quota",
        "\u200b\ufeff 😀 e\u0301t\u00e9 Ålesund",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(LINES, max_size=25).flatmap(
        lambda lines: st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\u2028"]).map(
            lambda newline: newline.join(lines)
        )
    ),
)


def check(document: Document) -> None:
    text, end = document.text, 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(text)
        between = text[end : block.start].strip(INVISIBLE)
        assert between == "" or all(character.isspace() or character in INVISIBLE for character in between)
        words = text[block.start : block.end]
        assert words[0] not in INVISIBLE
        assert words == words.strip()
        assert (block.role == "turn") == (block.label is not None and block.role == "turn")
        end = block.end
    assert all(character.isspace() or character in INVISIBLE for character in text[end:])
    assert document.kind == "article" or any(block.role == "turn" for block in document.blocks)


@settings(deadline=None)  # the first text that is not English loads the model of languages
@given(TEXTS)
def test_blocks_hold_all_words_in_order(text: str) -> None:
    document = read_text(text)
    assert document.text == text
    check(document)
    assert read_text(text) == document


@pytest.mark.parametrize(
    "unit",
    [
        "word ",
        "a",
        " ",
        "“",
        "(",
        "A. ",
        "[",
        "#",
        "*",
        "- ",
        "Jane Doe ",
        "By ",
        ":",
        "\t",
        "1.",
        "said, ",
        "—",
        "A B C ",
    ],
)
def test_one_huge_line_is_read(unit: str) -> None:
    """A pattern that backtracks without bound would not come back from these."""
    huge = unit * (2_000_000 // len(unit))
    for text in (huge, "# " + huge + "#", "Title\n\n" + huge + "\n\nThe end."):
        check(read_text(text))


def test_many_short_lines_are_read() -> None:
    check(read_text("A\n" * 20_000))
    check(read_text("".join(f"Name{number}: said it.\n" for number in range(3_000)) * 2))
