"""The auditing surface of the demo: every page with an example address, and a session of each role."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import click
from flask import Flask

from portal.activities.listed import ACTIVITIES
from portal.commands.demo import Demo, demo_or_refuse
from portal.commands.opening import opened_database, opened_portal
from portal.core.actors import Person, actor_of
from portal.core.answers import Items, One
from portal.core.permissions import Role
from portal.core.uses import Purpose
from portal.core.weeks import Week
from portal.dossier.questions import QUESTIONS
from portal.notices.letters import Stop, stop_token
from portal.settings import Settings, settings_from
from portal.signin.pages import HOMES
from portal.storage import sessions
from portal.storage.database import Database
from portal.storage.journal import Deed
from portal.storage.receipts import receipts_of
from portal.storage.seal import read_ring
from portal.storage.vault import Vault
from portal.web import language as languages
from portal.web.pages import Page
from portal.web.parts import parts_of
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
    """Return every page, its address filled with what ``session person`` and ``session counsellor`` can open."""
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
        token = begin_session(settings, database, demo, Role(role))
    click.echo(f"{cookie_name(secure=settings.secure)}={token}; {languages.COOKIE}={language}")


def begin_session(settings: Settings, database: Database, demo: Demo, role: Role) -> str:
    """Begin a session, as signing in would, and return its token."""
    owner = demo.shown.id if role is Role.PERSON else demo.staff[0].id
    actor, now = actor_of(role, owner, demo.agency_id), datetime.now(UTC)
    arrival = sessions.Arrival(token=sessions.new_token(), device="computer", at=now)
    with database.transaction(writes=True) as connection:
        vault = Vault(connection, read_ring(settings.keys), {}, actor, now)
        sessions.begin(connection, actor, vault.key_of(owner), arrival)
        if isinstance(actor, Person):
            vault.note(owner, Deed.SIGNED_IN, Purpose.SIGN_IN)
    return arrival.token


def _examples(app: Flask, demo: Demo) -> Mapping[str, str]:
    """Return what fills the gaps of addresses, by the name of the gap."""
    parts, person = parts_of(app), demo.shown
    with parts.database.transaction(writes=False) as connection:
        me = Person(id=person.id, agency_id=demo.agency_id)
        key = Vault(connection, parts.ring, {}, me, datetime.now(UTC)).key_of(person.id)
        newest = receipts_of(connection, key, person.id)[0]
    return {
        "secret": person.secret,
        "token": stop_token(parts.ring, Stop.of(parts.ring, person.id, "")),
        "key": next(question.key for question in QUESTIONS.values() if isinstance(question.answer, One)),
        "item": "1",
        "week": Week.of(demo.made_at).shifted(-1).name,
        "activity": ACTIVITIES[0].key,
        "number": str(newest.number),
        "reply": "1",
        "code": newest.code,
        "person_id": str(person.id),
        "name": parts.built.manifest["app.css"],
    }


def _filled(page: Page, known: Mapping[str, str]) -> str:
    """Return the address of a page with its gaps filled; a small page of a repeated thing has its own question."""
    gaps = _GAP.findall(page.address)
    if "part" in gaps:
        repeated = next(question for question in QUESTIONS.values() if isinstance(question.answer, Items))
        known = {**known, "key": repeated.key, "part": repeated.answer.parts[0].key}  # type: ignore[union-attr]  # just looked at
    unknown = [gap for gap in gaps if gap not in known]
    if unknown:
        message = f"{page.name}: say in {__name__} what fills <{unknown[0]}>."
        raise click.ClickException(message)
    return _GAP.sub(lambda gap: known[gap[1]], page.address)
