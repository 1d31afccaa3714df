"""Two extractions of a document, statement by statement: gained, lost, re-attributed, changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimdb.model import Span
from claimdb.store.aligning import Alignment
from claimdb.store.record import Record
from claimdb.store.records import Change

LEAST_SHARED = 1 / 3
"""The part of all their characters that two statements share at least to be one that was changed."""

_BUCKET = 64
"""Characters of a stretch of text that statements are looked up by."""

_Pair = tuple[Record | None, Record | None]


@dataclass(frozen=True, slots=True)
class Found:
    """The statements of an extraction, and the text that they are of."""

    records: Sequence[Record]
    text: str


def changes(before: Found, after: Found) -> Iterator[Change]:
    """What is not as it was, in the order of the text; a statement that is the same is left out."""
    paired = pairs(before, after)
    nested = _parents(paired)
    for old, new in paired:
        if old is None or new is None:
            yield Change("lost" if new is None else "gained", old, new, ())
            continue
        fields = tuple(_differing(old, new, nested))
        if fields:
            yield Change("re-attributed" if "speaker" in fields else "changed", old, new, fields)


def pairs(before: Found, after: Found) -> list[_Pair]:
    """Each statement with the one that it is in the other extraction, in the order of the text."""
    places = _places(before, after)
    olds, news = list(before.records), list(after.records)
    partner = _same_places(olds, news, places)
    _same_words(olds, news, partner)
    _overlapping(olds, news, places, partner)
    return list(_in_order(olds, news, partner))


def _places(before: Found, after: Found) -> list[tuple[Span, ...]]:
    """Where the words of each statement stand in the text of the later extraction."""
    alignment = Alignment(before.text, after.text)
    moved = ([alignment.moved(span) for span in each.statement.spans] for each in before.records)
    return [tuple(span for span in spans if span is not None) for spans in moved]


def _same_places(
    olds: Sequence[Record], news: Sequence[Record], places: Sequence[tuple[Span, ...]]
) -> dict[int, int]:
    """Statements whose words stand at the same places; nested ones with nested ones first."""
    partner: dict[int, int] = {}
    at: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, each in reversed(list(enumerate(news))):
        at[each.statement.spans, each.statement.nested_in is None].append(index)
    for index, each in enumerate(olds):
        same = at.get((places[index], each.statement.nested_in is None))
        if same:
            partner[index] = same.pop()
    return partner


def _same_words(olds: Sequence[Record], news: Sequence[Record], partner: dict[int, int]) -> None:
    """Statements of the same words, wherever they stand now, in their order."""
    taken = set(partner.values())
    saying: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, each in reversed(list(enumerate(news))):
        if index not in taken:
            saying[each.statement.text, each.statement.nested_in is None].append(index)
    for index, each in enumerate(olds):
        same = saying.get((each.statement.text, each.statement.nested_in is None))
        if index not in partner and same:
            partner[index] = same.pop()


def _overlapping(
    olds: Sequence[Record],
    news: Sequence[Record],
    places: Sequence[tuple[Span, ...]],
    partner: dict[int, int],
) -> None:
    """Statements that share most of their words' places, the nearest two first."""
    taken = set(partner.values())
    near: defaultdict[int, set[int]] = defaultdict(set)
    for index, each in enumerate(news):
        if index not in taken:
            for bucket in _buckets(each.statement.spans):
                near[bucket].add(index)
    shares = []
    for index, spans in enumerate(places):
        if index in partner:
            continue
        for other in {each for bucket in _buckets(spans) for each in near.get(bucket, ())}:
            share = _share(spans, news[other].statement.spans)
            if share >= LEAST_SHARED:
                as_deep = (olds[index].statement.nested_in is None) == (
                    news[other].statement.nested_in is None
                )
                shares.append((not as_deep, -share, index, other))
    for *_, index, other in sorted(shares):
        if index not in partner and other not in taken:
            partner[index] = other
            taken.add(other)


def _buckets(spans: Iterable[Span]) -> Iterator[int]:
    for start, end in spans:
        yield from range(start // _BUCKET, (end - 1) // _BUCKET + 1)


def _share(some: Sequence[Span], others: Sequence[Span]) -> float:
    """The part of all the characters at the spans that both have."""
    both = sum(
        max(0, min(one.end, other.end) - max(one.start, other.start)) for one in some for other in others
    )
    every = sum(end - start for start, end in some) + sum(end - start for start, end in others) - both
    return both / every if every else 0.0


def _in_order(olds: Sequence[Record], news: Sequence[Record], partner: dict[int, int]) -> Iterator[_Pair]:
    """The pairs by the place in the later text; what is lost after what stood before it."""
    found = {other: index for index, other in partner.items()}
    lost_after: defaultdict[int, list[int]] = defaultdict(list)
    last = -1
    for index in range(len(olds)):
        if index in partner:
            last = partner[index]
        else:
            lost_after[last].append(index)
    for index in lost_after[-1]:
        yield olds[index], None
    for other, new in enumerate(news):
        yield (olds[found[other]] if other in found else None), new
        for index in lost_after[other]:
            yield olds[index], None


def _parents(paired: Iterable[_Pair]) -> dict[str, str]:
    """The ids of statements in the later extraction, by those in the earlier one."""
    return {old.statement.id: new.statement.id for old, new in paired if old is not None and new is not None}


def _differing(before: Record, after: Record, partners: Mapping[str, str]) -> Iterator[str]:
    """The names of what is other than it was; how sure the extractor is, and why, don't count."""
    old, new = before.statement, after.statement
    for name in ("speaker", "text", "kind", "function"):
        if getattr(old, name) != getattr(new, name):
            yield name
    if set(old.topics) != set(new.topics):
        yield "topics"
    for name in ("via", "addressee"):
        if getattr(old, name) != getattr(new, name):
            yield name
    parent = None if old.nested_in is None else partners.get(old.nested_in, "")
    if parent != new.nested_in:
        yield "nested_in"
