"""Windows' eight-bit alphabets told apart by their letters, and captions without a full stop."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimdb.reading import read

TURKISH = (
    "Mayor Barış Yıldız of Şişli told the harbour trust that İstanbul is ready.",
    "Belediye başkanı köprünün yıkılacağını söyledi. Bu yıl değil, gelecek yıl.",
    "The Çelik family sold the ferry to Doğan Özgür, who painted it.",
)
WESTERN = (
    "Guðni said so. Þorgerður said so too, and Davíð agreed.",
    "Guðni said so on Monday. Guðni left on Tuesday.",
    "The café was closed – “for ever”, its owner said.",
)


@pytest.mark.parametrize(
    ("words", "encoding"), [*((each, "cp1254") for each in TURKISH), *((each, "cp1252") for each in WESTERN)]
)
def test_letters_tell_the_alphabet(tmp_path: Path, words: str, encoding: str) -> None:
    path = tmp_path / "letters.txt"
    path.write_bytes(words.encode(encoding))
    document = read(path)
    assert (document.text, document.encoding) == (words, encoding)


def test_captions_without_full_stops_are_cut_where_a_minute_is_over(tmp_path: Path) -> None:
    cues = [
        f"{start // 60:02d}:{start % 60:02d}.000 --> {(start + 3) // 60:02d}:{(start + 3) % 60:02d}.000\n"
        f"and then cue number {start} of the harbour film\n"
        for start in range(0, 3000, 3)
    ]
    path = tmp_path / "film.vtt"
    path.write_text("\n".join(["WEBVTT\n", *cues]), encoding="utf-8")
    turns = [block for block in read(path).blocks if block.role == "turn"]
    assert len(turns) == 50
    assert [turn.timestamp for turn in turns] == [f"00:{minute:02d}:00" for minute in range(50)]
    assert {turn.speaker for turn in turns} == {None}
