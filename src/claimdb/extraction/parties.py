"""To whom a statement was made, and through whom it reached the document, as far as its clause says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimdb.extraction.names import NAME_TAGS
from claimdb.extraction.pronouns import SURE

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimdb.extraction.cast import Cast

TOLD = frozenset(
    """tell tells told telling assure assures assured inform informs informed remind reminds reminded ask asks
    asked warn warns warned urge urges urged promised advised notified briefed instructed order orders
    ordered""".split()
)
"""Verbs whose object, or whose subject in the passive, is whom something is said to."""
_SPEAKING = frozenset("speaking talking writing".split())
_OCCASIONS = frozenset(
    """interview comment comments statement statements remark remarks conversation letter message speech call
    address reply answer note email briefing talk""".split()
)
_MEDIA = frozenset(
    """agency newspaper newspapers paper magazine daily weekly tabloid television tv radio channel network
    broadcaster outlet website journal podcast news media press""".split()
)
_LEFT_OUT = frozenset({"relcl", "acl", "appos", "punct"})


@dataclass(frozen=True, slots=True)
class Parties:
    """The addressee and the medium of a statement; ``None`` where the text doesn't name one."""

    addressee: str | None = None
    via: str | None = None


def parties_of(cue: Token, cast: Cast, passage: int) -> Parties:
    """Who is told ("told X", "in an interview with X", "speaking to X") and who passes it on.

    A told newspaper or agency is the medium as well; so is the agent of "was quoted by X as saying".
    """
    addressee = via = None
    for head, passes_on in _told(cue):
        name = _name(head, cast, passage)
        if passes_on:
            via = via or name
        else:
            addressee = addressee or name
            if via is None and any(t.lower_ in _MEDIA for t in _words(head)):
                via = name
    return Parties(addressee, via)


def _told(cue: Token) -> Iterator[tuple[Token, bool]]:
    """The heads of the phrases that name a party, and whether it is one that passes the words on."""
    for child in cue.children:
        if child.dep_ in {"dobj", "dative"} and cue.lower_ in TOLD and child.tag_ not in {"CD", "WP"}:
            yield from ((c, False) for c in ([child] if child.dep_ == "dobj" else [child, *child.children]))
        elif child.dep_ == "nsubjpass" and cue.lower_ in TOLD:
            yield child, False
        elif child.dep_ == "agent" and cue.lower_ in {"quoted", "cited"}:
            yield from ((c, True) for c in child.children if c.dep_ == "pobj")
        elif child.dep_ == "prep" and child.lower_ in {"in", "during"}:
            for noun in child.children:
                if noun.lower_ in _OCCASIONS:
                    yield from ((c, False) for c in _after(noun, {"with", "to"}))
        elif child.dep_ == "advcl" and child.lower_ in _SPEAKING:
            yield from ((c, False) for c in _after(child, {"to", "with"}))


def _after(token: Token, prepositions: set[str]) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in {"prep", "dative"} and child.lower_ in prepositions:
            yield from (c for c in child.children if c.dep_ == "pobj")


def _words(head: Token) -> list[Token]:
    """The words of the phrase around ``head``, up to it."""
    return [t for t in head.doc[head.left_edge.i : head.i + 1] if t.dep_ not in _LEFT_OUT]


def _name(head: Token, cast: Cast, passage: int) -> str | None:
    """The name of a party: the speaker's where one is named in the phrase, else the phrase as it stands."""
    if head.tag_ in {"IN", "TO", "DT"}:
        return None
    if head.tag_ == "PRP":
        found = cast.resolve(head.doc, passage, head.i, [head.i])
        return found.name if found.certainty >= SURE else head.text
    words = _words(head)
    named = [t for t in words if t.tag_ in NAME_TAGS and (t.i == head.i or t.nbor(1).tag_ != "POS")]
    target = head if head.tag_ in NAME_TAGS or not named else named[-1]
    if target.tag_ in NAME_TAGS:
        return cast.resolve(head.doc, passage, target.i, [target.i]).name
    return " ".join(head.doc[words[0].i : head.i + 1].text.split())
