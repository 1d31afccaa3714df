"""Annotated articles as they are read: standoff files, several annotators, what is wrong with a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotated import Attribution, FolderError, articles


def test_spans_are_code_points_of_the_text_as_it_is(compartment: Any) -> None:
    text = "😀 Zoë Müller said\r\nthat rain — much rain — will fall.\n"
    compartment.add("a_1", text, [("Zoë Müller", "said", "that rain — much rain — will fall")])
    (article,) = articles(compartment.folder)
    (attribution,) = article.gold
    words = [article.text[start:end] for ((start, end),) in vars(attribution).values()]
    assert words == ["Zoë Müller", "said", "that rain — much rain — will fall"]
    assert article.text == text


def test_pieces_numbered_arguments_and_what_has_no_source(compartment: Any) -> None:
    text = "“We win,” she said, “and win big.” It is said rents rise."
    compartment.add("a_1", text, [])
    (compartment.folder / "attributions" / "a_1_a.ann").write_text(
        "T1\tSource 10 13\tshe\nT2\tCue 14 18\tsaid\nT3\tContent 0 9\t“We win,”\n"
        "T4\tContent 20 34\t“and win big.”\nT5\tAttribution 14 18\tsaid\n"
        "E1\tAttribution:T5 Source:T1 Cue:T2 Content2:T4 Content:T3\n"
        "T6\tCue 38 45\tis said\nT7\tContent 46 56\trents rise\nE2\tCue:T6 Content:T7\n"
        "E3\tSource:T1 Cue:T2\n",  # no content, no attribution
        encoding="utf-8",
    )
    (article,) = articles(compartment.folder)
    assert article.gold == (
        Attribution(((10, 13),), ((14, 18),), ((0, 9), (20, 34))),
        Attribution((), ((38, 45),), ((46, 56),)),
    )


def test_the_first_annotator_by_name_is_the_gold(compartment: Any) -> None:
    text = "Jane Doe said rain will fall."
    compartment.add("some_paper_rain", text, [("Jane Doe", "said", "rain will fall")], "bbbb")
    compartment.add("some_paper_rain", text, [("Jane Doe", "said", "rain")], "aaaa")
    compartment.add("some_paper_rain", text, [], "cccc")
    (article,) = articles(compartment.folder)
    assert article.name == "some_paper_rain"
    assert [len(annotator) for annotator in article.annotators] == [1, 1, 0]
    assert article.gold[0].content == ((14, 18),)


def test_what_is_no_compartment(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="not a compartment"):
        articles(tmp_path)
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    with pytest.raises(FolderError, match=r"no \.ann file"):
        articles(tmp_path)


def test_a_text_that_is_missing_or_another(compartment: Any, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Jane Doe said rain will fall."
    compartment.add("a_1", text, [("Jane Doe", "said", "rain will fall")])
    path = compartment.folder / "text" / "a_1.txt"
    path.write_text(text.replace("fall", "fail"), encoding="utf-8")
    assert len(articles(compartment.folder)) == 1
    assert "a_1_a.ann: the words of T3 are not those of the text" in capsys.readouterr().err
    path.write_text("Jane Doe", encoding="utf-8")
    with pytest.raises(FolderError, match="T2 lies outside of the text"):
        articles(compartment.folder)
    path.write_bytes(b"\xff")
    with pytest.raises(FolderError, match="is not UTF-8"):
        articles(compartment.folder)
    path.unlink()
    with pytest.raises(FolderError, match="missing"):
        articles(compartment.folder)
