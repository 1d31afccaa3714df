"""The seed documents: their structure, line by line where it is difficult, and against the gold."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from claimdb.corpus import corpus_for
from claimdb.model import Block, Document
from claimdb.reading import find_files, read

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
GOLD = ROOT.parent / "shared" / "gold"
FURNITURE = ("title", "heading", "metadata", "boilerplate")


def seed(number: str) -> Document:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return read(path, corpus=corpus_for(path))


def words(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def blocks(document: Document, *roles: str) -> list[str]:
    return [words(document, block) for block in document.blocks if block.role in roles]


def test_five_documents() -> None:
    assert [path.name[:3] for path in find_files([SEEDS])] == ["000", "001", "002", "003", "004"]


@pytest.mark.parametrize(
    ("number", "kind", "title", "author", "published", "publisher", "dateline"),
    [
        (
            "000",
            "article",
            "Talks on Ukraine and Elon Musk:",
            None,
            "2024-02-09",
            "TASS",
            "MOSCOW, February 9. /TASS/.",
        ),
        ("001", "article", "Kremlin Explains Why", "Angeline Tan", "2024-02-12", "The New American", None),
        ("002", "article", "President Putin wants", None, "2024-02", "Baonghean.vn", "(Baonghean.vn) -"),
        ("003", "mixed", "Tucker’s Sergei Lavrov Interview:", None, None, None, None),
        ("004", "article", "[Key points of", None, None, None, None),
    ],
)
def test_metadata(
    number: str,
    kind: str,
    title: str,
    author: str | None,
    published: str | None,
    publisher: str | None,
    dateline: str | None,
) -> None:
    document = seed(number)
    assert document.title is not None
    assert document.title.startswith(title)
    found = (document.kind, document.author, document.published, document.publisher, document.dateline)
    assert found == (kind, author, published, publisher, dateline)


def test_sections_of_the_key_takeaways() -> None:
    document = seed("000")
    headings = blocks(document, "heading")
    assert len(headings) == 14
    assert headings[1] == "On talks on Ukraine"
    under = [block.section for block in document.blocks if block.role == "paragraph"]
    assert under[:2] == [document.title] * 2
    assert under[2:4] == ["On talks on Ukraine"] * 2
    assert under[-1] == "On technologies and Elon Musk"


def test_sentences_broken_by_captions_and_running_bylines() -> None:
    document = seed("001")
    broken = [n for n, block in enumerate(document.blocks) if block.continues]
    assert [words(document, document.blocks[n])[:10] for n in broken] == ["colleagues", "Crimea, wh"]
    assert [document.blocks[n - 1].role for n in broken] == ["metadata", "metadata"]
    assert blocks(document, "metadata") == [
        "Written by [Angeline Tan](#) on February 12, 2024",
        "AP Images",
        "Tucker Carlson and Vladimir Putin",
        "Written by [Angeline Tan](#) on February 12, 2024",
        "Written by [Angeline Tan](#) on February 12, 2024",
    ]


def test_the_subscription_offer_is_boilerplate() -> None:
    document = seed("001")
    offer = document.text.index("Subscribe to the New American")
    assert {block.role for block in document.blocks if block.start >= offer} == {"boilerplate"}
    assert all(block.start >= offer for block in document.blocks if block.role == "boilerplate")


def test_numbered_points_have_their_labels_as_sections() -> None:
    document = seed("003")
    points = [block for block in document.blocks if block.role == "list item"]
    assert [block.section for block in points] == [
        "1. NON-NATO NEUTRALITY",
        "2. LAND CONCESSIONS",
        "3. DENAZIFICATION",
    ]
    after = document.blocks[document.blocks.index(points[-1]) + 1]
    assert (after.role, after.section) == ("paragraph", document.title)


def test_the_reprinted_interview() -> None:
    document = seed("003")
    turns = [block for block in document.blocks if block.role == "turn"]
    assert Counter(block.speaker for block in turns) == {"Tucker Carlson": 43, "Sergey Lavrov": 44}
    assert {block.label for block in turns} == {"Tucker", "Sergey Lavrov", "Lavrov"}
    assert {block.section for block in turns} == {"THE INTERVIEW • 81 MINS"}
    times = [block.timestamp or "" for block in turns]
    assert times[0] == "00:00:00"
    assert times[-1] == "01:21:15"
    assert times == sorted(times)
    assert blocks(document, "boilerplate") == [
        "Click play to connect to youtube",
        "Click play to connect to youtube",
        "Your comments are welcome",
        "Use Textile help to style your comments",
        "Suggested products",
    ]


def test_speakers_of_the_interview_without_a_corpus_file() -> None:
    (path,) = SEEDS.glob("003_*.txt")
    turns = [block for block in read(path).blocks if block.role == "turn"]
    assert {block.speaker for block in turns} == {"Tucker Carlson", "Sergey Lavrov"}


def test_headings_and_credits_without_blank_lines() -> None:
    document = seed("004")
    assert blocks(document, "heading") == [
        "On the Ukrainian Conflict",
        "On the Use of the “Oreshnik” System",
        "On US-Russia Relations",
        "On Syria",
    ]
    assert blocks(document, "metadata") == [
        'GSV "Russia - Islamic World"',
        "Photo: Russian Foreign Ministry",
        "Based on TASS materials",
    ]
    assert len(blocks(document, "paragraph")) == 10
    assert "title" not in {block.role for block in document.blocks}


@pytest.mark.skipif(not GOLD.is_dir(), reason="the hand-made gold is not part of the repository")
@pytest.mark.parametrize("number", ["000", "002", "003"])
def test_against_the_gold(number: str) -> None:
    """Every gold record lies in blocks of its sort; the dash behind a point's label may go with it."""
    document = seed(number)
    roles: dict[int, str] = {}
    for block in document.blocks:
        roles.update(dict.fromkeys(range(block.start, block.end), block.role))
    wrong = []
    for line in (GOLD / f"{number}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for start, end in record["spans"]:
            found = {roles[place] for place in range(start, end) if place in roles}
            right = found <= set(FURNITURE) if record["kind"] in FURNITURE else not found & set(FURNITURE)
            if not right:
                wrong.append((record["id"], record["kind"], found))
    assert wrong == []
