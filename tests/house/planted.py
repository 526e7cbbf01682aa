"""People who told everything, with marks in their words that no page of the portal has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import update

from portal.core.answers import Items
from portal.core.clarifications import Asked
from portal.core.heard import name_of
from portal.core.interviews import Plan
from portal.core.openings import Reason, Stated
from portal.core.receipts import in_groups
from portal.dossier.questions import PROMISES, QUESTIONS, SECTION_OF
from portal.notices.letters import Stop, stop_token
from portal.rights.themes import THEMES
from portal.storage.answers.kept import Page as Told
from portal.storage.answers.kept import Said, State
from portal.storage.answers.receipts import receipts_of
from portal.storage.caseload.lists import tail_of
from portal.storage.caseload.openings import open_dossier
from portal.storage.dialogue import interviews
from portal.storage.dialogue.clarifications import ask_back
from portal.storage.dialogue.voice_messages import all_messages
from portal.storage.helping import visits
from portal.storage.tables.people import people as people_table
from portal.web.parts import parts_of
from tests.aloud import speaks
from tests.pages.samples import A_LONG_TEXT, A_TEXT, GATED
from tests.pages.tapping import LAST, could_not, sends_week, taps
from tests.people import APerson, a_counsellor, asks_for_reminder, signed_in, vault_of
from tests.recordings import a_wav
from tests.weeks import THIS

HARD = [question for question in GATED.questions if question.key != GATED.gate]
REPEATED = next(question for question in QUESTIONS.values() if isinstance(question.answer, Items))
PARTS = REPEATED.answer.parts if isinstance(REPEATED.answer, Items) else ()


@dataclass(frozen=True, kw_only=True)
class Planted:
    """Somebody with words of theirs in everything the portal keeps."""

    person: APerson
    protected: frozenset[str]
    """Never in an answer to a helper."""
    open: frozenset[str]
    """In an answer only while the helper sits beside the person."""
    known: Mapping[str, tuple[str, ...]]
    """What fills the gaps of addresses."""


def mark(name: str, what: str) -> str:
    return f"zq{name}{what}zq"


def reminded_at(name: str) -> str:
    return f"{mark(name, 'reminder')}@example.fr"


def plant(app: Flask, person: APerson, name: str) -> Planted:
    """Let a person tell everything, at home on their telephone."""
    visitor, said = signed_in(app, person), partial(mark, name)
    taps(visitor, "search", week=LAST, words=said("earlier"))
    could_not(visitor, "found-nothing", LAST, shown=True)
    sends_week(visitor, LAST)
    taps(visitor, "learn", words=said("thisweek"))
    taps(visitor, "family", "day", words=said("private"))
    could_not(visitor, "child")
    visitor.opens("/arguments/new").sends({"about": "letter"})
    speaks(visitor, "arguments", spoken(said("voiced")))
    visitor.opens("/arguments/words").sends({"words": said("argued")}).presses("Send to my counsellor")
    visitor.opens("/arguments/new").sends({"about": "letter"})
    visitor.opens("/arguments/words").sends({"words": said("unsent")})
    signed_in(app, person.counsellor).opens(f"/people/{person.id}/arguments/1").presses("Open and read").sends(
        {"words": said("answered")}, do="answer"
    )
    meets(app, person, name)
    a_colleague_opens(app, person, said("reason"))
    agrees(app, person, said)
    visitor.opens("/agreed/1/1").sends(do="not-agreed").presses("Send my words", {"words": said("disagreed")})
    keep(app, person, name)
    speaks(visitor, A_LONG_TEXT, spoken(said("voiced")))
    visitor.opens("/dossier/check").presses("Send to my counsellor")
    is_asked_back(app, person, name)
    with parts_of(app).database.transaction(writes=False) as connection:
        receipts = receipts_of(connection, person.key, person.id)
        visited = [told.visit.id for told in visits.told(connection, person.key)]
    codes = {receipt.code for receipt in receipts}
    hidden = {
        "hardback",
        "earlier",
        "private",
        "argued",
        "voiced",
        "unsent",
        "answered",
        "noted",
        "agreed",
        "begun",
        "disagreed",
        "reminder",
        "reason",
        "meets",
        *(one.key for one in HARD),
    }
    letters = {person.secret, *codes, *map(in_groups, codes)}
    return Planted(
        person=person,
        protected=frozenset({*map(said, hidden), *letters}),
        open=frozenset(
            {said("askedback"), said("thisweek"), said("text"), said("known"), person.id.hex, str(person.id)}
        ),
        known=gaps(app, person, name, codes, visited),
    )


def spoken(words: str) -> bytes:
    """Return a sound with a mark in its bytes: whoever gets any of it is seen."""
    return a_wav() + b"note" + len(words).to_bytes(4, "little") + words.encode()


def a_colleague_opens(app: Flask, person: APerson, words: str) -> None:
    """Let another counsellor open the dossier with a reason, as the person is told it."""
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        colleague = a_counsellor(connection, parts.ring, uuid4().hex, person.actor.agency_id)
        stated = Stated(by="Zoe", reason=Reason.ASKED, words=words, language="fr")
        open_dossier(vault_of(connection, app, colleague.actor), person.id, stated)


def agrees(app: Flask, person: APerson, said: Callable[[str], str]) -> None:
    """Let their counsellor write during an interview, send what they agreed, and begin another."""
    counsellor, at = signed_in(app, person.counsellor), f"/people/{person.id}"
    counsellor.opens(f"{at}/interview/1").presses("Keep and stay", {"words": said("noted")})
    counsellor.opens(f"{at}/agree").sends({"words-own-1": said("agreed")}).presses("Send to the person")
    counsellor.opens(f"{at}/agree").sends({"words-own-1": said("begun")})


def keep(app: Flask, person: APerson, name: str) -> None:
    """Keep what no page would take letter for letter, as it is kept when pages do."""
    now = datetime.now(UTC)
    with parts_of(app).database.transaction(writes=True) as connection:
        known = {"name": mark(name, "known"), "address": mark(name, "known")}
        changed = update(people_table).where(people_table.c.id == person.id)
        connection.execute(changed.values(known=person.key.seal("people|known", known)))
        asks_for_reminder(connection, person, now, address=reminded_at(name))
        vault = vault_of(connection, app, person.actor)
        hard = {
            key: mark(name, key.partition(".")[0]) for key in PROMISES if SECTION_OF[key.partition(".")[0]] is GATED
        }
        for key, words in {**hard, A_TEXT: mark(name, "text"), A_LONG_TEXT: mark(name, "text")}.items():
            said = Said(state=State.ANSWERED, typed={"answer": [words]}, value=words)
            vault.write(person.id, key, "", said, Told(wording="1"))


def is_asked_back(app: Flask, person: APerson, name: str) -> None:
    """Let the counsellor ask back about what is open, and, as no page would let them, about what is hard to say."""
    asking = signed_in(app, person.counsellor).opens(f"/people/{person.id}/ask")
    asking.sends({"ask": A_TEXT, f"words-{A_TEXT}": mark(name, "askedback")})
    with parts_of(app).database.transaction(writes=True) as connection:
        hard = Asked(question=HARD[0].key, words=mark(name, "hardback"), language="fr")
        ask_back(vault_of(connection, app, person.counsellor.actor), person.id, [hard], None)


def meets(app: Flask, person: APerson, name: str) -> None:
    """Let the counsellor plan an interview at a place, and the person ask to be called about it."""
    plan = Plan(at=datetime.now(UTC) + timedelta(days=3), place=mark(name, "meets"))
    with parts_of(app).database.transaction(writes=True) as connection:
        one = interviews.add(vault_of(connection, app, person.counsellor.actor), person.id, plan)
        interviews.cannot_come(vault_of(connection, app, person.actor), person.id, one)


def interviews_of(app: Flask, person: APerson) -> tuple[str, ...]:
    with parts_of(app).database.transaction(writes=True) as connection:
        return tuple(str(one.id) for one in interviews.of_person(vault_of(connection, app, person.actor), person.id))


def voices_of(app: Flask, person: APerson) -> tuple[str, ...]:
    with parts_of(app).database.transaction(writes=False) as connection:
        return tuple(str(one.id) for one in all_messages(connection, person.key))


def gaps(app: Flask, person: APerson, name: str, codes: set[str], visited: list[UUID]) -> Mapping[str, tuple[str, ...]]:
    """Return what fills the gaps of addresses, for one person; a gap nobody knows here fails the test."""
    parts = parts_of(app)
    return {
        "secret": (person.secret,),
        "token": (stop_token(parts.ring, Stop.of(parts.ring, person.id, reminded_at(name))),),
        "place": (A_LONG_TEXT, "arguments"),
        "message_id": (*voices_of(app, person), str(uuid4())),
        "key": (A_TEXT, GATED.gate or "", REPEATED.key, *(one.key for one in HARD)),
        "item": ("1",),
        "theme": ("wishes", "more", "rest"),
        "part": (PARTS[0].key,),
        "week": (THIS.name, LAST.name),
        "activity": ("search", "family"),
        "number": ("1", "2"),
        "reply": ("1",),
        "clarification": ("1", "2"),
        "agreement": ("1",),
        "line": ("1",),
        "code": (*codes, "ABCDEFGH"),
        "person_id": (str(person.id),),
        "staff_id": (str(person.counsellor.actor.id), str(uuid4())),
        "tail": (tail_of(person.id),),
        "visit_id": (*map(str, visited), str(uuid4())),
        "interview_id": interviews_of(app, person),
        "name": (parts.built.manifest["app.css"],),
        "kept": tuple(theme.key for theme in THEMES),
        "tag": ("fr",),
        "sound": (name_of("Oui"),),
        **dict.fromkeys(("step", "scene", "choice", "asked"), ("1", "5")),
        **dict.fromkeys(("kiosk_id", "helper_id", "concern_id"), (str(uuid4()),)),
    }
