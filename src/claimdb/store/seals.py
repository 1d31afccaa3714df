"""A seal over what a person decided, by which ``verify`` tells a row that was changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_SEALED = ("subject", "subject_id", "verdict", "value", "note", "person", "made_at")
_ANCHORED = ("role", "ord", "sha256", "start", "end", "exact", "prefix", "suffix")


def seal(decision: Mapping[str, Any], anchors: Iterable[Mapping[str, Any]] = ()) -> str:
    """SHA-256 over a decision and its anchors, in hexadecimal; their numbers in this database don't count."""
    sealed: Sequence[Any] = [
        [decision[name] for name in _SEALED],
        sorted([each[name] for name in _ANCHORED] for each in anchors),
    ]
    return hashlib.sha256(json.dumps(sealed, ensure_ascii=False).encode()).hexdigest()
