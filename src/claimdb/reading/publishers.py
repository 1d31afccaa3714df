"""Which outlet published a page: told from its address by the name that the page prints for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

LONGEST_LINE = 400
MOST_LINES = 60
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}(?:/\S*)?", re.IGNORECASE)
_LINKED = re.compile(r"\[([^\[\]]{0,300})\]\((https?://[^()\s]{1,800})\)")
_WEB = re.compile(r"https?://[^\s)\]>\"']{4,800}")
_PAGE_ADDRESS = re.compile(r"https?://[^\s/]+/\S{3,800}(?:\s+\d{1,3}\s?/\s?\d{1,3})?")
_COLLECTS = re.compile(r"\b(?:aggregators?|digest|feeds?|rss|reader|bookmarks|clippings)\b", re.IGNORECASE)
_BEFORE = frozenset({"www", "www2", "m", "amp", "edition", "news", "blog", "blogs", "mobile"})
_SECOND = frozenset({"co", "com", "org", "net", "gov", "ac", "edu"})
SHORTEST_LABEL = 3
SHORTEST_TITLE = 10


def is_address(text: str) -> bool:
    """True for an address of the web and nothing else; it names no outlet."""
    return _ADDRESS.fullmatch(text.strip()) is not None


def is_page_address(text: str) -> bool:
    """True for a page's whole address alone, as a browser prints it, perhaps with a page's number."""
    return _PAGE_ADDRESS.fullmatch(text) is not None


def collects(name: str) -> bool:
    """True for the name of a service that hands on what others publish."""
    return _COLLECTS.search(name) is not None


def address_in(text: str) -> str | None:
    """The address that a field gives, as a link or bare."""
    linked = _LINKED.search(text)
    bare = _WEB.search(text)
    return linked[2] if linked else bare[0] if bare else None


def outlet_named(url: str | None, lines: Iterable[str]) -> str | None:
    """The name among the lines whose letters are those of the address ("theexample.com", "The Example")."""
    label = _label(url) if url else ""
    if len(label) < SHORTEST_LABEL:
        return None
    letters = r"[\s.'’&-]{0,3}".join(map(re.escape, label))
    form = re.compile(rf"(?<![\w@./-])(?:[Tt]he\s)?{letters}(?![\w@/-]|\.\w)", re.IGNORECASE)
    found: list[str] = []
    for number, line in enumerate(lines):
        if number >= MOST_LINES:
            break
        found += [match[0] for match in form.finditer(line[:LONGEST_LINE]) if match[0] != match[0].lower()]
    if not found:
        return None
    # The fullest form: in several words rather than as the address has it.
    best = max(found, key=lambda name: (name[0].isupper(), " " in name, len(name)))
    return best[0].upper() + best[1:]


def without_outlet(title: str, outlet: str) -> str:
    """A title without the outlet's name that a site or a browser puts behind it."""
    name = outlet.removeprefix("The ")
    cut = re.search(rf"\s+[-|–—]\s+(?:The\s+)?{re.escape(name)}$", title, re.IGNORECASE)
    return title[: cut.start()] if cut and cut.start() >= SHORTEST_TITLE else title


def _label(url: str) -> str:
    """The word of an address that is the outlet's own ("theexample" in "www.theexample.co.uk")."""
    try:
        host = (urlsplit(url).hostname or "") if "//" in url else url.split("/")[0]
    except ValueError:
        return ""
    parts = [part for part in host.casefold().split(".") if part]
    while len(parts) > 2 and parts[0] in _BEFORE:
        parts.pop(0)
    if len(parts) > 2 and parts[-2] in _SECOND:
        parts = parts[:-1]
    return re.sub(r"[^a-z0-9]", "", parts[-2]) if len(parts) > 1 else ""
