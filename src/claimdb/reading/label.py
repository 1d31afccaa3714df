"""The label of a turn, and what the labels of one speaker share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .words import OFFICES, TITLES

LONGEST_LABEL = 160
ROLE = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
"""What stands in brackets behind a name."""
_OFFICE_HELD = re.compile(r"The\s[^()]+\((?P<name>[^()]+)\)")


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a turn at the start of a line."""

    line: int
    end: int
    """Where the label ends, counted from the start of its line; what follows is the turn's first words."""
    name: str
    timestamp: str | None
    until: str | None = None
    lines: int = 1
    """How many lines it stands on ("Jane Doe", and "(00:01:02)" below)."""
    shown: bool = True
    """False for a turn that only its letters set off, as bold questions are; its ``name`` is Q or A then."""
    voice: str | None = None
    """Who speaks under this label here, where the text above says so ("BY MS. DOE:" above "Q.")."""

    @property
    def who(self) -> str:
        """What names the speaker."""
        return self.voice or self.name


def is_titled(label: Label) -> bool:
    """True for a label that names a person by title or office, and for Q and A."""
    words = label.name.casefold().replace(".", "").split()
    if label.name in {"Q", "A"} or OFFICES.issuperset(words):
        return True
    return len(words) > 1 and words[0] in TITLES


def label_key(name: str) -> str:
    """What one speaker's labels share: the surname ("JANE DOE, HOST", "Doe") or all ("Speaker 1")."""
    inner = _OFFICE_HELD.fullmatch(name)
    bare = ROLE.sub("", inner["name"] if inner else name).split(",")[0].strip(" .").casefold()
    words = bare.split()
    return bare if not words or words[-1].isdigit() or words[0] == "speaker" else words[-1]


def keys_of(labels: Iterable[Label]) -> dict[int, str]:
    """What the labels of each speaker share, by line; initials stand for the name that they begin."""
    shown = list(labels)
    initials = {
        "".join(word[0] for word in label.name.split()): label_key(label.name)
        for label in shown
        if len(label.name.split()) > 1
    }
    return {label.line: initials.get(label.name) or label_key(label.name) for label in shown}
