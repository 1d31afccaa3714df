"""The reader for web pages as browsers save them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from claimdb.model import Document

from . import plain_text
from .bylines import is_name
from .decoding import DecodingError, decode
from .html_content import BLOCKS
from .pieces import MOST_TEXT, TOO_LONG, Piece, clean, lay_out, shown
from .source import Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement

READER = "html 1"
TITLE_WITHIN = 6
LARGEST = 64 * 1024 * 1024
_CHARSET = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^<>]{0,100}encoding=["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>", re.IGNORECASE)
# A browser saves pictures into the page as text of many megabytes.
_EMBEDDED = re.compile(r"data:[\w.+-]{1,60}/[\w.+-]{1,60}(?:;[\w=.+-]{1,60}){0,4},[A-Za-z0-9+/=%_.~-]{200,}")
# What a page that is nested too deep keeps: paragraphs, headings, lines, and what is not shown.
_NESTING = re.compile(
    r"</?(?!(?:html|head|body|title|meta|link|script|style|p|h[1-6]|br|nav|footer)\b)([a-z][a-z0-9]{0,20})[^<>]{0,2000}>",
    re.IGNORECASE,
)
MISSING = "reading a web page needs the package lxml: pip install 'claimdb[html]'"


def read(source: Source) -> Document:
    """Read a web page: its article, without what the site puts around it."""
    if len(source.data) > LARGEST:
        raise source.refused(f"this web page is larger than {LARGEST // 1024 // 1024} MB")
    text, encoding = decoded(source.data)
    return read_markup(text, source, encoding)


def read_markup(
    text: str, source: Source, encoding: str, known: Mapping[str, str] = MappingProxyType({})
) -> Document:
    """Read HTML that has been decoded; ``known`` is what stands outside it."""
    try:
        from lxml import etree
    except ImportError:
        raise source.refused(MISSING) from None
    from . import html_content, html_metadata, html_pieces, html_walk

    root = _tree(text)
    if root is None:
        raise source.refused("this web page is empty")
    says = html_metadata.metadata(root, text[:4096]) | dict(known)
    body = root.find("body")
    body = root if body is None else body
    prose = html_content.prune(body)
    if sum(len(words) for words in body.itertext()) > MOST_TEXT:
        raise source.refused(TOO_LONG)
    content = html_content.content_root(body, prose)
    headline = html_content.headline(content)
    try:
        paragraphs, marked = html_walk.walk(body, content, headline)
    except etree.LxmlError as error:
        raise source.refused(f"this web page cannot be read: {str(error)[:200]}") from None
    pieces = html_pieces.tidied(paragraphs)
    page = lay_out(_titled(pieces, says), reader=READER, says=says, transcript=marked)
    if not page.text:
        raise source.refused(
            "no text is found in this web page; it may be made by scripts: save it from the browser"
        )
    return plain_text.from_page(page, encoding=encoding, **source.known)


def _titled(pieces: list[Piece], says: dict[str, str]) -> list[Piece]:
    """The pieces with a title: the headline that the page shows, or what its metadata give."""
    from . import html_metadata

    title = says.get("title")
    if title and not any(piece.role == "title" for piece in pieces):
        # Pages without a headline's element have it in large letters, and in the window's title with more.
        at = next((i for i, piece in enumerate(pieces[:TITLE_WITHIN]) if _is_part(piece, title)), None)
        if at is None:
            pieces = [Piece(title, "title"), *pieces] if pieces else pieces
        else:
            pieces = [*pieces[:at], replace(pieces[at], role="title"), *pieces[at + 1 :]]
    window, seen = says.get("title", ""), shown(pieces, {}).get("title", "")
    site = html_metadata.site_of(window, seen) if "publisher" not in says and seen else None
    if site and is_name(site.removeprefix("The ")):
        says["publisher"] = site
    # The headline that a reader sees is the title; search engines are given others.
    says.update(shown(pieces, {}))
    return pieces


def _is_part(piece: Piece, title: str) -> bool:
    words = clean(piece.text).casefold()
    return piece.role in (None, "heading") and len(words.split()) > 1 and words in title.casefold()


def _tree(text: str) -> HtmlElement | None:
    """The elements of a page; one that is nested too deep for the parser is read without its nesting."""
    text = _DECLARATION.sub("", _EMBEDDED.sub("data:,", text).replace("\0", ""))
    root, deep = _parsed(text)
    if deep:
        flat = _NESTING.sub(lambda match: "<p>" if match[1].casefold() in BLOCKS else "", text)
        root, _ = _parsed(flat)
    return root


def _parsed(text: str) -> tuple[HtmlElement | None, bool]:
    """The elements, and whether the parser gave up at their depth."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, recover=True)
    try:
        root = document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        root = None
    deep = any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log)
    return root, deep


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a page: by its mark, by the encoding it names, as UTF-8, or as what it may be."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return decode(data)
        except DecodingError:
            return data.decode("utf-8", errors="replace"), "utf-8"
    match = _CHARSET.search(data[:8192])
    named = (match[1] or match[2]).decode("ascii") if match else "utf-8"
    for encoding in dict.fromkeys((named, "utf-8", "cp1252")):
        # What pages call Latin-1 is Windows-1252, as every browser knows.
        known = {
            "iso-8859-1": "cp1252",
            "latin-1": "cp1252",
            "ascii": "cp1252",
            "us-ascii": "cp1252",
            "utf-16": "utf-8",
        }
        try:
            name = codecs.lookup(known.get(encoding.casefold(), encoding)).name
            return data.decode(name), name
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("utf-8", errors="replace"), "utf-8"
