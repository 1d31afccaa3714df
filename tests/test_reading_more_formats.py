"""OpenDocument, Rich Text and the encodings of East Asia and Eastern Europe."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest

from claimdb.errors import ReadingError
from claimdb.reading import read

FOLDER = Path(__file__).parent / "formats"
MEMOIR, ARCHIVE = FOLDER / "memoir.odt", FOLDER / "archive.rtf"


def odt(content: bytes, kind: str = "text") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("module", "sample", "extra"), [("lxml", MEMOIR, "odt"), ("striprtf", ARCHIVE, "rtf")]
)
def test_a_missing_library_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch, module: str, sample: Path, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, f"{module}.striprtf", None)
    with pytest.raises(ReadingError, match=rf"pip install 'claimdb\[{extra}\]'"):
        read(sample)


def test_a_sheet_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    path.write_bytes(odt(b"<a/>", "spreadsheet"))
    with pytest.raises(ReadingError, match=r"save its words as \.docx"):
        read(path)


@pytest.mark.parametrize(
    ("words", "encoding", "language"),
    [
        ("市議会は橋の建設計画を否決した。「この計画は終わった」と市長は述べた。", "cp932", "ja"),
        (
            "市議会は月曜日、橋の建設計画を否決した。市長は「この計画は終わった」と述べた。",
            "iso2022_jp",
            "ja",
        ),
        ("市议会星期一否决了建桥计划。市长对记者说：“这个计划已经结束了。”", "gb18030", "zh"),
        ("시의회는 월요일 다리 건설 계획을 부결했다. 시장은 이 계획은 끝났다고 말했다. ", "cp949", "ko"),
        ("Городской совет в понедельник отклонил план строительства моста. ", "koi8_r", "ru"),
        ("Rada miasta odrzuciła w poniedziałek plan budowy mostu, a świątynia czeka. ", "cp1250", "pl"),
    ],
)
def test_other_languages_in_their_own_encodings(
    tmp_path: Path, words: str, encoding: str, language: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((words * 4).encode(encoding))
    document = read(path)
    assert (document.text, document.language) == (words * 4, language)
    assert document.text == path.read_bytes().decode(document.encoding)


def test_bytes_that_are_no_text_in_any_encoding_are_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(0x80, 0x100)) * 20 + b"some words of English")
    with pytest.raises(ReadingError, match="save the file as UTF-8") as refused:
        read(path)
    assert "\n" not in str(refused.value)


POST = (
    '<blockquote class="twitter-tweet"><p>No boat left the harbour today. Not one.</p>'
    '&mdash; John Reed (@johnreed) <a href="https://social.example/1">May 6, 2024</a></blockquote>'
)
PAGE = f"""<!DOCTYPE html><html><head><title>Posts draw anger</title></head>
<body><article><h1>Posts draw anger</h1>
<p>The mayor, John Reed, has drawn anger with a series of posts on Monday night.</p>{POST}
<p>He wrote it again an hour later, for those who had missed it the first time.</p>{POST}
<p>The council meets on Friday.</p></article></body></html>"""


def test_a_post_that_a_page_shows_twice_states_once(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    document = read(path)
    posts = [b for b in document.blocks if "No boat left" in document.text[b.start : b.end]]
    assert [block.role for block in posts] == ["paragraph", "metadata"]
    last = document.blocks[-1]
    assert (last.role, last.continues) == ("paragraph", False)
