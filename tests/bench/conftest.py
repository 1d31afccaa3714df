"""Compartments of annotated articles made by hand, and statements as ``claimdb extract`` prints them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

# The benches are programs beside each other in a folder, not a package.
sys.path.insert(0, str(Path(__file__).parent.parent.parent / "bench"))

Spans = Sequence[tuple[int, int]]
Marked = tuple[str | Sequence[str], ...]
"""Source, cue and content, each in one piece or several: the words, wherever they stand first."""


def spans(text: str, words: str | Sequence[str]) -> Spans:
    pieces = [words] if isinstance(words, str) else words
    return [(text.index(piece), text.index(piece) + len(piece)) for piece in pieces if piece]


class Compartment:
    """A folder that is filled article by article."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "text").mkdir(parents=True)
        (folder / "attributions").mkdir()

    def add(self, name: str, text: str, marked: Sequence[Marked], annotator: str = "a") -> None:
        """Write an article and what an annotator marked in it."""
        at = [tuple(spans(text, words) for words in attribution) for attribution in marked]
        self.add_spans(name, text, at, annotator)

    def add_spans(
        self, name: str, text: str, marked: Sequence[tuple[Spans, ...]], annotator: str = "a"
    ) -> None:
        (self.folder / "text" / f"{name}.txt").write_bytes(text.encode("utf-8"))
        lines: list[str] = []
        for number, attribution in enumerate(marked, 1):
            arguments = []
            for role, pieces in zip(("Source", "Cue", "Content"), attribution, strict=True):
                if pieces:
                    label = f"T{len(lines) + 1}"
                    offsets = ";".join(f"{start} {end}" for start, end in pieces)
                    words = " ".join(" ".join(text[start:end] for start, end in pieces).split())
                    lines.append(f"{label}\t{role} {offsets}\t{words}")
                    arguments.append(f"{role}:{label}")
            lines.append(f"E{number}\t{' '.join(arguments)}")
        path = self.folder / "attributions" / f"{name}_{annotator}.ann"
        path.write_bytes("\n".join(lines).encode("utf-8"))


@pytest.fixture
def compartment(tmp_path: Path) -> Compartment:
    return Compartment(tmp_path / "part")


@pytest.fixture
def make_compartment() -> Callable[[Path], Compartment]:
    return Compartment


@pytest.fixture
def statement() -> Callable[..., dict[str, Any]]:
    """A statement of a text as JSON: the words given, wherever they stand first."""

    def make(name: str, text: str, marked: Marked, **values: Any) -> dict[str, Any]:
        source, cue, content = (spans(text, words) for words in marked)
        plain = {
            "id": f"{name} {content}",
            "document": f"news/{name}.txt",
            "kind": "indirect",
            "spans": content,
            "source_spans": source,
            "cue_spans": cue,
            "attribution": None,
            "nested_in": None,
            "confidence": 0.95,
        }
        return plain | values

    return make


@pytest.fixture
def write_statements(tmp_path: Path) -> Callable[[Sequence[dict[str, Any]]], Path]:
    def write(statements: Sequence[dict[str, Any]]) -> Path:
        path = tmp_path / "statements.jsonl"
        path.write_text("".join(json.dumps(s) + "\n" for s in statements), encoding="utf-8")
        return path

    return write
