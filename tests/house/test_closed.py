"""Closed unless declared: a page that nobody declared cannot be opened, and one that is declared says by whom."""

import re
from collections import Counter

import pytest

from portal.core.permissions import DURING_A_VISIT, GRANTED, Permission, Role, may, roles_with
from portal.web.parts import parts_of
from portal.web.published import Page
from tests.house.conftest import ROLES, Filled
from tests.people import count_of
from tests.visitor import checked

STEP = re.compile(r"[a-z]+(-[a-z]+)*(\.(pdf|csv|zip|jsonld|json))?|C|<(\w+:)?\w+>(\.(pdf|mp3))?")
"""A card is printed with a capital C: its square then has fewer and larger dots."""
GAP = re.compile(r"<(?:(\w+):)?(\w+)>")
WRITTEN = frozenset(
    {
        "secret",
        "key",
        "item",
        "part",
        "code",
        "name",
        "token",
        "week",
        "activity",
        "tail",
        "theme",
        "place",
        "kept",
        "tag",
        "sound",
    }
)
"""Gaps that are words, looked up as they stand; every other says its type."""


def declared(filled: Filled) -> list[Page]:
    pages: list[Page] = filled.app.extensions["portal_pages"]
    return pages


def test_every_address_was_declared_with_who_may_open_it(filled: Filled) -> None:
    mapped = {(rule.rule, rule.endpoint, method) for rule in filled.app.url_map.iter_rules()
              for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}  # fmt: skip
    assert mapped == {(page.address, page.name, page.method) for page in declared(filled)}, (
        "publish a page with @page(feature, address, Permission.X), nothing else"
    )


def test_a_page_is_declared_once_and_every_permission_opens_something(filled: Filled) -> None:
    counted = Counter((page.address, page.method) for page in declared(filled))
    assert [address for address, times in counted.items() if times > 1] == []
    assert set(Permission) - {page.permission for page in declared(filled)} == set(), "take the permission out"


def test_the_table_of_permissions_names_every_role() -> None:
    assert set(GRANTED) == set(Role)
    for permission in Permission:
        assert roles_with(permission), f"nobody holds {permission}"
        assert may(None, permission) is (permission is Permission.VISIT)


def test_the_desk_reaches_no_dossier_and_a_helper_only_beside_the_person() -> None:
    assert GRANTED[Role.RECEPTION] == {Permission.VISIT}
    of_themself = {Permission.VISIT, Permission.HELP, Permission.SAY_CONCERN}
    assert GRANTED[Role.HELPER] - of_themself == DURING_A_VISIT == {Permission.FILL_DOSSIER, Permission.TELL_WEEK}
    assert GRANTED[Role.PERSON] > DURING_A_VISIT, "a helper does nothing that the person could not do alone"


def test_sending_looking_back_and_keeping_are_for_the_person_alone() -> None:
    for permission in (Permission.SEND_DOSSIER, Permission.KEEP_RECORD, Permission.KEEP_RECEIPTS,
                       Permission.SEE_JOURNAL, Permission.GIVE_ARGUMENTS, Permission.SET_REMINDER):  # fmt: skip
        assert roles_with(permission) == {Role.PERSON}


def test_addresses_are_plain_words_with_hyphens(filled: Filled) -> None:
    strange = [page.address for page in declared(filled) for step in page.address.split("/")
               if step and not STEP.fullmatch(step)]  # fmt: skip
    assert strange == [], "write it in small letters with hyphens, like /sign-in/pictures"


def test_gaps_in_addresses_say_their_type(filled: Filled) -> None:
    untyped = [page.address for page in declared(filled) for kind, name in GAP.findall(page.address)
               if not kind and name not in WRITTEN]  # fmt: skip
    assert untyped == [], "write <uuid:person_id> or <int:number>"


def test_no_address_and_no_name_tells_what_is_hard_to_say(filled: Filled) -> None:
    told = re.compile("(?<!web.)(?<!^/)health|money|debt|violence|addict|prison|hard|difficult|talk")
    for page in declared(filled):
        assert not told.search(page.address), "addresses stay in histories: use a number, like /dossier/more-2"
        assert not told.search(page.name)


@pytest.mark.parametrize("role", ROLES)
def test_whoever_may_not_open_a_page_is_turned_away(filled: Filled, role: str) -> None:
    client, database = filled.visitor(role).client, parts_of(filled.app).database
    for page in filled.pages:
        if page.permission == Permission.VISIT or role in page.roles:
            continue
        before = count_of(database, "answers")
        response = client.open(page.address, method=page.method, data={"answer": "yes"})
        if role == "helper" and response.status_code == 303:
            assert response.headers["Location"] == "/", "a kiosk gives out no file, and takes no form of somebody else"
        elif role != "nobody":
            assert response.status_code == 403, f"{page.method} {page.address} as {role}: {response.status_code}"
        elif response.status_code == 422:
            assert checked(response).says("Keep your words"), page
        else:
            assert response.headers["Location"].startswith(("/sign-in?back=", "/staff?back=")), page
        assert count_of(database, "answers") == before


@pytest.mark.parametrize("role", ROLES)
def test_no_form_is_taken_that_did_not_come_from_one_of_our_pages(filled: Filled, role: str) -> None:
    client = filled.visitor(role).client
    refused = 303 if role == "helper" else 422
    for page in filled.pages:
        if page.name == "signin.end_all" and role == "helper":
            continue  # at a kiosk, everything is ended from any page
        if page.method != "POST" or (page.permission != Permission.VISIT and role not in page.roles):
            continue
        for token in ({}, {"csrf_token": ""}, {"csrf_token": "a stranger's"}):
            response = client.post(page.address, data={"answer": "yes", **token})
            assert response.status_code == refused, f"{page.address} took a form without its token"
        elsewhere = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
        assert client.post(page.address, headers=elsewhere).status_code == refused
