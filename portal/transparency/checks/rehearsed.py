"""Checks that are played through: an invented person tells something, somebody reads it, and nothing of it is kept."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import uuid4

from sqlalchemy import select, update

from portal.core.actors import Counsellor, Helper, Person
from portal.core.permissions import Role
from portal.core.uses import Purpose, Refused, purpose_named
from portal.dossier.questions import OPEN_SECTIONS, PROMISES, SECTIONS
from portal.storage.answers.kept import Page, Said, State
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Connection, Trouble
from portal.storage.people import people
from portal.storage.tables.people import answers, journal
from portal.storage.trace.journal import Deed
from portal.transparency.checks import Place
from portal.transparency.never import NEVER

ANSWERED, SKIPPED, NEVER_ASKED = (question.key for question in OPEN_SECTIONS[0].questions[:3])
WORDS = "-" * 200
HIDDEN = next(question.key for section in SECTIONS if section.protected for question in section.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """An invented person with a counsellor, in a transaction that is taken back."""

    connection: Connection
    place: Place
    person: Person
    counsellor: Counsellor

    def vault(self, actor: Person | Counsellor | Helper) -> Vault:
        """Return somebody's way to answers, as on the pages."""
        return Vault(self.connection, self.place.ring, PROMISES, actor, self.place.now)


def _play(place: Place, scene: Callable[[Stage], Iterable[str]]) -> list[str]:
    """Return what a scene found; everything that it kept is taken back before anybody else could see it."""
    with place.database.transaction(writes=True) as connection:
        found = list(scene(_stage(connection, place)))
        connection.rollback()
    return found


def _stage(connection: Connection, place: Place) -> Stage:
    agency_id = people.add_agency(connection, people.Agency(name="-", address="-", phone="-", hours="-"))
    told = {"name": "-", "login": uuid4().hex, "password": "", "second_factor": ""}
    staff = people.add_staff(
        connection, place.ring, people.NewAccount(agency_id=agency_id, role=Role.COUNSELLOR, **told)
    )
    new = people.NewPerson(agency_id=agency_id, counsellor_id=staff.id, known=people.Known(name="-"))
    added = people.add_person(connection, place.ring, new, place.now)
    people.add_interview(connection, added.id, staff.id, place.now + timedelta(days=1))
    stage = Stage(
        connection=connection,
        place=place,
        person=Person(id=added.id, agency_id=agency_id),
        counsellor=Counsellor(id=staff.id, agency_id=agency_id),
    )
    own = stage.vault(stage.person)
    own.write(added.id, ANSWERED, "", Said(state=State.ANSWERED, value=WORDS), Page(wording="-"))
    own.write(added.id, SKIPPED, "", Said(state=State.SKIPPED), Page(wording="-"))
    return stage


def skipping_shows_nothing(place: Place) -> Iterable[str]:
    """A counsellor gets what was answered; what was skipped and what was never asked are alike, in the rows too."""
    return _play(place, _skipping)


def _skipping(stage: Stage) -> Iterator[str]:
    person_id = stage.person.id
    asked = (ANSWERED, SKIPPED, NEVER_ASKED)
    read = stage.vault(stage.counsellor).read(person_id, asked, Purpose.PREPARE_INTERVIEW)
    if [row.question for row in read] != [ANSWERED]:
        yield "a counsellor gets more, or less, than what was answered"
    rows = stage.connection.execute(select(answers).where(answers.c.person_id == person_id)).all()
    if len({(row.settled, len(row.sealed)) for row in rows}) != 1:
        yield "a skipped question can be told from an answered one by its row"


def readings_leave_an_entry(place: Place) -> Iterable[str]:
    """Whoever reads leaves an entry in the journal of the person."""
    return _play(place, _reading)


def _reading(stage: Stage) -> Iterator[str]:
    person_id = stage.person.id
    before = len(stage.vault(stage.person).entries(person_id))
    stage.vault(stage.counsellor).read(person_id, (ANSWERED,), Purpose.PREPARE_INTERVIEW)
    told = stage.vault(stage.person).entries(person_id)[before:]
    if [(one.role, one.what) for one in told] != [(Role.COUNSELLOR, (ANSWERED,))]:
        yield "a reading left no entry, or another one"


def readings_outside_are_refused(place: Place) -> Iterable[str]:
    """Nobody reads for another purpose, somebody else's dossier, or what is hidden from them."""
    return _play(place, _outside)


def _outside(stage: Stage) -> Iterator[str]:
    agency_id, prepare = stage.person.agency_id, Purpose.PREPARE_INTERVIEW
    yield from (f"the purpose “{name}” is allowed" for name in NEVER if not _refuses(partial(purpose_named, name)))
    strangers = (
        Counsellor(id=uuid4(), agency_id=agency_id),
        Person(id=uuid4(), agency_id=agency_id),
        Helper(id=uuid4(), agency_id=agency_id),
    )
    for who in strangers:
        if not _refuses(partial(stage.vault(who).read, stage.person.id, (ANSWERED,), prepare)):
            yield f"a {who.role} reads who has nothing to do with the person"
    if not _refuses(partial(stage.vault(stage.counsellor).read, stage.person.id, (HIDDEN,), Purpose.CONTACT)):
        yield "a counsellor reads what is hard to say, to call somebody"


def _refuses(reading: Callable[[], object]) -> bool:
    try:
        reading()
    except Refused:
        return True
    return False


def journal_is_only_added_to(place: Place) -> Iterable[str]:
    """The database itself refuses to change an entry of the journal."""
    return _play(place, _changing)


def _changing(stage: Stage) -> Iterator[str]:
    theirs = update(journal).where(journal.c.person_id == stage.person.id)
    try:
        stage.connection.execute(theirs, {"deed": Deed.READ.value})
    except Trouble:
        return
    yield "the database lets an entry of the journal be changed"
