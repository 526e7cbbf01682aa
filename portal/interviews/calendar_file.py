"""An interview for the calendar of a telephone (iCalendar, RFC 5545): when and where, and nothing of the person."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event

from portal.core.interviews import Way
from portal.core.words import say
from portal.storage.dialogue.interview_rows import Interview
from portal.storage.people.people import Agency
from portal.web.language import Language

TITLE = say("Interview")


def calendar_file(one: Interview, agency: Agency, language: Language, now: datetime) -> bytes:
    """Return the file. Who takes a newer one along has the same entry, moved."""
    event = Event()
    event.add("uid", f"{one.id}@interviews")
    event.add("sequence", one.version - 1)
    event.add("dtstamp", one.changed_at or now)
    event.add("dtstart", one.at)
    event.add("dtend", one.at + timedelta(minutes=one.plan.lasts))
    event.add("summary", language.say(TITLE))
    if one.plan.way is Way.ON_SITE:
        event.add("location", one.plan.place or f"{agency.name}, {agency.address}")
    calendar = Calendar()
    calendar.add("prodid", "-//portal//interviews//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
