"""Quotations of words that the database has from a transcript: where they come from, and nothing else's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from prov.constants import PROV
from prov.model import ProvDerivation, ProvDocument

import claimdb

from .conftest import HERE

PAIRS = HERE.parent / "links"


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[claimdb.Database]:
    """Articles and the transcripts that they quote."""
    with claimdb.open(tmp_path_factory.mktemp("pairs") / "claimdb.db") as database:
        database.ingest(*sorted(PAIRS.glob("*/*.txt")), fast=True)
        yield database


def expected(database: claimdb.Database) -> set[tuple[str, str]]:
    """What is linked so, asked one by one."""
    return {
        (record.statement.id, link.other.statement.id)
        for record in database.query(kind=["direct", "mixed"])
        for link in database.links.of(record.statement.id)
        if link.relation in ("repeats", "alters")
        and link.other.statement.kind == "turn"
        and link.other.statement.speaker == record.statement.speaker
    }


def test_a_quotation_has_its_primary_source(pairs: claimdb.Database, tmp_path: Path) -> None:
    pairs.export(tmp_path / "out.prov.json")
    text = (tmp_path / "out.prov.json").read_text(encoding="utf-8")
    told = ProvDocument.deserialize(content=text, format="json")
    sources = {
        (each.args[0].localpart.removeprefix("statement-"), each.args[1].localpart.removeprefix("statement-"))
        for each in told.get_records(ProvDerivation)
        if PROV["PrimarySource"] in each.get_asserted_types()
        and each.args[1].localpart.startswith("statement")
    }
    assert len(sources) > 3
    assert sources == expected(pairs)


def test_a_quotation_is_based_on_what_was_said(pairs: claimdb.Database, tmp_path: Path) -> None:
    pairs.export(tmp_path / "out.schema.jsonld")
    graph = json.loads((tmp_path / "out.schema.jsonld").read_text(encoding="utf-8"))["@graph"]
    based = {
        (node["identifier"], each["@id"].removeprefix("urn:claimdb:statement-"))
        for node in graph
        for each in node.get("isBasedOn", ())
        if "@id" in each
    }
    assert based == expected(pairs)
