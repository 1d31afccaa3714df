"""Who speaks about what, and where: a network as GraphML or GEXF, for Gephi, Cytoscape, igraph and others.

Nodes are speakers, topics and documents; an edge has the number of statements as its weight.  Statements of
unknown speakers count for documents and topics only: nobody unknown is made a node.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TextIO

from claimdb.standards import names
from claimdb.standards.names import iri
from claimdb.standards.tally import Tally, model_of
from claimdb.store.record import Record

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from networkx import DiGraph

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"


def write_graphml(records: Iterable[Record], stream: TextIO) -> int:
    """Write GraphML, and give the number of statements."""
    from networkx.readwrite.graphml import GraphMLWriter

    graph, tally = network(records)
    # The writer that needs no further library: with lxml or without, the file is the same.
    writer = GraphMLWriter(graph, named_key_ids=False)
    writer.indent(writer.xml)
    _write(writer.xml, stream)
    return tally.statements


def write_gexf(records: Iterable[Record], stream: TextIO) -> int:
    """Write GEXF 1.2, and give the number of statements."""
    from networkx.readwrite.gexf import GEXFWriter

    graph, tally = network(records)
    about = dict(graph.graph)
    writer = GEXFWriter(graph)
    meta = writer.xml.find("meta")
    # The library writes the day here; the same statements shall make the same file on any.
    meta.attrib.pop("lastmodifieddate", None)
    # And a name, which the schema of GEXF has no place for; it stands in the description.
    writer.xml.find("graph").attrib.pop("name", None)
    _set(meta, "creator", about["claimdb"])
    _set(meta, "description", "; ".join(f"{key}: {value}" for key, value in about.items()))
    writer.indent(writer.xml)
    _write(writer.xml, stream)
    return tally.statements


def network(records: Iterable[Record]) -> tuple[DiGraph, Tally]:
    """The network, and what was counted."""
    import networkx as nx

    tally = Tally()
    graph = nx.DiGraph()
    for record in tally.passing(records):
        ends = dict(_nodes(record))
        for node, attributes in ends.items():
            if node not in graph:
                graph.add_node(node, **attributes, statements=0)
            graph.nodes[node]["statements"] += 1
        for source, target, relation in _edges(record):
            if not graph.has_edge(source, target):
                graph.add_edge(source, target, relation=relation, weight=0)
            graph.edges[source, target]["weight"] += 1
    graph.graph.update(_about(tally))
    return graph, tally


def _nodes(record: Record) -> Iterator[tuple[str, dict[str, Any]]]:
    """The speaker, the document and the topics of a statement, by IRI."""
    said, speaker = record.statement, names.speaker(record)
    if speaker is not None:
        label = said.speaker if said.speaker_kind != "author" else f"author of {record.document}"
        yield (
            iri(speaker),
            _written(label=label, category="speaker", kind=said.speaker_kind, wikidata=record.wikidata),
        )
    yield (
        iri(names.document(record.sha256)),
        _written(
            label=record.title or record.document,
            category="document",
            kind=names.origin(record).version.kind,
            path=record.document,
            sha256=record.sha256,
            author=record.author,
            published=record.published,
            publisher=record.publisher,
            url=record.url,
        ),
    )
    for topic in said.topics:
        yield iri(names.topic(topic)), _written(label=topic, category="topic")


def _edges(record: Record) -> Iterator[tuple[str, str, str]]:
    speaker, document = names.speaker(record), iri(names.document(record.sha256))
    topics = [iri(names.topic(topic)) for topic in record.statement.topics]
    for topic in topics:
        yield document, topic, "is about"
    if speaker is not None:
        yield iri(speaker), document, "speaks in"
        for topic in topics:
            yield iri(speaker), topic, "speaks about"


def _about(tally: Tally) -> dict[str, Any]:
    extractors = list(tally.extractors.values())
    return {
        "name": iri(tally.name),
        "claimdb": ", ".join(dict.fromkeys(f"claimdb {each.version}" for each in extractors)),
        "model": _line(", ".join(dict.fromkeys(model_of(each) for each in extractors))),
        "config": _line(", ".join(dict.fromkeys(each.config for each in extractors))),
        "statements": tally.statements,
    }


def _written(**attributes: str | None) -> dict[str, str]:
    return {name: _line(value) for name, value in attributes.items() if value is not None}


def _line(text: str) -> str:
    """The text in one line, without what XML cannot hold in any way of writing."""
    return " ".join(_NOT_IN_XML.sub(_REPLACEMENT, text).split())


def _set(parent: Element, name: str, text: str) -> None:
    from xml.etree.ElementTree import SubElement

    child = parent.find(name)
    if child is None:
        child = SubElement(parent, name)
    child.text = text


def _write(xml: Element, stream: TextIO) -> None:
    from xml.etree.ElementTree import tostring

    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    stream.write(tostring(xml, encoding="unicode").rstrip() + "\n")
