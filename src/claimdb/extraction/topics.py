"""Topics by terms: whole words of a statement, and of what stands around it where it shows none itself."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimdb.extraction.drafts import Draft
    from claimdb.extraction.passages import Passage
    from claimdb.extraction.reports import Range
    from claimdb.model import Topic

_TOGETHER = " + "
_COMES_BACK = 3
"""A paragraph is about what this many of its sentences name."""
_TURN_REACH = 2
"""How many sentences back in a turn the subject may have been named: talk moves on faster than prose."""


class TopicTerms:
    """The terms of a corpus's topics, ready to match."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._patterns = [(topic.name, _Terms(topic.terms)) for topic in topics if topic.terms]

    def of(self, text: str) -> tuple[str, ...]:
        """The names of the topics that ``text`` has a term of, in the corpus file's order."""
        plain = text.replace("’", "'")
        return tuple(name for name, terms in self._patterns if terms.in_text(plain))

    def ordered(self, names: Iterable[str]) -> tuple[str, ...]:
        """``names`` in the corpus file's order."""
        wanted = set(names)
        return tuple(name for name, _ in self._patterns if name in wanted)

    def __bool__(self) -> bool:
        return bool(self._patterns)


@lru_cache(maxsize=64)
def terms_of(topics: tuple[Topic, ...]) -> TopicTerms:
    """The compiled terms of ``topics``, kept from document to document."""
    return TopicTerms(topics)


class TermTopics:
    """The topics of one document's statements by the corpus's terms."""

    def __init__(
        self,
        terms: TopicTerms,
        title: str | None,
        parts: Sequence[Passage],
        sentences: Sequence[Sequence[Range]],
    ) -> None:
        self._terms, self._title, self._parts, self._sentences = terms, title, parts, sentences
        self._found: dict[tuple[int, int], tuple[str, ...]] = {}
        self._sections: dict[str, tuple[str, ...]] = {}

    def of(self, draft: Draft, text: str) -> tuple[str, ...]:
        """The topics of the statement ``text``: its own words' and its heading's, else the nearest.

        A paragraph keeps to a subject and goes on with it in sentences that name it no more; what it comes
        back to again and again is the subject of all its sentences, as what its heading says is.
        """
        number, sentence = draft.passage, draft.sentence
        own = self._terms.of(text) or self._of(number, sentence)
        if self._parts[number].block.role == "turn":
            return own or self._in_talk(number, sentence)
        section = self._of_section(number)
        found = own or section or self._around(number, sentence)
        return self._terms.ordered([*found, *section, *self._of_paragraph(number)])

    def _of(self, number: int, sentence: int) -> tuple[str, ...]:
        key = number, sentence
        if key not in self._found:
            first, last = self._sentences[number][sentence]
            self._found[key] = self._terms.of(self._parts[number].printed[first:last])
        return self._found[key]

    def _of_section(self, number: int) -> tuple[str, ...]:
        """What the heading says, where it is not the title of it all."""
        section = self._parts[number].block.section
        if section is None or section == self._title:
            return ()
        if section not in self._sections:
            self._sections[section] = self._terms.of(section)
        return self._sections[section]

    def _of_paragraph(self, number: int) -> list[str]:
        counts = Counter(topic for i in range(len(self._sentences[number])) for topic in self._of(number, i))
        return [topic for topic, count in counts.items() if count >= _COMES_BACK]

    def _around(self, number: int, sentence: int) -> tuple[str, ...]:
        """The nearest sentence before in the paragraph, then after, then in the paragraph before."""
        here = [*range(sentence - 1, -1, -1), *range(sentence + 1, len(self._sentences[number]))]
        places = [(number, i) for i in here]
        if number and self._goes_on(number):
            places += [(number - 1, i) for i in range(len(self._sentences[number - 1]) - 1, -1, -1)]
        return next((topics for topics in (self._of(*place) for place in places) if topics), ())

    def _goes_on(self, number: int) -> bool:
        """True if a paragraph follows one of the same section."""
        before, block = self._parts[number - 1].block, self._parts[number].block
        return before.role != "turn" and before.section == block.section

    def _in_talk(self, number: int, sentence: int) -> tuple[str, ...]:
        """What the turn just said, or the question that it answers."""
        for i in range(sentence - 1, max(-1, sentence - 1 - _TURN_REACH), -1):
            if self._of(number, i):
                return self._of(number, i)
        if sentence >= _TURN_REACH or not number or not self._sentences[number - 1]:
            return ()
        first, last = self._sentences[number - 1][-1]
        if not self._parts[number - 1].printed[first:last].endswith("?"):
            return ()
        return self._of(number - 1, len(self._sentences[number - 1]) - 1)


class _Terms:
    """The terms of one topic: those that stand for it alone, and those that do together."""

    def __init__(self, terms: Sequence[str]) -> None:
        alone = [term for term in terms if _TOGETHER not in term]
        self._alone = _pattern(alone) if alone else None
        self._together = [
            [_pattern([part]) for part in term.split(_TOGETHER)] for term in terms if _TOGETHER in term
        ]

    def in_text(self, text: str) -> bool:
        if self._alone is not None and self._alone.search(text):
            return True
        return any(all(part.search(text) for part in parts) for parts in self._together)


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
