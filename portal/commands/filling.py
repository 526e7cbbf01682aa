"""Fills an empty database with the demo: people who tell, send and correct as they would on the pages."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pyotp
from flask import Flask

from portal.commands.arguing import argue
from portal.commands.demo import KIOSK, TABLE, Demo, DemoPerson, DemoStaff
from portal.commands.telling import tell
from portal.commands.visiting import sit_beside
from portal.commands.weeks import tell_week
from portal.core.actors import Counsellor, Person
from portal.core.calendar import PARIS
from portal.core.permissions import Role
from portal.signin.accounts import HASHER
from portal.signin.cards import choose_pictures, digest_of, find_card, make_card
from portal.signin.code import new_secret
from portal.signin.pictures import BY_KEY
from portal.storage.database import Connection
from portal.storage.kiosks import Place, enrol, invite
from portal.storage.people import (
    Agency,
    Known,
    NewAccount,
    NewPerson,
    Sealed,
    add_agency,
    add_interview,
    add_person,
    add_staff,
)
from portal.storage.sessions import new_token
from portal.web.parts import Parts, parts_of

STORY = Path(__file__).with_name("demo.toml")
LONG_AGO = timedelta(days=45)
"""Since when the agency knows the people of the demo."""
_SATURDAY = 5
_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filling:
    """What everybody in the demo has in common."""

    connection: Connection
    parts: Parts
    now: datetime
    agency_id: UUID


def fill(app: Flask, now: datetime) -> Demo:
    """Add the people of the story, with dates around ``now``; return how to sign in as each."""
    story, parts = tomllib.loads(STORY.read_text(encoding="utf-8")), parts_of(app)
    with app.test_request_context(), parts.database.transaction(writes=True) as connection:
        agency_id = add_agency(connection, Agency(**story["agency"]))
        filling = _Filling(connection=connection, parts=parts, now=now, agency_id=agency_id)
        kiosk = _add_kiosks(filling)
        staff = tuple(_add_staff(filling, told) for told in story["staff"])
        counsellors = {one.login: one.id for one in staff}
        people = tuple(_add_person(filling, counsellors[told["with"]], told) for told in story["people"])
        demo = Demo(agency_id=agency_id, made_at=now, staff=staff, people=people, kiosk=kiosk)
        sit_beside(connection, parts.ring, demo, now)
    return demo


def _add_kiosks(filling: _Filling) -> str:
    """Add a kiosk whose address waits, and one in use; return the cookie of that one."""
    connection, ring, token = filling.connection, filling.parts.ring, new_token()
    invite(connection, ring, Place(filling.agency_id, KIOSK), new_secret(), filling.now)
    secret = new_secret()
    invite(connection, ring, Place(filling.agency_id, TABLE), secret, filling.now)
    enrol(connection, ring, secret, token, filling.now)
    return token


def _add_staff(filling: _Filling, told: Mapping[str, str]) -> DemoStaff:
    role = Role(told.get("role", Role.COUNSELLOR))
    secret = "" if role is Role.HELPER else pyotp.random_base32()
    new = NewAccount(
        agency_id=filling.agency_id,
        role=role,
        name=told["name"],
        login=told["login"],
        password=HASHER.hash(told["password"]),
        second_factor=secret,
    )
    account = add_staff(filling.connection, filling.parts.ring, new)
    return DemoStaff(id=account.id, totp=secret, **told)


def _add_person(filling: _Filling, counsellor_id: UUID, told: Mapping[str, Any]) -> DemoPerson:
    connection, ring, since = filling.connection, filling.parts.ring, filling.now - LONG_AGO
    known = Known(name=told["name"], address=told["address"])
    new = NewPerson(agency_id=filling.agency_id, counsellor_id=counsellor_id, known=known)
    person = add_person(connection, ring, new, since)
    for written in told["interviews"]:
        add_interview(connection, person.id, counsellor_id, _interview(written, filling.now))
    pictures = tuple(told.get("pictures", ()))
    secret = _add_card(filling, person, pictures)
    me = Person(id=person.id, agency_id=filling.agency_id)
    for visit in told.get("visits", ()):
        tell(connection, filling.parts, me, visit, filling.now - timedelta(days=visit["days_ago"]))
    for week in told.get("weeks", ()):
        tell_week(connection, filling.parts, me, week, filling.now)
    counsellor = Counsellor(id=counsellor_id, agency_id=filling.agency_id)
    for argued in told.get("arguments", ()):
        argue(connection, filling.parts, (me, counsellor), argued, filling.now)
    return DemoPerson(id=person.id, name=told["name"], note=told["note"], secret=secret, pictures=pictures)


def _add_card(filling: _Filling, person: Sealed, pictures: tuple[str, ...]) -> str:
    connection, ring, since = filling.connection, filling.parts.ring, filling.now - LONG_AGO
    secret = make_card(connection, ring, person.id, since)
    card = find_card(connection, ring, digest_of(ring, secret), since)
    if card is not None and pictures:
        first, second = (BY_KEY[picture].key for picture in pictures)
        choose_pictures(connection, card, first, second)
    return secret


def _interview(written: str, now: datetime) -> datetime:
    """Return the moment of an interview told as ``3 09:30``: in three days, on a day that is worked."""
    days, hour = written.split()
    day = now.astimezone(PARIS).date() + timedelta(days=int(days))
    if day.weekday() >= _SATURDAY:
        day += timedelta(days=_WEEK - day.weekday())
    return datetime.combine(day, time.fromisoformat(hour), PARIS)
