"""A paper card and two pictures: enough to come in, of no use to anybody else, never a dead end."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.signin.cards import make_card
from portal.signin.code import in_groups
from portal.storage.tables.people import cards, sessions
from portal.web.parts import parts_of
from tests.people import PASSWORD, ACounsellor, APerson, a_counsellor, signed_in, somebody
from tests.visitor import Visitor


def _comes_with(app: Flask, secret: str, *taps: str) -> Visitor:
    visitor = Visitor(app).opens(f"/c/{secret}")
    for tap in taps:
        visitor.sends({"picture": tap})
    return visitor


def test_a_card_and_two_pictures_open_the_dossier(app: Flask, person: APerson) -> None:
    visitor = _comes_with(app, person.secret, "cat", "rose")
    assert visitor.page.title == "What do you want to do?"


def test_the_letters_of_the_card_can_be_typed_in_any_way(app: Flask, person: APerson) -> None:
    visitor = Visitor(app).opens("/").follows("I have a card")
    visitor.sends({"code": in_groups(person.secret).lower().replace("0", "o")})
    visitor.sends({"picture": "cat"}).sends({"picture": "rose"})
    assert visitor.page.title == "What do you want to do?"


def test_the_secret_of_the_card_stays_in_no_address_and_no_page(app: Flask, person: APerson) -> None:
    visitor = Visitor(app).opens(f"/c/{person.secret}")
    assert person.secret not in visitor.page.address
    assert person.secret not in visitor.page.text
    assert visitor.page.address == "/sign-in/pictures"


def test_a_slip_is_told_apart_from_a_wrong_card_and_what_was_typed_stays(app: Flask, person: APerson) -> None:
    visitor = Visitor(app).opens("/sign-in")
    slip = person.secret[:-1] + ("A" if person.secret[-1] != "A" else "B")
    visitor.sends({"code": slip}, status=422)
    assert visitor.page.says("A letter is missing or wrong.")
    assert slip in visitor.page.text


def test_a_new_card_asks_to_choose_two_pictures_and_shows_them_once(app: Flask) -> None:
    person = somebody(app)
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        fresh = make_card(connection, parts.ring, person.id, datetime.now(UTC))
    visitor = _comes_with(app, fresh, "turtle", "crown")
    assert visitor.page.address == "/sign-in/remember"
    assert fresh not in visitor.page.text
    visitor.sends(do="keep")
    assert visitor.page.title == "What becomes of what I say"
    assert visitor.follows("Go on").page.title == "What do you want to do?"
    assert _comes_with(app, fresh, "turtle", "crown").page.title == "What do you want to do?"


def test_one_can_choose_other_pictures_before_keeping_them(app: Flask) -> None:
    person = somebody(app)
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        fresh = make_card(connection, parts.ring, person.id, datetime.now(UTC))
    visitor = _comes_with(app, fresh, "turtle", "crown").sends(do="others")
    visitor.sends({"picture": "rose"}).sends({"picture": "cat"}).sends(do="keep").follows("Go on")
    assert visitor.page.title == "What do you want to do?"


def test_the_order_of_the_pictures_counts(app: Flask, person: APerson) -> None:
    visitor = Visitor(app).opens(f"/c/{person.secret}").sends({"picture": "rose"}).sends({"picture": "cat"}, status=422)
    assert visitor.page.says("These are not your two pictures. Start again.")


def test_five_wrong_tries_let_the_card_rest_and_say_where_to_go(app: Flask, person: APerson) -> None:
    visitor = Visitor(app).opens(f"/c/{person.secret}")
    for turn in range(5):
        visitor.sends({"picture": "crown"}).sends({"picture": "chair"}, status=429 if turn == 4 else 422)
    assert visitor.page.says("desk")
    _waits(app, timedelta(minutes=16))
    assert _comes_with(app, person.secret, "cat", "rose").page.title == "What do you want to do?"


def test_ten_wrong_tries_lock_the_card_until_the_desk_gives_a_new_one(app: Flask, person: APerson) -> None:
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.execute(update(cards), {"failures": 9})
    visitor = Visitor(app).opens(f"/c/{person.secret}")
    visitor.sends({"picture": "crown"}).sends({"picture": "chair"}, status=429)
    _waits(app, timedelta(days=1))
    visitor.opens("/sign-in/pictures", status=429)
    assert visitor.page.says("desk")


def test_the_lock_of_one_card_shuts_nobody_else_out(app: Flask, person: APerson) -> None:
    other = somebody(app)
    visitor = Visitor(app).opens(f"/c/{person.secret}")
    for turn in range(5):
        visitor.sends({"picture": "crown"}).sends({"picture": "chair"}, status=429 if turn == 4 else 422)
    assert _comes_with(app, other.secret, "cat", "rose").page.title == "What do you want to do?"


def test_guessing_cards_from_one_network_is_stopped(app: Flask) -> None:
    visitor = Visitor(app).opens("/sign-in")
    unknown = "0" * 28
    for _ in range(20):
        visitor.sends({"code": unknown}, status=422)
        assert visitor.page.says("We do not know this card.")
    visitor.sends({"code": unknown}, status=422)
    assert visitor.page.says("Too many tries. Wait 15 minutes, or ask at the desk.")


def test_a_new_card_kills_the_old_one_and_what_it_opened(app: Flask, person: APerson) -> None:
    inside = _comes_with(app, person.secret, "cat", "rose")
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        make_card(connection, parts.ring, person.id, datetime.now(UTC))
    inside.opens("/dossier")
    assert inside.page.address.startswith("/sign-in")
    late = Visitor(app).opens(f"/c/{person.secret}", status=422)
    assert late.page.says("We do not know this card.")


def test_signing_out_is_final_even_for_a_stolen_cookie(app: Flask, person: APerson) -> None:
    visitor = _comes_with(app, person.secret, "cat", "rose")
    stolen = visitor.client.get_cookie("portal")
    assert stolen is not None
    visitor.sends(action="/sign-out")
    assert visitor.client.get_cookie("portal") is None
    thief = Visitor(app)
    thief.client.set_cookie("portal", stolen.value)
    assert thief.opens("/dossier").page.address.startswith("/sign-in")


def test_signing_in_gives_a_cookie_nobody_had_before(app: Flask, person: APerson) -> None:
    visitor = Visitor(app).opens("/sign-in")
    before = visitor.client.get_cookie("portal")
    after = visitor.opens(f"/c/{person.secret}").sends({"picture": "cat"}).sends({"picture": "rose"})
    cookie = after.client.get_cookie("portal")
    assert before is not None
    assert cookie is not None
    assert before.value != cookie.value


def test_a_session_ends_by_itself_when_nothing_happens(app: Flask, person: APerson) -> None:
    visitor = signed_in(app, person)
    assert visitor.opens("/dossier").page.title == "My dossier"
    _waits(app, timedelta(minutes=31))
    assert visitor.opens("/dossier").page.address.startswith("/sign-in")


def test_one_sees_where_one_is_signed_in_and_can_end_it(app: Flask, person: APerson) -> None:
    here, elsewhere = signed_in(app, person), signed_in(app, person)
    here.opens("/devices")
    here.sends({"device": "all"}, action=None)
    assert elsewhere.opens("/dossier").page.address.startswith("/sign-in")
    assert here.opens("/dossier").page.title == "My dossier"


def test_staff_need_their_password_and_the_code_of_the_moment_which_works_once(app: Flask) -> None:
    counsellor = _counsellor(app)
    told = {"login": counsellor.login, "password": PASSWORD, "code": counsellor.code}
    assert Visitor(app).opens("/staff").sends(told).page.address == "/day"
    again = Visitor(app).opens("/staff").sends(told, status=422)
    assert again.page.says("These do not go together.")


@pytest.mark.parametrize("wrong", [{"login": "nobody"}, {"password": "wrong"}, {"code": "000000"}])
def test_staff_are_told_the_same_whatever_is_wrong(app: Flask, wrong: dict[str, str]) -> None:
    counsellor = _counsellor(app)
    told = {"login": counsellor.login, "password": PASSWORD, "code": counsellor.code, **wrong}
    assert Visitor(app).opens("/staff").sends(told, status=422).page.says("These do not go together. Check all three.")


def test_a_page_asked_for_before_signing_in_is_shown_after(app: Flask, person: APerson) -> None:
    visitor = Visitor(app).opens("/dossier/check")
    visitor.sends({"code": person.secret}).sends({"picture": "cat"}).sends({"picture": "rose"})
    assert visitor.page.address == "/dossier/check"


def test_nobody_is_led_away_from_the_portal(app: Flask, person: APerson) -> None:
    visitor = Visitor(app).opens("/sign-in?back=https://evil.example/")
    visitor.sends({"code": person.secret}).sends({"picture": "cat"}).sends({"picture": "rose"})
    assert visitor.page.title == "What do you want to do?"


def _counsellor(app: Flask) -> ACounsellor:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        return a_counsellor(connection, parts.ring)


def _waits(app: Flask, time: timedelta) -> None:
    """Let time pass: everything that was noted becomes older."""
    with parts_of(app).database.transaction(writes=True) as connection:
        for row in connection.execute(select(sessions.c.digest, sessions.c.seen_at)).all():
            older = {"seen_at": row.seen_at - time}
            connection.execute(update(sessions).where(sessions.c.digest == row.digest), older)
        for card in connection.execute(select(cards.c.digest, cards.c.locked_until)).all():
            if card.locked_until is not None:
                sooner = {"locked_until": card.locked_until - time}
                connection.execute(update(cards).where(cards.c.digest == card.digest), sooner)
