"""Titles, section headings and the labels of numbered points, told by shape and place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .bylines import find_dateline
from .lines import BLANK, CLOSERS, LIST_MARK, Paragraph, ends_sentence, starts_lower
from .words import HANGING, PLAIN, SMALL

LONGEST_TITLE = 250
LONGEST_TITLE_WORDS = 40
# A first line that ends like a sentence is a title only if it is short or has a headline's capitals,
# and an article follows: two sentences given to a program are two sentences.
SHORT_SENTENCE_WORDS = 20
SHORTEST_WORDS = 10
MOST_PLAIN_WORDS = 2
"""Of 338 news headlines in sentence form, 328 have no more of them; of 141 opening sentences, 96."""
CAPITALS_SHARE = 0.7
FEWEST_COUNTED = 2
ARTICLE_PARAGRAPHS = 4
FEWEST_BELOW_QUESTION = 2

LONGEST_HEADING = 100
LONGEST_HEADING_WORDS = 14
MOST_HEADINGS_IN_A_ROW = 2

_MARKED = re.compile(r"(#{1,6})\s+(?P<words>\S.*?)\s*#*$|(?P<mark>\*\*|__)(?P<bold>[^*_]{1,200})(?P=mark)$")
_SPOKEN = re.compile(r"[\"“”'‘’].*\b(?:said|says|told|added|stated|asked|wrote|replied|noted)\b")
_SAYS = re.compile(r",\s(?:[\w.'’-]+\s){1,6}(?:says|said)$")
"""How the headlines of agencies end ("Quota to fall, minister says")."""
_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_INNER_END = re.compile(
    r"(?<![A-Z.])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bvs)(?<!\bRep)(?<!\bSen)(?<!\bGov)(?<!\bGen)(?<!\bNo)"
    r"[.!?][\"”’)]?\s+[\"“(]?[A-Z]"
)
_POINT = re.compile(
    r"(?P<mark>(?:\(?\d{1,3}[.)]|[-*•·‣▪●◦])\s+)(?P<bold>\*\*|__)?(?P<words>[^\s–—:*][^–—:*]{0,78}?)(?(bold)(?:\*\*|__)?)"
    r"(?P<dash>\s*[–—]+\s*|\s+--?\s+|\s*:\s*(?:\*\*|__)?\s*)(?=\S)"
)


@dataclass(frozen=True, slots=True)
class PointLabel:
    """The label of a numbered point, before the point's own words."""

    text_start: int
    """Where the point's own words begin, behind the dash or colon."""
    words: str


def heading_words(text: str) -> str:
    """A heading's words: Markdown's marks and line breaks taken away."""
    match = _MARKED.match(text)
    words = (match["words"] or match["bold"]) if match else text
    return " ".join(words.split()).strip(BLANK)


def heading_marks(text: str) -> str:
    """The "#" signs that a Markdown heading begins with, if it does."""
    head = text[:7]
    return head[: len(head) - len(head.lstrip("#"))]


def is_marked(text: str) -> bool:
    """True for a heading that Markdown marks as one ("## Heading", a line all in bold)."""
    if len(text) > LONGEST_TITLE or _MARKED.match(text) is None:
        return False
    # A sentence in bold letters is emphasis, or an interviewer's question.
    return text.startswith("#") or not ends_sentence(text) or is_headline(text.strip("*_"))


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
        or (words[-1].casefold() in HANGING and not _SAYS.search(text))
    ):
        return False
    if not ends_sentence(text):
        return True
    if not apart:
        return False
    if text.endswith("?") and _INNER_END.search(text) is None:
        return len(following) >= FEWEST_BELOW_QUESTION and not _SPOKEN.search(text)
    if capitals_share(text) >= CAPITALS_SHARE:
        return True
    if _SPOKEN.search(text) or len(following) < ARTICLE_PARAGRAPHS:
        return False
    if sum(word.casefold() in PLAIN for word in words) > MOST_PLAIN_WORDS or _DAY.search(text):
        return False
    return len(words) <= (SHORTEST_WORDS if _INNER_END.search(text) else SHORT_SENTENCE_WORDS)


def goes_on_below(title: str) -> bool:
    """True if a title is broken over two lines ("…; " and the rest below)."""
    return title.endswith((";", " -", " –", " —", ":")) or title.rsplit(None, 1)[-1].casefold() in HANGING


def capitals_share(text: str) -> float:
    """The share of words with a capital, small words and the first set aside, as headlines print them."""
    words = [
        word.lstrip("\"'“‘(") for word in text[:LONGEST_TITLE].split()[1:] if word.casefold() not in SMALL
    ]
    counted = [word for word in words if word[:1].isalpha()]
    return sum(word[0].isupper() for word in counted) / len(counted) if len(counted) > FEWEST_COUNTED else 0.0


def is_headline(text: str) -> bool:
    """True for a line in a headline's capitals, as a link to another article is."""
    return len(text) <= LONGEST_HEADING and capitals_share(text) >= CAPITALS_SHARE


def may_be_heading(text: str) -> bool:
    """True for a short line that does not end as a sentence does and is not broken off in one."""
    if len(text) > LONGEST_HEADING or starts_lower(text) or text.endswith((",", ";", ":", "-", "–", "—")):
        return False
    words = text.split()
    if (
        len(words) > LONGEST_HEADING_WORDS
        or words[-1].casefold() in HANGING
        or words[-1].endswith(("'s", "’s"))
    ):
        return False
    if text.rstrip(CLOSERS).endswith("?"):
        return capitals_share(text) >= CAPITALS_SHARE and not _SPOKEN.search(text)
    if text[0] in "([<>{@-–—•" or text[-1] in "{[(" or not any(character.isalpha() for character in text):
        return False
    return not ends_sentence(text) and not _unbalanced(text)


def _unbalanced(text: str) -> bool:
    """True if a quotation or a bracket opens and does not close here, or the other way about."""
    pairs = (("“", "”"), ("(", ")"), ("[", "]"))
    return text.count('"') % 2 == 1 or any(text.count(one) != text.count(other) for one, other in pairs)


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
    if sum(character.isalpha() for character in words) < 2 or ends_sentence(words) or _unbalanced(words):
        return None
    shown = f"{match['mark'].strip()} {words}" if number.isdigit() else words
    return PointLabel(match.end(), heading_words(shown))
