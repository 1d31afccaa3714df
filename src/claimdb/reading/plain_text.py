"""The reader for plain text, with the Markdown that people write in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from claimdb.model import Block, Corpus, Document, DocumentKind, Role

from .blocks import DATELINE, TURN_LABEL, build
from .bylines import (
    byline_outlet,
    copyright_holder,
    dated_outlet,
    find_dateline,
    is_copyright,
    parse_byline,
    parse_field,
    signed,
    without_links,
)
from .clippings import field_of
from .covers import Cover, find_cover
from .cuts import cut_out
from .databases import without_lead, wrapping
from .dates import find_date, find_day, is_date_line, is_update, years
from .draft import FURNITURE
from .front_matter import front_matter, is_fence
from .furniture import is_credit
from .headings import heading_words
from .headline_labels import without_headline
from .interjections import called_into, may_be_called_into
from .language import ENGLISH, language_of
from .lines import Line, ends_sentence, join_lines, split_lines
from .margins import without_margins
from .markdown import code
from .names import resolve
from .parties import Surroundings
from .pieces import Page
from .publishers import collects, is_address, is_page_address, outlet_named, without_outlet
from .record_titles import case_name, without_aired
from .speeches import find_speech
from .structure import Structure, structure
from .turns import find_labels

READER = "text 1"
KINDS: tuple[DocumentKind, ...] = ("article", "transcript", "mixed")
MARKED = {"byline": "author", "publisher": "publisher"}
"""What metadata says that has its meaning by its place."""
MOST_AROUND = 20_000
MOST_OF_TURN = 1000
FIRST_TURNS = 8
MOST_HEADING_WORDS = 6
LONGEST_LINE = 200
LONGEST_ABOVE_DATE = 60
SEVERAL = (
    "it holds {} articles of a newspaper database, read as one document without author and date;"
    " save each article in a file of its own"
)
TOP_PARAGRAPHS = 2
"""A line that is nothing but a date is the document's if it stands no further down than this."""

# A page with this much text outside its turns is an article and a transcript; less is an introduction.
ARTICLE_CHARACTERS = 600
ARTICLE_PARAGRAPHS = 3


def document(
    text: str, *, name: str, sha256: str, encoding: str, corpus: Corpus, given: Mapping[str, str]
) -> Document:
    """Read ``text``; ``given`` is what the corpus file says of the document."""
    lines = without_lead(split_lines(text))
    opening, says = front_matter(lines)
    roles: dict[int, Role] = dict.fromkeys(range(opening), "metadata")
    roles.update(dict.fromkeys(code(lines), "boilerplate"))
    page = Page(text, tuple(lines), roles, says, READER)
    return from_page(page, name=name, sha256=sha256, encoding=encoding, corpus=corpus, given=given)


def from_page(
    page: Page, *, name: str, sha256: str, encoding: str, corpus: Corpus, given: Mapping[str, str]
) -> Document:
    """The document of a text whose lines are known, whatever format they came from.

    The corpus file's ``kind``, ``language`` and ``title`` win over what the document shows; its other
    values fill what the document does not show.
    """
    around_it = wrapping(page.lines)
    several = around_it.articles if around_it and around_it.articles > 1 else 0
    if around_it:
        # What a database says of an article is of the article; a file's properties are of the file.
        page = replace(page, roles={**page.roles, **around_it.roles}, says={**page.says, **around_it.says})
    text = page.text
    lines, margins = without_margins(page.lines) if page.reader == READER else (page.lines, [])
    certain = page.transcript or given.get("kind") == "transcript"
    labels = (
        {} if given.get("kind") == "article" else find_labels(lines, certain=certain, standing=page.standing)
    )
    labels = {at: label for at, label in labels.items() if page.roles.get(at) not in FURNITURE}
    cover = find_cover(lines, list(labels.values()))
    if cover:
        page = replace(
            page,
            roles={**dict.fromkeys(cover.lines, "metadata"), **page.roles},
            says=_with_cover(page, cover),
        )
    if not certain:
        labels = without_headline(labels, lines)
    below = {at for label in labels.values() for at in range(label.line + 1, label.line + label.lines)}
    shown_title = page.says.get("title") if page.reader == READER else None
    paragraphs = join_lines(text, lines, {*labels, *page.roles}, below)
    found = structure(paragraphs, labels, given.get("title") or shown_title, page.roles)
    case = case_name(lines, min(labels)) if labels else None
    title = (
        given.get("title") or page.says.get("title") or case or (None if several else _title(found, margins))
    )
    speech = None if labels or given.get("kind") == "article" else find_speech(found, title)
    if speech:
        found, labels = speech.structure, {speech.label.line: speech.label}
        title = given.get("title") or page.says.get("title") or _title(found, margins)
    elif may_be_called_into(found, labels):
        whole = find_speech(structure(paragraphs, {}, given.get("title") or shown_title, page.roles), title)
        found, labels = (whole and called_into(whole, labels)) or (found, labels)
    around = Surroundings(
        title,
        page.says.get("author") or _author(found),
        tuple(_around(found)),
        tuple(_spoken(found)),
        page.says.get("publisher"),
    )
    listed = cover.people if cover else ()
    outside = _outside(found, cover.lines if cover else range(0))
    speakers = resolve((label.who for label in labels.values()), corpus, chain(listed, outside), around)
    blocks = cut_out(text, build(text, found, labels, speakers, title), margins)
    shown = ({} if several else _shown(text, blocks, _opened(page), lines, cover)) | dict(page.says)
    publisher = _publisher(shown, given, text, blocks)
    return Document(
        path=name,
        sha256=sha256,
        text=text,
        kind=_kind(given.get("kind"), blocks),
        blocks=blocks,
        reader=page.reader,
        title=given.get("title") or _without_outlet(title or shown.get("title"), publisher),
        author=shown.get("author") or given.get("author"),
        published=shown.get("published")
        or given.get("published")
        or _dated(text, blocks, shown)
        or shown.get("updated")
        or (_held_on(title, text, blocks) if labels else None),
        publisher=publisher,
        dateline=shown.get("dateline"),
        url=shown.get("url") or given.get("url"),
        language=given.get("language")
        or language_of(_running(text, blocks), _primary(shown.get("language"))),
        encoding=encoding,
        notice=SEVERAL.format(several) if several else None,
    )


def _with_cover(page: Page, cover: Cover) -> dict[str, str]:
    """What the page says of itself, and what its front page says where that says nothing."""
    shown = {"title": cover.title, "published": cover.published}
    return {key: value for key, value in shown.items() if value} | dict(page.says)


def _running(text: str, blocks: tuple[Block, ...]) -> Iterator[str]:
    return (text[b.start : b.end] for b in blocks if b.role in ("paragraph", "turn", "list item", "title"))


def _primary(tag: str | None) -> str:
    """The language of a tag that may name a country too ("en-GB")."""
    return re.split(r"[-_]", tag.strip())[0].casefold() if tag and tag.strip() else ENGLISH


def _title(found: Structure, margins: Sequence[tuple[int, int]]) -> str | None:
    """The words of the title's lines, without the numbers that a court prints before each."""
    lines = []
    for paragraph, role in zip(found.paragraphs, found.roles, strict=True):
        if role == "title":
            words = paragraph.text
            for start, end in reversed(margins):
                if paragraph.start <= start < paragraph.end:
                    words = words[: start - paragraph.start] + words[end - paragraph.start :]
            lines.append(words)
    return without_aired(heading_words(" ".join(lines))) if lines else None


def _author(found: Structure) -> str | None:
    """Whom the first byline names."""
    for index, (paragraph, role) in enumerate(zip(found.paragraphs, found.roles, strict=True)):
        if role == "metadata":
            marked = found.marks.get(index) == "byline"
            name = signed(paragraph.text) if marked else parse_byline(paragraph.text)
            if name:
                return name
    return None


def _around(found: Structure) -> Iterator[str]:
    """The text around the turns, furniture and headings with it: it says who takes part."""
    room = MOST_AROUND
    before = ""
    for paragraph, role in zip(found.paragraphs, found.roles, strict=True):
        if role not in ("turn", "title", "boilerplate") and room > 0:
            # A name may stand on the line above what it is the subject of.
            text = without_links(paragraph.text)
            yield f"{before} {text}" if before.endswith(",") else text
            room -= len(paragraph.text)
            before = paragraph.text


def _spoken(found: Structure) -> Iterator[str]:
    turns = (p.text for p, role in zip(found.paragraphs, found.roles, strict=True) if role == "turn")
    return (without_links(text[:MOST_OF_TURN]) for text in islice(turns, FIRST_TURNS))


def _outside(found: Structure, cover: range) -> Iterator[str]:
    """The text around the turns, where full names stand; a headline's capitals would mislead.

    On a front page they stand in lists, among the names of firms.
    """
    return (
        without_links(p.text)
        for p, role in zip(found.paragraphs, found.roles, strict=True)
        if p.first_line not in cover
        and (
            role in ("paragraph", "list item")
            or (role == "metadata" and parse_byline(p.text) is None and not is_credit(p.text))
            or (role == "heading" and len(p.text.split()) <= MOST_HEADING_WORDS)
        )
    )


def _kind(given: str | None, blocks: tuple[Block, ...]) -> DocumentKind:
    for kind in KINDS:
        if given == kind:
            return kind
    if not any(block.role == "turn" for block in blocks):
        return "article"
    outside = [block.end - block.start for block in blocks if block.role in ("paragraph", "list item")]
    long = sum(outside) >= ARTICLE_CHARACTERS and len(outside) >= ARTICLE_PARAGRAPHS
    return "mixed" if long else "transcript"


def _opened(page: Page) -> int:
    """Where front matter ends, which has said what it says; 0 where there is none."""
    last = -1
    if page.lines and is_fence(page.lines[0]):
        while page.roles.get(last + 1) == "metadata":
            last += 1
    return page.lines[last].end if last >= 0 else 0


def _shown(
    text: str, blocks: tuple[Block, ...], opened: int, lines: Sequence[Line], cover: Cover | None
) -> dict[str, str]:
    """The metadata that the text itself shows: header fields, then bylines, dates and the dateline."""
    shown: dict[str, str] = {}
    body = 0
    listed = range(lines[cover.lines[0]].start, lines[cover.lines[-1]].end) if cover else range(0)
    for block in blocks:
        if block.start in listed:
            continue
        if block.role in FURNITURE and block.label != TURN_LABEL and block.start >= opened:
            for key, value in _says(text[block.start : block.end], block.label, at_top=body < TOP_PARAGRAPHS):
                shown.setdefault(key, value)
        text_of_body = block.role in ("paragraph", "list item") and _is_body(text[block.start : block.end])
        body += text_of_body or block.role == "turn"
    return shown


def _without_outlet(title: str | None, publisher: str | None) -> str | None:
    return without_outlet(title, publisher) if title and publisher else title


def _is_body(words: str) -> bool:
    """True for running text: a few words without a full stop may stand above the date."""
    return len(words) > LONGEST_ABOVE_DATE or ends_sentence(words)


def _publisher(
    shown: Mapping[str, str], given: Mapping[str, str], text: str, blocks: tuple[Block, ...]
) -> str | None:
    """Who published the document: what it says, else the house that its address or rights name."""
    said = shown.get("publisher")
    if said and not is_address(said) and not collects(said):
        return said
    holder = shown["copyright"] if shown.get("copyright") not in (None, shown.get("author")) else None
    around = (text[b.start : b.end] for b in blocks if b.role in (*FURNITURE, "title"))
    named = outlet_named(shown.get("url") or said, around)
    # The agency of a dateline wrote the report; who published it a person may know better.
    return (
        given.get("publisher")
        or named
        or (None if said and is_address(said) else said)
        or holder
        or shown.get("agency")
    )


def _dated(text: str, blocks: tuple[Block, ...], shown: Mapping[str, str]) -> str | None:
    """The day of the dateline, in the one year that the lines of rights and dates give."""
    if "dateline" not in shown:
        return None
    found: set[int] = set()
    for block in blocks:
        words = text[block.start : block.end]
        if (
            block.role in FURNITURE
            and len(words) <= LONGEST_LINE
            and (is_copyright(words) or is_date_line(words))
        ):
            found |= years(words)
    return find_day(shown["dateline"], found.pop()) if len(found) == 1 else None


def _held_on(title: str | None, text: str, blocks: tuple[Block, ...]) -> str | None:
    """The day that a transcript names in its title or above its first turn."""
    for words in (title or "", *_above(text, blocks)):
        date = find_date(words) if len(words) <= LONGEST_LINE else None
        if date and len(date) == len("2024-05-06"):
            return date
    return None


def _above(text: str, blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if block.role == "turn" or block.label == TURN_LABEL:
            return
        if block.role in ("heading", "metadata", "title"):
            yield text[block.start : block.end]


def _says(words: str, label: str | None, *, at_top: bool) -> Iterator[tuple[str, str]]:
    """What a metadata block says; a date alone counts at the top only, below it may be any date."""
    date = find_date(without_links(words))
    author = parse_byline(words)
    if label in MARKED:
        yield MARKED[label], signed(words) if label == "byline" else without_links(words)
    elif label == DATELINE:
        dateline = find_dateline(words + " …")
        yield "dateline", words
        if dateline and dateline.agency:
            yield "agency", dateline.agency
    elif author is not None:
        yield "author", author
        outlet = byline_outlet(words)
        if outlet:
            yield "publisher", outlet
    elif holder := copyright_holder(words):
        yield "copyright", holder
    elif at_top:
        yield from _says_at_top(words)
        return
    else:
        return
    if date:
        yield "published", date


_RELEASED = re.compile(r"(?:for\s+(?:immediate\s+)?release|(?:under\s+)?embargo(?:ed)?)\b", re.IGNORECASE)
"""What stands before the day of a press release."""


def _says_at_top(words: str) -> Iterator[tuple[str, str]]:
    """What a line above the text says: an outlet and a day, a day, or a field."""
    date, station = find_date(without_links(words)), dated_outlet(words)
    if is_page_address(words):
        yield "url", words.split()[0]
        return
    if station:
        yield "publisher", station
    if not (station or is_date_line(words) or _RELEASED.match(words)):
        yield from (parse_field(field_of(words)) or {}).items()
    elif date:
        yield ("updated" if is_update(words) else "published"), date
