"""Taking documents in: again, changed, moved, doubled, broken; interrupted and by two programs at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import claimdb


def contents(database: claimdb.Database) -> list[dict[str, Any]]:
    return [record.to_json() for record in database.query()]


def what_became(report: claimdb.IngestReport) -> dict[str, str]:
    return {each.path: each.status for each in report.documents}


def test_a_folder_goes_in_with_its_statements(press: Path, tmp_path: Path, by_hand: Any) -> None:
    with claimdb.open(tmp_path / "claimdb.db") as database:
        report = database.ingest(press)
        assert not report.failures
        rain, wind = report.documents
        assert (rain.path, rain.status, rain.statements) == ("press/rain.txt", "added", 2)
        assert rain.speakers == {"Jane Doe": 1, "Ana Silva": 1}
        assert (wind.path, wind.status, wind.statements) == ("press/wind.txt", "added", 1)
        first = next(database.query())
        assert first.statement.text == "It will rain for a week"
        assert first.statement.document == "press/rain.txt"
        assert first.sentence == "It will rain for a week, Jane Doe said."
        assert first.mention == "Jane Doe"


def test_doing_it_again_changes_nothing_and_extracts_nothing(
    press: Path, tmp_path: Path, by_hand: Any
) -> None:
    with claimdb.open(tmp_path / "claimdb.db") as database:
        first = database.ingest(press)
        before = contents(database)
        by_hand.extracted.clear()
        report = database.ingest(press)
        assert what_became(report) == {"press/rain.txt": "unchanged", "press/wind.txt": "unchanged"}
        assert [each.speakers for each in report.documents] == [each.speakers for each in first.documents]
        assert not by_hand.extracted
        assert contents(database) == before


def test_passing_over_what_is_in_loads_no_language_model(press: Path, tmp_path: Path) -> None:
    code = (
        "import sys, claimdb\n"
        "with claimdb.open(sys.argv[1]) as db:\n"
        "    report = db.ingest(sys.argv[2])\n"
        "print(sorted(each.status for each in report.documents), 'spacy' in sys.modules)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "claimdb.db"), str(press)]
    said = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    assert said == ["['added', 'added'] True\n", "['unchanged', 'unchanged'] False\n"]


def test_a_changed_file_is_a_new_version_and_the_old_one_is_kept(
    press: Path, tmp_path: Path, by_hand: Any
) -> None:
    with claimdb.open(tmp_path / "claimdb.db") as database:
        database.ingest(press)
        old = next(database.query(document="wind.txt")).statement.id
        (press / "wind.txt").write_text("The wind has turned, Jane Doe said.\n", encoding="utf-8")
        report = database.ingest(press)
        assert what_became(report) == {"press/rain.txt": "unchanged", "press/wind.txt": "new version"}
        assert [each.statement.text for each in database.query(document="wind.txt")] == [
            "The wind has turned"
        ]
        assert [each.versions for each in database.documents()] == [1, 2]
        shown = database.show(old)
        assert not shown.current
        assert shown.record.statement.text == "The wind will turn"
        assert database.verify().sound


def test_going_back_to_earlier_bytes_makes_them_count_again(
    press: Path, tmp_path: Path, by_hand: Any
) -> None:
    file = press / "wind.txt"
    earlier = file.read_bytes()
    with claimdb.open(tmp_path / "claimdb.db") as database:
        database.ingest(file)
        before = contents(database)
        file.write_text("The wind has turned, Jane Doe said.\n", encoding="utf-8")
        database.ingest(file)
        file.write_bytes(earlier)
        assert what_became(database.ingest(file)) == {"press/wind.txt": "new version"}
        assert contents(database) == before
        assert database.documents()[0].versions == 3


def test_another_extractor_extracts_again(press: Path, tmp_path: Path, by_hand: Any) -> None:
    with claimdb.open(tmp_path / "claimdb.db") as database:
        database.ingest(press)
        by_hand.config = "2"
        assert set(what_became(database.ingest(press)).values()) == {"re-extracted"}
        assert database.count() == 3
        assert {record.extractor.config for record in database.query()} == {"2 "}
        assert [each.versions for each in database.documents()] == [1, 1]
        assert database.verify().sound


def test_metadata_of_the_corpus_file_is_taken_over(press: Path, tmp_path: Path, by_hand: Any) -> None:
    with claimdb.open(tmp_path / "claimdb.db") as database:
        database.ingest(press)
        (press / "claimdb.toml").write_text(
            '[[speakers]]\nname = "Jane Doe"\nwikidata = "Q4115189"\naliases = ["J. D. Roe"]\n\n'
            '[documents."wind.txt"]\npublished = "2024-02"\n',
            encoding="utf-8",
        )
        database.ingest(press)
        (record,) = database.query(document="wind.txt")
        assert (record.published, record.wikidata) == ("2024-02", "Q4115189")
        assert database.count(speaker="roe") == 2


def test_the_same_bytes_in_two_places_are_one_document(press: Path, tmp_path: Path, by_hand: Any) -> None:
    (press / "copy.txt").write_bytes((press / "wind.txt").read_bytes())
    with claimdb.open(tmp_path / "claimdb.db") as database:
        report = database.ingest(press)
        assert what_became(report) == {
            "press/copy.txt": "added",
            "press/rain.txt": "added",
            "press/wind.txt": "duplicate",
        }
        assert report.documents[2].same_as == "press/copy.txt"
        assert len(database.documents()) == 2
        again = database.ingest(press)
        assert what_became(again)["press/wind.txt"] == "duplicate"


def test_a_moved_file_is_the_same_document(press: Path, tmp_path: Path, by_hand: Any) -> None:
    with claimdb.open(tmp_path / "claimdb.db") as database:
        database.ingest(press)
        before = [record.statement.id for record in database.query()]
        by_hand.extracted.clear()
        (press / "wind.txt").rename(press / "storm.txt")
        assert what_became(database.ingest(press))["press/storm.txt"] == "moved"
        assert not by_hand.extracted
        assert sorted(record.statement.id for record in database.query()) == sorted(before)
        assert [each.path for each in database.documents()] == ["press/rain.txt", "press/storm.txt"]


def test_two_files_that_swap_their_bytes_both_get_a_new_version(
    press: Path, tmp_path: Path, by_hand: Any
) -> None:
    rain, wind = press / "rain.txt", press / "wind.txt"
    with claimdb.open(tmp_path / "claimdb.db") as database:
        database.ingest(press)
        one, other = rain.read_bytes(), wind.read_bytes()
        rain.write_bytes(other)
        wind.write_bytes(one)
        assert set(what_became(database.ingest(press)).values()) == {"new version"}
        assert database.count(document="wind.txt") == 2
        verified = database.verify()
        assert verified.sound
        assert verified.files_same == 2


def test_a_new_file_with_the_bytes_that_another_has_lost_is_a_document(
    press: Path, tmp_path: Path, by_hand: Any
) -> None:
    with claimdb.open(tmp_path / "claimdb.db") as database:
        database.ingest(press)
        (press / "earlier.txt").write_bytes((press / "wind.txt").read_bytes())
        (press / "wind.txt").write_text("The wind has turned, Jane Doe said.\n", encoding="utf-8")
        became = what_became(database.ingest(press))
        assert became["press/earlier.txt"] == "added"
        assert became["press/wind.txt"] == "new version"


def test_a_vanished_file_keeps_its_rows(press: Path, tmp_path: Path, by_hand: Any) -> None:
    with claimdb.open(tmp_path / "claimdb.db") as database:
        database.ingest(press)
        (press / "wind.txt").unlink()
        database.ingest(press)
        assert database.count(document="wind.txt") == 1
        assert database.verify().files_missing == ("press/wind.txt",)


def test_bad_files_are_named_and_the_rest_goes_in(press: Path, tmp_path: Path, by_hand: Any) -> None:
    (press / "empty.txt").touch()
    (press / "binary.txt").write_bytes(bytes(range(256)))
    (tmp_path / "bare").mkdir()
    with claimdb.open(tmp_path / "claimdb.db") as database:
        report = database.ingest(press, press / "nowhere.txt", tmp_path / "bare")
        assert what_became(report) == {"press/rain.txt": "added", "press/wind.txt": "added"}
        assert sorted(Path(failure.path).name for failure in report.failures) == [
            "bare",
            "binary.txt",
            "empty.txt",
            "nowhere.txt",
        ]
        assert all("\n" not in str(failure) for failure in report.failures)


def test_a_document_that_the_extractor_trips_over_stops_no_other(
    press: Path, tmp_path: Path, by_hand: Any
) -> None:
    by_hand.fails_on = "coast"
    with claimdb.open(tmp_path / "claimdb.db") as database:
        report = database.ingest(press)
        assert what_became(report) == {"press/rain.txt": "added"}
        assert [failure.path for failure in report.failures] == ["press/wind.txt"]


def test_nothing_to_read_makes_no_database(tmp_path: Path, by_hand: Any) -> None:
    path = tmp_path / "claimdb.db"
    with claimdb.open(path) as database:
        report = database.ingest(tmp_path / "nowhere")
        assert [failure.path for failure in report.failures] == [str(tmp_path / "nowhere")]  # as given
        assert not path.exists()
        with pytest.raises(claimdb.DatabaseError, match="claimdb ingest"):
            database.count()


def test_progress_is_told_after_every_file(press: Path, tmp_path: Path, by_hand: Any) -> None:
    told: list[claimdb.Progress] = []
    (press / "empty.txt").touch()
    with claimdb.open(tmp_path / "claimdb.db") as database:
        database.ingest(press, progress=told.append)
        database.ingest(press, progress=told.append)
    assert [each.done for each in told] == [1, 2, 3, 1, 2, 3]
    assert {each.total for each in told} == {3}
    assert {each.path for each in told} == {"press/empty.txt", "press/rain.txt", "press/wind.txt"}
    assert told[-1].bytes_done == told[-1].bytes_total == sum(each.stat().st_size for each in press.iterdir())


def test_a_mistake_in_the_corpus_file_stops_the_run_before_anything(
    press: Path, tmp_path: Path, by_hand: Any
) -> None:
    (press / "claimdb.toml").write_text("[[speakers]]\nnam = 1\n", encoding="utf-8")
    with claimdb.open(tmp_path / "claimdb.db") as database, pytest.raises(claimdb.CorpusError):
        database.ingest(press)
    assert not by_hand.extracted


def test_a_missing_model_is_named(press: Path, tmp_path: Path) -> None:
    with (
        claimdb.open(tmp_path / "claimdb.db") as database,
        pytest.raises(claimdb.ModelError, match="no_such"),
    ):
        database.ingest(press, model="no_such_model")


def test_an_interrupted_run_leaves_whole_documents_and_the_next_one_finishes(
    press: Path, tmp_path: Path, by_hand: Any
) -> None:
    def interrupt(progress: claimdb.Progress) -> None:
        if progress.done == 1:
            raise KeyboardInterrupt

    path = tmp_path / "claimdb.db"
    with claimdb.open(path) as database, pytest.raises(KeyboardInterrupt):
        database.ingest(press, progress=interrupt)
    with claimdb.open(path) as database:
        assert [each.path for each in database.documents()] == ["press/rain.txt"]
        assert database.verify().sound
        assert set(what_became(database.ingest(press)).values()) == {"unchanged", "added"}
        interrupted = contents(database)
    with claimdb.open(tmp_path / "other.db") as database:
        database.ingest(press)
        assert contents(database) == interrupted


def test_a_document_is_written_whole_or_not_at_all(
    press: Path, tmp_path: Path, by_hand: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from claimdb.store import writing

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with claimdb.open(tmp_path / "claimdb.db") as database:
        with monkeypatch.context() as patched:
            patched.setattr(writing, "_span_values", fail)  # in the middle of writing a document
            with pytest.raises(KeyboardInterrupt):
                database.ingest(press)
        assert database.documents() == []
        assert database.speakers() == []
        assert database.verify().sound
        database.ingest(press)
        assert database.count() == 3


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Enough documents for several processes to have something to do."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(20):
        text = f"Report {number}\n\nThe {number}th bridge is closed, Jane Doe said on Monday.\n\n" * 3
        (folder / f"{number:02}.txt").write_text(text + f'"It will open in {number} days," said Ana Silva.\n')
    (folder / "07.txt").write_bytes(b"\x00\x01\x02")
    return folder


def test_the_result_is_the_same_for_any_number_of_processes(archive: Path, tmp_path: Path) -> None:
    found, seen, failed = [], [], []
    for jobs in (1, 3):
        with claimdb.open(tmp_path / f"{jobs}.db") as database:
            report = database.ingest(archive, jobs=jobs)
            found.append(contents(database))
            seen.append([(each.path, each.status, each.statements) for each in report.documents])
            failed.append([str(failure) for failure in report.failures])
    assert found[0] == found[1]
    assert found[0]
    assert seen[0] == seen[1]
    assert failed[0] == failed[1]
    assert len(failed[0]) == 1


RUN = """\
import sys, claimdb
if __name__ == "__main__":
    with claimdb.open(sys.argv[1]) as database:
        database.ingest(sys.argv[2], jobs=int(sys.argv[3]))
"""


def start(*arguments: str | Path | int) -> subprocess.Popen[str]:
    """A program that ingests, in a group of its own, as a terminal would start it."""
    return subprocess.Popen(
        [sys.executable, "-c", RUN, *map(str, arguments)],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.05)


def is_empty_group(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def has_documents(path: Path) -> bool:
    if not path.exists():
        return False
    with claimdb.open(path) as database:
        return bool(database.documents())


@pytest.mark.parametrize(("jobs", "stop"), [(1, signal.SIGINT), (3, signal.SIGINT), (3, signal.SIGKILL)])
def test_stopped_in_the_middle_no_process_is_left_and_the_database_is_whole(
    archive: Path, tmp_path: Path, jobs: int, stop: signal.Signals
) -> None:
    path = tmp_path / "claimdb.db"
    running = start(path, archive, jobs)
    wait_until(lambda: has_documents(path) or running.poll() is not None)
    if stop == signal.SIGKILL:
        running.kill()  # the program alone, which cannot tell its workers any more
    else:
        os.killpg(running.pid, stop)
    _, error = running.communicate(timeout=60)
    wait_until(lambda: is_empty_group(running.pid))
    if stop == signal.SIGINT:
        assert error.count("Traceback") <= 1, error
    with claimdb.open(path) as database:
        assert database.verify().sound
        database.ingest(archive)
        finished = contents(database)
    with claimdb.open(tmp_path / "other.db") as database:
        database.ingest(archive)
        assert contents(database) == finished


def test_two_programs_at_once_lose_and_double_nothing(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "claimdb.db"
    both = [start(path, archive, 1) for _ in range(2)]
    for each in both:
        _, error = each.communicate(timeout=120)
        assert each.returncode == 0, error
    with claimdb.open(path) as database:
        assert len(database.documents()) == 19
        assert {each.versions for each in database.documents()} == {1}
        assert database.verify().sound
        together = contents(database)
    with claimdb.open(tmp_path / "other.db") as database:
        database.ingest(archive)
        assert contents(database) == together
