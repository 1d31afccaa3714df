"""What claimdb finds in annotated articles: its statements as attributions, and the user CPU it takes."""

from __future__ import annotations

import json
import multiprocessing
import resource
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotated import Article, Attribution, FolderError, Spans

KINDS = ("direct", "indirect", "mixed")


@dataclass(frozen=True)
class Found:
    """An attribution, and how sure each statement of it is said to be."""

    attribution: Attribution
    confidences: tuple[float, ...]


FoundByArticle = Mapping[str, Sequence[Found]]


@dataclass(frozen=True)
class Timed:
    """What a piece of work gave, and the user CPU seconds it took, loading left out."""

    statements: Sequence[dict[str, Any]]
    tokens: int
    seconds: float


def attributions(statements: Iterable[Mapping[str, Any]]) -> FoundByArticle:
    """The attributions of statements as ``claimdb extract --format jsonl`` prints them, by article.

    The statements of one attribution together are its content.  Nested ones are left out, since the
    annotation is flat, and so are those that have no attribution: turns and the author's own sentences.
    """
    groups: dict[str, dict[str, list[Mapping[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for statement in statements:
        if statement["kind"] in KINDS and not statement["nested_in"]:
            group = statement["attribution"] or statement["id"]
            groups[Path(statement["document"]).stem][group].append(statement)
    return {name: [_found(group) for group in by_id.values()] for name, by_id in groups.items()}


def _found(group: Sequence[Mapping[str, Any]]) -> Found:
    source, cue, content = (_spans(group, key) for key in ("source_spans", "cue_spans", "spans"))
    return Found(Attribution(source, cue, content), tuple(statement["confidence"] for statement in group))


def _spans(group: Sequence[Mapping[str, Any]], key: str) -> Spans:
    return tuple(sorted({(start, end) for statement in group for start, end in statement[key]}))


def read_statements(file: Path, articles: Sequence[Article]) -> FoundByArticle:
    """The attributions of a file that ``claimdb extract --format jsonl`` wrote.

    Raises:
        FolderError: a line is no statement of one of the articles.
    """
    lengths = {article.name: len(article.text) for article in articles}
    statements = []
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FolderError(f"{file}: cannot be read") from error
    for number, line in enumerate(lines, 1):
        try:
            statement = json.loads(line)
            length = lengths[Path(statement["document"]).stem]
            within = all(0 <= start < end <= length for start, end in _all_spans(statement))
        except (ValueError, KeyError, TypeError) as error:
            raise FolderError(f"{file}:{number}: not a statement of one of the articles") from error
        if not within:
            raise FolderError(f"{file}:{number}: a span lies outside of its article")
        statements.append(statement)
    return attributions(statements)


def _all_spans(statement: Mapping[str, Any]) -> Spans:
    return tuple(pair for key in ("source_spans", "cue_spans", "spans") for pair in statement[key])


def extract(articles: Sequence[Article], *, fast: bool) -> Timed:
    """Run claimdb over the articles, in a process of its own."""
    return _alone(_extract, [(article.path, article.text) for article in articles], fast)


def parse(articles: Sequence[Article]) -> Timed:
    """Run the whole spaCy pipeline that claimdb uses, nothing left out, in a process of its own."""
    return _alone(_parse, [article.text for article in articles])


def _alone(work: Callable[..., Timed], *given: object) -> Timed:
    """In a fresh process, so that neither side finds caches that the other has filled."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        try:
            return process.submit(work, *given).result()
        except BrokenProcessPool as error:
            raise FolderError("the process that extracts was ended; is there too little memory?") from error


def _extract(articles: Sequence[tuple[Path, str]], fast: bool) -> Timed:
    from claimdb import extraction, reading
    from claimdb.model import Corpus

    documents = []
    for path, text in articles:
        document = reading.read(path)
        if document.text != text:
            raise FolderError(f"{path}: claimdb reads another text than was annotated")
        documents.append((document, Corpus()))
    # The first text loads the model and whatever else is loaded once.
    list(extraction.extract([(reading.read_text(_WARM_UP), Corpus())], fast=fast))
    begin = _user_cpu()
    extractions = list(extraction.extract(documents, fast=fast))
    seconds = _user_cpu() - begin
    return Timed([s.to_json() for found in extractions for s in found.statements], 0, seconds)


def _parse(texts: Sequence[str]) -> Timed:
    import spacy

    from claimdb.extraction import DEFAULT_MODEL

    nlp = spacy.load(DEFAULT_MODEL)
    nlp(_WARM_UP)
    begin = _user_cpu()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    return Timed([], tokens, _user_cpu() - begin)


_WARM_UP = "Rain will fall, Jane Doe said on Monday. She added that the river “is rising” in the valley."


def _user_cpu() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime
