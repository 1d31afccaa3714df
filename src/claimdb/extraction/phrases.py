"""The shape of a phrase that names a source: whose it is, what it hangs on, where it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimdb.extraction.identity import folded, is_given_name
from claimdb.extraction.names import NAME_TAGS, words_of
from claimdb.extraction.roles import is_people

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from claimdb.extraction.members import Mention

_COMMON = frozenset({"NN", "NNS"})
NOUNS = frozenset({"NN", "NNS", *NAME_TAGS})
COMPOUNDING = frozenset({"NN", "NNS", "NNP", "NNPS", "HYPH", "POS"})
_MADE_BY = frozenset({"by", "from"})
_OF_SOMEBODY = frozenset({"words", "view", "views", "opinion", "testimony", "remarks", "account"})


def plain_part(doc: Doc, name: list[int], names: set[str]) -> list[int]:
    """A name without the epithet before it ("Honest Jane Doe"), if the document has it without as well."""
    if len(name) < 3:
        return name
    epithet, given = folded(doc[name[0]].text), folded(doc[name[1]].text)
    if len(epithet) < 2 or is_given_name(epithet) or not is_given_name(given):
        return name
    return name[1:] if folded(words_of(doc, name[1:])) in names else name


def last_name_beside(doc: Doc, run: Sequence[int], name: Sequence[int]) -> str | None:
    """The last name of "John" in "John and Jane Roe"."""
    end = name[-1] + 1
    if len(name) > 1 or end + 2 >= len(doc) or doc[end].lower_ != "and" or run[-1] != name[-1]:
        return None
    first, last = doc[end + 1], doc[end + 2]
    if not {first.tag_, last.tag_} <= NAME_TAGS or (end + 3 < len(doc) and doc[end + 3].tag_ in NAME_TAGS):
        return None
    both = is_given_name(folded(doc[name[0]].text)) and is_given_name(folded(first.text))
    return last.text if both else None


def owners(noun: Token) -> Iterator[Token]:
    """Whose a noun is: its possessor, or who it is by."""
    for child in noun.children:
        if child.dep_ == "poss":
            yield child
        elif child.dep_ in {"prep", "agent"} and (
            child.lower_ in _MADE_BY or (child.lower_ == "of" and noun.lower_ in _OF_SOMEBODY)
        ):
            yield from (c for c in child.children if c.dep_ == "pobj")
        elif child.dep_ == "acl" and child.tag_ == "VBN":
            yield from (c for by in child.children if by.lower_ == "by" for c in by.children)


def modifies(doc: Doc, last: int, end: int) -> bool:
    """True if the name that ends at token ``last`` only says more of a noun of its phrase ("Doe aides")."""
    if last >= end:
        return False
    after, token = doc[last + 1], doc[last]
    if after.tag_ in COMPOUNDING or after.text == "/":
        return after.tag_ != "POS" or last + 1 < end
    return token.dep_ in {"compound", "nmod", "poss", "amod"} and last < token.head.i <= end


def is_conjunct(doc: Doc, mention: Mention, first: int) -> bool:
    """True if a name is joined by "and" to the one that ends at token ``first``."""
    node = doc[mention.last]
    while node.head != node and node.dep_ in {"conj", "compound", "appos"}:
        joined = node.dep_ == "conj"
        node = node.head
        if joined and node.i == first:
            return True
    return False


def trimmed(doc: Doc, phrase: Sequence[int], head: int) -> list[int]:
    """The phrase without a preposition before it, and without what trails behind a comma or a bracket."""
    out = [i for i in phrase if not doc[i].is_space]
    while out and (doc[out[0]].is_punct or doc[out[0]].tag_ in {"IN", "TO", "VBG", "CC"}) and out[0] != head:
        out = out[1:]
    return out


def antecedent(token: Token) -> Token | None:
    """What a relative clause is about: the noun that it hangs on, or that stands before it.

    "Who" is somebody: of a place, or of "the plan and its supporters who", it takes the people.
    """
    node = token
    while node.head != node and node.dep_ not in {"relcl", "acl"}:
        node = node.head
    before = _noun_before(token)
    if node.dep_ not in {"relcl", "acl"}:
        return before
    noun = node.head
    if token.lower_ not in {"who", "whom"} or (noun.tag_ in NAME_TAGS and noun.dep_ != "pobj"):
        return noun
    if noun.dep_ == "pobj" and noun.head.lower_ in {"on", "in", "at", "from"}:
        return noun.head.head if noun.head.head.tag_ in NOUNS else noun
    return before if before is not None and not is_people(noun.lower_) and noun.tag_ in _COMMON else noun


def _noun_before(token: Token) -> Token | None:
    """The noun directly before a relative pronoun, or before the comma before it."""
    i = token.i - 1
    while i > 0 and (token.doc[i].text == "," or token.doc[i].tag_ == "IN"):
        i -= 1
    return token.doc[i] if i >= 0 and token.doc[i].tag_ in NOUNS else None


def phrase_of(head: Token) -> list[int]:
    """The words of a noun phrase up to its head, and "of" whom or what it is."""
    end = head.i
    of = next((c for c in head.children if c.i == end + 1 and c.lower_ in {"of", "for"}), None)
    if of is not None and head.tag_ in _COMMON:
        objects = [c for c in of.children if c.dep_ == "pobj"]
        end = objects[0].i if objects else end
    return list(range(head.left_edge.i, end + 1))
