"""``claimdb claims``, ``quotes check`` and the links that ``show`` lists."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import claimdb
from claimdb.cli.quotes import VERDICTS
from claimdb.quoting import VERDICTS as KNOWN

SPEECH = """\
Interview with Tomás Novák

Host [00:00:00]
Do you want the harbour?

Novák [00:00:07]
I want the harbour, and I say so to anybody who asks me. The ships will pay for it within twelve years.

Host [00:00:25]
How much?

Novák [00:00:27]
=1+1 is what they call a plan in the ministry. The treaty is worth no more.
"""
ARTICLE = """\
Novák on the harbour

By Jane Doe

March 2, 2024

"I want the harbour ... The ships will pay for it within twenty years," Tomás Novák said on Monday.

"=1+1 is what they call a plan in the ministry," Tomás Novák said. "The \x1b[31mred\x1b[0m tower must go."

"The mole costs nine million crowns," a spokesman said.

"The treaty is a scrap of paper," Jim Hollis said. Hollis called it "a monument to vanity and greed".
"""


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Path:
    """A folder with an interview and an article that quotes it, and their database."""
    harbour = tmp_path_factory.mktemp("harbour")
    press = harbour / "press"
    press.mkdir()
    shutil.copy(folder / "press" / "claimdb.toml", press)
    (press / "interview.txt").write_text(SPEECH, encoding="utf-8")
    (press / "article.txt").write_text(ARTICLE, encoding="utf-8")
    with claimdb.open(harbour / "claimdb.db") as database:
        database.ingest(press, fast=True)
    return harbour


Command = Callable[..., Any]


def test_quotes_check_shows_what_was_altered_without_colours(claimdb: Command, harbour: Path) -> None:
    ran = claimdb("quotes", "check", cwd=harbour)
    assert ran.status == 0
    assert "ALTERED" in ran.out
    assert "press/interview.txt" in ran.out
    assert "at 00:00:07" in ran.out
    assert "I want the harbour [-and I say so to anybody who asks me-] The ships" in ran.out
    assert "within [!-twelve-] {!+twenty+} years" in ran.out
    assert "VERBATIM" in ran.out
    assert re.search(r"^\d quotations: 1 verbatim, 1 altered, 1 not found\.$", ran.out, re.MULTILINE)
    assert ran.out.endswith(
        "\n3 more not checked: no transcript of their speaker (2), speaker not known (1).\n"
    )


def test_words_of_documents_act_neither_on_a_terminal_nor_in_a_spreadsheet(
    claimdb: Command, harbour: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = claimdb("quotes", "check", cwd=harbour)
    assert "\x1b[" in coloured.out
    assert "\x1b[31mred" not in coloured.out
    monkeypatch.delenv("FORCE_COLOR")
    assert "\x1b" not in claimdb("quotes", "check", cwd=harbour).out
    rows = list(csv.DictReader(io.StringIO(claimdb("quotes", "check", "-f", "csv", cwd=harbour).out)))
    assert [row["verdict"] for row in rows] == ["altered", "verbatim", "not found"]
    assert rows[1]["original"] == "1+1 is what they call a plan in the ministry"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_quotes_check_gives_everything_as_json(claimdb: Command, harbour: Path) -> None:
    ran = claimdb("quotes", "check", "article", "--verdict", "altered", "--format", "jsonl", cwd=harbour)
    (found,) = [json.loads(line) for line in ran.out.splitlines()]
    assert (found["verdict"], found["timestamps"], found["speaker"]) == (
        "altered",
        ["00:00:07"],
        "Tomás Novák",
    )
    for difference in found["differences"]:
        for words, span, text in (
            (difference["quoted"], difference["quoted_span"], ARTICLE),
            (difference["said"], difference["said_span"], SPEECH),
        ):
            assert words == ("" if span is None else text[slice(*span)])


def test_quotes_check_narrows_down_and_says_what_cannot_be(claimdb: Command, harbour: Path) -> None:
    assert claimdb("quotes", "check", "--speaker", "novak", cwd=harbour).out.count("ALTERED") == 1
    none = claimdb("quotes", "check", "--speaker", "silva", cwd=harbour)
    assert (none.status, none.out) == (0, "")
    assert "No quotation fits" in none.err
    wrong = claimdb("quotes", "check", "--verdict", "true", cwd=harbour)
    assert (wrong.status, wrong.out) == (2, "")
    assert wrong.err.startswith("claimdb: no verdict 'true': it is one of verbatim")
    assert claimdb("quotes", "check", "nowhere", cwd=harbour).status == 1
    assert claimdb("quotes", "check", "--db", "none.db", cwd=harbour).status == 1
    assert "check" in claimdb("quotes", cwd=harbour).out


def test_the_options_name_the_verdicts_that_there_are() -> None:
    assert VERDICTS == KNOWN


def test_claims_say_where_and_by_whom(claimdb: Command, harbour: Path) -> None:
    ran = claimdb("claims", "--speaker", "novak", cwd=harbour)
    assert ran.status == 0
    assert "said in 2 places by 1 speaker, first on 2024-03-0" in ran.out
    assert re.search(
        r"^    [0-9a-f]{8} (alters|repeats) it \(0\.\d\d\) Tomás Novák direct", ran.out, re.MULTILINE
    )


def test_claims_print_no_score_of_the_same_words(claimdb: Command, harbour: Path) -> None:
    shutil.copy(harbour / "press" / "article.txt", harbour / "press" / "again.txt")
    (harbour / "press" / "again.txt").write_text(ARTICLE.replace("March 2", "March 3"), encoding="utf-8")
    claimdb("ingest", "press", "--fast", "--db", "two.db", cwd=harbour)
    ran = claimdb("claims", "--db", "two.db", cwd=harbour)
    assert re.search(r"^    [0-9a-f]{8} repeats it Jim Hollis direct", ran.out, re.MULTILINE)
    assert "1.00" not in ran.out


def test_claims_as_data(claimdb: Command, harbour: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(claimdb("claims", "--format", "csv", cwd=harbour).out)))
    objects = [json.loads(line) for line in claimdb("claims", "-f", "jsonl", cwd=harbour).out.splitlines()]
    assert {row["claim"] for row in rows} == {each["id"] for each in objects}
    assert [row["id"] for row in rows] == [saying["id"] for each in objects for saying in each["sayings"]]
    assert any(row["text"].startswith("'=1+1") for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_claims_narrow_down_and_say_what_cannot_be(claimdb: Command, harbour: Path) -> None:
    none = claimdb("claims", "submarine", cwd=harbour)
    assert (none.status, none.out) == (0, "")
    assert "Nothing that fits" in none.err
    assert claimdb("claims", "--relation", "likes", cwd=harbour).status == 2
    assert claimdb("claims", "--limit", "1", "--format", "jsonl", cwd=harbour).out.count("\n") == 1


def test_show_lists_the_links(claimdb: Command, harbour: Path) -> None:
    (line,) = claimdb("claims", "ships", "--kind", "turn", "-f", "jsonl", cwd=harbour).out.splitlines()
    own = json.loads(line)["id"]
    ran = claimdb("show", own, cwd=harbour)
    assert re.search(r"^Linked      altered in: .*The ships will pay", ran.out, re.MULTILINE)


def test_neither_loads_a_language_model(harbour: Path) -> None:
    program = (
        "import sys\nfrom claimdb.cli.main import run\n"
        "status = run(sys.argv[1:])\n"
        "print(status, *sorted({'spacy', 'numpy', 'rensa'} & set(sys.modules)), file=sys.stderr)"
    )
    for command in (["claims"], ["quotes", "check"], ["quotes", "--help"]):
        done = subprocess.run(
            [sys.executable, "-c", program, *command], cwd=harbour, capture_output=True, text=True, check=True
        )
        assert done.stderr == "0\n"
