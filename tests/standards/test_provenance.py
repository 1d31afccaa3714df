"""PROV: held against PROV's own schemas, read back by the library and as RDF."""

from __future__ import annotations

import dataclasses
import io
import json
from collections import defaultdict
from importlib.resources import as_file, files
from pathlib import Path

import jsonschema
import pytest
from lxml import etree
from prov.constants import PROV
from prov.model import ProvDerivation, ProvDocument, ProvEntity
from rdflib import Dataset, Namespace
from rdflib.namespace import PROV as PROVO
from rdflib.namespace import RDF, RDFS

import claimdb
from claimdb import standards
from claimdb.store.origin import Original

from .conftest import Archive

CLAIMDB = Namespace("urn:claimdb:")

# rdflib warns of what it does itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
SCHEMAS = files("prov") / "tests" / "schemas"


def read(text: str, format: str = "json") -> ProvDocument:
    return ProvDocument.deserialize(content=text, format=format)


def graph_of(told: ProvDocument) -> Dataset:
    """The document as another library reads it from TriG."""
    graph = Dataset(default_union=True)
    return graph.parse(data=told.serialize(format="rdf", rdf_format="trig"), format="trig")


def associated(graph: Dataset, activity: object) -> list[object]:
    """Who an activity is associated with, with a plan or without."""
    qualified = graph.objects(activity, PROVO.qualifiedAssociation)
    with_plan = [agent for each in qualified for agent in graph.objects(each, PROVO.agent)]
    return [*graph.objects(activity, PROVO.wasAssociatedWith), *with_plan]


def revisions(graph: Dataset) -> list[tuple[object, object]]:
    """What is a revision of what."""
    return [
        (new, old)
        for new, each in graph.subject_objects(PROVO.qualifiedRevision)
        for old in graph.objects(each, PROVO.entity)
    ]


@pytest.fixture
def exported(archive: Archive, tmp_path: Path) -> str:
    return archive.exported(tmp_path / "out.prov.json")


def test_it_fits_the_schema_of_prov_json(exported: str) -> None:
    schema = json.loads((SCHEMAS / "prov-json.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)
    validator(schema).validate(json.loads(exported))


def test_it_fits_the_schema_of_prov_xml(seeds: Archive, tmp_path: Path) -> None:
    told = read(seeds.exported(tmp_path / "out.prov.json"))
    stream = io.BytesIO()
    told.serialize(stream, format="xml")
    with as_file(SCHEMAS) as folder:
        schema = etree.XMLSchema(etree.parse(folder / "prov.xsd"))
    schema.assertValid(etree.fromstring(stream.getvalue()))


def test_every_statement_is_an_entity_with_all_that_it_comes_from(exported: str, archive: Archive) -> None:
    told = read(exported)
    records = list(archive.database.query())
    statements = {
        str(each.identifier.uri): each
        for each in told.get_records(ProvEntity)
        if PROV["type"] in dict(each.attributes) and "Statement" in str(each.get_asserted_types())
    }
    assert len(statements) == len(records)
    derivations = defaultdict(set)
    for each in told.get_records(ProvDerivation):
        derivations[str(each.args[0].uri), str(each.args[1].uri)] |= each.get_asserted_types()
    for record in records:
        said = record.statement
        iri = f"urn:claimdb:statement-{said.id}"
        assert statements[iri].get_attribute(PROV["value"]) == {said.text}
        types = derivations[iri, f"urn:claimdb:document-{record.sha256}"]
        assert (PROV["Quotation"] in types) == (said.kind in ("direct", "mixed", "turn"))
        assert (PROV["PrimarySource"] in types) == (said.kind == "turn")


def test_another_library_reads_who_said_what_found_by_what(exported: str, archive: Archive) -> None:
    graph = graph_of(read(exported))
    records = list(archive.database.query())
    for record in records:
        said = record.statement
        node = CLAIMDB[f"statement-{said.id}"]
        speakers = [graph.value(each, RDFS.label) for each in graph.objects(node, PROVO.wasAttributedTo)]
        expected = record.author if said.speaker_kind == "author" else said.speaker
        assert [str(each) for each in speakers if each is not None] == ([expected] if expected else [])
        (extraction,) = graph.objects(node, PROVO.wasGeneratedBy)
        document = CLAIMDB[f"document-{record.sha256}"]
        assert document in set(graph.objects(extraction, PROVO.used))
        (software,) = associated(graph, extraction)
        assert str(graph.value(software, RDFS.label)) == f"claimdb {record.extractor.version}"
        assert (software, RDF.type, PROVO.SoftwareAgent) in graph
    (export,) = graph.subjects(RDF.type, CLAIMDB.Export)
    assert int(graph.value(export, CLAIMDB.statements)) == len(records)
    made_by = str(graph.value(export, CLAIMDB.extractor))
    extractor = records[0].extractor
    for part in (extractor.version, extractor.model, extractor.model_version, extractor.config):
        assert part in made_by


def test_the_notation_says_the_same(archive: Archive, exported: str, tmp_path: Path) -> None:
    assert read(archive.exported(tmp_path / "out.provn"), "provn") == read(exported)


def test_agencies_publishers_and_what_is_nested(odd: Archive, tmp_path: Path) -> None:
    graph = graph_of(read(odd.exported(tmp_path / "out.prov.json", document="harbour")))
    (report,) = graph.subjects(RDF.type, CLAIMDB.Report)
    (agency,) = graph.objects(report, PROVO.wasAttributedTo)
    assert str(graph.value(agency, RDFS.label)) == "Ríos Press"
    (told,) = graph.subjects(PROVO.wasDerivedFrom, report)
    assert "[T]he ships" in str(graph.value(told, PROVO.value))
    (document,) = graph.subjects(RDF.type, CLAIMDB.DocumentVersion)
    (publisher,) = graph.objects(document, PROVO.wasAttributedTo)
    assert str(graph.value(publisher, RDFS.label)) == "Northtown Herald"
    ((inner, outer),) = graph.subject_objects(PROVO.wasInfluencedBy)
    assert str(graph.value(inner, PROVO.value)) == "the port is sold"
    assert "port is sold" in str(graph.value(outer, PROVO.value))


def test_a_quotation_has_the_speakers_own_words_for_its_source(odd: Archive) -> None:
    quoting = next(record for record in odd.database.query(origins=True) if record.statement.kind == "direct")
    own_words = next(odd.database.query("ships pay", kind="turn"))
    assert quoting.origin is not None
    original = Original(own_words.statement.id, own_words.sha256)
    linked = dataclasses.replace(quoting, origin=dataclasses.replace(quoting.origin, originals=(original,)))
    stream = io.StringIO()
    standards.write("prov", [linked], stream)
    told = read(stream.getvalue())
    here, there = (CLAIMDB[f"statement-{each.statement.id}"] for each in (quoting, own_words))
    types = [
        each.get_asserted_types()
        for each in told.get_records(ProvDerivation)
        if str(each.args[0].uri) == str(here) and str(each.args[1].uri) == str(there)
    ]
    assert types == [{PROV["Quotation"]}, {PROV["PrimarySource"]}]
    graph = graph_of(told)
    assert (there, RDF.type, CLAIMDB.Statement) in graph  # though the export is of the quotation alone
    assert CLAIMDB[f"document-{own_words.sha256}"] in set(graph.objects(there, PROVO.wasDerivedFrom))
    standards.write("schema.org", [linked], stream := io.StringIO())
    assert f'{{"@id": "{there}"}}' in stream.getvalue()


def test_what_people_decided_is_theirs_and_what_was_found_stays(
    decided: claimdb.Database, tmp_path: Path
) -> None:
    decided.export(tmp_path / "out.prov.json")
    graph = graph_of(read((tmp_path / "out.prov.json").read_text(encoding="utf-8")))
    (decision,) = graph.subjects(RDF.type, CLAIMDB.Decision)
    (told,) = decided.speaker_decisions()
    (person,) = associated(graph, decision)
    assert str(graph.value(person, RDFS.label)) == told.person
    assert str(graph.value(decision, CLAIMDB.note)) == "her own page says so"
    (found,) = graph.objects(decision, PROVO.used)
    ((now, before),) = revisions(graph)
    assert before == found

    def speaker(statement: object) -> str:
        (agent,) = graph.objects(statement, PROVO.wasAttributedTo)
        return str(graph.value(agent, RDFS.label))

    assert (speaker(found), speaker(now)) == ("Jenny Doe", "Jane Doe")
    people = {str(graph.value(each, RDFS.label)) for each in graph.subjects(RDF.type, PROVO.Person)}
    assert people == {"Jenny Doe", "Jane Doe", "Ana Silva", told.person}
    assert str(graph.value(found, PROVO.value)) == str(graph.value(now, PROVO.value))
    assert list(graph.objects(found, PROVO.wasGeneratedBy))
    assert not list(graph.objects(now, PROVO.wasGeneratedBy))


def test_a_new_version_is_a_revision(press: Path, tmp_path: Path, by_hand: object) -> None:
    rain = press / "rain.txt"
    with claimdb.open(tmp_path / "claimdb.db") as database:
        database.ingest(rain, fast=True)
        before = next(database.query()).sha256
        rain.write_text("It will rain for a month, Jane Doe said.\n", encoding="utf-8")
        database.ingest(rain, fast=True)
        after = next(database.query()).sha256
        database.export(tmp_path / "out.prov.json")
    graph = graph_of(read((tmp_path / "out.prov.json").read_text(encoding="utf-8")))
    assert revisions(graph) == [(CLAIMDB[f"document-{after}"], CLAIMDB[f"document-{before}"])]
