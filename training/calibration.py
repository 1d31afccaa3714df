"""Fit how likely an attribution is right to what the tagger says of it, on PolNeAR's dev articles.

    python training/calibration.py POLNEAR/dev

Writes the weights of a logistic regression (Platt, 1999) into the tagger's settings, and prints how often
attributions of each confidence are right, each article judged by weights fitted without it.
"""

from __future__ import annotations

import argparse
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from polnear import ROLES, articles

from claimdb.extraction import DEFAULT_MODEL
from claimdb.extraction.pipeline import load
from claimdb.extraction.tagging.inference import Found, Tagger, evidence
from claimdb.extraction.tagging.pieces import WordPieces
from claimdb.extraction.tagging.windows import Window, windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from polnear import Article, Attribution, Place

SETTINGS = Path(__file__).parent.parent / "src/claimdb/extraction/tagging/model/settings.toml"
_SOURCE, _CONTENT = ROLES.index("source"), ROLES.index("content")
_PARTS = 10
_BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the tagger's confidence on PolNeAR's dev articles.")
    parser.add_argument("corpus", type=Path, help="PolNeAR's folder dev")
    word_pieces = WordPieces()
    texts = list(articles(parser.parse_args().corpus, load(DEFAULT_MODEL), word_pieces))
    calibrate(texts, word_pieces, SETTINGS)


def calibrate(texts: Sequence[Article], word_pieces: WordPieces, settings: Path) -> None:
    """Fit on ``texts``, print the table, and write the weights into ``settings``."""
    tagger = Tagger()
    rows, right, groups = [], [], []
    for number, article in enumerate(texts):
        cut = list(windows(article.passages, word_pieces))
        for window, found in zip(cut, tagger.found(cut), strict=True):
            for one in found:
                rows.append(evidence(one))
                right.append(_is_right(one, window, article.attributions))
                groups.append(number % _PARTS)
    x, y, part = np.array(rows), np.array(right, dtype=float), np.array(groups)
    blind = np.zeros(len(y))
    for left_out in range(_PARTS):
        weights = _fitted(x[part != left_out], y[part != left_out])
        blind[part == left_out] = 1 / (1 + np.exp(-x[part == left_out] @ weights))
    _print(blind, y)
    line = f"confidence = {[round(float(w), 4) for w in _fitted(x, y)]}"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"(?m)^confidence = .*$", line, text), encoding="utf-8")


def _is_right(found: Found, window: Window, gold: Sequence[Attribution]) -> bool:
    """Half of the content's words in common with an annotated content, and a word of the source."""
    places = [(number, word) for number, first, last in window.parts for word in range(first, last)]
    content = {place for place, role in zip(places, found.roles, strict=True) if role == _CONTENT}
    source = {place for place, role in zip(places, found.roles, strict=True) if role == _SOURCE}
    for attribution in gold:
        said = _words(attribution, _CONTENT)
        by = _words(attribution, _SOURCE)
        if len(content & said) * 2 >= len(content | said) > 0 and (by & source or not (by or source)):
            return True
    return False


def _words(attribution: Attribution, role: int) -> set[Place]:
    return {place for place, found in attribution.roles.items() if found == role}


def _fitted(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Newton's method, with a little weight on small weights."""
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - 0.1 * weights
        bend = (x * (p * (1 - p))[:, None]).T @ x + 0.1 * np.eye(x.shape[1])
        weights += np.linalg.solve(bend, slope)
    return weights


def _print(given: NDArray[np.float64], right: NDArray[np.float64]) -> None:
    print("| confidence | attributions | mean confidence | right |\n|---|---|---|---|")
    for low, high in pairwise(_BINS):
        inside = (given >= low) & (given < high)
        if inside.any():
            shown = f"{given[inside].mean():.2f} | {right[inside].mean():.2f}"
            print(f"| {low:.1f} to {high:.1f} | {inside.sum()} | {shown} |")


if __name__ == "__main__":
    main()
