"""The role of every paragraph of a plain text, from its words and from what stands around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from claimdb.model import Role

from .bylines import parse_field
from .furniture import (
    furniture,
    is_credit,
    is_link,
    is_link_heading,
    is_offer,
    is_video_label,
    opens_offer,
)
from .headings import (
    LONGEST_TITLE,
    MOST_HEADINGS_IN_A_ROW,
    capitals_share,
    goes_on_below,
    heading_marks,
    heading_words,
    is_capitals,
    is_headline,
    is_marked,
    is_standfirst,
    is_title,
    may_be_heading,
)
from .lines import LIST_MARK, Paragraph, ends_sentence, is_list_item, starts_lower
from .turns import Label, authors_own, is_direction, zones

MOST_FIELDS = 12
"""Header fields ("Author: …") are looked for in this many paragraphs at the top."""
TITLE_WITHIN = 8
FEWEST_REPEATS = 3
# In a transcript people say the same few words again and again.
FEWEST_REPEATED_WORDS = 4
LONGEST_FURNITURE = 120
FEWEST_STANDFIRST_WORDS = 6
SENTENCE_WORDS = 8
SENTENCE_CAPITALS = 0.5
LONGEST_BREAK = 8
"""This many lines of furniture at most stand in the middle of a sentence."""
FURNITURE: tuple[Role, ...] = ("metadata", "boilerplate")
_NOTHING_KNOWN: Mapping[int, Role] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Structure:
    """The paragraphs with their roles; ``owners`` gives a turn's first paragraph for each of its own."""

    paragraphs: tuple[Paragraph, ...]
    roles: tuple[Role, ...]
    owners: tuple[int | None, ...]
    standfirsts: frozenset[int]


class _Draft:
    """The roles while they are being found; every step fills some and overrides none."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        labels: Mapping[int, Label],
        title: str | None,
        known: Mapping[int, Role],
    ) -> None:
        self.paragraphs = list(paragraphs)
        self.labels = labels
        self.given_title = heading_words(title).casefold() if title else None
        self.roles: list[Role | None] = [
            None if p.first_line in labels else known.get(p.first_line) for p in paragraphs
        ]
        self.standfirsts: set[int] = set()

    def text(self, index: int) -> str:
        return self.paragraphs[index].text

    def labelled(self, index: int) -> bool:
        return self.paragraphs[index].first_line in self.labels

    def free(self, index: int) -> bool:
        """True if the paragraph has no role yet and starts no turn."""
        return self.roles[index] is None and not self.labelled(index)

    def is_given_title(self, index: int) -> bool:
        text = self.text(index)
        return len(text) <= LONGEST_TITLE and heading_words(text).casefold() == self.given_title

    def unfinished(self, index: int) -> bool:
        return not ends_sentence(self.text(index)) and not self.text(index).endswith((":", ";"))


def structure(
    paragraphs: Sequence[Paragraph],
    labels: Mapping[int, Label],
    title: str | None,
    known: Mapping[int, Role] = _NOTHING_KNOWN,
) -> Structure:
    """Find the role of every paragraph; ``title`` is the title that the corpus file gives.

    ``known`` are roles that the document's format is sure of, by the index of a paragraph's first line.
    """
    draft = _Draft(paragraphs, labels, title, known)
    _header_fields(draft)
    _own_words(draft)
    _title(draft)
    _captions(draft)
    _repeats(draft)
    _breaks(draft)
    _standfirst(draft)
    _offers(draft)
    _links(draft)
    owners = zones(draft.paragraphs, labels, _stops(draft), authors_own(draft.paragraphs, labels))
    for index, owner in enumerate(owners):
        running = known.get(draft.paragraphs[index].first_line) in ("paragraph", "list item")
        if owner is not None and (running or draft.roles[index] is None):
            draft.roles[index] = _role_in_turn(draft, index, owner)
    _headings(draft)
    _credits_at_end(draft)
    roles: list[Role] = [
        role or ("list item" if is_list_item(paragraph.text) else "paragraph")
        for role, paragraph in zip(draft.roles, draft.paragraphs, strict=True)
    ]
    return Structure(tuple(draft.paragraphs), tuple(roles), tuple(owners), frozenset(draft.standfirsts))


def _stops(draft: _Draft) -> list[bool]:
    """The paragraphs that end the last turn: furniture and headings, but no stage direction."""
    return [
        (role in FURNITURE and not is_direction(draft.text(i))) or _strong_heading(draft, i)
        for i, role in enumerate(draft.roles)
    ]


def _role_in_turn(draft: _Draft, index: int, first: int) -> Role:
    """What a paragraph between two labels is: the turn's words, unless a direction or a heading."""
    if index > first and is_direction(draft.text(index)):
        return "metadata"
    return "heading" if index - first > 1 and _strong_heading(draft, index) else "turn"


def _strong_heading(draft: _Draft, index: int) -> bool:
    return not draft.labelled(index) and (is_marked(draft.text(index)) or is_capitals(draft.text(index)))


def _header_fields(draft: _Draft) -> None:
    """Lines such as "Author: …" at the very top; one alone may be a sentence with a colon."""
    fields = []
    for index in range(min(MOST_FIELDS, len(draft.roles))):
        if draft.labelled(index) or parse_field(draft.text(index)) is None:
            break
        fields.append(index)
    if len(fields) > 1:
        for index in fields:
            draft.roles[index] = "metadata"


def _own_words(draft: _Draft) -> None:
    for index in range(len(draft.roles)):
        if draft.free(index):
            draft.roles[index] = furniture(draft.text(index))


def _title(draft: _Draft) -> None:
    """The line that the corpus file gives as the title, else the first that is no furniture, if it fits."""
    free = next((i for i in range(len(draft.roles)) if draft.roles[i] is None), None)
    if free is None or draft.labelled(free) or "title" in draft.roles:
        return
    given = (i for i in range(free, min(free + TITLE_WITHIN, len(draft.roles))) if draft.is_given_title(i))
    index = next(given, None)
    if index is None and _may_be_title(draft, free):
        index = free
    if index is not None:
        draft.roles[index] = "title"
        _second_title_line(draft, index)


def _may_be_title(draft: _Draft, index: int) -> bool:
    below = range(index + 1, min(index + 1 + TITLE_WITHIN, len(draft.roles)))
    following = [draft.paragraphs[i] for i in below if draft.roles[i] is None]
    apart = index + 1 < len(draft.roles) and draft.paragraphs[index + 1].gap > 0
    return is_title(draft.paragraphs[index], following, apart=apart) and not _one_of_many(draft, index)


def _one_of_many(draft: _Draft, index: int) -> bool:
    """True for a Markdown heading with others of its rank below: a section's, and not the title."""
    marks = heading_marks(draft.text(index))
    return bool(marks) and any(heading_marks(p.text) == marks for p in draft.paragraphs[index + 1 :])


def _second_title_line(draft: _Draft, index: int) -> None:
    below = index + 1
    if below >= len(draft.roles) or not draft.free(below) or draft.paragraphs[below].gap:
        return
    if goes_on_below(draft.text(index)) and len(draft.text(below)) <= LONGEST_FURNITURE:
        draft.roles[below] = "title"


def _standfirst(draft: _Draft) -> None:
    """A line without a full stop between the title and the text: a heading that opens no section."""
    if "title" not in draft.roles:
        return
    index = draft.roles.index("title") + 1
    while index < len(draft.roles) and draft.roles[index] in (*FURNITURE, "title"):
        index += 1
    after = next((i for i in range(index + 1, len(draft.roles)) if draft.roles[i] is None), None)
    if after is None or not draft.free(index) or is_list_item(draft.text(index)):
        return
    text = draft.text(index)
    apart = draft.paragraphs[index].gap > 0 and draft.paragraphs[after].gap > 0
    fits = is_standfirst(text) and len(text.split()) >= FEWEST_STANDFIRST_WORDS
    if apart and fits and not starts_lower(draft.text(after)) and not draft.labelled(after):
        draft.roles[index] = "heading"
        draft.standfirsts.add(index)


def _short(draft: _Draft, index: int) -> bool:
    text = draft.text(index)
    return (
        draft.free(index)
        and len(text) <= LONGEST_FURNITURE
        and not ends_sentence(text)
        and not is_list_item(text)
    )


def _captions(draft: _Draft) -> None:
    """A short line right beside a photo credit is its caption; beneath a video label, the video's title."""
    title = next((draft.text(i) for i, role in enumerate(draft.roles) if role == "title"), None)
    for index, role in enumerate(draft.roles):
        if role != "metadata":
            continue
        below = index + 1
        if below < len(draft.roles) and not draft.paragraphs[below].gap and draft.free(below):
            repeats = draft.text(below) == title or draft.text(index).endswith(draft.text(below))
            video = is_video_label(draft.text(index)) and repeats
            if video or (is_credit(draft.text(index)) and _short(draft, below)):
                draft.roles[below] = "metadata"
        if (
            index
            and not draft.paragraphs[index].gap
            and _short(draft, index - 1)
            and is_credit(draft.text(index))
        ):
            draft.roles[index - 1] = "metadata"


def _repeats(draft: _Draft) -> None:
    """A running header: a short line that comes again and again, or the title once more."""
    titles = {draft.text(i).casefold() for i, role in enumerate(draft.roles) if role == "title"}
    short = [i for i in range(len(draft.roles)) if _short(draft, i)]
    counts = Counter(draft.text(i).casefold() for i in short)
    fewest = FEWEST_REPEATED_WORDS if draft.labels else 2
    for index in range(len(draft.roles)):
        words = draft.text(index)[: LONGEST_TITLE + 1].casefold()
        if draft.free(index) and (
            words in titles or (counts[words] >= FEWEST_REPEATS and len(words.split()) >= fewest)
        ):
            draft.roles[index] = "metadata"


def _breaks(draft: _Draft) -> None:
    """Short lines between the two halves of a broken sentence, one of them furniture, are all furniture."""
    for index in range(len(draft.roles)):
        if not draft.free(index) or not draft.unfinished(index):
            continue
        between = []
        for after in range(index + 1, min(index + 1 + LONGEST_BREAK, len(draft.roles))):
            if draft.roles[after] in FURNITURE or (
                _short(draft, after) and not starts_lower(draft.text(after))
            ):
                between.append(after)
                continue
            if draft.free(after) and starts_lower(draft.text(after)) and any(draft.roles[i] for i in between):
                draft.roles[index] = "paragraph"
                for i in between:
                    draft.roles[i] = draft.roles[i] or "metadata"
            break


def _offers(draft: _Draft) -> None:
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


def _links(draft: _Draft) -> None:
    """The links beneath a line such as "Related": list items, and lines in a headline's capitals."""
    running = False
    for index in range(len(draft.roles)):
        text = draft.text(index)
        if draft.roles[index] == "boilerplate":
            running = is_link_heading(text) or (running and is_link(text))
        elif running:
            words = text[:LONGEST_TITLE].lstrip("-*•· ").rstrip(".")
            running = draft.free(index) and (is_headline(words) or is_link(text))
            if running:
                draft.roles[index] = "boilerplate"


def _headings(draft: _Draft) -> None:
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


def _body_after(draft: _Draft) -> list[int | None]:
    """For each paragraph the nearest one after it that is no furniture."""
    after: list[int | None] = [None] * len(draft.roles)
    nearest: int | None = None
    for index in range(len(draft.roles) - 1, -1, -1):
        after[index] = nearest
        if draft.roles[index] not in FURNITURE:
            nearest = index
    return after


def _looks_like_heading(draft: _Draft, index: int, after: int | None) -> bool:
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


def _goes_on(draft: _Draft, after: int) -> bool:
    """True if the next text is the rest of a sentence."""
    return draft.free(after) and starts_lower(draft.text(after))


def _credits_at_end(draft: _Draft) -> None:
    """Short lines right above the credits that close a document belong to them."""
    index = len(draft.roles) - 1
    while index >= 0 and draft.roles[index] in FURNITURE:
        index -= 1
    while 0 <= index < len(draft.roles) - 1 and draft.roles[index + 1] == "metadata":
        if not _short(draft, index) or draft.paragraphs[index + 1].gap or len(draft.text(index).split()) > 10:
            return
        draft.roles[index] = "metadata"
        index -= 1
