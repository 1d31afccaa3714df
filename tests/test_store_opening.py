"""Opening a database: made by migrations alone, upgraded, refused in one line."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

import claimdb
from claimdb.store import migrating, opening

REPOSITORY = Path(__file__).parent.parent
HEAD = opening.HEAD


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one document."""
    return tmp_path / "claimdb.db"


@pytest.fixture
def filled(path: Path, make_database: Any, make_document: Any, make_statement: Any) -> Path:
    document = make_document("It will rain for a week, Jane Doe said.")
    make_database(
        (document, [make_statement(document, "It will rain for a week", speaker="Jane Doe")])
    ).close()
    return path


@pytest.fixture
def as_nobody() -> Callable[[Path], str]:
    """Run a query in a process that may write nowhere, and give what it says."""

    def run(path: Path) -> str:
        # What Python needs is loaded before it gives up its rights: nobody may be able to read that.
        code = (
            "import os, sys, sqlite3, claimdb, claimdb.database, sqlalchemy.dialects.sqlite\n"
            "if os.geteuid() == 0: os.setuid(65534)\n"
            "try:\n"
            "    with claimdb.open(sys.argv[1], create=False) as db: print(db.count('rain'))\n"
            "except claimdb.DatabaseError as error: print(error)\n"
        )
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True)
        return done.stdout + done.stderr

    return run


def refusal(path: Path, **options: Any) -> str:
    with pytest.raises(claimdb.DatabaseError) as refused, claimdb.open(path, **options) as database:
        database.count()
    message = str(refused.value)
    assert str(path) in message
    assert "\n" not in message
    return message


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_the_constant_is_the_head_of_the_migrations() -> None:
    assert ScriptDirectory.from_config(migrating.configuration()).get_heads() == [opening.HEAD]


def test_the_models_are_what_the_migrations_make(filled: Path) -> None:
    config = Config(REPOSITORY / "alembic.ini", stdout=io.StringIO())
    config.set_main_option("sqlalchemy.url", f"sqlite:///{filled}")
    command.check(config)  # raises when there is a difference


def test_migrations_go_down_and_up_again(filled: Path) -> None:
    config = Config(REPOSITORY / "alembic.ini", stdout=io.StringIO())
    config.set_main_option("sqlalchemy.url", f"sqlite:///{filled}")
    before = tables(filled)
    command.downgrade(config, "base")
    assert tables(filled) == {"alembic_version"}
    command.upgrade(config, "head")
    assert tables(filled) == before
    with claimdb.open(filled) as database:
        assert database.count() == 0


def test_revisions_declare_their_own_tables() -> None:
    for revision in (REPOSITORY / "migrations" / "versions").glob("*.py"):
        assert "claimdb" not in revision.read_text().replace("claimdb_version", "")


def test_every_constraint_has_a_name(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        made = connection.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'statement_text%'"
        )
        for (sql,) in made:
            for line in sql.splitlines():
                if any(word in line for word in ("PRIMARY KEY", "FOREIGN KEY", "CHECK", "UNIQUE")):
                    assert "CONSTRAINT " in line


def test_foreign_keys_hold_and_the_log_is_written_ahead(filled: Path) -> None:
    engine = opening.connect(filled)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    engine.dispose()


def test_reading_an_up_to_date_database_loads_neither_alembic_nor_spacy(filled: Path) -> None:
    code = (
        "import sys, claimdb\n"
        "with claimdb.open(sys.argv[1], create=False) as db:\n"
        "    assert db.count(speaker='doe') == 1\n"
        "    assert len(list(db.query('rain', speaker='doe'))) == 1\n"
        "print([name for name in ('alembic', 'spacy', 'rapidfuzz', 'rich') if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(filled)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_importing_the_package_loads_nothing() -> None:
    code = (
        "import sys, claimdb\n"
        "print([name for name in ('alembic', 'spacy', 'sqlalchemy', 'rich') if name in sys.modules])\n"
        "assert not [name for name in claimdb.__all__ if not hasattr(claimdb, name)]\n"
        "assert 'spacy' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program as it might be one revision later."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrating.folder(), folder)
    (folder / "versions" / "next.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n\n"
        f"revision = 'next'\ndown_revision = {opening.HEAD!r}\nbranch_labels = None\ndepends_on = None\n\n"
        "def upgrade() -> None:\n"
        "    with op.batch_alter_table('document', recreate='always') as document:\n"
        "        document.add_column(sa.Column('colour', sa.String()))\n"
        "    op.execute(\"UPDATE document SET colour = 'grey'\")\n"
    )
    with monkeypatch.context() as patched:
        patched.setattr(migrating, "folder", lambda: folder)
        patched.setattr(opening, "HEAD", "next")
        yield


def test_a_database_of_an_older_claimdb_is_upgraded_and_keeps_its_rows(filled: Path, newer: None) -> None:
    with claimdb.open(filled) as database:
        assert database.count(speaker="Jane Doe") == 1
        assert database.verify().sound
    with closing(sqlite3.connect(filled)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("next",)]
        assert connection.execute("SELECT colour FROM document").fetchall() == [("grey",)]


def test_an_upgrade_that_breaks_off_leaves_the_database_as_it_was(
    filled: Path, newer: None, tmp_path: Path
) -> None:
    revision = tmp_path / "migrations" / "versions" / "next.py"
    revision.write_text(revision.read_text() + "    op.execute('INSERT INTO nowhere VALUES (1)')\n")
    before = tables(filled)
    refusal(filled)
    assert tables(filled) == before
    with closing(sqlite3.connect(filled)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
        assert "colour" not in str(connection.execute("SELECT sql FROM sqlite_master").fetchall())


def test_a_database_of_a_newer_claimdb_is_refused(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    message = refusal(filled)
    assert "newer claimdb" in message
    assert "pip install --upgrade claimdb" in message


def test_a_missing_database_says_how_to_make_one(path: Path) -> None:
    assert "claimdb ingest" in refusal(path, create=False)
    assert not path.exists()


def test_a_file_that_is_no_database(path: Path) -> None:
    path.write_text("It will rain for a week.\n" * 100)
    assert "no database" in refusal(path)


def test_a_damaged_database(filled: Path) -> None:
    content = bytearray(filled.read_bytes())
    content[100:4096] = bytes(3996)
    filled.write_bytes(content)
    assert "damaged" in refusal(filled)


def test_a_database_of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    assert "another program" in refusal(path)
    assert tables(path) == {"recipe"}


@pytest.mark.parametrize("name", ["a b.db", "100%.db", "?mode=ro#x.db", "données 🌧.db", "file:x.db", "-x.db"])
def test_any_name_of_a_file(tmp_path: Path, press: Path, by_hand: Any, name: str) -> None:
    path = tmp_path / name
    with claimdb.open(path) as database:
        database.ingest(press)
    with claimdb.open(path, create=False) as database:
        assert database.count() == 3
    assert path.is_file()


@pytest.mark.parametrize("name", ["x" * 300, "a\x00b.db"])
def test_a_name_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    refusal(tmp_path / name)


def test_a_folder(path: Path) -> None:
    path.mkdir()
    assert "folder" in refusal(path)


def test_a_database_in_a_folder_that_is_not_there(press: Path, tmp_path: Path, by_hand: Any) -> None:
    path = tmp_path / "nowhere" / "claimdb.db"
    with claimdb.open(path) as database, pytest.raises(claimdb.DatabaseError, match="no folder"):
        database.ingest(press)


def test_an_empty_file_becomes_a_database(path: Path, press: Path, by_hand: Any) -> None:
    path.touch()
    with claimdb.open(path) as database:
        database.ingest(press)
        assert database.count() == 3


def test_a_locked_database(filled: Path, press: Path, by_hand: Any) -> None:
    with closing(sqlite3.connect(filled)) as other:
        other.execute("BEGIN IMMEDIATE")
        with claimdb.open(filled, timeout=0.01) as database:
            assert database.count() == 1  # reading goes on
            with pytest.raises(claimdb.DatabaseError, match="locked"):
                database.ingest(press)


def test_a_folder_that_may_not_be_written(press: Path, by_hand: Any) -> None:
    with claimdb.open("/proc/claimdb.db") as database, pytest.raises(claimdb.DatabaseError) as refused:
        database.ingest(press)
    assert str(refused.value).startswith("/proc/claimdb.db: ")


def test_a_database_in_a_folder_that_may_not_be_written_can_be_read(
    filled: Path, as_nobody: Callable[[Path], str], tmp_path: Path
) -> None:
    place = Path("/tmp") / f"claimdb-test-{os.getpid()}"  # the test's own folder may be closed to others
    place.mkdir()
    try:
        shutil.copy(filled, place)
        place.chmod(0o555)
        (place / filled.name).chmod(0o444)
        assert as_nobody(place / filled.name) == "1\n"
    finally:
        place.chmod(0o755)
        shutil.rmtree(place)


def test_a_file_that_may_not_be_read(filled: Path, as_nobody: Callable[[Path], str]) -> None:
    place = Path("/tmp") / f"claimdb-test-{os.getpid()}.db"
    shutil.copy(filled, place)
    try:
        place.chmod(0o000)
        said = as_nobody(place)
        assert said.startswith(f"{place}: ")
        assert "permissions" in said
    finally:
        place.unlink()


def test_many_programs_can_make_the_same_database_at_once(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from claimdb.store import opening\n"
        "opening.create(Path(sys.argv[1]))"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for each in running:
        _, error = each.communicate(timeout=60)
        assert each.returncode == 0, error
    with claimdb.open(path) as database:
        assert database.count() == 0
