"""Every page of the portal's own list, in every language, narrow and wide: nothing in anybody's way."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal.commands.auditing import begin_session, describe_pages
from portal.commands.demo import Demo
from portal.commands.filling import fill
from portal.core.permissions import Permission, Role
from portal.dossier.questions import QUESTIONS
from tests.databases import SqliteShelf
from tests.journeys.audit import Audit
from tests.journeys.conftest import NARROW, WIDE, NewPhone
from tests.journeys.phone import Phone
from tests.journeys.served import Portal, served

EVERYBODY = (None, Role.PERSON, Role.COUNSELLOR)
LOOKS = ("huge.wide.normal", "huge.normal.more", "normal.normal.dark")


@pytest.fixture(scope="session")
def portal_on_sqlite(sqlite: SqliteShelf, keys: Path) -> Iterator[Portal]:
    """The portal with the invented people of the demo, the same that ./dev run shows."""
    with served(sqlite.migrated(), keys) as running:
        yield running


@pytest.fixture(scope="session")
def demo(portal_on_sqlite: Portal) -> Demo:
    return fill(portal_on_sqlite.app, datetime.now(UTC))


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
@pytest.mark.parametrize("role", EVERYBODY)
def test_nothing_is_in_anybodys_way(
    new_phone: NewPhone, portal: Portal, demo: Demo, role: Role | None, language: str
) -> None:
    phone, audit = _comes_in(new_phone(language, **NARROW), portal, demo, role), Audit()
    for address in _addresses(phone, portal, demo, role):
        assert phone.opens(address).status == 200, address
        audit.looks_at(phone.page, address)
    audit.says_all_is_well()


@pytest.mark.parametrize("role", EVERYBODY)
def test_nothing_is_in_anybodys_way_on_a_wide_screen(
    new_phone: NewPhone, portal: Portal, demo: Demo, role: Role | None
) -> None:
    phone, audit = _comes_in(new_phone("fr", **WIDE), portal, demo, role), Audit()
    for address in _addresses(phone, portal, demo, role):
        audit.looks_at(phone.opens(address).page, address)
    audit.says_all_is_well()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_look_is_readable_on_a_narrow_screen(
    new_phone: NewPhone, portal: Portal, demo: Demo, look: str, language: str
) -> None:
    for role in EVERYBODY:
        phone, audit = _comes_in(new_phone(language, **NARROW), portal, demo, role), Audit()
        phone.page.context.add_cookies([{"name": "look", "value": look, "url": portal.address}])
        for address in _addresses(phone, portal, demo, role):
            audit.looks_at(phone.opens(address).page, f"{look} {address}", rules=("cat.color",))
        audit.says_all_is_well()


def test_the_dark_of_the_telephone_is_readable_too(new_phone: NewPhone, portal: Portal, demo: Demo) -> None:
    for contrast in ("no-preference", "more"):
        for role in EVERYBODY:
            phone = _comes_in(new_phone("fr", **NARROW, color_scheme="dark", contrast=contrast), portal, demo, role)
            audit = Audit()
            for address in _addresses(phone, portal, demo, role):
                audit.looks_at(phone.opens(address).page, f"dark {contrast} {address}", rules=("cat.color",))
            audit.says_all_is_well()


def _comes_in(phone: Phone, portal: Portal, demo: Demo, role: Role | None) -> Phone:
    if role is not None:
        token = begin_session(portal.parts.settings, portal.parts.database, demo, role)
        phone.page.context.add_cookies([{"name": "portal", "value": token, "url": portal.address}])
    return phone


def _addresses(phone: Phone, portal: Portal, demo: Demo, role: Role | None) -> list[str]:
    """Return the pages that are a role's own, and for a person one question of each kind."""
    visit = Permission.VISIT.value
    found = [
        str(page["address"])
        for page in describe_pages(portal.app, demo)
        if page["method"] == "GET" and (page["permission"] == visit if role is None else _is_own(page, role))
    ]
    if role is Role.PERSON:
        kinds = {(type(one.answer), one.use.consent): key for key, one in QUESTIONS.items() if not one.depends_on}
        found += [f"/dossier/{key}" for key in kinds.values()]
    pages = [address for address in dict.fromkeys(found) if _is_a_page(phone, address)]
    assert pages
    return pages


def _is_own(page: dict[str, str | list[str]], role: Role) -> bool:
    return role.value in page["roles"] and page["permission"] != Permission.VISIT.value


def _is_a_page(phone: Phone, address: str) -> bool:
    answer = phone.page.context.request.get(phone.portal.address + address)
    return answer.headers["content-type"].startswith("text/html")
