"""Archives to export: one made by hand with all that is odd, the seeds, and one that people decided on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import claimdb
from claimdb.model import Corpus, Speaker

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "seeds"

ARTICLE = """The "harbour" <b>& the</b> treaty

"[T]he ships will sail 🚢," Ana Silva told Ríos Press, "and\tnobody – 'nobody' – can stop it."
Tomás Novák denied that \u202bהנמל נסגר\u202c, adding that \x01 it \u2028 was "http://example.org/a b".
The official warned that Novák had said that the port is sold.
Will the rain stop? @id urn:x
Northtown Council said that a deal is near.
"""
INTERVIEW = """Host [00:00:01] Who pays?

Novák [01:02:03] The ships will pay.
"""


class Archive(NamedTuple):
    """A database, and the text of each of its documents by path."""

    database: claimdb.Database
    texts: dict[str, str]

    def exported(self, path: Path, **options: Any) -> str:
        """What an export writes."""
        self.database.export(path, **options)
        return path.read_bytes().decode("utf-8")


@pytest.fixture
def odd(make_database: Any, make_document: Any, make_statement: Any) -> Archive:
    """An article and a transcript with whatever texts can hold."""
    article = make_document(
        ARTICLE,
        "news/harbour & ships.txt",
        title='The "harbour" <b>& the</b>\n treaty \x02',
        author="Jane Doe",
        publisher="Northtown Herald",
        published="2024-02",
        url="https://example.org/a b?q=<x>",
    )
    interview = make_document(INTERVIEW, "news/interview.txt", url="javascript:alert(1)")
    words = "Tomás Novák", "Northtown Council"
    ships = make_statement(
        article,
        ['"[T]he ships will sail 🚢,"', "\"and\tnobody – 'nobody' – can stop it.\""],
        kind="direct",
        speaker="Ana Silva",
        source=["Ana Silva"],
        cue=["told"],
        function="prediction",
        topics=("harbour", "http://example.org/ships"),
        via="Ríos Press",
        addressee="Ríos Press",
        attribution="a1",
    )
    warned = make_statement(
        article,
        "Novák had said that the port is sold",
        speaker="official",
        speaker_kind="unnamed",
        source=["The official"],
        cue=["warned"],
        topics=("harbour",),
    )
    made: claimdb.Database = make_database(
        (
            article,
            [
                ships,
                make_statement(
                    article,
                    '\u202bהנמל נסגר\u202c, adding that \x01 it \u2028 was "http://example.org/a b"',
                    speaker=words[0],
                    source=[words[0]],
                    cue=["denied", "adding"],
                    kind="mixed",
                ),
                warned,
                make_statement(article, "the port is sold", speaker=words[0], nested_in=warned.id),
                make_statement(
                    article,
                    "Will the rain stop? @id urn:x",
                    kind="authorial",
                    speaker="author",
                    speaker_kind="author",
                    function="question",
                ),
                make_statement(article, "a deal is near", speaker=words[1], speaker_kind="body"),
            ],
        ),
        (
            interview,
            [
                make_statement(
                    interview, "Who pays?", kind="turn", timestamp="00:00:01", function="question"
                ),
                make_statement(
                    interview,
                    "The ships will pay.",
                    kind="turn",
                    speaker=words[0],
                    timestamp="01:02:03",
                    topics=("harbour",),
                ),
            ],
        ),
        corpus=Corpus(speakers=(Speaker("Ana Silva", wikidata="Q42"),)),
    )
    return Archive(made, {article.path: ARTICLE, interview.path: INTERVIEW})


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The seeds, extracted the fast way."""
    database = claimdb.open(tmp_path_factory.mktemp("seeds") / "claimdb.db")
    database.ingest(SEEDS, fast=True)
    records = database.documents()
    return Archive(
        database, {each.path: (SEEDS / Path(each.path).name).read_bytes().decode() for each in records}
    )


@pytest.fixture(params=["odd", "seeds"])
def archive(request: pytest.FixtureRequest) -> Archive:
    """Each of the two in turn."""
    made: Archive = request.getfixturevalue(request.param)
    return made


@pytest.fixture
def decided(doubled: Path) -> Iterator[claimdb.Database]:
    """Two articles in which Jenny Doe was found, who people decided is Jane Doe."""
    with claimdb.open(doubled) as database:
        database.merge_speakers("Jenny Doe", "Jane Doe", note="her own page says so")
        yield database


Load = Callable[[str], Any]


@pytest.fixture(scope="session")
def kept() -> Load:
    """What stands in a file beside the tests."""
    return lambda name: json.loads((HERE / name).read_text(encoding="utf-8"))
