"""Many people of one counsellor, each with a name and interviews of their own."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.core.actors import Person
from portal.core.uses import Purpose
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Connection
from portal.storage.engine.seal import KeyRing, OwnerKey
from portal.storage.people import people
from portal.storage.trace import journal
from portal.storage.trace.journal import Deed
from tests.people import ACounsellor, APerson


def somebody_called(
    connection: Connection, ring: KeyRing, counsellor: ACounsellor, name: str, *interviews: timedelta
) -> APerson:
    """Add somebody by name; ``interviews`` count from now."""
    now, agency_id = datetime.now(UTC), counsellor.actor.agency_id
    known = people.Known(name=name, address="3 rue des Lilas")
    new = people.NewPerson(agency_id=agency_id, counsellor_id=counsellor.actor.id, known=known)
    added = people.add_person(connection, ring, new, now)
    for after in interviews:
        people.add_interview(connection, added.id, counsellor.actor.id, now + after)
    actor = Person(id=added.id, agency_id=agency_id)
    Vault(connection, ring, {}, actor, now).note(added.id, Deed.SIGNED_IN, Purpose.SIGN_IN)
    return APerson(actor=actor, key=added.key, counsellor=counsellor, secret="", pictures=None)


def a_crowd(
    connection: Connection, ring: KeyRing, counsellor: ACounsellor, names: Iterable[str], *interviews: timedelta
) -> list[APerson]:
    """Add somebody for each name, all with the same interviews."""
    return [somebody_called(connection, ring, counsellor, name, *interviews) for name in names]


def watched(monkeypatch: pytest.MonkeyPatch, order: list[str]) -> None:
    """Note in ``order`` when entries are written for a list, and when something sealed is opened."""
    unseal, add_all = OwnerKey.unseal, journal.add_all

    def opening(*told: Any) -> object:
        order.append("opened")
        return unseal(*told)

    def noting(*told: Any) -> None:
        order.append("noted")
        add_all(*told)

    monkeypatch.setattr(OwnerKey, "unseal", opening)
    monkeypatch.setattr(journal, "add_all", noting)
