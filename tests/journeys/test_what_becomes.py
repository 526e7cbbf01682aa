"""Who will read this? From a question, with the keyboard or a finger, straight to its own line, without a script."""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE, NewPhone
from tests.people import APerson

QUESTION = "wish-refusal"
"""The last of its page: its line is far below."""


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("screen", [NARROW, WIDE], ids=["narrow", "wide"])
def test_a_question_leads_to_its_own_line(
    new_phone: NewPhone, person: APerson, language: str, screen: Mapping[str, Any]
) -> None:
    phone = new_phone(language, **screen, java_script_enabled=False).is_in(person).opens(f"/dossier/{QUESTION}")
    phone.page.get_by_text(phone.say("Why do we ask?")).click()
    phone.taps("What becomes of what I say").is_at("The job I want")
    line = phone.page.locator(":target")
    expect(line).to_have_id(f"q-{QUESTION}")
    expect(line).to_be_in_viewport()
    expect(line).to_contain_text(phone.say("Nothing happens. Nobody sees it."))


def test_what_is_promised_is_folded_and_opens(new_phone: NewPhone) -> None:
    phone = new_phone("fr", **NARROW).opens("/").taps("What becomes of what I say")
    how = phone.page.get_by_text(phone.say("The programme is open: everybody may read it."))
    expect(how.first).to_be_hidden()
    phone.page.get_by_text(phone.say("How do I see it myself?")).first.click()
    expect(how.first).to_be_visible()
