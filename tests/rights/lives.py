"""People with something in everything that is kept of anybody, and a clock that travels."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from portal.app import PROMISES
from portal.core.agreements import Aside, Begun, Word
from portal.core.agreements import Line as AgreedLine
from portal.core.clarifications import Asked as AskedBack
from portal.core.clarifications import Step as AskedStep
from portal.core.openings import Reason, Stated
from portal.core.receipts import Line, Part, Sending, Statement
from portal.core.replies import Argued, Step
from portal.core.requests import Ask
from portal.core.uses import Purpose
from portal.core.visits import Began
from portal.core.weeks import Week
from portal.dossier.questions import QUESTIONS
from portal.storage.answers.drafts import keep_draft
from portal.storage.answers.kept import Page, Said, State
from portal.storage.answers.left import Left, keep_left
from portal.storage.answers.limits import limit
from portal.storage.answers.receipts import add_receipt
from portal.storage.answers.vault import Vault
from portal.storage.answers.weeks import Declared, declare
from portal.storage.caseload import openings, transfers
from portal.storage.dialogue import agreements, begun, clarifications, interview_notes
from portal.storage.dialogue.interview_notes import NewWriting
from portal.storage.dialogue.replies import send_reply, take_step
from portal.storage.dialogue.taken import Taken
from portal.storage.engine.database import Connection, Database
from portal.storage.engine.erasing import owner_of, personal_tables
from portal.storage.engine.seal import KeyRing
from portal.storage.helping import visits
from portal.storage.helping.invitations import Waiting, invite
from portal.storage.helping.visits import Beside, Seat
from portal.storage.people import sessions
from portal.storage.people.notices import put_due
from portal.storage.people.people import add_interview, note_contact
from portal.storage.rights.requests import Answer, Asked, answer, ask
from portal.storage.rights.retention import Counts, Retention
from portal.storage.trace.journal import Deed, Noted, entries
from tests.aloud import keeps_a_voice
from tests.people import APerson, a_counsellor, a_kiosk, a_manager, a_person, asks_for_reminder
from tests.weeks import a_week, did

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HEALTH = next(key for key, use in PROMISES.items() if use.consent and key in QUESTIONS)
HARD = next(key for key, use in PROMISES.items() if use.kept.days == 90 and not use.consent and key in QUESTIONS)
PLAIN = "about-name"


def vault_at(connection: Connection, ring: KeyRing, person: APerson, now: datetime = NOW) -> Vault:
    return Vault(connection, ring, PROMISES, person.actor, now)


def says(vault: Vault, person: APerson, question: str, words: str, shown: int = 0) -> None:
    said = Said(state=State.ANSWERED, typed={"answer": [words]}, value=words, language="fr")
    vault.write(person.id, question, "", said, Page(wording="1", shown=shown))


def sends(connection: Connection, ring: KeyRing, person: APerson, *questions: str, now: datetime = NOW) -> int:
    """Send answers as the check page does; return the number of the receipt."""
    receipt = add_receipt(connection, ring, person.key, statement_about(Sending.DOSSIER, *questions, at=now), 3)
    vault_at(connection, ring, person, now).note(person.id, Deed.SENT, Purpose.PREPARE_INTERVIEW, questions)
    return receipt.number


def statement_about(about: Sending, *questions: str, at: datetime = NOW) -> Statement:
    lines = tuple(Line(question=one, item="", label=one, words=(f"said {one}",)) for one in questions)
    parts = (Part(title="My words", lines=lines),)
    return Statement(about=about, agency="Agence du Port", at=at, language="fr", parts=parts)


def live(connection: Connection, ring: KeyRing, *, met: timedelta = timedelta(days=3)) -> APerson:
    """Add somebody with a row in every table that holds anything of people; ``met`` counts from the moment."""
    person = a_person(connection, ring, interviews=())
    add_meeting(connection, person, NOW + met)
    vault = vault_at(connection, ring, person)
    proof = add_receipt(connection, ring, person.key, statement_about(Sending.WEEK, "week"))
    for question in (PLAIN, HARD, HEALTH):
        says(vault, person, question, f"said {question}")
    sends(connection, ring, person, PLAIN, HARD, HEALTH)
    told = a_week(did("search", words="said week"))
    sent = Declared(week=Week.of(NOW), number=1, told=told, language="fr", receipt=proof.number, at=NOW)
    declare(connection, person.key, person.actor, sent)
    keep_draft(connection, person.key, "reply", {"argued": {"words": "said unsent"}}, NOW)
    keep_left(connection, person.key, Left(address=f"/dossier/{HEALTH}", typed={"answer": ["said left"]}), NOW)
    send_reply(vault, person.id, Argued(words="said argued"), 1)
    keeps_a_voice(vault, PLAIN)
    counsellor = Vault(connection, ring, PROMISES, person.counsellor.actor, NOW)
    take_step(counsellor, person.id, 1, Taken(step=Step.OPENED))
    ask_and_hear(connection, ring, person)
    meet_and_agree(connection, ring, person)
    around(connection, ring, person)
    return person


def add_meeting(connection: Connection, person: APerson, at: datetime) -> None:
    add_interview(connection, person.id, person.counsellor.actor.id, at)
    note_contact(connection, person.id, NOW)


def ask_and_hear(connection: Connection, ring: KeyRing, person: APerson) -> None:
    vault = vault_at(connection, ring, person)
    number = ask(vault, person.actor, Asked(kind=Ask.QUESTION, words="said asked", language="fr"), 1, "a form")
    manager = a_manager(connection, ring, person.actor.agency_id).actor
    theirs = Vault(connection, ring, PROMISES, manager, NOW)
    answer(theirs, connection, (person.id, number), Answer(words="said back", language="fr", at=NOW), "another form")


def meet_and_agree(connection: Connection, ring: KeyRing, person: APerson) -> None:
    """Let the counsellor ask back, write, agree, and ask a colleague; let that colleague open the dossier."""
    vault = Vault(connection, ring, PROMISES, person.counsellor.actor, NOW)
    clarifications.ask_back(vault, person.id, [AskedBack(question=PLAIN, words="said why", language="en")], None)
    clarifications.take_step(vault, person.id, 1, Taken(step=AskedStep.CLOSED, words="said known"))
    lines = (AgreedLine(words="said agreed"),)
    agreements.send_agreement(vault, person.id, agreements.NewAgreement(lines=lines, language="en"))
    own = vault_at(connection, ring, person)
    agreements.say_to_line(own, person.id, 1, agreements.Said(line=1, word=Word.NOT_AGREED, words="said no"))
    interview_notes.write_note(vault, person.id, NewWriting(step=1, words="said noted", language="en"))
    aside = (Aside(phrase="cv", words="said aside"),)
    begun.keep_begun(vault, person.id, Begun(lines=lines, aside=aside, language="en"))
    colleague = a_counsellor(connection, ring, f"zoe-{person.id.hex[-6:]}", person.actor.agency_id).actor
    transfers.ask(vault, person.id, colleague.id)
    stated = Stated(by="Zoe", reason=Reason.ASKED, words="said opened", language="en")
    openings.open_dossier(Vault(connection, ring, PROMISES, colleague, NOW), person.id, stated)


def around(connection: Connection, ring: KeyRing, person: APerson) -> None:
    kiosk = a_kiosk(connection, ring, person.actor.agency_id)
    beside = Beside(helper_id=person.counsellor.actor.id, first_name="Lina", language="fr", began=Began.CARD)
    visits.begin(connection, person.key, beside, Seat(b"a session", kiosk.id), NOW)
    waiting = Waiting(agency_id=person.actor.agency_id, code=f"{person.id.int % 10**8:08}", began=Began.PHONE)
    invite(connection, ring, person.key, waiting, NOW)
    arrival = sessions.Arrival(token=sessions.new_token(), device="phone", at=NOW)
    sessions.begin(connection, person.actor, person.key, arrival)
    asks_for_reminder(connection, person, NOW)
    put_due(connection, NOW + timedelta(days=7))
    limit(connection, person.id, NOW)


def rows_of(database: Database, person_id: UUID) -> dict[str, int]:
    """Return how many rows each table has of a person."""
    with database.transaction(writes=False) as connection:
        return {
            table.name: connection.execute(
                select(func.count()).select_from(table).where(table.c[owner_of(table)] == person_id)
            ).scalar_one()
            for table in personal_tables()
        }


def settled(database: Database, ring: KeyRing, person_id: UUID, now: datetime, *, erases: bool = True) -> Counts:
    """Let everything that is over by ``now`` be erased of one person, or only counted; return what it is."""
    with database.keeper() as connection:
        run = Retention.of(connection, ring, PROMISES, now, erases=erases)
        return run.settle(person_id) if person_id in run.to_look_at([person_id]) else Counts()


def journal_of(database: Database, person: APerson) -> list[Noted]:
    with database.transaction(writes=False) as connection:
        return entries(connection, person.key)
