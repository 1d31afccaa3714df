"""A file's bytes and what is known of it before reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import TypedDict

from claimdb.errors import ReadingError
from claimdb.model import Corpus

from .decoding import DecodingError, decode

HEAD = 4096
"""A format is told by this many bytes at most."""
_UTF16 = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class Known(TypedDict):
    """What every reader passes on to the document."""

    name: str
    sha256: str
    corpus: Corpus
    given: Mapping[str, str]


@dataclass(frozen=True)
class Source:
    """A file's bytes, its name, and what the corpus file says of it."""

    name: str
    data: bytes
    sha256: str
    corpus: Corpus
    given: Mapping[str, str]

    @property
    def suffix(self) -> str:
        return PurePath(self.name).suffix.casefold()

    @property
    def known(self) -> Known:
        return {"name": self.name, "sha256": self.sha256, "corpus": self.corpus, "given": self.given}

    @cached_property
    def head(self) -> str:
        """The first characters, decoded as well as can be before the encoding is known."""
        data = self.data[:HEAD]
        encoding = next((encoding for mark, encoding in _UTF16 if data.startswith(mark)), "utf-8")
        return data.decode(encoding, errors="replace").lstrip("\ufeff \t\r\n")

    def refused(self, reason: str) -> ReadingError:
        return ReadingError(self.name, reason)

    def text(self) -> tuple[str, str]:
        """The decoded text and its encoding."""
        try:
            return decode(self.data)
        except DecodingError as error:
            raise self.refused(str(error)) from None
