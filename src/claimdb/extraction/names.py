"""Names in the text: where they stand, which words of them are titles, and what kind of thing they name."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claimdb.extraction.identity import folded, is_given_name, is_place
from claimdb.extraction.members import Title
from claimdb.extraction.roles import (
    BODIES,
    COURTESY,
    DATES,
    IN_FULL,
    PARTIES,
    PARTISANS,
    PLACES_TOO,
    PRE_ROLES,
    ROLES,
    STATES,
    SURNAMES_TOO,
    THINGS,
    role_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

_TITLE_TAGS = frozenset({"NN", "NNP", "NNPS", "JJ", "POS", "HYPH", "VBN"})
NAME_TAGS = frozenset({"NNP", "NNPS"})
_PARTICLES = frozenset(
    "de von van der den la le del della di da dos bin ibn al el ter zu af av al- du des".split()
)
_JOINED = frozenset({"-", "‑", "–"})
_INSTITUTIONS = frozenset(
    """bank bureau college committee council court department house institute ministry office
    university board center centre chamber secretary league association federation
    society academy fund foundation coalition alliance agency""".split()
)
"""Bodies whose names go on with "of": "the Ministry of Health"."""
_ABSTRACT = (
    "tion",
    "ties",
    "ship",
    "ment",
    "ing",
    "ture",
    "nse",
    "ice",
    "lth",
    "nce",
    "gy",
    "ics",
    "trade",
    "food",
)
_OPENERS = frozenset(
    """say said says asked ask like meanwhile while yet when but and if is was did does do has have will would
    can could should see read watch dear even only also thank exclusive breaking update video photo now
    today yesterday then though although per via following amid despite since after before during with
    for from in on at by as the this that these those both inside outside""".split()
)
"""Words that a sentence or a headline begins with, and no name does."""
_KEPT = frozenset("pope king queen prince princess emperor sultan saint st. patriarch".split())
"""Titles that are part of a name of one word: "Pope Leo", "Queen Ana"."""
_WITHIN = frozenset({"in", "near", "across", "throughout", "outside", "inside", "around", "into"})
"""Prepositions before places."""
_APPOSED_TAGS = frozenset({"NN", "NNP", "NNS"})


def name_runs(doc: Doc) -> list[list[int]]:
    """Runs of proper nouns, with what joins them ("Ana de Silva", "Roe-Berg"), cut at possessives."""
    runs: list[list[int]] = []
    tags = doc.to_array("TAG")
    wanted = {doc.vocab.strings[tag] for tag in NAME_TAGS}
    for i, tag in enumerate(tags.tolist()):
        if tag not in wanted or not _is_word(doc[i].text):
            continue
        if runs and (i == runs[-1][-1] + 1 or _joins(doc, runs[-1], i)):
            runs[-1] += range(runs[-1][-1] + 1, i + 1)
        else:
            runs.append([i])
    runs = _with_nicknames(doc, runs)
    return [part for run in runs if not _affiliation(doc, run) for part in _without_dates(doc, run)]


def _is_word(text: str) -> bool:
    return text[:1].isalpha() or text[1:2].isalpha()


def _joins(doc: Doc, run: list[int], i: int) -> bool:
    """True if the words between a run and a proper noun belong to one name with them."""
    between = doc[run[-1] + 1 : i]
    if len(between) == 1:
        word = between[0]
        if word.text in _JOINED:
            return not word.whitespace_ and not doc[run[-1]].whitespace_
        if word.text == "&":
            return True
        if word.lower_ in {"of", "for"}:
            return doc[run[-1]].lower_ in _INSTITUTIONS
        if word.lower_ == "and":
            return _abstract(doc, run, i)
    if len(between) == 3 and between[0].text == between[2].text == '"':
        return not between[0].whitespace_  # Ana "Nana" Silva, the nickname no name to the tagger
    if len(between) == 2 and between[0].lower_ in _PARTICLES and between[1].text in _JOINED:
        return True  # "al-Roe"
    if len(between) == 2 and between.text.lower() in {"of the", "for the", "for a"}:
        return doc[run[-1]].lower_ in _INSTITUTIONS
    return 0 < len(between) <= 2 and all(word.lower_ in _PARTICLES for word in between)


def _abstract(doc: Doc, run: list[int], i: int) -> bool:
    """True for "and" inside the name of an office: "the Food and Water Administration"."""
    end = i
    while end + 1 < len(doc) and doc[end + 1].tag_ in NAME_TAGS:
        end += 1
    body = doc[end].lower_ in BODIES or doc[run[0]].lower_ in _INSTITUTIONS
    return body and doc[run[-1]].lower_.endswith(_ABSTRACT)


def _with_nicknames(doc: Doc, runs: list[list[int]]) -> list[list[int]]:
    """Runs with those put together that quotation marks around a nickname part: Ana "Nana" Silva."""
    out: list[list[int]] = []
    for run in runs:
        if len(out) > 1 and len(out[-1]) == 1:
            first, nick = out[-2], out[-1][0]
            marks = first[-1] + 1 == nick - 1 and run[0] == nick + 2
            if marks and doc[nick - 1].text == doc[nick + 1].text == '"' and not doc[nick - 1].whitespace_:
                out[-2:] = [list(range(first[0], run[-1] + 1))]
                continue
        out.append(run)
    return out


def _affiliation(doc: Doc, run: Sequence[int]) -> bool:
    """True for "R-Ohio" in brackets behind a name."""
    first = run[0]
    return first > 0 and doc[first - 1].text == "(" and doc[first].lower_.rstrip(".") in PARTIES


def _without_dates(doc: Doc, run: list[int]) -> list[list[int]]:
    """The run without the days and months around the name in it."""
    while run and doc[run[-1]].lower_ in DATES and not _called(doc, run):
        run = run[:-1]
    while len(run) > 1 and doc[run[0]].lower_ in DATES and not is_given_name(doc[run[0]].lower_):
        run = run[1:]
    return [run] if run else []


def _called(doc: Doc, run: Sequence[int]) -> bool:
    """True for a month that is somebody's name: "Ana May", "Mr. March"."""
    if len(run) < 2:
        return False
    before = doc[run[-2]].lower_
    return is_given_name(folded(before)) or before in ROLES or before in COURTESY


# ------------------------------------------------------------------------------ one name


def bare(doc: Doc, run: Sequence[int]) -> list[int]:
    """The run without the titles in front of the name, and without a verb that opens the sentence."""
    start = 0
    last = doc[run[-1]].lower_
    for position, i in enumerate(run[:-1]):
        word = doc[i].lower_
        if word in COURTESY or (last not in BODIES and _titles(doc, run, position)):
            start = position + 1
    if start == 0 and len(run) > 1 and (_opens_sentence(doc, run[0]) or _many(doc, run)):
        start = 1
    left = list(run[start:])
    if len(left) == 1 and start and doc[run[start - 1]].lower_ in _KEPT:
        left = list(run[start - 1 :])
    while left and doc[left[0]].text in _JOINED:
        left = left[1:]
    words = {doc[i].lower_ for i in left}
    return [] if len(left) == 1 and (words <= ROLES or words <= COURTESY.keys()) else left


def _titles(doc: Doc, run: Sequence[int], position: int) -> bool:
    """True if a word of the run is a title, and not a name that is spelled like one ("Ana King-Roe")."""
    word = doc[run[position]].lower_
    after = doc[run[position + 1]]
    if word in PARTISANS:
        return len(run) - position > 2
    return (word in ROLES or (word in PRE_ROLES and position > 0)) and after.text not in _JOINED


def _many(doc: Doc, run: Sequence[int]) -> bool:
    """True for a plural before a name in full that only a headline writes with a capital."""
    word = folded(doc[run[0]].text)
    first = folded(doc[run[1]].text)
    return len(run) > 2 and word.endswith("s") and not is_given_name(word) and is_given_name(first)


def _opens_sentence(doc: Doc, i: int) -> bool:
    """True for a verb or an adverb whose capital is the sentence's, not a name's ("Visiting Northtown")."""
    word = doc[i].lower_
    if not (i == 0 or doc[i].is_sent_start or doc[i - 1].text in {'"', "''", ":"}):
        return False
    return word in _OPENERS or (word.endswith(("ing", "ly")) and len(word) > 5 and not is_given_name(word))


def words_of(doc: Doc, name: Sequence[int]) -> str:
    """The name as a person would write it: one blank between words, none at hyphens, no shouting."""
    text = " ".join(doc[name[0] : name[-1] + 1].text.split())
    words = text.split()
    if len(words) > 1 and text.isupper() and is_given_name(folded(words[0])):
        return " ".join(w if len(w) < 3 and w.endswith(".") else w.title() for w in words)
    return text


def personhood(doc: Doc, run: Sequence[int], name: Sequence[int]) -> float:
    """How much the name and what stands beside it speak for a person; below 0 for a body or a place."""
    words = [doc[i].lower_ for i in name if doc[i].text not in _JOINED]
    named = len(words) > 1 and (_initial(doc[name[0]].text) or is_given_name(folded(words[0])))
    points = _shape(doc, run, name, words, named=named)
    before = doc[run[0] - 1] if run[0] else None
    if before is not None and before.lower_ in _WITHIN and not _followed_by(doc, run, {"'s", "'", "’s"}):
        points -= 1
    if before is not None and role_of(before.lower_) is not None and before.tag_ in {"NN", "NNS"}:
        points += 2
    if _followed_by(doc, run, {"who", "whom"}):
        points += 2
    return points


def _shape(doc: Doc, run: Sequence[int], name: Sequence[int], words: list[str], *, named: bool) -> float:
    """What the words of a name alone say."""
    text = words_of(doc, name)
    strict = words[-1] in BODIES or words[-1] in THINGS or any(w in BODIES for w in words[:-1])
    if strict and words[-1] in SURNAMES_TOO and len(words) == 2:
        return 2 if named else -1
    if strict and not (named and len(words) == 3 and words[-1] in SURNAMES_TOO):
        return -3
    if text.isupper() and len(words) == 1 and len(text) > 1:
        return -3
    if len(name) < len(run) and any(doc[i].lower_ in ROLES or doc[i].lower_ in COURTESY for i in run):
        return 3
    if is_place(folded(text)):
        return -3
    if doc[name[-1]].tag_ == "NNPS" or (
        run[0] and doc[run[0] - 1].lower_ == "the" and not _describes(doc, run)
    ):
        return -2
    if named:
        return 2
    if len(words) == 1 and is_given_name(folded(text)) and words[0] not in PLACES_TOO:
        return 1
    return 0.5 if len(words) in (2, 3) else -0.5


def _describes(doc: Doc, run: Sequence[int]) -> bool:
    """True if a name stands before the noun that is meant: "the Roe lawyers", "the Roe-Berg plan"."""
    after = run[-1] + 1
    return after < len(doc) and doc[after].tag_ in _TITLE_TAGS


def _initial(text: str) -> bool:
    return len(text) <= 2 and text.endswith(".") and text[0].isupper()


def _followed_by(doc: Doc, run: Sequence[int], words: set[str]) -> bool:
    after = run[-1] + 1
    if after < len(doc) and doc[after].text == ",":
        after += 1
    return after < len(doc) and doc[after].lower_ in words


# --------------------------------------------------------------------------------- titles


def titles_at(doc: Doc, run: Sequence[int]) -> set[Title]:
    """What the bearer of a name is said to be: before the name, in apposition and in brackets behind it."""
    name = bare(doc, run)
    start = name[0] if name else run[0]
    titles = _before(doc, start)
    head = doc[run[-1]]
    for other in equated(head):
        role = role_of(other.lower_)
        if role is not None and other.tag_ in _APPOSED_TAGS:
            words = [t.lower_ for t in other.subtree if t.i not in run and abs(t.i - other.i) < 12]
            titles.add(Title(role, _plain(words, role)))
    titles |= {_partisan(doc[i].lower_) for i in run if i < start and doc[i].lower_ in PARTISANS}
    party = _party(doc, run[-1] + 1)
    if party and titles:
        titles = {Title(title.role, title.words | party) for title in titles}
    return titles


def _before(doc: Doc, start: int) -> set[Title]:
    """The titles in the words before a name; what stands before a possessive only describes them."""
    words: list[str] = []
    roles: list[str] = []
    i = start - 1
    possessed = False
    while i >= 0 and start - i <= 8 and (doc[i].tag_ in _TITLE_TAGS or doc[i].lower_ in ROLES):
        word = doc[i].lower_
        possessed = possessed or doc[i].tag_ == "POS"
        role = IN_FULL.get(word) or (word if word in ROLES or word in COURTESY else None)
        if role is not None and not possessed and (not roles or i == start - len(words) - 1):
            roles.append(role)
        words.append(word)
        i -= 1
    if not roles and words and doc[start - 1].tag_ == "NNS":
        plural = role_of(words[0])
        roles = [plural] if plural else []
    return {Title(role, _plain(words, role)) for role in roles[:2]}


def equated(head: Token) -> list[Token]:
    """What is in apposition to a noun, and what it is said to be ("Doe is a lawyer")."""
    out = [c for c in head.children if c.dep_ == "appos"] + ([head.head] if head.dep_ == "appos" else [])
    if head.dep_ == "nsubj" and head.head.lower_ in {"is", "was", "'s"}:
        out += [c for c in head.head.children if c.dep_ == "attr"]
    if head.dep_ == "attr" and head.head.lower_ in {"is", "was"}:
        out += [c for c in head.head.children if c.dep_ == "nsubj"]
    return out


def _plain(words: Sequence[str], role: str) -> frozenset[str]:
    return frozenset(IN_FULL.get(word, word) for word in words if word[:1].isalnum()) - {role}


def _party(doc: Doc, i: int) -> frozenset[str]:
    """Party and state in brackets behind a name: "(R-Ohio)", "(D)"."""
    if i + 1 >= len(doc) or doc[i].text not in {"(", ","}:
        return frozenset()
    inside = doc[i + 1 : i + 6].text.split(")")[0].split(",")[0]
    letter, _, state = inside.partition("-")
    words = PARTIES.get(letter.strip(". ").lower(), "")
    if not words or (not state and len(inside.strip()) > 2):
        return frozenset()
    return frozenset([*words.split(), *STATES.get(folded(state).replace(" ", ""), "").split()])


def _partisan(word: str) -> Title:
    words = next((words for words in PARTIES.values() if word in words.split()), word)
    return Title(word, frozenset(words.split()))


def acronym_of(name: str) -> str:
    """The first letters of the words of a name that begin with a capital: "Food Safety Board", "FSB"."""
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


def rest_of(words: Sequence[str]) -> list[str]:
    """The ends of a name that may stand for it: of "new northtown daily news" those of two words and more."""
    return [" ".join(words[start:]) for start, _ in enumerate(pairwise(words)) if start]
