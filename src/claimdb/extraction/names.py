"""Names in the text: where they stand, which words of them are titles, and what kind of thing they name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from claimdb.model import SpeakerKind

_TITLE_TAGS = frozenset({"NN", "NNP", "NNPS", "JJ", "POS", "HYPH"})
NAME_TAGS = frozenset({"NNP", "NNPS"})
Gender = Literal["he", "she", "they", "it"]

# Words for what a person is or does: they come before names and stand for them.
ROLES = frozenset(
    """president minister premier chancellor king queen prince princess emperor pope cardinal
    archbishop bishop secretary senator congressman congresswoman congressperson representative
    lawmaker legislator governor mayor ambassador envoy diplomat delegate commissioner chairman
    chairwoman chairperson chair chief head leader boss director manager executive officer
    founder owner coordinator adviser advisor aide strategist consultant spokesman spokeswoman
    spokesperson spokesmen speaker deputy official general admiral colonel captain major
    lieutenant sergeant commander marshal judge justice attorney lawyer prosecutor sheriff
    detective inspector professor doctor researcher scientist economist historian analyst expert
    scholar author writer novelist poet journalist reporter correspondent columnist commentator
    editor publisher host anchor presenter interviewer moderator activist campaigner candidate
    nominee contender incumbent opponent challenger negotiator mediator actor actress singer
    musician artist director producer comedian athlete coach player teacher student worker
    farmer banker businessman businesswoman billionaire investor entrepreneur ceo cfo engineer
    nurse physician psychologist psychiatrist pastor priest rabbi imam veteran soldier resident
    voter witness victim neighbor husband wife father mother son daughter brother sister
    chairmen cofounder co-founder vice-president foreign prime vice interim acting former
    ex-president then-president press""".split()
)
_MEN = "spokesman chairman congressman businessman king prince actor father husband son brother"
_WOMEN = (
    "spokeswoman chairwoman congresswoman businesswoman queen princess actress mother wife daughter sister"
)
COURTESY: dict[str, Gender | None] = {
    **dict.fromkeys("mr. mr sir lord".split(), "he"),
    **dict.fromkeys("mrs. mrs ms. ms miss lady dame".split(), "she"),
    **dict.fromkeys("dr. dr gen. sen. rep. gov. lt. col. sgt. capt. prof. rev. hon. st. maj.".split()),
}
GENDERED: dict[str, Gender] = {
    **dict.fromkeys(_MEN.split(), "he"),
    **dict.fromkeys(_WOMEN.split(), "she"),
}
DATES = frozenset(
    """january february march april may june july august september october november december jan. feb. mar.
    apr. jun. jul. aug. sept. sep. oct. nov. dec. monday tuesday wednesday thursday friday saturday sunday
    christmas easter""".split()
)
BODIES = frozenset(
    """administration agency alliance army assembly association authority bank board branch brigade
    broadcaster bureau cabinet campaign center centre chamber charity church club coalition
    college commission committee company confederation congress convention corporation council
    country court daily delegation department directorate embassy federation force forces
    foundation fund government group house inc institute institution intelligence journal
    kingdom league magazine media ministry mission mosque movement network news newspaper nation
    nations office organisation organization outlet paper parliament party police post press
    project regime republic review school senate service society staff state states station
    synod team television times treasury tribune tribunal trust union university website west
    east""".split()
)


@lru_cache(maxsize=20_000)
def folded(name: str) -> str:
    """``name`` for comparison: case, accents, possessive and punctuation set aside."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"'s?(?=\s|$)", "", plain)
    plain = re.sub(r"[^\w\s]+", "" if "." in plain else " ", plain)
    return re.sub(r"^(the|a|an) ", "", " ".join(plain.split()))


def name_runs(doc: Doc) -> list[list[int]]:
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


def bare(doc: Doc, run: Sequence[int]) -> list[int]:
    """The run without the titles in front of the name."""
    start = 0
    for position, i in enumerate(run[:-1]):
        word = doc[i].lower_
        if word in ROLES or word in COURTESY:
            start = position + 1
    left = list(run[start:])
    words = {doc[i].lower_ for i in left}
    return [] if words <= DATES or (len(left) == 1 and words <= ROLES) else left


def kind_of(doc: Doc, run: Sequence[int], words: Sequence[str]) -> SpeakerKind:
    lowered = [word.lower() for word in words]
    before = doc[run[0] - 1].lower_ if run[0] else ""
    if any(word in BODIES for word in lowered) or (words[-1].isupper() and len(words[-1]) > 1):
        return "body"
    if len(words) < len(run) or before in ROLES:
        return "person"
    if before == "the" or doc[run[-1]].tag_ == "NNPS":
        return "body"
    return "person" if len(words) in (2, 3) else "body"


def titles_at(doc: Doc, run: Sequence[int]) -> set[str]:
    """The words, in lower case, that say what the bearer of a name is: before it and in apposition.

    Empty unless one of them is a role or a courtesy title.
    """
    name = bare(doc, run)
    start = name[0] if name else run[0]
    titles: list[Token] = []
    i = start - 1
    while i >= 0 and start - i <= 7 and (doc[i].tag_ in _TITLE_TAGS or doc[i].lower_ in ROLES):
        titles.append(doc[i])
        i -= 1
    head = doc[run[-1]]
    apposed = [c for c in head.children if c.dep_ == "appos"] + ([head.head] if head.dep_ == "appos" else [])
    for other in apposed:
        if other.tag_ in {"NN", "NNP", "NNS"} and other.lower_ in ROLES:
            titles += [t for t in other.subtree if t.i not in run and t.idx < head.idx + 120]
    words = {t.lower_ for t in titles if t.tag_ not in {"POS", "DT", "IN", ","}}
    return words if words & ROLES or words & set(COURTESY) else set()


def gender_of(words: set[str]) -> Gender | None:
    """The pronoun that titles show ("Mrs.", "spokesman"), if any."""
    for word in sorted(words):
        gender = COURTESY.get(word) or GENDERED.get(word)
        if gender is not None:
            return gender
    return None
