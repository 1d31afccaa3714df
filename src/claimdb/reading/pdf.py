"""The reader for PDF: the text of its pages through PDFium, as lines with their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from claimdb.model import Document

from . import pdf_layout, plain_text
from .pdf_columns import Row
from .pdf_numbers import without_numbers
from .pieces import clean, lay_out, shown
from .source import Source

if TYPE_CHECKING:
    import pypdfium2

READER = "pdf 1"
MISSING = "reading a PDF needs the package pypdfium2: pip install 'claimdb[pdf]'"
MOST_PAGES = 5_000
MOST_CHARACTERS = 10_000_000
FEWEST_LETTERS = 20
"""A page with fewer has no text; a document whose pages have none is pictures of text."""
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_TOOL_TITLE = re.compile(
    r"untitled.*|microsoft word.*|.*\.(?:docx?|indd|pdf|qxd|odt|rtf|tex|html?)|slide \d+|document\d*",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"unknown|.*\buser|admin\w*|author|owner|root|anonymous|\W*", re.IGNORECASE)


def read(source: Source) -> Document:
    """Read a PDF that holds text; one that is pictures of text is refused, for claimdb reads no pictures."""
    try:
        import pypdfium2

        from . import pdf_text
    except ImportError:
        raise source.refused(MISSING) from None
    start = source.data.find(b"%PDF-")
    try:
        document = pypdfium2.PdfDocument(source.data[start:] if start > 0 else source.data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise source.refused("this PDF is encrypted; remove the password and save it again") from None
        raise source.refused("this PDF is damaged or cut off") from None
    try:
        pages = list(_pages(source, document, pdf_text.rows))
        says = _properties(document)
    except pypdfium2.PdfiumError:
        raise source.refused("this PDF is damaged or cut off") from None
    finally:
        document.close()
    letters = sum(character.isalpha() for page in pages for row in page for character in row.text[:200])
    if letters < FEWEST_LETTERS:
        raise source.refused("this PDF holds no text, only pictures of it; it needs OCR first")
    pieces, printed = pdf_layout.pieces(without_numbers(pages))
    page = lay_out(pieces, reader=READER, says=shown(pieces, printed | says))
    return plain_text.from_page(page, encoding="utf-8", **source.known)


def _pages(
    source: Source,
    document: pypdfium2.PdfDocument,
    rows: Callable[[pypdfium2.PdfTextPage, float, float], list[Row]],
) -> Iterator[list[Row]]:
    if len(document) > MOST_PAGES:
        raise source.refused(f"this PDF has more than {MOST_PAGES} pages; split it first")
    room = MOST_CHARACTERS
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        try:
            room -= text.count_chars()
            if room < 0:
                raise source.refused("this PDF holds more text than can be read at once; split it first")
            yield rows(text, *page.get_size())
        finally:
            text.close()
            page.close()


def _properties(document: pypdfium2.PdfDocument) -> dict[str, str]:
    """What the file says of itself, unless a program put it there."""
    info = document.get_metadata_dict(skip_empty=True)
    says: dict[str, str] = {}
    title = clean(info.get("Title", ""))[:500]
    author = clean(info.get("Author", ""))[:500]
    if len(title.split()) > 1 and not _TOOL_TITLE.fullmatch(title):
        says["title"] = title
    if author and len(author.split()) > 1 and not _NOBODY.fullmatch(author):
        says["author"] = author
    return says
