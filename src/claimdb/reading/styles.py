"""What the styles of a word processor say of a paragraph, whatever file they came in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from claimdb.model import Role

from .furniture import furniture
from .leads import Leads
from .lines import ends_sentence
from .pieces import Piece, clean

LONGEST_HEADING = 200
_MADE_BY_PROGRAMS = re.compile(
    r"python-docx|microsoft.*|.*\buser|admin\w*|unknown|author|apache poi|word document|document\d*"
    r"|untitled.*",
    re.IGNORECASE,
)
_QUOTED = ("“", '"', "‘", "«", "„", "'", "—", "–")


@dataclass(frozen=True, slots=True)
class Styled:
    """A paragraph of a word processor."""

    words: str
    """With its tabs, and a newline for each line break."""
    style: str
    """The name of its style and of the one that it is made from, in small letters."""
    listed: bool
    bold: str
    """The words in bold letters that it begins with."""

    @property
    def lead(self) -> str:
        """What sets itself off at the beginning, by bold letters or a tab."""
        before, tab, _ = self.words.partition("\t")
        return clean(self.bold) or (clean(before) if tab else "")


def styled_pieces(items: Iterable[Styled | Piece]) -> list[Piece]:
    """The pieces: cut at line breaks where a sentence ends, a name that is set off given its colon."""
    kept = list(items)
    leads = Leads(item.lead for item in kept if isinstance(item, Styled))
    pieces: list[Piece] = []
    for item in kept:
        if isinstance(item, Piece):
            pieces.append(item)
        else:
            pieces += _pieces(item, leads)
    return _titled(pieces)


def _pieces(item: Styled, leads: Leads) -> Iterator[Piece]:
    role, lead = _role(item), item.lead
    for number, line in enumerate(_broken(item.words)):
        words = leads.with_colon(lead, line) if role is None and number == 0 else line
        if "quot" in item.style and not line.startswith(_QUOTED):
            words = f"“{line}”"
        yield Piece(
            words,
            (furniture(line) or role) if role == "list item" else role,
            bold=bool(item.bold) and clean(item.bold) == line,
        )


def _broken(text: str) -> list[str]:
    """The lines of a paragraph, joined where a sentence runs on over the break."""
    lines: list[str] = []
    for line in (clean(part) for part in text.split("\n")):
        if line and lines and not ends_sentence(lines[-1]) and line[0].islower():
            lines[-1] = f"{lines[-1]} {line}"
        elif line:
            lines.append(line)
    return lines


def _role(item: Styled) -> Role | None:
    style = item.style
    if len(item.words) <= LONGEST_HEADING and "subtitle" not in style:
        if style.startswith("title"):
            return "title"
        if "heading" in style:
            return "heading"
    if "caption" in style or style.startswith(("header", "footer", "footnote", "toc")):
        return "metadata"
    return "list item" if item.listed or style.startswith("list") else None


def _titled(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with their first line as the title, where it is a heading and nothing is called title."""
    first = next((piece for piece in pieces if clean(piece.text)), None)
    if first is None or first.role != "heading" or any(piece.role == "title" for piece in pieces):
        return list(pieces)
    return [replace(piece, role="title") if piece is first else piece for piece in pieces]


def properties(title: str | None, author: str | None) -> dict[str, str]:
    """Title and author of a document's properties; what programs put there themselves says nothing."""
    says: dict[str, str] = {}
    for key, value in (("title", title), ("author", author)):
        words = clean(value or "")[:500]
        if words and not _MADE_BY_PROGRAMS.fullmatch(words):
            says[key] = words
    return says
