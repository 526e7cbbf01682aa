"""The pages of a kiosk, sitting, standing and narrow: everything fits, and is large enough for a finger that shakes."""

import pytest
from playwright.sync_api import expect

from tests.journeys.audit import COLOURS, Audit
from tests.journeys.conftest import NewScreen
from tests.journeys.phone import Phone
from tests.journeys.screens import PLANTED, STORY, comes_in, finishes
from tests.people import APerson

SIZES = {"sitting": (1280, 800), "standing": (1080, 1920), "narrow": (320, 640)}
FINGER = 60
"""In CSS pixels, each way."""
NOBODY = ("/", "/sign-in", "/help", "/language", "/reading", "/accessibility", "/staff", "/not-here")
OWN = (
    "/home", "/week", "/weeks", "/arguments", "/arguments/new", "/receipts", "/who-read", "/reminder",
    "/dossier", "/dossier/check", "/dossier/about-name", "/dossier/about-reach", "/dossier/about-phone",
    "/dossier/wish-place", "/dossier/more-1",
)  # fmt: skip


def audits(screen: Phone, person: APerson, audit: Audit) -> None:
    """Look at the pages of nobody, of a person, at the question whether they are there, at what they left."""
    for address in NOBODY:
        screen.opens(address)
        audit.looks(address)
    comes_in(screen, person)
    for address in OWN:
        assert screen.opens(address).status == 200, address
        audit.looks(address)
    screen.opens(STORY).writes(PLANTED[2])
    screen.page.locator(".away").evaluate("(one) => one.showModal()")
    expect(screen.page.get_by_role("alertdialog")).to_be_visible()
    screen.page.wait_for_timeout(700)  # until it has arrived
    audit.looks("the question whether anybody is there")
    screen.page.keyboard.press("Escape")
    finishes(screen)
    comes_in(screen, person).is_at("Your words are kept")
    audit.looks("/left")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_nothing_is_in_anybodys_way_at_a_kiosk(
    new_screen: NewScreen, person: APerson, language: str, size: str
) -> None:
    width, height = SIZES[size]
    screen = new_screen(language, viewport={"width": width, "height": height})
    audit = Audit(screen.page, target=FINGER, colours=(language, size) == ("fr", "standing"))
    audits(screen, person, audit)
    audit.says_all_is_well()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_question_is_readable_in_every_light_and_keeps_still_where_that_is_wished(
    new_screen: NewScreen, person: APerson, scheme: str
) -> None:
    screen = new_screen(color_scheme=scheme, reduced_motion="reduce")
    comes_in(screen, person).page.locator(".away").evaluate("(one) => one.showModal()")
    assert screen.page.locator(".away").evaluate("(one) => one.getAnimations().length") == 0
    audit = Audit(screen.page, COLOURS)
    screen.page.reload()
    screen.page.locator(".away").evaluate("(one) => one.showModal()")
    audit.looks(scheme)
    audit.says_all_is_well()


def test_everything_on_the_first_page_is_seen_at_once(new_screen: NewScreen) -> None:
    screen = new_screen("fr", viewport={"width": 1280, "height": 800}).opens("/")
    for button in screen.page.locator(".first .button").all():
        expect(button).to_be_in_viewport(ratio=1)
