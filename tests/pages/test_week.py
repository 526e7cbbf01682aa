"""Telling one's week in a few taps: what one did or that one could not, on one's own terms, and changed at will."""

import pytest
from flask import Flask

from portal.activities.listed import ACTIVITIES, DURATIONS, REASONS
from portal.web.parts import parts_of
from tests.pages.tapping import LAST, SEND, begun, could_not, declared, sends_week, taps, told
from tests.people import APerson, count_of, signed_in
from tests.visitor import Visitor
from tests.weeks import THIS

pytestmark = pytest.mark.usefixtures("calendar")
HERE = f"/week/{THIS.name}"


def test_from_the_first_page_one_activity_is_three_taps_and_sending_one_more(visitor: Visitor) -> None:
    visitor.opens("/home").follows("This week").follows("I look for work").presses("2 hours").presses(SEND)
    assert visitor.page.title == "It is sent. Thank you."
    assert visitor.page.says("From Monday 16 to Sunday 22 November 2026")
    assert visitor.page.says("Look for work 2 hours")


def test_every_activity_can_be_told_and_is_named_in_full(visitor: Visitor) -> None:
    for activity in ACTIVITIES:
        visitor.opens(HERE).follows(activity.short).presses("1 hour")
        assert visitor.page.address == HERE
        assert visitor.page.says(f"{activity.words} 1 hour")
        assert activity.key in visitor.page.link(f"Change {activity.words}")


def test_every_length_can_be_told_and_stays_as_it_was_said(app: Flask, person: APerson, visitor: Visitor) -> None:
    for duration in DURATIONS:
        taps(visitor, "learn", duration.key)
        assert visitor.page.says(f"Follow a course or a lesson {duration.words}")
    sends_week(visitor)
    entries = declared(app, person)[0].told.entries
    assert [(one.said, one.minutes) for one in entries] == [(one.key, one.minutes) for one in DURATIONS]


def test_a_time_of_one_s_own_is_shown_as_it_was_said(visitor: Visitor) -> None:
    taps(visitor, "work", "in-numbers", hours="٣", minutes="20")
    assert visitor.page.says("Work 3 hours and 20 minutes")
    visitor.follows("Change")
    values = {one.get("name"): one.get("value") for one in visitor.page.all("input")}
    assert (values["hours"], values["minutes"]) == ("3", "20")


def test_days_and_a_word_are_there_for_who_wants_them(visitor: Visitor) -> None:
    taps(visitor, "meet", day=["3", "1"], words="Mme Diallo, أهلا 🙂")
    assert visitor.page.says("Meet an employer 1 hour Tuesday, Thursday Mme Diallo, أهلا 🙂")
    sends_week(visitor)
    assert visitor.page.says("Tuesday, Thursday")
    assert visitor.page.says("Mme Diallo, أهلا 🙂")


def test_one_activity_can_be_told_several_times_taken_away_and_changed(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    for duration in ("hour", "two-hours", "day"):
        taps(visitor, "search", duration)
    visitor.opens(HERE).presses("Take away")
    assert told(app, person) == [("search", "two-hours"), ("search", "day")]
    visitor.follows("Change").sends({"words": "by phone"}, do="half-hour")
    assert told(app, person) == [("search", "half-hour"), ("search", "day")]
    assert visitor.page.says("by phone")


def test_changing_keeps_the_days_and_the_word_unless_they_are_changed(visitor: Visitor) -> None:
    taps(visitor, "search", day=["0"], words="by phone").follows("Change")
    ticked = [one.get("value") for one in visitor.page.all("input") if one.get("checked") is not None]
    assert ticked == ["0"]
    assert [one.text for one in visitor.page.all("textarea")] == ["by phone"]
    marked = [one.get("value") for one in visitor.page.all("button") if one.get("aria-current")]
    assert marked == ["hour"]


def test_why_one_could_not_is_one_s_own_secret_unless_one_says_otherwise(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    for reason in REASONS:
        could_not(visitor, reason.key)
        assert visitor.page.says(f"I could not this week {reason.words}")
        sends_week(visitor)
        assert declared(app, person)[0].told.reason_shown is reason.for_counsellor
        could_not(visitor, reason.key, shown=True)
        draft = begun(app, person)
        assert draft is not None
        assert draft.told.reason_shown


def test_one_need_not_say_why_and_nothing_more_is_asked(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens(HERE).follows("I could not this week").presses("I do not say why")
    assert visitor.page.address == HERE
    visitor.presses(SEND)
    assert visitor.page.title == "It is sent. Thank you."
    sent = declared(app, person)[0].told
    assert (sent.could_not, sent.reason, sent.reason_shown) == (True, "", False)


def test_a_yes_is_never_ticked_beforehand(visitor: Visitor) -> None:
    could_not(visitor, "tell-counsellor").follows("Change")
    assert not any(one.get("checked") is not None for one in visitor.page.all("input"))
    could_not(visitor, "ill", shown=True).follows("Change")
    assert any(one.get("checked") is not None for one in visitor.page.all("input")), "this yes was said"


def test_before_sending_one_sees_what_nobody_else_reads(visitor: Visitor) -> None:
    taps(visitor, "family")
    assert visitor.page.says("1 hour Your counsellor sees only: a personal step, and how long.")
    assert could_not(visitor, "ill").page.says("I was ill Only you see why.")
    assert not could_not(visitor, "ill", shown=True).page.says("Only you see why.")


def test_two_weeks_sent_are_told_apart_in_the_receipts_and_each_leads_back_to_its_week(visitor: Visitor) -> None:
    for week in (LAST, THIS):
        taps(visitor, "search", week=week)
        sends_week(visitor, week)
    visitor.opens("/receipts").follows("My week From Monday 9 to Sunday 15 November 2026").follows("Change something")
    assert visitor.page.address == f"/week/{LAST.name}"


def test_could_not_and_did_go_together_and_could_not_can_be_taken_back(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    taps(visitor, "search")
    could_not(visitor, "ill", shown=True)
    assert visitor.page.says("I could not this week I was ill")
    assert visitor.page.says("Look for work 1 hour")
    visitor.presses("Take away I could not this week")
    draft = begun(app, person)
    assert draft is not None
    assert (draft.told.could_not, draft.told.reason, draft.told.reason_shown) == (False, "", False)
    assert told(app, person) == [("search", "hour")]


def test_the_same_as_last_week_is_one_tap_and_copies_no_words_days_or_reasons(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    taps(visitor, "search", "day", LAST, day=["0"], words="last week’s word")
    taps(visitor, "home", "hour", LAST)
    could_not(visitor, "ill", LAST)
    sends_week(visitor, LAST)
    visitor.opens(HERE).presses("The same as last week").presses(SEND)
    sent = declared(app, person)[0].told
    assert [(one.activity, one.said, one.days, one.words, one.private) for one in sent.entries] == [
        ("search", "day", (), "", False),
        ("home", "hour", (), "", True),
    ]
    assert (sent.could_not, sent.reason) == (True, "")


def test_the_same_is_offered_only_while_nothing_is_told_and_only_if_there_is_something(visitor: Visitor) -> None:
    assert not visitor.opens(HERE).page.says("The same as")
    taps(visitor, "search", week=LAST.shifted(-3))
    sends_week(visitor, LAST.shifted(-3))
    assert visitor.opens(HERE).page.says("The same as the last time")
    assert not taps(visitor, "learn").page.says("The same as")


def test_last_week_is_offered_until_it_is_declared(visitor: Visitor) -> None:
    visitor.opens(HERE).follows("Tell last week too")
    assert visitor.page.address == f"/week/{LAST.name}"
    taps(visitor, "search", week=LAST)
    assert visitor.opens(HERE).page.says("Tell last week too")
    sends_week(visitor, LAST)
    assert not visitor.opens(HERE).page.says("Tell last week too")


def test_nothing_is_sent_before_the_person_says_so(app: Flask, visitor: Visitor) -> None:
    taps(visitor, "search")
    could_not(visitor, "ill")
    assert count_of(parts_of(app).database, "weeks") == count_of(parts_of(app).database, "receipts") == 0


def test_nothing_told_is_nothing_sent_and_the_page_says_what_to_tap(app: Flask, visitor: Visitor) -> None:
    taps(visitor, "search")
    an_old_page = visitor.page
    visitor.presses("Take away")
    assert not visitor.page.says(SEND), "what was added and taken away again is nothing"
    visitor.page = an_old_page
    visitor.presses(SEND, status=422)
    assert visitor.page.says("Tap what you did first. Or tap: I could not.")
    assert count_of(parts_of(app).database, "weeks") == count_of(parts_of(app).database, "receipts") == 0


def test_a_correction_is_another_sending_with_a_receipt_of_its_own(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    taps(visitor, "search")
    sends_week(visitor)
    assert visitor.opens(HERE).page.says("You sent this week.")
    taps(visitor, "learn", "day")
    assert visitor.page.says("You changed something. Send again to show it.")
    sends_week(visitor)
    sendings = declared(app, person)
    assert [(one.number, one.receipt, len(one.told.entries)) for one in sendings] == [(2, 2, 2), (1, 1, 1)]
    visitor.opens(f"{HERE}/history")
    assert visitor.page.words.count("Sent on Wednesday 18 November 2026") == 2
    _before, newest, first = visitor.page.words.split("Sent on")
    assert "Follow a course" in newest
    assert "Follow a course" not in first
    visitor.opens("/receipts/1")
    assert visitor.page.says("Look for work")
    assert not visitor.page.says("Follow a course")


def test_changing_one_s_mind_and_back_again_is_no_correction(app: Flask, person: APerson, visitor: Visitor) -> None:
    taps(visitor, "search")
    sends_week(visitor)
    visitor.opens(HERE).follows("Change").sends(do="day").follows("Change").sends(do="hour")
    taps(visitor, "learn").presses("Take away Follow a course")
    assert visitor.page.says("You sent this week.")
    assert not visitor.page.says(SEND)
    assert len(declared(app, person)) == 1


def test_a_week_taken_back_is_nothing_to_its_counsellor_and_stays_in_one_s_own_history(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    taps(visitor, "search", week=LAST)
    sends_week(visitor, LAST)
    visitor.opens(f"/week/{LAST.name}").presses("Take away")
    sends_week(visitor, LAST)
    counsellor = signed_in(app, person.counsellor).opens(f"/people/{person.id}/weeks")
    assert counsellor.page.says("Nothing to read here.")
    assert not counsellor.page.says("November 2026")
    visitor.opens("/weeks").follows("What I sent, and when")
    assert visitor.page.says("Look for work")
    assert not visitor.opens(HERE).page.says("The same as"), "there is nothing to copy"


def test_my_record_holds_my_weeks_my_own_sum_and_my_own_hours(visitor: Visitor) -> None:
    taps(visitor, "search", "half-day")
    taps(visitor, "learn", "unsure")
    sends_week(visitor)
    visitor.opens("/weeks")
    assert visitor.page.says("Look for work Half a day")
    assert visitor.page.says("Follow a course or a lesson I don’t remember")
    assert visitor.page.says("In all, for you: 3 hours and 30 minutes")
    for hours, sentence in (("15", "You noted: 15 hours a week."), ("٠", "You noted: 0 hours a week.")):
        visitor.opens("/weeks").sends({"hours": hours})
        assert visitor.page.says(sentence)
    visitor.presses("Forget")
    assert not visitor.page.says("You noted:")
    visitor.sends({"hours": "a lot"}, status=422)
    assert visitor.page.says("Write the number of hours, like 8. Or 0.")


def test_noting_one_s_own_hours_changes_nothing_that_was_sent(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens("/dossier/about-name").sends({"answer": "Awa"}, do="answer")
    visitor.opens("/dossier/check").presses("Send to my counsellor")
    visitor.opens("/weeks").sends({"hours": "15"})
    assert not visitor.opens("/dossier/check").page.says("You changed something.")
    counsellor = signed_in(app, person.counsellor)
    for address in (f"/people/{person.id}", f"/people/{person.id}/weeks"):
        assert "15 h" not in counsellor.opens(address).page.words


def test_older_weeks_are_turned_to_and_the_oldest_is_24_months_ago(visitor: Visitor) -> None:
    visitor.opens("/weeks")
    for _ in range(20):
        if "Older weeks" not in visitor.page.words:
            break
        visitor.follows("Older weeks")
    assert visitor.page.says("2024")
    assert visitor.follows("Newer weeks").page.says("Older weeks")


def test_telling_sending_and_reading_are_in_the_journal_in_plain_words(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    taps(visitor, "home", words="my landlord")
    sends_week(visitor)
    signed_in(app, person.counsellor).opens(f"/people/{person.id}/weeks")
    visitor.opens("/who-read")
    for sentence in (
        "You told something about a week.",
        "You sent a week.",
        "Your counsellor read the weeks you told.",
        "From Monday 16 to Sunday 22 November 2026",
    ):
        assert visitor.page.says(sentence), sentence
    assert not visitor.page.says("landlord"), "the journal names weeks, never what was told"
