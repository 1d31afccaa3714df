"""Files made to do harm, or damaged: read, or refused in one line that says why; never anything else."""

from __future__ import annotations

import io
import random
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from claimdb.errors import ReadingError
from claimdb.model import Document
from claimdb.reading import read

FOLDER = Path(__file__).parent / "formats"
SAMPLES = sorted(
    path
    for path in FOLDER.iterdir()
    if path.is_file() and path.suffix not in (".py", ".pyc") and "expected" not in path.name
)
PARAGRAPH = "<p>The minister said that the quota would fall, and the boats would stay at the quay.</p>"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def attempt(path: Path) -> Document | str:
    """The document, which keeps every reader's promises, or the one line of the refusal."""
    try:
        document = read(path)
    except ReadingError as error:
        return error.reason
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        assert not document.text[end : block.start].strip()
        end = block.end
    assert not document.text[end:].strip()
    return document


def word_with(body: str | bytes) -> bytes:
    """A Word document whose main part has this markup."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(FOLDER / "speech.docx") as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, body if name == "word/document.xml" else old.read(name))
    return made.getvalue()


def in_document(inner: str) -> str:
    return f'<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'


def lying_word() -> bytes:
    """A Word document whose main part is much larger than the archive says."""
    words = "a " * 5_000_000
    data = word_with(in_document(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"))
    size = zipfile.ZipFile(io.BytesIO(data)).getinfo("word/document.xml").file_size
    return data.replace(struct.pack("<L", size), struct.pack("<L", 1000))


REPORT = (FOLDER / "report.pdf").read_bytes()
SPEECH = (FOLDER / "speech.docx").read_bytes()
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "picture.pdf": (lambda: (FOLDER / "refused_picture.pdf").read_bytes(), "OCR"),
    "locked.pdf": (lambda: (FOLDER / "refused_locked.pdf").read_bytes(), "encrypted"),
    "half.pdf": (lambda: REPORT[: len(REPORT) // 2], "damaged or cut off"),
    "head.pdf": (lambda: b"%PDF-1.7\n", "damaged or cut off"),
    "half.docx": (lambda: SPEECH[: len(SPEECH) // 2], "damaged or cut off"),
    "bomb.docx": (lambda: word_with("<a>" + " " * 100_000_000), "unreasonable size"),
    "lying.docx": (lying_word, "damaged"),
    "entities.docx": (
        lambda: word_with(
            '<!DOCTYPE a [<!ENTITY l "lol">'
            + "".join(f'<!ENTITY l{i} "{f"&l{i - 1 if i > 1 else str()};" * 10}">' for i in range(1, 10))
            + "]>"
            + in_document("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>")
        ),
        "damaged",
    ),
    "encrypted.docx": (lambda: b"\xd0\xcf\x11\xe0" + bytes(2000), "encrypted"),
    "deep.json": (lambda: b"[" * 200_000, "nested too deep"),
    "cut.json": (lambda: b'{"segments": [{"start": 1, "te', "broken or cut off"),
    "other.json": (lambda: b'{"name": "settings", "values": [1, 2]}', "no transcript"),
    "empty.vtt": (lambda: b"WEBVTT\n\n", "without words"),
    "scripts.html": (lambda: b"<html><body><script>write('x')</script></body></html>", "no text"),
    "huge.html": (lambda: (f"<html><body>{PARAGRAPH * 150_000}").encode(), "million characters"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_one_line(tmp_path: Path, name: str) -> None:
    make, reason = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(make())
    said = attempt(path)
    assert isinstance(said, str)
    assert reason in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("divisions.html", "<html><body>" + "<div>" * 10_000 + PARAGRAPH + "</div>" * 10_000),
        ("lists.html", "<html><body>" + "<blockquote><ul><li>" * 10_000 + PARAGRAPH),
        ("tables.html", "<html><body>" + "<table><tr><td>" * 5_000 + PARAGRAPH),
        ("picture.html", f"<html><body><img src='data:image/png;base64,{'A' * 5_000_000}'>{PARAGRAPH}"),
        ("junk.html", f"<html><body>{PARAGRAPH}<p{'<' * 10_000}"),
    ],
)
def test_what_is_nested_or_broken_is_read_all_the_same(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    document = attempt(path)
    assert isinstance(document, Document)
    assert "The minister said that the quota would fall" in document.text


def test_nothing_outside_a_document_is_read_into_it(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the words of another file")
    path = tmp_path / "a.docx"
    path.write_bytes(
        word_with(
            f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
            + in_document("<w:p><w:r><w:t>Some text &x; is here.</w:t></w:r></w:p>")
        )
    )
    document = attempt(path)
    assert not isinstance(document, Document) or "another file" not in document.text


@pytest.mark.parametrize(
    ("sample", "reader"),
    [
        ("report.pdf", "pdf 1"),
        ("speech.docx", "docx 1"),
        ("news_page.html", "html 1"),
        ("voices.vtt", "captions 1"),
        ("broadcast.srt", "captions 1"),
        ("podcast.json", "json 1"),
        ("message.eml", "mail 1"),
    ],
)
def test_the_format_is_told_by_the_content(tmp_path: Path, sample: str, reader: str) -> None:
    path = tmp_path / "named_wrongly.txt"
    path.write_bytes((FOLDER / sample).read_bytes())
    assert read(path).reader == reader


@pytest.mark.parametrize(
    ("module", "sample", "extra"),
    [("lxml", "news_page.html", "html"), ("pypdfium2", "report.pdf", "pdf"), ("docx", "speech.docx", "docx")],
)
def test_a_missing_library_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch, module: str, sample: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    for name in ("html_content", "html_metadata", "html_walk", "html_pieces", "pdf_text"):
        monkeypatch.delitem(sys.modules, f"claimdb.reading.{name}", raising=False)
    with pytest.raises(ReadingError, match=rf"pip install 'claimdb\[{extra}\]'"):
        read(FOLDER / sample)


MARKS = (b"<", b">", b'"', b"{", b"[", b"\0", b"\xff", b"-->", b"<div>", b"</p>", b"\n\n")


def mutated(data: bytes, random_: random.Random) -> bytes:
    """The file with some bytes changed, taken out, doubled or moved, as damage and bad programs do."""
    changed = bytearray(data)
    for _ in range(random_.randint(1, 12)):
        at = random_.randrange(len(changed) + 1)
        length = random_.choice((1, 1, 2, 8, 64, 512))
        match random_.randrange(5):
            case 0:
                changed[at : at + length] = random_.randbytes(length)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length] * random_.choice((1, 2, 50))
            case 3:
                changed[at:at] = random_.choice(
                    (b"<", b">", b'"', b"{", b"[", b"\0", b"\xff", b"-->", b"<div>", b"</p>")
                )
            case _:
                del changed[at:]
        if not changed:
            changed = bytearray(b" ")
    return bytes(changed)


def damaged(sample: Path, number: int) -> bytes:
    """A damaged copy; of an archive the main part is damaged, for the archive finds damage to itself."""
    random_ = random.Random(number)
    if sample.suffix not in (".docx", ".odt") or number % 4 == 0:
        return mutated(sample.read_bytes(), random_)
    with zipfile.ZipFile(sample) as archive:
        if sample.suffix == ".odt":
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w") as changed:
                changed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
                changed.writestr("content.xml", mutated(archive.read("content.xml"), random_))
            return packed.getvalue()
        return word_with(mutated(archive.read("word/document.xml"), random_))


@seed(20240506)
@settings(max_examples=250, deadline=None, database=None)
@given(st.sampled_from(SAMPLES), st.integers(0, 2**32))
def test_a_damaged_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, sample: Path, number: int
) -> None:
    path = tmp_path_factory.getbasetemp() / f"damaged{sample.suffix}"
    path.write_bytes(damaged(sample, number))
    said = attempt(path)
    assert isinstance(said, Document) or "\n" not in said


def test_many_links_in_rich_text_take_no_time_to_speak_of(tmp_path: Path) -> None:
    path = tmp_path / "links.rtf"
    path.write_text(r"{\rtf1 Hello. " + r'{\field{\*\fldinst{HYPERLINK "' * 20_000 + "}", encoding="ascii")
    started = time.monotonic()
    assert read(path).text == "Hello."
    assert time.monotonic() - started < 60
