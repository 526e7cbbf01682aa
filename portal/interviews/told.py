"""What is new about one's interviews, said on the first page: planned, moved or cancelled since it was seen."""

from collections.abc import Iterable

from flask import url_for

from portal.core.actors import Person
from portal.core.calendar import midnight
from portal.core.interviews import Status
from portal.core.words import Words, say
from portal.interviews.feature import interviews
from portal.storage.dialogue.interview_rows import Interview
from portal.storage.dialogue.interviews import of_person
from portal.web import language
from portal.web.current import work
from portal.web.news import News

PLANNED = say("A new interview is planned.")
MOVED = say("Your interview was moved.")
CANCELLED = say("Your interview is cancelled.")


@interviews.tells
def what_is_new(person: Person) -> Iterable[News]:
    """Tell of each interview to come that changed since the person said they saw it."""
    today, words = midnight(work().now), language.current()
    for one in of_person(work().vault, person.id):
        if one.is_news and one.at >= today and one.status in {Status.PLANNED, Status.CANCELLED}:
            said, picture = _said(one)
            yield News(
                words=words.say(said),
                hint=words.say(WHEN, day=words.short_day(one.at), time=words.time(one.at)),
                picture=picture,
                address=url_for("interviews.mine"),
            )


WHEN = say("%(day)s at %(time)s")


def _said(one: Interview) -> tuple[Words, str]:
    """Return what is said of a change, and its picture."""
    if one.status is Status.CANCELLED:
        return CANCELLED, "cancelled"
    return (MOVED, "moved") if one.moved_from else (PLANNED, "appointment")
