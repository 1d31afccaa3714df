"""schema.org: only properties that the vocabulary has for the type, read back as RDF."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SDO

from .conftest import Archive

CLAIMDB = Namespace("urn:claimdb:")

# rdflib warns of what it does itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

THING = {"name", "description", "identifier", "sameAs", "url"}
WORK = THING | set(
    "about author creativeWorkStatus creator creditText datePublished genre headline inLanguage isBasedOn "
    "isPartOf keywords publisher text".split()
)
PROPERTIES = {
    "Article": WORK,
    "Claim": WORK | {"appearance"},
    "CreativeWork": WORK,
    "Quotation": WORK,
    "Collection": WORK | {"collectionSize"},
    "Dataset": WORK | {"measurementTechnique"},
    "DefinedTerm": THING | {"inDefinedTermSet"},
    "DefinedTermSet": WORK,
    "Organization": THING,
    "Person": THING,
    "PropertyValue": THING | {"propertyID", "value"},
}
"""Which property is at which type, by the type's page at schema.org, as far as claimdb uses them."""


@pytest.fixture
def exported(archive: Archive, tmp_path: Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(archive.exported(tmp_path / "out.schema.jsonld"))
    return made


def graph_of(exported: dict[str, Any]) -> Graph:
    return Graph().parse(data=json.dumps(exported), format="json-ld")


def test_types_and_properties_are_those_of_the_vocabulary(exported: dict[str, Any]) -> None:
    graph = graph_of(exported)
    used = {
        str(term).removeprefix(str(SDO)) for term in {*graph.predicates(), *graph.objects(None, RDF.type)}
    }
    used.discard(str(RDF.type))
    vocabulary = set(SDO.__annotations__)  # from schema.org's own list of terms
    assert used <= vocabulary
    for subject in set(graph.subjects()):
        types = {str(each).removeprefix(str(SDO)) for each in graph.objects(subject, RDF.type)}
        allowed = set().union(*(PROPERTIES[each] for each in types))
        properties = {str(each).removeprefix(str(SDO)) for each in graph.predicates(subject)}
        assert properties - {str(RDF.type)} <= allowed, (subject, types)


def test_every_statement_is_there_with_its_words_speaker_and_article(
    exported: dict[str, Any], archive: Archive
) -> None:
    graph = graph_of(exported)
    records = list(archive.database.query())
    for record in records:
        said = record.statement
        node = CLAIMDB[f"statement-{said.id}"]
        assert graph.value(node, SDO.text) == Literal(said.text)
        article = CLAIMDB[f"document-{record.sha256}"]
        parts = {article} | ({CLAIMDB[f"statement-{said.nested_in}"]} if said.nested_in else set())
        assert set(graph.objects(node, SDO.isPartOf)) == parts
        assert graph.value(article, RDF.type) == SDO.Article
        assert {str(graph.value(each, SDO.name)) for each in graph.objects(node, SDO.about)} == set(
            said.topics
        )
        creator = graph.value(node, SDO.creator)
        if said.speaker_kind in ("person", "body"):
            assert graph.value(creator, SDO.name) == Literal(said.speaker)
            kind = SDO.Person if said.speaker_kind == "person" else SDO.Organization
            assert kind in set(graph.objects(creator, RDF.type))
        elif said.speaker_kind == "author":
            assert creator == (Literal(record.author) if record.author else None)
        else:
            assert creator is None
    statements = {*graph.subjects(RDF.type, SDO.Quotation), *graph.subjects(RDF.type, SDO.Claim)}
    works = {each for each in graph.subjects(RDF.type, SDO.CreativeWork) if isinstance(each, URIRef)}
    (export,) = graph.subjects(RDF.type, SDO.Dataset)
    assert len(statements | works) == len(records) == int(graph.value(export, SDO.collectionSize))
    technique = str(graph.value(export, SDO.measurementTechnique))
    extractor = records[0].extractor
    for part in (extractor.version, extractor.model, extractor.model_version, extractor.config):
        assert part in technique


def test_quotations_have_the_speakers_words_and_claims_are_put_forward(odd: Archive, tmp_path: Path) -> None:
    exported = json.loads(odd.exported(tmp_path / "out.schema.jsonld"))
    types = {node["text"][:12]: node["@type"] for node in exported["@graph"] if "text" in node}
    assert types == {
        '"[T]he ships': "Quotation",
        "\u202bהנמל נסגר\u202c,": "Quotation",
        "Novák had sa": "Claim",
        "the port is ": "Claim",
        "Will the rai": "CreativeWork",
        "a deal is ne": "Claim",
        "Who pays?": "Quotation",
        "The ships wi": "Quotation",
    }


def test_the_article_and_who_is_who(odd: Archive, tmp_path: Path) -> None:
    graph = graph_of(json.loads(odd.exported(tmp_path / "out.schema.jsonld")))
    (article,) = graph.subjects(SDO.datePublished, None)
    assert str(graph.value(article, SDO.datePublished)) == "2024-02"
    assert graph.value(article, SDO.url) == URIRef("https://example.org/a%20b?q=%3Cx%3E")
    assert graph.value(graph.value(article, SDO.publisher), SDO.name) == Literal("Northtown Herald")
    assert graph.value(article, SDO.headline) == Literal('The "harbour" <b>& the</b>\n treaty \x02')
    (silva,) = graph.subjects(SDO.name, Literal("Ana Silva"))
    assert graph.value(silva, SDO.sameAs) == URIRef("http://www.wikidata.org/entity/Q42")
    (via,) = graph.objects(None, SDO.isBasedOn)
    assert graph.value(graph.value(via, SDO.publisher), SDO.name) == Literal("Ríos Press")
    assert list(graph.objects(None, SDO.creditText)) == [Literal("official")]
    assert not list(graph.objects(CLAIMDB.nothing, None))
    addresses = {
        each for each in graph.objects() if isinstance(each, URIRef) and not str(each).startswith("urn:")
    }
    others = {each for each in addresses if not str(each).startswith(str(SDO))}
    assert others == {URIRef("http://www.wikidata.org/entity/Q42"), graph.value(article, SDO.url)}
    assert not any(isinstance(each, BNode) for each in graph.objects(None, SDO.creator))
