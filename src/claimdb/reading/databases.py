"""What databases of newspapers print around the articles that they hand out (Nexis, Factiva)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimdb.model import Role

from .bylines import parse_byline
from .dates import find_date, is_date_line
from .lines import Line

MOST_ABOVE = 40
"""The length in words stands within so many lines of the article's beginning."""
LONGEST_LINE = 300
_LENGTH = re.compile(r"length\s*:\s*[\d,]{1,7}\s+words", re.IGNORECASE)
_FIELD = re.compile(
    r"(?P<key>section|length|byline|headline|highlight|dateline|edition|graphic|url|language|pub-subject|series|distribution)"
    r"\s*:\s*(?P<value>\S.*)?",
    re.IGNORECASE,
)
_BODY = re.compile(r"body\s*:?|BODY\s*:\s*\S.*", re.IGNORECASE)
_AFTER = re.compile(
    r"(?:load-date|publication-type|journal\s+code|classification|subject|industry|person|geographic|ticker|document-type)\s*:?\s.*"
    r"|(?:classification|graphic|end\s+of\s+document)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:copyright|©|\(c\))\s.*", re.IGNORECASE)
_WORDS = re.compile(r"[\d,]{1,7}\s+words")
_CODE = re.compile(r"[A-Z]{2,10}")
_LANGUAGE = re.compile(
    r"English|French|German|Spanish|Russian|Italian|Portuguese|Chinese|Arabic|Turkish|Japanese"
)
_DOCUMENT = re.compile(r"Document\s+[A-Z]{2,12}\w{10,30}")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """What stands around an article: the roles of those lines, and what they say."""

    roles: dict[int, Role]
    says: dict[str, str]


def wrapping(lines: Sequence[Line]) -> Wrapping | None:
    """The lines that a database put around the article, if it came from one."""
    short = {i: line.text for i, line in enumerate(lines) if len(line.text) <= LONGEST_LINE}
    for index in range(min(MOST_ABOVE, len(lines))):
        text = short.get(index, "")
        if _LENGTH.fullmatch(text):
            return _nexis(lines, short, index)
        if _WORDS.fullmatch(text) and _dated_below(short, index):
            return _factiva(lines, short, index)
    return None


def _dated_below(short: dict[int, str], index: int) -> bool:
    return any(is_date_line(short.get(below, "")) for below in (index + 1, index + 2))


def _nexis(lines: Sequence[Line], short: dict[int, str], length: int) -> Wrapping | None:
    body = next(
        (i for i in range(length, min(length + MOST_ABOVE, len(lines))) if _BODY.fullmatch(short.get(i, ""))),
        None,
    )
    if body is None:
        return None
    said = {
        match["key"].casefold(): (match["value"] or "").strip()
        for i in range(body)
        if (match := _FIELD.fullmatch(short.get(i, "")))
    }
    dated = next((i for i in range(length) if is_date_line(short.get(i, ""))), None)
    first = next(
        (
            i
            for i in range(length)
            if not re.fullmatch(r"\d+ of \d+ documents?", short.get(i, ""), re.IGNORECASE)
        ),
        0,
    )
    titled = None if "headline" in said else first
    says = {"title": said.get("headline") or lines[first].text}
    if dated is not None:
        says["published"] = find_date(lines[dated].text) or ""
        above = [i for i in range(first, dated) if i != titled and not _COPYRIGHT.fullmatch(short.get(i, ""))]
        says["publisher"] = re.sub(r"\s*\([^()]*\)$", "", lines[above[-1]].text) if above else ""
    if "byline" in said:
        says["author"] = _author(said["byline"])
    roles: dict[int, Role] = {i: "metadata" for i in range(body + 1) if i != titled}
    if titled is not None:
        roles[titled] = "title"
    _below(roles, short, range(body + 1, len(lines)))
    return Wrapping(roles, {key: value for key, value in says.items() if value})


def _factiva(lines: Sequence[Line], short: dict[int, str], words: int) -> Wrapping:
    date = next(i for i in (words + 1, words + 2) if is_date_line(short.get(i, "")))
    says = {"published": find_date(lines[date].text) or ""}
    end = date + 1
    if end in short and not _COPYRIGHT.fullmatch(short[end]):
        says["publisher"] = short[end]
        end += 1
    while end in short and (
        _CODE.fullmatch(short[end])
        or _LANGUAGE.fullmatch(short[end])
        or _COPYRIGHT.fullmatch(short[end])
        or short[end][:1].isdigit()
    ):
        end += 1
    by = next((i for i in range(words) if parse_byline(short.get(i, ""))), words)
    if by < words:
        says["author"] = parse_byline(short[by]) or ""
    roles: dict[int, Role] = dict.fromkeys(range(end), "metadata")
    if by:
        roles[by - 1] = "title"
        says["title"] = lines[by - 1].text
    for index in range(end, len(lines)):
        if _DOCUMENT.fullmatch(short.get(index, "")):
            roles[index] = "boilerplate"
    return Wrapping(roles, {key: value for key, value in says.items() if value})


def _author(value: str) -> str:
    return parse_byline(value) or parse_byline(f"By {value}") or value


def _below(roles: dict[int, Role], short: dict[int, str], rest: range) -> None:
    """Set the lines beneath the article aside, from the first of the database's own to the end."""
    begun = False
    for index in rest:
        begun = begun or _AFTER.fullmatch(short.get(index, "")) is not None
        if begun:
            roles[index] = "boilerplate"
