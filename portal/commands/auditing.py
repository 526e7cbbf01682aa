"""The auditing surface of the demo: every page with an example address, and a session of each role."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import click
from flask import Flask

from portal.activities.listed import ACTIVITIES
from portal.commands.demo import Demo, DemoPerson, DemoStaff, demo_or_refuse
from portal.commands.opening import opened_database, opened_portal
from portal.core.actors import Helper, Person, actor_of
from portal.core.answers import Items, One
from portal.core.heard import name_of
from portal.core.permissions import Permission, Role
from portal.core.uses import Purpose
from portal.core.visits import Began
from portal.core.weeks import Week
from portal.dossier.questions import QUESTIONS
from portal.notices.letters import Stop, stop_token
from portal.settings import Settings, settings_from
from portal.signin.pages import HOMES
from portal.storage.answers.receipts import receipts_of
from portal.storage.answers.vault import Vault
from portal.storage.caseload.lists import tail_of
from portal.storage.caseload.transfers import counsellor_of
from portal.storage.dialogue.interviews import of_person
from portal.storage.dialogue.voice_messages import all_messages
from portal.storage.engine.database import Database
from portal.storage.engine.seal import read_ring
from portal.storage.helping import kiosks, visits
from portal.storage.helping.visits import Beside, Seat
from portal.storage.people import sessions
from portal.storage.trace.journal import Deed
from portal.transparency.things import THEMES
from portal.web import kiosk
from portal.web import language as languages
from portal.web.parts import parts_of
from portal.web.published import Page
from portal.web.session_cookie import cookie_name

_GAP = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
"""A part of an address that is filled in, as Flask writes it: ``<int:number>``."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As a list of objects.")
def pages(*, as_json: bool) -> None:
    """List every page: its name, an address that works in the demo, who may open it."""
    settings = settings_from()
    demo = demo_or_refuse(settings)
    with opened_portal(replace(settings, demo=True)) as app:
        listed = describe_pages(app, demo)
    if as_json:
        click.echo(json.dumps(listed, indent=1))
        return
    for one in listed:
        click.echo(
            f"{one['method']:4} {one['address']}  {one['name']} ({one['permission']}: {', '.join(one['roles'])})"
        )


def describe_pages(app: Flask, demo: Demo) -> list[dict[str, str | list[str]]]:
    """Return every page, its address filled with what the sessions of the demo can open."""
    known = _examples(app, demo)
    return [
        {
            "name": page.name,
            "address": _filled(page, known),
            "permission": page.permission.value,
            "roles": [role for role in page.roles if role in HOMES],
            "method": page.method,
        }
        for page in app.extensions["portal_pages"]
    ]


@click.command()
@click.argument("role", type=click.Choice([role.value for role in HOMES]))
@click.argument("language", default=languages.FIRST)
def session(role: str, language: str) -> None:
    """Sign an invented person of ROLE in, and print the cookies to send to the running demo."""
    settings = settings_from()
    demo = demo_or_refuse(settings)
    offered = languages.load_languages(settings.translations).offered
    if language not in offered:
        message = f"The languages on offer are: {', '.join(offered)}."
        raise click.ClickException(message)
    with opened_database(settings) as database:
        cookies = begin_session(settings, database, demo, Role(role), language)
    click.echo("; ".join(f"{name}={value}" for name, value in {**cookies, languages.COOKIE: language}.items()))


def begin_session(
    settings: Settings, database: Database, demo: Demo, role: Role, language: str = languages.FIRST
) -> dict[str, str]:
    """Begin a session, as signing in would, and return its cookies; a helper's is beside a person at once."""
    owner = demo.shown.id if role is Role.PERSON else _member(demo, role).id
    actor, now = actor_of(role, owner, demo.agency_id), datetime.now(UTC)
    cookies = {cookie_name(secure=settings.secure): sessions.new_token()}
    with database.transaction(writes=True) as connection:
        ring = read_ring(settings.keys)
        vault = Vault(connection, ring, {}, actor, now)
        screen = kiosks.find(connection, ring, demo.kiosk) if isinstance(actor, Helper) else None
        device = sessions.at_kiosk(screen.id) if screen else "computer"
        arrival = sessions.Arrival(token=next(iter(cookies.values())), device=device, at=now)
        sessions.begin(connection, actor, vault.key_of(owner), arrival)
        if isinstance(actor, Person):
            vault.note(owner, Deed.SIGNED_IN, Purpose.SIGN_IN)
        if screen is None:
            return cookies
        beside = Beside(helper_id=owner, first_name=_member(demo, role).name, language=language, began=Began.CARD)
        seat = Seat(sessions.digest_of(arrival.token), screen.id)
        visits.begin(connection, vault.key_of(demo.shown.id), beside, seat, now)
    return {**cookies, kiosk.cookie_name(secure=settings.secure): demo.kiosk}


def _member(demo: Demo, role: Role) -> DemoStaff:
    """Return the first who works here in a role."""
    for one in demo.with_role(role):
        return one
    message = f"There is no {role} in this demo: it was made before there was one."
    raise click.ClickException(message)


def _examples(app: Flask, demo: Demo) -> Mapping[str, str]:
    """Return what fills the gaps of addresses, by the name of the gap."""
    parts, person = parts_of(app), demo.shown
    with parts.database.transaction(writes=False) as connection:
        me = Person(id=person.id, agency_id=demo.agency_id)
        vault = Vault(connection, parts.ring, parts.promises, me, datetime.now(UTC))
        key, planned = vault.key_of(person.id), of_person(vault, person.id)[-1]
        message = all_messages(connection, key)[0]
        newest = receipts_of(connection, key, person.id)[0]
        visited = visits.told(connection, key)[-1].visit
        counsellor_id = counsellor_of(connection, person.id)
    return {
        **_own(person, visited.id, planned.id),
        "token": stop_token(parts.ring, Stop.of(parts.ring, person.id, "")),
        "key": next(question.key for question in QUESTIONS.values() if isinstance(question.answer, One)),
        "place": message.place,
        "message_id": str(message.id),
        "theme": THEMES[0].key,
        "tag": languages.FIRST,
        "sound": next(iter(parts.sounds.by_language[languages.FIRST]), name_of("")),
        "week": Week.of(demo.made_at).shifted(-1).name,
        "activity": ACTIVITIES[0].key,
        "number": str(newest.number),
        "kept": "answers",
        "code": newest.code,
        "staff_id": str(counsellor_id),
        "name": parts.built.manifest["app.css"],
        **dict.fromkeys(_FIRST, "1"),
    }


def _own(person: DemoPerson, visit_id: UUID, interview_id: UUID) -> Mapping[str, str]:
    """Return what stands for a person of the demo, and what is theirs alone."""
    return {
        "secret": person.secret,
        "person_id": str(person.id),
        "tail": tail_of(person.id),
        "visit_id": str(visit_id),
        "interview_id": str(interview_id),
    }


_FIRST = ("item", "reply", "clarification", "agreement", "line", "step", "scene", "choice", "asked")
"""Gaps that count: the first of each is there."""


def _filled(page: Page, known: Mapping[str, str]) -> str:
    """Return the address of a page with its gaps filled.

    A small page of a repeated thing has its own question; a helper tells no week but the one of today.
    """
    gaps = _GAP.findall(page.address)
    if page.permission is Permission.TELL_WEEK:
        known = {**known, "week": Week.of(datetime.now(UTC)).name}
    if "part" in gaps:
        repeated = next(question for question in QUESTIONS.values() if isinstance(question.answer, Items))
        known = {**known, "key": repeated.key, "part": repeated.answer.parts[0].key}  # type: ignore[union-attr]  # just looked at
    unknown = [gap for gap in gaps if gap not in known]
    if unknown:
        message = f"{page.name}: say in {__name__} what fills <{unknown[0]}>."
        raise click.ClickException(message)
    return _GAP.sub(lambda gap: known[gap[1]], page.address)
