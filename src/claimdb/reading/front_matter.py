"""The lines of keys and values that Markdown files begin with, between two lines of dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from .dates import find_date
from .lines import Line
from .publishers import is_address

MOST_LINES = 80
_FENCE = re.compile(r"-{3}|\+{3}")
_ENTRY = re.compile(r"(?P<key>[A-Za-z][\w .-]{0,30}?)\s*[:=]\s*(?P<value>.*)")
_ITEM = re.compile(r"-\s+(?P<value>\S.*)")
_MEANS: Mapping[str, str] = MappingProxyType(
    {
        "title": "title",
        "headline": "title",
        "author": "author",
        "authors": "author",
        "by": "author",
        "byline": "author",
        "date": "published",
        "published": "published",
        "publishdate": "published",
        "pubdate": "published",
        "publisher": "publisher",
        "publication": "publisher",
        "source": "publisher",
        "site": "publisher",
        "site name": "publisher",
        "sitename": "publisher",
        "website": "publisher",
        "url": "url",
        "link": "url",
        "permalink": "url",
        "canonical": "url",
        "lang": "language",
        "language": "language",
    }
)

_CREATORS = frozenset({"creator", "creators"})
_TURNED = re.compile(r"(?P<last>[A-Z][\w'’\- ]{1,40}), (?P<first>[A-Z][\w'’.\- ]{0,40})")
_FORUM = frozenset(
    "score points upvotes ups comments numcomments subreddit postedat hnid hnurl threadurl".split()
)
"""What a forum says of a post: there the author is whoever posted the address of somebody's article."""


def is_fence(line: Line) -> bool:
    return _FENCE.fullmatch(line.text) is not None


def front_matter(lines: Sequence[Line]) -> tuple[int, dict[str, str]]:
    """How many lines of front matter a text begins with, and what they say; 0 where it has none."""
    if not lines or not _FENCE.fullmatch(lines[0].text):
        return 0, {}
    fence = lines[0].text
    end = next((i for i, line in enumerate(lines[1:MOST_LINES], 1) if line.text in (fence, "...")), 0)
    entries = lines[1:end]
    if not entries or _ENTRY.fullmatch(entries[0].text[:500]) is None:
        return 0, {}
    says: dict[str, str] = {}
    keys: set[str] = set()
    for key, values in _entries(entries):
        keys.add(key)
        meaning = _MEANS.get(key)
        value = _value(meaning, values) if meaning else None
        if meaning == "publisher" and value and is_address(value):
            meaning = "url" if value.startswith("http") else None
        if meaning and value:
            says.setdefault(meaning, value)
    creators = [part for key, values in _entries(entries) if key in _CREATORS for part in _creators(values)]
    if len(creators) == 1:
        says.setdefault("author", creators[0])
    if "url" in says and not _FORUM.isdisjoint(keys):
        says.pop("author", None)
    return end + 1, says


def _entries(lines: Sequence[Line]) -> Iterator[tuple[str, list[str]]]:
    """The keys with their values, those of a list below its key."""
    key, values = "", list[str]()
    for line in lines:
        item = _ITEM.fullmatch(line.text)
        entry = None if item or line.indent > lines[0].indent else _ENTRY.fullmatch(line.text)
        if entry:
            if key:
                yield key, values
            key, values = entry["key"].casefold().replace("_", ""), [entry["value"]]
        elif item and key:
            values.append(item["value"])
    if key:
        yield key, values


def _value(meaning: str, values: Sequence[str]) -> str | None:
    words = [part for value in values for part in _parts(value, several=meaning == "author")]
    if meaning == "published":
        return find_date(words[0]) if words else None
    if meaning == "url" and words and not words[0].startswith("http"):
        return None
    return ", ".join(words) if words else None


def _creators(values: Sequence[str]) -> Iterator[str]:
    """The persons of a catalogue's entry ("Doe, Jane"), whom it lists beside the bodies they speak for.

    Where there are several, they took part in what the entry describes; who wrote it nobody knows.
    """
    for value in values:
        for part in _parts(value, several=False):
            turned = _TURNED.fullmatch(part)
            if turned:
                yield f"{turned['first']} {turned['last']}"


def _parts(value: str, *, several: bool) -> list[str]:
    """A value without its quotation marks; several where it is a list in brackets."""
    bare = value.strip()
    listed = several and bare.startswith("[") and bare.endswith("]")
    parts = bare[1:-1].split(",") if listed else [bare]
    return [part for each in parts if (part := each.strip().strip("\"'").strip("[] "))]
