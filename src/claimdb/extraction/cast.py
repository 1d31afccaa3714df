"""The cast of a document: who is named in it, and whom a name, a description or a pronoun stands for.

Names are the roster's (:mod:`claimdb.extraction.roster`); where they stand is the scene's; pronouns and
descriptions are read off both.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from claimdb.extraction.descriptions import (
    DEFINITE,
    Descriptions,
    body_described,
    person_described,
    short_text_of,
    text_of,
)
from claimdb.extraction.groups import group_of, thing_of
from claimdb.extraction.identity import folded
from claimdb.extraction.members import UNKNOWN, Member, Mention, Resolved, resolved
from claimdb.extraction.names import NAME_TAGS, bare, equated, name_runs, personhood, titles_at, words_of
from claimdb.extraction.phrases import (
    COMPOUNDING,
    NOUNS,
    antecedent,
    is_conjunct,
    last_name_beside,
    modifies,
    owners,
    phrase_of,
    plain_part,
    trimmed,
)
from claimdb.extraction.pronouns import (
    NEUTER,
    NOBODYS,
    PERSONAL,
    PLURAL,
    SURE,
    learn,
    person_of,
)
from claimdb.extraction.roles import BODIES, COURTESY, UTTERANCES, Gender, role_of
from claimdb.extraction.roster import Roster
from claimdb.extraction.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from claimdb.extraction.quotations import Quotation
    from claimdb.model import Speaker

__all__ = ["UNKNOWN", "Cast", "Resolved"]

_LATEST = 20
_RELATIVE = frozenset({"WP", "WDT", "WP$"})
_BEFORE_NAMES = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "DT", "POS", "HYPH", "VBN", "VBG", "RB"}
)


class Cast:
    """Everybody named in one document.  :meth:`observe` every passage in order, then :meth:`resolve`.

    ``published`` is the document's date, by which the holder of an office is chosen; ``present`` are people
    who speak in it without being named in its passages (the labels of turns).
    """

    def __init__(
        self, registry: Sequence[Speaker], published: str | None = None, present: Sequence[str] = ()
    ) -> None:
        self._roster = Roster(registry, published)
        self._unnamed = Descriptions()
        self._scene = Scene(())
        for name in dict.fromkeys(present):
            member = self._roster.named(name, -1, person=True)
            member.vote(3)
            member.stands_at(-1)

    # ------------------------------------------------------------------------ who is named

    def observe(self, docs: Sequence[Doc], quotes: Sequence[Sequence[Quotation]] | None = None) -> None:
        """Collect the names of ``docs``, the passages of the document in order.

        ``quotes`` are the quotations of each, where they have been found already.
        """
        self._scene = Scene(docs, quotes)
        found = []
        for number, doc in enumerate(docs):
            for run in name_runs(doc):
                name = bare(doc, run)
                if name:
                    found.append((number, doc, run, name))
        keys = {folded(words_of(doc, name)) for _, doc, _, name in found}
        found = [(number, doc, run, plain_part(doc, name, keys)) for number, doc, run, name in found]
        members: dict[tuple[int, int], Member] = {}
        for place in sorted(range(len(found)), key=lambda place: -len(found[place][3])):
            number, doc, run, name = found[place]
            member = self._member(doc, run, name, place)
            if member is not None:
                member.stands_at(place)
                members[number, run[0]] = member
        for number, doc, run, name in found:
            if (number, run[0]) in members:
                member = members[number, run[0]]
                member.described_by(titles_at(doc, run))
                self._scene.add(number, doc[name[0]], doc[run[-1]], member)
        learn(self._scene)

    def _member(self, doc: Doc, run: Sequence[int], name: Sequence[int], place: int) -> Member | None:
        words = words_of(doc, name)
        if not folded(words):
            return None
        person = personhood(doc, run, name)
        title = doc[name[0] - 1] if name[0] else None
        courtesy: Gender | None = COURTESY.get(title.lower_) if title is not None else None
        shared = last_name_beside(doc, run, name)
        member = self._roster.named(
            f"{words} {shared}" if shared else words,
            place,
            person=person > 0,
            gender=courtesy if len(name) == 1 else None,
            title=title.text if title is not None and courtesy else "",
        )
        if folded(member.name) != folded(words):
            person = max(0.0, person)  # part of a name says less than the whole: "Doe plans", "in Roe"
        if abs(person) >= 1 or not member.votes:
            member.vote(person)
        member.pronoun = member.pronoun or courtesy
        return member

    # --------------------------------------------------------------------------- who speaks

    def resolve(
        self, doc: Doc, number: int, head: int, phrase: Sequence[int], speaking: str | None = None
    ) -> Resolved:
        """Whom the source phrase ``phrase`` (tokens, headed by ``head``) of passage ``number`` names.

        ``speaking`` is the voice of the passage, where it has one, which no "he" of its own means.
        """
        token = doc[head]
        if token.tag_ in _RELATIVE:
            noun = antecedent(token)
            if noun is None:
                return UNKNOWN
            return self.resolve(doc, number, noun.i, phrase_of(noun), speaking)
        pronoun = self._pronoun(number, token, speaking)
        if pronoun is not None:
            return pronoun
        phrase = trimmed(doc, phrase, head)
        if not phrase:
            return UNKNOWN
        return (
            self._in_office(doc, phrase)
            or self._by_name(doc, number, token, phrase)
            or self._by_words(number, token, speaking)
            or self._apposed(number, token)
            or self._after_comma(doc, number, token, phrase)
            or self._described(doc, number, token, phrase, speaking)
        )

    def names(self, number: int) -> Iterator[tuple[int, int, str]]:
        """Where names stand in a passage, from and to, and the full name of whose they are."""
        for mention in self._scene.by_passage.get(number, ()):
            yield mention.offset, mention.end, mention.member.name

    def remember(self, number: int, offset: int, member: Member) -> None:
        """Note that ``member`` was quoted there: the next pronoun likely means the same."""
        doc = self._scene.docs[number]
        found = doc.char_span(offset, offset + 1, alignment_mode="expand")
        if found is not None:
            self._scene.remember(number, found[0], member)

    def introduced(self, text: str) -> Resolved:
        """Whom words outside the passages (a title, a label) name."""
        member = self._roster.in_office(text) or self._roster.listed(text) or self._roster.get(text)
        if member is None:
            words = folded(text).split()
            people = self._roster.surnamed(words[-1]) if words else []
            member = people[0] if len(people) == 1 else None
        return UNKNOWN if member is None else _by_name(member)

    def described(self, role: str) -> Resolved:
        """The person most often named who is described by ``role`` ("president")."""
        named = Counter(
            mention.member
            for mention in self._scene.mentions
            if mention.member.kind == "person" and mention.member.is_a(role, frozenset())
        )
        return resolved(named.most_common(1)[0][0], 0.8, "described") if named else UNKNOWN

    def _pronoun(self, number: int, token: Token, speaking: str | None) -> Resolved | None:
        """What a phrase that is a pronoun stands for; ``None`` for any other phrase."""
        word = token.lower_
        if word in PERSONAL:
            return person_of(self._scene, number, token, speaking, self._subject)
        if word in PLURAL:
            return group_of(self._scene, number, token, self._subject)
        if word in NEUTER:
            return thing_of(self._scene, number, token, self._subject)
        return UNKNOWN if word in NOBODYS or token.tag_ in {"EX", "PRP", "PRP$"} else None

    def _subject(self, number: int, token: Token) -> Resolved:
        """Whom a subject stands for; what it was taken for as a source, where it was one."""
        for mention in reversed(self._scene.latest[-_LATEST:]):
            if (mention.passage, mention.offset) == (number, token.idx):
                return resolved(mention.member, 0.9, "described")
        return self.resolve(self._scene.docs[number], number, token.i, phrase_of(token))

    def _in_office(self, doc: Doc, phrase: Sequence[int]) -> Resolved | None:
        if doc[phrase[0]].lower_ in {"a", "an", "some"}:
            return None
        text = text_of(doc, phrase)
        listed = self._roster.listed(text)
        if listed is not None:
            return _by_name(listed)
        holder = self._roster.in_office(text)
        return None if holder is None else resolved(holder, 0.9, "described")

    # -------------------------------------------------------------------------------- names

    def _by_name(self, doc: Doc, number: int, token: Token, phrase: Sequence[int]) -> Resolved | None:
        """Whom a phrase names: the first name in it that is no part of a description ("Doe's lawyer")."""
        start, end = doc[phrase[0]].idx, doc[phrase[-1]].idx
        inside = [m for m in self._scene.by_passage.get(number, ()) if start <= m.offset <= end]
        for mention in inside:
            if self._heads(doc, phrase, mention):
                return self._with_others(doc, token, phrase, mention, inside)
        around = self._scene.at(number, token.idx)
        if around is not None and not inside and token.tag_ in NAME_TAGS:
            return _by_name(around.member)
        return self._taken_for_noun(token, phrase)

    def _taken_for_noun(self, token: Token, phrase: Sequence[int]) -> Resolved | None:
        """Whom a name of one word names that the tagger takes for a noun or a verb."""
        if not token.text[:1].isupper() or (token.tag_ not in NAME_TAGS and len(phrase) > 1):
            return None
        people = self._roster.surnamed(token.text)
        if len(people) == 1:
            return _by_name(people[0])
        within = not token.is_sent_start and token.i > 0 and token.tag_ in {"NNS", "NN"}
        known = self._roster.get(token.text) if within else None
        return None if known is None else _by_name(known)

    def _heads(self, doc: Doc, phrase: Sequence[int], mention: Mention) -> bool:
        """True if the phrase is the name, with titles before it and more about its bearer behind it."""
        tokens = [i for i in phrase if doc[i].idx < mention.offset]
        inside = [i for i in phrase if mention.offset <= doc[i].idx < mention.end]
        if not inside:
            return False
        if modifies(doc, inside[-1], phrase[-1]) or any(doc[i].tag_ not in _BEFORE_NAMES for i in tokens):
            return False
        if mention.member.kind == "person":
            last = doc[tokens[-1]] if tokens else None
            return last is None or last.tag_ not in {"NN", "NNS"} or role_of(last.lower_) is not None
        return self._is_body(doc, phrase, mention, tokens, inside)

    def _is_body(
        self, doc: Doc, phrase: Sequence[int], mention: Mention, before: list[int], inside: list[int]
    ) -> bool:
        """True if the phrase means a body as a whole, not some of its people ("two Democrats")."""
        plain = {"the", "a"}.issuperset(doc[i].lower_ for i in before)
        if " " in mention.member.name and doc[inside[-1]].tag_ != "NNPS":
            return not before or doc[before[-1]].tag_ in {
                "DT",
                "JJ",
                "NNP",
                "VBN",
                "VBG",
                "HYPH",
                "POS",
                "NN",
            }
        behind = phrase[-1] > inside[-1] and doc[inside[-1] + 1].tag_ not in {",", "POS", "CC"}
        return plain and not (behind and doc[inside[-1]].tag_ == "NNPS")

    def _with_others(
        self, doc: Doc, token: Token, phrase: Sequence[int], mention: Mention, inside: Sequence[Mention]
    ) -> Resolved:
        """The first of the names in a phrase, the others beside it; groups are what the text says."""
        last = next(i for i in reversed(phrase) if doc[i].idx < mention.end)
        others = [
            other
            for other in inside
            if other.offset > mention.offset and is_conjunct(doc, other, last) and self._ends_in(doc, other)
        ]
        first = mention.member
        if others and doc[last].tag_ == "NNPS":
            text = text_of(doc, phrase)
            if text:
                return Resolved(text, "body", 0.8, "named", self._unnamed.of(text, doc[last], plural=True))
        also = tuple(dict.fromkeys(o.member.name for o in others if o.member is not first))
        found = _by_name(first)
        found = Resolved(found.name, found.kind, found.certainty, found.how, first, also)
        if also:
            self._scene.together[mention.passage, token.idx] = found
        return found

    def _ends_in(self, doc: Doc, mention: Mention) -> bool:
        after = mention.last + 1
        return after == len(doc) or doc[after].tag_ not in COMPOUNDING

    def _by_words(self, number: int, token: Token, speaking: str | None) -> Resolved | None:
        """Whose a remark or a study is, where the phrase says so ("Doe's remarks", "a poll by X")."""
        if token.lower_ not in UTTERANCES:
            return None
        for owner in owners(token):
            found = self.resolve(owner.doc, number, owner.i, phrase_of(owner), speaking)
            if found.member is not None and found.kind in {"person", "body"}:
                return Resolved(found.name, found.kind, min(found.certainty, 0.85), found.how, found.member)
        return None

    def _apposed(self, number: int, token: Token) -> Resolved | None:
        """The name that stands in apposition to a description, before or after it."""
        for other in equated(token) if token.tag_ not in {"NNS", "NNPS"} else ():
            mention = self._scene.at(number, other.idx)
            if mention is not None and mention.member.kind == "person" and other.tag_ in NAME_TAGS:
                return _by_name(mention.member)
        return None

    def _after_comma(self, doc: Doc, number: int, token: Token, phrase: Sequence[int]) -> Resolved | None:
        """The name behind a description and a comma, which the parse took for something else."""
        if token.tag_ != "NN":
            return None
        for mention in self._scene.by_passage.get(number, ()):
            inside = [i for i in phrase if mention.offset <= doc[i].idx < mention.end]
            if not inside or mention.member.kind != "person" or inside[0] < token.i:
                continue
            before = inside[0] - 1
            while before > token.i and doc[before].tag_ in _BEFORE_NAMES:
                before -= 1
            behind = inside[-1] + 1
            if doc[before].text == "," and (behind > phrase[-1] or doc[behind].text in {",", "(", "who"}):
                return _by_name(mention.member)
        return None

    # ------------------------------------------------------------------------- descriptions

    def _described(
        self, doc: Doc, number: int, token: Token, phrase: Sequence[int], speaking: str | None
    ) -> Resolved:
        if token.tag_ not in NOUNS and not any(doc[i].tag_ in {*NOUNS, "CD"} for i in phrase):
            return UNKNOWN
        taken_up = self._taken_up(doc, number, token, phrase)
        if taken_up is not None:
            return resolved(taken_up, 0.85, "described")
        text = self._text(doc, number, token, phrase, speaking)
        if not text or token.tag_.startswith(("VB", "IN", "TO")):
            return UNKNOWN
        plural = token.tag_ in {"NNS", "NNPS", "CD", "DT"} or any(c.dep_ == "conj" for c in token.children)
        return resolved(self._unnamed.of(text, token, plural=plural), 0.75, "described")

    def _taken_up(self, doc: Doc, number: int, token: Token, phrase: Sequence[int]) -> Member | None:
        """Whoever was named or described before, for a definite description ("the mayor", "the ministry")."""
        first = doc[phrase[0]].lower_
        owned = any(doc[i].tag_ == "POS" for i in phrase if i < token.i)
        if token.tag_ not in {"NN", "NNP"} or not (first in DEFINITE or owned):
            return None
        alone = len([i for i in phrase if not doc[i].is_punct]) == 2
        again = self._unnamed.again(token) if alone and first in {"the", "this", "that"} else None
        if role_of(token.lower_) is not None:
            words = {doc[i].lower_ for i in phrase if doc[i].tag_ not in {"DT", "POS", "IN", "PRP$"}}
            asked = frozenset(word for word in words if word[:1].isalnum())
            person = person_described(self._scene, number, token, asked, exact=again is not None)
            if person is not None and (again is None or not self._spoke_since(again, person)):
                return person
        elif alone and token.lower_ in BODIES and first == "the":
            body = body_described(self._scene, number, token)
            if body is not None:
                return body
        return again

    def _spoke_since(self, member: Member, person: Member) -> bool:
        """True if a source without a name was quoted after a person was named last."""
        named = next((m for m in reversed(self._scene.mentions) if m.member is person), None)
        return named is not None and any(
            m.member is member and (m.passage, m.offset) > (named.passage, named.offset)
            for m in self._scene.latest[-_LATEST:]
        )

    def _text(self, doc: Doc, number: int, token: Token, phrase: Sequence[int], speaking: str | None) -> str:
        """A description as it stands; for "his lawyer" with the name of whose lawyer it is."""
        if doc[phrase[0]].tag_ == "WP$":  # "whose lawyer": whose it is stands elsewhere
            phrase = phrase[1:]
        text = short_text_of(doc, phrase, token.i) if phrase else ""
        first = doc[phrase[0]] if phrase else token
        if first.tag_ != "PRP$" or not text or speaking is not None:  # in speech whose it is is a guess
            return text
        owner = self._pronoun(number, first, speaking)
        if owner is None or owner.certainty < SURE or owner.kind not in {"person", "body"}:
            return text
        return f"{owner.name}'s {text[len(first.text) :].strip()}"


def _by_name(member: Member) -> Resolved:
    return resolved(member, 1.0 if member.registered else 0.95, "named")
