"""The dossier of a colleague's person: opened by the whole name and a reason, till midnight, told at once to two."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.core.openings import LONGEST_WORDS
from portal.core.uses import Purpose
from portal.core.weeks import Week
from portal.signin.code import in_groups
from portal.storage.answers.kept import Page as Told
from portal.storage.answers.kept import Said, State
from portal.storage.people.people import Known, NewPerson, add_person
from portal.storage.people.wish import send_wish, wish_to_talk
from portal.storage.tables.reach import tries
from portal.storage.trace.journal import entries
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.samples import A_TEXT, GATED
from tests.pages.tapping import could_not, sends_week
from tests.pages.test_moving import the_manager
from tests.pages.test_stand_in import a_colleague, told
from tests.people import ACounsellor, APerson, a_person, count_of, signed_in, somebody, vault_of
from tests.visitor import Visitor, words_of

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
WORDS = "They stand at my desk and ask for their interview."


def opens(app: Flask, colleague: ACounsellor, who: str = "Ali", **typed: str) -> Visitor:
    """Let a counsellor open the dossier of somebody whom a colleague accompanies."""
    visitor = signed_in(app, colleague).opens("/people/other")
    return visitor.presses("Open it until midnight", {"who": who, "reason": "is-here", "words": WORDS, **typed})


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_it_is_opened_read_and_shown_to_the_person_with_name_and_reason(app: Flask) -> None:
    person = told(app)
    colleague = a_colleague(app, person)
    opens(app, colleague).follows("Ali")
    reads = signed_in(app, colleague).opens(f"/people/{person.id}")
    assert reads.page.says("Awa")
    visitor = signed_in(app, person).opens("/home").follows("Another counsellor opened your dossier.")
    assert visitor.page.says("Zoe opened your dossier.")
    assert visitor.page.says("You were there, and your counsellor was not.")
    assert visitor.page.says(WORDS)
    visitor.presses("I have seen it")
    assert not visitor.page.says("Another counsellor opened your dossier.")
    assert visitor.opens("/news").page.says(WORDS), "it stays to be read"
    journal = visitor.opens("/who-read").page
    assert journal.says("Another counsellor opened your dossier, and said why.")
    assert journal.says("You were there, and your counsellor was not.")
    lines = [words_of(one) for one in journal.all("li")]
    assert any(
        "Zoe, with a reason" in one and "A colleague of your counsellor read your answers." in one for one in lines
    )


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_an_opening_that_came_after_the_page_is_still_news(app: Flask) -> None:
    person = told(app)
    colleague = a_colleague(app, person)
    opens(app, colleague)
    visitor = signed_in(app, person).opens("/news")
    opens(app, colleague, words="They came back.")
    visitor.presses("I have seen it")
    assert visitor.page.says("Another counsellor opened your dossier."), "this one was never shown"
    visitor.opens("/news").presses("I have seen it")
    assert not visitor.page.says("Another counsellor opened your dossier.")


def test_the_manager_sees_by_whom_when_and_why_and_never_whose(app: Flask) -> None:
    person = told(app)
    colleague, manager = a_colleague(app, person), the_manager(app, person)
    opens(app, colleague)
    page = signed_in(app, manager).opens("/agency").page
    assert page.says("Zoe")
    assert page.says("The person is here, and their counsellor is not.")
    for hidden in ("Ali", WORDS, str(person.id), "Awa"):
        assert hidden not in page.text
    assert not signed_in(app, the_manager(app, somebody(app))).opens("/agency").page.says("Zoe")


@pytest.mark.parametrize("who", ["ali", " ALI ", "Alí"])
def test_accents_and_capitals_do_not_matter(app: Flask, who: str) -> None:
    person = told(app)
    assert opens(app, a_colleague(app, person), who).page.says("Open for you until midnight")


@pytest.mark.parametrize("who", ["al", "A", "%", "Ali Baba", "' OR 1=1 --", "_li"])
def test_a_part_of_a_name_opens_nothing(app: Flask, who: str) -> None:
    person = told(app)
    colleague = a_colleague(app, person)
    assert not opens(app, colleague, who).page.says("Open for you until midnight")
    signed_in(app, colleague).opens(f"/people/{person.id}", status=403)


def test_names_are_found_in_any_order(app: Flask) -> None:
    person, parts = told(app), parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        known = Known(name="Hạnh Nguyen-Perrault")
        new = NewPerson(agency_id=person.actor.agency_id, counsellor_id=person.counsellor.actor.id, known=known)
        add_person(connection, parts.ring, new, datetime.now(UTC))
    page = opens(app, a_colleague(app, person), "nguyen perrault hanh").page
    assert page.says("Hạnh Nguyen-Perrault")


def two_of_one_name(app: Flask, person: APerson) -> None:
    with parts_of(app).database.transaction(writes=True) as connection:
        a_person(connection, parts_of(app).ring, person.counsellor)


def nobody_of_that_name(_app: Flask, _person: APerson) -> None:
    """Leave it as it is: the name that is asked for is another."""


@pytest.mark.parametrize(("who", "before"), [("Ali", two_of_one_name), ("Ousmane", nobody_of_that_name)])
def test_two_and_none_get_the_same_answer(app: Flask, who: str, before: Callable[[Flask, APerson], None]) -> None:
    person = told(app)
    before(app, person)
    visitor = opens(app, a_colleague(app, person), who)
    assert visitor.page.address == "/people/other?asked=1"
    assert visitor.page.says("If one person here has exactly this name")
    assert not visitor.page.says("Open for you until midnight")
    manager = signed_in(app, the_manager(app, person)).opens("/agency")
    assert manager.page.says("Nothing was opened: nobody has exactly that name.")
    assert who not in manager.page.text


def test_another_agency_s_people_are_not_found(app: Flask) -> None:
    person, elsewhere = told(app), somebody(app)
    assert not opens(app, elsewhere.counsellor, "Awa").page.says("Open for you until midnight")
    letters = in_groups(person.secret)
    assert not opens(app, elsewhere.counsellor, letters).page.says("Open for you until midnight")


def test_the_letters_of_the_card_open_it_too(app: Flask) -> None:
    person = told(app)
    two_of_one_name(app, person)
    colleague = a_colleague(app, person)
    visitor = opens(app, colleague, in_groups(person.secret))
    assert person.secret not in visitor.page.text
    signed_in(app, colleague).opens(f"/people/{person.id}")


def test_it_ends_at_midnight_in_paris(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        person = told(app)
        colleague = a_colleague(app, person)
        opens(app, colleague)
        for moment, status in ((NOON + timedelta(hours=10, minutes=59), 200), (NOON + timedelta(hours=11), 403)):
            clock.move_to(moment)
            visitor = signed_in(app, colleague)
            visitor.opens(f"/people/{person.id}", status=status)
        assert not visitor.opens("/people/other").page.says("Ali")


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_what_is_hard_to_say_stays_with_the_own_counsellor(app: Flask) -> None:
    person = somebody(app)
    colleague, keys = a_colleague(app, person), [A_TEXT, *(one.key for one in GATED.questions)]
    with parts_of(app).database.transaction(writes=True) as connection:
        vault = vault_of(connection, app, person.actor)
        for key in keys:
            vault.write(person.id, key, "", Said(state=State.ANSWERED, value=key), Told(wording="1"))
    opens(app, colleague)
    with parts_of(app).database.transaction(writes=True) as connection:
        for who, sees in ((person.counsellor, set(keys)), (colleague, {A_TEXT})):
            rows = vault_of(connection, app, who.actor).read(person.id, keys, Purpose.PREPARE_INTERVIEW)
            assert {row.question for row in rows} == sees
            assert set(entries(connection, person.key)[-1].what) == sees


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_why_a_week_was_not_possible_and_the_wish_to_talk_stay_there_too(app: Flask) -> None:
    person = told(app)
    colleague, visitor = a_colleague(app, person), signed_in(app, person)
    with parts_of(app).database.transaction(writes=True) as connection:
        wish_to_talk(connection, person.key)
        send_wish(connection, person.key)
    for reason, shown in (("ill", True), ("tell-counsellor", False)):
        could_not(visitor, reason, Week.of(datetime.now(UTC)), shown=shown)
        sends_week(visitor, Week.of(datetime.now(UTC)))
        opens(app, colleague)
        reads = signed_in(app, colleague).opens(f"/people/{person.id}/weeks")
        assert reads.page.says("Could not this week Sent on")
        own = signed_in(app, person.counsellor).opens(f"/people/{person.id}/weeks")
        assert not own.page.says("Could not this week Sent on"), "their own counsellor reads why"
    assert own.opens(f"/people/{person.id}").page.says("face to face")
    assert not reads.opens(f"/people/{person.id}").page.says("face to face")


def test_arguments_stay_between_the_person_and_who_accompanies_them(app: Flask) -> None:
    person = told(app)
    visitor = signed_in(app, person).opens("/arguments/new").sends({"about": "letter"})
    visitor.opens("/arguments/words").sends({"words": "I was there"}).presses("Send to my counsellor")
    colleague = a_colleague(app, person)
    opens(app, colleague)
    reads = signed_in(app, colleague)
    assert not reads.opens(f"/people/{person.id}").page.says("Arguments that were sent to you")
    reads.opens(f"/people/{person.id}/arguments/1", status=403)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"who": ""}, "Write the whole name, or the letters of the card."),
        ({"reason": "curious"}, "Choose a reason."),
        ({"reason": ""}, "Choose a reason."),
        ({"words": "  "}, "Say why in a few words: the person reads them."),
        ({"words": "x" * (LONGEST_WORDS + 1)}, str(LONGEST_WORDS)),
    ],
    ids=["nobody", "no such reason", "no reason", "no words", "long words"],
)
def test_without_name_reason_and_words_nothing_is_asked(app: Flask, typed: dict[str, str], says: str) -> None:
    person = told(app)
    colleague = a_colleague(app, person)
    visitor = signed_in(app, colleague).opens("/people/other")
    visitor.presses("Open it until midnight", {"who": "Ali", "reason": "is-here", "words": WORDS, **typed}, status=422)
    assert visitor.page.says(says)
    assert count_of(parts_of(app).database, "tries") == 0


def test_a_form_sent_twice_is_one_opening(app: Flask) -> None:
    person = told(app)
    colleague = a_colleague(app, person)
    visitor = signed_in(app, colleague).opens("/people/other")
    form = visitor.page
    for _ in range(2):
        visitor.page = form
        visitor.presses("Open it until midnight", {"who": "Ali", "reason": "asked", "words": WORDS})
    assert [count_of(parts_of(app).database, table) for table in ("tries", "openings")] == [1, 1]


def test_a_form_that_comes_too_late_loses_no_word(app: Flask) -> None:
    person = told(app)
    sent = {"who": "Ali", "reason": "asked", "words": WORDS, "csrf_token": "old"}
    visitor = signed_in(app, a_colleague(app, person)).opens("/people/other")
    assert WORDS in visitor.posts("/people/other", sent, status=422).page.text
    late = Visitor(app).posts("/people/other", sent, status=422).page
    assert WORDS in late.text
    assert "Ali" not in late.text
    assert count_of(parts_of(app).database, "tries") == 0


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_who_asks_too_often_is_stopped_whatever_the_names(app: Flask) -> None:
    person = told(app)
    colleague = a_colleague(app, person)
    visitor = signed_in(app, colleague)
    for number in range(10):
        visitor.opens("/people/other")
        visitor.presses("Open it until midnight", {"who": f"Name {number}", "reason": "other", "words": WORDS})
    visitor.opens("/people/other")
    visitor.presses("Open it until midnight", {"who": "Ali", "reason": "other", "words": WORDS}, status=403)
    assert visitor.page.says("Your account is stopped: ask your manager.")
    with parts_of(app).database.transaction(writes=False) as connection:
        assert not any(connection.execute(select(tries.c.found)).scalars())
    assert visitor.opens("/people").page.address.startswith("/staff")
