"""The corpus file, ``claimdb.toml``: what a person tells of the speakers, topics and documents of a folder.

It lies beside the documents and is optional, as is everything in it::

    [[speakers]]
    name = "Ana Silva"                       # required: the full name, as statements shall show it
    kind = "person"                          # person (the default), body or unnamed
    aliases = ["Ana", "A. Silva"]            # other names and spellings, labels of turns
    offices = [                              # descriptions that name this speaker
        "the spokeswoman",
        {title = "Minister of Fisheries", from = "2019-05", to = "2023-06-30"},
    ]
    pronoun = "she"                          # he, she, they or it
    wikidata = "Q4115189"

    [[topics]]
    name = "fisheries"                       # required
    label = "Fisheries and the sea"
    terms = ["fish*", "quota", "=EEZ"]       # whole words; "*" any ending; "=" with its case

    [documents."2023-interview.txt"]         # by file name, or the end of its path
    title = "…"                              # title, kind and language win over what the file shows;
    kind = "transcript"                      # article, transcript or mixed
    language = "en"
    author = "…"                             # the others fill what the file does not show
    published = "2023-06-14"                 # or 2023-06, or 2023
    publisher = "…"
    url = "https://…"

A mistake is one line that names the file, the line and the key.
"""

from __future__ import annotations

import datetime as dt
import difflib
import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NoReturn, get_args

from .errors import CorpusError
from .model import Corpus, DocumentKind, Office, Speaker, SpeakerKind, Topic

FILE_NAME = "claimdb.toml"

Pronoun = Literal["he", "she", "they", "it"]

_TOP = ("speakers", "topics", "documents")
_SPEAKER = ("name", "kind", "aliases", "offices", "pronoun", "wikidata")
_OFFICE = ("title", "from", "to")
_TOPIC = ("name", "label", "terms")
_DOCUMENT = ("title", "author", "published", "publisher", "url", "kind", "language")
_SPEAKER_KINDS = tuple(kind for kind in get_args(SpeakerKind) if kind != "author")
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_URL = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)

_HEADER = re.compile(r"\s*\[{1,2}\s*(?P<name>[^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_AT = re.compile(r"\s*\(at (?:line (?P<line>\d+), column \d+|end of document)\)$")


def corpus_for(path: Path, root: Path | None = None) -> Corpus:
    """The corpus that a document belongs to: the ``claimdb.toml`` of its folder, or of the nearest
    folder above it up to ``root``; an empty one without such a file."""
    folder = path.absolute().parent
    limit = folder if root is None else root.absolute()
    for place in (folder, *folder.parents):
        file = place / FILE_NAME
        if file.is_file():
            return _cached(file, file.stat().st_mtime_ns)
        if place == limit or limit not in place.parents:
            break
    return Corpus()


@lru_cache(maxsize=64)
def _cached(path: Path, changed: int) -> Corpus:  # noqa: ARG001 - when it changed is part of the key
    return load(path)


def load(path: Path) -> Corpus:
    """Read a corpus file; every mistake in it is a ``CorpusError`` of one line."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise CorpusError(f"{path}: {error.strerror}") from None
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CorpusError(f"{path}:{line}: not UTF-8; save the file as UTF-8") from None
    try:
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        line = int(at["line"]) if at and at["line"] else source.count("\n") + 1
        raise CorpusError(f"{path}:{line}: not valid TOML: {_AT.sub('', str(error))}") from None
    except (RecursionError, ValueError) as error:
        raise CorpusError(f"{path}: cannot be read as TOML: nested too deep, or a number too long") from error
    return _Reader(str(path), source).corpus(values, hashlib.sha256(data).hexdigest())


class _Reader:
    """Turns the parsed values into a corpus and names the line of a mistake."""

    def __init__(self, path: str, source: str) -> None:
        self.path = path
        self.lines = source.splitlines()
        lines = enumerate(self.lines)
        self.headers = [(i, _plain_header(line)) for i, line in lines if _HEADER.match(line)]
        self.aliases: dict[str, str] = {}

    def corpus(self, values: Mapping[str, Any], digest: str) -> Corpus:
        self.known_keys(values, _TOP, "", 0)
        speakers = [self.speaker(table, n) for n, table in enumerate(self.tables(values, "speakers"))]
        self.distinct((s.name for s in speakers), "speakers")
        for number, speaker in enumerate(speakers):
            self.distinct_aliases(speaker, number)
        topics = [self.topic(table, n) for n, table in enumerate(self.tables(values, "topics"))]
        self.distinct((t.name for t in topics), "topics")
        documents = values.get("documents", {})
        if not isinstance(documents, dict):
            self.fail(self.line_of("documents", 0), "documents", 'must be tables like [documents."file.txt"]')
        given = {name: self.document(name, table) for name, table in documents.items()}
        return Corpus(tuple(speakers), tuple(topics), MappingProxyType(given), digest)

    # ------------------------------------------------------------------------ the three tables

    def speaker(self, table: Mapping[str, Any], number: int) -> Speaker:
        where = ("speakers", number)
        self.known_keys(table, _SPEAKER, *where)
        wikidata = self.string(table, "wikidata", *where)
        if wikidata is not None and not _WIKIDATA.fullmatch(wikidata):
            self.fail(
                self.line_of("speakers", number, "wikidata"), "wikidata", f'"{wikidata}" is no id like "Q42"'
            )
        terms = tuple(self.offices(table, number))
        return Speaker(
            name=self.required(table, "name", *where),
            kind=self.choice(table, "kind", _SPEAKER_KINDS, *where) or "person",
            aliases=self.strings(table, "aliases", *where),
            offices=tuple(dict.fromkeys(term.title for term in terms)),
            pronoun=self.choice(table, "pronoun", get_args(Pronoun), *where),
            wikidata=wikidata,
            terms_of_office=tuple(term for term in terms if term.since or term.until),
        )

    def offices(self, table: Mapping[str, Any], number: int) -> Iterable[Office]:
        offices = table.get("offices", [])
        if not offices:
            return
        line = self.line_of("speakers", number, "offices")
        if not isinstance(offices, list):
            self.fail(line, "offices", "must be a list of titles, or of {title, from, to}")
        for office in offices:
            if isinstance(office, str) and office.strip():
                yield Office(office)
            elif isinstance(office, dict):
                yield self.office(office, line)
            else:
                self.fail(line, "offices", "each must be a title, or {title, from, to}")

    def office(self, office: Mapping[str, Any], line: int) -> Office:
        for key in office:
            if key not in _OFFICE:
                self.fail(line, f"offices.{key}", _unknown(key, _OFFICE))
        title = office.get("title")
        if not isinstance(title, str) or not title.strip():
            self.fail(line, "offices.title", "must be a text that is not empty")
        since, until = (self.date(office.get(key), line, f"offices.{key}") for key in ("from", "to"))
        if since and until and since > until:
            self.fail(line, "offices.to", f'"{until}" is before "{since}"')
        return Office(title, since, until)

    def topic(self, table: Mapping[str, Any], number: int) -> Topic:
        where = ("topics", number)
        self.known_keys(table, _TOPIC, *where)
        terms = self.strings(table, "terms", *where)
        for term in terms:
            if not any(character.isalnum() for character in term) or "*" in term[:-1]:
                line = self.line_of("topics", number, "terms", f'"{term}"')
                self.fail(line, "terms", f'"{term}" is no term: words, with "*" at the end for any ending')
        return Topic(self.required(table, "name", *where), terms, self.string(table, "label", *where))

    def document(self, name: str, table: object) -> Mapping[str, str]:
        header = f"documents.{name}"
        if not isinstance(table, dict):
            self.fail(self.line_of(header, 0), header, "must be a table of title, author, published, …")
        self.known_keys(table, _DOCUMENT, header, 0)
        values: dict[str, str] = {}
        for key, value in table.items():
            line = self.line_of(header, 0, key)
            if key == "published":
                values[key] = self.date(value, line, key) or ""
                continue
            values[key] = self.string(table, key, header, 0) or ""
        self.choice(table, "kind", get_args(DocumentKind), header, 0)
        for key, pattern, what in (
            ("language", _LANGUAGE, '"en"'),
            ("url", _URL, '"https://example.org/page"'),
        ):
            if key in values and not pattern.fullmatch(values[key]):
                self.fail(self.line_of(header, 0, key), key, f'"{values[key]}" must be like {what}')
        return MappingProxyType(values)

    # ---------------------------------------------------------------------------- single values

    def tables(self, values: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
        found = values.get(name, [])
        if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
            self.fail(self.line_of(name, 0), name, f"must be tables that begin with [[{name}]]")
        return found

    def required(self, table: Mapping[str, Any], key: str, header: str, number: int) -> str:
        value = self.string(table, key, header, number)
        if value is None:
            self.fail(self.line_of(header, number), key, f"is missing; every one of [[{header}]] needs it")
        return value

    def string(self, table: Mapping[str, Any], key: str, header: str, number: int) -> str | None:
        value = table.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            what = (
                "is empty"
                if isinstance(value, str)
                else f"must be a text in quotation marks, not {_kind(value)}"
            )
            self.fail(self.line_of(header, number, key), key, what)
        return value.strip()

    def strings(self, table: Mapping[str, Any], key: str, header: str, number: int) -> tuple[str, ...]:
        values = table.get(key, [])
        if not isinstance(values, list) or not all(
            isinstance(value, str) and value.strip() for value in values
        ):
            self.fail(self.line_of(header, number, key), key, 'must be a list of texts, like ["one", "two"]')
        return tuple(dict.fromkeys(value.strip() for value in values))

    def choice(
        self, table: Mapping[str, Any], key: str, choices: tuple[str, ...], header: str, number: int
    ) -> Any:  # noqa: ANN401 - one of the choices, whose Literal the caller knows
        value = self.string(table, key, header, number)
        if value is not None and value not in choices:
            line = self.line_of(header, number, key)
            self.fail(line, key, f'"{value}" must be one of {", ".join(choices)}')
        return value

    def date(self, value: object, line: int, key: str) -> str | None:
        if value is None:
            return None
        text = value.isoformat() if hasattr(value, "isoformat") else value
        if not isinstance(text, str) or not _is_date(text):
            self.fail(line, key, f'{text!r} is no date like "2024-02-12", "2024-02" or "2024"')
        return text

    # --------------------------------------------------------------------------------- mistakes

    def known_keys(self, table: Mapping[str, Any], known: tuple[str, ...], header: str, number: int) -> None:
        for key in table:
            if key not in known:
                self.fail(self.line_of(header, number, key), key, _unknown(key, known))

    def distinct(self, names: Iterable[str], header: str) -> None:
        seen: set[str] = set()
        for number, name in enumerate(names):
            if name.casefold() in seen:
                self.fail(self.line_of(header, number, "name"), "name", f'"{name}" is already in this file')
            seen.add(name.casefold())

    def distinct_aliases(self, speaker: Speaker, number: int) -> None:
        for alias in (speaker.name, *speaker.aliases):
            other = self.aliases.setdefault(alias.casefold(), speaker.name)
            if other != speaker.name:
                key = "name" if alias == speaker.name else "aliases"
                line = self.line_of("speakers", number, key, f'"{alias}"')
                self.fail(
                    line, key, f'"{alias}" already names {other}; a name can stand for one speaker only'
                )

    def fail(self, line: int, key: str, what: str) -> NoReturn:
        raise CorpusError(f"{self.path}:{line}: {key}: {what}")

    def line_of(self, header: str, number: int, key: str | None = None, value: str | None = None) -> int:
        """The line of a key (and of a value in it) in the ``number``-th table of that name."""
        start, end = self.table_lines(header, number)
        if key is None:
            return start + 1
        pattern = re.compile(rf"(?:^|[\s{{,.])[\"']?{re.escape(key)}[\"']?\s*[=.\]]")
        at = next((i for i in range(start, end) if pattern.search(self.lines[i])), start)
        if value is not None:
            at = next((i for i in range(at, end) if value in self.lines[i]), at)
        return at + 1

    def table_lines(self, header: str, number: int) -> tuple[int, int]:
        """The first line of a table and the line after its last."""
        if not header:
            return 0, len(self.lines)
        mine = [place for place, (_, name) in enumerate(self.headers) if name == header]
        if number >= len(mine):
            # Written another way (inline, or with dotted keys): the first line that has the last part.
            last = header.rsplit(".", 1)[-1] if header.count(".") == 0 else header.partition(".")[2]
            at = next((i for i, line in enumerate(self.lines) if last in line), 0)
            return at, len(self.lines)
        place = mine[number]
        after = self.headers[place + 1][0] if place + 1 < len(self.headers) else len(self.lines)
        return self.headers[place][0], after


def _plain_header(line: str) -> str:
    match = _HEADER.match(line)
    return re.sub(r"[\"']|\s*(?=\.)|(?<=\.)\s+", "", match["name"]) if match else ""


def _unknown(key: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    return (
        f'is not known here; did you mean "{near[0]}"?'
        if near
        else f"is not known here; known are {', '.join(known)}"
    )


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return names.get(type(value), "a date")


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    parts = [int(part) for part in text.split("-")]
    try:
        dt.date(*[*parts, 1, 1][:3])
    except ValueError:
        return False
    return True
