"""Who wrote it, where and when: bylines, datelines and header fields, and what they say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from .casing import named_case
from .dates import MONTH, WEEKDAY, find_date, is_date_line
from .publishers import address_in
from .words import NO_PERSON, PARTICLES

LONGEST_BYLINE = 160
_GLUED_LINK = re.compile(r"(?<!!)(\[[^\[\]]{1,100}\]\([^()\s]{0,500}\))(?=[A-Z\d])")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
_BYLINE = re.compile(
    r"(?P<lead>(?:written|reported|posted|published|compiled|story|reporting|text|words|report|interview)\s+by"
    r"|by|authors?\s*:)\s*:?\s+(?P<rest>\S.*)",
    re.IGNORECASE,
)
_BYLINE_END = re.compile(
    rf"\s*(?:\||•|·|—|–|\s-\s|\(|\s+on\s+(?={MONTH}|{WEEKDAY}|\d)|,?\s+(?=(?:{WEEKDAY}\s+)?{MONTH}\s+\d)|,?\s+(?=\d)"
    r"|[,;]?\s+(?:and\s+)?(?:photo\w*|pictures|editing|edited|graphics|illustrat\w+|video|translat\w+)\s+by\b)",
    re.IGNORECASE,
)
_BEHIND_NAME = re.compile(r"\s+(?:for|at|in|of)\s+(?=[A-Z]).*|\s+(?:at|of)\s+the\s.*")
"""Where or for whom an author wrote ("By Jane Doe in Northport")."""
_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s+[—–-]\s+|,\s+(?=(?:\w{3,9}\.?\s+)?\d|\w{3,9}day\b)")
_NAME_THEN_DATE = re.compile(
    rf"\s+(?=(?:{WEEKDAY}\s+)?(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}\s+{MONTH}\s+\d{{4}}))"
)
_STAMPED_BY = re.compile(r"(?P<date>\S.{5,60}?)\s+[Bb]y:?\s+(?P<name>[A-Z]\S.{1,50})")
_BARS = re.compile(r"[|•·]")
_BY = re.compile(r"[Bb]y\s")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+|\d+\s+min(?:ute)?s?\s+read", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s+with\s+(?=[A-Z])")
_JOBS = (
    r"(?:correspondent|editor|reporter|writer|columnist|journalist|contributor|producer|staff|bureau\s+chief|presenter|critic"
    r"|photographer|freelancer|blogger|commentator|broadcaster|analyst)s?"
)
_ROLE = re.compile(
    rf"\b(?:{_JOBS}|head\s+of|fellow|professor|lecturer|director|author|researcher|historian|economist|founder|desk|newsroom"
    r"|agencies|agency|wires?|wire\s+services|special\s+to|ph\.?d|m\.?d|m\.?p|esq|team|bureau|service)\b\.?",
    re.IGNORECASE,
)
"""What follows the name of an author and is none ("By Jane Doe, Science Editor")."""
_OCCASION = re.compile(
    r"\b(?:Presser|Briefing|Conference|Dept|Department|Remarks|Transcripts?|Interview|Debate|Hearing|Speech|Statement"
    r"|Session|Meeting|Podcast|Episode|Show|Report|Committee|Room|Hall|House|Hansard|Call)\b"
)
_ADDRESSED = re.compile(r"(?:MR|MRS|MS)\.?\s", re.IGNORECASE)
_NAME_AND_JOB = re.compile(
    rf"(?P<name>[A-Z][\w.'’-]+(?:\s(?:de|van|von|der|[A-Z]\.))*\s[A-Z][\w'’-]+)\s(?P<job>(?:[A-Z][\w&-]*\s)?(?:[a-z][\w-]*\s){{0,3}}{_JOBS})"
)
"""A name with the trade right behind it ("Jane Doe Science correspondent")."""
_NO_NAME = re.compile(
    rf"(?:{WEEKDAY}|{MONTH}|\d.*|Now|Then|Contrast|Comparison|Far|The|Any|All|No|Its?)\b", re.IGNORECASE
)

# A place in capitals or with small letters, up to three words a part: "PARIS", "Mexico City, Mexico".
_CAPITALS = r"[A-Z][A-Z.'’\-]+(?:[ ,/]{1,2}[A-Z][A-Z.'’\-]*){0,4}(?:,\s[A-Z][\w.]{1,14})?"
_PLACE = r"[A-Z][\w.'’\-]{1,20}(?:,?\s[A-Z][\w.'’\-]{0,20}){0,4}"
_DAY = rf"(?:{WEEKDAY}\s+)?(?:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})(?:,?\s+\d{{4}})?"
_AGENCY = r"(?P<agency>[A-Z][\w.&'’ \-]{1,40})"
_DASH = r"\s*(?:--?|[—–_])\s*"
_DATELINES = (
    # PARIS, May 6. /Agency/.    Paris, May 6 /Agency/ -
    re.compile(rf"(?:{_CAPITALS}|{_PLACE}),?\s+{_DAY}[.,]?\s*/{_AGENCY}/\.?(?:{_DASH})?\s*"),
    # PARIS, May 6 (Agency) -    PARIS (Agency) —    Paris (Agency) -
    re.compile(rf"(?:{_CAPITALS}|{_PLACE})(?:,?\s+{_DAY})?[.,]?\s*\({_AGENCY}\)(?:{_DASH}|\.\s+|:\s+)"),
    # (Agency) -
    re.compile(rf"[(\[](?P<agency>[A-Za-z][\w.&'’ \-]{{1,40}})[)\]](?:{_DASH})(?=\S)"),
    # PARIS, May 6 —             PARIS —            PARIS—
    re.compile(rf"{_CAPITALS}(?:,?\s+{_DAY})?[.,]?(?:\s+--?\s+|\s*(?:--|[—–])\s*)"),
    # Paris, France –
    re.compile(
        r"[A-Z][\w.'’\-]{2,20}(?:\s[A-Z][\w.'’\-]+){0,2},\s[A-Z][\w.'’\-]+(?:\s[A-Z][\w.'’\-]+)?\s[–—]\s+"
    ),
    # Paris, May 6 —
    re.compile(rf"{_PLACE},?\s+{_DAY}[.,]?(?:\s+--?\s+|\s*(?:--|[—–])\s*)"),
)
_BYLINE_OUTLET = re.compile(
    r"^(?:[Bb]y|BY)\s[^,|]{3,60}(?:,|\s\||\s(?:for|of))\s(?P<outlet>The\s[A-Z][\w'’.&-]+(?:\s[A-Z][\w'’.&-]+){0,3})"
)
_COPYRIGHT = re.compile(
    r"(?:(?:Copyright|©|\([Cc]\))\s*)+(?:\d{4}(?:\s*[-–]\s*\d{4})?)?\s*(?:by\s+)?(?P<holder>[A-Z][^.|,;©\n]{2,60}?)"
    r"(?:\s*[.|,;]|\s+All\s+[Rr]ights|$)"
)
_RIGHTS = re.compile(r"©|\(c\)|\bcopyright\b|\ball\s+rights\s+reserved\b", re.IGNORECASE)
_OUTLET = re.compile(
    r"(?:The\s\S.*|(?:Radio|Channel|TV|Television)\s\S.*|.*\b(?:Post|Times|News|Journal|Herald|Tribune|Press|Radio|Standard|Telegraph|Today|Review|Gazette"
    r"|Magazine|Monitor|Observer|Chronicle|Globe|Daily|Agency|TV|Online|Media|Network))"
)
_RUN_TOGETHER = re.compile(r"\.(?:com|org|net)[a-z]")
_FIELD = re.compile(
    r"(?P<key>title|headline|author|byline|date|published|publication date|publisher|source|outlet|url|link"
    r"|section|language|(?:clipped|saved|retrieved|captured)\s+from)\s{0,3}:\s{0,9}(?P<value>\S.*)",
    re.IGNORECASE,
)
_FIELD_MEANS = MappingProxyType(
    {
        "title": "title",
        "headline": "title",
        "author": "author",
        "byline": "author",
        "date": "published",
        "published": "published",
        "publication date": "published",
        "publisher": "publisher",
        "source": "publisher",
        "outlet": "publisher",
        "url": "url",
        "link": "url",
        "clipped from": "url",
        "saved from": "url",
        "captured from": "url",
        "retrieved from": "url",
    }
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of a report that says where, when and by which agency; ``end`` is its length."""

    end: int
    text: str
    agency: str | None


def without_links(text: str) -> str:
    """The text with Markdown links replaced by their words."""
    return _LINK.sub(r"\1", _GLUED_LINK.sub(r"\1 ", text))


def is_name(text: str) -> bool:
    """True for one to five words that are written as the words of a name are."""
    words = text.split()
    if not 1 <= len(words) <= 5 or len(text) > 60 or ":" in text or _NO_NAME.match(text):
        return False
    return all(
        (word[0].isupper() or word.casefold() in PARTICLES) and not any(c.isdigit() for c in word)
        for word in words
    ) and any(c.isalpha() for c in text)


def is_person(text: str) -> bool:
    """True for two to four words that are written as a name and name no office, place or outlet."""
    return (
        2 <= len(text.split()) <= 4
        and is_name(text)
        and NO_PERSON.search(text) is None
        and not is_outlet(text)
    )


def _is_occasion(text: str) -> bool:
    return (_OCCASION.search(text) or NO_PERSON.search(text)) is not None


def is_outlet(text: str) -> bool:
    """True for what may be the name of a newspaper, a site or a station."""
    return (
        _OUTLET.fullmatch(text) is not None
        and is_name(text.removeprefix("The "))
        and len(text.split()) > 1
        and _RUN_TOGETHER.search(text) is None
    )


def parse_byline(text: str) -> str | None:
    """The author or authors that a byline names, or ``None`` if the text is no byline."""
    if len(text) > LONGEST_BYLINE:
        return None
    plain = without_links(text).strip(" *_")
    match = _BYLINE.fullmatch(plain)
    if match is None:
        return _signature(plain)
    rest = match["rest"]
    if rest.endswith(":"):
        return None  # who asks the questions beneath it
    end = _BYLINE_END.search(rest)
    names = [name for name in _BETWEEN_NAMES.split(rest[: end.start()] if end else rest) if name]
    persons = _persons(names)
    if not persons:
        return None
    if _ADDRESSED.match(persons[0]):
        return None  # who asks, in a list of what a record holds
    if end is None and rest.endswith((".", "!", "?")) and len(names) < 2:
        return None
    return " and ".join(persons) if len(persons) == 2 else ", ".join(persons)


def _persons(names: Sequence[str]) -> list[str] | None:
    """The people among the parts of a byline, without trades, outlets and places; ``None`` if it is none."""
    persons: list[str] = []
    for name in names:
        employed = _NAME_AND_JOB.fullmatch(name)
        bare = employed["name"] if employed else _BEHIND_NAME.sub("", name).strip()
        beside = name.startswith("The ") or " " not in bare or is_outlet(bare)
        if persons and (beside or (employed is None and _ROLE.search(name))):
            continue
        if not (is_name(bare) or bare.isupper()):
            return None
        persons.append(named_case(bare) if bare.isupper() and " " in bare else bare)
    return persons


def signed(text: str) -> str:
    """The author or authors whom a line of names gives, without their trades ("Jane Doe, Science Editor")."""
    plain = without_links(text)
    return parse_byline(f"By {plain}") or plain


def byline_outlet(text: str) -> str | None:
    """The outlet that a byline names behind the author ("By Jane Doe, The Example")."""
    match = _BYLINE_OUTLET.search(without_links(text).strip(" *_"))
    return match["outlet"].strip() if match else None


def dated_outlet(text: str) -> str | None:
    """The outlet in a line of its name and a date ("Radio Example, May 6, 2024")."""
    cut = _SEPARATOR.search(text) if len(text) <= LONGEST_BYLINE else None
    if cut is None or not is_outlet(text[: cut.start()]):
        return None
    return text[: cut.start()] if is_date_line(text[cut.end() :].strip()) else None


def copyright_holder(text: str) -> str | None:
    """Whose the copyright is ("© 2024 The Example. All rights reserved.")."""
    match = _COPYRIGHT.match(text) if len(text) <= 400 else None
    holder = match["holder"].strip(" ,") if match else ""
    return holder if holder and is_name(holder.removeprefix("The ")) else None


def is_copyright(text: str) -> bool:
    """True for a line that says whose the rights are, with or without a year."""
    return _RIGHTS.search(text) is not None


def _signature(text: str) -> str | None:
    """The name in a line of a name and a date, or a name, an outlet and a date ("Jane Doe | May 6, 2024")."""
    parts = [part.strip() for part in _BARS.split(text)]
    by = [part for part in parts if _BY.match(part)]
    if (
        len(parts) > 1
        and len(by) == 1
        and all(part in by or is_date_line(part) or _HOST.fullmatch(part) for part in parts)
    ):
        return parse_byline(by[0])
    stamped = _STAMPED_BY.fullmatch(text)
    if stamped and is_name(stamped["name"]) and is_date_line(stamped["date"]):
        return stamped["name"]
    cuts = [cut for form in (_SEPARATOR, _NAME_THEN_DATE) if (cut := form.search(text))]
    if not cuts:
        return None
    cut = min(cuts, key=lambda each: each.start())
    shown, rest = text[: cut.start()], text[cut.end() :]
    if shown.isupper() or len(shown.split()) > 8 or is_outlet(shown) or _is_occasion(shown):
        return None
    named = all(is_name(name) and len(name.split()) > 1 for name in _BETWEEN_NAMES.split(shown))
    return shown if named and any(is_date_line(part.strip()) for part in _BARS.split(rest)) else None


def find_dateline(text: str) -> Dateline | None:
    """The dateline that a paragraph opens with, if it does and something follows it."""
    head = text[:160]
    for form in _DATELINES:
        match = form.match(head)
        if match and match.end() < len(text) and not text[match.end()].islower():
            shown = match[0].rstrip()
            return Dateline(len(shown), shown, match.groupdict().get("agency"))
    return None


def parse_field(text: str) -> Mapping[str, str] | None:
    """What a header field says ("Author: Jane Doe"), or ``None`` if the text is none."""
    match = _FIELD.fullmatch(text) if len(text) <= 400 else None
    if match is None:
        return None
    meaning = _FIELD_MEANS.get(match["key"].casefold())
    value: str | None = match["value"].strip()
    if meaning in ("publisher", "url") and (address := address_in(match["value"])):
        meaning, value = "url", address
    if meaning == "published":
        value = find_date(match["value"])
    elif meaning == "author" and value and not value.endswith(("Jr.", "Sr.")):
        value = without_links(value.replace("[[", "").replace("]]", "")).rstrip(".")
    return {meaning: value} if meaning and value else {}
