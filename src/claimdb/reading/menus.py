"""The menu that a pasted page begins with, and the title that stands below it."""

from __future__ import annotations

from .bylines import find_dateline, is_person, parse_byline
from .dates import is_date_line
from .draft import FURNITURE, Draft
from .headings import LONGEST_TITLE, may_be_heading
from .lines import ends_sentence, is_list_item
from .site_lines import is_menu
from .words import SECTIONS

LONGEST_TOP = 120
SHORTEST_BODY = 80
FEWEST_SECTIONS = 4
FEWEST_TITLE_WORDS = 5
FEWEST_SHORT_WORDS = 3
MOST_IN_A_ROW = 3
"""A title and what sums the article up stand in a row above the text; the teasers of a menu are apart."""

_ACCOUNT = frozenset(
    ("subscribe", "sign in", "sign up", "log in", "login", "register", "subscribe now", "my account")
)


def has_account(text: str) -> bool:
    """True for the button that a reader signs in with: what stands above it is the site's name."""
    return text.casefold() in _ACCOUNT


def below_menu(draft: Draft) -> int | None:
    """Where the title stands below a site's menu, or ``None`` where there is no menu."""
    end = _body(draft)
    sections = [i for i in range(end) if not draft.labelled(i) and _is_section(draft, i)]
    if end >= len(draft.roles) or len(sections) < FEWEST_SECTIONS:
        return None
    found = _title(draft, end, sections)
    draft.menu = found is not None
    return found


def below_byline(draft: Draft) -> None:
    """On a page with a menu, the few words that stand between the byline and the text are of pictures."""
    if draft.labels or not draft.menu or "title" not in draft.roles:
        return
    end = _body(draft)
    signed = [
        i for i in range(draft.roles.index("title") + 1, end) if _is_stamp(draft, i) or i in draft.marks
    ]
    for index in range(signed[0] + 1, end) if signed and end < len(draft.roles) else ():
        if draft.short(index):
            draft.roles[index] = "metadata"


def _body(draft: Draft) -> int:
    """Where the text begins: at the first dateline, or the first sentence of some length."""
    for index in range(min(LONGEST_TOP, len(draft.roles))):
        text = draft.text(index)
        if draft.labelled(index):
            return index
        if draft.roles[index] is not None:
            continue
        if find_dateline(text) is not None or (ends_sentence(text) and len(text) >= SHORTEST_BODY):
            return index
    return len(draft.roles)


def _is_section(draft: Draft, index: int) -> bool:
    if draft.roles[index] == "boilerplate":
        return is_menu(draft.text(index))
    text = draft.text(index).strip(" >›»|/").casefold()
    return draft.roles[index] is None and (text in SECTIONS or text.replace("&", "and") in SECTIONS)


def _title(draft: Draft, end: int, sections: list[int]) -> int | None:
    """The line of several words above the byline, or the text, in the row that is nearest to it."""
    signed = [i for i in range(end) if _is_stamp(draft, i)]
    for below in (*signed, end):
        row = _row_above(draft, below)
        if row and len(row) <= MOST_IN_A_ROW and sum(i < row[0] for i in sections) >= FEWEST_SECTIONS // 2:
            return row[0]
        if not row and below < end and (short := _short_title(draft, below)) is not None:
            return short
    return None


def _is_stamp(draft: Draft, index: int) -> bool:
    """True for what stands right below a title: who wrote it, when, and the buttons to share it with."""
    text = draft.text(index)
    if draft.roles[index] == "metadata":
        return parse_byline(text) is not None or is_date_line(text)
    return draft.roles[index] == "boilerplate" and (text.casefold() == "share" or text.endswith(" ago"))


def _short_title(draft: Draft, signed: int) -> int | None:
    """The line of a few words right above the byline that is no section and no name."""
    for index in range(signed - 1, -1, -1):
        text = draft.text(index)
        if draft.roles[index] in FURNITURE or is_person(text):
            continue
        fits = draft.roles[index] is None and len(text.split()) >= FEWEST_SHORT_WORDS
        return index if fits and may_be_heading(text) and not _is_section(draft, index) else None
    return None


def _row_above(draft: Draft, end: int) -> list[int]:
    """The lines that may be a title and stand in a row, the nearest such row above ``end``."""
    row: list[int] = []
    for index in range(end - 1, -1, -1):
        if _is_worded(draft, index):
            row.insert(0, index)
        elif row:
            break
        elif draft.roles[index] in FURNITURE or is_person(draft.text(index)):
            continue
        elif " " in draft.text(index) and not draft.short(index):
            break
    return row


def _is_worded(draft: Draft, index: int) -> bool:
    text = draft.text(index)
    return (
        draft.roles[index] is None
        and len(text) <= LONGEST_TITLE
        and len(text.split()) >= FEWEST_TITLE_WORDS
        and not is_list_item(text)
        and (may_be_heading(text) or len(text) > 100 or ends_sentence(text))
    )
