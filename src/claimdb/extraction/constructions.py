"""The shapes in which English reports what somebody said, thought or wants, found in a dependency parse.

Every function here is blind to which words report: it finds *candidates* (this verb has a clause for its
complement, that noun has one), each with the construction's name.  Which of them are reports is for the
cue lexicon to say (:mod:`claimdb.extraction.cues`).  Labels are those of spaCy's English pipelines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
NOUN_TAGS = frozenset({"NN", "NNS"})
ADJECTIVE_TAGS = frozenset({"JJ", "JJR", "JJS", "VBN"})
SUBJECTS = frozenset({"nsubj", "csubj"})
_PREDICATES = frozenset(
    {"as", "of", "for", "on", "to", "from", "over", "with", "about", "against", "into", "in"}
)
_NOT_CONTENT_PREPOSITIONS = frozenset(
    {"during", "after", "before", "since", "until", "at", "by", "without", "like"}
)
_VIEW_NOUNS = frozenset({"view", "opinion", "words", "mind", "eyes", "estimation", "judgment", "telling"})
_RAISING = frozenset(
    "seem seems seemed appear appears appeared".split()
)  # nobody's subject: "he seems to know"
_PARTICLE_DEPS = frozenset({"aux", "auxpass", "neg", "prt"})
_NOUN_MODIFIERS_LEFT_OUT = frozenset({"relcl", "appos", "acl", "punct", "cc", "conj", "advcl", "parataxis"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible attribution, as token indices into its Doc; ``source`` may be empty."""

    construction: str
    head: int
    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]
    source_head: int | None


def candidates(words: Iterable[Token]) -> Iterator[Candidate]:
    """Every candidate whose cue is headed by one of ``words``."""
    for token in words:
        tag = token.tag_
        if tag in VERB_TAGS and token.dep_ not in {"aux", "auxpass"}:
            yield from _of_verb(token)
        if tag in NOUN_TAGS:
            yield from _of_noun(token)
        if tag in ADJECTIVE_TAGS and token.dep_ in {
            "acomp",
            "ROOT",
            "ccomp",
            "conj",
            "relcl",
            "amod",
            "oprd",
        }:
            yield from _of_adjective(token)
        if token.lower_ in {"according", "per"}:
            yield from _according(token)


# ------------------------------------------------------------------------------------ verbs


def _of_verb(verb: Token) -> Iterator[Candidate]:
    if _is_conditional(verb):
        return
    passive = _is_passive(verb)
    complements = list(_complements(verb, passive))
    if not complements:
        return
    subject = _agent(verb) if passive else _subject(verb)
    if verb.lower_ in _RAISING:
        subject = None
    source = _noun_phrase(subject) if subject is not None else []
    cue = _verb_cue(verb)
    for construction, content, more_cue in complements:
        yield _candidate(construction, verb, cue + more_cue, source, content, subject)


def _complements(verb: Token, passive: bool) -> Iterator[tuple[str, list[int], list[int]]]:
    """The verb's complements: construction, content tokens, further cue tokens."""
    objects = [c for c in verb.children if c.dep_ in {"dobj", "attr", "oprd"} and c.i > verb.i]
    clauses = [c for c in verb.children if c.dep_ == "ccomp" or (c.dep_ == "xcomp" and _has_to(c))]
    for clause in clauses:
        if clause.dep_ == "ccomp":
            yield ("verb+inf" if _has_to(clause) else "verb+clause"), _subtree(clause), []
        elif passive or verb.lower_ in _RAISING:
            name = "verb+passive+to" if passive else "verb+to"
            yield name, _raised_subject(verb) + _subtree(clause), []
        else:
            yield ("verb+object+to" if objects else "verb+to"), _subtree(clause), []
    if verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children):
        yield "as", _without(_subtree(verb.head), _subtree(verb)), []
    if not clauses and passive:
        yield from _passive_complements(verb)
    elif not clauses:
        yield from _nominal_complements(verb, [o for o in objects if o.dep_ == "dobj"])


def _raised_subject(verb: Token) -> list[int]:
    """The subject of a passive or of "seem", whom the content is about."""
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return _subtree(subject) if subject is not None else []


def _passive_complements(verb: Token) -> Iterator[tuple[str, list[int], list[int]]]:
    """What is said of a passive's subject: "was accused of X"."""
    for preposition in verb.children:
        if preposition.dep_ == "prep" and preposition.i > verb.i and preposition.lower_ in _PREDICATES:
            content = _raised_subject(verb) + _subtree(preposition)
            yield f"verb+passive+{preposition.lower_}", content, []
            return


def _nominal_complements(verb: Token, objects: list[Token]) -> Iterator[tuple[str, list[int], list[int]]]:
    prepositions = [c for c in verb.children if c.dep_ == "prep" and c.i > verb.i]
    complement = next((c for c in verb.children if c.dep_ == "oprd" and c.i > verb.i), None)
    if complement is not None:  # "called it a mistake"
        yield "verb+object+complement", [i for o in [*objects, complement] for i in _subtree(o)], []
        return
    if objects:
        content = _subtree(objects[0])
        prepositions += [c for c in verb.children if c.dep_ == "advcl" and _begins_with_as(c)]
        for preposition in prepositions:
            word = "as" if preposition.dep_ == "advcl" else preposition.lower_
            if word in _PREDICATES:
                yield f"verb+object+{word}", content + _subtree(preposition), []
                return
        yield "verb+object", content, []
        return
    for preposition in prepositions:
        word = preposition.lower_
        if word in _NOT_CONTENT_PREPOSITIONS:
            continue
        inner = [i for child in preposition.children for i in _subtree(child)]
        if inner:
            yield f"verb+{word}", inner, [preposition.i]
            return


def _begins_with_as(clause: Token) -> bool:
    """ "described him as strong": the parser makes a clause of the adjective."""
    return any(
        c.lower_ == "as" and c.dep_ in {"mark", "prep", "advmod"} and c.i < clause.i for c in clause.children
    )


def _subject(verb: Token, depth: int = 0) -> Token | None:
    """Who speaks: the verb's own subject, or the one that it shares with the verb it hangs on."""
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            return child
    head = verb.head
    if head == verb or depth > 4:
        return None
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return head
    if verb.dep_ in {"conj", "xcomp"} or (verb.dep_ == "advcl" and (verb.tag_ == "VBG" or _has_to(verb))):
        return _subject(head, depth + 1) if head.tag_ in VERB_TAGS or head.tag_ == "MD" else None
    if verb.dep_ == "pcomp" and head.dep_ == "prep":
        return _subject(head.head, depth + 1) if head.head.tag_ in VERB_TAGS else None
    return None


def _is_conditional(verb: Token) -> bool:
    """True for "if both agree to close it": a case, not a report."""
    return verb.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ in {"if", "unless", "until"} for c in verb.children
    )


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _verb_cue(verb: Token) -> list[int]:
    """The verb with its auxiliaries, negation and particle, as far as they stand together."""
    indices = {verb.i} | {c.i for c in verb.children if c.dep_ in _PARTICLE_DEPS}
    return _run_around(verb.i, indices)


# ---------------------------------------------------------------------- nouns and adjectives


def _of_noun(noun: Token) -> Iterator[Candidate]:
    source_token = _noun_source(noun)
    source = _noun_phrase(source_token) if source_token is not None else []
    cue = [noun.i]
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in {"acl", "ccomp", "relcl"} and any(
            c.dep_ == "mark" and c.lower_ in {"that", "whether"} for c in child.children
        ):
            yield _candidate("noun+clause", noun, cue, source, _subtree(child), source_token)
        elif child.dep_ in {"acl", "xcomp"} and _has_to(child):
            yield _candidate("noun+to", noun, cue, source, _subtree(child), source_token)
    preposition = noun.head
    if (
        noun.lower_ in _VIEW_NOUNS
        and noun.dep_ == "pobj"
        and preposition.lower_ in {"in", "to"}
        and source_token
    ):
        clause = preposition.head
        content = _without(_subtree(clause), _subtree(preposition))
        yield _candidate("in+view", noun, [preposition.i, noun.i], source, content, source_token)


def _noun_source(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"by", "from", "of", "among"}:
            found = next((c for c in child.children if c.dep_ == "pobj"), None)
            if found is not None:
                return found
    head = noun.head
    if noun.dep_ in {"dobj", "attr", "pobj"}:
        verb = head.head if noun.dep_ == "pobj" else head
        if verb.tag_ in VERB_TAGS and not _is_passive(verb):
            return _subject(verb)
    return None


def _of_adjective(adjective: Token) -> Iterator[Candidate]:
    verb = adjective.head if adjective.dep_ in {"acomp", "oprd"} else adjective
    if _is_passive(adjective):
        return
    subject = _subject(verb)
    source = _noun_phrase(subject) if subject is not None else []
    cue = [*_verb_cue(verb), adjective.i] if verb != adjective else [adjective.i]
    for child in adjective.children:
        if child.dep_ == "ccomp":
            yield _candidate("adjective+clause", adjective, cue, source, _subtree(child), subject)
        elif child.dep_ == "xcomp" and _has_to(child):
            yield _candidate("adjective+to", adjective, cue, source, _subtree(child), subject)
        elif child.dep_ == "prep" and child.i > adjective.i:
            inner = [i for c in child.children for i in _subtree(c)]
            if inner:
                cue_here = [*cue, child.i]
                yield _candidate(f"adjective+{child.lower_}", adjective, cue_here, source, inner, subject)


def _according(token: Token) -> Iterator[Candidate]:
    preposition = token
    if token.lower_ == "according":
        found = next((c for c in token.children if c.dep_ == "prep"), None)
        if found is None:
            return
        preposition = found
    source_token = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if source_token is None:
        return
    for by in source_token.children:  # "according to revelations by X"
        if by.dep_ == "prep" and by.lower_ == "by":
            source_token = next((c for c in by.children if c.dep_ == "pobj"), source_token)
    clause = token.head
    while clause.tag_ not in VERB_TAGS and clause.head != clause:
        clause = clause.head
    phrase = _subtree(token)
    cue = [token.i] if preposition is token else [token.i, preposition.i]
    source = [i for i in phrase if i not in cue]
    if token.lower_ == "per" and token.i != token.sent.start:
        if token.nbor(-1).lower_ != "as":
            return  # "per capita", "per year"
        cue.insert(0, token.i - 1)
    yield _candidate("according", token, cue, source, _without(_subtree(clause), phrase), source_token)


# ------------------------------------------------------------------------------------ tokens


def _candidate(
    construction: str,
    head: Token,
    cue: Iterable[int],
    source: list[int],
    content: list[int],
    who: Token | None,
) -> Candidate:
    cue_set = set(cue)
    source_set = set(source) - cue_set
    words = sorted(set(content) - cue_set - source_set)
    return Candidate(
        construction,
        head.i,
        tuple(sorted(cue_set)),
        tuple(sorted(source_set)),
        tuple(words),
        None if who is None else who.i,
    )


def _noun_phrase(head: Token) -> list[int]:
    """The phrase around ``head`` without relative clauses and appositions."""
    tokens = {head.i}
    for child in head.children:
        if child.dep_ not in _NOUN_MODIFIERS_LEFT_OUT or child.text in {'"', "''", "``", "-"}:
            tokens.update(_subtree(child))
        elif child.dep_ == "conj":
            tokens.update(range(head.i + 1, child.i))
            tokens.update(_noun_phrase(child))
    return _run_around(head.i, tokens)


def _subtree(token: Token) -> list[int]:
    return [t.i for t in token.subtree]


def _without(tokens: list[int], taken: list[int]) -> list[int]:
    out = set(taken)
    return [i for i in tokens if i not in out]


def _has_to(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)


def _run_around(index: int, tokens: set[int]) -> list[int]:
    """The unbroken run of ``tokens`` that holds ``index``."""
    first = last = index
    while first - 1 in tokens:
        first -= 1
    while last + 1 in tokens:
        last += 1
    return list(range(first, last + 1))
