"""Which rules this claimdb reads and extracts by, told by their files.

An improved rule is thereby another extractor, also between two releases, and what was extracted before is
extracted again.  The tagger's weights have a digest of their own.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

PARTS: Final = ("extraction", "reading", "model.py")
"""What of the package the statements of a document depend on."""
LEFT_OUT: Final = ("model", "__pycache__")
"""Folders: the tagger's weights, and what Python keeps beside the files."""
KINDS: Final = (".py", ".tsv", ".toml", ".txt")


@lru_cache(maxsize=1)
def digest() -> str:
    """Eight hexadecimal digits of the SHA-256 over the rules' files."""
    found = hashlib.sha256()
    package = files("claimdb")
    for part in PARTS:
        for name, content in _contents(package.joinpath(part), part):
            found.update(f"{name} {len(content)}\n".encode())
            found.update(content)
    return found.hexdigest()[:8]


def _contents(place: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    """The files at a place with their names, in order; line breaks are the same on every system."""
    if place.is_file():
        yield name, place.read_bytes().replace(b"\r\n", b"\n")
        return
    for each in sorted(place.iterdir(), key=lambda each: each.name):
        if each.is_file() and not each.name.endswith(KINDS):
            continue
        if each.name not in LEFT_OUT:
            yield from _contents(each, f"{name}/{each.name}")
