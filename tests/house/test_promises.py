"""No personal datum without a promise, and no reading outside it: for every column, question, role and purpose."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Column

from portal.app import PROMISES as EVERYWHERE
from portal.core.actors import Actor, Counsellor, Helper, may_answer
from portal.core.answers import Items
from portal.core.permissions import Role
from portal.core.uses import Event, ForbiddenPurpose, Purpose, Refused, Sensitivity, Technical, Use, purpose_named
from portal.core.visits import CAP, Visit
from portal.core.weeks import Week
from portal.dossier.questions import PROMISES, QUESTIONS, SECTION_OF, SECTIONS, part_key
from portal.storage.answers.kept import Page, Said, State
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.replies import PROMISE as ARGUMENTS
from portal.storage.tables import promises as beside
from portal.storage.tables.schema import metadata
from portal.storage.trace.journal import Deed, entries
from portal.web.parts import parts_of
from tests.people import APerson, somebody, vault_of

STAFF = (Role.RECEPTION, Role.COUNSELLOR)
"""Who reads from a desk; a helper reads beside the person, or not at all."""
WISHES = SECTION_OF["wish-job"]


def columns() -> Iterator[Column[object]]:
    for table in metadata.tables.values():
        yield from table.columns


@pytest.mark.parametrize("column", list(columns()), ids=str)
def test_every_column_is_promised_or_says_why_it_is_only_technical(column: Column[object]) -> None:
    promise = column.info.get("promise")
    assert promise is not None, "build the column with promised() or technical()"
    if isinstance(promise, Technical):
        assert len(promise.why.split()) > 1, "say why in a few words"
        assert promise.why[-1] != "."
    else:
        assert isinstance(promise, Use)
        assert Role.PERSON in promise.readers, "the person always reads their own"


def test_what_is_promised_beside_the_answers_is_used() -> None:
    used = [column.info["promise"] for column in columns()]
    idle = [name for name, use in vars(beside).items() if isinstance(use, Use) and use not in used]
    assert idle == [], "take the promise out: nothing is kept under it"


def test_every_question_and_every_small_page_of_one_has_a_promise() -> None:
    wanted = set(QUESTIONS)
    for question in QUESTIONS.values():
        if isinstance(question.answer, Items):
            wanted |= {part_key(question.key, part.key) for part in question.answer.parts}
    assert set(PROMISES) == wanted
    for key, use in PROMISES.items():
        assert Role.PERSON in use.readers, key
        assert 0 < use.kept.days <= 730, f"{key}: nothing is kept longer than two years"


def test_every_purpose_is_promised_somewhere() -> None:
    promised = {purpose for use in _all_uses() for purpose in (use.purpose, *use.also)}
    assert set(Purpose) - promised == set(), "take the purpose out: no promise names it"


def test_what_is_hard_to_say_is_kept_for_a_short_time() -> None:
    for section in SECTIONS:
        for question in section.questions:
            if section.protected or question.use.sensitivity is Sensitivity.SPECIAL:
                assert question.use.kept.after is Event.INTERVIEW, question.key
                assert question.use.kept.days <= 90, question.key


def test_what_is_behind_a_gate_is_never_for_a_helper_or_the_desk() -> None:
    protected = [question for section in SECTIONS if section.protected for question in section.questions]
    assert protected
    for question in protected:
        assert question.use.readers == {Role.PERSON, Role.COUNSELLOR}, question.key


def test_health_is_asked_only_after_an_explicit_yes() -> None:
    for question in QUESTIONS.values():
        assert question.use.consent is (question.use.sensitivity is Sensitivity.SPECIAL), question.key


def test_wishes_serve_the_plan_and_nothing_else() -> None:
    assert len(WISHES.questions) > 3
    for question in WISHES.questions:
        serves = {question.use.purpose, *question.use.also}
        assert serves == {Purpose.BUILD_PLAN, Purpose.PREPARE_INTERVIEW}, (
            f"{question.key}: wishes are not elements of a contract"
        )


@pytest.mark.parametrize("name", [*ForbiddenPurpose, *(purpose.value for purpose in ForbiddenPurpose), "statistics"])
def test_a_forbidden_or_unknown_purpose_is_refused_by_name(app: Flask, name: str) -> None:
    person, parts = somebody(app), parts_of(app)
    with pytest.raises(Refused):
        purpose_named(name)
    for actor in (person.actor, person.counsellor.actor):
        with parts.database.transaction(writes=True) as connection, pytest.raises(Refused):
            vault_of(connection, app, actor).read(person.id, QUESTIONS, name)  # type: ignore[arg-type]  # somebody's slip


@pytest.mark.parametrize("role", STAFF)
def test_staff_read_a_question_within_its_promise_and_never_outside(app: Flask, role: Role) -> None:
    person, parts = _who_told_everything(app), parts_of(app)
    actor = Counsellor(id=person.counsellor.actor.id, agency_id=person.actor.agency_id, role=role)
    now = datetime.now(UTC)
    for key, use in PROMISES.items():
        for purpose in Purpose:
            with parts.database.transaction(writes=True) as connection:
                vault = Vault(connection, parts.ring, PROMISES, actor, now)
                if role in use.readers and purpose in {use.purpose, *use.also}:
                    assert [row.said().value for row in vault.read(person.id, [key], purpose)] == [key]
                else:
                    with pytest.raises(Refused, match="no promise"):
                        vault.read(person.id, [key], purpose)


def test_a_helper_sees_a_question_within_its_promise_beside_its_person_and_never_otherwise(
    told_everything: tuple[Flask, APerson],
) -> None:
    app, person = told_everything
    elsewhere = a_visit(somebody(app))
    for key, use in PROMISES.items():
        for purpose in Purpose:
            allowed = use.allows(Role.HELPER, purpose)
            assert _seen(app, person, a_visit(person), (key, purpose)) == ([key] if allowed else [])
            for visit in (None, elsewhere):
                assert _seen(app, person, visit, (key, purpose)) == []


def test_a_helper_reads_nothing_that_is_not_in_the_journal_first(told_everything: tuple[Flask, APerson]) -> None:
    app, person = told_everything
    with parts_of(app).database.transaction(writes=True) as connection:
        vault = vault_of(connection, app, a_helper_in(a_visit(person), person))
        with pytest.raises(Refused, match="journal"):
            vault.read(person.id, PROMISES, Purpose.PREPARE_INTERVIEW)
        vault.show(person.id, ("wish-job",))
        assert entries(connection, person.key)[-1].what == ("wish-job",)


def test_a_helper_never_looks_back_even_beside_the_person(told_everything: tuple[Flask, APerson]) -> None:
    app, person = told_everything
    open_ones = [key for key, use in PROMISES.items() if Role.HELPER in use.readers]
    with parts_of(app).database.transaction(writes=True) as connection:
        for visit in (a_visit(person), None):
            vault = vault_of(connection, app, a_helper_in(visit, person))
            for reading in (
                partial(vault.compare, person.id, open_ones, Purpose.PREPARE_INTERVIEW, (1, 2)),
                partial(vault.weeks, person.id, Week.of(datetime.now(UTC))),
                partial(vault.wish_to_talk, person.id),
                partial(vault.entries, person.id),
                partial(vault.names, [person.id]),
                partial(vault.allow, person.id, ARGUMENTS, Purpose.HEAR_ARGUMENTS, may_answer),
            ):
                with pytest.raises(Refused):
                    reading()


def test_one_question_outside_the_promise_refuses_the_whole_reading(app: Flask) -> None:
    person, parts = _who_told_everything(app), parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        vault = vault_of(connection, app, person.counsellor.actor)
        with pytest.raises(Refused):
            vault.read(person.id, ["about-name", "wish-job"], Purpose.CONTACT)
        with pytest.raises(Refused):
            vault.read(person.id, ["about-name", "no-such-question"], Purpose.CONTACT)
        assert [entry.deed for entry in entries(connection, person.key) if entry.deed is Deed.READ] == []


def test_a_person_reads_their_own_and_nobody_else_s(app: Flask) -> None:
    person, other, parts = _who_told_everything(app), somebody(app), parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        own = vault_of(connection, app, person.actor).read(person.id, PROMISES, Purpose.PREPARE_INTERVIEW)
        assert len(own) == len(PROMISES)
        for stranger in _strangers(other):
            with pytest.raises(Refused):
                vault_of(connection, app, stranger).read(person.id, PROMISES, Purpose.PREPARE_INTERVIEW)
            with pytest.raises(Refused):
                vault_of(connection, app, stranger).names([person.id])
            with pytest.raises(Refused):
                vault_of(connection, app, stranger).wish_to_talk(person.id)
            with pytest.raises(Refused):
                vault_of(connection, app, stranger).entries(person.id)


def test_only_the_person_writes_and_a_helper_beside_them_what_is_open(app: Flask) -> None:
    person, other, parts = somebody(app), somebody(app), parts_of(app)
    helpers = [a_helper_in(visit, person) for visit in (None, a_visit(other))]
    hard = next(section for section in SECTIONS if section.protected).questions
    with parts.database.transaction(writes=True) as connection:
        beside = vault_of(connection, app, a_helper_in(a_visit(person), person))
        for question in hard:
            with pytest.raises(Refused):
                beside.write(person.id, question.key, "", Said(state=State.ANSWERED, value="x"), Page(wording="1"))
        for actor in (*_strangers(other), person.counsellor.actor, *helpers):
            vault, said = vault_of(connection, app, actor), Said(state=State.ANSWERED, value="x")
            with pytest.raises(Refused):
                vault.write(person.id, "about-name", "", said, Page(wording="1"))


def a_visit(person: APerson) -> Visit:
    """Return a visit that is live now."""
    now = datetime.now(UTC)
    return Visit(id=uuid4(), person_id=person.id, helper_id=uuid4(), began_at=now, until=now + CAP)


def a_helper_in(visit: Visit | None, person: APerson) -> Helper:
    return Helper(id=uuid4(), agency_id=person.actor.agency_id, visit=visit)


def _seen(app: Flask, person: APerson, visit: Visit | None, asked: tuple[str, Purpose]) -> list[object]:
    """Return what a helper sees who opens one question and reads it; nothing if they are refused."""
    key, purpose = asked
    with parts_of(app).database.transaction(writes=True) as connection:
        vault = vault_of(connection, app, a_helper_in(visit, person))
        try:
            vault.show(person.id, ())
            return [row.said().value for row in vault.read(person.id, [key], purpose)]
        except Refused:
            return []


@pytest.fixture
def told_everything(app: Flask) -> tuple[Flask, APerson]:
    return app, _who_told_everything(app)


def _strangers(other: APerson) -> tuple[Actor, Actor]:
    return other.actor, other.counsellor.actor


def _who_told_everything(app: Flask) -> APerson:
    """Return somebody whose every answer is the key of its question."""
    person, parts = somebody(app), parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        vault = vault_of(connection, app, person.actor)
        for key in PROMISES:
            vault.write(person.id, key, "", Said(state=State.ANSWERED, value=key), Page(wording="1"))
    return person


def _all_uses() -> list[Use]:
    kept = [column.info["promise"] for column in columns()]
    return [*EVERYWHERE.values(), *(use for use in kept if isinstance(use, Use))]
