"""The checks of what the portal says of itself: run for real, they hold, and each sees the breach it is there for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from importlib import metadata as installed
from inspect import isfunction, signature
from random import SystemRandom
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update

from portal.core.uses import Purpose, Use
from portal.storage.answers import vault
from portal.storage.engine.database import Connection
from portal.storage.engine.seal import KeyRing
from portal.storage.rights.checks import KEPT, keep_outcomes
from portal.storage.tables.agency import checks
from portal.storage.tables.people import journal
from portal.storage.tables.schema import metadata
from portal.storage.trace.journal import Deed
from portal.transparency import things
from portal.transparency.checks import Place, declared, kept, rehearsed
from portal.transparency.commitments import COMMITMENTS, run_checks
from portal.transparency.register import Register
from portal.web.parts import parts_of
from tests.commands.conftest import Operator
from tests.conftest import BOTH
from tests.people import APerson, count_of, signed_in, somebody, vault_of

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
both = pytest.mark.parametrize("app", BOTH, indirect=True)


@pytest.fixture
def place(app: Flask) -> Place:
    return Place(app=app, now=datetime.now(UTC), dice=SystemRandom())


def lived(app: Flask) -> APerson:
    """Return somebody whose counsellor read what they told."""
    person = somebody(app)
    visitor = signed_in(app, person).opens("/dossier/about-name")
    visitor.sends({"answer": "Ali"}, do="answer")
    visitor.opens("/dossier/check").presses("Send to my counsellor")
    signed_in(app, person.counsellor).opens(f"/people/{person.id}")
    return person


def amiss(place: Place) -> set[str]:
    """Return the names of the checks that do not hold."""
    return {outcome.name for outcome in run_checks(place) if not outcome.holds}


def as_a_thief(app: Flask, do: Callable[[Connection], object]) -> None:
    """Do something in the database, with every right on it."""
    with parts_of(app).database.transaction(writes=True) as connection:
        do(connection)


def let_entries_change(connection: Connection) -> None:
    """Take away what keeps the journal from being changed."""
    if connection.dialect.name == "sqlite":
        named = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"
    else:
        named = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'journal'::regclass AND NOT tgisinternal"
    for name in connection.execute(text(named)).scalars().all():
        connection.execute(text(f"DROP TRIGGER {name}{' ON journal' if connection.dialect.name != 'sqlite' else ''}"))


def alters(app: Flask, person: APerson, **told: str) -> None:
    """Change the first entry of somebody's journal."""
    as_a_thief(app, let_entries_change)
    first = update(journal).where(journal.c.person_id == person.id, journal.c.number == 1)
    as_a_thief(app, lambda connection: connection.execute(first.values(**told)))


def test_an_operator_runs_them_and_the_page_has_their_day(operator: Operator, served: Flask) -> None:
    somebody(served)
    result = operator("checks", "run")
    assert result.exit_code == 0, result.output
    assert "Everything holds." in result.output
    wanted = {check for commitment in COMMITMENTS for check in commitment.checks}
    assert count_of(parts_of(served).database, "checks") == len(wanted)
    page = served.test_client().get("/what-becomes").get_data(as_text=True)
    assert "amiss" not in page


def test_an_operator_is_told_what_does_not_hold(operator: Operator, served: Flask) -> None:
    person = somebody(served)
    with parts_of(served).database.transaction(writes=True) as connection:
        vault_of(connection, served, person.actor).note(person.id, Deed.SIGNED_IN, Purpose.SIGN_IN)
    alters(served, person, purpose="fraud")
    result = operator("checks", "run")
    assert result.exit_code == 1
    assert "DOES NOT HOLD purposes-are-allowed fraud" in result.output
    assert "The public page says so in red words." in result.output
    assert "amiss" in served.test_client().get("/what-becomes").get_data(as_text=True)


@both
def test_everything_holds_where_people_live(app: Flask, place: Place) -> None:
    lived(app)
    assert amiss(place) == set()


@both
def test_a_run_leaves_nothing_but_its_results(app: Flask, place: Place) -> None:
    lived(app)
    database = parts_of(app).database
    before = {name: count_of(database, name) for name in metadata.tables}
    list(run_checks(place))
    assert {name: count_of(database, name) for name in metadata.tables} == before, "a rehearsal is taken back"


@both
def test_a_column_that_nobody_declared_is_found(app: Flask, place: Place) -> None:
    as_a_thief(app, lambda connection: connection.execute(text("ALTER TABLE people ADD COLUMN shoe_size INTEGER")))
    assert list(declared.columns_are_declared(place)) == ["people.shoe_size"]


@both
def test_a_table_that_nobody_declared_is_found(app: Flask, place: Place) -> None:
    as_a_thief(app, lambda connection: connection.execute(text("CREATE TABLE risk_of_people (rating INTEGER)")))
    assert list(declared.columns_are_declared(place)) == ["risk_of_people.rating"]
    assert list(declared.no_column_judges(place)) == ["risk_of_people.rating"]


@both
def test_a_forbidden_purpose_in_the_journal_is_found(app: Flask, place: Place) -> None:
    person = lived(app)
    alters(app, person, purpose="control")
    assert amiss(place) == {"purposes-are-allowed", "chains-hold", "journal-is-only-added-to"}


@both
def test_an_entry_that_was_taken_away_is_found(app: Flask, place: Place) -> None:
    person = lived(app)
    as_a_thief(app, lambda connection: connection.execute(
        delete(journal).where(journal.c.person_id == person.id, journal.c.number == 2)))  # fmt: skip
    assert amiss(place) == {"chains-hold"}


@both
def test_whoever_came_last_is_looked_at_too(app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "SAMPLE", 1)
    for _ in range(3):
        person = somebody(app)
        with parts_of(app).database.transaction(writes=True) as connection:
            vault_of(connection, app, person.actor).note(person.id, Deed.SIGNED_IN, Purpose.SIGN_IN)
    alters(app, person, purpose=Purpose.CONTACT.value)
    runs = [list(kept.chains_hold(place)) for _ in range(60)]
    assert any(runs)
    assert not all(runs)


@both
def test_something_done_that_people_are_not_told_is_found(app: Flask, place: Place, ring: KeyRing) -> None:
    del ring
    person = lived(app)
    with parts_of(app).database.transaction(writes=True) as connection:
        vault_of(connection, app, person.counsellor.actor).note(person.id, Deed.TOOK_COPY, Purpose.OWN_RECORD)
    assert amiss(place) == {"deeds-have-words"}


def test_something_the_portal_did_by_itself_is_found(app: Flask, place: Place) -> None:
    person = lived(app)
    alters(app, person, role="portal")
    assert "portal-does-only-this" in amiss(place)


def test_a_reading_without_its_entry_is_found(app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    lived(app)
    monkeypatch.setattr(vault.Vault, "note", lambda *_told: None)
    assert amiss(place) == {"readings-leave-an-entry"}


def test_a_reading_outside_the_promise_is_found(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "purpose_named", Purpose)
    monkeypatch.setattr(Use, "allows", lambda *_asked: True)
    monkeypatch.setattr(vault, "may_look_back", lambda *_asked: True)
    assert amiss(place) == {"readings-outside-are-refused"}


def test_a_forbidden_purpose_that_is_let_through_is_found(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsed, "purpose_named", str)
    assert [found for found in rehearsed.readings_outside_are_refused(place) if "is allowed" in found]


def test_a_skipped_question_that_shows_is_found(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "ONE_LENGTH", 1)
    assert amiss(place) == {"skipping-shows-nothing"}


def test_something_that_learns_is_found(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    torch = SimpleNamespace(metadata={"Name": "Torch"})
    monkeypatch.setattr(declared, "distributions", lambda: [*installed.distributions(), torch])
    assert amiss(place) == {"nothing-learns"}


def test_a_page_that_nobody_declared_is_found(own_app: Flask, place: Place) -> None:
    own_app.add_url_rule("/score", "score", lambda: "12 of 20")
    assert list(declared.pages_are_declared(replace(place, app=own_app))) == ["GET /score"]


def test_a_line_that_no_page_shows_is_found(app: Flask, place: Place) -> None:
    held: Register = app.extensions["portal_register"]
    theme = things.REST
    app.extensions["portal_register"] = Register(lines=tuple(one for one in held.lines if one.key != "journal"))
    app.test_client().get(f"/what-becomes/{theme.key}")
    app.extensions["portal_register"] = held
    assert "lines-are-shown" in amiss(place)


def test_a_check_that_cannot_be_run_does_not_hold(app: Flask, place: Place) -> None:
    as_a_thief(app, lambda connection: connection.execute(text("ALTER TABLE journal RENAME TO elsewhere")))
    found = {outcome.name: outcome.found for outcome in run_checks(place)}
    assert found["purposes-are-allowed"].startswith("cannot be run")
    assert found["chains-hold"].startswith("cannot be run") or count_of(parts_of(app).database, "people") == 0


@both
def test_results_stay_for_a_year(app: Flask, place: Place) -> None:
    outcomes = list(run_checks(place))
    with parts_of(app).database.transaction(writes=True) as connection:
        keep_outcomes(connection, outcomes, place.now)
        keep_outcomes(connection, [], place.now + KEPT)
        assert len(connection.execute(select(checks)).all()) == len(outcomes)
        keep_outcomes(connection, [], place.now + KEPT * 1.01)
        assert connection.execute(select(checks)).all() == []


def test_each_check_is_named_once_and_serves_a_commitment() -> None:
    used = [check.__name__ for commitment in COMMITMENTS for check in commitment.checks]
    assert len(used) == len(set(used))
    there = {
        name
        for module in (declared, kept, rehearsed)
        for name, one in vars(module).items()
        if isfunction(one)
        and one.__module__ == module.__name__
        and next(iter(signature(one).parameters), "").endswith("place")
    }
    assert {name for name in there if not name.startswith("_")} - {"live_columns"} == set(used)
