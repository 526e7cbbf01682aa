"""Questions back: the person sees what their counsellor asks, opens just those questions, and sends when they want."""

from collections.abc import Iterator
from datetime import timedelta

from flask import url_for

from portal.core.actors import Person
from portal.core.clarifications import SENT_BACK, Step, is_open
from portal.core.words import say
from portal.storage.dialogue.asked_back import Envelope, envelopes_of
from portal.web import language
from portal.web.current import work
from portal.web.news import News
from portal.web.pages import Feature

clarifications = Feature("clarifications", __name__, views=("pages",))
WAITS = say("Your counsellor asks you something")
NO_HURRY = say("Answer when you want. Or say it face to face.")
WAITS_NO_MORE = say("Your counsellor wrote to you about a question")
_FOR_A_WHILE = timedelta(days=30)


@clarifications.tells
def what_is_asked(person: Person) -> Iterator[News]:
    """Say that something is asked; and for a while, that the counsellor put a question away."""
    words, found = language.current(), envelopes_of(work().connection, person.id)
    if any(is_open(one.steps) for one in found):
        yield _news(words.say(WAITS), words.say(NO_HURRY))
    elif any(_was_put_away(one) for one in found):
        yield _news(words.say(WAITS_NO_MORE))


def _was_put_away(one: Envelope) -> bool:
    unanswered = Step.CLOSED in one.steps and not one.steps.intersection(SENT_BACK)
    return unanswered and work().now - one.changed_at < _FOR_A_WHILE


def _news(words: str, hint: str = "") -> News:
    return News(words=words, hint=hint, picture="question-back", address=url_for("clarifications.mine"))
