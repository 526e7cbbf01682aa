"""What is kept around my words: who I am here, when I meet, who helped, how I sign in, who read, what I asked."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from portal.core.words import Words, say
from portal.rights.kinds import KINDS, state_of
from portal.rights.told import Mine, Thing, iso
from portal.signin.entering import DEVICES
from portal.storage.answers.limits import limited_since
from portal.storage.helping import visits
from portal.storage.people.notices import reminder_of
from portal.storage.people.people import agency_of, known_of
from portal.storage.people.wish import Wish, wish_of
from portal.storage.rights.everything import (
    all_cards,
    all_invitations,
    all_notices,
    all_sessions,
    the_person,
)
from portal.storage.rights.requests import own_requests

NAME = say("Your name at the agency")
ADDRESS = say("Your address at the agency")
AGENCY = say("Your agency")
WISH = say("You want to talk face to face.")
NO_WISH = say("You did not ask to talk face to face.")
LAST_HERE = say("You were here last: %(when)s.")
NOBODY_READS = say("Your counsellor no longer reads, since %(when)s.")
REMINDER = say("Your reminder each week")
REMINDED = say("A reminder")
HELPED_BY = say("%(name)s sat with you.")
A_CODE = say("A code to bring a helper")
CARD = say("Your card")
CARD_SINCE = say("Since %(when)s. Your two pictures are your secret.")
CARD_ENDED = say("Ended on %(when)s.")
SIGNED_IN = say("You were signed in here.")


def known_told(me: Mine) -> Iterator[Thing]:
    """Tell who the person is here."""
    known, rest = known_of(me.connection, me.person.id, me.key), the_person(me.connection, me.key)
    agency = agency_of(me.connection, me.person.agency_id).name
    wish, since = wish_of(me.connection, me.person.id, me.key), limited_since(me.connection, me.person.id)
    yield Thing(title=me.language.say(NAME), lines=(known.name,), fields={"name": known.name})
    yield Thing(title=me.language.say(ADDRESS), lines=(known.address,), fields={"address": known.address})
    yield Thing(title=me.language.say(AGENCY), lines=(agency,), fields={"agency": agency})
    yield Thing(title=me.language.say(NO_WISH if wish is Wish.NONE else WISH), fields={"wish_to_talk": wish.value})
    last = me.language.say(LAST_HERE, when=me.when(rest["last_contact_at"]))
    yield Thing(title=last, fields={**_told(rest), "limited_since": iso(since) if since else None})
    if since:
        yield Thing(title=me.language.say(NOBODY_READS, when=me.when(since)))


def reminders_told(me: Mine) -> Iterator[Thing]:
    """Tell the reminder, and what went out."""
    reminder = reminder_of(me.connection, me.key)
    if reminder is not None:
        fields = {"reminder": _plain(asdict(reminder))}
        yield Thing(title=me.language.say(REMINDER), lines=(reminder.address,), fields=fields)
    for row in all_notices(me.connection, me.key):
        yield Thing(title=me.language.say(REMINDED), lines=(me.when(row["due_at"]),), fields=_told(row))


def visits_told(me: Mine) -> Iterator[Thing]:
    """Go through every visit of a helper, the newest first."""
    for one in visits.told(me.connection, me.key):
        fields = {
            "helper": one.beside.first_name,
            "began_by": one.beside.began.value,
            "opened_by": one.beside.opened_by,
            "began_at": iso(one.visit.began_at),
            "ended": one.ended.value if one.ended else None,
        }
        title = me.language.say(HELPED_BY, name=one.beside.first_name)
        yield Thing(title=title, lines=(me.when(one.visit.began_at),), fields=fields)
    for row in all_invitations(me.connection, me.key):
        yield Thing(title=me.language.say(A_CODE), lines=(me.when(row["until"]),), fields=_told(row))


def signing_in_told(me: Mine) -> Iterator[Thing]:
    """Go through the person's cards, and where they were signed in."""
    for row in all_cards(me.connection, me.key):
        since = me.language.say(CARD_SINCE, when=me.when(row["made_at"]))
        ended = (me.language.say(CARD_ENDED, when=me.when(row["ended_at"])),) if row["ended_at"] else ()
        yield Thing(title=me.language.say(CARD), lines=(since, *ended), fields=_told(row))
    for row in all_sessions(me.connection, me.key, me.person):
        device: Words | None = DEVICES.get(row["device"])
        where = (me.language.say(device),) if device else ()
        yield Thing(title=me.language.say(SIGNED_IN), lines=(*where, me.when(row["began_at"])), fields=_told(row))


def journal_told(me: Mine) -> Iterator[Thing]:
    """Go through every entry of the journal; its own page tells them by day, in words."""
    for entry in reversed(me.vault.entries(me.person.id)):
        fields = {
            "number": entry.number,
            "at": iso(entry.at),
            "role": entry.role.value,
            "deed": entry.deed.value,
            "what": list(entry.what),
            "in_place": entry.behalf.standing.value if entry.behalf else None,
        }
        yield Thing(title=me.when(entry.at), fields=fields)


def requests_told(me: Mine) -> Iterator[Thing]:
    """Go through everything the person asked, the newest first."""
    for one in own_requests(me.connection, me.key):
        lines = (
            one.asked.words,
            *(answer.words for answer in one.answers),
            state_of(one, me.language),
            me.when(one.at),
        )
        fields = {
            "number": one.number,
            "kind": one.asked.kind.value,
            "words": one.asked.words,
            "about": one.asked.about,
            "at": iso(one.at),
            "answer_by": one.due.isoformat() if one.due else None,
            "receipt": one.receipt,
            "answers": [{"words": answer.words, "at": iso(answer.at)} for answer in one.answers],
        }
        yield Thing(title=me.language.say(KINDS[one.asked.kind].words), lines=tuple(filter(None, lines)), fields=fields)


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    """Return a value as JSON keeps it."""
    match value:
        case datetime():
            return iso(value)
        case dict():
            return {name: _plain(inner) for name, inner in value.items()}
        case _:
            return value
