"""Which reader reads a file: told by its first bytes, then by its name.

To add a format, write a module with a function ``read(source) -> Document`` and add a ``Format``
for it above the last one, which takes any text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claimdb.model import Document

from . import captions, json_transcripts, plain_text, tabular, timed_lines, transcripts
from .lines import BLANK
from .source import Source

__all__ = ["FORMATS", "Format", "Source", "read"]


@dataclass(frozen=True, slots=True)
class Format:
    name: str
    suffixes: frozenset[str]
    """The names' endings that a folder is searched for."""
    recognises: Callable[[Source], bool]
    read: Callable[[Source], Document]


# The readers of files for which a library is needed load it when the first such file comes.


def _read_html(source: Source) -> Document:
    from . import html_page

    return html_page.read(source)


def _read_pdf(source: Source) -> Document:
    from . import pdf

    return pdf.read(source)


def _read_word(source: Source) -> Document:
    from . import word

    return word.read(source)


def _read_opendocument(source: Source) -> Document:
    from . import opendocument

    return opendocument.read(source)


def _read_rich_text(source: Source) -> Document:
    from . import rich_text

    return rich_text.read(source)


def _read_mail(source: Source) -> Document:
    from . import mail

    return mail.read(source)


def _read_captions(source: Source) -> Document:
    text, encoding = source.text()
    cues, says = captions.parse(text)
    spoken = captions.utterances(cues)
    if not any(each.words.strip(BLANK) for each in spoken):
        raise source.refused("these are captions without words")
    return transcripts.document(spoken, reader=captions.READER, says=says, encoding=encoding, **source.known)


def _read_json(source: Source) -> Document:
    text, encoding = source.text()
    try:
        spoken, says = json_transcripts.read(json_transcripts.load(text))
    except json_transcripts.NoTranscriptError as error:
        raise source.refused(str(error)) from None
    return transcripts.document(
        spoken, reader=json_transcripts.READER, says=says, encoding=encoding, **source.known
    )


def _read_table(source: Source) -> Document:
    text, encoding = source.text()
    return transcripts.document(
        tabular.read(text), reader=tabular.READER, says={}, encoding=encoding, **source.known
    )


def _read_timed_lines(source: Source) -> Document:
    text, encoding = source.text()
    spoken = timed_lines.read(text)
    return transcripts.document(spoken, reader=timed_lines.READER, says={}, encoding=encoding, **source.known)


def _read_plain_text(source: Source) -> Document:
    text, encoding = source.text()
    if not text.strip(BLANK):
        raise source.refused("the file holds nothing but white space")
    return plain_text.document(text, encoding=encoding, **source.known)


# ------------------------------------------------------------------------------ recognising


def _is_html(source: Source) -> bool:
    head = source.head.casefold()
    if head.startswith(("<!doctype html", "<html")):
        return True
    named = source.suffix in (".html", ".htm", ".xhtml")
    marked = head.startswith(("<?xml", "<!--", "<head", "<body", "<meta", "<title"))
    return (marked and ("<html" in head or "<body" in head)) or (named and "<" in head)


def _is_pdf(source: Source) -> bool:
    # Junk may stand before the mark: mail gateways and web servers put it there.
    return b"%PDF-" in source.data[:1024] and not source.head.startswith(("<", "{"))


def _is_word(source: Source) -> bool:
    return source.data.startswith(b"PK\x03\x04") and (
        source.suffix in (".docx", ".docm", ".dotx") or b"word/" in source.data[-65536:]
    )


def _is_opendocument(source: Source) -> bool:
    head = source.data[:200]
    return head.startswith(b"PK\x03\x04") and (
        b"application/vnd.oasis.opendocument.text" in head or source.suffix in (".odt", ".ott")
    )


def _is_rich_text(source: Source) -> bool:
    return source.head.startswith("{\\rtf")


def _is_mail(source: Source) -> bool:
    # A text may begin with "From:" and "Subject:"; only a message that was sent has the rest.
    head = source.head.casefold()
    sent = ("\nmime-version:", "\nmessage-id:", "\nreceived:", "\nsnapshot-content-location:")
    named = source.suffix in (".eml", ".mht", ".mhtml") and ":" in head[:100]
    begins = head.startswith(
        ("from:", "received:", "return-path:", "delivered-to:", "mime-version:", "date:", "subject:")
    )
    return named or (begins and any(each in head for each in sent))


def _is_captions(source: Source) -> bool:
    return captions.is_captions(source.head)


def _is_json(source: Source) -> bool:
    if source.suffix in (".json", ".jsonl", ".ndjson", ".json3"):
        return True
    head = "".join(source.head[:200].split())
    if not head.startswith(('{"', '[{"', "[[{")):
        return False
    try:
        json_transcripts.load(source.text()[0])
    except json_transcripts.NoTranscriptError:
        return False
    return True


def _is_table(source: Source) -> bool:
    return tabular.may_be_table(source.head) and bool(tabular.read(source.text()[0]))


def _is_timed_lines(source: Source) -> bool:
    return timed_lines.is_timed(source.head)


def _any(source: Source) -> bool:  # noqa: ARG001 - a Format's recogniser; plain text takes the rest
    return True


FORMATS = (
    Format("PDF", frozenset({".pdf"}), _is_pdf, _read_pdf),
    Format("Word", frozenset({".docx", ".docm"}), _is_word, _read_word),
    Format("OpenDocument", frozenset({".odt"}), _is_opendocument, _read_opendocument),
    Format("Rich Text", frozenset({".rtf"}), _is_rich_text, _read_rich_text),
    Format("web page", frozenset({".html", ".htm", ".xhtml"}), _is_html, _read_html),
    Format("mail", frozenset({".eml", ".mht", ".mhtml"}), _is_mail, _read_mail),
    Format("captions", frozenset({".vtt", ".srt"}), _is_captions, _read_captions),
    Format("JSON", frozenset({".json", ".jsonl", ".ndjson", ".json3"}), _is_json, _read_json),
    Format("table", frozenset({".csv", ".tsv"}), _is_table, _read_table),
    Format("timed lines", frozenset(), _is_timed_lines, _read_timed_lines),
    Format("plain text", frozenset({".txt", ".text", ".md", ".markdown"}), _any, _read_plain_text),
)

_NOT_READ = (
    (b"PK\x03\x04", "a ZIP archive or an Office document that holds no running text"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old or an encrypted Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
)


SAVE_AS = "save its words as .docx, .pdf or .txt first"


def read(source: Source) -> Document:
    """Read the file with the first format that recognises it."""
    if not source.data:
        raise source.refused("the file is empty")
    chosen = next(format for format in FORMATS if format.recognises(source))
    if chosen is FORMATS[-1]:
        head = source.data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
        for mark, what in _NOT_READ:
            if head.startswith(mark):
                raise source.refused(f"this is {what}, which claimdb does not read; {SAVE_AS}")
    return chosen.read(source)
