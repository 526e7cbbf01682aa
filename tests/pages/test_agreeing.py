"""What we agree: noted and chosen by the counsellor, sent at once, read by the person in their language, answered."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from portal.agreements.phrases import PHRASES
from portal.core.agreements import Line
from portal.storage.dialogue.agreements import (
    Agreement,
    NewAgreement,
    agreements_with,
    send_agreement,
)
from portal.storage.trace.journal import Deed, entries
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.people import APerson, a_counsellor, signed_in, somebody, vault_of
from tests.visitor import Visitor, words_of

LATER = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
CV: Mapping[str, str | list[str]] = {
    "phrase": ["send-cv", "course"],
    "words-send-cv": "To the nursery",
    "until-send-cv": LATER,
    "who-course": "counsellor",
    "words-own-1": "We read the letter together.",
    "who-own-1": "both",
}


@pytest.fixture
def counsellor(app: Flask, person: APerson) -> Visitor:
    return signed_in(app, person.counsellor)


def chooses(
    counsellor: Visitor, person: APerson, values: Mapping[str, str | list[str]] = CV, status: int = 200
) -> Visitor:
    return counsellor.opens(f"/people/{person.id}/agree").sends(values, status=status)


def agrees(counsellor: Visitor, person: APerson, values: Mapping[str, str | list[str]] = CV) -> Visitor:
    return chooses(counsellor, person, values).presses("Send to the person")


def agreed_with(app: Flask, person: APerson) -> list[Agreement]:
    with parts_of(app).database.transaction(writes=False) as connection:
        return agreements_with(vault_of(connection, app, person.actor), person.id)


def typed_in(visitor: Visitor, field: str) -> str:
    """Return what stands in a field of the page."""
    for one in visitor.page.all("input"):
        if one.get("name") == field:
            return one.get("value") or ""
    return "".join("".join(one.itertext()) for one in visitor.page.all("textarea") if one.get("name") == field).strip()


def chosen(visitor: Visitor) -> list[str]:
    """Return which phrases are ticked."""
    ticked = (one for one in visitor.page.all("input") if one.get("type") == "checkbox")
    return [one.get("value") or "" for one in ticked if one.get("checked") is not None]


def ways_on(visitor: Visitor) -> list[tuple[str, str]]:
    """Return the buttons of the form about agreeing, in order: what each says, and of which form it is."""
    inside = {id(one) for form in visitor.page.all("form") if form.get("id") for one in form.iter()}
    found = [(one, one.get("form") or ("agreement" if id(one) in inside else "")) for one in visitor.page.all("button")]
    return [(one.get("value") or "", form) for one, form in found if form]


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_what_a_counsellor_chooses_the_person_has_at_once_in_their_language(
    app: Flask, person: APerson, counsellor: Visitor
) -> None:
    chooses(counsellor, person)
    assert agreed_with(app, person) == [], "nothing is sent before it was looked at"
    counsellor.presses("Send to the person")
    french = signed_in(app, person, "fr").opens("/home").follows("Lire ce que nous avons décidé")
    for words in ("Envoyer le CV", "To the nursery", "Chercher une formation", "We read the letter together."):
        assert french.page.says(words)
    heads = [words_of(one) for one in french.page.all("h2")]
    assert heads[:3] == ["Ce que je fais", "Ce que fait mon conseiller", "Ce que nous faisons ensemble"]
    (own,) = [one for one in french.page.all("span") if words_of(one) == "To the nursery"]
    assert own.get("lang") == "en"
    assert person.counsellor.login.title() in french.page.words


def test_before_it_is_sent_it_can_be_seen_in_the_language_of_the_person(counsellor: Visitor, person: APerson) -> None:
    chooses(counsellor, person).follows("العربية")
    assert counsellor.page.says("إرسال السيرة الذاتية")
    assert any(one.get("lang") == "ar" and one.get("dir") == "rtl" for one in counsellor.page.all("div"))


def test_the_portal_never_calls_it_a_contract(visitor: Visitor, counsellor: Visitor, person: APerson) -> None:
    agrees(counsellor, person)
    assert visitor.opens("/agreed").page.says("This is not a contract.")


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.key)
def test_each_phrase_can_be_agreed(app: Flask, person: APerson, counsellor: Visitor, phrase: object) -> None:
    key = getattr(phrase, "key", "")
    agrees(counsellor, person, {"phrase": key})
    (sent,) = agreed_with(app, person)
    assert [line.phrase for line in sent.lines] == [key]


def test_nothing_at_all_is_not_sent(app: Flask, person: APerson, counsellor: Visitor) -> None:
    chooses(counsellor, person, {"words-own-1": " \x00 "}, status=422)
    assert counsellor.page.says("Choose a line, or write one.")
    assert agreed_with(app, person) == []


@pytest.mark.parametrize("day", ["yesterday", "2020-01-01", "31/02/2030", "0"])
def test_a_day_that_is_not_one_is_asked_again_and_every_word_stays(
    counsellor: Visitor, person: APerson, day: str
) -> None:
    chooses(counsellor, person, {**CV, "until-own-1": day}, status=422)
    assert typed_in(counsellor, "words-own-1") == "We read the letter together."
    assert typed_in(counsellor, "until-own-1") == day
    assert typed_in(counsellor, "words-send-cv") == "To the nursery"


def test_a_day_written_as_people_write_it_is_understood(app: Flask, person: APerson, counsellor: Visitor) -> None:
    agrees(counsellor, person, {"words-own-1": "Call", "until-own-1": "27/3/2099"})
    assert [line.until.isoformat() for line in agreed_with(app, person)[0].lines if line.until] == ["2099-03-27"]


def test_a_double_tap_sends_once_and_a_new_agreement_replaces_none(
    app: Flask, person: APerson, counsellor: Visitor
) -> None:
    chooses(counsellor, person)
    check = counsellor.page
    counsellor.presses("Send to the person")
    counsellor.page = check
    counsellor.presses("Send to the person")
    assert len(agreed_with(app, person)) == 1
    agrees(counsellor, person, {"words-own-1": "Another one."})
    assert [one.number for one in agreed_with(app, person)] == [2, 1]


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_words_under_a_phrase_that_is_not_chosen_come_back_with_the_next_tick(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    chooses(counsellor, person, {**CV, "words-letter": "to the landlord", "until-letter": "soon", "who-letter": "both"})
    assert not counsellor.page.says("to the landlord"), "what is not chosen is not sent"
    counsellor.follows("Back")
    assert typed_in(counsellor, "words-letter") == "to the landlord"
    assert typed_in(counsellor, "until-letter") == "soon"
    assert chosen(counsellor) == ["send-cv", "course"]
    visitor.opens("/agreed/notes")
    assert visitor.page.says("Written and not chosen")
    assert visitor.page.says("to the landlord"), "whatever is written about a person, they read"
    counsellor.sends({"phrase": "letter", "words-letter": "to the landlord"}).presses("Send to the person")
    (sent,) = agreed_with(app, person)
    assert [(line.phrase, line.words) for line in sent.lines] == [("letter", "to the landlord")]


def test_words_without_any_line_are_kept_although_there_is_nothing_to_send(
    person: APerson, counsellor: Visitor
) -> None:
    chooses(counsellor, person, {"words-cv": "in French"}, status=422)
    assert counsellor.page.says("Choose a line, or write one.")
    counsellor.opens(f"/people/{person.id}/agree")
    assert typed_in(counsellor, "words-cv") == "in French"
    assert chosen(counsellor) == []


def test_what_two_pages_wrote_under_one_phrase_is_all_there(person: APerson, counsellor: Visitor) -> None:
    counsellor.opens(f"/people/{person.id}/agree")
    old = counsellor.page
    counsellor.sends({"phrase": "cv", "words-cv": "in French"})
    counsellor.page = old
    counsellor.sends({"words-own-1": "two", "words-cv": "in English"}, status=409)
    assert typed_in(counsellor, "words-cv") == "in French"
    assert [typed_in(counsellor, f"words-own-{number}") for number in (1, 2)] == ["two", "Write the CV in English"]


@pytest.mark.parametrize(
    ("do", "there"), [("1", "interview/1"), ("brief", ""), ("plan", "interviews/new"), ("5", "agree")]
)
def test_whatever_way_one_leaves_the_lines_are_kept(person: APerson, counsellor: Visitor, do: str, there: str) -> None:
    counsellor.opens(f"/people/{person.id}/agree")
    assert (do, "agreement") in ways_on(counsellor)
    counsellor.sends({**CV, "words-letter": "to the landlord"}, do=do)
    assert counsellor.page.address == f"/people/{person.id}/{there}".rstrip("/")
    counsellor.opens(f"/people/{person.id}/agree")
    assert typed_in(counsellor, "words-own-1") == "We read the letter together."
    assert typed_in(counsellor, "words-letter") == "to the landlord"


def test_looking_around_writes_nothing(app: Flask, person: APerson, counsellor: Visitor) -> None:
    for do in ("brief", "plan", "1", "5"):
        counsellor.opens(f"/people/{person.id}/agree").sends(do=do)
    with parts_of(app).database.transaction(writes=False) as connection:
        assert Deed.WROTE_NOTES not in [one.deed for one in entries(connection, person.key)]


def test_a_line_that_is_not_understood_is_looked_at_before_one_leaves(person: APerson, counsellor: Visitor) -> None:
    counsellor.opens(f"/people/{person.id}/agree").sends({**CV, "until-own-1": "soon"}, do="brief", status=422)
    assert typed_in(counsellor, "until-own-1") == "soon"


def test_enter_in_a_line_leads_to_the_look_before_sending_as_ever(person: APerson, counsellor: Visitor) -> None:
    counsellor.opens(f"/people/{person.id}/agree")
    assert ways_on(counsellor)[0][0] == "look", "browsers press the first button"
    counsellor.sends(CV, do="look")
    assert counsellor.page.address == f"/people/{person.id}/agree/check"


def test_two_pages_of_one_counsellor_lose_no_line(counsellor: Visitor, person: APerson) -> None:
    counsellor.opens(f"/people/{person.id}/agree")
    old = counsellor.page
    counsellor.sends({"words-own-1": "one"})
    counsellor.page = old
    counsellor.sends({"words-own-1": "two"}, status=409)
    assert [typed_in(counsellor, f"words-own-{number}") for number in (1, 2)] == ["two", "one"]


def test_two_counsellors_at_once_see_each_other_s_before_they_send(
    app: Flask, person: APerson, counsellor: Visitor
) -> None:
    chooses(counsellor, person)
    check, theirs = counsellor.page, NewAgreement(lines=(Line(words="Sent by a colleague."),), language="fr")
    with parts_of(app).database.transaction(writes=True) as connection:
        send_agreement(vault_of(connection, app, person.counsellor.actor), person.id, theirs)
    counsellor.page = check
    counsellor.presses("Send to the person", status=422)
    assert counsellor.page.says("Somebody sent an agreement meanwhile.")
    assert counsellor.page.says("We read the letter together."), "what was begun is kept"
    assert len(agreed_with(app, person)) == 1
    counsellor.presses("Send to the person")
    assert len(agreed_with(app, person)) == 2


def test_what_changed_on_another_page_is_looked_at_before_it_is_sent(
    app: Flask, person: APerson, counsellor: Visitor
) -> None:
    chooses(counsellor, person)
    check = counsellor.page
    chooses(counsellor, person, {"words-own-1": "mine"})
    counsellor.page = check
    counsellor.presses("Send to the person", status=422)
    assert agreed_with(app, person) == []
    assert counsellor.page.says("mine")


def test_a_page_that_was_too_old_keeps_every_word(app: Flask, person: APerson, counsellor: Visitor) -> None:
    address = f"/people/{person.id}/agree"
    counsellor.opens(address).sends({**CV, "csrf_token": "old"}, status=422)
    assert typed_in(counsellor, "words-send-cv") == "To the nursery"
    Visitor(app).posts(address, {"phrase": "send-cv", "words-send-cv": "To the nursery"}, status=422)
    gone = Visitor(app)
    gone.posts(f"/people/{person.id}/interview/1", {"words": "Prefers mornings."}, status=422)
    assert gone.page.says("Prefers mornings.")


def test_whoever_is_moved_to_another_counsellor_meanwhile_takes_no_word_away(
    app: Flask, person: APerson, counsellor: Visitor
) -> None:
    counsellor.opens(f"/people/{person.id}/interview/1")
    note = counsellor.page
    counsellor.opens(f"/people/{person.id}/agree")
    agree = counsellor.page
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        other = a_counsellor(connection, parts.ring, "zoe", person.actor.agency_id)
        connection.exec_driver_sql("UPDATE people SET counsellor_id = ?", (other.actor.id.hex,))
    counsellor.page = note
    counsellor.presses("Keep and go on", {"words": "Prefers mornings."}, status=422)
    assert counsellor.page.says("Prefers mornings.")
    counsellor.page = agree
    counsellor.sends(CV, status=422)
    assert counsellor.page.says("We read the letter together.")


@pytest.mark.parametrize("address", ["/agreed/2", "/agreed/1/9", "/agreed/1/0", "/agreed/9.pdf"])
def test_what_is_not_there_is_not_shown(visitor: Visitor, counsellor: Visitor, person: APerson, address: str) -> None:
    agrees(counsellor, person)
    visitor.opens(address, status=404)


def test_nobody_else_sees_what_was_agreed(app: Flask, person: APerson, counsellor: Visitor) -> None:
    agrees(counsellor, person)
    stranger = somebody(app)
    signed_in(app, stranger).opens("/agreed/1", status=404)
    for address in ("agree", "agree/check", "agreed", "interview/1"):
        signed_in(app, stranger.counsellor).opens(f"/people/{person.id}/{address}", status=403)


def test_it_can_be_taken_on_paper(visitor: Visitor, counsellor: Visitor, person: APerson) -> None:
    agrees(counsellor, person)
    paper = visitor.client.get("/agreed/1.pdf")
    assert paper.data.startswith(b"%PDF-")
    assert paper.headers["Content-Disposition"] == 'attachment; filename="agreed.pdf"'
