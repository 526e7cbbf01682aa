"""A calendar as a table (CSV): its first line names the columns, in French or English, parted by ; or , or a tab."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import zip_longest
from types import MappingProxyType

from portal.caseload.calendar.line import LINE_UNCLEAR, LONGEST_LINE, NO_DAY, TOO_LONG_A_LINE, Line, planned
from portal.core.interviews import Entry
from portal.core.moments import HOUR_UNCLEAR, day_in, hour_in, in_paris
from portal.core.typed import number_in, plain, tidy
from portal.core.understanding import Unclear
from portal.core.words import say

COLUMNS = say("A CSV names its columns first: day; hour; name; minutes; place; status; id.")
NO_COLUMNS = say("The first line must name the columns: day; hour; name.")
_COLUMNS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "day": frozenset({"date", "jour", "day", "debut", "start", "date de debut", "start date", "date rdv"}),
        "hour": frozenset({"heure", "hour", "time", "heure de debut", "start time", "heure rdv"}),
        "ends": frozenset({"heure de fin", "end time", "fin", "end"}),
        "lasts": frozenset({"duree", "minutes", "duration", "duree mn", "duree min"}),
        "name": frozenset({"nom", "name", "personne", "person", "objet", "subject", "nom complet", "full name"}),
        "first-name": frozenset({"prenom", "first name"}),
        "place": frozenset({"lieu", "place", "location", "emplacement", "salle", "room", "modalite", "mode"}),
        "status": frozenset({"statut", "status", "etat"}),
        "key": frozenset({"id", "uid", "reference", "ref", "numero"}),
    }
)
_NEEDED = {"day", "name"}
_CANCELLED = ("annul", "cancel")
_PARTED_BY = ";\t,"
_USUAL = timedelta(minutes=30)


def lines_of_table(text: str) -> Iterator[Line]:
    """Go through the lines of a table; raise :class:`Unclear` where the first one names no columns."""
    rows = _rows(text)
    _, titles = next(rows, (0, None))
    columns = [_column(title) for title in titles or ()]
    if not set(columns) >= _NEEDED:
        raise Unclear(NO_COLUMNS)
    for number, row in rows:
        if row is None:
            yield Line(number=number, problem=LINE_UNCLEAR)
        elif any(map(str.strip, row)):
            yield _line(number, columns, row)


def _rows(text: str) -> Iterator[tuple[int, Sequence[str] | None]]:
    """Go through the rows with the number of the line where each begins; None for what is no row."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    parted_by = next((sign for sign in _PARTED_BY if sign in first), _PARTED_BY[0])
    reader = csv.reader(text.splitlines(keepends=True), delimiter=parted_by)
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield number, None
            continue
        if row or number > 1:
            yield number, row


def _one_line(cell: str) -> str:
    return tidy(cell).replace("\n", " ")


def _column(title: str) -> str:
    said = plain(title)
    return next((column for column, names in _COLUMNS.items() if said in names), "")


def _line(number: int, columns: Sequence[str], row: Sequence[str]) -> Line:
    pairs = list(zip_longest(columns, row))
    cells = {column: _one_line(cell) for column, cell in pairs if column and cell is not None}
    if not set(cells) >= _NEEDED or any(column is None for column, _cell in pairs):
        return Line(number=number, names=(_one_line(" ".join(row)),), problem=LINE_UNCLEAR)
    name = " ".join(part for part in (cells.get("first-name", ""), cells["name"]) if part)
    if name[LONGEST_LINE:]:
        return Line(number=number, names=(name,), problem=TOO_LONG_A_LINE)
    try:
        entry = _entry(cells, name)
    except Unclear as unclear:
        return Line(number=number, names=(name,), problem=unclear.words)
    return Line(number=number, names=(name,), entry=entry, key=cells.get("key", ""))


def _entry(cells: Mapping[str, str], name: str) -> Entry:
    day, hour = _day_and_hour(cells)
    at = in_paris(day_in(day), hour_in(hour))
    place, cancelled = cells.get("place", ""), plain(cells.get("status", "")).startswith(_CANCELLED)
    ends = at + _USUAL
    if number_in(cells.get("lasts", "")):
        ends = at + timedelta(minutes=number_in(cells["lasts"]))
    elif cells.get("ends"):
        ends = in_paris(day_in(day), hour_in(cells["ends"].split()[-1]))
    return Entry(plan=planned(at, ends, place, name), cancelled=cancelled)


def _day_and_hour(cells: Mapping[str, str]) -> tuple[str, str]:
    """Return the two, also where one cell holds both, like “23/11/2026 14:30”."""
    day, hour = cells.get("day", ""), cells.get("hour", "")
    if not day:
        raise Unclear(NO_DAY)
    if not hour:
        day, _, hour = day.replace("T", " ", 1).partition(" ")
    if not hour:
        raise Unclear(HOUR_UNCLEAR)
    return day, hour
