"""A walk through statements: each shown in its surroundings, then keys until something is decided."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import typer

from claimdb.cli.keys import key, line
from claimdb.cli.options import FUNCTIONS, KINDS
from claimdb.cli.show import print_passage
from claimdb.cli.statements import NOBODY, SHORT_ID, where
from claimdb.cli.terminal import coloured, console, counted, hundredths, notice, one_line, wrapped
from claimdb.errors import ClaimdbError, DatabaseError, NotFoundError
from claimdb.model import Span
from claimdb.numbers import whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimdb.database import Database
    from claimdb.store.records import Passage, Shown

KEYS: Final = "y right  s speaker  w words  k kind  f function  t topics  x no statement  n note"
MORE_KEYS: Final = "Enter skip  u undo  q leave  ? keys"

AROUND: Final = 600
"""Characters before and after a statement that are shown of its surroundings."""
MARGIN: Final = 12
PICKS: Final = 9
"""Speakers to pick from by number."""

_RANGE = re.compile(r"\s*(\d+)(?:\s*[-–]\s*(\d+))?\s*")
_WORD = re.compile(r"\S+")


class Session:
    """One person's walk through the statements with these ids."""

    def __init__(self, database: Database, coder: str | None, ids: Sequence[str]) -> None:
        self._database = database
        self._reviews = database.review
        self._coder = coder
        self._ids = list(ids)
        self._place = 0
        self._did: Counter[str] = Counter()

    def run(self) -> None:
        """Go on until all are seen, the person leaves, or there is nothing more to read."""
        while self._place < len(self._ids):
            try:
                shown = self._reviews.seen(self._ids[self._place], coder=self._coder)
            except NotFoundError:  # another program has extracted the document again
                self._place += 1
                continue
            self._print(shown)
            if not self._answered(shown):
                return

    def tell(self) -> None:
        """What was done, and what is left."""
        done = ", ".join(f"{number} {what}" for what, number in self._did.items()) or "nothing decided"
        left = len(self._ids) - self._place
        typer.echo()
        notice(f"{done}; {counted(left, 'statement')} left." if left else f"{done}; none left.")

    # ------------------------------------------------------------------------------- answers

    def _answered(self, shown: Shown) -> bool:
        """Take keys until the statement has to be shown again, or another one; False to leave."""
        while True:
            pressed = key("> ")
            if pressed is None or pressed == "q":
                return False
            if pressed == "?":
                _print_keys()
                continue
            try:
                if self._act(shown, pressed):
                    return True
            except DatabaseError:
                raise  # no other answer helps where nothing can be written
            except ClaimdbError as error:
                typer.echo(wrapped(one_line(str(error))))

    def _act(self, shown: Shown, pressed: str) -> bool:
        """Do what a key says; whether there is something new to show."""
        if pressed == "":
            self._did["skipped"] += 1
            self._place += 1
            return True
        if pressed in ("y", "x"):
            self._decide(shown, "accept" if pressed == "y" else "reject")
            self._did["right" if pressed == "y" else "no statement"] += 1
            self._place += 1
            return True
        if pressed == "u":
            return self._undo()
        ask = {
            "s": self._speaker,
            "w": self._words,
            "k": self._kind,
            "f": self._function,
            "t": self._topics,
            "n": self._note,
        }.get(pressed)
        if ask is None:
            _print_keys()
            return False
        if not ask(shown):
            typer.echo("Nothing changed.")
            return False
        self._did["noted" if pressed == "n" else "corrected"] += 1
        return True

    def _decide(self, shown: Shown, verdict: str, value: object = None, **more: str | None) -> None:
        self._reviews.decide(shown.record.statement.id, verdict, value, coder=self._coder, **more)

    def _decided_otherwise(self, shown: Shown, field: str, value: object, now: object) -> bool:
        """Decide, unless it is so as it stands: that it is right is what y says."""
        if value == now and shown.record.status != "rejected":
            typer.echo("It is so as it stands; y says that it is right.")
            return False
        self._decide(shown, field, value)
        return True

    def _undo(self) -> bool:
        undone = self._reviews.undo(coder=self._coder)
        typer.echo(wrapped(one_line(f"Undone: {undone.verdict} {undone.value or ''} of “{undone.words}”")))
        self._did["undone"] += 1
        if undone.now is None:
            return False
        before = self._ids[: self._place]
        if undone.now in before:
            self._place = len(before) - 1 - before[::-1].index(undone.now)
        elif self._ids[self._place] != undone.now:
            self._ids.insert(self._place, undone.now)
        return True

    # -------------------------------------------------------------------------------- values

    def _speaker(self, shown: Shown) -> bool:
        picks = self._reviews.speakers_near(shown.record.statement.id)[:PICKS]
        _print_picks(picks)
        typed = line("Number, or full name; - for nobody known: ")
        if not typed:
            return False
        typed = _picked(picks, typed) or typed
        now = shown.record.statement.speaker or "-"
        try:
            return self._decided_otherwise(shown, "speaker", typed, now)
        except NotFoundError:
            return self._other_speaker(shown, typed)

    def _other_speaker(self, shown: Shown, typed: str) -> bool:
        """Somebody who is called nearly so, or who is new."""
        near = self._reviews.speakers_called(typed)
        _print_picks(near)
        typer.echo(wrapped(one_line(f"Nobody is called {typed!r} in full.")))
        while pressed := key("Number, or new: p a person, b a body; Enter for none of these: "):
            known = _picked(near, pressed)
            if known is not None:
                now = shown.record.statement.speaker
                return self._decided_otherwise(shown, "speaker", known, now)
            kind = {"p": "person", "b": "body"}.get(pressed)
            if kind is not None:
                self._decide(shown, "speaker", typed, new_speaker=kind)
                return True
            typer.echo(wrapped(one_line(f"{pressed!r} is none of these: is {typed!r} a person or a body?")))
        return False

    def _words(self, shown: Shown) -> bool:
        words = _words_of(shown)
        listed = " ".join(f"{number}:{word}" for number, (word, _) in enumerate(words, 1))
        typer.echo(wrapped(one_line(listed)))
        typed = line("Numbers (3-9, or 3-9 12-15), or the words: ")
        if not typed:
            return False
        spans = _spans(typed, [span for _, span in words])
        now = shown.record.statement
        same = now.text if spans is None else list(now.spans)
        return self._decided_otherwise(shown, "words", spans or typed, same)

    def _kind(self, shown: Shown) -> bool:
        return self._one_of(shown, "kind", KINDS)

    def _function(self, shown: Shown) -> bool:
        return self._one_of(shown, "function", FUNCTIONS)

    def _one_of(self, shown: Shown, field: str, values: Sequence[str]) -> bool:
        _print_picks(values)
        pressed = key("Number: ") or ""
        pressed = _picked(values, pressed) or pressed
        if pressed not in values:
            return False
        return self._decided_otherwise(shown, field, pressed, getattr(shown.record.statement, field))

    def _topics(self, shown: Shown) -> bool:
        typer.echo(wrapped(one_line("; ".join(each.name for each in self._database.topics()))))
        typed = line("All its topics, with ; between; - for none: ")
        if not typed:
            return False
        topics = []
        names = [name for name in typed.split(";") if name.strip()]
        if not names:
            return False
        for name in names if typed != "-" else ():
            known = self._reviews.topic_called(name)
            if known is None:
                pressed = key(f"{one_line(name)} is not on the list yet; y adds it: ")
                if pressed != "y":
                    return False
            topics.append(known or name)
        now = shown.record.statement.topics
        return self._decided_otherwise(shown, "topics", topics, topics if {*topics} == {*now} else None)

    def _note(self, shown: Shown) -> bool:
        typed = line("Note: ")
        if not typed:
            return False
        self._decide(shown, "note", note=typed)
        return True

    # ------------------------------------------------------------------------------- showing

    def _print(self, shown: Shown) -> None:
        record, statement = shown.record, shown.record.statement
        typer.echo()
        place = f"{self._place + 1} of {len(self._ids)}"
        _say(f"{place} · {statement.id[:SHORT_ID]} · {where(statement)} · {hundredths(statement.confidence)}")
        typer.echo()
        spans = {
            "statement": statement.spans,
            "source": statement.source_spans,
            "cue": statement.cue_spans,
        }
        for passage in _clipped(shown):
            print_passage(passage, spans)
        found = (record.found_speaker or NOBODY, record.found_kind, record.found_function)
        now = (statement.speaker or NOBODY, statement.kind, statement.function)
        for name, value, was in zip(("Speaker", "Kind", "Function"), now, found, strict=True):
            _say_field(name, value, was)
        _say_field("Topics", _listed(statement.topics), _listed(record.found_topics))
        if statement.spans != record.found_spans:
            _say_field("Words", statement.text, record.found_text)
        for each in shown.decisions:
            if each.note:
                _say_field("Note", each.note, each.note)
        if record.status != "unreviewed":
            _say_field("You said", record.status, record.status)
        _print_keys()


def _print_keys() -> None:
    typer.echo(wrapped(KEYS))
    typer.echo(wrapped(MORE_KEYS))


def _print_picks(names: Sequence[str]) -> None:
    for number, name in enumerate(names, 1):
        typer.echo(f"{number:>3}  {one_line(name)}")


def _say(text: str) -> None:
    if coloured(sys.stdout):
        from rich.text import Text

        console(sys.stdout).print(Text(one_line(text), "dim"))
    else:
        typer.echo(one_line(text))


def _say_field(name: str, value: str, found: str) -> None:
    remark = "" if value == found else f" (found: {found})"
    typer.echo(wrapped(f"{name:<{MARGIN}}{one_line(value + remark)}", indent=MARGIN))


def _listed(topics: Sequence[str]) -> str:
    return ", ".join(topics) or NOBODY


def _clipped(shown: Shown) -> list[Passage]:
    """The passages around a statement, as much of them as one can take in."""
    statement = shown.record.statement
    spans = (*statement.spans, *statement.source_spans, *statement.cue_spans)
    first = min(span.start for span in spans) - AROUND
    last = max(span.end for span in spans) + AROUND
    clipped = []
    for passage in shown.passages:
        start, end = max(first, passage.start), min(last, passage.end)
        if start >= end:
            continue
        words = passage.text[start - passage.start : end - passage.start]
        dots = "…" if start > passage.start else "", "…" if end < passage.end else ""
        # The mark before the words takes a place of its own.
        clipped.append(replace(passage, start=start - len(dots[0]), end=end, text=dots[0] + words + dots[1]))
    return clipped


def _words_of(shown: Shown) -> list[tuple[str, Span]]:
    """The words of the sentence that a statement stands in, each with its place."""
    statement, record = shown.record.statement, shown.record
    inside = (*statement.sentence_spans, *record.found_spans)
    first, last = min(span.start for span in inside), max(span.end for span in inside)
    words = []
    for passage in shown.passages:
        for match in _WORD.finditer(passage.text):
            span = Span(passage.start + match.start(), passage.start + match.end())
            if first < span.end and span.start < last:
                words.append((match.group(), span))
    return words


def _picked(picks: Sequence[str], typed: str) -> str | None:
    """The one of a numbered list whose number was typed."""
    number = whole(typed)
    return picks[number - 1] if number is not None and 0 < number <= len(picks) else None


def _spans(typed: str, words: Sequence[Span]) -> list[Span] | None:
    """The spans that ranges of numbers mean; ``None`` for anything else."""
    spans = []
    for part in re.split(r"[,;]|(?<=\d)\s+(?=\d)", typed):
        match = _RANGE.fullmatch(part)
        if match is None:
            return None
        first, last = whole(match[1]) or 0, whole(match[2] or match[1]) or 0
        if not 1 <= first <= last <= len(words):
            return None
        spans.append(Span(words[first - 1].start, words[last - 1].end))
    return spans
