"""The top of a page: header fields, title, standfirst, and who wrote and who published it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .bylines import is_outlet, is_person, parse_byline, parse_field
from .dates import is_date_line
from .draft import FURNITURE, LONGEST_FURNITURE, Draft
from .headings import (
    goes_on_below,
    heading_marks,
    is_capitals,
    is_marked,
    is_standfirst,
    is_title,
    may_be_heading,
)
from .lines import ends_sentence, is_list_item, starts_lower
from .menus import below_byline, below_menu, has_account
from .record_titles import is_part, record_title
from .turns import is_direction
from .words import SECTIONS

MOST_FIELDS = 12
"""Header fields ("Author: …") are looked for in this many paragraphs at the top."""
TITLE_WITHIN = 8
LONGEST_TOP = 40
"""The body of a page begins within this many paragraphs."""
FEWEST_STANDFIRST_WORDS = 6
FEWEST_TITLE_WORDS = 5
MOST_KICKER_WORDS = 4
FEWEST_CAPITALS = 3
MOST_UNCALLED_WORDS = 6
FEWEST_KICKERS = 2
SHORTEST_BODY = 80
NOTES_AT_END = 3
MOST_FIRM_WORDS = 5
"""A firm's name may end with a full stop ("Example Fisheries, Inc.")."""
MOST_SECTION_WORDS = 8
LONGEST_PREAMBLE = 160
LONGEST_NAMES = 300
LONGEST_PLACE = 60
_STATE = re.compile(r",\s(?:[A-Z]\.){2,3}$")
"""How a line that names a place may end ("Washington, D.C.")."""

_BODY_OF_GOVERNMENT = re.compile(
    r"(?:(?:The\s+)?Office\s+of\s|The\s+White\s+House$|(?:U\.?S\.?\s+)?(?:Department|Ministry|Permanent\s+Mission)\s+(?:of|for)\s).*",
    re.IGNORECASE,
)
_CRUMBS = re.compile(r"[|>›»/]")
_CALLED = re.compile(
    r"\b(?:transcript|remarks|briefing|press\s+conference|news\s+conference|hearing|speech|address|interview|oral\s+evidence"
    r"|proceedings|testimony)\b",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"(?:\S+\s+){0,7}?(?:correspondent|editor|reporter|columnist|contributor|writer|producer|analyst|bureau\s+chief"
    r"|journalist|staff|minister|president|secretary|chair\w*|director|ambassador|governor|mayor|commissioner|spokes\w+)s?\b.{0,60}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*")
_CONTACT = re.compile(
    r"(?:(?:media|press|news)\s+)?(?:contacts?|enquiries|inquiries)(?:\s+\w+){0,3}\s*:?", re.IGNORECASE
)
_BY = re.compile(r"by:?", re.IGNORECASE)
_REACHED_AT = re.compile(r"@\w.*|\S+@\S+\.\w+")
_REACHED = re.compile(r"\S@\S|\d{3}[\s).-]+\d{3,4}")


def header_fields(draft: Draft) -> None:
    """Lines such as "Author: …" at the very top; one alone may be a sentence with a colon."""
    fields = []
    for index in range(min(MOST_FIELDS, len(draft.roles))):
        if draft.labelled(index) or parse_field(draft.text(index)) is None:
            break
        fields.append(index)
    if len(fields) > 1:
        for index in fields:
            draft.roles[index] = "metadata"


def title(draft: Draft) -> None:
    """The line that the corpus file gives as the title, else the first that is no furniture, if it fits."""
    top = _top(draft)
    _contacts(draft, top)
    free = next(
        (i for i in range(len(draft.roles)) if draft.roles[i] is None and not _in_brackets(draft, i)), None
    )
    if free is None or draft.labelled(free) or "title" in draft.roles:
        return
    given = (i for i in range(free, min(free + TITLE_WITHIN, len(draft.roles))) if draft.is_given_title(i))
    index = next(given, None)
    if index is None:
        first = free
        if draft.given_title is None:
            of_record = record_title(draft, top)
            below = below_menu(draft) if of_record is None else None
            known = of_record if below is None else below
            first = _below_kickers(draft, free, top) if known is None else known
        index = first if _may_be_title(draft, first) else None
        if index is not None:
            _kickers(draft, index)
    if index is not None:
        draft.roles[index] = "title"
        _second_title_line(draft, index)


def _top(draft: Draft) -> range:
    """The lines above the first paragraph of running text, or the first turn."""
    end = 0
    while end < min(LONGEST_TOP, len(draft.roles)):
        text = draft.text(end)
        if draft.labelled(end) or (
            draft.roles[end] is None and ends_sentence(text) and len(text) >= SHORTEST_BODY
        ):
            break
        end += 1
    return range(end)


def _in_brackets(draft: Draft, index: int) -> bool:
    text = draft.text(index)
    return text.startswith("{time}") or (text.startswith("[") and is_direction(text))


def _contacts(draft: Draft, top: range) -> None:
    """Whom the press may call, above a release."""
    running = False
    for index in top:
        text = draft.text(index)
        if _CONTACT.fullmatch(text.strip("*_ ")) or (
            _CONTACT.match(text.strip("*_ ")) and _REACHED.search(text)
        ):
            running = True
        elif running:
            running = (
                not draft.paragraphs[index].gap
                and len(text) <= LONGEST_FURNITURE
                and (not ends_sentence(text) or len(text.split()) <= MOST_FIRM_WORDS)
            )
        if running and draft.roles[index] in (None, *FURNITURE):
            draft.roles[index] = "boilerplate"


def _below_kickers(draft: Draft, free: int, top: Sequence[int]) -> int:
    """The first line that may be a title, below the site's name, its sections and its menu."""
    if (
        draft.labels
        and len(draft.text(free).split()) <= MOST_UNCALLED_WORDS
        and not _CALLED.search(draft.text(free))
    ):
        called = (i for i in top if i > free and draft.roles[i] is None and _CALLED.search(draft.text(i)))
        index = next(called, None)
        if (
            index is not None
            and len(draft.text(index).split()) >= MOST_KICKER_WORDS
            and _may_be_title(draft, index)
        ):
            return index
    marked = [i for i in top if i >= free and heading_marks(draft.text(i)) == "#"]
    if len(marked) == 1 and _may_be_title(draft, marked[0]):
        return marked[0]
    short: list[int] = []
    for index in top:
        if index < free or draft.roles[index] is not None:
            continue
        text = draft.text(index)
        if is_marked(text):
            return index
        if (
            is_capitals(text)
            and len(text.split()) >= FEWEST_CAPITALS
            and not _is_kicker(text)
            and not _again(draft, index)
        ):
            return index
        if len(text.split()) <= MOST_KICKER_WORDS:
            short.append(index)
            continue
        known = all(_is_kicker(draft.text(i)) for i in short)
        wordy = len(text.split()) >= FEWEST_TITLE_WORDS and not _names(text) and not ends_sentence(text)
        named = bool(short) and any(has_account(draft.text(i)) for i in range(short[-1] + 1, index))
        several = known or named or len(short) >= FEWEST_KICKERS
        if short and wordy and several and _may_be_title(draft, index):
            return index
        break
    own = [i for i in short if not _is_kicker(draft.text(i))]
    return own[0] if own and short[0] == free and _is_kicker(draft.text(free)) else free


def _again(draft: Draft, index: int) -> bool:
    """True for a line whose words come again further down, as a running head's do."""
    words = _letters(draft.text(index))
    return any(
        _letters(p.text) == words for p in draft.paragraphs[index + 1 :] if len(p.text) <= LONGEST_FURNITURE
    )


def _letters(text: str) -> str:
    return " ".join(word for word in text.casefold().split() if not word.isdigit())


def _is_kicker(text: str) -> bool:
    parts = [part.strip() for part in _CRUMBS.split(text.strip(" >›»|/").casefold())]
    return all(part in SECTIONS for part in parts) or _BODY_OF_GOVERNMENT.fullmatch(text) is not None


def _kickers(draft: Draft, title_at: int) -> None:
    """What stands above the title: the site's name, which published the page, and its sections."""
    above = [i for i in range(title_at) if draft.roles[i] is None]
    for index in above:
        draft.roles[index] = "metadata"
    first = next(
        (i for i in above if draft.text(i).casefold() not in SECTIONS and not _in_brackets(draft, i)), None
    )
    if first is not None:
        text = draft.text(first)
        account = first + 1 < title_at and has_account(draft.text(first + 1))
        if _BODY_OF_GOVERNMENT.fullmatch(text) or is_outlet(text) or account:
            draft.marks[first] = "publisher"


def _may_be_title(draft: Draft, index: int) -> bool:
    below = range(index + 1, min(index + 1 + LONGEST_TOP, len(draft.roles)))
    following = [draft.paragraphs[i] for i in below if draft.roles[i] is None][:TITLE_WITHIN]
    beneath = index + 1
    apart = beneath < len(draft.roles) and (
        draft.paragraphs[beneath].gap > 0
        or (draft.roles[beneath] == "metadata" and parse_byline(draft.text(beneath)) is not None)
    )
    return is_title(draft.paragraphs[index], following, apart=apart) and not _one_of_many(draft, index)


def _one_of_many(draft: Draft, index: int) -> bool:
    """True for a Markdown heading with others of its rank below: a section's, and not the title."""
    marks = heading_marks(draft.text(index))
    return bool(marks) and any(heading_marks(p.text) == marks for p in draft.paragraphs[index + 1 :])


def _second_title_line(draft: Draft, index: int) -> None:
    below = index + 1
    if below >= len(draft.roles) or not draft.free(below) or draft.paragraphs[below].gap:
        return
    if goes_on_below(draft.text(index)) and len(draft.text(below)) <= LONGEST_FURNITURE:
        draft.roles[below] = "title"


# ---------------------------------------------------------------- between title and text


def bylines(draft: Draft) -> None:
    """Names, trades and outlets on lines of their own, beside a byline or a date."""
    top = _top(draft)
    start = draft.roles.index("title") + 1 if "title" in draft.roles else 0
    # Who speaks is the title of a speech; a name beneath is where, or who else was there.
    of_speaker = start > 0 and is_person(draft.text(start - 1))
    if of_speaker:
        _occasion(draft, start, top)
    beneath = next(
        (i for i in range(start, len(draft.roles)) if draft.roles[i] not in (*FURNITURE, "title")), None
    )
    if start and beneath is not None and _is_author_again(draft, beneath):
        draft.roles[beneath] = "metadata"
        draft.marks[beneath] = "byline"
    for index in top:
        text = draft.text(index)
        if (
            index >= start
            and draft.free(index)
            and len(text) <= LONGEST_FURNITURE
            and not ends_sentence(text)
        ):
            around = [draft.text(i) for i in (index - 1, index + 1) if start <= i < len(draft.roles)]
            _signs(draft, index, around, of_speaker=of_speaker)
    below_byline(draft)


def _signs(draft: Draft, index: int, around: Sequence[str], *, of_speaker: bool) -> None:
    """Give a line that names an author, a trade or an outlet its role, by the lines ``around`` it."""
    text = draft.text(index)
    if text == "From:" and index + 1 < len(draft.roles) and draft.short(index + 1):
        draft.roles[index] = draft.roles[index + 1] = "metadata"
    elif (_JOB.fullmatch(text) or _BY.fullmatch(text)) and any(
        _names(other) or parse_byline(other) or is_outlet(other) for other in around
    ):
        draft.roles[index] = "metadata"
    elif is_outlet(text) and any(parse_byline(other) or _JOB.fullmatch(other) for other in around):
        draft.roles[index] = "metadata"
        draft.marks[index] = "publisher"
    elif not (draft.labels or of_speaker) and _names(text) and any(map(_beside_author, around)):
        draft.roles[index] = "metadata"
        draft.marks[index] = "byline"


def _beside_author(text: str) -> bool:
    """True for what stands beside an author's name: a day, a trade, an address, the word "by"."""
    forms = (_JOB, _REACHED_AT, _BY)
    return is_date_line(text) or any(form.fullmatch(text) for form in forms)


def _occasion(draft: Draft, start: int, top: Sequence[int]) -> None:
    """The office and the place between a speaker's name and the day of the speech."""
    dated = next((i for i in top if i >= start and is_date_line(draft.text(i))), start)
    for index in range(start, dated):
        if draft.short(index):
            draft.roles[index] = "metadata"


def _is_author_again(draft: Draft, index: int) -> bool:
    """True for a name alone beneath the title that a running head repeats, or a note at the end explains."""
    text = draft.text(index)
    if draft.labels or draft.roles[index] not in (None, "heading") or len(_names(text)) != 1:
        return False
    name = text.casefold()
    last = len(draft.roles) - NOTES_AT_END
    return any(
        other.text.casefold() == name
        or (
            at >= last
            and other.text[len(name) :].startswith((" is ", ", "))
            and other.text.casefold().startswith(name)
        )
        for at, other in enumerate(draft.paragraphs)
        if at != index
    )


def _names(text: str) -> list[str]:
    """The people whom a line of nothing but names names."""
    if len(text) > LONGEST_NAMES:
        return []
    parts = [part for part in _BETWEEN.split(text) if part]
    return parts if all(is_person(part) for part in parts) else []


def standfirst(draft: Draft) -> None:
    """A line without a full stop between the title and the text: a heading that opens no section."""
    if "title" not in draft.roles:
        return
    index = draft.roles.index("title") + 1
    while index < len(draft.roles) and draft.roles[index] in (*FURNITURE, "title"):
        index += 1
    running = (None, "paragraph")
    after = next((i for i in range(index + 1, len(draft.roles)) if draft.roles[i] in running), None)
    if after is None or not draft.free(index) or is_list_item(draft.text(index)):
        return
    text = draft.text(index)
    apart = draft.paragraphs[index].gap > 0 and draft.paragraphs[after].gap > 0
    fits = is_standfirst(text) and len(text.split()) >= FEWEST_STANDFIRST_WORDS
    credited = (
        is_standfirst(text)
        and after > index + 1
        and all(draft.roles[i] in FURNITURE for i in range(index + 1, after))
    )
    slanted = len(text) <= 300 and text[0] in "*_" and text[-1] == text[0]
    goes_on = starts_lower(draft.text(after)) or draft.labelled(after)
    if slanted or credited or (apart and fits and not goes_on):
        draft.roles[index] = "heading"
        draft.standfirsts.add(index)


def section_above_label(draft: Draft, index: int) -> bool:
    """True for a few words right above a label that has lines of its own: what the talk turns to."""
    below = index + 1
    if below >= len(draft.roles) or not draft.labelled(below) or draft.labelled(index):
        return False
    paragraph, label = draft.paragraphs[below], draft.labels[draft.paragraphs[below].first_line]
    alone = label.end >= len(paragraph.text) and label.timestamp is not None
    few = len(draft.text(index).split()) <= MOST_SECTION_WORDS and may_be_heading(draft.text(index))
    return alone and few and draft.paragraphs[index].gap > 0 and paragraph.gap > 0


def preamble(draft: Draft) -> None:
    """Above the first turn, what is no sentence says where, when and with whom: it is nobody's statement."""
    for index in range(len(draft.roles)):
        if draft.labelled(index):
            break
        text = draft.text(index)
        if draft.roles[index] is None and section_above_label(draft, index):
            draft.roles[index] = "heading"
        unsaid = (
            is_part(text) or not ends_sentence(text) or (len(text) <= LONGEST_PLACE and _STATE.search(text))
        )
        if draft.roles[index] is None and len(text) <= LONGEST_PREAMBLE and unsaid:
            draft.roles[index] = "metadata"
