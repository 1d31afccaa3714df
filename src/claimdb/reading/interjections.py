"""A speech that somebody calls into: the few labels are turns, and all else stays the speaker's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from claimdb.model import Role

from .label import Label, label_key
from .speeches import Speech
from .structure import Structure
from .turns import is_direction

MOST_LABELS = 8
LONGEST_SHARE = 0.3
"""Of the text is what stands under labels at most; a conversation has more."""
_CALLS_IN = re.compile(
    r"(?:(?:AN?\s|UNIDENTIFIED\s)?(?:AUDIENCE|CROWD|PARTICIPANT|HECKLER|PROTEST[EO]R|VOICES?|SPECTATOR|ATTENDEE|UNIDENTIFIED)"
    r"(?:\s(?:MEMBERS?|FEMALE|MALE|MAN|WOMAN|SPEAKER|PARTICIPANT|PERSON))?|Q|QUESTION)",
    re.IGNORECASE,
)


def may_be_called_into(found: Structure, labels: Mapping[int, Label]) -> bool:
    """True for a few labels, somebody's in the audience among them, with most of the text outside them."""
    if not 0 < len(labels) <= MOST_LABELS or not any(map(_calls_in, labels.values())):
        return False
    whole = sum(len(p.text) for p in found.paragraphs)
    return sum(len(p.text) for p in found.paragraphs if p.first_line in labels) <= LONGEST_SHARE * whole


def called_into(speech: Speech, labels: Mapping[int, Label]) -> tuple[Structure, dict[int, Label]] | None:
    """The speech with the turns of those who call into it; none if a label names somebody else."""
    who = label_key(speech.label.name)
    if any(not _calls_in(label) and label_key(label.name) != who for label in labels.values()):
        return None
    found = speech.structure
    turns = {speech.label.line: speech.label, **labels}
    roles: list[Role] = list(found.roles)
    owners = list(found.owners)
    owner: int | None = None
    for index, paragraph in enumerate(found.paragraphs):
        line = paragraph.first_line
        if line not in turns:
            if roles[index] != "turn" or is_direction(paragraph.text):
                continue
            if owner is not None and _calls_in(turns[found.paragraphs[owner].first_line]):
                turns[line] = replace(speech.label, line=line)
        if line in turns:
            owner = index
        roles[index], owners[index] = "turn", owner
    return replace(found, roles=tuple(roles), owners=tuple(owners)), dict(sorted(turns.items()))


def _calls_in(label: Label) -> bool:
    return _CALLS_IN.fullmatch(label.name) is not None
