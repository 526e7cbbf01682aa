"""Lets an invented person and their counsellor have interviews, by the same steps as the pages."""

from datetime import datetime, timedelta

from portal.commands.crowd import workday
from portal.core.actors import Actor, Counsellor, Person
from portal.core.interviews import Plan, Way
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.interviews import add, cancel, cannot_come, held, move, not_held, saw
from portal.storage.engine.database import Connection
from portal.web.parts import Parts

SINCE = timedelta(days=45)
"""How long ago the interviews of the demo were planned."""
_A_DAY = timedelta(days=1)
_AN_HOUR = timedelta(hours=1)
_BECAME = {"cancelled": cancel, "held": held, "not-held": not_held}


def meet(connection: Connection, parts: Parts, between: tuple[Person, Counsellor], written: str, now: datetime) -> None:
    """Plan an interview told as ``3 09:30``, then what else is told of it, like ``3 09:30 phone moved call-me``."""
    me, counsellor = between
    day, hour, *told = written.split()
    way = next((way for way in Way if way.value in told), Way.ON_SITE)
    plan = Plan(at=workday(f"{day} {hour}", now), way=way)

    def as_(actor: Actor, at: datetime) -> Vault:
        return Vault(connection, parts.ring, parts.promises, actor, at)

    first = Plan(at=plan.at - _A_DAY, way=way) if "moved" in told else plan
    one = add(as_(counsellor, now - SINCE), me.id, first)
    if "new" not in told:
        saw(as_(me, now - SINCE), me.id, one, 1)
    if "moved" in told:
        move(as_(counsellor, now - _A_DAY), me.id, one, plan, 1)
    if "call-me" in told:
        cannot_come(as_(me, now - _AN_HOUR), me.id, one)
    for status in _BECAME.keys() & told:
        _BECAME[status](as_(counsellor, now - _AN_HOUR), me.id, one, 1)
