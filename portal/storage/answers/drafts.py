"""What a person began and has not sent: one sealed row for each thing, theirs alone."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from portal.storage.engine.seal import OwnerKey
from portal.storage.tables.people import drafts

_STEP = 1024
"""In bytes: a short draft is as long as an empty one."""


def read_draft(connection: Connection, key: OwnerKey, what: str) -> object | None:
    """Return what the owner of ``key`` began under the name ``what``, or none."""
    asked = select(drafts.c.sealed).where(drafts.c.person_id == key.owner, drafts.c.what == key.tag(what))
    sealed = connection.execute(asked).scalar_one_or_none()
    return None if sealed is None else key.unseal(_place(what), sealed)


def keep_draft(connection: Connection, key: OwnerKey, what: str, content: object, now: datetime) -> None:
    """Keep ``content`` (anything JSON keeps) under the name ``what``. Hold the person's key row locked."""
    sealed = {"sealed": key.seal(_place(what), content, _STEP), "edited_at": now}
    which = {"person_id": key.owner, "what": key.tag(what)}
    changed = update(drafts).where(*(drafts.c[name] == value for name, value in which.items()))
    if not connection.execute(changed, sealed).rowcount:
        connection.execute(insert(drafts), {**which, **sealed})


def forget_draft(connection: Connection, key: OwnerKey, what: str) -> None:
    """Forget a draft that was sent, or that the person took back."""
    connection.execute(delete(drafts).where(drafts.c.person_id == key.owner, drafts.c.what == key.tag(what)))


def _place(what: str) -> str:
    return f"drafts|{what}"
