"""``claimdb query``: every filter end to end, every format, and what is said when nothing fits."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from .conftest import Command


def rows(ask: Command, *arguments: str) -> list[dict[str, object]]:
    """The statements of a query, as JSON gives them."""
    ran = ask("query", *arguments, "--format", "jsonl")
    assert ran.status == 0, ran.err
    return [json.loads(line) for line in ran.out.splitlines()]


def test_a_table_has_a_line_a_statement_with_its_id_first_and_its_words_last(ask: Command) -> None:
    ran = ask("query", "--document", "interview.txt")
    assert (ran.status, ran.err) == (0, "")
    heading, *lines = ran.out.splitlines()
    assert heading.split()[0] == "ID"
    assert heading.split()[-1] == "STATEMENT"
    found = rows(ask, "--document", "interview.txt")
    assert len(lines) == len(found) > 3
    for line, statement in zip(lines, found, strict=True):
        assert line.split()[0] == statement["id"]
        assert line.endswith(f"  {statement['text']}")
        assert line.isprintable()


def test_every_format_and_the_count_agree(ask: Command) -> None:
    statements = rows(ask)
    table = list(csv.DictReader(io.StringIO(ask("query", "--format", "csv").out, newline="")))
    markdown = ask("query", "--format", "markdown").out.splitlines()
    assert [row["id"] for row in table] == [statement["id"] for statement in statements]
    assert len(markdown) == len(statements) + 2
    assert ask("query", "--count").out == f"{len(statements)}\n"


def test_markdown_shows_the_words_and_not_what_their_signs_would_do(ask: Command) -> None:
    ran = ask("query", "plan", "--format", "markdown")
    assert ran.out.splitlines()[0].startswith("| Id | Speaker |")
    assert ask("query", "want it", "--format", "markdown").out.count(r"I want it \[and\] I say so.") == 1


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["ships"], lambda row: "ships" in row["text"]),
        (["--speaker", "NOVAK"], lambda row: row["speaker"] == "Tomás Novák"),
        (["--topic", "harbour"], lambda row: "harbour" in row["topics"]),
        (["--document", "harbour.txt"], lambda row: row["document"] == "press/harbour.txt"),
        (["--kind", "turn"], lambda row: row["kind"] == "turn"),
        (["--function", "question"], lambda row: row["function"] == "question"),
        (["--since", "2024-03"], lambda row: row["document"] == "press/interview.txt"),
        (["--until", "2024-02-12"], lambda row: row["document"] == "press/harbour.txt"),
        (["--min-confidence", "0.9"], lambda row: row["confidence"] >= 0.9),
    ],
)
def test_every_filter_reaches_the_database(ask: Command, arguments: list[str], expected) -> None:  # noqa: ANN001 - a predicate on JSON
    everything = rows(ask)
    found = rows(ask, *arguments)
    assert found == [row for row in everything if expected(row)]
    assert 0 < len(found) < len(everything)


def test_what_a_date_leaves_out_is_said(claimdb: Command, tmp_path: Path) -> None:
    (tmp_path / "undated.txt").write_text('"It rains," Jane Doe said.\n')
    assert claimdb("ingest", "undated.txt").status == 0
    told = "1 statement in undated documents left out.\n"
    assert claimdb("query", "--speaker", "doe", "--until", "2025").err == f"No statement fits.\n{told}"
    assert claimdb("query", "--since", "2024", "--kind", "direct", "--count") == (0, "0\n", told)
    assert claimdb("export", "-", "--since", "2024", "--kind", "direct").err == told
    assert claimdb("query", "--speaker", "doe").err == ""


def test_a_dash_is_for_no_speaker_and_no_topic(ask: Command) -> None:
    everything = rows(ask)
    assert rows(ask, "--topic", "-") == [row for row in everything if not row["topics"]]
    assert rows(ask, "--speaker", "-") == [row for row in everything if row["speaker"] is None]


def test_options_repeat_and_each_value_may_fit(ask: Command) -> None:
    both = rows(ask, "--speaker", "silva", "--speaker", "novák")
    assert {row["speaker"] for row in both} == {"Ana Silva", "Tomás Novák"}
    assert len(both) == len(rows(ask, "--speaker", "silva")) + len(rows(ask, "--speaker", "novák"))


def test_limit_and_sort(ask: Command) -> None:
    everything = rows(ask)
    assert rows(ask, "--limit", "2") == everything[:2]
    assert rows(ask, "--limit", "0") == []
    confidences = [row["confidence"] for row in rows(ask, "--sort", "-confidence")]
    assert confidences == sorted(confidences, reverse=True)


@pytest.mark.parametrize(
    "text", ['"', "o'brien", "a AND", "NEAR(", "*", "-", "col:umn", "x^2", "[T]he", "(", "”"]
)
def test_text_is_never_a_mistake_of_syntax(ask: Command, text: str) -> None:
    ran = ask("query", "--", text)
    assert ran.status in (0, 2)
    assert ran.err.count("\n") <= 1


def test_nothing_fits(ask: Command) -> None:
    ran = ask("query", "xylophone")
    assert ran == (0, "", "No statement fits.\n")
    assert ask("query", "xylophone", "--count") == (0, "0\n", "")
    assert ask("query", "xylophone", "--format", "csv").out.startswith("id,")


def test_an_unknown_speaker_is_an_error_with_near_ones(ask: Command) -> None:
    ran = ask("query", "--speaker", "Novick")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("claimdb: no speaker 'Novick'")
    assert "Tomás Novák" in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--since", "2024-02-30"],
        ["--kind", "rumour"],
        ["--min-confidence", "3"],
        ["--min-confidence", "80%"],
        ["--sort", "length"],
    ],
)
def test_a_value_that_cannot_be_is_one_line_and_status_2(ask: Command, arguments: list[str]) -> None:
    ran = ask("query", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("claimdb: ")
    assert ran.err.count("\n") == 1
    assert arguments[1] in ran.err


def test_the_database_is_named_by_the_option_or_the_environment(
    claimdb: Command, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = claimdb("query", "--count", "--db", archive / "claimdb.db")
    monkeypatch.setenv("CLAIMDB_DB", str(archive / "claimdb.db"))
    assert claimdb("query", "--count") == counted
    assert counted.status == 0


def test_a_database_that_is_not_there_or_is_none(claimdb: Command, tmp_path: Path) -> None:
    missing = claimdb("query")
    assert missing.status == 1
    assert missing.err.startswith("claimdb: claimdb.db: no such database")
    (tmp_path / "claimdb.db").write_text("Dear diary, this is no database. " * 100)
    other = claimdb("query")
    assert (other.status, other.err.count("\n")) == (1, 1)
    assert other.err.startswith("claimdb: claimdb.db: ")
    assert (tmp_path / "claimdb.db").read_text().startswith("Dear diary")
