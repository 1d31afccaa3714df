"""Clauses: what the main clauses of a statement say of themselves, read from tags and the parse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimdb.extraction.cues import inflections

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "csubjpass", "expl"])
_PREDICATES = frozenset(["acomp", "attr", "oprd"])
_PAST = frozenset(["did", "was", "were", "had"])
_MODIFIERS = frozenset(["amod", "advmod", "compound", "nmod"])
_AUXILIARIES = frozenset(["aux", "auxpass"])
# What stands before an imperative: coordination, discourse markers, courtesy, negation.
_BEFORE_IMPERATIVES = frozenset(
    "well now then so and but or please never just do n't not always first also yes no ok okay".split()
)
# "I think that …": the first person's stance towards what follows, which is the statement's own clause.
_STANCES = frozenset(
    """think believe feel guess suppose doubt reckon hope trust fear bet imagine know say mean find consider
    assume suspect""".split()
)
# "It is clear that …": that the complement holds is what is said, the adjective says how surely.
_EVIDENT = frozenset("clear obvious evident apparent true certain known".split())
# "It shows that …": so is what is shown.
_POINTERS = frozenset("it this that which".split())
_SHOWING = frozenset("shows show means mean proves prove suggests suggest indicates indicate".split())
_BE = frozenset("is are was were 's 're be".split())
# Verbs that only carry their object: "make a mistake" is to be mistaken.
_LIGHT = frozenset(
    """make makes made making commit commits committed committing represent represents represented constitute
    constitutes constituted""".split()
)
# Verbs that say little beside what they take: how it is judged is how the subject is.
_GIVING = frozenset(
    form
    for verb in "have create give offer provide play take show pose face do bring".split()
    for form in inflections(verb)
)
_DUMMIES = frozenset("something anything nothing thing one what".split())
_MINOR = frozenset("just only merely simply mere".split())
_MOST_CLAUSES = 6
_FRAGMENT = 14
"""A statement without a verb predicates as a whole if it has up to this many words."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word predicated of a subject, with what modifies it: "a very serious mistake"."""

    head: str
    tag: str
    modifiers: tuple[str, ...] = ()
    minor: bool = False
    """Set off as merely this: "just a", "only", "nothing but"."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One main clause; all words in lower case."""

    verb: str = ""
    tag: str = ""
    subject: str = ""
    modals: tuple[str, ...] = ()
    """Auxiliaries before the verb, its own and those it shares with the clause it is coordinated to."""
    predicates: tuple[Predicate, ...] = ()
    adverbs: tuple[str, ...] = ()
    stance: str = ""
    """The verb of the first person's frame around it ("I hope that …")."""
    complement: str = ""
    """The verb of the infinitive that goes with the verb ("have to *leave*")."""
    imperative: bool = False
    """It calls on somebody: "leave", "so be it", "(that) the council leave"."""
    infinitive: bool = False
    like: bool = False
    """It compares: "like …", "as if …"."""
    negated: bool = False
    past: bool = False
    perfect: bool = False
    generic: bool = False
    """It is of anybody: "when you are late, you wait", "if you leave, you lose"."""
    conditional: bool = False
    """It has a condition: "if …", "unless …", "otherwise"."""

    @property
    def first_person(self) -> bool:
        return self.subject in {"i", "we"}


@dataclass(frozen=True, slots=True)
class Clauses:
    """The main clauses of one statement, the first one first; ``words`` are all of its words."""

    main: tuple[Clause, ...]
    words: tuple[str, ...]


def clauses_of(tokens: Sequence[Token]) -> Clauses:
    """The main clauses of ``tokens``, all of one sentence."""
    inside = [t for t in tokens if not (t.is_space or t.is_punct)]
    words = tuple(t.lower_ for t in inside)
    reader = _Reader(inside)
    top = reader.top()
    if top is None:
        return Clauses((Clause(predicates=reader.fragment()),), words)
    return Clauses(tuple(reader.clauses(top)), words)


class _Reader:
    def __init__(self, inside: list[Token]) -> None:
        self.inside = inside
        self.here = {t.i for t in inside}

    def top(self) -> Token | None:
        verbs = (t for t in self.inside if _is_verb(t))
        return next((t for t in verbs if t.head.i not in self.here or t.head.i == t.i), None)

    def fragment(self) -> tuple[Predicate, ...]:
        """The head of a statement without a verb, which is predicated of what is spoken of."""
        if len(self.inside) > _FRAGMENT:
            return ()
        heads = [t for t in self.inside if t.head.i not in self.here or t.head.i == t.i or t.tag_ == "JJ"]
        return tuple(predicate for head in heads for predicate in self._predicate(head))

    def clauses(self, top: Token) -> Iterator[Clause]:
        waiting = [(top, Clause())]
        seen = 0
        while waiting and seen < _MOST_CLAUSES:
            verb, before = waiting.pop(0)
            children = self._within(verb)
            juxtaposed = [c for c in children if _juxtaposed(c, verb)]
            if juxtaposed and not before.verb:
                waiting = [*((c, Clause()) for c in juxtaposed), *waiting]
            framed, stance = self._framed(verb, children)
            frame = () if framed is None else tuple(self._predicates(verb, children))
            if framed is not None:
                verb, children = framed, self._within(framed)
            clause = self._clause(verb, children, stance, before, frame if stance == "same" else ())
            yield clause
            seen += 1
            waiting += [(c, clause) for c in children if c.dep_ == "conj" and _is_verb(c)]

    def _framed(self, verb: Token, children: list[Token]) -> tuple[Token | None, str]:
        """The clause that ``verb`` is only the frame of, and the frame's stance."""
        inner = next((c for c in children if c.dep_ == "ccomp" and c.i > verb.i and _is_verb(c)), None)
        if inner is None or any(c.tag_ in {"WP", "WRB", "WDT"} for c in inner.children if c.i < inner.i):
            return None, ""
        subject = _subject(children)
        past = any(c.lower_ in _PAST and c.dep_ in _AUXILIARIES for c in children)
        if subject in {"i", "we"} and not past:
            if verb.lower_ in _STANCES and verb.tag_ in {"VBP", "VB"}:
                return inner, verb.lower_
            if any(c.dep_ in _PREDICATES for c in children) or verb.lower_ == "rule":
                return inner, "sure"
        if subject == "it" and any(c.dep_ == "acomp" and c.lower_ in _EVIDENT for c in children):
            return inner, "evident"
        if subject in _POINTERS and verb.lower_ in _SHOWING:
            return inner, "shown"
        if verb.lower_ in _BE:  # "the message is that …", "this is, this is …"
            again = _subject(list(inner.children)) == subject and not _marked(inner, "that")
            if again or not any(c.dep_ in _PREDICATES for c in children):
                return inner, "same"
        return None, ""

    def _clause(
        self,
        verb: Token,
        children: list[Token],
        stance: str,
        before: Clause,
        frame: tuple[Predicate, ...],
    ) -> Clause:
        auxiliaries = tuple(c.lower_ for c in children if c.dep_ in _AUXILIARIES)
        to = "to" in auxiliaries
        subject = _subject(children)
        shared = not subject and before.verb != "" and verb.tag_ in {"VB", "VBN", before.tag}
        modals = tuple(a for a in auxiliaries if a != "to")
        if shared and not modals:
            modals = before.modals
        infinitive = _infinitive(children)
        return Clause(
            verb=verb.lower_,
            tag=verb.tag_,
            subject=subject or (before.subject if shared else ""),
            modals=modals,
            predicates=(*frame, *self._predicates(verb, children)),
            adverbs=tuple(c.lower_ for c in children if c.dep_ in {"advmod", "neg"}),
            stance=stance,
            complement="" if infinitive is None else infinitive.lower_,
            imperative=self._is_imperative(verb, auxiliaries, subject)
            or (shared and before.imperative and verb.tag_ == "VB")
            or _is_subjunctive(verb, children),
            infinitive=to and not subject and not before.verb,
            like=any(_compares(c) for c in children),
            negated=any(c.dep_ == "neg" for c in children),
            past=verb.tag_ == "VBD" or any(m in _PAST for m in modals),
            perfect=verb.tag_ == "VBN" and any(m in {"have", "'ve"} for m in modals),
            conditional=any(_is_condition(c) for c in children),
            generic=subject == "you" and any(_is_of_you(c) for c in children),
        )

    def _predicates(self, verb: Token, children: list[Token]) -> Iterator[Predicate]:
        minor = any(c.lower_ in _MINOR for c in children)
        full = [c for c in children if _is_predicate(c, verb)]
        for child in full:
            yield from self._predicate(child, minor)
        for child in children:
            if child.dep_ == "csubj":  # "what is odd is that …"
                for inner in self._within(child):
                    if inner.dep_ in _PREDICATES:
                        yield from self._predicate(inner)
            elif child.dep_ == "dobj" and verb.lower_ in _GIVING:  # "plays an important part"
                yield from (Predicate(m, "JJ") for m in self._modifiers(child))
            elif child.dep_ == "prep" and verb.lower_ in _BE:  # "is of vital interest"
                for inner in self._within(child):
                    yield from self._predicate(inner, deep=False)
            elif child.dep_ == "nsubj" and verb.lower_ in _BE and not full and child.i < verb.i:
                yield from (Predicate(m, "JJ") for m in self._modifiers(child))  # "the best is to leave"

    def _within(self, word: Token) -> list[Token]:
        return [c for c in word.children if c.i in self.here]

    def _predicate(self, word: Token, minor: bool = False, *, deep: bool = True) -> Iterator[Predicate]:
        inner = self._within(word)
        minor = minor or any(c.lower_ in _MINOR for c in inner)
        yield Predicate(word.lower_, word.tag_, self._modifiers(word), minor)
        for child in inner if deep else ():
            if child.dep_ == "conj":
                yield from self._predicate(child, deep=False)
            elif child.dep_ == "prep":
                for further in self._within(child):
                    yield from self._predicate(further, deep=False)
            elif child.dep_ == "relcl" and word.lower_ in _DUMMIES:  # "something that makes it worse"
                yield from self._predicates(child, self._within(child))

    def _modifiers(self, word: Token) -> tuple[str, ...]:
        return tuple(c.lower_ for c in word.children if c.dep_ in _MODIFIERS and c.i in self.here)

    def _is_imperative(self, verb: Token, auxiliaries: tuple[str, ...], subject: str) -> bool:
        if verb.tag_ not in {"VB", "VBP"} or subject or any(a not in {"do", "be"} for a in auxiliaries):
            return False
        before = [t for t in self.inside if t.i < verb.i and t.lower_ not in _BEFORE_IMPERATIVES]
        if verb.tag_ == "VB" and before:  # "if you see it, call"
            conditions = [c for c in verb.children if c.dep_ == "advcl" and _is_condition(c) and c.i < verb.i]
            before = [t for t in before if not any(t.i <= c.right_edge.i for c in conditions)]
        return not before


def _is_verb(token: Token) -> bool:
    return token.tag_.startswith("VB") or token.tag_ == "MD"


def _has_to(token: Token) -> bool:
    return any(c.tag_ == "TO" for c in token.children)


def _infinitive(children: list[Token]) -> Token | None:
    """The infinitive that goes with the verb or with what it predicates ("is likely to leave")."""
    for child in children:
        if child.dep_ in {"xcomp", "ccomp"} and _has_to(child):  # "want (this) to be done"
            return child
        if child.dep_ == "acomp":
            inner = next((c for c in child.children if c.dep_ in {"xcomp", "ccomp"} and _has_to(c)), None)
            if inner is not None:
                return inner
    return None


def _subject(children: list[Token]) -> str:
    return next((c.lower_ for c in children if c.dep_ in _SUBJECTS), "")


def _is_of_you(child: Token) -> bool:
    marked = child.dep_ == "advcl" and _marked(child, "if", "when", "whenever", "unless")
    return marked and any(c.lower_ == "you" and c.dep_ in _SUBJECTS for c in child.children)


def _is_predicate(child: Token, verb: Token) -> bool:
    """True for what is said of the subject, or of the object: "makes them *wiser*"."""
    if child.dep_ in _PREDICATES:
        return True
    if child.dep_ == "ccomp":
        return child.tag_ in {"JJ", "JJR", "JJS"}
    return child.dep_ == "dobj" and verb.lower_ in _LIGHT


def _compares(child: Token) -> bool:
    """True for "like rain", "as if it rained"."""
    return (child.dep_ == "prep" and child.lower_ in {"like", "as"}) or _marked(child, "like", "if", "though")


def _is_subjunctive(verb: Token, children: list[Token]) -> bool:
    """True for a bare verb with a subject that would need an ending ("the council leave")."""
    if verb.tag_ != "VB" or any(c.dep_ in _AUXILIARIES for c in children):
        return False
    subject = next((c for c in children if c.dep_ in _SUBJECTS), None)
    if subject is None or subject.i > verb.i:
        return False
    return subject.tag_ in {"NN", "NNP"} or subject.lower_ in {"he", "she", "it"}


def _marked(clause: Token, *marks: str) -> bool:
    """True if one of ``marks`` opens ``clause``."""
    return any(c.lower_ in marks and c.i < clause.i and c.dep_ in {"mark", "advmod"} for c in clause.children)


def _juxtaposed(child: Token, verb: Token) -> bool:
    """True for a clause beside its head's ("It is late, they said nothing"), which parsers hang below it."""
    if child.dep_ not in {"ccomp", "parataxis"} or child.i > verb.i or not _is_verb(child):
        return False
    if _is_inverted(child):
        return False
    return any(c.dep_ in _SUBJECTS for c in child.children) and not any(
        c.dep_ == "mark" for c in child.children
    )


def _is_inverted(clause: Token) -> bool:
    """True for "should it rain", "had they known": an auxiliary before its subject instead of "if"."""
    auxiliary = next((c for c in clause.children if c.dep_ in _AUXILIARIES), None)
    if auxiliary is None or auxiliary.lower_ not in {"should", "had", "were"}:
        return False
    return any(c.dep_ in _SUBJECTS and c.i > auxiliary.i for c in clause.children)


def _is_condition(child: Token) -> bool:
    if child.dep_ in {"advcl", "ccomp"} and _is_inverted(child):
        return True
    if child.dep_ == "advcl":
        return _marked(child, "if", "unless", "once", "until")
    return child.dep_ == "advmod" and child.lower_ in {"otherwise", "then", "soon", "eventually"}
