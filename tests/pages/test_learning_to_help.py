"""A helper learns before the first visit, and finds a way on when something is wrong."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.core.visits import Ended
from portal.helping.lessons import RULES, SCENES
from portal.storage.helping import visits
from portal.storage.tables.schema import metadata
from portal.web.parts import parts_of
from tests.pages.test_helping import begins
from tests.people import APerson
from tests.visitor import Visitor


def rows(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    with parts_of(app).database.transaction(writes=False) as connection:
        return {name: [tuple(row) for row in connection.execute(select(one))] for name, one in metadata.tables.items()}


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_ten_rules_are_open_to_everybody_in_every_language(app: Flask, language: str) -> None:
    visitor = Visitor(app, language).opens("/helping/how")
    said = parts_of(app).languages.offered[language].say
    assert len(RULES) == 10
    for rule in RULES:
        assert visitor.page.says(said(rule.title))
        assert visitor.page.says(said(rule.words))


def test_the_try_out_goes_to_its_end_and_keeps_nothing_at_all(app: Flask, person: APerson) -> None:
    before, visitor = rows(app), Visitor(app).opens("/helping/how").follows("Begin to try")
    assert person
    for number, scene in enumerate(SCENES, start=1):
        assert visitor.page.title == scene.title
        assert "nothing is kept" in visitor.page.words
        for choice, reaction in enumerate(scene.reactions, start=1):
            visitor.opens(f"/helping/try/{number}").follows(reaction.words)
            assert visitor.page.address == f"/helping/try/{number}/{choice}"
            assert visitor.page.says(reaction.after)
            assert list(visitor.page.all("form")) == []
        assert sum(one.fits for one in scene.reactions) == 1
        visitor.follows("The next scene" if number < len(SCENES) else "How to help: the ten rules")
    assert visitor.page.address == "/helping/how"
    assert rows(app) == before
    assert visitor.client.get_cookie("portal") is None, "not even a cookie"


@pytest.mark.parametrize("address", ["/helping/try/0", "/helping/try/9", "/helping/try/1/9", "/helping/try/1/-1"])
def test_scenes_that_are_not_there_are_not_there(app: Flask, address: str) -> None:
    Visitor(app).opens(address, status=404)


def test_a_helper_who_knows_the_person_makes_room_for_another(app: Flask, person: APerson) -> None:
    screen = begins(app, person, "en").opens("/visit").follows("Something is wrong")
    assert "01 99 00 10 10" in screen.page.words
    before = screen.client.get_cookie("portal")
    screen.presses("I know this person: change helper")
    assert screen.page.title == "Another helper can come Un autre aidant peut venir"
    assert screen.client.get_cookie("portal") != before, "what the browser holds now is a token of nobody"
    assert screen.opens("/visit").page.address == "/"
    with parts_of(app).database.transaction(writes=False) as connection:
        (told,) = visits.told(connection, person.key)
    assert told.ended is Ended.BY_HELPER


def test_the_screen_goes_on_as_if_nothing_had_been_said(app: Flask, person: APerson) -> None:
    screen = begins(app, person, "en").opens("/visit")
    before = screen.page.words
    screen.opens("/visit/wrong").presses("Tell the manager")
    assert (screen.page.address, screen.page.words) == ("/visit", before)


def test_somebody_alone_at_the_screen_can_say_it_too(app: Flask, person: APerson) -> None:
    screen = begins(app, person, "en").opens("/visit/alone").sends({"picture": "cat"}).sends({"picture": "rose"})
    screen.follows("Something is wrong").presses("Tell the manager")
    assert "I know this person" not in screen.page.words
    assert screen.page.words.count("Bring the helper back") == 1
