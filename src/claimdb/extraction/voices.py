"""Who speaks under a label that names a part and nobody ("HOST"): known in its document alone."""

from __future__ import annotations

import re

_SEVERAL = frozenset(
    """
    q a question questions questioner questioners answer answers reporter reporters journalist journalists
    press audience crowd all both members participants callers caller voices men women unknown unidentified
    unidentifiable inaudible
    """.split()
)
"""Under these labels several people speak, or nobody knows who."""
_ONE_OF_MANY = frozenset(
    "speaker voice person participant man woman male female member guest panelist student".split()
)
"""These are one person with a number only."""
_WORD = re.compile(r"[^\W_]+")


def voice_of_label(label: str | None) -> str | None:
    """What to call the one who speaks under a label that no name is known for."""
    words = [word.casefold() for word in _WORD.findall(label or "")]
    if not label or not words or not _SEVERAL.isdisjoint(words):
        return None
    numbered = any(character.isdigit() for character in label)
    if not numbered and _ONE_OF_MANY.issuperset(words):
        return None
    plain = label.replace(" ", "").replace("-", "").isalpha()
    return (
        " ".join(word.capitalize() for word in label.split()) if plain and label.isupper() else label.strip()
    )
