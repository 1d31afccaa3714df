"""Whom a source phrase stands for: names, pronouns, descriptions, bodies and documents."""

from __future__ import annotations

import pytest

import claimdb
from claimdb import Corpus, Speaker, Statement
from claimdb.extraction.cast import Cast
from claimdb.model import Office


def found(text: str, words: str, corpus: Corpus | None = None) -> Statement:
    """The statement of ``text`` that holds ``words``; the innermost if several do."""
    statements = claimdb.extract(text, fast=True, corpus=corpus or Corpus())
    fitting = [s for s in statements if words in s.text]
    assert fitting, f"no statement with {words!r}"
    return min(fitting, key=lambda statement: len(statement.text))


def speaker(text: str, words: str, corpus: Corpus | None = None) -> tuple[str | None, str | None]:
    statement = found(text, words, corpus)
    return statement.speaker, statement.speaker_kind


# ------------------------------------------------------------------------------ pronouns


@pytest.mark.parametrize(
    ("people", "pronoun", "who"),
    [
        ("Ingrid Berg met Tomas Roe in the harbour", "She", "Ingrid Berg"),
        ("Ingrid Berg met Tomas Roe in the harbour", "He", "Tomas Roe"),
        ("Tomas Roe met Ingrid Berg in the harbour", "She", "Ingrid Berg"),
        ("Fatima Haddad met Mehmet Demir in the harbour", "He", "Mehmet Demir"),
        ("Giulia Conti met Jean-Pierre Morel in the harbour", "He", "Jean-Pierre Morel"),
        ("Li Jianguo met Wang Xiaohong in the harbour", "She", "Wang Xiaohong"),
        ("Ms. Doe met Mr. Roe in the harbour", "He", "Roe"),
        ("Spokeswoman Robin Doe met Tomas Roe in the harbour", "She", "Robin Doe"),
    ],
)
def test_a_pronoun_is_never_somebody_of_the_other_gender(people: str, pronoun: str, who: str) -> None:
    text = f"{people}. {pronoun} said that the pumps had failed."
    assert speaker(text, "pumps had failed") == (who, "person")


def test_a_pronoun_that_nobody_fits_stands_for_nobody() -> None:
    text = "Tomas Roe went to the harbour on Monday. She said that the pumps had failed."
    assert speaker(text, "pumps had failed") == (None, None)


@pytest.mark.parametrize(
    ("before", "whom"),
    [
        ("The fishermen met the Northtown Port Authority on Monday.", "the fishermen"),
        ("It is clear that the fishermen rejected the plan.", "the fishermen"),
        ("The fishermen stayed away in December.", "the fishermen"),
        ("The harbour residents were angry. The order came from the court.", "the harbour residents"),
        ("Jane Doe asked the fishermen about the residents of the state.", "the fishermen"),
    ],
)
def test_they_are_people_rather_than_a_body_a_month_or_what_stands_in_passing(before: str, whom: str) -> None:
    assert speaker(f"{before} They said that the pumps had failed.", "pumps had failed") == (whom, "unnamed")


@pytest.mark.parametrize(
    ("subject", "pronoun", "whom"),
    [
        ("The mayor of Northtown, Jane Doe,", "she", "Jane Doe"),
        ("The Port Authority, you know,", "they", "Port Authority"),
        ("The fishermen", "they", "the fishermen"),
    ],
)
def test_a_pronoun_takes_up_the_subject_before_it(subject: str, pronoun: str, whom: str) -> None:
    text = f"Ingrid Berg met the residents. {subject} {pronoun} said that the pumps had failed."
    assert speaker(text, "pumps had failed")[0] == whom


def test_a_body_is_no_he() -> None:
    text = "Tomas Roe met the Northtown Port Authority on Monday. He said that the pumps had failed."
    assert speaker(text, "pumps had failed") == ("Tomas Roe", "person")


@pytest.mark.parametrize("place", ["Portugal", "New Zealand", "Lisbon", "São Paulo"])
def test_a_state_or_its_capital_is_no_he(place: str) -> None:
    text = f"Karim Doe met the minister. {place} closed its ports. He said that the pumps had failed."
    assert speaker(text, "pumps had failed") == ("Karim Doe", "person")
    assert speaker(f"{place} said that the pumps had failed.", "pumps had failed") == (place, "body")


def test_a_pronoun_in_a_talk_may_mean_whom_nobody_named_for_a_while() -> None:
    between = "\n\n".join(f"MS. ROE: The pumps are old, part {n}.\n\nMR. BERG: Yes, old." for n in range(2))
    text = (
        "MS. ROE: What of Karim Doe, the engineer?\n\nMR. BERG: No comment.\n\n"
        f"{between}\n\nMS. ROE: But he said that the pumps had failed."
    )
    assert speaker(text, "the pumps had failed")[0] == "Karim Doe"


def test_a_pronoun_beside_the_name_shows_the_gender_where_the_name_does_not() -> None:
    text = (
        "Robin Doe repaired the pumps herself. Tomas Roe watched Robin Doe for an hour.\n\n"
        "She said that the gates were shut.\n"
    )
    assert speaker(text, "gates were shut") == ("Robin Doe", "person")


def test_the_subject_is_who_is_meant_and_not_who_was_named_last() -> None:
    text = "Jane Doe wrote to Ana Silva about the gates. She said that the pumps had failed."
    assert speaker(text, "pumps had failed")[0] == "Jane Doe"


def test_who_is_spoken_of_is_not_who_speaks() -> None:
    text = 'Jane Doe opened the harbour. "Ana Silva broke the pumps," she said.'
    assert speaker(text, "broke the pumps")[0] == "Jane Doe"


def test_who_was_quoted_last_goes_on() -> None:
    text = (
        '"The pumps had failed," said Jane Doe, who lives beside Ana Silva.\n\n'
        '"Nobody looked after them," she said. "It was a long and bitter winter."\n'
    )
    assert speaker(text, "Nobody looked after them")[0] == "Jane Doe"


def test_who_answers_is_not_who_asked_her() -> None:
    text = "Ana Silva waited. The interviewer asked her about it. She said that the pumps had failed."
    assert speaker(text, "pumps had failed")[0] == "Ana Silva"


def test_a_pronoun_may_point_forward() -> None:
    text = "Ana Silva came late. In her letter to the council, Jane Doe said that the pumps had failed."
    assert speaker(text, "pumps had failed")[0] == "Jane Doe"


def test_they_may_be_people_of_the_paragraph_before() -> None:
    text = (
        "Talks on the dam\n\nFarmers from the valley met on Monday.\n\nThey said that the pumps had failed.\n"
    )
    assert speaker(text, "pumps had failed")[0] == "Farmers"


def test_a_pronoun_takes_up_an_unnamed_source() -> None:
    text = "Tomas Roe was away. A spokeswoman said the gates were shut. She added that the pumps had failed."
    assert speaker(text, "pumps had failed") == ("a spokeswoman", "unnamed")


def test_they_are_the_group_that_spoke_and_it_the_body() -> None:
    text = "Local fishermen said the gates were shut. They added that the pumps had failed."
    assert speaker(text, "pumps had failed") == ("Local fishermen", "unnamed")
    text = "The Northtown Port Authority said the gates were shut. It added that the pumps had failed."
    assert speaker(text, "pumps had failed") == ("Northtown Port Authority", "body")


# --------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Sen. Jane Doe (R-Ohio)", "Jane Doe"),
        ("Northtown Mayor Ana Silva", "Ana Silva"),
        ("former Defense Secretary John Roe", "John Roe"),
        ("Republican Jane Doe", "Jane Doe"),
        ("Dr. Ana Silva of the Northtown Institute", "Ana Silva"),
        ("Ana Silva, a lawyer and a mother of two,", "Ana Silva"),
        ("the mayor, Ana Silva,", "Ana Silva"),
        ("the port's spokeswoman, Ana Silva,", "Ana Silva"),
        ("Northtown's Ana Silva", "Ana Silva"),
        ("Doris Crouse-Berg", "Doris Crouse-Berg"),
        ("Ursula von der Heide", "Ursula von der Heide"),
        ("Karim al-Haddad", "Karim al-Haddad"),
        ("John F. Roe", "John F. Roe"),
        ("Martin Roe Jr.", "Martin Roe Jr."),
        ("JANE DOE", "Jane Doe"),
        ('Marcia "Cia" Berg', 'Marcia "Cia" Berg'),
        ("Theresa May Berg", "Theresa May Berg"),
    ],
)
def test_a_name_without_its_titles(source: str, name: str) -> None:
    text = f"At the harbour, {source} said that the pumps had failed."
    assert speaker(text, "pumps had failed") == (name, "person")


@pytest.mark.parametrize(
    ("full", "later", "name"),
    [
        ("Jane Doe", "Doe", "Jane Doe"),
        ("Jane Doe", "Ms. Doe", "Jane Doe"),
        ("Jane Q. Doe", "Jane Doe", "Jane Q. Doe"),
        ("Jane Doe", "J. Doe", "Jane Doe"),
        ("Ursula von der Heide", "Von der Heide", "Ursula von der Heide"),
        ("Ana Silva Monteiro", "Silva Monteiro", "Ana Silva Monteiro"),
        ("Ana Silva Monteiro", "Silva", "Ana Silva Monteiro"),
        ("Karim al-Haddad", "Haddad", "Karim al-Haddad"),
        ("Dmytro Horbachov", "Dmytro Gorbachev", None),
        ("Andrey Voronzov", "Andrei Vorontsov", "Andrey Voronzov"),
        ("Doris Crouse-Berg", "Crouse-Berg", "Doris Crouse-Berg"),
        ("Martin Roe Jr.", "Roe", "Martin Roe Jr."),
    ],
)
def test_a_shorter_or_another_spelling_is_the_same_person(full: str, later: str, name: str | None) -> None:
    text = f"The gates were shut, {full} told reporters.\n\n{later} said that the pumps had failed."
    assert speaker(text, "pumps had failed")[0] == (name or later)


def test_husband_and_wife_stay_two() -> None:
    text = (
        "Robert Doe said the gates were shut. Jane Doe said the locks were old.\n\n"
        "Mrs. Doe said that the pumps had failed.\n\nMr. Doe said that the boats were safe.\n"
    )
    assert speaker(text, "pumps had failed")[0] == "Jane Doe"
    assert speaker(text, "boats were safe")[0] == "Robert Doe"


def test_a_last_name_alone_is_whoever_of_that_name_came_first() -> None:
    text = (
        "Jane Doe said the gates were shut. The photograph shows Robert Doe.\n\n"
        "Doe said that the pumps had failed.\n"
    )
    assert speaker(text, "pumps had failed")[0] == "Jane Doe"


def test_a_last_name_of_two_in_a_page_of_many_stories() -> None:
    others = "".join(f"Ana Silva met Tomas Berg on pier {number}.\n\n" for number in range(9))
    text = (
        f"Jane Doe said the gates were shut.\n\n{others}Secretary Robert Doe came to the harbour.\n\n"
        "Doe said that the pumps had failed.\n"
    )
    assert speaker(text, "pumps had failed")[0] == "Robert Doe"


def test_a_courtesy_title_tells_who_is_not_named_in_full() -> None:
    text = "Robert Doe said the gates were shut. Mrs. Doe said that the pumps had failed."
    assert speaker(text, "pumps had failed")[0] == "Mrs. Doe"


def test_a_last_name_for_two() -> None:
    text = "John and Jane Doe bought the harbour. John Doe said that the pumps had failed."
    assert speaker(text, "pumps had failed")[0] == "John Doe"
    text = "John and Jane Doe said that the pumps had failed."
    assert speaker(text, "pumps had failed")[0] == "John Doe"


def test_what_opens_a_sentence_is_no_part_of_the_name() -> None:
    text = "Visiting Northtown, Ana Silva said that the pumps had failed. Northtown said the gates were shut."
    assert speaker(text, "pumps had failed")[0] == "Ana Silva"
    assert speaker(text, "gates were shut") == ("Northtown", "body")


def test_a_name_inside_an_organisation_is_not_the_person() -> None:
    text = "Jane Doe built it. The Doe Foundation said that the pumps had failed."
    assert speaker(text, "pumps had failed") == ("Doe Foundation", "body")


# ---------------------------------------------------------------- what belongs to somebody


@pytest.mark.parametrize(
    ("source", "who", "kind"),
    [
        ("Doe's lawyer", "Doe's lawyer", "unnamed"),
        ("A spokesman for Jane Doe", "a spokesman for Jane Doe", "unnamed"),
        ("Aides to Jane Doe", "Aides to Jane Doe", "unnamed"),
        ("Doe's office", "Doe's office", "body"),
        ("The Doe campaign", "the Doe campaign", "body"),
        ("Doe's statement", "Jane Doe", "person"),
        ("A statement by Jane Doe", "Jane Doe", "person"),
        ("A study by Northtown University", "Northtown University", "body"),
        ("A new study", "a new study", "unnamed"),
        ("The report", "the report", "unnamed"),
        ("A Northtown University poll", "a Northtown University poll", "unnamed"),
    ],
)
def test_what_belongs_to_a_person_is_not_the_person(source: str, who: str, kind: str) -> None:
    text = f"Jane Doe came to the harbour. {source} said that the pumps had failed."
    assert speaker(text, "pumps had failed") == (who, kind)


# ---------------------------------------------------------------------------- descriptions


@pytest.mark.parametrize(
    ("named", "later"),
    [
        ("Sen. Jane Doe (R-Ohio)", "The senator"),
        ("Sen. Jane Doe (R-Ohio)", "The Ohio senator"),
        ("Sen. Jane Doe (R-Ohio)", "The Republican lawmaker"),
        ("Northtown Mayor Jane Doe", "The mayor"),
        ("Northtown Mayor Jane Doe", "The Northtown mayor"),
        ("Former Defense Secretary Jane Doe", "The former secretary"),
        ("Jane Doe, a lawyer from Northtown,", "The lawyer"),
        ("Republican Jane Doe", "The Republican nominee"),
        ("Democrat Jane Doe", "The Democratic presidential candidate"),
    ],
)
def test_a_role_alone_is_who_had_it(named: str, later: str) -> None:
    text = f"{named} told reporters the gates were shut.\n\n{later} said that the pumps had failed.\n"
    assert speaker(text, "pumps had failed") == ("Jane Doe", "person")


@pytest.mark.parametrize(
    ("named", "later"),
    [
        ("Sen. Jane Doe (R-Ohio)", "The Texas senator"),
        ("Vice President Jane Doe", "The president"),
        ("Former President Jane Doe", "The president"),
        ("Jane Doe, a spokeswoman for the mayor,", "The mayor"),
        ("Northtown Mayor Jane Doe", "A mayor"),
        ("Republican Jane Doe", "The Democratic candidate"),
        ("Northtown Mayor Jane Doe", "Another mayor"),
    ],
)
def test_a_role_of_another_is_not_hers(named: str, later: str) -> None:
    text = f"{named} told reporters the gates were shut.\n\n{later} said that the pumps had failed.\n"
    assert speaker(text, "pumps had failed")[0] != "Jane Doe"


def test_an_unnamed_source_is_one_for_each_description_and_never_a_named_person() -> None:
    text = (
        "Chief official Jane Doe opened the harbour.\n\nA senior official said the gates were shut.\n\n"
        "The official said that the pumps had failed.\n\nAnother official said the boats were safe.\n"
    )
    assert speaker(text, "gates were shut") == ("a senior official", "unnamed")
    assert speaker(text, "pumps had failed") == ("a senior official", "unnamed")
    assert speaker(text, "boats were safe") == ("another official", "unnamed")


def test_a_body_is_taken_up_by_its_noun_its_initials_and_the_end_of_its_name() -> None:
    text = (
        "The Ministry of Health said the gates were shut. The ministry said that the pumps had failed.\n\n"
        "The Food Safety Board said the fish was fresh. The FSB said that the water was clean.\n"
    )
    assert speaker(text, "pumps had failed") == ("Ministry of Health", "body")
    assert speaker(text, "water was clean") == ("Food Safety Board", "body")


def test_groups_are_bodies_and_some_of_them_are_not() -> None:
    text = "Democrats said that the pumps had failed. Some Democrats said that the gates were shut."
    assert speaker(text, "pumps had failed") == ("Democrats", "body")
    assert speaker(text, "gates were shut") == ("some Democrats", "unnamed")


def test_people_together() -> None:
    text = "Jane Doe and John Roe said that the pumps had failed."
    statement = found(text, "pumps had failed")
    assert statement.speaker == "Jane Doe"
    assert [text[start:end] for start, end in statement.source_spans] == ["Jane Doe and John Roe"]
    text = "Jane Doe spoke. Republicans and Democrats said that the pumps had failed."
    assert speaker(text, "pumps had failed") == ("Republicans and Democrats", "body")


def test_they_are_both_who_spoke_together() -> None:
    text = "Jane Doe and John Roe said the gates were shut. They said that the pumps had failed."
    assert speaker(text, "pumps had failed") == ("Jane Doe", "person")


def test_to_whom_a_pronoun_says_it_was_said() -> None:
    text = "Jane Doe met Tomas Roe. She told him that the pumps had failed."
    statement = found(text, "pumps had failed")
    assert (statement.speaker, statement.addressee) == ("Jane Doe", "Tomas Roe")


def test_who_is_the_antecedent() -> None:
    text = "The council thanked Jane Doe, who said that the pumps had failed."
    assert speaker(text, "pumps had failed")[0] == "Jane Doe"


# ---------------------------------------------------------------------------- the registry


@pytest.mark.parametrize(
    ("published", "name"),
    [
        ("2012-03-01", "Ana Silva"),
        ("2019-05-31", "Ana Silva"),
        ("2019-06", "Jane Doe"),
        ("2024", "Jane Doe"),
        ("2009", None),
        (None, "Jane Doe"),
    ],
)
def test_an_office_is_whoever_held_it_at_the_date(published: str | None, name: str | None) -> None:
    office = "mayor of Northtown"
    holders = (
        Speaker("Jane Doe", offices=(office,), terms_of_office=(Office(office, "2019-06-01"),)),
        Speaker("Ana Silva", offices=(office,), terms_of_office=(Office(office, "2010", "2019-05-31"),)),
    )
    assert Cast(holders, published).introduced("the Mayor of Northtown").name == name


def test_an_office_in_a_text() -> None:
    corpus = Corpus(speakers=(Speaker("Jane Doe", offices=("mayor of Northtown",)),))
    text = "The mayor of Northtown said that the pumps had failed."
    assert speaker(text, "pumps had failed", corpus) == ("Jane Doe", "person")


def test_a_registered_last_name_is_not_taken_from_a_namesake() -> None:
    corpus = Corpus(speakers=(Speaker("Ana Silva", aliases=("Silva",)),))
    text = "Rui Silva said the gates were shut. Silva said that the pumps had failed."
    assert speaker(text, "pumps had failed", corpus)[0] == "Rui Silva"
    assert speaker("Silva said that the pumps had failed.", "pumps", corpus)[0] == "Ana Silva"


def test_another_spelling_of_a_registered_name() -> None:
    corpus = Corpus(speakers=(Speaker("Andrei Vorontsov"),))
    text = "Andrey Voronzov said that the pumps had failed."
    assert speaker(text, "pumps had failed", corpus)[0] == "Andrei Vorontsov"
