"""What links cost: their share of an ingest, and whether it grows with the number of documents.

    python bench/linking.py [--documents 1000] [--steps 250 500 1000] [--default] [FOLDER]

FOLDER holds plain-text articles; by default PolNeAR's training part where it lies beside the repository, else
articles that are made up here.  Where there are fewer than asked for, articles are made of the paragraphs of
several, so that much is said again word for word, as in a press archive.  The articles are ingested in one
process, with ``--fast`` unless ``--default`` is given: the less the extraction takes, the more of it are the
links.  Prints the CPU seconds of both, the share, the size of what links need in the database, and the CPU
seconds for a document at each of the steps, for which the same database is linked anew from nothing.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import claimdb
from claimdb.store import opening, relinking

REPOSITORY = Path(__file__).parent.parent
POLNEAR = REPOSITORY.parent / "shared" / "polnear" / "train" / "text"
LIMIT = 0.15

PEOPLE = ["Jane Doe", "Ana Silva", "Tomás Novák", "Lena Holm", "Piet Vos", "Amina Diallo"]
THINGS = "harbour bridge school clinic ferry tunnel market library airport stadium reservoir museum".split()
DEEDS = "build close repair sell inspect enlarge paint insure survey abandon defend finance".split()
TIMES = "this winter, next spring, before the election, after the storm, in March, within ten years".split(
    ", "
)


def main() -> None:
    """Ingest, and say what the links took of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = POLNEAR if POLNEAR.is_dir() else None
    parser.add_argument("folder", nargs="?", type=Path, default=default, metavar="FOLDER")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--steps", type=int, nargs="*", default=[250, 500, 1000])
    parser.add_argument("--default", action="store_true", help="with the tagger, not --fast")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, text in enumerate(articles(given.folder, given.documents)):
            (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
        share(folder, fast=not given.default)
        for step in given.steps:
            if step <= given.documents:
                again(folder / "claimdb.db", step)


def articles(folder: Path | None, number: int) -> Iterator[str]:
    """So many articles, the same in each run."""
    chance = random.Random(1)
    if folder is None:
        for _ in range(number):
            yield "\n\n".join(made_up(chance) for _ in range(chance.randrange(6, 14)))
        return
    real = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    chance.shuffle(real)
    paragraphs = [text.split("\n\n") for text in real]
    for count in range(number):
        if count < len(real):
            yield real[count]
        else:
            several = chance.sample(paragraphs, 3)
            yield "\n\n".join(part for text in several for part in chance.sample(text, (len(text) + 2) // 3))


def made_up(chance: random.Random) -> str:
    """A paragraph in which two people say something."""
    one, other = chance.sample(PEOPLE, 2)
    claims = [
        f"{chance.choice(['we will', 'nobody can', 'the council must', 'they refuse to'])}"
        f" {chance.choice(DEEDS)} the {chance.choice(THINGS)} and the {chance.choice(THINGS)}"
        f" for {chance.randrange(2, 900)} million crowns {chance.choice(TIMES)}"
        for _ in range(3)
    ]
    return (
        f'"{claims[0].capitalize()}," {one} said. {other} told reporters that {claims[1]}.'
        f" According to {one}, {claims[2]}."
    )


def share(folder: Path, *, fast: bool) -> None:
    """Ingest a folder, and print what the links took of it."""
    spent = 0.0
    refresh = relinking.refresh

    def timed(*arguments: object, **options: object) -> int:
        nonlocal spent
        begun = process_time()
        linked = refresh(*arguments, **options)  # type: ignore[arg-type] # passed on as they come
        spent += process_time() - begun
        return linked

    relinking.refresh = timed
    begun = process_time()
    with claimdb.open(folder / "claimdb.db") as database:
        report = database.ingest(folder, fast=fast)
    whole = process_time() - begun
    relinking.refresh = refresh
    part = spent / (whole - spent)
    verdict = "within" if part <= LIMIT else "ABOVE"
    statements = sum(document.statements for document in report.documents)
    print(
        f"{part:.1%}  ({verdict} {LIMIT:.0%})   linking: {spent:.1f} s CPU;"
        f" the rest of ingesting {len(report.documents)} documents with {statements} statements:"
        f" {whole - spent:.1f} s"
    )
    print(sizes(folder / "claimdb.db"))


def sizes(path: Path) -> str:
    """How much of the database the links and what they are found by take, and how many links there are."""
    with sqlite3.connect(path) as connection:
        links = connection.execute("SELECT relation, count(*) FROM link GROUP BY relation").fetchall()
        ours = "name LIKE '%wording%' OR name LIKE '%link%'"
        taken, whole = connection.execute(
            f"SELECT sum(CASE WHEN {ours} THEN pgsize END), sum(pgsize) FROM dbstat"  # noqa: S608 - no value of a user
        ).fetchone()
    found = ", ".join(f"{count} {relation}" for relation, count in links)
    return f"links: {found}; {taken / 1e6:.1f} MB of {whole / 1e6:.1f} MB"


def again(path: Path, documents: int) -> None:
    """Link the first documents of the database anew, and print what each took."""
    with sqlite3.connect(path) as connection:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS all_documents AS SELECT id, extraction_id FROM document"
        )
        connection.execute("UPDATE document SET extraction_id = NULL")
        connection.execute(
            "UPDATE document SET extraction_id ="
            " (SELECT a.extraction_id FROM all_documents a WHERE a.id = document.id) WHERE id IN"
            " (SELECT id FROM all_documents ORDER BY id LIMIT ?)",
            (documents,),
        )
    engine = opening.connect(path)
    begun = process_time()
    with opening.writing(engine) as connection:
        linked = relinking.rebuild(connection)
    seconds = process_time() - begun
    engine.dispose()
    print(f"{linked} documents: {seconds:.1f} s CPU, {1000 * seconds / linked:.2f} ms each; {sizes(path)}")


if __name__ == "__main__":
    main()
