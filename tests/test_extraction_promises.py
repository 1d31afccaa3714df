"""What every extraction keeps: words at their spans, stable ids, order, and nothing lost of any text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import claimdb
from claimdb.extraction.passages import passages
from claimdb.extraction.quotations import quotations
from claimdb.extraction.sentences import sentence_starts
from claimdb.model import joined, statement_id
from claimdb.reading import read_text

PIECES = st.sampled_from(
    [
        *"Ana|Silva|Mr. Berg|said|told reporters|that|the harbour|would close|U.S.|According to".split("|"),
        *"she|It is|not|who|because|added|1.|-|😀|é|Москва|<...>|[sic]|“|”|’|.|?|!|…|,|—|:|(|)|*|«|»".split(
            "|"
        ),
        *('"', "'", "\n", "\n\n", "\u00a0", "\u200b", "\x1b[31m"),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map(" ".join), st.text(max_size=200))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_every_statement_is_the_documents_words(text: str) -> None:
    document = read_text(text)
    seen = set()
    last = -1
    for statement in claimdb.extract(text + "\n"):
        assert statement.text == joined(document.text + "\n", statement.spans)
        assert statement.spans == tuple(sorted(statement.spans))
        assert all(0 <= a < b <= len(text) for a, b in statement.spans)
        spans = (*statement.source_spans, *statement.cue_spans, *statement.sentence_spans)
        assert all(0 <= a < b <= len(text) for a, b in spans)
        assert statement.spans[0].start >= last
        assert statement.id not in seen
        assert 0 < statement.confidence < 1
        assert statement.nested_in is None or statement.nested_in != statement.id
        last = statement.spans[0].start
        seen.add(statement.id)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_sentences_start_in_order_at_words(text: str) -> None:
    starts = list(sentence_starts(text))
    assert starts == sorted(set(starts))
    assert all(not text[start].isspace() for start in starts)
    assert bool(starts) == bool(text.strip())


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_quotations_are_in_range_and_apart(texts: list[str]) -> None:
    for text, found in zip(texts, quotations(texts), strict=True):
        last = 0
        for quotation in found:
            assert last <= quotation.start < quotation.end <= len(text)
            last = quotation.end


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_passage_knows_its_way_back(text: str) -> None:
    document = read_text(text)
    for passage in passages(document):
        assert len(passage.text) == len(passage.printed)
        for at, origin, length, extent in passage.pieces:
            if length == extent:
                assert passage.printed[at : at + length] == document.text[origin : origin + length]
            else:
                assert (length, passage.spans(at, at + 1)) == (1, [(origin, origin + extent)])


def test_what_nobody_sees_and_misread_characters_do_not_hide_a_statement() -> None:
    text = (
        "The quota\n\nAna Sil\u00adva\u00a0sa\u00adid that the quo\u00adta would fall in\u200b May.\n\n"
        "â€œThere is no other way,â€\x9d Silva said. â€œWe donâ€™t know one.â€\x9d\n"
    )
    said = [statement for statement in claimdb.extract(text) if statement.kind != "authorial"]
    assert [(each.kind, each.text) for each in said] == [
        ("indirect", "the quo\u00adta would fall in\u200b May"),
        ("direct", "â€œThere is no other way,â€\x9d"),
        ("direct", "â€œWe donâ€™t know one.â€\x9d"),
    ]
    for each in said:
        assert each.text == " … ".join(text[start:end] for start, end in each.spans)


TEXT = 'Ana Silva said the gates were shut. "It was old," she added.\n\nThe town lies in the north.\n'


def test_the_same_text_gives_the_same_statements() -> None:
    assert claimdb.extract(TEXT) == claimdb.extract(TEXT)


def test_ids_come_from_the_document_the_spans_and_the_nesting() -> None:
    document = claimdb.read(TEXT)
    for statement in claimdb.extract(TEXT):
        assert statement.id == statement_id(document.sha256, statement.spans, statement.nested_in)


def test_a_missing_model_is_one_line_that_says_what_to_do() -> None:
    with pytest.raises(claimdb.ModelError, match="pip install no_such_model") as error:
        claimdb.extract(TEXT, model="no_such_model")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mr. Berg left. He was late.", 2),
        ("The U.S. Senate met. It voted.", 2),
        ("It cost $3.5 million. Nobody paid.", 2),
        ("No. 5 was late. No. It was early.", 3),
        ('"Was it late?" Berg asked. Nobody knew.', 2),
        ("He came at 5 p.m. The door was shut.", 2),
        ("J. R. Berg left… Nobody knew why!", 2),
        ("“It is late.” “It is not.”", 2),
        ("One line\n\nAnother line", 2),
    ],
)
def test_sentences(text: str, sentences: int) -> None:
    assert len(list(sentence_starts(text))) == sentences


@pytest.mark.parametrize("text", ["(" * 5000 + "a" + ")" * 5000, '"' * 5000, "a<" * 20000, "said " * 20000])
def test_odd_text_of_any_length_is_extracted(text: str) -> None:
    claimdb.extract(text + "\n")


def test_a_package_that_is_no_pipeline_is_refused_in_one_line() -> None:
    with pytest.raises(claimdb.ModelError, match="not a spaCy pipeline"):
        claimdb.extract(TEXT, model="rich")
