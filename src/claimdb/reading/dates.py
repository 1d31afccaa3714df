"""Dates as newspapers print them, to ISO 8601; a day without a year gives nothing."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTH_NUMBER = {_MONTHS[i * 4 : i * 4 + 3]: i + 1 for i in range(12)}
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May\.?|June?|Jun\.|July?|Jul\.|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
"""A pattern for the name of a month."""
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?"
_YEAR_END = r"(?:\b|(?=\d{1,2}:\d{2}))"
"""The hour may be printed right behind the year ("May 6, 20242:15 PM")."""

_FORMS = (
    re.compile(
        rf"\b(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_YEAR_END}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{MONTH}),?\s+(?P<year>\d{{4}}){_YEAR_END}",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?=\b|T\d)"),
    re.compile(r"\b(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4})\b"),
    re.compile(rf"\b(?P<month>{MONTH})\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
)
_DAY_OF_MONTH = re.compile(
    rf"\b(?:(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})|(?P<day_before>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month_after>{MONTH}))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d-])(?:19|20)\d{2}(?!\d)")
_SLASHED = re.compile(r"\b(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<year>\d{4})\b")
_AMERICAN = re.compile(r"\b(?:[AP]M|[ECMP][SD]?T|[ap]\.m\.)(?!\w)")
_BRITISH = re.compile(r"\b(?:BST|GMT|CES?T|IST)\b")
_TIME = (
    r"(?:,?\s*(?:at\s+)?(?:\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\b\.?)"
    r"(?:\s*\(?[A-Z]{2,4}(?:[+-]\d+)?\)?)?)?"
)
# "… Updated 3 hours ago", "… • 12:44", and the rest of an ISO time.
_AFTER = (
    r"(?:T\d{2}:\d{2}\S{0,15}|\s*[|•·∙]\s*.{1,40}|\s+[–—-]\s+(?:\d.{1,40}|(?:see|show)\s+all\s+updates)|\s+\+\s+show\s+all\s+updates|\s+(?:GMT|UTC)[+-]\d{1,2})?"
    r"(?:\s*(?:first\s+published|(?:last\s+)?(?:updated|modified)):?\s.{1,50})?"
)
_DATE_LINE = re.compile(
    rf"(?:[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+)?,\s(?=\d|{WEEKDAY}|{MONTH}))?(?:(?:last\s+)?(?:published|updated|posted|modified|date)(?:\s+(?:on|at))?\s*:?\s*)?(?:{WEEKDAY}\s+)?"
    rf"(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?\s+\d{{4}}"
    rf"|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|{MONTH}\s+\d{{4}})(?:,?\s+{WEEKDAY})?{_TIME}\.?{_AFTER}",
    re.IGNORECASE,
)

_DAY_AND_TIME = re.compile(
    rf"(?:{WEEKDAY}\s+)?(?:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})(?:,?\s+(?:at\s+)?\d{{1,2}}[:.]\d{{2}}\s*(?:[ap]\.?m\.?)?.{{0,12}})",
    re.IGNORECASE,
)
_STAMPED = re.compile(r"(?:(?:first|last)\s+)?(?:published|updated|posted|modified)\b", re.IGNORECASE)
_UPDATE = re.compile(r"(?:last\s+)?(?:updated|modified)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[a-z]{3,}\s+[a-z]{2,}\s+[a-z]{2,}")
LONGEST_DATE_LINE = 80


def find_date(text: str) -> str | None:
    """The first date that the text shows with its year, as ISO 8601 (``2024-02-12``, ``2024-02``)."""
    slashed = _SLASHED.search(text[:500])
    if slashed:
        return _from_slashes(slashed, text[:500])
    for form in _FORMS:
        for match in form.finditer(text[:500]):
            found = _iso(match.groupdict())
            if found:
                return found
    return None


def find_day(text: str, year: int) -> str | None:
    """The first day and month that the text shows, as a day of ``year``; none where it shows a year too."""
    if find_date(text):
        return None
    match = _DAY_OF_MONTH.search(text[:500])
    if match is None:
        return None
    parts = match.groupdict()
    month, day = parts["month"] or parts["month_after"], parts["day"] or parts["day_before"]
    return _iso({"month": month, "day": day, "year": str(year)})


def years(text: str) -> set[int]:
    """The years that a line names, as a line on rights or a date does."""
    return {int(match[0]) for match in _YEAR.finditer(text[:500])}


def _from_slashes(match: re.Match[str], text: str) -> str | None:
    """``05/13/2024`` and ``13/05/2024`` are plain; of others the clock of a country tells the order."""
    one, two, year = match["one"], match["two"], match["year"]
    if int(two) > 12 or (int(one) <= 12 and _AMERICAN.search(text)):
        return _iso({"number": one, "day": two, "year": year})
    return _iso({"number": two, "day": one, "year": year}) if int(one) > 12 or _BRITISH.search(text) else None


def is_date_line(text: str) -> bool:
    """True if the text is a date and nothing else ("Published: Monday, May 6, 2024, 10:15 a.m.")."""
    if len(text) > LONGEST_DATE_LINE:
        return False
    if _DATE_LINE.fullmatch(text) or _DAY_AND_TIME.fullmatch(text):
        return True
    return _STAMPED.match(text) is not None and find_date(text) is not None and not _SENTENCE.search(text)


def is_update(text: str) -> bool:
    """True if a date line says when the document was changed, not when it was published."""
    return _UPDATE.match(text) is not None


def _iso(parts: dict[str, str | None]) -> str | None:
    month = parts.get("month")
    number = _MONTH_NUMBER[month[:3].casefold()] if month else int(parts.get("number") or 0)
    year, day = int(parts["year"] or 0), parts.get("day")
    if not _exists(year, number, int(day or 1)):
        return None
    return f"{year:04d}-{number:02d}-{int(day):02d}" if day else f"{year:04d}-{number:02d}"


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return dt.date(year, month, day).year >= 1000
    except ValueError:
        return False
