"""Topics without a list of topics: the names and the nouns that a document comes back to.

Chosen document by document, so that what one document is about never depends on which others are read
with it; the names of topics are folded, so that documents about the same have the same topic.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimdb.extraction.identity import folded
from claimdb.extraction.plain_nouns import ADJECTIVES, NOUNS, singular

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from claimdb.extraction.cast import Cast
    from claimdb.extraction.drafts import Draft

_FEWEST = 3
"""A subject is named in at least this many statements."""
_MOST = 8
"""A document has at most this many subjects."""
_MOST_PER_STATEMENT = 4
_PHRASE_SHARE = 0.6
"""A phrase stands for its noun where this share of the noun's mentions are the phrase's ("harbour wall")."""
_NICKNAME = re.compile(r"\s[\"“(][^\"”)]*[\"”)]\s")
_NOUN_TAGS = frozenset({"NN", "NNS"})
_SAME = {
    "us": "united states",
    "usa": "united states",
    "america": "united states",
    "united states of america": "united states",
    "uk": "united kingdom",
    "britain": "united kingdom",
    "great britain": "united kingdom",
    "un": "united nations",
    "eu": "european union",
}


@dataclass(frozen=True, slots=True)
class _Mention:
    """Where a passage names something; ``part_of`` is the phrase that a noun stands in there."""

    start: int
    end: int
    name: str
    part_of: str = ""


class Subjects:
    """The subjects of one document, and which of them each of its statements names."""

    def __init__(
        self, texts: Sequence[str], docs: Sequence[Doc], cast: Cast, drafts: Sequence[Draft]
    ) -> None:
        self._texts, self._docs, self._cast = texts, docs, cast
        self._named: dict[int, list[_Mention]] = {}
        self._chosen = self._choose(drafts)

    def of(self, draft: Draft, _text: str = "") -> tuple[str, ...]:
        """The subjects that the statement names, the document's foremost first."""
        named = {mention.name for mention in self._in(draft)}
        return tuple(name for name in self._chosen if name in named)[:_MOST_PER_STATEMENT]

    def _in(self, draft: Draft) -> Iterator[_Mention]:
        """What the words of ``draft`` name; who speaks is no subject of their own words."""
        number = draft.passage
        if number not in self._named:
            names = self._cast.names(number)
            self._named[number] = list(_mentions(self._texts[number], self._docs[number], names))
        own = _name(draft.speaker.name or "")
        for mention in self._named[number]:
            if mention.name != own and any(
                start <= mention.start and mention.end <= end for start, end in draft.ranges
            ):
                yield mention

    def _choose(self, drafts: Sequence[Draft]) -> tuple[str, ...]:
        """The document's subjects, by how often and how widely they are named."""
        places: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
        statements: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
        phrases: defaultdict[str, defaultdict[str, set[tuple[int, int]]]] = defaultdict(
            lambda: defaultdict(set)
        )
        for draft in drafts:
            for mention in self._in(draft):
                place = draft.passage, mention.start
                places[mention.name].add(place)
                statements[mention.name].add((draft.passage, draft.sentence))
                if mention.part_of:
                    phrases[mention.part_of][mention.name].add(place)
        spread = min(2, len({draft.passage for draft in drafts}))
        scores = {
            name: len(found) * len({passage for passage, _ in found})
            for name, found in places.items()
            if len(statements[name]) >= _FEWEST and len({passage for passage, _ in found}) >= spread
        }
        for phrase, parts in phrases.items():
            for noun, found in parts.items():
                # One of the two is enough: the phrase where the noun is mostly it, the noun where it is not.
                if phrase in scores and noun in scores:
                    drop = noun if len(found) >= _PHRASE_SHARE * len(places[noun]) else phrase
                    scores.pop(drop)
        best = sorted(scores, key=lambda name: (-scores[name], name))
        return tuple(best[:_MOST])


def _name(words: str) -> str:
    """The name of a topic: one for all spellings of a name, with initials and nickname or without."""
    plain = folded(_NICKNAME.sub(" ", words))
    parts = plain.split()
    if len(parts) > 2:
        plain = " ".join([parts[0], *(part for part in parts[1:-1] if len(part) > 1), parts[-1]])
    return _SAME.get(plain, plain)


def _mentions(text: str, doc: Doc, names: Iterator[tuple[int, int, str]]) -> Iterator[_Mention]:
    """The names in a passage, then its common nouns, alone and with the word before them."""
    taken: list[tuple[int, int]] = []
    for start, end, whose in names:
        name = "" if text[start:end].islower() else _name(whose)
        if name:
            taken.append((start, end))
            yield _Mention(start, end, name)
    tags = _tags(doc)
    for i, tag in enumerate(tags):
        if tag not in _NOUN_TAGS or (i + 1 < len(tags) and tags[i + 1] in _NOUN_TAGS):
            continue
        token = doc[i]
        noun = singular(token.lower_) if tag == "NNS" else token.lower_
        start, end = token.idx, token.idx + len(token)
        if not noun.isalpha() or len(noun) < 3 or any(a <= start < b for a, b in taken):
            continue
        phrase = ""
        if i and (tags[i - 1] in _NOUN_TAGS or (tags[i - 1] == "JJ" and noun not in NOUNS)):
            phrase = _phrase(doc[i - 1].lower_, noun)
        if phrase:
            yield _Mention(doc[i - 1].idx, end, phrase)
        if noun not in NOUNS:
            yield _Mention(start, end, noun, phrase)


def _tags(doc: Doc) -> list[str]:
    """The tags of a passage; a name without a capital is a noun that the tagger did not know."""
    tags = [doc.vocab.strings[tag] for tag in doc.to_array("TAG").tolist()]
    return ["NN" if tag == "NNP" and doc[i].is_lower else tag for i, tag in enumerate(tags)]


def _phrase(before: str, noun: str) -> str:
    """Noun and the word before it, where that says which: "fish quota", not "new quota"."""
    if before in ADJECTIVES or before in NOUNS or not before.replace("-", "").isalpha():
        return ""
    return f"{before} {noun}"
