"""The demo: invented people, and how to sign in as each of them, remembered beside the key ring."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import click
from sqlalchemy import inspect, select

from portal.commands.opening import opened_database
from portal.core.permissions import Role
from portal.settings import Settings
from portal.storage.engine.database import Connection
from portal.storage.tables.agency import agencies


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """An invented person, and what is on their card."""

    id: UUID
    name: str
    note: str
    secret: str
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoStaff:
    """An invented member of staff or helper, and what they sign in with."""

    id: UUID
    name: str
    login: str
    password: str
    totp: str
    """Of counsellors and managers; a helper has none: the kiosk stands for it."""
    role: str = Role.COUNSELLOR.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """Everybody in the demo."""

    agency_id: UUID
    made_at: datetime
    staff: tuple[DemoStaff, ...]
    people: tuple[DemoPerson, ...]
    kiosk: str = ""
    """The cookie of a second kiosk, where a helper of the demo sits beside somebody."""

    @property
    def shown(self) -> DemoPerson:
        """The person whose dossier has something on every page: told, sent, corrected, sent again."""
        return next(person for person in self.people if person.note == SHOWN)

    def with_role(self, role: Role) -> tuple[DemoStaff, ...]:
        """Return everybody who works here in one role."""
        return tuple(one for one in self.staff if one.role == role)


SHOWN = "sent, corrected, sent again"
KIOSK = "Accueil"
"""Where the kiosk of the demo stands."""
TABLE = "Table des aidants"
"""Where the helper of ``session helper`` sits."""


def demo_path(settings: Settings) -> Path:
    """Return where the demo is remembered."""
    return settings.keys.parent / "demo.json"


def find_demo(settings: Settings, connection: Connection) -> Demo | None:
    """Return the demo, if this database holds the one that is remembered."""
    try:
        demo = _read(demo_path(settings))
    except FileNotFoundError:
        return None
    if not inspect(connection).has_table(agencies.name):
        return None
    known = connection.execute(select(agencies.c.id).where(agencies.c.id == demo.agency_id)).first()
    return demo if known else None


def demo_or_refuse(settings: Settings) -> Demo:
    """Return the demo; leave with a plain sentence where people may be real."""
    with opened_database(settings) as database, database.transaction(writes=False) as connection:
        demo = find_demo(settings, connection)
    if demo is None or os.environ.get("PORTAL_DEMO") == "0":
        message = "This only works with the invented people of the demo: start ./dev run first."
        raise click.ClickException(message)
    return demo


def remember(settings: Settings, demo: Demo) -> None:
    """Keep how to sign in, for the next start; only its owner can read it."""
    path = demo_path(settings)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(asdict(demo), file, indent=1, ensure_ascii=False, default=str)


def _read(path: Path) -> Demo:
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Demo(
        agency_id=UUID(kept["agency_id"]),
        made_at=datetime.fromisoformat(kept["made_at"]),
        staff=tuple(DemoStaff(**{**one, "id": UUID(one["id"])}) for one in kept["staff"]),
        people=tuple(
            DemoPerson(**{**one, "id": UUID(one["id"]), "pictures": tuple(one["pictures"])}) for one in kept["people"]
        ),
        kiosk=kept.get("kiosk", ""),
    )
