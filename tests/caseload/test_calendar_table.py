"""A calendar as a table is read line by line, however it was written; what is not sure is not guessed."""

import pytest

from portal.caseload.calendar.file import text_of
from portal.caseload.calendar.line import LONGEST_NAME
from portal.caseload.calendar.table import lines_of_table
from portal.core.interviews import Entry, Plan, Way
from portal.core.understanding import Unclear
from tests.caseload.test_calendar import AT

TABLE = "Date;Heure;Nom;Prénom;Durée;Lieu;Statut;Réf\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("parted_by", [";", ",", "\t"])
def test_a_table_is_read_in_each_encoding_and_however_it_is_parted(encoding: str, parted_by: str) -> None:
    text = (TABLE + "23/11/2026;14h30;Diallo;Hélène;45;Bureau 12;;R1\r\n").replace(";", parted_by)
    [line] = lines_of_table(text_of(text.encode(encoding)))
    assert line.names == ("Hélène Diallo",)
    assert line.entry == Entry(plan=Plan(at=AT, lasts=45, place="Bureau 12"))
    assert (line.number, line.key) == (2, "R1")


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        ("23/11/2026", "14:30"),
        ("23.11.26", "14 h 30"),
        ("2026-11-23", "14h30"),
        ("23/11/2026 14:30", ""),
        ("2026-11-23T14:30:00", ""),
        ("٢٣/١١/٢٠٢٦", "14:30"),
    ],
)
def test_days_and_hours_are_read_as_agencies_write_them(day: str, hour: str) -> None:
    [line] = lines_of_table(f"jour;heure;nom\n{day};{hour};Awa Diallo\n")
    assert line.entry is not None
    assert line.entry.plan.at == AT


def test_each_line_of_a_table_stands_for_itself() -> None:
    text = (
        "date;heure;nom\n"
        "31/11/2026;14:30;Awa\n"
        "\n"
        "23/11/2026;14:30;Awa;and more\n"
        "23/11/2026;half past two;Awa\n"
        ";14:30;Awa\n"
        "23/11/2026;;Awa\n"
        "28/03/2027;02:30;Awa\n"
        "23/11/2026;14:30;Awa\n"
    )
    found = list(lines_of_table(text))
    assert [(line.number, line.problem) for line in found] == [
        (2, "Write the day with numbers, like 23/11/2026."),
        (4, "This line is broken."),
        (5, "Write the hour like 14:30 or 14h30."),
        (6, "There is no day."),
        (7, "Write the hour like 14:30 or 14h30."),
        (8, "That hour does not exist on that day: the clocks change."),
        (9, None),
    ]


def test_a_line_without_measure_says_so_and_the_next_one_is_read() -> None:
    text = "date;heure;nom\n23/11/2026;14:30;{}\n23/11/2026;14:30;Awa\n"
    for name, said in (("a b" * 3333, "This line is too long."), ("ﷺ" * 140_000, "This line is broken.")):
        found = list(lines_of_table(text.format(name)))
        assert [(line.number, line.problem) for line in found] == [(2, said), (3, None)]
        assert len(found[0].name) <= LONGEST_NAME


def test_an_export_of_outlook_is_a_table_too() -> None:
    text = (
        '"Objet","Début","Heure de début","Fin","Heure de fin","Emplacement"\r\n'
        '"RDV Awa Diallo","23/11/2026","14:30:00","23/11/2026","15:15:00","Téléphone"\r\n'
        '"RDV\r\nAwa Diallo","24/11/2026","14:30:00","","",""\r\n'
    )
    first, second = lines_of_table(text)
    assert first.entry == Entry(plan=Plan(at=AT, lasts=45, way=Way.PHONE, place="Téléphone"))
    assert (second.number, second.name) == (3, "RDV Awa Diallo")


def test_a_table_names_its_columns_and_a_line_says_that_it_is_cancelled() -> None:
    with pytest.raises(Unclear, match="The first line must name the columns"):
        list(lines_of_table("23/11/2026;14:30;Awa\n"))
    [line] = lines_of_table(TABLE + "23/11/2026;14h30;Diallo;Awa;;;Annulé;\n")
    assert line.entry is not None
    assert line.entry.cancelled
