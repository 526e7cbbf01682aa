"""Every database can be brought up, taken down and brought up again, with rows in it, and then equals the tables."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Table, delete, insert, inspect, select, text, update

from portal.commands.migrating import bring_up_to_date
from portal.core.agreements import Begun, Line, Word
from portal.core.clarifications import Asked
from portal.core.clarifications import Step as AskedStep
from portal.core.interviews import Plan
from portal.core.openings import Reason, Stated
from portal.core.permissions import Role
from portal.core.receipts import Sending, Statement
from portal.core.replies import Argued, Step
from portal.core.requests import Ask
from portal.core.uses import Purpose
from portal.core.visits import Began
from portal.core.weeks import Week
from portal.settings import ROOT
from portal.storage.answers import staff_drafts
from portal.storage.answers.drafts import keep_draft
from portal.storage.answers.kept import Page, Said, State
from portal.storage.answers.limits import limit
from portal.storage.answers.receipts import add_receipt
from portal.storage.answers.vault import Vault
from portal.storage.answers.weeks import Declared, declare
from portal.storage.caseload import openings, stand_ins, transfers
from portal.storage.caseload.openings import Asking
from portal.storage.caseload.stand_ins import NewStandIn
from portal.storage.dialogue import agreements, begun, clarifications, interview_notes, interviews
from portal.storage.dialogue.replies import PROMISE, send_reply, take_step
from portal.storage.dialogue.taken import Taken
from portal.storage.engine.database import Connection, Database, Trouble
from portal.storage.engine.erasing import erase
from portal.storage.engine.seal import KeyRing
from portal.storage.helping import visits, volunteers
from portal.storage.helping.concerns import say_concern
from portal.storage.helping.invitations import Waiting, invite
from portal.storage.helping.sound_reports import count_unclear
from portal.storage.helping.visits import Beside, Seat
from portal.storage.people import sessions
from portal.storage.people.ceilings import stop
from portal.storage.people.notices import put_due
from portal.storage.people.people import NewAccount
from portal.storage.rights import requests
from portal.storage.rights.checks import Outcome, keep_outcomes
from portal.storage.rights.contacts import Contact, Part, name_contact
from portal.storage.rights.promise_versions import note_changes
from portal.storage.rights.retention import note_round
from portal.storage.tables.agency import attempts
from portal.storage.tables.promises import (
    AGREED,
    ARGUED,
    ASKED_BACK,
    FOLLOWED,
    MEETING,
    NOTED,
    SAID,
    VOICE,
)
from portal.storage.tables.rights import promise_versions
from portal.storage.tables.schema import APPEND_ONLY, metadata
from portal.storage.trace import anchors
from portal.storage.trace.journal import Deed
from portal.storage.trace.journal_starts import erase_upto
from tests.aloud import keeps_a_voice
from tests.people import APerson, a_counsellor, a_kiosk, a_manager, a_person, asks_for_reminder, count_of
from tests.weeks import a_week, did

PART = re.compile(r"weeks_(?:\d{4}_\d|other)")
"""On PostgreSQL, a quarter of declared weeks."""
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def empty(empty_url: str) -> Iterator[Database]:
    database = Database(empty_url)
    yield database
    database.engine.dispose()


@pytest.fixture
def lived_in(database: Database, ring: KeyRing) -> Database:
    """Return a database with a row in every table."""
    with database.transaction(writes=True) as connection:
        live_in(connection, ring)
    assert [name for name in metadata.tables if count_of(database, name) == 0] == []
    return database


def live_in(connection: Connection, ring: KeyRing) -> None:
    person = a_person(connection, ring)
    vault = Vault(connection, ring, {"a-question": SAID, "voice_messages": VOICE}, person.actor, NOW)
    vault.write(person.id, "a-question", "", Said(state=State.ANSWERED, value="yes"), Page(wording="1"))
    vault.note(person.id, Deed.SIGNED_IN, Purpose.SIGN_IN)
    statement = Statement(about=Sending.DOSSIER, agency="Agence du Port", at=NOW, language="fr", parts=())
    add_receipt(connection, ring, person.key, statement, 1)
    argue(connection, ring, person)
    keeps_a_voice(vault, "a-question")
    ask_back_and_close(connection, ring, person)
    agree(connection, ring, person)
    tell_a_week(connection, person)
    arrival = sessions.Arrival(token=sessions.new_token(), device="phone", at=NOW)
    sessions.begin(connection, person.actor, person.key, arrival)
    connection.execute(insert(attempts), {"network": b"a network", "since": NOW, "failures": 1})
    sit_beside(connection, ring, person)
    asks_for_reminder(connection, person, NOW)
    put_due(connection, NOW + timedelta(days=7))
    replace_each_other(connection, ring, person)
    staff_drafts.keep_draft(connection, person.counsellor.key, "calendar", [], NOW)
    use_rights(connection, ring, person)
    keep_outcomes(connection, [Outcome(name="a-check", at=NOW, holds=True)], NOW)
    count_unclear(connection, "fr", "0" * 16, NOW.date())


def replace_each_other(connection: Connection, ring: KeyRing, person: APerson) -> None:
    counsellor, day = person.counsellor.actor, NOW.date()
    colleague = a_counsellor(connection, ring, "zoe", counsellor.agency_id).actor
    new = NewStandIn(counsellor_id=counsellor.id, colleague_id=colleague.id, first=day, last=day, set_by=counsellor.id)
    stand_ins.add(connection, new, NOW)
    stop(connection, colleague.id, NOW)
    vault = Vault(connection, ring, {}, counsellor, NOW)
    transfers.ask(vault, person.id, colleague.id)
    asking = Asking(agency_id=counsellor.agency_id, staff_id=colleague.id, reason=Reason.ASKED)
    openings.ask(connection, asking, NOW, found=True)
    stated = Stated(by="Zoe", reason=Reason.ASKED, words="You asked.", language="en")
    openings.open_dossier(Vault(connection, ring, {}, colleague, NOW), person.id, stated)


def use_rights(connection: Connection, ring: KeyRing, person: APerson) -> None:
    promises = {requests.PROMISE: FOLLOWED, "after-a-yes": replace(SAID, consent=True)}
    vault = Vault(connection, ring, promises, person.actor, NOW)
    vault.note(person.id, Deed.READ, Purpose.PREPARE_INTERVIEW, ("after-a-yes",))
    number = requests.ask(vault, person.actor, requests.Asked(kind=Ask.QUESTION, words="Why?"), 1)
    manager = a_manager(connection, ring, person.actor.agency_id).actor
    said = requests.Answer(words="Because", language="fr", at=NOW)
    requests.answer(Vault(connection, ring, promises, manager, NOW), connection, (person.id, number), said, None)
    limit(connection, person.id, NOW)
    name_contact(connection, person.actor.agency_id, Part.OFFICER, Contact(name="Office"))
    note_changes(connection, ring, promises, NOW)
    note_round(connection, NOW)
    anchors.renew(connection, ring, [person.id], NOW)
    anchors.add_anchor(connection, ring, b"heads", NOW)
    erase_upto(connection, ring, person.id, 1)
    erase(connection, ring, a_person(connection, ring).id, NOW)


def sit_beside(connection: Connection, ring: KeyRing, person: APerson) -> None:
    kiosk, helper = a_kiosk(connection, ring, person.actor.agency_id), person.counsellor.actor
    beside = Beside(helper_id=helper.id, first_name="Lina", language="fr", began=Began.CARD)
    visits.begin(connection, person.key, beside, Seat(b"a session", kiosk.id), NOW)
    say_concern(connection, person.actor.agency_id, kiosk.id, NOW)
    told = {"name": "Lina", "login": "-", "password": "-", "second_factor": ""}
    new = NewAccount(agency_id=person.actor.agency_id, role=Role.HELPER, **told)
    volunteers.add(connection, ring, new, helper.id, NOW)
    waiting = Waiting(agency_id=person.actor.agency_id, code="0" * 8, began=Began.PHONE)
    invite(connection, ring, person.key, waiting, NOW)


def tell_a_week(connection: Connection, person: APerson) -> None:
    told = a_week(did("search"))
    keep_draft(connection, person.key, "week", told.packed(), NOW)
    sent = Declared(week=Week.of(NOW), number=1, told=told, language="fr", receipt=1, at=NOW)
    declare(connection, person.key, person.actor, sent)


def argue(connection: Connection, ring: KeyRing, person: APerson) -> None:
    actors, promises = (person.actor, person.counsellor.actor), {PROMISE: ARGUED}
    own, read = (Vault(connection, ring, promises, actor, NOW) for actor in actors)
    send_reply(own, person.id, Argued(words="I was there"), 1)
    take_step(read, person.id, 1, Taken(step=Step.OPENED))


def agree(connection: Connection, ring: KeyRing, person: APerson) -> None:
    promises = {agreements.PROMISE: AGREED, interview_notes.PROMISE: NOTED}
    own, read = (Vault(connection, ring, promises, actor, NOW) for actor in (person.actor, person.counsellor.actor))
    lines = (Line(words="I call the school"),)
    agreements.send_agreement(read, person.id, agreements.NewAgreement(lines=lines, language="en"))
    agreements.say_to_line(own, person.id, 1, agreements.Said(line=1, word=Word.NOT_AGREED))
    interview_notes.write_note(read, person.id, interview_notes.NewWriting(step=1, words="Mornings.", language="en"))
    begun.keep_begun(read, person.id, Begun(lines=lines, language="en"))


def ask_back_and_close(connection: Connection, ring: KeyRing, person: APerson) -> None:
    promises = {clarifications.PROMISE: ASKED_BACK, "a-question": SAID}
    vault = Vault(connection, ring, promises, person.counsellor.actor, datetime.now(UTC))
    clarifications.ask_back(vault, person.id, [Asked(question="a-question", words="Why?", language="en")], None)
    why = Taken(step=AskedStep.CLOSED, words="I know it now.")
    clarifications.take_step(vault, person.id, 1, why)


def move(database: Database, how: Callable[[Config, str], None], to: str) -> None:
    with database.transaction(writes=True) as connection:
        how(Config(toml_file=ROOT / "pyproject.toml", attributes={"connection": connection}), to)


def tables_of(database: Database) -> set[str]:
    with database.transaction(writes=False) as connection:
        return {name for name in inspect(connection).get_table_names() if not PART.fullmatch(name)} - {
            "alembic_version"
        }


def is_whole(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the parts of a table: what they are made of is what the whole is made of."""
    return kind != "table" or name is None or not PART.fullmatch(name)


def test_an_empty_database_is_brought_up_once(empty: Database) -> None:
    assert bring_up_to_date(empty)
    assert tables_of(empty) == set(metadata.tables)
    assert not bring_up_to_date(empty)


def test_a_database_can_go_down_and_up_again(empty: Database) -> None:
    bring_up_to_date(empty)
    move(empty, command.downgrade, "base")
    assert tables_of(empty) == set()
    assert bring_up_to_date(empty)
    assert tables_of(empty) == set(metadata.tables)


def test_a_database_with_people_in_it_can_go_down_and_up_again(lived_in: Database, ring: KeyRing) -> None:
    move(lived_in, command.downgrade, "base")
    assert tables_of(lived_in) == set()
    bring_up_to_date(lived_in)
    with lived_in.transaction(writes=True) as connection:
        live_in(connection, ring)


def test_who_waited_for_a_call_before_there_was_a_list_of_it_is_in_it(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        waits, was_called = (a_person(connection, ring, interviews=()) for _ in range(2))
        for person in (waits, was_called):
            counsellor = Vault(connection, ring, {interviews.PROMISE: MEETING}, person.counsellor.actor, NOW)
            one = interviews.add(counsellor, person.id, Plan(at=NOW + timedelta(days=90)))
            own = Vault(connection, ring, {interviews.PROMISE: MEETING}, person.actor, NOW)
            interviews.cannot_come(own, person.id, one)
        interviews.called(counsellor, was_called.id, one)
    move(database, command.downgrade, "0015")
    bring_up_to_date(database)
    with database.transaction(writes=False) as connection:
        staff = [person.counsellor.actor.id for person in (waits, was_called)]
        assert interviews.waiting_for_call(connection, staff) == {waits.id: NOW}


def test_promises_from_before_there_were_proofs_are_told_again(lived_in: Database, ring: KeyRing) -> None:
    move(lived_in, command.downgrade, "0016")
    bring_up_to_date(lived_in)
    with lived_in.transaction(writes=True) as connection:
        for _ in range(2):
            assert note_changes(connection, ring, {requests.PROMISE: FOLLOWED}, NOW) == [], "first told, not changed"
        rows = connection.execute(select(promise_versions).where(promise_versions.c.name == requests.PROMISE)).all()
    assert [row.proof is not None for row in sorted(rows)] == [False, True]


def test_going_down_leaves_nothing_behind(database: Database) -> None:
    move(database, command.downgrade, "base")
    left = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE '%alembic%'",
        "postgresql": "SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    }[database.engine.dialect.name]
    with database.transaction(writes=False) as connection:
        assert connection.execute(text(left)).scalar_one() == 0


def test_the_migrations_end_at_the_tables_of_the_code(database: Database) -> None:
    with database.transaction(writes=False) as connection:
        opts = {"compare_type": True, "compare_server_default": True, "include_name": is_whole}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == [], "write a migration: alembic revision --autogenerate"


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty: Database) -> None:
    with empty.transaction(writes=True) as connection:
        connection.execute(text("CREATE TABLE journal (surprise INTEGER)"))
    with pytest.raises(Trouble):
        bring_up_to_date(empty)
    assert tables_of(empty) == {"journal"}


@pytest.mark.parametrize("table", APPEND_ONLY, ids=lambda table: table.name)
def test_what_is_only_added_to_cannot_be_changed(lived_in: Database, table: Table) -> None:
    with pytest.raises(Trouble, match="only added to"), lived_in.transaction(writes=True) as connection:
        connection.execute(update(table).values(at=NOW))


@pytest.mark.parametrize("table", APPEND_ONLY, ids=lambda table: table.name)
def test_what_is_only_added_to_can_still_be_forgotten_in_time(lived_in: Database, table: Table) -> None:
    with lived_in.transaction(writes=True) as connection:
        assert connection.execute(delete(table)).rowcount > 0
