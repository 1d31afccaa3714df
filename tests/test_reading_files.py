"""Files to text: which files are taken, how bytes are decoded, and what is refused in one line."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest

from claimdb.errors import ReadingError
from claimdb.model import Corpus, Document
from claimdb.reading import digest, find_files, read, read_text

ARTICLE = "The quota falls\n\nThe minister said that the quota for Ålesund’s cod will fall.\n"


def refused(path: Path) -> str:
    with pytest.raises(ReadingError) as caught:
        read(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (ARTICLE.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + ARTICLE.encode(), "utf-8"),
        (b"\xff\xfe" + ARTICLE.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + ARTICLE.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\x00\x00" + ARTICLE.encode("utf-32-le"), "utf-32-le"),
        (ARTICLE.encode("cp1252"), "cp1252"),
        (ARTICLE.replace("\n", "\r\n").encode(), "utf-8"),
        (ARTICLE.replace("\n", "\r").encode(), "utf-8"),
    ],
)
def test_text_is_the_decoded_file_untouched(tmp_path: Path, data: bytes, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    document = read(path)
    assert document.encoding == encoding
    assert document.text == data.decode(encoding)
    assert document.sha256 == digest(path) == hashlib.sha256(data).hexdigest()
    assert document.title == "The quota falls"
    assert [block.role for block in document.blocks] == ["title", "paragraph"]
    assert document.text[document.blocks[0].start] == "T"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "white space"),
        (b"\xef\xbb\xbf\n", "white space"),
        (b"Some text\x00and more", "binary"),
        (bytes(range(256)), "binary"),
        (b"%PDF-1.7\n...", "PDF is damaged"),
        (b"PK\x03\x04....", "ZIP"),
        (b"<!DOCTYPE html><html></html>", "no text is found in this web page"),
        (b"\xd0\xcf\x11\xe0....", "old or an encrypted Office document"),
        (b"WEBVTT\n\n", "captions without words"),
        ("The café was full of “people”, he said ".encode() + b"\xff\xfe", "byte 44"),
        (b"\xff\xfea\x00b", "byte 4"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert reason in refused(path)


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "none.txt")
    assert "folder" in refused(tmp_path)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs file permissions that bind")
def test_unreadable_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE)
    path.chmod(0)
    assert "permission" in refused(path)


def test_folders_are_walked_sorted_and_hidden_files_left_out(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.md",
        "c.pdf",
        ".hidden.txt",
        "claimdb.toml",
        "sub/z.TXT",
        "sub/.git/x.txt",
        "aa/y.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    found = find_files([tmp_path])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "a.md",
        "b.txt",
        "c.pdf",
        "aa/y.txt",
        "sub/z.TXT",
    ]


def test_named_files_keep_their_order_and_come_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.log", "claimdb.toml"):
        (tmp_path / name).write_text("x")
    given = [
        tmp_path / "c.log",
        tmp_path / "b.txt",
        tmp_path / "none.txt",
        tmp_path,
        tmp_path / "claimdb.toml",
    ]
    assert [path.name for path in find_files(given)] == ["c.log", "b.txt", "none.txt", "a.txt"]


def test_name_is_what_the_document_calls_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    assert read(path).path == str(path)
    assert read(path, name="folder/a.txt").path == "folder/a.txt"


def test_text_in_memory_is_read_like_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8", newline="")
    here: Document = read_text(ARTICLE, name=str(path))
    assert here == read(path)
    assert read_text("").blocks == ()


def test_corpus_fills_and_overrides(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "a.txt"
    path.parent.mkdir()
    path.write_text("The quota falls\n\nBy Jane Doe\n\nThe minister said so.\n\nShe was glad.\n")
    given = {
        "title": "Another title",
        "author": "Ana Silva",
        "published": "2024-05",
        "language": "pt",
        "kind": "article",
    }
    for key in ("a.txt", "sub/a.txt"):
        document = read(path, corpus=Corpus(documents={key: given, "b.txt": {"title": "Other"}}))
        assert (document.title, document.language, document.kind) == ("Another title", "pt", "article")
        assert (document.author, document.published) == ("Jane Doe", "2024-05")
        assert {block.section for block in document.blocks if block.role == "paragraph"} == {"Another title"}


def test_the_title_that_the_corpus_gives_is_found_below_a_kicker() -> None:
    text = "Fisheries\n\nThe quota falls\n\nThe minister said so.\n\nShe was glad."
    document = read_text(text, corpus=Corpus(documents={"text": {"title": "The Quota Falls"}}))
    assert [block.role for block in document.blocks] == ["heading", "title", "paragraph", "paragraph"]
    assert document.title == "The Quota Falls"


def test_a_name_that_is_no_text_is_shown_as_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff\n.txt"))
    try:
        path.write_text(ARTICLE, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only names that are text")
    read(path).path.encode()


@pytest.mark.skipif(sys.platform == "win32", reason="needs named pipes and links")
def test_pipes_devices_and_loops_are_refused(tmp_path: Path) -> None:
    pipe, loop, device = tmp_path / "pipe.txt", tmp_path / "loop.txt", tmp_path / "zero.txt"
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    device.symlink_to("/dev/zero")
    assert "pipe" in refused(pipe)
    assert "device" in refused(device)
    assert "link" in refused(loop)


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    seen = os.fstat
    times = iter(range(1, 100))

    def changing(file: int) -> os.stat_result:
        now = list(seen(file))
        now[6] += next(times)
        return os.stat_result(now)

    monkeypatch.setattr(os, "fstat", changing)
    assert "changes" in refused(path)


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Квота на треску будет снижена на треть, заявила министр рыболовства в понедельник. ", "cp1251"),
        ("Ministre a annoncé lundi que le quota de morue serait réduit d’un tiers cette année. ", "cp1252"),
        ("“There is no other way,” Ana Silva said in São Paulo on Monday, and that’s it. ", "mac_roman"),
        ("There is no other way, Ana Silva said on Monday. ", "utf-16-le"),
    ],
)
def test_older_encodings_are_told(tmp_path: Path, words: str, encoding: str) -> None:
    path = tmp_path / "a.txt"
    data = (words * 4).encode(encoding)
    path.write_bytes(data)
    document = read(path)
    assert document.encoding == encoding
    assert document.text == data.decode(encoding) == words * 4


def test_the_language_is_told_and_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Die Quote für Kabeljau wird in diesem Jahr um ein Drittel sinken. " * 5, encoding="utf-8"
    )
    assert read(path).language == "de"
    assert read(path, language="en").language == "en"
    assert read_text("Yes. No.").language == "en"
    assert read_text("Jane Doe: Ja.\n\nTom Brown: Yes.\n\nJane Doe: No.\n").language == "en"
