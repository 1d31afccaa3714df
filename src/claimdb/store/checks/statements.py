"""The statements of an extraction: their words, ids, order, and that all of them are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from claimdb.model import joined, statement_id
from claimdb.store import sealing
from claimdb.store.checks.checked import Checked, driver
from claimdb.store.tables import CONTENT
from claimdb.store.writing import CONTEXT

if TYPE_CHECKING:
    from sqlalchemy import Connection

# Who speaks and which topic it is are looked up in Python: to join them costs half as much again.
_STATEMENTS = f"""
    SELECT {", ".join(sealing.TEXTS)}, id, text, speaker_id, confidence FROM statement
    WHERE id BETWEEN ? AND ? AND +extraction_id = ? ORDER BY id
"""  # noqa: S608 - names from above
_RANGE = "SELECT min(id), max(id) FROM statement WHERE extraction_id = ?"
_SPANS = """
    SELECT statement_id, role, ord, start, "end", exact, prefix, suffix
    FROM span WHERE statement_id BETWEEN ? AND ? ORDER BY statement_id, role, ord
"""
_TOPICS = """
    SELECT statement_id, topic_id, ord
    FROM statement_topic WHERE statement_id BETWEEN ? AND ? AND origin = 'rule' ORDER BY statement_id, ord
"""

UID, NESTED_IN = sealing.TEXTS.index("uid"), sealing.TEXTS.index("nested_in")
ID, TEXT, SPEAKER, CONFIDENCE = range(len(sealing.TEXTS), len(sealing.TEXTS) + 4)
"""Where these stand in the row of a statement."""

Rows: TypeAlias = Sequence[tuple[Any, ...]]
Content: TypeAlias = Mapping[int, Sequence[tuple[int, int]]]
"""The content spans of statements, by row id."""


_NOBODY: Final = (None, "a row that is not there")


class Names(NamedTuple):
    """What speakers and topics are called, by row id."""

    speakers: dict[int | None, tuple[str | None, str | None]]
    topics: dict[int, str]

    @classmethod
    def of(cls, connection: Connection) -> Names:
        """Those of the database; nobody's name is none."""
        own = driver(connection)
        speakers = own.execute("SELECT id, name, kind FROM speaker")
        return cls(
            {None: (None, None)} | {number: (name, kind) for number, name, kind in speakers},
            dict(own.execute("SELECT id, name FROM topic")),
        )


class Found(NamedTuple):
    """The rows of an extraction."""

    statements: Rows
    spans: Rows
    topics: Rows

    def content(self) -> Content:
        """The content spans of the statements."""
        found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, role, _, start, end, *_ in self.spans:
            if role == CONTENT:
                found[number].append((start, end))
        return found

    def digest(self, names: Names, uids: Mapping[int, str] | None = None) -> str:
        """The digest as the rows stand; ``uids``: as if the statements had these ids."""
        first = self.statements[0][ID] if self.statements else 0
        said = list(zip(*self.statements, strict=True)) or [()] * (CONFIDENCE + 1)
        texts = said[:ID]
        if uids is not None:
            texts[UID] = tuple(uids[number] for number in said[ID])
        speakers = [names.speakers.get(number, _NOBODY) for number in said[SPEAKER]]
        spans = [row for row in self.spans if row[1] != CONTENT]
        return sealing.Columns(
            texts=texts,
            speakers=[name for name, _ in speakers],
            speaker_kinds=[kind for _, kind in speakers],
            confidences=said[CONFIDENCE],
            span_places=[row[0] - first for row in spans],
            span_roles=[row[1] for row in spans],
            span_ords=[row[2] for row in spans],
            starts=[row[3] for row in spans],
            ends=[row[4] for row in spans],
            topic_places=[row[0] - first for row in self.topics],
            topics=[names.topics.get(row[1]) for row in self.topics],
            topic_ords=[row[2] for row in self.topics],
        ).digest()


def of_extraction(connection: Connection, extraction_id: int) -> Found:
    """The rows of an extraction."""
    own = driver(connection)
    first, last = own.execute(_RANGE, (extraction_id,)).fetchone()
    if first is None:
        return Found([], [], [])
    # By a range of ids, which is one stretch of the table; the ids of an extraction follow each other.
    statements = own.execute(_STATEMENTS, (first, last, extraction_id)).fetchall()
    spans = own.execute(_SPANS, (first, last)).fetchall()
    topics = own.execute(_TOPICS, (first, last)).fetchall()
    if last - first + 1 != len(statements):
        numbers = {row[ID] for row in statements}
        spans = [row for row in spans if row[0] in numbers]
        topics = [row for row in topics if row[0] in numbers]
    return Found(statements, spans, topics)


class Extracted(NamedTuple):
    """An extraction, with what its statements are of."""

    id: int
    made_at: str
    digest: str | None
    path: str
    sha256: str
    text: str


def check(connection: Connection, extracted: Extracted, names: Names, checked: Checked) -> int:
    """Check the statements of an extraction against the text of its version; give their number."""
    found = of_extraction(connection, extracted.id)
    checked.statements += len(found.statements)
    checked.spans += len(found.spans)
    # Also where there is none to compare it with: what has no digest has values of the wrong type.
    digest = found.digest(names)
    if extracted.digest is not None and extracted.digest != digest:
        checked.wrong(
            extracted.path,
            f"the statements of extraction {extracted.id} are not all as they were written on "
            f"{extracted.made_at}: something was changed, dropped or added",
        )
    for uid, what in _wrong(found, extracted):
        checked.wrong(f"{extracted.path} {uid}", what)
    return len(found.statements)


def _wrong(found: Found, extracted: Extracted) -> Iterator[tuple[str, str]]:
    content, wrong = _places(found.spans, extracted.text)
    text, sha256 = extracted.text, extracted.sha256
    before = -1
    seen: set[str] = set()
    for row in found.statements:
        number, uid = row[ID], row[UID]
        for what in wrong.get(number, ()):
            yield uid, what
        if uid in seen:
            yield uid, "another statement of the same extraction has its id"
        seen.add(uid)
        spans = content.get(number)
        if not spans:
            yield uid, "it has no span"
            continue
        if row[TEXT] != joined(text, spans):
            yield uid, "its text is not the words at its spans"
        if uid != statement_id(sha256, spans, row[NESTED_IN]):
            yield uid, "its id is not that of its document, spans and nesting"
        if spans[0][0] < before:
            yield uid, "it is out of order"
        before = spans[0][0]
    yield from _overlapping(found.statements, content)


def _places(spans: Rows, words: str) -> tuple[Content, dict[int, list[str]]]:
    """The content spans, and what is wrong with any spans, by row id of the statement."""
    content: dict[int, list[tuple[int, int]]] = {}
    wrong: dict[int, list[str]] = {}
    for number, role, order, start, end, exact, prefix, suffix in spans:
        if role == CONTENT:
            if order and number in content:
                content[number].append((start, end))
            else:
                content[number] = [(start, end)]
        if words[start:end] != exact or start >= end:
            what = "at"
        elif prefix is not None and words[start - CONTEXT if start > CONTEXT else 0 : start] != prefix:
            what = "before"
        elif suffix is not None and words[end : end + CONTEXT] != suffix:
            what = "after"
        else:
            continue
        said = f"the words {what} its {role} span {start}-{end} are not the document's"
        wrong.setdefault(number, []).append(said)
    return content, wrong


def _overlapping(statements: Rows, content: Content) -> Iterator[tuple[str, str]]:
    """The statements in no other one that share words with another such one."""
    top = [
        (span, row[UID]) for row in statements if row[NESTED_IN] is None for span in content.get(row[ID], ())
    ]
    top.sort()
    before = 0
    for (start, end), uid in top:
        if start < before:
            yield uid, f"its span {start}-{end} overlaps with another statement's"
        before = end
