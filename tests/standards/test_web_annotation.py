"""Web Annotation: what the model demands, read back as RDF, and every word found again by its selectors."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

import claimdb

from .conftest import Archive, Load

OA = Namespace("http://www.w3.org/ns/oa#")
AS = Namespace("http://www.w3.org/ns/activitystreams#")
CLAIMDB = Namespace("urn:claimdb:")

# rdflib warns of what it does itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


@pytest.fixture
def exported(archive: Archive, tmp_path: Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(archive.exported(tmp_path / "out.anno.jsonld"))
    return made


def annotations(exported: dict[str, Any]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = exported["first"]["items"]
    return items


def graph_of(exported: dict[str, Any], kept: Load) -> Graph:
    """The export as RDF, the standard's context being the one beside the tests."""
    standard, own = exported["@context"]
    assert standard == "http://www.w3.org/ns/anno.jsonld"
    context = [kept("web_annotation_context.json")["@context"], own]
    return Graph().parse(data=json.dumps({**exported, "@context": context}), format="json-ld")


def selected(text: str, target: dict[str, Any]) -> str:
    """The words that a target selects in the text, by either of its selectors."""
    position, quote = target["selector"]
    start, end = position["start"], position["end"]
    assert text[start:end] == quote["exact"]
    prefix, suffix = quote["prefix"], quote["suffix"]
    assert text[:start].endswith(prefix)
    assert text[end:].startswith(suffix)
    assert len(prefix) == min(32, start)
    assert prefix + quote["exact"] + suffix in text
    return text[start:end]


def values(annotation: dict[str, Any], field: str) -> list[str]:
    return [body["value"] for body in annotation["body"] if body["field"] == field and "value" in body]


def test_it_is_what_the_model_demands(exported: dict[str, Any], kept: Load) -> None:
    schema = kept("web_annotation.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(exported, schema)
    for broken in ("type", "target", "id"):
        without = {key: value for key, value in annotations(exported)[0].items() if key != broken}
        page = {**exported["first"], "items": [without]}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**exported, "first": page}, schema)


def test_there_is_one_for_every_statement_and_the_number_is_told(
    exported: dict[str, Any], archive: Archive
) -> None:
    ids = [record.statement.id for record in archive.database.query()]
    assert [each["id"] for each in annotations(exported)] == [f"urn:claimdb:annotation-{id}" for id in ids]
    assert exported["total"] == len(ids) == archive.database.count()
    record = next(archive.database.query())
    (made_by,) = exported["creator"]
    assert (made_by["version"], made_by["config"]) == (record.extractor.version, record.extractor.config)
    assert made_by["model"] == f"{record.extractor.model} {record.extractor.model_version}"
    assert exported["generator"]["name"] == f"claimdb {claimdb.__version__}"


def test_every_word_is_found_again_by_its_selectors(exported: dict[str, Any], archive: Archive) -> None:
    paths = {each["id"]: each["path"] for each in exported["documents"]}
    assert sorted(paths.values()) == sorted(archive.texts)
    for record, annotation in zip(archive.database.query(), annotations(exported), strict=True):
        words = {"content": annotation["target"]}
        for field in ("source", "cue"):
            words[field] = [each for each in annotation["body"] if each["field"] == field]
        found = {
            role: " … ".join(
                selected(archive.texts[paths[each["source"]]], each)
                for each in targets
                if each["source"] in paths
            )
            for role, targets in words.items()
        }
        assert found == {
            "content": record.statement.text,
            "source": record.mention or "",
            "cue": record.cue or "",
        }
        assert paths[annotation["target"][0]["source"]] == record.document


def test_the_bodies_say_who_and_what(exported: dict[str, Any], archive: Archive) -> None:
    for record, annotation in zip(archive.database.query(), annotations(exported), strict=True):
        said = record.statement
        assert values(annotation, "speaker") == ([said.speaker] if said.speaker is not None else [])
        assert values(annotation, "kind") == [said.kind]
        assert values(annotation, "function") == [said.function]
        assert values(annotation, "topic") == list(said.topics)
        assert values(annotation, "via") == ([said.via] if said.via is not None else [])
        assert annotation["confidence"] == said.confidence
        assert annotation.get("nestedIn") == (said.nested_in and f"urn:claimdb:statement-{said.nested_in}")


def test_a_time_is_a_place_in_the_recording(odd: Archive, tmp_path: Path) -> None:
    exported = json.loads(odd.exported(tmp_path / "out.anno.jsonld", kind="turn"))
    fragments = [
        target
        for each in annotations(exported)
        for target in each["target"]
        if "recording" in target["source"]
    ]
    assert [each["selector"]["value"] for each in fragments] == ["t=npt:00:00:01", "t=npt:01:02:03"]
    assert {each["selector"]["conformsTo"] for each in fragments} == {"http://www.w3.org/TR/media-frags/"}


def test_another_library_reads_the_same_out_of_it(
    exported: dict[str, Any], archive: Archive, kept: Load
) -> None:
    graph = graph_of(exported, kept)
    records = list(archive.database.query())
    assert len(set(graph.subjects(RDF.type, OA.Annotation))) == len(records)
    (collection,) = graph.subjects(RDF.type, AS.OrderedCollection)
    assert graph.value(collection, AS.totalItems).toPython() == len(records)
    spans = [span for record in records for span in (*record.statement.spans, *record.statement.source_spans)]
    spans += [span for record in records for span in record.statement.cue_spans]
    assert len(set(graph.subjects(RDF.type, OA.TextQuoteSelector))) == len(spans)
    starts = Counter(each.toPython() for each in graph.objects(None, OA.start))
    assert starts == Counter(span.start for span in spans)
    identities = [record for record in records if record.statement.speaker is not None]
    texts = set(graph.objects(None, RDF.value))
    assert {Literal(record.statement.speaker) for record in identities} <= texts
    assert set(graph.objects(None, OA.motivatedBy)) == {OA.identifying, OA.classifying}
    for record in records:
        annotation = CLAIMDB[f"annotation-{record.statement.id}"]
        assert graph.value(annotation, CLAIMDB.statement) == CLAIMDB[f"statement-{record.statement.id}"]


def test_every_key_means_something_and_no_text_is_an_iri(odd: Archive, tmp_path: Path, kept: Load) -> None:
    exported = json.loads(odd.exported(tmp_path / "out.anno.jsonld"))
    own = exported["@context"][1]
    terms = kept("web_annotation_context.json")["@context"].keys() | own.keys() | {"@context"}

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*map(keys, value.values()))
        return set().union(*map(keys, value)) if isinstance(value, list) else set()

    assert keys({key: value for key, value in exported.items() if key != "@context"}) <= terms
    resources = {
        str(term) for triple in graph_of(exported, kept) for term in triple if isinstance(term, URIRef)
    }
    standards = (
        "urn:claimdb:",
        "http://www.w3.org/",
        "http://purl.org/",
        "http://xmlns.com/",
        "http://schema.org/",
    )
    own_addresses = {"http://www.wikidata.org/entity/Q42", "https://example.org/a%20b?q=%3Cx%3E"}
    assert {each for each in resources if not each.startswith(standards)} == own_addresses
    assert Literal("http://example.org/ships") in set(graph_of(exported, kept).objects(None, RDF.value))
    (odd,) = (each for each in exported["documents"] if "interview" in each["path"])
    assert ("url" in odd, odd["identifier"]) == (False, "javascript:alert(1)")


def test_a_decision_is_told_beside_what_was_found(decided: claimdb.Database, tmp_path: Path) -> None:
    decided.export(tmp_path / "out.anno.jsonld")
    exported = json.loads((tmp_path / "out.anno.jsonld").read_text(encoding="utf-8"))
    snow, *others = [each for each in annotations(exported) if values(each, "decision")]
    assert others == []
    assert values(snow, "speaker") == ["Jane Doe"]
    assert values(snow, "found speaker") == ["Jenny Doe"]
    (decision,) = (body for body in snow["body"] if body["field"] == "decision")
    assert decision["value"] == "merge: Jenny Doe → Jane Doe (her own page says so)"
    (told,) = decided.speaker_decisions()
    assert (decision["creator"]["name"], decision["created"]) == (told.person, told.made_at)
