"""What holds for every standard: filters, files, names, odd texts, what is missing, the command."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO, cast, get_args

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from prov.constants import PROV
from prov.model import ProvDocument

import claimdb
from claimdb import standards
from claimdb.cli.main import run
from claimdb.cli.terminal import Shield
from claimdb.model import Extractor, Span, Statement
from claimdb.standards import SUFFIXES, Standard, names
from claimdb.store.origin import Origin, Quote, Version

from .conftest import Archive

STANDARDS = get_args(Standard)


def count(path: Path) -> int:
    """How many statements a file says that it has."""
    text = path.read_text(encoding="utf-8")
    read: dict[str, Callable[[], Any]] = {
        ".anno.jsonld": lambda: json.loads(text)["total"],
        ".schema.jsonld": lambda: json.loads(text)["@graph"][-1]["collectionSize"],
        ".prov.json": lambda: next(
            each["claimdb:statements"]["$"]
            for name, each in json.loads(text)["entity"].items()
            if "export-" in name
        ),
        ".provn": lambda: re.findall(r"claimdb:statements=(\d+)", text)[0],
        ".graphml": lambda: nx.parse_graphml(text).graph["statements"],
        ".gexf": lambda: re.findall(r"statements: (\d+)</description>", text)[0],
    }
    return int(next(told for suffix, told in read.items() if path.name.endswith(suffix))())


@pytest.mark.parametrize(("suffix", "standard"), SUFFIXES.items())
def test_filters_and_limit_are_those_of_a_query(
    odd: Archive, tmp_path: Path, suffix: str, standard: Standard
) -> None:
    db = odd.database
    assert db.export(tmp_path / f"all{suffix}") == db.count() == count(tmp_path / f"all{suffix}")
    assert db.export(tmp_path / f"one{suffix}", speaker="silva") == 1 == count(tmp_path / f"one{suffix}")
    assert "Ana Silva" in (tmp_path / f"one{suffix}").read_text(encoding="utf-8")
    assert "Northtown Council" not in (tmp_path / f"one{suffix}").read_text(encoding="utf-8")
    assert db.export(tmp_path / "named.txt", format=standard, limit=2, sort="-confidence") == 2
    assert db.export(tmp_path / f"none{suffix}", kind="turn", speaker="silva") == 0
    assert count(tmp_path / f"none{suffix}") == 0
    assert db.export(stream := io.StringIO(), format=standard, speaker="silva") == 1
    assert stream.getvalue() == (tmp_path / f"one{suffix}").read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_statements_make_the_same_file(odd: Archive, tmp_path: Path, suffix: str) -> None:
    odd.database.export(tmp_path / f"one{suffix}")
    odd.database.export(tmp_path / f"two{suffix}")
    one, two = (tmp_path / f"{name}{suffix}" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    exports = {*re.findall(r"export-[0-9a-f]{16}", one.read_text(encoding="utf-8"))}
    odd.database.export(tmp_path / f"less{suffix}", limit=3)
    fewer = {*re.findall(r"export-[0-9a-f]{16}", (tmp_path / f"less{suffix}").read_text(encoding="utf-8"))}
    assert len(exports) == len(fewer) == len(exports - fewer) == 1


def test_the_standards_speak_of_the_same_things(odd: Archive, tmp_path: Path) -> None:
    mentioned = {
        suffix: set(
            re.findall(
                r"(?:urn:claimdb:|claimdb:)((?:speaker|document|export)-[0-9a-f]+)",
                odd.exported(tmp_path / f"out{suffix}", speaker=["silva", "novak"]),
            )
        )
        for suffix in SUFFIXES
    }
    shared = set.intersection(*mentioned.values())
    assert {each.partition("-")[0] for each in shared} == {"speaker", "document", "export"}
    assert len(shared) == 5  # two speakers, two documents, one export


def test_names_are_the_same_on_every_machine() -> None:
    # printf '9:Ana Silva' | sha256sum
    assert names.speaker_called("Ana Silva") == "speaker-851f8d1597ebf827"
    assert names.topic("harbour") == "topic-7295fb3798ee8b4c"
    assert names.iri(names.statement("00ff")) == "urn:claimdb:statement-00ff"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/a", "https://example.org/a"),
        (" HTTP://example.org/ä?q=%20&b=[1] ", "HTTP://example.org/ä?q=%20&b=[1]"),
        ("https://example.org/a b<c>\x01", "https://example.org/a%20b%3Cc%3E%01"),
        ("javascript:alert(1)", None),
        ("www.example.org", None),
        ("http://", None),
        ("http://[x", None),
        ("", None),
        (None, None),
    ],
)
def test_only_an_address_is_an_address(url: str | None, address: str | None) -> None:
    assert names.web_address(url) == address


# ------------------------------------------------------------------------------- odd texts

ODD = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from("\"\\'<>&\x00\x1b\r\n\t\u2028\ufffe🚢\u202e[T]{@:_"),
    min_size=1,
    max_size=40,
)


def record_of(text: str, name: str, topic: str) -> claimdb.Record:
    """A statement that is all of its text."""
    span = Span(0, len(text))
    quote = Quote(0, len(text), text, "", "")
    said = Statement(
        id="00ff00ff00ff00ff",
        document=name,
        kind="direct",
        spans=(span,),
        text=text,
        speaker=name,
        speaker_kind="person",
        source_spans=(),
        cue_spans=(),
        via=name,
        addressee=text,
        function="assertion",
        topics=(topic,),
        section=text,
        timestamp=None,
        attribution=None,
        nested_in=None,
        confidence=1.0,
        evidence=text,
        sentence_spans=(span,),
    )
    return claimdb.Record(
        statement=said,
        title=text,
        author=name,
        published=text,
        publisher=text,
        url=text,
        sha256="c0ffee",
        wikidata=text,
        found_speaker=name,
        mention=text,
        cue=text,
        sentence=text,
        extractor=Extractor("0.1", "by hand", "1", "c0ffee"),
        status="corrected",
        note=text,
        found_text=text,
        found_spans=(span,),
        found_kind="direct",
        found_function="question",
        found_topics=(topic,),
        decision=1,
        origin=Origin(
            Version(1, None, "article", "en", "by hand 1", "utf-8", "c0ffee"),
            "2024-02-12T00:00:00Z",
            (quote,),
            (quote,),
            (),
        ),
    )


def written(standard: Standard, record: claimdb.Record) -> str:
    stream = io.StringIO()
    assert standards.write(standard, [record], stream) == 1
    return stream.getvalue()


@settings(deadline=None)
@given(ODD, ODD, ODD)
def test_odd_texts_come_back_from_json(text: str, name: str, topic: str) -> None:
    record = record_of(text, name, topic)
    (annotation,) = json.loads(written("webannotation", record))["first"]["items"]
    assert annotation["target"][0]["selector"][1]["exact"] == text
    assert {body.get("value") for body in annotation["body"]} >= {text, name, topic}
    graph = json.loads(written("schema.org", record))["@graph"]
    assert [node["text"] for node in graph if "text" in node] == [text]
    assert {node.get("name") for node in graph} >= {text, name, topic}


@settings(max_examples=50, deadline=None)
@given(ODD, ODD, ODD)
def test_odd_texts_come_back_from_prov(text: str, name: str, topic: str) -> None:
    record = record_of(text, name, topic)
    told = ProvDocument.deserialize(content=written("prov", record), format="json")
    assert told == ProvDocument.deserialize(content=written("provn", record), format="provn")
    (statement,) = told.get_record("claimdb:statement-00ff00ff00ff00ff")
    assert statement.get_attribute(PROV["value"]) == {text}
    assert statement.get_attribute("claimdb:topic") == {topic}


@settings(max_examples=50, deadline=None)
@given(ODD, ODD, ODD)
def test_odd_texts_come_back_from_networks_as_far_as_xml_can_hold_them(
    text: str, name: str, topic: str
) -> None:
    record = record_of(text, name, topic)
    for standard in ("graphml", "gexf"):
        made = written(standard, record)
        etree.fromstring(made.encode())
        read = nx.parse_graphml(made) if standard == "graphml" else nx.read_gexf(io.BytesIO(made.encode()))
        labels = [data.get("label") for _, data in read.nodes(data=True)]
        assert len(labels) == 3
        plain = " ".join(
            re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", topic).split()
        )
        assert plain in [label or "" for label in labels]


# ------------------------------------------------------------------------ mistakes, the command


def test_a_record_without_its_origin_is_refused(odd: Archive) -> None:
    record = next(odd.database.query())
    assert record.origin is None
    with pytest.raises(claimdb.ExportError, match="origins=True"):
        standards.write("webannotation", [record], io.StringIO())
    again = next(odd.database.query(origins=True))
    assert dataclasses.replace(again, origin=None) == record
    assert standards.write("webannotation", [again], io.StringIO()) == 1


@pytest.mark.parametrize("name", ["out.jsonld", "out.json", "out.xml"])
def test_a_suffix_that_says_too_little(odd: Archive, tmp_path: Path, name: str) -> None:
    with pytest.raises(claimdb.ExportError, match=r"\.anno\.jsonld, \.schema\.jsonld"):
        odd.database.export(tmp_path / name)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(("standard", "library"), standards.LIBRARIES.items())
def test_a_library_that_is_missing_is_one_line(
    odd: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, standard: Standard, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(claimdb.ExportError) as refused:
        odd.database.export(tmp_path / "out", format=standard)
    assert str(refused.value) == f"{standard} needs the package {library}: pip install 'claimdb[standards]'"
    assert not (tmp_path / "out").exists()


def test_the_command(
    odd: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLAIMDB_DB", raising=False)
    db = str(odd.database.path)
    for suffix in SUFFIXES:
        assert run(["export", str(tmp_path / f"out{suffix}"), "--db", db, "--speaker", "novak"]) == 0
        assert capsys.readouterr().err == f"3 statements written to {tmp_path / f'out{suffix}'}\n"
        assert count(tmp_path / f"out{suffix}") == 3
    for standard in STANDARDS:
        assert run(["export", "-", "--format", standard, "--db", db]) == 0
        assert capsys.readouterr().out
    assert run(["export", str(tmp_path / "out.jsonld"), "--db", db]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("standard", STANDARDS)
def test_to_a_terminal(odd: Archive, standard: Standard) -> None:
    shown = io.StringIO()
    shield = Shield(shown)
    odd.database.export(cast("TextIO", shield), format=standard)
    assert "Silva" in shown.getvalue()
    assert not set("\x01\x02\x1b") & set(shown.getvalue())


def test_only_what_is_asked_for_is_loaded(odd: Archive) -> None:
    program = """
import sys
from claimdb.cli.main import run
for standard in sys.argv[2:]:
    run(["export", "-", "--format", standard, "--db", sys.argv[1]])
    loaded = {"spacy", "torch", "onnxruntime", "prov", "networkx"} & set(sys.modules)
    print(standard, *sorted(loaded), file=sys.stderr)
"""
    order = ("jsonl", "webannotation", "schema.org", "prov", "provn", "graphml", "gexf")
    command = [sys.executable, "-c", program, str(odd.database.path), *order]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr.splitlines() == [
        "jsonl",
        "webannotation",
        "schema.org",
        "prov prov",
        "provn prov",
        "graphml networkx prov",
        "gexf networkx prov",
    ]
