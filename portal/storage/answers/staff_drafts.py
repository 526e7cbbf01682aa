"""What a member of staff began between two forms: sealed by their own key, gone with the second or the day."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from portal.storage.engine.seal import OwnerKey
from portal.storage.tables.people import staff_drafts

LIVES = timedelta(hours=12)
_STEP = 1024


def read_draft(connection: Connection, key: OwnerKey, what: str, now: datetime) -> object | None:
    """Return what the owner of ``key`` began under the name ``what`` today, or none."""
    its = (staff_drafts.c.staff_id == key.owner, staff_drafts.c.what == key.tag(what))
    asked = select(staff_drafts.c.sealed).where(*its, staff_drafts.c.edited_at > now - LIVES)
    sealed = connection.execute(asked).scalar_one_or_none()
    return None if sealed is None else key.unseal(_place(what), sealed)


def keep_draft(connection: Connection, key: OwnerKey, what: str, content: object, now: datetime) -> None:
    """Keep ``content`` (anything JSON keeps) in place of what was there, and forget what everybody left since long."""
    connection.execute(delete(staff_drafts).where(staff_drafts.c.edited_at <= now - LIVES))
    forget_draft(connection, key, what)
    row = {"staff_id": key.owner, "what": key.tag(what), "sealed": key.seal(_place(what), content, _STEP)}
    connection.execute(insert(staff_drafts), {**row, "edited_at": now})


def forget_draft(connection: Connection, key: OwnerKey, what: str) -> None:
    """Forget a draft that was used."""
    its = (staff_drafts.c.staff_id == key.owner, staff_drafts.c.what == key.tag(what))
    connection.execute(delete(staff_drafts).where(*its))


def _place(what: str) -> str:
    return f"staff_drafts|{what}"
