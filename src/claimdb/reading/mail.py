"""The reader for messages: e-mail, and the single file (MHTML) that browsers save a web page in."""

from __future__ import annotations

import email
import re
from email.message import EmailMessage, Message
from email.policy import default as policy
from email.utils import parseaddr

from claimdb.model import Document

from . import html_page, plain_text
from .dates import find_date
from .html_metadata import iso_date
from .lines import split_lines
from .pieces import Page, clean
from .source import Source

READER = "mail 1"
MOST_PARTS = 1_000
_MAIL_DATE = re.compile(r"\d{1,2}\s+[A-Za-z]{3}\s+\d{4}")


def read(source: Source) -> Document:
    """Read a message: the web page that it holds, or its words, with its subject as the title."""
    try:
        message = email.message_from_bytes(source.data, policy=policy)
        page, plain, saved = _parts(message)
        says = _address(message) if saved else _headers(message)
    except (ValueError, LookupError, TypeError, AttributeError, IndexError, ArithmeticError, RecursionError):
        # The library raises whatever it trips over in the headers of a damaged message.
        raise source.refused("this message is damaged or cut off") from None
    if plain is not None and not saved:
        lines = tuple(split_lines(plain))
        found = Page(plain, lines, {}, says, READER)
        if lines:
            return plain_text.from_page(found, encoding="utf-8", **source.known)
    if page is None:
        raise source.refused("this message holds no text")
    return html_page.read_markup(page, source, "utf-8", says)


def _parts(message: Message) -> tuple[str | None, str | None, bool]:
    """The first web page and the first plain text in the message; whether a browser saved it."""
    page: str | None = None
    plain: str | None = None
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            break
        if not isinstance(part, EmailMessage) or part.is_multipart() or part.is_attachment():
            continue
        kind = part.get_content_type()
        if kind == "text/html" and page is None:
            page = _page(part)
        elif kind == "text/plain" and plain is None:
            plain = _words(part)
    return (
        page,
        plain,
        "snapshot-content-location" in message or message.get_content_type() == "multipart/related",
    )


def _page(part: EmailMessage) -> str:
    """The markup of a web page, which may name its encoding where the message does not."""
    data = part.get_payload(decode=True)
    if part.get_content_charset() is None and isinstance(data, bytes):
        return html_page.decoded(data)[0]
    return _words(part)


def _words(part: EmailMessage) -> str:
    content = part.get_content()
    return content.replace("\0", "") if isinstance(content, str) else ""


def _address(message: Message) -> dict[str, str]:
    """Where a browser saved the page from."""
    url = str(message.get("snapshot-content-location", "")).strip()
    return {"url": url[:2000]} if url.startswith(("http://", "https://")) else {}


def _headers(message: Message) -> dict[str, str]:
    says: dict[str, str] = {}
    subject = clean(str(message.get("subject", "")))[:500]
    name, address = parseaddr(str(message.get("from", "")))
    date = _MAIL_DATE.search(str(message.get("date", "")))
    if subject:
        says["title"] = subject
    if clean(name) or address:
        says["author"] = clean(name)[:200] or address[:200]
    published = (find_date(date[0]) or iso_date(date[0])) if date else None
    if published:
        says["published"] = published
    return says
