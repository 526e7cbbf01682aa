"""The guided view: each step with its answers beside and room for notes, and no note that the person cannot read."""

import re

import pytest
from flask import Flask
from sqlalchemy import update

from portal.storage.dialogue.interview_notes import Note, notes_about
from portal.storage.tables.people import people
from portal.web.parts import parts_of
from tests.pages.samples import A_LONG_TEXT, A_TEXT, GATED
from tests.pages.test_agreeing import chooses, typed_in
from tests.pages.test_sending import sends, tells
from tests.people import APerson, a_counsellor, signed_in, vault_of
from tests.visitor import Visitor, words_of


def notes_of(app: Flask, person: APerson) -> list[Note]:
    with parts_of(app).database.transaction(writes=False) as connection:
        return notes_about(vault_of(connection, app, person.actor), person.id)


@pytest.fixture
def counsellor(app: Flask, person: APerson) -> Visitor:
    return signed_in(app, person.counsellor)


def test_notes_are_kept_at_each_step_and_the_person_reads_every_word(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    counsellor.opens(f"/people/{person.id}/interview/1")
    assert counsellor.page.says("Whatever is written here, the person can read.")
    counsellor.presses("Keep and go on", {"words": "Prefers mornings."})
    assert counsellor.page.address.endswith("/interview/2")
    visitor.opens("/agreed").follows("What was noted about me")
    assert visitor.page.says("Prefers mornings.")
    assert visitor.page.says("The situation")
    assert person.counsellor.login.title() in visitor.page.words
    counsellor.opens(f"/people/{person.id}/interview/1")
    assert typed_in(counsellor, "words") == "Prefers mornings."
    counsellor.presses("Keep and stay", {"words": "Prefers mornings, not Monday."})
    assert counsellor.page.address.endswith("/interview/1")
    (note,) = notes_of(app, person)
    assert [one.words for one in (note.now, *note.before)] == ["Prefers mornings, not Monday.", "Prefers mornings."]
    assert visitor.opens("/agreed/notes").page.says("What it said before")


def test_going_to_another_step_keeps_what_stands_in_the_notes(app: Flask, person: APerson, counsellor: Visitor) -> None:
    counsellor.opens(f"/people/{person.id}/interview/1").sends({"words": "prefers mornings"}, do="3")
    assert counsellor.page.address == f"/people/{person.id}/interview/3"
    assert [note.now.words for note in notes_of(app, person)] == ["prefers mornings"]


def test_the_way_to_the_whole_page_keeps_what_stands_in_the_notes(
    app: Flask, person: APerson, counsellor: Visitor
) -> None:
    counsellor.opens(f"/people/{person.id}/interview/2")
    (way,) = [one for one in counsellor.page.all("button") if words_of(one) == "The whole page"]
    assert (way.get("form"), way.get("name"), way.get("value")) == ("notes", "do", "brief")
    counsellor.sends({"words": "prefers mornings"}, do="brief")
    assert counsellor.page.address == f"/people/{person.id}"
    assert [note.now.words for note in notes_of(app, person)] == ["prefers mornings"]


def test_what_was_written_about_somebody_who_moved_meanwhile_is_shown_to_be_copied(
    app: Flask, person: APerson, counsellor: Visitor
) -> None:
    counsellor.opens(f"/people/{person.id}/interviews/new")
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        other = a_counsellor(connection, parts.ring, "another", person.actor.agency_id)
        moved = update(people).where(people.c.id == person.id)
        connection.execute(moved, {"counsellor_id": other.actor.id})
    counsellor.sends({"day": "23/11/2030", "hour": "14:30", "place": "the blue door"}, status=403)
    assert counsellor.page.says("the blue door")


def test_what_is_begun_and_not_sent_is_no_secret_either(person: APerson, visitor: Visitor, counsellor: Visitor) -> None:
    chooses(counsellor, person)
    visitor.opens("/agreed/notes")
    assert visitor.page.says("It is not sent yet.")
    assert visitor.page.says("We read the letter together.")


def test_two_pages_with_notes_at_once_are_both_kept(app: Flask, person: APerson, counsellor: Visitor) -> None:
    counsellor.opens(f"/people/{person.id}/interview/2").presses("Keep and stay", {"words": "one"})
    old = counsellor.page
    counsellor.presses("Keep and stay", {"words": "two"})
    counsellor.page = old
    counsellor.presses("Keep and stay", {"words": "three"}, status=409)
    assert counsellor.page.says("Both are kept.")
    assert {note.now.words for note in notes_of(app, person)} == {"two", "three"}


def test_the_last_step_is_the_closing_page_and_there_is_no_other(counsellor: Visitor, person: APerson) -> None:
    counsellor.opens(f"/people/{person.id}/interview/5")
    assert counsellor.page.address.endswith("/agree")
    for step in (0, 6):
        counsellor.opens(f"/people/{person.id}/interview/{step}", status=404)
        counsellor.posts(f"/people/{person.id}/interview/{step}", {"words": "x", **_token(counsellor, person)}, 404)


def test_a_step_shows_what_was_sent_about_it_and_never_what_is_hard_to_say(
    visitor: Visitor, counsellor: Visitor, person: APerson
) -> None:
    tells(visitor, A_TEXT, "Awa")
    tells(visitor, A_LONG_TEXT, "I can weld")
    hard = GATED.questions[1]
    visitor.opens(f"/dossier/{hard.key}")
    sends(visitor)
    tells(visitor, A_TEXT, "Aïssa")
    seen = [counsellor.opens(f"/people/{person.id}/interview/{step}").page.words for step in range(1, 5)]
    assert sum("Awa" in words for words in seen) == 1
    assert sum("I can weld" in words for words in seen) == 1
    assert not any("Aïssa" in words for words in seen), "what is not sent is not read"
    assert not any(str(GATED.title) in words for words in seen)


def _token(counsellor: Visitor, person: APerson) -> dict[str, str]:
    page = counsellor.opens(f"/people/{person.id}/agree").page.text
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return {"csrf_token": found[1]}
