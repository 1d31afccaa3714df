"""The reader for Word documents."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Final

from claimdb.model import Document

from . import archive, plain_text
from .pieces import MOST_TEXT, TOO_LONG, Piece, clean, lay_out, shown
from .source import Source
from .styles import Styled, properties, styled_pieces
from .tables import table_kind, table_pieces

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import BaseStyle
    from lxml.etree import _Element as Element

READER = "docx 1"
MISSING = "reading a Word document needs the package python-docx: pip install 'claimdb[docx]'"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HOLDERS: Final = frozenset(
    _W + name for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo")
)
_LEFT_OUT: Final = frozenset(
    (
        *(_W + name for name in ("del", "moveFrom", "txbxContent", "instrText", "delText", "pPr", "rPr")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
_SIGNS: Final = {_W + "tab": "\t", _W + "noBreakHyphen": "-", _W + "br": "\n", _W + "cr": "\n"}
MOST_BLOCKS = 200_000


def read(source: Source) -> Document:
    """Read a Word document: headings by their styles, lists, quotations, tables and its properties."""
    try:
        import docx as library
        from docx.opc.exceptions import OpcError
        from lxml import etree
    except ImportError:
        raise source.refused(MISSING) from None
    packed = archive.opened(source)
    for name in packed.namelist():
        archive.part(source, packed, name)
    try:
        word = library.Document(io.BytesIO(source.data))
        says = properties(word.core_properties.title, word.core_properties.author)
        pieces = styled_pieces(_items(word))
    except (
        OpcError,
        etree.LxmlError,
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        IndexError,
        RecursionError,
    ):
        # The library trusts a document's inner links and parts to be what the standard says.
        raise source.refused(archive.BROKEN) from None
    page = lay_out(pieces, reader=READER, says=shown(pieces, says))
    if len(page.text) > MOST_TEXT:
        raise source.refused(TOO_LONG)
    if not page.text:
        raise source.refused("this Word document holds no text")
    return plain_text.from_page(page, encoding="utf-8", **source.known)


def _items(word: WordDocument) -> Iterator[Styled | Piece]:
    styles = {style.style_id: _style_names(style) for style in word.styles}
    for block in islice(_blocks(word.element.body), MOST_BLOCKS):
        if block.tag == _W + "tbl":
            rows = [[_cell(cell) for cell in _inside(row, "tc")] for row in _inside(block, "tr")]
            yield from table_pieces(rows, table_kind(rows))
        else:
            yield _paragraph(block, styles)


def _style_names(style: BaseStyle) -> str:
    """The name of a style and of the one that it is made from, in small letters."""
    base = getattr(style, "base_style", None)
    return " ".join(each.name or "" for each in (style, base) if each is not None).casefold()


def _blocks(body: Element) -> Iterator[Element]:
    """The paragraphs and tables in order, those in content controls and insertions too."""
    stack = list(reversed(body))
    while stack:
        element = stack.pop()
        if element.tag in (_W + "p", _W + "tbl"):
            yield element
        elif element.tag in _HOLDERS:
            stack.extend(reversed(element))


def _inside(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row."""
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        if child.tag == _W + name:
            yield child
        elif child.tag in _HOLDERS:
            stack.extend(reversed(child))


def _cell(cell: Element) -> str:
    return clean(" ".join(_words(paragraph) for paragraph in cell.iter(_W + "p")))


def _words(paragraph: Element) -> str:
    """The words of a paragraph as they are printed: insertions, no deletions, nothing of text boxes."""
    return "".join(words for words, _ in _runs(paragraph))


def _runs(paragraph: Element) -> Iterator[tuple[str, bool]]:
    """The stretches of a paragraph, each with whether it is in bold letters."""
    bold = False
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag == _W + "r":
            bold = _is_bold(element)
        if element.tag == _W + "t":
            yield element.text or "", bold
        elif element.tag in _SIGNS:
            yield _SIGNS[element.tag], bold
        elif element.tag not in _LEFT_OUT:
            stack.extend(reversed(element))


def _is_bold(run: Element) -> bool:
    properties = run.find(_W + "rPr")
    if properties is None:
        return False
    mark, style = properties.find(_W + "b"), properties.find(_W + "rStyle")
    if mark is not None:
        return mark.get(_W + "val", "1") not in ("0", "false", "off")
    return style is not None and style.get(_W + "val") == "Strong"


def _bold(paragraph: Element) -> str:
    """The words in bold letters that a paragraph begins with."""
    bold = ""
    for part, is_bold in _runs(paragraph):
        if part.strip() and not is_bold:
            break
        bold += part
    return bold


def _paragraph(paragraph: Element, styles: Mapping[str, str]) -> Styled:
    properties = paragraph.find(_W + "pPr")
    style, listed = "", False
    if properties is not None:
        named = properties.find(_W + "pStyle")
        style = styles.get(named.get(_W + "val", ""), "") if named is not None else ""
        listed = properties.find(_W + "numPr") is not None
    return Styled(_words(paragraph), style, listed, _bold(paragraph))
