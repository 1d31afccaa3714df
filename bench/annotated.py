"""PolNeAR's articles as their annotators left them: texts, and brat standoff files with attributions.

A compartment of PolNeAR (https://github.com/networkdynamics/PolNeAR) is a folder with ``text/NAME.txt`` and
``attributions/NAME_ANNOTATOR.ann``.  Offsets count code points of the text.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

Spans = tuple[tuple[int, int], ...]

_SPAN = re.compile(r"(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)\t(.*)")


class FolderError(Exception):
    """What is wrong with the folder or file that was named, in a line."""


@dataclass(frozen=True)
class Attribution:
    """Who, the reporting words, what: each in any number of pieces, in order."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True)
class Article:
    """A text with what each of its annotators, in the order of their files' names, marked in it."""

    name: str
    path: Path
    text: str
    annotators: tuple[tuple[Attribution, ...], ...]

    @property
    def gold(self) -> tuple[Attribution, ...]:
        return self.annotators[0]


def articles(folder: Path) -> tuple[Article, ...]:
    """The annotated articles of a compartment, by name.

    Raises:
        FolderError: it is no compartment, or one of its files is not as it should be.
    """
    if not (folder / "text").is_dir() or not (folder / "attributions").is_dir():
        raise FolderError(f"{folder}: not a compartment of PolNeAR, which has folders text and attributions")
    files = defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        files[path.stem.rsplit("_", 1)[0]].append(path)
    if not files:
        raise FolderError(f"{folder / 'attributions'}: no .ann file in it")
    return tuple(_article(folder / "text" / f"{name}.txt", files[name]) for name in sorted(files))


def _article(path: Path, files: list[Path]) -> Article:
    text = _content(path)
    return Article(path.stem, path, text, tuple(_attributions(file, text) for file in files))


def _content(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")  # no newline is changed: offsets count them
    except FileNotFoundError as error:
        raise FolderError(f"{path}: missing; there are annotations of it") from error
    except UnicodeDecodeError as error:
        raise FolderError(f"{path}: is not UTF-8") from error


def _attributions(path: Path, text: str) -> tuple[Attribution, ...]:
    """The attributions that have a content."""
    spans: dict[str, Spans] = {}
    events: list[list[str]] = []
    for line in _content(path).split("\n"):
        match = _SPAN.match(line)
        if match:
            spans[match[1]] = _pieces(match[2])
            _check(path, match[1], spans[match[1]], match[3], text)
        elif line.startswith("E") and "\t" in line:
            events.append(line.split("\t")[1].split())
    found = (_attribution(event, spans) for event in events)
    return tuple(attribution for attribution in found if attribution.content)


def _pieces(offsets: str) -> Spans:
    pairs = (piece.split() for piece in offsets.split(";"))
    return tuple((int(start), int(end)) for start, end in pairs)


def _check(path: Path, name: str, spans: Spans, words: str, text: str) -> None:
    if any(not 0 <= start < end <= len(text) for start, end in spans):
        raise FolderError(f"{path}: {name} lies outside of the text; is this the text that was annotated?")
    if " ".join(text[start:end] for start, end in spans).split() != words.split():
        print(f"{path}: the words of {name} are not those of the text", file=sys.stderr)


def _attribution(event: list[str], spans: dict[str, Spans]) -> Attribution:
    """An event's arguments: ``Attribution:T4 Source:T1 Cue:T2 Content:T3 Content2:T9``."""
    roles: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for argument in event:
        role, _, name = argument.partition(":")
        roles[role.rstrip("0123456789").lower()].update(spans.get(name, ()))
    return Attribution(*(tuple(sorted(roles[role])) for role in ("source", "cue", "content")))
