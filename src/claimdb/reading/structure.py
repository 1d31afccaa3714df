"""The role of every paragraph of a plain text, from its words and from what stands around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from claimdb.model import Role

from . import top
from .clippings import clipping_fields
from .courts import is_examination, swears_in
from .draft import FURNITURE, LONGEST_FURNITURE, Draft, Mark
from .endings import endings
from .furniture import (
    furniture,
    is_credit,
    is_link,
    is_link_heading,
    is_note_in_words,
    is_offer,
    is_video_label,
    opens_offer,
)
from .headings import (
    LONGEST_TITLE,
    MOST_HEADINGS_IN_A_ROW,
    capitals_share,
    is_capitals,
    is_headline,
    is_marked,
    is_standfirst,
    may_be_heading,
)
from .lines import LIST_MARK, Paragraph, ends_sentence, is_list_item, starts_lower
from .notes import author_notes
from .site_lines import is_disclaimer
from .turns import Label, authors_own, is_direction, zones

FEWEST_REPEATS = 3
# In a transcript people say the same few words again and again.
FEWEST_REPEATED_WORDS = 4
SENTENCE_WORDS = 8
SENTENCE_CAPITALS = 0.5
LONGEST_BREAK = 8
"""This many lines of furniture at most stand in the middle of a sentence."""
MOST_BETWEEN = 3
LONGEST_BADGE = 3
LONGEST_LINK_WORDS = 80
FEWEST_AT_FOOT = 2
SMALL_FOOT = 3
MOST_COMPARED = 400
FEWEST_AGAIN = 5
MOST_AGAIN = 60
SHORTEST_AGAIN = 20
_INNER_END = re.compile(r"[.!?][\"”’)]*\s")
_NO_LETTERS = re.compile(r"[\W_]+")
_RELEASE = re.compile(r"#\s?#\s?#|.{0,20}FOR (?:IMMEDIATE )?RELEASE.{0,40}|-30-")
_NOTHING_KNOWN: Mapping[int, Role] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Structure:
    """The paragraphs with their roles; ``owners`` gives a turn's first paragraph for each of its own."""

    paragraphs: tuple[Paragraph, ...]
    roles: tuple[Role, ...]
    owners: tuple[int | None, ...]
    standfirsts: frozenset[int]
    marks: Mapping[int, Mark]
    """What metadata is by its place: a byline of nothing but a name, the site's name."""


def structure(
    paragraphs: Sequence[Paragraph],
    labels: Mapping[int, Label],
    title: str | None,
    known: Mapping[int, Role] = _NOTHING_KNOWN,
) -> Structure:
    """Find the role of every paragraph; ``title`` is the title that the corpus file gives.

    ``known`` are roles that the document's format is sure of, by the index of a paragraph's first line.
    """
    draft = Draft(paragraphs, labels, title, known)
    top.header_fields(draft)
    if not labels:
        clipping_fields(draft)
    _own_words(draft)
    top.title(draft)
    top.bylines(draft)
    _captions(draft)
    _repeats(draft)
    _breaks(draft)
    top.standfirst(draft)
    if not labels:
        _said_again(draft)
        _about(draft)
        endings(draft)
    _offers(draft)
    _links(draft)
    author_notes(draft)
    _tail(draft)
    if not labels:
        _between_furniture(draft)
    owners = zones(draft.paragraphs, labels, _stops(draft), authors_own(draft.paragraphs, labels))
    for index in range(len(draft.roles)):
        if labels and draft.free(index) and owners[index] is None and is_direction(draft.text(index)):
            draft.roles[index] = "metadata"
    for index, owner in enumerate(owners):
        running = known.get(draft.paragraphs[index].first_line) in ("paragraph", "list item")
        if owner is not None and (running or draft.roles[index] is None):
            draft.roles[index] = _role_in_turn(draft, index, owner)
    _headings(draft)
    if labels:
        top.preamble(draft)
    _credits_at_end(draft)
    roles: list[Role] = [
        role or ("list item" if is_list_item(paragraph.text) else "paragraph")
        for role, paragraph in zip(draft.roles, draft.paragraphs, strict=True)
    ]
    return Structure(
        tuple(draft.paragraphs), tuple(roles), tuple(owners), frozenset(draft.standfirsts), draft.marks
    )


def _stops(draft: Draft) -> list[bool]:
    """The paragraphs that end the last turn: furniture and headings, but no stage direction."""
    return [
        (role in FURNITURE and not is_direction(draft.text(i))) or _strong_heading(draft, i)
        for i, role in enumerate(draft.roles)
    ]


def _role_in_turn(draft: Draft, index: int, first: int) -> Role:
    """What a paragraph between two labels is: the turn's words, unless a direction or a heading."""
    unsaid = is_direction(draft.text(index)) or _of_court(draft, index) or _is_badge(draft, index)
    if index > first and unsaid:
        return "metadata"
    # Beneath a label with a line of its own the first words are the turn's, however they look.
    label = draft.labels[draft.paragraphs[first].first_line]
    alone = label.end >= len(draft.text(first))
    apart = index - first > (alone if not ends_sentence(draft.text(index)) else 1)
    marked = index > first and draft.text(index).startswith("#") and is_marked(draft.text(index))
    strong = marked or (apart and _strong_heading(draft, index))
    section = index - first > alone and top.section_above_label(draft, index)
    return "heading" if strong or section else "turn"


def _is_badge(draft: Draft, index: int) -> bool:
    """True for the initials that a program for meetings shows above a name."""
    text = draft.text(index)
    if len(text) > LONGEST_BADGE or not text.isupper() or index + 1 >= len(draft.roles):
        return False
    label = draft.labels.get(draft.paragraphs[index + 1].first_line)
    return label is not None and sorted(text) == sorted(word[0] for word in label.name.split())


def _of_court(draft: Draft, index: int) -> bool:
    """True for what a court's reporter writes between turns: who is called and sworn, who asks now."""
    text = draft.text(index)
    if draft.labelled(index):
        return False
    if swears_in(text) or is_examination(text):
        return True
    name = text.isupper() and text.endswith(",") and index + 1 < len(draft.roles)
    return name and not draft.labelled(index + 1) and swears_in(draft.text(index + 1))


def _strong_heading(draft: Draft, index: int) -> bool:
    capitals = is_capitals(draft.text(index)) and not draft.capitals
    return not draft.labelled(index) and (is_marked(draft.text(index)) or capitals)


def _own_words(draft: Draft) -> None:
    starts = [index for index in range(len(draft.roles)) if draft.labelled(index)]
    for index in range(len(draft.roles)):
        between = bool(starts) and starts[0] < index < starts[-1]
        text = draft.text(index)
        if draft.free(index) and not (between and (is_note_in_words(text) or is_disclaimer(text))):
            draft.roles[index] = furniture(text)


def _captions(draft: Draft) -> None:
    """A short line right beside a photo credit is its caption; beneath a video label, the video's title."""
    title = next((draft.text(i) for i, role in enumerate(draft.roles) if role == "title"), None)
    for index, role in enumerate(draft.roles):
        if role != "metadata":
            continue
        below = index + 1
        if below < len(draft.roles) and not draft.paragraphs[below].gap and draft.free(below):
            repeats = draft.text(below) == title or draft.text(index).endswith(draft.text(below))
            video = is_video_label(draft.text(index)) and repeats
            if video or (is_credit(draft.text(index)) and draft.short(below)):
                draft.roles[below] = "metadata"
        if (
            index
            and not draft.paragraphs[index].gap
            and draft.short(index - 1)
            and is_credit(draft.text(index))
        ):
            draft.roles[index - 1] = "metadata"


def _repeats(draft: Draft) -> None:
    """A running header: a short line that comes again and again, or the title once more."""
    titles = {draft.text(i).casefold() for i, role in enumerate(draft.roles) if role == "title"}
    short = [i for i in range(len(draft.roles)) if draft.short(i)]
    counts = Counter(draft.text(i).casefold() for i in short)
    fewest = FEWEST_REPEATED_WORDS if draft.labels else 2
    for index in range(len(draft.roles)):
        words = draft.text(index)[: LONGEST_TITLE + 1].casefold()
        if draft.free(index) and (
            words in titles or (counts[words] >= FEWEST_REPEATS and len(words.split()) >= fewest)
        ):
            draft.roles[index] = "metadata"


def _said_again(draft: Draft) -> None:
    """Pull quotes and captions: short paragraphs whose words all stand in another paragraph too."""
    if not 2 < len(draft.roles) <= MOST_COMPARED:
        return
    plain = [_letters(paragraph.text) for paragraph in draft.paragraphs]
    whole = "\n".join(plain)
    for index, words in enumerate(plain):
        if not draft.free(index) or not FEWEST_AGAIN <= words.count(" ") + 1 <= MOST_AGAIN:
            continue
        if whole.count(words) > 1 and plain.index(words) == index and len(words) > SHORTEST_AGAIN:
            longer = any(words in other and len(other) > len(words) for other in plain)
            if longer:
                draft.roles[index] = "metadata"


def _letters(text: str) -> str:
    return " ".join(_NO_LETTERS.sub(" ", text.casefold()).split())


def _about(draft: Draft) -> None:
    """What a press release says of the house that gives it out, beneath its last heading."""
    if not any(_RELEASE.fullmatch(paragraph.text) for paragraph in draft.paragraphs):
        return
    for index in range(len(draft.roles) - 1, max(len(draft.roles) // 2 - 1, 0), -1):
        if draft.free(index) and draft.text(index).startswith("About ") and may_be_heading(draft.text(index)):
            for below in range(index, len(draft.roles)):
                draft.roles[below] = draft.roles[below] or "boilerplate"


def _breaks(draft: Draft) -> None:
    """Short lines between the two halves of a broken sentence, one of them furniture, are all furniture."""
    for index in range(len(draft.roles)):
        if not draft.free(index) or not draft.unfinished(index):
            continue
        between = []
        for after in range(index + 1, min(index + 1 + LONGEST_BREAK, len(draft.roles))):
            if draft.roles[after] in FURNITURE or (
                draft.short(after) and not starts_lower(draft.text(after))
            ):
                between.append(after)
                continue
            if draft.free(after) and starts_lower(draft.text(after)) and any(draft.roles[i] for i in between):
                draft.roles[index] = "paragraph"
                for i in between:
                    draft.roles[i] = draft.roles[i] or "metadata"
            break


def _offers(draft: Draft) -> None:
    """An invitation to subscribe and the paragraphs beneath it that go on about the offer."""
    running = False
    for index in range(len(draft.roles)):
        text = draft.text(index)
        if draft.labelled(index):
            running = False
        elif opens_offer(text) and draft.roles[index] in (None, "boilerplate"):
            running = True
            draft.roles[index] = "boilerplate"
        elif running and draft.roles[index] is None:
            running = is_offer(text) or (is_list_item(text) and len(text) <= LONGEST_FURNITURE)
            if running:
                draft.roles[index] = "boilerplate"


def _links(draft: Draft) -> None:
    """The links beneath a line such as "Related": list items, and lines in a headline's capitals."""
    running = False
    for index in range(len(draft.roles)):
        text = draft.text(index)
        if draft.roles[index] == "boilerplate":
            running = is_link_heading(text) or (running and is_link(text))
        elif running:
            words = text[:LONGEST_TITLE].lstrip("-*•· ").rstrip(".")
            running = draft.free(index) and (is_headline(words) or is_link(text) or draft.short(index))
            if running:
                draft.roles[index] = "boilerplate"


def _between_furniture(draft: Draft) -> None:
    """A few short lines with furniture above and below them are furniture too."""
    run: list[int] = []
    bounded = False
    for index, role in enumerate(draft.roles):
        text = draft.text(index)
        if role in FURNITURE:
            if bounded and len(run) <= MOST_BETWEEN:
                for i in run:
                    draft.roles[i] = "metadata"
            run, bounded = [], True
        elif (draft.short(index) and not _INNER_END.search(text)) or (
            role is None and len(text) <= LONGEST_LINK_WORDS and text.endswith("?")
        ):
            run.append(index)
        else:
            run, bounded = [], False


def _tail(draft: Draft) -> None:
    """Short lines below the text, furniture among them, are all of a page's foot."""
    end = len(draft.roles)
    while end and (draft.roles[end - 1] in FURNITURE or draft.short(end - 1)):
        end -= 1
    furnished = Counter(draft.roles[end:])["boilerplate"]
    if end and furnished and (furnished >= FEWEST_AT_FOOT or len(draft.roles) - end <= SMALL_FOOT):
        first = next(i for i in range(end, len(draft.roles)) if draft.roles[i] in FURNITURE)
        for index in range(first, len(draft.roles)):
            draft.roles[index] = draft.roles[index] or "boilerplate"


def _headings(draft: Draft) -> None:
    """Section headings: lines that look like one and have text beneath them."""
    body_after = _body_after(draft)
    run: list[int] = []
    for index in range(len(draft.roles) + 1):
        if (
            index < len(draft.roles)
            and draft.free(index)
            and _looks_like_heading(draft, index, body_after[index])
        ):
            run.append(index)
            continue
        if index < len(draft.roles) and draft.roles[index] in FURNITURE:
            continue
        strong = all(_strong_heading(draft, i) for i in run)
        if len(run) <= MOST_HEADINGS_IN_A_ROW or strong:
            for i in run:
                draft.roles[i] = "heading"
        run = []


def _body_after(draft: Draft) -> list[int | None]:
    """For each paragraph the nearest one after it that is no furniture."""
    after: list[int | None] = [None] * len(draft.roles)
    nearest: int | None = None
    for index in range(len(draft.roles) - 1, -1, -1):
        after[index] = nearest
        if draft.roles[index] not in FURNITURE:
            nearest = index
    return after


def _looks_like_heading(draft: Draft, index: int, after: int | None) -> bool:
    text = draft.text(index)
    if after is None or _goes_on(draft, after):
        return False
    if _strong_heading(draft, index):
        return True
    mark = LIST_MARK.match(text[:12])
    if mark is not None:
        numbered = any(character.isdigit() for character in mark[0])
        alone = not is_list_item(draft.text(after)) and not (index and is_list_item(draft.text(index - 1)))
        if not (numbered and alone):
            return False
    if may_be_heading(text):
        return after == index + 1 or not _like_a_sentence(text)
    apart = draft.paragraphs[index].gap > 0 and is_standfirst(text) and mark is None
    if apart and (draft.labelled(after) or _strong_heading(draft, after)):
        draft.standfirsts.add(index)
        return True
    return False


def _like_a_sentence(text: str) -> bool:
    """True for many words in small letters: above furniture rather half a sentence than a heading."""
    return len(text.split()) >= SENTENCE_WORDS and capitals_share(text) < SENTENCE_CAPITALS


def _goes_on(draft: Draft, after: int) -> bool:
    """True if the next text is the rest of a sentence."""
    return draft.free(after) and starts_lower(draft.text(after))


def _credits_at_end(draft: Draft) -> None:
    """Short lines right above the credits that close a document belong to them."""
    index = len(draft.roles) - 1
    while index >= 0 and draft.roles[index] in FURNITURE:
        index -= 1
    while 0 <= index < len(draft.roles) - 1 and draft.roles[index + 1] == "metadata":
        if not draft.short(index) or draft.paragraphs[index + 1].gap or len(draft.text(index).split()) > 10:
            return
        draft.roles[index] = "metadata"
        index -= 1
