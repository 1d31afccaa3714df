"""Those who are named in a document, where they are, and whom a phrase turned out to stand for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimdb.extraction.roles import ALSO, OFFICES, QUALIFIERS, Gender, gender_of

if TYPE_CHECKING:
    from claimdb.model import SpeakerKind

_LOOK_BACK = 200


@dataclass(frozen=True, slots=True)
class Title:
    """What somebody is said to be: a role and the words around it ("the Northtown mayor")."""

    role: str
    words: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Member:
    """Somebody in the cast."""

    name: str
    kind: SpeakerKind
    pronoun: Gender | None = None
    titles: set[Title] = field(default_factory=set)
    registered: bool = False
    votes: float = 0.0
    """Above 0 if the places that the name stands in speak for a person, below for a body."""
    places: list[int] = field(default_factory=list)
    """Which names of the document, counted from its beginning, are this one's; names in full come first."""
    first: int = 10**9
    """The least of them."""

    def described_by(self, titles: set[Title]) -> None:
        """Take from the titles at a name what they say of its bearer."""
        if titles:
            self.vote(3)
            self.titles |= titles
            self.pronoun = self.pronoun or gender_of({title.role for title in titles})

    def vote(self, weight: float) -> None:
        """Count evidence that this is a person (or, below 0, a body)."""
        if not self.registered:
            self.votes += weight
            self.kind = "person" if self.votes > 0 else "body"

    def stands_at(self, place: int) -> None:
        self.places.append(place)
        self.first = min(self.first, place)

    def last_before(self, place: int) -> int:
        """Where the name stands last before a place; far off, where it doesn't."""
        return max((each for each in self.places[-_LOOK_BACK:] if each < place), default=-(10**9))

    @property
    def words(self) -> set[str]:
        """All words of the member's titles."""
        return {word for title in self.titles for word in title.words}

    def is_a(self, role: str, modifiers: frozenset[str], *, exact: bool = False) -> bool:
        """True if a title of the member is that role, as former or deputy as ``modifiers`` say."""
        for title in self.titles:
            if title.role != role and (exact or role not in ALSO.get(title.role, ())):
                continue
            apart = (title.words ^ modifiers) & QUALIFIERS
            if not apart or (role not in OFFICES and not modifiers & QUALIFIERS):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text."""

    passage: int
    offset: int
    end: int
    member: Member
    sentence: int
    """Which sentence of the document it stands in."""
    weight: float
    """How much its place in the sentence makes it what the sentence is about."""
    last: int
    """Its last word, as a token of the passage."""
    quoted: bool = False
    to: Gender | None = None
    """The pronoun of whom its bearer speaks to: "she" after "asked her" is not who asked."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Whom a source phrase stands for; ``name`` is ``None`` if that can't be told."""

    name: str | None
    kind: SpeakerKind | None
    certainty: float
    how: str
    member: Member | None = None
    also: tuple[str, ...] = ()
    """Further people that the phrase names ("Jane Doe and John Roe")."""


UNKNOWN = Resolved(None, None, 0.5, "speaker not resolved")


def resolved(member: Member, certainty: float, how: str) -> Resolved:
    return Resolved(member.name, member.kind, certainty, how, member)
