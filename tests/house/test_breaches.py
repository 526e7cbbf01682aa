"""Twenty-three breaches, each made for real by hand, and the guard that catches it.

Whoever takes a guard away makes one of these red. Where a guard is a test of this folder, the breach is handed to it.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import SystemRandom
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from flask import Flask
from sqlalchemy import delete, insert, select, text, update

from portal.app import PROMISES
from portal.core.answers import Items, Listed
from portal.core.permissions import Permission, Role
from portal.core.uses import Event, ForbiddenPurpose, Keeping, Purpose, Refused, Use
from portal.dossier import suggesting
from portal.dossier.questions import QUESTIONS, SECTIONS
from portal.storage.answers import vault
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Connection, Trouble
from portal.storage.rights.checks import Outcome, keep_outcomes, standings
from portal.storage.rights.promise_versions import note_changes
from portal.storage.rights.retention import Retention
from portal.storage.tables.people import answers, journal, people
from portal.storage.trace.anchoring import anchor_all
from portal.storage.trace.anchors import first_break
from portal.storage.trace.journal import Deed, broken, entries
from portal.transparency.checks import Place, declared, kept, rehearsed
from portal.transparency.commitments import COMMITMENTS, OLD, Held, name_of, proof
from portal.transparency.register import read_register
from portal.web.current import work
from portal.web.pages import Feature, page
from portal.web.parts import parts_of
from tests.commands.test_checks import let_entries_change
from tests.house.conftest import Filled
from tests.house.test_closed import test_gaps_in_addresses_say_their_type as gaps_say_their_type
from tests.house.test_every_page import kept_in
from tests.house.test_register import SLIPS
from tests.people import APerson, signed_in, somebody, vault_of

T = TypeVar("T")
WORDS = "Zanzibarquicksilver"
NAME, WORK = "about-name", "situation-work"
HARD = next(question.key for section in SECTIONS if section.protected for question in section.questions)
NOBODY: Any = None
"""Some guards look at the portal alone, at nobody of its demo."""
SEARCHED = next(
    part.answer.source
    for question in QUESTIONS.values()
    for part in (question.answer.parts if isinstance(question.answer, Items) else (question,))
    if isinstance(part.answer, Listed)
)


@dataclass(frozen=True)
class Stage:
    """A portal, and somebody in it who told their name and whose counsellor read it."""

    app: Flask
    person: APerson

    @property
    def place(self) -> Place:
        return Place(app=self.app, now=datetime.now(UTC), dice=SystemRandom())

    def do(self, do: Callable[[Connection], T]) -> T:
        """Do something in the database, with every right on it."""
        with parts_of(self.app).database.transaction(writes=True) as connection:
            return do(connection)

    def broken(self) -> list[int]:
        return self.do(lambda connection: broken(connection, parts_of(self.app).ring, self.person.id))

    def newest(self) -> int:
        return max(entry.number for entry in self.do(lambda connection: entries(connection, self.person.key)))

    def reads(
        self, question: str, purpose: Any = Purpose.PREPARE_INTERVIEW, promises: Mapping[str, Use] = PROMISES
    ) -> None:
        def read(connection: Connection) -> object:
            actor, ring = self.person.counsellor.actor, parts_of(self.app).ring
            return Vault(connection, ring, promises, actor, datetime.now(UTC)).read(self.person.id, [question], purpose)

        self.do(read)


@pytest.fixture
def new(own_app: Flask) -> Stage:
    """Return a portal that nobody opened yet: another page can be put in by hand."""
    return Stage(own_app, somebody(own_app))


@pytest.fixture
def stage(app: Flask) -> Stage:
    person = somebody(app)
    visitor = signed_in(app, person).opens(f"/dossier/{NAME}")
    visitor.sends({"answer": WORDS}, do="answer")
    visitor.opens("/dossier/check").presses("Send to my counsellor")
    signed_in(app, person.counsellor).opens(f"/people/{person.id}")
    return Stage(app, person)


def refuses(do: Callable[[], object]) -> bool:
    with pytest.raises(Refused):
        do()
    return True


def test_a_reading_outside_the_promise(stage: Stage) -> None:
    assert refuses(lambda: stage.reads(HARD, Purpose.CONTACT))


@pytest.mark.parametrize("purpose", [*ForbiddenPurpose, "control", "curiosity"])
def test_a_forbidden_or_unknown_purpose(stage: Stage, purpose: str) -> None:
    assert refuses(lambda: stage.reads(NAME, purpose))


def test_a_reader_who_was_taken_out_of_the_promise(stage: Stage) -> None:
    stage.reads(NAME)
    alone = {**PROMISES, NAME: replace(PROMISES[NAME], readers=frozenset({Role.PERSON}))}
    assert refuses(lambda: stage.reads(NAME, promises=alone)), "at once, with the next reading"


def test_a_reading_by_a_stranger(stage: Stage) -> None:
    signed_in(stage.app, somebody(stage.app).counsellor).opens(f"/people/{stage.person.id}", status=403)
    assert stage.do(lambda connection: entries(connection, stage.person.key))[-1].deed is Deed.WAS_REFUSED


def test_a_reading_that_skips_the_journal(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault.Vault, "note", lambda *_told: None)
    assert list(rehearsed.readings_leave_an_entry(stage.place)) == ["a reading left no entry, or another one"]


def test_an_entry_that_was_forged(stage: Stage) -> None:
    last = stage.newest()
    its = select(journal).where(journal.c.person_id == stage.person.id, journal.c.number == last)
    row = dict(stage.do(lambda connection: connection.execute(its).mappings().one()))
    stage.do(lambda connection: connection.execute(insert(journal), {**row, "number": last + 1}))
    assert stage.broken() == [last + 1]


def test_an_entry_that_was_taken_out_of_the_middle(stage: Stage) -> None:
    its = delete(journal).where(journal.c.person_id == stage.person.id, journal.c.number == 2)
    stage.do(lambda connection: connection.execute(its))
    assert stage.broken() == [3]
    assert "about" in signed_in(stage.app, stage.person).opens("/who-read/check").page.words
    assert list(kept.chains_hold(stage.place))


def test_entries_that_were_cut_off_at_the_end(stage: Stage) -> None:
    parts = parts_of(stage.app)
    anchor_all(parts.database, parts.ring, datetime.now(UTC))
    its = delete(journal).where(journal.c.person_id == stage.person.id, journal.c.number == stage.newest())
    stage.do(lambda connection: connection.execute(its))
    assert stage.broken() == [], "the chain itself does not tell"
    assert stage.do(lambda connection: first_break(connection, parts.ring, stage.person.id))
    assert signed_in(stage.app, stage.person).opens("/who-read/check").page.says("Something was changed or removed.")
    assert list(kept.nothing_is_cut(stage.place))


def test_an_entry_that_was_altered(stage: Stage) -> None:
    its = update(journal).where(journal.c.person_id == stage.person.id, journal.c.number == 1)
    changed = its.values(role=Role.RECEPTION.value)
    with pytest.raises(Trouble):
        stage.do(lambda connection: connection.execute(changed))
    stage.do(let_entries_change)
    stage.do(lambda connection: connection.execute(changed))
    assert stage.broken() == [1]
    assert list(rehearsed.journal_is_only_added_to(stage.place)), "and that the database no longer refuses is seen too"


def test_an_answer_that_was_moved_to_another_question(stage: Stage) -> None:
    key = stage.person.key
    row = dict(stage.do(lambda connection: connection.execute(select(answers)).mappings().one()))
    moved = {**row, "question": key.tag(WORK), "number": row["number"] + 9, "key": None}
    stage.do(lambda connection: connection.execute(insert(answers), moved))
    with pytest.raises(InvalidTag):
        stage.reads(WORK)


def test_what_is_known_of_one_person_put_with_another(stage: Stage) -> None:
    other = somebody(stage.app)
    theirs = select(people.c.known).where(people.c.id == other.id).scalar_subquery()
    stage.do(lambda connection: connection.execute(
        update(people).where(people.c.id == stage.person.id).values(known=theirs)))  # fmt: skip
    with pytest.raises(InvalidTag):
        stage.do(
            lambda connection: vault_of(connection, stage.app, stage.person.counsellor.actor).names([stage.person.id])
        )


def test_a_column_that_nobody_declared(stage: Stage) -> None:
    stage.do(lambda connection: connection.execute(text("ALTER TABLE people ADD COLUMN risk INTEGER")))
    assert list(declared.columns_are_declared(stage.place)) == ["people.risk"]
    assert list(declared.no_column_judges(stage.place)) == ["people.risk"]


@pytest.mark.parametrize(
    "breach", ["a reader is no role", "a question has no promise", "a promise has no words", "a purpose is forbidden"]
)
def test_a_register_with_a_breach(app: Flask, breach: str) -> None:
    promises, said = SLIPS[breach]
    with pytest.raises(SystemExit, match=said):
        read_register(promises, parts_of(app).languages)


def test_a_search_that_gets_what_it_does_not_say(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    searches = {**suggesting._SEARCHES, SEARCHED: replace(suggesting._SEARCHES[SEARCHED], inputs=frozenset())}
    monkeypatch.setattr(suggesting, "_SEARCHES", searches)
    with pytest.raises(SystemExit, match="does not say so"):
        read_register(PROMISES, parts_of(app).languages)


def test_a_page_that_was_not_declared(new: Stage) -> None:
    new.app.add_url_rule("/score", "score", lambda: "12 of 20")
    assert list(declared.pages_are_declared(new.place)) == ["GET /score"]


def test_a_page_that_writes_when_it_is_opened(new: Stage) -> None:
    def writes(_person: object) -> str:
        """Change what is kept."""
        mine = update(people).where(people.c.id == new.person.id)
        work().connection.execute(mine, {"longer": True})
        return "<!doctype html><title>-</title><h1>-</h1>"

    _publish(new.app, "/writes", writes)
    filled = Filled(new.app, NOBODY, ())
    visitor, before = signed_in(new.app, new.person), kept_in(filled)
    visitor.client.get("/writes")
    assert [name for name, rows in kept_in(filled).items() if rows != before[name]] == ["people"]


def test_a_name_in_an_address(new: Stage) -> None:
    _publish(new.app, "/people/<who>", lambda *_anybody: "")
    with pytest.raises(AssertionError, match="write <uuid:person_id>"):
        gaps_say_their_type(Filled(new.app, NOBODY, ()))


def test_words_on_their_way_into_a_log(new: Stage, caplog: pytest.LogCaptureFixture) -> None:
    said: list[str] = []

    def breaks(_person: object) -> str:
        """Break with words of a person in the message, and in the values of a statement."""
        try:
            work().connection.execute(insert(journal), {"person_id": uuid4(), "number": 1, "deed": WORDS})
        except Trouble as trouble:
            said.append(str(trouble))
        raise ValueError(WORDS)

    caplog.set_level(logging.DEBUG)
    _publish(new.app, "/breaks", breaks)
    assert signed_in(new.app, new.person).client.get("/breaks").status_code == 500
    told = "\n".join([*said, *(f"{record.getMessage()} {record.args} {record.exc_text}" for record in caplog.records)])
    assert said
    assert "ValueError" in told
    assert WORDS not in told


def test_a_shorter_time_that_was_promised_and_not_kept(stage: Stage) -> None:
    now, parts = datetime.now(UTC), parts_of(stage.app)
    shorter = {**PROMISES, NAME: replace(PROMISES[NAME], kept=Keeping(1, Event.INTERVIEW))}
    stage.do(lambda connection: note_changes(connection, parts.ring, PROMISES, now))
    stage.do(lambda connection: note_changes(connection, parts.ring, shorter, now))

    def over(connection: Connection) -> int:
        later = now + timedelta(days=3)
        run = Retention.of(connection, parts.ring, shorter, later, erases=False)
        return run.settle(stage.person.id)["answers"]

    assert stage.do(over) == 1, "what was told before goes too, and the command counts it"


@pytest.mark.parametrize("commitment", COMMITMENTS, ids=lambda one: one.key)
def test_a_check_that_failed_or_was_forgotten_shown_as_if_it_held(stage: Stage, commitment: Any) -> None:
    now = datetime.now(UTC)
    outcomes = [Outcome(name=name_of(check), at=now, holds=True) for check in commitment.checks]

    def stands(results: list[Outcome], at: datetime) -> Held:
        stage.do(lambda connection: keep_outcomes(connection, results, at))
        return proof(commitment, stage.do(standings), at).held

    assert stands(outcomes, now) is Held.HOLDS
    assert proof(commitment, stage.do(standings), now + OLD * 1.1).held is Held.OLD
    failed = [replace(outcomes[0], at=now + timedelta(minutes=1), holds=False)]
    assert stands(failed, now + timedelta(minutes=1)) is Held.BROKEN
    assert "amiss" in stage.app.test_client().get("/what-becomes").get_data(as_text=True)


def _publish(app: Flask, address: str, view: Callable[..., str]) -> None:
    """Publish one more page, as a feature does."""
    feature = Feature(f"breach-{uuid4().hex[:6]}", __name__)
    page(feature, address, Permission.SEE_HOME)(view)
    feature.publish(app)
