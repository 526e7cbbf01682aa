"""What waits for a counsellor, interview or not: who wants a call, what people argue, sent back, say to an agreement.

Nothing of it is opened here. It is listed by its date, and where there is none by name: in no other order, ever.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from flask import url_for

from portal.caseload.signs import ARGUES, CALL, SENT_BACK, SPEAKS, Sign
from portal.core.calendar import NEVER
from portal.core.replies import Step
from portal.core.words import Words, say
from portal.storage.dialogue import asked_back, replies
from portal.storage.dialogue.agreements import waiting_words
from portal.storage.dialogue.interviews import waiting_for_call
from portal.storage.engine.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """One thing that waits."""

    sign: Sign
    person_id: UUID
    address: str
    at: datetime | None = None
    is_opened: bool = False
    """Whether it was opened and is still without an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that waits, under the name of whose it is."""

    name: str
    waits: Waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What waits in one way, by its date, then by name."""

    title: Words
    picture: str
    lines: list[Line]


TITLES = MappingProxyType(
    {
        CALL: say("People who wait for your call"),
        ARGUES: say("Arguments that wait for you"),
        SENT_BACK: say("Answers to what you asked"),
        SPEAKS: say("Words about what you agreed"),
    }
)


def waiting_for(connection: Connection, counsellors: Collection[UUID]) -> list[Waits]:
    """Return all that waits for some counsellors."""
    return [
        *_to_call(waiting_for_call(connection, counsellors)),
        *_argued(replies.waiting_for(connection, counsellors)),
        *_sent_back(asked_back.waiting_for(connection, counsellors)),
        *_said(waiting_words(connection, counsellors)),
    ]


def groups_of(waiting: Collection[Waits], names: Mapping[UUID, str]) -> list[Group]:
    """Return what waits, in groups that are always in one order."""
    lines = [Line(name=names[one.person_id], waits=one) for one in waiting if one.person_id in names]
    in_order = sorted(lines, key=lambda one: (one.waits.at or NEVER, one.name))
    groups = [
        Group(title=title, picture=sign.picture, lines=[one for one in in_order if one.waits.sign is sign])
        for sign, title in TITLES.items()
    ]
    return [group for group in groups if group.lines]


def _to_call(since: Mapping[UUID, datetime]) -> list[Waits]:
    """Return who cannot come and asked to be called: one line for each person, since one page shows it all."""
    return [
        Waits(sign=CALL, person_id=one, address=url_for("caseload.interviews_of", person_id=one), at=at)
        for one, at in since.items()
    ]


def _argued(envelopes: Collection[replies.Envelope]) -> list[Waits]:
    return [
        Waits(
            sign=ARGUES,
            person_id=one.person_id,
            address=url_for("caseload.argument", person_id=one.person_id, reply=one.number),
            at=one.at,
            is_opened=Step.OPENED in one.steps,
        )
        for one in envelopes
    ]


def _sent_back(envelopes: Collection[asked_back.Envelope]) -> list[Waits]:
    """Return who sent something back: one line for each person, since one page shows it all."""
    newest = {one.person_id: one for one in envelopes}
    return [
        Waits(
            sign=SENT_BACK,
            person_id=one.person_id,
            address=url_for("caseload.asked", person_id=one.person_id),
            at=one.changed_at,
        )
        for one in newest.values()
    ]


def _said(persons: Collection[UUID]) -> list[Waits]:
    return [Waits(sign=SPEAKS, person_id=one, address=url_for("caseload.agreed", person_id=one)) for one in persons]
