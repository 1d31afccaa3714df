"""What databases of newspapers print around the articles that they hand out (Nexis, Factiva, ProQuest)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

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
_MARK = re.compile(
    r"(?P<begins>(?:document\s+)?\d+\s+of\s+\d+(?:\s+documents?)?)|_{10,}|end\s+of\s+document|Document\s+[A-Z]{2,12}\w{10,30}",
    re.IGNORECASE,
)
"""The lines that databases print between articles."""
LONGEST_MARK = 120
_LEAD = re.compile(r"(?P<lead>Full\s+text\s*:)\s*", re.IGNORECASE)
_PROQUEST = re.compile(r"ProQuest\s+document\s+(?:ID|link)\b", re.IGNORECASE)
_PROQUEST_FIELD = re.compile(
    r"(?P<key>title|author|publication\s+info|publication\s+title|publication\s+date|publication\s+year|publication\s+subject|abstract|subject"
    r"|location|people|company\s*/\s*organi[sz]ation|identifier\s*/\s*keyword|business\s+indexing\s+term|pages|number\s+of\s+pages|first\s+page|place\s+of\s+publication"
    r"|country\s+of\s+publication|publisher|issn|source\s+type|language\s+of\s+publication|document\s+type|document\s+url"
    r"|proquest\s+document\s+(?:id|link)|copyright|last\s+updated|database|section|dateline|column|links)\s*:\s*(?P<value>.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wrapping:
    """What stands around an article: the roles of those lines, and what they say."""

    roles: dict[int, Role]
    says: dict[str, str]
    articles: int = 1


def wrapping(lines: Sequence[Line]) -> Wrapping | None:
    """The lines that a database put around the article, or around each of several, if it is a database's."""
    parts = _parts(lines)
    if len(parts) < 2:
        return _one(lines)
    found = [(part, inner) for part in parts if (inner := _one(lines[part.start : part.stop])) is not None]
    if len(found) < 2:
        return _one(lines)
    roles: dict[int, Role] = {
        i: "boilerplate" for i, line in enumerate(lines) if _MARK.fullmatch(line.text[:LONGEST_LINE])
    }
    for part, inner in found:
        for index, role in inner.roles.items():
            # Each headline heads what stands beneath it; none is the title of the file.
            heads = role == "title" or lines[part.start + index].text == inner.says.get("title")
            roles[part.start + index] = "heading" if heads else role
    says = [inner.says for _, inner in found]
    shared = {key: value for key, value in says[0].items() if all(each.get(key) == value for each in says)}
    return Wrapping(roles, shared, len(found))


def _parts(lines: Sequence[Line]) -> list[range]:
    """The stretches between the lines with which databases end or begin their articles."""
    starts = {0}
    for index, line in enumerate(lines):
        match = _MARK.fullmatch(line.text) if len(line.text) <= LONGEST_MARK else None
        if match:
            starts.add(index if match["begins"] else index + 1)
    bounds = [*sorted(starts), len(lines)]
    return [range(start, end) for start, end in pairwise(bounds) if end > start]


def without_lead(lines: Sequence[Line]) -> list[Line]:
    """The lines with ProQuest's "Full text:" cut off from the words behind it, as a line of its own."""
    if not any(_PROQUEST.match(line.text) for line in lines):
        return list(lines)
    kept: list[Line] = []
    for line in lines:
        match = _LEAD.match(line.text)
        if match is None or match.end() == len(line.text):
            kept.append(line)
            continue
        middle = line.start + match.end()
        kept.append(Line(line.start, line.start + match.end("lead"), match["lead"], line.gap, line.indent))
        kept.append(Line(middle, line.end, line.text[match.end() :], 1, line.indent))
    return kept


def _one(lines: Sequence[Line]) -> Wrapping | None:
    """What stands around one article."""
    short = {i: line.text for i, line in enumerate(lines) if len(line.text) <= LONGEST_LINE}
    for index in range(min(MOST_ABOVE, len(lines))):
        text = short.get(index, "")
        if _LENGTH.fullmatch(text):
            return _nexis(lines, short, index)
        if _WORDS.fullmatch(text) and _dated_below(short, index):
            return _factiva(lines, short, index)
    return _proquest(lines, short)


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


def _proquest(lines: Sequence[Line], short: dict[int, str]) -> Wrapping | None:
    """ProQuest prints fields above "Full text:" and the same and more below the article."""
    if not any(_PROQUEST.match(text) for text in short.values()):
        return None
    lead = next((i for i, text in short.items() if _LEAD.fullmatch(text)), None)
    if lead is None:
        return None
    fields = {i: match for i, text in short.items() if (match := _PROQUEST_FIELD.match(text))}
    end = next((i for i in sorted(fields) if i > lead), len(lines))
    said: dict[str, str] = {}
    for match in fields.values():
        said.setdefault(match["key"].casefold(), (match["value"] or "").strip())
    title = said.get("title") or next(
        (lines[i].text for i in range(lead) if not _MARK.fullmatch(short.get(i, ""))), ""
    )
    says = {
        "title": title,
        "author": _turned(said.get("author", "")),
        "published": find_date(said.get("publication date", "")) or "",
        "publisher": re.split(r"\s*[;(]", said.get("publication title", ""))[0],
        "url": said.get("document url", ""),
    }
    roles: dict[int, Role] = dict.fromkeys(range(lead + 1), "metadata")
    roles.update(dict.fromkeys(range(end, len(lines)), "boilerplate"))
    for index in range(lead):
        if lines[index].text == title:
            roles[index] = "title"
    return Wrapping(roles, {key: value for key, value in says.items() if value})


def _turned(value: str) -> str:
    """Authors of whom the surname stands first ("Doe, Jane; Brown, Tom.")."""
    names = [
        " ".join(reversed(re.split(r",\s*", name, maxsplit=1)))
        for name in re.split(r"\s*;\s*", value.rstrip(" ."))
    ]
    return " and ".join(names) if len(names) == 2 else ", ".join(names)


def _author(value: str) -> str:
    return parse_byline(value) or parse_byline(f"By {value}") or value


def _below(roles: dict[int, Role], short: dict[int, str], rest: range) -> None:
    """Set the lines beneath the article aside, from the first of the database's own to the end."""
    begun = False
    for index in rest:
        begun = begun or _AFTER.fullmatch(short.get(index, "")) is not None
        if begun:
            roles[index] = "boilerplate"
