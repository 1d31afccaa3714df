"""schema.org: quotations and claims with their speakers and articles, as JSON-LD, streamed.

Every property is one that schema.org has for the type it is at, and every text is a literal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from claimdb.model import Function, Kind, SpeakerKind
from claimdb.standards import names
from claimdb.standards.json_ld import Json, known, line
from claimdb.standards.names import iri
from claimdb.standards.tally import Tally, described
from claimdb.store.record import Record

CONTEXT: Json = {
    # Written out, so that reading it needs no network, and so that no text is ever taken for an IRI:
    # schema.org's own context reads some properties that may hold either as IRIs.
    "@vocab": "https://schema.org/",
    "sameAs": {"@type": "@id"},
    "url": {"@type": "@id"},
    "datePublished": {"@type": "Date"},
}

_IN_OTHER_WORDS: frozenset[Kind] = frozenset({"indirect", "authorial"})
_CLAIMING: frozenset[Function] = frozenset({"assertion", "evaluation", "prediction", "proposal"})
_AGENTS: dict[SpeakerKind | None, str] = {"person": "Person", "body": "Organization"}
_SETS = {"kind": "How the document gives the words", "function": "What the words do"}


def write(records: Iterable[Record], stream: TextIO) -> int:
    """Write a graph, a node a line, and give the number of statements."""
    tally = Tally()
    stream.write(f'{{"@context": {line(CONTEXT)},\n"@graph": [\n')
    seen: set[str] = set()
    for record in tally.passing(records):
        for node in nodes(record):
            # Whom and what the statements share is told where it is first met.
            if node["@id"] not in seen:
                seen.add(node["@id"])
                stream.write(line(node) + ",\n")
        stream.write(line(statement(record)) + ",\n")
    stream.write(line(_export(tally)) + "\n]}\n")
    return tally.statements


def statement(record: Record) -> Json:
    """One statement as a quotation, a claim, or where it claims nothing, as a work."""
    said = record.statement
    kind = type_of(said.kind, said.function)
    article = _reference(names.document(record.sha256))
    outer = [] if said.nested_in is None else [_reference(names.statement(said.nested_in))]
    made = {
        "@id": iri(names.statement(said.id)),
        "@type": kind,
        "identifier": said.id,
        "text": said.text,
        # What is denied is said with these words, and not put forward.
        "description": f"reported with: {record.cue}" if record.cue else None,
        "inLanguage": names.origin(record).version.language,
        "creator": _creator(record),
        "creditText": said.speaker if said.speaker_kind == "unnamed" else None,
        "isPartOf": [article, *outer] if outer else article,
        "appearance": article if kind == "Claim" else None,
        "isBasedOn": list(_based_on(record)) or None,
        "about": [_reference(names.topic(topic)) for topic in said.topics] or None,
        "creativeWorkStatus": record.status if record.status != "unreviewed" else None,
        "keywords": [
            _reference(names.term("kind", said.kind)),
            _reference(names.term("function", said.function)),
        ],
    }
    return known(made)


def type_of(kind: Kind, function: Function) -> str:
    """A quotation has the words of whom it is attributed to; a claim is put forward, in whose words ever."""
    if kind not in _IN_OTHER_WORDS:
        return "Quotation"
    return "Claim" if function in _CLAIMING else "CreativeWork"


def nodes(record: Record) -> Iterator[Json]:
    """What a statement refers to: its article, its speaker, its topics, and the terms it is described by."""
    yield article(record)
    said, speaker = record.statement, names.speaker(record)
    if speaker is not None and said.speaker_kind in _AGENTS:
        yield known(
            {
                "@id": iri(speaker),
                "@type": _AGENTS[said.speaker_kind],
                "name": said.speaker,
                "sameAs": names.wikidata(record.wikidata),
            }
        )
    for topic in said.topics:
        yield {"@id": iri(names.topic(topic)), "@type": "DefinedTerm", "name": topic}
    for field, value in (("kind", said.kind), ("function", said.function)):
        yield {
            "@id": iri(names.term(field, value)),
            "@type": "DefinedTerm",
            "name": value,
            "inDefinedTermSet": {"@type": "DefinedTermSet", "name": field, "description": _SETS[field]},
        }


def article(record: Record) -> Json:
    """The document in the version that the statement was found in."""
    version = names.origin(record).version
    url = names.web_address(record.url)
    identifiers = {"sha256": record.sha256, "path": record.document}
    if record.url is not None and url is None:
        identifiers["url"] = record.url
    made = {
        "@id": iri(names.document(record.sha256)),
        "@type": "Article",
        "name": record.title,
        "headline": record.title,
        # Whether a byline names people or a body is not known; schema.org takes text where that is so.
        "author": record.author,
        "publisher": None
        if record.publisher is None
        else {"@type": "Organization", "name": record.publisher},
        "datePublished": record.published,
        "url": url,
        "inLanguage": version.language,
        "genre": version.kind,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": name, "value": value}
            for name, value in identifiers.items()
        ],
    }
    return known(made)


def _creator(record: Record) -> Json | str | None:
    """Who said it: a person or body by reference, the article's author for its own voice.

    A description ("the official") is nobody that could be referred to, and stands in ``creditText``.
    """
    speaker, kind = names.speaker(record), record.statement.speaker_kind
    if kind == "author":
        return record.author
    return _reference(speaker) if speaker is not None and kind in _AGENTS else None


def _based_on(record: Record) -> Iterator[Json]:
    """The speaker's own words, and what the document has it from: a work known by its publisher only."""
    for original in names.origin(record).originals:
        yield _reference(names.statement(original.id))
    if record.statement.via is not None:
        publisher = {"@type": "Organization", "name": record.statement.via}
        yield {"@type": "CreativeWork", "publisher": publisher}


def _export(tally: Tally) -> Json:
    """The export itself: what made it and how many statements it has."""
    return {
        "@id": iri(tally.name),
        "@type": ["Dataset", "Collection"],
        "name": "Statements found by claimdb",
        "collectionSize": tally.statements,
        "measurementTechnique": [described(each) for each in tally.extractors.values()],
    }


def _reference(name: str) -> Json:
    return {"@id": iri(name)}
