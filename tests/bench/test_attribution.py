"""The table of tools: what it says of given statements, and that other hands come to the same figures."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

import attribution as bench
from annotated import Article, Spans, articles
from found import read_statements
from scoring import TYPES, Counts, counts

REPOSITORY = Path(__file__).parent.parent.parent
SHARED = REPOSITORY.parent / "shared"

TEXT = "Jane Doe said that rain will fall. “We will build dams,” Ana Silva added, “and soon.”\n"
INDIRECT = ("Jane Doe", "said", "that rain will fall")
DIRECT = ("Ana Silva", "added", ["“We will build dams,”", "“and soon.”"])


def printed(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    bench.main([str(argument) for argument in arguments])
    return capsys.readouterr().out


def test_a_row_among_those_of_other_tools(
    compartment: Any, statement: Any, write_statements: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    compartment.add("a_1", TEXT, [INDIRECT, DIRECT])
    file = write_statements([statement("a_1", TEXT, ("Jane Doe", "said", "rain will fall"))])
    lines = printed(capsys, "--statements", file, compartment.folder).splitlines()
    assert lines[0].startswith("| tool | attributed content F1 | content exact F1 | token alpha | recall: ")
    rows = {line.split(" | ")[0]: line for line in lines if line.startswith("| ")}
    assert rows["| statements.jsonl"].startswith("| statements.jsonl | 0.667 | 0.667 | 0.00 |")
    assert " | 0.00 / 0.00 / 1.00 | " in rows["| statements.jsonl"]
    assert {"| SaysWho", "| two human annotators against each other"} <= set(rows)
    assert "1 articles, 2 attributions" in lines
    assert "statements.jsonl: precision 1.000, recall 0.500" in lines


def test_statements_of_one_attribution_are_one_and_nested_ones_are_left_out(
    compartment: Any, statement: Any, write_statements: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    compartment.add("a_1", TEXT, [DIRECT])
    first, second = (("Ana Silva", "added", piece) for piece in DIRECT[2])
    file = write_statements(
        [
            statement("a_1", TEXT, first, attribution="x", kind="direct"),
            statement("a_1", TEXT, second, attribution="x", kind="direct"),
            statement("a_1", TEXT, INDIRECT, nested_in="y"),
            statement("a_1", TEXT, ("", "", "Jane Doe"), kind="authorial"),
            statement("a_1", TEXT, ("", "", "Jane"), kind="turn"),
        ]
    )
    out = printed(capsys, "--statements", file, compartment.folder)
    assert "| statements.jsonl | 1.000 | 1.000 | 1.00 | 1.00 / 0.00 / 0.00 |" in out


def test_what_the_confidence_is_worth(
    compartment: Any, statement: Any, write_statements: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    compartment.add("a_1", TEXT, [INDIRECT, DIRECT])
    first, second = (("Ana Silva", "added", piece) for piece in DIRECT[2])
    file = write_statements(
        [
            statement("a_1", TEXT, first, attribution="x", confidence=0.9),
            statement("a_1", TEXT, second, attribution="x", confidence=1.0),
            statement("a_1", TEXT, ("Ana Silva", "said", "that rain will fall"), confidence=0.89),
            statement("a_1", TEXT, ("", "", "fall"), confidence=0.05),
        ]
    )
    lines = printed(capsys, "--statements", file, "--reliability", compartment.folder).splitlines()
    table = [line for line in lines if line.startswith(("| 0.", "| all"))]
    assert table[0] == "| 0.0 – 0.2 | 1 | 0.050 | 0.000 |"
    assert table[1] == "| 0.2 – 0.3 | 0 | | |"
    assert table[-3:] == [
        "| 0.8 – 0.9 | 1 | 0.890 | 0.000 |",
        "| 0.9 – 1.0 | 2 | 0.950 | 1.000 |",
        "| all | 4 | 0.710 | 0.500 |",
    ]
    assert "on average, confidence and share right are 0.260 apart" in "\n".join(lines).lower()


def test_the_annotators_of_a_folder(
    compartment: Any, statement: Any, write_statements: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    compartment.add("a_1", TEXT, [INDIRECT, DIRECT], "a")
    compartment.add("a_1", TEXT, [INDIRECT], "b")
    out = printed(capsys, "--statements", write_statements([]), "--humans", compartment.folder)
    assert "| the same, of this folder (1 articles) | 0.667 | 0.667 | " in out


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "statements.jsonl:1: not a statement of one of the articles"),
        ('{"document": "other.txt"}', "statements.jsonl:1: not a statement of one of the articles"),
        ("[]", "statements.jsonl:1: not a statement of one of the articles"),
        (
            '{"document": "a_1.txt", "spans": [[0, 999]], "cue_spans": [], "source_spans": []}',
            "statements.jsonl:1: a span lies outside of its article",
        ),
    ],
)
def test_a_wrong_file_is_one_line(compartment: Any, tmp_path: Path, line: str, message: str) -> None:
    compartment.add("a_1", TEXT, [INDIRECT])
    file = tmp_path / "statements.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        bench.main(["--statements", str(file), str(compartment.folder)])
    assert str(stopped.value).startswith("attribution.py: ")
    assert str(stopped.value).endswith(message)
    with pytest.raises(SystemExit, match="not a compartment"):
        bench.main([str(tmp_path)])


def test_claimdb_itself_over_a_folder(compartment: Any) -> None:
    """Both sides run in processes of their own."""
    compartment.add("a_1", TEXT, [INDIRECT, DIRECT])
    command = [sys.executable, "bench/attribution.py", "--mode", "fast", str(compartment.folder)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (row,) = (line for line in done.stdout.splitlines() if line.startswith("| claimdb --fast | "))
    assert re.fullmatch(r"\| claimdb --fast \| [01]\.\d{3} \| .* \| \d+\.\d\d × \|", row)
    assert "user CPU per 1,000 tokens" in done.stdout


# ------------------------------------------------------------------- the same by other hands


@pytest.fixture(scope="module")
def reference() -> Callable[[Path, Path], dict[str, Any]]:
    """The scores of a file of statements by a program that is no part of the project."""
    if not (SHARED / "score").is_dir():
        pytest.skip("needs ../shared/score, the scorer that is not part of the repository")
    convert = _program("attributions_from_claimdb")
    scorer = _program("score_attributions")

    def score(folder: Path, statements: Path) -> dict[str, Any]:
        predictions = statements.with_suffix(".predictions")
        with contextlib.redirect_stdout(io.StringIO()) as converted:
            convert.main(str(statements))
        predictions.write_text(converted.getvalue(), encoding="utf-8")
        gold, _ = scorer.load_gold(str(folder))
        scores: dict[str, Any] = scorer.score(gold, scorer.load_pred(str(predictions), gold), 0)
        return scores

    return score


def _program(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SHARED / "score" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def assert_equal(total: Counts, other: dict[str, Any]) -> None:
    """To the four digits that the other program gives."""
    measured = other["attributed_content"]
    assert (total.found, total.gold) == (measured["pred"], measured["gold"])
    assert round(total.precision, 4) == measured["p"]
    assert round(total.recall, 4) == measured["r"]
    assert round(total.attributed_f1, 4) == measured["f1"]
    assert round(total.exact_f1, 4) == other["content_exact_trimmed"]["f1"]
    assert round(total.alpha, 4) == other["tokens"]["alpha"]
    by_type = other["recall_by_gold"].get("type", {})
    for kind in TYPES:
        assert (
            round(total.recall_of(kind), 4)
            == by_type.get(kind, {"attributed_recall": 0.0})["attributed_recall"]
        )


def total_of(folder: Path, statements: Path) -> Counts:
    gold = articles(folder)
    found = read_statements(statements, gold)
    here = (([f.attribution for f in found.get(article.name, ())], article) for article in gold)
    return sum((counts(article.text, made, article.gold) for made, article in here), Counts())


def disturbed(gold: Sequence[Article], seed: int) -> Iterator[dict[str, Any]]:
    """Statements as a middling tool would find them: some missed, some moved, some made up."""
    luck = random.Random(seed)
    for article in gold:
        for number, attribution in enumerate(article.gold):
            if luck.random() < 0.8:
                yield from _statements(article, number, attribution, luck)
            if luck.random() < 0.1:
                yield from _statements(article, -number - 1, luck.choice(article.gold), luck)


def _statements(article: Article, number: int, marked: Any, luck: random.Random) -> Iterator[dict[str, Any]]:
    source = luck.choice([marked.source, marked.source, luck.choice(article.gold).source, ()])
    pieces = _halved(marked.content) if luck.random() < 0.3 else [marked.content]
    for part, content in enumerate(pieces):
        yield {
            "id": f"{article.name} {number} {part}",
            "document": str(article.path),
            "kind": luck.choice(["direct", "indirect", "mixed", "indirect", "turn"]),
            "spans": _moved(content, len(article.text), luck),
            "source_spans": source,
            "cue_spans": luck.choice([marked.cue, ()]),
            "attribution": None if len(pieces) == 1 and luck.random() < 0.5 else f"{article.name} {number}",
            "nested_in": "other" if luck.random() < 0.05 else None,
            "confidence": luck.random(),
        }


def _halved(spans: Spans) -> list[Spans]:
    start, end = spans[0]
    middle = (start + end) // 2
    return [((start, middle),), ((middle, end), *spans[1:])] if start < middle else [spans]


def _moved(spans: Spans, length: int, luck: random.Random) -> Spans:
    by = luck.choice([0, 0, 0, 1, 5, 40])
    return tuple((start, max(start + 1, min(length, end + luck.choice([-by, by])))) for start, end in spans)


@pytest.mark.skipif(
    not (SHARED / "polnear" / "dev").is_dir(),
    reason="needs ../shared/polnear, which is not part of the repository",
)
def test_the_same_figures_on_real_news(reference: Any, write_statements: Any) -> None:
    folder = SHARED / "polnear" / "dev"
    file = write_statements(list(disturbed(articles(folder), 1)))
    total = total_of(folder, file)
    assert 0.2 < total.attributed_f1 < 0.9
    assert_equal(total, reference(folder, file))


_words = some.lists(
    some.sampled_from(
        ["rain", "that", "Zoë", "3", "“", "”", '"', "''", "«", "»", ",", ".", "\n", "\n\n", "\u2028", "don't"]
    ),
    min_size=1,
    max_size=30,
).map(" ".join)


@given(text=_words, data=some.data())
@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
def test_the_same_figures_on_any_text(
    text: str,
    data: some.DataObject,
    reference: Any,
    make_compartment: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    start = some.integers(0, len(text) - 1)
    span = start.flatmap(lambda at: some.tuples(some.just(at), some.integers(at + 1, len(text))))
    pieces = some.lists(span, max_size=2)
    marked = some.lists(some.tuples(pieces, pieces, some.lists(span, min_size=1, max_size=2)), max_size=3)
    folder = tmp_path_factory.mktemp("part")
    make_compartment(folder).add_spans("a_1", text, data.draw(marked))
    file = folder / "statements.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for number, (source, cue, content) in enumerate(data.draw(marked)):
            found = {"spans": content, "source_spans": source, "cue_spans": cue, "confidence": 0.5}
            plain = {"id": str(number), "document": "a_1.txt", "kind": "mixed"}
            lines.write(json.dumps({**plain, **found, "attribution": None, "nested_in": None}) + "\n")
    assert_equal(total_of(folder, file), reference(folder, file))
