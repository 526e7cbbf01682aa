"""What somebody does who is not meant well: each of these was done to the portal once, and holds since."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import insert, select, text, update

from portal.core.answers import Items, Listed, LongText
from portal.core.permissions import Role
from portal.dossier.questions import QUESTIONS
from portal.signin.cards import make_card
from portal.storage.tables.agency import staff
from portal.storage.tables.people import cards, people, receipts, sessions
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.people import PASSWORD, ACounsellor, APerson, a_counsellor, count_of, signed_in, somebody
from tests.visitor import Visitor

OWN_WORDS = next(q.key for q in QUESTIONS.values() if isinstance(q.answer, LongText))
SOME_JOBS = next(q.key for q in QUESTIONS.values() if isinstance(q.answer, Listed) and q.answer.source == "jobs")
SOME_PLACES = next(q.key for q in QUESTIONS.values() if isinstance(q.answer, Listed) and q.answer.source == "places")
REPEATED = next(q for q in QUESTIONS.values() if isinstance(q.answer, Items))
GAP_ENDS = "x\ue001<h2 id='planted'>Write your password</h2>"
"""A letter that stands around the gaps of kept pages, then a piece of page."""


@pytest.fixture
def person(app: Flask) -> APerson:
    return somebody(app)


@pytest.fixture
def visitor(app: Flask, person: APerson) -> Visitor:
    return signed_in(app, person)


def _counsellor(app: Flask) -> ACounsellor:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        return a_counsellor(connection, parts.ring)


def _token(visitor: Visitor) -> str:
    return str(next(one.get("value") for one in visitor.page.all("input") if one.get("name") == "csrf_token"))


def _written(app: Flask) -> int:
    return count_of(parts_of(app).database, "answers")


# Words that are pages


@pytest.mark.parametrize("do", ["search", "answer"])
def test_nobody_writes_a_piece_of_page_into_a_list(visitor: Visitor, do: str) -> None:
    visitor.opens(f"/dossier/{SOME_JOBS}")
    status = 200 if do == "search" else 422
    visitor.sends({"answer": [GAP_ENDS, "a", "b", "c"], "search": "cook"}, do=do, status=status)
    assert "planted" not in [one.get("id") for one in visitor.page.all("h2")]
    assert "Write your password" in unescape(visitor.page.text)


@pytest.mark.parametrize(
    "back", ["//[", "http://[::1", "//\u2100.com", "https://evil.example", "/\\evil.example", "\r\n"]
)
@pytest.mark.parametrize("page", ["/language", "/reading", "/help", "/sign-in", "/staff"])
def test_no_way_back_leads_elsewhere_or_breaks_the_page(app: Flask, page: str, back: str) -> None:
    visitor = Visitor(app)
    told = visitor.client.get(page, query_string={"back": back})
    assert told.status_code == 200
    assert "evil" not in told.get_data(as_text=True)


# Much at once


def test_a_form_of_thousands_of_fields_stops_nobody(app: Flask, visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{SOME_PLACES}")
    many = [f"places:{number:05}" for number in range(5_000)]
    visitor.sends({"answer": many}, do="search", status=413)
    assert visitor.page.says("This is too big.")
    assert _written(app) == 0


@pytest.mark.parametrize("item", ["0", "01", "100", "9999999", "٣", "-1"])
def test_repeated_things_have_few_numbers(visitor: Visitor, item: str) -> None:
    assert isinstance(REPEATED.answer, Items)
    visitor.opens(f"/dossier/{REPEATED.key}/{item}/{REPEATED.answer.parts[0].key}", status=404)


@pytest.mark.parametrize("app", BOTH, indirect=True)
@pytest.mark.parametrize("field", ["answer", "key", "shown", "more\0", "do"])
def test_a_letter_that_no_database_keeps_breaks_no_form(app: Flask, field: str) -> None:
    visitor = signed_in(app, somebody(app)).opens(f"/dossier/{OWN_WORDS}")
    form = {"answer": "I can weld", "do": "answer", "csrf_token": _token(visitor), field: "\0"}
    assert visitor.client.post(f"/dossier/{OWN_WORDS}", data=form).status_code in {303, 422}


# A cookie that was left behind


@pytest.mark.parametrize("ending", ["signed out", "new card", "long ago", "no token"])
def test_a_cookie_left_behind_writes_nothing(app: Flask, person: APerson, ending: str) -> None:
    visitor, parts = signed_in(app, person), parts_of(app)
    cookie = visitor.client.get_cookie("portal")
    visitor.opens(f"/dossier/{OWN_WORDS}")
    token = _token(visitor)
    with parts.database.transaction(writes=True) as connection:
        if ending == "new card":
            make_card(connection, parts.ring, person.id, datetime.now(UTC))
        if ending in {"long ago", "no token"}:
            hours = 2 if ending == "no token" else 48
            connection.execute(update(sessions), {"seen_at": datetime.now(UTC) - timedelta(hours=hours)})
    if ending == "signed out":
        visitor.sends(action="/sign-out")
    thief = Visitor(app)
    assert cookie is not None
    thief.client.set_cookie("portal", cookie.value)
    form = {"answer": "planted", "do": "answer", "csrf_token": "" if ending == "no token" else token}
    thief.posts(f"/dossier/{OWN_WORDS}", form, status=422)
    assert thief.page.says("You are not signed in any more.")
    assert _written(app) == 0


def test_who_signs_in_where_another_forgot_to_sign_out_ends_that_session(app: Flask, person: APerson) -> None:
    kiosk, next_one = signed_in(app, person), somebody(app)
    forgotten = kiosk.client.get_cookie("portal")
    kiosk.opens(f"/c/{next_one.secret}").sends({"picture": "cat"}).sends({"picture": "rose"})
    assert kiosk.page.title == "What do you want to do?"
    copied = Visitor(app)
    assert forgotten is not None
    copied.client.set_cookie("portal", forgotten.value)
    assert copied.opens("/dossier").page.address.startswith("/sign-in")


# Somebody who can write in the database and has no key ring


@pytest.mark.parametrize("app", BOTH, indirect=True)
@pytest.mark.parametrize("role", [Role.PERSON, Role.COUNSELLOR])
def test_a_session_written_into_the_database_opens_nothing(app: Flask, role: Role) -> None:
    person = somebody(app)
    who = person.actor if role is Role.PERSON else person.counsellor.actor
    told = {"digest": hashlib.sha256(b"mine").digest(), "actor_id": who.id, "role": role.value, "device": bytes(92)}
    now = datetime.now(UTC)
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.execute(insert(sessions), {**told, "agency_id": who.agency_id, "began_at": now, "seen_at": now})
    thief = Visitor(app)
    thief.client.set_cookie("portal", "mine")
    page = "/dossier" if role is Role.PERSON else "/people"
    assert thief.opens(page).page.address.startswith(("/sign-in", "/staff"))


@pytest.mark.parametrize("column", ["actor_id", "role", "agency_id"])
def test_ones_own_session_cannot_be_turned_into_another(app: Flask, person: APerson, column: str) -> None:
    thief, victim = signed_in(app, person), somebody(app)
    other = {"actor_id": victim.id, "role": Role.COUNSELLOR.value, "agency_id": victim.actor.agency_id}
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.execute(update(sessions), {column: other[column]})
    for page in ("/dossier", "/people"):
        assert thief.opens(page).page.address.startswith(("/sign-in", "/staff"))


@pytest.mark.parametrize("as_new", [False, True])
def test_ones_own_card_cannot_be_given_to_another_person(app: Flask, person: APerson, *, as_new: bool) -> None:
    victim, parts = somebody(app), parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        fresh = make_card(connection, parts.ring, person.id, datetime.now(UTC)) if as_new else person.secret
        mine = cards.c.person_id == person.id
        connection.execute(update(cards).where(mine, cards.c.ended_at.is_(None)), {"person_id": victim.id})
    assert Visitor(app).opens(f"/c/{fresh}", status=422).page.says("We do not know this card.")


def test_a_chosen_card_cannot_be_made_new_again(app: Flask, person: APerson) -> None:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        other = make_card(connection, parts.ring, person.id, datetime.now(UTC))
        new = connection.execute(select(cards.c.pictures).where(cards.c.ended_at.is_(None))).scalar_one()
        old = update(cards).where(cards.c.ended_at.is_not(None))
        connection.execute(old, {"ended_at": None, "pictures": new})
    assert other != person.secret
    assert Visitor(app).opens(f"/c/{person.secret}", status=422).page.says("We do not know this card.")


@pytest.mark.parametrize("change", ["at", "statement"])
def test_a_receipt_cannot_be_changed_in_the_database(app: Flask, visitor: Visitor, change: str) -> None:
    visitor.opens(f"/dossier/{OWN_WORDS}").sends({"answer": "I can weld"}, do="answer")
    visitor.opens("/dossier/check").presses("Send to my counsellor")
    with parts_of(app).database.transaction(writes=True) as connection:
        row = connection.execute(select(receipts)).one()
        connection.execute(text("DROP TRIGGER receipts_only_added_to"))
        altered = {"at": datetime(2020, 1, 1, tzinfo=UTC), "statement": bytes(len(row.statement))}
        connection.execute(update(receipts), {change: altered[change]})
    status = 200 if change == "at" else 422
    visitor.opens(f"/receipt/{row.code}", status=status)
    assert visitor.page.says("We do not know this code.") == (change == "statement")
    assert not visitor.page.says("2020")


# Guessing, and locks as a weapon


def test_an_account_that_rests_looks_like_none_to_a_guesser(app: Flask) -> None:
    counsellor = _counsellor(app)
    told = {"login": counsellor.login, "password": "guessed", "code": "000000"}
    for _ in range(7):
        visitor = Visitor(app).opens("/staff").sends(told, status=422)
        assert visitor.page.says("These do not go together. Check all three.")
    with parts_of(app).database.transaction(writes=False) as connection:
        assert connection.execute(select(staff.c.failures)).scalar_one() == 5
    right = {"login": counsellor.login, "password": PASSWORD, "code": counsellor.code}
    visitor = Visitor(app).opens("/staff").sends(right, status=422)
    assert visitor.page.says("Too many tries. Wait 15 minutes, or ask your manager.")


def test_who_types_cards_that_do_not_exist_shuts_no_card_and_no_colleague_out(app: Flask, person: APerson) -> None:
    kiosk = Visitor(app).opens("/sign-in")
    for _ in range(25):
        kiosk.sends({"code": "0" * 28}, status=422)
    assert kiosk.page.says("Too many tries.")
    kiosk.sends({"code": person.secret}).sends({"picture": "cat"}).sends({"picture": "rose"})
    assert kiosk.page.title == "What do you want to do?"
    counsellor = _counsellor(app)
    told = {"login": counsellor.login, "password": PASSWORD, "code": counsellor.code}
    assert Visitor(app).opens("/staff").sends(told).page.address == "/day"


@pytest.mark.parametrize("named", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
def test_another_address_in_a_header_changes_nothing(app: Flask, named: str) -> None:
    visitor = Visitor(app).opens("/sign-in")
    token = _token(visitor)
    for number in range(21):
        told = visitor.client.post(
            "/sign-in", data={"csrf_token": token, "code": "0" * 28}, headers={named: f"192.0.2.{number}"}
        )
    assert "Too many tries." in told.get_data(as_text=True)


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_first_tries_at_the_same_moment_are_all_answered(app: Flask) -> None:
    visitors = [Visitor(app).opens("/sign-in") for _ in range(6)]
    told = [{"csrf_token": _token(visitor), "code": "0" * 28} for visitor in visitors]
    with ThreadPoolExecutor(6) as at_once:
        answered = at_once.map(
            lambda pair: pair[0].client.post("/sign-in", data=pair[1]), zip(visitors, told, strict=True)
        )
        assert {one.status_code for one in answered} == {422}


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_a_code_of_the_moment_tried_at_several_places_at_once_opens_one(app: Flask) -> None:
    counsellor = _counsellor(app)
    visitors = [Visitor(app).opens("/staff") for _ in range(4)]
    claim = {"login": counsellor.login, "password": PASSWORD, "code": counsellor.code}
    told = [{**claim, "csrf_token": _token(visitor)} for visitor in visitors]
    with ThreadPoolExecutor(4) as at_once:
        answered = at_once.map(
            lambda pair: pair[0].client.post("/staff", data=pair[1]), zip(visitors, told, strict=True)
        )
        assert sorted(one.status_code for one in answered) == [303, 422, 422, 422]


# A counsellor who is curious


def test_a_person_who_got_another_counsellor_leaves_the_list_and_the_list_stays(app: Flask, person: APerson) -> None:
    before, other = signed_in(app, person.counsellor), _counsellor(app)
    assert before.opens("/people").page.says("Ali")
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.execute(update(people), {"counsellor_id": other.actor.id})
    assert not before.opens("/people").page.says("Ali")


def test_a_counsellor_opens_nobody_elses_people_by_any_address(app: Flask, person: APerson) -> None:
    curious = signed_in(app, _counsellor(app))
    for page in (f"/people/{person.id}", f"/people/{person.id}/brief.pdf"):
        told = curious.client.get(page)
        assert told.status_code == 403
    for page in ("/dossier", "/dossier/check", "/receipts/1", "/who-read"):
        curious.opens(page, status=403)
