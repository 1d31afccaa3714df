"""What the formats of JSON-LD have in common: objects without what is not known, each in a line."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]


def known(made: Json) -> Json:
    """The object without the keys that nothing is known for."""
    return {key: value for key, value in made.items() if value is not None}


def line(value: object) -> str:
    """The value in one line."""
    return json.dumps(value, ensure_ascii=False)
