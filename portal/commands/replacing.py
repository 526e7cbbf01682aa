"""Lets the counsellors of the demo replace each other, hand somebody over, and open a dossier with a reason."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from portal.commands.demo import Demo, DemoStaff
from portal.core.actors import Counsellor
from portal.core.calendar import today
from portal.core.openings import Reason, Stated
from portal.core.permissions import Role
from portal.storage.answers.vault import Vault
from portal.storage.caseload import openings, stand_ins, transfers
from portal.storage.caseload.openings import Asking
from portal.storage.caseload.stand_ins import NewStandIn
from portal.storage.engine.database import Connection
from portal.storage.people import ceilings
from portal.storage.people.ceilings import Reopening
from portal.web.language import FIRST
from portal.web.parts import Parts

_LOOKED_INTO = timedelta(hours=2)


def replace_each_other(connection: Connection, parts: Parts, demo: Demo, story: Mapping[str, Any]) -> None:
    """Do what the story says between colleagues, around the moment the demo was made."""
    staff, people = {one.login: one for one in demo.staff}, {one.name: one.id for one in demo.people}
    for told in story.get("stand_ins", ()):
        _is_away(connection, demo, (staff[told["away"]], staff[told["colleague"]]), told)
    for told in story.get("transfers", ()):
        vault = _vault(connection, parts, demo, staff[told["by"]], told)
        transfers.ask(vault, people[told["person"]], staff[told["to"]].id)
    for told in story.get("openings", ()):
        vault, by = _vault(connection, parts, demo, staff[told["by"]], told), staff[told["by"]]
        reason, person_id = Reason(told["reason"]), people.get(told["person"])
        asking = Asking(agency_id=demo.agency_id, staff_id=by.id, reason=reason)
        openings.ask(connection, asking, vault.pen.at, found=person_id is not None)
        if person_id is not None:
            stated = Stated(by=by.name, reason=reason, words=told["words"], language=FIRST)
            openings.open_dossier(vault, person_id, stated)
    for told in story.get("stops", ()):
        _was_stopped(connection, parts, demo, staff[told["account"]], told)


def _is_away(connection: Connection, demo: Demo, pair: tuple[DemoStaff, DemoStaff], told: Mapping[str, Any]) -> None:
    (away, colleague), day = pair, today(demo.made_at)
    new = NewStandIn(
        counsellor_id=away.id,
        colleague_id=colleague.id,
        first=day + timedelta(days=told["first"]),
        last=day + timedelta(days=told["last"]),
        set_by=away.id,
    )
    stand_ins.add(connection, new, demo.made_at)


def _was_stopped(connection: Connection, parts: Parts, demo: Demo, who: DemoStaff, told: Mapping[str, Any]) -> None:
    at = demo.made_at - timedelta(days=told["days_ago"])
    ceilings.stop(connection, who.id, at)
    for one in ceilings.stops_of(connection, parts.ring, demo.agency_id):
        by = Reopening(
            agency_id=demo.agency_id,
            manager_id=demo.with_role(Role.MANAGER)[0].id,
            word=told["word"],
            at=at + _LOOKED_INTO,
        )
        ceilings.reopen(connection, parts.ring, one.id, by)


def _vault(connection: Connection, parts: Parts, demo: Demo, by: DemoStaff, told: Mapping[str, Any]) -> Vault:
    actor = Counsellor(id=by.id, agency_id=demo.agency_id)
    return Vault(connection, parts.ring, parts.promises, actor, demo.made_at - timedelta(days=told["days_ago"]))
