"""How well claimdb tells who said what: its rows beside those of other tools, on annotated news.

    python bench/attribution.py [--mode default|fast|both] [--no-cpu] [--reliability] [--humans] FOLDER
    python bench/attribution.py --statements FILE [--reliability] FOLDER

FOLDER is a compartment of PolNeAR (https://github.com/networkdynamics/PolNeAR): dev, for the figures of the
README.  Prints a Markdown table; bench/scoring.py defines its columns.  The last one is the user CPU of
extraction against a bare ``nlp.pipe`` of the whole spaCy pipeline over the same texts, loading left out on
both sides.  ``--reliability`` adds a table of what the confidence is worth; ``--humans`` the row of the
annotators against each other in FOLDER, where several annotated an article.  With ``--statements`` nothing
is extracted: the file holds what ``claimdb extract --format jsonl`` printed for the articles of FOLDER.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations
from pathlib import Path

from annotated import Article, FolderError, articles
from claimdb.errors import ClaimdbError
from found import Found, FoundByArticle, attributions, extract, parse, read_statements
from scoring import TYPES, Counts, Side, Words, attributed, counts, pairs

COLUMNS = (
    "attributed content F1",
    "content exact F1",
    "token alpha",
    "recall: direct / mixed / indirect",
    "user CPU",
)
BINS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
MODES = {"default": (False,), "fast": (True,), "both": (False, True)}


@dataclass(frozen=True)
class Row:
    """A tool's figures."""

    tool: str
    attributed_f1: float
    exact_f1: float
    alpha: float
    recalls: tuple[float, ...]
    """Of attributed content: direct, mixed, indirect."""
    cpu: float | None = None

    def markdown(self) -> str:
        recalls = " / ".join(f"{recall:.2f}" for recall in self.recalls)
        cpu = "" if self.cpu is None else f"{self.cpu:.2f} ×"
        figures = f"{self.attributed_f1:.3f} | {self.exact_f1:.3f} | {self.alpha:z.2f} | {recalls}"
        return f"| {self.tool} | {figures} | {cpu} |"


# Measured on PolNeAR's dev part by the same definitions, with the small English spaCy pipeline where a tool
# needs one; what each prints was turned into source, cue and content.  They are no part of this repository.
PEERS = (
    Row("quotation marks + nearest person", 0.105, 0.150, 0.20, (0.34, 0.06, 0.0)),
    Row("AFP/Guardian regular expressions", 0.115, 0.143, -0.01, (0.33, 0.02, 0.0)),
    Row("textacy `direct_quotations`, by paragraph", 0.259, 0.129, 0.19, (0.73, 0.22, 0.0)),
    Row("SaysWho", 0.276, 0.149, 0.22, (0.78, 0.23, 0.0)),
    Row("GenderGapTracker's extractor", 0.402, 0.317, 0.41, (0.53, 0.45, 0.22)),
    Row(
        "Citron (BBC), its model with a cue classifier trained on PolNeAR train",
        *(0.417, 0.306, 0.33),
        (0.44, 0.47, 0.24),
    ),
)
# Every annotator against every other, on the articles that several annotated.  Most of these lie outside of
# dev, whose two are easy ones, so this is no figure of dev: --humans prints that of a folder.
HUMANS = Row("two human annotators against each other", 0.754, 0.686, 0.77, (0.98, 0.89, 0.67))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, and what else is asked for."""
    given = _arguments(arguments)
    try:
        gold = articles(given.folder)
        if given.statements:
            runs = [_scored(given.statements.name, gold, read_statements(given.statements, gold))]
        else:
            runs = _measured(gold, MODES[given.mode], cpu=given.cpu)
    except (FolderError, ClaimdbError) as error:
        sys.exit(f"attribution.py: {error}")
    humans = _humans(gold) if given.humans else ()
    print(*_table([*PEERS, *(run.row for run in runs), HUMANS, *humans]), sep="\n")
    print(f"\n{len(gold)} articles, {sum(len(article.gold) for article in gold):,} attributions")
    for run in runs:
        total = run.counts
        print(f"{run.row.tool}: precision {total.precision:.3f}, recall {total.recall:.3f}{run.cost}")
        if given.reliability:
            print("", *_reliability(run.statements), "", sep="\n")


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--mode", choices=list(MODES), default="both", help="which of claimdb's modes to run")
    parser.add_argument("--no-cpu", dest="cpu", action="store_false", help="leave out the bare pipeline")
    parser.add_argument("--statements", type=Path, metavar="FILE", help="score these instead of extracting")
    parser.add_argument("--reliability", action="store_true", help="hold confidence against what is right")
    parser.add_argument("--humans", action="store_true", help="compare the annotators of the folder, too")
    return parser.parse_args(arguments)


# ---------------------------------------------------------------------------------- the table


@dataclass(frozen=True)
class Run:
    """Statements held against the annotation."""

    row: Row
    counts: Counts
    statements: tuple[tuple[float, bool], ...]
    """How sure each statement is said to be, and whether its attribution is right."""
    cost: str = ""


def _measured(gold: Sequence[Article], modes: Sequence[bool], *, cpu: bool) -> list[Run]:
    bare = parse(gold) if cpu else None
    runs = []
    for fast in modes:
        timed = extract(gold, fast=fast)
        run = _scored("claimdb --fast" if fast else "claimdb", gold, attributions(timed.statements))
        if bare:
            per_1000 = [1000 * seconds / bare.tokens for seconds in (timed.seconds, bare.seconds)]
            cost = "; user CPU per 1,000 tokens {:.3f} s, the bare pipeline's {:.3f} s".format(*per_1000)
            row = Row(**{**vars(run.row), "cpu": timed.seconds / bare.seconds})
            run = Run(row, run.counts, run.statements, cost)
        runs.append(run)
    return runs


def _scored(tool: str, gold: Sequence[Article], found: FoundByArticle) -> Run:
    total = Counts()
    statements: list[tuple[float, bool]] = []
    for article in gold:
        here = found.get(article.name, ())
        total += counts(article.text, [f.attribution for f in here], article.gold)
        statements += _rightness(article, here)
    return Run(_row(tool, total), total, tuple(statements))


def _row(tool: str, total: Counts) -> Row:
    recalls = tuple(total.recall_of(kind) for kind in TYPES)
    return Row(tool, total.attributed_f1, total.exact_f1, total.alpha, recalls)


def _humans(gold: Sequence[Article]) -> Iterator[Row]:
    """Every annotator against every other, on the articles that several annotated."""
    several = [article for article in gold if len(article.annotators) > 1]
    if not several:
        return
    total = Counts()
    for article in several:
        for one, other in permutations(article.annotators, 2):
            total += counts(article.text, one, other)
    yield _row(f"the same, of this folder ({len(several)} articles)", total)


def _table(rows: Sequence[Row]) -> Iterator[str]:
    yield f"| tool | {' | '.join(COLUMNS)} |"
    yield "|---|---|---|---|---|---|"
    for row in rows:
        yield row.markdown()


# ---------------------------------------------------------------------------- the confidence


def _rightness(article: Article, found: Sequence[Found]) -> Iterator[tuple[float, bool]]:
    words = Words(article.text)
    gold = [Side(attribution, words) for attribution in article.gold]
    right = set(pairs([Side(f.attribution, words) for f in found], gold, attributed).values())
    for number, attribution in enumerate(found):
        for confidence in attribution.confidences:
            yield confidence, number in right


def _reliability(statements: Sequence[tuple[float, bool]]) -> Iterator[str]:
    """A bin holds its lower end; the last one its upper end, too."""
    yield "| confidence | statements | mean confidence | share right |"
    yield "|---|---|---|---|"
    apart = 0.0
    for low, high in pairwise(BINS):
        inside = [(c, right) for c, right in statements if low <= c < high or c == high == BINS[-1]]
        apart += abs(sum(c - right for c, right in inside))
        yield _bin(f"{low:.1f} – {high:.1f}", inside)
    yield _bin("all", statements)
    if statements:
        yield f"\non average, confidence and share right are {apart / len(statements):.3f} apart"


def _bin(name: str, statements: Sequence[tuple[float, bool]]) -> str:
    if not statements:
        return f"| {name} | 0 | | |"
    mean = sum(confidence for confidence, _ in statements) / len(statements)
    right = sum(right for _, right in statements) / len(statements)
    return f"| {name} | {len(statements):,} | {mean:.3f} | {right:.3f} |"


if __name__ == "__main__":
    main()
