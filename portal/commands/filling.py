"""Fills an empty database with the demo: people who tell, send and correct as they would on the pages."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pyotp
from flask import Flask

from portal.commands.agreeing import agree
from portal.commands.arguing import argue
from portal.commands.asking import ask
from portal.commands.crowd import Crowd, add_crowd
from portal.commands.demo import KIOSK, TABLE, Demo, DemoPerson, DemoStaff
from portal.commands.meeting import meet
from portal.commands.replacing import replace_each_other
from portal.commands.requesting import name_offices, request
from portal.commands.telling import tell
from portal.commands.visiting import sit_beside
from portal.commands.weeks import tell_week
from portal.core.actors import Counsellor, Person
from portal.core.permissions import Role
from portal.signin.accounts import HASHER
from portal.signin.cards import choose_pictures, digest_of, find_card, hand_out_card
from portal.signin.code import new_secret
from portal.signin.pictures import BY_KEY
from portal.storage.engine.database import Connection
from portal.storage.helping.kiosks import Place, enrol, invite
from portal.storage.people.people import (
    Agency,
    Known,
    NewAccount,
    NewPerson,
    Sealed,
    add_agency,
    add_person,
    add_staff,
)
from portal.storage.people.sessions import new_token
from portal.web.parts import Parts, parts_of

STORY = Path(__file__).with_name("demo.toml")
LONG_AGO = timedelta(days=45)
"""Since when the agency knows the people of the demo."""


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
        name_offices(connection, agency_id, story["offices"])
        filling = _Filling(connection=connection, parts=parts, now=now, agency_id=agency_id)
        kiosk = _add_kiosks(filling)
        staff = tuple(_add_staff(filling, told) for told in story["staff"])
        counsellors = {one.login: one.id for one in staff}
        people = tuple(_add_person(filling, counsellors[told["with"]], told) for told in story["people"])
        add_crowd(Crowd(connection=connection, parts=parts, now=now, agency_id=agency_id), counsellors)
        demo = Demo(agency_id=agency_id, made_at=now, staff=staff, people=people, kiosk=kiosk)
        sit_beside(connection, parts.ring, demo, now)
        replace_each_other(connection, parts, demo, story)
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
    pictures = tuple(told.get("pictures", ()))
    secret = _add_card(filling, person, pictures)
    me = Person(id=person.id, agency_id=filling.agency_id)
    counsellor = Counsellor(id=counsellor_id, agency_id=filling.agency_id)
    for written in told["interviews"]:
        meet(connection, filling.parts, (me, counsellor), written, filling.now)
    for visit in told.get("visits", ()):
        tell(connection, filling.parts, me, visit, filling.now - timedelta(days=visit["days_ago"]))
    for week in told.get("weeks", ()):
        tell_week(connection, filling.parts, me, week, filling.now)
    for argued in told.get("arguments", ()):
        argue(connection, filling.parts, (me, counsellor), argued, filling.now)
    for asked in told.get("clarifications", ()):
        ask(connection, filling.parts, (me, counsellor), asked, filling.now)
    for agreed in told.get("agreements", ()):
        agree(connection, filling.parts, (me, counsellor), agreed, filling.now)
    for asked in told.get("requests", ()):
        request(connection, filling.parts, me, asked, filling.now)
    return DemoPerson(id=person.id, name=told["name"], note=told["note"], secret=secret, pictures=pictures)


def _add_card(filling: _Filling, person: Sealed, pictures: tuple[str, ...]) -> str:
    connection, ring, since = filling.connection, filling.parts.ring, filling.now - LONG_AGO
    secret = hand_out_card(connection, ring, person.id, since)
    card = find_card(connection, ring, digest_of(ring, secret), since)
    if card is not None and pictures:
        first, second = (BY_KEY[picture].key for picture in pictures)
        choose_pictures(connection, card, first, second)
    return secret
