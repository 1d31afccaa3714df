"""What tools for keeping articles write around them: fields at the top, as lines or as a list."""

from __future__ import annotations

import re
from itertools import pairwise

from .draft import Draft
from .lines import LIST_MARK

MOST_ABOVE = 40
FEWEST_FIELDS = 2
LONGEST_FIELD = 600
TOP_LINES = 5
SHORTEST_TEXT = 160
"""A line as long as this that is no field ends the fields."""

_FIELD = re.compile(
    r"(?:\*\*|__)?(?:(?:article|full|original|page|document)\s+(?:title|text|tags?|url|link|date)|title|headline|authors?|byline|source|site|website"
    r"|publication|publisher|outlet|url|link|permalink|description|summary|excerpt|category|categories|tags?|date|published|posted"
    r"|created|saved|added|captured|clipped|archived|retrieved|accessed|updated|score|points|upvotes|comments|votes|likes|shares"
    r"|reading\s+time|word\s+count|words|language|status|type|(?:date\s+)?(?:saved|added|created|published|clipped|archived)(?:\s+(?:at|on|date))?"
    r"|(?:clipped|saved|captured)\s+(?:from|with|by)|forum|thread|discussion|hn|reddit|id)"
    r"(?:\*\*|__)?\s?:(?:\*\*|__)?(?:\s+(?P<value>\S.*))?",
    re.IGNORECASE,
)
_FEW = re.compile(r"(?:title|headline|authors?|byline|date|published|source|url|link)\b", re.IGNORECASE)


_STATED = re.compile(r"(?:(?<!\S)[a-z][a-z’'-]*,?\s+){5}[a-z][a-z’'-]*\b.*\.$", re.DOTALL)
"""More than five small words in a row and a full stop at the end: somebody states this."""
_TOLD = re.compile(r"(?:(?:\w+\s)?title|headline|description|summary|excerpt)\b", re.IGNORECASE)
"""The fields that hold sentences by their nature, a title in the first person among them."""


def field_of(text: str) -> str:
    """A field's words without the mark of a list and the bold letters of its key."""
    mark = LIST_MARK.match(text[:12])
    bare = text[mark.end() :] if mark else text
    return bare.replace("**", "").replace("__", "")


def clipping_fields(draft: Draft) -> None:
    """Two or more fields above the text are the tool's, and so is every other among them."""
    found: list[int] = []
    for index in range(len(draft.roles)):
        text = draft.text(index)
        if draft.labelled(index) or len(found) + 1 > MOST_ABOVE:
            break
        if draft.roles[index] is not None:
            continue
        if len(text) <= LONGEST_FIELD and _is_field(text):
            found.append(index)
        elif len(text) >= SHORTEST_TEXT or index > (found[-1] if found else 0) + MOST_ABOVE:
            break
    listed = [i for i in found if LIST_MARK.match(draft.text(i)[:12])]
    known = [i for i in found if _FEW.match(field_of(draft.text(i)))]
    addressed = [i for i in found[:1] if i < TOP_LINES and _addressed(draft.text(i))]
    for index in addressed:
        draft.roles[index] = "metadata"
    if len(found) >= FEWEST_FIELDS and (known or len(listed) >= FEWEST_FIELDS) and _beside(found):
        for index in found:
            draft.roles[index] = "metadata"


def _is_field(text: str) -> bool:
    """True for a key and its value; a sentence behind a word and a colon is the text's own."""
    bare = field_of(text)
    field = _FIELD.fullmatch(bare)
    if field is None:
        return False
    value = field["value"] or ""
    return _TOLD.match(bare) is not None or not (_STATED.search(value.rstrip()) or " I " in value)


def _addressed(text: str) -> bool:
    """True for a field whose value is an address: nothing else is written so."""
    field = _FIELD.fullmatch(field_of(text))
    return (
        field is not None
        and field["value"] is not None
        and field["value"].startswith(("http://", "https://"))
    )


def _beside(found: list[int]) -> bool:
    """True if two of the fields stand one below the other."""
    return any(after == before + 1 for before, after in pairwise(found))
