"""The names that exports give to things: IRIs that are the same on every machine and need no network."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote, urlsplit

from claimdb.errors import ExportError
from claimdb.model import SpeakerKind
from claimdb.store.origin import Decision, Origin
from claimdb.store.record import Record

NAMESPACE = "urn:claimdb:"
"""What all IRIs of claimdb begin with.

A name must say the same wherever and whenever it is made, without a network, so it is made of hashes of what
it names.  An http address would promise a page on a host that claimdb doesn't own, and a tag: URI needs such
a host as well.  ``claimdb`` is no registered URN namespace; of those that are, ``urn:uuid`` and RFC 6920's
``ni:`` would hide the ids and hashes that a person has before their eyes in every other format.

After the namespace come a kind, a hyphen and an id (``statement-062cc423…``), not a number first and no
second colon, so that the rest is a local name in Turtle, PROV-N and XML alike.
"""

_NOT_IN_AN_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f-\x9f]')
_NOT_IN_A_NAME = re.compile(r"[^0-9A-Za-z.-]")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")


def iri(name: str) -> str:
    """The IRI of a local name."""
    return NAMESPACE + name


def document(sha256: str) -> str:
    """One version of a document: its bytes."""
    return f"document-{sha256}"


def recording(sha256: str) -> str:
    """What was recorded, of which a document is the transcript."""
    return f"recording-{sha256}"


def statement(id: str) -> str:
    return f"statement-{id}"


def as_found(id: str) -> str:
    """A statement as the extractor found it, where people decided otherwise."""
    return f"found-{id}"


def annotation(id: str) -> str:
    """The annotation that says where a statement is, which is not the statement."""
    return f"annotation-{id}"


def speaker(record: Record) -> str | None:
    """Who said the statement of the record; ``None`` if that is unknown."""
    return _speaker(record, record.statement.speaker, record.statement.speaker_kind)


def found_speaker(record: Record) -> str | None:
    """Who the extractor found to have said it."""
    return _speaker(record, record.found_speaker, origin(record).found_speaker_kind)


def speaker_called(name: str) -> str:
    """A person or body known by name."""
    return f"speaker-{_digest(name)}"


def topic(name: str) -> str:
    return f"topic-{_digest(name)}"


def term(field: str, value: str) -> str:
    """One of the values that a field can have: ``kind-direct``."""
    return f"{field}-{value}"


def software(version: str) -> str:
    """One version of claimdb."""
    return f"software-{_NOT_IN_A_NAME.sub('_', version)}"


def model(record: Record) -> str:
    """The language model."""
    return f"model-{_digest(record.extractor.model, record.extractor.model_version)}"


def configuration(record: Record) -> str:
    """Settings and corpus file."""
    return f"configuration-{_digest(record.extractor.config)}"


def extractor(record: Record) -> str:
    """One version of claimdb with one model and configuration."""
    made_by = record.extractor
    return f"extractor-{_digest(made_by.version, made_by.model, made_by.model_version, made_by.config)}"


def extraction(record: Record) -> str:
    """One pass of one extractor over one version of a document, at one time."""
    return f"extraction-{_digest(extractor(record), record.sha256, origin(record).extracted_at)}"


def report(record: Record, via: str) -> str:
    """What an agency reported, that a document has from there."""
    return f"report-{_digest(via, record.sha256)}"


def person(name: str) -> str:
    """Somebody who decided something."""
    return f"person-{_digest(name)}"


def decision(made: Decision) -> str:
    parts = (made.subject, made.subject_id, made.verdict, made.value or "", made.person, made.made_at)
    return f"decision-{_digest(*parts)}"


def wikidata(id: str | None) -> str | None:
    """The IRI that Wikidata gives to what has this id there, if it is one."""
    return f"http://www.wikidata.org/entity/{id}" if id and _WIKIDATA.fullmatch(id) else None


def web_address(url: str | None) -> str | None:
    """The address of a document as an IRI, if it is one of the web: text is not trusted to be any."""
    if url is None:
        return None
    address = url.strip()
    try:
        parts = urlsplit(address)
    except ValueError:  # brackets that hold no address
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    return _NOT_IN_AN_IRI.sub(lambda found: quote(found[0]), address)


def origin(record: Record) -> Origin:
    """The origin of a record, which ``Database.query(origins=True)`` gives.  Raises ``ExportError``."""
    if record.origin is None:
        raise ExportError(
            f"{record.document}: statement {record.statement.id} comes without its origin; "
            "query with origins=True"
        )
    return record.origin


def _speaker(record: Record, name: str | None, kind: SpeakerKind | None) -> str | None:
    if name is None:
        return None
    # A description ("the official") and a document's own voice are somebody in one document only.
    return speaker_called(name) if kind in ("person", "body") else f"speaker-{_digest(name, record.sha256)}"


def _digest(*parts: str) -> str:
    """16 hexadecimal digits, as many as an id of a statement has."""
    # Each part with its length, so that what ends one part cannot begin the next.
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
