"""Which words report, and how surely: the cue lexicon, counted from annotated news."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from spacy.strings import StringStore

IRREGULAR: dict[str, tuple[str, ...]] = {
    "be": ("am", "is", "are", "was", "were", "been", "being"),
    "begin": ("began", "begun", "beginning"),
    "bet": ("betting",),
    "do": ("does", "did", "done"),
    "feel": ("felt",),
    "find": ("found",),
    "forget": ("forgot", "forgotten", "forgetting"),
    "foresee": ("foresaw", "foreseen"),
    "give": ("gave", "given"),
    "go": ("goes", "went", "gone"),
    "have": ("has", "had"),
    "hear": ("heard",),
    "hold": ("held",),
    "keep": ("kept",),
    "know": ("knew", "known"),
    "lay": ("laid",),
    "make": ("made",),
    "mean": ("meant",),
    "put": ("putting",),
    "read": (),
    "say": ("said",),
    "see": ("saw", "seen"),
    "sell": ("sold",),
    "send": ("sent",),
    "speak": ("spoke", "spoken"),
    "swear": ("swore", "sworn"),
    "take": ("took", "taken"),
    "teach": ("taught",),
    "tell": ("told",),
    "think": ("thought",),
    "understand": ("understood",),
    "withdraw": ("withdrew", "withdrawn"),
    "write": ("wrote", "written"),
}


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """How often a word in a construction is a report, by the counts of the training corpus.

    ``probability`` is keyed by (construction, base form, whether a source was found).
    """

    base: dict[str, str]
    """Base forms by lower-case word form."""
    hashes: frozenset[int]
    """The same word forms as spaCy's hashes of strings."""
    probability: dict[tuple[str, str, bool], float]

    def score(self, construction: str, word: str, has_source: bool) -> float:
        """The share, 0 to 1, of such candidates that annotators marked as attributions."""
        return self.probability.get((construction, self.base.get(word, word), has_source), 0.0)


@lru_cache(maxsize=1)
def lexicon() -> CueLexicon:
    """The lexicon that travels with the package (see ``training/`` for how it is counted)."""
    base: dict[str, str] = {}
    probability: dict[tuple[str, str, bool], float] = {}
    table = files("claimdb.extraction").joinpath("cues.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line.startswith("#") or not line:
            continue
        construction, word, source, share = line.split("\t")
        probability[construction, word, source == "with"] = float(share)
        for form in inflections(word):
            base.setdefault(form, word)
        base[word] = word
    strings = StringStore(base)
    return CueLexicon(base, frozenset(strings[form] for form in base), probability)


def inflections(word: str) -> set[str]:
    """The forms of a verb or noun, by the rules of spelling and a table of exceptions."""
    forms = {word, *IRREGULAR.get(word, ())}
    if word.endswith(("s", "x", "z", "ch", "sh")):
        forms.add(word + "es")
    elif word.endswith("y") and word[-2:-1] not in set("aeiou"):
        forms |= {word[:-1] + "ies", word[:-1] + "ied"}
    else:
        forms.add(word + "s")
    if word.endswith("ie"):
        forms |= {word + "d", word[:-2] + "ying"}
    elif word.endswith("e"):
        forms |= {word + "d", word if word.endswith("ee") else word[:-1] + "ing"}
        if word.endswith("ee"):
            forms.add(word + "ing")
    else:
        forms |= {word + "ed", word + "ing"}
        if len(word) > 2 and word[-1] in "bdglmnprt" and word[-2] in "aeiou" and word[-3] not in "aeiou":
            forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return forms
