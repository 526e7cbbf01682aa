"""My people: everybody a counsellor accompanies on one page, by name or by their next interview, found by name."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple, NoReturn, Self, TypeAlias
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.caseload.day import colleagues
from portal.caseload.feature import caseload
from portal.core.actors import Actor, Counsellor
from portal.core.calendar import NEVER
from portal.core.finding import ALIKE, HEARD, finds, fits_a_screen, folded
from portal.core.permissions import Permission
from portal.core.typed import tidy
from portal.core.uses import Forgotten
from portal.core.words import Words, say
from portal.storage.caseload.lists import Listed, my_people, one_of_mine, tail_of
from portal.storage.engine.erasing import erased_since
from portal.web import language
from portal.web.current import work
from portal.web.pages import page
from portal.web.pdf import DAY_AND_TIME
from portal.web.rescue import words_to_copy

OLD_PAGE = say("This page was old. What you looked for is still here: press again.")
NOBODY = say("None of your people has this name.")
NO_DATE = say("No date yet")
SHOWN_LONG_AGO = timedelta(days=2)
"""Older than any list that is still open in a browser: sessions do not last so long."""


class Line(NamedTuple):
    """One person, as the page shows them. A tuple: there are hundreds."""

    folded: str
    name: str
    tail: str
    """The last letters of what stands for them: the whole would be half of the page."""
    when: str
    colleague: str
    """Whose person it is, while the counsellor replaces them; nothing for one's own."""

    @classmethod
    def of(cls, one: Listed, when: str, names: Mapping[UUID, str]) -> Self:
        """Return somebody as a line."""
        return cls(folded(one.name), one.name, tail_of(one.id), when, names.get(one.counsellor_id, ""))


Groups: TypeAlias = dict[str, list[Line]]


@page(caseload, "/people", Permission.READ_CASELOAD)
def people(_counsellor: Counsellor) -> ResponseReturnValue:
    """Show everybody, by name."""
    return _shown(_by_name(my_people(work().vault)))


@page(caseload, "/people/by-interview", Permission.READ_CASELOAD)
def people_by_interview(_counsellor: Counsellor) -> ResponseReturnValue:
    """Show everybody, by the day of their next interview; whoever has none yet comes after, by name."""
    return _shown(_by_interview(my_people(work().vault)), by="interview")


def _rescue(_actor: Actor | None) -> ResponseReturnValue:
    """Give back what was looked for when its form came too late."""
    typed = request.form.get("name", "")
    if work().actor is None:
        return words_to_copy([typed], url_for("caseload.people"), way="signin.staff")
    return _shown(_by_name(my_people(work().vault)), typed=typed, told=OLD_PAGE), 422


@page(caseload, "/people", Permission.READ_CASELOAD, method="POST", rescue=_rescue)
def find_people(_counsellor: Counsellor) -> ResponseReturnValue:
    """Show who has a name, and open the only one. The name is never in an address."""
    typed = tidy(request.form.get("name", ""))
    found = [one for one in my_people(work().vault) if finds(typed, one.name)]
    match found:
        case [one]:
            return redirect(url_for("caseload.open_listed", tail=tail_of(one.id)), 303)
        case []:
            return _shown({}, typed=typed, told=NOBODY)
        case _:
            return _shown(_by_name(found), typed=typed)


@page(caseload, "/people/at/<tail>", Permission.READ_CASELOAD)
def open_listed(_counsellor: Counsellor, tail: str) -> ResponseReturnValue:
    """Lead to somebody of the list: to their page around an interview, else to where one is planned."""
    vault = work().vault
    person_id = one_of_mine(vault, tail) or _nobody(tail)
    near = vault.scope.followed(person_id).interview_is_near
    return redirect(url_for("caseload.brief" if near else "caseload.interviews_of", person_id=person_id), 303)


def _nobody(tail: str) -> NoReturn:
    """Say that somebody was erased whom a list from before still shows, or that nobody was there."""
    current = work()
    if tail in map(tail_of, erased_since(current.connection, current.now - SHOWN_LONG_AGO)):
        raise Forgotten
    abort(404)


def _by_name(listed: Collection[Listed]) -> Groups:
    """Return people by the first letter of their names."""
    words, groups, names = language.current(), Groups(), colleagues({one.counsellor_id for one in listed})
    lines = [Line.of(one, _moment(one.meets_at, words) if one.meets_at else "", names) for one in listed]
    for line in sorted(lines, key=lambda one: (one.folded, one.name)):
        groups.setdefault(line.folded[:1].upper(), []).append(line)
    return groups


def _by_interview(listed: Collection[Listed]) -> Groups:
    words, groups, names = language.current(), Groups(), colleagues({one.counsellor_id for one in listed})
    for one in sorted(listed, key=lambda one: (one.meets_at or NEVER, folded(one.name))):
        title = words.day(one.meets_at) if one.meets_at else words.say(NO_DATE)
        when = words.time(one.meets_at) if one.meets_at else ""
        groups.setdefault(title, []).append(Line.of(one, when, names))
    return groups


def _moment(at: datetime, words: language.Language) -> str:
    return words.say(DAY_AND_TIME, day=words.little_day(at), time=words.time(at))


def _shown(groups: Groups, *, by: str = "name", typed: str = "", told: Words | None = None) -> str:
    """Return the page. What was found is open, and so are few people; of many, the first letters are seen at once."""
    return render_template(
        "caseload/people.html",
        groups=groups,
        by=by,
        typed=typed,
        told=told,
        opened=bool(typed) or fits_a_screen(groups.values()),
        at=url_for("caseload.people") + "/at/",
        alike=_pairs(ALIKE),
        heard=_pairs(HEARD),
    )


def _pairs(letters: Mapping[str, str]) -> str:
    """Return a table of letters for the script of the page, which looks for names by the same rules."""
    return " ".join(f"{written}={read}" for written, read in letters.items())
