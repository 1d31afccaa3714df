"""PolNeAR's articles as the tagger learns them: words in passages, and those of each attribution."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from claimdb.extraction.passages import Passage, passages
from claimdb.extraction.tagging.pieces import WordPieces, Words, words_of
from claimdb.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

ROLES = ("none", "source", "cue", "content")
_LINE = re.compile(r"(T\d+)\t(\w+) ([\d ;]+)\t")

Place = tuple[int, int]
"""A passage's number and a word in it."""


@dataclass(frozen=True)
class Attribution:
    """The words of one attribution; ``anchor`` is the head of its cue, or the content's first word."""

    anchor: Place
    roles: dict[Place, int]


@dataclass(frozen=True)
class Article:
    name: str
    passages: list[Words]
    attributions: list[Attribution]


def articles(folder: Path, nlp: Language, word_pieces: WordPieces) -> Iterator[Article]:
    """The articles of a PolNeAR compartment, each with the first annotator's attributions."""
    annotated: dict[str, Path] = {}
    for path in sorted((folder / "attributions").iterdir()):
        annotated.setdefault(path.stem.rpartition("_")[0], path)
    for text in sorted((folder / "text").iterdir()):
        document = read(text)
        parts = list(passages(document))
        docs = list(nlp.pipe(part.text for part in parts))
        words = [words_of(doc, word_pieces) for doc in docs]
        found = [_attribution(relation, parts, docs, words) for relation in _relations(annotated[text.stem])]
        yield Article(text.stem, words, _merged([a for a in found if a is not None]))


def _relations(path: Path) -> Iterator[dict[str, list[tuple[int, int]]]]:
    """The attributions of a brat file: role to spans."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        match = _LINE.match(line)
        if match:
            pairs = [part.split() for part in match[3].split(";")]
            spans[match[1]] = [(int(start), int(end)) for start, end in pairs]
        elif line.startswith("E"):
            events.append(line.split("\t")[1])
    for event in events:
        roles: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for part in event.split():
            role, _, name = part.partition(":")
            roles[role.rstrip("0123456789").lower()] += spans.get(name, [])
        if roles["content"]:
            yield roles


def _attribution(
    relation: dict[str, list[tuple[int, int]]],
    parts: Sequence[Passage],
    docs: Sequence[Doc],
    words: Sequence[Words],
) -> Attribution | None:
    roles: dict[Place, int] = {}
    for role in ("content", "source", "cue"):
        for start, end in relation[role]:
            for place in _places(start, end, parts, docs, words):
                roles[place] = ROLES.index(role)
    if ROLES.index("content") not in roles.values():
        return None
    cue = [place for place, role in roles.items() if role == ROLES.index("cue")]
    anchor = (
        _head(cue, docs, words) if cue else min(p for p, r in roles.items() if r == ROLES.index("content"))
    )
    return Attribution(anchor, roles)


def _places(
    start: int, end: int, parts: Sequence[Passage], docs: Sequence[Doc], words: Sequence[Words]
) -> Iterator[Place]:
    for number, part in enumerate(parts):
        for at, origin, _, extent in part.pieces:
            first, last = max(start, origin), min(end, origin + extent)
            if first >= last:
                continue
            starts = docs[number].to_array("IDX")[words[number].tokens].astype(np.int64)
            lengths = docs[number].to_array("LENGTH")[words[number].tokens].astype(np.int64)
            inside = (starts < at + last - origin) & (starts + lengths > at + first - origin)
            yield from ((number, int(word)) for word in np.flatnonzero(inside))


def _head(cue: Sequence[Place], docs: Sequence[Doc], words: Sequence[Words]) -> Place:
    """The word of a cue whose head in the parse is outside of it; a verb before others."""
    number = min(cue)[0]
    doc, tokens = docs[number], words[number].tokens
    inside = {int(tokens[word]): word for n, word in cue if n == number}
    heads = [i for i in inside if doc[i].head.i not in inside or doc[i].head.i == i]
    content = [i for i in heads if not doc[i].is_punct and doc[i].dep_ not in {"aux", "auxpass", "neg"}]
    verbs = [i for i in content if doc[i].tag_.startswith("VB")]
    return number, inside[(verbs or content or heads)[0]]


def _merged(found: Sequence[Attribution]) -> list[Attribution]:
    """Those that share an anchor as one: a cue with two contents."""
    out: dict[Place, Attribution] = {}
    for attribution in found:
        before = out.get(attribution.anchor)
        roles = {**attribution.roles, **before.roles} if before else attribution.roles
        out[attribution.anchor] = Attribution(attribution.anchor, roles)
    return list(out.values())
