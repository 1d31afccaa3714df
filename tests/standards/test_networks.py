"""GraphML and GEXF: read back by networkx, counted against the database, held against their elements."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from .conftest import Archive

FORMATS = ("graphml", "gexf")

# Of each element its attributes and its children, by the schemas of GraphML 1.0 and GEXF 1.2, as far as used.
ELEMENTS = {
    "graphml": {
        "graphml": (set(), {"key", "graph"}),
        "key": ({"id", "for", "attr.name", "attr.type"}, set()),
        "graph": ({"edgedefault"}, {"node", "edge", "data"}),
        "node": ({"id"}, {"data"}),
        "edge": ({"source", "target"}, {"data"}),
        "data": ({"key"}, set()),
    },
    "gexf": {
        "gexf": ({"version"}, {"meta", "graph"}),
        "meta": (set(), {"creator", "description"}),
        "creator": (set(), set()),
        "description": (set(), set()),
        "graph": ({"defaultedgetype", "mode"}, {"attributes", "nodes", "edges"}),
        "attributes": ({"class", "mode"}, {"attribute"}),
        "attribute": ({"id", "title", "type"}, set()),
        "nodes": (set(), {"node"}),
        "node": ({"id", "label"}, {"attvalues"}),
        "edges": (set(), {"edge"}),
        "edge": ({"id", "source", "target", "weight"}, {"attvalues"}),
        "attvalues": (set(), {"attvalue"}),
        "attvalue": ({"for", "value"}, set()),
    },
}


def network(archive: Archive, path: Path, **options: Any) -> Any:
    archive.database.export(path, **options)
    return (nx.read_graphml if path.suffix == ".graphml" else nx.read_gexf)(path)


def labels(graph: Any, category: str) -> set[str]:
    return {data["label"] for _, data in graph.nodes(data=True) if data["category"] == category}


def weights(graph: Any, relation: str) -> Counter[tuple[str, str]]:
    name = graph.nodes
    return Counter(
        {
            (name[source]["label"], name[target]["label"]): data["weight"]
            for source, target, data in graph.edges(data=True)
            if data["relation"] == relation
        }
    )


@pytest.mark.parametrize("format", FORMATS)
def test_elements_and_attributes_are_those_of_the_format(
    archive: Archive, tmp_path: Path, format: str
) -> None:
    archive.database.export(tmp_path / f"out.{format}")
    tree = etree.parse(tmp_path / f"out.{format}")
    allowed = ELEMENTS[format]
    for element in tree.iter():
        attributes, children = allowed[etree.QName(element).localname]
        assert {name for name in element.attrib if not name.startswith("{")} <= attributes
        assert {etree.QName(child).localname for child in element} <= children
    nodes = [each.get("id") for each in tree.iter("{*}node")]
    assert len(nodes) == len(set(nodes))
    assert all(re.fullmatch(r"[\w.:-]+", id) for id in nodes)  # GraphML: xs:NMTOKEN
    ends = {each.get(end) for each in tree.iter("{*}edge") for end in ("source", "target")}
    assert ends <= set(nodes)


@pytest.mark.parametrize("format", FORMATS)
def test_the_weights_are_the_numbers_of_statements(archive: Archive, tmp_path: Path, format: str) -> None:
    graph = network(archive, tmp_path / f"out.{format}")
    about: Counter[tuple[str, str]] = Counter()
    within: Counter[str] = Counter()
    for record in archive.database.query():
        said = record.statement
        within[record.sha256] += 1
        if said.speaker is not None and said.speaker_kind in ("person", "body"):
            about.update((said.speaker, topic) for topic in said.topics)
    assert {pair: n for pair, n in weights(graph, "speaks about").items() if pair in about} == about
    documents = [data for _, data in graph.nodes(data=True) if data["category"] == "document"]
    assert {data["sha256"]: data["statements"] for data in documents} == within
    known = [record for record in archive.database.query() if record.statement.speaker is not None]
    assert weights(graph, "speaks in").total() == len(known)
    assert weights(graph, "is about").total() == sum(
        len(record.statement.topics) for record in archive.database.query()
    )


@pytest.mark.parametrize("format", FORMATS)
def test_who_is_in_it_and_in_words_that_xml_can_hold(odd: Archive, tmp_path: Path, format: str) -> None:
    graph = network(odd, tmp_path / f"out.{format}")
    people = {"Ana Silva", "Tomás Novák", "Northtown Council", "official"}
    assert labels(graph, "speaker") == people | {"author of news/harbour & ships.txt"}
    assert labels(graph, "topic") == {"harbour", "http://example.org/ships"}
    assert labels(graph, "document") == {'The "harbour" <b>& the</b> treaty �', "news/interview.txt"}
    (silva,) = (data for _, data in graph.nodes(data=True) if data["label"] == "Ana Silva")
    assert (silva["kind"], silva["wikidata"], silva["statements"]) == ("person", "Q42", 1)
    assert weights(graph, "speaks about")["Ana Silva", "harbour"] == 1


def test_what_made_it_and_how_many_statements_it_has(odd: Archive, tmp_path: Path) -> None:
    graph = network(odd, tmp_path / "out.graphml")
    about = graph.graph
    assert (about["claimdb"], about["model"], about["config"]) == ("claimdb 0.1.0", "by_hand 1.0", "c0ffee")
    assert about["statements"] == 8
    odd.database.export(tmp_path / "out.gexf")
    meta = etree.parse(tmp_path / "out.gexf").find("{*}meta")
    assert meta is not None
    assert meta.findtext("{*}creator") == "claimdb 0.1.0"
    told = str(meta.findtext("{*}description"))
    assert "model: by_hand 1.0" in told
    assert "config: c0ffee; statements: 8" in told
