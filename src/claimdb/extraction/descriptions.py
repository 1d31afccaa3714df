"""Whom a description stands for: "the mayor", "the ministry", "a senior official", "Doe's remarks"."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from claimdb.extraction.identity import folded
from claimdb.extraction.members import Member
from claimdb.extraction.roles import BODIES, DOCUMENTS, GENDERED, PARTIES, QUALIFIERS, is_people, role_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from claimdb.extraction.scene import Scene
    from claimdb.model import SpeakerKind

_LOOK_BACK = 400
"""How many names before a description ("the spokesman") may be the one that it stands for."""
DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})
_SMALL = DEFINITE | frozenset(
    """a an my our your some any all both each every no other others another many several few most more such
    two three four five six seven eight nine ten hundreds thousands millions dozens""".split()
)
"""Words that are written small anywhere but at the head of a sentence."""
_LONGEST = 120
_STANDING = frozenset({"nominee", "candidate", "contender", "hopeful"})
_FOR_OFFICE = frozenset({"presidential", "senate", "gubernatorial", "congressional", "mayoral", "party"})
_PARTY_WORDS = frozenset(" ".join(PARTIES.values()).split())
_MARKS = " \"'“”‘’`,;:-–—."
_POSSESSIVE = re.compile(r"(?<=[^s\W])['’]s$")
_ASIDES = frozenset({"(", "[", "—", "–", "--"})
_CLAUSES = frozenset({"VBG", "VBN", "VBD", "WDT", "WP", "WP$", "IN"})
_ADDED = _CLAUSES | {"DT", "CD", "RB"}
_CONTRASTING = frozenset(
    """other another second third new next old young older younger same different rival fellow top
    first last previous current""".split()
)
"""Adjectives that tell one bearer of a role from another."""


class Descriptions:
    """The sources of a document that have no name; one for each description."""

    def __init__(self) -> None:
        self._members: dict[str, Member] = {}
        self._by_head: dict[str, list[Member]] = {}

    def of(self, text: str, head: Token, *, plural: bool) -> Member:
        """The member of that description, a new one where it is the first."""
        first, _, rest = text.partition(" ")
        if first.lower() in _SMALL:
            text = f"{first.lower()} {rest}".rstrip()  # its capital was the sentence's
        elif text.isupper() and " " in text:
            text = text.lower()  # and these were a headline's
        key = folded(text)
        member = self._members.get(key)
        if member is None:
            word = head.lower_
            body = word in BODIES and not plural and head.tag_ in {"NN", "NNP"}
            kind: SpeakerKind = "body" if body else "unnamed"
            member = Member(text, kind)
            if plural and word not in DOCUMENTS:
                member.pronoun = "they"
            elif not is_people(word):
                member.pronoun = "it"
            else:
                member.pronoun = GENDERED.get(word)
            self._members[key] = member
            self._by_head.setdefault(word, []).append(member)
        return member

    def again(self, head: Token) -> Member | None:
        """The one of the descriptions so far that "the official" takes up: the last of the same noun."""
        earlier = self._by_head.get(head.lower_, [])
        return earlier[-1] if earlier else None


def person_described(
    scene: Scene, number: int, token: Token, words: frozenset[str], *, exact: bool
) -> Member | None:
    """The person named last of whom a definite description is said ("the Northtown mayor").

    ``exact`` asks for the very role: a senator is a politician too, but not the one of whom "a politician"
    was said before.
    """
    role = role_of(token.lower_) or token.lower_
    asked = words - {role, token.lower_}
    loose: list[Member] = []
    for mention in islice(scene.before(number, token.idx), _LOOK_BACK):
        member = mention.member
        if member.kind != "person" or not member.is_a(role, asked, exact=exact):
            continue
        if _says(asked - QUALIFIERS, member):
            return member
        if member not in loose:
            loose.append(member)
    if len(loose) == 1 and not any(_tells_apart(word, token) for word in asked):
        return loose[0]
    return None if exact else _standing(scene, number, token, role, asked)


def _standing(scene: Scene, number: int, token: Token, role: str, asked: frozenset[str]) -> Member | None:
    """The one person of a party, for its candidate: "the Republican nominee" after "Republican Jane Doe"."""
    parties = asked & _PARTY_WORDS
    if role not in _STANDING or not parties or asked - _PARTY_WORDS - _FOR_OFFICE:
        return None
    people = {
        mention.member: None
        for mention in islice(scene.before(number, token.idx), _LOOK_BACK)
        if mention.member.kind == "person" and parties <= mention.member.words
    }
    return next(iter(people)) if len(people) == 1 else None


def _says(words: frozenset[str], member: Member) -> bool:
    """True if the member's titles hold all of ``words``, "Northland" also for "Northlandish"."""
    own = member.words
    return all(any(word == o or (len(word) > 4 and word[:4] == o[:4]) for o in own) for word in words)


def _tells_apart(word: str, token: Token) -> bool:
    """True if a word of a description can't be passed over: a name, a number, an ordinal."""
    if word in QUALIFIERS or word in _CONTRASTING or not word.isalpha():
        return True
    return any(t.lower_ == word and t.text[:1].isupper() and t.i > 0 for t in token.subtree)


def body_described(scene: Scene, number: int, token: Token) -> Member | None:
    """The body named last whose name has the noun in it: "the ministry" of the Ministry of Health."""
    word = token.lower_
    for mention in islice(scene.before(number, token.idx), _LOOK_BACK):
        if mention.member.kind == "body" and word in folded(mention.member.name).split():
            return mention.member
    return None


def text_of(doc: Doc, phrase: Sequence[int]) -> str:
    """The words of a phrase, without marks at its ends; "" if they are none, or too many for a name."""
    if not phrase:
        return ""
    text = doc[phrase[0] : phrase[-1] + 1].text  # the text of the whole Doc is made anew each time
    text = _POSSESSIVE.sub("", " ".join(text.strip(_MARKS).split()))
    return text if len(text) <= _LONGEST and re.search(r"\w", text) else ""


def short_text_of(doc: Doc, phrase: Sequence[int], head: int) -> str:
    """The words of a description, without what is added behind a comma or a bracket, and not too long."""
    end = len(phrase)
    for at, i in enumerate(phrase):
        if i > head and (doc[i].text in _ASIDES or (doc[i].text == "," and _adds(doc, phrase, at))):
            end = at
            break
    text = text_of(doc, phrase[:end])
    if text:
        return text
    kept = next((at for at in range(end) if phrase[at] > head and doc[phrase[at]].tag_ in _CLAUSES), end)
    return text_of(doc, phrase[:kept]) or text_of(doc, [i for i in phrase if i <= head])


def _adds(doc: Doc, phrase: Sequence[int], at: int) -> bool:
    """True if what follows a comma says more of what stands before it, and is no member of a list."""
    after = doc[phrase[at + 1]] if at + 1 < len(phrase) else None
    return (
        after is None or after.tag_ in _CLAUSES or after.tag_ in {"DT", "CD", "RB"} or after.lower_ == "like"
    )
