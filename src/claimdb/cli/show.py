"""``claimdb show``: one statement in its surroundings."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from claimdb.cli import options as given
from claimdb.cli.terminal import coloured, console, hundredths, lines, notice, one_line, wrapped

if TYPE_CHECKING:
    from claimdb.model import Span
    from claimdb.store.link_records import Link
    from claimdb.store.records import Passage, Record, Shown, StatementDecision

MARGIN: Final = 12
"""Characters of the names before the values."""
DIGEST: Final = 12
"""Characters of a hash that are enough to tell two apart by eye."""
LISTED: Final = 20
"""Links that are listed."""
BACKWARDS: Final = {"repeats": "repeats", "restates": "restates", "alters": "altered in"}
"""What a link says from its other end."""


def show(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="The statement's id, or its first four characters or more.")
    ],
    as_of: given.AsOfOption = None,
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """Show a statement in its surroundings, ready to cite.

    On a terminal the statement is bold, the source yellow, the cue cyan; without colours they stand in ⟦ ⟧,
    ⟨ ⟩ and ⟪ ⟫.

    \b
    Examples:
      claimdb show 1b9d6bcd
      claimdb query --speaker silva --limit 1 | tail -1 | cut -d ' ' -f 1 | xargs claimdb show
    """
    import claimdb

    with claimdb.open(db, create=False, as_of=as_of) as database:
        shown = database.show(id)
        links = database.links.of(shown.record.statement.id) if shown.current else []
    spans = {
        "statement": shown.record.statement.spans,
        "source": shown.record.statement.source_spans,
        "cue": shown.record.statement.cue_spans,
    }
    for passage in shown.passages:
        print_passage(passage, spans)
    for name, value in facts(shown):
        typer.echo(wrapped(f"{name:<{MARGIN}}{one_line(value)}", indent=MARGIN))
    for line in linked(links):
        typer.echo(wrapped(line, indent=MARGIN))
    if not shown.current:
        notice("An older extraction found this statement; its document has been extracted again since.")


def print_passage(passage: "Passage", spans: "dict[str, tuple[Span, ...]]") -> None:
    """Print a stretch of a document with spans marked in it."""
    from claimdb.cli.marking import stretches

    parts = stretches(passage.text, passage.start, spans)
    if not coloured(sys.stdout):
        marked = "".join(part.before + lines(part.text) + part.after for part in parts)
        typer.echo("\n".join(map(wrapped, marked.split("\n"))) + "\n")
        return
    from rich.text import Text

    touched = any(part.sorts for part in parts)
    words = ((lines(part.text), part.style) for part in parts)
    console(sys.stdout).print(Text.assemble(*words, style="" if touched else "dim"), end="\n\n")


def facts(shown: "Shown") -> "Iterator[tuple[str, str]]":
    """What is known of the statement, name and value; what isn't known is left out."""
    statement, document, record = shown.record.statement, shown.document, shown.record
    known: dict[str, str | None] = {
        "Statement": statement.id,
        "Speaker": _with(statement.speaker, statement.speaker_kind, record.wikidata, _found(record)),
        "Mention": record.mention,
        "Cue": record.cue,
        "Kind": f"{statement.kind}, {statement.function}",
        "Via": statement.via,
        "Addressee": statement.addressee,
        "Nested in": statement.nested_in,
        "Topics": ", ".join(statement.topics),
        "Confidence": hundredths(statement.confidence),
        "Evidence": statement.evidence,
        "Document": document.path,
        "Title": document.title,
        "Author": document.author,
        "Published": document.published,
        "Publisher": document.publisher,
        "URL": document.url,
        "Section": statement.section,
        "Timestamp": _heard(shown),
        "Characters": ", ".join(f"{start}–{end}" for start, end in statement.spans),
        "SHA-256": record.sha256,
        "Status": _status(shown),
        "Note": record.note,
        "Extraction": f"claimdb {record.extractor.version}, {record.extractor.model}"
        f" {record.extractor.model_version}, configuration {record.extractor.config[:DIGEST]},"
        f" {shown.extracted_at}",
        "Cite": citation(record),
    }
    return ((name, value) for name, value in known.items() if value)


def linked(links: "Sequence[Link]") -> "Iterator[str]":
    """Where else the statement is said, a line each."""
    for link in links[:LISTED]:
        other = link.other.statement
        what = BACKWARDS[link.relation] if link.reverse else link.relation
        parts = (other.id[:8], hundredths(link.score), other.speaker, link.other.published, other.timestamp)
        circumstances = ", ".join(part for part in (*parts, other.document) if part)
        yield f"{'Linked':<{MARGIN}}{one_line(f'{what}: {other.text} ({circumstances})')}"
    if len(links) > LISTED:
        yield f"{'':<{MARGIN}}… and {len(links) - LISTED} more: claimdb claims"


def citation(record: "Record") -> str:
    """A line to cite the statement by: who, in what, when, and the characters, with the text's hash."""
    statement = record.statement
    places = ", ".join(f"{start}–{end}" for start, end in statement.spans)
    title = f"“{record.title}”" if record.title else statement.document
    parts = (
        None if statement.speaker_kind == "author" else statement.speaker,
        f"in {record.author}" if record.author else f"in {title}",
        title if record.author else None,
        record.publisher,
        record.published,
        record.url,
        statement.timestamp,
        f"characters {places} of sha256:{record.sha256[:DIGEST]}",
    )
    return ", ".join(part for part in parts if part) + "."


def _heard(shown: "Shown") -> str | None:
    """When the turn that the statement stands in was said: its start, and its end where that is known."""
    statement = shown.record.statement
    start = statement.spans[0].start
    turn = next((each for each in shown.passages if each.start <= start < each.end), None)
    if statement.timestamp is None or turn is None or turn.until is None:
        return statement.timestamp
    return f"{statement.timestamp}–{turn.until}"


def _status(shown: "Shown") -> str | None:
    """What people decided on it: each decision with who made it, and what was found, where that is other."""
    record, statement = shown.record, shown.record.statement
    if not shown.decisions:
        return None
    made = dict.fromkeys(f"{each.verdict} by {each.person} {each.made_at[:10]}" for each in shown.decisions)
    if not shown.current:
        return f"{_moved(shown.decisions)} ({'; '.join(made)})"
    found = {
        "kind": (record.found_kind, statement.kind),
        "function": (record.found_function, statement.function),
        "topics": (", ".join(record.found_topics) or "none", ", ".join(statement.topics) or "none"),
        "words": (f"“{record.found_text}”", f"“{statement.text}”"),
    }
    corrected = [f"{name} found as {was}" for name, (was, now) in found.items() if was != now]
    edited = [f"decided on “{each.words}”" for each in shown.decisions if each.how == "near"]
    return f"{record.status} ({'; '.join([*corrected, *made, *dict.fromkeys(edited)])})"


def _moved(decisions: "Sequence[StatementDecision]") -> str:
    """Where the decisions on a statement of an older extraction are now."""
    from claimdb.cli.statements import SHORT_ID

    now = dict.fromkeys(each.now[:SHORT_ID] for each in decisions if each.now is not None)
    there = f"what was decided is now on {', '.join(now)}" if now else ""
    lost = any(each.now is None for each in decisions)
    gone = "what was decided finds its words no more: claimdb review --lost" if lost else ""
    return "; ".join(part for part in (there, gone) if part)


def _found(record: "Record") -> str | None:
    """The speaker that was found, where people decided that it is another."""
    found = record.found_speaker
    return None if found == record.statement.speaker else f"found as {found}"


def _with(name: str | None, *remarks: str | None) -> str | None:
    """The name with remarks in brackets."""
    said = ", ".join(remark for remark in remarks if remark)
    return f"{name} ({said})" if name and said else name
