"""Every sentence with gaps can be heard: with what its gaps hold where that set is closed, otherwise in another way."""

from portal.core.heard import CLOSED, INSTEAD, MANY
from tests.house.catalogues import sentences, template

OF_HEARD = "portal/core/heard.py"


def test_what_can_be_heard_of_sentences_with_gaps_is_about_sentences_that_pages_show() -> None:
    shown = {
        form
        for message in template()
        for form in (message.id if isinstance(message.id, tuple) else (message.id,))
        if any(file != OF_HEARD for file, _line in message.locations)
    }
    heard_only = {str(words) for words in INSTEAD.values()}
    gone = {*CLOSED, *MANY, *MANY.values(), *INSTEAD} - shown - heard_only
    assert gone == set(), "no page says this any more: take the row out of portal/core/heard.py"


def test_every_sentence_with_gaps_that_people_meet_can_be_heard() -> None:
    known = {*CLOSED, *MANY.values(), *INSTEAD}
    silent = [str(one) for one in sentences("en")
              if "%(" in one.source and one.is_heard and one.source not in known]  # fmt: skip
    assert silent == [], "add a row to portal/core/heard.py: what may stand in the gap, or what is said instead"
