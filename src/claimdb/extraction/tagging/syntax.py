"""What the tagger sees of the parse: each word's tag and relation, and the way from a cue to every word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

TAGS = tuple(
    """$ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS PRP
    PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX ``""".split()
)
RELATIONS = tuple(
    """ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj
    csubjpass dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd
    parataxis pcomp pobj poss preconj predet prep prt punct quantmod relcl xcomp""".split()
)
"""As spaCy's English pipelines name them; anything else counts as 0."""

_FAR = 4
"""Steps up or down a tree that are told apart."""
BEFORE, AFTER = (_FAR + 1) ** 2 + 1, (_FAR + 1) ** 2 + 2
"""The ways to words of other sentences."""
WAYS = AFTER + 1


def tags_and_relations(doc: Doc, tokens: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of the tag and the relation of each of ``tokens``, ``(words, 2)``."""
    out = np.zeros((len(tokens), 2), dtype=np.int64)
    for column, (attribute, names) in enumerate((("TAG", TAGS), ("DEP", RELATIONS))):
        numbers = _numbers(doc, names)
        hashes = doc.to_array(attribute)[tokens]
        out[:, column] = [numbers.get(value, 0) for value in hashes.tolist()]
    return out


def _numbers(doc: Doc, names: Iterable[str]) -> dict[int, int]:
    strings = doc.vocab.strings
    return {strings[name]: number for number, name in enumerate(names, start=1) if name in strings}


def heads_among(doc: Doc, tokens: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of each of ``tokens`` the place of its head among them; its own where there is none, ``(words,)``."""
    places = np.full(len(doc), -1, dtype=np.int64)
    places[tokens] = np.arange(len(tokens))
    heads = doc.to_array("HEAD").astype(np.int64)[tokens] + tokens  # HEAD is relative, and unsigned
    found = places[heads]
    return np.where(found >= 0, found, np.arange(len(tokens)))


def ways(
    heads: Sequence[int], relations: Sequence[int], starts: NDArray[np.bool_], cue: int
) -> NDArray[np.int8]:
    """The way through the parse from ``cue`` to each word, ``(words, 3)``.

    A class of how many steps it goes up and then down, the relation in which it begins to go down, and
    that in which it came up last; 0 where it does not.  ``starts`` marks the first words of sentences.
    """
    begin = np.flatnonzero(starts[: cue + 1])
    first = int(begin[-1]) if len(begin) else 0
    behind = np.flatnonzero(starts[cue + 1 :])
    last = cue + 1 + int(behind[0]) if len(behind) else len(heads)
    out = np.zeros((len(heads), 3), dtype=np.int8)
    out[:cue, 0], out[cue:, 0] = BEFORE, AFTER
    above = {cue: (0, 0, 0, 0)}
    node = cue
    while heads[node] != node:
        below, node = relations[node], heads[node]
        above[node] = (len(above), 0, 0, below)
    for word in range(first, last):
        found = _way(word, heads, relations, above)
        if found is not None:
            up, down, under, over = found
            out[word] = (1 + min(up, _FAR) * (_FAR + 1) + min(down, _FAR), under, over)
    return out


_Way = tuple[int, int, int, int]
"""Steps up, steps down, the relation of the first step down, that of the last step up."""


def _way(word: int, heads: Sequence[int], relations: Sequence[int], known: dict[int, _Way]) -> _Way | None:
    """The way to ``word``, by those to its ancestors; those found on the way are put into ``known``."""
    climbed = []
    while word not in known:
        climbed.append(word)
        if heads[word] == word:
            return None
        word = heads[word]
    found = known[word]
    for node in reversed(climbed):
        up, down, under, over = found
        found = known[node] = (up, down + 1, under if down else relations[node], over)
    return found
