"""A person moves to another counsellor: with their history, told at once, out of the old one's reach at once."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.storage.caseload import transfers
from portal.storage.tables.people import interviews, people
from portal.storage.trace.journal import Deed, entries
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.samples import A_TEXT
from tests.pages.test_sending import sends, tells
from tests.pages.test_stand_in import a_colleague, is_away, told
from tests.people import ACounsellor, AManager, APerson, a_manager, a_person, count_of, signed_in, somebody, vault_of
from tests.visitor import Visitor


def asks(app: Flask, person: APerson, colleague: ACounsellor) -> Visitor:
    """Let the person's counsellor ask a colleague to take them over."""
    visitor = signed_in(app, person.counsellor).opens(f"/people/{person.id}/move")
    return visitor.presses("Ask my colleague", {"colleague": str(colleague.actor.id)})


def says_yes(app: Flask, colleague: ACounsellor) -> Visitor:
    return signed_in(app, colleague).opens("/colleagues").presses("Yes, I accompany them now")


def the_manager(app: Flask, person: APerson) -> AManager:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        return a_manager(connection, parts.ring, person.actor.agency_id)


def counsellor_now(app: Flask, person: APerson) -> object:
    with parts_of(app).database.transaction(writes=False) as connection:
        return connection.execute(select(people.c.counsellor_id).where(people.c.id == person.id)).scalar_one()


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_a_colleague_says_yes_and_the_person_moves_with_their_history(app: Flask) -> None:
    person = told(app)
    colleague = a_colleague(app, person)
    assert asks(app, person, colleague).page.says("You asked Zoe")
    signed_in(app, person.counsellor).opens(f"/people/{person.id}")
    signed_in(app, colleague).opens(f"/people/{person.id}", status=403)
    says_yes(app, colleague)
    assert signed_in(app, colleague).opens(f"/people/{person.id}").page.says("Awa")
    signed_in(app, person.counsellor).opens(f"/people/{person.id}", status=403)
    signed_in(app, person.counsellor).opens(f"/people/{person.id}/weeks", status=403)
    with parts_of(app).database.transaction(writes=False) as connection:
        with_whom = connection.execute(select(interviews.c.counsellor_id).where(interviews.c.person_id == person.id))
        assert set(with_whom.scalars()) == {colleague.actor.id}, "interviews to come are with the new one"


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_asking_the_same_colleague_again_while_it_waits_asks_once(app: Flask) -> None:
    person = told(app)
    colleague, another = a_colleague(app, person), a_colleague(app, person, "another")
    visitor = signed_in(app, person.counsellor).opens(f"/people/{person.id}/move")
    form = visitor.page
    for _ in range(3):
        visitor.page = form
        assert visitor.presses("Ask my colleague", {"colleague": str(colleague.actor.id)}).page.says("You asked Zoe")
    assert count_of(parts_of(app).database, "transfers") == 1
    with parts_of(app).database.transaction(writes=False) as connection:
        deeds = [entry.deed for entry in entries(connection, person.key)]
    assert deeds.count(Deed.ASKED_COLLEAGUE) == 1
    for one in (another, colleague):
        visitor.page = form
        visitor.presses("Ask my colleague", {"colleague": str(one.actor.id)})
    assert count_of(parts_of(app).database, "transfers") == 3, "another colleague is another question"
    says_yes(app, colleague)
    assert counsellor_now(app, person) == colleague.actor.id


def test_the_person_is_told_on_their_first_page_until_they_saw_it(app: Flask) -> None:
    person = told(app)
    colleague, visitor = a_colleague(app, person), signed_in(app, person)
    assert not visitor.opens("/home").page.says("Another counsellor accompanies you now.")
    asks(app, person, colleague)
    assert not visitor.opens("/home").page.says("Another counsellor accompanies you now.")
    says_yes(app, colleague)
    visitor.opens("/home").follows("Another counsellor accompanies you now.")
    assert visitor.page.says("Your counsellor is now Zoe.")
    visitor.opens("/home")
    assert visitor.page.says("Another counsellor accompanies you now."), "looking is not yet having seen"
    visitor.opens("/news").presses("I have seen it")
    assert visitor.page.address == "/home"
    assert not visitor.page.says("Another counsellor accompanies you now.")
    journal = visitor.opens("/who-read").page
    assert journal.says("Your counsellor asked a colleague to accompany you.")
    assert journal.says("Another counsellor accompanies you now.")


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_a_move_that_came_after_the_page_is_still_news(app: Flask) -> None:
    person = told(app)
    colleague, visitor = a_colleague(app, person), signed_in(app, person)
    asks(app, person, colleague)
    says_yes(app, colleague)
    visitor.opens("/news")
    back = signed_in(app, colleague).opens(f"/people/{person.id}/move")
    back.presses("Ask my colleague", {"colleague": str(person.counsellor.actor.id)})
    says_yes(app, person.counsellor)
    visitor.presses("I have seen it")
    assert visitor.page.says("Another counsellor accompanies you now."), "this one was never shown"
    visitor.opens("/news").presses("I have seen it")
    assert not visitor.page.says("Another counsellor accompanies you now.")


def test_what_was_sent_before_is_read_by_the_new_one_and_what_is_sent_after_is_not_by_the_old(app: Flask) -> None:
    person = told(app)
    colleague, visitor = a_colleague(app, person), signed_in(app, person)
    asks(app, person, colleague)
    says_yes(app, colleague)
    tells(visitor, A_TEXT, "Aïssa")
    sends(visitor)
    assert signed_in(app, colleague).opens(f"/people/{person.id}").page.says("Awa")
    assert not signed_in(app, person.counsellor).opens("/people").page.says("Ali")


def test_until_the_yes_the_colleague_knows_the_name_and_no_more(app: Flask) -> None:
    person = told(app)
    colleague = a_colleague(app, person)
    asks(app, person, colleague)
    assert signed_in(app, colleague).opens("/colleagues").page.says("Ali")
    with parts_of(app).database.transaction(writes=False) as connection:
        newest = entries(connection, person.key)[-1]
    assert (newest.deed, newest.actor_id) == (Deed.SAW_IN_LIST, colleague.actor.id)
    assert signed_in(app, person).opens("/who-read").page.says("Zoe, whom your counsellor asked")


def test_no_means_that_nothing_changes(app: Flask) -> None:
    person = told(app)
    colleague = a_colleague(app, person)
    asks(app, person, colleague)
    signed_in(app, colleague).opens("/colleagues").presses("No")
    assert counsellor_now(app, person) == person.counsellor.actor.id
    assert not signed_in(app, colleague).opens("/colleagues").page.says("Ali")
    assert not signed_in(app, person.counsellor).opens(f"/people/{person.id}/move").page.says("You asked Zoe")


def test_what_was_taken_back_cannot_be_taken_any_more(app: Flask) -> None:
    person = told(app)
    colleague = a_colleague(app, person)
    asks(app, person, colleague)
    page = signed_in(app, colleague).opens("/colleagues")
    signed_in(app, person.counsellor).opens(f"/people/{person.id}/move").presses("I take it back")
    page.presses("Yes, I accompany them now")
    assert counsellor_now(app, person) == person.counsellor.actor.id


def test_only_the_own_counsellor_gives_somebody_away(app: Flask) -> None:
    person = told(app)
    stands_in, third = a_colleague(app, person), a_colleague(app, person, "max")
    is_away(app, person, stands_in)
    signed_in(app, stands_in).opens(f"/people/{person.id}/move", status=403)
    signed_in(app, third).opens(f"/people/{person.id}/move", status=403)
    visitor = signed_in(app, stands_in).opens("/colleagues")
    token = visitor.page.text.split('name="csrf_token" value="')[1].split('"')[0]
    sent = {"csrf_token": token, "do": "ask", "colleague": str(third.actor.id)}
    visitor.posts(f"/people/{person.id}/move", sent, status=403)
    away = signed_in(app, person.counsellor).opens(f"/people/{person.id}/move")
    away.presses("Ask my colleague", {"colleague": str(somebody(app).counsellor.actor.id)}, status=422)
    assert away.page.says("Choose a colleague.")


def test_nobody_says_yes_for_a_colleague(app: Flask) -> None:
    person = told(app)
    asked, third = a_colleague(app, person), a_colleague(app, person, "max")
    asks(app, person, asked)
    page = signed_in(app, asked).opens("/colleagues").page
    yes = page.text.split('name="do" value="yes:')[1].split('"')[0]
    visitor = signed_in(app, third).opens("/colleagues")
    token = visitor.page.text.split('name="csrf_token" value="')[1].split('"')[0]
    visitor.posts("/colleagues/move", {"csrf_token": token, "do": f"yes:{yes}"})
    assert counsellor_now(app, person) == person.counsellor.actor.id


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_a_manager_moves_one_person_by_their_whole_name(app: Flask) -> None:
    person = told(app)
    colleague, manager = a_colleague(app, person), the_manager(app, person)
    visitor = signed_in(app, manager).opens("/agency/counsellors")
    visitor.presses("Let this person move", {"who": "", "to": str(colleague.actor.id)}, status=422)
    visitor.presses("Let this person move", {"who": "Ali", "to": str(colleague.actor.id)})
    assert counsellor_now(app, person) == colleague.actor.id
    assert signed_in(app, person).opens("/who-read").page.says("Your agency gave you another counsellor.")
    assert signed_in(app, person).opens("/home").page.says("Another counsellor accompanies you now.")


def test_a_manager_learns_nothing_from_a_name(app: Flask) -> None:
    person = told(app)
    colleague, manager = a_colleague(app, person), the_manager(app, person)
    pages = []
    for who in ("Ali", "Ousmane Diop"):
        visitor = signed_in(app, manager).opens("/agency/counsellors")
        visitor.presses("Let this person move", {"who": who, "to": str(colleague.actor.id)})
        pages.append(visitor.page.words)
    assert pages[0] == pages[1]


def test_two_people_of_one_name_do_not_move(app: Flask) -> None:
    person, parts = told(app), parts_of(app)
    colleague, manager = a_colleague(app, person), the_manager(app, person)
    with parts.database.transaction(writes=True) as connection:
        a_person(connection, parts.ring, person.counsellor)
    visitor = signed_in(app, manager).opens("/agency/counsellors")
    visitor.presses("Let this person move", {"who": "Ali", "to": str(colleague.actor.id)})
    assert counsellor_now(app, person) == person.counsellor.actor.id


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_a_manager_moves_everybody_of_a_counsellor_and_each_is_told(app: Flask) -> None:
    person, parts = told(app), parts_of(app)
    colleague, manager = a_colleague(app, person), the_manager(app, person)
    with parts.database.transaction(writes=True) as connection:
        other = a_person(connection, parts.ring, person.counsellor, interviews=(timedelta(days=-3), timedelta(days=9)))
        elsewhere = a_person(connection, parts.ring)
    typed = {"away": str(person.counsellor.actor.id), "to": str(colleague.actor.id)}
    visitor = signed_in(app, manager).opens("/agency/counsellors").presses("Let them all move", typed, status=422)
    assert visitor.page.says("Tick the box: everybody moves.")
    visitor.presses("Let them all move", {**typed, "all": "yes"})
    for one in (person, other):
        assert counsellor_now(app, one) == colleague.actor.id
        assert signed_in(app, one).opens("/home").page.says("Another counsellor accompanies you now.")
    assert counsellor_now(app, elsewhere) == elsewhere.counsellor.actor.id
    with parts.database.transaction(writes=False) as connection:
        rows = connection.execute(
            select(interviews).where(interviews.c.person_id == other.id).order_by(interviews.c.at)
        )
        assert [row.counsellor_id for row in rows] == [person.counsellor.actor.id, colleague.actor.id], "what was, was"


def test_a_move_ends_what_a_colleague_was_asked(app: Flask) -> None:
    person = told(app)
    first, second, manager = a_colleague(app, person), a_colleague(app, person, "max"), the_manager(app, person)
    asks(app, person, first)
    visitor = signed_in(app, manager).opens("/agency/counsellors")
    visitor.presses("Let this person move", {"who": "ali", "to": str(second.actor.id)})
    assert not signed_in(app, first).opens("/colleagues").page.says("Ali")
    assert counsellor_now(app, person) == second.actor.id


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_who_is_with_another_already_does_not_move_again(app: Flask) -> None:
    person = told(app)
    first, second, manager = a_colleague(app, person), a_colleague(app, person, "max"), the_manager(app, person)
    with parts_of(app).database.transaction(writes=True) as connection:
        vault, was = vault_of(connection, app, manager.actor), person.counsellor.actor.id
        assert transfers.move(vault, person.id, was, first.actor.id)
        assert not transfers.move(vault, person.id, was, second.actor.id)
    assert counsellor_now(app, person) == first.actor.id
