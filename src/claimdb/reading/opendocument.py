"""The reader for OpenDocument texts (``.odt``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from claimdb.model import Document

from . import archive, plain_text
from .pieces import MOST_TEXT, TOO_LONG, Piece, clean, lay_out, shown
from .source import Source
from .styles import Styled, properties, styled_pieces
from .tables import table_kind, table_pieces

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

READER = "odt 1"
MISSING = "reading an OpenDocument text needs the package lxml: pip install 'claimdb[odt]'"
MOST_BLOCKS = 200_000
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_META: Final = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_SIGNS: Final = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n", _TEXT + "s": " "}
_HOLDERS: Final = frozenset(
    (_TEXT + "section", _TEXT + "list", _TEXT + "list-item", _TEXT + "list-header", _TEXT + "index-body")
)
_BOLD_WEIGHTS: Final = frozenset("bold 600 700 800 900".split())
_LEFT_OUT: Final = frozenset(
    (
        *(_OFFICE + name for name in ("annotation", "annotation-end")),
        *(_TEXT + name for name in ("note", "tracked-changes", "ruby-text")),
        "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}frame",
    )
)


@dataclass(frozen=True, slots=True)
class _Styles:
    names: Mapping[str, str]
    """Each style's name and those of the ones that it is made from, in small letters."""
    bold: frozenset[str]


def read(source: Source) -> Document:
    """Read an OpenDocument text: headings, lists, quotations, tables and its properties."""
    try:
        from lxml import etree
    except ImportError:
        raise source.refused(MISSING) from None
    packed = archive.opened(source)
    content = archive.part(source, packed, "content.xml")
    if content is None:
        raise source.refused(archive.BROKEN)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
        others = [
            etree.fromstring(part, parser)
            for name in ("styles.xml", "meta.xml")
            if (part := archive.part(source, packed, name))
        ]
    except etree.LxmlError:
        raise source.refused(archive.BROKEN) from None
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise source.refused("this OpenDocument file is no text; save its words as .docx or .txt")
    pieces = styled_pieces(_items(body, _styles([*others, root])))
    page = lay_out(pieces, reader=READER, says=shown(pieces, _says(others)))
    if len(page.text) > MOST_TEXT:
        raise source.refused(TOO_LONG)
    if not page.text:
        raise source.refused("this OpenDocument file holds no text")
    return plain_text.from_page(page, encoding="utf-8", **source.known)


def _says(parts: list[Element]) -> dict[str, str]:
    title = author = None
    for part in parts:
        title = title or part.findtext(f".//{_DC}title")
        author = author or part.findtext(f".//{_META}initial-creator") or part.findtext(f".//{_DC}creator")
    return properties(title, author)


def _styles(roots: list[Element]) -> _Styles:
    parents: dict[str, tuple[str, str]] = {}
    bold: set[str] = set()
    for root in roots:
        for style in root.iter(_STYLE + "style"):
            name = style.get(_STYLE + "name", "")
            shown = style.get(_STYLE + "display-name") or name.replace("_20_", " ")
            parents[name] = (shown.casefold(), style.get(_STYLE + "parent-style-name", ""))
            printed = style.find(_STYLE + "text-properties")
            if printed is not None and printed.get(_FO + "font-weight") in _BOLD_WEIGHTS:
                bold.add(name)
    names: dict[str, str] = {}
    for name, (shown, parent) in parents.items():
        # Automatic styles ("P12") say nothing by their own names.
        above = parents.get(parent, (parent.replace("_20_", " ").casefold(), ""))[0]
        names[name] = above if shown[1:].isdigit() else f"{shown} {above}".strip()
    return _Styles(names, frozenset(bold))


def _items(body: Element, styles: _Styles) -> Iterator[Styled | Piece]:
    stack = [(child, False) for child in reversed(body)]
    for _ in range(MOST_BLOCKS):
        if not stack:
            return
        element, listed = stack.pop()
        if element.tag == _TEXT + "h":
            yield Styled(_words(element), "heading", False, "")
        elif element.tag == _TEXT + "p":
            style = element.get(_TEXT + "style-name", "")
            words = _words(element)
            bold = words if style in styles.bold else _bold(element, styles)
            yield Styled(words, styles.names.get(style, style.casefold()), listed, bold)
        elif element.tag == _TABLE + "table":
            rows = [
                [_cell(cell) for cell in row.iterchildren(_TABLE + "table-cell")] for row in _rows(element)
            ]
            yield from table_pieces(rows, table_kind(rows))
        elif element.tag in _HOLDERS:
            inside = listed or element.tag == _TEXT + "list"
            stack.extend((child, inside) for child in reversed(element))


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, those of its head too, and not those of tables inside it."""
    for child in table:
        if child.tag == _TABLE + "table-row":
            yield child
        elif child.tag in (_TABLE + "table-header-rows", _TABLE + "table-rows", _TABLE + "table-row-group"):
            yield from child.iterchildren(_TABLE + "table-row")


def _cell(cell: Element) -> str:
    return clean(" ".join(_words(paragraph) for paragraph in cell.iter(_TEXT + "p", _TEXT + "h")))


def _words(paragraph: Element) -> str:
    return "".join(words for words, _ in _runs(paragraph))


def _bold(paragraph: Element, styles: _Styles) -> str:
    """The words in bold letters that a paragraph begins with."""
    bold = ""
    for words, style in _runs(paragraph):
        if words.strip() and style not in styles.bold:
            break
        bold += words
    return bold


def _runs(paragraph: Element) -> Iterator[tuple[str, str]]:
    """The stretches of a paragraph, each with the name of its character style."""
    yield paragraph.text or "", ""
    stack: list[Element | tuple[str, str]] = list(reversed(paragraph))
    styles = {paragraph: ""}
    while stack:
        element = stack.pop()
        if isinstance(element, tuple):
            yield element
            continue
        outer = styles[parent] if (parent := element.getparent()) in styles else ""
        style = element.get(_TEXT + "style-name", outer) if element.tag == _TEXT + "span" else outer
        stack.append((element.tail or "", outer))
        if element.tag in _LEFT_OUT or not isinstance(element.tag, str):
            continue
        styles[element] = style
        yield _SIGNS.get(element.tag, "") + (element.text or ""), style
        stack.extend(reversed(element))
