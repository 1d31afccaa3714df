"""Who a turn's label names: one full name for every label and spelling of one person."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from claimdb.model import Corpus

from .casing import listed_name, named_case
from .parties import NAME, Parties, Surroundings, from_headline, holder, is_no_office, issuer, parties
from .words import NO_NAME_ENDS, NO_NAME_STARTS, OFFICES, SMALL, TITLES

_NOBODY = re.compile(
    r"(?:q|a|question|answer|questioner|interviewer|interviewee|moderator|host|narrator|announcer|reporter|journalist"
    r"|audience|speaker|man|woman|male|female|voice|caller|unidentified|unknown|crowd|all|both|operator|translator"
    r"|interpreter|speakers?|the|of|from|members?|participant|press|some|several|an\b|hon|honourable|respondent|jurors?|student"
    r"|panell?ist|attendee|resident|witness|\d+|_|\W)+",
    re.IGNORECASE,
)
_RIGHT_HONOURABLE = re.compile(r"^\s*(?:The\s+)?(?:Right|Rt\.?)\s+Hon(?:ourable\b|\.?)\s*")
_OFFICE_THEN_NAME = re.compile(
    r"[^,()]*\b(?i:spokes(?:man|woman|person)|moderator|host|chair(?:man|woman|person)?|secretary|minister|president|director)"
    rf",\s(?P<name>{NAME})"
)
"""An office, a comma and who holds it ("Alliance Spokesperson, Jane Doe")."""
_OFFICE_AND_NAME = re.compile(r"(?P<office>[^()]+?)\s*\((?P<name>[^()]+)\)")
_TURNED = re.compile(r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?,\s[A-Z][\w'’-]+(?:\s[A-Z][\w'’.-]*)?")
_ASKING = frozenset({"q", "question", "questions", "interviewer", "interview"})
_ANSWERING = frozenset({"a", "answer", "answers", "interviewee", "witness"})
_OPENERS = "\"'“‘«([*_"
_ENDS_RUN = '.,;:!?)]"”’»*_'
_AROUND_WORDS = _OPENERS + "”’»)],;:!?*_"
_CONTRACTED = re.compile(
    r"(?:I|He|She|It|That|There|We|They|You|Who|What|Here|Let)(?:['’](?:m|s|re|ve|ll|d))?", re.IGNORECASE
)
_OF_OFFICE = frozenset({"of", "the", "and", "for"})
_POSSESSIVE = re.compile(r"['’]s?$")

_VOWELS = frozenset("aeiouy")

# Two spellings of one surname or first name differ by a letter or two ("Sergej", "Serhii").
SAME_SPELLING = 0.8
MOST_LABELS = 300
"""No conversation has more; of such a text only what the corpus file knows is resolved."""
MOST_NAME_WORDS = 4
LONGEST_LISTED = 300
MOST_TEXT = 40_000
"""Full names are looked for in this much of the text outside the turns."""


def plain(name: str) -> str:
    """A name for comparison: case, accents, full stops and a role in brackets set aside."""
    bare = unicodedata.normalize("NFKD", re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", name))
    kept = "".join(c for c in bare if not unicodedata.combining(c))
    return re.sub(r"[\s.,]+", " ", kept).strip().casefold().replace("’", "'")


def without_titles(name: str) -> str:
    """The name without the titles before it, and without what follows a comma ("DOE, host")."""
    behind = _OFFICE_THEN_NAME.fullmatch(name)
    if behind and OFFICES.isdisjoint(plain(behind["name"]).split()):
        name = behind["name"]
    words = _RIGHT_HONOURABLE.sub("", re.sub(r"\([^()]*\)", " ", name).split(",")[0]).split()
    while len(words) > 1 and words[0].strip(".").casefold() in TITLES:
        words = words[1:]
    return " ".join(words)


_NOTHING_AROUND = Surroundings()


def resolve(
    labels: Iterable[str], corpus: Corpus, texts: Iterable[str], around: Surroundings = _NOTHING_AROUND
) -> Mapping[str, str | None]:
    """The full name for each label: by the corpus's speakers, else by the names in ``texts``.

    ``around``: the title, author and text that tell who asks, who answers and who holds an office.
    """
    shown = list(dict.fromkeys(labels))
    if not shown:
        return {}
    known = _known(corpus)
    if len(shown) > 1 and all(map(_is_turned, shown)):
        # Programs for meetings print the surname first.
        forward = {label: " ".join(reversed(label.split(", "))) for label in shown}
        names = resolve(forward.values(), corpus, texts, around)
        return {label: names[forward[label]] for label in shown}
    if len(shown) > MOST_LABELS:
        return {label: _name(label, known, Counter()) for label in shown}
    candidates = _full_names(shown, texts)
    for name in (around.author or "").replace(" and ", ", ").split(", "):
        if " " in name:
            candidates[name] += 1
    names = {label: _name(label, known, candidates, around.title) for label in shown}
    _introduced(names, known, around.spoken)
    _set_parts(names, known, candidates, around)
    return _spelled_alike(names, known)


def _is_turned(label: str) -> bool:
    """True for a surname, a comma and a first name ("Doe, Jane"), and not an office behind a name."""
    if _TURNED.fullmatch(label) is None:
        return False
    words = plain(label.split(", ")[1]).split()
    return OFFICES.isdisjoint(words) and TITLES.isdisjoint(words)


def _introduced(names: dict[str, str | None], known: Mapping[str, str], spoken: Iterable[str]) -> None:
    """Full names for labels of one word that the first turns give, where they give one alone."""
    lone = {label: name for label, name in names.items() if name is not None and " " not in name}
    if not lone:
        return
    runs = {_without_verb(run) for text in spoken for run in _runs(text)}
    for label, name in lone.items():
        word = plain(name)
        fitting = {
            run for run in runs if " " in run and word in (plain(run).split()[0], plain(run).split()[-1])
        }
        if len(fitting) == 1 and name not in known.values():
            (names[label],) = fitting


def _set_parts(
    names: dict[str, str | None], known: Mapping[str, str], candidates: Counter[str], around: Surroundings
) -> None:
    """Name those who are labelled by their part: who asks and answers, and who holds an office."""
    parts = {label: plain(label).removeprefix("the ") for label in names}
    asking = [label for label, part in parts.items() if part in _ASKING]
    answering = [label for label, part in parts.items() if part in _ANSWERING]
    # Questions of a briefing, where those who answer have names, come from many people.
    of_two = len(names) <= len(asking) + len(answering) or "witness" in parts.values()
    in_court = not {"court", "witness", "clerk"}.isdisjoint(parts.values())
    both = parties(around, in_court=in_court) if answering or (asking and of_two) else Parties(None, None)
    for label in (*asking, *answering):
        name = both.answers if label in answering else both.asks
        if name and of_two and names[label] in (None, *_definite(label)):
            names[label] = _name(name, known, candidates, around.title)
    for label, name in names.items():
        if name is None or name in _definite(label):
            held = holder(label, around, names) or issuer(label, around)
            if held:
                names[label] = _name(held, known, candidates, around.title) or held


def _definite(label: str) -> tuple[str, ...]:
    """What an office is called that nobody is known to hold."""
    return (" ".join(word.capitalize() for word in label.split()),)


def _known(corpus: Corpus) -> dict[str, str]:
    known: dict[str, str] = {}
    for speaker in corpus.speakers:
        for name in (speaker.name, *speaker.aliases):
            known.setdefault(plain(name), speaker.name)
    return known


def _name(
    label: str, known: Mapping[str, str], candidates: Counter[str], title: str | None = None
) -> str | None:
    bare = _named_inside(label) or without_titles(label)
    for spelling in (label, bare):
        if plain(spelling) in known:
            return known[plain(spelling)]
    if not bare or _NOBODY.fullmatch(bare):
        return None
    words = plain(bare).split()
    if OFFICES.issuperset(words):
        # "THE COURT" is who it is in its document; "CHAIR" may be anybody.
        return _definite(label)[0] if label.casefold().startswith("the ") and "witness" not in words else None
    fitting = [name for name in candidates if _is_part(words, plain(name).split())]
    short = bare.replace(".", "")
    fitting = fitting or [name for name in candidates if _initials(name) == short]
    if not fitting and 2 <= len(short) <= MOST_NAME_WORDS and short.isupper():
        fitting = [name for name in _runs(title or "") if _initials(name) == short]
    headline = None if fitting or len(words) > 1 else from_headline(words, title)
    if headline:
        return known.get(plain(headline), headline)
    if fitting:
        best = max(fitting, key=lambda name: (candidates[name], len(name), name))
        return known.get(plain(best), best)
    by_known = sorted({name for name in known.values() if _is_part(words, plain(name).split())})
    if len(by_known) == 1:
        return by_known[0]
    return bare if _are_initials(bare) else named_case(bare)


def _are_initials(bare: str) -> bool:
    """True for a few capitals that are no word ("JD", "T.B.")."""
    letters = [character for character in bare.casefold() if character.isalpha()]
    return " " not in bare and (
        len(letters) <= 2 or (len(letters) <= 4 and not _VOWELS.intersection(letters))
    )


def _named_inside(label: str) -> str | None:
    """The name in the brackets behind an office ("The Minister for Fisheries (Jane Doe)")."""
    match = _OFFICE_AND_NAME.fullmatch(label)
    if match is None or not (
        match["office"].startswith("The ") or OFFICES.issuperset(plain(match["office"]).split())
    ):
        return None
    name = without_titles(match["name"])
    if not is_no_office(name):
        return None  # a reporter of an outlet
    titled = name != match["name"].strip()
    return name if (" " in name or titled) and name[:1].isupper() else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _is_part(words: list[str], name: list[str]) -> bool:
    """True if ``words`` are some of the words of a longer ``name``, initials standing for words."""
    if not words or len(words) >= len(name):
        return False
    return all(any(_stands_for(word, part) for part in name) for word in words)


def _stands_for(word: str, part: str) -> bool:
    """True for the same word, its initial, and the last half of a double name ("Smith", "Hall-Smith")."""
    return word == part or (len(word) == 1 and part[0] == word) or part.endswith(f"-{word}")


def _full_names(labels: Iterable[str], texts: Iterable[str]) -> Counter[str]:
    """Names of several words, from the labels and the text around the turns, with their counts."""
    counts: Counter[str] = Counter()
    for label in labels:
        bare = without_titles(label)
        if len(bare.split()) > 1 and not _NOBODY.fullmatch(bare):
            counts[named_case(bare)] += 1
    room = MOST_TEXT
    for text in texts:
        listed = listed_name(text[:LONGEST_LISTED])
        if listed:
            counts[listed] += 1
        for run in _runs(text[:room]):
            name = _without_verb(run)
            if " " in name:
                counts[named_case(name)] += 1
        room -= len(text)
        if room <= 0:
            break
    return counts


def _without_verb(run: str) -> str:
    """A run of capitals without what stands around a name in a headline or at the beginning of a line."""
    words = run.split()
    while words and words[-1].casefold() in NO_NAME_ENDS:
        words.pop()
    while words and words[0].casefold() in NO_NAME_STARTS:
        words.pop(0)
    return " ".join(words)


def _runs(text: str) -> Iterable[str]:
    """The stretches of two to four words that begin with a capital letter, as names do."""
    run: list[str] = []
    held, before = False, ""
    for word in [*text.split(), ""]:
        inner = word.strip(_AROUND_WORDS)
        bare = _POSSESSIVE.sub("", inner)
        if _CONTRACTED.fullmatch(bare):
            bare = ""
        fits = bare[:1].isupper() and bare.rstrip(".").casefold() not in TITLES
        fits = fits and not (bare.isupper() and bare.casefold() in SMALL)
        if not fits or word[0] in _OPENERS:
            yield from _name_in(run, held=held)
            run = []
            held = word in _OF_OFFICE and (held or (word == "of" and before.strip(".").casefold() in TITLES))
        before = word
        if not fits:
            continue
        initial = len(bare) == 2 and bare.endswith(".")
        run.append(bare if initial else bare.rstrip("."))
        if not initial and (bare != inner or word[-1] in _ENDS_RUN):
            yield from _name_in(run, held=held)
            run, held = [], False


def _name_in(run: list[str], *, held: bool) -> Iterable[str]:
    """The run if it is as long as names are; of one behind "Secretary of" without the office's words."""
    if held:
        run = (
            run[-3:] if run[-2:-1] and run[-2].endswith(".") and len(run) > 3 else run[max(1, len(run) - 2) :]
        )
    if 2 <= len(run) <= MOST_NAME_WORDS:
        yield " ".join(run)


def _spelled_alike(names: Mapping[str, str | None], known: Mapping[str, str]) -> dict[str, str | None]:
    """One name for the spellings of one person; the corpus's spelling wins, else the first."""
    chosen: list[str] = []
    result: dict[str, str | None] = {}
    registered = set(known.values())
    for label, name in names.items():
        if name is None:
            result[label] = None
            continue
        same = next((other for other in (*sorted(registered), *chosen) if _same_person(name, other)), None)
        if same is None or name in registered:
            chosen.append(name)
            result[label] = name
        else:
            result[label] = same
    return result


def _same_person(one: str, other: str) -> bool:
    a, b = plain(one).split(), plain(other).split()
    if a == b:
        return True
    if len(a) < 2 or len(b) < 2 or a[0][0] != b[0][0]:
        return False
    return _alike(a[-1], b[-1]) and (_alike(a[0], b[0]) or min(len(a[0]), len(b[0])) == 1)


def _alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other).ratio() >= SAME_SPELLING
