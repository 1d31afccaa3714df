"""``claimdb quotes``: quotations beside what was said."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Final, Literal, TextIO

import typer

from claimdb.cli import completion
from claimdb.cli import options as given
from claimdb.cli.terminal import coloured, console, counted, data_stream, notice, one_line, wrapped
from claimdb.cli.values import database_of

if TYPE_CHECKING:
    from claimdb.quoting import CheckedQuotation, Difference

# Written out here, since importing what knows them would cost every --help time; a test holds them equal.
VERDICTS: Final = ("verbatim", "trimmed", "bracketed insertion", "reordered", "altered", "not found")
VERDICT_STYLES: Final = {
    "verbatim": "green",
    "trimmed": "green",
    "bracketed insertion": "cyan",
    "reordered": "yellow",
    "altered": "red",
    "not found": "magenta",
}
MARKS: Final = {
    "same": ("", "", ""),
    "left out": ("[-", "-]", "dim"),
    "repetition left out": ("[-", "-]", "dim"),
    "left out unmarked": ("[!-", "-]", "red"),
    "inserted": ("{+", "+}", "cyan"),
    "added": ("{!+", "+}", "bold green"),
    "moved": ("", "", "yellow"),
}
"""What is set before and after the words, and their style."""
ELSEWHERE: Final = "<< said before: >>"
WORDS: Final = 12
"""Words that are left out together before some of them are passed over on a terminal."""
INDENT: Final = 4
COLUMNS: Final = (
    "verdict",
    "changes",
    "share",
    "speaker",
    "document",
    "published",
    "statements",
    "spans",
    "quotation",
    "source",
    "source_spans",
    "timestamps",
    "original",
    "comparison",
)


def quotes(
    ctx: typer.Context,
    db: given.DatabaseOption = given.DEFAULT_DATABASE,  # noqa: ARG001 - read by the commands under it
) -> None:
    """Compare quotations with what was said.

    \b
    Examples:
      claimdb quotes check
      claimdb quotes check harbour.txt
    """
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def check(
    ctx: typer.Context,
    document: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="DOC",
            autocompletion=completion.documents,
            help="Only quotations in these articles: a path, a pattern or a part of the path or title.",
        ),
    ] = None,
    speaker: given.SpeakerOption = None,
    verdict: Annotated[
        list[str] | None,
        typer.Option(
            metavar="VERDICT",
            autocompletion=completion.fixed(VERDICTS),
            help=f"Only those that are {', '.join(VERDICTS[:-1])} or {VERDICTS[-1]}.",
        ),
    ] = None,
    format: Annotated[
        Literal["text", "csv", "jsonl"],
        typer.Option("--format", "-f", case_sensitive=False, help="How to print them."),
    ] = "text",
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """Compare quotations with the speakers' own words.

    Every direct quotation in an article is looked for in the transcripts of its speaker that are in the
    database, and compared with what was said, word by word; marks and capitals don't matter. One that is
    printed as a sentence is compared with the whole sentence that was said.

    [-left out-] stands for words that the writer left out, at a mark (...), between sentences, or because
    they were said twice; [!-left out-] for words left out inside a sentence, or from its end, without a
    mark; {+[put in]+} for words that the writer put in in brackets, {!+put in+} without. A quotation with one
    of the marks with an exclamation mark is altered.

    \b
    Examples:
      claimdb quotes check
      claimdb quotes check harbour.txt --speaker silva
      claimdb quotes check --verdict altered --format csv > altered.csv
    """
    import claimdb

    with claimdb.open(database_of(ctx) or db, create=False) as database:
        found = database.links.check_quotations(
            document=document or [], speaker=speaker or [], verdict=verdict or []
        )
        if format == "jsonl":
            verdicts = print_json(found, data_stream())
        elif format == "csv":
            verdicts = print_csv(found, data_stream())
        else:
            verdicts = Counter()
            for quotation in found:
                print_quotation(quotation)
                verdicts[quotation.verdict] += 1
        passed = {}
        if format == "text":
            passed = database.links.unchecked_quotations(document=document or [], speaker=speaker or [])
    if not verdicts:
        notice("No quotation fits of a speaker whose transcript is in the database.")
    elif format == "text":
        each = ", ".join(f"{verdicts[name]} {name}" for name in VERDICTS if verdicts[name])
        typer.echo(wrapped(f"{counted(sum(verdicts.values()), 'quotation')}: {each}."))
    if passed:
        reasons = ", ".join(f"{reason} ({count})" for reason, count in passed.items())
        more = " more" if verdicts else ""
        typer.echo(wrapped(f"{sum(passed.values())}{more} not checked: {reasons}."))


def print_json(found: "Iterable[CheckedQuotation]", stream: TextIO) -> Counter[str]:
    """One quotation a line."""
    import json

    verdicts: Counter[str] = Counter()
    for quotation in found:
        stream.write(json.dumps(quotation.to_json(), ensure_ascii=False) + "\n")
        verdicts[quotation.verdict] += 1
    return verdicts


def print_csv(found: "Iterable[CheckedQuotation]", stream: TextIO) -> Counter[str]:
    """One quotation a row."""
    import csv

    from claimdb.export import guarded

    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    verdicts: Counter[str] = Counter()
    for quotation in found:
        writer.writerow(guarded(cell) if isinstance(cell, str) else cell for cell in _cells(quotation))
        verdicts[quotation.verdict] += 1
    return verdicts


def _cells(quotation: "CheckedQuotation") -> Iterator[str | float | None]:
    changes = dict.fromkeys(each.change for each in quotation.differences if each.change != "same")
    yield quotation.verdict
    yield ";".join(changes)
    yield quotation.share
    yield from (quotation.speaker, quotation.document, quotation.published)
    yield ";".join(quotation.statements)
    yield ";".join(f"{start}-{end}" for start, end in quotation.spans)
    yield quotation.text
    yield quotation.source
    yield ";".join(f"{start}-{end}" for start, end in quotation.source_spans)
    yield ";".join(quotation.timestamps)
    yield quotation.original
    yield " ".join(words for words, _ in pieces(quotation.differences, shorten=False))


def print_quotation(quotation: "CheckedQuotation") -> None:
    """The verdict, who and where, and the comparison."""
    from rich.text import Text

    where = f"{quotation.document}:{quotation.spans[0].start}"
    if quotation.source is None:
        places = f"{where} is in no transcript of {quotation.speaker}"
    else:
        spans = ", ".join(f"{start}–{end}" for start, end in quotation.source_spans)
        times = f" at {', '.join(quotation.timestamps)}" if quotation.timestamps else ""
        places = f"{where} is {quotation.source}:{spans}{times}"
    heading = f"{quotation.verdict.upper()}  {quotation.speaker}  {quotation.statements[0][:8]}  "
    words = list(pieces(quotation.differences)) or [(one_line(quotation.text), "")]
    if not coloured(sys.stdout):
        typer.echo(wrapped(one_line(heading + places), indent=INDENT))
        compared = " ".join(piece for piece, _ in words)
        typer.echo(wrapped(" " * INDENT + compared, indent=INDENT) + "\n")
        return
    out = console(sys.stdout)
    out.print(
        Text.assemble((heading, f"bold {VERDICT_STYLES[quotation.verdict]}"), (one_line(places), "dim"))
    )
    line = Text(" " * INDENT)
    for piece, style in words:
        line.append(piece, style).append(" ")
    out.print(*line.wrap(out, out.width - INDENT), sep=f"\n{' ' * INDENT}", end="\n\n")


def pieces(differences: "Iterable[Difference]", *, shorten: bool = True) -> Iterator[tuple[str, str]]:
    """The words of a comparison with their marks, and the style of each stretch."""
    for each in differences:
        opening, closing, style = MARKS[each.change]
        if each.change == "moved":
            yield ELSEWHERE, style
            continue
        words = one_line(each.quoted or each.said)
        if each.change == "inserted":
            words = f"[{words}]"
        yield opening + (_shortened(words) if shorten and each.change != "same" else words) + closing, style


def _shortened(words: str) -> str:
    """Many words as the first and the last of them."""
    each = words.split()
    if len(each) <= WORDS:
        return words
    half = WORDS // 2
    return f"{' '.join(each[:half])} … {len(each) - 2 * half} words … {' '.join(each[-half:])}"
