"""Headlines that are written as a turn is ("Jane Doe: 'We counted them'"), told by the byline beneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .bylines import parse_byline
from .dates import is_date_line
from .label import Label
from .lines import Line, ends_sentence

MOST_BELOW = 5
"""The byline or the day stands within so many lines of the headline."""


def without_headline(labels: Mapping[int, Label], lines: Sequence[Line]) -> dict[int, Label]:
    """The labels without the first where its line is the headline: a byline stands before the next."""
    order = sorted(labels)
    if len(order) < 2 or ends_sentence(lines[order[0]].text) or labels[order[0]].timestamp is not None:
        return dict(labels)
    first, second = order[:2]
    below = (lines[i].text for i in range(first + 1, min(second, first + 1 + MOST_BELOW)))
    if any(parse_byline(text) is not None or is_date_line(text) for text in below):
        return {at: labels[at] for at in order[1:]}
    return dict(labels)
