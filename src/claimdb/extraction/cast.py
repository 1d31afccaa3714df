"""The cast of a document: who is named in it, and whom a name, a description or a pronoun stands for.

The registry of the corpus comes first; names that it does not hold are joined by their last word
("Ana Silva", later "Silva"), descriptions by the titles and appositions that stand at names, and
pronouns by what was named last.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from claimdb.extraction.names import (
    BODIES,
    NAME_TAGS,
    ROLES,
    Gender,
    bare,
    folded,
    gender_of,
    kind_of,
    name_runs,
    titles_at,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from claimdb.model import Speaker, SpeakerKind

_PERSON_PRONOUNS: dict[str, Gender] = {
    **dict.fromkeys(("he", "his", "him", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}
_FIRST = frozenset({"i", "me", "my", "myself", "we", "us", "our", "ourselves"})
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_LOOK_BACK = 400
"""How many names before a description ("the spokesman") may be the one that it stands for."""
_EMPTY = frozenset({"it", "this", "that", "there", "what", "one", "these", "those", "which"})


@dataclass(slots=True)
class Member:
    """Somebody in the cast."""

    name: str
    kind: SpeakerKind
    pronoun: Gender | None = None
    descriptions: set[str] = field(default_factory=set)
    """Words of the titles and appositions that stand at the name, lower case."""
    registered: bool = False

    def described_by(self, titles: set[str]) -> None:
        """Take from the titles at a name what they say of its bearer."""
        if titles:
            self.kind = self.kind if self.registered else "person"
            self.descriptions |= titles
            self.pronoun = self.pronoun or gender_of(titles)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: where it stands, whose it is, and whether it is a subject."""

    passage: int
    offset: int
    end: int
    member: Member
    subject: bool


@dataclass(frozen=True, slots=True)
class Resolved:
    """Whom a source phrase stands for; ``name`` is ``None`` if that can't be told."""

    name: str | None
    kind: SpeakerKind | None
    certainty: float
    how: str
    member: Member | None = None


UNKNOWN = Resolved(None, None, 0.5, "speaker not resolved")


class Cast:
    """Everybody named in one document.  :meth:`observe` every passage in order, then :meth:`resolve`."""

    def __init__(self, registry: Sequence[Speaker]) -> None:
        self._aliases, self._offices = _registered(tuple(registry))
        self._members: dict[str, Member] = {}
        self._by_last: dict[str, list[Member]] = {}
        self._mentions: list[Mention] = []
        self._by_passage: dict[int, list[Mention]] = {}
        self._places: list[tuple[int, int]] = []
        self._latest: list[tuple[int, int, Member]] = []

    # ------------------------------------------------------------------------ who is named

    def observe(self, docs: Sequence[Doc]) -> None:
        """Collect the names of ``docs``, the passages of the document in order."""
        runs = [(number, doc, run) for number, doc in enumerate(docs) for run in name_runs(doc)]
        longest_first = sorted(runs, key=lambda item: -len(bare(item[1], item[2])))
        for _, doc, run in longest_first:
            self._member(doc, run)
        for number, doc, run in runs:
            member = self._member(doc, run)
            if member is None:
                continue
            first, last = run[0], run[-1]
            head = doc[last]
            member.described_by(titles_at(doc, run))
            mention = Mention(number, doc[first].idx, head.idx + len(head), member, _is_subject(head))
            self._mentions.append(mention)
            self._places.append((number, mention.offset))
            self._by_passage.setdefault(number, []).append(mention)

    def _member(self, doc: Doc, run: Sequence[int]) -> Member | None:
        words = [doc[i].text for i in bare(doc, run)]
        name = " ".join(words)
        return self.named(name, kind_of(doc, run, words)) if folded(name) else None

    def named(self, name: str, kind: SpeakerKind) -> Member:
        """The member of that name, a new one if nobody has it."""
        key = folded(name)
        speaker = self._registered_as(key)
        if speaker is not None:
            name, key = speaker.name, folded(speaker.name)
        member = self._members.get(key)
        if member is None and speaker is None:
            member = self._same_last_word(key, kind)
        if member is None:
            member = Member(name, kind)
            if speaker is not None:
                member.kind, member.pronoun, member.registered = speaker.kind, speaker.pronoun, True
            self._members[key] = member
            if " " in key or speaker is not None:
                self._by_last.setdefault(key.split()[-1], []).append(member)
        return member

    def _registered_as(self, key: str) -> Speaker | None:
        """The registered speaker of a folded name, with words before it set aside ("President X")."""
        words = key.split()
        for start in range(len(words)):
            speaker = self._aliases.get(" ".join(words[start:]))
            if speaker is None:
                continue
            titled = speaker.kind == "person" and (len(words) - start > 1 or ROLES.issuperset(words[:start]))
            if start == 0 or titled:
                return speaker
        return None

    def _same_last_word(self, key: str, kind: SpeakerKind) -> Member | None:
        """The one member with this surname, if it stands alone or with a spelling of the same first name."""
        words = key.split()
        if kind == "body" and len(words) > 1:
            return None
        others = self._by_last.get(words[-1], [])
        if len(words) == 1:
            people = [m for m in others if m.kind == "person"]
            return people[0] if len(people) == 1 else None
        fitting = [
            m
            for m in others
            if m.kind == "person" and folded(m.name)[:1] == words[0][:1] and not m.registered
        ]
        return (
            fitting[0]
            if len(fitting) == 1 and folded(fitting[0].name).split()[0][:3] == words[0][:3]
            else None
        )

    # --------------------------------------------------------------------------- who speaks

    def resolve(self, doc: Doc, number: int, head: int, phrase: Sequence[int]) -> Resolved:
        """Whom the source phrase ``phrase`` (tokens, headed by ``head``) of passage ``number`` names."""
        token = doc[head]
        word = token.lower_
        if token.tag_ in {"WP", "WDT"} or (word in _RELATIVE and token.tag_ in {"WP", "WDT", "WP$"}):
            antecedent = _antecedent(token)
            if antecedent is None:
                return UNKNOWN
            return self.resolve(doc, number, antecedent.i, _phrase(antecedent))
        if word in _PERSON_PRONOUNS:
            return self._pronoun(number, token, _PERSON_PRONOUNS[word])
        if word in {"they", "their", "them"}:
            return self._plural(number, token)
        if word in _FIRST or word in _EMPTY or token.tag_ in {"DT", "EX", "CD"}:
            return UNKNOWN
        inside = [m for m in self._by_passage.get(number, ()) if m.offset <= token.idx < m.end]
        if inside and token.tag_ in NAME_TAGS:
            return _by_name(inside[0].member)
        surname = self._by_last.get(folded(token.text), ())
        if len(surname) == 1 and token.text[:1].isupper():  # a surname that the tagger takes for a noun
            return _by_name(surname[0])
        apposed = self._apposed(number, token)
        if apposed is not None:
            return apposed
        return self._description(doc, number, token, phrase)

    def remember(self, number: int, offset: int, member: Member) -> None:
        """Note that ``member`` was quoted there: the next pronoun likely means the same."""
        self._latest.append((number, offset, member))

    def introduced(self, text: str) -> Resolved:
        """Whom words outside the passages (a title, a label) name."""
        key = folded(text)
        speaker = self._registered_as(key) or self._offices.get(key)
        if speaker is not None:
            member = self.named(speaker.name, speaker.kind)
            return Resolved(member.name, member.kind, 1.0, "named", member)
        found = [
            m for k, m in self._members.items() if m.kind == "person" and (k == key or k.split()[-1] == key)
        ]
        if len(found) == 1:
            return Resolved(found[0].name, found[0].kind, 0.9, "named", found[0])
        return UNKNOWN

    def described(self, role: str) -> Resolved:
        """The person most often named who is described by ``role`` ("president")."""
        counts: dict[str, int] = {}
        by_name = {}
        for mention in self._mentions:
            if role in mention.member.descriptions and mention.member.kind == "person":
                counts[mention.member.name] = counts.get(mention.member.name, 0) + 1
                by_name[mention.member.name] = mention.member
        if not counts:
            return UNKNOWN
        best = max(counts, key=lambda name: counts[name])
        return Resolved(best, by_name[best].kind, 0.8, "described", by_name[best])

    def _pronoun(self, number: int, token: Token, pronoun: Gender) -> Resolved:
        """The person last quoted or named, subjects and those of the pronoun's own sentence first."""
        best: tuple[float, Member] | None = None
        for mention in self._before(number, token.idx):
            if mention.passage < number - 3:
                break
            member = mention.member
            if member.kind != "person" or member.pronoun not in (None, pronoun):
                continue
            same = mention.passage == number
            away = (number - mention.passage) * 400 + (token.idx - mention.offset if same else 200)
            points = -away / 100 + 2.0 * mention.subject + (1.0 if member.pronoun == pronoun else 0)
            if best is None or points > best[0]:
                best = (points, member)
        for passage, offset, member in reversed(self._latest[-3:]):
            if member.kind == "person" and member.pronoun in (None, pronoun) and passage >= number - 2:
                away = (number - passage) * 400 + (token.idx - offset if passage == number else 200)
                points = -away / 100 + 3.0 + (1.0 if member.pronoun == pronoun else 0)
                if (passage, offset) < (number, token.idx) and (best is None or points > best[0]):
                    best = (points, member)
                break
        if best is None:
            return UNKNOWN
        return Resolved(best[1].name, best[1].kind, 0.8, "pronoun", best[1])

    def _before(self, number: int, offset: int) -> Iterator[Mention]:
        """The mentions before a place, the nearest first."""
        for i in range(bisect_left(self._places, (number, offset)) - 1, -1, -1):
            yield self._mentions[i]

    def _plural(self, number: int, token: Token) -> Resolved:
        for passage, offset, member in reversed(self._latest):
            if passage < number - 1:
                break
            if (passage, offset) < (number, token.idx) and member.kind != "person":
                return Resolved(member.name, member.kind, 0.6, "pronoun", member)
        for mention in self._before(number, token.idx):
            if mention.passage < number - 1:
                break
            if mention.member.kind == "body":
                return Resolved(mention.member.name, "body", 0.5, "pronoun", mention.member)
        return UNKNOWN

    def _apposed(self, number: int, token: Token) -> Resolved | None:
        """The name that stands in apposition to a description, before or after it."""
        near = [c for c in token.children if c.dep_ == "appos"]
        if token.dep_ == "appos":
            near.append(token.head)
        for other in near:
            for mention in self._by_passage.get(number, ()):
                if mention.offset <= other.idx < mention.end and mention.member.kind == "person":
                    return Resolved(mention.member.name, mention.member.kind, 0.95, "named", mention.member)
        return None

    def _description(self, doc: Doc, number: int, token: Token, phrase: Sequence[int]) -> Resolved:
        words = [doc[i].lower_ for i in phrase if doc[i].tag_ not in {"DT", "POS"} and not doc[i].is_punct]
        text = _phrase_text(doc, phrase)
        first = doc[phrase[0]].lower_ if phrase else ""
        speaker = self._offices.get(folded(text)) or self._aliases.get(folded(text))
        if speaker is not None and first not in {"a", "an", "some"}:
            member = self.named(speaker.name, speaker.kind)
            return Resolved(member.name, member.kind, 0.9, "described", member)
        if token.lower_ in ROLES and first in {"the", "this", "that", "his", "her", "their"}:
            member_found = self._last_described(number, token, set(words))
            if member_found is not None:
                return Resolved(member_found.name, member_found.kind, 0.85, "described", member_found)
        if not text:
            return UNKNOWN
        kind: SpeakerKind = "body" if token.lower_ in BODIES else "unnamed"
        member = self._members.get(folded(text)) or Member(text, kind)
        return Resolved(text, kind, 0.75, "described", member)

    def _last_described(self, number: int, token: Token, words: set[str]) -> Member | None:
        modifiers = words - {token.lower_}
        loose = None
        for mention in islice(self._before(number, token.idx), _LOOK_BACK):
            descriptions = mention.member.descriptions
            if mention.member.kind != "person" or token.lower_ not in descriptions:
                continue
            if modifiers <= descriptions:
                return mention.member
            loose = loose or mention.member
        return loose if not modifiers else None


# -------------------------------------------------------------------------------- registry


@lru_cache(maxsize=32)
def _registered(registry: tuple[Speaker, ...]) -> tuple[dict[str, Speaker], dict[str, Speaker]]:
    aliases: dict[str, Speaker] = {}
    offices: dict[str, Speaker] = {}
    for speaker in registry:
        for alias in (speaker.name, *speaker.aliases):
            aliases.setdefault(folded(alias), speaker)
        for office in speaker.offices:
            offices.setdefault(folded(office), speaker)
    return aliases, offices


def _by_name(member: Member) -> Resolved:
    return Resolved(member.name, member.kind, 1.0 if member.registered else 0.95, "named", member)


def _is_subject(token: Token) -> bool:
    while token.dep_ in {"compound", "poss", "appos", "nmod"} and token.head != token:
        token = token.head
    return token.dep_ in {"nsubj", "nsubjpass"}


def _antecedent(token: Token) -> Token | None:
    node = token
    while node.head != node:
        if node.dep_ in {"relcl", "acl"}:
            return node.head
        node = node.head
    return None


def _phrase(head: Token) -> list[int]:
    left = head.left_edge.i
    return list(range(left, head.i + 1))


def _phrase_text(doc: Doc, phrase: Sequence[int]) -> str:
    if not phrase:
        return ""
    text = doc.text[doc[phrase[0]].idx : doc[phrase[-1]].idx + len(doc[phrase[-1]])]
    text = " ".join(text.strip(" \"'“”‘’,;:-–—").split())
    return text if len(text) <= 120 and re.search(r"\w", text) else ""
