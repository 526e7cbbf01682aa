"""Every page of the portal's own list, in every language, narrow and wide, read and heard: nothing in anybody's way."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from portal.commands.auditing import begin_session, describe_pages
from portal.commands.demo import Demo
from portal.commands.filling import fill
from portal.core.permissions import Permission, Role
from portal.dossier.questions import QUESTIONS
from tests.databases import SqliteShelf
from tests.journeys.audit import COLOURS, RULES, Audit
from tests.journeys.conftest import NARROW, WIDE, NewPhone
from tests.journeys.ears import PICTURES
from tests.journeys.keyboard import Keyboard
from tests.journeys.phone import Phone
from tests.journeys.served import Portal, served

EVERYBODY = (None, Role.PERSON, Role.HELPER, Role.COUNSELLOR, Role.MANAGER)
NOT_PAGES = {
    "activities.as_table",
    "activities.for_a_service",
    "activities.on_paper",
    "agreements.on_paper",
    "caseload.brief_on_paper",
    "caseload.day_on_paper",
    "caseload.play_message",
    "helping.slip_on_paper",
    "interviews.take_along",
    "receipts.on_paper",
    "rights.as_copy",
    "rights.on_paper",
    "speaking.hear",
    "signin.over",
    "signin.still_here",
    "transparency.algorithms_json",
    "transparency.columns_csv",
    "transparency.jsonld",
    "transparency.record_csv",
    "voices.sound",
    "web.built_file",
    "web.health",
}

LOOKS = {"huge.wide.more": "fr", "huge.normal.dark": "ar"}
"""The looks that change most, each in the language whose words are harder to fit in."""
LISTENERS = (None, Role.PERSON, Role.HELPER)
HEARD: Mapping[str, Mapping[str, Any]] = {"fr": {}, "ar": NARROW}
"""A usual telephone in French, a narrow one in Arabic."""
RULED: Mapping[str, Sequence[str]] = {"fr": RULES, "ar": ()}
"""What comes beside the words of a page is of the same kind in each language: here, whether it has room."""
_MIDDLE = """(one) => {
  const found = document.querySelector(one);
  found.scrollIntoView({ block: "nearest" });
  const box = found.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""
Places = Mapping[Role | None, list[str]]


@pytest.fixture(scope="session")
def portal_on_sqlite(sqlite: SqliteShelf, keys: Path, silences: Path) -> Iterator[Portal]:
    """The portal with the invented people of the demo, the same that ./dev run shows; each text has a short sound."""
    with served(sqlite.migrated(), keys, voices=silences) as running:
        yield running


@pytest.fixture(scope="session")
def demo(portal_on_sqlite: Portal) -> Demo:
    return fill(portal_on_sqlite.app, datetime.now(UTC))


@pytest.fixture(scope="session")
def places(portal_on_sqlite: Portal, demo: Demo) -> Mapping[Role | None, list[str]]:
    """Return the pages that are each role's own, and for a person one question of each kind."""
    pages = [page for page in describe_pages(portal_on_sqlite.app, demo) if page["method"] == "GET"]
    found = {
        role: [str(page["address"]) for page in pages if _is_own(page, role) and page["name"] not in NOT_PAGES]
        for role in EVERYBODY
    }
    asked = {key: one for key, one in QUESTIONS.items() if not one.depends_on}
    kinds = {(type(one.answer), one.use.consent): f"/dossier/{key}" for key, one in asked.items()}
    return {**found, Role.PERSON: [*found[Role.PERSON], *kinds.values()]}


def _is_own(page: Mapping[str, str | list[str]], role: Role | None) -> bool:
    is_open = page["permission"] == Permission.VISIT.value
    return is_open if role is None else role.value in page["roles"] and not is_open


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
@pytest.mark.parametrize("role", EVERYBODY)
def test_nothing_is_in_anybodys_way(
    new_phone: NewPhone, places: Places, demo: Demo, role: Role | None, language: str
) -> None:
    phone = _comes_in(new_phone(language, **NARROW), demo, role)
    audit = Audit(phone.page, colours=language == "fr")
    for address in places[role]:
        assert phone.opens(address).status == 200, address
        audit.looks(address)
    audit.says_all_is_well()


@pytest.mark.parametrize("role", EVERYBODY)
def test_nothing_is_in_anybodys_way_on_a_wide_screen(
    new_phone: NewPhone, places: Places, demo: Demo, role: Role | None
) -> None:
    phone = _comes_in(new_phone("fr", **WIDE), demo, role)
    audit = Audit(phone.page, colours=False)
    for address in places[role]:
        phone.opens(address)
        audit.looks(address)
    audit.says_all_is_well()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("role", EVERYBODY)
def test_every_look_is_readable_on_a_narrow_screen(
    new_phone: NewPhone, places: Places, demo: Demo, role: Role | None, look: str
) -> None:
    phone = _comes_in(new_phone(LOOKS[look], **NARROW), demo, role, look=look)
    audit = Audit(phone.page, COLOURS)
    for address in places[role]:
        phone.opens(address)
        audit.looks(f"{address}, {look}")
    audit.says_all_is_well()


@pytest.mark.parametrize("screen", HEARD)
@pytest.mark.parametrize("role", LISTENERS)
def test_a_sound_beside_each_text_is_in_nobodys_way(
    new_phone: NewPhone, places: Places, demo: Demo, role: Role | None, screen: str
) -> None:
    phone = _comes_in(new_phone(screen, **HEARD[screen]), demo, role, hearing="beside.headphones")
    phone.page.context.route("**/heard.*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    audit = Audit(phone.page, RULED[screen], colours=role is None)
    for address in places[role]:
        assert phone.opens(address).page.locator(".sound audio, [name=login]").count(), address
        audit.looks(address)
    audit.says_all_is_well()


@pytest.mark.parametrize("role", LISTENERS)
def test_the_bar_of_a_page_that_is_read_is_in_nobodys_way_nor_hides_what_has_the_focus(
    new_phone: NewPhone, places: Places, demo: Demo, role: Role | None
) -> None:
    phone = _comes_in(new_phone("ar", **NARROW), demo, role, hearing="headphones")
    audit, keyboard = Audit(phone.page, colours=role is None), Keyboard(phone)
    for address in places[role]:
        if phone.opens(address).page.locator(".listen").count():
            phone.page.mouse.click(*phone.page.evaluate(_MIDDLE, ".listen"))
            phone.page.locator(".hearing [value=pause]").evaluate("one => one.click()")
            audit.looks(address)
            keyboard.walks()
    audit.says_all_is_well()


@pytest.mark.parametrize("role", LISTENERS)
def test_pages_without_words_are_in_nobodys_way(
    new_phone: NewPhone, places: Places, demo: Demo, role: Role | None
) -> None:
    phone = _comes_in(new_phone("ar", **NARROW), demo, role, look=PICTURES)
    audit = Audit(phone.page, colours=role is None)
    for address in places[role]:
        phone.opens(address)
        audit.looks(address)
    audit.says_all_is_well()


def _comes_in(phone: Phone, demo: Demo, role: Role | None, **choices: str) -> Phone:
    cookies = choices
    if role is not None:
        settings, database = phone.portal.parts.settings, phone.portal.parts.database
        cookies |= begin_session(settings, database, demo, role, phone.language)
    for name, value in cookies.items():
        phone.page.context.add_cookies([{"name": name, "value": value, "url": phone.portal.address}])
    return phone
