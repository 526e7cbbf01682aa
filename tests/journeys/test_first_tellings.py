"""Whole journeys, from the card to the receipt, each by a person in their own way."""

import re
from pathlib import Path

import pytest

from tests.journeys.conftest import NewPhone
from tests.journeys.phone import Phone
from tests.journeys.served import Portal
from tests.people import APerson

MOST_PAGES = 60


def test_a_person_who_only_taps_pictures_gets_a_receipt(new_phone: NewPhone, portal: Portal, person: APerson) -> None:
    phone = new_phone("fr").signs_in(person).taps("My dossier", "Tell your story before the interview.").taps("Start")
    tells_by_pictures(phone)
    phone.is_at("Check your answers").taps("Send to my counsellor").is_at("It is sent. Thank you.")
    assert re.fullmatch(r"(\w{4}[ -]?){5}", phone.page.locator(".code").inner_text().strip())
    assert portal.counts_receipts(person) == 1


def tells_by_pictures(phone: Phone) -> None:
    """Tap the first picture of every question; where there is none, go past it. Nothing is ever typed."""
    for _ in range(MOST_PAGES):
        if phone.title == phone.say("Check your answers"):
            return
        taps_one_picture(phone)
    pytest.fail(f"no end to the questions: {phone.address}")


def taps_one_picture(phone: Phone) -> None:
    page = phone.page
    if page.locator(".tiles .tile").count():
        phone.touches(page.locator(".tiles .tile").first.locator("svg, span").first)
        if page.locator("#consent").count():
            phone.touches(page.locator("label[for=consent]"))
        phone.taps("Answer")
    elif page.locator(".fields").count():
        phone.unfolds("Look through the jobs")
        with page.expect_navigation():
            phone.touches(page.locator(".fields button svg").first)
    elif page.locator("#add").count() and not page.locator("main .lines").count():
        phone.taps("Add one")
    elif page.locator("#add").count():
        phone.taps("That is all")
    else:
        phone.taps("Skip")


def test_a_person_who_reads_arabic_writes_it_and_keeps_a_paper(
    new_phone: NewPhone, person: APerson, tmp_path: Path
) -> None:
    phone = new_phone("ar").signs_in(person)
    assert phone.page.locator("html").get_attribute("dir") == "rtl"
    phone.taps("My dossier", "Tell your story before the interview.").taps("Start").writes("سميرة").taps("Answer")
    assert phone.chosen == ["العربية"]
    phone.taps("Answer").answers("Yes")
    phone.opens("/dossier/about-phone").writes("٠٦ ٣٩ ٩٨ ٥٢ ١٦").taps("Answer")
    phone.opens("/dossier/check").sees("سميرة").taps("Send to my counsellor").is_at("It is sent. Thank you.").sees(
        "سميرة"
    )
    with phone.page.expect_download() as coming:
        phone.touches(phone.finds("Take it on paper"))
    paper = tmp_path / coming.value.suggested_filename
    coming.value.save_as(paper)
    assert paper.read_bytes().startswith(b"%PDF-")
    assert paper.stat().st_size > 10_000


def test_a_person_without_scripts_tells_everything(new_phone: NewPhone, portal: Portal, person: APerson) -> None:
    phone = new_phone("fr", java_script_enabled=False)
    assert phone.opens("/").page.evaluate("1 + 1") == 2
    phone.signs_in(person).taps("My dossier", "Tell your story before the interview.").taps("Start")
    tells_by_pictures(phone)
    phone.taps("Send to my counsellor").is_at("It is sent. Thank you.")
    assert portal.counts_receipts(person) == 1
