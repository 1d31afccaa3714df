"""Titles, section headings and the labels of numbered points, told by shape and place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .bylines import find_dateline
from .lines import BLANK, CLOSERS, LIST_MARK, Paragraph, ends_sentence, starts_lower

LONGEST_TITLE = 250
LONGEST_TITLE_WORDS = 40
# A first line that ends like a sentence is a title only if it is short or has a headline's capitals,
# and an article follows: two sentences given to a program are two sentences.
SHORT_SENTENCE_WORDS = 20
CAPITALS_SHARE = 0.7
ARTICLE_PARAGRAPHS = 4

LONGEST_HEADING = 100
LONGEST_HEADING_WORDS = 14
MOST_HEADINGS_IN_A_ROW = 2

_MARKED = re.compile(r"(#{1,6})\s+(?P<words>\S.*?)\s*#*$|(?P<mark>\*\*|__)(?P<bold>[^*_]{1,200})(?P=mark)$")
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "but",
        "by",
        "for",
        "from",
        "has",
        "have",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "over",
        "that",
        "the",
        "to",
        "vs",
        "was",
        "will",
        "with",
    ]
)
_HANGING = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "nor",
        "of",
        "in",
        "on",
        "at",
        "to",
        "from",
        "by",
        "for",
        "with",
        "without",
        "as",
        "than",
        "that",
        "which",
        "who",
        "whose",
        "whom",
        "including",
        "such",
        "into",
        "onto",
        "over",
        "under",
        "between",
        "among",
        "against",
        "about",
        "during",
        "after",
        "before",
        "while",
        "when",
        "where",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "not",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "this",
        "these",
        "those",
        "said",
        "says",
    ]
)
_SAYS = re.compile(r"[,.?!]['\"”’]\s+\S+(?:\s+\S+){0,4}\s*$|^[\"“].*\b(?:said|says|told|added)\b")
_INNER_END = re.compile(r"(?<![A-Z.])(?<!\b(?:Mr|Ms|Dr|St|vs))[.!?][\"”’)]?\s+[\"“(]?[A-Z]")
_POINT = re.compile(
    r"(?P<mark>(?:\(?\d{1,3}[.)]|[-*•·‣▪●◦])\s+)(?P<bold>\*\*|__)?(?P<words>[^\s–—:*][^–—:*]{0,78}?)(?(bold)(?:\*\*|__)?)"
    r"(?P<dash>\s*[–—]+\s*|\s+--?\s+|\s*:\s*(?:\*\*|__)?\s*)(?=\S)"
)


@dataclass(frozen=True, slots=True)
class PointLabel:
    """The label of a numbered point, before the point's own words."""

    end: int
    """Where the label's words end in the paragraph."""
    text_start: int
    """Where the point's own words begin, behind the dash or colon."""
    words: str


def heading_words(text: str) -> str:
    """A heading's words: Markdown's marks and line breaks taken away."""
    match = _MARKED.match(text)
    words = (match["words"] or match["bold"]) if match else text
    return " ".join(words.split()).strip(BLANK)


def is_marked(text: str) -> bool:
    """True for a heading that Markdown marks as one ("## Heading", a line all in bold)."""
    return len(text) <= LONGEST_TITLE and _MARKED.match(text) is not None


def is_capitals(text: str) -> bool:
    """True for a short line all in capitals, with two words or more."""
    if len(text) > LONGEST_HEADING or not text.isupper() or text.endswith((",", ":", ";")):
        return False
    return sum(word.strip(CLOSERS).isalpha() and len(word) > 1 for word in text.split()) >= 2


def is_title(paragraph: Paragraph, following: Sequence[Paragraph], *, apart: bool) -> bool:
    """True if the first paragraph that is no furniture is a title.

    ``following`` is the text after it; ``apart`` says that a blank line stands beneath it.
    """
    text, words = paragraph.text, paragraph.text.split(None, LONGEST_TITLE_WORDS + 1)
    if len(text) > LONGEST_TITLE or len(words) > LONGEST_TITLE_WORDS or not following or starts_lower(text):
        return False
    if is_marked(text):
        return True
    if (
        LIST_MARK.match(text)
        or text.endswith((",", ":"))
        or find_dateline(text)
        or words[-1].casefold() in _HANGING
    ):
        return False
    if not ends_sentence(text):
        return True
    if not apart or _SAYS.search(text) or len(following) < ARTICLE_PARAGRAPHS:
        return False
    if _capitals_share(words) >= CAPITALS_SHARE:
        return True
    return len(words) <= SHORT_SENTENCE_WORDS and not _INNER_END.search(text)


def goes_on_below(title: str) -> bool:
    """True if a title is broken over two lines ("…; " and the rest below)."""
    return title.endswith((";", " -", " –", " —", ":")) or title.rsplit(None, 1)[-1].casefold() in _HANGING


def _capitals_share(words: Sequence[str]) -> float:
    """The share of words with a capital, small words set aside, as headlines print them."""
    long = [word.lstrip("\"'“‘(") for word in words[1:] if word.casefold() not in _SMALL_WORDS]
    counted = [word for word in long if word[:1].isalpha()]
    return sum(word[0].isupper() for word in counted) / len(counted) if len(counted) > 2 else 0.0


def may_be_heading(text: str) -> bool:
    """True for a short line that does not end as a sentence does and is not broken off in one."""
    if len(text) > LONGEST_HEADING or starts_lower(text) or text.endswith((",", ";", ":", "-", "–", "—")):
        return False
    words = text.split()
    if (
        len(words) > LONGEST_HEADING_WORDS
        or words[-1].casefold() in _HANGING
        or words[-1].endswith(("'s", "’s"))
    ):
        return False
    if text.rstrip(CLOSERS).endswith("?"):
        return _capitals_share(words) >= CAPITALS_SHARE
    if text[0] in "([<>{" or not any(character.isalpha() for character in text):
        return False
    return not ends_sentence(text) and text.count('"') % 2 == 0 and text.count("“") == text.count("”")


def is_standfirst(text: str) -> bool:
    """True for the unfinished-looking line or two that sum an article up beneath its title."""
    return (
        len(text) <= 300
        and not ends_sentence(text)
        and not starts_lower(text)
        and not text.endswith((",", ":", ";"))
    )


def point_label(text: str) -> PointLabel | None:
    """The label that a numbered point opens with ("1. NEW TAXES – The plan…"), if it has one."""
    match = _POINT.match(text[:200])
    if match is None:
        return None
    words = match["words"].strip()
    number = match["mark"].strip(" ()-.")
    after = text[match.end() : match.end() + 3].lstrip(CLOSERS + "“\"'([")
    if match["bold"] is None and not words.isupper():
        short = number.isdigit() and len(words.split()) <= 6 and words[0].isupper()
        if not short or after[:1].islower():
            return None
    if sum(character.isalpha() for character in words) < 2 or ends_sentence(words):
        return None
    end = match.end("words") + (
        2 if match["bold"] and text[match.end("words") :].startswith(("**", "__")) else 0
    )
    return PointLabel(end, match.end(), heading_words(match["mark"].strip() + " " + words))
