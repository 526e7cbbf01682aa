"""Two tabs, two phones, two at the same moment: nobody's words go, and the person says which count."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask

from portal.activities import listed, pages
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.tapping import SEND, begun, could_not, declared, sends_week, taps, told
from tests.people import APerson, count_of, signed_in
from tests.visitor import Visitor, hidden
from tests.weeks import THIS

pytestmark = pytest.mark.usefixtures("calendar")
HERE = f"/week/{THIS.name}"
SEARCH = f"{HERE}/search"
AT_ONCE = 4


def test_what_two_tabs_add_is_all_there(app: Flask, person: APerson, visitor: Visitor) -> None:
    other = signed_in(app, person)
    visitor.opens(SEARCH)
    other.opens(SEARCH).sends(do="day")
    visitor.sends(do="hour")
    assert told(app, person) == [("search", "day"), ("search", "hour")]


def test_when_two_phones_change_the_same_thing_both_are_shown_and_the_person_taps(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    taps(visitor, "search").follows("Change")
    other = signed_in(app, person).opens(HERE).follows("Change")
    other.sends({"words": "from my sister’s phone"}, do="day")
    visitor.sends({"words": "from mine"}, do="two-hours", status=422)
    assert visitor.page.says("You changed this on another page. Tap what is right.")
    assert visitor.page.says("Now it says: A whole day")
    assert "from mine" in visitor.page.text
    assert "from my sister’s phone" in visitor.page.text
    assert told(app, person) == [("search", "day")]
    visitor.sends({"words": "from mine"}, do="two-hours")
    assert told(app, person) == [("search", "two-hours")]
    assert visitor.page.says("from mine")


def test_a_change_made_and_sent_on_another_phone_is_not_written_over(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    taps(visitor, "search")
    sends_week(visitor).opens(HERE).follows("Change")
    other = signed_in(app, person).opens(HERE).follows("Change").sends(do="day")
    sends_week(other)
    visitor.sends(do="two-hours", status=422)
    assert visitor.page.says("Now it says: A whole day")
    assert [one.said for one in declared(app, person)[0].told.entries] == ["day"]


def test_what_was_taken_away_on_another_page_comes_back_if_it_is_said_again(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    taps(visitor, "search", words="twice").follows("Change")
    signed_in(app, person).opens(HERE).presses("Take away")
    visitor.sends({"words": "twice"}, do="day")
    assert told(app, person) == [("search", "day")]


def test_that_s_all_on_an_old_page_sends_what_is_told_now_once(app: Flask, person: APerson, visitor: Visitor) -> None:
    taps(visitor, "search")
    other = signed_in(app, person)
    taps(other, "learn")
    visitor.presses(SEND)
    assert visitor.page.says("Follow a course or a lesson"), "the receipt shows everything that was sent"
    other.presses(SEND)
    assert other.page.address == visitor.page.address
    assert count_of(parts_of(app).database, "receipts") == 1


def test_a_week_goes_on_on_another_phone(app: Flask, person: APerson, visitor: Visitor) -> None:
    taps(visitor, "search", words="half said")
    other = signed_in(app, person).opens("/week")
    assert other.page.says("half said")
    other.presses(SEND)
    assert visitor.opens(HERE).page.says("You sent this week.")


def test_what_was_private_stays_private_when_it_is_changed(
    monkeypatch: pytest.MonkeyPatch, app: Flask, person: APerson, visitor: Visitor
) -> None:
    taps(visitor, "home", words="my landlord")
    open_now = replace(listed.BY_KEY["home"], private=False)
    monkeypatch.setattr(pages, "ACTIVITIES", (open_now,))
    for module in ("doing", "wording"):
        monkeypatch.setattr(f"portal.activities.{module}.BY_KEY", {**listed.BY_KEY, "home": open_now})
    visitor.opens(HERE).follows("Change")
    assert visitor.page.says("Your counsellor sees only: a personal step, and how long.")
    visitor.sends({"words": "my landlord"}, do="day")
    sends_week(visitor)
    counsellor = signed_in(app, person.counsellor).opens(f"/people/{person.id}/weeks")
    assert counsellor.page.says("A personal step A whole day")
    assert "landlord" not in counsellor.page.text


def at_once(app: Flask, person: APerson, address: str, send: Callable[[Visitor], object]) -> None:
    """Let several browsers of one person open a page, and then do something on it at the same moment."""
    visitors = [signed_in(app, person).opens(address) for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(send, visitors))


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_telling_and_sending_at_the_same_moment_loses_and_doubles_nothing(app: Flask, person: APerson) -> None:
    at_once(app, person, SEARCH, lambda visitor: visitor.sends(do="hour"))
    assert told(app, person) == [("search", "hour")] * AT_ONCE
    draft = begun(app, person)
    assert draft is not None
    assert [one.number for one in draft.told.entries] == [1, 2, 3, 4]
    at_once(app, person, HERE, lambda visitor: visitor.presses(SEND))
    assert [len(sending.told.entries) for sending in declared(app, person)] == [AT_ONCE]
    assert count_of(parts_of(app).database, "receipts") == 1


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_the_same_form_sent_at_the_same_moment_is_taken_once(app: Flask, person: APerson) -> None:
    visitor = signed_in(app, person).opens(SEARCH)
    form, cookie = {**hidden(visitor.page.form()), "do": "hour"}, visitor.client.get_cookie("portal")
    assert cookie is not None

    def sends(_number: int) -> int:
        client = app.test_client()
        client.set_cookie("portal", cookie.value)
        return client.post(SEARCH, data=form).status_code

    with ThreadPoolExecutor(AT_ONCE) as threads:
        assert list(threads.map(sends, range(AT_ONCE))) == [303] * AT_ONCE
    assert told(app, person) == [("search", "hour")]


def test_could_not_said_on_two_phones_is_what_was_said_last(app: Flask, person: APerson, visitor: Visitor) -> None:
    other = signed_in(app, person)
    could_not(visitor, "ill", shown=True)
    could_not(other, "child")
    draft = begun(app, person)
    assert draft is not None
    assert (draft.told.reason, draft.told.reason_shown) == ("child", False), "a yes is for what it was said of"
