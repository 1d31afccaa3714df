"""Weigh the common words of English, as ``claimdb.linking`` compares statements by them.

    pip download --no-deps spacy-lookups-data==1.0.5
    unzip spacy_lookups_data-*.whl 'spacy_lookups_data/data/en_lexeme_prob.json.gz'
    python training/word_weights.py spacy_lookups_data/data/en_lexeme_prob.json.gz POLNEAR/train

A word weighs, by its stem, about the logarithm of one in how many sentences has it: the mean of what two
sources say, conversation (spaCy's table of words, MIT) and news (PolNeAR's training articles).  The words
that are common in both go into ``src/claimdb/linking/weights.tsv``, except names; every other word weighs
what ``claimdb.linking.words.RAREST`` says.  The list is part of the program, not of a database, so that two
statements are linked or not whatever else is in the database.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from claimdb.linking.words import RAREST, keys, stem

WEIGHTS = Path(__file__).parent.parent / "src/claimdb/linking/weights.tsv"

WORDS_IN_A_SENTENCE = 15
LEAST = 10
"""Sentences of news that a word has to stand in."""
SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+|\n+")
SMALL = re.compile(r"\b[a-z][\w'’]*")


def main() -> None:
    """Read both sources, and write."""
    table, polnear = sys.argv[1:]
    said, printed = in_conversation(Path(table)), in_news(Path(polnear, "text"))
    weights = {name: (said[name] + printed[name]) / 2 for name in said.keys() & printed.keys()}
    lines = [
        f"{name}\t{max(weight, 0.0):.1f}"
        for name, weight in sorted(weights.items(), key=lambda each: (round(each[1], 1), each[0]))
        if weight < RAREST
    ]
    heading = "# Stem and weight, made by training/word_weights.py of spacy-lookups-data 1.0.5 and PolNeAR"
    WEIGHTS.write_text("\n".join([heading, *lines, ""]), encoding="utf-8")
    print(f"{len(lines)} stems")


def in_conversation(table: Path) -> dict[str, float]:
    """What stems weigh that are written in small letters more often than not."""
    with gzip.open(table, "rt", encoding="utf-8") as stream:
        logarithms: dict[str, float] = json.load(stream)
    shares: defaultdict[str, float] = defaultdict(float)
    for word, logarithm in logarithms.items():
        is_name = word != "i" and logarithms.get(word.title(), -math.inf) > logarithm
        if keys(word) == [word] and not word.isdigit() and not is_name:
            shares[stem(word)] += math.exp(logarithm)
    return {name: -math.log(share * WORDS_IN_A_SENTENCE) for name, share in shares.items()}


def in_news(folder: Path) -> dict[str, float]:
    """What the stems weigh that stand in several sentences, mostly in small letters."""
    having: Counter[str] = Counter()
    small: Counter[str] = Counter()
    sentences = 0
    for file in sorted(folder.glob("*.txt")):
        for sentence in SENTENCE_END.split(file.read_text(encoding="utf-8")):
            stems = {stem(key) for key in keys(sentence)}
            having.update(stems)
            small.update({stem(key) for key in keys(" ".join(SMALL.findall(sentence)))})
            sentences += len(stems) > 1
    return {
        name: math.log(sentences / count)
        for name, count in having.items()
        if count >= LEAST and (small[name] > count / 2 or name == "i")
    }


if __name__ == "__main__":
    main()
