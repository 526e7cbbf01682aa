"""A screen for everybody: what it does otherwise than a phone, and that nothing of one person is left for the next."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event

from portal.signin.code import new_secret
from portal.signin.throttle import MOST_PER_NETWORK
from portal.storage.helping import kiosks
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.conftest import comes
from tests.pages.samples import A_TEXT
from tests.people import AKiosk, APerson, count_of, signed_in, somebody
from tests.visitor import Visitor, hidden

QUESTION = f"/dossier/{A_TEXT}"
WORDS = "Zenobia of Palmyra"
AWAY = timedelta(seconds=91)


def cookies(visitor: Visitor) -> set[str]:
    kept = visitor.client._cookies or {}
    return {cookie.key for cookie in kept.values()}


def ends(app: Flask, kiosk: AKiosk) -> None:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        kiosks.end(connection, parts.ring, kiosk.place, datetime.now(UTC))


def invited(app: Flask, person: APerson) -> str:
    parts, secret = parts_of(app), new_secret()
    with parts.database.transaction(writes=True) as connection:
        kiosks.invite(connection, parts.ring, kiosks.Place(person.actor.agency_id, "Salle"), secret, datetime.now(UTC))
    return secret


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_one_button_makes_a_browser_a_kiosk_and_signs_out_whoever_set_it_up(app: Flask, person: APerson) -> None:
    address = f"/kiosk/enrol/{invited(app, person)}"
    visitor = signed_in(app, person).opens(address)
    assert "data-kiosk" not in visitor.page.text
    visitor.presses("Make this screen a kiosk")
    assert 'data-kiosk=""' in visitor.page.text
    assert visitor.page.says("J’ai une carte"), "the language of whoever set it up is forgotten"
    again = Visitor(app).opens(address).presses("Make this screen a kiosk", status=422)
    assert again.page.says("This address does not work any more.")
    assert "kiosk" not in cookies(again)


def test_the_letters_of_the_address_can_be_typed_in_groups(app: Flask, person: APerson) -> None:
    secret = invited(app, person).lower()
    groups = "-".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    visitor = Visitor(app).opens(f"/kiosk/enrol/{groups}").presses("Make this screen a kiosk")
    assert "kiosk" in cookies(visitor)


def test_nobody_finds_an_address_by_trying(app: Flask, person: APerson) -> None:
    visitor = Visitor(app).opens(f"/kiosk/enrol/{new_secret()}")
    token = hidden(visitor.page.form())["csrf_token"]
    for _ in range(MOST_PER_NETWORK):
        visitor.posts(f"/kiosk/enrol/{new_secret()}", {"csrf_token": token}, status=422)
    visitor.posts(f"/kiosk/enrol/{invited(app, person)}", {"csrf_token": token}, status=429)
    assert "kiosk" not in cookies(visitor)


def test_the_cookie_of_a_kiosk_lasts_and_is_out_of_reach(app: Flask, person: APerson) -> None:
    visitor = Visitor(app).opens(f"/kiosk/enrol/{invited(app, person)}").presses("Make this screen a kiosk")
    cookie = visitor.client.get_cookie("kiosk")
    assert cookie is not None
    assert (cookie.max_age, cookie.http_only, cookie.same_site) == (400 * 24 * 3600, True, "Lax")


def test_a_kiosk_that_gets_another_name_is_that_one_from_then_on(app: Flask, used: Visitor, person: APerson) -> None:
    address = f"/kiosk/enrol/{invited(app, person)}"
    before = used.client.get_cookie("kiosk")
    used.opens(address)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=2)):
        used.presses("Make this screen a kiosk")
    after = used.client.get_cookie("kiosk")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert "data-kiosk" in used.opens("/").page.text


def test_at_a_kiosk_every_page_is_called_the_same_and_no_field_remembers(used: Visitor) -> None:
    for address in ("/home", QUESTION, "/dossier/check", "/reminder", "/week", "/help", "/reading", "/not-here"):
        page = used.opens(address, status=404 if address == "/not-here" else 200).page
        assert [title.text for title in page.all("title")] == ["My words"], address
        forms = list(page.all("form"))
        assert [form.get("autocomplete") for form in forms] == ["off"] * len(forms), address
        fields = [one for tag in ("input", "textarea") for one in page.all(tag)]
        assert {one.get("autocomplete", "off") for one in fields} <= {"off"}, address
        assert "http-equiv" in page.text
        assert page.root is not None
        assert page.root.get("data-kiosk") == ("" if address == "/not-here" else "person")
        assert not any("tel:" in (link.get("href") or "") for link in page.all("a"))


def test_a_kept_page_of_a_kiosk_is_not_shown_on_a_phone_nor_the_other_way_round(
    app: Flask, person: APerson, used: Visitor
) -> None:
    phone = signed_in(app, person)
    for _ in range(2):
        assert "data-kiosk" in used.opens(QUESTION).page.text
        assert "kiosk" not in phone.opens(QUESTION).page.text


def test_what_makes_no_sense_on_a_screen_for_everybody_is_not_offered(used: Visitor) -> None:
    assert not used.opens("/home").page.says("Where I am signed in")
    assert used.page.says("I have finished")
    assert not used.page.says("Sign out")


def test_no_file_leaves_to_the_disk_of_a_kiosk(used: Visitor) -> None:
    for address in ("/weeks.pdf", "/weeks.csv", "/weeks.json", "/receipts/1.pdf"):
        response = used.client.get(address)
        assert (response.status_code, response.headers["Location"]) == (303, "/")
    assert used.client.get("/built/nothing.css").status_code == 404


def test_a_phone_pays_nothing_for_kiosks_and_a_kiosk_one_look(app: Flask, person: APerson, used: Visitor) -> None:
    phone, asked = signed_in(app, person).opens("/home"), list[str]()
    used.opens("/home")

    def note(*told: object) -> None:
        asked.append(str(told[2]))

    event.listen(parts_of(app).database.engine, "before_cursor_execute", note)
    phone.opens(QUESTION)
    by_phone, asked[:] = [*asked], []
    used.opens(QUESTION)
    event.remove(parts_of(app).database.engine, "before_cursor_execute", note)
    assert not any("kiosks" in statement for statement in by_phone)
    assert [statement for statement in asked if "kiosks" in statement] == asked[:1]
    assert len(asked) == len(by_phone) + 1


def test_while_the_database_does_not_answer_a_kiosk_stays_one(app: Flask, screen: Visitor) -> None:
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.exec_driver_sql("DROP TABLE kiosks")
    assert "data-kiosk" in screen.opens("/").page.text
    assert "kiosk" in cookies(screen)


def test_only_pages_that_are_heard_and_kiosks_may_talk_to_the_portal_from_their_script(
    app: Flask, person: APerson, screen: Visitor, used: Visitor
) -> None:
    assert "connect-src" not in signed_in(app, person.counsellor).client.get("/day").headers["Content-Security-Policy"]
    for client, address in ((Visitor(app).client, "/"), (screen.client, "/staff"), (used.client, "/home")):
        (policy,) = client.get(address).headers.getlist("Content-Security-Policy")
        assert policy.endswith("; connect-src 'self'")


def test_choices_of_language_and_look_fade_when_nobody_asks_for_pages(screen: Visitor) -> None:
    screen.opens("/").posts("/language", {**hidden(screen.page.form()), "language": "ar"})
    screen.opens("/reading").sends({"size": "huge", "spacing": "normal", "contrast": "normal"})
    for name in ("language", "look"):
        cookie = screen.client.get_cookie(name)
        assert cookie is not None
        assert cookie.max_age == 180
    kept = screen.opens("/help").client.get_cookie("language")
    assert kept is not None
    assert (kept.value, kept.max_age) == ("ar", 180)


def test_whoever_must_sign_in_first_sees_the_first_page_that_says_nothing(screen: Visitor) -> None:
    response = screen.client.get(QUESTION)
    assert (response.status_code, response.headers["Location"]) == (303, "/")


def test_a_reader_of_squares_types_the_whole_address_of_a_card(screen: Visitor, person: APerson) -> None:
    screen.opens("/sign-in").sends({"code": f"HTTP://LOCALHOST/C/{person.secret}"})
    assert screen.page.address == "/sign-in/pictures"


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_whoever_has_finished_leaves_nothing_but_the_kiosk(
    app: Flask, screen: Visitor, person: APerson, kiosk: AKiosk
) -> None:
    comes(screen, person).opens("/reading").sends({"size": "huge", "spacing": "normal", "contrast": "normal"})
    screen.opens(QUESTION)
    token, form = screen.client.get_cookie("portal"), hidden(screen.page.form(action="/kiosk/over"))
    assert token is not None
    thief = Visitor(app)
    thief.client.set_cookie("portal", token.value)
    thief.client.set_cookie("kiosk", kiosk.token)
    assert thief.opens("/home").page.address == "/home"
    response = screen.client.post("/kiosk/over", data=form)
    assert (response.status_code, response.headers["Location"]) == (303, "/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert cookies(screen) == {"kiosk"}
    assert thief.opens("/home").page.address == "/"


@pytest.mark.parametrize("end", ["/kiosk/over", "/sign-out"])
def test_a_page_that_was_too_old_still_ends_everything(used: Visitor, end: str) -> None:
    response = used.client.post(end, data={"csrf_token": "of somebody else"})
    if end == "/kiosk/over":
        assert cookies(used) == {"kiosk"}
    assert response.headers["Location"] == "/"


def test_a_browser_that_cannot_send_the_form_forgets_by_a_link(app: Flask, used: Visitor, person: APerson) -> None:
    used.opens("/kiosk/over")
    assert cookies(used) == {"kiosk", "portal"}, "a token of nobody, for the forms of the first page"
    assert used.opens("/home").page.address == "/"
    phone = signed_in(app, person).opens("/kiosk/over")
    assert phone.opens("/home").page.address == "/home", "a phone forgets nobody by a link"


def test_a_killed_browser_is_safe_after_a_minute_and_a_half(used: Visitor) -> None:
    assert used.opens("/home").page.address == "/home"
    with time_machine.travel(datetime.now(UTC) + AWAY):
        assert used.opens("/home").page.address == "/"


def test_a_page_in_front_of_somebody_keeps_the_session(used: Visitor) -> None:
    start = datetime.now(UTC)
    for seconds in range(0, 600, 60):
        with time_machine.travel(start + timedelta(seconds=seconds)):
            assert used.client.get("/kiosk/here").status_code == 200
    with time_machine.travel(start + timedelta(seconds=620)):
        assert used.opens("/home").page.address == "/home"


def test_a_session_of_a_kiosk_is_worth_nothing_elsewhere_and_none_of_elsewhere_there(
    app: Flask, used: Visitor, person: APerson, kiosk: AKiosk
) -> None:
    stolen = used.client.get_cookie("portal")
    assert stolen is not None
    elsewhere = Visitor(app)
    elsewhere.client.set_cookie("portal", stolen.value)
    assert elsewhere.opens("/home").page.title == "What is written on your card?"
    phone = signed_in(app, person)
    phone.client.set_cookie("kiosk", kiosk.token)
    assert phone.opens("/home").page.address == "/"


def test_an_ended_kiosk_is_an_ordinary_browser_at_once(app: Flask, used: Visitor, kiosk: AKiosk) -> None:
    used.opens(QUESTION)
    ends(app, kiosk)
    used.opens("/home")
    assert used.page.title == "What is written on your card?"
    assert "kiosk" not in used.page.text
    assert "kiosk" not in cookies(used)


def test_words_sent_as_the_kiosk_was_ended_wait_for_the_person(
    app: Flask, used: Visitor, person: APerson, kiosk: AKiosk
) -> None:
    used.opens(QUESTION)
    ends(app, kiosk)
    used.sends({"answer": WORDS}, do="answer")
    assert used.page.says("What you wrote is kept.")
    assert WORDS in signed_in(app, person).opens(QUESTION).page.text


def resends(visitor: Visitor, address: str, form: dict[str, str]) -> str:
    """Send what a browser once sent for somebody before, as after Back and reload, and return what it answers."""
    response = visitor.client.post(address, data=form, follow_redirects=True)
    return f"{response.status_code} {response.text}"


def test_what_the_browser_sent_for_somebody_is_not_shown_to_the_next_person(
    app: Flask, used: Visitor, screen: Visitor
) -> None:
    used.opens(QUESTION)
    form = {**hidden(used.page.form()), "answer": WORDS, "do": "answer"}
    used.client.post("/kiosk/over", data=hidden(used.page.form(action="/kiosk/over")))
    assert WORDS not in resends(used, QUESTION, form)
    comes(used, somebody(app)).opens("/home")
    assert used.page.address == "/home"
    before = count_of(parts_of(app).database, "answers")
    assert WORDS not in resends(used, QUESTION, form)
    assert WORDS not in resends(used, "/dossier/not-here", form)
    assert count_of(parts_of(app).database, "answers") == before
    assert WORDS not in resends(screen, QUESTION, form)


def test_the_script_of_a_kiosk_is_loaded_there_alone(app: Flask, screen: Visitor) -> None:
    assert re.search(r"kiosk\.\w+\.js", screen.opens("/").page.text)
    assert not re.search(r"kiosk\.\w+\.js", Visitor(app).opens("/").page.text)


def test_a_session_that_began_at_the_kiosk_is_named_so(app: Flask, used: Visitor, person: APerson) -> None:
    del used
    phone = signed_in(app, person).opens("/devices")
    assert phone.page.says("A screen at the agency")
