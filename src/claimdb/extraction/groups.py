"""Whom "they" and "it" stand for: the group, body or document that is most in view where they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimdb.extraction.identity import folded
from claimdb.extraction.members import UNKNOWN, Member, Resolved, resolved
from claimdb.extraction.roles import BODIES, CALENDAR, THINGS, is_people
from claimdb.extraction.scene import weight_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Token

    from claimdb.extraction.scene import Scene

    Describe = Callable[[int, Token], Resolved]

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_IN_VIEW = frozenset({*_SUBJECTS, "ROOT"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "CD"})
_PLURAL = frozenset({"NNS", "NNPS"})
_PEOPLE, _BODY = 1.2, 0.0
"""What speaks for people in the plural, and for a body that many are in."""
_OTHER_ROLES = {"dobj": -1.4, "pobj": -1.7}
"""What speaks against what is no subject."""
_QUOTED_LAST, _QUOTED_BEFORE = 1.4, 0.6
_REPORTED = -1.0
"""Against the subject of what others say: "experts said the voters were tired, and they warned"."""
_A_SENTENCE = -0.9
_OTHERS_WORDS = -1.5
_LEAST = -1.5
_BACK = 2
"""How many sentences before the pronoun's own are looked at."""
_PASSAGES = 2
"""How many passages before its own."""
_NOUNS_TRIED = 12
_PLACES = frozenset({"in", "at", "on", "near", "for", "from", "across", "over", "under"})
"""Prepositions before where or what for something is, rather than who takes part."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    found: Resolved
    points: float


def dislocated(token: Token) -> Token | None:
    """The noun that a pronoun takes up as the subject of the same verb: "My neighbours, they say"."""
    if token.dep_ not in _SUBJECTS:
        return None
    before = [c for c in token.head.lefts if c.i < token.i and c.dep_ in _SUBJECTS and c.tag_ in _NOUNS]
    return before[-1] if before else None


def group_of(scene: Scene, number: int, token: Token, describe: Describe) -> Resolved:
    """Those that "they" stands for.

    What counts is whether they are people in the plural, how near they are named, whether their sentence is
    about them, and whether they were quoted last.
    """
    taken_up = dislocated(token)
    if taken_up is not None:
        found = describe(number, taken_up)
        if found.member is not None and (found.kind != "person" or found.also):
            return _weaker(found)
    best: dict[str, _Candidate] = {}
    for candidate in [*_nouns_before(scene, number, token, describe), *_quoted(scene, number, token)]:
        name = candidate.found.name or ""
        known = best.get(name)
        if known is None:
            best[name] = candidate
        else:  # named as well as quoted: the better of its places, and a little for the other
            top = max(known.points, candidate.points)
            best[name] = replace(known, points=top + 0.5 * max(0.0, min(known.points, candidate.points)))
    if best:
        first = max(best.values(), key=lambda each: each.points)
        if first.points >= _LEAST:
            return _weaker(first.found)
    return _last_body(scene, number, token)


def _nouns_before(scene: Scene, number: int, token: Token, describe: Describe) -> Iterator[_Candidate]:
    """Groups and bodies that the sentences up to the pronoun name, those of the passages before too."""
    here = scene.sentence(number, token.i)
    quoted = scene.quoted(number, token.idx)
    tried = 0
    for passage, noun in _words_before(scene, number, token):
        back = here - scene.sentence(passage, noun.i)
        if back > _BACK or tried == _NOUNS_TRIED:
            return
        if noun.dep_ not in {*_IN_VIEW, *_OTHER_ROLES} or noun.tag_ not in _NOUNS or noun.head == token.head:
            continue
        if noun.dep_ == "pobj" and noun.head.lower_ in _PLACES:
            continue
        points = _kind_of(scene, passage, noun)
        if points is None:
            continue
        tried += 1
        found = describe(passage, noun)
        if found.member is None or (found.kind == "person" and not found.also):
            continue
        points += weight_of(noun, noun.i) if noun.dep_ in _IN_VIEW else _OTHER_ROLES[noun.dep_]
        points += back * _A_SENTENCE
        points += _REPORTED if passage == number and _is_reported(noun, token) else 0.0
        points += 0.0 if scene.quoted(passage, noun.idx) == quoted else _OTHERS_WORDS
        yield _Candidate(found, points)


def _words_before(scene: Scene, number: int, token: Token) -> Iterator[tuple[int, Token]]:
    """The words before ``token`` and those of the passages before, backwards, each with its passage."""
    for passage in range(number, max(-1, number - 1 - _PASSAGES), -1):
        doc = scene.docs[passage]
        last = token.i if passage == number else len(doc)
        for i in range(last - 1, -1, -1):
            yield passage, doc[i]


def _kind_of(scene: Scene, number: int, noun: Token) -> float | None:
    """What speaks for a noun as those that "they" means; ``None`` if it can't."""
    people = noun.tag_ == "NNPS" or is_people(noun.lower_) or noun.lower_.removesuffix("s") in BODIES
    several = any(c.dep_ == "conj" and c.tag_ in _NOUNS for c in noun.children)
    joined = several and (noun.tag_ == "NNP" or (noun.tag_ == "NN" and people))
    if joined or (people and noun.tag_ in _PLURAL):
        return _PEOPLE
    if noun.tag_ == "NN" and noun.lower_ in BODIES:
        return None if any(c.lower_ == "of" for c in noun.children) else _BODY  # "the state of the roads"
    mention = scene.at(number, noun.idx) if noun.tag_ in {"NNP", "NNPS"} else None
    return _BODY if mention is not None and _may_speak(mention.member) else None


def _is_reported(noun: Token, pronoun: Token) -> bool:
    """True for the subject of what somebody else is said to say or think."""
    clause = noun.head
    if clause.dep_ != "ccomp" or clause.is_ancestor(pronoun):
        return False
    return any(c.dep_ in _SUBJECTS and c.tag_ in {*_NOUNS, "WP"} for c in clause.head.children)


def _quoted(scene: Scene, number: int, token: Token) -> Iterator[_Candidate]:
    """The groups and bodies quoted last."""
    here = scene.sentence(number, token.i)
    seen = 0
    for mention in reversed(scene.latest):
        if mention.passage < number - 2 or seen == 2:
            return
        place = mention.passage, mention.offset
        if place >= (number, token.idx):
            continue
        seen += 1
        group = scene.together.get(place)
        if group is None and not _is_group(mention.member):
            continue
        if mention.quoted and not scene.quoted(number, token.idx):
            continue
        points = _QUOTED_LAST if seen == 1 else _QUOTED_BEFORE
        points += _PEOPLE if group is not None or mention.member.pronoun == "they" else _BODY
        points += _A_SENTENCE * 2 / 3 * max(0, here - mention.sentence)
        yield _Candidate(group or resolved(mention.member, 0.6, "pronoun"), points)


def thing_of(scene: Scene, number: int, token: Token, describe: Describe) -> Resolved:
    """What "it" stands for: the last subject that is a body or a document."""
    taken_up = dislocated(token)
    noun = taken_up if taken_up is not None else _thing_before(scene, number, token)
    found = UNKNOWN if noun is None else describe(number, noun)
    if found.member is not None and found.kind != "person":
        return _weaker(found)
    for mention in reversed(scene.latest):
        if mention.passage < number - 1:
            break
        fits = mention.member.kind == "body" or mention.member.pronoun == "it"
        if fits and (mention.passage, mention.offset) < (number, token.idx):
            return resolved(mention.member, 0.6, "pronoun")
    return _last_body(scene, number, token)


def _thing_before(scene: Scene, number: int, token: Token) -> Token | None:
    """The nearest subject in the pronoun's sentence and the one before it that is a body."""
    doc = token.doc
    here = scene.sentence(number, token.i)
    quoted = scene.quoted(number, token.idx)
    for i in range(token.i - 1, -1, -1):
        if scene.sentence(number, i) < here - 1:
            break
        noun = doc[i]
        if noun.dep_ not in _SUBJECTS or noun.head == token.head or noun.tag_ not in {"NN", "NNP"}:
            continue
        if (noun.head.dep_ == "ccomp" and not noun.head.is_ancestor(token)) or (
            scene.quoted(number, noun.idx) != quoted
        ):
            continue
        mention = scene.at(number, noun.idx)
        if noun.lower_ in BODIES or (
            noun.tag_ == "NNP" and mention is not None and _may_speak(mention.member)
        ):
            return noun
    return None


def _last_body(scene: Scene, number: int, token: Token) -> Resolved:
    """The body that a sentence before was about, where nothing nearer fits."""
    for mention in scene.before(number, token.idx):
        if mention.passage < number - 1:
            break
        if _may_speak(mention.member) and not mention.quoted and mention.weight > 0.5:
            return resolved(mention.member, 0.5, "pronoun")
    return UNKNOWN


def _weaker(found: Resolved) -> Resolved:
    return replace(found, certainty=min(found.certainty, 0.65), how="pronoun")


def _is_group(member: Member) -> bool:
    return member.kind == "body" or (member.kind == "unnamed" and member.pronoun != "it")


def _may_speak(member: Member) -> bool:
    """True for a body that may speak, and no street, treaty or month."""
    last = folded(member.name).split()[-1:]
    return member.kind == "body" and bool(last) and last[0] not in THINGS | CALENDAR
