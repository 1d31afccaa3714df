"""The view of errors: which kind each is, by which cue word, in its sentence."""

from __future__ import annotations

from typing import Any

import pytest

import errors

TEXT = (
    "Jane Doe said that rain will fall. The river was high.\n\n"
    "Ana Silva has warned of floods in the valley, and she told reporters the dams will hold.\n\n"
    "“We will build,” the mayor added. Officials [bold]said[/bold] nothing \x1b[31mof it.\n"
)
SAID = ("Jane Doe", "said", "that rain will fall")
WARNED = ("Ana Silva", "has warned", "of floods in the valley")
TOLD = ("she", "told", "the dams will hold")
ADDED = ("the mayor", "added", "“We will build,”")


@pytest.fixture
def view(compartment: Any, statement: Any, write_statements: Any, capsys: pytest.CaptureFixture[str]) -> Any:
    """What is printed for statements of the article above."""
    compartment.add("a_1", TEXT, [SAID, WARNED, TOLD, ADDED])

    def view(*found: Any, options: tuple[str, ...] = ()) -> str:
        file = write_statements([statement("a_1", TEXT, marked) for marked in found])
        errors.main(["--statements", str(file), str(compartment.folder), *options])
        return capsys.readouterr().out

    return view


def test_every_kind_is_counted_by_cue_word(view: Any) -> None:
    out = view(
        ("Jane Doe", "said", "rain will fall"),
        ("Jane Doe", "has warned", "of floods in the valley"),
        ("she", "told reporters", "reporters the dams will hold"),
        ("", "was", "high"),
    )
    assert out.startswith("4 annotated: 1 right, 1 boundary, 1 source, 1 missed; 4 found: 1 wrong\n")
    table = {
        line.split()[0]: line.split()[1:] for line in out.splitlines() if line[:1].isalpha() and "  " in line
    }
    assert table["cue"] == ["right", "missed", "wrong", "source", "boundary"]
    assert table["said"] == ["1", "0", "0", "0", "0"]
    assert table["added"] == ["0", "1", "0", "0", "0"]
    assert table["was"] == ["0", "0", "1", "0", "0"]
    assert table["warned"] == ["0", "0", "0", "1", "0"]  # without its auxiliary
    assert table["told"] == ["0", "0", "0", "0", "1"]


def test_both_sides_are_shown_in_their_sentence(view: Any) -> None:
    out = view(("Ana Silva", "said", "that rain will fall"), options=("--kind", "source"))
    assert "source, said: 1\n  a_1:14\n" in out
    assert (
        "  annotated: [source: Jane Doe] [cue: said] [content: that rain will fall]. … Ana Silva has" in out
    )
    assert (
        "  found:     Jane Doe [cue: said] [content: that rain will fall]. … [source: Ana Silva] has" in out
    )
    assert "The river was high" not in out
    assert "missed, " not in out


def test_what_is_missed_and_what_is_wrong(view: Any) -> None:
    out = view(("the mayor", "", "build"))
    assert "missed, added: 1\n" in out
    assert "  annotated: [content: “We will build,”] [source: the mayor] [cue: added].\n" in out
    assert "  found:     “We will [content: build],” [source: the mayor] added.\n" in out
    assert "wrong, (none): 1\n" in out
    missed = out[out.index("missed, said") :]
    assert missed.splitlines()[3] == "  found:     nothing"


def test_a_limit_a_cue_and_how_many_cues(view: Any) -> None:
    assert view(options=("--limit", "0")).count("  annotated:") == 0
    only = view(options=("--cue", "Warned"))
    assert only.count("  annotated:") == 1
    assert "missed, warned: 1" in only
    assert view(options=("--cues", "2")).count("  annotated:") == 2


def test_words_of_a_document_are_no_markup(view: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    strange = ("Officials", "[bold]said", "nothing \x1b[31mof it")
    assert "[content: nothing ␛[31mof it]" in view(strange, options=("--kind", "wrong"))
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = view(strange, options=("--kind", "wrong"))
    assert "\x1b[32mnothing ␛[31mof it\x1b[0m" in out
    assert "[bold]said" in out


def test_the_middle_of_a_long_stretch_is_left_out(
    compartment: Any, write_statements: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"Jane Doe said that {'rain and ' * 100}snow will fall."
    compartment.add("a_1", text, [("Jane Doe", "said", text[14:-1])])
    errors.main(["--statements", str(write_statements([])), str(compartment.folder)])
    (line,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("  annotated:"))
    assert len(line) < 400
    assert "[content: that rain" in line
    assert " … " in line
    assert line.endswith("snow will fall].")
