"""The files that training gave and that travel with the package, read and checked."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from claimdb.errors import ModelError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

MODEL = files("claimdb.extraction.tagging").joinpath("model")
"""The folder that they stand in."""
CHECKED = ("encoder.onnx", "linker.onnx", "vocab.txt")
"""The files whose bytes the digest in the settings is of, in this order.

``vocab.txt`` is BERT's general list of 30,522 word pieces, byte for byte as it came with the pre-trained
encoder.  Names in it are of no corpus of claimdb's; a piece's line is its row of the embeddings, so that
none can go.
"""


_DAMAGED = (
    "the tagger's files in this installation are missing or damaged; install claimdb anew, "
    "or go without the tagger with --fast"
)


@dataclass(frozen=True, slots=True)
class Weights:
    """The two graphs, and the settings."""

    encoder: bytes
    linker: bytes
    settings: dict[str, Any]


def settings_of(folder: Traversable = MODEL) -> dict[str, Any]:
    """The settings alone.

    Raises:
        ModelError: they are missing or damaged.
    """
    try:
        settings = tomllib.loads(folder.joinpath("settings.toml").read_text(encoding="utf-8"))
        settings["weights"]
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(_DAMAGED) from error
    return settings


def weights_of(folder: Traversable = MODEL) -> Weights:
    """All of it.

    Raises:
        ModelError: something is missing or not as it was made.
    """
    settings = settings_of(folder)
    try:
        parts = [folder.joinpath(name).read_bytes() for name in CHECKED]
    except OSError as error:
        raise ModelError(_DAMAGED) from error
    if digest_of(parts) != settings["weights"]:
        raise ModelError(_DAMAGED)
    return Weights(parts[0], parts[1], settings)


def digest_of(parts: list[bytes]) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the files' bytes, one after the other."""
    return hashlib.sha256(b"".join(parts)).hexdigest()[:16]
