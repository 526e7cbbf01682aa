"""Every page of the list, opened as everybody, in every language: the right answer, and well made each time."""

from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy import select

from portal.core.permissions import Permission
from portal.dossier.questions import QUESTIONS, SECTIONS
from portal.storage.engine.database import ask
from portal.storage.tables.schema import metadata
from portal.web.parts import parts_of
from tests.house.catalogues import LANGUAGES
from tests.house.conftest import ROLES, Filled, Listed
from tests.visitor import checked

NOTED = {"journal", "sessions", "kiosks"}
"""What reading a page may leave: who read, and that the session and the screen are in use."""
LEADS_ON = {
    "helping.read",
    "helping.read_idea",
    "helping.whose",
    "signin.arrive",
    "signin.arrive_in_capitals",
    "signin.over",
    "signin.pictures",
    "signin.remember",
}
"""Open pages that send everybody on who has not shown a card or a code, or is at no kiosk."""
TO_ANOTHER = {"caseload.open_listed"}
"""Leads whoever may open it on to the page that fits."""
AFTER_PICTURES = {"rights.as_copy", "rights.on_paper"}
"""Files that lead whoever did not just show who they are to their two pictures."""
HOME = "signin.welcome"
"""Sends whoever is signed in on to their own first page."""
FOR_TWO = {"helping.agree", "helping.wait", "helping.visit", "helping.alone", "helping.finish", "helping.slip"}
"""Begin something, or are for a person with a helper beside them: somebody alone is sent on."""


def expected(page: Listed, role: str) -> int:
    """Return how a page answers: shown, sent on, or not for you. A helper is at a kiosk, which gives out no file."""
    if page.name in LEADS_ON or (page.name == HOME and role != "nobody"):
        return 303
    if (page.name in FOR_TWO and role == "person") or (is_file(page) and role == "helper"):
        return 303
    if page.permission == Permission.VISIT or role in page.roles:
        return 303 if page.name in TO_ANOTHER | AFTER_PICTURES else 200
    return 303 if role == "nobody" else 403


def is_file(page: Listed) -> bool:
    return "." in page.address.rpartition("/")[2] and page.name not in {"web.built_file", "voices.sound"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_every_page_answers_as_it_should(filled: Filled, role: str, language: str) -> None:
    client = filled.visitor(role, language).client
    for page in filled.shown_pages():
        response = client.get(page.address)
        assert response.status_code == expected(page, role), f"{page.address} as {role}: {response.status_code}"
        if response.mimetype == "text/html" and response.status_code != 303:
            shown = checked(response)
            assert shown.root is not None
            assert shown.root.get("lang") == language
            assert shown.root.get("dir") == ("rtl" if language == "ar" else "ltr")
        client.delete_cookie("card", path="/sign-in")  # a card that was shown does not count for the next page
        if page.name == "signin.over":
            client = filled.visitor(role, language).client  # at a kiosk, it takes everything away


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_shows_a_card_is_asked_for_the_pictures(filled: Filled, language: str) -> None:
    visitor = filled.visitor("nobody", language).opens(f"/c/{filled.demo.shown.secret}")
    assert visitor.page.address == "/sign-in/pictures"
    new = next(person for person in filled.demo.people if not person.pictures)
    visitor.opens(f"/c/{new.secret}").sends({"picture": "cat"}).sends({"picture": "rose"})
    assert visitor.page.address == "/sign-in/remember"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_asked_in_every_language(filled: Filled, language: str) -> None:
    visitor = filled.visitor("person", language)
    for key in QUESTIONS:
        response = visitor.client.get(f"/dossier/{key}")
        assert response.status_code in {200, 303}, f"{key}: {response.status_code}"
        if response.status_code == 200:
            checked(response)


@pytest.mark.parametrize("role", ROLES)
def test_what_is_not_there_is_said_in_plain_words(filled: Filled, role: str) -> None:
    visitor = filled.visitor(role)
    visitor.opens("/not-here", status=404)
    assert visitor.page.says("This page is not here.")
    if role == "person":
        visitor.opens("/dossier/not-a-question", status=404)
        visitor.opens("/receipts/999", status=404)


@pytest.mark.parametrize("role", ROLES)
def test_opening_pages_keeps_nothing_but_that_they_were_read(filled: Filled, role: str) -> None:
    client = filled.visitor(role).client
    before = kept_in(filled)
    for address in everything_to_open(filled):
        client.get(address)
        after = kept_in(filled)
        changed = [name for name, rows in after.items() if rows != before[name]]
        assert changed == [], f"GET {address} changed {changed}: only a form may (method POST)"
        before = after


ALL_OF = {
    name: str(select(table).order_by(*table.primary_key))
    for name, table in metadata.tables.items()
    if name not in NOTED
}


def everything_to_open(filled: Filled) -> Iterator[str]:
    yield from (page.address for page in filled.shown_pages())
    yield from (f"/dossier/{section.questions[-1].key}" for section in SECTIONS)
    yield "/dossier/more-1"


def kept_in(filled: Filled) -> dict[str, list[Sequence[object]]]:
    """Return every row of every table that reading must leave alone, as the database keeps it."""
    with parts_of(filled.app).database.transaction(writes=False) as connection:
        return {name: ask(connection, words, {}) for name, words in ALL_OF.items()}
