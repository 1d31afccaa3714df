"""W3C Web Annotation: a collection with one annotation for every statement, as JSON-LD, streamed.

The target of an annotation is where the words stand in the document, one resource a span, each by position
and by quotation; the bodies say who said it, and what it is.  See https://www.w3.org/TR/annotation-model/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from claimdb._version import __version__
from claimdb.model import SpeakerKind
from claimdb.standards import names
from claimdb.standards.json_ld import Json, known, line
from claimdb.standards.names import iri
from claimdb.standards.tally import Tally, model_of
from claimdb.store.origin import Decision, Quote
from claimdb.store.record import Record

CONTEXT: list[str | Json] = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "claimdb": names.NAMESPACE,
        # Terms for what the standard has none for.  Only these three hold IRIs; every other value is text,
        # whatever it looks like.
        "statement": {"@id": "claimdb:statement", "@type": "@id"},
        "nestedIn": {"@id": "claimdb:nestedIn", "@type": "@id"},
        "sameAs": {"@id": "schema:sameAs", "@type": "@id"},
        "url": {"@id": "schema:url", "@type": "@id"},
        "confidence": {"@id": "claimdb:confidence", "@type": "xsd:double"},
        "field": "claimdb:field",
        "attribution": "claimdb:attribution",
        "section": "claimdb:section",
        "evidence": "claimdb:evidence",
        "documents": "claimdb:documents",
        "kind": "claimdb:kind",
        "path": "claimdb:path",
        "sha256": "claimdb:sha256",
        "textSha256": "claimdb:textSha256",
        "version": "claimdb:version",
        "model": "claimdb:model",
        "config": "claimdb:config",
        "identifier": "dc:identifier",
        "title": "dc:title",
        "author": "dc:creator",
        "publisher": "dc:publisher",
        "published": "dc:date",
    },
]

MEDIA_FRAGMENTS = "http://www.w3.org/TR/media-frags/"
_TIME = re.compile(r"[0-9]+:[0-5][0-9]:[0-5][0-9](\.[0-9]+)?")
_AGENTS: dict[SpeakerKind | None, str] = {"person": "Person", "body": "Organization"}


def write(records: Iterable[Record], stream: TextIO) -> int:
    """Write a collection of one page, an annotation a line, and give the number of annotations."""
    tally = Tally()
    documents: dict[str, Json] = {}
    stream.write(f'{{"@context": {line(CONTEXT)},\n"type": "AnnotationCollection",\n')
    stream.write('"first": {"type": "AnnotationPage", "startIndex": 0, "items": [')
    between = "\n"
    for record in tally.passing(records):
        if record.sha256 not in documents:
            documents[record.sha256] = document(record)
        stream.write(between + line(annotation(record)))
        between = ",\n"
    # What is known at the end alone stands there: the order of keys says nothing in JSON.
    collection = iri(tally.name)
    stream.write(f'\n], "id": {line(f"{collection}-page")}, "partOf": {line(collection)}}},\n')
    about = {
        "id": collection,
        "label": "Statements found by claimdb",
        "total": tally.statements,
        "creator": [
            {
                "id": iri(name),
                "type": "Software",
                "name": f"claimdb {each.version}",
                "version": each.version,
                "model": model_of(each),
                "config": each.config,
            }
            for name, each in tally.extractors.items()
        ],
        "generator": {
            "id": iri(names.software(__version__)),
            "type": "Software",
            "name": f"claimdb {__version__}",
        },
        "documents": list(documents.values()),
    }
    stream.write(line(about)[1:] + "\n")
    return tally.statements


def annotation(record: Record) -> Json:
    """One statement as an annotation, without its context."""
    statement = record.statement
    made = {
        "id": iri(names.annotation(statement.id)),
        "type": "Annotation",
        "motivation": ["identifying", "classifying"],
        "creator": iri(names.extractor(record)),
        "created": names.origin(record).extracted_at,
        "statement": iri(names.statement(statement.id)),
        "body": list(_bodies(record)),
        "target": list(_targets(record)),
        "confidence": statement.confidence,
        "evidence": statement.evidence,
        "section": statement.section,
        "attribution": statement.attribution,
        "nestedIn": statement.nested_in and iri(names.statement(statement.nested_in)),
    }
    return known(made)


def document(record: Record) -> Json:
    """The source of the targets: what it takes to find the document again."""
    version = names.origin(record).version
    url = names.web_address(record.url)
    made = {
        "id": iri(names.document(record.sha256)),
        "type": "Text",
        "format": "text/plain",
        "language": version.language,
        "kind": version.kind,
        "path": record.document,
        "sha256": record.sha256,
        "textSha256": version.text_sha256,
        "title": record.title,
        "author": record.author,
        "publisher": record.publisher,
        "published": record.published,
        "url": url,
        "identifier": record.url if url is None else None,
    }
    return known(made)


# ------------------------------------------------------------------------------- what is said


def _bodies(record: Record) -> Iterator[Json]:
    statement, origin = record.statement, names.origin(record)
    speaker = names.speaker(record)
    if speaker is not None:
        yield _text("speaker", statement.speaker, "identifying")
        yield _speaker(record, speaker)
    for decided in origin.decisions:
        yield _decision(decided)
    yield from _found(record)
    for field, quotes in (("source", origin.sources), ("cue", origin.cues)):
        for quote in quotes:
            purpose = "identifying" if field == "source" else "describing"
            yield {"purpose": purpose, "field": field} | _place(record, quote)
    yield _text("kind", statement.kind, "classifying")
    yield _text("function", statement.function, "classifying")
    for topic in statement.topics:
        yield _text("topic", topic, "tagging")
    for field, value in (("via", statement.via), ("addressee", statement.addressee)):
        if value is not None:
            yield _text(field, value, "describing")


def _found(record: Record) -> Iterator[Json]:
    """How the statement was reviewed, and what the extractor found where something else counts now."""
    said = record.statement
    if record.status != "unreviewed":
        yield _text("status", record.status, "assessing")
    pairs = (
        ("found speaker", record.found_speaker, said.speaker),
        ("found text", record.found_text, said.text),
        ("found kind", record.found_kind, said.kind),
        ("found function", record.found_function, said.function),
    )
    for field, found, now in pairs:
        if found is not None and found != now:
            yield _text(field, found, "describing")
    for topic in record.found_topics if record.found_topics != said.topics else ():
        yield _text("found topic", topic, "describing")


def _text(field: str, value: str | None, purpose: str) -> Json:
    return {
        "type": "TextualBody",
        "purpose": purpose,
        "field": field,
        "value": value,
        "format": "text/plain",
    }


def _speaker(record: Record, speaker: str) -> Json:
    """The speaker as somebody, whom other statements and exports can mean too."""
    agent = {
        "id": iri(speaker),
        "type": _AGENTS.get(record.statement.speaker_kind),
        "name": record.statement.speaker,
        "sameAs": names.wikidata(record.wikidata),
    }
    return {
        "type": "SpecificResource",
        "purpose": "identifying",
        "field": "speaker",
        "source": known(agent),
    }


def _decision(decided: Decision) -> Json:
    """What a person decided, as theirs: a body has a creator of its own."""
    said = f"{decided.verdict}: {decided.subject_id}"
    said = said if decided.value is None else f"{said} → {decided.value}"
    return _text("decision", f"{said} ({decided.note})" if decided.note else said, "assessing") | {
        "creator": {"id": iri(names.person(decided.person)), "type": "Person", "name": decided.person},
        "created": decided.made_at,
    }


# ------------------------------------------------------------------------------- where it stands


def _targets(record: Record) -> Iterator[Json]:
    for quote in names.origin(record).content:
        yield _place(record, quote)
    timestamp = record.statement.timestamp
    if timestamp is not None and _TIME.fullmatch(timestamp):
        # A time is a place in the recording, not in its transcript, whose characters the others count.
        yield {
            "type": "SpecificResource",
            "source": iri(names.recording(record.sha256)),
            "selector": {
                "type": "FragmentSelector",
                "conformsTo": MEDIA_FRAGMENTS,
                "value": f"t=npt:{timestamp}",
            },
        }


def _place(record: Record, quote: Quote) -> Json:
    """A span of the document, by position and, for when its text has changed, by quotation."""
    return {
        "type": "SpecificResource",
        "source": iri(names.document(record.sha256)),
        "selector": [
            {"type": "TextPositionSelector", "start": quote.start, "end": quote.end},
            {
                "type": "TextQuoteSelector",
                "exact": quote.exact,
                "prefix": quote.prefix,
                "suffix": quote.suffix,
            },
        ],
    }
