"""The only reader of the environment: frozen, validated values (see README, Settings)."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent


_ADDRESS = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+", re.ASCII)
_MOST_PEOPLE = 60
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """The server that takes the portal's e-mails, and who they are from."""

    host: str
    port: int
    sealed: bool
    """Whether the line is sealed from the first byte; otherwise from the moment both have greeted (STARTTLS)."""
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def is_here(self) -> bool:
        """Whether it runs on this machine: then nothing travels, and the line need not be sealed."""
        return self.host in {"localhost", "127.0.0.1", "::1"}


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
    mail: Mail | None = None
    """How e-mails leave; without it, none is offered."""
    proxies: int = 0
    """How many trusted proxies stand in front (for the address of the network only)."""
    most_people: int = _MOST_PEOPLE
    """How many different people one account of staff may open in an hour, before it is stopped."""
    most_lines: int = 120
    """How many lines it may leave about one person in an hour: five times through a whole interview with notes."""
    built: Path = ROOT / "portal" / "built"
    translations: Path = ROOT / "translations"
    voices: Path = ROOT / "accessibility" / "voices"

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
    most_people = environment.get("PORTAL_MOST_PEOPLE", str(_MOST_PEOPLE))
    if not most_people.isdecimal() or int(most_people) == 0:
        message = "PORTAL_MOST_PEOPLE must be a number, like 60 (see README, Settings)."
        raise SystemExit(message)
    instance = ROOT / "instance"
    return Settings(
        database_url=environment.get("PORTAL_DATABASE_URL", f"sqlite:///{instance / 'portal.db'}"),
        keys=Path(environment.get("PORTAL_KEYS", str(instance / "keys.json"))),
        address=address,
        demo=environment.get("PORTAL_DEMO", "") == "1",
        mail=_mail(environment.get("PORTAL_SMTP_URL", ""), environment.get("PORTAL_MAIL_FROM", "")),
        proxies=int(proxies),
        most_people=int(most_people),
    )


def _mail(url: str, sender: str) -> Mail | None:
    if not url:
        return None
    try:
        told = urlsplit(url)
        port = told.port or _PORTS[told.scheme]
    except (KeyError, ValueError):
        told, port = urlsplit(""), 0
    if not told.hostname or not port:
        message = "PORTAL_SMTP_URL must be like smtp://name:password@mail.example:587 (see README, Settings)."
        raise SystemExit(message)
    if not _ADDRESS.fullmatch(sender):
        message = "PORTAL_MAIL_FROM must be the address that e-mails come from (see README, Settings)."
        raise SystemExit(message)
    return Mail(
        host=told.hostname,
        port=port,
        sealed=told.scheme == "smtps",
        sender=sender,
        user=unquote(told.username or ""),
        password=unquote(told.password or ""),
    )
