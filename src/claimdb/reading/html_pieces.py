"""The paragraphs of a web page as pieces: labels with their colons, quotations with their marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimdb.model import Role

from .furniture import furniture
from .headings import is_marked
from .html_metadata import iso_date
from .html_walk import Paragraph
from .leads import Leads
from .lines import ends_sentence
from .pieces import Piece, clean
from .tables import LONGEST_LABEL
from .turns import is_direction

_STAMPED = re.compile(
    r"(?:and\s+)?(?:(?:first|last)\s+)?(?:posted|published|updated|modified)\b[\s:]*(?:at|on)?\s*",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated|published|posted)\s+\d", re.IGNORECASE)
_QUOTED = ("“", '"', "‘", "«", "„", "'")
_SIGNED = re.compile(r"[—–]|--")

SHORTEST_REPEAT = 30
MOST_LINKED = 0.75
LONGEST_LINK_PARAGRAPH = 200
LONGEST_HEADING = 300
LONGEST_BOLD = 120


def tidied(raw: list[Paragraph]) -> list[Piece]:
    """The pieces: labels in bold given their colon, quotations their marks, repeats and links set aside."""
    _bold_labels(raw)
    plain_text = "\n".join(each.words.casefold() for each in raw if each.role is None and each.quote is None)
    headed = any(each.role == "heading" for each in raw if each.place == "in")
    shown: set[str] = set()
    pieces: list[Piece] = []
    titled = begun = False
    for index, each in enumerate(raw):
        words, role = clean(each.words), each.role
        if role == "title":
            role = "heading" if titled else role
            titled = True
        if each.quote is not None and role not in ("heading", "metadata"):
            if _is_signature(raw, index):
                # An embedded post and its author, in one paragraph as they stand on the page.
                pieces[-1] = Piece(f"{pieces[-1].text} {words}", pieces[-1].role or "paragraph")
                continue
            bare = words.strip("“”\"'‘’ ").casefold()
            if len(bare) >= SHORTEST_REPEAT and (bare in plain_text or bare in shown):
                role = "metadata"
            else:
                words = _in_marks(words, raw, index)
            shown.add(bare)
        # Above the first sentence a line may be the standfirst, which only its place tells.
        begun = begun or (role is None and ends_sentence(words) and furniture(words) is None)
        role = _by_words(words, role, each, headed=headed and begun)
        pieces.append(Piece(words, role, bold=bool(each.bold) and each.bold == each.words))
    return pieces


def _is_signature(raw: list[Paragraph], index: int) -> bool:
    """True for the author of an embedded post, behind a dash below it."""
    quote = raw[index].quote
    after_post = quote is not None and quote < 0 and index > 0 and raw[index - 1].quote == quote
    return after_post and _SIGNED.match(raw[index].words) is not None


def _by_words(words: str, role: Role | None, each: Paragraph, *, headed: bool) -> Role | None:
    """The role of a paragraph, by its links and its words where its element says nothing."""
    shown = furniture(words)
    if role in ("list item", None) and shown is None and _is_link(words, each):
        return "boilerplate"
    if role is None and _is_stamp(words):
        return "metadata"
    if role == "heading":
        return shown or ("heading" if len(words) <= LONGEST_HEADING else None)
    if role == "list item":
        return shown or role
    if role is not None or each.place != "in":
        return role
    if (
        each.bold == words
        and len(words) <= LONGEST_BOLD
        and not ends_sentence(words)
        and not words.endswith(":")
    ):
        return "metadata" if is_direction(words) else "heading"
    # Where a page marks its headings, a paragraph that looks like one is a paragraph.
    if headed and shown is None and not is_direction(words) and not is_marked(words):
        return "paragraph"
    return None


def _is_link(words: str, each: Paragraph) -> bool:
    """True for a line that is a link to another page."""
    if each.linked <= MOST_LINKED or len(words) > LONGEST_LINK_PARAGRAPH:
        return False
    return each.role == "list item" or not ends_sentence(words)


def _is_stamp(words: str) -> bool:
    """True for a short line that says when the page was published or changed."""
    return (
        len(words) <= LONGEST_LABEL
        and iso_date(_STAMPED.sub("", words)) is not None
        and (_STAMPED.match(words) is not None or _UPDATED.search(words) is not None)
    )


def _bold_labels(raw: Iterable[Paragraph]) -> None:
    """Give the names that begin paragraphs in bold letters the colon that the bold letters stand for."""
    rows = [each for each in raw if each.bold and each.role in (None, "list item")]
    leads = Leads(each.bold for each in rows)
    for each in rows:
        each.words = leads.with_colon(each.bold, each.words)


def _in_marks(words: str, raw: list[Paragraph], index: int) -> str:
    """A block quotation's paragraph in quotation marks, as the page's indent stands for them."""
    quote = raw[index].quote
    if quote is None or words.startswith(_QUOTED) or _SIGNED.match(words):
        return words
    if quote < 0:
        # An embedded post ends with its author, behind a dash.
        said, dash, author = words.rpartition("— ")
        return f"“{said.strip()}” — {author}" if dash and said.strip() else f"“{words}”"
    after = raw[index + 1] if index + 1 < len(raw) else None
    goes_on = after is not None and after.quote == quote and not _SIGNED.match(after.words)
    return f"“{words}" if goes_on else f"“{words}”"
