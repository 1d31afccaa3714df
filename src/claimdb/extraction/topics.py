"""Topics by terms: whole words of a statement, its section heading as context."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimdb.model import Topic


class TopicTerms:
    """The terms of a corpus's topics, ready to match."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._patterns = [(topic.name, _pattern(topic.terms)) for topic in topics if topic.terms]

    def of(self, text: str) -> tuple[str, ...]:
        """The names of the topics that ``text`` has a term of, in the corpus file's order."""
        plain = text.replace("’", "'")
        return tuple(name for name, pattern in self._patterns if pattern.search(plain))

    def __bool__(self) -> bool:
        return bool(self._patterns)


@lru_cache(maxsize=64)
def terms_of(topics: tuple[Topic, ...]) -> TopicTerms:
    """The compiled terms of ``topics``, kept from document to document."""
    return TopicTerms(topics)


def _pattern(terms: Sequence[str]) -> re.Pattern[str]:
    """One pattern for all terms: ``*`` is any ending, ``=`` before a term keeps its case."""
    either: list[str] = []
    exact: list[str] = []
    for term in sorted(terms, key=len, reverse=True):
        cased = term.startswith("=")
        words = term.removeprefix("=").replace("’", "'").split()
        body = r"[\s-]+".join(re.escape(word).replace(r"\*", r"[\w'-]*") for word in words)
        (exact if cased else either).append(body)
    parts = []
    if either:
        parts.append(f"(?i:{'|'.join(either)})")
    parts += exact
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")
