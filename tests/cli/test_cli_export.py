"""``claimdb export``: to files and standard output, in three formats, guarded against spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import claimdb as package

from .conftest import Command


def table(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_a_file_by_its_suffix_with_the_filters_of_query(ask: Command, archive: Path, tmp_path: Path) -> None:
    for name in ("rows.csv", "rows.tsv", "rows.jsonl"):
        ran = ask("export", tmp_path / name, "--speaker", "novak", "--kind", "turn", "--sort", "-document")
        assert (ran.status, ran.out) == (0, "")
        assert ran.err == f"3 statements written to {tmp_path / name}\n"
    found = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    as_csv = table((tmp_path / "rows.csv").read_bytes().decode())
    assert [row["id"] for row in as_csv] == [row["id"] for row in found]
    assert as_csv == table((tmp_path / "rows.tsv").read_bytes().decode(), "\t")
    assert {row["speaker"] for row in found} == {"Tomás Novák"}


def test_standard_output_and_text(ask: Command) -> None:
    ran = ask("export", "-", "--text", "ships")
    assert ran.err == ""
    assert ran.out == ask("query", "ships", "--format", "csv").out
    assert ask("export", "-", "--format", "jsonl", "--limit", "1").out.count("\n") == 1


def test_a_cell_that_would_be_a_formula_is_guarded_unless_told_otherwise(ask: Command) -> None:
    row = next(row for row in table(ask("export", "-").out) if "1+1" in row["text"])
    plain = next(row for row in table(ask("export", "-", "--no-guard").out) if "1+1" in row["text"])
    assert row["text"] == "'" + plain["text"]
    assert package.unguard(row["text"]) == plain["text"]


def test_a_file_that_is_there_is_kept_unless_told_otherwise(ask: Command, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("my own coding")
    kept = ask("export", file)
    assert (kept.status, kept.err.count("\n")) == (1, 1)
    assert "--overwrite (overwrite=True in Python)" in kept.err
    assert file.read_text() == "my own coding"
    assert ask("export", file, "--overwrite").status == 0
    assert file.read_text(encoding="utf-8").startswith("id,")


def test_the_columns_of_the_examples(ask: Command) -> None:
    heading = ask("export", "-", "--format", "tsv").out.splitlines()[0].split("\t")
    assert heading[1:3] == ["text", "speaker"]  # cut -f 2,3


@pytest.mark.parametrize("name", ["rows.pdf", "rows", "no/such/folder/rows.csv", "."])
def test_a_destination_that_cannot_be(ask: Command, tmp_path: Path, name: str) -> None:
    ran = ask("export", tmp_path / name)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith(f"claimdb: {tmp_path}")
    assert ran.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
