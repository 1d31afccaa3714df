"""A walk over the elements of a web page, without recursion, that collects its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from claimdb.model import Role

from .html_content import BLOCKS, DROPPED, marks, tag
from .html_metadata import text_of
from .lines import ends_sentence, starts_lower
from .pieces import clean
from .tables import CLOCK, LABEL_END, LONGEST_LABEL, table_kind, table_pieces

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SPEAKER = re.compile(
    r"(?:^|[\s_-])(?:speaker|speaker-?name|speakername|interlocutor|talker|who)(?=[\s_-]|$)", re.IGNORECASE
)
_TIME = re.compile(r"(?:^|[\s_-])(?:time|timestamp|timecode|start-?time|ts)(?=[\s_-]|$)", re.IGNORECASE)
_PULL = re.compile(r"pull-?_?-?quote|pullout|callout-quote|quote-?callout", re.IGNORECASE)
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:caption|wp-caption-text|image-?credit|photo-?credit|credit)(?=[\s_-]|$)", re.IGNORECASE
)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line\w*|author\w*|dateline|date\w*|publish\w*|timestamp|(?:post|entry|article)-?meta)"
    r"(?=[\s_-]|$)",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"(?:^|[\s_-])(?:foot-?notes?|end-?notes?|references|reference-?list|bibliography|citations?)(?=[\s_-]|$)",
    re.IGNORECASE,
)
_TWEET = re.compile(r"twitter-tweet|instagram-media|tweet", re.IGNORECASE)

LONGEST_BYLINE = 200
LONGEST_CAPTION = 600
FEWEST_LABELS = 3
HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6".split())


@dataclass(slots=True)
class _Open:
    """A paragraph that is being collected."""

    parts: list[str] = field(default_factory=list)
    bold: str = ""
    """The words in bold letters that it begins with."""
    linked: int = 0
    italic: int = 0


@dataclass(slots=True)
class Paragraph:
    """A paragraph with what the elements around it say."""

    words: str
    role: Role | None
    bold: str
    quote: int | None
    """A number for the block quotation that it stands in."""
    linked: float
    place: str
    """Where it stands: "between" the headline and the text, or "in" the text."""


class Walk:
    def __init__(self, root: HtmlElement, headline: HtmlElement | None) -> None:
        self.root = root
        self.headline = headline
        self.raw: list[Paragraph] = []
        self.open = _Open()
        self.above: list[HtmlElement] = []
        self.label: str | None = None
        self.time: str | None = None
        self.marked = 0
        """How many speakers' names the page marks as such."""
        self.skip: HtmlElement | None = None
        self.place = "before"
        self.quotes = 0
        self.roles: list[Role | None] = [None]
        self.quote: list[int | None] = [None]
        self.bolds = 0
        self.links = 0

    # ------------------------------------------------------------------------------ events

    def start(self, element: HtmlElement, name: str) -> None:
        self.enter(element)
        if name == "br":
            self.break_line()
        elif name in BLOCKS:
            self.flush()
            self.open_block(element, name)
        elif name in ("b", "strong"):
            self.bolds += 1
        elif name == "a":
            self.links += 1
        elif name == "q":
            self.text("“")
        elif name == "sup" and len(text_of(element, 20).strip()) <= 4:
            self.skip = element
            return
        if name != "br":
            self.marks_turn(element, name)
        if self.skip is None:
            self.text(element.text)

    def enter(self, element: HtmlElement) -> None:
        """Note where the headline and the text begin."""
        if element is self.root:
            self.flush()
            self.place = "in"
        elif element is self.headline and self.place == "before":
            self.flush()
            self.place = "between"

    def end(self, element: HtmlElement, name: str) -> None:
        if self.skip is element:
            self.skip = None
        elif self.skip is None:
            if name in BLOCKS:
                self.flush()
                self.roles.pop()
                self.quote.pop()
            elif name in ("b", "strong"):
                self.bolds -= 1
            elif name == "a":
                self.links -= 1
            elif name == "q":
                self.text("”")
        if element is self.root:
            self.flush()
            self.place = "after"
        if self.skip is None:
            self.text(element.tail)

    def open_block(self, element: HtmlElement, name: str) -> None:
        role, quote = self.roles[-1], self.quote[-1]
        said = marks(element)
        if name in HEADINGS:
            role = "title" if element is self.headline else "heading"
        elif said and name in ("div", "section", "ol", "ul", "aside") and _NOTES.search(said):
            role = "metadata"
        elif name == "li":
            role = role or "list item"
        elif (
            name == "figcaption"
            or (said and _is_aside(said, element))
            or (
                said and role is None and _BYLINE.search(said) and len(text_of(element, 400)) < LONGEST_BYLINE
            )
        ):
            role = "metadata"
        elif name == "blockquote" and quote is None:
            self.quotes += 1
            quote = -self.quotes if _TWEET.search(said) else self.quotes
        self.roles.append(role)
        self.quote.append(quote)

    def marks_turn(self, element: HtmlElement, name: str) -> None:
        """Take the name or the time of a turn from an element that the page marks as one."""
        given = element.get("data-speaker") or element.get("data-speaker-name")
        if given and clean(given) and name in BLOCKS:
            self.set_label(clean(given))
            return
        said = marks(element)
        if not said or name in ("html", "body"):
            return
        if _SPEAKER.search(said):
            words = LABEL_END.sub("", clean(text_of(element, LONGEST_LABEL + 40)))
            if words and len(words) <= LONGEST_LABEL:
                self.flush()
                clock = CLOCK.search(words)
                self.time = clock[1] if clock else self.time
                self.set_label(LABEL_END.sub("", CLOCK.sub("", words).strip()))
                self.pass_over(element, name)
        elif name == "time" or _TIME.search(said):
            clock = CLOCK.fullmatch(clean(text_of(element, 40)))
            if clock is not None:
                self.time = clock[1]
                self.pass_over(element, name)

    def pass_over(self, element: HtmlElement, name: str) -> None:
        self.skip = element
        if name in BLOCKS:
            self.roles.pop()
            self.quote.pop()

    def set_label(self, words: str) -> None:
        if words and self.place == "in":
            self.label = words
            self.marked += 1

    # -------------------------------------------------------------------------------- text

    def text(self, words: str | None) -> None:
        if not words:
            return
        opened = self.open
        if words.strip():
            begun = any(part.strip() for part in opened.parts)
            if self.bolds and (not begun or opened.bold == "".join(opened.parts).strip()):
                opened.bold = ("".join(opened.parts) + words).strip()
            if self.links:
                opened.linked += len(words.strip())
        opened.parts.append(words)

    def break_line(self) -> None:
        """``<br>``: a new paragraph, unless a sentence runs on over it."""
        if any(part.strip() for part in self.open.parts):
            self.open.parts.append("\n\0")

    def flush(self) -> None:
        opened, self.open = self.open, _Open()
        whole = "".join(opened.parts)
        if self.place in ("before", "after") or not whole.strip("\n\0 \t\r\xa0"):
            return
        share = opened.linked / max(len(whole.strip()), 1)
        for number, line in enumerate(_lines(whole)):
            bold = clean(opened.bold) if number == 0 else ""
            words = line
            if self.label is not None and self.place == "in":
                at = f" [{self.time}]" if self.time else ":"
                words, bold = f"{self.label}{at} {line}", ""
                self.label = self.time = None
            self.raw.append(Paragraph(words, self.roles[-1], bold, self.quote[-1], share, self.place))


def _lines(whole: str) -> Iterator[str]:
    """The lines of a paragraph with line breaks, joined again where a sentence runs over a break."""
    held = ""
    for line in (clean(part) for part in whole.split("\n\0")):
        if not line:
            if held:
                yield held
            held = ""
        elif held and starts_lower(line) and not ends_sentence(held):
            held = f"{held} {line}"
        else:
            if held:
                yield held
            held = line
    if held:
        yield held


def walk(top: HtmlElement, root: HtmlElement, headline: HtmlElement | None) -> tuple[list[Paragraph], bool]:
    """The paragraphs in ``root`` and between the headline and it; whether the page marks who speaks."""
    state = Walk(root, headline)
    _visit(state, top)
    state.flush()
    return state.raw, state.marked >= FEWEST_LABELS


def _visit(state: Walk, top: HtmlElement) -> None:
    """Start and end of every element in order; an element that is left out is passed over whole."""
    from lxml import etree

    skipping: HtmlElement | None = None
    for event, element in etree.iterwalk(top, events=("start", "end")):
        name = tag(element)
        if skipping is None and event == "start":
            if _passed_over(state, element, name):
                skipping = element
        elif skipping is None:
            state.end(element, name)
        elif event == "end" and element is skipping:
            skipping = None
            if state.skip is element:
                state.end(element, name)
            else:
                state.text(element.tail)


def _passed_over(state: Walk, element: HtmlElement, name: str) -> bool:
    """Begin an element; true if what is inside it is done with."""
    if not name or name in DROPPED:
        return True
    if name == "table" and _table(element, state):
        return True
    if name == "dl" and state.place == "in" and _is_dialogue(element):
        state.marked += FEWEST_LABELS
    state.start(element, name)
    return state.skip is element


def _is_dialogue(element: HtmlElement) -> bool:
    """True for a list of terms that come again and again, each with sentences: speakers."""
    if next(element.iterdescendants("dl"), None) is not None:
        return False
    terms = [clean(text_of(child, 200)) for child in element.iter("dt")]
    said = [clean(text_of(child, 400)) for child in element.iter("dd")]
    if len(terms) < 2 or len(said) < len(terms) or max(map(len, terms)) > LONGEST_LABEL:
        return False
    for child in list(element.iter("dt")):
        child.set("class", "speaker")
    return (
        len(set(terms)) < len(terms)
        or any(":" in term for term in terms)
        or sum(map(ends_sentence, said)) > len(said) / 2
    )


def _is_aside(said: str, element: HtmlElement) -> bool:
    """True for a caption, and for words of the text set again in large letters."""
    return (_CAPTION.search(said) or _PULL.search(said)) is not None and len(
        text_of(element, 800)
    ) < LONGEST_CAPTION


def _table(element: HtmlElement, state: Walk) -> bool:
    """Take a table of figures or of talk whole; a table that lays out a page is walked like any element."""
    if next(element.iterdescendants("table"), None) is not None:
        return False
    rows = [[clean(text_of(cell)) for cell in row.iterchildren("td", "th")] for row in element.iter("tr")]
    kind = table_kind(rows)
    if kind == "layout":
        return False
    state.flush()
    if state.place in ("between", "in"):
        state.marked += len(rows) if kind == "talk" else 0
        for piece in table_pieces(rows, kind):
            state.raw.append(Paragraph(piece.text, piece.role, "", None, 0.0, state.place))
    return True
