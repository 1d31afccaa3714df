"""Who said what: attributions of every shape, on texts of our own, through ``claimdb.extract``."""

from __future__ import annotations

import pytest

import claimdb
from claimdb import Corpus, Speaker, Statement


def found(text: str, words: str, corpus: Corpus | None = None) -> Statement:
    """The statement of ``text`` that holds ``words``; the innermost if several do."""
    fitting = [s for s in claimdb.extract(text, corpus=corpus or Corpus()) if words in s.text]
    assert fitting, f"no statement with {words!r}"
    return min(fitting, key=lambda statement: len(statement.text))


def source(text: str, statement: Statement) -> str:
    return " ".join(text[start:end] for start, end in statement.source_spans)


def cue(text: str, statement: Statement) -> str:
    return " ".join(text[start:end] for start, end in statement.cue_spans)


@pytest.mark.parametrize(
    ("text", "content", "speaker", "kind", "reporting"),
    [
        (
            "The harbour will reopen in spring, Mayor Ana Silva said on Monday.",
            "The harbour will reopen in spring",
            "Ana Silva",
            "indirect",
            "said",
        ),
        (
            "Mayor Ana Silva said that the harbour would reopen in spring.",
            "the harbour would reopen in spring",
            "Ana Silva",
            "indirect",
            "said",
        ),
        (
            '"The harbour will reopen," Mayor Ana Silva told reporters.',
            '"The harbour will reopen,"',
            "Ana Silva",
            "direct",
            "told",
        ),
        (
            "Mayor Ana Silva called the closure of the harbour “a long and bitter winter” for the town.",
            "“a long and bitter winter”",
            "Ana Silva",
            "mixed",
            "called",
        ),
        (
            "According to Ana Silva, the harbour will reopen in spring.",
            "the harbour will reopen in spring",
            "Ana Silva",
            "indirect",
            "According to",
        ),
        (
            "Ana Silva denied the claim that the harbour was sold to a bank.",
            "the harbour was sold to a bank",
            "Ana Silva",
            "indirect",
            "denied",
        ),
        (
            "Ana Silva accused the council of hiding the costs.",
            "the council of hiding the costs",
            "Ana Silva",
            "indirect",
            "accused",
        ),
        (
            "As per a report by Ana Silva, the pumps had failed.",
            "the pumps had failed",
            "Ana Silva",
            "indirect",
            "per",
        ),
        (
            'Per Ana Silva, "the pumps had failed long before the storm."',
            '"the pumps had failed long before the storm."',
            "Ana Silva",
            "direct",
            "Per",
        ),
        (
            "Ana Silva went on to predict that the pumps would fail.",
            "the pumps would fail",
            "Ana Silva",
            "indirect",
            "went on to predict",
        ),
        (
            "Ana Silva urged the council not to sell the harbour.",
            "not to sell the harbour",
            "Ana Silva",
            "indirect",
            "urged",
        ),
    ],
)
def test_source_cue_and_content(text: str, content: str, speaker: str, kind: str, reporting: str) -> None:
    statement = found(text, content)
    assert statement.speaker == speaker
    assert statement.kind == kind
    assert "Silva" in source(text, statement)
    if "claim" not in text:
        assert cue(text, statement) == reporting


def test_a_sentence_of_nobody_is_the_authors() -> None:
    (statement,) = claimdb.extract("The harbour lies in the north of the town and is very old.")
    assert (statement.kind, statement.speaker, statement.speaker_kind) == ("authorial", "author", "author")
    assert statement.attribution is None
    assert statement.source_spans == statement.cue_spans == ()


def test_a_quotation_around_its_tag_is_one_statement_of_two_spans() -> None:
    text = '"The harbour," Ana Silva said, "will reopen in spring."'
    statement = found(text, "will reopen")
    assert len(statement.spans) == 2
    assert statement.text == '"The harbour," … "will reopen in spring."'
    assert statement.speaker == "Ana Silva"


def test_every_sentence_of_a_quotation_is_a_statement_of_one_attribution() -> None:
    text = '"We closed it. We had to! Who would not?" Ana Silva said. "It was old."'
    parts = [s for s in claimdb.extract(text) if s.kind == "direct"]
    assert [s.text for s in parts] == ['"We closed it.', "We had to!", 'Who would not?"', '"It was old."']
    assert {s.speaker for s in parts} == {"Ana Silva"}
    assert len({s.attribution for s in parts}) == 1


def test_a_quotation_over_paragraphs_that_each_open_it() -> None:
    text = 'Ana Silva said: "We closed the harbour in May.\n\n"We opened it again in June."\n'
    second = found(text, "opened it again")
    assert (second.kind, second.speaker) == ("direct", "Ana Silva")
    assert second.attribution == found(text, "closed the harbour").attribution


def test_a_quotation_that_closes_in_another_style_or_never() -> None:
    mixed = found('“We closed the harbour in May," Ana Silva said.', "closed the harbour")
    assert (mixed.kind, mixed.speaker) == ("direct", "Ana Silva")
    text = 'Ana Silva said: "We closed the harbour.\n\nThe town lies in the north.\n'
    assert found(text, "closed the harbour").speaker == "Ana Silva"
    assert found(text, "The town lies").speaker == "author"


def test_a_nickname_in_marks_is_no_quotation() -> None:
    statement = found("Ana “Shorty” Silva lives in the north of the town.", "lives in the north")
    assert statement.kind == "authorial"


def test_a_quotation_alone_in_its_paragraph_belongs_to_who_spoke_before_and_is_no_surer() -> None:
    text = 'Ana Silva said the harbour was closed.\n\n"It was old and dangerous for everybody."\n'
    alone, told = found(text, "old and dangerous"), found(text, "harbour was closed")
    assert alone.speaker == "Ana Silva"
    assert alone.confidence <= told.confidence


def test_a_quotation_of_nobody_has_no_speaker() -> None:
    statement = found('"It was old and dangerous for everybody."', "dangerous")
    assert (statement.kind, statement.speaker, statement.speaker_kind) == ("direct", None, None)
    assert statement.confidence < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "The minister, Paul Grey, said the tax would fall. I doubt it.",
        'The bank said in 2020 that "the poor pay first." I doubt it.',
    ],
)
def test_a_sentence_behind_a_report_is_the_authors(text: str) -> None:
    assert found(text, "I doubt it").speaker == "author"


def test_words_over_paragraphs_stand_in_one_statement_each() -> None:
    text = "Rui Costa spoke on Monday: “I said what I knew.\n\n“And I would say it again tomorrow.”\n"
    second = found(text, "say it again")
    assert (second.speaker, len(second.spans)) == ("Rui Costa", 1)


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Ana Silva declined to comment.",
        "Mayor Ana Silva has not said whether she supports the plan.",
        "Mayor Ana Silva refused to say who leaked the letter.",
    ],
)
def test_where_nothing_was_said_there_is_no_statement_of_it(text: str) -> None:
    assert {s.speaker for s in claimdb.extract(text)} == {"author"}


def test_a_question_that_names_a_source_reports_nothing() -> None:
    text = "So what does Northtown want, according to Mayor Ana Silva? The harbour."
    assert {s.speaker for s in claimdb.extract(text)} == {"author"}


def test_names_are_followed_through_surnames_titles_pronouns_and_descriptions() -> None:
    text = (
        "Harbour spokeswoman Ana Silva said the gates were shut.\n\n"
        "Silva added that nobody was hurt. She said that the pumps had failed.\n\n"
        "The spokeswoman warned that repairs could take months.\n"
    )
    for words in ("gates were shut", "nobody was hurt", "pumps had failed", "repairs could take"):
        assert found(text, words).speaker == "Ana Silva", words


def test_a_pronoun_keeps_to_the_gender_that_the_text_shows() -> None:
    text = "Mr. Tom Berg met Mrs. Ana Silva in the harbour. She said that the pumps had failed."
    assert found(text, "pumps had failed").speaker == "Ana Silva"


def test_two_people_with_one_surname_stay_two() -> None:
    text = "Ana Silva said the gates were shut. Rui Silva said that the pumps had failed."
    assert found(text, "gates were shut").speaker == "Ana Silva"
    assert found(text, "pumps had failed").speaker == "Rui Silva"


def test_an_unnamed_source_stays_what_it_is() -> None:
    statement = found("A senior official said that the pumps had failed.", "pumps had failed")
    assert (statement.speaker, statement.speaker_kind) == ("a senior official", "unnamed")


def test_the_registry_names_the_speaker() -> None:
    corpus = Corpus(
        speakers=(
            Speaker("Ana Silva", aliases=("Anna Silwa", "Silva"), offices=("the harbour master",)),
            Speaker("Northland", kind="body", aliases=("Northtown",)),
        )
    )
    assert found("Anna Silwa said that the pumps had failed.", "pumps", corpus).speaker == "Ana Silva"
    assert found("The harbour master said that the pumps had failed.", "pumps", corpus).speaker == "Ana Silva"
    told = found("Northtown said that the pumps had failed.", "pumps", corpus)
    assert (told.speaker, told.speaker_kind) == ("Northland", "body")


def test_what_a_speaker_reports_of_another_is_nested() -> None:
    text = '"My brother told me that the pumps had failed," Ana Silva said.'
    statements = claimdb.extract(text)
    outer = next(s for s in statements if s.speaker == "Ana Silva")
    inner = next(s for s in statements if s.nested_in is not None)
    assert inner.nested_in == outer.id
    assert inner.text == "the pumps had failed"
    assert inner.speaker != "Ana Silva"


def test_a_document_that_announces_somebodys_words_gives_its_sections_to_them() -> None:
    text = (
        "What Ana Silva said about the harbour\n\n"
        "Here are the main points of Mayor Ana Silva's speech to the council on Monday evening.\n\n"
        "On the gates\n\nThe gates are too old to be kept. “We shall tear them down in May.”\n\n"
        "On the pumps\n\nNobody looked after the pumps. “It is a shame for all of us.”\n"
    )
    for words in ("too old to be kept", "tear them down", "Nobody looked", "a shame for all"):
        assert found(text, words).speaker == "Ana Silva", words


@pytest.mark.parametrize(
    ("text", "addressee", "via"),
    [
        ("Ana Silva told the council that the pumps had failed.", "the council", None),
        ("Ana Silva told Tom Berg that the pumps had failed.", "Tom Berg", None),
        ("In an interview with Tom Berg, Ana Silva said that the pumps had failed.", "Tom Berg", None),
        ("Ana Silva told the Northland news agency that the pumps had failed.", "Northland", "Northland"),
        ("Ana Silva said that the pumps had failed.", None, None),
    ],
)
def test_addressee_and_medium(text: str, addressee: str | None, via: str | None) -> None:
    statement = found(text, "the pumps had failed")
    assert (statement.addressee, statement.via) == (addressee, via)


@pytest.mark.parametrize(
    ("text", "words", "speaker", "addressee"),
    [
        ("Residents were told that the school would close.", "the school would close", None, "Residents"),
        ("We are told that the bridge is safe.", "the bridge is safe", None, "We"),
        ("The council was told by Ana Silva that the pumps had failed.", "failed", "Ana Silva", "council"),
    ],
)
def test_who_is_told_is_not_who_says_it(text: str, words: str, speaker: str | None, addressee: str) -> None:
    statement = found(text, words)
    assert (statement.kind, statement.speaker) == ("indirect", speaker)
    assert statement.addressee is not None
    assert statement.addressee.endswith(addressee)


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe did not respond to a request for comment.",
        "The company did not immediately return calls seeking comment.",
        "The council voted against the plan.",
        "The harbour masters are bent on expanding the port.",
        'The fishermen do not want to be "freed" of their boats.',
        "Since all else has failed, common sense dictates that a settlement is the best course.",
    ],
)
def test_what_nobody_said_is_the_authors(text: str) -> None:
    (statement,) = claimdb.extract(text)
    assert (statement.kind, statement.text) == ("authorial", text)


def test_no_person_in_the_text_is_a_normal_case() -> None:
    for text in ("It rained.", "“…”", '""', "“", "said", "According to.", "!!!", "1. 2. 3."):
        claimdb.extract(text)


def test_no_word_is_in_two_statements_side_by_side() -> None:
    text = (
        "The charity announced that it will take the regulator to court over permits which, it says, allow "
        "water companies to pollute with impunity."
    )
    spans = [span for s in claimdb.extract(text) if not s.nested_in for span in s.spans]
    covered = [place for start, end in spans for place in range(start, end)]
    assert len(spans) > 1
    assert len(covered) == len(set(covered))


def test_letters_that_stand_out_leave_no_marks_in_statements() -> None:
    text = (
        "# The pumps\n\nBy Jane Doe\n\n**Both of us knew. Nobody asked.** It is *over*. _The gates are old._"
        "\n\n**The council voted.**\n"
    )
    found = [statement.text for statement in claimdb.extract(text)]
    assert found == [
        "Both of us knew.",
        "Nobody asked.",
        "It is *over*.",
        "The gates are old.",
        "The council voted.",
    ]
