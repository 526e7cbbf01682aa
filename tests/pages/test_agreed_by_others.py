"""What a colleague wrote: named as theirs to whoever reads it, and what they began stays with the person who moved."""

from collections.abc import Mapping

import pytest
from flask import Flask

from portal.storage.caseload import transfers
from portal.storage.tables.agreements import agreement_drafts
from portal.storage.trace.journal import Deed, entries
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.test_agreeing import agreed_with, agrees, chooses, typed_in
from tests.pages.test_stand_in import a_colleague, is_away
from tests.people import ACounsellor, APerson, count_of, signed_in, vault_of
from tests.visitor import Visitor, words_of

COURSE: Mapping[str, str | list[str]] = {
    "phrase": ["course", "cv"],
    "who-course": "counsellor",
    "words-course": "near the port",
    "who-cv": "both",
}


@pytest.fixture
def counsellor(app: Flask, person: APerson) -> Visitor:
    return signed_in(app, person.counsellor)


def moves(app: Flask, person: APerson, login: str = "zoe") -> ACounsellor:
    """Let the person be with a colleague from now on."""
    colleague = a_colleague(app, person, login)
    with parts_of(app).database.transaction(writes=True) as connection:
        vault = vault_of(connection, app, person.counsellor.actor)
        assert transfers.move(vault, person.id, person.counsellor.actor.id, colleague.actor.id)
    return colleague


def heads(visitor: Visitor, tag: str) -> list[str]:
    return [words_of(one) for one in visitor.page.all(tag)]


def name_of(person: APerson) -> str:
    return person.counsellor.login.title()


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_who_comes_after_reads_the_name_of_who_wrote_it(app: Flask, person: APerson, counsellor: Visitor) -> None:
    agrees(counsellor, person, COURSE)
    assert "Me, the counsellor" in heads(counsellor, "h3")
    successor = signed_in(app, moves(app, person)).opens(f"/people/{person.id}/agreed")
    assert heads(successor, "h3") == [name_of(person), f"{name_of(person)} and the person"]


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_the_person_reads_who_their_counsellor_was_that_day(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    agrees(counsellor, person, COURSE)
    assert "What my counsellor does" in heads(visitor.opens("/agreed/1"), "h2")
    moves(app, person)
    shown = heads(visitor.opens("/agreed/1"), "h2")
    assert f"What {name_of(person)} does, my counsellor that day" in shown
    assert f"What {name_of(person)} and I do together" in shown
    assert "What my counsellor does" not in shown


def test_what_who_replaces_sends_is_shown_before_as_the_person_gets_it(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    colleague = a_colleague(app, person)
    is_away(app, person, colleague)
    stands_in = chooses(signed_in(app, colleague), person, COURSE)
    assert "What Zoe does, my counsellor that day" in heads(stands_in, "h2")
    stands_in.presses("Send to the person")
    assert "What Zoe does, my counsellor that day" in heads(visitor.opens("/agreed"), "h2")
    own = signed_in(app, person.counsellor).opens(f"/people/{person.id}/agreed")
    assert "Zoe" in heads(own, "h3")


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_what_was_begun_goes_with_the_person_and_out_of_reach_of_who_began_it(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    chooses(counsellor, person, {**COURSE, "words-licence": "by bus until then"})
    successor = signed_in(app, moves(app, person)).opens(f"/people/{person.id}/agree")
    assert successor.page.says(f"{name_of(person)} began this on")
    for words in ("near the port", "by bus until then", "Written and not chosen"):
        assert successor.page.says(words)
    counsellor.opens(f"/people/{person.id}/agree", status=403)
    visitor.opens("/agreed/notes")
    assert visitor.page.says(f"{name_of(person)} began to write this. It is not sent.")
    assert visitor.page.says("by bus until then")
    successor.sends({"words-own-1": "We meet on Monday."}, do="take")
    assert successor.page.address == f"/people/{person.id}/agree"
    assert typed_in(successor, "words-course") == "near the port"
    assert typed_in(successor, "words-licence") == "by bus until then"
    assert typed_in(successor, "words-own-1") == "We meet on Monday.", "and nothing of one's own is lost"
    assert not successor.page.says("began this on")
    successor.sends({"phrase": "course", "words-course": "near the port"}).presses("Send to the person")
    (agreement,) = agreed_with(app, person)
    assert agreement.by == "Zoe"
    assert count_of(parts_of(app).database, "agreement_drafts") == 0


def test_reading_what_a_colleague_left_is_in_the_journal(app: Flask, person: APerson, counsellor: Visitor) -> None:
    chooses(counsellor, person)
    colleague = moves(app, person)
    deeds = []
    for _ in range(2):
        with parts_of(app).database.transaction(writes=False) as connection:
            found = entries(connection, person.key)
        deeds.append([one.deed for one in found if one.actor_id == colleague.actor.id])
        signed_in(app, colleague).opens(f"/people/{person.id}/agree")
    assert [one.count(Deed.READ_NOTES) for one in deeds] == [0, 1]


def test_what_somebody_left_as_their_days_were_over_stays_with_the_person(app: Flask, person: APerson) -> None:
    colleague = a_colleague(app, person)
    away = is_away(app, person, colleague)
    chooses(signed_in(app, colleague), person, COURSE)
    own = signed_in(app, person.counsellor)
    assert not own.opens(f"/people/{person.id}/agree").page.says("Zoe began this"), "she goes on with it herself"
    away.opens("/colleagues").presses("End it now")
    assert own.opens(f"/people/{person.id}/agree").page.says("Zoe began this")


def test_taking_it_twice_loses_nothing(app: Flask, person: APerson, counsellor: Visitor) -> None:
    chooses(counsellor, person, COURSE)
    successor = signed_in(app, moves(app, person)).opens(f"/people/{person.id}/agree")
    page = successor.page
    successor.sends({"words-own-1": "mine"}, do="take")
    successor.page = page
    successor.sends({"words-own-1": "mine"}, do="take", status=409)
    assert typed_in(successor, "words-course") == "near the port"
    with parts_of(app).database.transaction(writes=False) as connection:
        (row,) = connection.execute(agreement_drafts.select())
    assert row.staff_id != person.counsellor.actor.id
