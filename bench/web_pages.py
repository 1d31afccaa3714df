"""The reader for web pages beside trafilatura: what each loses and keeps of pages that say what is right.

usage: python bench/web_pages.py [FOLDER]        needs: pip install trafilatura lxml_html_clean

FOLDER (tests/formats): pages as ``NAME.html`` with ``NAME.expected.json``.  Of each the words that are
stated must be in the text, the words that are absent must not, nor may furniture be running text; title,
author, date and publisher are compared where they are expected.  Turns are not: trafilatura has none.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from claimdb.reading import read

FOLDER = Path(__file__).parent.parent / "tests" / "formats"
VALUES = ("title", "author", "published", "publisher")
STATED = ("paragraph", "turn", "list item")


def dense(text: str) -> str:
    """The letters and digits of a text: marks that a reader adds, and white space, set aside."""
    return "".join(character for character in text if character.isalnum())


def ours(path: Path) -> tuple[str, Mapping[str, str | None]]:
    document = read(path)
    text = " ".join(document.text[b.start : b.end] for b in document.blocks if b.role in STATED)
    return text, {key: getattr(document, key) for key in VALUES}


def theirs(path: Path) -> tuple[str, Mapping[str, str | None]]:
    import trafilatura

    page = path.read_text(encoding="utf-8", errors="replace")
    text = trafilatura.extract(page, include_comments=False, deduplicate=False) or ""
    found = trafilatura.extract_metadata(page)
    known = {} if found is None else found.as_dict()
    return text, {
        "title": known.get("title"),
        "author": (known.get("author") or "").replace("; ", " and ") or None,
        "published": known.get("date"),
        "publisher": known.get("sitename"),
    }


def missed(
    expected: Mapping[str, Any], text: str, known: Mapping[str, str | None]
) -> Iterator[tuple[str, str]]:
    """What is wrong: the sort of it, and the words."""
    words = dense(text)
    for phrase, _ in expected.get("statements", ()):
        if dense(phrase) not in words:
            yield "lost", phrase
    for phrase in (*expected.get("absent", ()), *expected.get("furniture", ())):
        if dense(phrase) in words:
            yield "kept", phrase
    for key in VALUES:
        if key in expected and known[key] != expected[key]:
            yield key, f"{known[key]!r} for {expected[key]!r}"


def main(folder: Path) -> None:
    pages = [path for path in sorted(folder.glob("*.html")) if path.with_suffix(".expected.json").exists()]
    totals: dict[str, Counter[str]] = {"claimdb": Counter(), "trafilatura": Counter()}
    for path in pages:
        expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
        for name, reader in (("claimdb", ours), ("trafilatura", theirs)):
            for sort, words in missed(expected, *reader(path)):
                totals[name][sort] += 1
                print(f"{path.name:28} {name:12} {sort:10} {words[:80]}")
    for name, counts in totals.items():
        wrong = ", ".join(f"{count} {sort}" for sort, count in sorted(counts.items())) or "nothing"
        print(f"{name}: wrong on {len(pages)} pages: {wrong}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
