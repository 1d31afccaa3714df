"""Who the parts of a conversation are ("Q", "A", "THE PRESIDENT"), by what stands around its turns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from .bylines import parse_byline
from .casing import named_case
from .words import NO_NAME_STARTS, NO_PERSON, OFFICES, SMALL, TITLES

_WORD = r"[A-Z][\w.'’\-]*[\w]\.?"
_JOIN = r"\s+(?:(?:de|da|dos|van|von|der|den|al|el|la|bin|[A-Z]\.)\s+)*"
NAME = rf"{_WORD}(?:{_JOIN}{_WORD}){{1,3}}"
_ANY_NAME = rf"{_WORD}(?:{_JOIN}{_WORD}){{0,3}}"
_WITHIN = r"(?:[^.?!\n]{0,60}?[\s,])??"
_SPEAKS = (
    r"(?:speaks?|spoke|speaking|talks?|talked|talking|sits?\s+down|sat\s+down|chats?|chatted|meets?|met"
    r"|in\s+conversation|conversation|interview(?:s|ed|ing)?|interview|q\s?&\s?a|questions|caught\s+up|discussion)"
)
_ASKER = re.compile(
    rf"(?P<asker>{NAME})\s+(?:recently\s+)?(?i:{_SPEAKS})(?:\s+(?:with|to|for))?\s+{_WITHIN}(?P<answers>{NAME})"
)
_ANSWERS = (
    re.compile(rf"(?i:\bq\s?&\s?a)\s*(?::|[-–—]|with)\s*(?:[a-z][\w\s]{{0,40}}\s)?(?P<answers>{NAME})"),
    re.compile(rf"(?i:\b(?:the\s+)?interview)\s*:\s*(?P<answers>{NAME})"),
    re.compile(rf"\b(?i:{_SPEAKS})\s+(?i:with|to|for)\s+{_WITHIN}(?P<answers>{NAME})"),
    re.compile(rf"(?P<answers>{NAME})\s+(?i:(?:recently\s+)?{_SPEAKS}\s+(?:with|to))\b"),
    re.compile(
        rf"(?P<answers>{NAME})(?:,[^.]{{0,80}},)?\s+(?i:answers|answered|is\s+interviewed|was\s+interviewed)\b"
    ),
    re.compile(
        rf"(?i:deposition|testimony|examination|statement)\s+(?i:of)\s+(?:[A-Z][\w.]+\s+)??(?P<answers>{NAME})"
    ),
    re.compile(rf"(?P<answers>{NAME}),?\s+(?i:(?:(?:a|the|was)\s+)*(?:called|sworn|duly|having|produced)\b)"),
    re.compile(rf"(?i:the\s+witness|witness)\s*:\s*(?P<answers>{NAME})"),
)
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame)\b")
_ASKED_BY = re.compile(
    rf"(?i:\b(?:interview(?:ed)?|questions|asked|interviewer)\s*(?:by|:))\s*(?P<asker>{NAME})"
)
_SAME_ROLE = (
    ("chair", r"chair(?:man|woman|person)?"),
    ("spokes", r"spokes(?:man|woman|person)"),
    ("moderator", r"moderators?|moderated\s+by"),
    ("host", r"hosts?|hosted\s+by|presenter"),
    ("interviewer", r"interviewer|interviewed\s+by|interview\s+by"),
)
_NOBODY_HOLDS = frozenset(
    "reporter reporters question questioner journalist press audience caller man woman voice all crowd q a "
    "answer operator interpreter translator participant panelist narrator announcer unknown unidentified "
    "speaker".split()
)
_JUDGES = (
    re.compile(rf"(?i:\bbefore)\s*:?\s+(?i:the\s+)?(?i:hon(?:ou?rable|\.)?)\s+(?P<name>{NAME})"),
    re.compile(
        rf"(?P<name>{NAME}),?\s+(?i:(?:(?:u\.\s?s\.|united\s+states|chief|senior|district|circuit|superior|magistrate|court"
        r"|presiding)\s+){0,4}judge\b)"
    ),
)
LONGEST_CAPTION = 2000
_ASKS_BELOW = re.compile(r"BY\s[^\n]{1,60}:")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the turns of a transcript."""

    title: str | None = None
    author: str | None = None
    texts: tuple[str, ...] = ()
    """The text before and between the turns, in order."""
    spoken: tuple[str, ...] = ()
    """The first words of the turns, in which people introduce each other."""
    publisher: str | None = None

    def all(self) -> Iterator[str]:
        if self.title:
            yield self.title
        yield from self.texts


@dataclass(frozen=True, slots=True)
class Parties:
    """The two of an interview."""

    asks: str | None
    answers: str | None


def parties(around: Surroundings, *, in_court: bool = False) -> Parties:
    """Who asks and who answers, where the text says so.

    ``in_court``: only a form of words tells who answers, for the names at the top are the parties'.
    """
    asks = answers = None
    for text in around.all():
        both = _ASKER.search(text)
        if both and is_no_office(both["asker"]) and is_no_office(both["answers"]):
            asks, answers = asks or bare_name(both["asker"]), answers or bare_name(both["answers"])
        asked = _ASKED_BY.search(text)
        if asked and is_no_office(asked["asker"]):
            asks = asks or bare_name(asked["asker"])
    answers = answers or _first(around, asks, in_court=in_court)
    return Parties(asks or around.author, answers)


def _first(around: Surroundings, asks: str | None, *, in_court: bool) -> str | None:
    """The person whom a form of words makes the one who answers, else whom the text names first."""
    others = {asks, around.author, None}
    for form in _ANSWERS if in_court else (*_ANSWERS, _PLAIN):
        for text in around.texts if form is _PLAIN else around.all():
            for match in () if _names_who_asks(text) else form.finditer(text):
                name = bare_name(_without_start(match["answers"]))
                titled = form is not _PLAIN and _TITLED.match(match["answers"]) is not None
                if (
                    (" " in name or titled)
                    and is_no_office(name)
                    and name not in others
                    and name not in (around.author or "")
                ):
                    return name
    return None


_PLAIN = re.compile(rf"(?P<answers>{NAME})")


def _without_start(name: str) -> str:
    """The name without the small words that begin a line with a capital ("With Jane Doe")."""
    words = name.split()
    while len(words) > 1 and words[0].casefold() in NO_NAME_STARTS:
        words = words[1:]
    return " ".join(words)


def _names_who_asks(text: str) -> bool:
    """True for a byline and for a court's "BY MS. DOE:": neither names who answers."""
    return parse_byline(text) is not None or _ASKS_BELOW.fullmatch(text) is not None


def holder(label: str, around: Surroundings, labels: Iterable[str]) -> str | None:
    """Who holds the office that a label names ("THE CHAIR"), if the text or another label tells."""
    words = [
        word
        for word in re.sub(r"[^\w\s-]", " ", label.casefold()).split()
        if word not in {"the", "madam", "mr", "ms"}
    ]
    if not words or not OFFICES.issuperset(words) or not _NOBODY_HOLDS.isdisjoint(words):
        return None
    if words == ["court"]:
        return _judge(around)
    core = " ".join(words[-2:]) if words[-1] in {"minister", "president"} and len(words) > 1 else words[-1]
    core = next(
        (form for stem, form in _SAME_ROLE if core.startswith(stem)), re.escape(core).replace(r"\ ", r"\s+")
    )
    before = re.compile(
        rf"\b(?i:{core})\b(?:\s+(?:of|for)\s+[^.,;:()]{{1,60}},)?(?:\s+\(|:?\s+)(?P<name>{_ANY_NAME})"
    )
    after = re.compile(
        rf"(?P<name>{NAME})(?:\s*\([^()]*\))?,?\s+\(?(?:(?:the|our|a|its)\s+)?(?:[\w'’\-]+,?\s+){{0,3}}?(?i:{core})\b"
    )
    for text in (*around.texts, *(shown for shown in labels if shown != label), around.title or ""):
        for form in (after, before):
            match = form.search(text)
            name = _held(match["name"], headline=text is around.title) if match else None
            if name:
                return name
    return None


def issuer(label: str, around: Surroundings) -> str | None:
    """The one person among the authors of what an office published, if the label is that office."""
    if not around.author or (around.publisher or "").casefold() != label.casefold():
        return None
    authors = re.split(r";\s*|\s+and\s+", around.author)
    people = [name for name in authors if re.fullmatch(NAME, name) and is_no_office(name)]
    return bare_name(people[0]) if len(people) == 1 else None


def _judge(around: Surroundings) -> str | None:
    """The one judge that a court's front page names ("Before: Hon. Jane Doe, District Judge")."""
    found = {
        named_case(bare_name(match["name"]))
        for text in around.texts
        for form in _JUDGES
        for match in form.finditer(text[:LONGEST_CAPTION])
    }
    return found.pop() if len(found) == 1 else None


def _held(name: str, *, headline: bool) -> str | None:
    """The name without the titles before it and the headline's verb behind it."""
    words = bare_name(name).split()
    for index, word in enumerate(words):
        if index and (word.casefold() in SMALL or word.casefold().strip(".") in TITLES):
            words = words[:index]
            break
    if headline and len(words) > 2 and not words[1].endswith("."):
        words = words[:1]
    found = " ".join(words)
    if not words or words[0].casefold() in OFFICES or words[0].casefold() in SMALL or not is_no_office(found):
        return None
    return named_case(found)


def from_headline(words: list[str], title: str | None) -> str | None:
    """The name in a title that ends with a label's only word ("Talking to Ana Silva about Cod": "SILVA")."""
    tokens = re.findall(r"[\w'’\-]+|[^\w\s]", title or "")
    for before, token in pairwise(tokens):
        known = before.casefold() in TITLES or before.casefold() in SMALL or before.casefold() in OFFICES
        if (
            [token.casefold()] == words
            and before[:1].isupper()
            and not known
            and not before.isupper()
            and len(before) > 1
        ):
            return f"{before} {token}"
    return None


def is_no_office(name: str) -> bool:
    """True unless a word of ``name`` is one that no person's name has."""
    return NO_PERSON.search(name.title() if name.isupper() else name) is None


def bare_name(name: str) -> str:
    """The name without titles before it and without a possessive ending."""
    words = re.sub(r"['’]s?$", "", " ".join(name.split())).rstrip(".,").split()
    while len(words) > 1 and words[0].strip(".").casefold() in TITLES:
        words = words[1:]
    return " ".join(words)
