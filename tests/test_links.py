"""What is said where else: links between statements, in step with the documents whatever their order."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from alembic import command

import claimdb
from claimdb.store import link_pairs, migrating, opening

PAIRS = Path(__file__).parent / "links"
Make = Callable[..., Any]


# --------------------------------------------------------------- articles with their transcripts


@pytest.fixture(scope="session")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[claimdb.Database]:
    """A database of the articles and transcripts in ``tests/links``."""
    with claimdb.open(tmp_path_factory.mktemp("pairs") / "claimdb.db") as database:
        database.ingest(*sorted(PAIRS.glob("*/*.txt")))
        yield database


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PAIRS / name / "expected.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("name", ["briefing", "parliament", "podcast"])
def test_quotations_are_found_in_the_transcript(pairs: claimdb.Database, name: str) -> None:
    checked = list(pairs.links.check_quotations(document=f"{name}/article.txt"))
    for beginning, verdict, timestamp in expected(name)["quotations"]:
        found = [each for each in checked if beginning in each.text]
        assert [each.verdict for each in found][:1] == [verdict], beginning
        assert timestamp is None or found[0].timestamps == (timestamp,)


@pytest.mark.parametrize("name", ["briefing", "parliament", "podcast"])
def test_the_words_of_a_check_are_those_of_the_documents(pairs: claimdb.Database, name: str) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in (PAIRS / name).glob("*.txt")}
    for each in pairs.links.check_quotations(document=f"{name}/article.txt"):
        assert each.source is None or each.source.endswith(f"{name}/transcript.txt")
        for difference in each.differences:
            for words, span, file in (
                (difference.quoted, difference.quoted_span, "article.txt"),
                (difference.said, difference.said_span, "transcript.txt"),
            ):
                assert words == ("" if span is None else texts[file][span.start : span.end])
        for span in each.source_spans:
            assert texts["transcript.txt"][span.start : span.end] in (each.original or "")


@pytest.mark.parametrize("name", ["briefing", "parliament", "podcast"])
def test_statements_are_linked_with_what_they_report(pairs: claimdb.Database, name: str) -> None:
    links = [
        (record.statement.text, link.relation, link.other.statement.text)
        for record in pairs.query(document=f"{name}/article.txt")
        for link in pairs.links.of(record.statement.id)
    ]
    for ours, theirs, relation in expected(name)["links"]:
        assert any(ours in text and theirs in other and found == relation for text, found, other in links), (
            ours
        )
    for ours, theirs in expected(name)["not_linked"]:
        assert not any(ours in text and theirs in other for text, _, other in links), ours


def test_a_link_is_seen_from_both_ends(pairs: claimdb.Database) -> None:
    for record in pairs.query(document="podcast"):
        for link in pairs.links.of(record.statement.id):
            back = pairs.links.of(link.other.statement.id)
            assert (link.relation, link.score, not link.reverse) in [
                (each.relation, each.score, each.reverse)
                for each in back
                if each.other.statement.id == record.statement.id
            ] or link.score == 1.0


# -------------------------------------------------------------------------------- made by hand


TURN = "We will raise the harbour wall by two metres before the storms of autumn."
QUOTED = "We will raise the harbour wall by three metres before the storms of autumn."
REPORT = "the harbour wall would be two metres higher before autumn"
OTHER = "The ferry to Aldmouth costs more than the bridge ever did."


def linked(database: claimdb.Database) -> set[tuple[str, str, str, float]]:
    """All links, by what they say: statements' words, not the numbers of rows."""
    with sqlite3.connect(database.path) as connection:
        rows = connection.execute(
            "SELECT a.uid, b.uid, relation, score FROM link"
            " JOIN statement a ON a.id = left_id JOIN statement b ON b.id = right_id"
        ).fetchall()
    assert len(rows) == len(set(rows))
    return set(rows)


@pytest.fixture
def document(make_document: Make, make_statement: Make) -> Make:
    """A document of sentences, each with its kind and speaker."""

    def make(path: str, *said: tuple[str, str, str | None], **values: Any) -> Any:
        found = make_document("\n".join([path, *(words for words, _, _ in said)]), path, **values)
        return found, [
            make_statement(found, words, kind=kind, speaker=speaker) for words, kind, speaker in said
        ]

    return make


@pytest.fixture
def four(document: Make) -> list[Any]:
    return [
        document("interview.txt", (TURN, "turn", "Jane Doe"), (OTHER, "turn", "Jane Doe")),
        document("gazette.txt", (QUOTED, "direct", "Jane Doe"), published="2024-03-02"),
        document("herald.txt", (REPORT, "indirect", "Jane Doe"), published="2024-03-01"),
        document("copy.txt", (QUOTED, "direct", "Jane Doe"), (OTHER, "direct", "Ana Silva")),
    ]


def test_quotation_report_and_copy_are_linked(four: list[Any], make_database: Make) -> None:
    database = make_database(*four)
    assert database.links.refresh() == 4
    own = next(iter(database.query(kind="turn", text="harbour")))
    found = {
        (link.other.document, link.relation, link.reverse) for link in database.links.of(own.statement.id)
    }
    assert found == {
        ("gazette.txt", "alters", True),
        ("copy.txt", "alters", True),
        ("herald.txt", "restates", True),
    }


def test_the_same_words_of_others_are_repeated_not_altered(four: list[Any], make_database: Make) -> None:
    database = make_database(*four)
    database.links.refresh()
    (silva,) = database.query(speaker="Ana Silva")
    (link,) = database.links.of(silva.statement.id)
    assert (link.relation, link.score, link.other.statement.speaker) == ("repeats", 1.0, "Jane Doe")


def test_the_order_of_documents_makes_no_difference(
    four: list[Any], make_database: Make, tmp_path: Path
) -> None:
    results = []
    for order in list(permutations(four))[::5]:
        for file in tmp_path.glob("claimdb.db*"):
            file.unlink()
        database = make_database()
        for each in order:
            database.close()
            make_database(each).links.refresh()
        results.append(linked(make_database()))
    assert results[0]
    assert all(each == results[0] for each in results)


WORDS = (
    "harbour wall storm ferry bridge winter council engineer marsh pump school clinic permit cellar tide"
).split()


def random_documents(document: Make, number: int, seed: int) -> list[Any]:
    """Documents whose statements say much the same, often in the same words."""
    chance = random.Random(seed)
    found = []
    for count in range(number):
        said = {}
        for _ in range(6):
            words = " ".join(chance.sample(WORDS[: 4 + chance.randrange(12)], 4))
            said[f"We {chance.choice(['will', 'must'])} see the {words} in {chance.randrange(3)} years."] = (
                chance.choice(["turn", "direct", "indirect"]),
                chance.choice(["Jane Doe", "Ana Silva", None]),
            )
        found.append(document(f"{count}.txt", *((words, kind, who) for words, (kind, who) in said.items())))
    return found


@pytest.mark.parametrize("common", [3, 60])
def test_one_by_one_is_all_at_once(
    document: Make,
    make_database: Make,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    common: int,
) -> None:
    monkeypatch.setattr(link_pairs, "COMMON", common)  # so that keys become too common, and rare again
    documents = random_documents(document, 14, seed=common)
    database = make_database(*documents)
    database.links.refresh()
    at_once = linked(database)
    for file in tmp_path.glob("claimdb.db*"):
        file.unlink()
    for each in reversed(documents):
        make_database(each).links.refresh()
    database = make_database()
    assert linked(database) == at_once
    assert database.verify().problems == ()
    # What goes leaves what would be there without it.
    gone, *rest = documents
    with sqlite3.connect(database.path) as connection:
        connection.execute("UPDATE document SET extraction_id = NULL WHERE path = ?", (gone[0].path,))
    database.links.refresh()
    left = linked(database)
    for file in tmp_path.glob("claimdb.db*"):
        file.unlink()
    database = make_database(*rest)
    database.links.refresh()
    assert left == linked(database)


def test_an_older_extraction_has_no_links(four: list[Any], make_database: Make, make_statement: Make) -> None:
    database = make_database(*four)
    database.links.refresh()
    gazette, (statement,) = four[1]
    newer = claimdb.Extractor(version="0.2.0", model="by_hand", model_version="1.0", config="c0ffee")
    changed = make_statement(gazette, QUOTED[:40], kind="direct", speaker="Jane Doe")
    database = make_database((gazette, [changed]), extractor=newer)
    assert database.links.of(statement.id) == []  # also before it is unlinked
    database.links.refresh()
    assert statement.id not in {uid for left, right, _, _ in linked(database) for uid in (left, right)}
    assert database.verify().problems == ()


def test_links_follow_decisions_on_speakers(document: Make, make_database: Make) -> None:
    database = make_database(
        document("interview.txt", (TURN, "turn", "Jane Doe")),
        document("gazette.txt", (REPORT, "indirect", "J. Dough")),
    )
    database.links.refresh()
    assert linked(database) == set()
    database.merge_speakers("J. Dough", "Jane Doe")
    assert len(linked(database)) == 1
    assert database.verify().problems == ()
    database.undo_speaker("J. Dough")
    assert linked(database) == set()
    assert database.verify().problems == ()


@pytest.mark.parametrize(
    "said",
    [
        (
            ("Thank you very much indeed, Minister.", "turn"),
            ("Thank you very much indeed, Minister.", "direct"),
        ),
        (("We are ready.", "turn"), ("We are ready.", "direct")),
        (
            ("The lower town floods each winter.", "turn"),
            ("They stopped permits in the lower town", "indirect"),
        ),
        (
            ("Taxes rise by 4 percent this winter.", "turn"),
            ("taxes rise by 7 percent this winter", "indirect"),
        ),
    ],
)
def test_what_says_nothing_or_something_else_is_not_linked(
    make_document: Make, make_statement: Make, make_database: Make, said: Sequence[tuple[str, str]]
) -> None:
    documents = []
    for path, (words, kind) in zip(("a.txt", "b.txt"), said, strict=True):
        made = make_document(f"{path}\n{words}", path)
        function = "phatic" if words.startswith("Thank") else "assertion"
        documents.append(
            (made, [make_statement(made, words, kind=kind, speaker="Jane Doe", function=function)])
        )
    database = make_database(*documents)
    database.links.refresh()
    assert linked(database) == set()


@pytest.mark.parametrize(
    ("cue", "links"),
    [
        ("said", 1),
        ("ruled it out in a note and warned", 0),
        ("denied", 0),
        ("rejects", 0),
        ("doubted", 0),
        ("did not say", 0),
        ("didn’t say", 0),
        ("noted", 1),
    ],
)
def test_what_a_speaker_denies_is_linked_with_nothing(
    make_document: Make, make_statement: Make, make_database: Make, cue: str, links: int
) -> None:
    own = make_document(f"Interview\n{TURN}", "interview.txt")
    report = make_document(f"She {cue} that {REPORT}", "herald.txt")
    database = make_database(
        (own, [make_statement(own, TURN, kind="turn", speaker="Jane Doe")]),
        (report, [make_statement(report, REPORT, cue=[cue], speaker="Jane Doe")]),
    )
    database.links.refresh()
    assert len(linked(database)) == links
    assert database.verify().problems == ()


def test_verify_finds_that_what_is_denied_is_linked(four: list[Any], make_database: Make) -> None:
    database = make_database(*four)
    database.links.refresh()
    with sqlite3.connect(database.path) as connection:
        connection.execute(
            'INSERT INTO span (statement_id, role, ord, start, "end", exact)'
            " SELECT id, 'cue', 0, 0, 6, 'denied' FROM statement WHERE kind = 'indirect'"
        )
    assert any("its speaker denies it" in problem.what for problem in database.verify().problems)


def test_a_repetition_in_one_interview_is_no_link(document: Make, make_database: Make) -> None:
    again = TURN.replace("We will", "Yes, we will")
    database = make_database(
        document("interview.txt", (TURN, "turn", "Jane Doe"), (again, "turn", "Jane Doe"))
    )
    database.links.refresh()
    assert linked(database) == set()


def test_an_article_is_linked_with_the_transcript_in_the_same_document(
    document: Make, make_database: Make
) -> None:
    database = make_database(document("both.txt", (QUOTED, "direct", "Jane Doe"), (TURN, "turn", "Jane Doe")))
    database.links.refresh()
    assert {relation for _, _, relation, _ in linked(database)} == {"alters"}


# ------------------------------------------------------------------------------------- claims


def test_claims_are_what_is_said_in_several_places(four: list[Any], make_database: Make) -> None:
    database = make_database(*four)
    database.links.refresh()
    wall, ferry = database.links.claims()
    assert (wall.text, wall.places, wall.copies) == (TURN, 4, 0)
    assert (wall.speakers, wall.first) == (("Jane Doe",), "2024-03-01")
    assert [(each.record.document, each.relation) for each in wall.sayings] == [
        ("interview.txt", None),
        ("herald.txt", "restates"),
        ("gazette.txt", "alters"),
        ("copy.txt", "alters"),
    ]
    assert (ferry.text, ferry.places, set(ferry.speakers)) == (OTHER, 2, {"Jane Doe", "Ana Silva"})
    assert database.links.claims(speaker="Ana Silva") == [ferry]
    assert database.links.claims(relation="restates", limit=5) == [wall]
    assert database.links.claims(limit=0) == []
    with pytest.raises(claimdb.FilterError, match="no relation 'likes'"):
        database.links.claims(relation="likes")


def test_what_a_transcript_has_is_altered_by_nobody_who_quotes_it_right(
    document: Make, make_database: Make
) -> None:
    longer = f"{QUOTED} That is all there is to say about walls."
    database = make_database(
        document("interview.txt", (TURN, "turn", "Jane Doe")),
        document("right.txt", (TURN, "direct", "Jane Doe")),
        document("wrong.txt", (QUOTED, "direct", "Jane Doe")),
        document("longer.txt", (longer, "direct", "Jane Doe")),
    )
    database.links.refresh()
    (right,) = database.query(document="right.txt")
    found = {link.other.document: link.relation for link in database.links.of(right.statement.id)}
    assert found == {"interview.txt": "repeats", "wrong.txt": "restates", "longer.txt": "restates"}
    (claim,) = database.links.claims()
    assert [(each.record.document, each.relation) for each in claim.sayings] == [
        ("interview.txt", None),
        ("right.txt", "repeats"),
        ("wrong.txt", "alters"),
    ]
    database.remove_document("interview.txt")
    found = {link.other.document: link.relation for link in database.links.of(right.statement.id)}
    assert found["wrong.txt"] == "alters"
    assert len(database.links.claims(relation="alters")) == 1


def test_a_sentence_quoted_in_two_pieces_is_not_cut(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text(
        "Interview with Jane Doe\n\nHost [00:00:00]\nWill you sell?\n\nDoe [00:00:07]\n"
        "I cannot rule it out, and the harbour will be sold if nobody pays.\n\n"
        "Host [00:00:20]\nThank you.\n",
        encoding="utf-8",
    )
    cut = 'Harbour\n\nBy Rob Roe\n\nMarch 2, 2024\n\n"I cannot rule it out," Jane Doe said on Monday.\n'
    (tmp_path / "cut.txt").write_text(cut, encoding="utf-8")
    whole = f'{cut}\n"The harbour will be sold if nobody pays," Jane Doe said.\n'
    (tmp_path / "whole.txt").write_text(whole, encoding="utf-8")
    with claimdb.open(tmp_path / "claimdb.db") as database:
        database.ingest(tmp_path, fast=True)
        found = [(Path(each.document).name, each.verdict) for each in database.links.check_quotations()]
    assert found == [("cut.txt", "altered"), ("whole.txt", "verbatim"), ("whole.txt", "verbatim")]


def test_a_copy_of_an_article_counts_once(document: Make, make_database: Make) -> None:
    said = [
        (f"The {word} at Aldmouth costs {number} crowns.", "authorial", "author")
        for number, word in enumerate(WORDS[:6], 20)
    ]
    database = make_database(
        document("agency.txt", *said, published="2024-01-01"),
        document("paper.txt", *said, published="2024-01-02"),
        document("other.txt", (said[0][0], "authorial", "author"), published="2024-01-03"),
    )
    database.links.refresh()
    first, *others = database.links.claims()
    assert (first.places, first.copies) == (2, 1)
    assert [each.copy_of for each in first.sayings] == [None, "agency.txt", None]
    assert {(each.places, each.copies) for each in others} == {(1, 1)}


# ------------------------------------------------------------------------- ingesting and verifying


def test_ingesting_links_and_links_again(press: Path, by_hand: Any, tmp_path: Path) -> None:
    (press / "snow.txt").write_text("Snow\n\nThe river is rising, Ana Silva said.\n", encoding="utf-8")
    with claimdb.open(tmp_path / "claimdb.db") as database:
        database.ingest(press)
        before = linked(database)
        assert {relation for _, _, relation, _ in before} == {"repeats"}
        by_hand.config = "2"
        database.ingest(press)
        assert linked(database) == before
        assert database.verify().problems == ()
        (press / "snow.txt").write_text("Snow\n\nThe hills are white, Ana Silva said.\n", encoding="utf-8")
        database.ingest(press)
        assert linked(database) == set()


def test_a_database_of_an_older_claimdb_is_linked_by_the_next_ingest(
    press: Path, by_hand: Any, tmp_path: Path
) -> None:
    (press / "snow.txt").write_text("Snow\n\nThe river is rising, Ana Silva said.\n", encoding="utf-8")
    with claimdb.open(tmp_path / "claimdb.db") as database:
        database.ingest(press)
        found = linked(database)
        with sqlite3.connect(database.path) as connection:
            for name in ("link", "link_total", "linked", "statement_wording", "wording_key", "wording"):
                connection.execute(f"DELETE FROM {name}")
        database.ingest(press)
        assert linked(database) == found != set()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (
            "UPDATE link SET relation = 'repeats' WHERE relation = 'alters'",
            "not what the words of the two say",
        ),
        (
            "UPDATE link SET score = score / 2 WHERE relation = 'restates'",
            "not what the words of the two say",
        ),
        ("DELETE FROM link WHERE relation = 'restates'", "some are missing"),
        ("UPDATE link SET left_id = right_id, right_id = left_id WHERE relation = 'restates'", "not what"),
        (
            "UPDATE statement_wording SET wording_id = (SELECT min(id) FROM wording)",
            "its words and its speaker",
        ),
        ("UPDATE statement_wording SET speaker = 'Ana Silva'", "its words and its speaker"),
        ("DELETE FROM statement_wording", "leads to one that is not"),
    ],
)
def test_verify_finds_what_was_tampered_with(
    four: list[Any], make_database: Make, change: str, what: str
) -> None:
    database = make_database(*four)
    database.links.refresh()
    assert database.verify().problems == ()
    with sqlite3.connect(database.path) as connection:
        connection.execute(change)
    assert any(what in problem.what for problem in database.verify().problems)
    database.verify(fix=True)
    assert database.verify().problems == ()


@pytest.mark.parametrize("place", range(4))
def test_a_document_that_is_taken_out_takes_its_links_along(
    four: list[Any], make_database: Make, place: int
) -> None:
    database = make_database(*four)
    database.links.refresh()
    taken = database.documents()[place].path
    database.remove_document(taken)
    assert database.verify().problems == ()
    left = {each.record.statement.document for claim in database.links.claims() for each in claim.sayings}
    assert left
    assert taken not in left
    assert database.links.refresh() == 0


def test_the_tables_of_links_come_and_go_with_their_revision(
    press: Path, by_hand: Any, tmp_path: Path
) -> None:
    (press / "snow.txt").write_text("Snow\n\nThe river is rising, Ana Silva said.\n", encoding="utf-8")
    path = tmp_path / "claimdb.db"
    with claimdb.open(path) as database:
        database.ingest(press)
        found = linked(database)
        statements = [record.to_json() for record in database.query()]
    engine = opening.connect(path)
    with opening.writing(engine) as connection:
        config = migrating.configuration()
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
    engine.dispose()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM link").fetchone() == (0,)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        assert not tables & {"linked", "wording", "wording_key", "statement_wording", "link_total"}
    with claimdb.open(path) as database:
        assert [record.to_json() for record in database.query()] == statements
        database.ingest(press)
        assert linked(database) == found != set()
