"""The people and bodies of one document by name: the registry's first, then those that it names itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from claimdb.extraction.identity import folded, gender_of_name, is_given_name, same_person, surname
from claimdb.extraction.members import Member
from claimdb.extraction.names import acronym_of, rest_of
from claimdb.extraction.roles import BODIES, COURTESY, ROLES, Gender
from claimdb.transliteration import sound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimdb.model import Office, Speaker, SpeakerKind

_LONG_AGO, _JUST_NOW = 15, 8
"""In names between, how far off somebody is out of view, and how near another one in it."""
_MANY = 50
"""How many people of one name are looked through; a list of thousands is nobody's cast."""
_LONG_SURNAME = 7
"""How many letters a last name alone needs for another spelling of it to be a registered person's."""


@dataclass(frozen=True, slots=True)
class Registry:
    """The corpus file's speakers by what they are called."""

    aliases: dict[str, Speaker] = field(default_factory=dict)
    offices: dict[str, list[tuple[Speaker, Office | None]]] = field(default_factory=dict)
    """Every holder of an office, with the term where the corpus file gives one."""
    surnames: dict[str, list[Speaker]] = field(default_factory=dict)
    """People by the sound of their last name."""


@lru_cache(maxsize=32)
def registry_of(speakers: tuple[Speaker, ...]) -> Registry:
    registry = Registry()
    for speaker in speakers:
        for alias in (speaker.name, *speaker.aliases):
            registry.aliases.setdefault(folded(alias), speaker)
        if speaker.kind == "person":
            last = sound(surname(folded(speaker.name).split() or [""]))
            registry.surnames.setdefault(last, []).append(speaker)
        for office in speaker.offices:
            holders = registry.offices.setdefault(folded(office), [])
            dated = [term for term in speaker.terms_of_office if term.title == office]
            holders += [(speaker, term) for term in dated] or [(speaker, None)]
    return registry


class Roster:
    """Everybody who has a name in one document."""

    def __init__(self, speakers: Sequence[Speaker], published: str | None = None) -> None:
        self._registry = registry_of(tuple(speakers))
        self._published = published
        self._members: dict[str, Member] = {}
        self._by_last: dict[str, list[Member]] = {}
        self._ends: dict[str, list[Member]] = {}
        self._parts: dict[tuple[str, str], list[Member]] = {}
        """Members by the first, the last and the middle words of their names, and by their initials."""

    def get(self, name: str) -> Member | None:
        """The member whose name is exactly this, case and accents aside."""
        key = folded(name)
        speaker = self._registry.aliases.get(key)
        return self._members.get(key if speaker is None else folded(speaker.name))

    def listed(self, name: str) -> Member | None:
        """The registered speaker whom these words name."""
        speaker = self._registry.aliases.get(folded(name))
        if speaker is None or self._namesake(folded(name), speaker):
            return None
        return self._members.get(folded(speaker.name)) or self._join(speaker.name, speaker)

    def surnamed(self, word: str) -> list[Member]:
        """The people with this last name, in the order in which the document names them."""
        return [m for m in self._by_last.get(sound(folded(word)), ())[:_MANY] if m.kind == "person"]

    # ------------------------------------------------------------------------ by name

    def named(
        self, name: str, place: int, *, person: bool, gender: Gender | None = None, title: str = ""
    ) -> Member:
        """The member that a name stands for, a new one if it is nobody's yet.

        ``place`` is the number of the name in the document; ``gender`` and ``title`` are those of a courtesy
        title before it ("Mrs.").
        """
        key = folded(name)
        speaker = self._registered_as(key)
        member = self._members.get(key if speaker is None else folded(speaker.name))
        if speaker is not None and not self._namesake(key, speaker):
            return member or self._join(speaker.name, speaker)
        member = self._members.get(key)
        if member is not None and (" " in key or not self._fitting(key, place, gender)):
            return member
        return self._known_as(key, place, person=person, gender=gender) or self._add(name, gender, title)

    def _add(self, name: str, gender: Gender | None, title: str) -> Member:
        """A new member; with the title, where somebody else of the document has the same last name."""
        if title and self.surnamed(name):
            name = f"{title} {name}"
        member = self._members.get(folded(name)) or self._join(name)
        member.pronoun = member.pronoun or gender
        return member

    def _join(self, name: str, speaker: Speaker | None = None) -> Member:
        member = Member(name, "body")
        key = folded(name)
        words = key.split()
        if speaker is not None:
            member.kind, member.pronoun, member.registered = speaker.kind, speaker.pronoun, True
        if len(words) > 1 and member.pronoun is None:
            member.pronoun = gender_of_name(words)
        self._members[key] = member
        if " " in name or speaker is not None:  # "the Doe-Roe plan" names nobody Roe
            self._by_last.setdefault(sound(surname(words)), []).append(member)
            for end in rest_of(words):
                self._ends.setdefault(end, []).append(member)
        self._index(member, words)
        return member

    def _index(self, member: Member, words: Sequence[str]) -> None:
        parts = [("first", words[0]), ("last", words[-1]), ("initials", acronym_of(member.name).lower())]
        for part in [*parts, *(("middle", word) for word in words[1:-1])]:
            self._parts.setdefault(part, []).append(member)

    def _with(self, part: str, word: str, kind: SpeakerKind) -> list[Member]:
        return [m for m in self._parts.get((part, word), ())[:_MANY] if m.kind == kind]

    def _registered_as(self, key: str) -> Speaker | None:
        """The registered speaker of a folded name, with words before it set aside ("President X")."""
        aliases = self._registry.aliases
        words = key.split()
        for start in range(len(words)):
            speaker = aliases.get(" ".join(words[start:]))
            if speaker is None:
                continue
            before = words[:start]
            titled = all(word in ROLES or word in COURTESY or f"{word}." in COURTESY for word in before)
            if start == 0 or (speaker.kind == "person" and (len(words) - start > 1 or titled)):
                return speaker
        return self._spelled(words)

    def _spelled(self, words: Sequence[str]) -> Speaker | None:
        """The registered person whose name is ``words`` in another transliteration, or with an initial."""
        others = self._registry.surnames.get(sound(surname(words)), [])
        if len(words) > 1:
            others = [s for s in others if same_person(words, folded(s.name).split())]
        elif len(words[0]) < _LONG_SURNAME or self._by_last.get(sound(words[0])):
            return None
        return others[0] if len(others) == 1 else None

    def _namesake(self, key: str, speaker: Speaker) -> bool:
        """True if a last name is that of a registered person, but the document names another one in full."""
        if " " in key or speaker.kind != "person" or folded(speaker.name) in self._members:
            return False
        return any(not member.registered for member in self.surnamed(key))

    # ----------------------------------------------------------------------- by part of a name

    def _fitting(self, key: str, place: int, gender: Gender | None) -> list[Member]:
        """The people whose last name a word is, as far as a title before it fits them.

        Who is a person by no more than two capitals is introduced before: "Northtown" is no "Poor Northtown".
        """
        return [
            m
            for m in self.surnamed(key)
            if (gender is None or m.pronoun in (None, gender))
            and (m.registered or m.votes >= 1 or m.first < place)
        ]

    def _known_as(self, key: str, place: int, *, person: bool, gender: Gender | None) -> Member | None:
        words = key.split()
        if len(words) == 1:
            return self._by_one_word(key, place, gender)
        ends = self._ends.get(key, [])
        if len(ends) == 1:
            return ends[0]
        if not person:
            return None
        same = [m for m in self._by_last.get(sound(surname(words)), ())[:_MANY] if self._same(m, words)]
        return same[0] if len(same) == 1 else None

    def _same(self, member: Member, words: Sequence[str]) -> bool:
        own = folded(member.name).split()
        return len(own) > 1 and member.kind == "person" and same_person(own, words)

    def _by_one_word(self, key: str, place: int, gender: Gender | None) -> Member | None:
        """Whom one word names: by last name, by first name, by initials."""
        fitting = self._fitting(key, place, gender)
        if fitting or gender is not None:
            return _in_view(fitting, place) if fitting else None
        if key in BODIES:
            found = self._with("last", key, "body")
        elif is_given_name(key):
            found = self._with("first", key, "person")
        else:
            found = self._with("initials", key, "body") if len(key) > 2 else []
            found += self._with("middle", key, "person") if len(key) > 3 else []
        return found[0] if len(found) == 1 else None

    # --------------------------------------------------------------------------- by office

    def in_office(self, text: str) -> Member | None:
        """Who holds an office of the registry by the date of the document, if one person does."""
        held = self._registry.offices.get(folded(text), [])
        holders = [speaker for speaker, term in held if self._serves(term)]
        present = [speaker for speaker in holders if folded(speaker.name) in self._members]
        if not holders:
            return None
        speaker = present[0] if len(present) == 1 or (self._published is None and present) else holders[0]
        return self._members.get(folded(speaker.name)) or self._join(speaker.name, speaker)

    def _serves(self, term: Office | None) -> bool:
        """True if the document's date, as far as it is known, lies within a term."""
        date = self._published
        if term is None or date is None:
            return True
        since, until = term.since, term.until
        began = since is None or date[: len(since)] >= since[: len(date)]
        return began and (until is None or date[: len(until)] <= until[: len(date)])


def _in_view(people: Sequence[Member], place: int) -> Member:
    """Whom of several a last name means: the first whom the document names, for the others are in the way;
    where that one has been left long ago, whoever was named just now (a page of many stories)."""
    chief = min(people, key=lambda member: member.first)
    latest = max(people, key=lambda member: member.last_before(place))
    left = place - chief.last_before(place) > _LONG_AGO
    return latest if left and place - latest.last_before(place) <= _JUST_NOW else chief
