"""My people: everybody on one page, in order of name or of date; found by name, and the name never in an address."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.storage.caseload.lists import tail_of
from portal.web.parts import parts_of
from tests.bench.statements import counting
from tests.conftest import BOTH
from tests.crowd import a_crowd, somebody_called
from tests.people import TOMORROW, ACounsellor, APerson, a_counsellor, signed_in
from tests.visitor import HTML, Visitor, words_of

NAMES = ("Samira Haddouchine", "Éloïse Brun", "Élodie Brun", "Thierry Vasselinet", "عائشة بن صالح")
A_DAY = timedelta(days=1)


@pytest.fixture
def nour(app: Flask) -> ACounsellor:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        return a_counsellor(connection, parts.ring)


@pytest.fixture
def crowd(app: Flask, nour: ACounsellor) -> list[APerson]:
    """People without any interview, by the names above."""
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        return a_crowd(connection, parts.ring, nour, NAMES)


@pytest.fixture
def counsellor(app: Flask, nour: ACounsellor, crowd: list[APerson]) -> Visitor:
    assert crowd
    return signed_in(app, nour)


def listed(counsellor: Visitor) -> list[str]:
    """Return the names on the page, in their order."""
    return [words_of(one) for one in counsellor.page.all("bdi")]


def finds(counsellor: Visitor, typed: str) -> Visitor:
    return counsellor.opens("/people").sends({"name": typed}, button="Search")


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_everybody_is_there_by_name_whatever_the_accents(counsellor: Visitor) -> None:
    counsellor.opens("/people")
    assert listed(counsellor) == [
        "Élodie Brun", "Éloïse Brun", "Samira Haddouchine", "Thierry Vasselinet", "عائشة بن صالح",
    ]  # fmt: skip
    assert [words_of(one) for one in counsellor.page.all("summary")] == ["E", "S", "T", "ع"]


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_everybody_is_there_by_their_next_interview(app: Flask, nour: ACounsellor, counsellor: Visitor) -> None:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        somebody_called(connection, parts.ring, nour, "In ten days", -A_DAY, 10 * A_DAY)
        somebody_called(connection, parts.ring, nour, "In two days", 2 * A_DAY, 30 * A_DAY)
    counsellor.opens("/people").follows("By next interview")
    assert listed(counsellor)[:2] == ["In two days", "In ten days"]
    assert words_of([*counsellor.page.all("summary")][-1]) == "No date yet"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("brun", {"Élodie Brun", "Éloïse Brun"}),
        ("BRUN elo", {"Élodie Brun", "Éloïse Brun"}),
        ("", set(NAMES)),
        ("i", set(NAMES) - {"عائشة بن صالح"}),
    ],
)
def test_who_has_a_name_is_shown_and_the_name_is_in_no_address(
    counsellor: Visitor, typed: str, found: set[str]
) -> None:
    finds(counsellor, typed)
    assert set(listed(counsellor)) == found
    assert counsellor.page.address == "/people"
    assert all(one.get("open") is not None for one in counsellor.page.all("details")), "what was found is seen at once"


@pytest.mark.parametrize("typed", ["eloise", "سميرة", "aicha"])
@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_the_only_one_who_has_a_name_is_opened(app: Flask, nour: ACounsellor, crowd: list[APerson], typed: str) -> None:
    person = dict(zip(("سميرة", "eloise", "", "", "aicha"), crowd, strict=True))[typed]
    answer = signed_in(app, nour).opens("/people")
    form = {one.get("name"): one.get("value") for one in answer.page.form("Search").iter(f"{HTML}input")}
    response = answer.client.post("/people", data={**form, "name": typed})
    assert response.headers["Location"] == f"/people/at/{tail_of(person.id)}"


def test_when_nobody_has_a_name_the_page_says_so_and_keeps_what_was_typed(counsellor: Visitor) -> None:
    finds(counsellor, "zebulon")
    assert counsellor.page.says("None of your people has this name.")
    assert listed(counsellor) == []
    assert any(one.get("value") == "zebulon" for one in counsellor.page.all("input"))


def test_what_is_typed_is_never_a_command(counsellor: Visitor) -> None:
    for typed in ("%", "'; --", "<b>x</b>", "(?:", "\u202e", "x" * 5000):
        finds(counsellor, typed)
        assert "<b>x" not in counsellor.page.text


def test_an_old_page_gives_back_what_was_looked_for(app: Flask, counsellor: Visitor) -> None:
    page = counsellor.posts("/people", {"name": "Thierry", "csrf_token": "old"}, 422).page
    assert page.says("What you looked for is still here")
    assert any(one.get("value") == "Thierry" for one in page.all("input"))
    assert Visitor(app).posts("/people", {"name": "Thierry"}, 422).page.says("Thierry")


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_a_name_leads_to_the_page_around_an_interview_and_else_to_planning_one(
    app: Flask, nour: ACounsellor, counsellor: Visitor, crowd: list[APerson]
) -> None:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        near = somebody_called(connection, parts.ring, nour, "Near", TOMORROW)
    assert counsellor.opens("/people").follows("Near").page.address == f"/people/{near.id}"
    assert counsellor.opens("/people").follows("Thierry").page.address == f"/people/{crowd[3].id}/interviews"


def test_nobody_reaches_the_people_of_somebody_else(app: Flask, counsellor: Visitor, crowd: list[APerson]) -> None:
    assert counsellor
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        zoe = a_counsellor(connection, parts.ring, "zoe")
    stranger = signed_in(app, zoe)
    stranger.opens(f"/people/at/{tail_of(crowd[0].id)}", status=404)
    assert stranger.opens("/people").page.says("Nobody yet.")
    assert finds(stranger, "Samira").page.says("None of your people has this name.")
    signed_in(app, crowd[0]).opens("/people", status=403)


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_the_page_asks_the_same_few_things_for_few_people_and_for_many(app: Flask, nour: ACounsellor) -> None:
    counsellor, found = signed_in(app, nour).opens("/help"), []
    parts = parts_of(app)
    for many in (3, 40):
        with parts.database.transaction(writes=True) as connection:
            a_crowd(connection, parts.ring, nour, [f"Person {number}" for number in range(many)], A_DAY)
        for address in ("/people", "/people", "/people/by-interview", "/day", "/day"):
            with counting(app) as counted:
                counsellor.opens(address)
            found.append(counted.statements)
    assert found[:5] == found[5:], "one thing more is asked of the database for each person: is it worth it?"
    assert found[:3] == [6, 3, 3], "the first list of the day writes in every journal"
