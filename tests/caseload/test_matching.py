"""Whose entry of a calendar it is: of one person by their full name, or of nobody."""

from time import process_time
from uuid import uuid4

import pytest

from portal.caseload.calendar.matching import Roll, Unmatched
from portal.caseload.calendar.table import lines_of_table
from tests.caseload.test_calendar import ics, read

AWA, HELENE, ALI, OTHER_ALI = (uuid4() for _ in range(4))
ROLL = Roll([(AWA, "Awa DIALLO"), (HELENE, "Hélène Le Gœuff"), (ALI, "Ali Ben"), (OTHER_ALI, "BEN Ali")])


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("Awa Diallo", AWA),
        ("diallo, awa", AWA),
        ("Entretien – Mme DIALLO Awa", AWA),
        ("RDV téléphone avec Awa Diallo", AWA),
        ("Helene LE GOEUFF", HELENE),
        ("Awa", Unmatched.NOBODY),
        ("Awa Diallo Ndiaye", Unmatched.NOBODY),
        ("Entretien", Unmatched.NOBODY),
        ("", Unmatched.NOBODY),
        ("Ali Ben", Unmatched.SEVERAL),
    ],
)
def test_a_name_is_matched_whole_or_not_at_all(name: str, whose: object) -> None:
    assert ROLL.whose([name]) == whose


@pytest.mark.parametrize(
    "names",
    [
        ["Awa Diallo, Hélène Le Gœuff"],
        ["Entretien Awa Diallo / dossier Le Gœuff Hélène"],
        ["Awa Diallo", "Hélène Le Gœuff"],
        ["Point", "Awa Diallo", "Le Gœuff, Hélène"],
        ["Awa Diallo", "Mme Hélène Le Gœuff (conseil)"],
        ["Hélène Le Gœuff et Ali Ben"],
    ],
)
def test_an_entry_that_names_two_people_is_of_neither(names: list[str]) -> None:
    assert ROLL.whose(names) is Unmatched.SEVERAL


def test_a_name_that_is_part_of_a_longer_one_makes_no_doubt() -> None:
    roll = Roll([(AWA, "Awa Diallo"), (HELENE, "Awa Diallo Ndiaye"), (ALI, "Ali")])
    assert roll.whose(["Awa Diallo Ndiaye"]) == HELENE
    assert roll.whose(["RDV Awa Diallo", "Ali de l'accueil"]) == AWA
    assert roll.whose(["Awa Diallo", "awa DIALLO"]) == AWA


def test_5000_titles_that_name_somebody_among_others_are_looked_for_in_a_second_or_two() -> None:
    roll = Roll([(uuid4(), f"Jean Personne {number}") for number in range(700)])
    began = process_time()
    for number in range(5000):
        title = f"Jean Personne {number % 700} et Jean Personne {(number + 1) % 700}, salle {number}"
        assert roll.whose([title]) is Unmatched.SEVERAL
    assert process_time() - began < 3


def test_who_is_invited_counts_where_the_title_names_nobody() -> None:
    [line] = read(
        ics('UID:a\nDTSTART:20261123T133000Z\nSUMMARY:Point\nATTENDEE;CN="Diallo, Awa":mailto:awa@example.fr')
    )
    assert ROLL.whose(line.names) == AWA


def test_5000_strangers_are_looked_for_in_a_second_or_two() -> None:
    roll = Roll([(uuid4(), f"Personne {number}") for number in range(500)])
    text = "date;heure;nom\n" + "".join(f"23/11/2026;14:30;Inconnue {number}\n" for number in range(5000))
    began = process_time()
    assert {roll.whose(line.names) for line in lines_of_table(text)} == {Unmatched.NOBODY}
    assert process_time() - began < 3
