"""The only reader of the environment: frozen, validated values (see README, Settings)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this portal is run."""

    database_url: str
    """A SQLAlchemy address: ``sqlite:///…`` or ``postgresql://…``."""
    keys: Path
    """The key ring: kept apart from the database and its backups."""
    address: str
    """The public address, without a final slash: printed on cards and receipts."""
    demo: bool = False
    """Invented people, and the pages and commands that show them."""
    proxies: int = 0
    """How many trusted proxies stand in front (for the address of the network only)."""
    built: Path = ROOT / "portal" / "built"
    translations: Path = ROOT / "translations"

    @property
    def secure(self) -> bool:
        """Whether people reach the portal over https."""
        return urlsplit(self.address).scheme == "https"


def settings_from(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; leave with a plain sentence when one is missing or wrong."""
    address = environment.get("PORTAL_ADDRESS", f"http://127.0.0.1:{environment.get('PORT', '8000')}").rstrip("/")
    if urlsplit(address).scheme not in {"http", "https"}:
        message = "PORTAL_ADDRESS must start with https:// (see README, Settings)."
        raise SystemExit(message)
    proxies = environment.get("PORTAL_PROXIES", "0")
    if not proxies.isdecimal():
        message = "PORTAL_PROXIES must be a number, like 1 (see README, Settings)."
        raise SystemExit(message)
    instance = ROOT / "instance"
    return Settings(
        database_url=environment.get("PORTAL_DATABASE_URL", f"sqlite:///{instance / 'portal.db'}"),
        keys=Path(environment.get("PORTAL_KEYS", str(instance / "keys.json"))),
        address=address,
        demo=environment.get("PORTAL_DEMO", "") == "1",
        proxies=int(proxies),
    )
