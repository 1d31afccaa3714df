"""The cast of a document: who is named in it, and whom a name, a description or a pronoun stands for.

The registry of the corpus comes first; names that it does not hold are joined by their last word
("Ana Silva", later "Silva"), descriptions by the titles and appositions that stand at names, and
pronouns by what was named last.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from spacy.tokens import Doc, Token

from claimdb.model import Speaker, SpeakerKind

NAME_TAGS = frozenset({"NNP", "NNPS"})
Gender = Literal["he", "she", "they", "it"]

# Words for what a person is or does: they come before names and stand for them.
ROLES = frozenset(
    ["president", "minister", "premier", "chancellor", "king", "queen", "prince", "princess", "emperor", "pope", "cardinal", "archbishop", "bishop", "secretary", "senator", "congressman", "congresswoman", "congressperson", "representative", "lawmaker", "legislator", "governor", "mayor", "ambassador", "envoy", "diplomat", "delegate", "commissioner", "chairman", "chairwoman", "chairperson", "chair", "chief", "head", "leader", "boss", "director", "manager", "executive", "officer", "founder", "owner", "coordinator", "adviser", "advisor", "aide", "strategist", "consultant", "spokesman", "spokeswoman", "spokesperson", "spokesmen", "speaker", "deputy", "official", "general", "admiral", "colonel", "captain", "major", "lieutenant", "sergeant", "commander", "marshal", "judge", "justice", "attorney", "lawyer", "prosecutor", "sheriff", "detective", "inspector", "professor", "doctor", "researcher", "scientist", "economist", "historian", "analyst", "expert", "scholar", "author", "writer", "novelist", "poet", "journalist", "reporter", "correspondent", "columnist", "commentator", "editor", "publisher", "host", "anchor", "presenter", "interviewer", "moderator", "activist", "campaigner", "candidate", "nominee", "contender", "incumbent", "opponent", "challenger", "negotiator", "mediator", "actor", "actress", "singer", "musician", "artist", "director", "producer", "comedian", "athlete", "coach", "player", "teacher", "student", "worker", "farmer", "banker", "businessman", "businesswoman", "billionaire", "investor", "entrepreneur", "ceo", "cfo", "engineer", "nurse", "physician", "psychologist", "psychiatrist", "pastor", "priest", "rabbi", "imam", "veteran", "soldier", "resident", "voter", "witness", "victim", "neighbor", "husband", "wife", "father", "mother", "son", "daughter", "brother", "sister", "chairmen", "cofounder", "co-founder", "vice-president", "foreign", "prime", "vice", "interim", "acting", "former", "ex-president", "then-president", "press"]
)
_COURTESY: dict[str, Gender | None] = {
    "mr.": "he", "mr": "he", "sir": "he", "lord": "he", "king": "he", "prince": "he", "mrs.": "she", "mrs": "she",
    "ms.": "she", "ms": "she", "miss": "she", "lady": "she", "dame": "she", "queen": "she", "princess": "she",
    "dr.": None, "dr": None, "gen.": None, "sen.": None, "rep.": None, "gov.": None, "lt.": None, "col.": None,
    "sgt.": None, "capt.": None, "prof.": None, "rev.": None, "hon.": None, "st.": None, "maj.": None,
}  # fmt: skip
_GENDERED: dict[str, Gender] = {
    **dict.fromkeys(["spokesman", "chairman", "congressman", "businessman", "king", "prince", "actor", "father", "husband", "son", "brother"], "he"),
    **dict.fromkeys(
        ["spokeswoman", "chairwoman", "congresswoman", "businesswoman", "queen", "princess", "actress", "mother", "wife", "daughter", "sister"],
        "she",
    ),
}  # fmt: skip
_BODIES = frozenset(
    ["administration", "agency", "alliance", "army", "assembly", "association", "authority", "bank", "board", "branch", "brigade", "broadcaster", "bureau", "cabinet", "campaign", "center", "centre", "chamber", "charity", "church", "club", "coalition", "college", "commission", "committee", "company", "confederation", "congress", "convention", "corporation", "council", "country", "court", "daily", "delegation", "department", "directorate", "embassy", "federation", "force", "forces", "foundation", "fund", "government", "group", "house", "inc", "institute", "institution", "intelligence", "journal", "kingdom", "league", "magazine", "media", "ministry", "mission", "mosque", "movement", "network", "news", "newspaper", "nation", "nations", "office", "organisation", "organization", "outlet", "paper", "parliament", "party", "police", "post", "press", "project", "regime", "republic", "review", "school", "senate", "service", "society", "staff", "state", "states", "station", "synod", "team", "television", "times", "treasury", "tribune", "tribunal", "trust", "union", "university", "website", "west", "east"]
)
_PERSON_PRONOUNS: dict[str, Gender] = {"he": "he", "his": "he", "him": "he", "himself": "he", "she": "she", "her": "she",
                                       "hers": "she", "herself": "she"}  # fmt: skip
_FIRST = frozenset({"i", "me", "my", "myself", "we", "us", "our", "ourselves"})
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
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


def folded(name: str) -> str:
    """``name`` for comparison: case, accents, possessive and punctuation set aside."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"'s?(?=\s|$)", "", plain)
    plain = re.sub(r"[^\w\s]+", "" if "." in plain else " ", plain)
    return re.sub(r"^(the|a|an) ", "", " ".join(plain.split()))


class Cast:
    """Everybody named in one document.  :meth:`observe` every passage in order, then :meth:`resolve`."""

    def __init__(self, registry: Sequence[Speaker]) -> None:
        self._aliases, self._offices = _registered(tuple(registry))
        self._members: dict[str, Member] = {}
        self._by_last: dict[str, list[Member]] = {}
        self._mentions: list[Mention] = []
        self._by_passage: dict[int, list[Mention]] = {}
        self._latest: list[tuple[int, int, Member]] = []

    # ------------------------------------------------------------------------ who is named

    def observe(self, docs: Sequence[Doc]) -> None:
        """Collect the names of ``docs``, the passages of the document in order."""
        runs = [(number, doc, run) for number, doc in enumerate(docs) for run in _name_runs(doc)]
        longest_first = sorted(runs, key=lambda item: -len(_bare(item[1], item[2])))
        for _, doc, run in longest_first:
            self._member(doc, run)
        for number, doc, run in runs:
            member = self._member(doc, run)
            if member is None:
                continue
            first, last = run[0], run[-1]
            head = doc[last]
            _describe(member, doc, run)
            mention = Mention(number, doc[first].idx, head.idx + len(head), member, _is_subject(head))
            self._mentions.append(mention)
            self._by_passage.setdefault(number, []).append(mention)

    def _member(self, doc: Doc, run: Sequence[int]) -> Member | None:
        words = [doc[i].text for i in _bare(doc, run)]
        if not words:
            return None
        return self.named(" ".join(words), _kind_of(doc, run, words))

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
            if speaker is not None and (start == 0 or speaker.kind == "person"):
                if start == 0 or all(w in ROLES for w in words[:start]) or " " in " ".join(words[start:]):
                    return speaker
        return None

    def _same_last_word(self, key: str, kind: SpeakerKind) -> Member | None:
        """The one member with this surname, if the name is a surname alone or a spelling of the same first name."""
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
        """Whom the source phrase ``phrase`` (token indices, headed by ``head``) of passage ``number`` names."""
        token = doc[head]
        word = token.lower_
        if token.tag_ in {"WP", "WDT"} or (word in _RELATIVE and token.tag_ in {"WP", "WDT", "WP$"}):
            antecedent = _antecedent(token)
            if antecedent is None:
                return UNKNOWN
            return self.resolve(doc, number, antecedent.i, _phrase(antecedent))
        if word in _PERSON_PRONOUNS:
            return self._pronoun(doc, number, token, _PERSON_PRONOUNS[word])
        if word in {"they", "their", "them"}:
            return self._plural(number, token)
        if word in _FIRST or word in _EMPTY or token.tag_ in {"DT", "EX", "CD"}:
            return UNKNOWN
        inside = [m for m in self._by_passage.get(number, ()) if m.offset <= token.idx < m.end]
        if inside and token.tag_ in NAME_TAGS:
            return self._by_name(doc, inside[0], phrase)
        apposed = self._apposed(doc, number, token)
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

    def _by_name(self, doc: Doc, mention: Mention, phrase: Sequence[int]) -> Resolved:
        member = mention.member
        return Resolved(member.name, member.kind, 1.0 if member.registered else 0.95, "named", member)

    def _pronoun(self, doc: Doc, number: int, token: Token, pronoun: Gender) -> Resolved:
        """The person last quoted or named, those that are subjects and of the sentence's own before others."""
        best: tuple[float, Member] | None = None
        sentence_start = token.sent.start_char
        for mention in reversed(self._mentions):
            if (mention.passage, mention.offset) >= (number, token.idx):
                continue
            if mention.passage < number - 3:
                break
            member = mention.member
            if member.kind != "person" or member.pronoun not in (None, pronoun):
                continue
            same = mention.passage == number
            here = same and mention.offset >= sentence_start
            away = (number - mention.passage) * 400 + (token.idx - mention.offset if same else 200)
            points = -away / 100 + 2.0 * mention.subject + (1.0 if member.pronoun == pronoun else 0)
            points += 0.5 if here and mention.subject else 0
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

    def _plural(self, number: int, token: Token) -> Resolved:
        for passage, offset, member in reversed(self._latest):
            if (passage, offset) < (number, token.idx) and member.kind != "person" and passage >= number - 1:
                return Resolved(member.name, member.kind, 0.6, "pronoun", member)
        for mention in reversed(self._mentions):
            if (mention.passage, mention.offset) < (number, token.idx) and mention.member.kind == "body":
                if mention.passage < number - 1:
                    break
                return Resolved(mention.member.name, "body", 0.5, "pronoun", mention.member)
        return UNKNOWN

    def _apposed(self, doc: Doc, number: int, token: Token) -> Resolved | None:
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
        kind: SpeakerKind = "body" if token.lower_ in _BODIES else "unnamed"
        member = self._members.get(folded(text)) or Member(text, kind)
        return Resolved(text, kind, 0.75, "described", member)

    def _last_described(self, number: int, token: Token, words: set[str]) -> Member | None:
        modifiers = words - {token.lower_}
        loose = None
        for mention in reversed(self._mentions):
            if (mention.passage, mention.offset) >= (number, token.idx):
                continue
            descriptions = mention.member.descriptions
            if mention.member.kind != "person" or token.lower_ not in descriptions:
                continue
            if modifiers <= descriptions:
                return mention.member
            loose = loose or mention.member
        return loose if not modifiers else None


# ---------------------------------------------------------------------------------- names


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


def _name_runs(doc: Doc) -> list[list[int]]:
    """Runs of proper nouns, cut at possessives."""
    runs: list[list[int]] = []
    tags = doc.to_array("TAG")
    wanted = {doc.vocab.strings[tag] for tag in NAME_TAGS}
    last = -2
    for i, tag in enumerate(tags.tolist()):
        if tag not in wanted:
            continue
        if i == last + 1 and runs:
            runs[-1].append(i)
        else:
            runs.append([i])
        last = i
    return runs


def _bare(doc: Doc, run: Sequence[int]) -> list[int]:
    """The run without the titles in front of the name."""
    start = 0
    for position, i in enumerate(run[:-1]):
        word = doc[i].lower_
        if word in ROLES or word in _COURTESY:
            start = position + 1
    bare = list(run[start:])
    if len(bare) == 1 and doc[bare[0]].lower_ in ROLES:
        return []
    return bare


def _kind_of(doc: Doc, run: Sequence[int], words: Sequence[str]) -> SpeakerKind:
    lowered = [word.lower() for word in words]
    before = doc[run[0] - 1].lower_ if run[0] else ""
    if any(word in _BODIES for word in lowered) or (words[-1].isupper() and len(words[-1]) > 1):
        return "body"
    if len(words) < len(run) or before in ROLES:
        return "person"
    if before == "the" or doc[run[-1]].tag_ == "NNPS":
        return "body"
    return "person" if len(words) in (2, 3) else "body"


def _describe(member: Member, doc: Doc, run: Sequence[int]) -> None:
    """Take from the words around a name what they say the person is."""
    bare = _bare(doc, run)
    start = bare[0] if bare else run[0]
    titles = []
    i = start - 1
    while (
        i >= 0
        and start - i <= 7
        and (doc[i].tag_ in {"NN", "NNP", "NNPS", "JJ", "POS", "HYPH"} or doc[i].lower_ in ROLES)
    ):
        titles.append(doc[i])
        i -= 1
    head = doc[run[-1]]
    for other in [c for c in head.children if c.dep_ == "appos"] + (
        [head.head] if head.dep_ == "appos" else []
    ):
        if other.tag_ in {"NN", "NNP", "NNS"} and other.lower_ in ROLES:
            titles += [t for t in other.subtree if t.i not in run and t.idx < head.idx + 120]
    words = {t.lower_ for t in titles if t.tag_ not in {"POS", "DT", "IN", ","}}
    if words & ROLES or words & set(_COURTESY):
        if member.kind != "person" and not member.registered:
            member.kind = "person"
        member.descriptions |= words
        if member.pronoun is None:
            for word in words:
                member.pronoun = member.pronoun or _COURTESY.get(word) or _GENDERED.get(word)


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
