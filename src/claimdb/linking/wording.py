"""A statement's words with what counts when it is compared with another's: who says it, and in what way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Final, Literal, TypeAlias

from claimdb.linking.words import Word, content, keys, stem, words
from claimdb.model import Kind

Voice: TypeAlias = Literal["own", "quoted", "reported", "author"]
"""Whose words they are: the speaker's own in a transcript, quoted ones, a report of them, a document's."""

VOICES: Final[dict[Kind, Voice]] = {
    "turn": "own",
    "direct": "quoted",
    "mixed": "reported",
    "indirect": "reported",
    "authorial": "author",
}
NEAREST: Final[tuple[Voice, ...]] = ("own", "quoted", "reported", "author")
"""The nearest to the speaker first."""

LEAST_WORDS: Final = 4
LEAST_CONTENT: Final = 2
"""What a statement needs to be worth following: "We are ready" is said everywhere."""

NAME: Final = 0.5
"""The part of its weight that a name keeps: in a collection of texts on one matter, all have its names."""

_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|(?:reject|dismiss|refut|rebut|rebuff|debunk|doubt|disput|contradict)\w*"
    r"|disagree\w*|disbeliev\w*|disavow\w*|refus\w*|declin\w*|rul(?:e|es|ed|ing)\b.*\bout"
    r"|not|never|cannot)\b|n['’]t\b",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]")
_INSERTED = re.compile(r"\[[^\]]*\]")
_CAPITAL = re.compile(r"\[(\w)\](?=\w)")
_BEGINNING = re.compile(r"(?:^|[.!?:…])[\s“\"'‘(\[«„]*\w")
_MARKS = " \"“”„«»'‘’.,;:!?…-–—"


@dataclass(frozen=True)
class Wording:
    """Words that one speaker says, or is said to say, in one way; the same in however many documents."""

    text: str
    """On one line, without the marks around it; made by ``wording``."""
    speaker: str | None
    """The name of a person or body; ``None`` for everybody else."""
    voice: Voice

    @cached_property
    def digest(self) -> int:
        """A number of 63 bits, the same on every machine for the same words, speaker and voice."""
        return number_of(f"{self.voice}\n{self.speaker or ''}\n{self.text}")

    @cached_property
    def _words(self) -> list[Word]:
        return words(self.text)

    @cached_property
    def keys(self) -> list[str]:
        return [word.key for word in self._words]

    @cached_property
    def content(self) -> dict[str, float]:
        """The stems that say what it is about, with their weights."""
        names = self.names
        return {
            name: weight * NAME if name in names else weight for name, weight in content(self.keys).items()
        }

    @cached_property
    def names(self) -> frozenset[str]:
        """The stems of words that are written with a capital within a sentence."""
        capitals = [word for word in self._words if self.text[word.start].isupper()]
        if not capitals:
            return frozenset()
        beginnings = {match.end() - 1 for match in _BEGINNING.finditer(self.text)}
        return frozenset(stem(word.key) for word in capitals if word.start not in beginnings)

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(key for key in self.keys if key[0].isdigit() and key != "1")

    @cached_property
    def quoted(self) -> list[list[str]]:
        """The words that it quotes, without what the writer put in brackets."""
        if self.voice == "quoted":
            return [keys(without_insertions(self.text))]
        if self.voice == "reported":
            parts = (next(filter(None, match.groups())) for match in _FRAGMENT.finditer(self.text))
            return [keys(without_insertions(part)) for part in parts]
        return []

    @property
    def has_insertions(self) -> bool:
        return bool(_INSERTED.search(_CAPITAL.sub(r"\1", self.text)))

    @property
    def worth(self) -> bool:
        """Whether it says enough to be followed."""
        return len(self.keys) >= LEAST_WORDS and len(self.content) >= LEAST_CONTENT


def wording(text: str, speaker: str | None, kind: Kind) -> Wording:
    """The wording of a statement, the same for all whose words and capitals are the same."""
    voice = VOICES[kind]
    line = " ".join(text.split())
    # The marks at the ends of a report may be those of a quotation in it.
    return Wording(line if voice == "reported" else line.strip(_MARKS), speaker, voice)


def is_denial(cue: str) -> bool:
    """Whether what is reported with these words is not what the speaker claims: "denied", "did not say"."""
    return bool(_DENIAL.search(cue))


def without_insertions(text: str) -> str:
    """A quotation without the words that stand in brackets; "[T]he" is "The"."""
    return _INSERTED.sub(" ", _CAPITAL.sub(r"\1", text))


def number_of(of: str) -> int:
    """A number of 63 bits for a string, the same on every machine."""
    return int.from_bytes(blake2b(of.encode(errors="replace"), digest_size=8).digest()) >> 1
