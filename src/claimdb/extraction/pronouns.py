"""Whom a pronoun stands for: the person or body that is most in view where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from claimdb.extraction.groups import dislocated
from claimdb.extraction.members import UNKNOWN, Member, Mention, Resolved, resolved
from claimdb.extraction.roles import Gender, is_people, role_of
from claimdb.extraction.scene import spoken_to, weight_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from claimdb.extraction.scene import Scene

Describe = Callable[[int, "Token"], Resolved]
"""Whom a noun of a passage stands for."""

PERSONAL: dict[str, Gender] = {
    **dict.fromkeys(("he", "his", "him", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}
PLURAL = frozenset({"they", "their", "them", "themselves", "theirs"})
NEUTER = frozenset({"it", "its", "itself"})
NOBODYS = frozenset(
    """i me my myself mine we us our ourselves ours you your yours yourself one nobody none anybody anyone
    whoever everybody everyone someone somebody no-one anything something nothing
    this that these those there what here""".split()
)
"""Words that name no source of their own: the voice that speaks anyway, its hearer, and everybody."""

SURE = 0.85
"""The certainty of a pronoun for which nobody else comes near."""
_MARGIN = 1.0
_PASSAGES, _FURTHER = 3, 9
"""How many passages back somebody is looked for, and how many where nobody is found in these."""
_WORDS = 60
_TRIES = 4
"""How many mentions of a person are looked at for the pronoun."""
_MENTIONS = 60
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ABOUT = frozenset({"nsubj", "nsubjpass", "ROOT"})
_CLAUSES = frozenset({"ccomp", "dobj", "parataxis"})


def person_of(scene: Scene, number: int, token: Token, speaking: str | None, describe: Describe) -> Resolved:
    """The person that "he" or "she" stands for.

    What counts is how near somebody is named, whether it is what its sentence is about, whether it stands in
    the words of somebody else, and who was quoted last.  ``speaking`` is nobody's "he": the voice of the
    passage.
    """
    gender = PERSONAL[token.lower_]
    taken_up = dislocated(token)
    if taken_up is not None:
        found = describe(number, taken_up)
        if found.member is not None and found.kind in {"person", "unnamed"} and may_be(found.member, gender):
            return resolved(found.member, SURE, "pronoun")
    ahead = _ahead(scene, number, token, gender)
    if ahead is not None:
        return resolved(ahead, 0.85, "pronoun")
    points = _points(
        scene,
        number,
        token,
        speaking,
        [*_candidates(scene, number, token, gender, _PASSAGES), *_people(scene, number, token, describe)],
    )
    if not points:
        points = _points(scene, number, token, speaking, _candidates(scene, number, token, gender, _FURTHER))
    if not points:
        return UNKNOWN
    member = max(points, key=lambda each: points[each])
    if member.kind == "body":
        member.vote(2)
    clear = all(points[member] - value >= _MARGIN for other, value in points.items() if other is not member)
    return resolved(member, SURE if clear else 0.75, "pronoun")


def _points(
    scene: Scene, number: int, token: Token, speaking: str | None, mentions: Iterable[Mention]
) -> dict[Member, float]:
    """How much speaks for each of those mentioned."""
    gender = PERSONAL[token.lower_]
    points: dict[Member, float] = {}
    for mention in mentions:
        if may_be(mention.member, gender) and mention.member.name != speaking:
            value = _value(scene, number, token, gender, mention)
            points[mention.member] = max(value, points.get(mention.member, value))
    for member, value in _quoted(scene, number, token, gender, scene.sentence(number, token.i)):
        if member.name != speaking:
            points[member] = max(points.get(member, -2.0) + value, value)
    return points


def _value(scene: Scene, number: int, token: Token, gender: Gender, mention: Mention) -> float:
    """How much speaks for a mention as what the pronoun ``token`` takes up."""
    value = _nearness(scene.sentence(number, token.i) - mention.sentence) + mention.weight
    value += 0.7 if mention.member.pronoun == gender else 0.0
    value -= 1.5 if mention.member.kind == "body" else 0.0
    value -= 1.5 if mention.quoted and not scene.quoted(number, token.idx) else 0.0
    value -= 1.5 if mention.to == gender else 0.0
    start, end = _content_of(token)
    if mention.passage == number and start <= mention.offset < end:
        value -= 2.5  # "Roe will lose, he said": another than Roe
    return value


def _nearness(sentences: int) -> float:
    return -0.9 * min(sentences, 3) - 0.25 * max(0, sentences - 3)


def _candidates(scene: Scene, number: int, token: Token, gender: Gender, reach: int) -> Iterator[Mention]:
    for count, mention in enumerate(scene.before(number, token.idx)):
        if mention.passage < number - reach or count > _MENTIONS:
            return
        if may_be(mention.member, gender):
            yield mention


def _people(scene: Scene, number: int, token: Token, describe: Describe) -> Iterator[Mention]:
    """People without a name, or by another one, that this sentence and the one before are about."""
    doc = scene.docs[number]
    here = scene.sentence(number, token.i)
    for i in range(token.i - 1, max(-1, token.i - _WORDS), -1):
        other = doc[i]
        if other.tag_ != "NN" or other.dep_ not in _ABOUT or role_of(other.lower_) is None:
            continue
        sentence = scene.sentence(number, i)
        if sentence < here - 1:
            return
        if other.head == token.head:
            continue
        found = describe(number, other)
        if found.member is not None and found.member.kind in {"person", "unnamed"}:
            yield Mention(
                passage=number,
                offset=other.idx,
                end=other.idx + len(other),
                member=found.member,
                sentence=sentence,
                weight=weight_of(other, i),
                last=i,
                quoted=scene.quoted(number, other.idx),
                to=spoken_to(other),
            )


def may_be(member: Member, gender: Gender) -> bool:
    """True if a pronoun fits somebody: never another gender, never what is surely a body."""
    if member.kind == "body" and (member.registered or member.votes < -1):
        return False
    return member.pronoun in (None, gender)


def _quoted(
    scene: Scene, number: int, token: Token, gender: Gender, here: int
) -> Iterator[tuple[Member, float]]:
    """What those quoted last have in their favour."""
    seen: list[Member] = []
    for mention in reversed(scene.latest):
        if mention.passage < number - 2 or len(seen) == 2:
            return
        if (mention.passage, mention.offset) >= (number, token.idx) or mention.member in seen:
            continue
        seen.append(mention.member)
        fits = mention.member.kind in {"person", "unnamed"} and may_be(mention.member, gender)
        if fits and mention.to != gender and (not mention.quoted or scene.quoted(number, token.idx)):
            nearness = _nearness(max(0, here - mention.sentence)) / 2
            yield mention.member, (1.6 if len(seen) == 1 else 0.6) + nearness


def _ahead(scene: Scene, number: int, token: Token, gender: Gender) -> Member | None:
    """The subject that a pronoun in a phrase before it points forward to: "In his letter, Roe said"."""
    node = token
    while node.dep_ not in {"ROOT", "ccomp", "conj", "relcl"} and node.head != node:
        node = node.head
        if node.dep_ in _SUBJECTS and node.i <= token.i:
            return None
    if node == token or token.head == node:
        return None
    for child in node.children:
        if child.dep_ in _SUBJECTS and child.i > token.i:
            mention = scene.at(number, child.idx)
            if mention is not None and mention.member.kind == "person" and may_be(mention.member, gender):
                return mention.member
    return None


def _content_of(token: Token) -> tuple[int, int]:
    """Where the words stand that the pronoun's verb reports, if they come before it."""
    for child in token.head.children:
        if child.dep_ in _CLAUSES and child.i < token.i and token.dep_ in _SUBJECTS:
            edge = child.right_edge
            return child.left_edge.idx, edge.idx + len(edge)
    return 0, 0


# ------------------------------------------------------------------------------- gender


def learn(scene: Scene) -> None:
    """Take from "Robin Doe said that she" the pronoun of a person whose given name doesn't show it."""
    votes: dict[Member, list[Gender | None]] = {}
    for mention, following in zip(scene.mentions, [*scene.mentions[1:], None], strict=False):
        member = mention.member
        if member.pronoun is not None or mention.weight <= 0 or member.registered or member.votes < 0:
            continue
        found = votes.setdefault(member, [])
        if len(found) < _TRIES:
            found.append(_first_pronoun(scene, mention, following))
    for member, found in votes.items():
        genders = set(found) - {None}
        if len(genders) == 1:
            member.pronoun = genders.pop()


def _first_pronoun(scene: Scene, mention: Mention, following: Mention | None) -> Gender | None:
    """The pronoun behind a subject in its sentence, if nobody else is named between them."""
    doc = scene.docs[mention.passage]
    if following is not None and following.passage != mention.passage:
        following = None
    for i in range(mention.last + 1, min(len(doc), mention.last + _WORDS)):
        token = doc[i]
        if (following is not None and token.idx >= following.offset) or scene.sentence(
            mention.passage, i
        ) != mention.sentence:
            return None
        if token.lower_ in PERSONAL and scene.quoted(mention.passage, token.idx) == mention.quoted:
            return PERSONAL[token.lower_]
        if token.tag_ in {"NN", "NNS"} and is_people(token.lower_):
            return None
    return None
