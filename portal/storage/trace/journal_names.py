"""Names of questions that must be able to vanish from the journal: the entry holds a sign, the name stands apart.

What was answered after an explicit yes can be taken back whole (GDPR art. 7.3). An entry is never changed, for the
chain would break: so of such a question it only holds a sign drawn by chance. Without its name the sign means nothing.
"""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from portal.core.uses import Use
from portal.storage.engine.seal import OwnerKey
from portal.storage.tables.rights import journal_names

MARK = "~"
"""Every sign begins with it; no question does."""
_BYTES = 7


def named_apart(
    connection: Connection, key: OwnerKey, promises: Mapping[str, Use], what: tuple[str, ...], now: datetime
) -> tuple[str, ...]:
    """Return what an entry may name for ever: a sign for each question whose answer can be taken back whole."""
    signs = {name: MARK + secrets.token_hex(_BYTES) for name in what if name in promises and promises[name].consent}
    if not signs:
        return what
    rows = [
        {"person_id": key.owner, "alias": sign, "tag": key.tag(name), "sealed": key.seal(_place(sign), name), "at": now}
        for name, sign in signs.items()
    ]
    connection.execute(insert(journal_names), rows)
    return tuple(signs.get(name, name) for name in what)


def names_of(connection: Connection, key: OwnerKey) -> Mapping[str, str]:
    """Return what each sign stands for, as far as it was not taken back."""
    asked = select(journal_names.c.alias, journal_names.c.sealed).where(journal_names.c.person_id == key.owner)
    return {row.alias: str(key.unseal(_place(row.alias), row.sealed)) for row in connection.execute(asked)}


def forget_names(connection: Connection, key: OwnerKey, names: Collection[str]) -> None:
    """Forget what the signs of some questions stood for."""
    tags = [key.tag(name) for name in names]
    its = (journal_names.c.person_id == key.owner, journal_names.c.tag.in_(tags))
    connection.execute(delete(journal_names).where(*its))


def _place(sign: str) -> str:
    return f"journal_names|{sign}"
