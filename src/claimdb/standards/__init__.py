"""Statements in the formats of others: Web Annotation, schema.org, PROV, GraphML and GEXF.

Each module writes one standard, out of records that have their ``origin``.  What a standard needs beyond
Python is loaded when it is asked for, and never before.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Literal, TextIO, TypeAlias, cast

from claimdb.errors import ExportError
from claimdb.store.record import Record

__all__ = ["LIBRARIES", "SUFFIXES", "Standard", "check", "write"]

Standard: TypeAlias = Literal["webannotation", "schema.org", "prov", "provn", "graphml", "gexf"]

SUFFIXES: dict[str, Standard] = {
    ".anno.jsonld": "webannotation",
    ".schema.jsonld": "schema.org",
    ".prov.json": "prov",
    ".provn": "provn",
    ".graphml": "graphml",
    ".gexf": "gexf",
}
"""How a file's name ends; ``.jsonld`` by itself says too little."""

LIBRARIES: dict[Standard, str] = {
    "prov": "prov",
    "provn": "prov",
    "graphml": "networkx",
    "gexf": "networkx",
}


def check(standard: Standard) -> None:
    """Raise ``ExportError`` if the library that the standard is written with is not installed."""
    library = LIBRARIES.get(standard)
    if library is not None and find_spec(library) is None:
        raise ExportError(f"{standard} needs the package {library}: pip install 'claimdb[standards]'")


def write(standard: Standard, records: Iterable[Record], stream: TextIO) -> int:
    """Write the records, which have their origins, and give their number."""
    module, function = {
        "webannotation": ("web_annotation", "write"),
        "schema.org": ("schema_org", "write"),
        "prov": ("provenance", "write_json"),
        "provn": ("provenance", "write_notation"),
        "graphml": ("networks", "write_graphml"),
        "gexf": ("networks", "write_gexf"),
    }[standard]
    writer = getattr(import_module(f"{__name__}.{module}"), function)
    return cast("int", writer(records, stream))
