"""The reader for plain text, with the Markdown that people write in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claimdb.model import Block, Corpus, Document, DocumentKind

from .blocks import build
from .bylines import find_dateline, parse_byline, parse_field, without_links
from .dates import find_date, is_date_line
from .headings import heading_words
from .lines import join_lines, split_lines
from .names import resolve
from .structure import Structure, structure
from .turns import find_labels

READER = "text 1"

# A page with this much text outside its turns is an article and a transcript; less is an introduction.
ARTICLE_CHARACTERS = 600
ARTICLE_PARAGRAPHS = 3


def document(
    text: str, *, name: str, sha256: str, encoding: str, corpus: Corpus, given: Mapping[str, str]
) -> Document:
    """Read ``text``; ``given`` is what the corpus file says of the document.

    The corpus file's ``kind``, ``language`` and ``title`` win over what the text shows; its other
    values fill what the text does not show.
    """
    lines = split_lines(text)
    labels = (
        {}
        if given.get("kind") == "article"
        else find_labels(lines, certain=given.get("kind") == "transcript")
    )
    found = structure(join_lines(text, lines, labels), labels, given.get("title"))
    speakers = resolve((label.name for label in labels.values()), corpus, _outside(found))
    title = given.get("title") or _title(found)
    blocks = build(text, found, labels, speakers, title)
    shown = _shown(text, blocks)
    return Document(
        path=name,
        sha256=sha256,
        text=text,
        kind=_kind(given.get("kind"), blocks),
        blocks=blocks,
        reader=READER,
        title=title or shown.get("title"),
        author=shown.get("author") or given.get("author"),
        published=shown.get("published") or given.get("published"),
        publisher=shown.get("publisher") or given.get("publisher"),
        dateline=shown.get("dateline"),
        url=shown.get("url") or given.get("url"),
        language=given.get("language") or "en",
        encoding=encoding,
    )


def _title(found: Structure) -> str | None:
    lines = [p.text for p, role in zip(found.paragraphs, found.roles, strict=True) if role == "title"]
    return heading_words(" ".join(lines)) if lines else None


def _outside(found: Structure) -> Iterator[str]:
    """The running text around the turns, where full names stand; a headline's capitals would mislead."""
    return (
        p.text
        for p, role in zip(found.paragraphs, found.roles, strict=True)
        if role in ("paragraph", "list item")
    )


def _kind(given: str | None, blocks: tuple[Block, ...]) -> DocumentKind:
    if given == "article" or given == "transcript" or given == "mixed":
        return given
    if not any(block.role == "turn" for block in blocks):
        return "article"
    outside = [block.end - block.start for block in blocks if block.role in ("paragraph", "list item")]
    long = sum(outside) >= ARTICLE_CHARACTERS and len(outside) >= ARTICLE_PARAGRAPHS
    return "mixed" if long else "transcript"


def _shown(text: str, blocks: tuple[Block, ...]) -> dict[str, str]:
    """The metadata that the text itself shows: header fields, then bylines, dates and the dateline."""
    shown: dict[str, str] = {}
    top = True
    for block in blocks:
        words = text[block.start : block.end]
        if block.role != "metadata" or block.label == "turn label":
            top = top and block.role == "boilerplate"
            continue
        found: dict[str, str | None] = {}
        if block.label == "dateline":
            dateline = find_dateline(words + " x")
            found = {
                "dateline": words,
                "published": find_date(words),
                "publisher": dateline.agency if dateline else None,
            }
        elif (author := parse_byline(words)) is not None:
            found = {"author": author, "published": find_date(without_links(words))}
        elif is_date_line(words):
            found = {"published": find_date(words)}
        elif top:
            found = dict(parse_field(words) or {})
        for key, value in found.items():
            if value:
                shown.setdefault(key, value)
    return shown
