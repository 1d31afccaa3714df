"""Comparing the quotations of articles with the speakers' own words in transcripts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from claimdb.model import BETWEEN_SPANS, Span

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claimdb.linking.placing import Placed, Spoken
    from claimdb.linking.quotation import Quotation
    from claimdb.linking.words import Word
    from claimdb.store.quotations import Article, Quoting, Transcript

Verdict: TypeAlias = Literal[
    "verbatim", "trimmed", "bracketed insertion", "reordered", "altered", "not found"
]
VERDICTS: Final[tuple[Verdict, ...]] = (
    "verbatim",
    "trimmed",
    "bracketed insertion",
    "reordered",
    "altered",
    "not found",
)

NO_TRANSCRIPT: Final = "no transcript of their speaker"
NOT_KNOWN: Final = "speaker not known"
"""Why quotations are not checked."""

FRAGMENT: Final = 3
"""Words that a quotation inside a report needs to be looked for: "red lines" is everywhere."""

_FRAGMENT = re.compile(r"“[^“”]+”|\"[^\"]+\"|«[^«»]+»|„[^„“”]+[“”]")
_SENTENCE_END = re.compile(r"[.!?…]")


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of a quotation compared with what was said."""

    change: str
    """same; left out (where the writer marks it, or between sentences), left out unmarked, repetition left
    out; inserted (in brackets), added (without); moved (what follows was said before)."""
    quoted: str
    """The words as the article has them."""
    said: str
    """The words as the transcript has them."""
    quoted_span: Span | None
    said_span: Span | None


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """A quotation, where it was said, and how the two differ."""

    document: str
    published: str | None
    speaker: str
    statements: tuple[str, ...]
    """The ids of the statements that make it up."""
    spans: tuple[Span, ...]
    text: str
    verdict: Verdict
    share: float
    """The part of its words, by weight, that were said there in order."""
    source: str | None
    """The document that has the transcript; ``None`` for a quotation that is not found."""
    source_spans: tuple[Span, ...]
    """What was said, turn by turn."""
    original: str | None
    timestamps: tuple[str, ...]
    """When the turns begin that it was said in."""
    differences: tuple[Difference, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "document": self.document,
            "published": self.published,
            "speaker": self.speaker,
            "statements": list(self.statements),
            "spans": [list(span) for span in self.spans],
            "text": self.text,
            "verdict": self.verdict,
            "share": self.share,
            "source": self.source,
            "source_spans": [list(span) for span in self.source_spans],
            "original": self.original,
            "timestamps": list(self.timestamps),
            "differences": [
                {
                    "change": each.change,
                    "quoted": each.quoted,
                    "said": each.said,
                    "quoted_span": None if each.quoted_span is None else list(each.quoted_span),
                    "said_span": None if each.said_span is None else list(each.said_span),
                }
                for each in self.differences
            ],
        }


class _Quoted(NamedTuple):
    """A quotation in an article: the sentences that are quoted together."""

    speaker: str
    statements: tuple[str, ...]
    spans: tuple[Span, ...]
    direct: bool
    """Whether it stands for itself, not within a report."""


class _Found(NamedTuple):
    """A quotation with the place that most of it is of."""

    quoted: _Quoted
    words: Quotation
    placed: Placed
    transcript: Transcript | None
    said: Spoken | None


def check(
    connection: Connection,
    *,
    documents: Sequence[int] | None = None,
    speakers: Collection[str] | None = None,
) -> Iterator[CheckedQuotation]:
    """Every quotation of a speaker whose transcript is in, in the order of the articles."""
    from claimdb.store import quotations as store

    known = store.speakers(connection)
    wanted = known if speakers is None else known.intersection(speakers)

    @lru_cache(maxsize=32)
    def own(speaker: str) -> list[tuple[Transcript, Spoken]]:
        return [(each, spoken(each)) for each in store.transcripts(connection, speaker)]

    for article in store.articles(connection, wanted.__contains__, documents):
        found = [_found(article, quoted, own(quoted.speaker)) for quoted in quotations(article)]
        for each in _without_printed(found):
            yield _checked(article, each)


def unchecked(
    connection: Connection,
    *,
    documents: Sequence[int] | None = None,
    speakers: Collection[str] | None = None,
) -> dict[str, int]:
    """How many quotations ``check`` passes over, by the reason."""
    from claimdb.store import quotations as store

    known = store.speakers(connection)

    def wanted(speaker: str) -> bool:
        return speaker not in known and (speakers is None or speaker in speakers)

    passed = Counter(
        NO_TRANSCRIPT if quoted.speaker else NOT_KNOWN
        for article in store.articles(connection, wanted, documents)
        for quoted in quotations(article)
    )
    return dict(passed.most_common())


def spoken(transcript: Transcript) -> Spoken:
    """The words of a transcript's turns, one after the other."""
    from claimdb.linking.placing import Spoken
    from claimdb.linking.words import words

    found: list[Word] = []
    ends: set[int] = set()
    for start, end, _ in transcript.turns:
        turn = words(transcript.text[start:end], start)
        nexts = [*(word.start for word in turn[1:]), end]
        for place, (word, following) in enumerate(zip(turn, nexts, strict=True), start=len(found)):
            if _SENTENCE_END.search(transcript.text, word.end, following):
                ends.add(place)
        found.extend(turn)
        ends.add(len(found) - 1)
    return Spoken(tuple(found), frozenset(ends))


# ------------------------------------------------------------------------------------ what is quoted


def quotations(article: Article) -> Iterator[_Quoted]:
    """The quotations of an article: sentences that are quoted together, and what reports quote."""
    group: list[Quoting] = []
    for each in article.statements:
        if each.kind == "direct":
            if group and not _goes_on(article.text, group[-1], each):
                yield _together(group)
                group = []
            group.append(each)
        else:
            yield from _fragments(article.text, each)
    if group:
        yield _together(group)


def _goes_on(text: str, before: Quoting, after: Quoting) -> bool:
    """Whether two sentences are of one quotation: one follows the other, and nobody else is named for it.

    What stands after a "she said" is a quotation of its own, which may be of another place.
    """
    between = text[before.spans[-1].end : after.spans[0].start]
    same = before.attribution == after.attribution and before.speaker == after.speaker
    return (
        same and not re.search(r"\w", between) and (before.attribution is not None or "\n\n" not in between)
    )


def _together(group: Sequence[Quoting]) -> _Quoted:
    spans = tuple(span for each in group for span in each.spans)
    return _Quoted(group[0].speaker, tuple(each.uid for each in group), spans, direct=True)


def _fragments(text: str, statement: Quoting) -> Iterator[_Quoted]:
    from claimdb.linking.words import words

    for start, end in statement.spans:
        for match in _FRAGMENT.finditer(text, start, end):
            if len(words(match.group())) >= FRAGMENT:
                span = Span(match.start() + 1, match.end() - 1)
                yield _Quoted(statement.speaker, (statement.uid,), (span,), direct=False)


# ------------------------------------------------------------------------------------ what was said


def _found(article: Article, quoted: _Quoted, own: Sequence[tuple[Transcript, Spoken]]) -> _Found:
    """The place that most of a quotation is of; of equals the one it differs from least."""
    from claimdb.linking.placing import NOT_FOUND, place
    from claimdb.linking.quotation import quotation

    words = quotation(article.text, quoted.spans, direct=quoted.direct)
    found = [_Found(quoted, words, place(words, said), transcript, said) for transcript, said in own]
    return min(
        found,
        key=lambda each: (
            -each.placed.share,
            VERDICTS.index(each.placed.verdict),
            *(
                ()
                if each.transcript is None
                else (f"{each.transcript.published or ''}~", each.transcript.path)
            ),
        ),
        default=_Found(quoted, words, NOT_FOUND, None, None),
    )


def _without_printed(found: Sequence[_Found]) -> Iterator[_Found]:
    """The same without what is cut from the ends of sentences, where the article quotes it elsewhere.

    A sentence may be printed as two quotations, one after the other.
    """
    from claimdb.linking.placing import without_cut

    printed: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for each in found:
        if each.transcript is not None:
            same = (step.said for step in each.placed.steps if step.change == "same")
            printed[each.quoted.speaker, each.transcript.path].update(
                at for said in same for at in range(*said)
            )
    for each in found:
        if each.transcript is None:
            yield each
        else:
            here = printed[each.quoted.speaker, each.transcript.path]
            yield each._replace(placed=without_cut(each.placed, here))


def _checked(article: Article, found: _Found) -> CheckedQuotation:
    """A quotation with how it differs from what was said."""
    quoted, words, placed, transcript, said = found
    text = BETWEEN_SPANS.join(article.text[start:end] for start, end in _merged(article.text, quoted.spans))
    if transcript is None or said is None or placed.verdict == "not found":
        return CheckedQuotation(
            article.path, article.published, quoted.speaker, quoted.statements, quoted.spans, text,
            "not found", placed.share, None, (), None, (), (),
        )  # fmt: skip # one row of the table
    turns = _said_at(placed, transcript, said)
    return CheckedQuotation(
        document=article.path,
        published=article.published,
        speaker=quoted.speaker,
        statements=quoted.statements,
        spans=quoted.spans,
        text=text,
        verdict=placed.verdict,
        share=placed.share,
        source=transcript.path,
        source_spans=tuple(span for span, _ in turns),
        original=BETWEEN_SPANS.join(transcript.text[start:end] for (start, end), _ in turns),
        timestamps=tuple(dict.fromkeys(time for _, time in turns if time is not None)),
        differences=tuple(_differences(article.text, words, placed, transcript, said)),
    )


def _merged(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans, those put together that only white space lies between."""
    found: list[Span] = []
    for span in spans:
        if found and not text[found[-1].end : span.start].strip():
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def _said_at(placed: Placed, transcript: Transcript, said: Spoken) -> list[tuple[Span, str | None]]:
    """From the first to the last word that was said, in each turn, and when the turn begins."""
    same = [at for step in placed.steps if step.change == "same" for at in range(*step.said)]
    found = []
    for start, end, timestamp in transcript.turns:
        inside = [said.words[at] for at in same if start <= said.words[at].start < end]
        if inside:
            first, last = min(word.start for word in inside), max(word.end for word in inside)
            found.append((Span(first, last), timestamp))
    return found


def _differences(
    text: str, words: Quotation, placed: Placed, transcript: Transcript, said: Spoken
) -> Iterator[Difference]:
    for step in placed.steps:
        ours = words.words[slice(*step.quoted)]
        theirs = said.words[slice(*step.said)]
        quoted = Span(ours[0].start, ours[-1].end) if ours else None
        original = Span(theirs[0].start, theirs[-1].end) if theirs else None
        yield Difference(
            step.change,
            text[quoted.start : quoted.end] if quoted else "",
            transcript.text[original.start : original.end] if original else "",
            quoted,
            original,
        )
