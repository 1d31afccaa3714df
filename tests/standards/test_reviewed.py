"""Statements that people reviewed: what counts is exported, beside it what was found and who decided."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from prov.model import ProvDocument
from rdflib import RDF, Dataset, Namespace
from rdflib.namespace import PROV as PROVO
from rdflib.namespace import RDFS

from .conftest import Archive

CLAIMDB = Namespace("urn:claimdb:")

# rdflib warns of what it does itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


@pytest.fixture
def reviewed(odd: Archive) -> Archive:
    """One statement with other words, speaker and function, one that is right, one that is none."""
    review = odd.database.review
    ids = {record.statement.text: record.statement.id for record in odd.database.query()}
    deal, pays = ids["a deal is near"], ids["The ships will pay."]
    review.decide(deal, "words", "that a deal is near", coder="Ann", note="with the conjunction")
    review.decide(deal, "speaker", "Ana Silva", coder="Ann")
    review.decide(deal, "function", "prediction", coder="Ben")
    review.decide(pays, "accept", coder="Ben")
    review.decide(ids["Who pays?"], "reject", coder="Ben")
    return odd


def items(archive: Archive, path: Path, **options: Any) -> dict[str, dict[str, Any]]:
    """Annotations by the words that they are of."""
    exported = json.loads(archive.exported(path, overwrite=True, **options))["first"]["items"]
    return {each["target"][0]["selector"][1]["exact"]: each for each in exported}


def values(annotation: dict[str, Any], field: str) -> list[str]:
    return [body["value"] for body in annotation["body"] if body["field"] == field and "value" in body]


def test_annotations_are_of_the_words_that_count(reviewed: Archive, tmp_path: Path) -> None:
    found = items(reviewed, tmp_path / "out.anno.jsonld")
    assert "Who pays?" not in found
    deal = found["that a deal is near"]
    position, quote = deal["target"][0]["selector"]
    text = reviewed.texts["news/harbour & ships.txt"]
    assert text[position["start"] : position["end"]] == quote["exact"]
    assert text[: position["start"]].endswith(quote["prefix"])
    assert values(deal, "status") == ["corrected"]
    assert (values(deal, "speaker"), values(deal, "found speaker")) == (["Ana Silva"], ["Northtown Council"])
    assert (values(deal, "function"), values(deal, "found function")) == (["prediction"], ["assertion"])
    assert values(deal, "found text") == ["a deal is near"]
    decisions = [body for body in deal["body"] if body["field"] == "decision"]
    assert [each["creator"]["name"] for each in decisions] == ["Ann", "Ann", "Ben"]
    assert decisions[0]["value"].endswith("→ that a deal is near (with the conjunction)")
    assert values(found["The ships will pay."], "status") == ["accepted"]
    assert list(items(reviewed, tmp_path / "out.anno.jsonld", status="rejected")) == ["Who pays?"]


def test_provenance_of_what_was_found_and_what_counts(reviewed: Archive, tmp_path: Path) -> None:
    path = tmp_path / "out.prov.json"
    told = ProvDocument.deserialize(
        content=reviewed.exported(path, status=["corrected", "rejected"]), format="json"
    )
    graph = Dataset(default_union=True)
    graph.parse(data=told.serialize(format="rdf", rdf_format="trig"), format="trig")
    texts = {str(words): node for node, words in graph.subject_objects(PROVO.value) if "found-" in str(node)}
    deal = texts["a deal is near"]
    assert {str(each) for each in graph.objects(deal, CLAIMDB.function)} == {"assertion"}
    (body,) = graph.objects(deal, PROVO.wasAttributedTo)
    assert str(graph.value(body, RDFS.label)) == "Northtown Council"
    assert (body, RDF.type, PROVO.Organization) in graph
    now = CLAIMDB[str(deal).removeprefix("urn:claimdb:").replace("found", "statement")]
    (speaker,) = graph.objects(now, PROVO.wasAttributedTo)
    assert str(graph.value(speaker, RDFS.label)) == "Ana Silva"
    assert str(graph.value(now, PROVO.value)) == "that a deal is near"
    coders = {
        str(graph.value(each, CLAIMDB.verdict)): str(graph.value(person, RDFS.label))
        for each in graph.subjects(RDF.type, CLAIMDB.Decision)
        for person in graph.objects(each, PROVO.wasAssociatedWith)
    }
    assert coders == {"words": "Ann", "speaker": "Ann", "function": "Ben", "reject": "Ben"}
    ((gone, by),) = graph.subject_objects(PROVO.wasInvalidatedBy)
    assert str(graph.value(gone, PROVO.value)) == "Who pays?"
    assert str(graph.value(by, CLAIMDB.verdict)) == "reject"


def test_the_status_is_in_schema_org(reviewed: Archive, tmp_path: Path) -> None:
    graph = json.loads(reviewed.exported(tmp_path / "out.schema.jsonld"))["@graph"]
    told = {node["text"]: node["creativeWorkStatus"] for node in graph if "creativeWorkStatus" in node}
    assert told == {"that a deal is near": "corrected", "The ships will pay.": "accepted"}


def test_undone_is_as_before(reviewed: Archive, tmp_path: Path) -> None:
    for coder in ("Ann", "Ann", "Ben", "Ben", "Ben"):
        reviewed.database.review.undo(coder=coder)
    found = items(reviewed, tmp_path / "out.anno.jsonld")
    assert len(found) == 8
    assert not any(values(each, field) for each in found.values() for field in ("decision", "status"))
