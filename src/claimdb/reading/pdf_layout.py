"""From the lines of PDF pages to paragraphs: columns, running headers, hyphens, headings by their size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from claimdb.model import Role

from .lines import ends_sentence, is_list_item, starts_lower
from .pdf_columns import Row, in_reading_order
from .pieces import Piece

TOP_SHARE = 0.1
BOTTOM_SHARE = 0.1
"""Running headers and footers stand in these shares of a page's height."""
FEWEST_PAGES = 2
PAGE_SHARE = 0.3
"""A line on this share of the pages, two at least, is a running header."""
TITLE_SIZE = 1.25
HEADING_SIZE = 1.12
SMALL_SIZE = 0.86
RUNNING_SIZE = 0.92
LONGEST_RUNNING = 100
LONGEST_HEADING = 160
LONGEST_TITLE = 250
WIDE_GAP = 1.45
"""A gap this much wider than is usual between lines begins a paragraph."""
LITTLE_GAP = 1.13
"""The same behind a line that ends a sentence."""
INDENT = 0.7
SHORT_LINE = 0.82
HEADING_WIDTH = 0.6
"""A line that begins a paragraph and is shorter than this is a heading if a capital letter follows."""

_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—|\s]*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_LABEL = re.compile(
    r"(?:[A-Z][^\s:]{0,30}(?:\s+[^\s:]{1,30}){0,5}:|[QA][.:])\s*(?:\S|$)|[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?\s"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_ADDRESS = re.compile(r"https?://\S+")


def pieces(pages: Sequence[Sequence[Row]]) -> tuple[list[Piece], dict[str, str]]:
    """The paragraphs of the document, and the address that a browser printed beneath its pages."""
    body = _body_size(row for page in pages for row in page)
    bare, furniture = _without_running(pages, body)
    says = _address(furniture)
    hyphenated = _hyphenated(bare)
    paragraphs: list[_Paragraph] = []
    for number, page in enumerate(bare):
        for column in in_reading_order(page):
            _add_column(paragraphs, column, number, hyphenated)
    roles = _roles(paragraphs, body)
    found = [Piece(paragraph.text, role) for paragraph, role in zip(paragraphs, roles, strict=True)]
    first = next((i for i, piece in enumerate(found) if piece.role == "title"), -1) + 1
    return [*found[:first], *(Piece(text, "metadata") for text in furniture), *found[first:]], says


# ------------------------------------------------------------------------- running headers


def _without_running(pages: Sequence[Sequence[Row]], body: float) -> tuple[list[list[Row]], list[str]]:
    """The pages without headers, footers and page numbers, and each header once."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_pattern(row.text) for row in page if _at_edge(row)})
    fewest = max(FEWEST_PAGES, PAGE_SHARE * len(pages))
    shown: dict[str, str] = {}
    bare: list[list[Row]] = []
    for page in pages:
        kept: list[Row] = []
        for row in page:
            if _at_edge(row) and _PAGE_NUMBER.fullmatch(row.text):
                continue
            if _at_edge(row) and (counts[_pattern(row.text)] >= fewest or _is_running(row, body)):
                shown.setdefault(_pattern(row.text), row.text)
            else:
                kept.append(row)
        bare.append(kept)
    return bare, [text for text in shown.values() if any(character.isalpha() for character in text)]


def _at_edge(row: Row) -> bool:
    return row.bottom < TOP_SHARE * row.height or row.top > (1 - BOTTOM_SHARE) * row.height


def _is_running(row: Row, body: float) -> bool:
    """True for a short line in small letters above everything: a running head that changes with the page."""
    above = row.bottom < TOP_SHARE * row.height
    return above and row.size <= RUNNING_SIZE * body and len(row.text) <= LONGEST_RUNNING


def _pattern(text: str) -> str:
    """A line for comparison over pages: its page number set aside."""
    return _DIGITS.sub("#", text.casefold())[:200]


def _address(furniture: Iterable[str]) -> dict[str, str]:
    for text in furniture:
        match = _ADDRESS.match(text)
        if match is not None:
            return {"url": match[0]}
    return {}


# ------------------------------------------------------------------------------ paragraphs


@dataclass(slots=True)
class _Paragraph:
    text: str
    size: float
    bold: bool
    page: int
    top: float
    """Its place on its page, as a share of the height."""
    last: Row
    lines: int = 1


def _body_size(rows: Iterable[Row]) -> float:
    """The size that most characters are printed in."""
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[round(row.size * 2) / 2] += len(row.text)
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 1.0


def _add_column(
    paragraphs: list[_Paragraph], column: Sequence[Row], page: int, hyphenated: frozenset[str]
) -> None:
    """Join the lines of a column to paragraphs, the first of them to the column or page before."""
    pitch = _pitch(column)
    left = median(row.left for row in column)
    right = max(row.right for row in column)
    before: Row | None = None
    for row in column:
        last = paragraphs[-1] if paragraphs else None
        if last is None:
            anew = True
        elif before is None:
            anew = not _runs_over(last, row)
        else:
            anew = _begins(before, row, pitch=pitch, left=left, right=right, single=last.lines == 1)
        if anew or last is None:
            paragraphs.append(_Paragraph(row.text, row.size, row.bold, page, row.top / row.height, row))
        else:
            last.text = _joined(last.text, row.text, hyphenated)
            last.bold = last.bold and row.bold
            last.last = row
            last.lines += 1
        before = row


def _pitch(column: Sequence[Row]) -> float:
    """The usual distance from line to line."""
    steps = [after.bottom - before.bottom for before, after in pairwise(column)]
    near = [step for step in steps if step > 0]
    return sorted(near)[len(near) // 3] if near else 0.0


def _begins(before: Row, row: Row, *, pitch: float, left: float, right: float, single: bool) -> bool:
    """True if a line begins a paragraph, by its place and the line above; ``single``: that one began one."""
    if abs(row.size - before.size) > 0.12 * before.size or row.bold != before.bold:
        return True
    step = row.bottom - before.bottom
    if pitch and step > WIDE_GAP * pitch:
        return True
    if is_list_item(row.text) and not starts_lower(row.text):
        return True
    closed = ends_sentence(before.text)
    if closed and pitch and step > LITTLE_GAP * pitch and not starts_lower(row.text):
        return True
    if _LABEL.match(row.text) and (closed or before.right < right - 0.1 * (right - left)):
        return True
    indent = INDENT * row.size
    if row.left > before.left + indent and before.left <= left + indent:
        return closed and not is_list_item(before.text)
    if single and not closed and before.right < left + HEADING_WIDTH * (right - left):
        return row.text[:1].isupper() and before.text[-1:].isalnum()
    # A line that ends a sentence before the column does, so that the next word would have fitted.
    return closed and before.right < left + SHORT_LINE * (right - left)


def _runs_over(last: _Paragraph, row: Row) -> bool:
    """True if a paragraph goes on in the next column or on the next page."""
    if abs(row.size - last.last.size) > 0.12 * last.last.size or row.bold != last.last.bold:
        return False
    if ends_sentence(last.text) or _LABEL.match(row.text) or is_list_item(row.text):
        return False
    return starts_lower(row.text) or (not last.bold and len(last.text.split()) > 8)


def _joined(text: str, line: str, hyphenated: frozenset[str]) -> str:
    """Two lines as one, a hyphen at the end of the first taken away unless the word is written with it."""
    if text.endswith(("-", "‐", "\u00ad")) and len(text) > 1 and text[-2].isalpha() and line[:1].isalpha():
        first, second = _WORD.findall(text[-60:])[-1], _WORD.match(line)
        whole = f"{first}-{second[0] if second else ''}".casefold().replace("‐", "-")
        if line[0].isupper() or whole in hyphenated:
            return text + line
        return text[:-1] + line
    return f"{text} {line}"


def _hyphenated(pages: Iterable[Iterable[Row]]) -> frozenset[str]:
    """The words that the document writes with a hyphen within a line."""
    return frozenset(
        word.casefold().replace("‐", "-")
        for page in pages
        for row in page
        for word in _WORD.findall(row.text)
        if "-" in word or "‐" in word
    )


# ----------------------------------------------------------------------------------- roles


def _roles(paragraphs: Sequence[_Paragraph], body: float) -> list[Role | None]:
    roles = [_role(paragraph, body) for paragraph in paragraphs]
    titles = [
        index
        for index, paragraph in enumerate(paragraphs)
        if paragraph.page == 0
        and roles[index] == "heading"
        and paragraph.top < 0.6
        and paragraph.size >= TITLE_SIZE * body
        and len(paragraph.text.split()) > 1
    ]
    if titles:
        largest = max(titles, key=lambda index: (round(paragraphs[index].size, 1), -index))
        roles[largest] = "title"
    return roles


def _role(paragraph: _Paragraph, body: float) -> Role | None:
    """What the size and weight of a paragraph's letters say."""
    short = len(paragraph.text) <= LONGEST_HEADING
    if paragraph.size >= HEADING_SIZE * body and len(paragraph.text) <= LONGEST_TITLE:
        return "heading" if short or paragraph.size >= TITLE_SIZE * body else None
    if paragraph.size <= SMALL_SIZE * body and paragraph.top > 0.6:
        return "metadata"
    if (
        paragraph.bold
        and short
        and not ends_sentence(paragraph.text)
        and not paragraph.text.endswith((":", ","))
    ):
        return "heading"
    return None
