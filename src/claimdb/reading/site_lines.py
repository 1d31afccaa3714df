"""The lines that a site, a newsletter or a service prints around an article, told by their words."""

from __future__ import annotations

import re
from typing import Literal

from .lines import ends_sentence
from .words import BUTTONS, NAVIGATION, SECTIONS

LONGEST = 220
LONGEST_CAPTION = 700
FEWEST_PARTS = 4
MOST_PART_WORDS = 3
KNOWN = BUTTONS | NAVIGATION | SECTIONS
FEWEST_BUTTONS = 2
BUTTONS_SHARE = 0.5

_SURE = re.compile(
    r"""
    (?:jump|skip)\s+to\s+(?:main\s+)?(?:navigation|search|content|comments?)
    |(?:view|open|read)\s+(?:(?:this|the)\s+)?(?:e-?mail|newsletter|post|article)?\s*(?:in|on)\s+(?:(?:your|the|a)\s+)?(?:web\s+)?
        (?:browser|app|web|website)\.?
    |was\s+this\s+(?:e-?mail|newsletter)\s+forwarded\b.*
    |you(?:['’]re|\s+are)?\s+receiv\w+\s+this\s+(?:e-?mail|newsletter|message)\b.*
    |unsubscribe(?:\s*[|∙·•].*|\s+(?:from|here|at)\b.*)?
    |cookies\s+on\s+\S{1,40}(?:\s\S{1,20})?
    |(?:is|was)\s+this\s+(?:page|article)\s+(?:useful|helpful)\s*\?
    |(?:yes|no),?\s+this\s+page\s+is\s+(?:not\s+)?(?:useful|helpful)
    |report\s+a\s+problem\s+with\s+this\s+page
    |updates\s+to\s+this\s+page
    |get\s+e-?mails\s+about\s+this\s+page
    |sign\s+up\s+for\s+e-?mails\s+or\s+print\s+this\s+page
    |the\s+following\s+links?\s+opens?\s+in\s+a\s+new\s+(?:tab|window)
    |.{0,80}[(,]\s*opens?\s+(?:in\s+)?(?:a\s+)?new\s+(?:tab|window)\)?
    |(?:prefer|choose|add|set)\s+.{2,50}\s+on\s+google
    |type\s+your\s+e-?mail\W{0,3}
    |like\s*\(\d+\)
    |(?:\d[\d,.]*\s+)?restacks?
    |read\s+\d[\d,]*\s+comments
    |\d+\s+more\s+(?:comments?|replies)\W{0,3}
    |purchase\s+licensing\s+rights.{0,30}
    |this\s+page\s+has\s+been\s+automatically\s+archived\b.*
    |retrieved\s+from\s+["“]?http.*
    |from\s+wiki\w+,\s+the\s+free\s+.*
    |(?:close\s+)?thanks\s+for\s+signing\s+up\W{0,2}
    |for\s+the\s+latest\s+(?:news|headlines|weather|updates)\b.{0,100}\b(?:head|go|turn|visit|tune)\s+(?:over\s+)?(?:to|in|our)\b.*
    |.{3,60}\sis\s+a\s+reader[-\s]supported\s+(?:publication|newsletter|site)\b.*
    |transcribe\s+your\s+own\s+\w+
    |(?:[^.!?]{0,80}[.!?]?\s|.{0,160}[.!?]\s)?(?:read|see|view|find)\s+the\s+(?:full\s+|complete\s+)?transcript\s+(?:here|below)\.?
    |listen\s+to\s+(?:this\s+)?(?:article|story|post|episode)\b.{0,30}
    |(?:updated|published|posted|modified)\s+(?:about\s+)?(?:an?|\d+)\s+(?:min\w*|hours?|days?|weeks?|months?|years?)\s+ago
    |(?:an?|\d+)\s+(?:min(?:ute)?s?|hours?|days?|weeks?)\s+ago
    |(?:https?://|www\.)\S+\s+\d+\s?/\s?\d+
    |.{3,160}\scontributed\s+(?:reporting\b|(?:reporting\s+)?to\s+this\s+(?:report|story|article|reporting)\b)
        (?:\s+(?:from|in)\s+[^.!?]{2,50})?\.?(?:\s+.{3,80}\s(?:contributed|reported)\s.{3,60})?
    |share\s+or\s+comment\s+on\s+this\s+article\b.*
    |sorry,?\s+we\s+are\s+(?:not|unable)\b.{0,60}\bcomments\b.*
    |.{2,60}\svalues\s+your\s+comments\b.*
    |show\s+\d[\d,]*\s+comments
    |for\s+other\s+uses,\s+see\s.*
    |this\s+article\s+(?:needs|has\s+multiple|may\s+(?:need|require)|relies|includes\s+a\s+list)\b.*\b(?:citations?|sources?|issues|references|cleanup)\b.*
    |this\s+page\s+was\s+last\s+(?:edited|modified|updated)\b.*
    |text\s+is\s+available\s+under\b.*
    |this\s+entry\s+was\s+posted\b.* | bookmark\s+the\s+permalink\b.*
    |to\s+(?:watch|read|view|see|listen\s+to)\s.{2,100},\s*click\s+here\.?
    |←\s?.{2,100} | [^.!?]{2,100}\s?→
    |unknown\s+tag\s+could\s+not\s+be\s+displayed\.?
    |\[!\[[^\[\]]*\]\([^()\s]*\)[^\[\]]{0,100}\]\([^()\s]*\)
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What nobody writes in a report."""

_LIKELY = re.compile(
    r"""
    (?:we|we\s+and\s+our\s+(?:\d+\s+)?partners|this\s+(?:web)?site)\s+(?:use|uses|store|would\s+like\s+to)\b.{0,80}\bcookies?\b.*
    |(?:have|got|do\s+you\s+have)\s+a\s+(?:news\s+)?(?:tip|story)\b.{0,20}\?.*
    |(?:contact|reach|e-?mail|write\s+to|follow)\s.{0,120}?(?:\S+@\S+\.\w+|(?<!\S)@\w{2,20}\b).{0,80}
    |get\s.{3,170}\b(?:in(?:to)?\s+your\s+inbox|newsletter)\b.{0,60}
    |(?:.{0,180}[.!?]\s+)?(?:sign\s+up|subscribe)\s+(?:here|now|today|below)[.!]?
    |.{0,120}\bunsubscribe\s+(?:here|below|at\s+any\s+time|any\s+time)\b.*
    |try\s+(?-i:[A-Z0-9])\S*(?:\s(?-i:[A-Z])\S*){0,2}\s+(?:and|for|to|free|today|now)\b.*(?:free|save\s+time|transcri\w+|caption\w*|trial)\b.*
    |for\s+(?:more|further)\s+(?:information|details)\b.{0,60}\b(?:contact|call|visit|e-?mail)\b.*
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What stands in no report either, unless somebody says it."""

_UNFINISHED = re.compile(
    r"""
    (?:tags?|topics?|keywords?|categor(?:y|ies)|(?:suggested|related)\s+topics|filed\s+(?:under|in)|posted\s+in)\s*:.*
    |more\s+from\s+\S.{0,40} | most\s+watched\b.{0,40}
    |(?-i:RELATED(?:\s(?:ARTICLE|STORY|VIDEO))?)[:\s].*
    |listen\s?[·•(:]?\s?\d{1,2}:\d{2}\W?
    |learn\s+more\s+about\s+\S.*
    |follow\s+(?:us|him|her|them|me|@\S+|(?-i:[A-Z])\S+(?:\s(?-i:[A-Z])\S+){0,3})(?:\s+(?:on|at)\b.*)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What is furniture only where the line doesn't end as a sentence does."""

_CREDITED = re.compile(
    r"""
    .{3,200}[.!?]\s+(?:Photo(?:graph)?s?|Images?|Pictures?|Illustrations?)(?:\s+(?:by|credit|courtesy(?:\s+of)?))?\s*:\s*[A-Z][^.!?]{1,80}
    |.{3,250}[(\[][A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]*){1,3}(?:\s(?:for|via|of)\s(?:[Tt]he\s)?|\s?/\s?)[A-Z][^()\[\]]{1,50}[)\]]
    |.{3,250}[.!?]\s+\|\s+[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]*){1,3}(?:\s(?:for|via)\s|\s?/\s?)[A-Z][^.!?]{1,50}
    |.{3,200}\sCredit:\s[A-Z][^.!?]{1,80}
    |.{3,300}[.!?]\s+[A-Z]{2,}[A-Z.]*/[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]*){0,3}(?:\sPurchase\sLicensing\sRights.{0,30})?
    |[Ii]tem\s\d+\sof\s\d+\s.* | \[\d+/\d+\]\s?.*
    |(?:[A-Z][\w.'’-]+\s){1,4}(?:and\s(?:[A-Z][\w.'’-]+\s){1,4})?reported\sfrom\s
        (?:[A-Z][\w.'’-]+,?\s(?:and\s)?){0,6}[A-Z][\w.'’-]+\.?
    |.{3,300}\s(?:hide|toggle)\scaption
    |(?:Writes|Covers|Covering|Reporting)\s(?:about|on)\s[^.!?]{3,100}\.?
    |\d{1,2}/\d{1,2}/\d{2,4},\s\d{1,2}:\d{2}(?:\s?[AP]M)?\s.{3,200}
    """,
    re.VERBOSE,
)
"""A caption that ends with its credit, and the head that a browser prints on every page."""

_DISCLAIMER = re.compile(
    r"""
    [*_(\[]*(?:
        (?:the\s+)?(?:views|opinions)(?:\s+(?:and|or)\s+\w+)?\s+(?:expressed|stated|presented)\b.{0,300}
            \b(?:(?:authors?|writers?|contributors?|columnists?)(?:['’]s?)?\s+(?:\w+\s+)?(?:own|alone)\b
            |own\s+of\s+the\s+(?:authors?|writers?|contributors?|columnists?)\b
            |those\s+of\s+(?:the|its|their)\s+(?:\w+\s+)?(?:authors?|writers?|contributors?|columnists?)\b
            |not\s+necessarily\b.{0,20}\b(?:reflect|represent|those|shared)\b).*
        |.{3,100}\b(?:does|do)\s+not\s+(?:necessarily\s+(?:reflect|represent)|take\s+institutional)\b.{0,60}
            \b(?:institutional|positions?|views?|opinions?|polic(?:y|ies))\b.{0,150})
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Whose views these are; what reflects no position of somebody's may be the news itself."""

_FULLSCREEN = re.compile(r"View image in fullscreen")
_SAID = re.compile(
    r"[\"“”][^\"“”]{0,200}[,.?!][\"“”]|\b(?:said|says|told|added|stated|announced|according"
    r"|wrote|complained|joked|asked|urged|warned)\b",
    re.IGNORECASE,
)
_BARS = re.compile(r"\s*[|•·∙›»]\s*")
_WORD = re.compile(r"[\w&'’.-]*\w")
_BUTTON = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, BUTTONS), key=len, reverse=True)) + r")\b", re.IGNORECASE
)


def site_line(text: str) -> Literal["metadata", "boilerplate"] | None:
    """What furniture a line is because of what sites print, or ``None`` if it may be text."""
    if is_disclaimer(text):
        return "metadata"
    if len(text) > LONGEST:
        caption = len(text) <= LONGEST_CAPTION and _FULLSCREEN.search(text) and not _SAID.search(text)
        return "metadata" if caption else None
    if _SURE.fullmatch(text):
        return "boilerplate"
    bare = text.strip("*_ ")
    if _FULLSCREEN.search(bare) or (_CREDITED.fullmatch(bare) and not _SAID.search(bare)):
        return "metadata"
    if _LIKELY.fullmatch(bare) and not _SAID.search(bare):
        return "boilerplate"
    if ends_sentence(bare) and not (bare.endswith("!") and " " in bare):
        return None
    known = bare.casefold().rstrip("!: ") in BUTTONS or _UNFINISHED.fullmatch(bare) is not None
    return "boilerplate" if known or is_menu(bare) else None


def is_disclaimer(text: str) -> bool:
    """True for a note on whose views these are."""
    return len(text) <= LONGEST_CAPTION and _DISCLAIMER.fullmatch(text) is not None and not _SAID.search(text)


def is_menu(text: str) -> bool:
    """True for a site's sections or buttons on one line ("News | Video | Weather | Shop")."""
    if len(text) > LONGEST or ends_sentence(text):
        return False
    parts = [part for part in _BARS.split(text) if part]
    if len(parts) > 1 and all(part.casefold() in KNOWN for part in parts):
        return True
    if len(parts) >= FEWEST_PARTS and all(len(part.split()) <= MOST_PART_WORDS for part in parts):
        # Names between bars may be those who take part.
        return any(" " not in part and part[:1].isalpha() for part in parts)
    return _mostly_buttons(text)


def _mostly_buttons(text: str) -> bool:
    found = [match[0] for match in _BUTTON.finditer(text)]
    # One word may be any word; two or more are what the button says.
    if sum(" " in each for each in found) < FEWEST_BUTTONS:
        return False
    rest = [word for word in _WORD.findall(_BUTTON.sub(" ", text)) if word.casefold() not in SECTIONS]
    words = len(_WORD.findall(text))
    return words - len(rest) >= BUTTONS_SHARE * words
