"""Where claimdb is wrong about who said what: in the sentences, the most frequent cue words first.

    python bench/errors.py [--fast] [--kind missed|wrong|source|boundary] [--cue WORDS] [--limit N] FOLDER
    python bench/errors.py --statements FILE [...] FOLDER

FOLDER is a compartment of PolNeAR (https://github.com/networkdynamics/PolNeAR).  An annotated attribution is

    missed     nothing found has its content
    source     its content was found, with the wrong source
    boundary   content and source were found, the content not to the character
    right      it was found

and a found one is ``wrong`` where no annotated one has its content (bench/scoring.py says when one has).
Begins with a table of the cue words that most is wrong with; then shows, for each kind and each of its most
frequent cue words, N sentences with what was annotated and what was found.  With ``--statements`` nothing is
extracted: the file holds what ``claimdb extract --format jsonl`` printed for the articles of FOLDER.
"""

from __future__ import annotations

import argparse
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from rich.text import Text

from annotated import Article, FolderError, Spans, articles
from claimdb.cli.terminal import coloured, console, one_line
from claimdb.errors import ClaimdbError
from claimdb.extraction.sentences import sentence_starts
from found import FoundByArticle, attributions, extract, read_statements
from scoring import Side, Words, attributed, content_found, exact, pairs

Kind = Literal["right", "missed", "source", "boundary", "wrong"]
KINDS: tuple[Kind, ...] = ("missed", "wrong", "source", "boundary")
STYLES = {"source": "bold cyan", "cue": "bold yellow", "content": "green"}
LONGEST = 240
"""A stretch of more characters is shown by its two ends."""

_WITHOUT_MEANING = frozenset(
    """a an and am are as be been being by could did do does doing had has have having he her his i in is it
    its may might must my not of on or our s she should t that the their they to was we were will with would
    you your""".split()
)


@dataclass(frozen=True)
class Case:
    """An annotated attribution, or a found one that is wrong, and what stands on the other side."""

    kind: Kind
    article: Article
    start: int
    cue: str
    """The words of the cue that carry its meaning, in lower case."""
    gold: Side | None
    found: Side | None


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table and the sentences."""
    given = _arguments(arguments)
    try:
        gold = articles(given.folder)
        if given.statements:
            found = read_statements(given.statements, gold)
        else:
            found = attributions(extract(gold, fast=given.fast).statements)
    except (FolderError, ClaimdbError) as error:
        sys.exit(f"errors.py: {error}")
    every = list(cases(gold, found))
    print(_summary(every))
    print(*_table(every, given.cues), sep="\n")
    if given.cue is not None:
        every = [case for case in every if case.cue == given.cue.lower()]
    terminal = console(sys.stdout)
    for line in _sentences(every, [given.kind] if given.kind else KINDS, given.cues, given.limit):
        terminal.print(line, soft_wrap=not coloured(sys.stdout))


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--fast", action="store_true", help="run claimdb without its tagger")
    parser.add_argument("--statements", type=Path, metavar="FILE", help="look at these instead of extracting")
    parser.add_argument("--kind", choices=KINDS, help="show the sentences of one kind only")
    parser.add_argument("--cue", metavar="WORDS", help="show the sentences with this cue only")
    parser.add_argument("--cues", type=int, default=20, metavar="N", help="of how many cue words (20)")
    parser.add_argument("--limit", type=int, default=3, metavar="N", help="sentences a kind and cue word (3)")
    return parser.parse_args(arguments)


# ---------------------------------------------------------------------------------- the cases


def cases(gold: Sequence[Article], found: FoundByArticle) -> Iterator[Case]:
    """Every annotated attribution with what was found of it, then what was found and is none, by article."""
    for article in gold:
        words = Words(article.text)
        wanted = [Side(attribution, words) for attribution in article.gold]
        here = [Side(f.attribution, words) for f in found.get(article.name, ())]
        partners = _partners(here, wanted)
        for number, side in enumerate(wanted):
            partner = here[partners[number]] if number in partners else None
            kind, other = _kind(side, partner), partner or _nearest(side, here)
            yield Case(kind, article, side.attribution.content[0][0], _cue(side, words), side, other)
        for number, side in enumerate(here):
            if number not in partners.values():
                other = _nearest(side, wanted)
                yield Case("wrong", article, side.attribution.content[0][0], _cue(side, words), other, side)


def _partners(found: Sequence[Side], gold: Sequence[Side]) -> dict[int, int]:
    """Who goes with whom: as many as can be with the right source, then by content alone."""
    out = pairs(found, gold, attributed)
    left = [number for number in range(len(gold)) if number not in out]
    over = [number for number in range(len(found)) if number not in out.values()]
    more = pairs([found[number] for number in over], [gold[number] for number in left], content_found)
    return out | {left[number]: over[other] for number, other in more.items()}


def _kind(gold: Side, found: Side | None) -> Kind:
    if found is None:
        return "missed"
    if not attributed(found, gold):
        return "source"
    return "right" if exact(found, gold) else "boundary"


def _nearest(side: Side, others: Sequence[Side]) -> Side | None:
    """The one that has most in common with a side: of the content, else a word of the cue, if any has."""

    def nearness(other: Side) -> tuple[float, int]:
        return side.shares(other), len(side.cue & other.cue)

    best = max(others, key=nearness, default=None)
    return best if best is not None and any(nearness(best)) else None


def _cue(side: Side, words: Words) -> str:
    spoken = [words.text[start:end].lower() for start, end in (words.tokens[at] for at in sorted(side.cue))]
    telling = [word for word in spoken if word not in _WITHOUT_MEANING]
    return " ".join(telling or spoken) or "(none)"


# ------------------------------------------------------------------------------ what is printed


def _summary(every: Sequence[Case]) -> str:
    number = Counter(case.kind for case in every)
    gold = len(every) - number["wrong"]
    return (
        f"{gold:,} annotated: {number['right']:,} right, {number['boundary']:,} boundary,"
        f" {number['source']:,} source, {number['missed']:,} missed;"
        f" {gold - number['missed'] + number['wrong']:,} found: {number['wrong']:,} wrong\n"
    )


def _table(every: Sequence[Case], most: int) -> Iterator[str]:
    """The cue words that most is wrong with."""
    kinds: tuple[Kind, ...] = ("right", *KINDS)
    by_cue: defaultdict[str, Counter[Kind]] = defaultdict(Counter)
    for case in every:
        by_cue[case.cue][case.kind] += 1
    yield f"{'cue':24}" + "".join(f"{kind:>10}" for kind in kinds)
    worst = sorted(by_cue, key=lambda cue: (by_cue[cue]["right"] - by_cue[cue].total(), cue))
    for cue in worst[:most]:
        yield f"{one_line(cue)[:23]:24}" + "".join(f"{by_cue[cue][kind]:10,}" for kind in kinds)


def _sentences(every: Sequence[Case], kinds: Sequence[Kind], most: int, limit: int) -> Iterator[Text]:
    for kind in kinds:
        by_cue: defaultdict[str, list[Case]] = defaultdict(list)
        for case in every:
            if case.kind == kind:
                by_cue[case.cue].append(case)
        for cue in sorted(by_cue, key=lambda cue: (-len(by_cue[cue]), cue))[:most]:
            yield Text(f"\n{kind}, {one_line(cue)}: {len(by_cue[cue]):,}", style="bold")
            for case in by_cue[cue][:limit]:
                yield from _shown(case)


def _shown(case: Case) -> Iterator[Text]:
    yield Text(f"  {one_line(case.article.name)}:{case.start}", style="dim")
    sides = {"annotated": case.gold, "found": case.found}
    stretches = _stretches(case)
    for name, side in sides.items():
        if side is None:
            yield Text(f"  {name + ':':10} nothing")
        else:
            yield Text(f"  {name + ':':10} ") + _marked(case.article.text, stretches, side)


def _stretches(case: Case) -> list[tuple[int, int]]:
    """The sentences that a case has something to mark in; those that stand together as one stretch."""
    text = case.article.text
    starts = [*sentence_starts(text), len(text)]
    touched: set[int] = set()
    for side in (case.gold, case.found):
        for start, end in _all_spans(side):
            touched.update(range(max(bisect_right(starts, start), 1), bisect_right(starts, end - 1) + 1))
    ends = sorted(touched)
    runs = groupby(enumerate(ends), key=lambda pair: pair[1] - pair[0])
    together = [[number for _, number in run] for _, run in runs]
    return [(starts[run[0] - 1], starts[min(run[-1], len(starts) - 1)]) for run in together]


def _all_spans(side: Side | None) -> Spans:
    if side is None:
        return ()
    return side.attribution.source + side.attribution.cue + side.attribution.content


def _marked(text: str, stretches: Sequence[tuple[int, int]], side: Side) -> Text:
    """The stretches with source, cue and content in colours, or in brackets where there are none."""
    roles: dict[int, str] = {}
    for role in ("content", "source", "cue"):  # the last one wins, as it does in the score
        for start, end in getattr(side.attribution, role):
            roles.update(dict.fromkeys(range(start, end), role))
    out = Text()
    for number, (start, end) in enumerate(stretches):
        out.append(" … " if number else "")
        last = start + len(text[start:end].rstrip())
        for role, run in groupby(range(start, last), key=lambda at: roles.get(at, "")):
            at = list(run)
            out.append_text(_piece(text[at[0] : at[-1] + 1], role))
    return out


def _piece(words: str, role: str) -> Text:
    shown = _shortened(words)
    if not role or not shown.strip():
        return Text(shown)
    if coloured(sys.stdout):
        return Text(shown, style=STYLES[role])
    return Text(f"[{role}: {shown.strip()}]")


def _shortened(words: str) -> str:
    """On one line, its outer spaces kept as one, the middle of a long stretch left out."""
    line = one_line(words)
    if len(line) > LONGEST:
        line = f"{line[: LONGEST // 2].rstrip()} … {line[-LONGEST // 2 :].lstrip()}"
    return f"{' ' * words[:1].isspace()}{line}{' ' * (bool(line) and words[-1:].isspace())}"


if __name__ == "__main__":
    main()
