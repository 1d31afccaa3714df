"""The layouts of turn labels: every way to print who speaks, as a pattern.

To add one, write a pattern with a group ``name`` (and the groups ``time`` and ``until`` if the layout
prints them) and append a ``Layout``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    name: str
    pattern: re.Pattern[str]
    alone: bool = False
    """True if the label has a line of its own and no mark: then only its recurrence tells it."""
    below: re.Pattern[str] | None = None
    """What must open the line below the name's own, if the label goes on there."""
    closing: re.Pattern[str] | None = None
    """What must stand on the last line of the label: the one below the name, or the one after that."""
    sure: bool = False
    """True if hardly anything but a transcript looks like it, however seldom each name comes."""


_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\b\.?)?"
_TIME = (
    rf"(?P<time>{_CLOCK})(?:[.,]\d{{1,3}})?(?:\s*(?:-->|[-–—]|to)\s*(?P<until>{_CLOCK})(?:[.,]\d{{1,3}})?)?"
)
_BOLD = r"(?:\*\*|__)"
_NAME = r"(?P<name>[^\[\]():*]{1,60}?)"
_TITLE = r"§?\s?(?:(?:Mr|Mrs|Ms|Dr|Hon|Rt|St|Lieut|Capt|Col|Gen|Sen|Rep)\.\s){0,2}"
_HELD = r"(?P<name>[^\[\]():*]{1,60}?(?:\s\([^()\d][^()]{0,60}\))?)"
_LINKED = r"(?:\([^()\s]{1,300}\))?"
_SHARE = r"(?i:share\s+this\s+contribution)"
LAYOUTS = (
    Layout(
        "name above a button",  # Jane Doe, and below: (Northport) (Lab), and below: Share this contribution
        re.compile(r"(?P<name>[^:*\[\]\"“”.;!?]{2,100})$"),
        below=re.compile(rf"(?:(?:\([A-Z][^()]{{1,50}}\)\s*){{1,2}}|{_SHARE})$"),
        closing=re.compile(_SHARE),
    ),
    Layout(
        "name, then time",  # Jane Doe [00:01:02]
        re.compile(rf"{_BOLD}?{_HELD}\s*+:?\s*+{_BOLD}?\s*+[\[(]{_TIME}[\])]\s*:?{_BOLD}?(?:\s+|$)"),
    ),
    Layout(
        "time, then from whom",  # 09:01:12 From Jane Doe to Everyone: …
        re.compile(
            rf"[\[(]?{_TIME}[\])]?\s*[-–—]?\s*From\s+{_NAME}(?:\s+to\s+[^:]{{1,60}}?)?\s*:(?:\s+|$)",
            re.IGNORECASE,
        ),
    ),
    Layout(
        "time, then name",  # [00:01:02] Jane Doe: …
        re.compile(rf"[\[(]?{_TIME}[\])]?\s*[-–—]?\s*{_BOLD}?{_NAME}\s*{_BOLD}?:{_BOLD}?(?:\s+|$)"),
    ),
    Layout("name and bare time", re.compile(rf"{_NAME}\s*(?:\s|[|•·,])\s*{_TIME}$")),  # Jane Doe 1:02
    Layout("bare time and name", re.compile(rf"[\[(]?{_TIME}[\])]?\s*[-–—]?\s*{_NAME}$")),  # 1:02 Jane Doe
    Layout(
        "name above time",  # Jane Doe, and below: (00:01:02)
        re.compile(r"(?P<name>[^:*\[\]\"“”.;!?]{2,40})$"),
        below=re.compile(rf"(?:\[?[\[(]{_TIME}[\])]\]?{_LINKED}|(?P<bare>{_CLOCK})$)\s*:?(?:\s+|$)"),
    ),
    Layout(
        "time above name",  # 00:01:02, and below: Jane Doe
        re.compile(rf"[\[(]?{_TIME}[\])]?$"),
        below=re.compile(r"(?P<name>[^:*\[\]\"“”.;!?\d]{2,40}):?$"),
    ),
    Layout(
        "name above role",  # Jane Doe, and below: (Northport) (Lab)
        re.compile(r"(?P<name>[^:*\[\]\"“”.;!?,]{2,40})$"),
        below=re.compile(r"(?:\([A-Z][^()]{1,50}\)\s*){1,2}$"),
    ),
    Layout(
        "bold name",  # **Jane Doe:** …     **Jane Doe: …?**     **[Jane Doe](https://…):** …
        re.compile(
            rf"(?:{_BOLD}\[?|\[){_BOLD}?(?P<name>[^*_:\[\]]{{1,60}}?)(?:\s*(?::\s?{_BOLD}|{_BOLD}\s?:)"
            rf"|(?<=\w):(?=\s+[^*_\s])"
            rf"|{_BOLD}?\]\([^()\s]{{1,120}}\)\s*(?::\s?{_BOLD}|{_BOLD}\s?:|:))(?:\s+|$)"
        ),
    ),
    Layout(
        "name and colon",  # JANE DOE (host): …
        re.compile(r"(?P<name>[^:*\[\]\"“”]{1,140}?)\s?(?:\[[^\[\]:]{1,40}\]\s?)?:(?:\s+|$)"),
    ),
    Layout(
        "name in brackets",  # [Jane Doe]: …     [SPEAKER_03] …
        re.compile(
            r"\[(?:(?P<name>[^\[\]:]{1,60})\]\s?:|(?P<voice>(?i:speaker|spk)[ _]?\d{1,3})\]:?)(?:\s+|$)"
        ),
    ),
    Layout(
        "question and answer",  # Q. …    Q    …
        re.compile(
            r"(?P<name>Q|A)(?:\s?\d{1,3}(?=[.:]\s))?(?:[.:]\s+|[.:]$|(?:\s{2,}|\t)(?=\S))|Q\s(?=[A-Z])"
        ),
    ),
    Layout(
        "name, full stop and dash",  # Jane Doe, rapporteur. – …     Jane Doe (Group). – …
        re.compile(
            r"(?P<name>[^.:;!?,()\[\]\"“”*]{2,60}?)(?:\s?\([^()]{1,40}\)|,\s[^.:]{2,100})?\.\s[–—-]\s(?=\(?[A-Z“\"‘])"
        ),
        sure=True,
    ),
    Layout(
        "title, name and full stop",  # Senator Doe. …
        re.compile(
            r"(?P<name>(?:(?:The|Mr|Mrs|Ms|Dr|Hon|Senator|Representative|Chairman|Chairwoman|Secretary|General"
            r"|Admiral|Ambassador|Judge|Justice|Governor|Mayor|Commissioner|Director|Professor)\.?\s)"
            r"[A-Z][\w'’\-]+(?:\s(?:[A-Z][\w'’\-]+|of\s[A-Z]\w+|pro\stempore))?(?:\s\([A-Z][^()]{2,40}\))?)\.\s+(?=[\"“‘(\[]?[A-Z])"
        ),
    ),
    Layout(
        "name and role alone",  # Jane Doe (Northport) (Lab)     The Minister for Fisheries (Jane Doe)
        re.compile(rf"(?P<name>{_TITLE}[^:*\[\]\"“”.;!?()]{{2,80}}(?:\s\([A-Z][^()]{{1,60}}\)){{1,2}})$"),
        alone=True,
    ),
    Layout(
        "name, dash and role alone",  # Jane Doe -- Chief Executive Officer
        re.compile(r"(?P<name>[^:*\[\]\"“”.;!?,()–—]{2,40}?)\s+(?:--|[—–-])\s+[A-Z][^.?!:\"“”]{2,110}$"),
        alone=True,
    ),
    Layout(
        "name alone",
        re.compile(rf"(?P<name>{_TITLE}[^:*\[\]\"“”.,;!?]{{2,40}})$"),
        alone=True,
    ),
)
COLON = next(layout for layout in LAYOUTS if layout.name == "name and colon")
TIMED = next(layout for layout in LAYOUTS if layout.name == "name, then time")
WITH_ROLE = next(layout for layout in LAYOUTS if layout.name == "name and role alone")
DASHED = next(layout for layout in LAYOUTS if layout.name == "name, dash and role alone")
ALONE = next(layout for layout in LAYOUTS if layout.name == "name alone")
STOPPED = next(layout for layout in LAYOUTS if layout.name == "title, name and full stop")
